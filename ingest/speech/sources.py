"""Whom a sentence names as its source without a verb: "according to X", "in the words of X", "X: …"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.clauses import Attributed, is_own, next_plain
from ingest.speech.grammar_words import AUXILIARIES, BE, DETERMINERS, POSSESSIVES, PRONOUNS, TIMES
from ingest.speech.noun_phrases import SAYS, Range, phrase_ending, phrase_starting
from ingest.speech.people import ASKED
from ingest.speech.subjects import FARTHEST, NOT_IN_PHRASES
from ingest.speech.verb_forms import Form, forms
from ingest.speech.voice_cues import EVIDENCE, STANCE_NOUNS, TELLING_NOUNS
from ingest.speech.words import GAP, Word

VIEWS = table("view views opinion eyes judgment judgement estimation mind words reading book")
"""What is somebody's before "of" or behind "'s": "in the [view] of the auditors"."""

OWN_VIEWS = VIEWS | table(
    """
    account admission telling retelling reckoning count estimate assessment standpoint perspective viewpoint version
    analysis experience recollection description
    """
)
"""What is so behind "'s" or "his" only."""

TELLINGS = table("account telling retelling version recollection description reckoning estimate assessment analysis")
"""Those behind which "of" leads to what is told: "in the widow's [account] of the night"."""

VERSIONED = table("events event facts history story what things night day evening morning incident accident quarrel it")
"""What somebody has a version of by telling it; a tune and a dish have versions too."""

VIEW_TIES = table("in by from to on")
OPENING_VIEWS = {
    "in": table("opinion view judgment judgement estimation"),
    "by": table("account admission reckoning telling"),
    "to": table("mind"),
    "from": table("view standpoint perspective viewpoint"),
}
"""Preposition at the head of a sentence → views behind which a clause needs no comma: "In Holm's [opinion] the …"."""

PUTTING = table(
    """
    sees see saw tells tell told puts put remembers remember recalls recall describes describe described has sums summed
    phrases phrased explains explained frames framed
    """
)
"""Before "it": "as the mayor [sees] it"."""

TRUSTED = table("believed trusted credited")
"""Behind "if" and "to be": "if Dahl is to be [believed]"."""

OPINIONATED = table(
    """
    critics opponents supporters admirers sceptics skeptics campaigners purists believers detractors many others some
    """
)
"""Those of whom nothing is known but what they think."""

