"""Draft → `Check`: every sentence of it against every document, the best evidence of each, never mixed by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answer.arrangements import origins
from answer.ask import check_model
from answer.comparing.claims import Claim, claims_of
from answer.comparing.comparison import Comparer
from answer.comparing.evidence import candidates, with_words
from answer.comparing.verdicts import as_sure_as_read
from answer.records import Check, ClaimCheck, Finding, KindFinding, Verdict
from answer.scope import kinds_named
from answer.wording import summarise_claim
from index.encoding.encoder import Encoder
from index.library import Library
from index.records import Progress, Report, Searched

SHOWN_WITHOUT_ANYTHING = 20
"""Documents up to which each of a lane has its line, also where nothing was found in it. Raised, results of larger
lanes are longer and have more lines that say nothing."""


def check(
    library: Library,
    encoder: Encoder,
    draft: str,
    *,
    kinds: Sequence[str] = (),
    report: Report = lambda _: None,
) -> Check:
    """What each document of the library says about each sentence of a draft.

    Args:
        library: the generation to check against.
        encoder: the model that built it.
        draft: a claim, or a text of many sentences.
        kinds: only these kinds of source; all where none is named.
        report: called after each claim that was compared with a kind.

    Raises:
        DraftError: the draft is empty or too long.
        QuestionError: a kind is not in the library.
        OtherModelError: another model built the library.
    """
    chosen = kinds_named(library, kinds)
    check_model(library, encoder)
    claims = claims_of(library, encoder, draft)
    found: dict[str, list[list[Finding]]] = {kind: [] for kind in chosen}
    for before, kind in enumerate(chosen):
        for done, findings in enumerate(_findings(library, claims, kind), start=before * len(claims) + 1):
            found[kind].append(findings)
            report(Progress("Sentences compared", done, len(claims) * len(chosen)))
    return Check(
        draft=draft,
        kinds=chosen,
        claims=tuple(
            _claim_check(library, draft, claim, {kind: found[kind][at] for kind in chosen})
            for at, claim in enumerate(claims)
        ),
        generation=library.build.generation,
        model=library.build.model,
        built_at=library.build.built_at,
    )


def _findings(library: Library, claims: list[Claim], kind: str) -> Iterator[list[Finding]]:
    """What the documents of the kind say about each claim, the strongest verdict first; ties in corpus order."""
    reader = Comparer(library)
    places = {number: place for place, number in enumerate(library.labels)}
    for claim, by_document in zip(claims, candidates(library, claims, kind), strict=True):
        having = with_words(library, claim, kind)
        terms = bool(library.words.terms(claim.says.text))
        found = []
        for number in sorted(having | by_document.keys(), key=places.__getitem__):
            if number in by_document:
                may_have = number in having or not terms
                found.append(reader.finding(claim, number, by_document[number], may_have=may_have))
            elif exact := reader.exact(claim, number) or reader.quoted(claim, number):
                found.append(as_sure_as_read(exact))
        yield sorted(found, key=lambda finding: (finding.verdict.rank, -finding.score))


def _claim_check(library: Library, draft: str, claim: Claim, found: dict[str, list[Finding]]) -> ClaimCheck:
    kinds = tuple(_kind(kind, findings, library.extent(kind)) for kind, findings in found.items())
    shown = tuple(finding for findings in found.values() for finding in _shown(findings))
    return ClaimCheck(
        text=draft[claim.start : claim.end],
        start=claim.start,
        end=claim.end,
        summary=summarise_claim(kinds, shown, claim.dates),
        kinds=kinds,
        findings=shown,
        dates=claim.dates,
    )


def _kind(kind: str, findings: Sequence[Finding], searched: Searched) -> KindFinding:
    verdict = findings[0].verdict if findings else Verdict.NOT_FOUND
    with_it = [finding.document for finding in findings if finding.verdict is verdict]
    if verdict.backs:
        with_it = [finding.document for finding in findings if finding.verdict.backs]
    nothing = verdict is Verdict.NOT_FOUND
    return KindFinding(
        kind=kind,
        verdict=verdict,
        documents=len(findings) if nothing else len(with_it),
        origins=0 if nothing else origins(with_it),
        compared=len(findings),
        at_least=len(findings) < searched.documents,
        partly=searched.partly,
        nearest=findings[0] if findings else None,
    )


def _shown(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings to show: all where documents are few, otherwise those with anything, or the nearest."""
    some = [finding for finding in findings if finding.verdict is not Verdict.NOT_FOUND]
    return findings if len(findings) <= SHOWN_WITHOUT_ANYTHING else (some or findings[:1])
