"""What stands before, between and behind a claim's words in a sentence: a longer subject, a frame, a restriction.

A claim whose words stand in a sentence is said there only if they are a whole clause of it, of the same subject, and
if nothing around them denies or limits them. Each step looks at one place and passes only what is known to be harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from answer.comparing.gaps import parts
from answer.comparing.name_flags import FIRST_PERSONS
from answer.comparing.narrowing import is_set_against, limit_behind, narrows_before, narrows_behind
from answer.comparing.pair import Pair
from answer.comparing.phrase_start import ends_a_phrase, is_counted, phrase_start
from answer.comparing.word_table import SAME
from answer.facts.alignment import Alignment, align
from answer.facts.grammar import (
    AFFIRMING,
    AND,
    ARTICLES,
    BE,
    COMPARING,
    CONDITIONS,
    FEW,
    FICTION,
    FINITE,
    FORCING,
    NOUNS_TOO,
    OR,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    RULED_OUT,
    STANDING_IN,
    SUPPOSING,
    TELLING,
    TIMES,
    UNIVERSALS,
    WISHING,
    is_adverb,
    is_light,
    is_past,
    states,
)
from answer.facts.hedges import BELIEVED, claimed
from answer.facts.negation import OPPOSITE
from answer.facts.statement import Statement, is_told, statement
from answer.records import Effect, Flag, FlagKind
from ingest.lexicon import table

UNDOUBTED = re.compile(
    r"(?:\A|[;:.]\s)(?:but |and |yet |for )?"
    r"(?:there (?:is|was|can be|could be) no (?:doubt|question|denying|disputing|dispute)"
    r"|(?:nobody|no one) (?:doubts|doubted|disputes|disputed|denies|denied|questions|questioned)"
    r"|it (?:is|was) (?:beyond|without|not in) (?:doubt|question|dispute)) that\s\Z"
    r"|\A(?:without (?:a |any )?doubt|beyond (?:any )?doubt|no doubt),?\s\Z",
    re.IGNORECASE,
)
"""Before a clause that is stated all the more: "there can be no doubt that …"."""

RUMOUR = re.compile(
    r"\b(?:rumours?|rumors?|gossip|legends?|hearsay|allegations?|accusations?|suspicions?|fears?|hopes?|dreams?|fantas(?:y|ies)"
    r"|theor(?:y|ies)|hypothes[ie]s|scenarios?|wish(?:es)?"
    r"|(?:nobody|no one|none) (?:says?|said|claims?|claimed|believes?|believed|thinks?|thought|suggests?|suggested))\b",
    re.IGNORECASE,
)
"""Before a colon: what follows is only told, feared or wished, or by nobody."""

LONGEST_OPENING = 5
"""Words up to which a phrase that opens a sentence without a comma is a time or a place: "In the port of Varde …".

Raised, longer subjects pass as openings; lowered, sentences that begin so support less.
"""
NOT = table("not never nobody no none neither nor")
INSTEAD = {("instead", "of"), ("rather", "than")}
"""Behind a denial they say what alone is denied: "did not hire Berg [instead of Holm]"."""

WHEN = table("after before during following since until")
"""What a time begins with that opens a sentence: "After two days of talks …"."""


NEAR = 4
"""Words around an "and", a "that", a superlative or an "all" that are read with it. Raised, others' words count too."""

SHOWN = 6
"""Words of the document that a flag shows at most. Raised, flags are longer; lowered, they say less."""


def scope_flags(pair: Pair) -> Iterator[Flag]:
    """A flag for what the sentence has before, between or behind the claim's words and the claim leaves out."""
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    if pair.turned:  # the clause is read as it stands in the sentence
        start, end = (sentence.words[at] for at in (pair.turned.clause[0], pair.turned.clause[-1]))
        claim = statement(sentence.text[start.start : end.end], claim.voice)
        alignment = align(claim.words, sentence.words)
    if alignment.runs:
        yield from _before(claim, sentence, alignment)
        yield from _between(claim, sentence, alignment)
        yield from _behind(claim, sentence, alignment)
        yield from _other_ones(claim, sentence, alignment)


