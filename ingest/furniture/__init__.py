"""Page text that nobody wrote as content, and the rules that find it."""
