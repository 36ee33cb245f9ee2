"""Every number that decides a verdict, a flag, a follow-up or a found place: a third more or less and a pin breaks.

A pin is a small case with what comes out of it, worked out by hand, on both sides of the number where there are two.
A new upper-case number in these modules fails until it has a pin or stands, with why, among those that decide nothing.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest

from answer import check, comparing, facts, followup, scope, trace, verification
from answer.comparing import (
    claims,
    comparison,
    contrast,
    evidence,
    exactness,
    figures,
    flags,
    gaps,
    leaning,
    likeness,
    name_flags,
    narrowing,
    order_flags,
    pair,
    quoted,
    scope_flags,
    verb_flags,
    verdicts,
    word_flags,
    word_table,
)
from answer.facts import alignment, dates, grammar, hedges, names, negation, numbers, phrases, rates, statement, units
from answer.receipts import Receipt
from answer.records import Effect, Flag, FlagKind
from errors import DraftError, QuestionError
from index.building.build import build
from index.library import Library, open_library
from index.records import Around
from index.searching import nearest
from ingest.records import Source, Voice
from tests.conftest import FakeEncoder, write

PACKAGES = (comparing, facts)
SINGLE = (check, followup, scope, trace, verification, nearest)

OTTERS = "Slow boats of every colour passed while one otter slept beside the lamp number"
DENIED = "It is false that the barge sank at dusk. "
SWAP = "Turkey moved tanks from Afrin to Idlib."
PASSIVE = "Holm was praised {} by Berg."
CROWD = [f"It was of the {number}." for number in range(100)]
"""Nothing but words that the index leaves out: near to a claim with many of them, and found by no word."""


@dataclass(frozen=True)
class Pin:
    """What comes out of a case as the number is; `bites` says where it is changed: up, down or both."""

    module: ModuleType
    name: str
    case: Callable[[Library], Any]
    expected: Any
    part: str | None = None
    bites: tuple[int, ...] = (1, -1)

    @property
    def key(self) -> tuple[ModuleType, str, str | None]:
        return self.module, self.name, self.part

    @property
    def title(self) -> str:
        return f"{self.module.__name__.rpartition('.')[2]}.{self.name}{f'.{self.part}' if self.part else ''}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Invented documents, read by an encoder that counts words."""
    folder = tmp_path_factory.mktemp("constants")
    for number, text in enumerate(CROWD):
        write(folder / "corpus", f"reporting/crowd-{number:03}.txt", f"{text}\n")
    for number in range(30):
        write(folder / "corpus", f"reporting/otter-{number:03}.txt", f"{OTTERS} {number}.\n")
    late = {"seventeen": 17, "twenty-two": 22}
    for name, count in late.items():
        write(folder / "corpus", f"official/{name}.txt", f"{DENIED * count}The barge sank at dusk.\n")
    write(folder / "corpus", "official/cats.txt", "Ten grey cats slept here.\n")
    write(folder / "corpus", "official/ten.txt", "Red old kites now often circled low and over Brno.\n")
    write(folder / "corpus", "official/eleven.txt", "Red old kites now very often circled low and over Brno.\n")
    for number in range(12):
        write(folder / "corpus", f"official/mill-{number:02}.txt", f"Mill {number} grinds.\n")
    for name, between in (("four", "Rain fell. Snow fell."), ("five", "Rain fell. Snow fell. Hail fell.")):
        text = f"The barn was built in June. {between} The barn was sold in July.\n"
        write(folder / "corpus", f"commentary/barn-{name}.txt", text)
    for number in range(23):
        write(folder / "corpus", f"commentary/hill-{number:02}.txt", f"Hill {number} is green.\n")
    build(folder / "corpus", folder / "data", FakeEncoder())
    with closing(open_library(folder / "data")) as opened:
        yield opened


def claim(library: Library, text: str) -> claims.Claim:
    [one] = claims.claims_of(library, FakeEncoder(), text)
    return one


