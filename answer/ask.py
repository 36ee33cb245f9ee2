"""Question → `Answer`: every lane searched on its own, judged by one scale, never mixed.

A passage is a strong match, a weak one or none, by signals that do not depend on the corpus's size, and a lane stands
as its passages do. What has no match stands in no lane. A score never proves an absence: a passage that has a rare word
of the question, a name or number, all of its telling words, or its exact words is at least a weak match, however far
off its meaning.
The same scale (`answer/strengths.py`) judges every lane, and no bound is ever lowered to have something to show.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from math import inf

import numpy as np

from answer.borne_out import is_borne_out
from answer.followup import resolve, stands_alone
from answer.question import Question, parse
from answer.records import NO_FILTERS, Answer, Filters, Lane, Standing
from answer.scope import Scope, has_words, scopes, undated, unread_languages
from answer.strengths import RARE, strength_of
from answer.wording import summarise
from errors import OtherModelError, QuestionError
from index.beside import lines_beside
from index.encoding.background_cosines import Background, background_of
from index.encoding.encoder import Encoder
from index.encoding.reranker import Reranker, answers_from
from index.inventory import Rows, among
from index.label_words import label_text
from index.library import Library
from index.records import DocumentLabel, Line, Strength
from index.searching.candidates import passages_within
from index.searching.misspelt import spellings
from index.searching.query import Query, prepare
from index.searching.ranking import CLOSER_LOOKS, Ranked
from index.searching.search import hits_of, note_of, ranked_lane
from index.spelling import plain
from index.terms import marks_of
from ingest.chunking import embedded_text

MOST_OF_TITLE = 0.5
"""The share of a title's words above which a question that has them asks for that document. Raised, a document must be
named by more of its title to answer by its label; lowered, one is taken for named by a few words of a long title."""

JUDGED = 3
"""First passages of a lane among which a strong one makes it answer. Raised, a lane sooner answers, by a passage that
ranks further down."""

MANY_MATCH = CLOSER_LOOKS // 2
"""Matches among candidates looked at together from which the next ones are looked at too, where too few are left for
the page. Raised, `more` ends sooner; lowered, a question takes longer where little matches."""

MOST_OF_ONE = 2
"""Passages of one document before those of others. Raised, one document fills more of a lane."""

SAME_PASSAGE = 0.8
"""The share of a passage's words in another of the same origin from which the two are copies. Raised, a copy with an
altered sentence takes a place of its own; lowered, what a paper added to an agency's report is folded away."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that matches, how well, and the documents of its origin that have it too."""

    ranked: Ranked
    strength: Strength
    copies: tuple[DocumentLabel, ...] = ()


def standing(matches: Sequence[Match]) -> Standing:
    """The lane's standing by its matches, best first."""
    if any(match.strength is Strength.STRONG for match in matches[:JUDGED]):
        return Standing.ANSWERS
    return Standing.RELATED if matches else Standing.NOTHING


# Question → `Answer`: every lane searched on its own, judged by one scale, never mixed.

ENGLISH = frozenset({"en"})

DEFAULT_HITS = 5
MOST_HITS = 100


def ask(
    library: Library,
    encoder: Encoder,
    question: str,
    *,
    k: int = DEFAULT_HITS,
    offset: int = 0,
    filters: Filters = NO_FILTERS,
    reranker: Reranker | None = None,
) -> Answer:
    """What each kind of source in the library has on the question.

    Args:
        library: the generation to search.
        encoder: the model that built it.
        question: in any words, with operators (`answer/question.py`).
        k: the most passages of each lane.
        offset: how many of the first passages of each lane to leave out.
        filters: what to search, beside the filters in the question.
        reranker: the optional second stage; it decides the order of the first passages, and which are no strong match.

    Raises:
        QuestionError: the question is empty or too long, or a filter allows nothing.
        OtherModelError: another model built the library.
    """
    if not 1 <= k <= MOST_HITS:
        raise QuestionError(f"{k} passages cannot be shown: ask for 1 to {MOST_HITS}")
    if offset < 0:
        raise QuestionError(f"an offset of {offset} is before the first passage: 0 begins there")
    asked = parse(question, filters)
    check_model(library, encoder)
    within = scopes(library, asked)
    query = replace(prepare(library, encoder, asked.searched), voices=frozenset(asked.filters.voices))
    searching = Searching(library, query, asked, background_of(encoder), reranker, encoder.model.languages)
    lanes = tuple(searching.lane(kind, within[kind], k=k, offset=offset) for kind in library.kinds)
    offered = spellings(library, asked.searched)
    return Answer(
        question=asked.typed,
        filters=replace(asked.filters, documents=(*asked.filters.documents, *asked.files)),
        summary=summarise(
            lanes,
            undated=undated(library, asked),
            foreign=unread_languages(within.values(), encoder.model.languages),
            english=encoder.model.languages == ENGLISH,
            spellings=offered,
        ),
        lanes=lanes,
        generation=library.build.generation,
        model=library.build.model,
        built_at=library.build.built_at,
        skipped=library.skipped,
        partly={name: what for scope in within.values() for name, what in scope.partly.items()},
        spellings=offered,
    )


