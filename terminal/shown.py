"""Plans, answers and the rest as coloured text for a terminal.

A document's words are shown as they are: never as markup, and never as control sequences.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from threading import Timer

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.rule import Rule
from rich.text import Text

from answer.across import Across
from answer.reasons import beside_words, reason_line
from answer.records import Answer, Lane, Standing, Verdict
from answer.verification import QuoteStatus
from answer.wording import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    control_sign,
    counted,
    partly_words,
    place_words,
    published_words,
    said_words,
    searched_words,
)
from errors import PROGRAM
from index.library_check import LibraryCheck
from index.records import Hit, Plan, Report, Strength
from index.status import LibraryStatus
from ingest.folder import Skipped
from ingest.names import spelled_out

# The colours of the terminal: names of its palette, which the person's theme sets. A word always stands beside each.

KIND_STYLES = {"reporting": "cyan", "commentary": "magenta", "official": "green", "unlabelled": "bright_black"}
OTHER_KIND_STYLE = "yellow"
STANDING_STYLES = {Standing.ANSWERS: "bold green", Standing.RELATED: "yellow", Standing.NOTHING: "bright_black"}
VERDICT_STYLES = {
    Verdict.VERBATIM: "bold green",
    Verdict.SUPPORTS: "green",
    Verdict.DIFFERS: "bold yellow",
    Verdict.RELATED: "bright_black",
    Verdict.NOT_FOUND: "bright_black",
}
STATUS_STYLES = {
    QuoteStatus.EDITED: "bold red",
    QuoteStatus.SAME: "green",
    QuoteStatus.MOVED: "yellow",
    QuoteStatus.CHANGED: "bold red",
    QuoteStatus.MISSING: "bold red",
    QuoteStatus.UNVERIFIED: "bold yellow",
}

ISOLATES = frozenset({FIRST_STRONG_ISOLATE, POP_ISOLATE})
REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make a terminal show a line in another order than it is written."""

TAGS = range(0xE0000, 0xE0080)
"""Letters that nothing shows, which carry words past a reader's eyes."""


def show_answer(console: Console, answer: Answer) -> None:
    """Show the summary, then one labelled lane after another."""
    console.print(Text(visible(answer.summary), style="bold"))
    if answer.skipped:
        count = counted(len(answer.skipped), "file")
        console.print(Text(f"Not searched: {count} passed over; {PROGRAM} status says why.", style="yellow"))
    show_partly(console, answer.partly)
    for lane in answer.lanes:
        console.print()
        console.print(_lane_heading(lane))
        console.print(_lane_body(lane, answer.question))


def show_across(console: Console, across: Across) -> None:
    """Show what several libraries say: kind by kind, each passage with the name of its library."""
    console.print(Text(visible(across.summary), style="bold"))
    for name, fault in across.faults.items():
        console.print(Text(f"Not asked: {one_line(name)} ({visible(fault)})", style="yellow"))
    for shared in across.lanes:
        lane = shared.lane
        console.print()
        console.print(_lane_heading(lane))
        for rank, (hit, (name, _)) in enumerate(zip(lane.hits, shared.of, strict=True), start=1):
            console.print(_hit(hit, f"{rank}. {one_line(name)}:", across.question))
        if lane.hits:
            console.print(*_more(lane))
        elif lane.nearest_miss:
            said = Text("No match here. The closest passage:")
            console.print(Group(said, _hit(lane.nearest_miss, f"{one_line(shared.nearest_of)}:", across.question)))
        else:
            console.print(Text("Not searched." if not lane.searched.documents else "Nothing."))


def show_plan(console: Console, plan: Plan, *, done: bool, unchanged: Iterable[str] = ()) -> None:
    """Show every document that a build works on, with its reason, and the unchanged ones that are given."""
    for name, ids in plan.steps.items():
        for document_id in ids:
            console.print(Text.assemble((f"{name:>11}  ", "bold"), spelled_out(document_id)))
            console.print(
                Padding(Text(visible(plan.reasons.get(document_id, "")), style="bright_black"), (0, 0, 0, 13))
            )
    for document_id in unchanged:
        console.print(Text(f"{'unchanged':>11}  {spelled_out(document_id)}", style="bright_black"))
    show_partly(console, plan.partly)
    show_skipped(console, plan.skipped)
    for document_id in plan.unmatched:
        console.print(
            Text(f"sources.toml names {spelled_out(document_id)}, which is not in the corpus", style="yellow")
        )
    for document_id, reason in plan.doubts.items():
        console.print(Text(f"{spelled_out(document_id)}: {visible(reason)}", style="yellow"))
    for note in plan.notes:
        console.print(Text(visible(note), style="yellow"))
    show_hints(console, plan.hints)
    console.print(_plan_summary(plan, done=done))


