"""What printing put between the lines of a plain text: the heads and numbers of pages, and the numbers of lines.

A scan that was turned into text has the title and the page's number where a page ended, in the middle of a sentence;
the record of a court has a number before each line. The first are put behind the paragraph that goes on over the page,
and are furniture there, as are the times with which a program that writes down talk begins a line amid a sentence; the
numbers of lines are left out, as the hyphens of line ends are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ingest.records import Span

HEAD = re.compile(
    r"[ \t\f]*(?:(?P<first>\d{1,4})[ \t]{3,}(?P<behind>\S.{0,80}?)"
    r"|(?P<before>\S.{0,80}?)[ \t]{3,}(?P<mark>\[[Pp]age[ \t])?(?P<last>\d{1,4})\]?)\s*"
)
"""A page's number at one edge of a line, and the head of the page."""

PAGE_NUMBER = re.compile(
    r"(?P<indent>[ \t\f]*+)"
    r"(?P<mark>(?:page|seite|página|pagina|side|sida|strona|p\.)[ \t]++|[-–—\[][ \t]*+|\[\[page[ \t]++)?"
    r"(?P<number>\d{1,4})[ \t]*+(?:\]\]|[-–—\]])?(?:[ \t]*+(?:of|/|von|de|di|van|av|af|z)[ \t]*+\d{1,4})?[ \t]*+",
    re.IGNORECASE,
)
"""A line that is nothing but a page's number: "112", "— 88 —", "Page 2 of 3", "[[Page 12]]"."""

INDENTED = 12
"""Columns before a number from which on it stands in the middle of its line or at its end. Lowered, numbers of sections
are those of pages."""

DIGITS = re.compile(r"\d+")
CUE = re.compile(
    r"[ \t]*(?P<label>\[(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}[ \t]*-->[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3}\]"
    r"(?:[ \t]+(?P<speaker>[A-Z][\w .'’-]{0,40}):)?)[ \t]+(?P<words>\S.*)"
)
"""A line with the times from which to which it was said, and perhaps who said it."""

NUMBERED = re.compile(r"[ \t\f]{0,12}(?P<number>\d{1,2})(?:[ \t]{2,}|\t|[ \t]*$)(?P<words>.*)")
"""A line with its number before it."""

LEAST_NUMBERED = 10
"""Numbered lines of a page at least. Raised, short pages keep their numbers; lowered, numbered lists lose them."""

LEAST_CUT = 5
"""The same where two of its sentences go on from one number to the next, as those of no list do."""

LEAST_WRAPPED = 40
"""Characters of a line whose sentence goes on in the next. Lowered, the items of a list are taken for one sentence."""

MOST_UNNUMBERED = 0.25
"""The share of a text's lines that may be without a number: heads and feet. Raised, lists lose their numbers."""

LONG_LINE = 0.6
"""The share of the longest line from which on one that ends no sentence goes on behind a page's head, whatever letter
comes next. Raised, German sentences are cut before a noun; lowered, titles at the foot of a page run into the text."""

SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*\s*\Z")


class Printed(NamedTuple):
    """A text without what printing put between its lines, and the lines of it that belong to pages, in order."""

    text: str
    heads: tuple[str, ...]


def without_pages(text: str) -> Printed:
    """The text with its sentences whole that go over the end of a page; as it is where it has no pages."""
    lines, cues = _parted(text.split("\n"))
    numbered = _numbered(lines)
    heads = _heads(lines, numbered) | cues
    if not numbered and not heads:
        return Printed(text, ())
    shown = [_words(line) if at in numbered else line for at, line in enumerate(lines)]
    return _put_behind(shown, heads)


def title_of(heads: Sequence[str]) -> str:
    """What most heads of the pages call the text, without the pages' numbers; "" where they only number them."""
    named = [line for line in heads if not PAGE_NUMBER.fullmatch(line) and not line.startswith("[")]
    shared = ((found["behind"] or found["before"]) if (found := HEAD.fullmatch(line)) else line for line in named)
    most = Counter(" ".join(words.split()) for words in shared).most_common(1)
    return most[0][0] if most else ""


