"""The transcript that a video's page shows beside it, copied as text: a time, and behind or below it what is said.

A sentence goes on from one time to the next, as in no list of what happens when. The words are read as subtitles'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.loaders.subtitles import Cue, load_cues
from ingest.records import Loaded

TIME = re.compile(r"^[ \t]*(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[ \t]*$|[ \t]+(?=\S))", re.MULTILINE)
SPOKEN_TIME = re.compile(r"\d{1,3} (?:hours?|minutes?|seconds?)(?:,? \d{1,2} (?:minutes?|seconds?)){0,2}")
"""The same time in words, which pages have for those who cannot see."""

FEWEST_TIMES = 3
LEAST_OVER = 0.2
"""The share of times inside a sentence. Raised, slow speech is read as a list; lowered, lists of times are captions."""

LATEST_START_S = 60
"""Seconds into a video by which its transcript begins. Raised, the times of a log are those of a video."""

ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")


class _Line(NamedTuple):
    """When something is said, in seconds, and what."""

    start_s: float
    words: str


def load_captions(text: str) -> Loaded | None:
    """The text read as a video's transcript, with a paragraph for what stands above it; None if it is none."""
    times = list(TIME.finditer(text))
    if len(times) < FEWEST_TIMES:
        return None
    said = [line for line in _lines(text, times) if line.words]
    in_order = all(before.start_s <= after.start_s for before, after in pairwise(said))
    near_start = bool(said) and said[0].start_s <= LATEST_START_S
    over = sum(_goes_on(before.words, after.words) for before, after in pairwise(said))
    if len(said) < FEWEST_TIMES or not in_order or not near_start or over < LEAST_OVER * len(said):
        return None
    ends = [*(line.start_s for line in said[1:]), said[-1].start_s]
    cues = [Cue(line.start_s, end_s, line.words, None) for line, end_s in zip(said, ends, strict=True)]
    return load_cues(cues, above=text[: times[0].start()])


def _lines(text: str, times: Sequence[re.Match[str]]) -> Iterator[_Line]:
    """What is said from each time to the next."""
    for time, end in zip(times, [*(other.start() for other in times[1:]), len(text)], strict=True):
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        shown = (" ".join(line.split()) for line in text[time.end() : end].split("\n"))
        words = " ".join(line for line in shown if line and not SPOKEN_TIME.fullmatch(line))
        yield _Line(hours * 3600 + minutes * 60 + seconds, words)


def _goes_on(before: str, after: str) -> bool:
    """Return whether a sentence goes on from one time to the next."""
    return after[0].islower() and not ENDS.search(before)
