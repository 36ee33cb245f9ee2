"""The words of a claim that no number, date or name is: each must stand in the sentence, and in the same part."""

from __future__ import annotations

from collections.abc import Iterator

from answer.comparing.order_flags import order_flags
from answer.comparing.pair import Pair
from answer.comparing.word_table import (
    COMPARING,
    CONTRASTS,
    ENTAILED,
    FUNCTION,
    LIMITING,
    SAME,
    is_content,
)
from answer.facts.alignment import Alignment
from answer.facts.grammar import ARTICLES, PREPOSITIONS, UNIVERSALS, is_light
from answer.facts.names import is_in, same_run
from answer.facts.negation import OPPOSITE, is_denied_opposite
from answer.facts.numbers import PERCENT, Quantity
from answer.facts.statement import Statement, words_of
from answer.facts.units import UNIT_OF
from answer.records import Effect, Flag, FlagKind
from ingest.lexicon import table

COUNTING = table("a an per each every half another several few many some more last next past")
"""Before a unit they count it, or say which."""

DENYING = table("not no never cannot")

BEFORE_IF = table("even only except as what")
"""Before "if" they make another condition of it, or none."""

FEWEST_IN_A_PIECE = 2
"""Words, grammar and numbers left out; what is said with fewer is judged by how close it is."""


def word_flags(pair: Pair) -> Iterator[Flag]:
    """A flag for what the sentence has another word for, has not, has in another order, or limits or asks."""
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    yield from _substituted(claim, sentence, alignment)
    yield from _contrasted(sentence, alignment)
    yield from _limited(claim, sentence, alignment)
    yield from _other_conditions(claim, sentence, alignment)
    yield from order_flags(pair)
    if _asks(sentence.text) and not _asks(claim.text):
        yield Flag(FlagKind.WORDING, "", "?", Effect.MISSING)


def in_one_piece(pair: Pair) -> bool:
    """Whether the sentence has the claim's words in one piece, but for numbers and dates, in which flags tell."""
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    if pair.is_turned:
        return _content(claim) == _content(sentence)
    light, without = _light(claim), set(alignment.unaligned())
    between = {at for at in alignment.span if not alignment.is_aligned(at)}
    pairs = [(place, at) for place in without - light for at in alignment.gap(place)]
    alike = [one for one in pairs if _say_the_same(alignment, *one) or _say_opposites(pair, *one)]
    without -= {place for place, _ in alike}
    enough = len(alignment.claim) - len(light | without) >= FEWEST_IN_A_PIECE
    return enough and without <= light and between - {at for _, at in alike} <= _light(sentence)


def _content(statement: Statement) -> frozenset[str]:
    return frozenset(word.key for word in statement.words if is_content(word))


def _say_the_same(alignment: Alignment, place: int, at: int) -> bool:
    """Return whether a word of the claim and one of the sentence are of one meaning: "purchased" and "bought"."""
    return alignment.sentence[at].key in SAME.get(alignment.claim[place].key, ())


def _say_opposites(pair: Pair, place: int, at: int) -> bool:
    """Return whether two words are opposites of which one is denied: "not lawful" and "unlawful"."""
    opposite = pair.sentence.words[at].key in OPPOSITE.get(pair.claim.words[place].key, frozenset())
    return opposite and is_denied_opposite(pair.shared, pair.claim.text, pair.sentence.text)


def _light(statement: Statement) -> set[int]:
    """The places of the words of numbers and dates, and of those that are nothing but grammar or deny: flags tell."""
    return _read(statement) | {
        place for place, word in enumerate(statement.small) if word in FUNCTION | DENYING or word.endswith("n't")
    }


def _is_alone(claim: Statement, place: int) -> bool:
    """Return whether a unit counts nothing here and is a word like others: "the [day] nurse", "at [night]"."""
    before = claim.small[place - 1] if place else ""
    return claim.small[place] in UNIT_OF and before not in COUNTING and not before[:1].isdigit()


def _asks(text: str) -> bool:
    return text.rstrip("\"'”’)» ").endswith("?")


