"""Files on their way into the corpus, and out of it."""