def count_claims(library: Library, *drafts: str) -> list[int | str]:
    """How many claims each draft has, or that it is refused."""
    counts: list[int | str] = []
    for draft in drafts:
        try:
            counts.append(len(claims.claims_of(library, FakeEncoder(), draft)))
        except DraftError:
            counts.append("refused")
    return counts


def sentence_of_words(count: int) -> str:
    return " ".join(["Word", *["word"] * (count - 2), "end."])


def count_compared(library: Library) -> int:
    """How many documents a claim is compared with that is near to a hundred, and has its word in thirty others."""
    [found] = evidence.candidates(library, [claim(library, "It was of the otter.")], "reporting")
    return len(found)


def count_sentences(library: Library) -> int:
    """How many sentences of a document with 18 are compared, where no word puts one forward."""
    [found] = evidence.candidates(library, [claim(library, "It was of the.")], "official")
    [number] = [number for number, label in library.labels.items() if label.id == "official/seventeen.txt"]
    return len(found[number])


def exact_verdicts(library: Library) -> list[str]:
    """What two documents say that first deny a claim, 17 and 22 times, and then say it."""
    numbers_of = {label.id: number for number, label in library.labels.items()}
    said = claim(library, "the barge sank at dusk.")  # with a small letter it is found where it is denied, first
    found = [
        comparison.Comparer(library).exact(said, numbers_of[f"official/{name}.txt"])
        for name in ("seventeen", "twenty-two")
    ]
    return [str(one.verdict) for one in found if one]


def shown(library: Library) -> list[int]:
    """How many of 17 official documents and of 23 comments have a line where none has anything."""
    [one] = check.check(library, FakeEncoder(), "Zebras quarrel.", kinds=["official", "commentary"]).claims
    return [
        sum(finding.document.source.kind == kind for finding in one.findings) for kind in ("official", "commentary")
    ]


def together_shown(library: Library) -> list[str]:
    """What two documents say of two facts that stand in their first sentences, and their fourth and fifth."""
    draft = "The barn was built in June and was sold in July."
    [one] = check.check(library, FakeEncoder(), draft, kinds=["commentary"]).claims
    by_id = {finding.document.id: str(finding.verdict) for finding in one.findings}
    return [by_id[f"commentary/{name}.txt"] for name in ("barn-four", "barn-five")]


def offices(text: str) -> list[str]:
    """The words before a quoted author's name that his own note has to have."""
    said, note = statement.statement(text, Voice()), statement.statement("It was a long night.", Voice())
    return [flag.claim for flag in quoted.quotation_flags(said, note, Source("notes", "A note", author="Holm"))]


def moved_among(before: str, exact: str) -> list[bool]:
    """Whether a quote says something else behind the words that stood before it, and behind these and others."""
    around = Around(before[-32:], "")
    made = Receipt("a", "x", None, len(before), len(before) + len(exact), exact, around)
    texts = [f"{before}{exact}", f"Rain fell. It is false that on that cold day {exact}"]
    spans = [(text.index(exact), text.index(exact) + len(exact)) for text in texts]
    return [verification.says_otherwise(text, made, span) for text, span in zip(texts, spans, strict=True)]


def leans(text: str) -> str | None:
    """The sentence with the subject of one about a barn for its pronoun."""
    before, one = (statement.statement(part, Voice()) for part in ("The barn burned.", text))
    return leaning.with_its_subject(before, before, one)


def quoted_shares(library: Library) -> list[bool]:
    """Whether claims with 5 of 5, 8 and 13 words in quotation marks are read as claims about a quotation."""
    numbers_of = {label.id: number for number, label in library.labels.items()}
    quotation, reader = "“Ten grey cats slept here”", comparison.Comparer(library)
    drafts = (f"{quotation}.", f"He wrote: {quotation} then.", f"He wrote then: {quotation} in an old blue book.")
    return [reader.quoted(claim(library, one), numbers_of["official/cats.txt"]) is not None for one in drafts]


def count_facts(text: str) -> int:
    return len(list(leaning.facts_of(statement.statement(text, Voice()))))


