"""Take words, a name or a quotation, and show every mention by kind and date; list who speaks and what is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import streamlit as st
from markupsafe import Markup

from answer.mentioned import Mentioned, Said
from answer.trace import Appearance, Trace, look_up
from answer.wording import (
    counted,
    page_words,
    partly_words,
    published_words,
    read_in_part_words,
    said_words,
    unread_words,
)
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.marked_text import Mark, marked, word_changes
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.drawing.quote_actions import Quote, quote_actions
from app_pages.drawing.source_line import facts_of
from app_pages.frame import engine
from index.library import Library
from index.records import DocumentLabel, Evidence
from settings import Settings

One = TypeVar("One", Appearance, Said)

FOUND = "find.newest"
SOUGHT = "find.words"
WHOLE = "find.whole"
"""The words for which all documents were looked through, as far as the time for one quotation goes."""

FIRST_LOOK_S = 2.0
"""Seconds of processor time of a first look, if it finds something. Raised, words that stand nearly everywhere keep a
person waiting; lowered, the rest of fewer documents has to be asked for."""

NAME = "name"
"""What a press on a name does; its place is the name."""


def newest() -> Trace | None:
    """What was found last in this session."""
    found: Trace | None = st.session_state.get(FOUND)
    return found


def keep(found: Trace) -> None:
    """Show this from now on, under an address that leads to it again."""
    st.session_state[FOUND] = found
    st.session_state.pop(WHOLE, None)
    st.query_params["q"] = found.quotation


def quotes(entry: Mentioned | None) -> Iterator[Quote]:
    """Every quote that is shown: mentions, and what the name is quoted as saying."""
    shown = newest()
    if shown:
        yield from ((one.document, one.evidence) for one in shown.appearances)
        yield from ((one.document, one.evidence) for one in _said_by(shown.quotation, entry))


# What the person gives the Find page: words, a name or a quotation, typed, pressed or in the address.

WHAT_IT_DOES = (
    "Every sentence that mentions words, a name or a quotation, complete and by date. A quotation is also found where "
    "it was altered, with what was changed."
)


def show_purpose() -> None:
    """What the page does, in two sentences."""
    show(element("p", WHAT_IT_DOES, "byline-welcome"))


def choose(pressed: Press | None) -> None:
    """Look for the name that was pressed, if one was."""
    if pressed and pressed.what == NAME:
        st.session_state[SOUGHT] = pressed.place
        st.query_params["q"] = pressed.place


def asked() -> str | None:
    """Return what is to be looked for now; None where what is shown is what was asked."""
    shown = newest()
    linked = st.query_params.get("q", "")
    if SOUGHT not in st.session_state:
        st.session_state[SOUGHT] = linked or (shown.quotation if shown else "")
    with st.form("find.form", border=False):
        sought = st.text_input("Words, a name or a quotation", key=SOUGHT)
        pressed = st.form_submit_button("Find", type="primary", icon=":material/search:")
    if pressed:
        return sought
    return linked if linked and (not shown or linked != shown.quotation) else None


# What was found: each kind by itself, by date, undated ones apart.


def show_found(library: Library, found: Trace, entry: Mentioned | None) -> None:
    """Show what the name is quoted as saying, then how often the words stand where, and every mention."""
    if found.unread:
        _offer_the_rest(library, found)
    said = _said_by(found.quotation, entry)
    if said:
        heading = f"What {found.quotation} is quoted or paraphrased as saying"
        show(element("h2", f"{heading}: {counted(len(said), 'sentence')}.", "byline-part"))
        show(_lanes(library.kinds, _by_kind(said, _said_card)))
    if not found.appearances:
        show(element("p", _nowhere(found), "byline-nothing"))
        return
    show(element("h2", _counted(found), "byline-part"))
    show(_lanes(library.kinds, _by_kind(found.appearances, _card)))


def _offer_the_rest(library: Library, found: Trace) -> None:
    """Say how many documents a first look left, and look through all at a press; after that, say what else to do."""
    if st.session_state.get(WHOLE) == found.quotation:
        show(element("p", unread_words(found.unread), "byline-nothing"))
        return
    left = f"These are the oldest. {counted(found.unread, 'later or undated document')} may have the words too."
    show(element("p", left, "byline-nothing"))
    if st.button("Look through all", key="find.rest"):
        with st.spinner("Reading every document…"):
            st.session_state[FOUND] = look_up(library, found.quotation)
        st.session_state[WHOLE] = found.quotation
        st.rerun()


def _said_by(name: str, entry: Mentioned | None) -> tuple[Said, ...]:
    return entry.said.get(name, ()) if entry else ()


def _nowhere(found: Trace) -> str:
    read = f"{counted(found.documents, 'document')} read"
    if found.partly:
        read += f" ({read_in_part_words(found.partly)})"
    where = "what was looked through" if found.unread else "your documents"
    return f"Not found in {where}: {read}, none with most of these words."


def _counted(found: Trace) -> str:
    places = counted(len(found.appearances), "place")
    documents = counted(len({one.document.id for one in found.appearances}), "document")
    altered = sum(not one.exact for one in found.appearances)
    how = f": {len(found.appearances) - altered:,} word for word, {altered:,} altered" if altered else ""
    return f"{places} in {documents}{how}. Oldest first."


def _by_kind(found: Iterable[One], draw: Callable[[One], Markup]) -> dict[str, list[tuple[bool, Markup]]]:
    """Kind → its cards in date order, each with whether its document is dated."""
    cards: dict[str, list[tuple[bool, Markup]]] = {}
    for one in sorted(found, key=_age):
        source = one.document.source
        cards.setdefault(source.kind, []).append((source.published is not None, draw(one)))
    return cards


def _age(one: Appearance | Said) -> tuple[bool, str]:
    day = one.document.source.published
    return day is None, day.isoformat() if day else ""


def _lanes(kinds: Sequence[str], cards: Mapping[str, list[tuple[bool, Markup]]]) -> Markup:
    """Draw a section for each kind; undated documents stand apart in each."""
    return Markup().join(_lane(kind, cards[kind]) for kind in [*kinds, *(set(cards) - set(kinds))] if kind in cards)


def _lane(kind: str, cards: Sequence[tuple[bool, Markup]]) -> Markup:
    dated = Markup().join(card for is_dated, card in cards if is_dated)
    undated = Markup().join(card for is_dated, card in cards if not is_dated)
    apart = element("h4", "Undated", "byline-undated") if dated and undated else Markup()
    head = element("h3", f"{kind_word(kind)} {len(cards):,}", "byline-kind")
    name = f"{kind_word(kind)}, {counted(len(cards), 'place')}"
    style = f"byline-lane byline-found {kind_class(kind)}"
    return wrapped(
        "section", head + dated + apart + undated, style, aria_label=name, data_byline="kind", data_kind=kind
    )


def _card(one: Appearance) -> Markup:
    whole = one.sentence if one.sentence else one.evidence
    text = _marked(whole, one.evidence, one.document) if one.exact else word_changes(one.changes, "your quotation")
    left_out = Markup().join(
        element("p", f"Left out: “{flag.document}”", "byline-place") for flag in one.left_out if not one.exact
    )
    around = element("p", f"In: {whole.text}", "byline-place") if not one.exact and whole != one.evidence else Markup()
    stands = element("p", _altered(one), "byline-place") if not one.exact else Markup()
    return _drawn(one.document, one.evidence, stands + text + around + left_out)


def _said_card(one: Said) -> Markup:
    return _drawn(one.document, one.evidence, _marked(one.evidence, one.evidence, one.document))


def _drawn(label: DocumentLabel, evidence: Evidence, text: Markup) -> Markup:
    """Draw a mention as a row: its day, its sentence, whose words, its source, and what can be done with it."""
    source = label.source
    page = page_words(label.id, evidence.page) if evidence.page else None
    facts = facts_of(said_words(evidence), source.title, source.publisher, source.author, page, *_in_part(label))
    day = element("time", published_words(source), "byline-day")
    body = text + wrapped("p", facts, "byline-label") + quote_actions(label, evidence)
    return wrapped("article", day + wrapped("div", body, ""), "byline-mention")


def _in_part(label: DocumentLabel) -> Iterator[str]:
    if label.partly:
        yield partly_words(label.partly)


def _marked(whole: Evidence, words: Evidence, label: DocumentLabel) -> Markup:
    """Draw the whole sentences with the words in them marked."""
    marks = [Mark(words.start, words.end, "mark", "byline-evidence")]
    text = marked(whole.text, whole.start, marks)
    kind = label.source.kind
    return wrapped("blockquote", text, "byline-text", dir="auto", data_byline="evidence", data_kind=kind)


def _altered(one: Appearance) -> str:
    if one.alike < 1:
        return f"altered: {one.alike:.0%} of the words"
    if any(not change.claim for change in one.changes):
        return "altered: all of the words, with others between"
    return "the same words, written otherwise"


# Who speaks and what is named: an entry for whoever does not know the documents yet.

MOST_NAMES = 60
"""Names of a list. Raised, the page is long; whoever looks for another types it."""

LOOK_AGAIN_S = 1.0
"""Seconds until the page looks whether the names are known. Lowered, the page is drawn more often."""


def show_entry(settings: Settings, library: Library, entry: Mentioned | None, *, is_open: bool) -> None:
    """List who speaks and what is named, each a button that finds it; wait while that is looked for."""
    if entry is None:
        _wait(settings, library)
        return
    lists = _names("Quoted or paraphrased", {name: len(said) for name, said in entry.said.items()}, "sentence")
    lists += _names("Also named", entry.named, "document")
    if not lists:
        return
    if entry.unread:
        lists += element("p", f"{counted(entry.unread, 'document')} not looked at for names.", "byline-only")
    heading = "People, bodies and places in these documents"
    show(element("h2", heading, "byline-part") + lists if is_open else details(heading, lists))


def _names(heading: str, names: Mapping[str, int], of: str) -> Markup:
    if not names:
        return Markup()
    buttons = Markup().join(
        wrapped("li", _name(name, count, of), "") for name, count in list(names.items())[:MOST_NAMES]
    )
    return element("h3", heading, "byline-names-of") + wrapped("ul", buttons, "byline-names")


def _name(name: str, count: int, of: str) -> Markup:
    said = f"{name}, {counted(count, of)}"
    return press_button(f"{name} {count:,}", Press(NAME, name), "byline-use", aria_label=said)


@st.fragment(run_every=LOOK_AGAIN_S)
def _wait(settings: Settings, library: Library) -> None:
    if engine.mentions(settings, library) is not None:
        st.rerun()