def _substituted(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """Words of the claim that the sentence has not: at most one flag, with what stands in the place."""
    read = _read(claim)
    names = {name.place: name.form for name in claim.names}
    here = {word.key for word in alignment.sentence}
    spare = {word.key for at, word in enumerate(alignment.sentence) if not alignment.is_aligned(at)}
    there = {word.key for word in alignment.claim}
    for place in alignment.unaligned():
        word = alignment.claim[place]
        same = {word.key, *SAME.get(word.key, ())}
        if (
            place in read
            or not (is_content(word) or _is_alone(claim, place))
            or spare & same
            or _is_denied_instead(claim, sentence, alignment, place)
        ):
            continue
        if not place and _gap_words(alignment, place) & ENTAILED.get(word.text.lower(), frozenset()):
            continue
        instead = _instead(claim, sentence, alignment, place, there)
        if here & same and not instead:
            continue
        name = names.get(place)
        if name and is_in(name, sentence.forms, sentence.name_runs):
            continue
        if name and any(same_run(name, one.form) for one in sentence.names):
            continue
        if name and not instead:
            continue  # `name_flags` says it
        yield Flag(FlagKind.WORDING, word.text, instead, Effect.MISSING)
        return


def _is_denied_instead(claim: Statement, sentence: Statement, alignment: Alignment, place: int) -> bool:
    """Whether the sentence has the opposite in its place, and one of the two is denied: "not lawful", "unlawful"."""
    opposite = OPPOSITE.get(alignment.claim[place].key, frozenset())
    here = any(alignment.sentence[at].key in opposite for at in alignment.gap(place))
    return here and is_denied_opposite(alignment, claim.text, sentence.text)


def _gap_words(alignment: Alignment, place: int) -> set[str]:
    return {alignment.sentence[at].text.lower() for at in alignment.gap(place)}


def _instead(claim: Statement, sentence: Statement, alignment: Alignment, place: int, there: set[str]) -> str:
    """The first word in the same place of the sentence that the claim has nowhere; "" where there is none."""
    read = _read(sentence)
    others = {name.place: name.form for name in sentence.names}
    for at in alignment.gap(place):
        word = alignment.sentence[at]
        known = at in others and is_in(others[at], claim.forms, claim.name_runs)
        known = known or any(same_run(others.get(at, ""), one.form) for one in claim.names)
        if at not in read and is_content(word) and not known and not there & {word.key, *SAME.get(word.key, ())}:
            return word.text
    return ""


def _contrasted(sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """Where the claim has "for", the sentence has "against"; or "some" for "all"."""
    for place in alignment.unaligned():
        ours = alignment.claim[place].text.lower()
        for at in alignment.gap(place):
            theirs = alignment.sentence[at].text.lower()
            if (not place and theirs in ENTAILED.get(ours, ())) or at in _read(sentence):
                continue
            together = any(ours in group and theirs in group for group in CONTRASTS) and ours != theirs
            together = together and not _say_the_same(alignment, place, at)
            if (
                together
                and not alignment.is_aligned(at)
                and theirs not in {alignment.claim[one].text.lower() for one in alignment.gap_of_claim(place)}
            ):
                yield Flag(FlagKind.WORDING, alignment.claim[place].text, alignment.sentence[at].text, Effect.MISSING)
                return


def _other_conditions(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """Whatever makes another condition of an "if" that both have: "even if", "only if"."""
    for place, word in enumerate(claim.small):
        at = alignment.partner(place) if word == "if" and place else None
        if at:
            ours, theirs = {claim.small[place - 1]} & BEFORE_IF, {sentence.small[at - 1]} & BEFORE_IF
            if ours != theirs:
                yield Flag(FlagKind.WORDING, " ".join(ours), " ".join(theirs), Effect.MISSING)
                return


def _limited(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """What the claim leaves out beside a word that it takes: "former", "some", "40 percent less"."""
    said = {word.text.lower() for word in alignment.claim}
    if share := _share_of_it(claim, sentence, alignment):
        yield share
        return
    numbers, read = {quantity.end for quantity in sentence.quantities}, _read(sentence)
    for place, word in enumerate(alignment.sentence):
        small = word.text.lower()
        if alignment.is_aligned(place) or small in said or place in read:
            continue
        before = alignment.sentence[place - 1] if place else None
        following = range(place + 1, min(place + 3, len(alignment.sentence)))
        taken = next((at for at in following if alignment.is_aligned(at)), None)
        named = taken is not None and taken > place + 1 and any(name.place == taken for name in sentence.names)
        takes_next = taken is not None and not named and not any(sentence.marks[place + 1 : taken + 1])
        limits = small in LIMITING and takes_next and alignment.sentence[following.start].key != "to"
        limits = limits and not (small == "some" and taken is not None and _is_bare(claim, alignment, taken))
        compares = small in COMPARING and before and before.end in numbers and alignment.is_aligned(place - 1)
        if limits or compares:
            yield Flag(FlagKind.WORDING, "", word.text, Effect.MISSING)
            return


def _share_of_it(claim: Statement, sentence: Statement, alignment: Alignment) -> Flag | None:
    """A share between two words that the claim takes without it: "sold [half] the mine", "is [half] open"."""
    for one in sentence.quantities:
        places = words_of(sentence, one.start, one.end)
        after = places.stop + (sentence.small[places.stop : places.stop + 1] == ("of",))
        if one.unit != PERCENT or not places.start or after >= len(sentence.words) or _is_read_again(claim, one):
            continue
        taken = alignment.is_aligned(places.start - 1) and alignment.is_aligned(after)
        ends = sentence.small[after] in PREPOSITIONS or (
            sentence.small[after] not in ARTICLES and is_light(sentence.small[after])
        )
        if taken and not ends and not any(sentence.marks[places.start : after + 1]):
            return Flag(FlagKind.WORDING, "", sentence.text[one.start : one.end], Effect.MISSING)
    return None


def _is_read_again(claim: Statement, share: Quantity) -> bool:
    return any(share.unit == other.unit or share.value == other.value for other in claim.quantities)


def _is_bare(claim: Statement, alignment: Alignment, taken: int) -> bool:
    """Return whether the claim has the word without an article or an "all": what some did, "teachers" did."""
    place = next((at for at in range(len(claim.words)) if alignment.partner(at) == taken), 0)
    return place == 0 or claim.small[place - 1] not in ARTICLES | UNIVERSALS


def _read(statement: Statement) -> set[int]:
    """The places of the words that are compared as numbers, rates and dates."""
    spans = [
        *((one.start, one.end) for one in statement.quantities),
        *((one.start, one.end) for one in statement.rates),
        *((one.start, one.end) for one in statement.dates),
    ]
    return {place for span in spans for place in words_of(statement, *span)}
