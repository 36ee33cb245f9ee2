"""What a publication finds or shows itself: "these results suggest", "the gap implies", "a model predicts"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.lexicon import table
from ingest.speech.grammar_words import DETERMINERS
from ingest.speech.noun_phrases import TIES, Range
from ingest.speech.voice_cues import (
    CUE_FORMS,
    CUE_NOUNS,
    DOCUMENTS,
    EVIDENCE,
    INFERRING,
    OF_THINGS,
    PRIVATE_PAPERS,
    TELLING_NOUNS,
    THING_ENDINGS,
)
from ingest.speech.words import Word

SELF = table("our my this these such results")
"""Beginnings of a subject that is the publication's own work: "this study", "our results"."""

OWN_WORK = EVIDENCE | table(
    "result work article findings finding observations observation method methods model models trial"
)
ANALYSES = table(
    """
    analysis analyses modelling modeling regression regressions experiments experiment assays measurements tracing
    sequencing microscopy chromatography spectrometry imaging staining kinetics array arrays simulations comparison
    comparisons rankings calculations observations mapping
    """
)
"""What a study does; with no article and nobody who made it, it is the publication's own."""

IN_GLASS = table("vitro vivo silico")
RESULTING = table("find confirm identify determine estimate")

FORETELLING = table("predict project support explain stipulate call make inform")
EXPLAINING = table("explain predict")
"""Verbs that in a loose clause tell what follows from what stands before: "…, explaining how it spreads"."""

OUTCOMES = table(
    "result results finding findings outcome outcomes calculations rankings kinetics measurements readings"
)
"""What comes out of a trial: whoever reports it without saying whose it is has found it himself."""

THINGS = table(
    """
    need needs profile profiles experience ranking model models paradigm pattern patterns property properties deficit
    deficits response responses effect effects change changes rate rates level levels difference differences gap
    correlation trend trends similarity case cases test tests intake use loss shift symptom symptoms labeling labelling
    design structure structures sequence sequences expression activity absence presence success failure decline growth
    factor factors imbalance risk risks mechanism mechanisms gene genes protein proteins cell cells mice rats
    number size shape timing location discovery silence behaviour behavior speed height weight age colour color
    """
)
"""What says nothing and from which somebody infers something."""

PLURAL_ENDINGS = ("ions", "ments", "ances", "ences", "ities", "nesses", "ures")
SPEAKING = table(
    """
    government department parliament management establishment administration delegation federation association
    organisation organization opposition foundation corporation institution coalition prosecution station commission
    mission congregation nation population alliance conference audience defence intelligence authority university city
    community charity majority minority faculty municipality legislature witness business agriculture parliament
    """
)
"""What has the ending of a thing and speaks: "the government indicated"."""

TOLD = (
    CUE_NOUNS
    | TELLING_NOUNS
    | DOCUMENTS
    | table(
        """
        document agreement amendment assessment publication information petition constitution resolution examination
        inspection evaluation convention presentation intelligence correspondence conversation communication
        disclosure literature scripture
        """
    )
)
"""What has the ending of a thing and is words: "the statement suggested"."""


SECTIONS = table(
    """
    background objective objectives aim aims purpose introduction context rationale hypothesis design setting method
    methods materials participants patients subjects interventions measurements results findings outcomes discussion
    conclusion conclusions interpretation significance summary abstract
    """
)
"""Headings of an abstract's parts, before a colon or in capitals at the head of a sentence."""

SHOWN = table("show demonstrate prove contain")
"""What somebody without a name does by what is seen of him, and not by words."""

AUTHORS = table("authors author")
HERE = table("here herein")


def behind_heading(words: Sequence[Word], start: int) -> int:
    """The place of the first word behind the heading of an abstract's part, where one stands at `start`."""
    at = 0
    while at + 1 < len(words) and SECTIONS & {*words[at].plain.split("/")} and (words[at].capital or at):
        at += 1 + (words[at + 1].plain in {"and", ":"})
        if words[at - 1].plain != "and" and not (words[at - 1].plain == ":" or words[at].capital):
            return start
    return max(start, at)


def is_headed(words: Sequence[Word], at: int) -> bool:
    """Return whether the heading of an abstract's part stands right before this word: "RESULTS: [Zinc] suggests"."""
    return 0 < at == behind_heading(words, 0)


def _leans_on_own(words: Sequence[Word], at: int, subject: Range) -> bool:
    """Return whether "it", "they" or "which" takes up the publication's own work, or what it has just told."""
    said = words[subject[1] - 1].plain if subject[1] - subject[0] == 1 else ""
    phrase = {word.plain for word in words[slice(*subject)]}
    if at > 1 and words[at - 1].plain == "which" and (words[at - 2].plain == "," or EVIDENCE.isdisjoint(phrase)):
        return True
    if (words[at - 1].plain == "," and words[0].plain in SELF) or words[0].plain in ANALYSES:
        return True
    before = [word.plain for word in words[: subject[0]]]
    own = any(one in SELF and other in OWN_WORK for one, other in pairwise(before))
    return said in {"it", "they"} and own


