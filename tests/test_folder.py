from __future__ import annotations

import io
import json
import os
import signal
import sys
from pathlib import Path

import pytest

import cli
from terminal import documents
from tests.conftest import FakeEncoder, FakeModel, everything_in, write

ROOT = Path(__file__).parents[1]


class Person(io.StringIO):
    """Somebody at a terminal."""

    def isatty(self) -> bool:
        return True


class Served(Exception):  # noqa: N818 (what happened, and nothing wrong)
    """This process became the app's server, and did nothing after that."""


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents that a person is in; no model is needed, and the server is not started."""

    def served(_program: str, command: list[str], _environment: dict[str, str]) -> None:
        raise Served(*command[1:])

    write(tmp_path, "papers/emails/bridge.txt", "The bridge was closed on Friday.\n")
    write(tmp_path, "papers/emails/pier.txt", "The pier had cracked.\n")
    write(tmp_path, "papers/note.md", "Ask the harbour master.\n")
    write(tmp_path, "papers/table.xyz", "?\n")
    monkeypatch.setattr("terminal.start.encoder_of", lambda _settings: FakeEncoder(FakeModel()))
    monkeypatch.setattr(os, "execve", served)
    for name in ("BYLINE_CORPUS", "BYLINE_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "300")  # so that a path stands in one line
    monkeypatch.chdir(tmp_path / "papers")
    return tmp_path / "papers"


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Let a person answer the question that is asked."""
    monkeypatch.setattr(sys, "stdin", Person(answer))


