"""Align two sentences word by word: which words of a claim a document's sentence has, and which it has instead."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cydifflib import SequenceMatcher

from index.spelling import INDIC, SPACELESS, VOWEL_SIGNS, plain
from index.terms import stem
from ingest.lexicon import SOFT_HYPHEN

_IRREGULAR = """
bear bore born borne | beat beaten | become became | begin began begun | bend bent | bind bound | bite bit bitten |
bleed bled | blow blew blown | break broke broken | breed bred | bring brought | build built | burn burnt | buy
bought | catch caught | choose chose chosen | cling clung | come came | creep crept | deal dealt | dig dug | draw
drew drawn | drink drank drunk | drive drove driven | eat ate eaten | fall fell fallen | feed fed | feel felt |
fight fought | find found | flee fled | fling flung | fly flew flown | forbid forbade forbidden | forget forgot
forgotten | forgive forgave forgiven | freeze froze frozen | get got gotten | give gave given | go went gone | grind
ground | grow grew grown | hang hung | hear heard | hide hid hidden | hold held | keep kept | kneel knelt | know
knew known | lay laid | lead led | leap leapt | learn learnt | leave left | lend lent | lose lost | make made | mean
meant | meet met | mistake mistook mistaken | overcome overcame | overthrow overthrew overthrown | oversee oversaw
overseen | pay paid | ride rode ridden | ring rang rung | rise rose risen | run ran | say said | see saw seen | seek
sought | sell sold | send sent | shake shook shaken | shoot shot | show shown | shrink shrank shrunk | sing sang
sung | sink sank sunk | sit sat | slay slew slain | sleep slept | slide slid | speak spoke spoken | spend spent |
spin spun | stand stood | steal stole stolen | stick stuck | sting stung | strike struck stricken | string strung |
swear swore sworn | sweep swept | swim swam swum | swing swung | take took taken | teach taught | tear tore torn |
tell told | think thought | throw threw thrown | undergo underwent undergone | understand understood | undertake
undertook undertaken | wake woke woken | wear wore worn | weave wove woven | weep wept | win won | withdraw withdrew
withdrawn | withstand withstood | wind wound | write wrote written
"""
BASE = {form: verb for verb, *forms in (line.split() for line in _IRREGULAR.split("|")) for form in forms}
"""An irregular form of a verb → the verb."""

LETTERS = rf"(?:(?![{SPACELESS}])[\w{INDIC}{VOWEL_SIGNS}])+"
WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?:\w+)?"  # numbers with their separators, and "5th"
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|[{SPACELESS}]"  # without spaces between words each character is one, as in the index of exact words
    rf"|{LETTERS}(?:['’]{LETTERS})*"
    r"|[%$€£¥°]"
)
POSSESSIVE = re.compile(r"['’]s?\Z")

ALIGNED_KEPT = 512
"""Pairs of texts whose common runs are kept: repetitive texts give the same pair again and again.

Raised, more memory for long texts; lowered, more of them are compared again.
"""


@dataclass(frozen=True, slots=True)
class ComparedWord:
    """A word with its place in the text; words with the same `key` differ in form only."""

    text: str
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of a claim and of a sentence, and the runs of words that both share, in order.

    `runs` are (place in the claim, place in the sentence, length).
    """

    claim: tuple[ComparedWord, ...]
    sentence: tuple[ComparedWord, ...]
    runs: tuple[tuple[int, int, int], ...]

    def partner(self, place: int) -> int | None:
        """Return the place in the sentence of the word aligned with this word of the claim, or None."""
        run = self._run_before(place)
        return run[1] + place - run[0] if run and place < run[0] + run[2] else None

    def gap(self, place: int) -> range:
        """Return the places in the sentence that correspond to an unaligned word of the claim."""
        at = bisect_right(self.runs, (place, len(self.sentence), 0))
        before = self.runs[at - 1] if at else (0, 0, 0)
        after = self.runs[at][1] if at < len(self.runs) else len(self.sentence)
        return range(before[1] + before[2], after)

    def gap_of_claim(self, place: int) -> range:
        """Return the places of the unaligned words around an unaligned word of the claim."""
        at = bisect_right(self.runs, (place, len(self.sentence), 0))
        before = self.runs[at - 1] if at else (0, 0, 0)
        return range(before[0] + before[2], self.runs[at][0] if at < len(self.runs) else len(self.claim))

    def is_aligned(self, place: int) -> bool:
        """Return whether this word of the sentence is aligned with a word of the claim."""
        at = bisect_right(self.runs, place, key=lambda run: run[1])
        return at > 0 and place < self.runs[at - 1][1] + self.runs[at - 1][2]

    @property
    def span(self) -> range:
        """The places in the sentence from the first aligned word to the last."""
        return range(self.runs[0][1], self.runs[-1][1] + self.runs[-1][2]) if self.runs else range(0)

    @property
    def share(self) -> float:
        """The share of the claim's words that are aligned, in [0, 1]."""
        return sum(length for _, _, length in self.runs) / len(self.claim) if self.claim else 0.0

    def unaligned(self) -> Iterator[int]:
        """Return the places in the claim of the words that are not aligned."""
        return (place for place in range(len(self.claim)) if self.partner(place) is None)

    def _run_before(self, place: int) -> tuple[int, int, int] | None:
        at = bisect_right(self.runs, (place, len(self.sentence), 0))
        return self.runs[at - 1] if at else None


def words(text: str) -> tuple[ComparedWord, ...]:
    """Split a text into words, in order."""
    return tuple(ComparedWord(match[0], match.start(), match.end(), key(match[0])) for match in WORD.finditer(text))


def key(word: str) -> str:
    """Return the key that all forms of a word share: "U.S." and "US", "attacked" and "attacks", "sold" and "sell"."""
    bare = POSSESSIVE.sub("", unicodedata.normalize("NFC", word).replace(SOFT_HYPHEN, "")).replace("’", "'")
    bare = bare if bare.isascii() else plain(bare)
    letters = bare.replace(".", "") if bare[:1].isalpha() else bare
    return stem(BASE.get(letters.lower(), letters))


def said_at(words: Sequence[ComparedWord], places: Sequence[int]) -> str:
    """The words at these places, as they are written."""
    return " ".join(words[place].text for place in places)


def align(claim: tuple[ComparedWord, ...], sentence: tuple[ComparedWord, ...]) -> Alignment:
    """Align the longest runs of equal words, in order (Ratcliff and Obershelp 1988, as implemented by difflib)."""
    return Alignment(claim, sentence, _runs(tuple(word.key for word in claim), tuple(word.key for word in sentence)))


@lru_cache(maxsize=ALIGNED_KEPT)
def _runs(claim: tuple[str, ...], sentence: tuple[str, ...]) -> tuple[tuple[int, int, int], ...]:
    blocks = SequenceMatcher(None, claim, sentence, autojunk=False).get_matching_blocks()
    return tuple((a, b, size) for a, b, size in blocks if size)
