"""Subtitles (.srt, .vtt): the words of the cues as paragraphs, with the time at which each begins as furniture.

A sentence goes on from one cue to the next. A paragraph ends where the speaker changes, where nobody speaks for a
while, or where it is long and a sentence ends. A speaker that the file names by a tag is the paragraph's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from errors import DocumentError
from ingest.decoding import decode
from ingest.loaders.canonical import Canonical, Inline
from ingest.records import BlockKind, Loaded

RULE_TIME = "time"

PAUSE_S = 4.0
"""Seconds without words that end a paragraph. Raised, what different people say runs together more often."""

LONG = 500
"""Characters after which a paragraph ends with its sentence. Raised, times stand farther apart."""

CUE_TIME = re.compile(
    r"^[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->"
    r"[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})",
    re.MULTILINE,
)
VOICE_TAG = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>]{1,80})>")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,100}\}")
TURN = re.compile(r"(?:[-–—]\s*\S|>>|[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}\s?:\s)")
"""How a cue begins in which somebody else speaks: with a dash, arrows or a name."""

ENDS = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
HIDDEN_BLOCK = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words of one cue, its seconds, and who is named by a tag."""

    start_s: float
    end_s: float
    words: str
    speaker: str | None


def load(data: bytes) -> Loaded:
    """The paragraphs of the cues.

    Raises:
        DocumentError: there is no cue.
    """
    cues = list(_cues(decode(data)))
    if not cues:
        raise DocumentError("has no subtitles with a time: save it again as .srt or .vtt, or as .txt")
    canonical, run = Canonical(), list[Cue]()
    for cue in cues:
        if run and _is_apart(run, cue):
            _write(canonical, run)
            run = []
        run.append(cue)
    _write(canonical, run)
    return Loaded(canonical.text(), tuple(canonical.blocks), furniture=tuple(canonical.furniture))


def _cues(text: str) -> Iterator[Cue]:
    """The cues that have words; lines that a cue repeats from the one before, as rolling captions do, are left out."""
    before: list[str] = []
    times = list(CUE_TIME.finditer(text))
    for at, time in enumerate(times):
        line_end = text.find("\n", time.end())
        stop = times[at + 1].start() if at + 1 < len(times) else len(text)
        shown = re.split(r"\n[ \t]*\n", text[line_end + 1 : stop], maxsplit=1)[0] if line_end >= 0 else ""
        voice = VOICE_TAG.search(shown)
        lines = [" ".join(unescape(TAG.sub("", line)).split()) for line in shown.split("\n")]
        lines = [line for line in lines if line]
        if at + 1 < len(times) and lines and lines[-1].isdecimal() and "\n\n" not in text[line_end:stop]:
            lines = lines[:-1]  # the next cue's number, where no blank line stands above it
        new = [line for line in lines if line not in before]
        before = lines or before
        if new:
            speaker = " ".join(voice.group(1).split()) if voice else None
            yield Cue(_seconds(time.groups()[:4]), _seconds(time.groups()[4:]), " ".join(new), speaker)


def _is_apart(run: list[Cue], cue: Cue) -> bool:
    last = run[-1]
    if cue.speaker != last.speaker or TURN.match(cue.words):
        return True
    ended = bool(ENDS.search(last.words))
    if cue.start_s - last.end_s >= PAUSE_S:
        return True
    return ended and sum(len(one.words) for one in run) >= LONG


def _write(canonical: Canonical, run: list[Cue]) -> None:
    inline = Inline()
    inline.write(f"[{_clock(run[0].start_s)}] ")
    inline.mark(0, RULE_TIME)
    inline.write(" ".join(cue.words for cue in run))
    speaker = run[0].speaker
    canonical.add(BlockKind.QUOTE if speaker else BlockKind.PARAGRAPH, inline, speaker=speaker)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
