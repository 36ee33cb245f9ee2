from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import cli
from errors import ModelError, OutputError
from index.building import build as builder
from ingest.reader.recognition import read_pictures
from terminal import options
from tests.conftest import FakeEncoder, FakeModel, everything_in, write

GOLDEN = Path(__file__).parent / "golden"

PLANS = (["plan"], ["plan", "--json"])
PLAN_KEYS = {
    "generation": int,
    "added": list,
    "changed": list,
    "relabelled": list,
    "removed": list,
    "unchanged": int,
    "unchanged_documents": list,
    "skipped": list,
    "partly": dict,
    "reasons": dict,
    "unmatched": list,
    "doubts": dict,
    "notes": list,
    "hints": dict,
    "embedded_passages": int,
    "reused_passages": int,
}
ANSWER_KEYS = [
    "question",
    "summary",
    "index",
    "lanes",
    "skipped",
    "receipts",
    "filters",
    "partly",
    "spellings",
    "asked_at",
]


@dataclass(frozen=True)
class Done:
    """What a command did: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output."""
        return json.loads(self.out)


class Terminal:
    """Runs commands in this process, with an encoder that needs no model."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.corpus, self.data = folder / "corpus", folder / "data"

    def __call__(self, *arguments: str, where: bool = True) -> Done:
        """Run a command; with `where`, on this test's folders."""
        folders = ["--data", str(self.data)] if where else []
        if where and arguments[0] in {"plan", "build", "label", "watch"}:
            folders += ["--corpus", str(self.corpus)]
        self._capsys.readouterr()
        status = cli.main([*arguments, *folders])
        printed = self._capsys.readouterr()
        return Done(status, printed.out, printed.err)


