"""Whether a claim denies what a document says, or the other way round: "not", "never", "lost" for "gained"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answer.alignment import Alignment, Word, key
from answer.word_lists import listed

CUES = frozenset(
    listed("""
        not no never none nobody nothing nowhere neither nor without cannot can't won't unable impossible
        unlikely hardly barely scarcely rarely seldom lack lacks lacked lacking absent deny denies denied
        denying refuse refuses refused reject rejects rejected fail fails failed failing false falsely untrue
        wrong wrongly myth hoax dispute disputes disputed doubt doubts doubted refute refutes refuted contrary
        """)
)
SHORT_NOT = re.compile(r"n['’]t\Z", re.IGNORECASE)
NOT_A_DENIAL = re.compile(
    r"(?:not only|no doubt|not just|without doubt|no longer than|whether or not|if not)\b", re.IGNORECASE
)

OPPOSITES = """increase decrease|increase reduce|increase lower|raise lower|raise reduce|rise fall|rise drop|grow shrink
gain lose|win lose|up down|more less|more fewer|higher lower|high low|large small|big small|majority minority
support oppose|approve reject|accept reject|accept refuse|agree disagree|confirm deny|allow ban|allow forbid
legal illegal|lawful unlawful|justified unjustified|able unable|possible impossible|likely unlikely
begin end|start stop|start end|begin stop|open close|before after|early late|first last|enter leave|arrive depart
withdraw deploy|attack defend|victory defeat|succeed fail|success failure|alive dead|survive die|guilty innocent
convict acquit|acquire sell|buy sell|hire fire|appoint dismiss|strengthen weaken|improve worsen|better worse
benefit harm|help hinder|protect harm|cause prevent|promote inhibit|activate inhibit|induce prevent|effective useless
safe dangerous|safe unsafe|positive negative|present absent|include exclude|join leave|ally enemy|friend enemy
inside outside|above below|north south|east west|public private|male female|always never|all none|most few
permanent temporary|necessary unnecessary|sufficient insufficient|same different|similar different|natural artificial
recover deteriorate|expand contract|accelerate slow|advance retreat|release detain|love hate|rich poor|hot cold
gain lost|won lost|win lost|rose fell|grew shrank|began ended|bought sold|began stopped|rose dropped
mild severe|common rare|simple complex|warm cold|peace war|backed opposed|overestimate underestimate|over under"""

PAIRS = [pair.split() for pair in re.split(r"[|\n]", OPPOSITES)]
WRITTEN_OPPOSITES: dict[str, str] = {
    one: other for first, second in reversed(PAIRS) for one, other in ((first, second), (second, first))
}
"""A word as it is listed → its opposite; where it has several, the first."""

BEFORE = 6
"""Words before what a claim takes from a sentence in which a denial still counts: "officials deny that …"."""


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in PAIRS:
        one, other = map(key, pair)
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


OPPOSITE = _opposites()
"""A word's key → the keys of its opposites."""


def denials(words: Sequence[Word], text: str) -> list[int]:
    """The places of the words that deny."""
    none = [match.span() for match in NOT_A_DENIAL.finditer(text)]
    return [
        place
        for place, word in enumerate(words)
        if (word.text.lower().replace("’", "'") in CUES or SHORT_NOT.search(word.text))
        and not any(start <= word.start < end for start, end in none)
    ]


def denial_mismatch(alignment: Alignment, claim: str, sentence: str) -> tuple[str, str] | None:
    """The words that deny in one of the two and not in the other, as (claim's, document's); None where both agree.

    Only what the claim takes from the sentence counts, and the few words before it.
    """
    ours = denials(alignment.claim, claim)
    theirs = [place for place in denials(alignment.sentence, sentence) if place in _concerned(alignment)]
    if len(ours) % 2 == len(theirs) % 2 and bool(ours) == bool(theirs):
        return None
    return _said(alignment.claim, ours), _said(alignment.sentence, theirs)


def opposites(alignment: Alignment) -> Iterator[tuple[str, str]]:
    """Words of the claim where the sentence has the opposite instead: ("gained", "lost")."""
    here = {word.key for word in alignment.sentence}
    there = {word.key for word in alignment.claim}
    for place in alignment.unaligned():
        word = alignment.claim[place]
        against = OPPOSITE.get(word.key, frozenset()) & here - there
        if against and word.key not in here:
            yield word.text, next(other.text for other in alignment.sentence if other.key in against)


def _concerned(alignment: Alignment) -> range:
    span = alignment.span
    return range(max(0, span.start - BEFORE), span.stop + 1) if span else range(len(alignment.sentence))


def _said(words: Sequence[Word], places: Sequence[int]) -> str:
    return " ".join(words[place].text for place in places)
