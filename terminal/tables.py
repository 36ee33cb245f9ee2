"""Many questions or claims at once, a row each of a table, and `--strict`, the gate for programs that run commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from textwrap import shorten
from typing import TypeVar

import click

from answer.arrangements import best_verdict
from answer.exports.as_json import json_text
from answer.exports.asked_tables import AskedTable, each, rows_as_json
from answer.records import Answer, Check, Standing
from answer.wording import counted
from terminal import shown
from terminal.options import NEEDS_A_PERSON, emit

FORMS = (None, "csv", "json")
"""The forms in which rows come back; the first is CSV too."""

MOST_NAMED = 10
"""Rows or sentences that a strict command names. Raised, its line is longer than a line."""

LONGEST_NAMED = 60
"""Characters of a sentence that is named. Raised, its line is longer; lowered, sentences are hard to find."""

strict_option = click.option("--strict", is_flag=True, help="Exit with 1 unless every one is answered or supported.")
column_option = click.option("--column", help="The column of a .csv file. [default: question or claim, or the only]")

Made = TypeVar("Made", Answer, Check)
Write = Callable[..., str]


def is_table(asked: str | None, form: str | None) -> bool:
    """Return whether what is asked is a table by its name: `--csv questions.csv`."""
    return form == "csv" and asked is not None and asked.casefold().endswith(".csv")


def answer_rows(
    asked: AskedTable, made_of: Callable[[str], Made], as_csv: Write, *, form: str | None, kinds: Sequence[str]
) -> dict[str, Made]:
    """Print the rows of a table with what comes of each, and return that by the name of its row.

    Raises:
        UsageError: the rows do not come back in this form.
    """
    if form not in FORMS:
        raise click.UsageError(f"The rows of a table come back as CSV or with --json, and not with --{form}.")
    made = each(asked, made_of)
    if form == "json":
        emit(json_text(rows_as_json(asked, made, at=datetime.now(UTC))))
    else:
        emit(as_csv(asked, made, kinds=kinds))
    return {f"row {at}": one for at, one in made.items()}


def hold_answers(answers: Mapping[str, Answer]) -> None:
    """End with what needs a person unless some kind of source has a strong match for every question."""
    lacking = [f"{name}: {answer.best.match}" for name, answer in answers.items() if answer.best != Standing.ANSWERS]
    _hold(lacking, counted(len(answers), "question"), "without a strong match")


def hold_checks(checks: Mapping[str, Check]) -> None:
    """End with what needs a person unless some document supports every sentence; "" as the name is the text's own."""
    said = [(name or f"“{_short(claim.text)}”", claim) for name, made in checks.items() for claim in made.claims]
    lacking = [f"{name}: {best_verdict(claim)}" for name, claim in said if not best_verdict(claim).backs]
    _hold(lacking, counted(len(said), "sentence"), "supported by no document")


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), LONGEST_NAMED, placeholder=" …")


def _hold(lacking: Sequence[str], of: str, what: str) -> None:
    if lacking:
        named = "; ".join(lacking[:MOST_NAMED]) + ("; …" if lacking[MOST_NAMED:] else "")
        click.echo(f"byline: {shown.visible(f'{len(lacking):,} of {of} {what} ({named})')}", err=True)
        raise click.exceptions.Exit(NEEDS_A_PERSON)
