"""A claim beside a document's sentence: every mechanical difference, as flags. Doubt is a flag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Protocol, TypeVar

from answer.comparing.figures import adds_up, is_another_part, is_change, is_one_end, outside_of_ranges, part_of
from answer.comparing.limit_flags import limit_flags
from answer.comparing.name_flags import name_flags
from answer.comparing.pair import Pair
from answer.comparing.rate_flags import rate_flags
from answer.comparing.scope_flags import scope_flags
from answer.comparing.verb_flags import verb_flags
from answer.comparing.withdrawn import is_excepted, withdrawn_flags
from answer.comparing.word_flags import word_flags
from answer.comparing.word_table import FUNCTION, is_content
from answer.facts.alignment import Alignment, ComparedWord
from answer.facts.dates import Mention
from answer.facts.grammar import PREPOSITIONS
from answer.facts.hedges import hedge_mismatch
from answer.facts.names import is_in
from answer.facts.negation import REFUSING, denial_mismatch, follows_from_denial, is_denied_opposite, opposites
from answer.facts.numbers import LABEL, Quantity
from answer.facts.statement import Statement, is_told, words_of
from answer.records import Effect, Flag, FlagKind
from answer.wording import voice_words
from ingest.lexicon import table
from ingest.records import VoiceKind

RANGE = re.compile(r"\s(?:to|until|till|through)\s|\s?[-–—]\s?", re.IGNORECASE)
"""What stands between the two ends of a time; behind "between" it is "and"."""

COUNTED_ON = re.compile(
    r"\b(?:extend|postpone|delay|prolong|defer|shorten|bring forward|brought forward|put (?:off|back)|push)\w*"
    r"[^.;]{0,30}?\bby\s(?:[\w-]+\s){1,3}?(?:days?|weeks?|fortnights?|months?|years?)\b",
    re.IGNORECASE,
)
"""What counts on from a date, so that the sentence means one more that it does not write: "extended by three weeks"."""

COUNTED_FROM = re.compile(
    r"\b(?:days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))\s(?:later|earlier|afterwards?|after|before|on)\b",
    re.IGNORECASE,
)
"""A time that the sentence tells by its distance from another: "opened in 1971 and burned down [nine years later]"."""

BETWEEN_CLAUSES = re.compile(r";|\b(?:while|whereas)\b", re.IGNORECASE)

IN_WORDS: dict[Fraction | str, frozenset[str]] = {
    Fraction(1): table("a an single"),
    Fraction(2): table("both couple pair twice"),
}
"""A count → the words that say it and are read as no number."""

COUNTED_WITHIN = 3
"""Words behind "both" or "a" in which what is counted stands. Raised, they count what is only near them."""


class Placed(Protocol):
    """A number or a date: where it stands."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Part = TypeVar("Part", bound=Placed)


def flags(pair: Pair) -> tuple[Flag, ...]:
    """Every difference between the claim and the sentence, numbers first."""
    return tuple(flag for step in STEPS for flag in step(pair))


def _numbers(pair: Pair) -> Iterator[Flag]:
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    free, unsaid = list(sentence.quantities), list[Quantity]()
    for one in outside_of_ranges(claim, sentence):
        said = _said_again(claim, sentence, alignment, one, [other for other in free if one.same(other)])
        if said:
            free.remove(said)
            elsewhere = is_another_part(claim, sentence, said) or is_one_end(claim, sentence, one, said)
            if elsewhere and not pair.is_turned:
                yield Flag(FlagKind.NUMBER, claim.text[one.start : one.end], "", Effect.MISSING)
        elif not _in_a_name(claim, sentence, alignment, one) and not is_change(claim, sentence, one):
            unsaid.append(one)
    for one in unsaid:
        if one.unit or not _is_in_words(claim, sentence, alignment, one):
            instead = _instead(claim, sentence, alignment, one, [other for other in free if _comparable(one, other)])
            there = instead is not None and _states_otherwise(pair, one, instead, free)
            yield _opposed(FlagKind.NUMBER, claim.text, sentence.text, one, instead, opposed=there)


def _is_in_words(claim: Statement, sentence: Statement, alignment: Alignment, one: Quantity) -> bool:
    """Return whether a word of the sentence says this count, and of the same thing: "both bridges", "a single bus"."""
    if _in_place(claim, sentence, alignment, one, sentence.quantities):
        return False
    gap = {at for place in words_of(claim, one.start, one.end) for at in alignment.gap(place)}
    counted, said = _counted(claim, one), IN_WORDS.get(one.value, frozenset())
    for at, word in enumerate(sentence.small):
        behind = sentence.words[at + 1 : at + 1 + COUNTED_WITHIN]
        if word in said and (at in gap or any(other.key == counted for other in behind)):
            return True
    return False


