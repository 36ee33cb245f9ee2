"""What a sentence says, said as the claim says it: "according to Holm" for "Holm said". Only what is sure.

Each way gives whole sentences, which are compared as if they stood in the document; what is shown stays its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import takewhile

from answer.comparing.telling import retold
from answer.comparing.word_table import is_content
from answer.facts.alignment import words
from answer.facts.grammar import ARTICLES, FINITE, MODALS, OR, PREPOSITIONS, RELATIVES
from answer.facts.negation import CUES
from answer.facts.statement import Statement
from ingest.lexicon import table

IF = r"(?:provided that|providing that|on (?:the )?condition that)"
CONDITION = re.compile(rf"(?<=\s){IF}(?=\s)")
PLAIN_IF = re.compile(r"(?<=\s)(?<!even )(?<!only )(?<!as )(?<!what )(?<!and )(?<!but )if(?=\s)")

ASKING = table("""
    ask wonder check decide test judge doubt determine consider discuss examine question say tell know see show learn
    find reveal explain announce
    """)
"""Verbs that make a question of the "if" behind them: "will ask the town if"."""

NO_LONGER = re.compile(r"\bno longer\b(?! than)")
NOT_NOW = re.compile(r"\b(?:(?:does|do)(?:\snot|n['’]t)|(?<=is\s)not|(?<=are\s)not|(?<=was\s)not|(?<=were\s)not)\b")
ANY_MORE = re.compile(r"\s(?:any more|any longer|anymore)\W*\Z")

OWNING = (
    re.compile(
        r"\A(?P<thing>[^,;:]{1,80}) (?P<verb>belong(?:s|ed)?) to (?P<owner>[^,;:]{1,80})(?:, not to [^,;:]{1,80})?\Z"
    ),
    re.compile(r"\A(?P<thing>[^,;:]{1,80}) (?P<verb>is|are|was|were) owned by (?P<owner>[^,;:]{1,80})\Z"),
    re.compile(r"\A(?P<owner>[^,;:]{1,80}) (?P<verb>own(?:s|ed)?) (?P<thing>[^,;:]{1,80})\Z"),
)
"""Sentences that say whose something is."""
PROPERTY = table("""
    house home building hotel inn pub bar restaurant castle palace villa cottage barn stable farm ranch estate
    land field plot meadow vineyard orchard garden forest island quarry mine well mill forge factory plant
    workshop smithy kiln brewery distillery bakery dairy sawmill reactor dam shop store warehouse depot hall
    theatre cinema museum gallery library stadium arena pier wharf quay harbour marina airport airfield ship
    boat ferry yacht barge tanker trawler plane aircraft helicopter car bus van lorry truck tractor train
    locomotive tram horse mare stallion cow bull goat dog painting picture portrait sculpture statue manuscript
    diary letter letters book violin cello piano organ ring necklace crown sword coin newspaper magazine company
    firm bank airline railway laboratory telescope bridge pipeline cable tower lighthouse windmill
    """)
"""What is owned by whom it belongs to; of other things it may only be a part, a work or a merit."""
MEMBERSHIP = re.compile(
    r"\b(?:order|party|family|group|club|church|union|league|association|federation|society|class|species|genus|tribe"
    r"|clan|sect|movement|generation|category|network|alliance|coalition|district|province|region|community|team|squad"
    r"|crew|past|future|same|world|type|kind|school|municipality|diocese|chain|kingdom|empire|state)s?\b",
    re.IGNORECASE,
)
"""What belongs to one of these is a part of it, and need not be owned by it."""

FIRST_OF_SERIES = re.compile(
    r"(?P<things>(?:\s[a-z]+){0,3}?)\s(?P<tie>in|on|at)\s(?P<when>[A-Z\d]\w*(?:\s\w+){0,2}?)(?:,|,? and)\s"
)
NEXT_OF_SERIES = re.compile(r"\s(?P<tie>in|on|at)\s(?P<when>[A-Z\d]\w*(?:\s\w+){0,2}?)(?:,? and\s|,\s|\W*\Z)")
HELD_APART = frozenset({"between", "from", "to"})
"""Before the first number of a series they make it an end of a range or of a change."""

OWNER = r"(?:the|its|their|his|her)"
ALL_BUT = re.compile(rf"(?:\A|(?<=, ))all but (?P<less>[\w-]+)(?P<ties> of {OWNER} )(?P<whole>[\w-]+)", re.IGNORECASE)
OF_ALL_BUT = re.compile(
    rf"(?P<ties>of {OWNER} )(?P<whole>[\w-]+)(?P<things> [^,.;:]{{1,80}}), all but (?P<less>[\w-]+)"
    r"(?= (?:is|are|was|were|has|have|had|do|did|will|would|can|could|may|must)\b)",
    re.IGNORECASE,
)


def recasts(claim: Statement, sentence: Statement) -> Iterator[str]:
    """Sentences that the document's sentence states too, each in a form that the claim has."""
    for way in (_conditions, _times, _owners, _series, _remainders):
        yield from way(claim, sentence)
    if text := retold(claim, sentence):
        yield text


