"""Corpus → library: what a build has to do, and doing it."""
