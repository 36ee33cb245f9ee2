"""How well Byline finds, judges and attributes, beside plain baselines.

Data sets stay outside the repository: every benchmark is given a folder or a file.
The baselines and their libraries come with `requirements-dev.txt`.
"""