def judged(cosine: float, coverage: float, *effects: Effect) -> str:
    nothing = likeness.LikenessSignals(said=0.0, meant=0.0, rare=0.0, turned=0.0)
    like = likeness.Likeness(cosine=cosine, coverage=coverage, signals=nothing)
    flags = [Flag(FlagKind.NUMBER, "98", "90", effect) for effect in effects]
    return str(verdicts.judge(like, flags, subject=True))


def log_odds(_library: Library) -> Any:
    signals = likeness.LikenessSignals(said=0.5, meant=0.2, rare=0.3, turned=0.1)
    return pytest.approx(likeness.log_odds(signals), abs=0.001)


def subjects(library: Library) -> list[bool]:
    """Whether the second word alone, and the third alone, stand for the subject of "Wide gates closed early"."""
    said = claim(library, "wide gates closed early.")
    keys = [word.key for word in said.says.words]
    near = [pair.Surroundings(frozenset(), frozenset({key}), ()) for key in keys[1:3]]
    return [verdicts.has_subject(said, one) for one in near]


def flags_of(claim: str, sentence: str) -> list[tuple[str, str, str]]:
    ours, theirs = statement.statement(claim, Voice()), statement.statement(sentence, Voice())
    beside = pair.pair(ours, theirs)
    found = (*name_flags.name_flags(beside), *word_flags.word_flags(beside))
    return [(str(flag.kind), flag.claim, flag.document) for flag in found]


def counted(*between: str) -> list[bool]:
    """Whether "both" says the claim's two, with these words before what is counted."""
    said = (f"Both {words}bridges were closed by the council." for words in between)
    read = [statement.statement(one, Voice()) for one in ("The council closed 2 bridges.", *said)]
    return [all(flag.kind != "number" for flag in flags.flags(pair.pair(read[0], one))) for one in read[1:]]


def swapped(*claims_: str) -> list[bool]:
    """Whether each claim is flagged for two names that changed places."""
    return [("name", "Afrin", "Idlib") in flags_of(one, SWAP) for one in claims_]


def in_one_piece(claim: str, sentence: str) -> bool:
    ours, theirs = statement.statement(claim, Voice()), statement.statement(sentence, Voice())
    return word_flags.in_one_piece(pair.pair(ours, theirs))


def mismatches(tell: Callable[..., Any], claim: str, *sentences: str) -> list[bool]:
    return [
        tell(alignment.align(alignment.words(claim), alignment.words(one)), claim, one) is not None for one in sentences
    ]


def span_of(text: str) -> tuple[str, str]:
    """The first and the last day of a date that leans on 20 May 2024."""
    [one] = dates.mentions(text, date(2024, 5, 20))
    return str(one.first), str(one.last)


def cut(claim: str, *sentences: str) -> list[int]:
    """How many words of each sentence a flag shows that the claim is cut out of."""
    ours = statement.statement(claim, Voice())
    read = [statement.statement(one, Voice()) for one in sentences]
    found = [scope_flags.scope_flags(pair.pair(ours, one)) for one in read]
    return [sum(len(flag.document.split()) for flag in flags) for flags in found]


def charged(claim: str, *sentences: str) -> list[bool]:
    """Whether each sentence only charges with what the claim says."""
    ours = statement.statement(claim, Voice())
    read = [statement.statement(one, Voice()) for one in sentences]
    return [any(verb_flags.verb_flags(pair.pair(ours, one))) for one in read]


def names_in(text: str) -> list[str]:
    return [name.text for name in names.names(alignment.words(text), text)]


def traced(library: Library) -> list[tuple[str, float]]:
    """Where two quotations stand of which "Ten grey cats slept here." has 5 of 7 and 5 of 10 words."""
    quotations = ("Ten grey cats slept here all day.", "Ten grey cats slept here all day with two dogs.")
    return [
        (one.document.id, round(one.alike, 3))
        for asked in quotations
        for one in trace.trace(library, asked).appearances
    ]


def traceable(library: Library) -> list[bool]:
    """Whether quotations of 400 and of 600 words can be traced."""
    answers = []
    for count in (400, 600):
        try:
            trace.trace(library, "zebra " * count)
            answers.append(True)
        except QuestionError:
            answers.append(False)
    return answers