def ask_after(
    library: Library,
    encoder: Encoder,
    question: str,
    before: Sequence[str],
    *,
    filters: Filters = NO_FILTERS,
    reranker: Reranker | None = None,
) -> Answer:
    """What each kind has on a question in a conversation, completed from those before unless it is stronger alone.

    `before` is what it may lean on, oldest first (`answer/followup.py`, `carried`); all else is as for `ask`.
    """
    searched = resolve(question, before).searched
    completed = ask(library, encoder, searched, filters=filters, reranker=reranker)
    if searched == question or not stands_alone(question):
        return completed
    alone = ask(library, encoder, question, filters=filters, reranker=reranker)
    return alone if _is_stronger(alone, completed) else completed


def _is_stronger(answer: Answer, than: Answer) -> bool:
    """Whether a lane of an answer stands higher than the other's, or all stand alike and its best passage fits better.

    So no lane is ever weaker than that of the plain question.
    """
    ranks = [(_rank(one), _rank(other)) for one, other in zip(answer.lanes, than.lanes, strict=True)]
    if any(one < other for one, other in ranks):
        return True
    return all(one == other for one, other in ranks) and _best_score(answer) > _best_score(than)


def _rank(lane: Lane) -> int:
    """The lane's standing among others; what stands only beside the texts answers nothing."""
    only_beside = bool(lane.hits) and all(hit.beside for hit in lane.hits)
    return list(Standing).index(Standing.NOTHING if only_beside else lane.standing)


def _best_score(answer: Answer) -> float:
    return max((hit.score for lane in answer.lanes for hit in lane.hits), default=0.0)


def check_model(library: Library, encoder: Encoder) -> None:
    """Refuse to search one model's vectors with another's.

    Raises:
        OtherModelError: another model built the library.
    """
    built, now = library.build, encoder.model
    if built.model_fingerprint != now.fingerprint:
        raise OtherModelError(
            f"the library was built with model {built.model}, not {now.name}: "
            "build again, or set BYLINE_MODEL to the one that built it"
        )


