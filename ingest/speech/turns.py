"""Whose turn it is in a transcript, an interview, a hearing or a chat, by the labels that begin the turns.

A label is a name with a colon, a time, or what the kind of record sets between. One of them makes no transcript:
labels must come back, alternate, carry times or titles, and what they introduce must be talk. All that a turn holds is
a quotation of its speaker, as the text names him; "Q" and initials are given the name that the text gives them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.lexicon import MONTHS
from ingest.records import Block, BlockKind, Furniture, Loaded, Span
from ingest.speech.grammar_words import DAYS
from ingest.speech.turn_names import Names, flat
from ingest.speech.turn_words import (
    CLOSING,
    FIELDS,
    NEVER_FIRST,
    PAIRS,
    PARTICLES,
    ROLES,
    STAGE,
    TALK,
    TITLES,
    is_unnamed,
)
from ingest.speech.voice_cues import CUE_FORMS

CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
STAMP = rf"(?:[\[(]\s*(?:{DAY},?\s+)?{CLOCK}(?:\s*[-–—]+>?\s*{CLOCK})?\s*[\])]|(?:{DAY},?\s+)?{CLOCK}(?=[\s–—-]|\Z))"
NAME = r"(?:~[ \u00a0\u202f]?)?(?P<name>[^\W\d_][^\n:：\[\]()\t|]{0,60}?|\+\d[\d\u00a0\u202a\u202c ()-]{6,24})"
BRACKETS = r"(?:\s*\((?P<within>[^()\n]{1,60})\)(?:\s*\([^()\n]{1,60}\)){0,2})?"

SURE = re.compile(rf"[\[(]|{DAY}|\d[:.]\d\d[:.]\d\d")
TIME = re.compile(rf"(?:{DAY},?\s+)?{CLOCK}")
SPOKEN = re.compile(
    rf"[ \t\u200e]*(?P<stamp>{STAMP}[ \t]*(?:[-–—][ \t]+)?)?(?:>>+[ \t]*|[-–—•*][ \t]+)?{NAME}{BRACKETS}"
    rf"(?P<later>[ \t]*{STAMP})?(?:[ \t\u00a0]?:(?=[\s\"“«„‘']|\Z)|[ \t]?：)",
)
"""A name with a colon: "MS HOLM (counsel):", "[00:12] Knud Friis:", "04/03/2025, 09:12 - Anna:"."""

BRACKETED = re.compile(rf"[ \t]*(?P<stamp>{STAMP}[ \t]*)?[\[(](?P<name>[^\[\]()\n:]{{2,60}})[\])][ \t]*:(?=\s|\Z)")
"""A voice that nobody knew, in brackets: "[Unidentified speaker]:"."""

TITLED = re.compile(
    r"[ \t]*(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Senator|Sen|Representative|Rep|Chairman|Chairwoman|Secretary"
    r"|Judge|Justice|General|Governor|Professor)\.?|The) [A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,3}"
    r"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)"
    r"\.\s+(?=[A-Z“\"(])"
)
"""As parliaments print them: "Mr. RUIZ. I thank the chairman."."""

HEARD = re.compile(
    r"[ \t]*(?P<name>(?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chairwoman|Secretary|Director|General)\.? [A-ZÀ-Þ][\w'’-]+)\. +"
    r"(?=[A-Z“\"(])"
)
"""As committees print them, at the beginning of a paragraph: "Mr. Friis. In May, Senator."."""

BARE = re.compile(
    r"[ \t]*[A-ZÀ-Þ][\w'’-]*\.?(?: (?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w'’-]*|de|van|von|der|la|bin|al)){1,4}[ \t]*\Z"
)
"""A line of nothing but a name of more than one word; only where such lines come back do they begin turns."""

ASKED = re.compile(r"[ \t]*(?P<name>[QA])(?:\.[ \t]+|[ \t]{2,}|\t)(?=\S)")
"""As courts print them: "Q.  When did you see it?"."""

TIMED_LINE = re.compile(
    rf"[ \t]*{NAME}(?:[ \t]{{2,}}|\t|[ \t]*[|•·–—-][ \t]*|,?[ \t]+)(?:(?:[Tt]oday|[Yy]esterday)(?: at)? )?"
    rf"{STAMP}[ \t]*\Z"
)
"""A name and a time in a line of their own, the words below: "Knud Friis  0:12"."""

EXAMINER = re.compile(r"[ \t]*(?:[A-Z-]+ )*?BY (?P<name>(?:MR|MRS|MS|DR|Mr|Mrs|Ms|Dr)\.? [A-Z][\w'’-]+)[ \t]*:?\Z")
"""The line of a court's record that says who asks from here on."""

