"""Which capitalised words may name a person, and whom a pronoun may stand for."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.records import Span
from ingest.speech.grammar_words import (
    ADVERBS,
    BOUNDARIES,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SEVERAL_ENDINGS,
    TIMES,
)
from ingest.speech.noun_phrases import ARTICLES
from ingest.speech.words import GAP, Word

MALE = table(
    """
    mr mr. spokesman chairman congressman businessman king prince father brother sir lord pope
    """
)
FEMALE = table(
    """
    mrs mrs. ms ms. miss spokeswoman chairwoman congresswoman businesswoman queen mother sister
    """
)
GIVEN_MALE = table(
    """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven paul andrew george kenneth kevin brian edward ronald timothy jason jeffrey gary nicholas eric jonathan
    stephen larry justin scott frank benjamin gregory raymond patrick jack dennis jerry tom peter henry adam arthur
    albert harry simon martin philip ian alan graham oliver bernard bill jim joe bob mike dave steve ben dan pedro juan
    carlos jose luis hans klaus jean-pierre pierre ivan vladimir sergei mohammed muhammad ahmed ali omar
    """
)
GIVEN_FEMALE = table(
    """
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley
    emily donna michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen amy angela
    anna ann anne ruth brenda pamela nicole katherine catherine christine emma maria virginia diane julie joyce victoria
    rachel heather olivia martha cheryl judith megan alice hannah jane sophie sophia rosa carmen lucia elena olga
    natasha ingrid fatima aisha kate clara eva
    """
)
"""Frequent first names: with one of them "he" or "she" is somebody else."""

PLACES_BEFORE = table("in at from to near into across through toward towards outside inside")
"""Behind these stands a place."""

OFFICES = table("president senator secretary minister governor general pope chancellor")
GROUPS = table(
    """
    officials campaign spokesman spokeswoman supporters aides administration forces troops
    """
)
"""A name before one of these belongs to somebody else."""

BARE_GROUPS = table("police people women men media data staff research counsel management polling everyone labor")
"""What speaks without an article and does not end in s."""

PEOPLES = ("icans", "crats", "rians")
ASKED = table("asked pressed questioned challenged quizzed prompted confronted")
"""At the head of a sentence they tell when somebody spoke, and are nobody's name."""

NO_NAMES = BOUNDARIES | DETERMINERS | PRONOUNS | PREPOSITIONS | ADVERBS | ASKED


def people(words: Sequence[Word]) -> list[Span]:
    """The spans of capitalised names that may be people's, titles with them."""
    found: list[Span] = []
    at = 0
    while at < len(words):
        end = _name_end(words, at)
        if end > at and _is_person(words, at, end):
            found.append((words[at].start, words[end - 1].end))
        at = max(end, at + 1)
    return found


PLACES_BEGIN = table("new north south east west northern southern eastern western central upper lower san santa saint")
PLACES_BEGIN |= table("st st. los las el united great saudi sri costa sierra fort mount lake port cape isle county")
BEHIND_NAMES = BOUNDARIES | PREPOSITIONS | table(", . ; : ) ( — – who whose then yesterday today") | {GAP}
WITHIN_NAMES = table("de la le van von der den del della da di du al el bin ibn")
BODIES = table(
    """
    council union university institute museum hospital ministry party agency company firm bank board club school
    college church charity association committee department office service police force authority group foundation
    federation trust team society commission court centre center league station paper newspaper magazine laboratory
    clinic network coalition campaign government army navy guild chamber orchestra choir parish village town city
    bureau corp corporation forces fund inc international limited ltd movement news organisation organization plc press
    rights times watch archive archives zoo gallery theatre insurer
    """
)
"""What somebody is of, or speaks for: "said Anna Berg of the [council]"."""

LONGEST_NAME = 5


def named_behind(words: Sequence[Word], phrase: Sequence[Word], at: int) -> Span | None:
    """The name behind a comma at this place that says who an office is: "said the union's head, [Ann Lee], 41".

    A place may stand there too, "the mayor of Springfield, New Mexico", and a second office: they are no names.
    """
    if at >= len(words) or words[at].plain != "," or (phrase[-1].capital and phrase[0].capital):
        return None
    end = at + 1
    while end < len(words) and (words[end].capital or (end > at + 1 and _joins_names(words, end))):
        end += 1
    name = [word for word in words[at + 1 : end] if word.is_word]
    fits = 2 <= len(name) <= LONGEST_NAME and name[0].plain not in PLACES_BEGIN | NO_NAMES and name[-1].capital
    is_body = any(word.plain in BODIES for word in name)
    ends = end == len(words) or words[end].plain in BEHIND_NAMES
    return (name[0].start, name[-1].end) if fits and ends and not is_body else None


def _joins_names(words: Sequence[Word], at: int) -> bool:
    return words[at].plain in WITHIN_NAMES or _is_short_form(words, at)


OCCASIONS = table("on in at after before during since until following")
GOVERNING = OCCASIONS | table("of for from with against behind inside near by")
CLAUSAL = table("after before since until with for")
"""Those behind which somebody may stand who does something: "With Holm insisting that …"."""

TITLES = MALE | FEMALE | OFFICES | table("judge justice dr dr. professor prof. captain inspector councillor lady dame")
"""With what a name begins, whatever stands before it."""


