"""Build the library from the corpus: plan the work, then do it."""
