"""Turn text into vectors: find the model, and run it."""
