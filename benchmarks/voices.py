"""Whose words each sentence is, beside plain regular expressions, on texts in which people marked attributions.

python -m benchmarks.voices FILE [--json]

Every text goes through the product's own way for a .txt file: loader, furniture, sentences, voices. Offsets of the
marks and of the product are those of the same text.

Direct quotations: a span is right when it begins and ends at the same letter or digit as a marked one.
Sentences: one is somebody's words where what is marked (source, cue and content) holds at least half of its letters
and digits, and some content is in it; quote and attributed count as somebody's. The same is given with contents alone
for half of it, and for any content at all.
Speakers: over all sentences that are somebody's, whose largest content in the sentence has a source that is no
pronoun. `right`, by the head of the name, as in `benchmarks.attributions.same_speaker`; `null` when none is named; the
rest is `wrong`.
`found` leaves out the sentences that the way took for the publication's own; `right_of_named` is the share of right
ones among those that the way gave any name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.attributions import (
    Attribution,
    MarkedText,
    is_named,
    quoted_spans,
    read_marked,
    same_speaker,
    trimmed,
)
from benchmarks.plain_voices import plain_spans, plain_voice
from ingest.furniture.finding import find_furniture
from ingest.loaders.text import load
from ingest.records import Sentence, Span, Voice, VoiceKind
from ingest.sentences import split_sentences
from ingest.speech.quotations import quotations
from ingest.voices import assign_voices

HALF = 0.5
MEASURES = ("marked half", "content half", "any content")


@dataclass(frozen=True, slots=True)
class Found:
    """What one way finds in one text; `voices` go with the sentences."""

    quotations: set[Span]
    voices: list[Voice]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float
    right: int
    found: int
    marked: int


@dataclass(frozen=True, slots=True)
class Report:
    """One way's figures."""

    quotations: Score
    sentences: dict[str, Score]
    speakers: dict[str, Any]


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The product's sentences, with voices."""
    loaded = load(text.encode())
    sentences = split_sentences(loaded.text, loaded.blocks, find_furniture(loaded))
    return assign_voices(loaded.text, loaded.blocks, sentences)


def ours(text: str, sentences: Sequence[Sentence]) -> Found:
    """What the product finds."""
    spans = quotations(text, load(text.encode()).blocks)
    return Found(_inner(text, spans), [sentence.voice for sentence in sentences])


def plain(text: str, sentences: Sequence[Sentence]) -> Found:
    """What two regular expressions find."""
    spans = plain_spans(text)
    return Found(_inner(text, spans), [plain_voice(text, (item.start, item.end), spans) for item in sentences])


def _inner(text: str, spans: Iterable[Span]) -> set[Span]:
    return {inner for span in spans if (inner := trimmed(text, span)) is not None}


WAYS: dict[str, Callable[[str, Sequence[Sentence]], Found]] = {"byline": ours, "plain": plain}


def share(text: str, sentence: Sentence, covered: np.ndarray) -> float:
    """The share of the sentence's letters and digits that are covered."""
    letters = np.fromiter((c.isalnum() for c in text[sentence.start : sentence.end]), bool)
    return float(covered[sentence.start : sentence.end][letters].mean()) if letters.any() else 0.0


def covered_by(marked: MarkedText, parts: Iterable[str]) -> np.ndarray:
    """Bool per character of the text: whether it is in one of these parts of an attribution."""
    covered = np.zeros(len(marked.text), bool)
    for attribution in marked.attributions:
        for part in parts:
            for start, end in getattr(attribution, part):
                covered[start:end] = True
    return covered


def dominant(marked: MarkedText, sentence: Sentence) -> Attribution | None:
    """The attribution with the largest content in the sentence."""

    def inside(attribution: Attribution) -> int:
        return sum(max(0, min(e, sentence.end) - max(s, sentence.start)) for s, e in attribution.content)

    best = max(marked.attributions, key=inside, default=None)
    return best if best is not None and inside(best) else None


