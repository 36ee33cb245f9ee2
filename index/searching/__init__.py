"""Question → passages of one lane."""
