"""Whose turn it is in a transcript, an interview, a hearing or a chat, by the labels that begin the turns.

A label is a name with a colon, a time, or what the kind of record sets between. One of them makes no transcript:
labels must come back, alternate, carry times or titles, and what they introduce must be talk. All that a turn holds is
a quotation of its speaker, as the text names him; "Q" and initials are given the name that the text gives them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter

from ingest.records import Block, BlockKind, Furniture, Loaded, Span
from ingest.speech.chat_exports import RULE_NOTICE, exported, marks, neighbours, notices
from ingest.speech.hearings import ORDER, is_hearing, is_sentence
from ingest.speech.interviews import QUOTED, SMALLEST_TALK, answered, asks
from ingest.speech.signed_posts import with_signed_posts
from ingest.speech.turn_labels import (
    BARE,
    EDITED,
    LINE,
    TEXT_KINDS,
    TIMES,
    Label,
    labels_of,
)
from ingest.speech.turn_names import EXAMINER, Names
from ingest.speech.turn_words import (
    CLOSING,
    FIRST_PERSON,
    FORMAL,
    HAPPENS,
    MATTERS,
    NUMBERED,
    PAIRS,
    ROLES,
    SECOND_PERSON,
    STAGE,
    TALK,
    TITLES,
    WE,
    is_unnamed,
)

TALK_SHARE = 0.25
"""The share of turns that must ask, or speak in the first or second person. Raised, short answers are read as lists."""

FEW_TURNS = 3
"""Turns too few to tell whether one may go over several blocks."""

ASKED_OFTEN = re.compile(r"\b(?:FAQs?|frequently asked|häufig gestellte fragen|foire aux questions)\b", re.IGNORECASE)
"""A title above questions that nobody asked."""

BRACKETS_BEHIND = re.compile(r"\s{0,4}\([^()]{1,40}\)\Z")
SMALL_WORD = re.compile(r"(?<![\w-])[^\W\d_A-Z][\w-]*")


def with_turns(loaded: Loaded) -> Loaded:
    """The document with a block for each paragraph of a turn, a quotation of its speaker; any other as it is."""
    if (title := loaded.own_title) and ASKED_OFTEN.search(title):
        return loaded
    found = _in_full([label for at, block in enumerate(loaded.blocks) for label in labels_of(loaded, at, block)])
    again = Counter(label.key for label in found)
    once = [one for one in found if one.loose and again[one.key] == 1]
    found = [
        one for one in found if again[one.key] > 1 or not (one.loose or _is_field(loaded, one) or _titles(loaded, one))
    ]
    spoken = [one for one in found if not one.bare]
    talk = _talk(loaded, spoken) or _bare_talk(loaded, [one for one in found if one.bare and again[one.key] > 1])
    if not talk:
        return with_signed_posts(loaded) or replace(loaded, blocks=tuple(answered(loaded)))
    talk = sorted([*talk, *once], key=attrgetter("start")) if any(one.loose for one in talk) else talk
    unnamed = (one for one in found if is_unnamed(one.name) and one not in talk)
    written = [*exported(loaded, talk), *notices(loaded, talk)]
    turns = {label.start: label for label in (*unnamed, *talk, *written)}
    blocks = tuple(_blocks(loaded, [turns[start] for start in sorted(turns)]))
    own = [Furniture(label.start, label.words, RULE_NOTICE) for label in written if not label.name]
    own += marks(loaded, talk)
    ends = {part.end for part in own}
    edits = EDITED.finditer(loaded.text) if written else ()
    own += [Furniture(*edit.span(), RULE_NOTICE) for edit in edits if edit.end() not in ends]
    return replace(loaded, blocks=blocks, furniture=tuple(sorted([*loaded.furniture, *own], key=_place)))


def _in_full(found: Sequence[Label]) -> list[Label]:
    """The labels, those of one name with the whole name of the one speaker who has it as his last.

    A name in a line of its own is a label where it stood above its constituency before.
    """
    whole: dict[str, set[str]] = {}
    for label in found:
        first, _, last = label.key.rpartition(" ")
        if first and not label.titled:
            whole.setdefault(last, set()).add(label.key)
    seated = {label.key for label in found if label.titled and label.alone}
    found = [replace(one, bare=False, titled=True) if one.bare and one.key in seated else one for one in found]
    return [
        replace(label, full=next(iter(names))) if len(names := whole.get(label.key, set())) == 1 else label
        for label in found
    ]


def _place(part: Furniture) -> Span:
    return part.start, part.end


def _titles(loaded: Loaded, label: Label) -> bool:
    """Return whether the label begins a title, and no question that looks like one."""
    is_title = loaded.blocks[label.block].kind is BlockKind.HEADING and not asks(loaded, label.block)
    return is_title and label.key not in ROLES


def _is_field(loaded: Loaded, label: Label) -> bool:
    """Return whether a name is all that the label's line says, as the head of a record does: "Interviewer: Ann Lee"."""
    end = loaded.text.find("\n", label.words)
    words = loaded.text[label.words : end if end >= 0 else len(loaded.text)]
    return not label.alone and BARE.match(BRACKETS_BEHIND.sub("", words.rstrip())) is not None


