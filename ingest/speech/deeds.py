"""Whether a verb that is a deed as often as a word tells of words here: "noted that", "the minutes record four"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.lexicon import MONTHS, table
from ingest.speech.auxiliaries import helpers_start
from ingest.speech.clauses import next_plain
from ingest.speech.grammar_words import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    OTHER_PREPOSITIONS,
    PASTS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    VERBS,
)
from ingest.speech.noun_phrases import TIES, phrase_starting
from ingest.speech.subjects import HELD, INTRODUCERS, NOT_IN_PHRASES, RELATIVES, behind_dateline, subject_before
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import (
    AIMS,
    CUE_FORMS,
    CUE_NOUNS,
    DEEDS,
    DOCUMENTS,
    EVIDENCE,
    EXPRESSED,
    FORCES,
    HITTING,
    INFINITIVES,
    ISSUE_ENDINGS,
    ISSUES,
    LISTING,
    NOUN_VERBS,
    OBJECTS,
    SHOWING,
    STRICT,
    VOICING,
    WITHOUT_AS,
)
from ingest.speech.words import GAP, Word

FINITE = AUXILIARIES - table("'s to not never ever n't be been being having")
CLAUSE_WITHIN = 9
"""Words behind a verb of deeds in which the verb of a clause without "that" is looked for."""

CLAUSAL = table("maintain hold find conclude discover observe understand state")
"""Verbs behind which a subject and its verb tell of words without "that"."""

TAILS = table("report find record note rule observe recall remember decide hold reveal write state certify allege")
"""Verbs of deeds that may stand behind what was told, their subject before them."""

MOMENTS = TIMES | table("moment minute hour sooner")
"""At the head of a clause they only say when something was: "The [day] the dam broke, …"."""

MOST_WHEN = 8
"""Words behind such a verb that say when, where or to whom."""

OBJECT_WITHIN = 5
ESTIMATE_WITHIN = 12
COUNTS = table(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half
    """
)
TIMING = table("few some several couple many of last final first dying opening closing")
LEADS = table("ahead behind level")
SUBJECT_WITHIN = 10
"""Words between a quotation and the verb behind it that has its subject first."""


MARKED = frozenset((GAP, "“", '"', "‘", "'"))
PARTICLES = table("up off in out back")
"""Behind "called": an army and a meeting are."""

JUDGING_ENDINGS = ("ous", "ful", "able", "ible", "less", "ive", "ish", "ic", "al", "ent", "ant", "ing", "ed", "y")
"""Of what somebody or something is called: "called the plan ridiculous"."""

ANOTHER_TIME = table("before after until since during")
WHENS = DAYS | TIMES | MONTHS.keys() | table("on in last this earlier late early week month year the")
"""Words of a time between the verb and "that": "ruled [last month] that"."""

OPENS_TIME = table("by in on at since until till before after during from for over last this within late early all")
"""Words with which a time may open a statement: "[by] noon the tracks were worn out"."""

HOURS = table(
    """
    noon midnight dawn dusk daybreak sunrise sunset nightfall morning afternoon evening weekend spring summer autumn
    winter hour hours century decade end beginning start easter christmas
    """
)
"""Times of a day and a year, behind which no clause says which one is meant."""

WHEN_WITHIN = 4
"""Words behind the verb among which that "that" stands."""

TO_HEARERS = table("advise instruct counsel text lecture")
"""Verbs behind which whoever hears it and "that" may stand: "advised members [that] the flats were damp"."""

WRITTEN_IN = table("in to on at about")
"""Behind "wrote", when what was written stands before: "…, the harbour master wrote [in] a letter"."""

NEEDY = DEEDS | LISTING | HITTING | VOICING
"""Verbs that tell of words only with what they need beside them."""


def tells_of_words(words: Sequence[Word], at: int) -> bool:
    """Return whether one of `NEEDY` has here what makes it tell of words."""
    verb = CUE_FORMS[words[at].plain][0]
    if is_told_before(words, at):
        return True
    if verb in VOICING:
        return not EXPRESSED.isdisjoint(word.plain for word in words[at + 1 : at + 1 + OBJECT_WITHIN])
    if verb in LISTING:
        return is_listed(words, at)
    if verb in HITTING:
        return _tells(words, at) or _is_judged(words, at)
    if verb in STRICT:
        return next_plain(words, at) in {"that", "how", ":", GAP} or _is_told_then(words, at) or takes_clause(words, at)
    active = verb in SHOWING | {"report"} and (not at or words[at - 1].plain not in BE)
    return _tells(words, at) or (active and (is_evidence(words, at) or _is_of_document(words, at)))