def truths(marked: MarkedText, sentences: Sequence[Sentence]) -> Iterator[dict[str, bool]]:
    """For each sentence and measure whether it is somebody's words."""
    content = covered_by(marked, ("content",))
    anything = covered_by(marked, ("source", "cue", "content"))
    for sentence in sentences:
        spoken = share(marked.text, sentence, content)
        yield {
            "marked half": spoken > 0 and share(marked.text, sentence, anything) >= HALF,
            "content half": spoken >= HALF,
            "any content": spoken > 0,
        }


def run(texts: Iterable[MarkedText]) -> dict[str, Report]:
    """Every way over all texts."""
    counts = {way: Counter[str]() for way in WAYS}
    for marked in texts:
        sentences = sentences_of(marked.text)
        spoken = list(truths(marked, sentences))
        for way, find in WAYS.items():
            found = find(marked.text, sentences)
            counts[way] += _quotation_counts(marked, found)
            counts[way] += _sentence_counts(spoken, found.voices)
            counts[way] += _speaker_counts(marked, sentences, spoken, found.voices)
    return {way: _report(counted) for way, counted in counts.items()}


def _quotation_counts(marked: MarkedText, found: Found) -> Counter[str]:
    truth = quoted_spans(marked)
    both = truth & found.quotations
    return Counter({"quotes right": len(both), "quotes found": len(found.quotations), "quotes marked": len(truth)})


def _sentence_counts(spoken: Sequence[dict[str, bool]], voices: Sequence[Voice]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for truth, voice in zip(spoken, voices, strict=True):
        somebodys = voice.kind is not VoiceKind.OWN
        for measure, true in truth.items():
            counts[f"{measure} right"] += somebodys and true
            counts[f"{measure} found"] += somebodys
            counts[f"{measure} marked"] += true
    return counts


def _speaker_counts(
    marked: MarkedText, sentences: Sequence[Sentence], spoken: Sequence[dict[str, bool]], voices: Sequence[Voice]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentence, truth, voice in zip(sentences, spoken, voices, strict=True):
        attribution = dominant(marked, sentence) if truth["marked half"] else None
        if attribution is not None and is_named(source := marked.source_words(attribution)):
            counts[f"speaker {verdict(voice, source)}"] += 1
            counts["speaker own"] += voice.kind is VoiceKind.OWN
    return counts


def verdict(voice: Voice, source: str) -> str:
    """Return whether the voice names the source."""
    if voice.speaker is None:
        return "null"
    return "right" if same_speaker(voice.speaker, source) else "wrong"


def _report(counts: Counter[str]) -> Report:
    right, null, wrong, own = (counts[f"speaker {name}"] for name in ("right", "null", "wrong", "own"))
    return Report(
        quotations=_score(counts, "quotes"),
        sentences={measure: _score(counts, measure) for measure in MEASURES},
        speakers={
            "all": _shares(right, null, wrong),
            "found": _shares(right, null - own, wrong),
            "right_of_named": round(right / max(1, right + wrong), 4),
        },
    )


def _shares(right: int, null: int, wrong: int) -> dict[str, float]:
    cases = right + null + wrong
    parts = {"right": right, "null": null, "wrong": wrong}
    return {"cases": cases} | {name: round(count / max(1, cases), 4) for name, count in parts.items()}


def _score(counts: Counter[str], name: str) -> Score:
    right, found, marked = (counts[f"{name} {part}"] for part in ("right", "found", "marked"))
    precision, recall = right / max(1, found), right / max(1, marked)
    f1 = 2 * right / max(1, found + marked)
    return Score(round(precision, 4), round(recall, 4), round(f1, 4), right, found, marked)


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True)
def main(path: Path, *, as_json: bool) -> None:
    """Score the voices on the texts of FILE."""
    reports = run(read_marked(path))
    if as_json:
        click.echo(json.dumps({way: asdict(report) for way, report in reports.items()}, indent=2))
        return
    for way, report in reports.items():
        click.echo(way)
        for name, score in {"quotations": report.quotations, **report.sentences}.items():
            click.echo(
                f"  {name:<13} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  of {score.marked}"
            )
        for name in ("all", "found"):
            click.echo(f"  speakers, {name:<6}" + "".join(f"  {part} {n}" for part, n in report.speakers[name].items()))
        click.echo(f"  right of those named {report.speakers['right_of_named']}")


if __name__ == "__main__":
    main()
