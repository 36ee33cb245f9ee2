"""Show beside the draft what each kind has on the sentence that is open, and below it the table of sentences × kinds.

Both are a part of the page that runs by itself (a fragment): opening a sentence draws nothing else anew. The script
check.js sends what is pressed, and keeps the place on the left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from answer.arrangements import KindEvidence, Outcome, by_kind, outcome
from answer.comparing.quoted import only_in_one
from answer.question import number_in
from answer.records import Check, ClaimCheck, Effect, Finding, Flag, KindFinding, Verdict
from answer.wording import counted, flag_words, published_words, read_in_part_words, support_words
from app_pages.check_parts.draft_view import STYLES
from app_pages.drawing.badges import verdict_badge, verdict_letter
from app_pages.drawing.clicks import Component, Press, listen, taken
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, furniture_marks, marked, surroundings
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.drawing.quote_actions import quote_actions
from app_pages.drawing.source_line import facts_of, place_line, voice_line
from errors import NoLibraryError
from index.library import Library
from index.records import DocumentLabel, Evidence
from ingest.records import Document, Span

SCRIPT = Path(__file__).with_name("check.js")
PART = "check.beside"
OPENED = "check.opened"
COLUMNS = "check.columns"
"""The kind whose documents the table shows."""

AS_A_TABLE = "As a table: sentences and kinds"

Read = Callable[[str], Document]
"""Reads today's document of this id."""