def looked_up(library: Library) -> list[list[str]]:
    """The documents that have three and four words of "Ten grey cats slept here.", of which one is altered."""
    sought = ("grey cats sat", "Ten grey cats sat")
    return [[one.document.id for one in trace.look_up(library, words).appearances] for words in sought]


def follows(question: str) -> str:
    return followup.resolve(question, ["Who closed the river?"]).searched


PINS = [
    Pin(
        claims,
        "RARITY_POWER",
        lambda library: {term: round(rarity, 6) for term, rarity in claim(library, "River gates.").rarities.items()},
        {"river": 0.125, "gate": 0.125},
    ),
    Pin(
        claims,
        "LONGEST_DRAFT",
        lambda library: count_claims(library, "The gate closed." + " " * 180_000, "The gate closed." + " " * 230_000),
        [1, "refused"],
    ),
    Pin(
        claims,
        "MOST_CLAIMS",
        lambda library: count_claims(library, "It rained.\n\n" * 900, "It rained.\n\n" * 1_100),
        [900, "refused"],
    ),
    Pin(
        contrast,
        "MOST_PIECES_ADDED",
        lambda library: count_claims(library, sentence_of_words(241), sentence_of_words(244)),
        [1, 2],
    ),
    Pin(comparison, "MOST_PLACES", exact_verdicts, ["verbatim", "differs"]),
    Pin(evidence, "DOCUMENTS_COMPARED", count_compared, 60 + 20),
    Pin(evidence, "PASSAGES_BY_WORDS", count_compared, 60 + 20),
    Pin(evidence, "SENTENCES_COMPARED", count_sentences, 6),
    Pin(
        evidence,
        "SENTENCES_TOGETHER",
        lambda _: evidence.together(dict.fromkeys("abcde", 1.0), [frozenset({one}) for one in "abcde"]),
        0.6,
    ),
    *(Pin(likeness, "WEIGHTS", log_odds, 0.859, part) for part in ("said", "meant", "rare", "turned")),
    Pin(likeness, "CONSTANT", log_odds, 0.859),
    Pin(
        likeness,
        "WORDS_WEIGHT",
        lambda _: round(likeness.Likeness(0.5, 0.4, likeness.LikenessSignals(0.0, 0.0, 0.0, 0.0)).closeness, 6),
        0.7,
    ),
    Pin(verdicts, "SUPPORTS_FROM", lambda _: [judged(0.6, 0.7), judged(0.5, 0.7)], ["supports", "related"]),
    Pin(
        verdicts,
        "DIFFERS_FROM",
        lambda _: [judged(0.5, 0.6, Effect.DIFFERS), judged(0.3, 0.6, Effect.DIFFERS)],
        ["differs", "related"],
    ),
    Pin(verdicts, "RELATED_FROM", lambda _: [judged(0.4, 0.3), judged(0.3, 0.2)], ["related", "not found"]),
    Pin(comparison, "QUOTED_SHARE", quoted_shares, [True, True, False]),
    Pin(
        numbers,
        "MOST_BEYOND",
        lambda _: [numbers.quantities("more than 100")[0].same(numbers.quantities(said)[0]) for said in ("120", "130")],
        [True, False],
    ),
    Pin(comparison, "SENTENCES_SHOWN", together_shown, ["supports", "related"]),
    Pin(
        leaning,
        "LONGEST_SUBJECT",
        lambda _: [
            count_facts("The big red old stone barn was built and was sold."),
            count_facts("The big red old stone hay barn was built and was sold."),
        ],
        [2, 0],
    ),
    Pin(
        leaning,
        "FIRST_WORDS",
        lambda _: [leans("On a wet day then it fell."), leans("On a wet day in May it fell.")],
        ["On a wet day then The barn fell.", None],
    ),
    Pin(
        verdicts,
        "COVERED_TO_DIFFER",
        lambda _: [judged(0.9, 0.45, Effect.DIFFERS), judged(0.9, 0.3, Effect.DIFFERS)],
        ["differs", "related"],
    ),
    Pin(verdicts, "SUBJECT_WORDS", subjects, [True, False]),
    Pin(
        name_flags,
        "NEARLY_ALL",
        lambda _: swapped(
            "Turkey moved tanks from Idlib to Afrin.", "Turkey moved tanks from Idlib to Afrin last cold winter."
        ),
        [True, False],  # 5 of 7 words stand in the same order, and 5 of 10
    ),
    Pin(
        quoted,
        "LEAST_ALIKE",
        lambda _: [
            quoted.only_in_one("Grey cats slept here soundly.", "Grey cats slept."),
            quoted.only_in_one("Grey cats ran off quickly.", "Grey cats slept here."),
        ],
        [(((16, 28),), ()), ((), ())],  # 3 of 5 words stand in both, and 2 of 5
    ),
    Pin(
        quoted,
        "FEWEST_WORDS",
        lambda _: list(quoted.quotations_in("He called it “grey sand” and “a grey mistake”.")),
        ["a grey mistake"],
    ),
    Pin(
        quoted,
        "LONGEST_OFFICE",
        lambda _: [
            offices("“It was a long night,” wrote senior plant manager Holm."),
            offices("“It was a long night,” wrote fat senior plant manager Holm."),
        ],
        [[], ["fat"]],
    ),
    Pin(
        word_flags,
        "FEWEST_IN_A_PIECE",
        lambda _: [in_one_piece("Gate closed.", "The gate closed."), in_one_piece("Closed.", "It was closed.")],
        [True, False],
    ),
    Pin(
        word_table,
        "LONGEST_PHRASE",
        lambda _: [flags_of("Holm praised Berg.", PASSIVE.format(aside)) for aside in ("at noon on", "at noon on one")],
        [[("wording", "by", "")], []],
    ),
    Pin(
        scope_flags,
        "LONGEST_OPENING",
        lambda _: [
            bool(words)
            for words in cut("Crews left.", "In the port of Varde crews left.", "In the old port of Varde crews left.")
        ],
        [False, True],
    ),
    Pin(
        scope_flags,
        "NEAR",
        lambda _: [
            bool(words)
            for words in cut(
                "Bergen fell.",
                "Talks between old Oslo and Bergen fell.",
                "Talks between very old Oslo and Bergen fell.",
            )
        ],
        [True, False],
    ),
    Pin(
        scope_flags,
        "SHOWN",
        lambda _: cut("It is open.", "It is open only to those who ride there by night or by day."),
        [8],
    ),
    Pin(
        gaps,
        "ASIDE_BEGINS",
        lambda _: [
            bool(words)
            for words in cut(
                "The lamp was sold.",
                "The lamp from Rome, two of whose panes were cracked, was sold.",
                "The lamp from Rome, some two of whose panes were cracked, was sold.",
            )
        ],
        [False, True],
    ),
    Pin(
        order_flags,
        "HEARER_WITHIN",
        lambda _: [
            order_flags._is_told(statement.statement(f"Berg told {words}.", Voice()), len(words.split()) + 1)
            for words in ("the very old court", "the very very old court")
        ],
        [True, False],
    ),
    Pin(
        narrowing,
        "PHRASE",
        lambda _: [
            bool(words)
            for words in cut(
                "The serum worked.",
                "The serum worked in old grey wild very fat mice.",
                "The serum worked in old grey wild very very fat mice.",
            )
        ],
        [True, False],
    ),
    Pin(flags, "COUNTED_WITHIN", lambda _: counted("very old ", "very old stone "), [True, False]),
    Pin(
        figures,
        "MOST_ADDED",
        lambda _: [
            figures.adds_up(numbers.quantities("49 in all")[0], numbers.quantities("1, 2, 4, 8, 16 and 33")),
            figures.adds_up(numbers.quantities("103 in all")[0], numbers.quantities("1, 2, 4, 8, 16, 33 and 70")),
        ],
        [True, False],
    ),
    Pin(
        verb_flags,
        "WITHIN",
        lambda _: charged(
            "Koh bribed Ruiz.",
            "Koh was convicted here last week of bribing Ruiz.",
            "Koh was convicted here in last week of bribing Ruiz.",
        ),
        [False, True],
    ),
    Pin(grammar, "SHORTEST_ROLE", lambda _: [grammar.is_role("actor"), grammar.is_role("peer")], [True, False]),
    Pin(
        numbers,
        "HALF_A_DAY",
        lambda _: numbers.quantities("22:14")[0].same(numbers.quantities("10:14")[0]),
        True,
    ),
    Pin(
        numbers,
        "LONGEST_LABEL",
        lambda _: [one.unit for one in numbers.quantities("See paragraph 7 there.")],
        ["label"],
        bites=(-1,),  # the longest label has 10 characters: with more room nothing else is read
    ),
    Pin(dates, "DAYS_OF", lambda _: span_of("three days ago"), ("2024-05-17", "2024-05-17"), "day"),
    Pin(dates, "DAYS_OF", lambda _: span_of("two weeks ago"), ("2024-05-03", "2024-05-09"), "week"),
    Pin(
        hedges,
        "BEFORE",
        lambda _: mismatches(
            hedges.hedge_mismatch,
            "Berg sold arms.",
            "It is alleged that so far Berg sold arms.",
            "It is alleged that so far in Berg sold arms.",
        ),
        [True, False],
    ),
    Pin(
        negation,
        "BEFORE",
        lambda _: mismatches(
            negation.denial_mismatch,
            "Berg sold arms.",
            "He did not say in this long case Berg sold arms.",
            "He did not say in this long sad case Berg sold arms.",
        ),
        [True, False],
    ),
    Pin(
        negation,
        "AFTER",
        lambda _: mismatches(
            negation.denial_mismatch,
            "Berg sold arms.",
            "Berg sold arms in this not.",
            "Berg sold arms in this long not.",
        ),
        [True, False],
    ),
    Pin(
        names,
        "SHORTEST_STEM",
        lambda _: [names.same_name("iraq", "iraqi"), names.same_name("bal", "balian")],
        [True, False],
    ),
    Pin(
        names,
        "SHORTEST_ACRONYM",
        lambda _: [names.initials("African Union"), names.initials("Union")],
        ["au", None],
    ),
    Pin(
        names,
        "MOST_CAPITALS",
        lambda _: [names_in("Gates Closed at the Lower Bridge Today"), names_in("near Gates Closed at Lower bridge")],
        [[], ["Gates", "Closed", "Lower"]],  # 5 of 7 words have a capital, and 3 of 6
    ),
    Pin(
        names,
        "FEWEST_WORDS",
        lambda _: [names_in("The Old Gates Closed"), names_in("Old Gates Closed")],
        [[], ["Gates", "Closed"]],
    ),
    Pin(
        numbers,
        "MOST_DIGITS",
        lambda _: [numbers.quantities("1" * 35)[0].unit, numbers.quantities("1" * 45)[0].unit],
        ["", "as written"],
    ),
    Pin(
        numbers,
        "LONGEST_BOUND",
        lambda _: numbers.quantities("slightly more than 5 gates")[0].start,
        0,
        bites=(-1,),  # the longest bound has 25 characters: with more room nothing else is read
    ),
    Pin(
        numbers,
        "HALF",
        lambda _: [numbers.quantities("most men")[0].same(numbers.quantities(said)[0]) for said in ("45%", "52%")],
        [False, True],
    ),
    Pin(
        numbers,
        "ROUGH_UP_TO",
        lambda _: [
            numbers.quantities(share)[0].same(numbers.quantities(said)[0])
            for share, said in (("one in ten", "9 percent"), ("five in eleven", "46 percent"))
        ],
        [True, False],
        bites=(-1,),
    ),
    Pin(
        numbers,
        "MOST_ROUNDED",
        lambda _: [
            numbers.quantities(about)[0].same(numbers.quantities(said)[0])
            for about, said in (("about 40", "44"), ("about 20", "23"))
        ],
        [True, False],
    ),
    Pin(
        figures,
        "LONGEST_PART",
        lambda _: [
            figures.part_of(whole, whole.quantities[0]) is not None
            for whole in (
                statement.statement(f"She scored 12 of the {team} team's 30 points.", Voice())
                for team in ("old", "very old")
            )
        ],
        [True, False],
    ),
    Pin(
        rates,
        "WITHIN",
        lambda _: [
            bool(statement.statement(f"They sold 900 {'cars and ' * many}vans a month.", Voice()).rates)
            for many in (4, 5)
        ],
        [True, False],
    ),
    Pin(check, "SHOWN_WITHOUT_ANYTHING", shown, [17, 1]),
    Pin(
        followup,
        "LONGEST_FRAGMENT",
        lambda _: [follows("and the lower gate crew"), follows("and the lower gate crew budget")],
        ["Who closed the lower gate crew?", "and the lower gate crew budget"],
    ),
    Pin(
        followup,
        "EARLY",
        lambda _: [follows("Why was that gate shut?"), follows("The fault was that gates shut?")],
        ["Why was that gate shut? closed river", "The fault was that gates shut?"],
    ),
    Pin(trace, "ALIKE_FROM", traced, [("official/cats.txt", 0.714)]),
    Pin(
        verification,
        "SURROUNDINGS",
        lambda _: moved_among("Rain fell. On that cold and wettest day ", "the dam broke"),
        [False, True],
        bites=(-1,),  # a receipt has 32 characters: with more room nothing else is read
    ),
    Pin(trace, "LONGEST", traceable, [True, False]),
    Pin(trace, "FEWEST_QUOTED", looked_up, [[], ["official/cats.txt"]]),
]

