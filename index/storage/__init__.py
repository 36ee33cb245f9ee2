"""`library.db`: its tables, its locks, its checksums."""
