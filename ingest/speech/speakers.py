"""Who speaks: the speaker a sentence names itself, or the one its neighbours name for it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.lexicon import table
from ingest.records import Block, BlockKind, Span, Voice, VoiceKind
from ingest.speech.clauses import Attributed
from ingest.speech.grammar_words import ADVERBS, PRONOUNS
from ingest.speech.marks import MARK, OPENING
from ingest.speech.noun_phrases import NO_SPEAKERS, QUANTITIES
from ingest.speech.people import ASKED, behind_occasion, may_be, named_behind, people, without_deed
from ingest.speech.signed_quotes import CLOSED, block_at, signatures
from ingest.speech.speech_tags import is_tag
from ingest.speech.subjects import INTRODUCERS
from ingest.speech.words import GAP, Word, words_of

LOOK_AHEAD = 30
"""Sentences of one quotation before its speaker is named."""

WIDEST_SPACE = 8
"""Characters between two words of a name; where there are more, furniture stands between."""

NAMED_SO = table("leading retired elected former wounded armed united combined")
UNNAMED = PRONOUNS | QUANTITIES
"""A speaker of one such word is not named."""

NOBODYS_NAME = (
    ADVERBS | NO_SPEAKERS | table("sorry please thanks hello yes no okay ok maybe perhaps not how why where when")
)
"""Words that are nobody's name, though they begin a sentence with a capital: "Now", "Sorry"."""

THIRD_PERSONS = table("he she his her him hers")
SAME_AGAIN = table("he she it they who which that")
JOINING = table("but while and whereas though although yet or")
JOINTS = frozenset((",", GAP, ";", "—", "–"))
JOINED_WITHIN = 8
"""Words from the conjunction to whoever speaks behind it: "while, at a hearing on Monday, [Holm]"."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence as it stands alone.

    `pieces` are its parts in and outside quotations; `words` are left out where none is a cue.
    """

    start: int
    end: int
    kind: VoiceKind
    pieces: tuple[tuple[Span, bool], ...]
    words: tuple[Word, ...]
    found: tuple[Attributed, ...]

    @property
    def opens_quoted(self) -> bool:
        """Whether it begins inside a quotation."""
        return bool(self.pieces) and self.pieces[0][1]


@dataclass(frozen=True, slots=True)
class Own:
    """What a sentence says of its speaker: by a noun phrase, by a pronoun, or only that somebody speaks."""

    span: Span | None = None
    pronoun: Word | None = None
    cue: bool = False


def named(text: str, blocks: Sequence[Block], utterances: Sequence[Utterance]) -> list[Voice]:
    """The voice of every sentence; a speaker is always a slice of the text, white space apart."""
    conversation = _Conversation(text, blocks, utterances)
    for at in range(len(utterances)):
        block = conversation.block(at)
        stated = block.speaker if block is not None and block.kind is BlockKind.QUOTE else None
        conversation.speakers.append(stated or conversation.speaker(at))
    return [
        Voice(utterance.kind, speaker if utterance.kind is not VoiceKind.OWN else None)
        for utterance, speaker in zip(utterances, conversation.speakers, strict=True)
    ]


