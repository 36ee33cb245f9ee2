"""Read a table of claims, and write its rows back with what each kind of source says about them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from answer.exports.as_csv import table
from answer.exports.embedded_receipts import RECEIPTS_COLUMN, receipts_cell
from answer.receipts import of_finding
from answer.records import Check, Finding
from answer.wording import said_words
from errors import DraftError

MOST_ROWS = 10_000
"""Rows of a table. Raised, a table that is none of claims is read for longer before it is refused."""

ADDED = ("byline evidence", "byline document", "byline voice", RECEIPTS_COLUMN)


def claims_in(path: Path, column: str) -> list[dict[str, str]]:
    """Read the rows of a CSV file that has this column; a cell that a row lacks is empty.

    Raises:
        DraftError: the file cannot be read, is not such a table, or has too many rows.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, restval="")
            names = list(reader.fieldnames or ())
            if column not in names:
                raise DraftError(f"{path} has no column {column!r}: it has {', '.join(map(repr, names)) or 'none'}")
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
        raise DraftError(f"{path} has no row below its header: add the claims")
    return rows


def with_verdicts(rows: Sequence[Mapping[str, str]], checks: Sequence[Check | None], *, kinds: Sequence[str]) -> str:
    """Write the rows as CSV, with a column for each kind and the strongest evidence of all.

    Args:
        rows: as `claims_in` read them; at least one.
        checks: of each row's claim, None where it has none. Of several sentences in one claim the weakest counts.
        kinds: the kinds that were checked against.
    """
    columns = [*rows[0], *(f"byline {kind}" for kind in kinds), *ADDED]
    return table(columns, ([*row.values(), *_cells(made, kinds)] for row, made in zip(rows, checks, strict=True)))


def _cells(made: Check | None, kinds: Sequence[str]) -> list[object]:
    if made is None:
        return [""] * (len(kinds) + len(ADDED))
    verdicts = [_weakest(made, kind) for kind in kinds]
    best = _strongest(made)
    if best is None or best.evidence is None:
        return [*verdicts, "", "", "", ""]
    return [
        *verdicts,
        best.evidence.text,
        best.document.id,
        said_words(best.evidence),
        receipts_cell(of_finding(best)),
    ]


def _weakest(made: Check, kind: str) -> str:
    said = [one.verdict for claim in made.claims for one in claim.kinds if one.kind == kind]
    return str(max(said, key=lambda verdict: verdict.rank)) if said else ""


def _strongest(made: Check) -> Finding | None:
    found = [one for claim in made.claims for one in claim.findings if one.evidence]
    return min(found, key=lambda one: one.verdict.rank, default=None)
