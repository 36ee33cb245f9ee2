"""State an export's provenance: what was asked and when, of which library, what was searched and not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from answer.exports.as_json import filters_as_json
from answer.records import Answer, Check, Filters, KindFinding, Standing, Verdict
from answer.wording import counted, isolated, read_in_part_words, searched_words

Fact = tuple[str, str]


def provenance(made: Answer | Check, at: datetime | None = None) -> tuple[Fact, ...]:
    """List names and values in the order shown; `at` is the time of asking."""
    about = _of_answer(made) if isinstance(made, Answer) else _of_check(made)
    library = f"generation {made.generation}, built {_time(made.built_at)}"
    when = [("asked at", _time(at))] if at else []
    return (*about, ("library", library), ("model", made.model), *when)


def filter_words(filters: Filters) -> str:
    """Write the filters in one line."""
    given = {name: value for name, value in filters_as_json(filters).items() if value}
    lists = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    said = (f"{name}: {', '.join(map(isolated, values))}" for name, values in lists.items())
    return "; ".join(said) or "none"


def _of_answer(answer: Answer) -> Iterator[Fact]:
    yield "question", isolated(answer.question)
    yield "filters", filter_words(answer.filters)
    lanes = answer.lanes
    nothing = (isolated(lane.kind) for lane in lanes if lane.standing is Standing.NOTHING)
    partly = (f"{isolated(name)} ({isolated('; '.join(what))})" for name, what in answer.partly.items())
    skipped = (f"{isolated(file.path)} ({isolated(file.reason)})" for file in answer.skipped)
    yield "searched", _in_one_line(f"{isolated(lane.kind)}: {searched_words(lane.searched)}" for lane in lanes)
    yield "nothing found in", _in_one_line(nothing) or "–"
    yield "read only in part", _in_one_line(partly) or "–"
    yield "could not be read", _in_one_line(skipped) or "–"


def _of_check(check: Check) -> Iterator[Fact]:
    yield "kinds", ", ".join(map(isolated, check.kinds))
    first = check.claims[0].kinds if check.claims else ()
    yield "compared", _in_one_line(f"{isolated(kind.kind)}: {_compared(kind)}" for kind in first)
    missing = [one.text for one in check.claims if all(kind.verdict is Verdict.NOT_FOUND for kind in one.kinds)]
    yield "not found", _in_one_line(f"“{isolated(text)}”" for text in missing) or "–"


def _compared(kind: KindFinding) -> str:
    said = counted(kind.compared, "document")
    return f"{said}, {read_in_part_words(kind.partly)}" if kind.partly else said


def _in_one_line(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
