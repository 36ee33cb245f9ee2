"""What asking promises of real documents: words that stand there are found, and no conversation weakens a question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from answer.ask import ask, ask_after
from answer.followup import carried, resolve, stands_alone
from answer.records import Answer, Standing
from benchmarks.questions import plain
from index.library import Library
from tests.answer.ranking_golden import GOLDEN, ROOT, Asked, RememberingEncoder, Row, asked, encoding, read

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the model's libraries' own, while they load
]

RARE_WORDS, NAMES = 120, 42
NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")
WORD = re.compile(r"[^\W\d_]{4,}")


@pytest.fixture(scope="module")
def encoder() -> Iterator[RememberingEncoder]:
    with encoding() as made:
        yield made


@pytest.fixture(scope="module", params=["corpus", "newsroom"])
def library(
    encoder: RememberingEncoder, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[str, Asked]]:
    with asked(request.param, tmp_path_factory.mktemp(request.param), encoder) as made:
        yield request.param, made


def sentences(library: Library) -> Iterator[tuple[str, str]]:
    """The kind and the text of every sentence."""
    for label in library.labels.values():
        document = library.document(label.id)
        for sentence in document.sentences:
            yield label.source.kind, " ".join(document.text[sentence.start : sentence.end].split())


def denied(library: Library, encoder: RememberingEncoder, found: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The words that a kind denies although they stand in it: asked in quotation marks, word → its kinds."""
    return [
        (words, lane.kind)
        for words, kinds in found.items()
        for lane in ask(library, encoder, f'"{words}"').lanes
        if lane.kind in kinds and lane.standing is Standing.NOTHING
    ]


def test_no_rare_word_in_quotation_marks_is_denied(library: tuple[str, Asked], encoder: RememberingEncoder) -> None:
    made = library[1].library
    counts = Counter(word for _, text in sentences(made) for word in set(WORD.findall(text)))
    kinds: dict[str, set[str]] = {}
    for kind, text in sentences(made):
        for word in WORD.findall(text):
            if counts[word] == 1:
                kinds.setdefault(word, set()).add(kind)
    rare = {word: kinds[word] for word in sorted(kinds, key=lambda word: (-len(word), word))[:RARE_WORDS]}

    assert len(rare) == RARE_WORDS
    assert denied(made, encoder, rare) == []


def test_no_name_in_quotation_marks_is_denied(library: tuple[str, Asked], encoder: RememberingEncoder) -> None:
    made = library[1].library
    kinds: dict[str, set[str]] = {}
    for kind, text in sentences(made):
        for name in NAME.findall(text):
            kinds.setdefault(name, set()).add(kind)
    names = {name: kinds[name] for name in sorted(kinds)[:: max(1, len(kinds) // NAMES)]}

    assert len(names) >= NAMES
    assert denied(made, encoder, names) == []


def conversations(name: str) -> list[Row]:
    """Forty conversations about the corpus."""
    here = {"corpus": ROOT / "benchmarks" / "conversations.jsonl", "newsroom": GOLDEN / "newsroom_conversations.jsonl"}
    rows = read(here[name])
    assert len(rows) == 40
    return rows


def before(turns: list[str]) -> list[str]:
    found: list[str] = []
    for turn in turns:
        found.append(carried(turn, resolve(turn, found).searched))
    return found


def right_in_first_three(answer: Answer, row: Row) -> dict[str, bool]:
    """Kind → whether one of its first three passages answers, for the kinds that have the answer."""
    return {
        lane.kind: any(plain(words) in plain(hit.text) for words in row[lane.kind] for hit in lane.hits[:3])
        for lane in answer.lanes
        if row.get(lane.kind)
    }


def test_no_question_in_a_conversation_is_weaker_than_the_plain_one(
    library: tuple[str, Asked], encoder: RememberingEncoder
) -> None:
    name, made = library
    order, weaker = list(Standing), []
    for row in filter(lambda row: stands_alone(row["question"]), conversations(name)):
        plain_one = ask(made.library, encoder, row["question"])
        found = ask_after(made.library, encoder, row["question"], before(row["turns"]))
        falls = [
            one.kind
            for one, other in zip(found.lanes, plain_one.lanes, strict=True)
            if order.index(one.standing) > order.index(other.standing)
        ]
        right = right_in_first_three(found, row)
        lost = [kind for kind, was in right_in_first_three(plain_one, row).items() if was and not right[kind]]
        if falls or lost:
            weaker.append((row["turns"], row["question"], found.question, falls, lost))

    assert weaker == []
