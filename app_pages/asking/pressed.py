"""What was pressed on the Ask page, done."""

from __future__ import annotations

from app_pages.asking import conversation
from app_pages.asking.conversations_view import open_pressed
from app_pages.asking.keeping import unfold_pressed
from app_pages.asking.kept import again_pressed
from app_pages.clicks import Press
from app_pages.quote_actions import pin_pressed, quotes_of, say_pressed
from desk.records import Desk
from index.library import Library


def act_on(press: Press, desk: Desk, library: Library) -> None:
    """Do what this press means; one that no button of the page makes does nothing.

    Raises:
        BylineError: it cannot be done.
    """
    unfold_pressed(press)
    again_pressed(press)
    answers = [turn.answer for turn in conversation.turns()]
    pin_pressed(desk, press, quotes_of(answers))
    say_pressed(desk, press, answers)
    open_pressed(desk, library, press)