class _Conversation:
    """The sentences of a document, and the speakers found so far."""

    def __init__(self, text: str, blocks: Sequence[Block], utterances: Sequence[Utterance]) -> None:
        self.text = text
        self.blocks = blocks
        self.signatures = signatures(text, blocks)
        self.utterances = utterances
        starts = [block.start for block in blocks]
        self.places = [block_at(starts, utterance.start) for utterance in utterances]
        self.own = [_own(utterance) for utterance in utterances]
        self.speakers: list[str | None] = []

    def speaker(self, at: int) -> str | None:
        """Who speaks in the sentence; those before it are known."""
        if self.own[at].cue:
            return self.stated(at)
        if self.utterances[at].kind is not VoiceKind.QUOTE:
            return None
        signed = self.signed(at)
        if signed is not None:
            return signed
        later = self.naming(at)
        if later is not None:
            return self.stated(later)
        return self.carried(at)

    def stated(self, at: int) -> str | None:
        """Whom the sentence itself names, or its pronoun stands for."""
        own = self.own[at]
        if own.span is not None:
            return self.words(own.span)
        return self.meant(at, own.pronoun) if own.pronoun is not None else None

    def words(self, span: Span) -> str:
        """The words of the span with single spaces."""
        return " ".join(self.text[slice(*span)].split())

    def naming(self, at: int) -> int | None:
        """The later sentence of the same quotation that says who speaks."""
        for later in range(at + 1, min(at + LOOK_AHEAD, len(self.utterances))):
            before, after = self.utterances[later - 1], self.utterances[later]
            if self.alternates(later - 1):
                return None
            if "\n" not in self.text[before.end : after.start] and is_tag(after.words, after.found):
                return later
            if self.text[before.end - 1] in CLOSED or not self.goes_on(later - 1):
                return None
            if self.own[later].cue:
                return later
        return None

    def carried(self, at: int) -> str | None:
        """The speaker of the sentence before, where that is somebody's words or introduces these.

        Another block is his only where a colon introduces it or his quotation is still open.
        """
        before = at - 1
        if before < 0:
            return None
        if not (self.own[before].cue or self.utterances[before].kind is VoiceKind.QUOTE):
            return self.introduced(before) if self.opens_marked(at) else None
        if self.places[at] == self.places[before]:
            return None if self.alternates(before) else self.speakers[before]
        introduces = self.own[before].cue and self.text[self.utterances[before].end - 1] == ":"
        return self.speakers[before] if introduces or self.goes_on(before) else None

    def introduced(self, at: int) -> str | None:
        """The one person of a sentence that ends in a colon: "Ann Lee, who was nine, remembers it like this:".

        It begins with his full name, for a colon may lead to what nobody said.
        """
        utterance = self.utterances[at]
        if self.text[utterance.end - 1] != ":":
            return None
        person = self.only_person(at, "he") or self.only_person(at, "she")
        return person if person and " " in person and self.text.startswith(person, utterance.start) else None

    def opens_marked(self, at: int) -> bool:
        """Return whether the sentence begins with the mark that opens a quotation."""
        utterance = self.utterances[at]
        return OPENING.match(self.text, utterance.start, utterance.end) is not None

    def block(self, at: int) -> Block | None:
        """The block that the sentence stands in."""
        return self.blocks[self.places[at]] if self.places[at] >= 0 else None

    def alternates(self, at: int) -> bool:
        """Return whether a quotation closes here and another opens at once, as when somebody answers."""
        before, after, block = self.utterances[at], self.utterances[at + 1], self.block(at)
        if before.kind is not VoiceKind.QUOTE or (block is not None and block.kind is BlockKind.QUOTE):
            return False
        closed = before.pieces[-1][1] and self.text[before.end - 1] in CLOSED
        return closed and OPENING.match(self.text, after.start, after.end) is not None

    def goes_on(self, at: int) -> bool:
        """Return whether the next sentence is in the same quotation as this one ends in."""
        before, after = self.utterances[at], self.utterances[at + 1]
        if not after.opens_quoted or not before.pieces[-1][1]:
            return False
        block, other = self.block(at), self.block(at + 1)
        if block is other or block is None or other is None:
            return True
        if BlockKind.QUOTE in {block.kind, other.kind}:
            return block.kind is other.kind and block.speaker == other.speaker and not self.is_signed_off(at)
        if self.text[before.end - 1] in CLOSED:
            return False
        opens = OPENING.match(self.text, other.start, other.end) is not None
        return not opens or MARK.search(self.text, block.start, block.end) is not None

    def is_signed_off(self, at: int) -> bool:
        """Return whether a signature ends the quotation in this block: one that the next block does not only repeat."""
        signature = self.signatures[self.places[at]]
        return signature is not None and signature.end < self.blocks[self.places[at]].end

    def signed(self, at: int) -> str | None:
        """The name behind a dash at the end of the quotation."""
        for later in range(at, min(at + LOOK_AHEAD, len(self.utterances))):
            block, signature = self.block(later), self.signatures[self.places[later]] if self.blocks else None
            if block is not None and signature is not None:
                ends = max((span[1] for span, spoken in self.utterances[later].pieces if spoken), default=block.end)
                if block.kind is BlockKind.QUOTE or not self.text[ends : signature.end].strip(" "):
                    return signature.name
            if later + 1 == len(self.utterances) or not self.goes_on(later):
                return None
            if self.places[later] == self.places[later + 1] and self.alternates(later):
                return None
        return None

    def meant(self, at: int, pronoun: Word) -> str | None:
        """Whom "he" or "she" stands for: the only person that the sentence before names, as its subject."""
        before = min(at, len(self.speakers)) - 1
        if before < 0 or pronoun.plain not in {"he", "she"}:
            return None
        if any(span[1] <= pronoun.start for span in people(self.utterances[at].words)):
            return None
        if self.answers(before):
            return None
        said = self.own[before].pronoun
        if said is not None and said.plain == pronoun.plain and self.utterances[before].kind is not VoiceKind.OWN:
            return self.speakers[before]
        return self.only_person(before, pronoun.plain)

    def answers(self, at: int) -> bool:
        """Return whether the sentence is a quotation of somebody named who answers another one, each in a block."""
        if at < 1 or any(self.utterances[one].kind is not VoiceKind.QUOTE for one in (at - 1, at)):
            return False
        both = self.own[at - 1].cue and self.own[at].span is not None
        return both and self.places[at - 1] != self.places[at] and self.speakers[at - 1] != self.speakers[at]

    def only_person(self, at: int, pronoun: str) -> str | None:
        """The one person that this sentence names, in whom the pronoun has nobody else to mean."""
        utterance, spoken = self.utterances[at], self.speakers[at]
        words = utterance.words or words_of(self.text, utterance.pieces)
        if any(word.plain in THIRD_PERSONS for word in words):
            return None
        spans = people(words)
        if not spans:
            quoted = utterance.kind is VoiceKind.QUOTE
            return spoken if spoken and quoted and may_be(spoken, pronoun) else None
        names = [self.words(span) for span in spans]
        if len({name.split()[-1] for name in names}) > 1 or not may_be(names[0], pronoun):
            return None
        owner = any(word.plain == "'s" and word.start == spans[0][1] for word in words)
        first = _begins_clause(words, spans[0])
        return max(names, key=len) if (first and not owner) or names[0] == spoken else None