@dataclass(frozen=True, slots=True)
class Searching:
    """A question on its way through the lanes of a library."""

    library: Library
    query: Query
    asked: Question
    background: Background
    reranker: Reranker | None
    reads: Collection[str] | None = None

    def lane(self, kind: str, scope: Scope, *, k: int, offset: int) -> Lane:
        """The kind's matches from `offset` on, folded and in their order; the nearest miss where there is none."""
        sentences = self._sentences(kind, scope.passages)
        ranked = self._ranked(kind, scope.passages, 0)
        found = self._matches(ranked, sentences) or self._rare(kind, scope.passages, sentences)
        matches = self._beside(kind, scope.passages, found) or found
        folded, looked = placed([], fold(matches, self.library)), 0
        while len(folded) <= offset + k and len(found) >= MANY_MATCH:
            looked += CLOSER_LOOKS
            found = self._matches(self._ranked(kind, scope.passages, looked), sentences)
            seen = {match.ranked.stored.number for match in matches}
            matches = [*matches, *(match for match in found if match.ranked.stored.number not in seen)]
            folded = placed(folded, fold(matches, self.library))
        shown = folded[offset : offset + k]
        hits = hits_of(self.library, self.query, [match.ranked for match in shown])
        return Lane(
            kind=kind,
            standing=standing(folded),
            searched=scope.searched,
            hits=tuple(
                replace(hit, strength=match.strength, copies=match.copies, beside=self._lines_beside(match))
                for hit, match in zip(hits, shown, strict=True)
            ),
            nearest_miss=None if folded else next(iter(hits_of(self.library, self.query, ranked[:1])), None),
            more=max(0, len(folded) - offset - k),
            at_least=len(found) >= MANY_MATCH,
        )

    def _ranked(self, kind: str, within: Rows | None, after: int) -> list[Ranked]:
        return ranked_lane(self.library, self.query, kind, k=None, within=within, after=after, reranker=self.reranker)

    def _sentences(self, kind: str, within: Rows | None) -> int:
        """Return how many sentences of the lane are searched."""
        if within is None:
            return self.library.sentences(kind)
        return int(self.library.inventory.sentence_ranges(within)[1].sum())

    def _matches(self, ranked: Sequence[Ranked], sentences: int) -> list[Match]:
        ranked = self._readable(ranked)
        named = self._named(ranked)
        judged = [(one, self._strength(one, sentences, named=has)) for one, has in zip(ranked, named, strict=True)]
        found = [(one, strength, self._label_answers(one)) for one, strength in judged if strength]
        by_label = [Match(one, Strength.STRONG) for one, _, answers in found if answers]
        others = [Match(one, strength) for one, strength, answers in found if not answers]
        return [*by_label, *sorted(others, key=lambda match: not self._is_authored(match.ranked))]

    def _readable(self, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
        """The passages, without those that have no word of the question, in languages that the model does not read.

        In such a model's eyes all texts of one language are alike. What has the exact words needs no meaning.
        """
        if self.reads is None or self.asked.exact:
            return ranked
        languages = self.library.inventory.languages_of([one.stored.document for one in ranked])
        return [one for one, tongue in zip(ranked, languages, strict=True) if one.found or tongue in {"", *self.reads}]

    def _strength(self, ranked: Ranked, sentences: int, *, named: bool) -> Strength | None:
        certain = bool(self.asked.exact) or named
        reread_from = answers_from(self.reranker) if self.reranker else -inf
        found = strength_of(ranked, self.background, sentences=sentences, certain=certain, reread_from=reread_from)
        if found is Strength.STRONG and not is_borne_out(self.library, self.query, ranked):
            return Strength.WEAK
        return found

    def _named(self, ranked: Sequence[Ranked]) -> list[bool]:
        """Return whether a name or number of the question stands in each passage or in the label of its document."""
        names = self.query.names
        if not names:
            return [False] * len(ranked)
        documents = np.array([one.stored.document for one in ranked], np.int64)
        in_label, marks = self.library.label_words.table(names, documents), set(marks_of(names).tolist())
        return [
            bool(row.any()) or not marks.isdisjoint(one.terms.tolist())
            for row, one in zip(in_label, ranked, strict=True)
        ]

    def _is_authored(self, ranked: Ranked) -> bool:
        """Return whether the passage is of a document by the person whose words are asked for."""
        author = self.library.labels[ranked.stored.document].source.author
        return bool(author and self.asked.asked_of) and has_words(author or "", self.asked.asked_of)

    def _label_answers(self, ranked: Ranked) -> bool:
        """Return whether the question is answered by the label of this passage's document, which it names by its title.

        Words that the title only happens to have do not name it: most of the title's own must be asked.
        """
        field, number = self.asked.label_field, ranked.stored.document
        if not field or not self.query.information or not getattr(self.library.labels[number].source, field):
            return False
        title = set(self.library.words.sequence(self.library.labels[number].source.title))
        named = len(title & self.query.information.keys()) > MOST_OF_TITLE * len(title)
        return named and bool(self.library.label_words.table(self.query.information, np.array([number])).all())

    def _rare(self, kind: str, within: Rows | None, sentences: int) -> list[Match]:
        """The matches among the passages that have a rare word or a name of the question, or whose labels have.

        They are looked for wherever the others rank them.
        """
        names, told = self.query.names, self.query.information
        rare = [term for term, telling in told.items() if telling >= RARE or term in names]
        found = self.library.words.search(rare, kind, CLOSER_LOOKS, within) if rare else {}
        labelled = chain.from_iterable(self.library.label_words.documents(term).tolist() for term in rare)
        of_kind = (number for number in labelled if self.library.labels[number].source.kind == kind)
        openings = (passages_within(self.library, number, within)[:1].tolist() for number in of_kind)
        rows = np.array(sorted({*found, *chain.from_iterable(islice(filter(None, openings), CLOSER_LOOKS))}), np.int64)
        return self._matches(self._ranked(kind, rows, 0), sentences) if len(rows) else []

    def _beside(self, kind: str, within: Rows | None, found: Sequence[Match]) -> list[Match]:
        """The matches behind those of the documents beside whose text all stands that is sought, if there are any.

        So are passages that have it only in a note that many documents share. They are weak matches, and looked for
        only where no match is strong or has any of it.
        """
        strong = any(match.strength is Strength.STRONG for match in found)
        if not self.query.sought or strong or any(self._named([match.ranked for match in found])):
            return []
        of_kind, names = self.library.inventory.numbers(kind), list(self.query.names)
        numbers = np.intersect1d(self.library.documents_beside(self.query.sought), of_kind).tolist()
        openings = (passages_within(self.library, number, within)[:1] for number in numbers)
        noted = np.array(self.library.words.containing(names, kind) if names else [], np.int64)
        noted = noted if within is None else noted[among(within, noted)]
        rows = np.unique(np.concatenate([noted[:CLOSER_LOOKS], *islice(openings, CLOSER_LOOKS)]))
        beside = [Match(one, Strength.WEAK) for one in self._ranked(kind, rows, 0)] if len(rows) else []
        return [*beside, *(match for match in found if match.ranked.stored.number not in rows)] if beside else []

    def _lines_beside(self, match: Match) -> tuple[Line, ...]:
        """The lines beside the text that have what is sought, where a weak match and its label have nothing of it."""
        passage, sought = match.ranked.stored.passage, self.asked.exact or self.query.sought
        if match.strength is Strength.STRONG or not sought:
            return ()
        document = self.library.document(passage.document_id)
        found = lines_beside(document.text, [*document.furniture, *note_of(match.ranked)], sought)
        own = passage.sentences[: len(passage.sentences) - match.ranked.note]
        shown = plain(f"{embedded_text(document.text, own)} {label_text(document.source)}") if found else ""
        return () if any(plain(words) in shown for words in sought) else found


def fold(matches: Sequence[Match], library: Library) -> list[Match]:
    """The matches in their order, each passage once: a copy in another document of its origin is named beside it."""
    leaders: dict[str, list[Match]] = {}
    copies: dict[int, list[DocumentLabel]] = {}
    for match in matches:
        label = library.labels[match.ranked.stored.document]
        same = next((one for one in leaders.get(label.origin or label.id, ()) if _is_copy(match, one)), None)
        if same is None:
            leaders.setdefault(label.origin or label.id, []).append(match)
            copies[match.ranked.stored.number] = []
        elif label not in copies[same.ranked.stored.number]:
            copies[same.ranked.stored.number].append(label)
    kept = [(match, copies[match.ranked.stored.number]) for match in matches if match.ranked.stored.number in copies]
    return [replace(match, copies=tuple(found)) if found else match for match, found in kept]


def _is_copy(match: Match, of: Match) -> bool:
    if match.ranked.stored.document == of.ranked.stored.document:
        return False
    one, other = np.unique(match.ranked.terms), np.unique(of.ranked.terms)
    return len(np.intersect1d(one, other)) >= SAME_PASSAGE * min(len(one), len(other))


def placed(before: Sequence[Match], matches: Sequence[Match]) -> list[Match]:
    """The matches: those placed before where they stand, with the copies found since, and the others spread behind."""
    by_number = {match.ranked.stored.number: match for match in matches}
    kept = [by_number.pop(match.ranked.stored.number) for match in before]
    return [*kept, *spread(list(by_number.values()))]


def spread(matches: Sequence[Match]) -> list[Match]:
    """The matches in their order, but the third and later ones of a document behind other documents' as strong ones."""
    first: list[Match] = []
    later: list[Match] = []
    many: dict[int, int] = {}
    for match in matches:
        number = match.ranked.stored.document
        many[number] = many.get(number, 0) + 1
        (first if many[number] <= MOST_OF_ONE else later).append(match)
    strong = [match for match in later if match.strength is Strength.STRONG]
    at = max((place for place, match in enumerate(first, 1) if match.strength is Strength.STRONG), default=0)
    return [*first[:at], *strong, *first[at:], *(match for match in later if match not in strong)]
