"""Answers and checks as files: Markdown, JSON, CSV, HTML."""
