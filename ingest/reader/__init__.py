"""Read files that may be hostile, in a process of their own."""
