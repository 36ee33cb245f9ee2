"""The words of a claim that no number, date or name is: each must stand in the sentence, and in the same part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from answer.alignment import Alignment, Word, key
from answer.check_records import Effect, Flag, FlagKind
from answer.name_flags import PRONOUNS, Surroundings
from answer.names import is_in, same_run
from answer.negation import CUES
from answer.statement import Statement, words_of
from answer.units import UNIT_OF
from answer.word_lists import listed

FUNCTION = frozenset(
    listed("""
        a an the and or but nor so as that this these those such which who whom whose what when where while how
        is are was were be been being am has have had having do does did done will shall
        i me my he him his she her it its we us our you your they them their there here one ones itself himself herself
        themselves of in on at by to from for with into onto upon within as than then also too very just even still
        since because although though during among amid between through about around approximately roughly
        however therefore thus moreover further furthermore meanwhile well s t re ve ll d
        """)
)
"""Words that a claim may have in other places or forms."""

ALIKE = [
    line.split()
    for line in """say says said saying state states stated tell told declare declared announce announced
begin begins began begun start started
big large
many numerous
like such
because since
about around approximately roughly
show shows showed shown
buy buys bought
make makes made
take takes took taken
give gives gave given
go goes went gone
come comes came
get gets got gotten
see sees saw seen
know knows knew known
write writes wrote written
speak speaks spoke spoken
lead leads led
leave leaves left
lose loses lost
win wins won
rise rises rose risen
fall falls fell fallen
grow grows grew grown
hold holds held
keep keeps kept
send sends sent
build builds built
sell sells sold
pay pays paid
meet meets met
find finds found
fight fights fought
run runs ran
become becomes became
choose chooses chose chosen
drive drives drove driven
break breaks broke broken
think thinks thought
bring brings brought
teach teaches taught
catch catches caught
spend spends spent
shoot shoots shot
bear bears bore born
man men
woman women
child children
person people persons
foot feet
help assist helps helped assisted
use used uses employ
car automobile
film movie
also additionally
entire whole
every each
near close
nearly almost
maybe perhaps
purchase purchased
percent % pct
$ dollar dollars
€ euro euros""".splitlines()
]

CONTRASTS = [
    frozenset(listed(line))
    for line in """all some most many few none no several half both only any every each certain
