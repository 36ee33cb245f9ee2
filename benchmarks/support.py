"""Claims with evidence: does the score say which evidence supports its claim, beside plain ways, in one run.

python -m benchmarks.support FILE… [--fit] [--json]

FILE holds one JSON object a line: `claim`, `evidence` (a text, or a list of sentences) and `label`. A label that begins
with "support" is a positive, every other a negative. Each evidence is a document that goes through the product's own
ingest and index; the score is that of its best sentence. Beside it, plain cosine (the best sentence of the evidence,
each embedded on its own) and plain word overlap (the share of the claim's words in the evidence).
With `--fit` it also fits the numbers of `answer.comparing.likeness`: every file weighs the same, positives and
negatives too, and each file is scored by numbers fitted on the other files alone, and in five parts, each by numbers
fitted on the other four parts of all files; a claim's rows stay in one part.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import click
import numpy as np

from answer.comparing.claims import as_claims
from answer.comparing.comparison import Comparer
from answer.comparing.likeness import LikenessSignals, log_odds
from benchmarks.beir import BeirDocument
from benchmarks.fitting import Numbers, Scored, cross_validated, fit
from benchmarks.metrics import area_under_curve
from benchmarks.pairs import candidates_in
from benchmarks.retrieval import build_library
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import Library
from ingest.draft import read_draft
from ingest.records import Sentence
from settings import read_settings

SIGNALS = tuple(field.name for field in fields(LikenessSignals))


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with the parts of its evidence, and whether these support it."""

    claim: str
    evidence: tuple[str, ...]
    supported: bool


def read_rows(path: Path) -> list[Row]:
    """The claims of a file, `.gz` or not."""
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8")
    return [_row(json.loads(line)) for line in text.split("\n") if line.strip()]


def _row(fields: dict[str, object]) -> Row:
    evidence = fields["evidence"]
    parts = [str(part) for part in evidence] if isinstance(evidence, list) else [str(evidence)]
    kept = tuple(part.strip() for part in parts if part.strip())
    return Row(" ".join(str(fields["claim"]).split()), kept, str(fields["label"]).lower().startswith("support"))


def score_file(path: Path, data: Path, encoder: SentenceEncoder) -> Scored:
    """Every claim of the file against its own evidence."""
    rows = read_rows(path)
    numbers = {evidence: str(at) for at, evidence in enumerate(dict.fromkeys(row.evidence for row in rows))}
    documents = [BeirDocument(number, "", "\n\n".join(evidence)) for evidence, number in numbers.items()]
    library = build_library(documents, data, encoder)
    by_id = {Path(label.id).stem: number for number, label in library.labels.items()}
    kept = data / "plain.npz"
    if not kept.exists():
        np.savez(
            kept, cosine=np.array(PlainWays(encoder).cosines(rows)), overlap=np.array([overlap(row) for row in rows])
        )
    plain = np.load(kept, allow_pickle=False)
    return Scored(
        name=path.name.split(".")[0],
        claims=tuple(row.claim for row in rows),
        supported=np.array([row.supported for row in rows]),
        signals=np.array(
            [astuple(one) for one in _signals(library, encoder, rows, [by_id[numbers[r.evidence]] for r in rows])]
        ),
        cosine=plain["cosine"],
        overlap=plain["overlap"],
    )


def _signals(
    library: Library, encoder: SentenceEncoder, rows: Sequence[Row], documents: Sequence[int]
) -> Iterator[LikenessSignals]:
    reader = Comparer(library)
    texts = list(dict.fromkeys(row.claim for row in rows))
    parts = [Sentence(0, len(text), read_draft(text).sentences[0].voice) for text in texts]
    claims = dict(zip(texts, as_claims(library, encoder, parts, texts), strict=True))
    for row, number in zip(rows, documents, strict=True):
        claim = claims[row.claim]
        yield reader.nearest(claim, candidates_in(library, claim, number)).likeness.signals


