"""A desk in PostgreSQL, which any number of apps share, on a server that is killed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Timer

import pytest

from desk import browser_tokens, conversations, kept_questions, notebook, postgres_rows
from desk.opening import changing, place_of
from desk.records import Desk, DeskServer, KeptTurn
from errors import DeskError, EngineError, SchemaError
from index.building.build import build
from index.library import Library, open_library
from tests.conftest import FakeEncoder, write
from tests.desk.conftest import NOON
from tests.index.engines.postgres_server import NAME, PASSWORD, Server

QUESTION = "Who closed the gate?"


@pytest.fixture
def server(postgres: str) -> DeskServer:
    return DeskServer(postgres)


def another_app() -> None:
    """Be a process that has no connection and knows no key."""
    postgres_rows._store.cache_clear()
    browser_tokens._key_on.cache_clear()


def test_only_postgresql_keeps_desks(data: Path) -> None:
    assert place_of(data, None) == data
    assert place_of(data, "http://127.0.0.1:19530") == data
    assert place_of(data, "postgresql://127.0.0.1/library") == DeskServer("postgresql://127.0.0.1/library")


def test_looking_at_an_empty_desk_makes_no_table(primary: Server, server: DeskServer) -> None:
    desk = Desk.at(server, "ann")

    assert (list(conversations.listed(desk)), list(notebook.pins(desk))) == ([], [])
    with primary.connected(server.index.rpartition("/")[2]) as connection:
        assert connection.execute("SELECT to_regnamespace('byline_desk')").fetchone() == (None,)


def test_any_app_goes_on_with_what_another_kept(server: DeskServer, turn: KeptTurn) -> None:
    desk = Desk.at(server, "ann")
    number = conversations.begin(desk, turn)
    token = browser_tokens.issue(server)

    another_app()
    conversations.go_on(desk, number, replace(turn, asked="again"))

    assert [one.asked for one in conversations.read(desk, number).turns] == [turn.asked, "again"]
    assert browser_tokens.renewed(server, [token]) == token
    assert browser_tokens.renewed(server, [f"{token}x"]) is None


@pytest.mark.parametrize("words", ["a\0b", "half \ud800 a character", "\\x00 \U0001f30a"])
def test_any_words_come_back(server: DeskServer, turn: KeptTurn, words: str) -> None:
    desk = Desk.at(server, words)
    number = conversations.begin(desk, replace(turn, asked=words))
    conversations.rename(desk, number, words)
    hit = turn.answer.lanes[0].hits[0]
    notebook.pin(desk, hit.document, hit.evidence, at=NOON)
    [pin] = notebook.pins(desk)
    notebook.write_note(desk, pin.number, words)

    talk = conversations.read(desk, number)
    assert (talk.turns[0].asked, talk.conversation.name, notebook.pins(desk)[0].note) == (words, words, words)
    assert [(owner, one.document) for owner, one in notebook.pinned_by_all(server)] == [(words, hit.document)]


def test_what_was_seen_to_be_kept_is_there_after_the_server_was_killed_and_the_rest_can_be_kept(
    primary: Server, server: DeskServer, turn: KeptTurn
) -> None:
    desk = Desk.at(server, "ann")
    number, seen = conversations.begin(desk, turn), 0
    killer = Timer(0.3, primary.kill)
    killer.start()
    refused = None
    while refused is None and seen < conversations.MOST_TURNS - 2:
        try:
            conversations.go_on(desk, number, replace(turn, asked=f"turn {seen}"))
            seen += 1
        except EngineError as error:
            refused = str(error)
    killer.join()
    primary.start()

    assert refused is not None
    assert "does not answer (" in refused
    assert not {PASSWORD, NAME, "\n"} & set(refused.split(" "))
    asked = [one.asked for one in conversations.read(desk, number).turns][1:]
    assert asked in ([f"turn {at}" for at in range(seen)], [f"turn {at}" for at in range(seen + 1)])
    conversations.go_on(desk, number, replace(turn, asked="after"))
    assert [one.asked for one in conversations.read(desk, number).turns][1:] == [*asked, "after"]


def test_a_change_that_fails_halfway_keeps_nothing(server: DeskServer, turn: KeptTurn) -> None:
    desk = Desk.at(server, "ann")
    number = conversations.begin(desk, turn)

    def halfway() -> None:
        with changing(desk) as store:
            store.delete(conversations.CONVERSATIONS, [number])
            raise DeskError("cut off")

    with pytest.raises(DeskError, match="cut off"):
        halfway()

    assert len(conversations.read(desk, number).turns) == 1


def test_tables_of_another_version_are_refused_with_the_next_step(
    primary: Server, server: DeskServer, turn: KeptTurn
) -> None:
    desk = Desk.at(server, "ann")
    conversations.begin(desk, turn)
    primary.run("UPDATE byline_desk.layout SET number = 99", database=server.index.rpartition("/")[2])

    for action in (lambda: conversations.listed(desk), lambda: conversations.begin(desk, turn)):
        with pytest.raises(SchemaError, match=r"^the desk in postgresql://127\S+ has layout 99, .* reads 1: use the "):
            action()


def test_a_question_that_is_kept_there_is_asked_again_of_a_newer_library_by_any_app(
    library: Library, corpus: Path, data: Path, encoder: FakeEncoder, server: DeskServer
) -> None:
    kept_questions.keep(server, library, encoder, QUESTION, at=NOON, owner="ann")
    write(corpus, "reporting/late.txt", "Workers closed the gate again on Sunday.")
    build(corpus, data, encoder)

    another_app()
    with closing(open_library(data)) as later:
        looked = [kept_questions.look(server, later, encoder, at=NOON + timedelta(days=1)) for _ in range(2)]
    news = kept_questions.untold(server, ("ann",))
    kept_questions.tell(server, news, ("ann",))

    assert looked == [True, False]
    assert list(kept_questions.questions(server)) == [QUESTION]
    assert [one.quote["document"]["id"] for one in news] == ["reporting/late.txt"]
    assert kept_questions.untold(server, ("ann",)) == ()
    kept_questions.drop(server, QUESTION, owner="ann")
    assert not kept_questions.has_open(server)


def test_a_desk_is_read_on_a_standby_while_no_primary_answers_and_goes_on_once_it_is_promoted(
    pair: tuple[Server, Server], turn: KeptTurn
) -> None:
    primary, standby = pair
    desk = Desk.at(DeskServer(primary.address_with(standby)), "ann")
    number = conversations.begin(desk, turn)
    standby.caught_up(primary)

    primary.kill()

    assert [one.asked for one in conversations.read(desk, number).turns] == [turn.asked]
    with pytest.raises(EngineError, match=r"has no primary that answers \(.*\): start it, or promote a standby$"):
        conversations.go_on(desk, number, turn)
    standby.promote()
    conversations.go_on(desk, number, replace(turn, asked="again"))
    assert [one.asked for one in conversations.read(desk, number).turns] == [turn.asked, "again"]
