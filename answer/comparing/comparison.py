"""A claim beside one document: the sentence that comes nearest to saying it, the verdict and the flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from answer.comparing.claims import Claim
from answer.comparing.evidence import SentenceCandidate, coverage, read, together
from answer.comparing.exactness import readable, sentences_of, wanted
from answer.comparing.flags import flags
from answer.comparing.leaning import facts_of, with_its_subject
from answer.comparing.likeness import Likeness, likeness, log_odds, probability
from answer.comparing.name_flags import FIRST_PERSONS
from answer.comparing.pair import Surroundings, pair
from answer.comparing.quoted import LEFT_OUT, altered, quotation_flags, quotations_in
from answer.comparing.recasts import recasts
from answer.comparing.reworded import reworded
from answer.comparing.verdicts import as_sure_as_read, exact_verdict, has_subject, judge
from answer.comparing.word_flags import in_one_piece
from answer.facts.alignment import words
from answer.facts.grammar import RELATIVES, STANDING_IN
from answer.facts.names import forms_in, names, runs_of
from answer.facts.statement import Statement, statement
from answer.folding import Folded
from answer.records import Effect, Finding, Flag, FlagKind, Verdict
from index.library import Library, evidence_at
from ingest.records import Document, Sentence, Span, VoiceKind

DOCUMENTS_KEPT = 128
"""Documents whose terms are kept in memory, sentence by sentence."""

STATEMENTS_KEPT = 4096
BYTES_KEPT = 64_000_000
"""Of texts made ready for exact words: some 10 million characters."""

MOST_PLACES = 20
"""Of one document at which exact words are read in their sentence."""

QUOTED_SHARE = 0.5
"""The share of a claim's words in quotation marks from which it is a claim about a quotation. Raised, fewer are."""
BESIDE_A_QUOTATION = frozenset({FlagKind.NUMBER, FlagKind.DATE, FlagKind.NEGATION})
"""Differences that count also in what a claim says around its quotations."""

SENTENCES_SHOWN = 4
"""From the first to the last sentence that back a claim together. Raised, facts far apart are put together."""

QUOTING = "\"'”’)» "


@dataclass(frozen=True, slots=True)
class Compared:
    """One sentence beside a claim; `start` is where the one before begins, if a pronoun leans on that."""

    sentence: Sentence
    start: int
    likeness: Likeness
    flags: tuple[Flag, ...]
    verdict: Verdict


