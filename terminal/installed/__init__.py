"""Byline as it is installed: in the wheel this folder and all the code are one package, `byline`."""
