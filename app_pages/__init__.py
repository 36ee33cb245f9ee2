"""The browser's pages: each a script read from top to bottom."""
