"""Keep a question open from a page, and show what is new to those that this person keeps, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from answer.exports.from_json import quote_from_json
from answer.question import in_words
from answer.wording import counted, published_words, said_words
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.markup import details, element, show, wrapped
from app_pages.drawing.quote_actions import open_link
from app_pages.drawing.source_line import facts_of
from app_pages.frame import engine
from app_pages.frame.faults import refusals_shown
from app_pages.frame.person import desk_place, own_desk, sign_in_is_set
from desk.kept_questions import TERMINAL, News, drop, has_open, keep, news_words, questions, tell, untold
from desk.news_feed import catch_up
from desk.opening import refuse_nobody
from index.library import Library
from index.records import Strength
from settings import Settings

KEEP_ASKING = "keep asking"
STOP = "Stop asking"
ABOUT_PINS = "Pinned quotes that no longer stand"


def keep_asking_button(question: str) -> Markup:
    """Draw a button that keeps a question open, or ends that."""
    return press_button(
        "Keep asking", Press(KEEP_ASKING, question), "byline-use", data_done="Asking on: stop", aria_pressed="false"
    )


def kept_presses(settings: Settings) -> list[Press]:
    """The questions that this person keeps open, as presses."""
    return [Press(KEEP_ASKING, question) for question in questions(desk_place(settings), _own(settings))]


def keep_asking_pressed(press: Press, settings: Settings, library: Library) -> None:
    """Keep the question that was pressed open, or end that where it is kept.

    Raises:
        QuestionError: it cannot be asked.
        DeskError: too many are kept, or nothing is kept for this browser.
        StorageError: the disk refused.
    """
    if press.what != KEEP_ASKING:
        return
    if press.place in questions(desk_place(settings), _own(settings)):
        _drop(settings, press.place)
    else:
        _keep(settings, library, press.place)


def offer_keep_asking(settings: Settings, library: Library, claims: Sequence[str], *, key: str) -> None:
    """Offer to keep asking about sentences of a draft: what a later document says of them is news."""
    sentences = {" ".join(claim.split()): in_words(claim) for claim in claims}
    with st.popover("Keep asking", icon=":material/notifications:"):
        show(element("p", "What documents added later have on these sentences is told as news.", "byline-only"))
        chosen = st.multiselect("Sentences", sentences, key=f"{key}.keep-asking.chosen", placeholder="Choose sentences")
        if st.button("Keep asking", key=f"{key}.keep-asking.do", disabled=not chosen):
            with refusals_shown():
                open_now = questions(desk_place(settings), _own(settings))
                new = dict.fromkeys(sentences[one] for one in chosen if sentences[one] not in open_now)
                for question in new:
                    _keep(settings, library, question)
                show(element("p", f"Asking on about {counted(len(chosen), 'sentence')}.", "byline-only", role="status"))


def show_kept(settings: Settings) -> None:
    """List the questions that this person keeps open, each with a button that ends that."""
    kept = questions(desk_place(settings), _own(settings))
    if not kept:
        return
    items = Markup().join(
        wrapped("li", element("span", question, "byline-kept-question") + _stop_button(question), "")
        for question in kept
    )
    shown = details(f"Asking on: {counted(len(kept), 'question')}", wrapped("ul", items, "byline-kept-questions"))
    show(wrapped("section", shown, "byline-kept", aria_label="Questions that stay open"))


def show_news(settings: Settings, library: Library) -> None:
    """Look for news where the library is a newer one, and tell those that this person was not told yet.

    Raises:
        StorageError: the disk refused.
    """
    place, owners = desk_place(settings), _own(settings)
    if (settings.index and place == settings.data) or not has_open(place):
        return
    catch_up(place, library, engine.warm_encoder(settings), at=datetime.now(UTC))
    news = untold(place, owners)
    if news:
        with st.container(key="byline-news"):
            show(_news(news))
            st.button("Seen", key="news.seen", on_click=_seen, args=(settings, news), icon=":material/done:")


def _own(settings: Settings) -> frozenset[str]:
    """Whose questions these are: this person's, and, where nobody signs in, also those kept in a terminal."""
    owner = own_desk(settings).owner
    return frozenset({owner} if sign_in_is_set() else {owner, TERMINAL})


def _keep(settings: Settings, library: Library, question: str) -> None:
    desk, encoder, now = own_desk(settings), engine.warm_encoder(settings), datetime.now(UTC)
    refuse_nobody(desk)
    catch_up(desk_place(settings), library, encoder, at=now)
    keep(desk_place(settings), library, encoder, question, at=now, owner=desk.owner)


def _drop(settings: Settings, question: str) -> None:
    for owner in _own(settings):
        if question in questions(desk_place(settings), (owner,)):
            drop(desk_place(settings), question, owner=owner)


def _seen(settings: Settings, news: Sequence[News]) -> None:
    with refusals_shown():
        tell(desk_place(settings), news, _own(settings))


def _stop_button(question: str) -> Markup:
    said = f"{STOP}: {question}"
    return press_button(STOP, Press(KEEP_ASKING, question), "byline-use", aria_label=said)


# News as HTML: by question, under each by kind; pinned quotes come last.


def _news(news: Sequence[News]) -> Markup:
    ordered = sorted(news, key=lambda one: (not one.question, one.question, one.kind, one.strength == Strength.WEAK))
    groups = Markup().join(
        element("h3", question or ABOUT_PINS, "byline-names-of")
        + Markup().join(_of_kind(kind, list(of_kind)) for kind, of_kind in groupby(of, key=lambda one: one.kind))
        for question, of in groupby(ordered, key=lambda one: one.question)
    )
    return wrapped("div", details(f"{_capital(news_words(news))}.", groups), "byline-notice", role="status")


def _of_kind(kind: str, news: Sequence[News]) -> Markup:
    head = element("h4", kind_word(kind), "byline-kind")
    quotes = Markup().join(map(_quote, news))
    return wrapped("section", head + quotes, f"byline-lane {kind_class(kind)}", aria_label=kind_word(kind))


def _quote(one: News) -> Markup:
    label, evidence = quote_from_json(one.quote)
    source = label.source
    weak = "weak match" if one.strength == Strength.WEAK else None
    facts = (weak, said_words(evidence), source.title, source.publisher, source.author, published_words(source))
    text = element("blockquote", evidence.text, "byline-text", data_byline="evidence", data_kind=source.kind)
    reason = element("p", one.reason, "byline-place") if one.reason else Markup()
    opening = Markup() if one.reason else open_link(label.id, (evidence.start, evidence.end), source.title)
    line = wrapped("p", facts_of(*facts), "byline-label") + wrapped("p", opening, "byline-actions")
    return text + reason + line


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
