"""Read a table of questions or claims, and write its rows back with what each kind of source says."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from answer.exports.as_csv import table
from answer.exports.as_json import export_as_json, receipts_as_json
from answer.exports.embedded_receipts import RECEIPTS_COLUMN, receipts_cell
from answer.receipts import of_evidence, of_finding, receipts_of
from answer.records import Answer, Check, Finding, Lane
from answer.wording import said_words
from errors import DraftError, QuestionError

MOST_ROWS = 10_000
"""Rows of a table. Raised, a table that is none of claims is read for longer before it is refused."""

HEADER = 1
"""The row of the header: rows count as a spreadsheet counts them."""

OURS = "byline "
"""How the names of the columns begin that are added; a table that has them already gets them anew."""

OF_CLAIM = ("evidence", "document", "voice")
OF_KIND = ("", " evidence", " document", " voice")

NOT_SEARCHED = "not searched"

Made = TypeVar("Made", Answer, Check)


@dataclass(frozen=True, slots=True)
class AskedTable:
    """The rows of a table, and the column of them that is asked or checked."""

    path: Path
    column: str
    rows: tuple[dict[str, str], ...]

    @property
    def places(self) -> dict[int, dict[str, str]]:
        """Row → its cells, by the names of their columns."""
        return dict(enumerate(self.rows, start=HEADER + 1))

    @property
    def texts(self) -> dict[int, str]:
        """Row → what is asked there; a cell without a letter or digit asks nothing."""
        return {at: row[self.column] for at, row in self.places.items() if any(map(str.isalnum, row[self.column]))}


def read_table(path: Path, column: str | None, *, usual: str) -> AskedTable:
    """Read a CSV file; a cell that a row lacks is empty.

    Args:
        path: the file.
        column: the column to ask; None for the one called `usual`, or the only one.
        usual: the name that such a column usually has.

    Raises:
        DraftError: the file cannot be read, is not such a table, or has too many rows.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, restval="")
            names = [name for name in reader.fieldnames or () if not _is_ours(name)]
            asked = column or (names[0] if len(names) == 1 else usual)
            if asked not in names:
                raise DraftError(f"{path} has no column {asked!r}: it has {', '.join(map(repr, names)) or 'none'}")
            rows: list[dict[str, str]] = []
            for row in reader:
                if len(rows) == MOST_ROWS:
                    raise DraftError(f"{path} has more than {MOST_ROWS:,} rows: split it")
                rows.append({name: row[name] for name in names})
    except OSError as error:
        raise DraftError(f"{path} cannot be read ({error.strerror}): name a .csv file") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DraftError(f"{path} is no CSV in UTF-8 ({error}): save it as such") from error
    if not rows:
        raise DraftError(f"{path} has no row below its header: add a {usual}")
    return AskedTable(path, asked, tuple(rows))


def _is_ours(name: str) -> bool:
    return name.startswith(OURS) or name == RECEIPTS_COLUMN


def each(asked: AskedTable, made_of: Callable[[str], Made]) -> dict[int, Made]:
    """Row → what comes of its text, for the rows that ask something.

    Raises:
        QuestionError: a row cannot be searched; it is named.
        DraftError: a row cannot be checked; it is named.
    """
    made: dict[int, Made] = {}
    for at, text in asked.texts.items():
        try:
            made[at] = made_of(text)
        except (QuestionError, DraftError) as error:
            raise type(error)(f"row {at} of {asked.path}: {error}") from error
    return made


# The rows as CSV: of a question, what each kind has; of a claim, its verdicts and the strongest evidence of all.


def answers_as_csv(asked: AskedTable, answers: dict[int, Answer], *, kinds: Sequence[str]) -> str:
    """Write the rows with their answers: for each kind how well it matches, and its first quote with its source."""
    added = [f"{OURS}{kind}{part}" for kind in kinds for part in OF_KIND]
    return _filled(asked, added, {at: _answer_cells(answer, kinds) for at, answer in answers.items()})


def checks_as_csv(asked: AskedTable, checks: dict[int, Check], *, kinds: Sequence[str]) -> str:
    """Write the rows with their verdicts by kind; of several sentences in one claim the weakest counts."""
    added = [f"{OURS}{part}" for part in (*kinds, *OF_CLAIM)]
    return _filled(asked, added, {at: _check_cells(made, kinds) for at, made in checks.items()})


def _filled(asked: AskedTable, added: Sequence[str], cells: dict[int, list[object]]) -> str:
    nothing: list[object] = [""] * (len(added) + 1)
    lines = ([*row.values(), *cells.get(at, nothing)] for at, row in asked.places.items())
    return table([*asked.rows[0], *added, RECEIPTS_COLUMN], lines)


def _answer_cells(answer: Answer, kinds: Sequence[str]) -> list[object]:
    lanes = {lane.kind: lane for lane in answer.lanes}
    first = [lanes[kind].hits[0] for kind in kinds if lanes[kind].hits]
    cells = chain.from_iterable(_lane_cells(lanes[kind]) for kind in kinds)
    return [*cells, receipts_cell(of_evidence(hit.document, hit.evidence) for hit in first)]


def _lane_cells(lane: Lane) -> list[object]:
    if not lane.hits:
        return [lane.standing.match if lane.searched.documents else NOT_SEARCHED, "", "", ""]
    hit = lane.hits[0]
    return [lane.standing.match, hit.evidence.text, hit.document.id, said_words(hit.evidence)]


def _check_cells(made: Check, kinds: Sequence[str]) -> list[object]:
    verdicts = [_weakest(made, kind) for kind in kinds]
    best = _strongest(made)
    if best is None or best.evidence is None:
        return [*verdicts, "", "", "", ""]
    said = said_words(best.evidence)
    return [*verdicts, best.evidence.text, best.document.id, said, receipts_cell(of_finding(best))]


def _weakest(made: Check, kind: str) -> str:
    said = [one.verdict for claim in made.claims for one in claim.kinds if one.kind == kind]
    return str(max(said, key=lambda verdict: verdict.rank)) if said else ""


def _strongest(made: Check) -> Finding | None:
    found = [one for claim in made.claims for one in claim.findings if one.evidence]
    return min(found, key=lambda one: one.verdict.rank, default=None)


# The rows as JSON.


def rows_as_json(asked: AskedTable, made: Mapping[int, Answer | Check], *, at: datetime) -> dict[str, Any]:
    """Convert the rows, each with its whole answer or check, to ROWS of docs/json.md; `at` is the time of asking."""
    receipts = chain.from_iterable(map(receipts_of, made.values()))
    return {
        "column": asked.column,
        "rows": [
            {"row": place, "cells": cells, "result": export_as_json(made[place], at=at) if place in made else None}
            for place, cells in asked.places.items()
        ],
        "receipts": receipts_as_json(dict.fromkeys(receipts)),
    }
