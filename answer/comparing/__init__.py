"""A claim against a sentence of a document: how alike, and in what not."""