# Whether they make a talk.


def _talk(loaded: Loaded, found: Sequence[Label]) -> list[Label]:
    """The labels that begin turns of a talk; none where the document holds no talk."""
    text = loaded.text
    counts = Counter(label.key for label in found)
    if len(found) > 1 and counts[found[0].key] == 1 and _is_headline(text, *found[:2]):
        found = found[1:]
    small = frozenset(SMALL_WORD.findall(text)) if len(found) > 1 else frozenset[str]()
    kept = [label for label in found if _may_speak(label, small, counts)]
    keys = {label.key for label in kept}
    if len(kept) < SMALLEST_TALK:
        return _answers(loaded, found)
    stamped = {label.key for label in kept if label.stamped}
    if sum(label.stamped for label in kept) > len(kept) / 2:
        return [label for label in kept if label.key in stamped]
    spoken = [text[label.words : other.start] for label, other in neighbours(loaded, kept)]
    if all(keys & words for words in PAIRS) or (len(keys) > 1 and _are_titled(kept, spoken, counts)):
        return kept
    talks = sum(TALK.search(words) is not None for words in spoken)
    if len(keys) > 1 and _is_dense(loaded, kept) and is_hearing(kept, spoken):
        return kept
    if _is_asked_once(kept, spoken) or (talks and _have_offices(text, kept)):
        return kept
    if len(keys) < 2 or talks < max(1, TALK_SHARE * len(kept)):
        return _answers(loaded, found)
    back = sum(counts[key] > 1 for key in keys)
    if (back > 1 or (back and len(kept) > SMALLEST_TALK)) and (_alternates(kept) or _is_known(keys)):
        return kept
    return kept if _is_dense(loaded, kept) and _is_known(keys) else _answers(loaded, found)


def _are_titled(kept: Sequence[Label], spoken: Sequence[str], counts: Counter[str]) -> bool:
    """Return whether most labels have a title, and what they introduce is talk, or sentences and no list.

    So it is where two of them come back in turns, whatever the language.
    """
    titled = sum(label.titled for label in kept) > len(kept) / 2
    said = any(TALK.search(words) or ORDER.search(words) for words in spoken)
    said = said or (_alternates(kept) and sum(many > 1 for many in counts.values()) > 1)
    return titled and (said or 2 * sum(map(is_sentence, spoken)) > len(spoken))


def _have_offices(text: str, kept: Sequence[Label]) -> bool:
    """Return whether all labels are in capitals, and most say what somebody is: "LEE, PRESENTER:"."""
    labels = [text[label.start : label.words] for label in kept]
    offices = sum(", " in label for label in labels)
    return len(labels) > SMALLEST_TALK and all(map(str.isupper, labels)) and 2 * offices > len(labels)


def _is_asked_once(kept: Sequence[Label], spoken: Sequence[str]) -> bool:
    """Return whether one asks and another answers of himself, and that is all: a talk of two turns."""
    if len(kept) != SMALLEST_TALK or kept[0].key == kept[1].key or kept[1].block != kept[0].block + 1:
        return False
    if any(label.key in MATTERS and not label.stamped for label in kept):
        return False
    asked, answer = (QUOTED.sub("", words).rstrip("\"'”’*_ \n") for words in spoken)
    answers = WE if SECOND_PERSON.search(asked) else FIRST_PERSON
    return asked.endswith("?") and (answers.search(answer) or FIRST_PERSON.search(answer)) is not None


