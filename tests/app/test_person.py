"""Who may do what: one person on this machine, and people who sign in as readers and editors."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app_pages.frame import editing, entrance
from app_pages.frame import person as person_module
from app_pages.frame.person import Person, person
from errors import RoleError
from index.library import current_build
from settings import Settings
from tests.app.shown import refusals, shown
from tests.conftest import everything_in

pytestmark = pytest.mark.slow

EDITOR, READER = "ann@example.org", "bob@example.org"
LIBRARY = "app_pages/documents.py"


@pytest.fixture
def shared(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app where people sign in and one of them is an editor; nobody has signed in yet."""
    monkeypatch.setenv("BYLINE_EDITORS", f"someone@example.org, {EDITOR.upper()}")
    app.user = {"is_logged_in": False}
    return app


def as_one(app: AppTest, address: str, **claims: object) -> AppTest:
    app.user = {"is_logged_in": True, "email": address, "sub": address.split("@")[0], "iss": "https://id.example"}
    app.user |= claims
    return app.run()


def who(app: AppTest) -> str:
    found = [block.value for block in app.html if 'class="byline-person"' in block.value]
    return found[0].split(">")[1].split("<")[0] if found else ""


def test_without_sign_in_there_is_one_person_who_may_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "user", {})
    monkeypatch.setattr(person_module, "browser_owner", lambda: "browser 1")
    assert person(Settings()) == Person("browser 1", may_edit=True)


@pytest.mark.parametrize(
    ("claims", "may_edit"),
    [
        ({"email": EDITOR}, True),
        ({"email": EDITOR.upper(), "email_verified": True}, True),
        ({"email": EDITOR, "email_verified": False}, False),
        ({"email": READER}, False),
        ({}, False),
        ({"email": EDITOR, "is_logged_in": False}, False),
    ],
)
def test_an_editor_is_who_signed_in_with_a_listed_and_verified_address(
    claims: dict[str, object], may_edit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "user", {"is_logged_in": True, "sub": "7", "iss": "https://id.example"} | claims)
    assert person(Settings(editors=frozenset({EDITOR}))).may_edit is may_edit


def test_the_owner_is_told_by_the_provider_and_not_by_an_address_that_may_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owners = set()
    for issuer, subject in (("https://a.example", "7"), ("https://b.example", "7"), ("https://a.example", "8")):
        monkeypatch.setattr(st, "user", {"is_logged_in": True, "sub": subject, "iss": issuer, "email": READER})
        owners.add(person(Settings()).owner)
    assert len(owners) == 3


@pytest.mark.parametrize("page", ["app_pages/ask.py", "app_pages/check.py", "app_pages/documents.py", LIBRARY])
def test_nothing_of_the_library_is_shown_before_signing_in(shared: AppTest, page: str) -> None:
    shared.switch_page(page).run()
    assert not shared.exception
    assert "Sign in to ask these documents." in shown(shared)
    assert "river" not in shown(shared)
    assert not shared.chat_input
    assert [button.label for button in shared.button] == ["Sign in"]


def test_a_stranger_builds_nothing(shared: AppTest, data: Path) -> None:
    shared.run()
    assert current_build(data) is None


def test_an_editor_builds_and_a_reader_asks(shared: AppTest) -> None:
    as_one(shared, EDITOR)
    assert who(shared) == f"{EDITOR}, editor"
    assert "1 reporting document" in shown(shared)

    as_one(shared, READER).chat_input[0].set_value("Who closed the lower gate at noon?").run()

    assert who(shared) == f"{READER}, reader"
    assert "lower gate" in shown(shared)


def test_a_reader_cannot_make_the_first_build(shared: AppTest, data: Path) -> None:
    as_one(shared, READER)
    assert editing.ONLY_EDITORS in refusals(shared)
    assert current_build(data) is None


def test_a_reader_is_offered_no_change(shared: AppTest, corpus: Path) -> None:
    as_one(shared, EDITOR)
    (corpus / "reporting/new.txt").write_text("The dam broke.\n", encoding="utf-8")
    as_one(shared, READER)
    assert "Changed since the last update: 1 document added." in shown(shared)
    assert "library.rebuild" not in {button.key for button in shared.button}

    shared.switch_page(LIBRARY).run()

    assert not shared.exception
    assert {button.key for button in shared.button} <= {"entrance.out"}
    assert not shared.file_uploader
    assert not shared.toggle


@pytest.mark.parametrize(
    "action",
    [
        lambda settings: editing.file_arrivals(settings.corpus, settings.data, []),
        lambda settings: editing.file_sample(settings.corpus, settings.data, settings.corpus),
        lambda settings: editing.remove_documents(settings.corpus, settings.data, ["reporting/river.txt"]),
        lambda settings: editing.restore_documents(settings.corpus, settings.data, ["1"]),
        lambda settings: editing.correct_labels(settings.corpus, settings.data, {}),
        lambda settings: editing.begin_build(settings, may_remove=True),
        editing.watch,
        editing.stop_watching,
    ],
    ids=["file", "sample", "remove", "restore", "relabel", "build", "watch", "stop watching"],
)
def test_every_change_is_refused_to_a_reader_where_it_happens(
    action: object, corpus: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "user", {"is_logged_in": True, "email": READER})
    before = everything_in(corpus)
    with pytest.raises(RoleError, match="only editors may change this library"):
        action(Settings(corpus=corpus, data=data))
    assert everything_in(corpus) == before
    assert not data.exists()


def test_where_nobody_is_named_as_editor_the_page_says_so(app: AppTest) -> None:
    app.run()
    as_one(app, EDITOR)
    assert "No editor is named" in shown(app)


def test_signing_in_asks_the_provider_that_was_pressed(shared: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    monkeypatch.setattr(entrance, "_providers", lambda: ["google", "okta"])
    monkeypatch.setattr(st, "login", asked.append)
    shared.run().button("entrance.okta").click().run()
    assert asked == ["okta"]


def test_sign_in_that_is_not_installed_is_refused_in_one_line(shared: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_provider: object) -> None:
        raise entrance.StreamlitAuthError("To use authentication features,\n\n install Authlib")

    monkeypatch.setattr(st, "login", refuse)
    shared.run().button[0].click().run()
    assert not shared.exception
    said = "nobody can sign in: To use authentication features, install Authlib (docs/how/people.md)"
    assert refusals(shared) == [said]


@pytest.mark.parametrize(
    ("address", "has_sign_in", "warned"),
    [("localhost", False, False), ("127.0.0.1", False, False), ("0.0.0.0", False, True), ("0.0.0.0", True, False)],  # noqa: S104
)
def test_listening_beyond_this_machine_without_sign_in_is_warned_of(
    address: str, has_sign_in: bool, warned: bool, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: address if name == "server.address" else option(name))
    monkeypatch.setattr(entrance, "has_sign_in", lambda: has_sign_in)
    assert ("Anybody who reaches" in shown(app.run())) is warned
    assert bool(entrance.exposure()) is warned


@pytest.mark.parametrize(
    ("setting", "value", "may"),
    [("BYLINE_INDEX", "", "read and change"), ("BYLINE_INDEX", "x", "read"), ("BYLINE_HINTS", "x", "read and change")],
)
def test_the_warning_says_what_anybody_may_do(
    setting: str, value: str, may: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(setting, value)
    monkeypatch.setattr(st, "get_option", lambda _name: "0.0.0.0")  # noqa: S104
    monkeypatch.setattr(entrance, "has_sign_in", lambda: False)

    assert entrance.exposure().startswith(f"Anybody who reaches 0.0.0.0 can {may} this library, since nobody signs in")