def show_build(console: Console, plan: Plan) -> None:
    """Show one line about a build that was done."""
    counts = ", ".join(f"{len(ids):,} {name}" for name, ids in plan.steps.items())
    skipped = f", {len(plan.skipped):,} skipped" if plan.skipped else ""
    console.print(Text(f"Generation {plan.generation}: {counts}{skipped}, {plan.seconds or 0:.1f} s."))


def show_skipped(console: Console, skipped: Iterable[Skipped]) -> None:
    """Show the files that were passed over, with the reasons."""
    for file in skipped:
        console.print(Text.assemble(("    skipped  ", "yellow"), spelled_out(file.path)))
        console.print(Padding(Text(visible(file.reason), style="bright_black"), (0, 0, 0, 13)))


def show_partly(console: Console, partly: Mapping[str, Iterable[str]]) -> None:
    """Show the documents that were read only in part, with what of each could not be read."""
    for document_id, what in partly.items():
        console.print(Text.assemble(("     partly  ", "yellow"), spelled_out(document_id)))
        console.print(Padding(Text(one_line("; ".join(what)), style="bright_black"), (0, 0, 0, 13)))


def show_hints(console: Console, hints: Mapping[str, str]) -> None:
    """Show what unlabelled documents read like."""
    for document_id, words in hints.items():
        console.print(Text(f"{'hint':>11}  {spelled_out(document_id)}"))
        console.print(Padding(Text(visible(words), style="bright_black"), (0, 0, 0, 13)))


def show_status(console: Console, status: LibraryStatus) -> None:
    """Show what the library holds."""
    build = status.build
    for kind, count in status.documents.items():
        console.print(Text.assemble((f"{spelled_out(kind)}: ", kind_style(kind)), counted(count, "document")))
    held, built_at = counted(status.passages, "passage"), f"{build.built_at:%Y-%m-%d %H:%M} UTC"
    console.print(f"{held}, generation {build.generation}, built {built_at}")
    console.print(
        Text(f"model {visible(build.model)}, fingerprint {build.model_fingerprint[:12]}", style="bright_black")
    )
    console.print(Text(f"read by: {one_line(status.encoder)}", style="bright_black"))
    for kind, forms in status.coded.items():
        for form in forms:
            console.print(Text(f"{spelled_out(kind)}: {form}", style="bright_black"))
    show_partly(console, status.partly)
    show_skipped(console, status.skipped)
    show_hints(console, status.hints)


def show_library_check(console: Console, found: LibraryCheck) -> None:
    """Show what a check of the whole library found."""
    held = f"{counted(found.documents, 'document')}, {counted(found.passages, 'passage')}"
    whole = "every row is" if found.mended else "everything is"
    console.print(f"{held}, generation {found.generation}: {whole} as it was written.")
    for path in found.mended:
        console.print(Text(f"{one_line(path)} was damaged, and was made again.", style="yellow"))


def kind_style(kind: str) -> str:
    """The colour of a kind; its name always stands beside it."""
    return KIND_STYLES.get(kind, OTHER_KIND_STYLE)


def visible(text: str) -> str:
    """The text in the same length, with characters that could steer the terminal or reorder a line made visible.

    Isolates stay where each of them ends within the text: those keep a title from moving its neighbours.
    """
    seen = ISOLATES | {"\n"} if _are_closed(text) else {"\n"}
    return "".join(char if char in seen or not _steers(char) else _symbol(char) for char in text)


def one_line(text: str) -> str:
    """The text with line ends made visible too, for titles and the like."""
    return visible(text.replace("\n", "\N{SYMBOL FOR NEWLINE}"))


def _are_closed(text: str) -> bool:
    """Return whether every isolate of the text ends within it, and no end is one of an isolate before it."""
    depth = 0
    for char in text:
        depth += (char == FIRST_STRONG_ISOLATE) - (char == POP_ISOLATE)
        if depth < 0:
            return False
    return depth == 0


def _steers(char: str) -> bool:
    return unicodedata.category(char) == "Cc" or char in REORDERING or ord(char) in TAGS


def _symbol(char: str) -> str:
    if char == "\t":
        return " "
    return control_sign(char)


