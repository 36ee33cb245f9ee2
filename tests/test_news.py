"""Questions that stay open, and quotes that may fall: what is new to them after a build, in a terminal."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import cli
from answer.ask import ask
from desk import notebook
from desk.kept_questions import MOST_QUESTIONS, QUESTIONS_FILE
from desk.news_feed import FEED_FILE
from desk.records import Desk
from index.library import open_library
from terminal import options
from tests.conftest import FakeEncoder, FakeModel, everything_in, write

QUESTION = "Who closed the lower gate?"
ATOM = "{http://www.w3.org/2005/Atom}"
AT = datetime(2026, 3, 19, 22, 15, tzinfo=UTC)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the small corpus: its exit status, its output, and its lines on standard error."""
    monkeypatch.setattr(options, "find_model", lambda name: FakeModel(name))
    monkeypatch.setattr(options, "encoder_for", lambda model, _data: FakeEncoder(model))
    monkeypatch.setenv("BYLINE_CORPUS", str(corpus))
    monkeypatch.setenv("BYLINE_DATA", str(data))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    assert run("build")[0] == 0
    return run


@pytest.fixture
def kept(run: Run) -> Run:
    """The same with a question that is kept."""
    assert run("keep", QUESTION)[0] == 0
    return run


def news(run: Run, *options: str) -> Any:
    status, out, _ = run("news", "--json", *options)
    assert status == 0
    return json.loads(out)["news"]


def told(found: Any) -> list[tuple[str | None, str, str]]:
    return [(one["question"], one["kind"], one["evidence"]["text"]) for one in found]


def pin(data: Path) -> None:
    """Put the commentary's best quote on the gate into the notebook of a browser."""
    library = open_library(data)
    lane = ask(library, FakeEncoder(FakeModel("all-MiniLM-L6-v2")), "Closing the gate was a mistake").lanes[1]
    notebook.pin(Desk(data, "browser 1"), lane.hits[0].document, lane.hits[0].evidence, at=AT)
    library.close()


def test_what_a_library_has_when_a_question_is_kept_is_no_news(kept: Run) -> None:
    assert news(kept) == []


def test_a_new_document_that_answers_is_news_with_its_kind_its_quote_and_its_receipt(kept: Run, corpus: Path) -> None:
    write(corpus, "official/log.txt", "The keeper closed the lower gate at ten. It rained.\n")
    kept("build")

    [one] = news(kept)

    assert (one["question"], one["kind"], one["document"]["id"]) == (QUESTION, "official", "official/log.txt")
    assert one["evidence"]["text"] == "The keeper closed the lower gate at ten."
    assert one["receipt"]["document"] == "official/log.txt"


def test_a_weak_match_is_news_that_says_so(kept: Run, corpus: Path) -> None:
    write(corpus, "official/log.txt", "The lower gate was painted green.\n")

    _, _, err = kept("build", "--json")
    lines = kept("news")[1]

    assert err == "byline: 1 kept question with a new weak match: python cli.py news tells\n"
    assert "The lower gate was painted green." in lines
    assert "weak match" in lines


def test_a_build_says_how_much_is_new_and_nothing_where_nothing_is(kept: Run, corpus: Path) -> None:
    write(corpus, "official/log.txt", "The keeper closed the lower gate at ten.\n")

    _, out, err = kept("build", "--json")

    assert json.loads(out)["added"] == ["official/log.txt"]
    assert err == "byline: 1 kept question with new evidence: python cli.py news tells\n"
    write(corpus, "official/other.txt", "Potatoes were planted in April.\n")
    kept("news")
    assert kept("build", "--json")[2] == ""


def test_nothing_is_told_twice(kept: Run, corpus: Path) -> None:
    write(corpus, "official/log.txt", "The keeper closed the lower gate at ten.\n")
    kept("build")
    first = news(kept)
    write(corpus, "official/potatoes.txt", "Potatoes were planted in April.\n")
    kept("build")

    assert news(kept) == []
    assert news(kept, "--all") == first


def test_a_document_that_moves_or_changes_in_other_words_is_no_news(kept: Run, corpus: Path) -> None:
    (corpus / "reporting/river.txt").rename(corpus / "reporting/flood.txt")
    kept("build")
    assert news(kept) == []
    text = (corpus / "reporting/flood.txt").read_text("utf-8")
    write(corpus, "reporting/flood.txt", f"{text}Nobody was hurt.\n")
    kept("build")

    assert told(news(kept)) == []


def test_a_pinned_quote_whose_words_are_gone_is_told_once(run: Run, corpus: Path, data: Path) -> None:
    pin(data)
    assert news(run) == []
    write(corpus, "commentary/gate.md", "# The gate\n\nNothing of it is left.\n")

    _, _, err = run("build")
    [one] = news(run)

    assert err == "byline: 1 pinned quote no longer in the documents: python cli.py news tells\n"
    assert (one["question"], one["kind"], one["evidence"]["text"]) == (
        None,
        "commentary",
        "Closing the gate was a mistake.",
    )
    assert one["reason"].startswith("changed: ")
    run("build")
    assert news(run) == []


