"""Every text that a browser or a link sends is measured before anything looks at its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from answer.question import LONGEST_LINK, read_query
from answer.wording import shortened
from app_pages.drawing import clicks
from app_pages.drawing.many import having
from desk import conversations
from errors import QuestionError
from index.catalogue import Wanted, chosen
from ingest.labels.sources_toml import expectation
from tests.app.conftest import APP
from tests.app.shown import refusals

pytestmark = pytest.mark.slow

LONG = "a " * 500_000


@pytest.mark.parametrize("name", ["q", "kind", "document", "voice", "after"])
def test_a_link_that_is_too_long_is_refused_in_one_line_whatever_it_names(
    opening: Callable[[Path], AppTest], name: str
) -> None:
    app = opening(APP)
    app.query_params[name] = LONG[: LONGEST_LINK + 1]
    app.run()

    assert not app.exception
    assert [line.partition(":")[0] for line in refusals(app)] == ["the link is too long"]


def test_a_link_may_be_as_long_as_its_bound() -> None:
    assert read_query("kind=" + "k" * (LONGEST_LINK - 5))[1].kinds == ("k" * (LONGEST_LINK - 5),)


def test_words_to_look_for_are_measured() -> None:
    for look in (lambda: having({"a": "a title"}, LONG), lambda: chosen((), Wanted(words=LONG))):
        with pytest.raises(QuestionError, match="the words to look for are too long: 1,000,000 characters, at most"):
            look()


@pytest.mark.parametrize("field", ["title", "author", "publisher", "url", "kind"])
def test_a_field_of_a_label_is_measured(field: str) -> None:
    assert expectation(field, LONG) == "at most 2,000 characters"


def test_a_name_of_a_conversation_is_cut_to_a_line_whatever_is_sent() -> None:
    assert len(conversations.as_name(LONG)) <= conversations.LONGEST_NAME


@pytest.mark.parametrize(
    "sent", [{"press": "pin", "place": LONG}, {"press": LONG, "place": ""}, {"press": 1, "place": []}, "pin", None]
)
def test_a_press_that_no_button_can_send_is_none(sent: object, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {"clicking": {"pressed": sent}}
    monkeypatch.setattr(clicks.st, "session_state", state)
    clicks._take("ask", "clicking")

    assert "ask.pressed" not in state


def test_a_refusal_that_quotes_much_keeps_its_beginning_and_its_next_step() -> None:
    refusal = shortened(f"no document {LONG} in the library: see python cli.py status")

    assert refusal.startswith("no document a a")
    assert refusal.endswith("see python cli.py status")
    assert len(refusal) < 1_300
