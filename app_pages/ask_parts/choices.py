"""Draw what chooses the passages of an answer that are shown: their kind, their day, and whose words they are.

A choice acts in the browser at once (answer.js); nothing is searched anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from answer.records import Lane
from answer.wording import voice_word
from app_pages.ask_parts.lanes import matches_words
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.markup import element, wrapped
from ingest.records import VoiceKind


def choices(lanes: Sequence[Lane]) -> Markup:
    """Draw the kinds with how many passages of each match, the further choices, and where they say what they hide."""
    further = _further(lanes)
    if len(lanes) < 2 and not further:
        return Markup()
    hidden = wrapped("span", "", "byline-hidden-count") + _button("Show all", data_all="")
    said = wrapped("p", hidden, "byline-hidden", role="status", hidden="")
    return wrapped("div", _kinds(lanes) + further, "byline-choices") + said


def _kinds(lanes: Sequence[Lane]) -> Markup:
    if len(lanes) < 2:
        return Markup()
    each = Markup().join(_button(_kind(lane), data_shown=lane.kind, aria_pressed="false") for lane in lanes)
    every = _button("All", data_shown="", aria_pressed="true")
    return wrapped("p", every + each, "byline-kinds", role="group", aria_label="Kinds shown")


def _kind(lane: Lane) -> Markup:
    count = element("span", matches_words(lane), "byline-fact")
    return element("span", kind_word(lane.kind), f"byline-kind {kind_class(lane.kind)}") + " " + count


def _further(lanes: Sequence[Lane]) -> Markup:
    """The choice of whose words and of days, where the passages differ in them."""
    hits = [hit for lane in lanes for hit in lane.hits]
    voices = Counter(hit.evidence.voice.kind for hit in hits)
    parts = [_voices(voices)] if len(voices) > 1 else []
    if len({hit.document.source.published for hit in hits}) > 1:
        parts.append(_days())
    if not parts:
        return Markup()
    box = wrapped("div", Markup().join(parts), "byline-choice-box")
    return wrapped("details", wrapped("summary", "Filter", "") + box, "byline-choice")


def _voices(voices: Counter[VoiceKind]) -> Markup:
    buttons = _button("Anybody’s", data_whose="", aria_pressed="true") + Markup().join(
        _button(f"{voice_word(voice)} {voices[voice]}", data_whose=voice.value, aria_pressed="false")
        for voice in VoiceKind
        if voices[voice]
    )
    return _group("Whose words", buttons)


def _days() -> Markup:
    field = Markup('<label>{} <input class="byline-day-field" type="date" data-day-{}=""></label>')
    fields = field.format("from", "from") + field.format("until", "until")
    return _group("Published", fields)


def _group(name: str, inside: Markup) -> Markup:
    said = element("span", name, "byline-choice-name")
    return wrapped("div", said + inside, "byline-choice-group", role="group", aria_label=name)


def _button(said: str, **attributes: str) -> Markup:
    return wrapped("button", said, "byline-shown", type="button", **attributes)