def _conditions(claim: Statement, sentence: Statement) -> Iterator[str]:
    """Whatever says "if", as the claim says it; a plain "if" only behind a modal, for it may also ask."""
    ours, theirs = (CONDITION.search(one.text) or PLAIN_IF.search(one.text) for one in (claim, sentence))
    if ours and theirs and ours[0] != theirs[0]:
        plain = {ours[0], theirs[0]} & {"if"}
        before = {*sentence.text[: theirs.start()].lower().split()}
        if not plain or (MODALS & before and not ASKING & before):
            yield sentence.text[: theirs.start()] + ours[0] + sentence.text[theirs.end() :]


def _times(claim: Statement, sentence: Statement) -> Iterator[str]:
    """What is so no longer is not so any more, and the reverse."""
    ours, theirs = ANY_MORE.search(claim.text), ANY_MORE.search(sentence.text)
    if ours and not theirs and NO_LONGER.search(sentence.text):
        yield NO_LONGER.sub("not", sentence.text, count=1).rstrip(". ") + ours[0]
    elif theirs and not ours and NO_LONGER.search(claim.text) and _is_plain(sentence.text):
        yield NOT_NOW.sub("no longer", sentence.text[: theirs.start()], count=1) + "."


def _is_plain(text: str) -> bool:
    """Return whether one thing is not so, in one clause."""
    return len(NOT_NOW.findall(text)) == 1 and {"that", "and", "but"}.isdisjoint(text.lower().split())


def _owners(claim: Statement, sentence: Statement) -> Iterator[str]:
    """The claim itself where the sentence says in another form whose the thing is: belongs to, owns, is owned by."""
    ours, theirs = (_owned(one.text) for one in (claim, sentence))
    if not ours or not theirs or ours.re is theirs.re:
        return
    same = all(_content(ours[part]) == _content(theirs[part]) for part in ("thing", "owner"))
    past = [match["verb"] in {"was", "were"} or match["verb"].endswith("ed") for match in (ours, theirs)]
    part = theirs["verb"].startswith("belong") and (
        MEMBERSHIP.search(theirs["owner"]) is not None or not _is_property(theirs["thing"])
    )
    if same and past[0] == past[1] and not part:
        yield claim.text


def _owned(text: str) -> re.Match[str] | None:
    match = next(filter(None, (form.match(text.rstrip(". ")) for form in OWNING)), None)
    said = {*(match["thing"] + " " + match["owner"]).lower().split()} if match else set[str]()
    return None if said & (FINITE | MODALS | CUES | RELATIVES | OR | {"to"}) else match


def _is_property(thing: str) -> bool:
    """Return whether the phrase, up to a preposition, ends in a word for what is owned: "the land under the pier"."""
    first = list(takewhile(lambda word: word not in PREPOSITIONS, thing.lower().split()))
    return bool(first) and first[0] in ARTICLES and first[-1] in PROPERTY


def _content(text: str) -> list[str]:
    return [word.key for word in words(text) if is_content(word) or word.text[0].isdigit()]


def _series(claim: Statement, sentence: Statement) -> Iterator[str]:
    """Each of several numbers with its own time or place: "sold 40 flats in 2020 and 55 in 2021"."""
    if len(sentence.quantities) < 2 or not claim.quantities:
        return
    text, (first, *others) = sentence.text, sentence.quantities
    head = FIRST_OF_SERIES.fullmatch(text, first.end, others[0].start)
    before = sentence.text[: first.start].split()
    if not head or not before or before[-1].lower() in HELD_APART or first.bound:
        return
    told = []
    for one, end in zip(others, [*(other.start for other in others[1:]), len(text)], strict=True):
        item = NEXT_OF_SERIES.fullmatch(text, one.end, end)
        if not item or item["tie"] != head["tie"] or one.unit != first.unit:
            return
        told.append(f"{text[: first.start]}{text[one.start : one.end]}{head['things']} {item['tie']} {item['when']}.")
    yield f"{text[: head.end('when')]}."
    yield from told


def _remainders(claim: Statement, sentence: Statement) -> Iterator[str]:
    """How many are left: "all but two of the 30 boats" are 28 of them."""
    text = sentence.text
    found = ALL_BUT.search(text) or OF_ALL_BUT.match(text)
    if not found or not claim.quantities:
        return
    less, whole = (_count(sentence, found.start(part)) for part in ("less", "whole"))
    if less and whole and less < whole:
        left = f"{whole - less} {found['ties'].strip().lower()} {whole}{found.groupdict().get('things', '')}"
        yield text[: found.start()] + left + text[found.end() :]


def _count(sentence: Statement, start: int) -> Fraction | None:
    """The plain number that begins here, or the one of "all but one"."""
    said = next((one for one in sentence.quantities if one.start == start), None)
    if said is None:
        return Fraction(1) if re.match(r"one\b", sentence.text[start:], re.IGNORECASE) else None
    return said.value if isinstance(said.value, Fraction) and not said.unit and not said.bound else None
