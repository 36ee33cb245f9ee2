"""The commands that look words up: verify, trace, find."""

from __future__ import annotations

from pathlib import Path

import click

from answer.exports.as_json import borrowed_as_json, trace_as_json, verified_as_json
from answer.exports.embedded_receipts import decoded, has_receipts
from answer.exports.shown_quotes import together
from answer.verification import VerifiedExport
from doors.reader import Reader
from errors import ExportError
from ingest.draft import draft_text
from settings import Settings
from terminal import shown_checks
from terminal.options import NEEDS_A_PERSON, PATH, json_option, opened, place_options, show


@click.command(name="verify")
@click.argument("export", type=PATH)
@click.option("--words", is_flag=True, help="Of any text: which words are a document's, whose, and which are nobody's.")
@place_options
@json_option
def verify_command(export: Path, settings: Settings, *, words: bool, as_json: bool) -> None:
    """Find every quote of an export, or of a folder of notes, again.

    Each is edited, same, moved, changed, missing or unverified.
    """
    with opened(settings) as reader:
        if words:
            _tell_words(reader, draft_text(export), as_json=as_json)
            return
        found = _folder(reader, export) if export.is_dir() else _verified(reader, export, _text(export))
    show(verified_as_json(found), as_json, lambda console: shown_checks.show_verified(console, found))
    if not (found.is_whole and all(one.status.is_kept for one in found.verified)):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


@click.command(name="trace")
@click.argument("quotation")
@place_options
@json_option
def trace_command(quotation: str, settings: Settings, *, as_json: bool) -> None:
    """Find every appearance of a quotation, as it is or altered, oldest first."""
    with opened(settings) as reader:
        traced = reader.trace(quotation)
    show(trace_as_json(traced), as_json, lambda console: shown_checks.show_trace(console, traced))


@click.command(name="find")
@click.argument("words")
@place_options
@json_option
def find_command(words: str, settings: Settings, *, as_json: bool) -> None:
    """Find every sentence that mentions these words or this name, oldest first, undated ones last."""
    with opened(settings) as reader:
        found = reader.find(words)
    show(trace_as_json(found), as_json, lambda console: shown_checks.show_trace(console, found))


def _tell_words(reader: Reader, text: str, *, as_json: bool) -> None:
    """Show whose words each sentence of a text has; a quotation that stands nowhere needs a person."""
    found = reader.borrowed(text)
    show(borrowed_as_json(text, found), as_json, lambda console: shown_checks.show_borrowed(console, text, found))
    if any(one.quoted or not one.is_read for one in found):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _folder(reader: Reader, folder: Path) -> VerifiedExport:
    """Verify every note with receipts in a folder and the folders below it; one that cannot be read is told."""
    found, unread = dict[str, VerifiedExport](), list[str]()
    for path in sorted(folder.rglob("*.md")):
        try:
            text = _text(path)
            if has_receipts(text):
                found[str(path.relative_to(folder))] = _verified(reader, path, text)
        except ExportError as error:
            unread.append(str(error))
    if not found and not unread:
        raise ExportError(f"{folder} has no note with receipts: name a folder that ask or check wrote with --notes")
    return together(found, unread)


def _text(export: Path) -> str:
    try:
        with export.open("rb") as file:
            return decoded(file)
    except OSError as error:
        raise ExportError(f"{export} cannot be read ({error.strerror}): name an export of ask or check") from error
    except ExportError as error:
        raise ExportError(f"{export}: {error}") from error


def _verified(reader: Reader, export: Path, text: str) -> VerifiedExport:
    try:
        return reader.verify(text)
    except ExportError as error:
        raise ExportError(f"{export}: {error}") from error