SMALLEST_TALK = 2
"""Labels that make a talk at least."""

TALK_SHARE = 0.25
"""The share of turns that must ask, or speak in the first or second person. Raised, short answers are read as lists."""

FEW_TURNS = 3
"""Turns too few to tell whether one may go over several blocks."""

TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
QUOTED = re.compile(r"[“„][^”“„]{0,2000}[”“]|«[^«»]{0,2000}»|\"[^\"]{0,2000}\"")
LINE = re.compile(r"[^\n]+")
SMALL_WORD = re.compile(r"(?<![\w-])[^\W\d_A-Z][\w-]*")


@dataclass(frozen=True, slots=True)
class Label:
    """Where a turn begins, where its words do, and who is named.

    `stamped` says that it has the time of a record, `titled` that it has a title, `alone` that its line holds no words
    of the turn, and `bare` that the line is nothing but the name.
    """

    block: int
    start: int
    words: int
    name: str
    stamped: bool = False
    titled: bool = False
    alone: bool = False
    bare: bool = False

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return self.name.casefold()


def with_turns(loaded: Loaded) -> Loaded:
    """The document with a block for each paragraph of a turn, a quotation of its speaker; any other as it is."""
    found = [label for at, block in enumerate(loaded.blocks) for label in _labels(loaded, at, block)]
    again = Counter(label.key for label in found)
    found = [one for one in found if again[one.key] > 1 or one.key in ROLES or not _is_title(loaded, one.block)]
    spoken = [one for one in found if not one.bare]
    talk = _talk(loaded, spoken) or _bare_talk(loaded, [one for one in found if one.bare and again[one.key] > 1])
    if not talk:
        return loaded
    unnamed = (one for one in found if is_unnamed(one.name) and one not in talk)
    talk = sorted([*talk, *unnamed], key=lambda label: label.start)
    return replace(loaded, blocks=tuple(_blocks(loaded, talk)))


def _is_title(loaded: Loaded, at: int) -> bool:
    """Whether the block is a title, and no question that looks like one."""
    return loaded.blocks[at].kind is BlockKind.HEADING and not _asks(loaded, at)


# The labels.


def _labels(loaded: Loaded, at: int, block: Block) -> Iterator[Label]:
    """The lines of a block that may begin a turn."""
    first = at < 2 and all(before.kind is BlockKind.CODE for before in loaded.blocks[:at])
    allowed = TEXT_KINDS | {BlockKind.HEADING} if first else TEXT_KINDS  # the first turn may look like a title
    if block.kind not in allowed or block.speaker is not None or _is_furniture(loaded.furniture, block):
        return
    for line in LINE.finditer(loaded.text, block.start, block.end):
        label = _label(line.group(), at, line.start(), opens=line.start() == block.start)
        if label is not None:
            yield label


def _is_furniture(furniture: Sequence[Furniture], block: Block) -> bool:
    """Whether the format itself marks a part of the block as furniture."""
    at = bisect_left(furniture, block.end, key=lambda part: part.start) - 1
    return at >= 0 and furniture[at].end > block.start


