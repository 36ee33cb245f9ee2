"""A question as typed → what to search for: its words, its operators, its filters; and the same as a link."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlencode

from answer.records import NO_FILTERS, Filters
from errors import QuestionError
from ingest.names import HALF_CHARACTER
from ingest.records import VoiceKind

LONGEST_QUESTION = 2_000
"""Characters. Raised, whole documents are taken for questions, and the model cuts off their ends."""

OPENING, CLOSING = '"“„«', '"”“»'
TOKEN = re.compile(
    rf"""(?P<minus>(?<!\S)(?:-|--|–|—))?[{OPENING}](?P<phrase>[^{OPENING}{CLOSING}]*)[{CLOSING}]
       | (?<!\S)(?:-|--|–|—)(?P<without>\w(?:\S*\w)?)
       | (?<!\S)(?P<name>(?i:kind|file|after|before|voice|author|title)):
         (?:[{OPENING}](?P<quoted>[^{OPENING}{CLOSING}]+)[{CLOSING}]|(?P<value>\S*))
    """,
    re.VERBOSE,
)
OPERATORS = ("kind", "file", "after", "before", "voice", "author", "title")
ELSEWHERE = (
    "site|source|publisher|paper|lang|language|date|since|until|year|from|to|subject|type|filetype|intitle|inurl|url|id"
    "|folder|path|tag|by|speaker|document|doc|name"
)
"""Operators that other programs have and this one has not."""

UNKNOWN = re.compile(rf"(?<!\S)(?P<name>(?i:{ELSEWHERE})):(?!//)(?=[^\s:])")
NAMED = re.compile(rf"(?<!\S)(?P<name>(?i:{'|'.join(OPERATORS)}|{ELSEWHERE})):")
"""What begins like an operator, of this program or of another."""

LEADING_DASHES = re.compile(r"(?<!\S)[-–—]+(?=\w)")

DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?(?:-(?P<day>\d{1,2}))?")


NO_WORK = r"(?! +(?-i:to|that|about|in|on|of|from|back|down)\b)"
"""What follows "wrote" in lower-case letters where it is no work: "Who wrote to the bishop?"."""

LABEL_QUESTIONS = (
    ("author", re.compile(rf"\Awho (?:wrote{NO_WORK}|is the author of|was the author of|authored)\b", re.IGNORECASE)),
    ("author", re.compile(r"\Aby whom (?:is|was)\b(?=.*\bwritten\b)", re.IGNORECASE)),
    ("published", re.compile(r"\Awhen (?:was|were|did)\b(?=.*\b(?:published|printed)\W*\Z)", re.IGNORECASE)),
    (
        "publisher",
        re.compile(r"\A(?:who|which (?:news)?paper|where was|in which paper)\b(?=.*\bpublished\b)", re.IGNORECASE),
    ),
)
"""What of a document's label a question asks for, and how such a question begins; the rest names the document."""

WORK = re.compile(
    r"\b(?i:articles?|reports?|stor(?:y|ies)|columns?|editorials?|op-eds?|essays?|reviews?|commentar(?:y|ies)|documents?"
    r"|stud(?:y|ies)|dispatch(?:es)?|interviews?)\b|(?<=\s)[^\W\d_a-z]"
)
"""A sign that the question names a work and not a deed: a word for one, or a capital as in a title."""

ASKED_OF = re.compile(
    r"\A(?i:what (?:did|does|has|had)) (?P<name>(?:[^\W\d_a-z][\w.'’-]* ){1,4})"
    r"(?:\w+ )?(?i:says?|said|writes?|written|thinks?|thought|argues?|argued|claims?|claimed|tells?|told|wants?|wanted"
    r"|reports?|reported|proposes?|proposed|suggests?|suggested|answers?|answered|promised?|recommends?|recommended)\b"
)
"""A question for the words of somebody, who may be the author of a document."""

