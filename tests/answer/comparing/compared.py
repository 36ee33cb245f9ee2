"""A claim put beside a sentence, as the tests of flags ask for it."""

from __future__ import annotations

from answer.comparing.flags import flags
from answer.comparing.pair import pair
from answer.facts.statement import statement
from answer.records import Effect
from ingest.draft import read_draft


def effects(claim: str, sentence: str) -> set[Effect]:
    """The effects of all differences between the two, each read as the text of a document."""
    ours, theirs = (statement(text, read_draft(text).sentences[0].voice) for text in (claim, sentence))
    return {flag.effect for flag in flags(pair(ours, theirs))}
