"""What leans on a subject: a pronoun on that of the sentence before, a second fact on that of its claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.comparing.word_table import is_content
from answer.facts.grammar import (
    AND,
    ARTICLES,
    FINITE,
    OR,
    PREPOSITIONS,
    RELATIVES,
    STANDING_IN,
    TITLES,
    is_adverb,
    is_light,
    is_past,
    is_role,
)
from answer.facts.statement import Statement
from ingest.lexicon import table

LONGEST_SUBJECT = 6
"""Words of a subject that a pronoun may stand for. Raised, subjects of several parts are taken for one."""
FIRST_WORDS = 6
"""Words within which the pronoun must stand. Raised, pronouns of another verb are read as the subject."""
BETWEEN_FACTS = re.compile(r"(?<!\s),?\s+(?:and|but)\s+(?:then\s+|later\s+|also\s+)?|;\s+", re.IGNORECASE)

DETERMINERS = ARTICLES | table("another one each every")
EQUALS = table("is are was were be been became becomes remains remained")
"""Verbs behind which the subject itself is told: "is a lawyer"."""
BEGINNING = PREPOSITIONS | RELATIVES | FINITE | OR | AND
PLURAL = re.compile(r"(?<![sui])s\Z|\A(?:people|men|women|children|police)\Z")
PEOPLE = table("""
    man woman boy girl child baby mother father son daughter husband wife uncle aunt niece nephew cousin friend
    guest guard pupil nurse priest monk nun aide boss chef cook clerk coach guide thief spy host bride groom
    widow orphan victim colleague ally rival candidate delegate graduate advocate driver
    """)
"""Words for somebody without an ending that says so."""


def with_its_subject(claim: Statement, before: Statement, sentence: Statement) -> str | None:
    """The sentence with the subject of the one before in the place of its pronoun, where that is the claim's too.

    None where the pronoun may stand for something else: the subject before has parts, or is not the claim's.
    """
    told, asked = _subject(before), _subject(claim)
    place = next((at for at, word in enumerate(sentence.small[:FIRST_WORDS]) if word in STANDING_IN), None)
    if not told or not asked or place is None or any(name.place < place for name in sentence.names):
        return None
    if _names_another(before, told) or _has_another(before, told, sentence.small[place]):
        return None
    ours = {claim.words[at].key for at in asked if is_content(claim.words[at])}
    theirs = {before.words[at].key for at in told if is_content(before.words[at])}
    if not ours or not ours <= theirs:
        return None
    subject = before.text[before.words[told.start].start : before.words[told.stop - 1].end]
    pronoun = sentence.words[place]
    return sentence.text[: pronoun.start] + subject + sentence.text[pronoun.end :]


def _names_another(before: Statement, subject: range) -> bool:
    """Whether the sentence names somebody else than its subject: what stands behind a preposition may be a place."""
    for name in before.names:
        first = name.place
        while first and any(one.place == first - 1 for one in before.names):
            first -= 1
        if name.place not in subject and (first == 0 or before.small[first - 1] not in PREPOSITIONS):
            return True
    return False


def _has_another(before: Statement, subject: range, pronoun: str) -> bool:
    """Return whether the sentence has something else than its subject, or somebody, that the pronoun may stand for.

    Where its subject is a name or somebody, "he" and "she" may only stand for what may be somebody.
    """
    person = any(name.place in subject for name in before.names) or _may_be_somebody(before, subject[-1])
    means = _may_be_somebody if person and pronoun in {"he", "she"} else _may_be_something
    for at in range(subject.stop, len(before.small)):
        if (
            before.small[at] in DETERMINERS
            and before.small[at - 1] not in EQUALS
            and any(means(before, place) for place in _phrase(before, at + 1))
        ):
            return True
        if (
            pronoun == "they"
            and at > subject.stop
            and PLURAL.search(before.small[at])
            and _may_be_something(before, at)
        ):
            return True
    return False


def _phrase(statement: Statement, first: int) -> Iterator[int]:
    """The places of the words from the first one up to a mark or a word that begins something else."""
    for at in range(first, len(statement.small)):
        word = statement.small[at]
        if (at > first and statement.marks[at].strip("“”\"'‘’")) or word in BEGINNING:
            return
        yield at


def _may_be_something(statement: Statement, at: int) -> bool:
    return (
        is_content(statement.words[at])
        and not is_light(statement.small[at])
        and not any(name.place == at for name in statement.names)
    )


def _may_be_somebody(statement: Statement, at: int) -> bool:
    word = statement.small[at]
    return word in TITLES or word in PEOPLE or is_role(word)


def facts_of(claim: Statement) -> Iterator[str]:
    """The facts of a claim that has several of one subject, each as a sentence; nothing for a claim of one."""
    subject = _subject(claim)
    if not subject:
        return
    shown = claim.text[claim.words[subject.start].start : claim.words[subject.stop - 1].end]
    parts = [claim.text[: claim.words[subject.stop].start]]
    at, begun = claim.words[subject.stop].start, []
    for match in BETWEEN_FACTS.finditer(claim.text, at):
        following = next((place for place, word in enumerate(claim.words) if word.start >= match.end()), None)
        if following is not None and (claim.small[following] in FINITE or is_past(claim.small[following])):
            begun.append(match.span())
    if not begun:
        return
    starts, ends = [at, *(end for _, end in begun)], [*(start for start, _ in begun), len(claim.text)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        text = claim.text[start:end].strip().rstrip(".,;")
        yield f"{parts[0]}{text}." if number == 0 else f"{shown} {text}."


def _subject(statement: Statement) -> range | None:
    """The words before the verb where they are one simple phrase; None where they are more, or nothing."""
    begin = _opening(statement)
    end = next((at for at, word in enumerate(statement.small) if word in FINITE or is_past(word)), None)
    if end is None or "and" in statement.small[:end]:
        named = {name.place + 1 for name in statement.names}
        present = (at for at, word in enumerate(statement.small) if at and word.endswith("s"))
        end = next((at for at in present if end is None or at in named), end)
    while end and is_adverb(statement.small[end - 1]):
        end -= 1
    if not end or end <= begin or end - begin > LONGEST_SUBJECT or any(statement.marks[begin + 1 : end + 1]):
        return None
    words = statement.small[begin:end]
    if any(word in PREPOSITIONS or word in RELATIVES or word in OR or word == "and" for word in words) or all(
        map(is_light, words)
    ):
        return None
    owned = words[0] in {"his", "her", "its", "their"} and not _is_named_relative(statement, begin, end)
    return None if owned or any(word.endswith(("'s", "’s")) for word in words) else range(begin, end)


def _opening(statement: Statement) -> int:
    """Return where the subject may begin: behind "In 2019", "On Friday", "In May,"."""
    if not statement.small or statement.small[0] not in {"in", "on", "at", "since", "by", "during"}:
        return 0
    second = next((word.start for word in statement.words[1:]), 0)
    end = next((one.end for one in statement.dates if one.start <= second), 0)
    return next((at for at, word in enumerate(statement.words) if end and word.start >= end), 0)


def _is_named_relative(statement: Statement, begin: int, end: int) -> bool:
    """Return whether the phrase is somebody's relative by name: "her brother Karl"."""
    return end - begin > 2 and any(name.place == end - 1 for name in statement.names)