VOCABULARY = "a word and what it is worth, spelled out as in a dictionary; not a measure that somebody chose"
DECIDES_NOTHING = {
    (comparison, "DOCUMENTS_KEPT"): "a cache: what was read is read again",
    (comparison, "STATEMENTS_KEPT"): "a cache: what was read is read again",
    (comparison, "BYTES_KEPT"): "a cache: what was read is read again",
    (verification, "FOLDED_KEPT"): "a cache: what was read is read again",
    (alignment, "ALIGNED_KEPT"): "a cache: what was aligned is aligned again",
    (verdicts, "SURE_FROM"): "weakens only what was read on a picture (tests/test_pictures.py holds both sides)",
    (trace, "LOOKING_S"): "a bound of time: what was not got to is told (tests/answer/test_trace.py)",
    (trace, "MOST_CHARACTERS"): "a bound: a longer quotation is refused (tests/answer/test_trace.py)",
    (verification, "LOOKING_S"): "a bound of time: what was not got to is told (tests/answer/test_verification.py)",
    (nearest, "BLOCK_SENTENCES"): "a bound of memory: the same cosines, in more or fewer steps",
    (nearest, "GROUP_VECTORS"): "a bound of memory: the same cosines, in more or fewer steps",
    (scope, "MOST_OFFERED"): "a refusal's words: what it offers",
    (scope, "LEAST_ALIKE"): "a refusal's words: what it offers",
    (dates, "COUNTS"): VOCABULARY,
    (dates, "ORDINAL_DAYS"): VOCABULARY,
    (dates, "CENTURIES"): VOCABULARY,
    (numbers, "PAST"): VOCABULARY,
    (numbers, "PARTS"): VOCABULARY,
    (units, "RATIOS"): VOCABULARY,
    (phrases, "SIZES"): "how many words phrases have, read off them",
}


