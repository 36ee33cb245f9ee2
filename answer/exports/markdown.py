"""Words as Markdown: a document's words are never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.exports.provenance import Fact

MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$^=-])")


def plain(text: str) -> str:
    """The text on one line, with everything that Markdown or HTML would take for markup escaped."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def facts(stated: Sequence[Fact]) -> str:
    """What the export says of itself, as a list."""
    return "\n".join(f"- {plain(name)}: {plain(value)}" for name, value in stated)