def behind_occasion(words: Sequence[Word], phrase: Sequence[Word], start: int) -> Sequence[Word]:
    """The name at a phrase's end that no comma parts from when it was: "on the night of the vote [Ann Lee] wrote".

    What a preposition governs is no subject; a phrase that begins a sentence is one, "the widow of the actor Ann Lee".
    Where the sentence begins with the preposition the subject is a part of the phrase, and nobody where no part surely
    is: "In his memoirs [Holm] admits", but "In Ribe Holm admits".
    """
    first = _run_start(phrase)
    if not _opens_occasion(words, start):
        governed = start > 0 and words[start - 1].plain in OCCASIONS
        return phrase[first:] if governed and first and len(phrase) - first > 1 else phrase
    titled = next((at for at in range(first, len(phrase)) if at and phrase[at].plain in TITLES), 0)
    if phrase and first == len(phrase):
        return _bare_subject(phrase)
    apart = first and phrase[first - 1].plain not in PREPOSITIONS | ARTICLES
    if titled or apart:
        return phrase[titled or first :]
    return phrase if words[0].plain in CLAUSAL else ()  # "After [Holm] said so, …"


def _bare_subject(phrase: Sequence[Word]) -> Sequence[Word]:
    """Several people at the phrase's end, which needs no article: "By the end of the week [doctors] said".

    They begin behind a time or a place, or are the last word; nobody, where that is in the singular.
    """
    if not phrase[-1].plain.endswith(SEVERAL_ENDINGS):
        return ()
    first = max((at + 1 for at, word in enumerate(phrase) if word.plain in TIMES or word.capital), default=0)
    is_tied = any(word.plain in PREPOSITIONS for word in phrase[first:])  # "in a string [of ads]"
    return () if is_tied else phrase[first or len(phrase) - 1 :]


def _run_start(phrase: Sequence[Word]) -> int:
    """The place in the phrase where the capitalised names at its end begin, "Holm and Berg" with both."""
    first = len(phrase)
    while first and (phrase[first - 1].capital or (first < len(phrase) and _ties_names(phrase, first - 1))):
        first -= 1
    return first


def _ties_names(phrase: Sequence[Word], at: int) -> bool:
    """Return whether "and" or a part of a name stands between two names."""
    return at > 0 and phrase[at].plain in WITHIN_NAMES | {"and", "."} and phrase[at - 1].capital


def _opens_occasion(words: Sequence[Word], start: int) -> bool:
    """Return whether a preposition governs the phrase, and the sentence begins with one that no comma follows."""
    article = start > 1 and words[start - 1].plain in ARTICLES
    governs = start > 0 and words[start - 1 - article].plain in GOVERNING
    return governs and words[0].plain in GOVERNING and all(word.is_word for word in words[:start])


def without_deed(words: Sequence[Word]) -> Sequence[Word]:
    """The phrase without what was done at its end: "a survey [released]"; nothing where it is one adjective."""
    end = len(words)
    while end > 1 and _is_done(words[end - 1]) and words[end - 2].plain not in DETERMINERS:
        end -= 1
    alone = end == 1 and not words[0].capital and not words[0].plain.endswith("s")
    return () if alone and words[0].plain not in BARE_GROUPS else words[:end]


def _is_done(word: Word) -> bool:
    """Return whether the word is what was done, by its ending, and no "deed" or "need"."""
    return word.plain.endswith("ed") and not word.plain.endswith("eed") and not word.capital


def may_be(name: str, pronoun: str) -> bool:
    """Return whether a name may be a person's that "he" or "she" stands for."""
    parts = name.split()
    titles = {part.lower() for part in parts}
    if parts[0] == "The" and titles.isdisjoint(OFFICES):
        return False
    given = {part.lower() for part in parts[:-1]} & (GIVEN_FEMALE if pronoun == "he" else GIVEN_MALE)
    contradicts = bool(given or titles & (FEMALE if pronoun == "he" else MALE))
    return name[0].isupper() and not parts[-1].isupper() and not parts[-1].endswith(PEOPLES) and not contradicts


def _name_end(words: Sequence[Word], at: int) -> int:
    """The place behind the run of names that begins here; here where none does."""
    end = at
    while end < len(words) and (_is_name(words, end) or (end > at and _is_short_form(words, end))):
        end += 1
    return end


def _is_name(words: Sequence[Word], at: int) -> bool:
    """Return whether the word may be part of a name; a sentence begins with a capital anyway."""
    word = words[at]
    if not word.capital or word.plain in DAYS:
        return False
    return at > 0 or (word.plain not in NO_NAMES and not word.plain.endswith(("ing", "ly")))


def _is_short_form(words: Sequence[Word], at: int) -> bool:
    """Return whether this is the full stop in "Gen. Jarrard"."""
    before = words[at - 1]
    joins = words[at].plain == "." and before.end == words[at].start and before.end - before.start <= 4
    return joins and at + 1 < len(words) and words[at + 1].capital


def _is_person(words: Sequence[Word], at: int, end: int) -> bool:
    """Return whether a run of capitalised words may be a person: no place, no office of many, nothing with "the"."""
    before = words[at - 1].plain if at else ""
    after = words[end].plain if end < len(words) else ""
    if after == "'s":
        return True
    if before in PLACES_BEFORE:
        return False
    if before in {"the", "a", "an"}:
        return any(word.plain in OFFICES for word in words[at:end])
    return after not in GROUPS
