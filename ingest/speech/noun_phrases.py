"""Noun phrases found by their shape: from the word before a verb to the left, or from a word to the right."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import BOUNDARIES, DAYS, DETERMINERS, NOT_ADVERBS, PREPOSITIONS, PRONOUNS, TIMES
from ingest.speech.verb_forms import Form, forms
from ingest.speech.words import GAP, Word

Range = tuple[int, int]
"""Half-open, in places of the list of words."""

LONGEST = 24
"""Words; nobody's name and office take more, and it bounds the work on hostile text."""

QUANTITIES = table(
    """
    some many most all one two three four five six seven eight nine ten several few both each any dozens hundreds none
    half
    """
)
TIES = table("of for at in from with on against")
"""Prepositions that a noun phrase may hold."""

IN_NAMES = table("an do das")
"""Small words inside a name: "Siobhán Mac [an] Bhaird", "Maria [do] Carmo [das] Neves"."""

TO_SOMEBODY = table("adviser advisers advisor advisors aide aides ambassador envoy assistant heir rival rivals")
"""Offices behind which "to" ties the name: "an adviser to Holm"."""

SAYS = frozenset(
    word
    for word, (_, form) in forms(
        sorted(
            table(
                """
                say add write ask recall explain warn joke note conclude quip reply respond continue admit insist argue
                predict remember suggest recount observe
                """
            )
        )
    ).items()
    if form in {Form.PAST, Form.PRESENT}
)
"""At the head of a sentence, before whoever says it: "Says owner Lotte Baines: …"."""

TOGETHER = table("he she they")
"""Pronouns that speak with others: "she and her defenders"."""

NOUN_TIES = table("for at in from with")
"""Those that go on behind a noun, though not behind a name: "officials in Iowa", not "Trump in Iowa"."""

ARTICLES = table("a an the")
BEFORE_ARTICLES = table("both all half")
"""Of the words in a phrase they alone stand before an article: "[half] a dozen pupils"."""

NO_SPEAKERS = (
    ARTICLES | TIMES | table("there here then now instead however meanwhile hours later back earlier also still")
)
"""What is no speaker, though it stands where one would."""

NO_NOUNS = BOUNDARIES | PREPOSITIONS
VERBS_AS_NAMES = table("rose drew lay per")
"""Verbs and small words that with a capital are mostly names: "said Philippa [Drew]"."""

ANYBODY = table("someone somebody anyone anybody everyone everybody")
"""What is described behind it: "[someone] familiar with the talks"."""

FIRST_ONLY = DETERMINERS - QUANTITIES - {"other"}
"""Nothing of the phrase stands before these."""

SHORT_FORM = 4
"""Letters of an abbreviation before a full stop: Gen., Sens."""


def is_adverb(word: Word) -> bool:
    """Return whether it looks like an adverb in -ly."""
    return word.plain.endswith("ly") and not word.capital and len(word.plain) > 4 and word.plain not in NOT_ADVERBS


def is_nounish(word: Word, verbs: frozenset[str]) -> bool:
    """Return whether a noun phrase may hold the word."""
    if not word.is_word or word.plain in PRONOUNS or word.plain[0] == "'":
        return word.plain == "'s"
    if word.capital or word.plain[0].isdigit():
        return word.plain not in BOUNDARIES or word.plain in VERBS_AS_NAMES
    return word.plain not in NO_NOUNS and word.plain not in verbs and not is_adverb(word)


def _is_named_so(words: Sequence[Word], at: int) -> bool:
    """Return whether a small word has a capital between two others: "Doctors [Without] Borders", "the [Fell] Trust"."""
    if not 0 < at < len(words) - 1 or not (words[at].capital and words[at + 1].capital):
        return False
    return words[at - 1].capital or words[at - 1].plain in ARTICLES


def phrase_ending(words: Sequence[Word], end: int, verbs: frozenset[str]) -> Range | None:
    """The noun phrase whose last word stands before `end`; words in `verbs` end it."""
    if end <= 0:
        return None
    last = words[end - 1]
    if last.plain in PRONOUNS:
        return end - 1, end
    if last.plain == "." and end > 1 and "." in words[end - 2].plain and _sticks(words[end - 2], last):
        named = phrase_ending(words, end - 1, verbs)  # "the F.B.I."
        return (named[0], end) if named is not None and words[named[0]].plain in DETERMINERS else None
    if last.plain == "'s" or not (is_nounish(last, verbs) or last.plain in DETERMINERS):
        return None
    start = end - 1
    while start > 0 and end - start < LONGEST and _goes_left(words, start, verbs):
        start -= 1
    if start > 0 and words[start - 1].plain in ANYBODY and not words[start].capital:
        return start - 1, end
    return _stripped(words, start, end)