@pytest.fixture
def run(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(options, "find_model", lambda name: FakeModel(name, fingerprint=f"of {name}"))
    monkeypatch.setattr(options, "encoder_for", lambda model, _data: FakeEncoder(model))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("BYLINE_CORPUS", "BYLINE_DATA", "BYLINE_MODEL", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert corpus == tmp_path / "corpus"
    return Terminal(capsys, tmp_path)


def contents(data: Path) -> dict[str, bytes]:
    """The library's files, without those that SQLite keeps beside an open one, and which were found whole."""
    beside = ("library.db-", "checked.json")
    return {name: content for name, content in everything_in(data).items() if not name.startswith(beside)}


def refused(done: Done) -> str:
    """The one line of a refusal."""
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("byline: ")
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1
    return done.err.removeprefix("byline: ").rstrip("\n")


def test_a_plan_says_what_a_build_would_do_and_makes_nothing(run: Terminal) -> None:
    done = run("plan")

    assert (done.status, done.err) == (0, "")
    assert "added  commentary/gate.md" in done.out
    assert "new in the corpus" in done.out
    assert "2 passages to embed, 0 reused; 0 documents unchanged." in done.out
    assert not run.data.exists()


def test_a_plan_in_json_has_the_contracts_keys_without_seconds(run: Terminal) -> None:
    done = run("plan", "--json")

    assert (done.status, done.err) == (0, "")
    assert {name: type(value) for name, value in done.json.items()} == PLAN_KEYS
    assert done.json["added"] == ["commentary/gate.md", "reporting/river.txt"]
    assert done.json["reasons"]["reporting/river.txt"] == "new in the corpus"


def test_a_build_in_json_has_the_contracts_keys_and_says_what_the_plan_said(run: Terminal) -> None:
    planned = run("plan", "--json").json

    done = run("build", "--json")

    assert (done.status, done.err) == (0, "")
    assert {name: type(value) for name, value in done.json.items()} == PLAN_KEYS | {"seconds": float}
    assert {name: value for name, value in done.json.items() if name != "seconds"} == planned


def test_a_build_says_what_it_did(run: Terminal) -> None:
    done = run("build")

    assert (done.status, done.err) == (0, "")
    assert re.search(r"2 passages embedded, 0 reused; 0 documents unchanged\. Generation 1, \d+\.\d s\.", done.out)


def test_a_second_build_says_that_there_was_nothing_to_do(run: Terminal) -> None:
    run("build")

    assert "Nothing to do: 2 documents unchanged." in run("build").out


def test_skipped_files_are_shown_with_their_reasons(run: Terminal) -> None:
    write(run.corpus, "reporting/a.xyz", "Words.")

    done = run("build")

    assert done.status == 0
    assert "skipped  reporting/a.xyz" in done.out
    assert "type .xyz is not supported" in done.out
    assert run("build", "--json").json["skipped"][0]["path"] == "reporting/a.xyz"


def test_a_strict_build_with_skipped_files_is_done_and_needs_a_person(run: Terminal) -> None:
    write(run.corpus, "reporting/a.xyz", "Words.")

    done = run("build", "--strict", "--json")

    assert (done.status, done.json["skipped"][0]["path"]) == (1, "reporting/a.xyz")
    assert run("status").status == 0


def test_a_strict_build_without_skipped_files_is_done(run: Terminal) -> None:
    assert run("build", "--strict").status == 0


def test_status_says_what_the_library_holds(run: Terminal) -> None:
    write(run.corpus, "reporting/a.xyz", "Words.")
    run("build")

    done = run("status")

    assert (done.status, done.err) == (0, "")
    assert "reporting: 1 document\n" in done.out
    assert "2 passages, generation 1, built 20" in done.out
    assert "model all-MiniLM-L6-v2, fingerprint of all-MiniL" in done.out
    assert "skipped  reporting/a.xyz" in done.out


def test_check_library_says_what_was_mended(run: Terminal, tmp_path: Path) -> None:
    run("build")
    assert "2 documents, 2 passages" in run("check-library").out
    lane = next(tmp_path.glob("**/lanes/*.faiss"))
    lane.write_bytes(lane.read_bytes()[:-1])

    assert run("check-library", "--json").json["mended"] == [f"lanes/{lane.name}"]
    assert "was made again" not in run("check-library").out


def test_status_in_json_has_documents_generation_model_fingerprint_and_skipped_files(run: Terminal) -> None:
    write(run.corpus, "reporting/a.xyz", "Words.")
    run("build")

    found = run("status", "--json").json

    assert (found["documents"], found["generation"]) == ({"commentary": 1, "reporting": 1}, 1)
    assert (found["model"], found["fingerprint"]) == ("all-MiniLM-L6-v2", "of all-MiniLM-L6-v2")
    assert [file["path"] for file in found["skipped"]] == ["reporting/a.xyz"]
    assert set(found["skipped"][0]) == {"path", "reason"}


def test_status_needs_no_model(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build")

    def missing(_name: str) -> FakeModel:
        raise ModelError("no model")

    monkeypatch.setattr(options, "find_model", missing)

    assert run("status").status == 0


def test_an_answer_shows_a_labelled_lane_for_each_kind(run: Terminal) -> None:
    run("build")

    done = run("ask", "Engineers closed the lower gate at noon")

    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Only reporting has a strong match. No match in 1 commentary document")
    assert done.out.index("REPORTING") < done.out.index("COMMENTARY")
    assert "answers  searched 1 document, 1 passage" in done.out
    assert "Engineers closed the lower gate at noon." in done.out
    assert "reporting/river.txt, characters 0–66" in done.out


def test_an_answer_in_json_is_one_object_with_the_contracts_keys(run: Terminal) -> None:
    run("build")

    done = run("ask", "Engineers closed the lower gate at noon", "--json")

    assert (done.status, done.err) == (0, "")
    assert list(done.json) == ANSWER_KEYS
    assert [lane["kind"] for lane in done.json["lanes"]] == ["reporting", "commentary"]


def test_a_voice_chosen_is_the_voice_of_all_evidence(run: Terminal) -> None:
    write(
        run.corpus, "reporting/said.txt", "The gate was closed. “The gate will stay closed for good,” Anna Holm said."
    )
    run("build")

    lane = run("ask", "the gate will stay closed for good", "--json", "--voice", "quote").json["lanes"][0]

    assert [hit["evidence"]["voice"] for hit in lane["hits"]] == [{"kind": "quote", "speaker": "Anna Holm"}]
    assert "quoting Anna Holm" in run("ask", "the gate will stay closed for good voice:quote").out
    assert run("ask", "the gate", "--voice", "loud").status == 2


def test_filters_of_a_question_hold(run: Terminal) -> None:
    write(run.corpus, "sources.toml", '[documents."reporting/river.txt"]\npublished = 2019-02-07\n')
    write(run.corpus, "reporting/other.txt", "The lower gate.")
    write(run.corpus, "reporting/the river.txt", "The upper gate.")
    run("build")

    def searched(*options: str) -> list[int]:
        return [lane["searched"]["documents"] for lane in run("ask", "the gate", "--json", *options).json["lanes"]]

    assert searched() == [3, 1]
    assert searched("--kind", "commentary") == [0, 1]
    assert searched("--kind", "commentary", "--kind", "reporting") == [3, 1]
    assert searched("--document", "reporting/river.txt") == [1, 0]
    assert searched("--document", "river.txt", "--document", "gate.md") == [1, 1]
    assert searched("--document=reporting/the river.txt") == [1, 0]
    assert searched("--voice", "quote") == [3, 1]
    assert searched("--after", "2019-02-07") == [1, 0]
    assert searched("--before", "2019-02-07") == [1, 0]


def test_k_bounds_the_passages_of_a_lane(run: Terminal) -> None:
    for number in range(4):
        write(run.corpus, f"reporting/{number}.txt", "The lower gate closed at noon.")
    run("build")

    hits = run("ask", "the lower gate closed at noon", "--k", "2", "--json").json["lanes"][0]["hits"]

    assert len(hits) == 2


def test_the_environment_says_where_things_are(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_CORPUS", str(run.corpus))
    monkeypatch.setenv("BYLINE_DATA", str(run.data))

    assert run("build", where=False).status == 0
    assert run("ask", "gate", "--json", where=False).json["index"]["generation"] == 1


def test_help_is_done_and_names_every_command(run: Terminal) -> None:
    done = run("--help", where=False)

    assert (done.status, done.err) == (0, "")
    assert all(f"\n  {command} " in done.out for command in cli.COMMANDS)


@pytest.mark.parametrize("command", ["plan", "build", "status", "ask"])
def test_every_command_explains_itself(run: Terminal, command: str) -> None:
    done = run(command, "--help", where=False)

    assert done.status == 0
    assert "--json" in done.out


def test_nothing_typed_is_refused_in_one_short_line_or_answered_with_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path / "data"))  # a library that a checkout has would be opened
    status = cli.main([])

    printed = capsys.readouterr()
    assert (status, len(printed.err) < 200) in {(0, True), (2, True)}


@pytest.mark.parametrize("command", ["plan", "build", "watch"])
def test_a_missing_corpus_is_refused(run: Terminal, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # watching takes over how this process is stopped
    shutil.rmtree(run.corpus)

    said = refused(run(command))

    assert said == f"corpus folder {run.corpus} not found: create it, or name another with --corpus"
    assert not run.data.exists()


@pytest.mark.parametrize("command", ["plan", "build"])
def test_an_empty_corpus_is_refused(run: Terminal, command: str) -> None:
    shutil.rmtree(run.corpus)
    run.corpus.mkdir()

    said = refused(run(command))

    assert said.startswith(f"no readable document in {run.corpus}: put ")
    assert f"as in {run.corpus}/reporting/" in said


@pytest.mark.parametrize("command", ["plan", "build"])
def test_a_broken_sources_file_is_refused_with_its_line(run: Terminal, command: str) -> None:
    write(run.corpus, "sources.toml", '[documents."reporting/river.txt"]\npublished = "2019"\n')

    assert refused(run(command)) == (
        f"{run.corpus}/sources.toml, line 2: published: expected a date such as 2019-02-07, without quotes"
    )


@pytest.mark.parametrize("arguments", [("status",), ("ask", "gate")])
def test_a_missing_library_is_refused(run: Terminal, arguments: tuple[str, ...]) -> None:
    assert refused(run(*arguments)) == f"no library in {run.data}: python cli.py build makes one"


def test_a_library_of_another_model_is_refused(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build")
    monkeypatch.setenv("BYLINE_MODEL", "other")

    assert refused(run("ask", "gate")) == (
        "the library was built with model all-MiniLM-L6-v2, not other: "
        "build again, or set BYLINE_MODEL to the one that built it"
    )
    assert run("build", "--json").json["embedded_passages"] == 2
    assert run("ask", "gate").status == 0


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_refused(run: Terminal, question: str) -> None:
    run("build")

    assert refused(run("ask", question)) == "the question is empty: type one"


def test_a_question_of_ten_thousand_characters_is_refused(run: Terminal) -> None:
    run("build")

    assert refused(run("ask", "x" * 10_000)) == (
        "the question is too long: 10,000 characters, at most 2,000; shorten it"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "zoo"), "no kind 'zoo' in the library: it has commentary, reporting"),
        (("--document", "gone.txt"), "no document 'gone.txt' in the library: it has"),
        (("--after", "2030-01-01"), "the filters leave no document to search: loosen one"),
        (("--after", "yesterday"), "'yesterday'"),
        (("--before", "2019-02-30"), "'2019-02-30'"),
        (("--k", "0"), "0 passages cannot be shown: ask for 1 to 100"),
        (("--k", "many"), "'many' is not a valid integer"),
        (("--nope",), "No such option"),
        (("one", "two"), "unexpected extra argument"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused_with_what_is_wrong(
    run: Terminal, options: tuple[str, ...], said: str
) -> None:
    run("build")

    assert said in refused(run("ask", "gate", *options))


@pytest.mark.parametrize("arguments", [("aks", "gate"), ("ask",), ("build", "extra"), ("ask", "gate", "--kind")])
def test_a_command_that_is_not_there_or_not_whole_is_refused_with_the_next_step(
    run: Terminal, arguments: tuple[str, ...]
) -> None:
    assert refused(run(*arguments, where=False)).endswith("See python cli.py --help")


def test_the_removal_of_much_is_refused_without_yes(run: Terminal) -> None:
    run("build")
    (run.corpus / "reporting" / "river.txt").unlink()

    assert refused(run("build")) == (
        "this build would remove 1 of 2 documents: put their files back, or build with --yes"
    )
    assert run("build", "--yes", "--json").json["removed"] == ["reporting/river.txt"]


def test_a_refusal_leaves_the_library_as_it_was(run: Terminal) -> None:
    run("build")
    before = contents(run.data)
    write(run.corpus, "sources.toml", "[documents\n")

    for arguments in (("build",), ("plan",), ("ask", ""), ("ask", "gate", "--kind", "zoo")):
        refused(run(*arguments))

    assert contents(run.data) == before


@pytest.mark.parametrize("arguments", [("status",), ("ask", "gate"), ("ask", "gate", "--kind", "zoo"), ("plan",)])
def test_a_command_lets_go_of_the_library(run: Terminal, arguments: tuple[str, ...]) -> None:
    run("build")

    run(*arguments)

    assert not list(run.data.glob("library.db-*"))


def test_a_refusal_in_json_mode_prints_nothing_on_standard_output(run: Terminal) -> None:
    assert "no library" in refused(run("ask", "gate", "--json"))


def test_a_stopped_build_says_that_the_library_is_as_it_was(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(builder, "_commit", stopped)

    done = run("build")

    assert (done.status, done.out, done.err.strip()) == (2, "", "byline: stopped; the library is as it was")


def test_a_question_that_is_not_unicode_is_answered_or_refused(run: Terminal) -> None:
    run("build")

    for arguments in ((), ("--json",)):
        assert run("ask", "gate \udce9", *arguments).status in {0, 2}


HOSTILE = (
    "The gate\x1b[31m red\x1b]0;title\x07 \x9b2J\x08\x08 and [red]markup[/red] [link=http://x]y[/link] :smile: closed."
)


def test_no_document_steers_the_terminal(run: Terminal) -> None:
    write(run.corpus, "reporting/hostile.txt", HOSTILE)
    write(run.corpus, "sources.toml", '[documents."reporting/hostile.txt"]\ntitle = "[bold]T[/bold]"\n')
    write(run.corpus, "reporting/[red]name[/red].txt", "The gate was closed.")
    write(run.corpus, "[blue]kind[blue]/a.txt", "The gate was closed.")

    printed = [run(*arguments) for arguments in (("plan",), ("build",), ("status",), ("ask", "the gate red closed"))]

    assert [done.status for done in printed] == [0, 0, 0, 0]
    for done in printed:
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.out + done.err)


def test_markup_in_a_document_is_shown_as_it_is(run: Terminal) -> None:
    write(run.corpus, "reporting/[red]name[/red].txt", HOSTILE)
    write(run.corpus, "sources.toml", '[documents."reporting/[red]name[/red].txt"]\ntitle = "[bold]T[/bold]"\n')
    run("build")

    out = run("ask", "the gate red markup closed").out

    for shown in ("[red]markup[/red]", "[link=http://x]y[/link]", ":smile:", "[bold]T[/bold]", "[red]name[/red].txt"):
        assert shown in out


def test_a_name_with_a_line_break_is_one_line_of_a_plan(run: Terminal) -> None:
    write(run.corpus, "reporting/a\n      added  forged.txt", "Words.")

    assert "\n      added  forged.txt" not in run("plan").out


def test_control_characters_in_a_question_come_back_visible_or_not_at_all(run: Terminal) -> None:
    run("build")

    for arguments in (("ask", "gate \x1b[31m"), ("ask", "gate", "--kind", "\x1b[31m"), ("ask", "gate", "--\x1b[31m")):
        done = run(*arguments)
        assert "\x1b" not in done.out + done.err


def test_json_keeps_the_documents_characters(run: Terminal) -> None:
    write(run.corpus, "reporting/hostile.txt", HOSTILE)
    run("build")

    done = run("ask", "the gate red markup closed", "--document", "hostile.txt", "--json")

    assert done.json["lanes"][0]["hits"][0]["text"] == HOSTILE
    assert "\x1b" not in done.out


def test_an_answer_is_printed_whatever_encoding_the_stream_was_set_to(
    run: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(run.corpus, "reporting/river.txt", "Erdoğan closed the gate → at noon.")
    run("build")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", stream)

    assert cli.main(["ask", "gate", "--json", "--data", str(run.data)]) == 0
    stream.flush()
    assert "Erdoğan" in stream.buffer.getvalue().decode("utf-8")


def test_a_label_for_a_document_that_is_not_there_is_named(run: Terminal) -> None:
    write(run.corpus, "sources.toml", '[documents."reporting/rver.txt"]\ntitle = "River"\n')

    assert run("plan", "--json").json["unmatched"] == ["reporting/rver.txt"]
    assert "reporting/rver.txt, which is not in the corpus" in run("plan").out


def test_a_label_is_stated_for_several_documents_at_once_and_built(run: Terminal) -> None:
    run("build")

    done = run("label", "reporting/river.txt", "commentary/gate.md", "--kind", "official", "--json")

    assert (done.status, done.err) == (0, "")
    assert done.json["relabelled"] == ["commentary/gate.md", "reporting/river.txt"]
    assert done.json["reasons"]["reporting/river.txt"] == "kind reporting → official"
    assert run("status", "--json").json["documents"] == {"official": 2}


def test_a_label_is_taken_back(run: Terminal) -> None:
    run("label", "reporting/river.txt", "--kind", "official", "--published", "2019-02-07", "--title", "The flood")

    done = run("label", "reporting/river.txt", "--clear", "kind", "--clear", "title", "--json")

    assert "kind official → reporting" in done.json["reasons"]["reporting/river.txt"]
    assert (run.corpus / "sources.toml").read_text(encoding="utf-8").count("\n") == 2


def test_a_label_without_a_field_is_refused(run: Terminal) -> None:
    assert "Say what to state" in refused(run("label", "reporting/river.txt"))


def test_a_label_for_a_document_that_is_not_there_is_refused(run: Terminal) -> None:
    assert "no document reporting/gone.txt" in refused(run("label", "reporting/gone.txt", "--kind", "official"))


def test_an_answer_says_which_files_were_not_searched_and_why(run: Terminal) -> None:
    (run.corpus / "reporting" / "bad.txt").write_bytes(b"\x89PNG" + bytes(range(256)) * 4)
    run("build")

    found = run("ask", "the gate", "--json").json

    assert [lane["searched"]["skipped"] for lane in found["lanes"]] == [1, 0]
    assert found["skipped"] == run("status", "--json").json["skipped"]
    assert found["skipped"][0]["path"] == "reporting/bad.txt"
    assert "Not searched: 1 file passed over; python cli.py status says why." in run("ask", "the gate").out


def test_the_terminal_names_what_was_read_only_in_part(run: Terminal) -> None:
    shutil.copy(GOLDEN / "documents/partly_scanned.pdf", run.corpus / "reporting/scan.pdf")

    planned, built = run("plan").out, run("build").out
    asked, found = run("ask", "The documents that you asked for").out, run("status").out

    for said in (planned, built, asked, found):
        assert "partly  reporting/scan.pdf" in said
        assert "page 2: a picture without text" in said
    assert "Read only in part: page 2: a picture without text" in asked


def test_a_date_that_has_not_come_yet_is_doubted_and_kept(run: Terminal) -> None:
    write(run.corpus, "sources.toml", '[documents."reporting/river.txt"]\npublished = 2999-01-01\n')

    planned = run("plan", "--json").json

    said = "published 2999-01-01 by sources.toml, which has not come yet: correct it in sources.toml"
    assert planned["doubts"] == {"reporting/river.txt": said}
    assert run("build", "--json").json["doubts"] == planned["doubts"]
    assert run("plan", "--json").json["doubts"] == planned["doubts"]
    assert "which has not come yet" in " ".join(run("plan").out.split())


def test_check_prints_one_json_object_with_a_row_for_every_document(run: Terminal) -> None:
    run("build")

    done = run("check", "Engineers closed the lower gate at noon.", "--json")

    assert (done.status, done.err) == (0, "")
    (claim,) = done.json["claims"]
    assert claim["kinds"]["reporting"]["verdict"] == "verbatim"
    assert claim["kinds"]["commentary"]["verdict"] in {"related", "not found"}
    assert [row["document"]["kind"] for row in claim["documents"]] == ["reporting", "commentary"]


def test_check_shows_a_person_every_claim_of_a_draft(run: Terminal, tmp_path: Path) -> None:
    run("build")
    draft = tmp_path / "draft.txt"
    draft.write_text("\ufeffThe river rose on Friday. Engineers closed the lower gate at noon.", encoding="utf-8")

    done = run("check", "--file", str(draft))

    assert done.status == 0
    assert "date: “Friday” in the claim, “Monday” in the document" in " ".join(done.out.split())
    assert "V verbatim" in done.out


@pytest.mark.parametrize(
    ("form", "start"), [("--csv", "claim,start,end"), ("--markdown", "# Check"), ("--html", "<!doctype html>")]
)
def test_check_writes_every_form(run: Terminal, form: str, start: str) -> None:
    run("build")

    done = run("check", "The river rose.", form)

    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(start)


def test_the_name_of_a_draft_is_no_claim(run: Terminal, tmp_path: Path) -> None:
    run("build")
    draft = tmp_path / "draft.txt"
    draft.write_text("The river rose.", encoding="utf-8")

    done = run("check", str(draft))

    assert (done.status, done.out) == (2, "")
    assert f"{draft} is a file: check its sentences with --file" in done.err
    assert run("check", "The river rose. " * 20).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Check one thing"),
        (["A claim.", "--file", "draft.txt"], "Check one thing"),
        (["--file", "nowhere.txt"], "nowhere.txt cannot be read"),
        (["   "], "no sentence to check"),
        (["The gate closed.", "--kind", "tabloid"], "no kind 'tabloid'"),
    ],
)
def test_a_check_that_cannot_be_done_is_refused_in_one_line(run: Terminal, arguments: list[str], said: str) -> None:
    run("build")

    done = run("check", *arguments)

    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_draft_that_is_no_text_is_refused(run: Terminal, tmp_path: Path) -> None:
    run("build")
    (tmp_path / "draft.doc").write_bytes(b"\xd0\xcf\x11\xe0")

    done = run("check", "--file", str(tmp_path / "draft.doc"))

    assert done.status == 2
    assert "draft.doc: an old Word document" in done.err
    assert "save it as .docx" in done.err


def docx(*paragraphs: str) -> bytes:
    """A Word document of these paragraphs."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def test_drafts_of_any_format_are_checked_together_each_with_its_place(run: Terminal, tmp_path: Path) -> None:
    run("build")
    word, page, plain = (tmp_path / name for name in ("story.docx", "side.html", "note.txt"))
    word.write_bytes(docx("Engineers closed the lower gate at noon.", "The river rose on Friday."))
    page.write_text("<html><body><article><p>The river rose on Monday.</p></article></body></html>", encoding="utf-8")
    plain.write_text("Nobody was hurt.", encoding="utf-8")

    done = run("check", *(part for file in (word, page, plain) for part in ("--file", str(file))), "--json")

    assert (done.status, done.err) == (0, "")
    claims = [(one["text"], one["kinds"]["reporting"]["verdict"]) for one in done.json["claims"]]
    assert claims[:3] == [
        ("Engineers closed the lower gate at noon.", "verbatim"),
        ("The river rose on Friday.", "differs"),
        ("The river rose on Monday.", "verbatim"),
    ]
    of_file = [
        [one["text"] for one in done.json["claims"] if file["start"] <= one["start"] < file["end"]]
        for file in done.json["files"]
    ]
    assert [file["path"] for file in done.json["files"]] == [str(word), str(page), str(plain)]
    assert list(map(len, of_file)) == [2, 1, 1]


def test_the_rows_of_a_table_come_back_with_what_each_kind_says(run: Terminal, tmp_path: Path) -> None:
    run("build")
    claims = tmp_path / "claims.csv"
    claims.write_text(
        "no,claim\n1,Engineers closed the lower gate at noon.\n2,The river rose on Friday.\n3,\n", encoding="utf-8"
    )

    done = run("check", "--file", str(claims), "--column", "claim")

    assert (done.status, done.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(row["no"], row["claim"], row["byline reporting"]) for row in rows] == [
        ("1", "Engineers closed the lower gate at noon.", "verbatim"),
        ("2", "The river rose on Friday.", "differs"),
        ("3", "", ""),
    ]
    assert rows[0]["byline evidence"] == "Engineers closed the lower gate at noon."
    assert rows[0]["byline document"].startswith("reporting/")
    assert rows[0]["byline voice"] == "own words"
    assert '"exact"' in rows[0]["receipts"]


QUESTIONS = "no,question\n1,Who closed the lower gate at noon?\n2,zorblax quux\n3,\n"


def rows_of(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.out, newline="")))


def table_of(folder: Path, text: str) -> str:
    (folder / "asked.csv").write_text(text, encoding="utf-8")
    return str(folder / "asked.csv")


@pytest.mark.parametrize("arguments", [["--csv"], ["--csv", "--file"], ["--file"]])
def test_the_rows_of_a_table_of_questions_come_back_with_what_each_kind_has(
    run: Terminal, tmp_path: Path, arguments: list[str]
) -> None:
    run("build")

    done = run("ask", *arguments, table_of(tmp_path, QUESTIONS))

    assert (done.status, done.err) == (0, "")
    first, second, third = rows_of(done)
    assert (first["no"], first["question"]) == ("1", "Who closed the lower gate at noon?")
    assert first["byline reporting"] == "strong match"
    assert first["byline reporting evidence"] == "Engineers closed the lower gate at noon."
    assert first["byline reporting document"] == "reporting/river.txt"
    assert first["byline reporting voice"] == "own words"
    assert (second["byline reporting"], second["byline reporting evidence"]) == ("no match", "")
    assert {text for name, text in third.items() if name.startswith("byline") or name == "receipts"} == {""}


def test_rows_come_back_the_same_when_they_are_asked_again(run: Terminal, tmp_path: Path) -> None:
    run("build")
    done = run("ask", "--csv", table_of(tmp_path, QUESTIONS))
    filled = tmp_path / "filled.csv"
    filled.write_bytes(done.out.encode())

    assert run("ask", "--csv", str(filled)).out == done.out


def test_a_kind_that_the_filters_leave_out_is_told_as_not_searched(run: Terminal, tmp_path: Path) -> None:
    run("build")

    done = run("ask", "--csv", table_of(tmp_path, QUESTIONS), "--kind", "reporting")

    assert rows_of(done)[0]["byline commentary"] == "not searched"


@pytest.mark.parametrize(("command", "column"), [("ask", "question"), ("check", "claim")])
@pytest.mark.parametrize("form", ["--csv", "--json"])
def test_verify_finds_every_quote_of_a_tables_rows_again(
    run: Terminal, tmp_path: Path, command: str, column: str, form: str
) -> None:
    run("build")
    table = table_of(tmp_path, f"{column}\nEngineers closed the lower gate at noon.\nzorblax quux\n")
    export = tmp_path / "rows"
    export.write_bytes(run(command, form, "--file", table, "--column", column).out.encode())

    found = run("verify", str(export), "--json")

    assert found.status == 0
    assert {one["status"] for one in found.json["receipts"]} == {"same"}
    assert found.json["shown"] >= 1


def test_rows_in_json_have_their_cells_and_their_whole_answers(run: Terminal, tmp_path: Path) -> None:
    run("build")

    done = run("ask", "--json", "--file", table_of(tmp_path, QUESTIONS))

    assert list(done.json) == ["column", "rows", "receipts"]
    assert done.json["column"] == "question"
    first, _, third = done.json["rows"]
    assert (first["row"], first["cells"]["no"]) == (2, "1")
    assert list(first["result"]) == ANSWER_KEYS
    assert third == {"row": 4, "cells": {"no": "3", "question": ""}, "result": None}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Who closed the lower gate at noon?"], ""),
        (["zorblax quux"], "byline: 1 of 1 question without a strong match (the question: no match)\n"),
        (["--csv", "asked.csv"], "byline: 1 of 2 questions without a strong match (row 3: no match)\n"),
        (["--json", "--file", "asked.csv"], "byline: 1 of 2 questions without a strong match (row 3: no match)\n"),
    ],
)
def test_asking_strictly_ends_with_one_where_a_question_has_no_strong_match(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    run("build")
    table_of(tmp_path, QUESTIONS)
    monkeypatch.chdir(tmp_path)

    done = run("ask", *arguments, "--strict")

    assert (done.status, done.err) == (int(bool(said)), said)
    assert done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Engineers closed the lower gate at noon."], ""),
        (
            ["Engineers closed the lower gate at noon. The river rose on Friday."],
            "byline: 1 of 2 sentences supported by no document (“The river rose on Friday.”: differs)\n",
        ),
        (["--csv", "asked.csv"], "byline: 1 of 2 sentences supported by no document (row 3: differs)\n"),
    ],
)
def test_checking_strictly_ends_with_one_where_no_document_supports_a_sentence(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    run("build")
    table_of(tmp_path, "claim\nEngineers closed the lower gate at noon.\nThe river rose on Friday.\n")
    monkeypatch.chdir(tmp_path)

    done = run("check", *arguments, "--strict")

    assert (done.status, done.err) == (int(bool(said)), said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "Ask one thing"),
        (["ask", "Who?", "--file", "asked.csv"], "Ask one thing"),
        (["ask", "Who?", "--column", "question"], "Ask one thing"),
        (["ask", "--csv", "gone.csv"], "gone.csv cannot be read"),
        (["ask", "--file", "asked.csv", "--markdown"], "come back as CSV or with --json, and not with --markdown"),
        (["ask", "--csv", "asked.csv", "--column", "words"], "has no column 'words': it has 'no', 'question'"),
        (["check", "--csv", "asked.csv"], "has no column 'claim': it has 'no', 'question'"),
        (["ask", "--csv", "unfit.csv"], "row 3 of unfit.csv: "),
    ],
)
def test_a_table_that_cannot_be_asked_is_refused_with_its_row_or_column(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    run("build")
    table_of(tmp_path, QUESTIONS)
    (tmp_path / "unfit.csv").write_text("question\nWho?\nafter:never gate\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert said in refused(run(*arguments))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("a,b\n1,2\n", "has no column 'claim': it has 'a', 'b'"),
        ("", "has no column 'claim': it has none"),
        ("claim\n", "has no row below its header"),
        ("claim\n" + "x\n" * 10_001, "has more than 10,000 rows"),
    ],
)
def test_a_table_that_is_none_of_claims_is_refused_in_one_line(
    run: Terminal, tmp_path: Path, table: str, said: str
) -> None:
    run("build")
    (tmp_path / "claims.csv").write_text(table, encoding="utf-8")

    done = run("check", "--file", str(tmp_path / "claims.csv"), "--column", "claim")

    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err


def test_read_shows_a_document_with_whose_words_it_has(run: Terminal, corpus: Path) -> None:
    said = "“The gate was shut,” said Ann Weil, the keeper."
    write(corpus, "reporting/calls.txt", f"It rained. {said} It was cold.\n")
    run("build")

    done = run("read", "calls.txt")

    assert (done.status, done.err) == (0, "")
    assert "reporting/calls.txt" in done.out
    assert f"It rained. [quoting Ann Weil] {said} It was cold.\n" in done.out


def test_read_in_json_is_the_slice_that_was_asked_for(run: Terminal, corpus: Path) -> None:
    run("build")
    text = (corpus / "reporting/river.txt").read_text(encoding="utf-8")

    whole = run("read", "reporting/river.txt", "--json").json
    part = run("read", "reporting/river.txt", "--start", "4", "--length", "6", "--json").json

    assert (whole["start"], whole["text"], whole["length"]) == (0, text[: whole["length"]], whole["end"])
    assert (part["start"], part["end"], part["text"]) == (4, 10, text[4:10])


def test_read_takes_a_receipt_and_says_where_its_document_has_changed(run: Terminal, corpus: Path) -> None:
    write(corpus, "reporting/river.txt", "The keeper closed the lower gate at noon. " * 20)
    run("build")
    receipt = run("ask", "Who closed the lower gate?", "--json", "--kind", "reporting").json["receipts"][-1]
    named = f"{receipt['document']}#{receipt['sha256'][:12]}:600-610"

    assert run("read", named, "--json").json["start"] == 100
    write(corpus, receipt["document"], "Other words.\n")
    run("build", "--yes")

    assert "has changed since that receipt was given" in refused(run("read", named))


def test_a_long_document_says_where_it_goes_on(run: Terminal) -> None:
    run("build")

    assert run("read", "river.txt", "--length", "5").out.endswith("Goes on: --start 5.\n")


def test_a_document_that_is_not_there_is_refused(run: Terminal) -> None:
    run("build")

    assert "nowhere.txt" in refused(run("read", "nowhere.txt"))


def test_sources_are_listed_by_kind(run: Terminal) -> None:
    run("build")

    shown, listed = run("sources"), run("sources", "--json").json

    assert (shown.status, shown.err) == (0, "")
    assert shown.out.index("REPORTING") < shown.out.index("reporting/river.txt") < shown.out.index("COMMENTARY")
    assert {kind: {one["kind"] for one in of} for kind, of in listed["kinds"].items()} == {
        "reporting": {"reporting"},
        "commentary": {"commentary"},
    }
    assert listed["documents"] == sum(map(len, listed["kinds"].values()))


def test_sources_go_on_from_any_document_of_a_kind(run: Terminal, corpus: Path) -> None:
    for number in range(3):
        write(corpus, f"official/log {number}.txt", f"Log number {number} of the gate.\n")
    run("build")

    first = run("sources", "--kind", "official", "--limit", "2")
    rest = run("sources", "--kind", "official", "--offset", "2", "--json").json

    assert "log 1.txt" in first.out
    assert "log 2.txt" not in first.out
    assert "1 more: --offset goes on." in first.out
    assert [one["id"] for one in rest["kinds"]["official"]] == ["official/log 2.txt"]


def test_find_shows_every_sentence_that_mentions_the_words_and_no_other(run: Terminal, corpus: Path) -> None:
    (corpus / "reporting/later.txt").write_text(
        "LUND, 3 May 2026 - The lower gate stood open. The upper gate did not.\n\n"
        "Nobody knows who opened the Lower Gate.\n",
        encoding="utf-8",
    )
    run("build")

    done = run("find", "lower gate", "--json")

    assert (done.status, done.err) == (0, "")
    found = [(one["document"]["id"], one["sentence"]["text"]) for one in done.json["appearances"]]
    assert ("reporting/later.txt", "Nobody knows who opened the Lower Gate.") in found
    assert ("reporting/river.txt", "Engineers closed the lower gate at noon.") in found
    assert not [text for _, text in found if "upper" in text]


def test_a_file_that_is_no_draft_by_its_size_is_refused_before_it_is_read_whole(run: Terminal) -> None:
    run("build")

    done = run("check", "--file", "/dev/zero")

    assert done.status == 2
    assert "/dev/zero has more than 4,000,000 characters: name a draft" in done.err


def exported(run: Terminal, tmp_path: Path, *arguments: str) -> str:
    """The path of a file that holds what a command printed."""
    path = tmp_path / "export"
    path.write_bytes(run(*arguments).out.encode())
    return str(path)


@pytest.mark.parametrize("form", ["--json", "--csv", "--markdown", "--html", "--annotations"])
def test_verify_finds_every_quote_of_an_answer_again(run: Terminal, tmp_path: Path, form: str) -> None:
    run("build")
    export = exported(run, tmp_path, "ask", "Who closed the gate?", form)

    done = run("verify", export, "--json")

    assert (done.status, done.err) == (0, "")
    assert {one["status"] for one in done.json["receipts"]} == {"same"}
    assert {one["document"] for one in done.json["receipts"]} == {"reporting/river.txt", "commentary/gate.md"}


@pytest.mark.parametrize("form", ["--json", "--csv", "--markdown", "--html"])
def test_verify_finds_every_quote_of_a_check_again(run: Terminal, tmp_path: Path, form: str) -> None:
    run("build")
    export = exported(run, tmp_path, "check", "Engineers closed the lower gate at noon.", form)

    done = run("verify", export, "--json")

    assert (done.status, done.err) == (0, "")
    assert next((one["status"], one["document"]) for one in done.json["receipts"]) == ("same", "reporting/river.txt")


def test_verify_tells_of_any_text_which_words_are_a_document_s_and_which_are_nobody_s(
    run: Terminal, tmp_path: Path
) -> None:
    run("build")
    text = write(tmp_path, "answer.md", "Closing the gate was a mistake, he wrote. It rained all day.\n")

    done, found = run("verify", "--words", str(text)), json.loads(run("verify", "--words", str(text), "--json").out)

    assert done.status == 0
    assert "»Closing the gate was a mistake«, he wrote." in done.out
    assert "COMMENTARY" in done.out
    assert "nobody's: no document has these words" in done.out
    assert [one["share"] for one in found["sentences"]] == [0.75, 0.0]


def test_verify_ends_with_one_where_words_are_quoted_that_stand_nowhere(run: Terminal, tmp_path: Path) -> None:
    run("build")
    text = write(tmp_path, "answer.md", "The column says “the council must pay for everything”.\n")

    done = run("verify", "--words", str(text))

    assert done.status == 1
    assert "quoted, and in no document: “the council must pay for everything”" in done.out


def test_verify_goes_through_a_folder_of_notes_and_tells_what_was_edited_in_one(run: Terminal, tmp_path: Path) -> None:
    run("build")
    notes = tmp_path / "vault" / "gate"
    assert run("ask", "Who closed the gate?", "--notes", str(notes)).status == 0
    (tmp_path / "vault" / "diary.md").write_text("> Nobody's quote.\n")

    whole = run("verify", str(tmp_path / "vault"), "--json")
    assert (whole.status, {one["status"] for one in whole.json["receipts"]}) == (0, {"same"})
    assert {one["document"] for one in whole.json["receipts"]} == {"reporting/river.txt", "commentary/gate.md"}

    damaged, edited = sorted(
        (path for path in notes.glob("*.md") if "byline-receipts" in path.read_text()),
        key=lambda path: "> Engineers" in path.read_text(),
    )
    edited.write_text(edited.read_text().replace("> Engineers", "> Vandals"))
    damaged.write_text(damaged.read_text().replace('[{"document"', "[{"))
    found = run("verify", str(tmp_path / "vault"), "--json")
    assert found.status == 1
    assert "edited" in {one["status"] for one in found.json["receipts"]}
    assert any(damaged.name in line and "no whole JSON" in line for line in found.json["unverified"])


def test_notes_are_written_into_a_new_folder_alone(run: Terminal, tmp_path: Path) -> None:
    run("build")

    done = run("ask", "Who closed the gate?", "--notes", str(tmp_path))

    assert done.status == 2
    assert "is there already: name a new folder" in done.err


def test_a_folder_without_receipts_is_refused(run: Terminal, tmp_path: Path) -> None:
    run("build")
    (tmp_path / "vault").mkdir()

    assert "has no note with receipts" in run("verify", str(tmp_path / "vault")).err


def test_verify_says_which_quotes_changed_and_ends_with_one(run: Terminal, tmp_path: Path) -> None:
    run("build")
    export = exported(run, tmp_path, "ask", "Who closed the gate?", "--json")
    write(run.corpus, "reporting/river.txt", "The river rose on Monday. Engineers opened the lower gate at noon.\n")
    run("build")

    done, found = run("verify", export), run("verify", export, "--json")

    assert (done.status, found.status) == (1, 1)
    assert "changed  reporting/river.txt" in done.out
    assert "same" in done.out
    changed = [one for one in found.json["receipts"] if one["status"] == "changed"]
    assert {one["found"] for one in changed} == {None}
    assert {tuple(one) for one in changed} == {("status", "document", "exact", "found", "reason", "shown")}


def test_verify_tells_a_quote_that_was_edited_and_ends_with_one(run: Terminal, tmp_path: Path) -> None:
    run("build")
    export = Path(exported(run, tmp_path, "check", "Engineers closed the lower gate at noon.", "--markdown"))
    shown, fence, receipts = export.read_text(encoding="utf-8").rpartition("```json")
    export.write_text(shown.replace("at noon", "at dusk") + fence + receipts, encoding="utf-8")

    done, found = run("verify", str(export)), run("verify", str(export), "--json")

    assert (done.status, found.status) == (1, 1)
    first = found.json["receipts"][0]
    assert (first["status"], first["document"]) == ("edited", "reporting/river.txt")
    assert ("noon" in first["exact"], "dusk" in first["shown"]) == (True, True)
    assert found.json["unverified"] == ["verdicts, summaries, flags, notes, titles, publishers, dates and speakers"]


def test_verify_tells_quotes_that_are_shown_without_a_receipt(run: Terminal, tmp_path: Path) -> None:
    run("build")
    export = Path(exported(run, tmp_path, "check", "Engineers closed the lower gate at noon.", "--markdown"))
    shown = export.read_text(encoding="utf-8").rpartition("```json")[0]
    export.write_text(f"{shown}```json byline-receipts\n[]\n```\n", encoding="utf-8")

    found = run("verify", str(export), "--json")

    assert (found.status, found.json["receipts"]) == (1, [])
    assert found.json["shown"] == len(found.json["unverified"]) - 1 > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe", "is not UTF-8"), (b"Words.", "no receipts in it"), (None, "cannot be read")],
)
def test_verify_refuses_what_is_no_export(run: Terminal, tmp_path: Path, content: bytes | None, said: str) -> None:
    run("build")
    path = tmp_path / "export"
    if content is not None:
        path.write_bytes(content)

    assert said in refused(run("verify", str(path)))
    assert str(path) in refused(run("verify", str(path)))


def test_trace_shows_where_a_quotation_stands(run: Terminal) -> None:
    run("build")

    done = run("trace", "Engineers closed the upper gate at noon")

    assert (done.status, done.err) == (0, "")
    assert "undated   REPORTING " in done.out
    assert "[-upper-] {+lower+}" in done.out
    nowhere = run("trace", "Nobody ever said so", "--json").json
    expected = {"documents": 2, "partly": 0, "unread": 0}
    assert (nowhere["appearances"], nowhere["searched"]) == ([], expected)
    assert "Not found in this corpus." in run("trace", "Nobody ever said so").out


def test_an_export_keeps_the_words_and_shows_what_could_steer_also_where_no_terminal_reads_it(run: Terminal) -> None:
    write(run.corpus, "reporting/coloured.txt", "The \x1b[31mred\x1b[0m gate opened at the harbour on Monday.")
    run("build")

    found = run("ask", "the red gate opened at the harbour", "--json").json

    hit = found["lanes"][0]["hits"][0]
    assert hit["text"] == "The \x1b[31mred\x1b[0m gate opened at the harbour on Monday."
    assert "␛[31mred" in run("ask", "the red gate opened at the harbour", "--csv").out


def test_nothing_steers_a_terminal_that_an_export_is_shown_on() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    with redirect_stdout(screen):
        options.emit("a\x1b]0;title\x07b\x9b2Jc\u202ed\n")

    assert not set("\x1b\x07\x9b\u202e") & set(screen.getvalue())
    assert screen.getvalue().endswith("\n")


class Full(io.StringIO):
    """A disk that is full, behind standard output."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_behind_standard_output_is_refused_in_one_line() -> None:
    with redirect_stdout(Full()), pytest.raises(OutputError, match="cannot be written"):
        options.emit("text")


def test_a_full_disk_is_refused_in_one_line_for_a_person_too() -> None:
    with redirect_stdout(Full()), pytest.raises(OutputError, match="cannot be written"):
        options.tell(lambda console: console.print("words"))


@pytest.mark.parametrize("command", [[], *([name] for name in cli.COMMANDS)])
def test_help_on_a_full_disk_is_refused_in_one_line(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    with redirect_stdout(Full()):
        status = cli.main([*command, "--help"])

    said = "byline: standard output cannot be written (No space left on device): choose another place\n"
    assert (status, capsys.readouterr().err) == (2, said)


def test_a_closed_standard_output_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    with pytest.raises(OutputError, match="is closed"):
        options.emit("text")


@pytest.mark.slow
@pytest.mark.parametrize("command", [["--help"], *(pytest.param(one, marks=pytest.mark.model) for one in PLANS)])
def test_nobody_reading_on_is_nothing_that_needs_a_person(corpus: Path, tmp_path: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    places = {"BYLINE_CORPUS": str(corpus), "BYLINE_DATA": str(tmp_path / "data")}
    with os.fdopen(writing, "w") as nobody:
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "cli.py", *command],
            stdout=nobody,
            stderr=subprocess.PIPE,
            env=os.environ | places,
            check=False,
        )

    assert (done.returncode, done.stderr) == (0, b"")


def test_the_plan_names_unchanged_documents_when_asked(run: Terminal) -> None:
    run("build")

    assert run("plan", "--json").json["unchanged_documents"] == ["commentary/gate.md", "reporting/river.txt"]
    assert "reporting/river.txt" not in run("plan").out
    assert "unchanged  reporting/river.txt" in run("plan", "--all").out


def test_asking_says_that_the_corpus_has_changed_since_the_build(
    run: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_CORPUS", str(run.corpus))
    write(run.corpus, "broken.pdf", "no PDF\n")
    run("build")
    assert run("ask", "gate").err == ""

    write(run.corpus, "note.txt", "The gate is open again.\n")
    (run.corpus / "reporting/river.txt").unlink()

    done = run("ask", "gate", "--json")
    assert (done.status, done.json["question"]) == (0, "gate")
    said = "1 document added, 1 document removed; python cli.py build brings it up to date"
    assert done.err == f"byline: the index is older than {run.corpus}: {said}\n"


def test_a_program_that_has_built_nothing_finds_the_library_as_the_build_left_it(
    run: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_OCR", "1")
    run("build")
    read_pictures(None)  # as a new program begins

    asked = run("ask", "gate", "--corpus", str(run.corpus))

    read_pictures(None)
    assert asked.err == ""


def test_asking_compares_a_library_with_no_other_corpus(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build")
    write(tmp_path, "other/note.txt", "The gate is open again.\n")

    for folder in ("other", "none"):
        monkeypatch.setenv("BYLINE_CORPUS", str(tmp_path / folder))
        assert run("ask", "gate").err == ""


def test_hints_are_shown_when_they_are_switched_on(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    write(run.corpus, "note.txt", "I think so. The council must resign. Make no mistake. We believe it should go.\n")
    run("build")

    for command in ("plan", "status"):
        assert "reads like" not in run(command).out
        monkeypatch.setenv("BYLINE_HINTS", "1")
        assert "hint  note.txt" in run(command).out
        assert list(run(command, "--json").json["hints"]) == ["note.txt"]
        monkeypatch.delenv("BYLINE_HINTS")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("can't start new thread"),
        ImportError("libtorch_cpu.so: failed to map segment from shared object"),
        RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("Check 'ptr' failed at cpu_memory.cpp:257: Failed to allocate 1050624 bytes of memory"),
    ],
)
def test_a_lack_of_memory_is_one_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli.cli, "main", fail)

    assert cli.main(["status"]) == 2
    assert "not enough memory" in capsys.readouterr().err


@pytest.mark.parametrize("limit_kb", [800_000, 2_500_000])
def test_a_limit_on_memory_under_which_libraries_would_end_the_process_is_refused_in_one_line(limit_kb: int) -> None:
    command = f'ulimit -v {limit_kb} && exec "{sys.executable}" cli.py ask "Who?"'

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)  # noqa: S603, S607

    assert done.returncode == 2
    assert done.stderr.startswith(f"byline: this process may take only {limit_kb * 1024 // 1_000_000:,} MB of memory")
    assert done.stderr.count("\n") == 1


def test_an_error_that_has_another_reason_is_not_taken_for_a_lack_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("something else")

    monkeypatch.setattr(cli.cli, "main", fail)

    with pytest.raises(RuntimeError, match="something else"):
        cli.main(["status"])
