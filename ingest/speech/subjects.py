"""Who does what a verb says: the noun phrase before it, behind it, or at the head of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import (
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    PASTS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    VERBS,
)
from ingest.speech.houses import is_house
from ingest.speech.noun_phrases import Range, is_adverb, phrase_ending, phrase_starting
from ingest.speech.people import BODIES
from ingest.speech.verb_forms import Form, forms
from ingest.speech.voice_cues import CUE_FORMS, EVIDENCE, LISTING, NOUN_VERBS
from ingest.speech.words import GAP, Word

LONGEST_NAME = 5
FARTHEST = 40
"""Words between a verb and its subject, with what stands between commas; it bounds the work on hostile text."""

NOT_IN_PHRASES = (
    VERBS
    | PASTS
    | frozenset(
        word
        for word, (verb, form) in CUE_FORMS.items()
        if verb not in LISTING and (form in {Form.PAST, Form.PARTICIPLE} or word not in NOUN_VERBS)
    )
)
"""Verbs that end a noun phrase."""

ASIDES = {",": ",", ")": "(", "—": "—", "–": "–"}
"""The mark that closes an apposition → the one that opens it."""

RELATIVES = table("who which that")
WHO = table("who which")
WHOEVER = table("those others someone somebody everyone anyone one")
ACROSS = table("across along above below beneath beside outside around opposite")
TIES_HEAD = ACROSS | table("by to about inside within as during after before since")
"""Prepositions that a subject never follows directly, beside those that tie a phrase to its head."""

HELD = table(
    """
    held close familiar privy present aware loyal opposed sympathetic caught hurt sent born made found seen written kept
    """
)
"""What describes somebody from behind: "sources [close] to the family", "men [held] at the station"."""

NOMINATIVES = table("he she it they we i")
SINCE = table("after before since until once as")
"""Before "it" they open a clause with a subject of its own: "shares fell after [it] warned"."""

EXTENTS = table("far long soon much well")
"""Between "as" and "as" they describe no one: "as [far] as governors can see"."""

MOST_DESCRIPTIONS = 4
OPENS_CLAUSE = frozenset((",", ";", GAP, "—", "–", "that", "and", "but", "as", "(", ":"))
NEVER_BEHIND = table("that it this what which who whom these those i we you")
"""What is no speaker behind a verb."""

PLACE_WORDS = table("here there")
NEVER_FIRST = NEVER_BEHIND | DAYS
AUXILIARIES_BEHIND = AUXILIARIES - {"to"}
ENDS_CLAUSE = frozenset((",", ".", ";", GAP, "who", "—", "–", ")"))
OPENS_INVERSION = frozenset((*",;:.!?–—)-", GAP, "as"))
INTRODUCERS = PREPOSITIONS | table(
    """
    after before during while when as although though if since because despite later meanwhile still then
    asked speaking by once until following unlike like instead back earlier
    """
)
"""What a phrase before the subject begins with; it ends in a comma."""

CONTACTS = forms(sorted(table("ring phone meet visit interview contact reach see find catch track seek")))
"""Verbs of reaching somebody."""

HAD = table("has have had 'd 've having")
PARTICLES = table("up down out off over")
FORMERLY = table("retired elected wounded armed united combined appointed disgraced convicted exiled widowed beloved")
"""What somebody is, and not what was done to him: "newly [elected] Ann Lee"."""

MADE_TIES = table("by in on at from")
MADE = table("taken conducted released published issued obtained captured")
EXAMPLES = table("like including")
APPOSITIONS = table("a an who whose which")
MOMENTS = TIMES | table("moments minutes hours seconds")
LEANING = ("ing", "ly")
DATELINE = 12
LONGEST_TIME = 6
TIME_ENDS = TIMES | table("later earlier before after")
CONNECTIVES = table("and but yet so")
INSTEAD = (["rather", "than"], ["instead", "of"])


def subject_before(words: Sequence[Word], end: int) -> Range | None:
    """The noun phrase before `end`, over an apposition between commas, dashes or brackets, and its partner.

    Two who speak together come as one: "A, head of B, and C".
    """
    phrase = _whole(words, _listed(words, _phrase_before(words, end)))
    if phrase is None or phrase[0] < 3 or words[phrase[0] - 1].plain != "and" or words[phrase[0] - 2].plain != ",":
        return phrase
    partner = _phrase_before(words, phrase[0] - 1)
    if partner is None or words[partner[0]].plain in TIMES:
        return phrase
    named = words[phrase[0]].capital and words[partner[0]].capital and words[partner[1] - 1].capital
    return (partner[0], phrase[1]) if named else phrase


def _whole(words: Sequence[Word], phrase: Range | None) -> Range | None:
    """The phrase from its head on: "[sources] close to the family", "[people] who live near the quarry".

    Behind a preposition or a verb stands no subject, only what describes one; it begins its clause.
    """
    if phrase is None or not phrase[0]:
        return phrase
    before = words[phrase[0] - 1]
    if words[phrase[0]].plain in NOMINATIVES and before.plain in SINCE:
        return phrase
    leans = before.plain in PREPOSITIONS | TIES_HEAD | WHO | VERBS | HELD or before.plain.endswith(("ed", "ing"))
    leans = leans or (phrase[0] > 1 and words[phrase[0] - 2].plain in WHO)  # "people who [saw] the memo"
    if not leans or before.capital or (before.plain == "by" and _is_taken_up(words, phrase[1])):
        return phrase
    first = phrase[0] - 1
    while first > 0 and phrase[0] - first < FARTHEST and not _opens(words, first - 1):
        first -= 1
    head = phrase_starting(words, first, NOT_IN_PHRASES | HELD | ACROSS)
    if head is None or words[head[0]].plain in INTRODUCERS | EXTENTS | (PRONOUNS - WHOEVER) or head[1] > phrase[0]:
        return phrase
    return (head[0], phrase[1]) if _describes_head(words, head[1]) else phrase


def _is_taken_up(words: Sequence[Word], at: int) -> bool:
    """Return whether "who" takes up the phrase that ends here: "a move backed by [the crowd], who cheered"."""
    return "who" in [word.plain for word in words[at : at + 2]]


def _describes_head(words: Sequence[Word], at: int) -> bool:
    """Return whether what begins here tells of the noun before it: "who …", "in …", "living …", "trapped in …"."""
    plain, after = words[at].plain, words[at + 1].plain if at + 1 < len(words) else ""
    if plain.endswith("ed") or plain in HELD:
        return after in PREPOSITIONS | TIES_HEAD | {"to"}
    return plain in RELATIVES | TIES_HEAD | PREPOSITIONS or plain.endswith("ing")


def _opens(words: Sequence[Word], at: int) -> bool:
    """Return whether a clause begins behind this place."""
    return words[at].plain in OPENS_CLAUSE or words[at].plain == "."


def _listed(words: Sequence[Word], phrase: Range | None) -> Range | None:
    """The phrase with the names of its list: "[Holm, Berg and Dahl]"."""
    if phrase is None or not words[phrase[0]].capital or all(word.plain != "and" for word in words[slice(*phrase)]):
        return phrase
    start = phrase[0]
    for _ in range(MOST_DESCRIPTIONS):
        name = phrase_ending(words, start - 1, NOT_IN_PHRASES) if start > 1 and words[start - 1].plain == "," else None
        if name is None or not (words[name[0]].capital and words[name[1] - 1].capital and _begins(words, name)):
            break
        start = name[0]
    return start, phrase[1]


def _begins(words: Sequence[Word], name: Range) -> bool:
    """Return whether the name begins its clause, and is no day or introduction."""
    opens = name[0] == 0 or words[name[0] - 1].plain in OPENS_CLAUSE
    return opens and words[name[0]].plain not in INTRODUCERS | TIMES


def _phrase_before(words: Sequence[Word], end: int) -> Range | None:
    if end <= 0:
        return None
    last = words[end - 1].plain
    if last in ASIDES:
        opening = _opening(words, end - 1)
        return _over_aside(words, opening, end - 1) if opening is not None else None
    if last in RELATIVES:
        back = end - 2 if end > 1 and words[end - 2].plain == "," else end - 1
        found = phrase_ending(words, back, NOT_IN_PHRASES)
        if found is None:
            return end - 1, end
        found = _asserted(words, found)
        return _behind_contact(words, found) if last in WHO else found
    if is_house(words, end):
        house = phrase_ending(words, end - 1, NOT_IN_PHRASES)
        return (house[0], end) if house is not None else None
    return _with_maker(words, phrase_ending(words, end, NOT_IN_PHRASES))


def _asserted(words: Sequence[Word], phrase: Range) -> Range:
    """The phrase that the sentence sets against the one denied: "it was [Holm], not Berg, who", "Holm and not Berg"."""
    end = phrase[0]
    if words[max(0, end - 1)].plain == "not":
        end -= 1
    elif [word.plain for word in words[max(0, end - 2) : end]] in INSTEAD:
        end -= 2
    else:
        return phrase
    parted = end > 0 and words[end - 1].plain in {",", "and"}
    found = phrase_ending(words, end - 1 if parted else end, NOT_IN_PHRASES) if end > 1 else None
    return phrase if found is None or not parted else found


def _behind_contact(words: Sequence[Word], phrase: Range) -> Range:
    """Whom somebody reached, who then spoke: "I rang [Holm], who said", "the reporter visited [Holm], who said"."""
    contacts = (place for place in range(phrase[1] - 2, phrase[0] - 1, -1) if _is_contact(words, place, phrase))
    name = next(contacts, phrase[0] - 1) + 1
    while name + 1 < phrase[1] and words[name].plain in PARTICLES | PREPOSITIONS:
        name += 1
    return name, phrase[1]


def _is_contact(words: Sequence[Word], at: int, phrase: Range) -> bool:
    """Return whether the word is what somebody did, and no part of an office: a verb of meeting, or behind "I"."""
    word, before = words[at], words[at - 1].plain if at else ""
    if word.capital or not word.is_word or before in DETERMINERS:
        return False
    reached = word.plain in CONTACTS or word.plain.endswith("ed")
    if at == phrase[0] and (before in NOMINATIVES | {"who"} or (before in HAD and reached)):
        return True
    if CONTACTS.get(word.plain, ("", Form.BASE))[1] is Form.BASE:
        did = word.plain.endswith("ed") and at > phrase[0] and words[at + 1].capital
        return (did and word.plain not in FORMERLY) or (before == "to" and word.plain in CONTACTS)
    return True


def _over_aside(words: Sequence[Word], opening: int, closing: int) -> Range | None:
    """The phrase before an aside, or the name in it: "the spokeswoman, Eva Lund,"."""
    phrase = _described(words, phrase_ending(words, opening, NOT_IN_PHRASES))
    inside = words[opening + 1 : closing]
    is_name = len(inside) <= LONGEST_NAME and all(word.capital or word.plain == "." for word in inside)
    if phrase is not None and is_name and words[opening].plain == "," and not words[phrase[1] - 1].capital:
        return opening + 1, closing
    return phrase


def _described(words: Sequence[Word], phrase: Range | None) -> Range | None:
    """The name that the phrase only describes: "[Olaf Berg], 58, …", "[Lise Dahl], head of Varde Works, …"."""
    for _ in range(MOST_DESCRIPTIONS):
        if phrase is not None and phrase[0] > 1 and words[phrase[0] - 1].plain in EXAMPLES:
            phrase = _exemplified(words, phrase)
        if phrase is None or phrase[0] < 2 or words[phrase[0] - 1].plain != ",":
            return phrase
        name = phrase_ending(words, phrase[0] - 1, NOT_IN_PHRASES)
        if name is None or not _describes(words, phrase, name):
            return phrase
        phrase = name
    return phrase


def _exemplified(words: Sequence[Word], phrase: Range) -> Range:
    """Those of whom the phrase is an example: "[critics of the bridge], like Berg,"."""
    comma = words[phrase[0] - 2].plain == ","
    several = phrase_ending(words, phrase[0] - 2 if comma else phrase[0] - 1, NOT_IN_PHRASES)
    return phrase if several is None else several


def _describes(words: Sequence[Word], phrase: Range, name: Range) -> bool:
    """Return whether the phrase says who the name before it is, and the name begins its clause."""
    last = words[name[1] - 1]
    return _begins(words, name) and (last.capital or last.plain[0].isdigit()) and not words[phrase[0]].capital


def _with_maker(words: Sequence[Word], phrase: Range | None) -> Range | None:
    """The phrase with what it made: "a survey published by [the union]"."""
    if phrase is not None and phrase[0] > 1 and words[phrase[0] - 1].plain == "like":
        return _exemplified(words, phrase)
    if phrase is None or phrase[0] < 3 or words[phrase[0] - 1].plain not in MADE_TIES:
        return phrase
    made = words[phrase[0] - 2]
    if words[phrase[0] - 1].plain != "by" and made.plain not in MADE:
        return phrase
    if made.plain in EVIDENCE:
        head = phrase_ending(words, phrase[0] - 1, NOT_IN_PHRASES)
        return (head[0], phrase[1]) if head is not None else phrase
    if (
        made.plain not in MADE
        and not made.plain.endswith("ed")
        and CUE_FORMS.get(made.plain, ("", Form.BASE))[1] is not Form.PARTICIPLE
    ):
        return phrase
    end = phrase[0] - 2
    opening = _opening(words, end - 1) if words[end - 1].plain == ")" else end
    head = phrase_ending(words, opening, NOT_IN_PHRASES) if opening is not None else None
    return (head[0], phrase[1]) if head is not None and words[head[0]].plain not in PRONOUNS else phrase


def _opening(words: Sequence[Word], closing: int) -> int | None:
    """Return where the aside that closes here opens."""
    mark = ASIDES[words[closing].plain]
    first = max(0, closing - FARTHEST)
    return next((place for place in range(closing - 2, first, -1) if words[place].plain == mark), None)


def _is_behind_apposition(words: Sequence[Word], at: int, phrase: Range) -> bool:
    """Return whether "X, a monitor, said 12 people died" has its subject before: the phrase behind is what is said."""
    opening = _opening(words, at - 1) if at and words[at - 1].plain == "," else None
    if opening is None or subject_before(words, at) is None:
        return False
    bare = not words[phrase[0]].capital and words[phrase[0]].plain not in DETERMINERS
    return bare or not APPOSITIONS.isdisjoint(word.plain for word in words[opening + 1 : opening + 4])


def main_subject(words: Sequence[Word], at: int) -> Range | None:
    """The noun phrase that the sentence begins with, over a dateline and an introduction that ends in a comma."""
    place = _behind_time(words, behind_dateline(words))
    while place < min(at, FARTHEST) and (not words[place].is_word or words[place].plain in CONNECTIVES):
        place += 1
    if place < at and _introduces(words, place):
        comma = next((later for later in range(place, min(at, FARTHEST)) if _is_comma(words, later)), None)
        if comma is None:
            return None
        place = comma + 1
    phrase = phrase_starting(words, place, NOT_IN_PHRASES)
    if phrase is None or phrase[1] > at or words[phrase[0]].plain in NEVER_BEHIND | PLACE_WORDS:
        return None
    last = words[phrase[1] - 1]
    if phrase == (0, 1) and (last.plain in VERBS or CUE_FORMS.get(last.plain, ("", Form.PAST))[1] is Form.BASE):
        return None  # an order: "Think about it"
    verb = phrase[1] - phrase[0] > 1 and words[phrase[1] - 2].capital and not last.capital
    does = verb and CUE_FORMS.get(last.plain, ("", Form.BASE))[1] is Form.PRESENT
    return (phrase[0], phrase[1] - 1) if does else phrase  # "[Julie] finds an article mentioning …"


def _introduces(words: Sequence[Word], place: int) -> bool:
    """Return whether the word begins what stands before the subject: "In May,", "Asked …,", "Years after …,"."""
    word, after = words[place], words[place + 1] if place + 1 < len(words) else None
    if word.plain in INTRODUCERS or is_adverb(word):
        return True
    if after is None or after.plain in AUXILIARIES - {"to"} or not word.capital:
        return False
    if word.plain in DAYS or after.plain == "by":
        return after.plain in PREPOSITIONS | {"by"} and (word.plain in DAYS or word.plain.endswith("ed"))
    leans = word.plain.endswith(LEANING) and not after.capital
    return leans or (word.plain in MOMENTS and after.plain in TIME_ENDS)


def _is_comma(words: Sequence[Word], at: int) -> bool:
    """Return whether a comma stands here, or a quotation that may end in one: "Speaking on “This Week,” Berg"."""
    return words[at].plain == "," or (words[at].plain == GAP and at + 1 < len(words) and words[at + 1].capital)


def _behind_time(words: Sequence[Word], first: int) -> int:
    """The place behind "Hours later," or "The day before,"."""
    for place in range(first, min(first + LONGEST_TIME, len(words))):
        if words[place].plain == ",":
            times = [word.plain for word in words[first:place]]
            return place + 1 if times and times[-1] in TIME_ENDS and not TIMES.isdisjoint(times) else first
    return first


def behind_dateline(words: Sequence[Word]) -> int:
    """The place behind "LONDON (Reuters) -" where a report begins."""
    for place, word in enumerate(words[:DATELINE]):
        if word.plain in {"-", "—", "–"}:
            return place + 1 if place and words[0].capital else 0
        if word.is_word and not (word.capital or word.plain in DAYS or word.plain.isdigit()):
            return 0
    return 0


def _without_object(words: Sequence[Word], phrase: Range) -> Range:
    """The phrase without what is spoken of behind a name: "said Ines Rocha [of the new bridge]"."""
    tie = next((at for at in range(phrase[0] + 1, phrase[1] - 1) if words[at].plain == "of"), None)
    if tie is None or not words[tie - 1].capital:
        return phrase
    thing = words[tie + 1 : phrase[1]]
    belongs = any(word.capital for word in thing) or thing[-1].plain in BODIES
    of_hers = thing[0].plain in POSSESSIVES
    return (phrase[0], tie) if of_hers or (thing[0].plain in DETERMINERS and not belongs) else phrase


def subject_behind(words: Sequence[Word], at: int) -> Range | None:
    """The speaker behind the verb: "…," said Lavrov."""
    before = words[at - 1].plain if at else ""
    if at and before not in OPENS_INVERSION:
        return None
    phrase = phrase_starting(words, at + 1, NOT_IN_PHRASES)
    if phrase is None or words[phrase[0]].plain in NEVER_FIRST:
        return None
    after = words[phrase[1]].plain if phrase[1] < len(words) else "."
    if after in AUXILIARIES_BEHIND or (after in CUE_FORMS and after not in NOUN_VERBS):
        return None
    phrase = _without_object(words, phrase)
    quoted = at > 1 and GAP in {before, words[at - 2].plain}
    if quoted or (after in ENDS_CLAUSE and not _is_behind_apposition(words, at, phrase)):
        return phrase
    if at == 0:
        return phrase if after == ":" else None
    return None if subject_before(words, at) is not None else phrase
