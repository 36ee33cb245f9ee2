"""Text → vectors: which model, and running it."""