def _states_otherwise(pair: Pair, one: Quantity, instead: Quantity, free: Sequence[Quantity]) -> bool:
    """Return whether the other number contradicts the claim's: it stands for it, and none that is there makes it right.

    Where the sentence has the claim's number too, in another order, only one that counts the same is another.
    """
    claim, sentence = pair.claim, pair.sentence
    if not _is_opposed(claim, sentence, pair.shared, one, instead) or one.allows(instead):
        return False
    if adds_up(one, sentence.quantities):
        return False
    counted = _counted(claim, one)
    there = any(one.same(other) for other in free)
    return not there or (counted is not None and counted == _counted(sentence, instead))


def _in_a_name(claim: Statement, sentence: Statement, alignment: Alignment, one: Quantity) -> bool:
    """Return whether the number belongs to a name that the sentence has too: "Covid 19" and "COVID-19"."""
    places = words_of(claim, one.start, one.end)
    before = places.start - 1
    if before < 0 or not claim.words[before].text[0].isupper():
        return False
    partners = [alignment.partner(place) for place in (before, *places)]
    return None not in partners and sentence.words[partners[0] or 0].text[0].isupper()


def _is_opposed(claim: Statement, sentence: Statement, alignment: Alignment, one: Quantity, other: Quantity) -> bool:
    """Return whether the document's number says the same thing otherwise: in the same place, or counting the same."""
    in_place = other in _in_place(claim, sentence, alignment, one, [other])
    counted = _counted(claim, one)
    return (
        in_place
        or (bool(one.unit) and one.unit == other.unit)
        or (counted is not None and counted == _counted(sentence, other))
    )


def _said_again(
    claim: Statement, sentence: Statement, alignment: Alignment, one: Quantity, same: Sequence[Quantity]
) -> Quantity | None:
    """The document's number that is this one: aligned with it, or else counting the same thing."""
    partners = {alignment.partner(place) for place in words_of(claim, one.start, one.end)}
    for other in same:
        places = words_of(sentence, other.start, other.end)
        told = [place for place in places if sentence.small[place] not in FUNCTION]
        counted = _counted(claim, one)
        alone = counted is not None and counted == _counted(sentence, other)
        free = not any(map(alignment.is_aligned, told)) and (alone or not _crossed(claim, sentence, alignment, one))
        alike = _counts_alike(claim, sentence, one, other) and not _has_another_unit(claim, sentence, one, other)
        if one.value != other.value and not _is_opposed(claim, sentence, alignment, one, other):
            continue
        if (partners & set(places) or free) and alike:
            return other
    return None


def _counts_alike(claim: Statement, sentence: Statement, one: Quantity, other: Quantity) -> bool:
    """Return whether the word after the claim's number does not stand after another number of the sentence."""
    ours, theirs = _counted(claim, one), _counted(sentence, other)
    rest = {_counted(sentence, third) for third in sentence.quantities if third is not other}
    return ours is None or ours == theirs or ours not in rest


def _has_another_unit(claim: Statement, sentence: Statement, one: Quantity, other: Quantity) -> bool:
    """Return whether the sentence counts something else where the claim has a unit: "30 crates" for "30 tons"."""
    after = _after(sentence, other)
    if after is None or not one.unit or other.unit:
        return False
    return is_content(after) and after.key not in {word.key for word in claim.words}


def _counted(statement: Statement, quantity: Quantity) -> str | None:
    """The key of what the number counts: the word behind it, or behind the number that it is a part of."""
    whole = part_of(statement, quantity)
    after = _after(statement, whole or quantity)
    return after.key if after and is_content(after) else None


def _after(statement: Statement, quantity: Quantity) -> ComparedWord | None:
    """The word behind the number; what stands in brackets there says the same in other units."""
    inside = False
    for word, mark in zip(statement.words, statement.marks, strict=False):
        if word.start >= quantity.end:
            inside = ("(" in mark or inside) and not mark.endswith((")", "),", ")-"))
            if not inside:
                return word
    return None


def _crossed(claim: Statement, sentence: Statement, alignment: Alignment, one: Quantity) -> bool:
    """Return whether another number stands in this one's place, before any that is the same."""
    there = _in_place(claim, sentence, alignment, one, sentence.quantities)
    return bool(there) and not one.same(there[0])


