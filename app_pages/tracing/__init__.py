"""The parts of the Trace page."""
