"""How often a sentence that Byline calls attributed is somebody's words, outside the news that its rules know.

python -m benchmarks.attributed EVAL [--draw N] [--wrong] [--json]

EVAL is the folder of the public collections: web articles (WiCE's evidence), encyclopedia paragraphs (SQuAD 2.0,
CLAP NQ, QED) and abstracts (SciFact, NFCorpus). Each text goes through the product's way for a .txt file.
`attributed.jsonl` beside this file holds no text: for each sentence its collection, document, the hash of its words,
and what two readings judged: whether it tells what somebody said, wrote, thought or wanted ("somebody", or "own"), and
whether the speaker that was shown then is right ("right", "wrong", or "none" where none was named). `drawn` is the draw
that it came from: the rules were mended between the first draw and the second, and a little after it.
Precision is given for each reading and for both. `--draw` prints sentences that are called attributed and not judged
yet, of each genre as many.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

import click

from benchmarks.beir import read_dataset
from benchmarks.voices import sentences_of
from ingest.records import VoiceKind

JUDGED = Path(__file__).with_name("attributed.jsonl")
COLLECTIONS = {
    "wice_dev": "web",
    "squad_dev_v20": "encyclopedia",
    "clapnq_dev": "encyclopedia",
    "qed_dev": "encyclopedia",
    "scifact": "abstracts",
    "nfcorpus": "abstracts",
}
"""A collection → its genre."""

MOST_DRAWN_FROM = 600
"""Documents of a collection, drawn by a fixed seed."""

SOMEBODY = "somebody"

Key = tuple[str, str, str]
"""A sentence: its collection, its document, and the hash of its words."""


@dataclass(frozen=True, slots=True)
class Called:
    """A sentence that is called attributed."""

    key: Key
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two readings said of a sentence; the speaker is the one shown when it was judged."""

    first: str
    second: str
    speaker: str

    @property
    def right(self) -> bool:
        """Whether both readings found somebody's words."""
        return self.first == self.second == SOMEBODY


def read_judged(path: Path = JUDGED) -> dict[Key, Judgement]:
    """The judgements by sentence."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {
        (row["collection"], row["document"], row["sentence"]): Judgement(row["first"], row["second"], row["speaker"])
        for row in rows
    }


def texts_of(root: Path, collection: str) -> Iterator[tuple[str, str]]:
    """The id and the text of each drawn document."""
    if collection == "wice_dev":
        rows = map(json.loads, gzip.decompress((root / "claims/wice_dev.jsonl.gz").read_bytes()).splitlines())
        texts = {row["id"]: "\n\n".join(row["evidence"]) for row in rows}
    else:
        texts = {one.id: one.text for one in read_dataset(root / "retrieval" / collection).documents}
    chosen = Random(19).sample(sorted(texts), min(MOST_DRAWN_FROM, len(texts)))  # noqa: S311  # a sample, not a secret
    return ((name, texts[name]) for name in chosen)


def called_in(root: Path, collection: str) -> Iterator[Called]:
    """Every sentence of the drawn documents that is called attributed, the first of equals."""
    seen = set[str]()
    for name, text in texts_of(root, collection):
        for sentence in sentences_of(text):
            words = " ".join(text[sentence.start : sentence.end].split())
            digest = sha256(words.encode()).hexdigest()[:12]
            if sentence.voice.kind is VoiceKind.ATTRIBUTED and digest not in seen:
                seen.add(digest)
                yield Called((collection, name, digest), words, sentence.voice.speaker)


def report(judged: dict[Key, Judgement], called: Sequence[Called]) -> dict[str, object]:
    """Precision of all and by genre, over the judged sentences that are still called attributed."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in called:
        if (said := judged.get(one.key)) is not None:
            for group in ("all", COLLECTIONS[one.key[0]]):
                counts[group].update(judged=1, first=said.first == SOMEBODY, second=said.second == SOMEBODY)
                counts[group].update(both=said.right, agreed=said.first == said.second)
                counts[group].update(named=said.right and said.speaker != "none")
                counts[group].update(rightly_named=said.right and said.speaker == "right")
    found: dict[str, object] = {"rows": len(judged)}
    for group, count in counts.items():
        shares = {name: round(count[name] / count["judged"], 3) for name in ("first", "second", "both", "agreed")}
        named = round(count["rightly_named"] / max(1, count["named"]), 3)
        found[group] = {"judged": count["judged"], **shares, "right of named": named}
    return found


def draw(judged: dict[Key, Judgement], called: Sequence[Called], many: int) -> Iterator[Called]:
    """So many sentences that nobody judged, of each genre as many, in an order drawn by a fixed seed."""
    by_genre: dict[str, list[Called]] = defaultdict(list)
    for one in called:
        if one.key not in judged:
            by_genre[COLLECTIONS[one.key[0]]].append(one)
    for genre in sorted(by_genre):
        several = by_genre[genre]
        yield from Random(19).sample(several, min(many // len(by_genre), len(several)))  # noqa: S311  # a sample


@click.command()
@click.argument("root", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--draw", "many", type=int, default=0, help="Print so many sentences that nobody judged.")
@click.option("--wrong", is_flag=True, help="List the sentences that are called attributed and are not.")
@click.option("--json", "as_json", is_flag=True)
def main(root: Path, *, many: int, wrong: bool, as_json: bool) -> None:
    """Score what is called attributed in the collections under ROOT against the judgements."""
    judged = read_judged()
    called = [one for collection in COLLECTIONS for one in called_in(root, collection)]
    shown: Sequence[Called] = ()
    if many:
        shown = list(draw(judged, called, many))
    elif wrong:
        shown = [one for one in called if one.key in judged and not judged[one.key].right]
    for one in shown:
        click.echo(json.dumps({"key": one.key, "speaker": one.speaker, "text": one.text}, ensure_ascii=False))
    if not shown:
        found = report(judged, called)
        click.echo(json.dumps(found, indent=2) if as_json else "\n".join(f"{k:<14} {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()