def modules() -> list[ModuleType]:
    inside = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in PACKAGES
        for found in pkgutil.iter_modules(package.__path__)
    ]
    return [*inside, *SINGLE]


def numbers_of(module: ModuleType) -> Iterator[tuple[ModuleType, str, str | None]]:
    """The upper-case numbers that a module itself states; those of a record or of a table one by one."""
    for name in sorted(stated(module)):
        value = getattr(module, name)
        if is_number(value):
            yield module, name, None
        elif is_dataclass(value) and all(is_number(getattr(value, field)) for field in value.__dataclass_fields__):
            yield from ((module, name, field) for field in value.__dataclass_fields__)
        elif isinstance(value, dict) and value and all(map(is_number, value.values())):
            yield from ((module, name, str(key)) for key in value)
        elif isinstance(value, (tuple, list)) and any(map(is_number, value)):
            yield module, name, None


def stated(module: ModuleType) -> set[str]:
    found: set[str] = set()
    for node in ast.parse(inspect.getsource(module)).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return {name for name in found if name.isupper()}


def is_number(value: object) -> bool:
    return isinstance(value, (int, float, Fraction)) and not isinstance(value, bool)


def changed(value: Any, way: int) -> Any:
    """A third more or less; a whole number by at least one."""
    return value + way * max(1, round(value / 3)) if isinstance(value, int) else value + way * value / 3


