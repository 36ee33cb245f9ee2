"""Conversations about a corpus: what is searched for the last question, beside two plain ways, in one run.

python -m benchmarks.followups [FILE] [--json]

The plain ways search the bare question, and all turns one after another. Follow-ups and topic changes are scored apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from answer.followup import Resolved, resolve
from answer.question import LONGEST_QUESTION
from benchmarks.questions import LaneResult, Scores, read_questions, results_of, score
from index.building.build import build
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import Library, open_library
from settings import read_settings

CONVERSATIONS = Path(__file__).with_name("conversations.jsonl")


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by way of searching, and how often the wrong thing was leaned on or nothing was."""

    follow_ups: int
    missed: int
    topic_changes: int
    bent: int
    scores: Mapping[str, Mapping[str, Scores]]


def resolved(turns: Sequence[str], question: str) -> Resolved:
    """The last question after the earlier ones, each resolved in its turn."""
    before: list[str] = []
    for turn in turns:
        before.append(resolve(turn, before).searched)
    return resolve(question, before)


def ways(turns: Sequence[str], question: str) -> dict[str, str]:
    """What each way searches for."""
    return {
        "resolved": resolved(turns, question).searched,
        "bare": question,
        "all turns": " ".join([*turns, question])[-LONGEST_QUESTION:],
    }


def run(path: Path, library: Library, encoder: SentenceEncoder) -> Report:
    """Every conversation of the file, every way."""
    rows = list(read_questions(path))
    leaning = [(bool(row["topic_change"]), resolved(_turns(row), str(row["question"])).follows) for row in rows]
    lanes: dict[str, dict[str, list[LaneResult]]] = {"follow-ups": {}, "topic changes": {}}
    for row in rows:
        part = lanes["topic changes" if row["topic_change"] else "follow-ups"]
        for way, searched in ways(_turns(row), str(row["question"])).items():
            part.setdefault(way, []).extend(results_of({**row, "question": searched}, library, encoder))
    return Report(
        follow_ups=sum(not change for change, _ in leaning),
        missed=sum(not change and follows is None for change, follows in leaning),
        topic_changes=sum(change for change, _ in leaning),
        bent=sum(change and follows is not None for change, follows in leaning),
        scores={part: {way: score(results) for way, results in found.items()} for part, found in lanes.items()},
    )


def _turns(row: Mapping[str, object]) -> list[str]:
    turns = row["turns"]
    return [str(turn) for turn in turns] if isinstance(turns, list) else []


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True), default=CONVERSATIONS)
@click.option("--json", "as_json", is_flag=True)
def main(path: Path, *, as_json: bool) -> None:
    """Ask the last question of every conversation in FILE, three ways."""
    settings = read_settings()
    encoder = SentenceEncoder(find_model(settings.model))
    build(settings.corpus, settings.data, encoder)
    report = run(path, open_library(settings.data), encoder)
    if as_json:
        click.echo(json.dumps(asdict(report), indent=2))
        return
    click.echo(f"missed {report.missed} of {report.follow_ups} follow-ups, ", nl=False)
    click.echo(f"bent {report.bent} of {report.topic_changes} topic changes")
    for part, found in report.scores.items():
        for way, scores in found.items():
            click.echo(f"{part:<14} {way:<10} {asdict(scores)}")


if __name__ == "__main__":
    main()
