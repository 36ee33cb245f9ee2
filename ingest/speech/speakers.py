"""Who speaks: the speaker a sentence names itself, or the one its neighbours name for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from ingest.records import Block, BlockKind, Span, Voice, VoiceKind
from ingest.speech.marks import MARK, OPENING
from ingest.speech.people import ASKED, may_be, people
from ingest.speech.pronouns import (
    ANAPHORS,
    GENDERS,
    THIRD_PERSONS,
    described,
    has_others,
    institution,
    named_behind_place,
    tells_of_another,
    thirds_behind,
)
from ingest.speech.signed_quotes import CLOSED, block_at, signatures
from ingest.speech.speech_tags import is_tag
from ingest.speech.subjects import INTRODUCERS
from ingest.speech.utterances import Utterance, own_of
from ingest.speech.words import Word, words_of

LOOK_AHEAD = 30
"""Sentences of one quotation before its speaker is named."""

WORD = re.compile(r"[^\W\d_]+")
NEARBY = 3
"""Sentences before one in which somebody else may be told of whom its "he" stands for."""


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
        self.own = [own_of(utterance) for utterance in utterances]
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
        """Whom the pronoun stands for: the only one that the sentence before tells of, as its subject."""
        before = min(at, len(self.speakers)) - 1
        if before < 0 or pronoun.plain not in ANAPHORS or self.names_before(at, pronoun) or self.answers(before):
            return None
        said = self.own[before].pronoun
        if said is not None and said.plain == pronoun.plain and self.utterances[before].kind is not VoiceKind.OWN:
            return self.speakers[before]
        if pronoun.plain not in GENDERS:
            return self.group(before, pronoun.plain)
        if tells_of_another(self.utterances[at].words, pronoun.plain):
            return None  # of "she says he cried" either may be the one who is named
        return self.only_person(before, pronoun.plain) or self.unnamed(before, pronoun.plain)

    def names_before(self, at: int, pronoun: Word) -> bool:
        """Return whether the sentence names somebody before its pronoun; one word that begins it may be no name."""
        words = self.utterances[at].words
        spans = [span for span in people(words) if span[1] <= pronoun.start]
        return any(span[0] > words[0].start or self.capitals[self.words(span)] != 1 for span in spans)

    @cached_property
    def capitals(self) -> Counter[str]:
        """How often each word stands in the text with a capital."""
        return Counter(word for word in WORD.findall(self.text) if word[0].isupper())

    def words_at(self, at: int) -> Sequence[Word]:
        """The words of the sentence, though none is a cue."""
        utterance = self.utterances[at]
        return utterance.words or words_of(self.text, utterance.pieces)

    def group(self, at: int, pronoun: str) -> str | None:
        """Whom "they" or "it" stands for: several people, or the institution or document that speaks."""
        if pronoun == "they":
            return self.unnamed(at, pronoun)
        span = self.own[at].span
        is_one = span is not None and self.says(at) and institution(self.words_at(at), span)
        return self.words(span) if span is not None and is_one else None

    def unnamed(self, at: int, pronoun: str) -> str | None:
        """Who is the subject of this sentence without a name: "The driver failed to stop", "The twins left"."""
        words = self.words_at(at)
        span = described(words, pronoun)
        if span is None or not self.is_alone(at) or thirds_behind(words, span, pronoun) is None:
            return None
        return self.words(span)

    def says(self, at: int) -> bool:
        """Return whether the sentence says what somebody said."""
        return any(one.by_speech for one in self.utterances[at].found)

    def speaks_of_itself(self, at: int, pronoun: str) -> bool:
        """Return whether this sentence says what somebody named said, and each "he" or "she" in it is himself."""
        words, span = self.utterances[at].words, self.own[at].span
        if span is None or not self.says(at):
            return False
        thirds = thirds_behind(words, span, pronoun)
        return thirds == 0 or (
            thirds is not None and not has_others([one for one in words if one.start >= span[1]]) and self.is_alone(at)
        )

    def is_alone(self, at: int) -> bool:
        """Return whether nobody is told of in the sentences right before this one."""
        told = (self.words_at(one) for one in range(max(0, at - NEARBY), at))
        return not any(has_others(said) or any(word.plain in THIRD_PERSONS for word in said) for said in told)

    def answers(self, at: int) -> bool:
        """Return whether the sentence is a quotation of somebody named who answers another one, each in a block."""
        if at < 1 or any(self.utterances[one].kind is not VoiceKind.QUOTE for one in (at - 1, at)):
            return False
        both = self.own[at - 1].cue and self.own[at].span is not None
        return both and self.places[at - 1] != self.places[at] and self.speakers[at - 1] != self.speakers[at]

    def only_person(self, at: int, pronoun: str) -> str | None:
        """The one person that this sentence names, in whom the pronoun has nobody else to mean."""
        words, spoken = self.words_at(at), self.speakers[at]
        if any(word.plain in THIRD_PERSONS for word in words) and not self.speaks_of_itself(at, pronoun):
            return None
        spans = people(words)
        if not spans:
            quoted = self.utterances[at].kind is VoiceKind.QUOTE
            return spoken if spoken and quoted and may_be(spoken, pronoun) else None
        names = [self.words(span) for span in spans]
        if len({name.split()[-1] for name in names}) > 1 or not may_be(names[0], pronoun):
            return None
        owner = any(word.plain == "'s" and word.start == spans[0][1] for word in words)
        first = _begins_clause(words, spans[0]) and not named_behind_place(words)
        return max(names, key=len) if (first and not owner) or names[0] == spoken else None


def _begins_clause(words: Sequence[Word], name: Span) -> bool:
    """Return whether a few words at most stand before the name, or what ends in a comma: "Asked why, [Ann Lee] …"."""
    before = [word for word in words if word.start < name[0]]
    after = next((word.plain for word in words if word.start >= name[1]), "")
    introduced = bool(before) and before[-1].plain == "," and before[0].plain in INTRODUCERS | ASKED and after != ","
    return sum(word.is_word for word in before) <= MOST_BEFORE_SUBJECT or introduced


MOST_BEFORE_SUBJECT = 3
"""Words that may stand before a name for it to be its sentence's subject."""
