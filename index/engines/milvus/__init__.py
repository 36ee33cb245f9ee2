"""A library kept in Milvus, for readers on other machines."""
