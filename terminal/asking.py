"""The command that asks."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from answer.ask import DEFAULT_HITS
from answer.exports.as_json import across_as_json
from answer.exports.asked_tables import answers_as_csv, read_table
from answer.records import Answer, Filters
from answer.wording import changes_words
from doors.stories import ask_all
from errors import PROGRAM, BylineError
from index.building.build import outdated
from index.named_libraries import ALL, read_list
from index.opening import set_pictures
from ingest.records import VoiceKind
from settings import Settings, read_settings
from terminal import shown
from terminal.options import PATH, form_options, give, model_of, opened, place_or_all_options, shared_encoders, show
from terminal.tables import answer_rows, column_option, hold_answers, is_table, strict_option

VOICES = click.Choice([voice.value for voice in VoiceKind])


OPTION = re.compile(r"--[a-z-]+=")
"""How an option begins that has its value in the same argument: "--document=reporting/My file.txt"."""


class QuestionCommand(click.Command):
    """A command whose question may begin with a dash: "-truck bridge"."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options, and take an argument of several words for the question, whatever it begins with."""
        questions = [arg for arg in args if arg.startswith("-") and " " in arg and not OPTION.match(arg)]
        if questions and "--" not in args:
            args = [*(arg for arg in args if arg not in questions), "--", *questions]
        return super().parse_args(ctx, args)


@click.command(name="ask", cls=QuestionCommand)
@click.argument("question", required=False)
@click.option("--file", "table", type=PATH, help="Ask every row of this .csv file; its rows come back answered.")
@column_option
@click.option("--k", default=DEFAULT_HITS, show_default=True, help="Passages in each lane.")
@click.option("--offset", default=0, show_default=True, help="Leave out the first passages of each lane.")
@click.option("--kind", "kinds", multiple=True, help="Search only this kind (repeat for more).")
@click.option("--document", "documents", multiple=True, help="Search only this document (repeat for more).")
@click.option("--after", type=click.DateTime(["%Y-%m-%d"]), help="Only documents of this date or later.")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Only documents of this date or earlier.")
@click.option("--voice", "voices", multiple=True, type=VOICES, help="Only whose words (repeat for more).")
@strict_option
@place_or_all_options
@form_options
def ask_command(
    question: str | None,
    table: Path | None,
    column: str | None,
    k: int,
    offset: int,
    kinds: tuple[str, ...],
    documents: tuple[str, ...],
    after: datetime | None,
    before: datetime | None,
    voices: tuple[str, ...],
    settings: Settings | None,
    form: str | None,
    notes: Path | None,
    *,
    strict: bool,
) -> None:
    """Ask a question; one lane for each kind of source answers. With --csv QUESTIONS.csv, ask one a row."""
    if is_table(question, form):
        table, question = Path(question or ""), None
    if (question is None) == (table is None) or (column and not table):
        raise click.UsageError("Ask one thing: a question in quotes, or the rows of a .csv file with --file.")
    filters = Filters(
        kinds,
        documents,
        after.date() if after else None,
        before.date() if before else None,
        tuple(map(VoiceKind, voices)),
    )
    if settings is None:
        if table or strict or notes or form not in {None, "json"}:
            raise click.UsageError(f"--library {ALL} is for one question, for a person to read or with --json.")
        _ask_all(question or "", form, k=k, offset=offset, filters=filters)
        return
    with opened(settings) as reader:
        ask = partial(reader.ask, k=k, offset=offset, filters=filters)
        if table:
            asked = read_table(table, column, usual="question")
            answers = answer_rows(asked, ask, answers_as_csv, form=form, kinds=reader.library.kinds)
        else:
            answer = ask(question or "")
            answers = {"the question": answer}
            give(answer, form, notes, lambda console: shown.show_answer(console, answer))
    _tell_age(settings)
    if strict:
        hold_answers(answers)


def _ask_all(question: str, form: str | None, *, k: int, offset: int, filters: Filters) -> None:
    """Ask every library of the list, and show what all of them have, kind by kind."""
    encoders = shared_encoders()

    def ask(settings: Settings) -> Answer:
        with opened(settings, encoders) as reader:
            return reader.ask(question, k=offset + k, filters=filters)

    found = ask_all(read_list(read_settings().libraries).values(), ask, question, k=k, offset=offset)
    show(across_as_json(found, at=datetime.now(UTC)), form == "json", lambda console: shown.show_across(console, found))


def _tell_age(settings: Settings) -> None:
    """Say on standard error that the corpus has changed since the library was built."""
    if settings.index:
        return
    set_pictures(settings)  # as a build does: a library is read in the same way or another
    try:
        steps = outdated(settings.corpus, settings.data, model_of(settings))
    except BylineError:  # no corpus here: there is nothing to compare with
        return
    if steps:
        said = (
            f"the index is older than {settings.corpus}: {changes_words(steps)}; {PROGRAM} build brings it up to date"
        )
        click.echo(f"byline: {shown.visible(said)}", err=True)