def _plan_summary(plan: Plan, *, done: bool) -> Text:
    if plan.is_empty:
        text = f"Nothing to do: {counted(plan.unchanged, 'document')} unchanged."
    else:
        verb = "embedded" if done else "to embed"
        text = (
            f"{counted(plan.embedded_passages, 'passage')} {verb}, {plan.reused_passages:,} reused; "
            f"{counted(plan.unchanged, 'document')} unchanged."
        )
    seconds = f" Generation {plan.generation}, {plan.seconds:.1f} s." if plan.seconds is not None else ""
    return Text(text + seconds, style="bold")


def _lane_heading(lane: Lane) -> RenderableType:
    title = Text.assemble(
        (f" {spelled_out(lane.kind).upper()} ", f"reverse bold {kind_style(lane.kind)}"),
        "  ",
        (lane.standing.value, STANDING_STYLES[lane.standing]),
        (f"  searched {searched_words(lane.searched)}", "bright_black"),
    )
    return Rule(title, align="left", style=kind_style(lane.kind))


def _lane_body(lane: Lane, question: str) -> RenderableType:
    if lane.hits:
        rows = (_hit(hit, f"{rank}.", question) for rank, hit in enumerate(lane.hits, start=1))
        return Group(*rows, *_more(lane))
    if lane.nearest_miss:
        said = Text("No match here. The closest passage:")
        return Group(said, _hit(lane.nearest_miss, "–", question))
    return Text(
        "Not searched: the filters leave no document of this kind." if not lane.searched.documents else "Nothing."
    )


def _more(lane: Lane) -> list[Text]:
    many = f"At least {lane.more:,}" if lane.at_least else f"{lane.more:,}"
    return [Text(f"{many} more: --offset goes on.", style="bright_black")] if lane.more else []


def _hit(hit: Hit, rank: str, question: str) -> RenderableType:
    why = Text(f"why: {one_line(reason_line(hit, question))}", style="bright_black")
    beside = [Text(one_line(beside_words(hit)), style="yellow")] if hit.beside else []
    body = Group(_source(hit, rank), Text(), _passage(hit), *beside, Text(), _footer(hit), why)
    return Panel(body, border_style=kind_style(hit.document.source.kind))


def _source(hit: Hit, rank: str) -> Text:
    source = hit.document.source
    published = published_words(source)
    kind = f"{spelled_out(source.kind)} by {source.rules.get('kind', 'nobody')}"
    facts = " · ".join(one_line(fact) for fact in (kind, source.publisher, source.author, published) if fact)
    said = Text.assemble((f"{rank} ", "bold"), (one_line(source.title), "bold"), "\n", (facts, "bright_black"))
    unread = one_line(partly_words(hit.document.partly))
    return said.append(f"\n{unread}", "yellow") if unread else said


def _footer(hit: Hit) -> Text:
    place = place_words(spelled_out(hit.document.id), hit.start, hit.end)
    weak = " · weak match" if hit.strength is Strength.WEAK else ""
    return Text.assemble((one_line(said_words(hit.evidence)), "italic"), (f"{weak} · {place}", "bright_black"))


def _passage(hit: Hit) -> Text:
    """The passage with its evidence between marks and in bold, and furniture named in its place."""
    text, evidence = Text(), hit.evidence
    edges = {hit.start, hit.end, evidence.start, evidence.end}
    edges.update(edge for span in hit.furniture for edge in (span.start, span.end))
    for start, end in pairwise(sorted(edges)):
        rule = next((span.rule for span in hit.furniture if span.start <= start < span.end), None)
        words = visible(hit.text[start - hit.start : end - hit.start])
        if rule:
            text.append(f" [{rule.replace('_', ' ')}, not content] ", "bright_black")
        elif evidence.start <= start < evidence.end:
            text.append(f"»{words}«", "bold")
        else:
            text.append(words)
    return text


@contextmanager
def progress(stage: str = "Reading", *, after_s: float = 0.0) -> Iterator[Report]:
    """Show a progress bar on standard error, where that is a terminal.

    Args:
        stage: what is said until the first report.
        after_s: the seconds after which the bar appears; what ends before shows none.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(stage, total=None)
    appears = Timer(after_s, bar.start)
    appears.start()
    try:
        yield lambda at: bar.update(task, description=at.stage, completed=at.done, total=at.total)
    finally:
        appears.cancel()
        appears.join()
        bar.stop()