def _begins_clause(words: Sequence[Word], name: Span) -> bool:
    """Return whether a few words at most stand before the name, or what ends in a comma: "Asked why, [Ann Lee] …"."""
    before = [word for word in words if word.start < name[0]]
    after = next((word.plain for word in words if word.start >= name[1]), "")
    introduced = bool(before) and before[-1].plain == "," and before[0].plain in INTRODUCERS | ASKED and after != ","
    return sum(word.is_word for word in before) <= MOST_BEFORE_SUBJECT or introduced


MOST_BEFORE_SUBJECT = 3
"""Words that may stand before a name for it to be its sentence's subject."""


def _own(utterance: Utterance) -> Own:
    """What the sentence alone says of its speaker."""
    best = _chosen(utterance)
    if best is None or best.speaker is None or _is_shared(utterance, best):
        return Own(cue=best is not None)
    words = utterance.words[slice(*best.speaker)]
    if best.is_exact:
        return Own(span=(words[0].start, words[-1].end), cue=True)
    if len(words) == 1 and words[0].plain in UNNAMED:
        return Own(pronoun=words[0], cue=True)
    is_bare = best.cue < best.speaker[0] and best.speaker[1] == len(utterance.words)  # "…, warns keeper"
    phrase = words if is_bare else without_deed(words)
    if _does(utterance.words, best):
        phrase = behind_occasion(utterance.words, phrase, best.speaker[0])
    if (
        not phrase
        or _is_made(phrase[0])
        or all(word.plain in NOBODYS_NAME for word in phrase)
        or any(after.start - before.end > WIDEST_SPACE for before, after in pairwise(phrase))
    ):
        return Own(cue=True)
    behind = named_behind(utterance.words, phrase, best.speaker[1]) if best.speaker[0] > best.cue else None
    return Own(span=behind or (phrase[0].start, phrase[-1].end), cue=True)


