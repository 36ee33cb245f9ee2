"""The commands about questions that stay open: keep, and news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from answer.exports.from_json import quote_from_json
from answer.wording import place_words, published_words, said_words
from desk.exports import news_as_json
from desk.kept_questions import News, drop, every_news, has_open, keep, news_words, questions, tell, untold
from desk.news_feed import catch_up
from desk.opening import place_of
from desk.records import Place
from doors.reader import Reader
from errors import PROGRAM, BylineError
from index.records import Strength
from ingest.names import spelled_out
from settings import Settings
from terminal import shown
from terminal.asking import QuestionCommand
from terminal.options import json_option, opened, place_options, refuse, show


@click.command(name="keep", cls=QuestionCommand)
@click.argument("question", required=False)
@click.option("--drop", "dropped", is_flag=True, help="Keep this question no longer.")
@place_options
@json_option
def keep_command(question: str | None, settings: Settings, *, dropped: bool, as_json: bool) -> None:
    """Keep a question open, and list those that are kept: after each build, news tells what is new to them."""
    if question is None and dropped:
        raise click.UsageError("--drop is of one question: name it.")
    if question is not None and dropped:
        drop(_kept_in(settings), question)
    elif question is not None:
        with opened(settings) as reader:
            _catch_up(settings, reader)
            keep(_kept_in(settings), reader.library, reader.encoder, question, at=datetime.now(UTC))
    kept = questions(_kept_in(settings))
    show({"questions": kept}, as_json, lambda console: _list(console, kept))


@click.command(name="news")
@click.option("--all", "everything", is_flag=True, help="Also what was told before.")
@place_options
@json_option
def news_command(settings: Settings, *, everything: bool, as_json: bool) -> None:
    """Tell what is new to kept questions, by kind, and which pinned quotes no longer stand; nothing twice."""
    with opened(settings) as reader:
        _catch_up(settings, reader)
    new = untold(_kept_in(settings))
    found = every_news(_kept_in(settings)) if everything else new
    show({"news": [news_as_json(one) for one in found]}, as_json, lambda console: _show(console, found))
    if new:
        tell(_kept_in(settings), new)


def _kept_in(settings: Settings) -> Place:
    """Where questions and quotes are kept."""
    return place_of(settings.data, settings.index)


def _catch_up(settings: Settings, reader: Reader) -> None:
    """Look for what is new; the feed that says it lies in the data folder."""
    catch_up(_kept_in(settings), reader.library, reader.encoder, at=datetime.now(UTC), feed_in=settings.data)


def tell_of_news(settings: Settings) -> None:
    """After a build, write the feed, and say on standard error how much is new; a failure undoes no build."""
    try:
        if not has_open(_kept_in(settings)):
            return
        with opened(settings) as reader:
            _catch_up(settings, reader)
        found = untold(_kept_in(settings))
    except BylineError as error:
        refuse(str(error))
        return
    if found:
        click.echo(f"byline: {news_words(found)}: {PROGRAM} news tells", err=True)


def _list(console: Console, kept: dict[str, str]) -> None:
    for question, at in kept.items():
        console.print(Text.assemble(f"{shown.visible(question)}  ", (f"kept {at[:10]}", "bright_black")))
    if not kept:
        console.print(f'No question is kept: {PROGRAM} keep "…" keeps one.')


def _show(console: Console, found: Sequence[News]) -> None:
    """Show news by question, and under each by kind."""
    if not found:
        console.print("Nothing new.")
    for question, of_question in groupby(sorted(found, key=_place), key=lambda one: one.question):
        console.print(Text(shown.visible(question or "Pinned quotes that no longer stand"), style="bold"))
        for kind, of_kind in groupby(of_question, key=lambda one: one.kind):
            console.print(Text(f" {spelled_out(kind).upper()} ", style=f"reverse {shown.kind_style(kind)}"))
            for one in of_kind:
                console.print(Padding(_news(one), (0, 0, 1, 2)))


def _place(one: News) -> tuple[bool, str, str, bool]:
    """By question, then by kind, weak matches after strong ones; pinned quotes come last."""
    return not one.question, one.question, one.kind, one.strength == Strength.WEAK


def _news(one: News) -> Text:
    label, evidence = quote_from_json(one.quote)
    place = place_words(spelled_out(label.id), evidence.start, evidence.end, evidence.page)
    title = f"{shown.one_line(label.source.title)} ({published_words(label.source)})"
    text = Text.assemble(f"»{shown.visible(evidence.text)}«\n", title, "\n")
    weak = " · weak match" if one.strength == Strength.WEAK else ""
    text.append(f"{shown.one_line(said_words(evidence))}{weak} · {place}", "bright_black")
    return text.append(f"\n{shown.one_line(one.reason)}", "yellow") if one.reason else text
