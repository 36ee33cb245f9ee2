"""Write answers and checks as files: Markdown, JSON, CSV and HTML."""
