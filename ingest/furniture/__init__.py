"""Find furniture: page text that nobody wrote as content."""
