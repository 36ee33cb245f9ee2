"""Whether a word is a cue here: "the report claims" is one, "the report's claims" is none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.lexicon import table
from ingest.speech.cited import cited_before, cited_object
from ingest.speech.deeds import (
    NEEDY,
    SUBJECT_WITHIN,
    is_called_something,
    is_estimate,
    is_evidence,
    is_listed,
    is_stated_before,
    is_told_before,
    takes_clause,
    tells_of_words,
)
from ingest.speech.grammar_words import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SEEN_AS_SUBJECTS,
    SEVERAL_ENDINGS,
    TIMES,
)
from ingest.speech.houses import is_house
from ingest.speech.noun_phrases import TIES, is_adverb, phrase_ending
from ingest.speech.people import BODIES
from ingest.speech.sources import WHO
from ingest.speech.subjects import NOT_IN_PHRASES
from ingest.speech.untold import is_adjective, is_of_a_thing, is_of_itself
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import (
    CONTENT,
    CUE_FORMS,
    CUE_NOUNS,
    EVIDENCE,
    LISTING,
    NOUN_VERBS,
    PHRASAL,
    SHOWING,
    SPEECH,
    THAT_VERBS,
)
from ingest.speech.words import GAP, Word

OWNERS = frozenset(("a", "an", "the", "his", "its", "their", "our", "my", "'s"))
TAKES = (
    table("that to how why what whether if : ; . , for on of in about as with against ”")
    | DETERMINERS
    | PRONOUNS
    | {GAP}
)
"""What may stand behind a word when it is a verb and no noun."""

ENDS_WITH = SPEECH | {"show", "find"}
"""Verbs that a sentence may end in: "…, records show."."""

BEFORE_VERBS = AUXILIARIES | SEEN_AS_SUBJECTS
ADJECTIVES = table(
    """
    new old recent past early late own other such false key many some several few more public full main strong leading
    opening growing respective first two three final big major minor open detailed latest next high low
    negative positive controversial similar
    """
)
ADJECTIVE_ENDINGS = ("ous", "ful", "able", "ible", "less")
NOUN_BEFORE = PREPOSITIONS | table("and or by as own new such these")
MARKS = table('“ " ‘ « „')
STARTS = table(": ( [ — –") | {GAP}
TOLD_OF = table("tell speak talk complain warn boast dream learn hear think write sing brag")
ASKED_FOR = table("call ask push hope plead beg argue wish pray speak advocate opt plan vote")
"""Verbs that "of" or "for" may follow; behind another word it is a noun: "present estimates of"."""

OF_DOING = table("dread fear")
"""Verbs behind which "-ing" may stand: "nurses [dread] losing the ward"."""

FEARED = table("suspect fear hope worry guess dread")
"""Verbs of thinking that may end a sentence behind what is thought, and nouns as often."""

CRIMES = table("murder terror border")
"""What ends as somebody does and stands before "suspects" as a noun."""

SHORT_TAG = 6
"""Words of a sentence that only says that somebody continued."""


SHORTEST_HEADLINE = 3
"""Words before the comma in a headline that tells something."""

MOST_ADVERBS = 3
NO_PHRASES = frozenset(
    {("out", "of"), ("up", "to"), *(("it", tie) for tie in ("on", "in", "into", "up", "onto", "out", "down", "back"))}
)
"""Behind "lash", "talk" or "put": nothing is said."""

IDIOMS = (["it", "best"], ["it", "all"])
"""Behind "says": nobody says anything."""


def outside_marks(words: Sequence[Word]) -> Iterator[int]:
    """The places outside of marked words that are no quotation: "She lives by “waste not, want not”"."""
    closing = [at for at, word in enumerate(words) if word.plain == "”"]
    end = 0
    for at, word in enumerate(words):
        if word.plain == "“":
            behind = bisect_left(closing, at)
            end = closing[behind] if behind < len(closing) else end
        if at >= end:
            yield at


HAD = table("seen sent given shown kept made taken written drawn held found")
"""What became of papers, as in "seen by", beside what ends in "-ed"."""

IN_HAND = table("seen obtained reviewed leaked examined")
"""What becomes of papers alone, whatever they are called: "receipts [seen] by the Herald"."""

PAPERS_WITHIN = 9
"""Words back to the papers."""


def is_verb(words: Sequence[Word], at: int, *, is_title: bool = False) -> bool:
    """Whether the word is a verb of saying or thinking that has what it needs; in a title capitals say nothing."""
    if words[at].plain not in CUE_FORMS or (_is_in_name(words, at) and not is_title):
        return False
    if _ends_headline(words, at):
        return True
    return not (is_noun(words, at) or is_adjective(words, at) or _is_trust(words, at)) and _is_complete(words, at)


def _is_trust(words: Sequence[Word], at: int) -> bool:
    """Return whether somebody swears by something and says nothing: "swore by cold baths"."""
    near = words[at + 1 : at + 1 + SUBJECT_WITHIN]
    behind = [word.plain for word in takewhile(lambda word: word.is_word and word.plain not in {"and", "but"}, near)]
    return CUE_FORMS[words[at].plain][0] == "swear" and behind[:1] == ["by"] and {"that", "to"}.isdisjoint(behind)


def _is_in_name(words: Sequence[Word], at: int) -> bool:
    """Return whether a capital inside the sentence, or a mark right before, makes it part of a title."""
    before = words[at - 1].plain if at else ""
    return before in MARKS or (words[at].capital and before not in STARTS and at > 0)


def is_noun(words: Sequence[Word], at: int) -> bool:
    """Return whether a word that may be a verb or a noun is a noun here."""
    plain = words[at].plain
    if at and words[at - 1].plain in OWNERS:
        return not is_house(words, at)
    if _ends_headline(words, at):
        return False
    if CUE_FORMS.get(plain, ("",))[0] in LISTING:
        return not (is_listed(words, at) or is_told_before(words, at))
    if plain not in NOUN_VERBS:
        return plain in CUE_NOUNS and plain not in CUE_FORMS
    is_papers = at > 0 and (words[at - 1].plain in EVIDENCE or _is_of_papers(words, at))
    if is_papers and CUE_FORMS.get(plain, ("",))[0] in SHOWING:
        return False
    if cited_before(words, at) is not None or cited_object(words, at) is not None:
        return False
    return _noun_by_next(words, at) or _noun_by_last(words, at)


def _is_of_papers(words: Sequence[Word], at: int) -> bool:
    """Return whether papers are its subject, which somebody has: "Emails obtained by the Herald [show] that …"."""
    for place in range(at - 4, max(-1, at - PAPERS_WITHIN), -1):
        had = words[place + 1].plain
        in_hand = words[place].plain in EVIDENCE or (words[place].plain.endswith("s") and had in IN_HAND)
        if in_hand and words[place + 2].plain in {"by", "to", "from"}:
            return (had.endswith("ed") or had in HAD) and all(word.is_word for word in words[place:at])
    return False


def _noun_by_next(words: Sequence[Word], at: int) -> bool:
    """Return whether no verb stands before what follows."""
    if at + 1 == len(words):
        return words[at - 1].plain == "and" and CUE_FORMS.get(words[at].plain, ("", Form.BASE))[1] is Form.BASE
    after, verb = words[at + 1], CUE_FORMS.get(words[at].plain, ("", Form.BASE))[0]
    if after.plain in PHRASAL.get(verb, ()):
        return False
    if after.plain in {",", "."}:
        listed = at > 0 and words[at - 1].plain in {"and", "or"}
        ends = verb in ENDS_WITH or (verb in FEARED and _is_feared(words, at))
        return listed or not ends or {",", GAP}.isdisjoint(word.plain for word in words[:at])
    if (after.plain == "of" and verb not in TOLD_OF) or (after.plain == "for" and verb not in ASKED_FOR):
        return True
    if CUE_FORMS.get(_past_adverbs(words, at + 1), ("", Form.BASE))[1] is Form.PAST:
        return True
    doing = verb in OF_DOING and after.plain.endswith("ing")
    return not (after.capital or after.plain in TAKES or doing)


def _is_feared(words: Sequence[Word], at: int) -> bool:
    """Return whether somebody thinks what a sentence states before its last comma: "…, the union [suspects]".

    "Police let two men go, the murder [suspects]" has a noun there: of one, only a body or a name thinks.
    """
    if at + 2 < len(words) or not is_stated_before(words, at):
        return False
    before, plural = words[at - 1], words[at - 1].plain.endswith(SEVERAL_ENDINGS)
    if CUE_FORMS[words[at].plain][1] is Form.BASE:
        return plural or before.plain in PRONOUNS
    somebody = before.plain.endswith(WHO) and before.plain not in CRIMES
    return not plural and (before.capital or before.plain in BODIES | PRONOUNS or somebody)


def _ends_headline(words: Sequence[Word], at: int) -> bool:
    """Return whether a headline ends in who says so: "Cats know their names, [finds] study"."""
    does = CUE_FORMS.get(words[at].plain, ("", Form.BASE))[1] is Form.PRESENT
    if not does or at + 2 != len(words) or not words[at + 1].is_word or at <= SHORTEST_HEADLINE:
        return False
    return words[at - 1].plain == "," and all(word.plain != "," for word in words[: at - 1])


def _past_adverbs(words: Sequence[Word], place: int) -> str:
    """The next word that is no adverb."""
    last = min(place + MOST_ADVERBS, len(words))
    return next((w.plain for w in words[place:last] if not (is_adverb(w) or w.plain in ADVERBS)), "")


def _noun_by_last(words: Sequence[Word], at: int) -> bool:
    """Return whether no verb stands behind what comes before, adverbs left out."""
    place = at - 1
    while place > 0 and (is_adverb(words[place]) or words[place].plain in ADVERBS | DAYS):
        place -= 1
    if place < 0:
        return True
    before, form = words[place].plain, CUE_FORMS.get(words[at].plain, ("", Form.BASE))[1]
    if not words[place].is_word:
        return before in {"-", "'", "'s"}
    if before in DETERMINERS:
        return True
    if form is Form.PRESENT and (before in ADJECTIVES or before.endswith(ADJECTIVE_ENDINGS)):
        return True
    if form is Form.PRESENT and before in AUXILIARIES:
        return True
    if form is Form.PRESENT and _is_compound(words, place + 1):
        return True
    if form is Form.BASE:
        return before not in BEFORE_VERBS and not _is_plural(words, place + 1)
    return before in NOUN_BEFORE


def _is_compound(words: Sequence[Word], end: int) -> bool:
    """Return whether a bare noun in the singular stands before it: "member [states]", "effect [estimates]"."""
    phrase = phrase_ending(words, end, NOT_IN_PHRASES)
    if phrase is None or words[phrase[1] - 1].plain.endswith("s") or words[phrase[1] - 1].plain in PRONOUNS:
        return False
    first, last = words[phrase[0]], words[phrase[1] - 1]
    bare = first.plain not in DETERMINERS and all(word.plain not in DETERMINERS for word in words[slice(*phrase)])
    return bare and not last.capital and not first.capital


def _is_plural(words: Sequence[Word], end: int) -> bool:
    """Return whether the noun phrase before `end` stands for several: "researchers at the university [estimate]"."""
    phrase = phrase_ending(words, end, NOT_IN_PHRASES)
    if phrase is None:
        return False
    tie = next((place for place in range(phrase[0] + 1, phrase[1]) if words[place].plain in TIES), phrase[1])
    several = any(word.plain in {"and", "both", "most", "many", "some"} for word in words[slice(*phrase)])
    return (
        several
        or words[tie - 1].plain.endswith(SEVERAL_ENDINGS)
        or words[phrase[1] - 1].plain.endswith(SEVERAL_ENDINGS)
    )


def _is_complete(words: Sequence[Word], at: int) -> bool:
    """Return whether what the verb needs behind it is there, or a quotation stands before it."""
    verb, form = CUE_FORMS[words[at].plain]
    behind = [word.plain for word in words[at + 1 : at + 4]]
    if is_of_a_thing(words, at) or is_of_itself(words, at):
        return False
    match verb:
        case "say":
            return behind[:2] not in IDIOMS and not (at == 1 and words[0].plain == "that" and behind[:1] == [","])
        case "call" | "name" | "dub" | "title" if behind[:1] and behind[0] in MARKS:
            return False
        case "call":
            return is_called_something(words, at)
        case "continue":
            ends = not behind or behind[0] in {":", ",", ".", GAP}
            return ends and (GAP in {word.plain for word in words} or len(words) <= SHORT_TAG)
        case "put" if is_estimate(words, at):
            return True
        case "state" | "back" if form is Form.BASE:
            return any(word.plain in AUXILIARIES for word in words[max(0, at - 3) : at])
    if PHRASAL.get(verb):
        return tuple(behind[:2]) not in NO_PHRASES and not PHRASAL[verb].isdisjoint(behind[:2])
    if verb in NEEDY:
        return tells_of_words(words, at)
    return verb not in THAT_VERBS or _has_content(words, at, behind)


def _is_time(behind: Sequence[str]) -> bool:
    """Return whether a day or a time follows: "the coroner found [on Monday]"."""
    return behind[0] in TIMES or (behind[0] in {"on", "in", "last", "this"} and not TIMES.isdisjoint(behind[1:2]))


def _has_content(words: Sequence[Word], at: int, behind: Sequence[str]) -> bool:
    """Return whether a clause or quotation stands by the verb, or what shows things without "that"."""
    around = {word.plain for word in words[max(0, at - SUBJECT_WITHIN) : at]}
    is_last = not behind or behind[0] in {",", ".", ";"} or _is_time(behind)
    told = not CONTENT.isdisjoint(behind) or GAP in around or (is_last and "," in around) or is_evidence(words, at)
    return told or is_told_before(words, at) or takes_clause(words, at)
