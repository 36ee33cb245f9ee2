"""A check as coloured text for a terminal: claim by claim, what nobody reports or decrees first."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from answer.check_records import Check, ClaimCheck, Finding, Verdict
from answer.matrix import LETTERS, matrix
from answer.wording import flag_words, published_words, voice_words
from terminal import kind_style, one_line, visible

VERDICT_STYLES = {
    Verdict.VERBATIM: "bold green",
    Verdict.SUPPORTS: "green",
    Verdict.DIFFERS: "bold yellow",
    Verdict.RELATED: "bright_black",
    Verdict.NOT_FOUND: "bright_black",
}


def show_check(console: Console, check: Check) -> None:
    """Every claim with its summary, and under it what each document says."""
    for row in matrix(check).rows:
        _show_claim(console, row.claim)


def _show_claim(console: Console, claim: ClaimCheck) -> None:
    console.print(Rule(style="bright_black"))
    console.print(Text(visible(claim.text), style="bold"))
    console.print(Text(visible(claim.summary)))
    for finding in claim.findings:
        console.print(Padding(_finding(finding), (1, 0, 0, 2)))
    console.print()


def _finding(finding: Finding) -> Text:
    source = finding.document.source
    published = published_words(source)
    text = Text.assemble(
        (f"{LETTERS[finding.verdict]} {finding.verdict}", VERDICT_STYLES[finding.verdict]),
        "  ",
        (f" {visible(source.kind).upper()} ", f"reverse {kind_style(source.kind)}"),
        f"  {one_line(source.title)} ",
        (f"({published})", "bright_black"),
    )
    if finding.evidence:
        evidence = finding.evidence
        place = f"{one_line(finding.document.id)}, characters {evidence.start}–{evidence.end}"
        text.append(f"\n»{visible(evidence.text)}«")
        text.append(f"\n{one_line(voice_words(evidence.voice))} · {place}", "bright_black")
    for flag in finding.flags:
        text.append(f"\n⚑ {one_line(flag_words(flag))}", "yellow")
    return text
