"""The terminal's commands, by what they are about; `cli.py` gathers them."""