class PlainWays:
    """Plain cosine: every text embedded once, on its own."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder

    def cosines(self, rows: Sequence[Row]) -> list[float]:
        """For each claim the cosine of the best sentence of its evidence."""
        sentences = {row.evidence: [s for part in row.evidence for s in _sentences(part)] for row in rows}
        texts = list(dict.fromkeys([*(row.claim for row in rows), *(s for all_ in sentences.values() for s in all_)]))
        room = self._encoder.model.window
        counts = self._encoder.model.count_pieces(texts)
        cut = [self._cut(text) if count > room else text for text, count in zip(texts, counts, strict=True)]
        vectors = self._encoder.encode_passages([[text] for text in cut])
        at = {text: vector[0] for text, vector in zip(texts, vectors, strict=True)}
        return [max(float(at[s] @ at[row.claim]) for s in sentences[row.evidence]) for row in rows]

    def _cut(self, text: str) -> str:
        """What of the text the model's window holds, as plain ways do."""
        words = text.split()
        while self._encoder.model.count_pieces([" ".join(words)])[0] > self._encoder.model.window:
            words = words[: len(words) * 9 // 10]
        return " ".join(words)


def overlap(row: Row) -> float:
    """The share of the claim's words that the evidence has."""
    claim = set(re.findall(r"\w+", row.claim.lower()))
    return len(claim & set(re.findall(r"\w+", " ".join(row.evidence).lower()))) / max(1, len(claim))


def _sentences(text: str) -> list[str]:
    draft = read_draft(text)
    return [draft.text[s.start : s.end] for s in draft.sentences] or [text]


def areas(scored: Scored, odds: Numbers) -> dict[str, float]:
    """The area under the curve of each way of telling supported claims from others."""
    ways = {"Byline": odds, "plain cosine": scored.cosine, "plain word overlap": scored.overlap}
    found = {name: _area(scored, scores) for name, scores in ways.items()}
    return found | {"above the better plain way": found["Byline"] - max(list(found.values())[1:])}


def _area(scored: Scored, scores: Numbers) -> float:
    return area_under_curve(scores[scored.supported].tolist(), scores[~scored.supported].tolist())


def report(files: Sequence[Scored], *, fitted: bool) -> dict[str, object]:
    """The areas of each file; with `fitted` also the numbers of all files, and each file's by those of the others."""
    found: dict[str, object] = {one.name: _rounded(areas(one, _stored(one.signals))) for one in files}
    if fitted:
        weights, constant = fit(files)
        found["weights"] = _rounded(dict(zip(SIGNALS, weights.tolist(), strict=True)) | {"constant": constant})
        found["cross-validated"] = {
            one.name: round(_area(one, odds), 3) for one, odds in zip(files, cross_validated(files), strict=True)
        }
        found["by the other files' numbers"] = {
            one.name: round(_area(one, one.signals @ fit([other for other in files if other is not one])[0]), 3)
            for one in files
            if len(files) > 1
        }
    return found


def _stored(signals: Numbers) -> Numbers:
    return np.array([log_odds(LikenessSignals(*row)) for row in signals.tolist()])


def _rounded(numbers: dict[str, float]) -> dict[str, float]:
    return {name: round(number, 3) for name, number in numbers.items()}


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--fit", "fitted", is_flag=True, help="Fit the numbers of answer/comparing/likeness.py too.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the libraries and the signals here.")
@click.option("--json", "as_json", is_flag=True)
def main(paths: tuple[Path, ...], *, fitted: bool, keep: Path | None, as_json: bool) -> None:
    """Score the claims of FILES."""
    encoder = SentenceEncoder(find_model(read_settings().model))
    with tempfile.TemporaryDirectory() as temporary:
        root = keep or Path(temporary)
        files = [score_file(path, root / path.name.split(".")[0], encoder) for path in paths]
    found = report(files, fitted=fitted)
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for name, value in found.items():
        click.echo(f"{name:<28} {value}")


if __name__ == "__main__":
    main()
