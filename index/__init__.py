"""Passages → vectors and words on disk; search in one lane."""
