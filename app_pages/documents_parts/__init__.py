"""The parts of the Library and Sources pages."""
