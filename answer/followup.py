"""A question in a conversation → the question that is searched, completed from an earlier one where it needs that.

A question leans on the one before where it has nothing of its own to search for ("why?"), is a fragment
("and Russia?", "in Iraq?"), or has a word that stands for something said before ("what did he say about that?").
A fragment takes the place of what it replaces in the earlier question; otherwise the earlier question's words
are added. Operators are those of the question itself, unchanged; an earlier question's are not repeated.
English only: a question in another language stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.question import CLOSING, LONGEST_QUESTION, OPENING, TOKEN
from ingest.lexicon import SMALL_WORDS, table

LONGEST_FRAGMENT = 3
"""Words of its own up to which a question is a fragment; a name counts as one. Raised, longer questions are completed
from an earlier one although they name a topic of their own."""


WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
OPENER = re.compile(
    r"(?:(?:and|but|or|so|then|also|ok|okay|well|now)\b[\s,]*)*(?:(?:what|how) about\b|what of\b)?\s*", re.IGNORECASE
)
ENDING = re.compile(r"(?<![ ,])[ ,]+(?:too|either|as well|also|then)\Z", re.IGNORECASE)
MARKS = " ?!.,…"

WITHOUT_MARKS = str.maketrans(dict.fromkeys(OPENING + CLOSING, " "))

TOPIC = re.compile(r"(?:and\s+|but\s+|so\s+)?(?:what|how) about the\b|(?:and\s+)?what of the\b", re.IGNORECASE)
"""The beginning of a question that names a topic of its own where it takes no other's place."""

WH = table("what which who whom whose when where why how")
AUXILIARIES = table("""is are was were be been being am do does did done has have had will would can
    could shall should may might
    must isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't
    shouldn't""")
PREPOSITIONS = table("""about after against among around at before behind between by despite during
    for from in inside into like
    near of on onto outside over since than through to toward towards under until upon with within without""")
PERSONS = table("he him his himself she her hers herself")
PRONOUNS = PERSONS | table("it its itself they them their theirs themselves")
POSSESSIVES = table("his her its their")
POINTING = table("this that these those")
OWN_POINTING = table("""year month week weekend morning afternoon evening night summer winter spring autumn fall season
    decade century country city town time times day days monday tuesday wednesday thursday friday saturday sunday
    article document text corpus page who which that whose""")
"""After "this" or "those": what stands for itself, as in "this year" and "those who"."""

OBJECTS = table("it them him her there so latter former same")
"""At the end of a question, or governed by a preposition, these stand for something said before the question."""

CLAUSES = table("after before since than until")
"""Prepositions that may begin a clause, so that "before it lost" is not taken for "about it"."""

FORMS_OF_BE = table("is are was were be been being")
PARTICIPLE = re.compile(r"(?:ed|en|wn|[ltu]t|ought|aught|[uo]ld|[ou]und|made|done|gone|run)\Z")
"""The end of a verb behind "was the bridge …"."""

EARLY = 2
"""The last place at which "was that" points back; later, as in "the problem is that", it begins a clause. Raised, more
questions lean on an earlier one without need."""

EMPTY = (
    SMALL_WORDS
    | WH
    | AUXILIARIES
    | PREPOSITIONS
    | PRONOUNS
    | POINTING
    | table("""
    if whether because either else not no yes any some all both each more most much many few less least long often
    soon far exactly really actually only ever again ones same latter former that's it's what's who's according say
    says said saying tell tells told think thinks thought mean means meant happen happens happened know known go
    please explain elaborate describe give show list details detail example examples reason reasons sure thing
    things something anything ok okay well now next come comes came""")
)
"""Words that say nothing of what a question is about."""