class Comparer:
    """Compares claims with the documents of a library; what it has read once it keeps for the next claim."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._terms = lru_cache(DOCUMENTS_KEPT)(self._read_terms)
        self._publishers = library.inventory.publishers
        self._texts: dict[str, Folded] = {}
        self._kept = 0
        self._statement = lru_cache(STATEMENTS_KEPT)(self._read_sentence)
        self._surroundings = lru_cache(STATEMENTS_KEPT)(self._read_surroundings)

    def finding(
        self, claim: Claim, number: int, candidates: Sequence[SentenceCandidate], *, may_have: bool = True
    ) -> Finding:
        """What this document says about the claim; `may_have` is whether it can have the claim's words as they are.

        The claim's exact words count first, then a quotation in it, then the nearest sentence, then its facts one by
        one; of these the first that backs the claim, or else the first.
        """
        found: list[Finding] = []
        for one in map(as_sure_as_read, self._findings(claim, number, candidates, may_have=may_have)):
            if one.verdict.backs:
                return one
            found.append(one)
        return found[0]

    def _findings(
        self, claim: Claim, number: int, candidates: Sequence[SentenceCandidate], *, may_have: bool
    ) -> Iterator[Finding]:
        exact = self.exact(claim, number) if may_have else None
        if exact:
            yield exact
        if quoted := self.quoted(claim, number):
            yield quoted
        yield self._nearest_finding(claim, number, candidates)
        if by_fact := self._fact_by_fact(claim, number, candidates):
            yield by_fact

    def _nearest_finding(self, claim: Claim, number: int, candidates: Sequence[SentenceCandidate]) -> Finding:
        label = self._library.labels[number]
        document = self._library.document(label.id)
        best = self.nearest(claim, candidates)
        evidence = evidence_at(self._library, document, (best.start, best.sentence.end), best.sentence.voice)
        nothing = best.verdict is Verdict.NOT_FOUND
        return Finding(
            document=label,
            verdict=best.verdict,
            score=probability(log_odds(best.likeness.signals)),
            evidence=None if nothing else evidence,
            page=None if nothing else self._library.page(document, best.start),
            flags=() if nothing else best.flags,
        )

    def nearest(self, claim: Claim, candidates: Sequence[SentenceCandidate]) -> Compared:
        """The candidate of one document that backs the claim, or else is most like it; the first of equals."""
        share = together(claim.rarities, self._terms(candidates[0].stored.document))
        compared = [one for candidate in candidates for one in self._compare(claim, candidate, share)]
        return max(compared, key=lambda one: (one.verdict.backs, not one.sentence.heading, one.likeness.closeness))

    def _fact_by_fact(self, claim: Claim, number: int, candidates: Sequence[SentenceCandidate]) -> Finding | None:
        """The weakest of what the document says about each fact of the claim; None for a claim of one fact.

        Where it backs all of them, the evidence goes from the first of their sentences to the last.
        """
        if not claim.facts:
            return None
        rows = sorted({one.stored.sentence_numbers[one.place] for one in candidates})
        kind = self._library.labels[number].source.kind
        found = [
            self.exact(fact, number) or self._nearest_finding(fact, number, read(self._library, fact, kind, rows))
            for fact in claim.facts
        ]
        weakest = max(found, key=lambda one: one.verdict.rank)
        places = [one.evidence for one in found if one.evidence]
        if not weakest.verdict.backs:
            fact = claim.facts[found.index(weakest)].says.text
            return replace(weakest, flags=(*weakest.flags, Flag(FlagKind.WORDING, fact, "", Effect.MISSING)))
        document = self._library.document(weakest.document.id)
        start, end = min(one.start for one in places), max(one.end for one in places)
        first, last = sentences_of(document, (start, end))
        if last - first >= SENTENCES_SHOWN:
            return None
        evidence = evidence_at(self._library, document, (start, end), places[0].voice)
        flags = tuple(flag for one in found for flag in one.flags)
        return replace(weakest, verdict=Verdict.SUPPORTS, evidence=evidence, flags=flags, page=evidence.page)

    def quoted(self, claim: Claim, number: int) -> Finding | None:
        """The finding where the document has the words of the claim's quotations: its speaker and the rest decide."""
        said = list(quotations_in(claim.says.text))
        label = self._library.labels[number]
        if not said or len(words(" ".join(said))) < QUOTED_SHARE * len(claim.says.words):
            return None
        places = [self._place_of(label.id, one) for one in said]
        if None in places:
            return None
        document = self._library.document(label.id)
        spans = [place for place in places if place]
        first, last = sentences_of(document, (min(start for start, _ in spans), max(end for _, end in spans)))
        if last - first >= SENTENCES_SHOWN:
            return None
        start, end, voice = (
            document.sentences[first].start,
            document.sentences[last].end,
            document.sentences[first].voice,
        )
        around = statement(document.text[start:end], voice, label.source.written)
        found = (
            *(flag for one in said for flag in self._turned_round(one, around)),
            *quotation_flags(claim.says, around, label.source, self._publishers),
            *(flag for flag in flags(pair(claim.says, around)) if flag.kind in BESIDE_A_QUOTATION),
        )
        evidence = evidence_at(self._library, document, (start, end), voice)
        verdict = exact_verdict(found)
        verdict = Verdict.SUPPORTS if verdict is Verdict.VERBATIM else verdict
        return Finding(label, verdict, 1.0, evidence, evidence.page, found)

    def _place_of(self, document_id: str, said: str) -> Span | None:
        """From the first to the last of a quotation's parts in the document, in order; None where one is missing."""
        readable, found = self._readable(document_id), list[Span]()
        for part in filter(None, map(wanted, LEFT_OUT.split(said))):
            after = found[-1][1] if found else 0
            place = next((span for span in readable.whole(part) if span[0] >= after), None)
            if place is None:
                return None
            found.append(place)
        return (found[0][0], found[-1][1]) if found else None

    def _turned_round(self, said: str, around: Statement) -> Iterator[Flag]:
        """What the sentence around a quotation says of its words: that they were not said, or of somebody else."""
        words_said = statement(said, around.voice)
        beside = pair(words_said, around)
        first = beside.shared.span.start if beside.shared.runs else 0
        cut_from_speaker = around.voice.kind is VoiceKind.QUOTE and first and around.small[first - 1] in FIRST_PERSONS
        return (
            flag
            for flag in flags(beside)
            if flag.effect is not Effect.NOTE and not (cut_from_speaker and flag.kind is FlagKind.CUT)
        )

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
        found = flags(pair(claim.says, said))
        rest = document.text[sentence.start : span[0]] + document.text[span[1] : end]
        whole = not any(map(str.isalnum, rest)) and not rest.strip(QUOTING).endswith("?")
        verdict = Verdict.VERBATIM if whole else exact_verdict(found)
        page = self._library.page(document, sentence.start)
        return Finding(label, verdict, 1.0, evidence, page, found)

    def _compare(self, claim: Claim, candidate: SentenceCandidate, share: float) -> Iterator[Compared]:
        """The sentence beside the claim, and also with the subject of the one before for its pronoun.

        Said as the claim says it, it counts only where it backs the claim.
        """
        said = self._statement(candidate.stored.document, candidate.sentence)
        yield self._judge(claim, candidate, said, share)
        written = self._library.labels[candidate.stored.document].source.written
        for same in chain(recasts(claim.says, said), reworded(claim.says, said)):
            recast = self._judge(claim, candidate, statement(same, said.voice, written), share)
            if recast.verdict.backs:
                yield recast
        before = candidate.stored.passage.sentences[candidate.place - 1] if candidate.place else None
        if before and not before.heading and STANDING_IN & set(said.small):
            told = self._statement(candidate.stored.document, before)
            text = with_its_subject(claim.says, told, said)
            if text:
                leaning = statement(text, said.voice, written)
                yield self._judge(claim, candidate, leaning, share, start=before.start)

    def _judge(
        self, claim: Claim, candidate: SentenceCandidate, said: Statement, share: float, *, start: int | None = None
    ) -> Compared:
        """The sentence as it is read beside the claim; `start` is given where it leans on the one before."""
        beside = pair(claim.says, said, self._surroundings(candidate.stored.number))
        found = (
            *flags(beside),
            *self._altered(claim.says.text, candidate.stored.passage.document_id, said.text),
        )
        like = likeness(claim, candidate, share)
        if start is not None:
            like = replace(like, coverage=coverage(claim.rarities, self._library.words.terms(said.text)))
        whole = in_one_piece(beside) or any(in_one_piece(pair(claim.says, fact)) for fact in self._facts(said))
        verdict = judge(like, found, subject=has_subject(claim, beside.near), whole=whole)
        begin = candidate.sentence.start if start is None else start
        return Compared(candidate.sentence, begin, like, found, verdict)

    def _facts(self, said: Statement) -> Iterator[Statement]:
        """Each fact that the publication itself tells of the sentence's subject: "was founded in 1921 and closed"."""
        if said.voice.kind is VoiceKind.OWN and not any(word == "that" or word in RELATIVES for word in said.small):
            yield from (statement(fact, said.voice) for fact in facts_of(said))

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
        return statement(text, sentence.voice, label.source.written)

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
    """Return where the claim stands in the document; its first letter may be a capital only because it begins."""
    said = wanted(claim)
    turned = said[:1].swapcase() + said[1:]
    return chain(document.whole(said), document.whole(turned) if turned != said else ())