def _does(words: Sequence[Word], best: Attributed) -> bool:
    """Return whether the speaker stands before the verb of which he is the subject, and owns no view or plea."""
    if best.speaker is None or best.speaker[1] > best.cue or not words[best.cue].is_word:
        return False
    return words[best.speaker[1]].plain not in {"'s", "'"}


def _is_made(word: Word) -> bool:
    """Return whether the word is a participle that only a cut phrase begins with: "returned by the crashed probe"."""
    return not word.capital and word.plain.endswith(("ed", "ing")) and word.plain not in NAMED_SO


def _chosen(utterance: Utterance) -> Attributed | None:
    """The attribution that names the speaker: beside a quotation the nearest of speech, else the farthest reaching."""
    if not utterance.found:
        return None
    if utterance.kind is VoiceKind.QUOTE:
        return _nearest(utterance)
    most = max(one.end - one.start for one in utterance.found)
    return max(
        (one for one in utterance.found if 2 * (one.end - one.start) >= most),
        key=lambda one: (one.speaker is not None, one.end - one.start, one.by_speech, -one.cue),
    )


def _is_shared(utterance: Utterance, best: Attributed) -> bool:
    """Whether a clause beside it tells of somebody else's words: "Berg said it was safe, but Holm said it was not"."""
    words = utterance.words
    return any(
        _are_two(words, best, other) and _is_joined(words, *sorted((best, other), key=_first))
        for other in utterance.found
        if other is not best
    )


def _are_two(words: Sequence[Word], one: Attributed, other: Attributed) -> bool:
    """Return whether both name somebody, by different heads; "he" or "it" may be the other one."""
    if one.speaker is None or other.speaker is None:
        return False
    ends = {words[speaker[1] - 1].plain for speaker in (one.speaker, other.speaker)}
    return len(ends) == 2 and ends.isdisjoint(SAME_AGAIN)


def _first(one: Attributed) -> int:
    """Return where the attribution begins: its cue, or a speaker before it."""
    return min(one.cue, one.speaker[0]) if one.speaker is not None else one.cue


def _is_joined(words: Sequence[Word], left: Attributed, right: Attributed) -> bool:
    """Whether a mark and a conjunction stand between the two clauses, and no "that" that puts one into the other."""
    for place in range(_first(right) - 1, max(left.cue, _first(right) - 1 - JOINED_WITHIN), -1):
        plain, before = words[place].plain, words[place - 1].plain
        if plain == ";":
            return True
        if plain in JOINING and before in JOINTS:
            return words[place + 1].plain != "that"
    return False


def _nearest(utterance: Utterance) -> Attributed:
    """The attribution whose cue stands nearest to a quotation; cues and quotations are both in order."""
    gaps = [at for at, word in enumerate(utterance.words) if word.plain == GAP]

    def distance(one: Attributed) -> int:
        place = bisect_right(gaps, one.cue)
        return min((abs(one.cue - gap) for gap in gaps[max(0, place - 1) : place + 1]), default=0)

    speech = [one for one in utterance.found if one.by_speech and not _only_leads(utterance, one)]
    telling = speech or [one for one in utterance.found if one.speaker is not None]
    return min(telling or utterance.found, key=lambda one: (distance(one), one.cue))


def _only_leads(utterance: Utterance, one: Attributed) -> bool:
    """Return whether it is a colon of which nobody is named: "A note was pinned to the door: “…”"."""
    return one.speaker is None and utterance.words[one.cue].plain == ":"