def _goes_left(words: Sequence[Word], start: int, verbs: frozenset[str]) -> bool:
    """Return whether the word before `start` belongs to the phrase as well."""
    word, first = words[start - 1], words[start]
    before = words[start - 2] if start > 1 else None
    if _is_named_so(words, start - 1) and word.plain not in TIMES:
        return True
    if word.plain in {"(", ")"} or (before is not None and before.plain == "("):
        return _in_brackets(words, start)
    if before is not None and (word.plain in TIES or word.plain == "to"):
        return _ties(before, word, first, verbs)
    if before is not None and word.plain in {"and", "&", "or"}:
        return _joins(words, start, verbs)
    if start == 1 and _begins_with_verb(words, verbs):
        return False
    if first.plain == "and" and start == 1 and word.plain in TOGETHER:
        return True
    if first.plain in FIRST_ONLY:
        return word.plain in BEFORE_ARTICLES
    if word.plain in {".", "-", "/", "'"}:
        return before is not None and _sticks(before, word)
    if word.plain in DAYS:
        return first.plain == "'s" or (before is not None and before.plain in DETERMINERS)
    return word.plain in DETERMINERS or (is_nounish(word, verbs) and not _is_done(before, word))


def _begins_with_verb(words: Sequence[Word], verbs: frozenset[str]) -> bool:
    """Return whether the sentence begins with what somebody does: "[Says] owner Lotte Baines: …"."""
    word, first = words[0], words[1]
    return word.plain in SAYS or (word.plain in verbs and word.capital and first.capital and not _is_named_so(words, 1))


def _is_done(before: Word | None, word: Word) -> bool:
    """Return whether the word is what a name before it did: "Holm [presented] Berg with a letter demanding …"."""
    named = before is not None and before.capital and before.plain not in DETERMINERS
    return named and not word.capital and word.plain.endswith("ed")


def _in_brackets(words: Sequence[Word], start: int) -> bool:
    """Whether the word before `start` is part of a short form in brackets: "Ministry of Justice (MoJ) [staff]"."""
    place = start - 1
    if words[place].plain == ")":
        return place > 2 and words[place - 2].plain == "(" and words[place - 1].capital
    if words[place].plain == "(":
        return place + 2 < len(words) and words[place + 2].plain == ")"
    return words[start].plain == ")" and words[place].capital


def _ties(before: Word, tie: Word, first: Word, verbs: frozenset[str]) -> bool:
    """Return whether the preposition ties the phrase to a noun before it."""
    if tie.plain == "to":
        return before.plain in TO_SOMEBODY
    if tie.plain == "of":
        return before.plain in QUANTITIES or is_nounish(before, verbs)
    return is_nounish(before, verbs) and before.plain not in TIMES and first.plain not in DAYS


def _joins(words: Sequence[Word], start: int, verbs: frozenset[str]) -> bool:
    """Return whether "and" before `start` joins names or bare nouns, and not clauses.

    "The one and the other" is joined at the head of the sentence only, where no verb stands before it.
    """
    word, first, before = words[start - 1], words[start], words[start - 2]
    if word.plain == "and" and first.plain in FIRST_ONLY and start <= LONGEST:
        left = phrase_ending(words, start - 1, verbs)
        if left is not None and left[0] and _follows_quotation(words, left[0]):
            return True
        return left is not None and left[0] == 0 and (left[1] > 1 or words[0].plain in TOGETHER)
    if first.plain in FIRST_ONLY:
        return False
    if word.plain == "and" and before.capital != first.capital and start <= LONGEST:
        left = phrase_ending(words, start - 1, verbs)
        return left is not None and left[0] == 0 and not before.plain.endswith("ed")
    return word.plain == "&" or (is_nounish(before, verbs) and before.capital == first.capital)


def _follows_quotation(words: Sequence[Word], at: int) -> bool:
    """Return whether only a quotation that begins the sentence stands before this word: "[…], Rourke and his mate"."""
    return words[0].plain == GAP and not any(word.is_word for word in words[1:at])


