"""The process that reads files which may be hostile, and how it is spoken to."""