def test_a_pinned_quote_that_stands_again_and_falls_again_is_news_again(run: Run, corpus: Path, data: Path) -> None:
    pin(data)
    before = (corpus / "commentary/gate.md").read_text("utf-8")
    for text, count in (("# The gate\n\nGone.\n", 1), (before, 0), ("# The gate\n\nGone for good.\n", 1)):
        write(corpus, "commentary/gate.md", text)
        run("build")
        assert len(news(run)) == count


def test_news_are_shown_by_question_and_kind_and_pinned_quotes_last(kept: Run, corpus: Path, data: Path) -> None:
    pin(data)
    write(corpus, "commentary/gate.md", "# The gate\n\nThe lower gate was closed by the council.\n")
    write(corpus, "official/log.txt", "The keeper closed the lower gate at ten.\n")
    kept("build")

    headings = {QUESTION, "COMMENTARY", "OFFICIAL", "Pinned quotes that no longer stand"}
    shown = [line.strip() for line in kept("news")[1].splitlines() if line.strip() in headings]

    assert shown == [QUESTION, "COMMENTARY", "OFFICIAL", "Pinned quotes that no longer stand", "COMMENTARY"]
    assert kept("news")[1] == "Nothing new.\n"


def test_the_feed_has_every_news_the_newest_first_for_its_owner_alone(kept: Run, corpus: Path, data: Path) -> None:
    write(corpus, "official/log.txt", "The keeper <closed> the lower gate & left\u000b at ten.\n")
    kept("build")
    write(corpus, "company/note.txt", "Our man closed the lower gate.\n")
    kept("build")

    feed = ET.fromstring((data / FEED_FILE).read_bytes())  # noqa: S314 (our own file)

    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [f"{QUESTION} (company)", f"{QUESTION} (official)"]
    assert "“The keeper <closed> the lower gate & left" in str(entries[1].findtext(f"{ATOM}content"))
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated"))
    assert {stat.S_IMODE((data / name).stat().st_mode) for name in (FEED_FILE, QUESTIONS_FILE)} == {0o600}


def test_kept_questions_are_listed_and_one_is_dropped(kept: Run) -> None:
    assert list(json.loads(kept("keep", "--json")[1])["questions"]) == [QUESTION]
    assert list(json.loads(kept("keep", "Who?", "--json")[1])["questions"]) == [QUESTION, "Who?"]
    assert kept("keep", "--drop", "Who?")[1].startswith(f"{QUESTION}  kept 20")
    assert json.loads(kept("keep", "--drop", QUESTION, "--json")[1]) == {"questions": {}}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((QUESTION,), f"{QUESTION!r} is kept already: news tells what is new on it"),
        (("--drop", "Why?"), "'Why?' is not kept: keep without a question lists those that are"),
        (("--drop",), "--drop is of one question: name it."),
        (("site:x gate",), "site"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(kept: Run, arguments: tuple[str, ...], said: str) -> None:
    status, _, err = kept("keep", *arguments)

    assert (status, len(err.splitlines())) == (2, 1)
    assert said in err


def test_more_questions_than_the_most_are_refused(kept: Run, data: Path) -> None:
    stored = json.loads((data / QUESTIONS_FILE).read_text("utf-8"))
    stored["questions"] = {f"q{number}": AT.isoformat() for number in range(MOST_QUESTIONS)}
    (data / QUESTIONS_FILE).write_text(json.dumps(stored), encoding="utf-8")

    assert f"{MOST_QUESTIONS} questions are kept: drop one first" in kept("keep", "Another?")[2]


def test_a_question_about_a_kind_that_is_gone_waits_until_it_is_there_again(kept: Run, corpus: Path) -> None:
    kept("keep", f"{QUESTION} kind:commentary")
    gate = (corpus / "commentary/gate.md").rename(corpus / "gate.md")
    kept("build", "--yes")
    assert news(kept) == []
    gate.rename(corpus / "commentary/gate.md")
    write(corpus, "commentary/again.md", "The council closed the lower gate again.\n")
    kept("build", "--yes")

    assert (f"{QUESTION} kind:commentary", "commentary") in {(one["question"], one["kind"]) for one in news(kept)}


@pytest.mark.parametrize("content", ["{", "[]", '{"news": 3}', '{"news": [{"x": 1}]}', '{"news": [], "other": 1}'])
def test_a_damaged_file_is_told_in_one_line_undoes_no_build_and_is_left_as_it_is(
    kept: Run, corpus: Path, data: Path, content: str
) -> None:
    (data / QUESTIONS_FILE).write_text(content)
    write(corpus, "official/log.txt", "The keeper closed the lower gate at ten.\n")

    status, _, err = kept("build", "--json")

    assert (status, len(err.splitlines())) == (0, 1)
    assert f"{data / QUESTIONS_FILE} cannot be read (" in err
    assert kept("news")[0] == 2
    assert (data / QUESTIONS_FILE).read_text() == content


def test_a_build_where_nothing_is_kept_makes_no_file(run: Run, corpus: Path, data: Path) -> None:
    write(corpus, "official/log.txt", "The keeper closed the lower gate at ten.\n")
    run("build")

    assert {QUESTIONS_FILE, FEED_FILE}.isdisjoint(everything_in(data))
