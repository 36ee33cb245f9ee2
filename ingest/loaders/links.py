"""Web and mail addresses that stand in the text as they are."""

from __future__ import annotations

import re

ADDRESS = r"(?:https?://[^\s<>]{1,2000}|www\.\w[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"

LONE_ADDRESS = re.compile(rf"^[^\S\n]*<?({ADDRESS})>?[^\S\n]*$", re.MULTILINE)
"""A line that is nothing but an address."""


def lone_addresses(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans of the addresses that have a line of `text[start:end]` to themselves."""
    return tuple((start + match.start(1), start + match.end(1)) for match in LONE_ADDRESS.finditer(text[start:end]))