def test_a_folder_is_shown_by_kind_and_nothing_is_written_before_somebody_agrees(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything_in(papers)
    answering(monkeypatch, "n\n")

    assert cli.main([]) == 0

    said = capsys.readouterr().out
    assert said.splitlines()[:4] == [
        str(papers),
        "  emails: 2 documents",
        "  unlabelled: 1 document",
        "  1 file passed over: python cli.py plan says why",
    ]
    assert "Open it?" in said
    assert everything_in(papers) == before


def test_what_the_folder_states_of_settings_is_said_before_somebody_agrees(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(papers, "byline.toml", 'index = "http://ann:secret@elsewhere.example:19530"\nhints = true\n')
    monkeypatch.setenv("BYLINE_LIBRARIES", str(papers.parent / "kept" / "libraries.json"))

    answering(monkeypatch, "n\n")
    assert cli.main([]) == 2
    refused = capsys.readouterr()
    answering(monkeypatch, "y\nn\n")
    assert cli.main([]) == 0
    agreed = capsys.readouterr()
    answering(monkeypatch, "n\n")
    assert cli.main([]) == 0
    again = capsys.readouterr()

    assert "byline.toml states index. Obey it? [y/N]" in refused.err
    assert "Open it?" not in refused.out
    assert "byline.toml states index. Obey it? [y/N]" in agreed.err
    assert "  byline.toml here states index and hints\n" in agreed.out.partition("Open it?")[0]
    assert "Obey it?" not in again.err
    assert "secret" not in refused.out + refused.err + agreed.out + agreed.err + again.out


@pytest.mark.parametrize("command", [["status"], ["build"], ["ask", "Who?"], ["app"], ["mcp"], ["serve"], []])
def test_where_nobody_can_be_asked_no_command_obeys_what_opens_a_door(
    papers: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    write(papers, "byline.toml", 'index = "http://ann:secret@elsewhere.example:19530"\n')
    before = everything_in(papers)

    assert cli.main(command) == 2

    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "states index: nothing is done until you agree" in said.err
    assert everything_in(papers) == before
    assert cli.main(["trust"]) == 0
    assert "is obeyed: index" in capsys.readouterr().out


def test_a_folder_that_is_opened_has_its_library_beside_the_documents_and_the_app_starts(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = everything_in(papers)
    answering(monkeypatch, "\n")

    with pytest.raises(Served) as served:
        cli.main([])

    assert served.value.args == ("-P", "-m", "streamlit", "run", str(ROOT / "app.py"))
    made = {name: text for name, text in everything_in(papers).items() if name not in documents}
    assert ".byline/library.db" in made
    assert {Path(name).parts[0] for name in made} == {".byline"}
    assert documents.items() <= everything_in(papers).items()


def test_a_folder_that_was_opened_before_is_brought_up_to_date_without_a_question(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, "y\n")
    with pytest.raises(Served):
        cli.main([])
    write(papers, "emails/new.txt", "A new pier was built.\n")
    capsys.readouterr()

    with pytest.raises(Served):
        cli.main([])

    said = capsys.readouterr().out
    assert "added  emails/new.txt" in said
    assert "Open it?" not in said


def test_where_nobody_can_be_asked_the_next_step_is_said(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0

    assert capsys.readouterr().out.endswith("To open it: python cli.py build, then python cli.py app.\n")
    assert not (papers / ".byline").exists()


def test_a_folder_without_documents_is_refused(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = papers.parent / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    assert cli.main([]) == 2

    assert capsys.readouterr().err.startswith(f"byline: no readable document in {empty}: put ")


def test_the_app_opens_where_a_build_is_refused(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, "y\n")
    with pytest.raises(Served):
        cli.main([])
    for name in ("emails/bridge.txt", "emails/pier.txt"):
        (papers / name).unlink()

    with pytest.raises(Served):
        cli.main([])

    assert "would remove" in capsys.readouterr().err


def test_the_app_listens_where_it_is_told(papers: Path) -> None:  # noqa: ARG001 (for its stand-in of the server)
    with pytest.raises(Served) as served:
        cli.main(["app", "--port", "9000"])

    assert served.value.args[-2:] == ("--server.port", "9000")


def test_the_demo_is_a_copy_of_the_shipped_documents(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = everything_in(ROOT / "corpus")

    assert cli.main(["demo"]) == 0

    copied = everything_in(papers / "byline-demo")
    assert copied.items() <= shipped.items()
    assert {name for name in copied if name != "sources.toml"} == {name for name in shipped if "/" in name}
    assert "commentary: 1 document" in capsys.readouterr().out


def test_a_demo_that_is_there_already_is_opened_as_it_is(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.main(["demo"])
    sources = papers / "byline-demo" / "sources.toml"
    sources.write_text("# changed\n", encoding="utf-8")
    monkeypatch.chdir(papers)

    assert cli.main(["demo"]) == 0

    assert sources.read_text("utf-8") == "# changed\n"


def test_a_demo_is_not_written_into_a_folder_of_something_else(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["demo", "emails"]) == 2

    assert capsys.readouterr().err == "byline: emails is there already, and is no demo: name a new folder\n"
    assert {path.name for path in (papers / "emails").iterdir()} == {"bridge.txt", "pier.txt"}


# A folder outside the documents, read where it lies.


@pytest.fixture
def mails(papers: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BYLINE_LIBRARIES", str(papers.parent / "kept" / "libraries.json"))
    monkeypatch.setattr(documents, "keep_building", lambda *_, **__: None)
    monkeypatch.setattr(documents, "encoder_of", lambda _settings: FakeEncoder(FakeModel()))
    monkeypatch.setattr(documents, "model_of", lambda _settings: FakeModel())
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return write(papers.parent, "mails/a.txt", "The bridge was closed on Friday.\n").parent


def test_a_folder_outside_is_watched_as_of_its_kind_and_forgotten(
    papers: Path, mails: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything_in(mails)

    assert cli.main(["watch", str(mails), "--kind", "letters"]) == 0
    assert f"{mails} is read where it lies, as letters/mails/" in capsys.readouterr().err
    assert cli.main(["plan", "--json"]) == 0
    assert "letters/mails/a.txt" in json.loads(capsys.readouterr().out)["added"]
    assert cli.main(["watch", str(mails), "--forget"]) == 0
    assert cli.main(["plan", "--json"]) == 0

    assert "letters/mails/a.txt" not in json.loads(capsys.readouterr().out)["added"]
    assert everything_in(mails) == before
    assert not os.path.lexists(papers / "letters" / "mails")


@pytest.mark.parametrize("options", [[], ["--kind", "letters", "--forget"]])
def test_a_folder_outside_is_read_or_forgotten_and_one_of_both(
    mails: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert cli.main(["watch", str(mails), *options]) == 2
    assert "name it with one of them" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--kind", "letters"], ["--forget"]])
def test_what_is_read_where_it_lies_has_to_be_named(
    mails: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert mails.is_dir()
    assert cli.main(["watch", *options]) == 2
    assert "name it with one of them" in capsys.readouterr().err


def test_a_link_in_a_folder_that_came_from_elsewhere_leads_nowhere(
    papers: Path, mails: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "letters").mkdir()
    (papers / "letters" / "mails").symlink_to(mails)

    assert cli.main(["plan", "--json"]) == 0

    planned = json.loads(capsys.readouterr().out)
    assert "letters/mails/a.txt" not in planned["added"]
    assert "letters/mails" in [one["path"] for one in planned["skipped"]]