def _tells(words: Sequence[Word], at: int) -> bool:
    """Return whether what a verb of deeds is about is told: a clause, a quotation, "as", or "to" with a verb."""
    last = min(at + 1 + CLAUSE_WITHIN, len(words))
    if next_plain(words, at) == "by":
        return any(word.plain in {"as", "that"} for word in words[at + 2 : last])
    behind = [word.plain for word in words[at + 1 : last]]
    if behind[:2] == ["as", "follows"] or _leads_to_quotation(words, at, last):
        return True
    if behind[:1] and behind[0] in WRITTEN_IN and CUE_FORMS[words[at].plain][0] == "write":
        return any(word.plain in {",", GAP} for word in words[:at])
    if behind[:1] and behind[0] in PREPOSITIONS and _is_told_there(words, at):
        return True
    if _is_told_then(words, at) or (CUE_FORMS[words[at].plain][0] in TO_HEARERS and _leads_to_that(words, at + 1)):
        return True
    if behind[:1] and behind[0] in {"that", "to", "how", "why", "whether", ":"}:
        plans = CUE_FORMS[words[at].plain][0] in INFINITIVES
        return behind[0] != "to" or (plans and _is_bare_verb(words, at + 2))
    if GAP in {word.plain for word in words[max(0, at - SUBJECT_WITHIN) : last]}:
        return True
    if not behind or (behind[0] in {",", ".", ";"} and any(word.plain == "," for word in words[:at])):
        return at > 0 and words[at - 1].is_word and any(word.plain == "," for word in words[:at])
    return (
        words[at + 1].is_word and behind[0] not in PREPOSITIONS | OTHER_PREPOSITIONS and _is_clause(words, at, behind)
    )


def _leads_to_quotation(words: Sequence[Word], at: int, last: int) -> bool:
    """Return whether a colon and a quotation follow: "wrote to his publisher: “…”"."""
    return any(one.plain == ":" and other.plain == GAP for one, other in pairwise(words[at + 1 : last + 1]))


def _is_told_then(words: Sequence[Word], at: int) -> bool:
    """Return whether nothing but when it was stands before "that": "ruled last month that", "held in 1987 that"."""
    behind = [word.plain for word in words[at + 1 : at + 1 + WHEN_WITHIN]]
    when = behind[: behind.index("that")] if "that" in behind else []
    return bool(when) and all(word in WHENS or word.isdigit() for word in when)


def _is_told_there(words: Sequence[Word], at: int) -> bool:
    """Return whether only a place, a time or a hearer stands before "that": "claimed in court that the van …"."""
    return _leads_to_that(words, at + 2)


def _leads_to_that(words: Sequence[Word], first: int) -> bool:
    """Return whether one noun phrase stands here, and behind it "that" with a clause."""
    phrase = phrase_starting(words, first, NOT_IN_PHRASES)
    if phrase is None or phrase[1] + 1 >= len(words) or words[phrase[1]].plain != "that":
        return False
    after = words[phrase[1] + 1]
    return after.capital or after.plain in DETERMINERS | PRONOUNS


def is_called_something(words: Sequence[Word], at: int) -> bool:
    """Whether somebody is called something, or called on or for: "called it a farce"; not "called off", "called Bo"."""
    after = next_plain(words, at)
    if after in {"for", "on", "upon", "to", ""} or (not words[at + 1].is_word and after not in MARKED):
        return True
    if after in PARTICLES:
        return False
    if not MARKED.isdisjoint(word.plain for word in words[at + 1 : at + 3 if after in DETERMINERS else at + 2]):
        return False  # a name: "a marker called a “dabber”"
    thing = phrase_starting(words, at + 1, NOT_IN_PHRASES)
    if thing is None:
        return after in OBJECTS | PRONOUNS
    end = words[thing[1]] if thing[1] < len(words) else None
    if end is not None and (end.plain in DETERMINERS | MARKED):
        return True
    return thing[1] - thing[0] > 1 and words[thing[1] - 1].plain.endswith(JUDGING_ENDINGS)


