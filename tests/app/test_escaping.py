"""Whatever a document, a file name or a person says, every view shows it as words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from answer.arrangements import coverage, timeline
from answer.comparing.quoted import changes
from answer.disagreements import Disagreement, Side
from answer.exports.as_html import APOSTROPHE, answer_as_html, check_as_html
from answer.receipts import Receipt
from answer.records import (
    Answer,
    Check,
    ClaimCheck,
    Filters,
    Finding,
    Flag,
    FlagKind,
    KindFinding,
    Lane,
    Standing,
    Verdict,
)
from answer.trace import Appearance
from answer.verification import QuoteStatus, Verified, VerifiedExport
from app_pages import find_parts
from app_pages.ask_parts import turns
from app_pages.ask_parts.beside import Opened, panel
from app_pages.ask_parts.choices import choices
from app_pages.ask_parts.conversation import Turn
from app_pages.ask_parts.lanes import lane_section
from app_pages.check_parts import beside, verifying
from app_pages.check_parts.draft_view import draft_view, strip
from app_pages.documents_parts import listing, reader, unread, upkeep
from app_pages.documents_parts.document_text import document_html, target
from app_pages.drawing import overviews
from app_pages.drawing.disagreements import disagreements_html
from app_pages.drawing.many import listed
from app_pages.drawing.marked_text import word_changes
from app_pages.drawing.source_line import place_line, rules_line
from app_pages.frame.named_list import names
from app_pages.notebook_parts import pin_card
from desk.exports import conversation_as_html, notebook_as_html
from desk.records import CheckEntry, Conversation, Found, KeptTurn, Pin, Talk
from index.records import Around, DocumentLabel, Evidence, Hit, Searched, Signals
from index.storage.builds import PastBuild
from ingest.folder import Skipped
from ingest.records import Block, BlockKind, Document, Furniture, Sentence, Source, Voice, VoiceKind

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SIGNALS = Signals(cosine=0.5, whole=0.5, coverage=1.0, missing=0.0, words=0.5, pairs=0.0)
QUESTION = "What was said?"
COUNTS = {"added": 1, "changed": 0, "relabelled": 0, "removed": 0}
HARMLESS = str.maketrans({"<": "(", ">": ")", "&": "+", '"': "”", "'": "’"})
"""What could be taken for markup, and what stands for it where nothing can."""

HOSTILE = "<script>alert('1')</script> \"&amp;\" <b onclick='x'>"
TEXT = st.lists(
    st.text(max_size=12) | st.sampled_from(["<", ">", "&", '"', "'", "&#60;", "<img src=x>", "\n", " and "]), max_size=8
).map("".join)


def voice(said: str) -> Voice:
    return Voice(VoiceKind.QUOTE, said)


def source(said: str, kind: str = "reporting") -> Source:
    rules = {"title": said, "publisher": "a rule"}
    return Source(kind, said, publisher=said, author=said, url=said, rules=rules)


def label(said: str, kind: str = "reporting") -> DocumentLabel:
    return DocumentLabel(said, "00ff", source(said, kind), "the origin", (said,))


def evidence(said: str) -> Evidence:
    return Evidence(0, len(said), said, voice(said), Around("before", "after"), 3)


def hit(said: str) -> Hit:
    return Hit(label(said), 0, len(said), said, 3, evidence(said), ((0, 1),), (), 0.9, SIGNALS, Around("", ""))


def document(said: str) -> Document:
    half, length = len(said) // 2, len(said)
    blocks = (Block(BlockKind.HEADING, 0, half), Block(BlockKind.PARAGRAPH, half, length))
    spans = {"furniture": (Furniture(half, length, said),), "sentences": (Sentence(0, length, voice(said)),)}
    return Document(said, blocks, id=said, sha256="00ff", source=source(said), partly=(said,), **spans)


def answer(said: str) -> Answer:
    lanes = (
        Lane("reporting", Standing.ANSWERS, Searched(2, 7), (hit(said),), None),
        Lane("a kind", Standing.NOTHING, Searched(1, 3), (), hit(said)),
    )
    skipped = (Skipped(said, said),)
    return replace(
        Answer(said, Filters(documents=(said,)), said, lanes, 4, said, AT), skipped=skipped, partly={said: (said,)}
    )


def check(said: str) -> Check:
    flags = (Flag(FlagKind.NUMBER, said, said), Flag(FlagKind.WORDING, said, f"x{said}"))
    findings = (
        Finding(label(said), Verdict.DIFFERS, 0.5, evidence(said), None, flags),
        Finding(label(f"{said}2", "a kind"), Verdict.VERBATIM, 0.5, evidence(said), 3, ()),
    )
    kinds = tuple(KindFinding(one.document.source.kind, one.verdict, 1, 1, 1, one) for one in findings)
    claims = (ClaimCheck(said, 0, len(said), said, kinds, findings, None),)
    return Check(said, ("reporting", "a kind"), claims, 1, said, AT)


def pin(said: str) -> Pin:
    return Pin(1, label(said), evidence(said), said, AT)


def verified(said: str) -> Verified:
    receipt = Receipt(said, "00ff", 3, 0, len(said), said, Around("", ""))
    return Verified(receipt, QuoteStatus.MOVED, (0, 1), said, said)


def appearance(said: str, *, exact: bool) -> Appearance:
    return Appearance(label(said), evidence(said), exact, 0.9, tuple(changes(said, f"x {said}")))


def conversation(said: str) -> Conversation:
    return Conversation(1, said)


def disagreement(said: str) -> Disagreement:
    side = Side(label(said), evidence(said), said[:3])
    return Disagreement(FlagKind.NUMBER, side, side)


VIEWS: dict[str, Callable[[str], str]] = {
    "sentences that disagree": lambda said: disagreements_html([disagreement(said)], "disagree"),
    "a lane": lambda said: Markup().join(lane_section(one, turn=0, at=0, rows=1) for one in answer(said).lanes),
    "what is shown of an answer": lambda said: choices(answer(said).lanes),
    "what was searched instead": lambda said: turns._searched(Turn(f"x {said}", answer(said), (), said, AT), 0),
    "a document beside an answer": lambda said: panel(
        replace(answer(said), question=QUESTION), Opened(0, 0, 1, said, 0), document(said)
    ),
    "a passage of a document that is gone": lambda said: panel(
        replace(answer(said), question=QUESTION), Opened(0, 1, 0), None
    ),
    "a question": turns.question_html,
    "what was searched": lambda said: (
        turns._filters(answer(said)) + turns._partly(answer(said)) + turns._skipped(answer(said))
    ),
    "the conversations": lambda said: names([conversation(said)], 1, "conversation"),
    "coverage": lambda said: overviews._coverage_table(coverage(answer(said))),
    "a timeline": lambda said: overviews._timeline_table(timeline(answer(said))),
    "a check": lambda said: strip(check(said)) + draft_view(check(said)) + beside.kinds_table(check(said), said),
    "a sentence of a check": lambda said: beside.panel(check(said), beside.Opened(0, said), lambda _: document(said)),
    "the checks": lambda said: names([CheckEntry(1, said)], 1, "check"),
    "verified quotes": lambda said: verifying._markup(VerifiedExport((verified(said),), 1, (said,), is_whole=False)),
    "a pin": lambda said: pin_card(pin(said), verified(said)),
    "a trace": lambda said: find_parts._card(appearance(said, exact=True)),
    "an altered quotation": lambda said: find_parts._card(appearance(said, exact=False)),
    "a name": lambda said: find_parts._names(said, {said: 1}, "sentence"),
    "mentions of a kind": lambda said: find_parts._lane(said, [(True, find_parts._card(appearance(said, exact=True)))]),
    "changes of words": lambda said: word_changes(changes(said, f"x {said}"), said),
    "a document": lambda said: document_html(document(said), (0, len(said)), [target((0, len(said) // 2))]),
    "a document's head": lambda said: reader._head(document(said)),
    "an entry of the list": lambda said: listing._row(label(said), said, said),
    "rules and places": lambda said: rules_line(source(said)) + place_line(said, (0, 1), 2),
    "what could not be read": lambda said: unread._line(said, said) + unread._line(said, said, opens=True),
    "builds": lambda said: upkeep._row(PastBuild(1, AT, said, COUNTS, {said: said}, 1.0)),
    "a list": lambda said: listed([said], said),
    "an answer as a page": lambda said: answer_as_html(answer(said), at=AT),
    "a check as a page": lambda said: check_as_html(check(said), at=AT),
    "a conversation as a page": lambda said: conversation_as_html(
        Talk(conversation(said), (KeptTurn(said, AT, answer(said)),))
    ),
    "a notebook as a page": lambda said: notebook_as_html(Found((pin(said),)), at=AT),
}


class Read(HTMLParser):
    """What a browser makes of markup: its elements with the names of their attributes, and all words."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.words = ""
        self.feed(str(shown).replace(APOSTROPHE, ""))  # it depends on the words whether one stands there
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", data))


def said_in(shown: Read) -> str:
    """Its words, up to the receipts of a page, whose JSON writes these characters in its own way."""
    return shown.words.partition("Receipts[")[0].translate(HARMLESS)


@pytest.mark.parametrize("view", VIEWS)
@given(said=TEXT)
@example(said=HOSTILE)
@example(said="&lt;script&gt;")
def test_whatever_is_said_is_shown_as_words_and_never_becomes_markup(view: str, said: str) -> None:
    shown, harmless = Read(VIEWS[view](said)), Read(VIEWS[view](said.translate(HARMLESS)))

    assert shown.elements == harmless.elements
    assert said_in(shown) == said_in(harmless)