LABEL_VERBS = re.compile(r"\b(?:wrote|author|authored|written|published|printed|newspaper|paper)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for. `text` is what the model and the words are asked, `typed` what the person wrote.

    `label_field` is what it asks for of a document's label ("Who wrote …"), None for any other question.
    `asked_of` is whose words it asks for ("What did Weil write …"), "" for any other question.
    `files`, `authors` and `titles` were named in the question and narrow `filters` further.
    """

    typed: str
    text: str
    exact: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    label_field: str | None = None
    asked_of: str = ""
    filters: Filters = NO_FILTERS

    @property
    def searched(self) -> str:
        """What the model and the words are asked: for a question about a label, the words that name the document."""
        named = " ".join(LABEL_VERBS.sub(" ", self.text).split())
        return named if self.label_field and re.search(r"\w", named) else self.text


def parse(typed: str, filters: Filters = NO_FILTERS) -> Question:
    """The question with its operators taken out; filters given beside it hold as well.

    Raises:
        QuestionError: it is empty or too long, or an operator's value cannot be used.
    """
    _check(typed)
    found = list(TOKEN.finditer(typed))
    rest = " ".join(TOKEN.sub(lambda match: _kept(match), typed).split())
    exact = [match["phrase"] for match in found if not match["minus"]]
    without = [match["without"] or match["phrase"] for match in found if match["without"] or match["minus"]]
    unknown = UNKNOWN.search(TOKEN.sub(" ", typed))
    if unknown:
        known = ", ".join(f"{name}:" for name in OPERATORS)
        raise QuestionError(
            f"no operator {unknown['name']!r}: there are {known}; to search for the word, put a space behind the colon"
        )
    if not re.search(r"\w", rest):
        raise QuestionError("there is nothing to ask: type a question beside the operators")
    return Question(
        typed=" ".join(typed.split()),
        text=rest,
        exact=_squeezed(exact),
        without=_squeezed(without),
        files=_values(found, "file"),
        authors=_values(found, "author"),
        titles=_values(found, "title"),
        label_field=_label_field(rest) if exact or WORK.search(rest) else None,
        asked_of=match["name"].strip() if (match := ASKED_OF.match(rest)) else "",
        filters=_narrowed(filters, _filters(found)),
    )


def _label_field(text: str) -> str | None:
    return next((field for field, pattern in LABEL_QUESTIONS if pattern.search(text)), None)


def measure(typed: str) -> None:
    """Refuse a question that is too long, before anything looks at its words.

    Raises:
        QuestionError: it is longer than `LONGEST_QUESTION`.
    """
    if len(typed) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question is too long: {len(typed):,} characters, at most {LONGEST_QUESTION:,}; shorten it"
        )


def _check(typed: str) -> None:
    if not typed.strip():
        raise QuestionError("the question is empty: type one")
    measure(typed)
    if HALF_CHARACTER.search(typed):
        raise QuestionError("the question has characters that are no text: type it again")


def _kept(match: re.Match[str]) -> str:
    """The words of an operator that are searched for too: exact words, and no others."""
    return f" {match['phrase']} " if match["phrase"] and not match["minus"] else " "


def _squeezed(phrases: Iterable[str | None]) -> tuple[str, ...]:
    """The phrases that contain anything, with single spaces."""
    return tuple(" ".join(words.split()) for words in phrases if words and words.strip())


def _filters(found: Iterable[re.Match[str]]) -> Filters:
    found = list(found)
    after = [read_date(value) for value in _values(found, "after")]
    before = [read_date(value, last=True) for value in _values(found, "before")]
    return Filters(
        kinds=_values(found, "kind"),
        after=max(after, default=None),
        before=min(before, default=None),
        voices=tuple(dict.fromkeys(_voice(value) for value in _values(found, "voice"))),
    )


def _voice(value: str) -> VoiceKind:
    known = [voice.value for voice in VoiceKind]
    if value.lower() not in known:
        raise QuestionError(f"no voice {value!r}: write voice:{', voice:'.join(known)}")
    return VoiceKind(value.lower())


def _values(found: Iterable[re.Match[str]], operator: str) -> tuple[str, ...]:
    """The values of this operator, however it is written."""
    return tuple(_value(match) for match in found if (match["name"] or "").lower() == operator)


def _value(match: re.Match[str]) -> str:
    value = match["quoted"] or match["value"]
    if not value:
        raise QuestionError(f"{match['name']}: has no value: write {match['name']}:something without a space between")
    return value


def read_date(text: str, *, last: bool = False) -> date:
    """A day, or the first (or last) day of a month or year.

    Raises:
        QuestionError: the text is not a date.
    """
    match = DATE.fullmatch(text)
    try:
        found = _day(match, last=last) if match else None
    except ValueError:
        found = None
    if found is None:
        raise QuestionError(f"{text!r} is no date: write 2019-02-07, 2019-02 or 2019")
    return found


def _day(match: re.Match[str], *, last: bool) -> date:
    year = int(match["year"])
    month = int(match["month"] or (12 if last else 1))
    day = int(match["day"] or (monthrange(year, month)[1] if last else 1))
    return date(year, month, day)


def _narrowed(given: Filters, typed: Filters) -> Filters:
    """The filters that allow what both allow."""
    return Filters(
        kinds=_both("kind", given.kinds, typed.kinds),
        documents=given.documents,
        after=max(filter(None, (given.after, typed.after)), default=None),
        before=min(filter(None, (given.before, typed.before)), default=None),
        voices=tuple(VoiceKind(voice) for voice in _both("voice", given.voices, typed.voices)),
    )


def _both(name: str, given: tuple[str, ...], typed: tuple[str, ...]) -> tuple[str, ...]:
    if not given or not typed:
        return given or typed
    common = tuple(value for value in typed if value in given)
    if not common:
        raise QuestionError(f"{name}:{typed[0]} contradicts the filter {', '.join(given)}: drop one of them")
    return common


# A question with its filters in its own words, and words that are no operators.


def with_operators(question: str, filters: Filters) -> str:
    """The question with an operator for each filter that it does not state itself, as it can be typed again.

    Raises:
        QuestionError: it cannot be searched.
    """
    stated = parse(question)
    said = [
        *(f"kind:{_quoted(kind)}" for kind in filters.kinds if kind not in stated.filters.kinds),
        *(f"file:{_quoted(document)}" for document in filters.documents if document not in stated.files),
        *(f"voice:{voice}" for voice in filters.voices if voice not in stated.filters.voices),
        *([f"after:{filters.after}"] if filters.after != stated.filters.after else []),
        *([f"before:{filters.before}"] if filters.before != stated.filters.before else []),
    ]
    return " ".join([stated.typed, *said])


def in_words(text: str) -> str:
    """The text as a question of which no sign is an operator."""
    before, plain = "", "".join(" " if char in OPENING + CLOSING else char for char in text)
    while plain != before:  # what stands behind one may begin like another
        before, plain = plain, NAMED.sub(r"\g<name> ", LEADING_DASHES.sub("", plain))
        plain = " ".join(plain.split())
    return plain


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


# A question with its filters as the query of a link, and back.

LONGEST_LINK = 100_000
"""Characters of a link's query. Raised, a link that somebody else wrote may name more filters than a page can offer."""

MOST_DIGITS = 15
"""Digits of a number in a link. Raised, numbers that the database cannot hold get through."""


def link_query(question: str, filters: Filters) -> str:
    """What stands behind the "?" of a link; only filters that are set."""
    return urlencode(list(_pairs(question, filters)))


def read_query(query: str) -> tuple[str, Filters]:
    """The question and the filters of such a query; names it does not know are passed over.

    Raises:
        QuestionError: it is too long, or a date or a voice in it cannot be read.
    """
    if len(query) > LONGEST_LINK:
        raise QuestionError(f"the link is too long: {len(query):,} characters, at most {LONGEST_LINK:,}; ask here")
    found = parse_qs(query.removeprefix("?"), keep_blank_values=True)
    try:
        after, before = (_date(found.get(name, [""])[0]) for name in ("after", "before"))
        voices = tuple(VoiceKind(voice) for voice in found.get("voice", []))
    except ValueError as error:
        raise QuestionError(f"the link has a filter that cannot be read ({error}): set the filters again") from error
    filters = Filters(tuple(found.get("kind", [])), tuple(found.get("document", [])), after, before, voices)
    return found.get("q", [""])[0], filters


def number_in(text: str) -> int | None:
    """The number in a part of a link; None where it is not a number, or longer than any here."""
    return int(text) if len(text) <= MOST_DIGITS and text.isascii() and text.isdigit() else None


def _pairs(question: str, filters: Filters) -> Iterator[tuple[str, str]]:
    yield "q", question
    yield from (("kind", kind) for kind in filters.kinds)
    yield from (("document", document) for document in filters.documents)
    yield from (("voice", voice.value) for voice in filters.voices)
    for name, day in (("after", filters.after), ("before", filters.before)):
        if day:
            yield name, day.isoformat()


def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