def is_listed(words: Sequence[Word], at: int) -> bool:
    """Return whether a document lists or names something here: what it lists begins right behind the verb."""
    if _leads_to_quotation(words, at, at + 2):
        return True
    if at + 1 >= len(words) or not _is_of_document(words, at):
        return False
    after = words[at + 1]
    begins = after.plain in DETERMINERS | COUNTS | {"that", "how"} or after.plain[0].isdigit() or after.capital
    return begins or (after.is_word and after.plain.endswith("s") and after.plain not in AUXILIARIES | NOUN_VERBS)


def _is_of_document(words: Sequence[Word], at: int) -> bool:
    """Whether the subject's head is something written: "[an audit] of the fund notes", "[the minutes] record"."""
    left = helpers_start(words, at)
    subject = subject_before(words, left)
    if subject is None or not BE.isdisjoint(word.plain for word in words[left:at]):
        return False
    said = words[slice(*subject)]
    head = phrase_starting(said, 0, NOT_IN_PHRASES | HELD)
    if head is None:
        return False
    tie = next((place for place in range(1, head[1]) if said[place].plain in TIES), head[1])
    head_word = said[tie - 1]
    return head_word.plain in DOCUMENTS and (tie == 1 or not head_word.capital)


def _is_judged(words: Sequence[Word], at: int) -> bool:
    """Return whether somebody, or an issue, is the object, and no force of nature the subject."""
    before = {word.plain for word in words[max(0, at - SUBJECT_WITHIN) : at]}
    thing = phrase_starting(words, at + 1, NOT_IN_PHRASES)
    if thing is None or words[thing[0]].plain in TIMES or not before.isdisjoint(FORCES):
        return False
    if not AIMS.isdisjoint(word.plain for word in words[thing[1] : thing[1] + 1]):
        return False
    said = words[slice(*thing)]
    return any(
        word.capital or word.plain in PRONOUNS | OBJECTS | ISSUES | CUE_NOUNS or word.plain.endswith(ISSUE_ENDINGS)
        for word in said
    )


def _is_clause(words: Sequence[Word], at: int, behind: Sequence[str]) -> bool:
    """Whether a clause without "that" stands behind the verb, or what it says of its object: "as", "the claim that"."""
    likens = CUE_FORMS[words[at].plain][0] not in WITHOUT_AS
    for place, plain in enumerate(behind):
        if plain == "that" and behind[place - 1] in CUE_NOUNS:
            return True
        if plain == "as":
            return place > 0 and likens
        if not words[at + 1 + place].is_word or plain in CONJUNCTIONS | ANOTHER_TIME:
            return False
        if plain == "to":
            return False
        if place and not words[at + 1 + place].capital and plain in FINITE | VERBS | PASTS:
            return True
    return False


def takes_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a clause without "that" follows: "maintained the repairs were done", but not "the pumps he had built"."""
    verb, form = CUE_FORMS[words[at].plain]
    left = helpers_start(words, at)
    finite = form in {Form.PAST, Form.PRESENT} or (form is Form.BASE and left == at)
    is_main = finite and words[max(0, left - 1)].plain not in RELATIVES
    if verb not in CLAUSAL or not is_main or next_plain(words, at) in PREPOSITIONS | OTHER_PREPOSITIONS:
        return False
    for place in range(at + 1, min(at + 1 + CLAUSE_WITHIN, len(words))):
        plain, is_within = words[place].plain, place > at + 1
        if not words[place].is_word or plain in CONJUNCTIONS | ANOTHER_TIME | {"to"}:
            return False
        if is_within and plain in FINITE:
            return True
        starts = plain in DETERMINERS | PRONOUNS
        if is_within and starts and words[place - 1].plain not in PREPOSITIONS | DETERMINERS:
            return False  # "the pumps [the] council had bought"
    return False


def is_told_before(words: Sequence[Word], at: int) -> bool:
    """Whether a statement and a comma come first, and only when, where or to whom it was told stands behind the verb.

    "The tracks are worn out, the inspectors reported in May", but not "In spring, the inspectors reported in person".
    """
    verb, form = CUE_FORMS.get(words[at].plain, ("", Form.BASE))
    if verb not in TAILS or form not in {Form.PAST, Form.PRESENT} or not _is_only_when(words, at + 1):
        return False
    return is_stated_before(words, at)


def is_stated_before(words: Sequence[Word], at: int) -> bool:
    """Return whether a statement and a comma stand before the verb's subject: "[The road is open], he [said]"."""
    left = helpers_start(words, at)
    subject = subject_before(words, left)
    if subject is None or not BE.isdisjoint(word.plain for word in words[left:at]):
        return False
    comma = subject[0] - 1
    return comma > 0 and words[comma].plain == "," and _states(words[behind_dateline(words) : comma])