def _label(line: str, block: int, start: int, *, opens: bool) -> Label | None:
    """The label that the line begins with."""
    timed = TIMED_LINE.match(line)
    if timed and _is_speaker(timed["name"]):
        sure = _is_sure(line[timed.end("name") :])
        return Label(block, start, start + len(line), flat(timed["name"]), sure, alone=True)
    titled = TITLED.match(line) or ASKED.match(line) or (HEARD.match(line) if opens else None)
    if titled:
        return Label(block, start, start + titled.end(), flat(titled["name"]), titled=True)
    if BARE.match(line) and _is_name(line.strip()):
        return Label(block, start, start + len(line), flat(line), alone=True, bare=True)
    voice = BRACKETED.match(line)
    if voice and is_unnamed(flat(voice["name"])):
        alone = not line[voice.end() :].strip()
        return Label(block, start, start + voice.end(), flat(voice["name"]), bool(voice["stamp"]), alone=alone)
    spoken = SPOKEN.match(line)
    if spoken is None:
        return None
    name, _, office = flat(spoken["name"]).partition(", ")
    if not _is_speaker(name) or (office and (len(name.split()) < 2 or len(office.split()) > LONGEST_OFFICE)):
        return None
    within = flat(spoken["within"] or "")
    if name.split()[0] == "The" and within and _is_name(within):
        name = within
    time = spoken["stamp"] or spoken["later"] or (f"({within})" if TIME.fullmatch(within) else "")
    alone = not line[spoken.end() :].strip()
    if alone and office:
        return None
    return Label(block, start, start + spoken.end(), name, _is_sure(time), _has_title(name), alone)


VERBS_FIRST = CUE_FORMS.keys() - ROLES
LONGEST_NAME = 7
LONGEST_OFFICE = 8
"""Words."""


def _is_sure(time: str) -> bool:
    """Whether only records of talks have such times: in brackets, with a day, or with seconds, unlike a programme."""
    return SURE.search(time) is not None


def _is_speaker(words: str) -> bool:
    """Whether a label may name somebody, or say that it is nobody who was known."""
    return _is_name(words) or is_unnamed(flat(words))


def _is_name(words: str) -> bool:
    """Whether these may be a name or a part in the talk: capitals, small particles, a number only at the end."""
    parts = words.split()
    if words.startswith("+"):  # the number of somebody whom a telephone has no name for
        return True
    if not parts or len(parts) > LONGEST_NAME or parts[0].casefold() in NEVER_FIRST:
        return False
    if len(parts) > 1 and parts[0].lower() in VERBS_FIRST:  # "Adds Berg: …"
        return False
    small = [part for part in parts if not part[0].isupper()]
    caseless = [part for part in small if part.lower() == part.upper()]
    if parts[-1].isdigit() and len(parts) > 1:
        small.remove(parts[-1])
    elif any(part[0].isdigit() for part in parts):
        return False
    if caseless and not parts[-1].isdigit():
        return len(words) <= LONGEST_CASELESS
    key = words.casefold().rstrip(".")
    return PARTICLES.issuperset(small) and key not in FIELDS and key not in DAYS and key not in MONTHS


LONGEST_CASELESS = 12
"""Letters of a name in a script without capitals."""


def _has_title(name: str) -> bool:
    """Whether the name begins with a title."""
    return name.split()[0].casefold().rstrip(".") in TITLES and len(name.split()) > 1


# Whether they make a talk.


