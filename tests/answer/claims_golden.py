"""What Byline says about 220 claims, each about one document: `tests/golden/claims_golden.jsonl`, right or wrong.

The claims and their documents are `tests/golden/claims.jsonl`; its `expected` is what a person would say (S supports,
SV supports in somebody's words, D differs, N neither) and is not looked at here. A change that is meant is written with

    python -m tests.answer.claims_golden

and its diff, one line a claim, is read before it is committed. No test writes the file.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from answer.check import check
from answer.records import ClaimCheck, Finding, Verdict
from index.building.build import build
from index.encoding import torch_model
from index.encoding.encoder import Vectors
from index.encoding.models import Model, find_model
from index.encoding.pooling import pool
from index.library import Library, open_library
from ingest.records import Voice
from settings import PACKAGED_MODEL
from tests.conftest import write

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = GOLDEN / "claims.jsonl"
SAID = GOLDEN / "claims_golden.jsonl"

SCORES_AGREE = 0.002
"""Scores so near are the same: processors round in another order, and the index keeps vectors in float16."""

Case = dict[str, Any]
Said = dict[str, Any]


class Float32Encoder:
    """The packaged model in float32 whatever the processor has, one passage at a time, so that none changes another."""

    rounds_ahead = 1

    def __init__(self) -> None:
        self.model: Model = find_model(PACKAGED_MODEL)
        self._transformer = torch_model.load_encoder(self.model, exact=True)

    def prepare(self) -> None:
        """Nothing to compile."""

    def release(self) -> None:
        """Nothing to let go of."""

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[Vectors]:
        found = [self._vectors(passage) for passage in passages]
        progress(len(passages))
        return found

    def encode_question(self, question: str) -> Vectors:
        vector: Vectors = self._vectors([question])[0]
        return vector

    def _vectors(self, passage: Sequence[str]) -> Vectors:
        torch_model.use_threads(1)  # a few words are as quick with one, and many times as quick on a busy machine
        encodings = self.model.encodings([" ".join(passage)])
        [tokens] = torch_model.token_embeddings(self._transformer, encodings)
        return pool(tokens, encodings[0], passage)


def cases() -> list[Case]:
    return _rows(CASES)


def expected() -> dict[str, Said]:
    return {row["id"]: row for row in _rows(SAID)}


@contextmanager
def library_of(rows: Sequence[Case], encoder: Float32Encoder, folder: Path) -> Iterator[Library]:
    """A library of the rows' documents, each once, all of them reporting."""
    for row in rows:
        text = row["document"].split(": ", 1)[1]
        published = row.get("published")
        label = f"---\ntitle: Notes on {_title(row)}\ndate: {published}\n---\n\n" if published else ""
        write(folder / "corpus", document_ids(rows)[_key(row)], f"{label}{text}\n")
    build(folder / "corpus", folder / "data", encoder)
    with closing(open_library(folder / "data")) as library:
        yield library


def document_ids(rows: Sequence[Case]) -> dict[tuple[str, str | None], str]:
    """A row's document and its date → the id it has in the library: its title and its number."""
    titles = {_key(row): _title(row) for row in rows}
    return {one: f"reporting/{title}-{number}.md" for number, (one, title) in enumerate(titles.items())}


def all_said(library: Library, encoder: Float32Encoder, rows: Sequence[Case]) -> Iterator[Said]:
    """What each row's document says about its claim, sentence by sentence, and which others say it or differ.

    All claims are one draft, a paragraph each: what was read of a document for one is there for the next.
    """
    ids, at = document_ids(rows), 0
    checked = check(library, encoder, "\n\n".join(row["claim"] for row in rows)).claims
    for row in rows:
        end = at + len(row["claim"])
        sentences = [one for one in checked if at <= one.start < end]
        at = end + len("\n\n")
        yield _said(row, ids[_key(row)], sentences)


def _said(row: Case, document: str, sentences: Sequence[ClaimCheck]) -> Said:
    return {
        "id": row["id"],
        "claim": row["claim"],
        "said": [_sentence(one, document) for one in sentences],
        "elsewhere": [
            f"{finding.document.id} {finding.verdict}"
            for one in sentences
            for finding in one.findings
            if finding.document.id != document and (finding.verdict.backs or finding.verdict is Verdict.DIFFERS)
        ],
    }


def differences(was: Said | None, now: Said) -> list[str]:
    """What is said about a claim now and was not before, as a person reads it; scores that agree are the same."""
    if was is None:
        return ["there is no line for it"]
    if len(was["said"]) != len(now["said"]):
        return [f"sentences: {len(was['said'])} → {len(now['said'])}"]
    found = [
        f"{name}: {json.dumps(before[name], ensure_ascii=False)} → {json.dumps(after[name], ensure_ascii=False)}"
        for before, after in zip(was["said"], now["said"], strict=True)
        for name in after
        if not _agree(before[name], after[name])
    ]
    found += [f"{name}: {was[name]} → {now[name]}" for name in ("claim", "elsewhere") if was[name] != now[name]]
    return found


def _agree(before: object, after: object) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return abs(before - after) <= SCORES_AGREE
    return before == after


def _sentence(one: ClaimCheck, document: str) -> Said:
    mine = next((finding for finding in one.findings if finding.document.id == document), None)
    evidence = mine.evidence if mine else None
    return {
        "verdict": str(mine.verdict if mine else Verdict.NOT_FOUND),
        "score": round(mine.score, 3) if mine else None,
        "evidence": [evidence.start, evidence.end] if evidence else None,
        "voice": _voice(evidence.voice) if evidence else None,
        "flags": _flags(mine) if mine else [],
    }


def _flags(finding: Finding) -> list[list[str]]:
    return [[str(flag.kind), flag.claim, flag.document, str(flag.effect)] for flag in finding.flags]


def _voice(voice: Voice) -> str:
    return f"{voice.kind}: {voice.speaker}" if voice.speaker else str(voice.kind)


def _key(row: Case) -> tuple[str, str | None]:
    return row["document"], row.get("published")


def _title(row: Case) -> str:
    title: str = row["document"].split(": ", 1)[0]
    return title


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rewrite() -> None:
    """Write what is said today; a line stays as it is where only its scores differ, and by no more than agrees."""
    rows, encoder = cases(), Float32Encoder()
    before = expected() if SAID.exists() else {}
    with tempfile.TemporaryDirectory() as folder, library_of(rows, encoder, Path(folder)) as library:
        now = list(all_said(library, encoder, rows))
    kept = [one if differences(before.get(one["id"]), one) else before[one["id"]] for one in now]
    SAID.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