def _sticks(before: Word, mark: Word) -> bool:
    """Return whether the mark belongs to the word before it: "Gen.", "officials'"."""
    if before.end != mark.start or not before.is_word:
        return False
    if mark.plain == "'":
        return before.plain.endswith("s")
    return mark.plain != "." or (before.capital and (len(before.plain) <= SHORT_FORM or "." in before.plain))


def _stripped(words: Sequence[Word], start: int, end: int) -> Range | None:
    """The phrase without what cannot begin one; "a change Pentagon officials [report]" begins with the name."""
    while start < end and _cannot_begin(words, start, end):
        start += 1
    if 0 < start < end and [word.plain for word in words[start - 1 : start + 1]] == ["at", "least"]:
        return start - 1, end
    if start < end and words[start].plain in {"a", "an"}:
        tie = next((place for place in range(start, end) if words[place].plain in TIES), end)
        names = (place for place in range(start + 2, tie) if words[place].capital and _is_plain(words[place - 1]))
        start = next(names, start)
    return None if all(word.plain in NO_SPEAKERS for word in words[start:end]) else (start, end)


def _cannot_begin(words: Sequence[Word], start: int, end: int) -> bool:
    word = words[start]
    if not word.is_word or word.plain in NO_NOUNS or is_adverb(word):
        return True
    return word.plain in DAYS and start + 1 < end and words[start + 1].plain != "'s"


def _is_plain(word: Word) -> bool:
    """Return whether it is a small word that ties nothing."""
    return word.plain.isalpha() and not word.capital and word.plain not in PREPOSITIONS | DETERMINERS


def phrase_starting(words: Sequence[Word], start: int, verbs: frozenset[str]) -> Range | None:
    """The noun phrase whose first word stands at `start`; words in `verbs` end it."""
    if start >= len(words) or not words[start].is_word:
        return None
    if words[start].plain in PRONOUNS and not _is_counted(words, start, verbs):
        return start, start + 1
    if words[start].plain not in DETERMINERS and not is_nounish(words[start], verbs):
        return None
    end = start + 1
    while end < len(words) and end - start < LONGEST and _goes_right(words, end, verbs):
        end += 1
    while end > start and not _can_end(words[end - 1], verbs):
        end -= 1
    return (start, end) if end > start else None


def _is_counted(words: Sequence[Word], start: int, verbs: frozenset[str]) -> bool:
    """Return whether the pronoun here counts what follows: "one of them", "one engineer"."""
    if start + 1 == len(words):
        return False
    after = words[start + 1]
    return after.plain == "of" or (words[start].plain == "one" and after.is_word and is_nounish(after, verbs))


def _can_end(word: Word, verbs: frozenset[str]) -> bool:
    return word.plain in QUANTITIES or (word.plain != "'s" and is_nounish(word, verbs))


def _goes_right(words: Sequence[Word], end: int, verbs: frozenset[str]) -> bool:
    """Return whether the word at `end` belongs to the phrase before it."""
    word, last = words[end], words[end - 1]
    following = words[end + 1] if end + 1 < len(words) else None
    if _is_named_so(words, end) and word.plain not in TIMES:
        return True
    if word.plain in IN_NAMES and last.capital and following is not None and following.capital:
        return True
    if word.plain in DETERMINERS:
        counts = word.plain in QUANTITIES | {"other"} if last.plain in ARTICLES else last.plain in BEFORE_ARTICLES
        return last.plain in TIES or counts
    if following is not None and word.plain in TIES:
        goes_on = word.plain == "of" or (not last.capital and word.plain in NOUN_TIES)
        return (
            goes_on
            and following.plain not in TIMES
            and (following.plain in DETERMINERS or is_nounish(following, verbs))
        )
    if following is not None and word.plain == "and":
        return last.capital and following.capital
    if word.plain == ".":
        return _sticks(last, word) and following is not None and (following.capital or "." in last.plain)
    if word.plain in {"'s", "&", "'"}:
        return word.plain != "'" or last.plain.endswith("s")
    if (word.plain in DAYS and word.capital) or (not word.capital and _is_doing(last, word, following)):
        return False
    return is_nounish(word, verbs)


def _is_doing(last: Word, word: Word, following: Word | None) -> bool:
    """Return whether the word is what somebody did: "Holm [rubbed]", "the judge [ended] a meeting"."""
    if last.capital and word.plain.endswith(("ed", "ing")):
        return True
    ends = following is None or following.plain in DETERMINERS | PRONOUNS | NO_NOUNS | {",", "."}
    return ends and word.plain.endswith("ed") and last.plain not in DETERMINERS