def change(pin: Pin, way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change the number where it is stated and wherever it was imported by its name."""
    value = getattr(pin.module, pin.name)
    if isinstance(value, dict):
        monkeypatch.setitem(value, pin.part, changed(value[pin.part], way))
        return
    new = replace(value, **{pin.part: changed(getattr(value, pin.part), way)}) if pin.part else changed(value, way)
    for module in [pin.module, *importers(pin.module, pin.name)]:
        monkeypatch.setattr(module, pin.name, new)


def importers(module: ModuleType, name: str) -> list[ModuleType]:
    stations = ("answer.", "index.")
    loaded = [one for key, one in sorted(sys.modules.items()) if key.startswith(stations) and name in vars(one)]
    return [one for one in loaded if (module.__name__, name) in imports(one)]


def imports(module: ModuleType) -> set[tuple[str, str]]:
    nodes = (node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.ImportFrom))
    return {(node.module or "", alias.name) for node in nodes for alias in node.names}


@pytest.mark.slow
@pytest.mark.parametrize("pin", PINS, ids=lambda pin: pin.title)
def test_a_number_that_is_a_third_more_or_less_breaks_its_pin(
    pin: Pin, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pin.case(library) == pin.expected
    for way in pin.bites:
        with monkeypatch.context() as patch:
            change(pin, way, patch)
            assert pin.case(library) != pin.expected, f"{way:+} third"


def test_every_number_has_a_pin_or_says_why_it_decides_nothing() -> None:
    pinned = {pin.key for pin in PINS}

    without = [
        f"{module.__name__}.{name}.{part}"
        for every in modules()
        for module, name, part in numbers_of(every)
        if (module, name, part) not in pinned and (module, name) not in DECIDES_NOTHING
    ]

    assert without == []


def test_every_pin_is_of_a_number_that_is_there() -> None:
    there = {one for module in modules() for one in numbers_of(module)}

    assert [pin.title for pin in PINS if pin.key not in there] == []
    assert [name for module, name in DECIDES_NOTHING if (module, name) not in {one[:2] for one in there}] == []


@pytest.mark.parametrize(
    ("said", "instead"), [("grey cats slept here", "Grey cats"), ("grey cats slept here soundly", "")]
)
def test_half_of_an_altered_quotation_is_enough_to_say_what_stands_for_it(said: str, instead: str) -> None:
    sentence = "Grey cats ran off."

    [flag] = quoted.altered(f"He wrote “{said}”.", exactness.plain(sentence), sentence)

    assert flag.document == instead


@pytest.mark.parametrize(
    ("sentence", "flags"),
    [("Some old mills closed.", [("wording", "", "Some")]), ("Some very old mills closed.", [])],
)
def test_a_word_limits_the_two_words_after_it(sentence: str, flags: list[tuple[str, str, str]]) -> None:
    assert flags_of("The mills closed.", sentence) == flags


def test_a_variant_is_at_most_twice_as_long_as_its_quotation(library: Library) -> None:
    found = trace.trace(library, "red kites circled over Brno").appearances

    assert [(one.document.id, one.alike) for one in found] == [("official/ten.txt", 1.0)]
