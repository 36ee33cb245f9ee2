"""The commands that show documents: read, and sources."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from answer.exports.as_json import documents_as_json, text_as_json
from answer.scope import kinds_named
from answer.wording import counted, partly_words, published_words, voice_words
from doors.verbs import MOST_SOURCES, place_of
from index.library import Library
from index.records import DocumentLabel
from ingest.names import spelled_out
from ingest.records import Document, Voice, VoiceKind
from settings import Settings
from terminal.options import json_option, opened, place_options, show
from terminal.shown import kind_style, one_line, show_skipped, visible


@click.command(name="read")
@click.argument("document")
@click.option("--start", type=click.IntRange(0), help="The first character. [default: before a receipt, or 0]")
@click.option("--length", type=click.IntRange(1), help="The most characters. [default: to the end]")
@place_options
@json_option
def read_command(document: str, start: int | None, length: int | None, settings: Settings, *, as_json: bool) -> None:
    """Show a document as it is, with whose words they are: by its id, its file name, or a receipt."""
    with opened(settings) as reader:
        found, label, first = place_of(reader, document, start)
    end = len(found.text) if length is None else min(first + length, len(found.text))
    show(text_as_json(found, label, first, end), as_json, lambda console: _show_text(console, found, label, first, end))


@click.command(name="sources")
@click.option("--kind", "kinds", multiple=True, help="List only this kind of source (repeat for more).")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Leave out the first ones.")
@click.option("--limit", type=click.IntRange(1), default=MOST_SOURCES, show_default=True, help="The most of each kind.")
@place_options
@json_option
def sources_command(kinds: tuple[str, ...], offset: int, limit: int, settings: Settings, *, as_json: bool) -> None:
    """List the documents by kind, with title, publisher, author and date."""
    with opened(settings) as reader:
        library = reader.library
        chosen = kinds_named(library, kinds)
        listed = documents_as_json(library, kinds=chosen, first=offset, most=limit)
        show(listed, as_json, lambda console: _show_sources(console, library, chosen, slice(offset, offset + limit)))


def _show_text(console: Console, document: Document, label: DocumentLabel, start: int, end: int) -> None:
    """Show a part: where others' words begin stands whose they are, and what is no content is grey."""
    console.print(_source(label))
    console.print()
    text, at = Text(), start
    for (first, last), whose, style in _marks(document):
        if last <= at or first >= end:
            continue
        text.append(visible(document.text[at : max(at, first)]))
        text.append(f"[{whose}] " if whose else "", "bright_black")
        text.append(visible(document.text[max(at, first) : min(last, end)]), style)
        at = min(last, end)
    console.print(text.append(visible(document.text[at:end])), soft_wrap=True)
    if end < len(document.text):
        console.print(Text(f"Goes on: --start {end}.", style="bright_black"))


def _marks(document: Document) -> Iterator[tuple[tuple[int, int], str, str]]:
    """The places of others' words, each with whose they are where those begin, and of furniture, with their styles."""
    said = [((one.start, one.end), one.voice) for one in document.sentences]
    furniture = [((one.start, one.end), None) for one in document.furniture]
    before = Voice()
    for span, voice in sorted([*said, *furniture], key=lambda mark: mark[0]):
        if voice is None:
            yield span, "", "bright_black"
            continue
        if voice.kind is not VoiceKind.OWN:
            yield span, "" if voice == before else one_line(voice_words(voice)), "italic"
        before = voice


def _show_sources(console: Console, library: Library, kinds: tuple[str, ...], shown: slice) -> None:
    for kind in kinds:
        of_kind = [label for label in library.labels.values() if label.source.kind == kind]
        heading = (f" {spelled_out(kind).upper()} ", f"reverse bold {kind_style(kind)}")
        console.print(Text.assemble(heading, f"  {counted(len(of_kind), 'document')}"))
        for label in of_kind[shown]:
            console.print(Padding(_source(label), (0, 0, 0, 2)))
        if of_kind[shown.stop :]:
            console.print(Text(f"  {len(of_kind) - shown.stop:,} more: --offset goes on.", style="bright_black"))
        console.print()
    show_skipped(console, library.skipped)


def _source(label: DocumentLabel) -> Text:
    source = label.source
    facts = (spelled_out(label.id), source.publisher, source.author, published_words(source))
    said = " · ".join(one_line(fact) for fact in facts if fact)
    text = Text.assemble((one_line(source.title), "bold"), "\n", (said, "bright_black"))
    unread = one_line(partly_words(label.partly))
    return text.append(f"\n{unread}", "yellow") if unread else text