EXPLETIVE = re.compile(
    r"""\b(?:is|was|be|isn['’]t|wasn['’]t)\s+it\s+(?:\w+\s+){0,3}(?:that|to|whether|if|who|for)\b
      | \b(?:is|was|does|did|has|had|will|would)\s+it\s+(?:be\s+|been\s+)?(?:rain|snow|hail|freez|thaw)\w*
      | \bit(?:['’]s|\s+(?:is|was|be|seems?|appears?|would|will|can|could|may))\s+(?:\w+\s+){0,4}
        (?:that|to|whether|if|who)\b
      | \bthat\s+it\s+(?:is|was)\s+(?:\w+\s+){0,2}\w+['’]s\b
      | \bit\s+(?:takes?|took|taken)\b.*\bto\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""An "it" that stands for nothing: "is it true that", "what does it take to", "that it was the driver's fault"."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The question that is searched, and the earlier one that it leans on, or None where it stands alone."""

    searched: str
    follows: str | None


def resolve(question: str, before: Sequence[str]) -> Resolved:
    """The question as it is to be searched after these.

    Args:
        question: as typed.
        before: the earlier questions as they were searched, oldest first.
    """
    said = _said(question)
    alone = Resolved(question, None)
    if not _leans(said):
        return alone
    earlier = _earlier(said, before)
    if earlier is None:
        return alone
    fragment = _fragment(said)
    searched = _replaced(_said(earlier), fragment) if fragment else None
    if not searched and fragment and TOPIC.match(said):
        return alone
    if searched:
        searched = " ".join([searched, *_operators(question)])
    if not searched or len(searched) > LONGEST_QUESTION or _operators(searched) != _operators(question):
        searched = _added(question, said, _said(earlier))
    return alone if searched == question else Resolved(searched, earlier)


def carried(asked: str, searched: str) -> str:
    """What later questions may lean on: the question as typed, where only words of earlier ones were added to it.

    Args:
        asked: the question as typed.
        searched: as it was searched.
    """
    return asked if searched.startswith(asked) and _content(_said(asked)) else searched


def stands_alone(question: str) -> bool:
    """Return whether the question has a word of its own to search for."""
    return bool(_content(_said(question)))


def _said(question: str) -> str:
    """The question's words without operators; exact words are words too."""
    bare = TOKEN.sub(lambda match: f" {match['phrase']} " if match["phrase"] and not match["minus"] else " ", question)
    return " ".join(bare.translate(WITHOUT_MARKS).split())


def _operators(question: str) -> list[str]:
    return [match.group() for match in TOKEN.finditer(question)]


def _leans(said: str) -> bool:
    words = _words(said)
    return bool(words) and (not _content(said) or bool(_fragment(said)) or _points_back(said))


def _earlier(said: str, before: Sequence[str]) -> str | None:
    """The last question with anything to lean on; for "he" and "her", the last with a name if there is one."""
    full = [question for question in before if _content(_said(question))]
    if set(_words(said)) & PERSONS:
        named = [question for question in full if _names(_said(question))]
        full = named or full
    return full[-1] if full else None


def _fragment(said: str) -> str | None:
    """The name or phrase that is all a question says: "Russia" in "and Russia?"; None where it is a whole sentence."""
    opener = OPENER.match(said)
    rest = said[opener.end() :] if opener else said
    core = ENDING.sub("", rest.rstrip(MARKS)).rstrip(MARKS)
    words = _words(core)
    if not 0 < _weight(core) <= LONGEST_FRAGMENT or words[0] in WH or set(words) & AUXILIARIES:
        return None
    opened = bool(opener and opener.group().strip())
    alone = said.endswith("?") and (words[0] in PREPOSITIONS or _names(core, first=True) == [core])
    return core if opened or alone else None


def _points_back(said: str) -> bool:
    """Return whether a pronoun or a "that" stands for something outside the question."""
    text = EXPLETIVE.sub(" ", said)
    words = _words(text)
    known = _antecedents(text)
    return any(_stands_for(words, place, known) for place in range(len(words)))


def _antecedents(text: str) -> list[int]:
    """The places of what a pronoun in the same question may stand for: names, "the memo", "did operations"."""
    words = _words(text)
    marked = AUXILIARIES | {"a", "an", "the"}
    return [
        place
        for place, word in enumerate(WORD.findall(text))
        if _is_name(word, place) or (place and not _is_empty(word) and words[place - 1] in marked)
    ]


def _stands_for(words: Sequence[str], place: int, known: Sequence[int]) -> bool:
    word, previous, last = words[place], words[place - 1] if place else "", place == len(words) - 1
    if word in POINTING:
        return _points(words, place)
    if word in OBJECTS and (last or previous in PREPOSITIONS - CLAUSES):
        return True
    if word in POSSESSIVES and any(words[name - 1] in AUXILIARIES for name in known if name > place):
        return False  # "what share of its territory has the army lost"
    return word in PRONOUNS and not any(name < place for name in known)


def _points(words: Sequence[str], place: int) -> bool:
    """Whether the word points back, as in "about that" or "these forces", unlike a conjunction or "this year"."""
    if place == len(words) - 1:
        return True
    if words[place + 1] in OWN_POINTING:
        return False
    previous = words[place - 1] if place else ""
    early = place <= EARLY or previous not in FORMS_OF_BE
    return words[place] != "that" or previous in PREPOSITIONS or (previous in AUXILIARIES and early)


def _replaced(earlier: str, fragment: str) -> str | None:
    """The earlier question with the fragment in the place of what it replaces; None where that is unclear."""
    first, names = fragment.split()[0].lower(), _names(earlier)
    if first in PREPOSITIONS:
        pattern = rf"\b{re.escape(first)}\s+(?:the\s+)?(?:{'|'.join(map(re.escape, names))})(?!\w)" if names else None
    elif first == "the" and not _names(fragment):
        pattern = None if names else _last_phrase(earlier)
    else:
        pattern = rf"(?:\bthe\s+)?(?<!\w){re.escape(names[0])}(?!\w)" if len(names) == 1 else None
    if pattern is None or not re.search(pattern, earlier):
        return None
    bare = re.sub(r"['’]s?\Z", "", fragment)
    return re.sub(r"s['’]s\b", "s’", re.sub(pattern, lambda _: bare, earlier))


def _last_phrase(earlier: str) -> str | None:
    """A pattern for the last "the …" of a question, without the verb that ends one such as "did the mayor say"."""
    found = re.search(r"(?:(?<![\w’'])(?P<before>[\w’']+)\s+)?\bthe(?P<rest>(?:\s+\w+){1,3})\W*\Z", earlier)
    if not found:
        return None
    before, rest = (found["before"] or "").lower(), found["rest"].split()
    verb = before in AUXILIARIES and len(rest) > 1 and (before not in FORMS_OF_BE or PARTICIPLE.search(rest[-1]))
    words = len(rest) - 1 if verb else len(rest)
    end = r"(?=\s+\w+\W*\Z)" if verb else r"(?=\W*\Z)"
    return rf"\bthe(?:\s+\w+){{{words}}}{end}"


def _added(question: str, said: str, earlier: str) -> str:
    """The question with the earlier one's names, or all its words where the question has none of its own."""
    names = _names(earlier)
    persons = set(_words(said)) & PERSONS
    words = WORD.findall(" ".join(names)) if names and persons and _content(said) else _content(earlier)
    here = set(_words(said))
    for word in dict.fromkeys(words):
        if word.lower() not in here and len(question) + 1 + len(word) <= LONGEST_QUESTION:
            question = f"{question} {word}"
    return question


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def _content(text: str) -> list[str]:
    """The words that say what a text is about, as they are written."""
    return [word for word in WORD.findall(text) if not _is_empty(word)]


def _is_empty(word: str) -> bool:
    """Return whether it says nothing of what a question is about; "US" is not "us"."""
    return word != "US" and word.lower().replace("’", "'") in EMPTY


def _is_name(word: str, place: int) -> bool:
    return word[0].isupper() and not _is_empty(word) and (place > 0 or word.isupper())


def _names(text: str, *, first: bool = False) -> list[str]:
    """The text's names, each run of capitalised words being one; a first word only if it is all capitals or `first`."""
    if text.isupper() and not first:
        return []
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(WORD.finditer(text)):
        if _is_name(word.group(), place + first):
            joins = spans and not text[spans[-1][1] : word.start()].strip(" .")
            start = spans.pop()[0] if joins else word.start()
            spans.append((start, word.end()))
    return [re.sub(r"['’]s\Z", "", text[start:end]) for start, end in spans]


def _weight(text: str) -> int:
    """Return how many words of its own a text has, each name being one."""
    names = _names(text, first=True)
    return len(_content(text)) - len(_content(" ".join(names))) + len(names)
