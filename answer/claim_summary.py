"""The one line about a claim: who supports it, who says it differently, and what comes nearest where nobody does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from answer.check_records import Finding, KindFinding, Verdict
from ingest.records import VoiceKind


def summarise_claim(
    kinds: Sequence[KindFinding], findings: Sequence[Finding], dates: tuple[date, date] | None = None
) -> str:
    """Which kinds support the claim and which do not, counted by origin; what differs; how old the support is."""
    searched = [kind for kind in kinds if kind.compared]
    backing = [kind for kind in searched if kind.verdict.backs]
    others = [kind for kind in searched if not kind.verdict.backs]
    sentences = [
        _backed(backing, alone=bool(others)),
        *(_unbacked(kind) for kind in others),
        _quoted(findings),
        _older(findings, dates),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _backed(kinds: Sequence[KindFinding], *, alone: bool) -> str:
    if not kinds:
        return "No document supports this."
    named = _listed([f"{kind.kind} ({_origins(kind)})" for kind in kinds])
    if len(kinds) == 1 and alone:
        return f"Only {kinds[0].kind} supports this ({_origins(kinds[0])})."
    return f"{named[:1].upper()}{named[1:]} {'supports' if len(kinds) == 1 else 'support'} this."


def _unbacked(kind: KindFinding) -> str:
    counted = f"0 of {kind.compared:,} {kind.kind} documents{' compared' if kind.at_least else ''}"
    if kind.nearest is None:
        return f"{counted}."
    title = f"“{kind.nearest.document.source.title}”"
    if kind.verdict is Verdict.DIFFERS:
        return f"{counted}; {title} differs{_in_what(kind.nearest)}."
    return f"{counted}; nearest: {title}."


def _in_what(finding: Finding) -> str:
    kinds = list(dict.fromkeys(flag.kind.value for flag in finding.flags))
    return f" in {_listed(kinds)}" if kinds else ""


def _quoted(findings: Sequence[Finding]) -> str:
    backing = [finding for finding in findings if finding.verdict.backs and finding.evidence]
    own = [one for one in backing if one.evidence and one.evidence.voice.kind is VoiceKind.OWN]
    return "All support is in somebody else's words." if backing and not own else ""


def _older(findings: Sequence[Finding], dates: tuple[date, date] | None) -> str:
    published = [one.document.source.published for one in findings if one.verdict.backs]
    if not dates or not published or any(day is None or day >= dates[0] for day in published):
        return ""
    return "All support is older than the date in the claim."


def _origins(kind: KindFinding) -> str:
    return f"{'at least ' if kind.at_least else ''}{_counted(kind.origins)}"


def _counted(origins: int) -> str:
    return f"{origins:,} document{'' if origins == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"