def _talk(loaded: Loaded, found: Sequence[Label]) -> list[Label]:
    """The labels that begin turns of a talk; none where the document holds no talk."""
    text = loaded.text
    counts = Counter(label.key for label in found)
    if len(found) > 1 and counts[found[0].key] == 1 and found[1].block > found[0].block + 1:
        found = found[1:]  # a headline with a colon, above the talk
    small = frozenset(SMALL_WORD.findall(text)) if len(found) > 1 else frozenset[str]()
    kept = [label for label in found if _may_speak(label, small, counts)]
    keys = {label.key for label in kept}
    if len(kept) < SMALLEST_TALK:
        return _answers(loaded, found)
    stamped = {label.key for label in kept if label.stamped}
    if sum(label.stamped for label in kept) > len(kept) / 2:
        return [label for label in kept if label.key in stamped]
    if all(keys & words for words in PAIRS) or (len(keys) > 1 and sum(label.titled for label in kept) > len(kept) / 2):
        return kept
    spoken = [text[label.words : other.start] for label, other in _neighbours(loaded, kept)]
    talks = sum(TALK.search(words) is not None for words in spoken)
    if len(keys) < 2 or talks < max(1, TALK_SHARE * len(kept)):
        return _answers(loaded, found)
    back = sum(counts[key] > 1 for key in keys)
    if (back > 1 or (back and len(kept) > SMALLEST_TALK)) and (_alternates(kept) or _is_known(keys)):
        return kept
    return kept if _is_dense(loaded, kept) and _is_known(keys) else _answers(loaded, found)