def _is_headline(text: str, label: Label, other: Label) -> bool:
    """Return whether the first label is a headline with a colon above the talk: apart from it, or going on small."""
    goes_on = text[label.words : other.start].lstrip()[:1].islower()
    return not label.stamped and (goes_on or (not label.titled and other.block > label.block + 1 + label.alone))


def _bare_talk(loaded: Loaded, found: Sequence[Label]) -> list[Label]:
    """The names in lines of their own that begin turns: sentences of talk follow most of them, and not far apart."""
    talk = _talk(loaded, found)
    spoken = [loaded.text[label.words : other.start].strip() for label, other in neighbours(loaded, talk)]
    talks = sum(TALK.search(words) is not None for words in spoken)
    sentences = sum(words.partition("\n")[0].rstrip("\"'”’)").endswith(ENDS) for words in spoken)
    apart = talk[-1].block - talk[0].block if talk else 0
    fits = min(2 * talks, sentences + len(talk) // 4) >= len(talk)
    return talk if fits and apart <= MOST_BETWEEN_NAMES * len(talk) else []


ENDS = (".", "?", "!", "…", "。", "？")
MOST_BETWEEN_NAMES = 4
"""Blocks from one name in a line of its own to the next, on average. Raised, tables of names become talks."""


def _may_speak(label: Label, small: frozenset[str], counts: Counter[str]) -> bool:
    """Return whether the label may name somebody: a single word that the text writes small elsewhere is a thing."""
    if NUMBERED.fullmatch(label.key) and not label.stamped:
        return False
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
    """Return whether the turns change between speakers, as they do in a talk, more often than they stay."""
    changes = sum(one.key != other.key for one, other in pairwise(kept))
    return 2 * changes >= len(kept) - 1


def _is_dense(loaded: Loaded, kept: Sequence[Label]) -> bool:
    """Return whether from the first label to the last every block begins a turn, or tells what happens meanwhile."""
    first, last = kept[0].block, kept[-1].block
    labelled = {label.block for label in kept} | {label.block + 1 for label in kept if label.alone}
    between = (loaded.blocks[at] for at in range(first, last + 1) if at not in labelled)
    return all(STAGE.match(loaded.text[one.start : one.end]) for one in between if one.kind in TEXT_KINDS)


def _answers(loaded: Loaded, found: Sequence[Label]) -> list[Label]:
    """The labels of an interview whose questions have none: a name right below a question, each time."""
    counts = Counter(label.key for label in found)
    below = [label for label in found if label.block and asks(loaded, label.block - 1)]
    below = [label for label in below if " " in label.key or counts[label.key] > 1]
    named = [label for label in found if label.key in {other.key for other in below}]
    return below if below and len({label.key for label in below}) == 1 and len(named) == len(below) else []


# The blocks of the turns.


def _blocks(loaded: Loaded, talk: Sequence[Label]) -> Iterator[Block]:
    """The blocks, cut where a turn begins, those of a turn as quotations of its speaker."""
    names = Names(loaded, talk[0].start)
    labels = {at: list(group) for at, group in groupby(talk, key=lambda label: label.block)}
    only_answers = all(label.block and asks(loaded, label.block - 1) for label in talk)
    is_record = _is_record(loaded, talk)
    by_program = all(label.stamped for label in talk if label.name)
    goes_over = by_program or (not only_answers and _goes_over(loaded, talk, whatever=is_record))
    speaker: str | None = None
    is_alone = False
    for at, block in enumerate(loaded.blocks):
        words = loaded.text[block.start : block.end]
        examiner = EXAMINER.fullmatch(words)
        begun = labels.get(at, [])
        if block.kind not in TEXT_KINDS:
            speaker = None
        after = at > talk[-1].block
        goes_on = is_alone or by_program or (is_record and not after) or STAGE.match(words) or _is_talk(words)
        ends = after and not is_alone and (CLOSING.search(words) or not (goes_over or len(talk) < FEW_TURNS))
        if ends or not (begun or goes_on) or (not begun and (examiner or (only_answers and asks(loaded, at)))):
            speaker = None
        yield from _turns(loaded.text, block, begun, speaker=speaker, names=names)
        speaker = names.of(begun[-1].name, begun[-1].start) if begun else speaker
        if begun or not TIMES.fullmatch(words):
            is_alone = bool(begun) and not loaded.text[begun[-1].words : block.end].strip()


def _is_record(loaded: Loaded, talk: Sequence[Label]) -> bool:
    """Return whether the talk is a record, in which nothing is told between turns.

    Its labels have times, titles, parts or constituencies, or are in capitals, or what happens meanwhile stands in
    brackets by itself: "(Applause.)".
    """
    named = [label for label in talk if not is_unnamed(label.name)]
    labels = {label.start: loaded.text[label.start : label.words] for label in named}
    sure = (
        label.stamped
        or (
            len(label.key) > 1
            and (_is_formal(label) or labels[label.start].isupper() or _has_seat(label, labels[label.start]))
        )
        for label in named
    )
    between = loaded.blocks[talk[0].block : talk[-1].block]
    asides = (STAGE.match(loaded.text[block.start : block.end]) for block in between)
    aside = any(found and HAPPENS.search(found.group()) for found in asides)
    return sum(sure) > len(named) / 2 or (aside and bool(named))


def _has_seat(label: Label, words: str) -> bool:
    """Return whether the label has a constituency behind the name: "Anna Holm (Norby East)"."""
    return " " in label.key and "(" in words


def _is_formal(label: Label) -> bool:
    """Return whether the label names somebody by his title, or by his part in a talk of which a record is kept."""
    return label.titled or not FORMAL.isdisjoint(label.key.split())


def _is_talk(words: str) -> bool:
    """Return whether the block itself speaks, outside of what it quotes; what does not may be told by the writer."""
    return TALK.search(QUOTED.sub("", words)) is not None


def _goes_over(loaded: Loaded, talk: Sequence[Label], *, whatever: bool) -> bool:
    """Return whether turns of this talk go over several blocks, `whatever` these speak of."""
    longer = 0
    for label, other in pairwise(talk):
        below = loaded.blocks[label.block + 1 : other.block][:1]
        longer += any(whatever or _is_talk(loaded.text[block.start : block.end]) for block in below)
    return longer >= max(1, TALK_SHARE * len(talk))


def _turns(text: str, block: Block, begun: Sequence[Label], *, speaker: str | None, names: Names) -> Iterator[Block]:
    """The parts of one block: what goes on from the turn before, and each turn that begins in it."""
    said = text[block.start : block.end]
    if not begun and (block.kind not in TEXT_KINDS or STAGE.match(said) or TIMES.fullmatch(said)):
        yield block
        return
    opening = LINE.match(text, block.start, block.end)
    held = speaker is not None and not (begun and begun[0].start == block.start)
    timed = opening.end() if held and opening and TIMES.fullmatch(opening.group()) else block.start
    yield from _part(text, block, (block.start, timed), None)
    yield from _part(text, block, (timed, begun[0].start if begun else block.end), speaker)
    for label, end in zip(begun, [*(other.start for other in begun[1:]), block.end], strict=bool(begun)):
        if label.alone:
            yield from _part(text, block, (label.start, label.words), None)
        speaker = names.of(label.name, label.start)
        yield from _part(text, block, (label.words if label.alone else label.start, end), speaker)


def _part(text: str, block: Block, span: Span, speaker: str | None) -> Iterator[Block]:
    """The part of a block, unless it is empty; one of a turn is a quotation, of nobody where the speaker is ""."""
    words = text[slice(*span)]
    if words.strip():
        start = span[0] + len(words) - len(words.lstrip())
        links = tuple((a, b) for a, b in block.links if a >= span[0] and b <= span[1])
        part = replace(block, start=start, end=start + len(words.strip()), links=links)
        yield part if speaker is None else replace(part, kind=BlockKind.QUOTE, level=0, speaker=speaker or None)