def _comparable(one: Quantity, other: Quantity) -> bool:
    if LABEL in {one.unit, other.unit}:
        return one.unit == other.unit
    return one.unit == other.in_unit(one.unit).unit or not one.unit or not other.unit or one.value == other.value


def _instead(
    claim: Statement, sentence: Statement, alignment: Alignment, one: Placed, others: Sequence[Part]
) -> Part | None:
    """What the sentence has instead: in the same place, or else anywhere."""
    return next(iter([*_in_place(claim, sentence, alignment, one, others), *others]), None)


def _in_place(
    claim: Statement, sentence: Statement, alignment: Alignment, one: Placed, others: Sequence[Part]
) -> Sequence[Part]:
    """Those of the sentence's that stand where the claim has its own."""
    places = words_of(claim, one.start, one.end)
    gap = {place for at in places if alignment.partner(at) is None for place in alignment.gap(at)}
    return [other for other in others if gap & set(words_of(sentence, other.start, other.end))]


def _opposed(kind: FlagKind, claim: str, sentence: str, one: Placed, instead: Placed | None, *, opposed: bool) -> Flag:
    said = sentence[instead.start : instead.end] if instead else ""
    return Flag(kind, claim[one.start : one.end], said, Effect.DIFFERS if opposed else Effect.MISSING)


def _dates(pair: Pair) -> Iterator[Flag]:
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    free, unsaid = list(sentence.dates), list[Mention]()
    for one in claim.dates:
        said = _date_again(claim, sentence, alignment, one, [other for other in free if one.same(other)])
        if said:
            free.remove(said)
        else:
            unsaid.append(one)
    for one in unsaid:
        instead = _instead(claim, sentence, alignment, one, free)
        excluded = instead is not None and one.excludes(instead) and not _is_between(sentence, one)
        counted = COUNTED_ON.search(sentence.text) or _is_counted_from(sentence, alignment, claim, one, instead)
        opposed = excluded and not counted
        yield _opposed(FlagKind.DATE, claim.text, sentence.text, one, instead, opposed=opposed)


def _is_counted_from(
    sentence: Statement, alignment: Alignment, claim: Statement, one: Mention, instead: Mention | None
) -> bool:
    """Return whether the sentence has a distance from another time where the claim has this date."""
    if instead is None or _in_place(claim, sentence, alignment, one, [instead]):
        return False
    gap = {at for place in words_of(claim, one.start, one.end) for at in alignment.gap(place)}
    return any(gap & set(words_of(sentence, *match.span())) for match in COUNTED_FROM.finditer(sentence.text))


def _is_between(sentence: Statement, one: Mention) -> bool:
    """Return whether the document names a time that this date lies in: "from 2011 to 2018"."""
    return any(
        _are_ends(sentence.text, begun, ended)
        and bool(one.first and begun.first and begun.first <= one.first)
        and bool(one.last and ended.last and one.last <= ended.last)
        for begun, ended in pairwise(sentence.dates)
    )


def _are_ends(text: str, begun: Mention, ended: Mention) -> bool:
    between = text[begun.end : ended.start]
    return RANGE.fullmatch(between) is not None or (
        between == " and " and text[: begun.start].lower().endswith("between ")
    )


def _date_again(
    claim: Statement, sentence: Statement, alignment: Alignment, one: Mention, same: Sequence[Mention]
) -> Mention | None:
    """The document's date that is this one: aligned with it, or else free while no other stands in its place."""
    places = words_of(claim, one.start, one.end)
    partners = {alignment.partner(place) for place in places}
    gap = {at for place in places if alignment.partner(place) is None for at in alignment.gap(place)}
    crossed = any(gap & set(words_of(sentence, day.start, day.end)) for day in sentence.dates if not one.same(day))
    for other in same:
        there = words_of(sentence, other.start, other.end)
        free = not crossed and not any(map(alignment.is_aligned, there))
        if partners & set(there) or (free and not _is_of_another(sentence, alignment, one, there)):
            return other
    return None


def _is_of_another(sentence: Statement, alignment: Alignment, one: Mention, there: range) -> bool:
    """Return whether another date stands between the shared words and this one, which is of what follows that."""
    last = alignment.span.stop if alignment.span else 0
    others = (words_of(sentence, day.start, day.end) for day in sentence.dates if not one.same(day))
    return any(other and last <= other.start < there.start for other in others)


