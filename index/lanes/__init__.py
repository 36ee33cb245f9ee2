"""The sentence vectors of one kind: how they are kept in files and searched, exactly or by codes."""
