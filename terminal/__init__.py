"""The terminal's commands, by what they are about, and how results are shown; `cli.py` gathers them."""
