"""The parts of the Notebook page."""
