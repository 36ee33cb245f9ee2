"""A draft's sentences, each made ready to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from answer.comparing.contrast import MOST_PIECES_ADDED, turned
from answer.comparing.leaning import facts_of
from answer.facts.statement import Statement, statement
from errors import DraftError
from index.encoding.encoder import Encoder, Vectors
from index.library import Library
from ingest.chunking import Bounds, chunk
from ingest.draft import read_draft
from ingest.names import HALF_CHARACTER
from ingest.records import Sentence

RARITY_POWER = 3
"""How much more a rare word matters than a common one."""

LONGEST_DRAFT = 200_000
MOST_CLAIMS = 1_000
"""Sentences: a long report. More belongs into several drafts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft: what it says, its vector, and its index terms with their rarity in the language.

    `turned` is the vector of the claim with opposite words. `facts` are its facts, where it has several of one subject.
    """

    start: int
    end: int
    says: Statement
    vector: Vectors
    turned: Vectors
    rarities: dict[str, float]
    facts: tuple[Claim, ...] = ()

    @property
    def dates(self) -> tuple[date, date] | None:
        """The days that the claim names, from the first to the last; None where it names none by their year."""
        known = [one for one in self.says.dates if one.first and one.last]
        if not known:
            return None
        return min(one.first for one in known if one.first), max(one.last for one in known if one.last)


def claims_of(library: Library, encoder: Encoder, draft: str) -> list[Claim]:
    """The draft's sentences in order; one too long for the model's window comes in parts, and nothing is cut off.

    Raises:
        DraftError: there is nothing to check, or too much.
    """
    if len(draft) > LONGEST_DRAFT:
        raise DraftError(f"the draft has {len(draft):,} characters, at most {LONGEST_DRAFT:,} are read: split it")
    if HALF_CHARACTER.search(draft):
        raise DraftError("the draft has half a character (a lone surrogate): paste it again as plain text")
    parts = [part for part in _sentences(encoder, draft) if any(map(str.isalnum, draft[part.start : part.end]))]
    if not parts:
        raise DraftError("there is no sentence to check: write or paste one")
    if len(parts) > MOST_CLAIMS:
        raise DraftError(f"the draft has {len(parts):,} sentences, at most {MOST_CLAIMS:,} are checked: split it")
    texts = [draft[part.start : part.end] for part in parts]
    return as_claims(library, encoder, parts, texts)


def as_claims(library: Library, encoder: Encoder, parts: Sequence[Sentence], texts: Sequence[str]) -> list[Claim]:
    """The sentences as claims; all that has to be embedded goes to the model at once."""
    read = [statement(text, part.voice) for part, text in zip(parts, texts, strict=True)]
    facts = [list(facts_of(one)) for one in read]
    every = [*texts, *(fact for several in facts for fact in several)]
    asked = [[form] for text in every for form in (text, turned(text))]
    rows = iter(np.concatenate(encoder.encode_passages(asked)).reshape(len(every), 2, -1))
    whole = [
        Claim(part.start, part.end, says, vectors[0], vectors[1], _rarities(library, encoder, says.text))
        for part, says, vectors in zip(parts, read, rows, strict=False)
    ]
    return [
        replace(claim, facts=tuple(_facts(library, encoder, claim, several, rows)))
        for claim, several in zip(whole, facts, strict=True)
    ]


def _facts(
    library: Library, encoder: Encoder, claim: Claim, facts: Sequence[str], rows: Iterator[Vectors]
) -> Iterator[Claim]:
    for fact in facts:
        vectors = next(rows)
        says = statement(fact, claim.says.voice)
        yield Claim(claim.start, claim.end, says, vectors[0], vectors[1], _rarities(library, encoder, fact))


def vectors_of(claims: list[Claim]) -> Vectors:
    """float32 (claims, dimension), unit rows."""
    return np.stack([claim.vector for claim in claims])


def _rarities(library: Library, encoder: Encoder, text: str) -> dict[str, float]:
    """The text's index terms with their rarity in the language, in (0, 1]; no library changes it."""
    found: dict[str, float] = {}
    for word in re.findall(r"\w+", text):
        for term in library.words.terms(word):
            found[term] = max(found.get(term, 0.0), encoder.model.rarity(word) ** RARITY_POWER)
    return found


def _sentences(encoder: Encoder, draft: str) -> Iterator[Sentence]:
    model = encoder.model
    window = model.window - MOST_PIECES_ADDED
    bounds = Bounds(model.count_pieces, model.count_pieces, window, max_tokens=window)
    for passage in chunk(read_draft(draft), bounds):
        yield from passage.sentences
