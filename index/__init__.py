"""Index the vectors and words of passages on disk, and search them lane by lane."""