_checking: Component = st.components.v2.component("byline.checking", js=SCRIPT.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Opened:
    """The sentence that is open, from 0, and the kind whose evidence is brought into sight."""

    claim: int
    kind: str = ""


@st.fragment
def show_beside(check: Check, library: Library) -> None:
    """Show the table, and beside the draft the sentence that is open, if one is; take what is pressed for them."""
    pressed = taken(PART)
    if pressed:
        _act_on(pressed, check)
    columns: str = st.session_state.get(COLUMNS, "")
    table = kinds_table(check, columns)
    show(details(AS_A_TABLE, table, is_open=bool(columns)))
    opened: Opened | None = st.session_state.get(OPENED)
    if opened and opened.claim < len(check.claims):
        show(panel(check, opened, library.document))
    listen(_checking, PART)


def close() -> None:
    """Show no sentence and the documents of no kind: another check is shown from now on."""
    st.session_state.pop(OPENED, None)
    st.session_state.pop(COLUMNS, None)


def _act_on(press: Press, check: Check) -> None:
    """Open a sentence, close it, or show a kind's documents; ignore what no button of the page can send."""
    place, _, kind = press.place.partition(" ")
    number = number_in(place)
    if press.what == "close":
        st.session_state.pop(OPENED, None)
    elif press.what == "sentence" and number is not None and number < len(check.claims):
        st.session_state[OPENED] = Opened(number, kind)
    elif press.what == "columns":
        st.session_state[COLUMNS] = "" if st.session_state.get(COLUMNS) == press.place else press.place


# The sentence that is open: above each other its words and a document's, what differs marked, kind by kind.


def panel(check: Check, opened: Opened, read: Read) -> Markup:
    """Draw what each kind has on a sentence, those first that say it or say it otherwise."""
    claim = check.claims[opened.claim]
    in_order = sorted(by_kind(claim), key=lambda kind: not (kind.backing or kind.differing))
    kinds = Markup().join(_kind(claim, kind, read) for kind in in_order)
    text = wrapped("div", kinds, "byline-panel-text", tabindex="0", role="region", aria_label="What documents say")
    return wrapped(
        "aside",
        _head(check, opened.claim) + text,
        f"byline-panel byline-panel-check byline-outcome-{STYLES[outcome(claim)]}",
        aria_label=f"Sentence {opened.claim + 1}",
        data_byline="document",
        data_sentence=str(opened.claim),
        data_kind=opened.kind,
    )


def _head(check: Check, at: int) -> Markup:
    claim = check.claims[at]
    before, after = _step("Previous sentence", "◂", check, at - 1), _step("Next sentence", "▸", check, at + 1)
    said = element("span", f"{at + 1} of {counted(len(check.claims), 'sentence')}", "byline-step-count")
    tools = wrapped("span", before + said + after, "byline-steps")
    shut = wrapped("button", "×", "byline-panel-close", type="button", data_close="", aria_label="Close the sentence")
    left = outcome(claim)
    words = "a document says it otherwise" if left is Outcome.DIFFERS else str(left)
    return wrapped(
        "header",
        wrapped("p", element("span", words, "byline-outcome-word"), "byline-panel-source")
        + shut
        + element("h2", claim.text, "byline-panel-title")
        + element("p", support_words(claim), "byline-only")
        + wrapped("div", tools, "byline-panel-tools"),
        "byline-panel-head",
    )


def _step(name: str, sign: str, check: Check, to: int) -> Markup:
    led = {"data_claim": str(to)} if 0 <= to < len(check.claims) else {"disabled": ""}
    return wrapped("button", sign, "byline-step", type="button", aria_label=name, title=name, **led)


def _kind(claim: ClaimCheck, kind: KindEvidence, read: Read) -> Markup:
    found = kind.found
    name = element("h3", kind_word(found.kind), "byline-kind")
    head = wrapped("header", name + verdict_badge(found.verdict, _counted(found)), "byline-claim-kind")
    first, rest = kind.shown[:1], kind.shown[1:]
    cards = Markup().join(_card(claim, one, _document(read, one)) for one in first)
    if rest:
        more = Markup().join(_card(claim, one, None) for one in rest)
        cards += details(f"{counted(len(rest), 'more document')}", more)
    return wrapped(
        "section",
        head + cards,
        f"byline-lane {kind_class(found.kind)}",
        aria_label=f"{kind_word(found.kind)} on this sentence",
        data_byline="kind",
        data_kind=found.kind,
    )


def _document(read: Read, finding: Finding) -> Document | None:
    """Today's document of a finding, if its words stand there; else None."""
    try:
        document = read(finding.document.id)
    except NoLibraryError:
        return None
    evidence = finding.evidence
    return document if evidence and document.text[evidence.start : evidence.end] == evidence.text else None


def _counted(kind: KindFinding) -> str:
    if not kind.compared:
        return "no document to compare"
    if kind.verdict is Verdict.NOT_FOUND:
        said = f"compared with {counted(kind.compared, 'document')}"
        return f"{said}, {read_in_part_words(kind.partly)}" if kind.partly else said
    said = f"{kind.documents:,} of {counted(kind.compared, 'document')}"
    if kind.at_least:
        said = f"at least {said} compared"
    return said if kind.origins == kind.documents else f"{said}, {counted(kind.origins, 'story', 'stories')}"


def _card(claim: ClaimCheck, finding: Finding, document: Document | None) -> Markup:
    evidence = finding.evidence
    if not evidence:
        return Markup()
    source = finding.document.source
    head = element("h4", source.title, "byline-heading") + wrapped(
        "p", facts_of(source.publisher, published_words(source)), "byline-label"
    )
    flags = Markup().join(element("li", flag_words(flag), "byline-flag") for flag in finding.flags)
    listed = wrapped("ul", flags, "byline-flags", aria_label="What is not the same") if flags else Markup()
    foot = (
        voice_line(evidence)
        + place_line(finding.document.id, (evidence.start, evidence.end), finding.page)
        + quote_actions(finding.document, evidence)
        + (_in_context(evidence, document) if document else Markup())
    )
    return wrapped("article", head + compared(claim.text, finding, evidence) + listed + foot, "byline-finding")


def compared(claim: str, finding: Finding, evidence: Evidence) -> Markup:
    """Draw the sentence and a document's above each other, with the words marked in which they differ."""
    ours, theirs = only_in_one(claim, evidence.text)
    told_ours, told_theirs = _told(finding.flags, claim, evidence.text)
    kind = finding.document.source.kind
    no_marks: dict[str, str] = {}
    rows = (
        ("Draft", _marked(claim, ours, told_ours), no_marks),
        ("Document", _marked(evidence.text, theirs, told_theirs), {"data_byline": "evidence", "data_kind": kind}),
    )
    return wrapped(
        "div",
        Markup().join(
            element("span", name, "byline-compared-name")
            + wrapped("blockquote", text, "byline-text", dir="auto", **marks)
            for name, text, marks in rows
        ),
        "byline-compared",
    )


def _marked(text: str, spans: Sequence[Span], told: Sequence[Span]) -> Markup:
    """Mark what only this text has, and more strongly what a line below tells of."""
    marks = [
        *(Mark(*part, "mark", "byline-told") for span in told for part in _shared(span, spans) or [span]),
        *(Mark(*span, "u", "byline-only-here") for span in spans),
    ]
    return marked(text, 0, marks)


def _shared(span: Span, only: Sequence[Span]) -> list[Span]:
    """What of the span stands in this text only: a line may name words around those that differ."""
    parts = [(max(span[0], start), min(span[1], end)) for start, end in only]
    return [(start, end) for start, end in parts if start < end]


def _told(flags: Sequence[Flag], claim: str, document: str) -> tuple[list[Span], list[Span]]:
    """Where the words stand that the flags name as different, in either text."""
    differing = [flag for flag in flags if flag.effect is Effect.DIFFERS]
    ours = [span for flag in differing for span in _stands(flag.claim, claim)]
    return ours, [span for flag in differing for span in _stands(flag.document, document)]


def _stands(words: str, text: str) -> Iterator[Span]:
    at = text.find(words) if words else -1
    if at >= 0:
        yield at, at + len(words)


def _in_context(evidence: Evidence, document: Document) -> Markup:
    start, end = surroundings(document, evidence.start, evidence.end)
    marks = [Mark(evidence.start, evidence.end, "mark", "byline-evidence"), *furniture_marks(document.furniture)]
    text = wrapped("div", marked(document.text[start:end], start, marks), "byline-text byline-context", dir="auto")
    return details("In context", text)


# The table: a row for each sentence, a column for each kind, and for one kind a column for each of its documents.


def kinds_table(check: Check, columns: str) -> Markup:
    """Draw sentences × kinds; each letter opens its sentence at its kind. `columns`: the kind that shows documents."""
    documents = {
        one.document.id: one.document
        for claim in check.claims
        for one in claim.findings
        if one.document.source.kind == columns and one.verdict is not Verdict.NOT_FOUND
    }
    heads = Markup().join(_head_of(kind, columns, documents) for kind in check.kinds)
    rows = Markup().join(_row(claim, at, columns, documents) for at, claim in enumerate(check.claims))
    table = Markup('<thead><tr><th scope="col">Sentence</th>{}</tr></thead><tbody>{}</tbody>').format(heads, rows)
    shown = wrapped("table", table, "byline-matrix")
    return wrapped("div", shown, "byline-wide", role="region", tabindex="0", aria_label="Sentences and kinds")


def _head_of(kind: str, columns: str, documents: Mapping[str, DocumentLabel]) -> Markup:
    expanded = "true" if kind == columns else "false"
    name = element("span", kind_word(kind), "byline-kind")
    button = wrapped(
        "button",
        name,
        "byline-columns",
        type="button",
        data_columns=kind,
        aria_expanded=expanded,
        title="Show its documents",
    )
    head = Markup('<th scope="col" class="{}">{}</th>').format(kind_class(kind), button)
    if kind != columns:
        return head
    return head + Markup().join(
        Markup('<th scope="col" class="{}">{}</th>').format(
            kind_class(kind), element("span", label.source.title, "byline-column", title=label.source.title)
        )
        for label in documents.values()
    )


def _row(claim: ClaimCheck, at: int, columns: str, documents: Mapping[str, DocumentLabel]) -> Markup:
    said = element("span", claim.text, "byline-clamped")
    sentence = wrapped("button", said, "byline-jump", type="button", data_claim=str(at))
    of_documents = {one.document.id: one for one in claim.findings}
    cells = Markup()
    for kind in claim.kinds:
        cells += _cell(kind.verdict, at, kind.kind)
        if kind.kind == columns:
            for name in documents:
                one = of_documents.get(name)
                cells += _cell(one.verdict if one else Verdict.NOT_FOUND, at, kind.kind)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(sentence, cells)


def _cell(verdict: Verdict, at: int, kind: str) -> Markup:
    letter = verdict_letter(verdict)
    if verdict is Verdict.NOT_FOUND:
        return Markup("<td>{}</td>").format(letter)
    place = f"{at} {kind}"
    return Markup("<td>{}</td>").format(wrapped("button", letter, "byline-jump", type="button", data_claim=place))
