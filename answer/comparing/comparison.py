"""A claim beside one document: the sentence that comes nearest to saying it, the verdict and the flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from answer.comparing.claims import Claim
from answer.comparing.evidence import SentenceCandidate, together
from answer.comparing.exactness import readable, sentences_of, wanted
from answer.comparing.flags import flags
from answer.comparing.likeness import Likeness, likeness, log_odds, probability
from answer.comparing.name_flags import Surroundings
from answer.comparing.quoted import altered, quotations_in
from answer.comparing.verdicts import has_subject, judge
from answer.comparing.word_flags import in_one_piece
from answer.facts.alignment import align, words
from answer.facts.names import forms_in, names, runs_of
from answer.facts.statement import Statement, statement
from answer.folding import Folded
from answer.records import Effect, Finding, Flag, Verdict
from index.library import Library, evidence_at
from ingest.records import Document, Sentence, Span

DOCUMENTS_KEPT = 128
"""Documents whose terms are kept in memory, sentence by sentence."""

STATEMENTS_KEPT = 4096
BYTES_KEPT = 64_000_000
"""Of texts made ready for exact words: some 10 million characters."""

MOST_PLACES = 20
"""Of one document at which exact words are read in their sentence."""

QUOTING = "\"'”’)» "


@dataclass(frozen=True, slots=True)
class Compared:
    """One sentence beside a claim."""

    sentence: Sentence
    likeness: Likeness
    flags: tuple[Flag, ...]
    verdict: Verdict


class Comparer:
    """Compares claims with the documents of a library; what it has read once it keeps for the next claim."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._terms = lru_cache(DOCUMENTS_KEPT)(self._read_terms)
        self._texts: dict[str, Folded] = {}
        self._kept = 0
        self._statement = lru_cache(STATEMENTS_KEPT)(self._read_sentence)
        self._surroundings = lru_cache(STATEMENTS_KEPT)(self._read_surroundings)

    def finding(
        self, claim: Claim, number: int, candidates: Sequence[SentenceCandidate], *, may_have: bool = True
    ) -> Finding:
        """What this document says about the claim; `may_have` is whether it can have the claim's words as they are."""
        exact = self.exact(claim, number) if may_have else None
        if exact:
            return exact
        label = self._library.labels[number]
        document = self._library.document(label.id)
        best = self.nearest(claim, candidates)
        evidence = evidence_at(self._library, document, (best.sentence.start, best.sentence.end), best.sentence.voice)
        nothing = best.verdict is Verdict.NOT_FOUND
        return Finding(
            document=label,
            verdict=best.verdict,
            score=probability(log_odds(best.likeness.signals)),
            evidence=None if nothing else evidence,
            page=None if nothing else self._library.page(document, best.sentence.start),
            flags=() if nothing else best.flags,
        )

    def nearest(self, claim: Claim, candidates: Sequence[SentenceCandidate]) -> Compared:
        """The candidate of one document that is most like the claim, whatever its flags; the first of equals."""
        share = together(claim.rarities, self._terms(candidates[0].stored.document))
        compared = [self._compare(claim, candidate, share) for candidate in candidates]
        return max(compared, key=lambda one: (not one.sentence.heading, one.likeness.closeness))

    def exact(self, claim: Claim, number: int) -> Finding | None:
        """The finding where the claim's words stand in the document as they are, in the sentences around them.

        Where the sentence says more, its flags decide: it may deny them, or make them depend on something. Of several
        places the first that says as much counts, or else the first.
        """
        label = self._library.labels[number]
        document = self._library.document(label.id)
        spans = islice(_find(self._readable(label.id), claim.says.text), MOST_PLACES)
        places = {sentences_of(document, span): span for span in reversed(list(spans))}  # the first of each sentence
        found = [self._exact_at(claim, number, document, span) for span in sorted(places.values())]
        return next((one for one in found if one.verdict.backs), found[0] if found else None)

    def _exact_at(self, claim: Claim, number: int, document: Document, span: Span) -> Finding:
        label = self._library.labels[number]
        first, last = sentences_of(document, span)
        sentence, end = document.sentences[first], document.sentences[last].end
        evidence = evidence_at(self._library, document, (sentence.start, end), sentence.voice)
        said = self._statement(number, replace(sentence, end=end))
        found = flags(claim.says, said, align(claim.says.words, said.words), _alone(said))
        rest = document.text[sentence.start : span[0]] + document.text[span[1] : end]
        whole = not any(map(str.isalnum, rest)) and not rest.strip(QUOTING).endswith("?")
        differs = not whole and any(flag.effect is not Effect.NOTE for flag in found)
        page = self._library.page(document, sentence.start)
        return Finding(label, Verdict.DIFFERS if differs else Verdict.VERBATIM, 1.0, evidence, page, found)

    def _compare(self, claim: Claim, candidate: SentenceCandidate, share: float) -> Compared:
        said = self._statement(candidate.stored.document, candidate.sentence)
        near = self._surroundings(candidate.stored.number)
        alignment = align(claim.says.words, said.words)
        found = (
            *flags(claim.says, said, alignment, near),
            *self._altered(claim.says.text, candidate.stored.passage.document_id, said.text),
        )
        like = likeness(claim, candidate, share)
        whole = in_one_piece(claim.says, said, alignment)
        verdict = judge(like, found, subject=has_subject(claim, near), whole=whole)
        return Compared(candidate.sentence, like, found, verdict)

    def _altered(self, claim: str, document_id: str, sentence: str) -> tuple[Flag, ...]:
        return tuple(altered(claim, self._readable(document_id), sentence)) if any(quotations_in(claim)) else ()

    def _readable(self, document_id: str) -> Folded:
        """The document for exact words; the longest unused go where the texts grow too many."""
        text = self._texts.pop(document_id, None)
        if text is None:
            text = readable(self._library.document(document_id))
            self._kept += text.size
        self._texts[document_id] = text
        while self._kept > BYTES_KEPT and len(self._texts) > 1:
            self._kept -= self._texts.pop(next(iter(self._texts))).size
        return text

    def _read_terms(self, number: int) -> tuple[frozenset[str], ...]:
        """The index terms of each sentence of the document."""
        passages = self._library.inventory.passages_in([number]).tolist()
        return tuple(frozenset(terms) for row in passages for terms in self._library.sentence_terms(row))

    def _read_sentence(self, number: int, sentence: Sentence) -> Statement:
        label = self._library.labels[number]
        text = self._library.document(label.id).text[sentence.start : sentence.end]
        return statement(text, sentence.voice, label.source.published)

    def _read_surroundings(self, passage: int) -> Surroundings:
        """The names of the passage, of its document's label, and of its speakers."""
        stored = self._library.records.passages([passage])[0]
        source = self._library.labels[stored.document].source
        text = self._library.document(stored.passage.document_id).text
        sentences = stored.passage.sentences
        label = [source.title, source.publisher, source.author, *(one.voice.speaker for one in sentences)]
        parts = [*(text[one.start : one.end] for one in sentences), *(part for part in label if part)]
        read = [(words(part), part) for part in parts]
        return Surroundings(
            forms=frozenset[str]().union(*(forms_in(found) for found, _ in read)),
            keys=frozenset(word.key for found, _ in read for word in found),
            name_runs=tuple(run for found, part in read for run in runs_of(names(found, part))),
        )


def _find(document: Folded, claim: str) -> Iterator[Span]:
    """Where the claim stands in the document; its first letter may be a capital only because it begins."""
    said = wanted(claim)
    turned = said[:1].swapcase() + said[1:]
    return chain(document.whole(said), document.whole(turned) if turned != said else ())


def _alone(said: Statement) -> Surroundings:
    return Surroundings(said.forms, frozenset(word.key for word in said.words), said.name_runs)