for against
to from
into from
into out
with without against
he she
his her
him her
before after until since
during before after
above below under over
and or
may must
than as
up down
on off""".splitlines()
]
"""Small words of which one does not stand for another."""

LIMITING = frozenset(
    listed("""
        former ex formerly acting deputy vice assistant aspiring ousted fake mock some few fewer half partly partially
        almost nearly planned attempted alleged hypothetical simulated part
        """)
)
"""Before a word they make it another: "former president", "some residents"."""

COMPARING = frozenset(
    listed("less more fewer lower higher smaller larger greater longer shorter faster slower better worse cheaper")
)
"""After a number they make it another: "40 percent less water"."""

PREPOSITIONS = frozenset(
    listed("in on at after during before since until within throughout under over near along across amid between of")
)
BE = frozenset(listed("is are was were be been being got"))
LONGEST_PHRASE = 6


def _partners() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in ALIKE:
        keys = {key(word) for word in line}
        for one in keys:
            table.setdefault(one, set()).update(keys)
    return {one: frozenset(others) for one, others in table.items()}


SAME = _partners()


def word_flags(claim: Statement, sentence: Statement, alignment: Alignment, near: Surroundings) -> Iterator[Flag]:
    """A flag for what the sentence has another word for, has not, has in another order, or limits or asks."""
    yield from _substituted(claim, sentence, alignment, near)
    yield from _contrasted(alignment)
    yield from _limited(sentence, alignment)
    yield from _reordered(claim, sentence, alignment)
    if _asks(sentence.text) and not _asks(claim.text):
        yield Flag(FlagKind.WORDING, "", "?", Effect.MISSING)


def _asks(text: str) -> bool:
    return text.rstrip("\"'”’)» ").endswith("?")


def _substituted(claim: Statement, sentence: Statement, alignment: Alignment, near: Surroundings) -> Iterator[Flag]:
    """Words of the claim that the sentence has not: at most one flag, with what stands in the place."""
    read = _read(claim)
    names = {name.place: name.form for name in claim.names}
    here = {word.key for word in alignment.sentence}
    there = {word.key for word in alignment.claim}
    for place in alignment.unaligned():
        word = alignment.claim[place]
        if place in read or not _is_content(word) or here & {word.key, *SAME.get(word.key, ())}:
            continue
        name = names.get(place)
        if name and is_in(name, sentence.forms, sentence.name_runs):
            continue
        if name and any(same_run(name, one.form) for one in sentence.names):
            continue
        instead = _instead(claim, sentence, alignment, place, there)
        aside = PRONOUNS & sentence.forms and word.key in near.keys
        if (name or aside) and not instead and (name or place < LONGEST_PHRASE):
            continue  # of a name `name_flags` says it; a pronoun may stand for the words of its passage
        yield Flag(FlagKind.WORDING, word.text, instead, Effect.MISSING)
        return


def _instead(claim: Statement, sentence: Statement, alignment: Alignment, place: int, there: set[str]) -> str:
    """The first word in the same place of the sentence that the claim has nowhere; "" where there is none."""
    read = _read(sentence)
    others = {name.place: name.form for name in sentence.names}
    for at in alignment.gap(place):
        word = alignment.sentence[at]
        known = at in others and is_in(others[at], claim.forms, claim.name_runs)
        known = known or any(same_run(others.get(at, ""), one.form) for one in claim.names)
        if at not in read and _is_content(word) and not known and not there & {word.key, *SAME.get(word.key, ())}:
            return word.text
    return ""


def _contrasted(alignment: Alignment) -> Iterator[Flag]:
    """Where the claim has "for", the sentence has "against"; or "some" for "all"."""
    for place in alignment.unaligned():
        ours = alignment.claim[place].text.lower()
        for at in alignment.gap(place):
            theirs = alignment.sentence[at].text.lower()
            together = any(ours in group and theirs in group for group in CONTRASTS) and ours != theirs
            if together and not alignment.is_aligned(at) and theirs not in _gap_of_claim(alignment, place):
                yield Flag(FlagKind.WORDING, alignment.claim[place].text, alignment.sentence[at].text, Effect.MISSING)
                return


def _gap_of_claim(alignment: Alignment, place: int) -> set[str]:
    """The unaligned words around this one in the claim."""
    first, last = place, place
    while first and alignment.partner(first - 1) is None:
        first -= 1
    while last + 1 < len(alignment.claim) and alignment.partner(last + 1) is None:
        last += 1
    return {word.text.lower() for word in alignment.claim[first : last + 1]}


def _limited(sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """What the claim leaves out beside a word that it takes: "former", "some", "40 percent less"."""
    said = {word.text.lower() for word in alignment.claim}
    numbers = {quantity.end for quantity in sentence.quantities}
    for place, word in enumerate(alignment.sentence):
        small = word.text.lower()
        if alignment.is_aligned(place) or small in said:
            continue
        before = alignment.sentence[place - 1] if place else None
        takes_next = any(alignment.is_aligned(at) for at in range(place + 1, min(place + 3, len(alignment.sentence))))
        limits = small in LIMITING and takes_next
        compares = small in COMPARING and before and before.end in numbers and alignment.is_aligned(place - 1)
        if limits or compares:
            yield Flag(FlagKind.WORDING, "", word.text, Effect.MISSING)
            return


def _reordered(claim: Statement, sentence: Statement, alignment: Alignment) -> Iterator[Flag]:
    """Words in crossed order, unless a whole phrase was moved, or the active turned into the passive."""
    moved = list(_moved(alignment))
    turned = _is_passive(alignment.claim, claim.text) != _is_passive(
        alignment.sentence[_reach(alignment)], sentence.text
    )
    if turned:
        if not moved and alignment.runs and _is_turned(alignment):
            yield Flag(FlagKind.WORDING, "by", "", Effect.MISSING)
        return
    for place, at in moved:
        ours, theirs = _head(alignment.claim, claim.text, place), _head(alignment.sentence, sentence.text, at)
        if ours is None or ours != theirs:
            yield Flag(FlagKind.WORDING, alignment.claim[place].text, _around(alignment, at), Effect.MISSING)
            return


def _moved(alignment: Alignment) -> Iterator[tuple[int, int]]:
    """Words that both have and that are not aligned, as (place in the claim, place in the sentence)."""
    free = [at for at in range(len(alignment.sentence)) if not alignment.is_aligned(at)]
    for place in alignment.unaligned():
        word = alignment.claim[place]
        if _is_content(word) and not word.text.endswith("ly"):
            same = {word.key, *SAME.get(word.key, ())}
            at = next((at for at in free if alignment.sentence[at].key in same), None)
            if at is not None and at not in alignment.gap(place):
                free.remove(at)
                yield place, at


def _reach(alignment: Alignment) -> slice:
    span = alignment.span
    return slice(span.start, span.stop) if span else slice(0, None)


def _is_passive(words: Sequence[Word], text: str) -> bool:
    """Whether it has "was … by"."""
    small = [word.text.lower() for word in words]
    return any(
        by - LONGEST_PHRASE < be < by - 1 and not text[words[be].start : words[by].end].count(",")
        for be, by in combinations(range(len(small)), 2)
        if small[be] in BE and small[by] == "by"
    )


def _is_turned(alignment: Alignment) -> bool:
    """Whether the "by" of the one has nothing in the other."""
    claim = any(alignment.claim[place].key == "by" for place in alignment.unaligned())
    reach = range(len(alignment.sentence))[_reach(alignment)]
    return claim or any(alignment.sentence[at].key == "by" and not alignment.is_aligned(at) for at in reach)


def _head(words: Sequence[Word], text: str, place: int) -> str | None:
    """The preposition that the word's phrase begins with; None for a subject or an object."""
    for at in range(place - 1, max(-1, place - LONGEST_PHRASE), -1):
        if set(text[words[at].end : words[at + 1].start]) & set(",;:—–"):
            return None
        if words[at].text.lower() in PREPOSITIONS:
            return words[at].text.lower()
    return None


def _around(alignment: Alignment, at: int) -> str:
    return " ".join(word.text for word in alignment.sentence[max(0, at - 1) : at + 2])


def _read(statement: Statement) -> set[int]:
    """The places of the words that are compared as numbers and dates."""
    spans = [
        *((one.start, one.end) for one in statement.quantities),
        *((one.start, one.end) for one in statement.dates),
    ]
    return {place for span in spans for place in words_of(statement, *span)}


def _is_content(word: Word) -> bool:
    small = word.text.lower().replace("’", "'")
    return not (small in FUNCTION or small in UNIT_OF or small in CUES or small.endswith("n't")) and (
        small[0].isalnum() and (len(small) > 1 or small.isdigit() is False) and not small[0].isdigit()
    )