def _parted(lines: Sequence[str]) -> tuple[list[str], frozenset[int]]:
    """The lines, with times and names that cut a sentence of one speaker in lines of their own, and which these are.

    Programs that write down what is said begin a line with every breath.
    """
    parted: list[str] = []
    cues = set[int]()
    before: re.Match[str] | None = None
    for line in lines:
        cue = CUE.fullmatch(line)
        if cue and before and cue["speaker"] == before["speaker"] and _goes_on(before["words"], cue["words"]):
            cues.add(len(parted))
            parted += [cue["label"], cue["words"]]
        else:
            parted.append(line)
        before = cue
    return parted, frozenset(cues)


def heads_in(text: str, heads: Sequence[str]) -> tuple[Span, ...]:
    """Where these lines stand, in their order, in a text that has them."""
    found: list[Span] = []
    at = 0
    for head in heads:
        line = re.compile(rf"^{re.escape(head)}$", re.MULTILINE).search(text, at)
        if line is not None:
            found.append(line.span())
            at = line.end()
    return tuple(found)


def _numbered(lines: Sequence[str]) -> frozenset[int]:
    """The lines that have a number before them, counted anew on each page; none where few lines do."""
    found = {at: int(match["number"]) for at, line in enumerate(lines) if (match := NUMBERED.fullmatch(line))}
    worded = [at for at, line in enumerate(lines) if line.strip()]
    steps = Counter(after - before for before, after in pairwise(found.values()))
    counted = steps[1] + sum(times for step, times in steps.items() if step < -1)
    words = [_words(lines[at]).strip() for at in found]
    over = sum(len(one) >= LEAST_WRAPPED and _goes_on(one, other) for one, other in pairwise(words))
    least = LEAST_CUT if over > 1 else LEAST_NUMBERED
    fits = len(found) >= max(least, (1 - MOST_UNNUMBERED) * len(worded)) and counted >= 0.9 * (len(found) - 1)
    return frozenset(found) if fits else frozenset()


def _words(line: str) -> str:
    match = NUMBERED.fullmatch(line)
    return match["words"] if match else line


def _heads(lines: Sequence[str], numbered: frozenset[int]) -> frozenset[int]:
    """The lines of pages: heads that come back or are numbered on; in a numbered text all others that come back."""
    if numbered:
        rest = {at: line.strip() for at, line in enumerate(lines) if at not in numbered and line.strip()}
        again = Counter(rest.values())
        return frozenset(at for at, line in rest.items() if again[line] > 1 or PAGE_NUMBER.fullmatch(line))
    heads = {at: found for at, line in enumerate(lines) if (found := HEAD.fullmatch(line)) and not _in_table(lines, at)}
    alike: dict[str, list[tuple[int, int]]] = {}
    for at, head in heads.items():
        alike.setdefault(head["behind"] or head["before"], []).append((at, int(head["first"] or head["last"])))
    back = [place for places in alike.values() if _rise(places) and _cuts(lines, places) for place in places]
    ahead = [(at, int(head["first"] or head["last"])) for at, head in heads.items() if _is_alone(lines, at)]
    ahead = ahead if _cuts(lines, ahead) else []
    lone = {at: found for at, line in enumerate(lines) if (found := PAGE_NUMBER.fullmatch(line))}
    apart = {at for at, found in lone.items() if found["mark"] or len(found["indent"]) >= INDENTED}
    marked = [(at, int(found["number"])) for at, found in lone.items() if at in apart]
    bare = [(at, int(found["number"])) for at, found in lone.items() if at not in apart]
    bare = bare if _cuts(lines, bare) else []
    numbered_on = (place for places in (ahead, marked, bare) for place in _counted(places))
    certain = {at for at, found in lone.items() if (found["mark"] or "").startswith("[[")}
    certain |= {at for at, head in heads.items() if head["mark"]}
    certain |= {at for at, _ in (*back, *numbered_on)} | _below_feeds(lines)
    return frozenset(certain | _tops(lines, certain))


