"""Subtitles (.srt, .vtt, .ass, .ssa): the words of the cues as paragraphs, with the time of each as furniture.

A sentence goes on from one cue to the next. A paragraph ends where the speaker changes, where nobody speaks for a
while, or where it is long and a sentence ends. A speaker that the file names by a tag is the paragraph's, as is the
name that .ass and .ssa have for each line; their comments, styles and drawings are no words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby, zip_longest
from operator import attrgetter, itemgetter

from errors import DocumentError
from ingest.decoding import decode
from ingest.loaders.canonical import Canonical, Inline
from ingest.records import RULE_TIME, BlockKind, Loaded, OwnField

PAUSE_S = 4.0
"""Seconds without words that end a paragraph. Raised, what different people say runs together more often."""

LONG = 500
"""Characters after which a paragraph ends with its sentence. Raised, times stand farther apart."""

SHORTEST_S = 0.1
"""Seconds in which nothing can be said: such a cue, between two of rolling captions, only repeats the one before."""

CUE_TIME = re.compile(
    r"^[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
    r"(?:[ \t]*-->[ \t]*|(?<=\.\d{3}),(?=\d{1,2}:\d{2}:\d{2}\.\d{3}))(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})",
    re.MULTILINE,
)
VOICE_TAG = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>]{1,80})>")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,100}\}")
TURN = re.compile(r"(?:[-–—]\s*\S|>>|[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}\s?:\s)")
"""How a cue begins in which somebody else speaks: with a dash, arrows or a name."""

SPEAKER = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}): +(?=\S)")
"""A name before the words of a cue, as programs of calls write it before each."""

MOST_NAMED = 0.8
"""The share of cues that begin with a name, from which names are no words. Raised, calls in which somebody is not known
keep theirs."""

ENDS = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
HIDDEN_BLOCK = re.compile(r"\s*(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t][^\n]*)?(?:\n|\Z)")
"""A block that only programs read."""

NEXT_NAME = re.compile(r"(?:(?:\A|\n)\n[^\n]{1,200}|(?:\A|\n)[ \t]*\d{1,9}[ \t]*)\n\Z")
"""The number or name of the next cue, in the line above its time: any words below a blank line, else a number."""

BLANK_LINE = re.compile(r"\n[ \t]*\n")

EVENTS = re.compile(r"^\[Events\][ \t]*$", re.MULTILINE | re.IGNORECASE)
"""The part of a file of Advanced SubStation Alpha (.ass, .ssa) that has the words."""

SCRIPT_TITLE = re.compile(r"^Title:[ \t]*([^\s<][^\n]{0,300})$", re.MULTILINE)
UNTITLED = "default aegisub file"
COLUMNS = "layer, start, end, style, name, marginl, marginr, marginv, effect, text"
"""The columns of a line where the file does not state them."""

EVENT_TIME = re.compile(r"\s*(\d{1,3}):(\d{1,2}):(\d{1,2})[.:](\d{1,3})\s*\Z")
DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}[^{}]*+")
OVERRIDE = re.compile(r"\{[^{}]*\}")
BREAK = re.compile(r"\\[Nnh]")


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
    text = decode(data)
    events = EVENTS.search(text)
    cues = _named(sorted(_events(text[events.end() :]), key=attrgetter("start_s")) if events else list(_cues(text)))
    if not cues:
        raise DocumentError("has no subtitles with a time: save it again as .srt or .vtt, or as .txt")
    own = tuple(_script_title(text[: events.start()])) if events else ()
    return replace(load_cues(cues), own=own)


def load_cues(cues: Sequence[Cue], *, above: str = "") -> Loaded:
    """The paragraphs of the cues, below what stands above the first of them."""
    canonical, run = Canonical(), list[Cue]()
    for words in BLANK_LINE.split(above):
        inline = Inline()
        inline.write(words.strip())
        canonical.add(BlockKind.PARAGRAPH, inline)
    for cue in cues:
        if run and _is_apart(run, cue):
            _write(canonical, run)
            run = []
        run.append(cue)
    _write(canonical, run)
    return Loaded(canonical.text(), tuple(canonical.blocks), furniture=tuple(canonical.furniture))


def _cues(text: str) -> Iterator[Cue]:
    """The words of each cue, speaker by speaker; lines repeated from the one before, as rolling captions do, once.

    A cue goes on to the next time line, over blank lines too; the number or name of the next cue, and what only
    programs read, are left out.
    """
    before: list[Line] = []
    times = list(CUE_TIME.finditer(text))
    for time, following in zip_longest(times, times[1:]):
        start_s, end_s = _seconds(time.groups()[:4]), _seconds(time.groups()[4:])
        shown = text[time.end() : following.start() if following else len(text)].partition("\n")[2]
        first, *others = BLANK_LINE.split(NEXT_NAME.sub("", shown) if following else shown)
        lines = list(_lines("\n".join([first, *(other for other in others if not HIDDEN_BLOCK.match(other))])))
        new = lines[_repeated(before, lines) :]
        if lines == before and end_s - start_s < SHORTEST_S:
            continue
        before = lines or before
        for speaker, words in groupby(new, key=itemgetter(0)):
            yield Cue(start_s, end_s, " ".join(line for _, line in words), speaker)


def _events(text: str) -> Iterator[Cue]:
    """The words of each line that is shown, once where layers repeat it, and the name that it has."""
    columns, before = COLUMNS.split(", "), None
    for line in text.split("\n"):
        kind, _, values = line.partition(":")
        if kind == "Format":
            columns = [name.strip().lower() for name in values.split(",")]
        if kind != "Dialogue":
            continue
        event = dict(zip(columns, values.split(",", len(columns) - 1), strict=False))
        start, end = (EVENT_TIME.match(event.get(name, "")) for name in ("start", "end"))
        words = BREAK.sub(" ", OVERRIDE.sub("", DRAWING.sub("", event.get("text", ""))))
        if start and end and words.strip():
            name = " ".join(event.get("name", event.get("actor", "")).split())
            cue = Cue(_seconds(start.groups()), _seconds(end.groups()), " ".join(words.split()), name or None)
            if cue != before:
                yield cue
            before = cue


def _script_title(head: str) -> Iterator[OwnField]:
    """What the head of the file calls it, unless its program does."""
    title = SCRIPT_TITLE.search(head)
    if title and title[1].strip().lower() != UNTITLED:
        yield OwnField("title", title[1].strip(), "subtitles Title")


def _named(cues: list[Cue]) -> list[Cue]:
    """The cues with those speakers taken from before their words who begin most of the cues, each time by name."""
    labels = [SPEAKER.match(cue.words) if cue.speaker is None else None for cue in cues]
    begun = Counter(label["name"] for label in labels if label)
    if sum(begun.values()) < MOST_NAMED * len(cues) or max(begun.values(), default=0) < 2:
        return cues
    return [
        replace(cue, words=cue.words[label.end() :], speaker=label["name"]) if label else cue
        for cue, label in zip(cues, labels, strict=True)
    ]


Line = tuple[str | None, str]
"""Who is named by a tag, and a line without its mark-up."""


def _lines(shown: str) -> Iterator[Line]:
    """The lines that have words; a tag names who speaks up to the next, or up to its own end."""
    speaker: str | None = None
    for line in shown.split("\n"):
        before, *tagged = VOICE_TAG.split(line)
        for name, words in [(None, before), *zip(tagged[::2], tagged[1::2], strict=True)]:
            speaker = " ".join(unescape(name).split()) if name else speaker
            said, ended, rest = words.partition("</v>")
            for part in (said, rest):
                if plain := " ".join(unescape(TAG.sub("", part)).split()):
                    yield speaker, plain
                speaker = None if ended else speaker


def _repeated(before: list[Line], lines: list[Line]) -> int:
    """Return how many lines at the beginning repeat the end of the cue before, with a new line below them."""
    most = min(len(before), len(lines) - 1)
    return next((count for count in range(most, 0, -1) if before[-count:] == lines[:count]), 0)


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
