"""What a language's table holds of how it reports what somebody says, for languages other than English.

A verb written with a plus counts only where the word behind the plus ends its clause: "teilte+mit". Words are in small
letters, as in `words.Word.plain`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.lexicon import row

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""First word → what follows it in each phrase."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """How one language reports speech."""

    verbs: Mapping[str, str]
    """Finite verb of the third person → the particle that must end its clause; "" for none."""
    objects: Mapping[str, str]
    """Verb or participle that tells of words by its object alone → what leads to it ("warnt" → "vor"); "" for none."""
    participles: frozenset[str]
    auxiliaries: frozenset[str]
    loose: frozenset[str]
    """Participles that lean on a subject elsewhere: "ajoutant"."""
    that: frozenset[str]
    infinitives: frozenset[str]
    """What begins an infinitive that is said: "a dit [vouloir]", "ha detto [di]"."""
    sources: Phrases
    """Phrases before whoever says it: "selon", "nach Angaben von"."""
    trailing: frozenset[str]
    """The same behind him: "zufolge"."""
    pronouns: frozenset[str]
    firsts: frozenset[str]
    nots: frozenset[str]
    like: frozenset[str]
    """What stands before a verb of which the rest of the sentence is what is said: "comme", "das"."""
    articles: frozenset[str]
    ties: frozenset[str]
    """What joins an office to whom or what it is of: "de", "von"."""
    particles: frozenset[str]
    """Small words inside a name."""
    prepositions: frozenset[str]
    """What ends an office and is no part of it: "à la presse"."""
    conjunctions: frozenset[str]
    """What a clause begins with, besides "that"."""
    times: frozenset[str]
    """Times and adverbs between a verb and its subject; nobody's name, though some have capitals."""
    nobody: frozenset[str]
    """Rules, measures and objects: they say nothing, though they stand where a speaker would."""
    undone: frozenset[str] = field(default_factory=frozenset)
    """Particles at the end of the clause that make another verb of it: "sagte … ab"."""
    finites: frozenset[str] = field(default_factory=frozenset)
    """The commonest verbs that follow a source: "volgens de politie [was]"."""
    tags: frozenset[str] = field(default_factory=frozenset)
    """What names a source only where nothing else stands between the marks: "…, so Behrens."."""
    naming: frozenset[str] = field(default_factory=frozenset)
    """Verbs that give a name another one too: "Jean, [dit] le Bon"."""
    addressing: frozenset[str] = field(default_factory=frozenset)
    """Verbs whose object is to whom it is said: "sagte [der Zeitung], …"."""
    aside: frozenset[str] = field(default_factory=frozenset)
    """What stands before a verb that only explains a word: "[autrement] dit"."""
    is_verb_second: bool = False
    """Whether the subject stands behind the verb when something else opens the clause."""
    is_told_by_comma: bool = False
    """Whether what is said follows a comma without "that"."""
    has_bare_nouns: bool = False
    """Whether a noun needs no article: "powiedział rzecznik"."""
    has_incises: bool = False
    """Whether who speaks stands between commas inside the quotation marks."""

    @property
    def cues(self) -> frozenset[str]:
        """Every word that an attribution may begin at."""
        return self.participles | self.loose | self.trailing | self.tags | {*self.verbs, *self.sources, ":"}

    def is_small(self, word: str) -> bool:
        """Return whether the word holds a sentence together: a preposition, an article, a conjunction, a time."""
        small = (self.prepositions, self.articles, self.conjunctions, self.that, self.ties, self.times)
        return any(word in one for one in (*small, self.pronouns, self.nots, self.like))


def verbs_of(words: str) -> dict[str, str]:
    """Verb → particle, of "sagte teilte+mit"."""
    return {verb: particle for verb, _, particle in (word.partition("+") for word in row(words))}


def objects_of(words: str) -> dict[str, str]:
    """Verb → what leads to its object, of "warnt:vor bestreitet"."""
    return {verb: leading for verb, _, leading in (word.partition(":") for word in row(words))}


def phrases_of(lines: str) -> Phrases:
    """The phrases between semicolons by their first words, the longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in sorted(lines.split(";"), key=lambda line: -len(line.split())):
        first, *rest = line.split()
        found[first] = (*found.get(first, ()), tuple(rest))
    return found
