"""Verbs of telling that tell nothing here: as adjectives ("a proposed tax"), and as what things do ("refers to")."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.clauses import next_plain
from ingest.speech.deeds import COUNTS, SUBJECT_WITHIN
from ingest.speech.grammar_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    OTHER_PREPOSITIONS,
    PASTS,
    POSSESSIVES,
    PREPOSITIONS,
    VERBS,
)
from ingest.speech.noun_phrases import is_adverb, phrase_starting
from ingest.speech.own_findings import head_of, is_headed
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import CUE_FORMS, OBJECTS, THING_ENDINGS
from ingest.speech.words import GAP, Word

DEGREES = table("more less most least so too very as rather quite")
LIKE_ADJECTIVES = table(
    "challenging demanding promising encouraging reassuring revealing telling insulting threatening welcoming worrying"
)
ENDS_ADJECTIVE = table("to for in at on from with among during after before and or by . ; ,")
TRANSITIVE = table(
    """
    describe depict portray identify characterize characterise label determine estimate predict summarize elaborate
    quote cite
    """
)
"""Verbs with something to tell of right behind; where nothing is, they stand for "that was": "the method described"."""

STATES = table("remain remains remained seem seems seemed become becomes became")
ESTIMATED = table("estimate predict expect identify observe propose detail recommend suspect assume")
"""Verbs whose past form is an adjective behind another one, or behind "and": "mass and [estimated] volume"."""
DESCRIBING = table(
    """
    and or both recent newly previously recently commonly major minor main key small large high low common mean median
    average overall excess annual total
    """
)

OWNERS = table("a an the his her its their our my your various either new old several recent early late % other such")
"""Before a participle they make it an adjective: "his [expected] arrival", "various [proposed] methods"."""

POINTING = table("this these those each")
TELLING = table("that as at to how whether")
PLAIN_TIES = (PREPOSITIONS | OTHER_PREPOSITIONS) - table("to")
BY_WITHIN = 6

STORIES = table("story stories tale tales fable legend history")
"""What a book or a film tells."""

TELLS_STORY = table("a an the his her its their another this that")
STORY_WITHIN = 4
"""Words behind "tells" in which the story comes: "told [its own sad story]"."""

ITSELF = table("itself themselves")
BY_THEMSELVES = table("announce suggest repeat explain reveal show prove ask signal express present")
"""Verbs of speech that with "itself" or "themselves" behind them tell only that something came, or was plain."""

PROVING = table("prove show demonstrate")
"""Verbs that with "it" behind them tell of a sign."""

IDLE_TOLD = table("time joke jokes fortunes difference")
"""What is told without saying anything: "the clock told the wrong [time]"."""

PRAYERS = table("grace mass prayer prayers farewell goodbye kaddish vespers")
"""What is said and tells nothing."""

WITHHOLDING = table("twice once again from with at entry access bail permission")
"""What stands behind somebody who is denied something: "denied Okoye [twice]", "denied her [entry]"."""

PLACES_OF_CARE = table("hospital icu clinic ward school university college prison unit institution hospice asylum")
"""Where people are admitted to without admitting anything."""


LET_IN = table(
    """
    patient patients student students member members child children woman women man men boys girls pupil pupils visitor
    visitors guest guests refugee refugees applicant applicants fans spectators people families family candidates
    casualties infants babies inmates prisoners novices graduates undergraduates newcomers freshmen
    """
)
"""Whom a hospital, a college or a club admits."""

ADMITTED_WITHIN = 7
"""Words behind "admitted" in which they stand."""


HANDLED = {
    "stress": table(
        """
        cable beam bridge joint bolt weld wire rope chain girder hull wing pipe dam wall steel metal concrete
        timber material specimen sample plant coral animal fish heart knee ankle tendon bone muscle spine syllable vowel
        beat
        """
    ),
    "admit": table("exhibit evidence testimony affidavit light sunlight daylight air rain water heat draught steam"),
    "recount": table("vote ballot paper"),
}
"""Verb → the things to which it is done without a word, in the singular."""

LEADING_TO = table("to into as")
ADMITTED_TO = table(
    "evidence record probate exhibit exhibits proof bar register roll rolls list league membership union"
)
"""Where something is admitted to, or as what, without admitting it."""


def is_adjective(words: Sequence[Word], at: int) -> bool:
    """Return whether it tells what something is like: "more elaborate", "challenging to shoot", "of reported cases"."""
    before, form = words[at - 1].plain if at else "", CUE_FORMS[words[at].plain][1]
    if form is Form.BASE:
        return before in DEGREES
    if form is Form.GERUND:
        return words[at].plain in LIKE_ADJECTIVES and before in BE | DEGREES and next_plain(words, at) in ENDS_ADJECTIVE
    follows = at > 0 and (words[at - 1].is_word or is_headed(words, at))
    return form is Form.PAST and follows and _is_participle(words, at)


def _is_participle(words: Sequence[Word], at: int) -> bool:
    """Return whether a past form stands for "that was …", or before the noun that it describes."""
    before, after = words[at - 1].plain, next_plain(words, at)
    if before in STATES:
        return True
    if CUE_FORMS[words[at].plain][0] in TRANSITIVE and before not in BE and after in ENDS_ADJECTIVE - {"to"}:
        return True
    place = at - 1
    while place > 0 and (words[place].plain in ADVERBS or is_adverb(words[place])):
        place -= 1
    if CUE_FORMS[words[at].plain][0] in ESTIMATED and _describes(words, at):
        return True
    named = at + 1 < len(words) and words[at + 1].is_word and after not in PLAIN_TIES | CONJUNCTIONS | {"that", "to"}
    if words[place].plain in STATES:
        return True  # "remains poorly understood"
    owned = words[place].plain in OWNERS | PLAIN_TIES
    if named and (owned or (words[place].plain in POINTING and after not in DETERMINERS and not words[at + 1].capital)):
        return True
    if CUE_FORMS[words[at].plain][0] in TRANSITIVE and before not in BE and after in AUXILIARIES - {"to"}:
        return True  # "the method described will"
    if after in PLAIN_TIES - {"by"} and before not in BE and after != "as":
        near = [word.plain for word in words[at + 2 : at + BY_WITHIN]]
        return "by" in near and near.index("by") <= 2
    return after == "as" and before not in BE and next_plain(words, at + 1) != GAP and is_adverb_or_comma(words[at - 1])


def _describes(words: Sequence[Word], at: int) -> bool:
    """Return whether a noun follows that the word describes, behind another adjective, "and" or what is going on."""
    headed = is_headed(words, at)
    before, behind = words[at - 1], [word.plain for word in words[at + 1 : at + BY_WITHIN]]
    tells = not TELLING.isdisjoint(behind[:1] if headed else behind)
    if not behind or not words[at + 1].is_word or words[at + 1].capital or tells:
        return False
    going_on = before.plain.endswith("ing") and not before.capital and at > 1
    adjective = before.plain in DESCRIBING or going_on or headed
    return behind[0] not in DETERMINERS | PLAIN_TIES and adjective


def is_adverb_or_comma(word: Word) -> bool:
    """Return whether the word is an adverb or a comma."""
    return word.plain == "," or word.plain in ADVERBS or is_adverb(word)


def _is_withheld(words: Sequence[Word], at: int) -> bool:
    """Return whether somebody is denied something: "denied her a visa", "denied Okoye twice"."""
    end = at + 1
    while end < len(words) and words[end].capital:
        end += 1
    behind = [word.plain for word in words[end : end + 2]]
    if end == at + 1:
        return behind[:1] != [] and behind[0] in OBJECTS and behind[1:] != [] and behind[1] in WITHHOLDING | DETERMINERS
    return behind[:1] != [] and (behind[0] in WITHHOLDING or behind[0] in {"a", "an", "the"})


def _is_let_in(words: Sequence[Word], at: int) -> bool:
    """Return whether people are let in: "admitted thirty patients", "the hospital admitted Berg", and no clause."""
    near = range(at + 1, min(at + ADMITTED_WITHIN, len(words)))
    cares = not PLACES_OF_CARE.isdisjoint(word.plain.removesuffix("s") for word in words[max(0, at - 4) : at])
    end = next((place for place in near if words[place].plain in LET_IN), None)
    if end is None and cares:
        end = next((place - 1 for place in near if not words[place].capital), None)
        end = at + 1 if end == at and words[at + 1].plain in OBJECTS else end
    if end is None or end == at:
        return False
    between = (word for word in words[at + 1 : end] if not _may_count(word))
    return next(between, None) is None and not _goes_on(words, end)


def _is_done_to_a_thing(words: Sequence[Word], at: int) -> bool:
    """Return whether a thing is handled: "stressed the cable", "admitted 14 exhibits into evidence", and no clause."""
    verb = CUE_FORMS[words[at].plain][0]
    thing = phrase_starting(words, at + 1, NOT_IN_PHRASES)
    if thing is None or _goes_on(words, thing[1] - 1):
        return False
    after, behind = next_plain(words, thing[1] - 1), [word.plain for word in words[thing[1] + 1 : thing[1] + 4]]
    measured = behind[:1] != [] and (behind[0] in COUNTS or behind[0].isdigit())
    goes = after in LEADING_TO and (measured if verb == "stress" else not ADMITTED_TO.isdisjoint(behind))
    end = next((place for place in range(thing[1], thing[0], -1) if words[place - 1].plain not in ADVERBS), thing[1])
    return head_of(words, (thing[0], end)).plain.removesuffix("s") in HANDLED[verb] or goes


def _goes_on(words: Sequence[Word], end: int) -> bool:
    """Return whether the people are the subject of a clause: "admitted patients [had] waited", "… two men [fled]"."""
    after, behind = next_plain(words, end), next_plain(words, end + 1)
    did = after.endswith("ed") and behind not in (PREPOSITIONS - {"to"}) | {"by"}
    return did or after in (AUXILIARIES - {"to"}) | VERBS | PASTS | {"'s", "'"}


def _may_count(word: Word) -> bool:
    """Return whether the word may stand between "admitted" and the people: "more than 200 new [patients]"."""
    if not word.is_word:
        return word.plain == ","  # "4,000"
    return word.plain not in PREPOSITIONS - {"of", "about"} and not word.plain.endswith("ing") and word.plain != "that"


def is_of_a_thing(words: Sequence[Word], at: int) -> bool:
    """Whether it is what things do without a word: "refers to the time", "tells the story of", "than expected"."""
    verb, form = CUE_FORMS[words[at].plain]
    before, behind = words[at - 1].plain if at else "", [word.plain for word in words[at + 1 : at + 4]]
    if verb in IDLE_WITH:
        return not IDLE_WITH[verb].isdisjoint(behind[:2])
    match verb:
        case "refer":
            near = {word.plain for word in words[at + 1 : at + 1 + SUBJECT_WITHIN]}
            return behind[:2] == ["to", "as"] or ("as" not in near and GAP not in near)
        case "tell":
            told = not STORIES.isdisjoint(behind[:2]) or not IDLE_TOLD.isdisjoint(behind)
            return before == "-" or _is_only_a_story(words, at) or told
        case "say":
            return not PRAYERS.isdisjoint(behind[:1]) or (behind[:1] == ["a"] and not PRAYERS.isdisjoint(behind[:2]))
        case "deny":
            return _is_withheld(words, at)
        case "boast":
            quoted = any(word.plain == GAP for word in words[:at])
            return (
                not quoted and bool(behind) and (behind[0] in DETERMINERS or behind[0] in COUNTS or behind[0].isdigit())
            )
        case "admit":
            let_in = (behind[:1] == ["to"] and not PLACES_OF_CARE.isdisjoint(behind)) or _is_let_in(words, at)
            return let_in or _is_done_to_a_thing(words, at)
        case "describe" if form is Form.PRESENT:
            return before.endswith(THING_ENDINGS)
    if form in {Form.PRESENT, Form.BASE} and (before.isdigit() or before == "("):
        return True
    compared = before == "than" or (before in ADVERBS and at > 1 and words[at - 2].plain == "than")
    return compared or (verb in HANDLED and _is_done_to_a_thing(words, at))


def _is_only_a_story(words: Sequence[Word], at: int) -> bool:
    """Return whether a story is told, and not what it is: "told its own story", but "told the same story: …"."""
    near = [word.plain for word in words[at + 1 : at + BY_WITHIN]]
    story = next((place for place, plain in enumerate(near) if plain in {"story", "tale"}), 0)
    if near[:1] == ["a"] and story:
        return True
    goes_on = near[story + 1 :][:1] in ([":"], ["that"], ["of"])
    return near[:1] != [] and near[0] in TELLS_STORY and 0 < story < STORY_WITHIN and not goes_on


COMING = table("arrival presence return coming entrance intentions")
"""What a deed announces, not words."""


def is_of_itself(words: Sequence[Word], at: int) -> bool:
    """Whether something only came or was plain: "the fault announced itself", "the figures speak for themselves"."""
    verb, behind = CUE_FORMS[words[at].plain][0], [word.plain for word in words[at + 1 : at + 4]]
    if verb == "announce" and behind[:1] != [] and behind[0] in POSSESSIVES and behind[2:] == ["with"]:
        return behind[1] in COMING  # "announced its presence with a drum roll"
    if verb == "speak":
        return behind[:1] == ["for"] and not ITSELF.isdisjoint(behind[1:2])
    if verb in PROVING and behind[:2] in (["it"], ["it", "."], ["it", ","]):
        return True  # "her cellar proves it"
    return verb in BY_THEMSELVES and not ITSELF.isdisjoint(behind[:1]) and behind[1:2] not in (["as"], ["to"])


IDLE_WITH = {
    "compare": frozenset({"to", "with"}),
    "aim": frozenset({"at"}),
    "hail": frozenset({"from"}),
    "swear": frozenset({"in"}),
    "remind": frozenset({"of"}),
    "find": frozenset({"out"}),
}
"""Verb → the word behind it with which it is nobody's: "compared to", "was sworn in", "reminds you of"."""
