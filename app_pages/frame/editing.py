"""Whatever changes the corpus or the library from a page, each behind the one guard: an editor asks for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import wraps
from typing import ParamSpec, TypeVar

from app_pages.frame import engine
from app_pages.frame.person import person
from errors import RoleError
from index import curating
from index.records import Plan
from settings import Settings, read_settings

Parameters = ParamSpec("Parameters")
Given = TypeVar("Given")

ONLY_EDITORS = "only editors may change this library: ask one of them, or have your address added to BYLINE_EDITORS"


def may_edit() -> bool:
    """Whether the person of this session may change anything, so that a page need not offer what it would refuse."""
    return person(read_settings()).may_edit


def _by_editors(action: Callable[Parameters, Given]) -> Callable[Parameters, Given]:
    """The action, refused with `RoleError` before it begins where a reader asks for it."""

    @wraps(action)
    def guarded(*arguments: Parameters.args, **named: Parameters.kwargs) -> Given:
        if not may_edit():
            raise RoleError(ONLY_EDITORS)
        return action(*arguments, **named)

    return guarded


file_documents = _by_editors(curating.file_documents)
remove_documents = _by_editors(curating.remove_documents)
restore_documents = _by_editors(curating.restore_documents)
correct_labels = _by_editors(curating.correct_labels)


@_by_editors
def begin_build(settings: Settings, *, may_remove: bool) -> Future[Plan]:
    """Begin a build, or join the one that goes on."""
    return engine.builder(settings).start(engine.encoder(settings), confirmed=may_remove)


@_by_editors
def watch(settings: Settings) -> None:
    """Build now and after every change of the corpus."""
    engine.builder(settings).watch(engine.encoder(settings))


@_by_editors
def stop_watching(settings: Settings) -> None:
    """Let the corpus change without building."""
    engine.builder(settings).stop_watching()
