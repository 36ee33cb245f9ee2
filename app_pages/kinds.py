"""How a kind of source looks: a word, a colour and an icon, never a colour alone."""

from __future__ import annotations

KNOWN = frozenset({"reporting", "commentary", "official", "unlabelled"})
"""Kinds with a colour and an icon of their own in style.css; any other has the neutral ones."""


def kind_class(kind: str) -> str:
    """The name of the kind's colours and icon in style.css; never made of the kind itself."""
    return f"byline-kind-{kind if kind in KNOWN else 'other'}"


def kind_word(kind: str) -> str:
    """The kind as a heading."""
    return kind[:1].upper() + kind[1:]


def documents_of(count: int, kind: str = "") -> str:
    """A number of documents, in words."""
    return " ".join(filter(None, (f"{count:,}", kind, "document" if count == 1 else "documents")))