WHO = ("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "ent", "constable")
MANY_WHO = ("ers", "ors", "ists", "ees", "ians", "ants")
"""Endings of words for several people: behind "to" they are who thinks so."""

GIVING = table("gave gives had has offered made sent left came comes wrote scrawled stood stands hung")
"""Verbs of a sentence that leads to what is said: "gave a short answer", "left a note"."""

TIES_OWNER = table("to 's")
LABELS = TELLING_NOUNS | STANCE_NOUNS
"""Nouns that tell of words before a colon, with whose they are: "[her hunch]: …"."""

QUESTIONS = table("whether if why how what when where who which about on")
"""Behind "asked" at the head of a sentence: somebody is asked something, and not to do it."""

GESTURES = forms(
    sorted(
        table(
            """
            grin shrug laugh smile nod sigh blush wince frown beam chuckle giggle groan snort grimace scowl wink pause
            hesitate bristle sob gesture point growl hiss pant whistle
            """
        )
    )
)
"""What somebody does before a colon that leads to his words: "Okello [laughed]: “…”"."""

PEOPLE = table(
    """
    officials police sources witnesses experts analysts scientists researchers prosecutors lawyers relatives residents
    critics friends family colleagues authorities activists rebels ministers diplomats investigators doctors people
    reports media agency ministry government company spokesman spokeswoman army military
    """
)
"""Who may be a source without a name."""

MEASURES = table("criteria criterion scale score classification system method standard rules census size order norms")
"""What things are measured by: "patients with asthma according to the Rome criteria"."""

SORTED_BY = table("sequence sequences age sex gender severity type weight height length protocol manufacturer")
"""What tells nothing at the head of a sentence either: "According to their age, …"."""

INSTRUMENTS = table("inventory questionnaire scale score checklist classification criteria")
"""What is filled in or counted, with a name of its own too: "according to the Brief Pain Inventory"."""

MOST_TOLD = 8
"""Words of what is told: "her account of [the night the mill burnt]"."""

MOST_TO_VERB = 10
MOST_OF_JUDGEMENT = 4
"""Words behind the verb: "was a farce". Raised, facts count too: "was the coldest since the war"."""

MOST_BEFORE_SOURCE = 2
"""Words before what is quoted: "More from [the report]:"."""


def according(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "According to the Pentagon, …"."""
    if at + 1 >= len(words) or words[at + 1].plain != "to":
        return None
    if at and (words[at - 1].is_word or words[at - 1].plain == ")") and not _is_source(words, at + 2):
        return None
    source = phrase_starting(words, at + 2, NOT_IN_PHRASES)
    if source is not None and _is_measure(words[source[1] - 1]):
        return None
    return Attributed(at, source, 0, len(words), by_speech=True)


def _is_measure(word: Word) -> bool:
    """Return whether the word is what things are measured or sorted by: "sequences", "EQ-5D", "Inventory"."""
    coded = word.capital and any(map(str.isdigit, word.plain)) and not word.plain.isalnum()
    return coded or word.plain in INSTRUMENTS or (not word.capital and word.plain in SORTED_BY)


def _is_source(words: Sequence[Word], at: int) -> bool:
    """Return whether somebody or a record stands here, and no measure: "sorted according to their size"."""
    phrase = phrase_starting(words, at, NOT_IN_PHRASES)
    if phrase is None or words[at].plain in POSSESSIVES:
        return False
    said = words[slice(*phrase)]
    if said[-1].plain in MEASURES:
        return False
    return (
        any(word.capital for word in said)
        or not EVIDENCE.isdisjoint(word.plain for word in said)
        or (said[-1].plain in PEOPLE)
    )


def in_view_of(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "In the view of the mayor, …", "…, in Holm's opinion", "By her own account, …", set apart by commas."""
    if words[at].plain in VIEWS and next_plain(words, at) == "of":
        if words[at].plain == "view" and at and words[at - 1].plain == "in":
            return None  # "in view of the flood": because of it
        speaker = phrase_starting(words, at + 2, NOT_IN_PHRASES)
        first = at - 1 if at and words[at - 1].plain == "the" else at
        if speaker is None:
            return None
        thinks = words[at].plain != "view" or words[speaker[1] - 1].plain in PEOPLE | OPINIONATED
        opens = thinks and _opens(words, at, first - 1, speaker[1])
        if not (opens or _set_apart(words, first - 1, speaker[1])):
            return None
        return Attributed(at, speaker, 0, len(words), by_speech=True)
    end = at - 2 if [word.plain for word in words[max(0, at - 2) : at]] == ["point", "of"] else at
    owner = _owner(words, end - 1 if end and words[end - 1].plain == "own" else end)
    if owner is None:
        return None
    opens = _opens(words, at, owner[0] - 1, at + 1)
    if not (opens or _set_apart(words, owner[0] - 1, _told_end(words, at))):
        return None
    speaker = None if words[owner[0]].plain in POSSESSIVES else owner
    return Attributed(at, speaker, 0, len(words), by_speech=True)


def _told_end(words: Sequence[Word], at: int) -> int:
    """The place behind somebody's telling and what it tells of: "Duarte's [version of events]"."""
    if words[at].plain not in TELLINGS or next_plain(words, at) != "of":
        return at + 1
    near = range(at + 3, min(at + 3 + MOST_TOLD, len(words)))
    end = next((place for place in near if not words[place].is_word), at + 1)
    thing = {word.plain for word in words[at + 2 : end]}
    return end if words[at].plain != "version" or not VERSIONED.isdisjoint(thing) else at + 1


def _owner(words: Sequence[Word], end: int) -> Range | None:
    """Whose something is, by "'s", an apostrophe or "his" before `end`."""
    if end > 0 and words[end - 1].plain in POSSESSIVES:
        return end - 1, end
    return phrase_ending(words, end - 1, NOT_IN_PHRASES) if end > 1 and words[end - 1].plain in {"'s", "'"} else None


def _set_apart(words: Sequence[Word], tie: int, end: int) -> bool:
    """Return whether the preposition at `tie` opens what commas set apart from the sentence."""
    if tie < 0 or words[tie].plain not in VIEW_TIES:
        return False
    opens = tie == 0 or words[tie - 1].plain in {",", "and", "but"}
    return opens and (end == len(words) or words[end].plain in {",", ".", ";"})


def _opens(words: Sequence[Word], at: int, tie: int, end: int) -> bool:
    """Return whether a view opens the sentence and a clause follows at once: "In Holm's opinion [the road …]"."""
    if tie != 0 or end >= len(words) or words[at].plain not in OPENING_VIEWS.get(words[0].plain, ()):
        return False
    return words[end].capital or words[end].plain in DETERMINERS | PRONOUNS | {"there"}


def per(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "Per the filing, …" and "…, as per the filing": no rate, as "per person" is one."""
    after = words[at + 1] if at + 1 < len(words) else None
    first = at - 1 if at and words[at - 1].plain == "as" else at
    if after is None or not (after.plain in DETERMINERS or after.capital) or (first and words[first - 1].plain != ","):
        return None
    if at and words[at].capital:  # somebody of that name
        return None
    return Attributed(at, phrase_starting(words, at + 1, NOT_IN_PHRASES), 0, len(words), by_speech=True)


def as_put(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "As the mayor sees it", "To hear Lund tell it", "If Dahl is to be believed", "As far as Ruiz is concerned"."""
    plain = words[at].plain
    if plain in TRUSTED and (not at or words[at - 1].plain != "be"):
        return None
    opening = [word.plain for word in words[:3]]
    first = {"as": 1, "to": 2, "if": 1}.get(opening[0], 0) if opening else 0
    if plain in TRUSTED | {"concerned"}:
        lead = ["as", "far", "as"] if plain == "concerned" else ["if"]
        near = range(max(0, at - FARTHEST), at)
        place = next((p for p in near if [w.plain for w in words[p : p + len(lead)]] == lead), None)
        speaker = phrase_starting(words, place + len(lead), NOT_IN_PHRASES) if place is not None else None
        if speaker is None or (plain == "concerned" and not _may_be_somebody(words, speaker)):
            return None
        return Attributed(at, speaker, 0, len(words), by_speech=True)
    if plain not in PUTTING or next_plain(words, at) != "it" or (first == 2 and opening[1] != "hear"):
        return None
    first = first or _behind_way(words, at)
    if not first:
        return None
    speaker = phrase_starting(words, first, NOT_IN_PHRASES)
    return Attributed(at, speaker, 0, len(words), by_speech=True) if speaker is not None and speaker[1] == at else None


def _behind_way(words: Sequence[Word], at: int) -> int:
    """The place behind "the way" of "The way the widow tells it, …" and "…, the way the widow tells it"; else 0."""
    ends = at + 2 >= len(words) or words[at + 2].plain in {",", "."}
    for place in range(at - 1, max(0, at - FARTHEST), -1):
        if words[place].plain == "way" and words[place - 1].plain == "the":
            opens = place == 1 or words[place - 2].plain == ","
            other = phrase_starting(words, place + 1, NOT_IN_PHRASES)
            return place + 1 if opens and ends and other is not None and not is_own(words, other) else 0
    return 0


def _may_be_somebody(words: Sequence[Word], speaker: Range) -> bool:
    """Whether the phrase may stand for who holds a view, and not for a matter: "as far as [treatment] is concerned"."""
    first, last = words[speaker[0]], words[speaker[1] - 1]
    return first.capital or last.capital or first.plain in DETERMINERS | PRONOUNS or last.plain.endswith("s")


def to_whom(words: Sequence[Word]) -> Attributed | None:
    """Of "For critics, the vote was a farce", a judgement and no deed; whose it is stays open where a name stands."""
    if not words or words[0].plain not in {"for", "to"}:
        return None
    speaker = phrase_starting(words, 1, NOT_IN_PHRASES)
    if speaker is None or speaker[1] >= len(words) or words[speaker[1]].plain != ",":
        return None
    named = words[speaker[1] - 1].capital and words[1].plain not in TIMES
    last = words[speaker[1] - 1].plain
    opinionated = last in OPINIONATED or (words[0].plain == "to" and (last in PEOPLE or last.endswith(MANY_WHO)))
    if not named and not opinionated:
        return None
    near = range(speaker[1] + 1, min(speaker[1] + MOST_TO_VERB, len(words) - 1))
    verb = next((place for place in near if words[place].plain in AUXILIARIES or not words[place].is_word), None)
    if verb is None or words[verb].plain not in BE:
        return None
    after = words[verb + 1]
    is_what = after.plain in DETERMINERS or (after.is_word and not after.plain.endswith(("ed", "ing")))
    is_short = sum(word.is_word for word in words[verb + 1 :]) <= MOST_OF_JUDGEMENT
    if not is_what or not is_short or after.plain[0].isdigit():
        return None
    return Attributed(0, None if named else speaker, 0, len(words))


def following(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "The transcript as follows:"."""
    if not at or words[at - 1].plain != "as" or next_plain(words, at) != ":":
        return None
    phrase = phrase_ending(words, at - 1, NOT_IN_PHRASES)
    if phrase is None or EVIDENCE.isdisjoint(word.plain for word in words[slice(*phrase)]):
        return None
    return Attributed(at, phrase, 0, len(words), by_speech=True)


def labelled(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "Lavrov: …" and "From the report: …" before a quotation, and of "Her advice: …" before any words."""
    if next_plain(words, at) != GAP:
        return _answered(words, at) or _owned_label(words, at)
    if (blunt := _who_was_blunt(words, at) or _who_gave(words, at) or _who_grinned(words, at)) is not None:
        return blunt
    phrase = phrase_ending(words, at, NOT_IN_PHRASES)
    leads = Attributed(at, None, 0, len(words), by_speech=True) if _is_all_that_follows(words, at) else None
    if phrase is None:
        return leads
    source = next((place + 1 for place in range(*phrase) if words[place].plain == "from"), phrase[0])
    before = words[source - 1] if source else None
    if before is not None and before.plain == "from" and source <= MOST_BEFORE_SOURCE:
        return Attributed(at, (source, phrase[1]), 0, len(words), by_speech=True)
    if not words[at - 1].capital or (
        before is not None and before.is_word and (source > 1 or before.plain not in SAYS)
    ):
        return leads
    return Attributed(at, phrase, 0, len(words), by_speech=True)


def _answered(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "Asked if he would stand, Berg was blunt: no": who is asked, behind the only comma before a colon."""
    if at + 1 >= len(words) or words[0].plain not in ASKED or words[1].plain not in QUESTIONS:
        return None
    near = range(2, min(at, FARTHEST))
    comma = next((place for place in near if words[place].plain == ","), at)
    speaker = phrase_starting(words, comma + 1, NOT_IN_PHRASES)
    if speaker is None or speaker[1] >= at or is_own(words, speaker):
        return None
    return Attributed(at, speaker, 0, len(words), by_speech=True)


def _is_all_that_follows(words: Sequence[Word], at: int) -> bool:
    """Return whether a whole sentence leads to a quotation: "A note was pinned to the door: “…”"."""
    finite = any(word.plain in BE | GIVING or word.plain.endswith("ed") for word in words[1:at])
    return finite and not any(word.is_word for word in words[at + 2 :])


def _who_gave(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "…, the chief gave a short answer: “…”": whoever gave, had or sent what is said."""
    noun = next((place for place in range(at - 1, 0, -1) if words[place].plain in TELLING_NOUNS), None)
    verb = next((place for place in range((noun or 0) - 1, 0, -1) if words[place].plain in GIVING), None)
    if noun is None or verb is None or noun - verb > MOST_OF_JUDGEMENT or not _is_all_that_follows(words, at):
        return None
    return Attributed(at, phrase_ending(words, verb, NOT_IN_PHRASES), 0, len(words), by_speech=True)


def _who_grinned(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "Asked why, Tove Lind shrugged: “…”": whoever did so, at the head of the sentence or behind a comma."""
    near = range(at - 1, max(0, at - MOST_TO_VERB), -1)
    deed = next((place for place in near if GESTURES.get(words[place].plain, ("", Form.BASE))[1] is Form.PAST), 0)
    speaker = phrase_ending(words, deed, NOT_IN_PHRASES)
    if speaker is None or any(not word.is_word for word in words[deed:at]) or is_own(words, speaker):
        return None
    opens = speaker[0] == 0 or words[speaker[0] - 1].plain == ","
    return Attributed(at, speaker, 0, len(words), by_speech=True) if opens else None


def _who_was_blunt(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "The constable was blunt: “…”": somebody who is something, and a colon that leads to his words."""
    speaker = phrase_starting(words, 0, NOT_IN_PHRASES)
    if speaker is None or speaker[1] >= at or words[speaker[1]].plain not in BE or at - speaker[1] > MOST_OF_JUDGEMENT:
        return None
    last = words[speaker[1] - 1]
    named = last.capital and (speaker[1] > 1 or not last.plain.endswith("s"))
    somebody = named or last.plain in PEOPLE or last.plain.endswith(WHO)
    return Attributed(at, speaker, 0, len(words)) if somebody else None


def _owned_label(words: Sequence[Word], at: int) -> Attributed | None:
    """Of "His message to members: the fund is safe": the sentence begins with something said, and whose it is."""
    noun = next((place for place in range(min(at, MOST_TO_VERB)) if words[place].plain in LABELS), None)
    if noun is None or at + 1 >= len(words) or any(word.plain in AUXILIARIES - TIES_OWNER for word in words[:at]):
        return None
    start = noun
    while start > 0 and words[start - 1].is_word and words[start - 1].plain not in POSSESSIVES | {"'s"}:
        start -= 1
    owner = _owner(words, start)
    if owner is None or owner[0] != 0:
        return None
    return Attributed(at, None if words[0].plain in POSSESSIVES else owner, 0, len(words), by_speech=True)
