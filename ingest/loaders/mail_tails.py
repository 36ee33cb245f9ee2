"""What stands below a message and says nothing: signatures, devices, legal notices, the foot of a newsletter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest.loaders.mail_threads import MAIL_HEADER, Paragraph
from ingest.loaders.mail_words import DEVICE, FAREWELL, LEAVES_LIST, LEGAL, LEGAL_HEAD, LEGAL_SUBJECTS, LIST_NOTICE

SIGNATURE, NOTICE, FOOT = "mail_signature", "mail_notice", "mail_footer"
ADDRESS_BEHIND = re.compile(r"[(<\[:]\s?https?://[^\s<>()\[\]]{1,2000}[)>\]]?\s*\Z")
"""The address of a link at the end of a line of text."""

SIGNATURE_LINES = 8
"""Lines of a signature below a leave-taking. Raised, more of a message that ends in short lines may be lost."""

ENDS_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?:;]\Z|[。！？：؟۔।]\Z")
SIGNATURE_CHARACTERS = 90
"""Of one line of a signature; a longer one is a sentence."""


def without_tails(parts: Sequence[Paragraph], sender: str) -> list[Paragraph]:
    """The paragraphs, with the tail of each message as furniture."""
    found: list[Paragraph] = []
    for _, group in groupby(parts, key=lambda part: (part.depth, part.speaker, part.quoted, part.rule == MAIL_HEADER)):
        message = list(group)
        found += message if message[0].rule == MAIL_HEADER else _without_tail(message, message[0].speaker or sender)
    return found


def _without_tail(message: Sequence[Paragraph], sender: str) -> list[Paragraph]:
    """One message's paragraphs, those of its tail as furniture."""
    parts = [_notice(part) for part in message]
    signed = next((at for at, part in enumerate(parts) if part.lines()[0].rstrip() == "--"), None)
    if signed is not None:
        return [*parts[:signed], *(replace(part, rule=part.rule or SIGNATURE) for part in parts[signed:])]
    last = max((at for at, part in enumerate(parts) if not part.rule), default=None)
    if last is None:
        return parts
    return _unsigned(parts, last, sender)


def _notice(part: Paragraph) -> Paragraph:
    """The paragraph, as furniture where a device, a server or a sender of newsletters adds it to every message."""
    if part.rule:
        return part
    if DEVICE.match(part.words):
        return replace(part, rule=SIGNATURE)
    subjects = sum(pattern.search(part.words) is not None for pattern in LEGAL)
    if subjects >= LEGAL_SUBJECTS or LEGAL_HEAD.match(part.words):
        return replace(part, rule=NOTICE)
    if LIST_NOTICE.match(part.words):
        return replace(part, rule=FOOT)
    offers = [part.words[a:b] for a, b in part.links]
    if any(LEAVES_LIST.search(words) for words in offers) or _offers_to_leave(part):
        return replace(part, rule=FOOT)
    return part


def _offers_to_leave(part: Paragraph) -> bool:
    """Return whether most lines of words are links of a newsletter, as a text has them: "Unsubscribe (https://…)"."""
    worded = [line for line in part.lines() if any(map(str.isalpha, line))]
    offers = sum(ADDRESS_BEHIND.search(line) is not None and LEAVES_LIST.search(line) is not None for line in worded)
    return offers > 0 and 2 * offers >= len(worded)


def _unsigned(parts: list[Paragraph], last: int, sender: str) -> list[Paragraph]:
    """The paragraphs, with the lines of leave-taking and name that end the message as a signature.

    Nothing is a signature but what stands below a leave-taking or below the sender's own name, in short lines.
    """
    lines = [(at, place, line) for at, part in enumerate(parts[: last + 1]) for place, line in enumerate(part.lines())]
    tail = lines[-SIGNATURE_LINES:]
    short = 0
    while short < len(tail) and _is_short(tail[-1 - short][2]):
        short += 1
    for at, place, line in tail[len(tail) - short :]:
        if FAREWELL.match(line) or (not place and _is_own_name(line, sender)):
            if at == 0 and place == 0:
                return parts
            kept = parts[at].cut(0, place)
            signature = replace(parts[at].cut(place, len(parts[at].lines())), rule=SIGNATURE)
            after = [replace(part, rule=part.rule or SIGNATURE) for part in parts[at + 1 :]]
            return [*parts[:at], *([kept] if place else []), signature, *after]
    return parts


def _is_short(line: str) -> bool:
    """Return whether the line may be one of a signature: short, and the end of no sentence."""
    words = line.strip()
    if FAREWELL.match(words):
        return True
    return len(words) <= SIGNATURE_CHARACTERS and not ENDS_SENTENCE.search(words)


def _is_own_name(line: str, sender: str) -> bool:
    """Return whether the line is nothing but the sender's name, a part of it, or its first letters."""
    words = re.findall(r"[^\W\d_]+", line.lower())
    names = re.findall(r"[^\W\d_]+", sender.lower())
    if not words or not names or len(line) > SIGNATURE_CHARACTERS or len(words) > len(names):
        return False
    return all(any(name == word or (len(word) == 1 and name.startswith(word)) for name in names) for word in words)