def is_own_finding(words: Sequence[Word], at: int, subject: Range) -> bool:
    """Return whether the publication shows or infers something itself: "These results suggest", "The gap implies"."""
    verb, said = CUE_FORMS[words[at].plain][0], [word.plain for word in words[slice(*subject)]]
    if verb in INFERRING | {"make"} and _leans_on_own(words, at, subject):
        return True
    of_authors = said[-1] in AUTHORS and not HERE.isdisjoint(word.plain for word in words[: subject[0]])
    if of_authors or (verb in INFERRING | EXPLAINING and is_headed(words, subject[0])):
        return True
    if said[0] in SELF or said[:2] in (["the", "results"], ["the", "present"], ["the", "current"]):
        return verb in INFERRING or not OWN_WORK.isdisjoint(said)
    head = head_of(words, subject)
    if _is_experiment(words, subject, head) or _is_outcome(words, subject, head):
        return verb in INFERRING | RESULTING | FORETELLING
    if verb in INFERRING | {"explain"} and _is_no_speaker(words, subject, head):
        return True
    if verb in INFERRING | RESULTING | FORETELLING and _is_a_thing(words, subject, head):
        return EVIDENCE.isdisjoint(said) or head.plain in THINGS
    if verb not in INFERRING | {"confirm"}:
        return False
    if verb in OF_THINGS and head.plain in PRIVATE_PAPERS:
        return True
    known = any(word.capital for word in words[slice(*subject)]) or not (EVIDENCE | DOCUMENTS).isdisjoint(said)
    if verb in SHOWN and not known:
        return True
    names = any(word.capital for word in words[subject[0] + 1 : subject[1]]) or words[subject[1] - 1].capital
    return verb in OF_THINGS and not names and (EVIDENCE | DOCUMENTS).isdisjoint(said) and not said[-1].endswith("s")


def _is_experiment(words: Sequence[Word], subject: Range, head: Word) -> bool:
    """Whether nobody's analysis or experiment is spoken of: "Multiple regression analysis", "in vitro studies"."""
    said = {word.plain for word in words[subject[0] - 1 if subject[0] else 0 : subject[1]]}
    if not said.isdisjoint(IN_GLASS):
        return True
    made = words[subject[1]].plain == "by" if subject[1] < len(words) else False
    owned = words[subject[0]].plain in DETERMINERS | {"recent", "previous", "new", "independent"} or "'s" in said
    return head.plain in ANALYSES and not (made or owned or "by" in said)


def head_of(words: Sequence[Word], subject: Range) -> Word:
    """The last word of the phrase before what is tied to it: "[needs] of the town", "the [deficits] seen in them"."""
    tied = (place for place in range(subject[0] + 1, subject[1]) if words[place].plain in TIES)
    last = next(tied, subject[1]) - 1
    while last > subject[0] and words[last].plain.endswith("ed") and not words[last].capital:
        last -= 1
    return words[last]


def _ends_as_a_thing(words: Sequence[Word], head: Word) -> bool:
    """Return whether the word has a thing's ending and is nobody's name, no institution and no evidence."""
    one = head.plain.removesuffix("s") if head.plain.endswith(PLURAL_ENDINGS) else head.plain
    one = f"{one[:-2]}y" if one.endswith("ie") else one
    named = head.capital and head is not words[0]
    return one.endswith(THING_ENDINGS) and not named and one not in SPEAKING | TOLD | {"evidence"}


def _is_outcome(words: Sequence[Word], subject: Range, head: Word) -> bool:
    """Return whether nobody's results are spoken of: "Preliminary results", but not "results of the survey"."""
    phrase = [word for word in words[slice(*subject)] if word.start <= head.start]
    named = any(word.capital for word in phrase[1:]) or any(word.plain == "'s" for word in phrase)
    others = any(word.plain in EVIDENCE for word in words[slice(*subject)] if word.start > head.start)
    return head.plain in OUTCOMES and not named and not others


BESIDE = table("in with by from between for on")
"""Before what was taken for the subject: it only describes it, as in "the imbalance in [the fluid] indicates"."""


def _is_no_speaker(words: Sequence[Word], subject: Range, head: Word) -> bool:
    """Return whether the phrase only describes the subject, is a link between things, or a name with a number."""
    before = words[subject[0] - 1].plain if subject[0] else ""
    behind = next((words[at + 1].plain for at in range(*subject) if words[at] is head and at + 1 < len(words)), "")
    coded = head.capital and any(map(str.isdigit, head.plain)) and not head.plain.isdigit()
    linked = head.plain in {"association", "associations"} and behind in {"with", "between"}
    written = not (EVIDENCE | DOCUMENTS).isdisjoint(word.plain for word in words[slice(*subject)])
    return (before in BESIDE and not written) or coded or linked


def _is_a_thing(words: Sequence[Word], subject: Range, head: Word) -> bool:
    """Whether a thing, or what was done to one, is all that shows it: "the need for it", "silencing the gene"."""
    first = words[0 if subject[0] == 1 else subject[0]].plain
    doing = first.endswith("ing") and subject[1] - subject[0] > 1 and first not in DETERMINERS
    phrase = words[slice(*subject)]
    people = any(word.plain == "'s" or (word.capital and word.plain.isalpha() and at) for at, word in enumerate(phrase))
    return head.plain in THINGS or _ends_as_a_thing(words, head) or (doing and not people)


def is_by_a_thing(words: Sequence[Word], speaker: Range) -> bool:
    """Return whether what stands behind "by" is a thing: "explained by [intake of milk]", "confirmed by [tests]"."""
    head = head_of(words, speaker)
    return _ends_as_a_thing(words, head) or head.plain in THINGS | OUTCOMES | ANALYSES
