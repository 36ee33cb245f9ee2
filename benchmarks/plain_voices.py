"""The plain way to find whose words a sentence is: a regular expression for marks, one for verbs of speech."""

from __future__ import annotations

import re

from ingest.records import Span, Voice, VoiceKind

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
NAME = r"((?:[A-Z][\w.’'-]*\s+){0,4}[A-Z][\w’'-]*)"
VERB = r"(?:said|says|told|wrote|added|argued|claimed|announced|stated|noted|explained)"
SPEAKER = re.compile(rf"{NAME}\s+{VERB}\b|\b{VERB}\s+{NAME}|[Aa]ccording to {NAME}")
CUE = re.compile(rf"\b(?:{VERB}|saying|according to)\b", re.IGNORECASE)


def plain_spans(text: str) -> list[Span]:
    """Everything between quotation marks."""
    return [match.span() for match in QUOTED.finditer(text)]


def plain_voice(text: str, sentence: Span, spans: list[Span]) -> Voice:
    """More than half in marks: a quote; a verb of speech: attributed; the speaker is the name beside the verb."""
    inside = sum(max(0, min(end, sentence[1]) - max(start, sentence[0])) for start, end in spans)
    words = text[slice(*sentence)]
    found = SPEAKER.search(words)
    speaker = next((group for group in found.groups() if group), None) if found else None
    if 2 * inside > sentence[1] - sentence[0]:
        return Voice(VoiceKind.QUOTE, speaker)
    return Voice(VoiceKind.ATTRIBUTED, speaker) if CUE.search(words) else Voice()
