"""The parts of the Documents page: adding, what could not be read, the list, correcting, and the reader."""
