"""A person's libraries by their names, in a terminal."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import cli
from index.records import Report, unreported
from settings import read_settings
from terminal import options
from tests.conftest import FakeEncoder, FakeModel, everything_in, write
from tests.test_folder import Person, Served

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder, with a list of its own: its exit status, its output and its one line."""
    monkeypatch.setattr(options, "find_model", lambda name: FakeModel(name, fingerprint=f"of {name}"))
    monkeypatch.setattr(options, "encoder_for", lambda model, _data: FakeEncoder(model))
    for name in ("BYLINE_CORPUS", "BYLINE_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BYLINE_LIBRARIES", str(tmp_path / "kept" / "libraries.json"))
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(list(arguments))
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def leak(tmp_path: Path) -> Path:
    write(tmp_path, "leak/emails/bridge.txt", "The bridge was closed on Friday.\n")
    return tmp_path / "leak"


@pytest.fixture
def built(run: Run, leak: Path) -> Path:
    """The folder of a library on the list, called leak, that is built."""
    assert run("libraries", "add", str(leak))[0] == 0
    assert run("build", "--library", "leak")[0] == 0
    return leak


def listed(run: Run) -> Any:
    return json.loads(run("libraries", "--json")[1])["libraries"]


def test_a_library_on_the_list_is_built_and_asked_by_its_name_from_any_folder(run: Run, built: Path) -> None:
    status, out, _ = run("ask", "--library", "Leak", "When was the bridge closed?", "--json")

    assert status == 0
    assert json.loads(out)["lanes"][0]["hits"][0]["document"]["id"] == "emails/bridge.txt"
    assert {path.name for path in built.iterdir()} == {"emails", ".byline"}


def test_the_list_says_where_each_is_how_large_of_how_many_documents_and_when_it_was_built(
    run: Run, built: Path, tmp_path: Path
) -> None:
    write(tmp_path, "affair/notes/a.txt", "A note.\n")
    run("libraries", "add", str(tmp_path / "affair"), "--name", "The affair")

    first, second = listed(run)

    assert (first["name"], first["folder"], first["documents"]) == ("leak", str(built), {"emails": 1})
    assert first["bytes"] == sum(len(content) for content in everything_in(built / ".byline").values())
    assert first["built_at"] is not None
    assert (second["name"], second["documents"], second["built_at"]) == ("The affair", {}, None)
    assert "The affair  " in run("libraries")[1]


def test_the_settings_of_a_library_are_those_of_its_own_folder(run: Run, leak: Path) -> None:
    write(leak, "byline.toml", 'corpus = "emails"\nmodel = "other"\n')
    run("libraries", "add", str(leak))
    run("build", "--library", "leak")

    status = json.loads(run("status", "--library", "leak", "--json")[1])

    assert status["model"] == "other"
    assert listed(run)[0]["corpus"] == str(leak / "emails")


def test_a_library_may_lie_elsewhere_than_its_documents(run: Run, leak: Path, tmp_path: Path) -> None:
    run("libraries", "add", str(leak), "--data", "../kept library")

    assert (listed(run)[0]["corpus"], listed(run)[0]["data"]) == (str(leak), str(tmp_path / "kept library"))