def _bare_talk(loaded: Loaded, found: Sequence[Label]) -> list[Label]:
    """The names in lines of their own that begin turns: sentences of talk follow most of them, and not far apart."""
    talk = _talk(loaded, found)
    spoken = [loaded.text[label.words : other.start].strip() for label, other in _neighbours(loaded, talk)]
    talks = sum(TALK.search(words) is not None for words in spoken)
    sentences = sum(words.partition("\n")[0].rstrip("\"'”’)").endswith(ENDS) for words in spoken)
    apart = talk[-1].block - talk[0].block if talk else 0
    fits = min(2 * talks, sentences + len(talk) // 4) >= len(talk)
    return talk if fits and apart <= MOST_BETWEEN_NAMES * len(talk) else []


ENDS = (".", "?", "!", "…", "。", "？")
MOST_BETWEEN_NAMES = 4
"""Blocks from one name in a line of its own to the next, on average. Raised, tables of names become talks."""


def _may_speak(label: Label, small: frozenset[str], counts: Counter[str]) -> bool:
    """Whether the label may name somebody: a single word that the text writes small elsewhere is a thing."""
    if label.stamped or label.titled or label.alone or label.key in ROLES or " " in label.key:
        return True
    if label.name[0].lower() == label.name[0].upper():
        return counts[label.key] > 1
    return label.name.lower() not in small


def _is_known(keys: set[str]) -> bool:
    """Whether the labels name people by what they are: one by his part in the talk, or all by more than one name."""
    return any(part in ROLES or part in TITLES for key in keys for part in key.split()) or all(
        " " in key for key in keys
    )


def _alternates(kept: Sequence[Label]) -> bool:
    """Whether the turns change between speakers, as they do in a talk, more often than they stay."""
    changes = sum(one.key != other.key for one, other in pairwise(kept))
    return 2 * changes >= len(kept) - 1


def _is_dense(loaded: Loaded, kept: Sequence[Label]) -> bool:
    """Whether from the first label to the last every block begins a turn."""
    first, last = kept[0].block, kept[-1].block
    labelled = {label.block for label in kept}
    return all(at in labelled for at in range(first, last + 1) if loaded.blocks[at].kind in TEXT_KINDS)


def _neighbours(loaded: Loaded, kept: Sequence[Label]) -> Iterator[tuple[Label, Label]]:
    """Each label with the next, the last with one at the end of the text."""
    end = Label(len(loaded.blocks), len(loaded.text), len(loaded.text), "")
    yield from pairwise((*kept, end))


def _answers(loaded: Loaded, found: Sequence[Label]) -> list[Label]:
    """The labels of an interview whose questions have none: a name right below a question, each time."""
    counts = Counter(label.key for label in found)
    below = [label for label in found if label.block and _asks(loaded, label.block - 1)]
    below = [label for label in below if " " in label.key or counts[label.key] > 1]
    named = [label for label in found if label.key in {other.key for other in below}]
    return below if below and len({label.key for label in below}) == 1 and len(named) == len(below) else []


def _asks(loaded: Loaded, at: int) -> bool:
    """Whether the block is a question."""
    block = loaded.blocks[at]
    return loaded.text[max(block.start, block.end - 3) : block.end].rstrip("\"'”’*_ ").endswith(("?", "？", "؟"))


# The blocks of the turns.


def _blocks(loaded: Loaded, talk: Sequence[Label]) -> Iterator[Block]:
    """The blocks, cut where a turn begins, those of a turn as quotations of its speaker."""
    names = Names(loaded, talk[0].block)
    labels = {at: list(group) for at, group in groupby(talk, key=lambda label: label.block)}
    only_answers = all(label.block and _asks(loaded, label.block - 1) for label in talk)
    goes_over = not only_answers and _goes_over(loaded, talk)
    is_record = _is_record(loaded.text, talk)
    speaker: str | None = None
    is_alone = False
    for at, block in enumerate(loaded.blocks):
        words = loaded.text[block.start : block.end]
        examiner = EXAMINER.match(words)
        if examiner:
            names.examiner = flat(examiner["name"])
        if block.kind not in TEXT_KINDS:
            speaker = None
        begun = labels.get(at, [])
        after = at > talk[-1].block
        goes_on = is_alone or (is_record and not after) or STAGE.match(words) or _is_talk(words)
        ends = after and not is_alone and (CLOSING.search(words) or not (goes_over or len(talk) < FEW_TURNS))
        if ends or not (begun or goes_on) or (not begun and (examiner or (only_answers and _asks(loaded, at)))):
            speaker = None
        yield from _turns(loaded.text, block, begun, speaker=speaker, names=names)
        speaker = names.of(begun[-1].name) if begun else speaker
        is_alone = bool(begun) and not loaded.text[begun[-1].words : block.end].strip()


def _is_record(text: str, talk: Sequence[Label]) -> bool:
    """Whether the labels have times or titles, or are in capitals: in records nothing is told between turns."""
    named = [label for label in talk if not is_unnamed(label.name)]
    sure = (
        label.stamped or (len(label.key) > 1 and (label.titled or text[label.start : label.words].isupper()))
        for label in named
    )
    return sum(sure) > len(named) / 2


def _is_talk(words: str) -> bool:
    """Whether the block itself speaks, outside of what it quotes; what does not may be told by the writer."""
    return TALK.search(QUOTED.sub("", words)) is not None


def _goes_over(loaded: Loaded, talk: Sequence[Label]) -> bool:
    """Whether turns of this talk go over several blocks."""
    longer = 0
    for label, other in pairwise(talk):
        below = loaded.blocks[label.block + 1 : other.block][:1]
        longer += any(_is_talk(loaded.text[block.start : block.end]) for block in below)
    return longer >= max(1, TALK_SHARE * len(talk))


def _turns(text: str, block: Block, begun: Sequence[Label], *, speaker: str | None, names: Names) -> Iterator[Block]:
    """The parts of one block: what goes on from the turn before, and each turn that begins in it."""
    if not begun and (block.kind not in TEXT_KINDS or STAGE.match(text, block.start, block.end)):
        yield block
        return
    yield from _part(text, block, (block.start, begun[0].start if begun else block.end), speaker)
    for label, end in zip(begun, [*(other.start for other in begun[1:]), block.end], strict=bool(begun)):
        if label.alone:
            yield from _part(text, block, (label.start, label.words), None)
        yield from _part(text, block, (label.words if label.alone else label.start, end), names.of(label.name))


def _part(text: str, block: Block, span: Span, speaker: str | None) -> Iterator[Block]:
    """The part of a block, unless it is empty; one of a turn is a quotation, of nobody where the speaker is ""."""
    words = text[slice(*span)]
    if words.strip():
        start = span[0] + len(words) - len(words.lstrip())
        links = tuple((a, b) for a, b in block.links if a >= span[0] and b <= span[1])
        part = replace(block, start=start, end=start + len(words.strip()), links=links)
        yield part if speaker is None else replace(part, kind=BlockKind.QUOTE, level=0, speaker=speaker or None)
