"""Question → lanes: what each kind of source says, apart from every other."""