def _rise(places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a head comes back beside ever higher numbers."""
    return len(places) > 1 and all(before < after for (_, before), (_, after) in pairwise(places))


def _counted(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places whose numbers follow each other page by page, at least two of them."""
    follows = {at for (_, before), (at, number) in pairwise(places) if number == before + 1}
    leads = {at for (at, number), (_, after) in pairwise(places) if after == number + 1}
    return [place for place in places if place[0] in follows | leads]


def _cuts(lines: Sequence[str], places: Sequence[tuple[int, int]]) -> bool:
    """Return whether one of these lines stands in a sentence: sections and lists are numbered like pages, too."""
    return any(_goes_on(_worded(lines, at, -1), _worded(lines, at, 1)) for at, _ in places)


def _below_feeds(lines: Sequence[str]) -> set[int]:
    """The lines right behind a form feed that come back behind others."""
    first = {
        at: DIGITS.sub("#", line.strip()) for at, line in enumerate(lines) if line.startswith("\f") and line.strip()
    }
    again = Counter(first.values())
    return {at for at, words in first.items() if again[words] > 1}


def _tops(lines: Sequence[str], feet: Collection[int]) -> set[int]:
    """The lines below the feet of pages that come back there, or stand at the top of the text too."""
    ends = [-1, *(at for at in sorted(feet) if at + 1 not in feet)]
    tops = (next((at for at in range(end + 1, len(lines)) if lines[at].strip()), None) for end in ends)
    words = {at: " ".join(lines[at].split()) for at in tops if at is not None and at not in feet}
    again = Counter(words.values())
    return {at for at, line in words.items() if again[line] > 1}


def _worded(lines: Sequence[str], at: int, step: int) -> str:
    """The nearest line with words in this direction; "" for none."""
    return next((line for line in lines[at + step :: step] if line.strip()), "") if at + step >= 0 else ""


def _is_alone(lines: Sequence[str], at: int) -> bool:
    return not any(lines[place].strip() for place in (at - 1, at + 1) if 0 <= place < len(lines))


def _in_table(lines: Sequence[str], at: int) -> bool:
    """Return whether a line like it stands right above or below, as in a table."""
    beside = (lines[place] for place in (at - 1, at + 1) if 0 <= place < len(lines))
    return any(HEAD.fullmatch(line) for line in beside)


def _put_behind(lines: Sequence[str], heads: frozenset[int]) -> Printed:
    """The lines, with the heads between two halves of a paragraph behind it."""
    written: list[str] = []
    waiting: list[str] = []
    found: list[str] = []
    longest = max((len(line.strip()) for at, line in enumerate(lines) if at not in heads), default=0)
    for is_gap, run in groupby(range(len(lines)), key=lambda at: at in heads or not lines[at].strip()):
        places = list(run)
        if not is_gap:
            written += [lines[at] for at in places]
            continue
        here = [lines[at].strip() for at in places if at in heads]
        after = lines[places[-1] + 1] if places[-1] + 1 < len(lines) else ""
        waiting += here
        if not here or not _goes_on(written[-1] if written else "", after, longest):
            found += waiting
            written += ["", *(line for head in waiting for line in (head, ""))]
            waiting = []
    found += waiting
    written += [line for head in waiting for line in ("", head)]
    return Printed("\n".join(written), tuple(found))


def _goes_on(before: str, after: str, longest: int | None = None) -> bool:
    """Return whether a sentence goes on from one line to the next, between which a page ends if `longest` is given."""
    words, following = before.strip(), after.strip()
    if not words or not following or SENTENCE_END.search(words):
        return False
    is_long = longest is not None and len(words) >= LONG_LINE * longest and not words.isupper()
    return following[0].islower() or (is_long and following[0].isalnum())
