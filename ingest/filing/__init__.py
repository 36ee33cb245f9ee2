"""Add files to the corpus, and remove them from it."""
