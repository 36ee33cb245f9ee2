"""Public claims with evidence: which verdict each label gets, and how often `supports` and `differs` are right.

python -m benchmarks.verdicts FILE… [--json]

FILE holds one JSON object a line: `claim`, `evidence` (a text, or a list of sentences) and `label`. Each evidence is a
document that goes through the product's own ingest and index, and the verdict is that of a check of it alone.
A label that begins with "support" counts as supported; of `differs` the share with such a label is harm.
"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from answer.comparing.claims import as_claims
from answer.comparing.comparison import Comparer
from answer.records import Verdict
from benchmarks.beir import BeirDocument
from benchmarks.pairs import candidates_in
from benchmarks.retrieval import build_library
from benchmarks.swaps import voice_of
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from ingest.records import Sentence
from settings import read_settings

Counts = Mapping[tuple[str, Verdict], int]


def read_claims(path: Path) -> list[tuple[str, str, str]]:
    """The claim, the evidence and the label of each row; paragraphs of an evidence are parted by blank lines."""
    packed = path.read_bytes()
    rows = map(json.loads, (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8").splitlines())
    return [(" ".join(row["claim"].split()), _text(row["evidence"]), str(row["label"]).lower()) for row in rows]


def _text(evidence: str | list[str]) -> str:
    parts = evidence if isinstance(evidence, list) else [evidence]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def verdicts(path: Path, data: Path, encoder: SentenceEncoder) -> Iterator[tuple[str, Verdict]]:
    """The label and the verdict of each row."""
    rows = read_claims(path)
    numbers = {evidence: str(at) for at, evidence in enumerate(dict.fromkeys(evidence for _, evidence, _ in rows))}
    library = build_library([BeirDocument(number, "", text) for text, number in numbers.items()], data, encoder)
    by_id = {Path(label.id).stem: number for number, label in library.labels.items()}
    reader = Comparer(library)
    texts = list(dict.fromkeys(claim for claim, _, _ in rows))
    parts = [Sentence(0, len(text), voice_of(text)) for text in texts]
    claims = dict(zip(texts, as_claims(library, encoder, parts, texts), strict=True))
    for text, evidence, label in rows:
        claim, number = claims[text], by_id[numbers[evidence]]
        yield label, reader.finding(claim, number, candidates_in(library, claim, number)).verdict


def shares(counts: Counts) -> dict[str, object]:
    """Of `verbatim` and `supports` the share labelled supported, with their recall; of `differs` the same share."""
    backed = {label: sum(counts.get((label, one), 0) for one in Verdict if one.backs) for label, _ in counts}
    differ = {label: counts.get((label, Verdict.DIFFERS), 0) for label, _ in counts}
    supported = sum(many for (label, _), many in counts.items() if label.startswith("support"))
    right = sum(many for label, many in backed.items() if label.startswith("support"))
    harm = sum(many for label, many in differ.items() if label.startswith("support"))
    return {
        "backed": sum(backed.values()),
        "right of backed": round(right / max(1, sum(backed.values())), 3),
        "recall": round(right / max(1, supported), 3),
        "differs": sum(differ.values()),
        "supported of differs": round(harm / max(1, sum(differ.values())), 3),
    }


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True)
def main(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Count the verdicts on the claims of FILES by their labels."""
    encoder = SentenceEncoder(find_model(read_settings().model))
    found: dict[str, object] = {}
    together = Counter[tuple[str, Verdict]]()
    for file in files:
        with tempfile.TemporaryDirectory() as data:
            counts = Counter(verdicts(file, Path(data), encoder))
        together += counts
        found[file.name.split(".")[0]] = shares(counts) | {
            f"{one} {other}": many for (one, other), many in counts.items()
        }
    found["all"] = shares(together)
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(f"{k:<22} {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()
