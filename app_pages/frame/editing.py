"""Change the corpus or the library from a page; one guard refuses everybody but editors."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import wraps
from typing import ParamSpec, TypeVar

from app_pages.frame import engine
from app_pages.frame.person import person
from app_pages.frame.stories import settings_in_force
from errors import RoleError
from index import curating
from index.records import Plan
from settings import Settings

Parameters = ParamSpec("Parameters")
Given = TypeVar("Given")

ONLY_EDITORS = "only editors may change this library: ask one of them, or have your address added to BYLINE_EDITORS"


def may_edit() -> bool:
    """Return whether this session's person may change anything; a page offers nothing that it would refuse."""
    return person(settings_in_force()).may_edit


def _by_editors(action: Callable[Parameters, Given]) -> Callable[Parameters, Given]:
    """Wrap the action so that a reader's call raises `RoleError` before it begins."""

    @wraps(action)
    def guarded(*arguments: Parameters.args, **named: Parameters.kwargs) -> Given:
        if not may_edit():
            raise RoleError(ONLY_EDITORS)
        return action(*arguments, **named)

    return guarded


file_arrivals = _by_editors(curating.file_arrivals)
file_sample = _by_editors(curating.file_sample)
remove_documents = _by_editors(curating.remove_documents)
restore_documents = _by_editors(curating.restore_documents)
correct_labels = _by_editors(curating.correct_labels)


@_by_editors
def begin_build(settings: Settings, *, may_remove: bool) -> Future[Plan]:
    """Begin a build, or join the one that is running."""
    return engine.builder(settings).start(engine.encoder(settings), confirmed=may_remove)


@_by_editors
def watch(settings: Settings) -> None:
    """Build now and after every change of the corpus."""
    engine.builder(settings).watch(engine.encoder(settings))


@_by_editors
def stop_watching(settings: Settings) -> None:
    """Stop building at every change of the corpus."""
    engine.builder(settings).stop_watching()
