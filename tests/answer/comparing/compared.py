"""A claim put beside a sentence, as the tests of flags ask for it."""

from __future__ import annotations

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.facts.statement import Statement, statement
from answer.records import Effect
from ingest.draft import read_draft


def read(text: str) -> Statement:
    """The text as the sentence of a document."""
    return statement(text, read_draft(text).sentences[0].voice)


def effects(claim: str, sentence: str) -> set[Effect]:
    """The effects of all differences between the two."""
    return {flag.effect for flag in flags(pair(read(claim), read(sentence)))}