def test_what_the_environment_states_of_another_library_is_not_this_one_s(
    run: Run, leak: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_CORPUS", str(tmp_path / "other"))

    run("libraries", "add", str(leak))

    assert listed(run)[0]["corpus"] == str(leak)


def test_a_library_off_the_list_stays_as_it_is(run: Run, built: Path) -> None:
    before = everything_in(built)

    assert run("libraries", "remove", "leak")[0] == 0
    assert everything_in(built) == before
    assert listed(run) == []
    assert "no library 'leak': the list is empty" in run("ask", "--library", "leak", "Why?")[2]


@pytest.mark.parametrize("command", [("build",), ("ask", "Why?"), ("status",), ("plan",)])
def test_one_that_has_moved_is_refused_where_nobody_can_be_asked_and_nothing_is_made_in_its_place(
    run: Run, built: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    built.rename(tmp_path / "moved")

    status, out, err = run(command[0], "--library", "leak", *command[1:])

    assert (status, out) == (2, "")
    assert err.splitlines() == [
        f"byline: {built}, of leak, is not there any more: python cli.py libraries move leak FOLDER says where it is"
    ]
    assert not built.exists()
    assert listed(run)[0]["missing"] == str(built)


def test_the_list_and_the_refusal_say_how_one_of_several_words_is_moved(run: Run, leak: Path, tmp_path: Path) -> None:
    run("libraries", "add", str(leak), "--name", "The leak")
    leak.rename(tmp_path / "moved")

    how = "python cli.py libraries move 'The leak' FOLDER says where it is"
    assert run("build", "--library", "the leak")[2].endswith(f": {how}\n")
    assert how in " ".join(run("libraries")[1].split())


def test_one_whose_library_alone_is_gone_is_not_begun_anew_either(run: Run, built: Path) -> None:
    shutil.rmtree(built / ".byline")

    assert run("build", "--library", "leak")[0] == 2
    assert not (built / ".byline").exists()


def test_a_person_is_asked_where_it_is_until_it_is_there(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built.rename(tmp_path / "moved")
    monkeypatch.setattr("sys.stdin", Person(f"{tmp_path}/nowhere\n{tmp_path}/moved\n"))

    status, out, err = run("ask", "--library", "leak", "When was the bridge closed?", "--json")

    assert (status, json.loads(out)["lanes"][0]["kind"]) == (0, "emails")
    assert f"{tmp_path / 'nowhere'} is not there: name the folder of leak" in err
    assert listed(run)[0]["folder"] == str(tmp_path / "moved")


def test_the_app_opens_on_a_library_of_the_list_with_its_settings(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def served(_program: str, _command: list[str], environment: dict[str, str]) -> None:
        raise Served(os.getcwd(), environment["BYLINE_CORPUS"], environment["BYLINE_DATA"])  # noqa: PTH109

    monkeypatch.setattr(os, "execve", served)

    with pytest.raises(Served) as opened:
        run("app", "--library", "leak")

    assert opened.value.args == (str(built), str(built), str(built / ".byline"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "{leak}", "--name", "Leak"), "a library is called leak already, in {leak}: choose another --name"),
        (
            ("add", "{leak}", "--name", "../x"),
            "'../x' cannot be a library's name: give a --name of at most 60 letters, digits, spaces, dots and hyphens, "
            "and not all",
        ),
        (("add", "{leak}/nothing"), "there is no folder of documents {leak}/nothing: name one that is there"),
        (
            ("remove", "other"),
            "no library 'other': the list has leak; python cli.py libraries add FOLDER puts one on it",
        ),
        (
            ("move", "leak", "{leak}/emails"),
            "{leak}/emails/.byline is not there: name the folder of leak",
        ),
    ],
)
def test_what_cannot_be_listed_is_refused_in_one_line(
    run: Run, built: Path, arguments: tuple[str, ...], said: str
) -> None:
    def without_sizes() -> Any:
        """The list, but for sizes: whoever reads a library may leave a note of what it has checked."""
        return [one | {"bytes": None} for one in listed(run)]

    before = without_sizes()

    status, _, err = run("libraries", *(one.format(leak=built) for one in arguments))

    assert (status, err) == (2, f"byline: {said.format(leak=built)}\n")
    assert without_sizes() == before


@pytest.mark.usefixtures("built")
def test_a_library_is_named_or_its_folders_are_not_both(run: Run) -> None:
    status, _, err = run("ask", "--library", "leak", "--data", "x", "Why?")

    assert status == 2
    assert "leave --corpus and --data out" in err


@pytest.mark.parametrize("content", ["{", "[]", '{"leak": 3}', '{"leak": {"folder": "x"}}', '{"leak": {"folder": 3}}'])
def test_a_list_that_is_damaged_is_told_in_one_line_and_not_written_over(run: Run, leak: Path, content: str) -> None:
    path = read_settings().libraries
    path.parent.mkdir()
    path.write_text(content)

    status, _, err = run("libraries", "add", str(leak))

    assert status == 2
    assert err.startswith(f"byline: the list of libraries {path} cannot be read (")
    assert path.read_text() == content


# Every library at once.


@pytest.fixture
def several(run: Run, built: Path) -> Run:
    """The same with two more libraries on the list: floods, which is built, and new, which is not."""
    tmp_path = built.parent
    write(tmp_path, "floods/emails/gate.txt", "The bridge was closed on Friday, they write. The lower gate was not.\n")
    write(tmp_path, "floods/reporting/bridge.txt", "Engineers closed the bridge on Friday at noon.\n")
    write(tmp_path, "new/emails/a.txt", "Nothing.\n")
    for name in ("floods", "new"):
        assert run("libraries", "add", str(tmp_path / name))[0] == 0
    assert run("build", "--library", "floods")[0] == 0
    return run


QUESTION = "When was the bridge closed?"


def rows(found: Any, kind: str) -> list[tuple[str, int]]:
    return [(hit["library"], hit["rank"]) for lane in found["lanes"] if lane["kind"] == kind for hit in lane["hits"]]


def test_every_library_is_asked_kinds_apart_and_each_row_has_the_name_of_its_own(several: Run) -> None:
    status, out, err = several("ask", QUESTION, "--library", "all")

    assert (status, err) == (0, "")
    reporting, emails = out.index("REPORTING"), out.index("EMAILS")
    assert reporting < out.index("1. floods: bridge") < emails
    assert emails < out.index("leak: bridge")
    assert "Not asked: new" in out


def test_the_opening_of_each_library_is_shown_where_it_takes_long(
    several: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages = []

    def progress(stage: str, *, after_s: float) -> nullcontext[Report]:
        stages.append((stage, 0 < after_s <= 1))
        return nullcontext(unreported)

    monkeypatch.setattr(options.shown, "progress", progress)
    several("ask", QUESTION, "--library", "all")

    assert stages == [("Opening", True)] * 3  # also of the one that is not built


def test_in_json_the_answers_of_all_libraries_are_whole_and_their_rows_are_in_one_order(several: Run) -> None:
    found = json.loads(several("ask", QUESTION, "--library", "ALL", "--json")[1])

    assert list(found["libraries"]) == ["floods", "leak"]
    assert "build" in found["faults"]["new"]
    assert rows(found, "reporting") == [("floods", 1)]
    assert sorted(rows(found, "emails")) == [("floods", 1), ("leak", 1)]


@pytest.mark.parametrize("name", ["floods", "leak"])
def test_a_library_says_among_others_what_it_says_alone(several: Run, name: str) -> None:
    alone = json.loads(several("ask", QUESTION, "--library", name, "--json")[1])
    among = json.loads(several("ask", QUESTION, "--library", "all", "--json")[1])["libraries"][name]

    assert among == {key: value for key, value in alone.items() if key != "asked_at"}


def test_rows_of_all_libraries_go_on_where_the_first_ended(several: Run) -> None:
    def emails(*options: str) -> list[tuple[str, int]]:
        return rows(json.loads(several("ask", QUESTION, "--library", "all", "--json", *options)[1]), "emails")

    assert emails("--k", "1") + emails("--k", "1", "--offset", "1") == emails()


def test_where_no_library_has_a_match_the_closest_passage_has_the_name_of_its_own(several: Run) -> None:
    out = several("ask", "zorblax", "--library", "all")[1]

    assert "No match here. The closest passage:" in out
    assert "floods: bridge" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "site:x gate", "--library", "all"), "no operator 'site'"),
        (("ask", QUESTION, "--library", "all", "--csv"), "--library all is for one question"),
        (("ask", QUESTION, "--library", "all", "--strict"), "--library all is for one question"),
        (("status", "--library", "all"), "--library all is for ask: name one library."),
        (("ask", QUESTION, "--library", "all", "--data", "x"), "leave --corpus and --data out"),
        (("libraries", "add", "{leak}", "--name", "All"), "and not all"),
    ],
)
def test_what_cannot_be_put_to_every_library_is_refused(
    several: Run, leak: Path, arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = several(*(one.format(leak=leak) for one in arguments))

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_with_no_library_on_the_list_there_is_none_to_ask(run: Run) -> None:
    status, out, err = run("ask", QUESTION, "--library", "all")

    assert (status, out) == (2, "")
    assert "no library is on the list" in err