def _denials(pair: Pair) -> Iterator[Flag]:
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    mismatch = denial_mismatch(alignment, claim.text, sentence.text)
    if is_denied_opposite(alignment, claim.text, sentence.text):
        if mismatch and mismatch[1] and not mismatch[0] and not follows_from_denial(alignment):
            yield Flag(FlagKind.NEGATION, *mismatch, Effect.MISSING)
        return
    turned = list(opposites(alignment))
    if mismatch and not any({*" ".join(mismatch).split()} <= {*words} for words in turned):
        doubtful = _is_in_a_verbs_place(pair, mismatch) or is_excepted(pair)
        effect = Effect.MISSING if doubtful else Effect.DIFFERS
        yield Flag(FlagKind.NEGATION, *mismatch, effect)
    for ours, theirs in turned:
        yield Flag(FlagKind.NEGATION, ours, theirs)


def _is_in_a_verbs_place(pair: Pair, mismatch: tuple[str, str]) -> bool:
    """Whether all that denies is a verb of refusing where the other has another verb: "rejected" for "voted down"."""
    shared = pair.shared
    ours, theirs = ({*said.lower().split()} for said in mismatch)
    if not ours | theirs <= REFUSING or (ours and theirs):
        return False
    if ours:
        places = [place for place in shared.unaligned() if pair.claim.small[place] in ours]
        return any(is_content(shared.sentence[at]) for place in places for at in shared.gap(place))
    return any(
        is_content(shared.claim[place]) and theirs & {pair.sentence.small[at] for at in shared.gap(place)}
        for place in shared.unaligned()
    )


def _hedges(pair: Pair) -> Iterator[Flag]:
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    mismatch = hedge_mismatch(alignment, claim.text, sentence.text, told=is_told(sentence))
    if mismatch:
        effect = Effect.MISSING if mismatch[1].lower() == "until" else Effect.DIFFERS
        yield Flag(FlagKind.HEDGE, *mismatch, Effect.NOTE if mismatch[0] else effect)


def _voices(pair: Pair) -> Iterator[Flag]:
    """Somebody's words for the claim's own, the other way round, or somebody else's."""
    claim, sentence = pair.claim, pair.sentence
    ours, theirs = claim.voice, sentence.voice
    if (ours.kind is VoiceKind.OWN) != (theirs.kind is VoiceKind.OWN):
        yield Flag(FlagKind.VOICE, voice_words(ours), _in_a_quote(sentence), Effect.NOTE)
    elif ours.speaker and theirs.speaker and not is_in(ours.speaker.lower(), [theirs.speaker.lower()]):
        same = set(ours.speaker.lower().split()) & set(theirs.speaker.lower().split())
        if not same and not _is_apposition(sentence.text, ours.speaker, theirs.speaker):
            # "The inquest heard that Moss had complained": it has the claim whole, with whoever speaks in it.
            named = {*ours.speaker.lower().split()} <= {*sentence.small}
            whole = named and len(pair.shared.runs) == 1 and pair.shared.share == 1
            yield Flag(FlagKind.VOICE, ours.speaker, theirs.speaker, Effect.NOTE if whole else Effect.DIFFERS)


def _is_apposition(text: str, office: str, name: str) -> bool:
    """Return whether the office stands behind the name: "Ian Mallory, chief executive of Tarn Water, apologised"."""
    _, begins, behind = text.partition(f"{name}, ")
    said = office.lower().replace("’", "'").replace("'s", "").split()
    words = behind.partition(",")[0].lower().split() if begins and "," in behind else []
    head = words[: next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))]
    return bool(head) and said[-1] == head[-1] and {*said} - {"the"} <= {*words}


def _clauses(pair: Pair) -> Iterator[Flag]:
    """What the claim joins out of two clauses: "Turkey supports the opposition; while Iran supports the regime"."""
    claim, sentence, alignment = pair.claim, pair.sentence, pair.shared
    if BETWEEN_CLAUSES.search(claim.text):
        return
    for (_, start, length), (_, following, _) in pairwise(alignment.runs):
        between = sentence.text[sentence.words[start + length - 1].end : sentence.words[following].start]
        if BETWEEN_CLAUSES.search(between):
            yield Flag(FlagKind.WORDING, "", " ".join(between.split()), Effect.MISSING)
            return


def _in_a_quote(sentence: Statement) -> str:
    if sentence.voice.kind is VoiceKind.QUOTE:
        return f"in a quote by {sentence.voice.speaker or 'a speaker not identified'}"
    return voice_words(sentence.voice)


STEPS = (
    _numbers,
    rate_flags,
    _dates,
    name_flags,
    _denials,
    _hedges,
    _voices,
    _clauses,
    verb_flags,
    scope_flags,
    withdrawn_flags,
    limit_flags,
    word_flags,
)
"""What is looked at, in the order in which flags are shown."""
