"""Checks, and quotes looked up again, as coloured text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from answer.arrangements import LETTERS, matrix
from answer.borrowed import BorrowedSentence, Place
from answer.records import Check, ClaimCheck, Finding
from answer.trace import Appearance, Trace
from answer.verification import QuoteStatus, Verified, VerifiedExport
from answer.wording import (
    counted,
    flag_words,
    place_words,
    published_words,
    said_words,
    summarise_verified,
    unread_words,
)
from ingest.names import spelled_out
from terminal.shown import STATUS_STYLES, VERDICT_STYLES, kind_style, one_line, visible


def show_check(console: Console, check: Check) -> None:
    """Show every claim with its summary, and under it what each document says."""
    for row in matrix(check).rows:
        _show_claim(console, row.claim)


def _show_claim(console: Console, claim: ClaimCheck) -> None:
    console.print(Rule(style="bright_black"))
    console.print(Text(visible(claim.text), style="bold"))
    console.print(Text(visible(claim.summary)))
    for finding in claim.findings:
        console.print(Padding(_finding(finding), (1, 0, 0, 2)))
    console.print()


def _finding(finding: Finding) -> Text:
    source = finding.document.source
    published = published_words(source)
    text = Text.assemble(
        (f"{LETTERS[finding.verdict]} {finding.verdict}", VERDICT_STYLES[finding.verdict]),
        "  ",
        (f" {spelled_out(source.kind).upper()} ", f"reverse {kind_style(source.kind)}"),
        f"  {one_line(source.title)} ",
        (f"({published})", "bright_black"),
    )
    if finding.evidence:
        evidence = finding.evidence
        place = place_words(spelled_out(finding.document.id), evidence.start, evidence.end)
        text.append(f"\n»{visible(evidence.text)}«")
        text.append(f"\n{one_line(said_words(evidence))} · {place}", "bright_black")
    for flag in finding.flags:
        text.append(f"\n⚑ {one_line(flag_words(flag))}", "yellow")
    return text


# Quotes looked up again, as coloured text for a terminal.


def show_verified(console: Console, export: VerifiedExport) -> None:
    """Show every quote that is not where it was, the number of quotes of each status, and what was not verified."""
    verified = export.verified
    for one in verified:
        if one.status is not QuoteStatus.SAME:
            console.print(_heading(one))
            console.print(Padding(Text(visible(one.receipt.exact)), (0, 0, 1, 2)))
    said = summarise_verified(one.status for one in verified) if verified else "No receipts in it: nothing to verify."
    console.print(Text(f"{said} {counted(export.shown, 'quote')} shown.", style="bold"))
    for unverified in export.unverified:
        console.print(Text(visible(f"Not verified: {unverified}.")))


def show_borrowed(console: Console, text: str, found: Sequence[BorrowedSentence]) -> None:
    """Show every sentence with the words that are a document's in bold, and under it whose they are there."""
    for sentence in found:
        console.print(_with_runs(text, sentence))
        for run in sentence.runs:
            for place in run.places:
                console.print(Padding(_borrowed_from(visible(text[run.start : run.end]), place), (0, 0, 0, 2)))
        if not sentence.is_read:
            console.print(Padding(Text("not looked up: no time was left", style="yellow"), (0, 0, 0, 2)))
        elif not sentence.runs:
            console.print(Padding(Text("nobody's: no document has these words", style="bright_black"), (0, 0, 0, 2)))
        for quotation in sentence.quoted:
            said = Text(f"quoted, and in no document: “{visible(quotation)}”", style="bold red")
            console.print(Padding(said, (0, 0, 0, 2)))
        console.print()


def _with_runs(text: str, sentence: BorrowedSentence) -> Text:
    """The sentence, between marks and in bold what a document has."""
    shown, at = Text(), sentence.start
    for run in sentence.runs:
        shown.append(visible(text[at : run.start])).append(f"»{visible(text[run.start : run.end])}«", "bold")
        at = run.end
    return shown.append(visible(text[at : sentence.end]))


def _borrowed_from(words: str, place: Place) -> Text:
    label, evidence = place.document, place.evidence
    where = place_words(spelled_out(label.id), evidence.start, evidence.end, evidence.page)
    kind = (f" {spelled_out(label.source.kind).upper()} ", f"reverse {kind_style(label.source.kind)}")
    title = f" {one_line(label.source.title)} ({published_words(label.source)}) "
    said = (f"{one_line(said_words(evidence))} · {where}", "bright_black")
    return Text.assemble(f"»{one_line(words)}« ", kind, title, said)


def show_trace(console: Console, traced: Trace) -> None:
    """Show every appearance with its date, whose words it is there, and what was changed."""
    for before, one in zip([None, *traced.appearances], traced.appearances, strict=False):
        if not one.dated and (before is None or before.dated):
            console.print(Text("Undated:", style="bold"))
        console.print(_appearance(one))
    count = len(traced.appearances)
    nothing = "Not found in this corpus." if not traced.unread else "Not found in what was looked through."
    console.print(Text(f"{counted(count, 'appearance')}." if count else nothing))
    if traced.unread:
        console.print(Text(unread_words(traced.unread), style="yellow"))


def _appearance(one: Appearance) -> Text:
    source, evidence = one.document.source, one.evidence
    published = published_words(source)
    text = Text.assemble(
        (f"{published}  ", "bold"),
        (f" {spelled_out(source.kind).upper()} ", f"reverse {kind_style(source.kind)}"),
        f"  {one_line(source.title)}  {'exact' if one.exact else f'{one.alike:.0%} of the words'}\n  ",
    )
    if one.exact:
        text.append(one_line(evidence.text))
    for change in () if one.exact else one.changes:
        if change.is_same:
            text.append(f"{one_line(change.document)} ")
        else:
            text.append(f"[-{one_line(change.claim)}-] " if change.claim else "", "red")
            text.append(f"{{+{one_line(change.document)}+}} " if change.document else "", "green")
    if one.sentence and one.sentence.text != evidence.text:
        text.append(f"\n  In: {one_line(one.sentence.text)}")
    for flag in one.left_out:
        text.append(f"\n  Left out: {one_line(flag.document)}", "yellow")
    place = place_words(spelled_out(one.document.id), evidence.start, evidence.end)
    text.append(f"\n  {one_line(said_words(evidence))} · {place}\n", "bright_black")
    return text


def _heading(one: Verified) -> Text:
    was = place_words(spelled_out(one.receipt.document), one.receipt.start, one.receipt.end)
    now = f", now {one.found[0]}–{one.found[1]}" if one.found else ""
    return Text.assemble(
        (one.status, STATUS_STYLES[one.status]), f"  {was}{now}", (f"  {one_line(one.reason)}", "bright_black")
    )
