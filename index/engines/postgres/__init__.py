"""A library kept in PostgreSQL with pgvector, for readers on other machines."""
