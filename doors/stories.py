"""Several libraries at once: a question put to each of them, and what all of them say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from answer.across import Across, together
from answer.records import Answer
from errors import PROGRAM, BylineError, MovedError, SettingsError
from index.named_libraries import NamedLibrary
from settings import Settings, read_settings


def settings_for(named: NamedLibrary) -> Settings:
    """The settings of a library on the list.

    Raises:
        MovedError: it is not where it was.
        SettingsError: what its folder states cannot be used.
    """
    if named.missing:
        raise MovedError(f"{named.missing} is not there any more: {PROGRAM} libraries move says where it is")
    return read_settings(corpus=named.corpus, data=named.data, folder=named.folder)


def ask_all(
    libraries: Iterable[NamedLibrary], ask: Callable[[Settings], Answer], question: str, *, k: int, offset: int = 0
) -> Across:
    """Ask each library; one that does not answer is told and does not keep the others from it.

    Args:
        libraries: those to ask.
        ask: what asks one of them, by its settings, for its first `offset` and `k` hits of each kind.
        question: what is asked.
        k: the most rows of each kind.
        offset: how many of the first rows to leave out.

    Raises:
        SettingsError: there is none to ask.
        BylineError: none of them answers; the first says why.
    """
    answers: dict[str, Answer] = {}
    faults: dict[str, BylineError] = {}
    for named in libraries:
        try:
            answers[named.name] = ask(settings_for(named))
        except BylineError as error:
            faults[named.name] = error
    if not answers and not faults:
        raise SettingsError(f"no library is on the list: {PROGRAM} libraries add FOLDER puts one on it")
    if not answers:
        raise next(iter(faults.values()))
    return together(question, answers, {name: str(error) for name, error in faults.items()}, k=k, offset=offset)
