"""A turn of the conversation on the page: the question, who addresses it, the lanes side by side."""

from __future__ import annotations

from markupsafe import Markup

from answer.question import LONGEST_QUESTION, with_operators
from answer.records import Answer
from answer.wording import counted, searched_words, voice_word
from app_pages.ask_parts import conversation
from app_pages.ask_parts.choices import choices
from app_pages.ask_parts.conversation import Turn
from app_pages.ask_parts.taking_away import (
    export_button,
    exports_are_unfolded,
    pictures_button,
    show_exports,
    show_pictures,
)
from app_pages.drawing.clicks import Press, press_button
from app_pages.drawing.kinds import kind_word
from app_pages.drawing.markup import details, element, run_script, show, wrapped
from app_pages.drawing.scripts import TO_NEWEST
from app_pages.frame.keep_asking import keep_asking_button
from errors import QuestionError
from index.library import Library

BY_LINK = "What a link asked is kept once you ask something yourself."


def question_html(question: str, beside: Markup | None = None) -> Markup:
    """The question as it was asked, with what stands beside it."""
    asked = element("h2", question, "byline-question")
    return wrapped("header", asked + beside, "byline-turn-head") if beside else asked


def turn_html(turn: Turn, number: int, library: Library) -> Markup:
    """The whole turn as one block: a page is drawn the faster, the fewer it is made of."""
    return question_html(turn.asked, export_button(number)) + _answer_html(turn, number, library)


def earlier_turn_html(turn: Turn, number: int, library: Library) -> Markup:
    """A turn that another follows, folded to its question and who has something on it."""
    head = element("h2", turn.asked, "byline-asked") + element("p", turn.answer.summary, "byline-had")
    export = wrapped("p", export_button(number), "byline-turn-head")
    return wrapped(
        "details",
        wrapped("summary", head, "byline-earlier-head") + export + _answer_html(turn, number, library),
        "byline-earlier",
        data_fold="earlier",
    )


def _answer_html(turn: Turn, number: int, library: Library) -> Markup:
    beside = "byline-lanes-beside" if conversation.stand_beside(turn.answer) else "byline-lanes-below"
    lanes = wrapped("div", Markup().join(turn.lanes), f"byline-lanes {beside}")
    chosen = choices(conversation.in_order(turn.answer))
    parts = (
        conversation.asking_again(turn, number, library),
        element("p", turn.answer.summary, "byline-summary"),
        _searched(turn, number),
        _filters(turn.answer),
        wrapped("div", chosen + lanes, "byline-answer", data_answer=turn.asked_at.isoformat()),
        _searched_in(turn.answer),
        _partly(turn.answer),
        _skipped(turn.answer),
        wrapped("p", _keep_asking(turn) + pictures_button(number), "byline-keeping"),
    )
    return wrapped("div", Markup().join(parts), "byline-turn")


def _keep_asking(turn: Turn) -> Markup:
    """A button that keeps the question open with the filters of its answer; none where it cannot be asked any more."""
    try:
        return keep_asking_button(with_operators(turn.answer.question, turn.answer.filters))
    except QuestionError:
        return Markup()


def show_turn(turn: Turn, number: int, library: Library, *, is_newest: bool) -> None:
    """Show a turn that was answered before, and what is unfolded of it."""
    if is_newest and exports_are_unfolded(number):
        show(question_html(turn.asked, export_button(number)))
        show_exports(turn, number)
        show(_answer_html(turn, number, library))
    else:
        show((turn_html if is_newest else earlier_turn_html)(turn, number, library))
        show_exports(turn, number)
    show_pictures(turn, number)


def show_unkept() -> None:
    """Return where some of the conversation is not on the desk: that it is not, and a button that keeps it."""
    count = len(conversation.unkept())
    if count:
        said = f"Not in your conversations yet: {counted(count, 'question')}. {BY_LINK}"
        button = press_button("Keep", Press(conversation.KEEP, ""), "byline-copy")
        show(wrapped("p", element("span", said, "") + button, "byline-since", role="note"))


def scroll_to_newest() -> None:
    """Scroll the newest question to the top of the window, unless it is near it already."""
    run_script(TO_NEWEST)


def _searched(turn: Turn, number: int) -> Markup:
    """What was searched, if that differs from what was typed, in a field in which it can be searched otherwise."""
    searched, asked = turn.answer.question, " ".join(turn.asked.split())
    if asked == searched:
        return Markup()
    field = Markup('<label>Searched for <input class="byline-query" type="text" maxlength="{}" value="{}"></label>')
    again = press_button("Search", Press(conversation.SEARCH, f"{number} {searched}"), "byline-copy")
    plainly = press_button("Search as typed", Press(conversation.SEARCH, f"{number} {asked}"), "byline-copy")
    return wrapped("p", field.format(LONGEST_QUESTION, searched) + again + plainly, "byline-searched-for")


def _filters(answer: Answer) -> Markup:
    filters = answer.filters
    dates = [f"{word} {day}" for word, day in (("from", filters.after), ("until", filters.before)) if day]
    only = [*filters.kinds, *filters.documents, *dates, *map(voice_word, filters.voices)]
    return element("p", f"Searched only: {', '.join(only)}", "byline-only") if only else Markup()


def _searched_in(answer: Answer) -> Markup:
    """Return how much of each kind was searched."""
    listed = Markup().join(
        element("li", f"{kind_word(lane.kind)}: {searched_words(lane.searched)}", "") for lane in answer.lanes
    )
    return details("What was searched", Markup("<ul>{}</ul>").format(listed))


def _partly(answer: Answer) -> Markup:
    """The searched documents of which something could not be read, with what that is."""
    if not answer.partly:
        return Markup()
    count = counted(len(answer.partly), "document was", "documents were")
    listed = Markup().join(element("li", f"{name}: {'; '.join(what)}", "") for name, what in answer.partly.items())
    return details(f"{count} read only in part", Markup("<ul>{}</ul>").format(listed))


def _skipped(answer: Answer) -> Markup:
    """The files that were not searched, with the reasons."""
    if not answer.skipped:
        return Markup()
    count = counted(len(answer.skipped), "file")
    files = Markup().join(element("li", f"{file.path}: {file.reason}", "") for file in answer.skipped)
    return details(f"Not searched: {count} passed over", Markup("<ul>{}</ul>").format(files))