def _is_only_when(words: Sequence[Word], first: int) -> bool:
    """Return whether a time, a place or a hearer stands here, and nothing else up to the end."""
    near = words[first : first + MOST_WHEN + 2]
    behind = [word.plain for word in near if word.plain != "."]
    opens = bool(behind) and (behind[0] in WHENS - {"the"} or behind[0] in {"at", "to"})
    does = any(word.plain in FINITE and not word.capital for word in near)
    return opens and len(behind) <= MOST_WHEN and not does and {",", "and", "that"}.isdisjoint(behind)


def _states(words: Sequence[Word]) -> bool:
    """Return whether the words are one main clause: a subject first, a verb behind it, and no comma."""
    words = words[_behind_opening(words) :]
    if not words or words[0].plain in INTRODUCERS | CONJUNCTIONS or words[0].plain.endswith(("ed", "ing", "ly")):
        return False
    subject = phrase_starting(words, 0, NOT_IN_PHRASES)
    if (subject is None and words[0].plain != "no") or not MOMENTS.isdisjoint(word.plain for word in words[:2]):
        return False
    does = any(_may_be_done(words, at) for at in range(1, len(words)))
    return does and all(word.plain not in {",", GAP} for word in words)


def _behind_opening(words: Sequence[Word]) -> int:
    """The place behind a time that opens the statement: "By noon", "In May 1990", "At the end of the week"; else 0."""
    if not words or words[0].plain not in OPENS_TIME:
        return 0
    end = next((at for at in range(1, len(words)) if not _is_of_time(words[at])), len(words))
    end -= words[end - 1].plain == "the"
    said = [word.plain for word in words[1:end]]
    is_time = any(word in HOURS | TIMES | MONTHS.keys() or word.isdigit() for word in said)
    relates = "the" in said and said[-1] in MOMENTS - HOURS and "end" not in said  # "on the night [the dam broke]"
    return end if is_time and not relates else 0


def _is_of_time(word: Word) -> bool:
    """Return whether the word may stand in "the early hours of last Monday"."""
    return word.plain in HOURS | WHENS | ANOTHER_TIME | COUNTS | TIMING | {"of"} or word.plain.isdigit()


def _may_be_done(words: Sequence[Word], at: int) -> bool:
    """Return whether the word may be the verb of a statement, if only by its ending: "The tower leans"."""
    plain, before = words[at].plain, words[at - 1]
    does = plain.endswith("s") and before.is_word and not words[at].capital and not plain.endswith(("ss", "us", "'s"))
    noun = before.plain not in DETERMINERS | PREPOSITIONS | OTHER_PREPOSITIONS and not before.plain.endswith("s")
    return plain in FINITE | VERBS | PASTS or plain.endswith("ed") or (does and noun)


def is_estimate(words: Sequence[Word], at: int) -> bool:
    """Return whether somebody puts a figure on something: "puts the dead at nine", "put her two points ahead"."""
    near = words[at + 1 : at + 1 + ESTIMATE_WITHIN]
    numbers = [place for place, word in enumerate(near) if word.plain[0].isdigit() or word.plain in COUNTS]
    ties = [place for place, word in enumerate(near) if word.plain in {"at", "between"}]
    if any(0 < number - tie <= 3 for number in numbers for tie in ties):
        return True
    return is_evidence(words, at) and not LEADS.isdisjoint(word.plain for word in near)


def is_evidence(words: Sequence[Word], at: int) -> bool:
    """Return whether a poll, a report or a picture stands before the verb."""
    near = range(max(0, at - SUBJECT_WITHIN), at)
    return any(words[place].plain in EVIDENCE and not _is_time(words, place) for place in near)


def _is_time(words: Sequence[Word], at: int) -> bool:
    """Return whether these are minutes that pass, and no minutes of a meeting: "five [minutes] from time"."""
    before = words[at - 1].plain if at else ""
    return words[at].plain == "minutes" and (before in COUNTS | TIMING or before[:1].isdigit())


def _is_bare_verb(words: Sequence[Word], at: int) -> bool:
    """Return whether a verb may stand here behind "to": no article, name or number."""
    if at >= len(words):
        return False
    word = words[at]
    return word.is_word and not word.capital and word.plain not in DETERMINERS | PRONOUNS and word.plain.isalpha()