# Before the first word: is it the beginning of a clause, and does the sentence state that clause?


def _before(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    place, at, length = alignment.runs[0]
    start = phrase_start(claim, sentence, place, at)
    if (
        start
        and sentence.small[start - 1] in STANDING_IN | FIRST_PERSONS
        and any(name.place < place for name in claim.names)
    ):
        return  # "he" or "we" for a name: whether it may be his is for `name_flags` to say
    if start and _is_picked_out(sentence, start, at + length):
        return
    if start is None or (start and _is_another_subject(sentence, start)):
        yield cut_flag(shown_words(sentence, max(0, (at if start is None else start) - 3), at + 1))
    elif start and (_is_framed(sentence, start) or narrows_before(claim, sentence, start)):
        yield cut_flag(shown_words(sentence, max(0, start - SHOWN), start))


def _is_picked_out(sentence: Statement, start: int, end: int) -> bool:
    """Return whether "who" takes up the phrase from here to there: "It was Holt who …", "blamed Holt, who …"."""
    takes_up = sentence.small[end : end + 1] in (("who",), ("which",))
    return takes_up and sentence.small[start - 1] not in PREPOSITIONS | OR | AND | RELATIVES


def _is_dated(claim: Statement, sentence: Statement, at: int) -> bool:
    """Return whether the word, or the one behind an article, is part of a date that the claim has too."""
    at += sentence.small[at] in ARTICLES and at + 1 < len(sentence.words)
    end = sentence.words[at].end
    return any(one.same(said) for said in sentence.dates if said.start < end <= said.end for one in claim.dates)


def _is_of_a_number_or_date(claim: Statement, sentence: Statement, at: int) -> bool:
    """Return whether the word is part of a number or a date that the claim has too, or ties one: "half [of]"."""
    ties = sentence.small[at] == "of" and is_counted(claim, sentence, at - 1)
    return ties or is_counted(claim, sentence, at) or _is_dated(claim, sentence, at)


def _is_another_subject(sentence: Statement, start: int) -> bool:
    """Return whether the phrase hangs on what stands right before it: "the son of the president", "Holt or Ruiz"."""
    last = sentence.small[start - 1]
    if _told_to_somebody(sentence, start):
        return False
    if _is_undoubted(sentence, start):
        return False
    if ends_a_phrase(sentence, start) or last in AFFIRMING or last in SUPPOSING or is_adverb(last):
        return False
    if last == "that" or states(last) or last in FORCING:
        return False
    if last == "but" and "not" in sentence.small[_clause_start(sentence, start) : start - 1]:
        return False
    if last in AND:
        return _joins_a_phrase(sentence, start - 1)
    return not _opens_the_sentence(sentence, start)


def _joins_a_phrase(sentence: Statement, at: int) -> bool:
    """Whether the "and" here joins parts of a phrase that hangs on what stands before: "between Oslo and Bergen"."""
    for place in range(at - 1, max(-1, at - NEAR), -1):
        if ends_a_phrase(sentence, place + 1):
            return False
        if sentence.small[place] in PREPOSITIONS or sentence.small[place] in RELATIVES:
            return not any(map(is_past, sentence.small[_clause_start(sentence, at) : place]))
    return False


def _opens_the_sentence(sentence: Statement, start: int) -> bool:
    """Return whether all that stands before is a time or a place: "On Tuesday", "In the port of Varde"."""
    opening = sentence.small[_clause_start(sentence, start) : start]
    if opening[-1] in PREPOSITIONS:
        return False
    times = all(is_light(word) or word in PREPOSITIONS for word in opening)
    return times or (
        opening[0] in PREPOSITIONS | WHEN and len(opening) <= LONGEST_OPENING and not any(map(is_past, opening))
    )


def _clause_start(sentence: Statement, at: int) -> int:
    """The place behind the last mark before this one."""
    at -= 1
    while at > 0 and not ends_a_phrase(sentence, at):
        at -= 1
    return max(at, 0)


def _is_undoubted(sentence: Statement, start: int) -> bool:
    """Return whether all that stands before says that there is no doubt of the clause that begins here."""
    return UNDOUBTED.search(sentence.text[: sentence.words[start].start]) is not None


def _is_framed(sentence: Statement, start: int) -> bool:
    """Return whether what stands before denies, doubts, supposes or imagines the clause that begins here."""
    last = sentence.small[start - 1]
    if _is_in_fiction(sentence, start):
        return True
    if not ends_a_phrase(sentence, start) and last in SUPPOSING:
        return True
    if _is_undoubted(sentence, start):
        return False
    if not ends_a_phrase(sentence, start) and (last == "that" or states(last)):
        return not _is_stated(sentence, start - 1)
    introduced = sentence.text[: sentence.words[start].start].rpartition(":")[0]
    if RUMOUR.search(introduced):
        return True
    told = BELIEVED.match(sentence.text)  # who says it
    return not told and _clause_start(sentence, start) == 0 and sentence.small[0] in SUPPOSING


def _told_to_somebody(sentence: Statement, at: int) -> bool:
    """Return whether what stands right before says whom something is told: "told the court [that] he …"."""
    first = max(0, at - NEAR)
    verb = next((place for place in range(at - 1, first - 1, -1) if sentence.small[place] in TELLING), None)
    if verb is None or verb == at - 1 or any(sentence.marks[verb + 1 : at + 1]):
        return False
    if (WISHING | FEW | BE) & {*sentence.small[max(0, verb - 2) : verb]}:
        return False
    return not any(
        word in PREPOSITIONS or word in FINITE or is_past(word) or word == "that"
        for word in sentence.small[verb + 1 : at]
    )


def _is_stated(sentence: Statement, at: int) -> bool:
    """Whether the clause behind the "that", or the verb, at this place is stated: "said that", "the fact that"."""
    small = sentence.small
    if small[at] == "that" and _told_to_somebody(sentence, at):
        return True
    governor = at - 1 if small[at] == "that" else at
    if small[max(0, governor - 1) : governor + 1] in RULED_OUT:
        return False
    while governor > 0 and is_adverb(small[governor]):
        governor -= 1
    if governor < 0:
        return False
    if {"so", "such"} & set(small[max(0, governor - NEAR) : governor]):
        return True
    word, before = small[governor], small[governor - 1] if governor else ""
    if is_told(sentence) and any(one.end("verb") == sentence.words[governor].end for one in claimed(sentence.text)):
        return True
    if not states(word) or word in NOUNS_TOO:
        return False
    as_noun = word.endswith(("s", "ing")) and (before in ARTICLES or before in PREPOSITIONS or before in FEW)
    as_noun = as_noun or (word.endswith("s") and not governor)
    return not as_noun and not WISHING & set(small[max(0, governor - 2) : governor])


def _is_in_fiction(sentence: Statement, start: int) -> bool:
    return any(
        word in FICTION and bool({"in", "of", *ARTICLES} & set(sentence.small[max(0, at - 3) : at]))
        for at, word in enumerate(sentence.small[:start])
    )


# Between two words that stand side by side in the claim.


def _between(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    for (place, at, length), (following, right, _) in pairwise(alignment.runs):
        left = at + length - 1
        while left + 1 < right and _is_of_a_number_or_date(claim, sentence, left + 1):
            left += 1
        said = claim.small[place + length : following]
        if right - left > 1 and parts(sentence, left, right, said, tied=claim.small[following - 1]):
            yield cut_flag(shown_words(sentence, max(0, left - 1), right + 1))
            return


def _other_ones(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """Another one of the sort, of which the sentence says where it is: "all the piers save [the one] at Hoy"."""
    for at in alignment.span:
        is_one = at > 1 and sentence.small[at] in {"one", "ones"} and sentence.small[at - 1] == "the"
        if is_one and not alignment.is_aligned(at) and "one" not in claim.small:
            yield cut_flag(shown_words(sentence, at - 2, at + 2))
            return


# Behind the last word.


def _behind(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    last = alignment.span.stop - 1
    tail = sentence.text[sentence.words[last].end :]
    if limit := limit_behind(claim, tail):
        yield cut_flag(limit)
    elif narrows_behind(claim, sentence, last) or (
        last + 1 < len(sentence.words)
        and not sentence.marks[last + 1]
        and not _ends_in_other_words(claim, sentence, alignment)
        and _goes_on(claim, sentence, last)
    ):
        yield cut_flag(tail)


def _ends_in_other_words(claim: Statement, sentence: Statement, alignment: Alignment) -> bool:
    """Return whether the claim's last words are not shared, and the sentence has others for them: other flags tell."""
    place, at = alignment.runs[-1][0] + alignment.runs[-1][2], alignment.span.stop
    if place == len(claim.words):
        return False
    key, other = claim.words[-1].key, sentence.words[at].key
    return _is_dated(claim, sentence, at) or other in SAME.get(key, ()) or other in OPPOSITE.get(key, ())


def _goes_on(claim: Statement, sentence: Statement, last: int) -> bool:
    """Return whether the word behind the last shared one limits it, or is the noun that it only describes."""
    word = sentence.small[last + 1]
    if is_counted(claim, sentence, last + 1):
        return False
    if _narrows(sentence, last):
        return True
    if is_set_against(claim, sentence.text[sentence.words[last + 1].start :]):
        return False
    if sentence.small[last + 1 : last + 3] in INSTEAD and any(
        word in NOT or word.endswith(("n't", "n’t")) for word in claim.small
    ):
        return True
    if word == "but" and last + 2 < len(sentence.words):
        verb = next((word for word in sentence.small[last + 2 : last + 2 + NEAR] if not is_light(word)), "")
        timed = sentence.small[last] in TIMES or is_adverb(sentence.small[last])
        return (
            sentence.small[last] in UNIVERSALS
            or not (is_past(verb) or verb in FINITE)
            or (is_light(sentence.small[last]) and not timed)
        )
    if not any(map(is_past, claim.small)) and word not in claim.small:
        if word in CONDITIONS:
            return True
        if word == "for" and BE & set(claim.small) and not is_light(sentence.small[last]):
            return True
    small = PREPOSITIONS | FINITE | AND | AFFIRMING | RELATIVES | PRONOUNS | COMPARING
    ends = is_light(word) or word in small or word.endswith("ing") or is_past(word)
    return not ends and sentence.words[last + 1].text[0].islower()


def _narrows(sentence: Statement, last: int) -> bool:
    """Return whether what follows picks some of what the noun names: "dogs [that bite]", "flights [of directors]"."""
    noun, word = sentence.small[last], sentence.small[last + 1]
    if is_light(noun) or is_past(noun) or is_adverb(noun) or sentence.words[last].text[0].isupper():
        return False
    return word == "of" or (word in {"that", "which", "who", "whose"} and not _is_one(sentence, last))


def _is_one(sentence: Statement, last: int) -> bool:
    """Whether the noun tells what something is, and a clause behind it only adds: "was [a geologist] who taught"."""
    article = next((at for at in range(last, max(0, last - NEAR), -1) if sentence.small[at] in {"a", "an"}), 0)
    return article > 0 and sentence.small[article - 1] in BE


def cut_flag(words: str) -> Flag:
    """A flag that shows what the claim is cut out of."""
    return Flag(FlagKind.CUT, "", " ".join(words.strip(" ,;(–—-").split()[: SHOWN + 2]), Effect.MISSING)


def shown_words(sentence: Statement, start: int, stop: int) -> str:
    """The sentence's words between these places."""
    return sentence.text[sentence.words[start].start : sentence.words[min(stop, len(sentence.words)) - 1].end]
