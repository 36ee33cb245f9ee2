"""Compare the corpus with the library to find the steps of a build. Pure; touches nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from errors import DocumentError
from index.records import Action
from index.storage.known_files import KnownFile
from ingest.folder import CorpusFile
from ingest.labels.fields import LABEL_FIELDS
from ingest.labels.label import label
from ingest.labels.sources_toml import Label
from ingest.records import Source

READ_OTHERWISE = "Byline reads files in another way now"
"""Why a document is read anew whose file has not changed."""

MODEL_CHANGED = "the model changed"
"""Why a document is made searchable anew whose file has not changed; which models they are stands behind it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One document's part in a build.

    `file` is the file as it is now, None for a document that is removed; `replaces` is the id of the document that
    leaves the library. With a `source`, the stored document only gets this label, and the file is not read.
    """

    action: Action
    id: str
    reason: str
    file: CorpusFile | None = None
    replaces: str | None = None
    source: Source | None = None

    @property
    def reads(self) -> bool:
        """Whether the file has to be read."""
        return self.file is not None and self.source is None

    @property
    def read_file(self) -> CorpusFile:
        """The file of a step that reads one."""
        if self.file is None:
            raise DocumentError("there is no file to read: report this")
        return self.file


Gone = dict[tuple[str, str], list[str]]
"""The ids of documents that are no longer where they were, by content hash and suffix."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Changes in how files become vectors: the documents that were read in another way, and the model."""

    read_otherwise: frozenset[str] = frozenset()
    model_changed: str | None = None


def steps(
    files: Mapping[str, CorpusFile],
    stated: Mapping[str, Label],
    stored: Mapping[str, KnownFile],
    *,
    pipeline: Pipeline,
) -> tuple[Step, ...]:
    """Return the steps that bring the stored library to the state of the corpus, in corpus order.

    Args:
        files: document id → file, as found now.
        stated: document id → what sources.toml says now.
        stored: document id → document, as built.
        pipeline: the changes in how files become vectors.
    """
    gone: Gone = defaultdict(list)
    for name, document in stored.items():
        if name not in files:
            gone[document.sha256, _suffix(name)].append(name)
    found = [_step(file, stated.get(name, {}), stored, gone=gone, pipeline=pipeline) for name, file in files.items()]
    moved = {step.replaces for step in found if step}
    removed = (
        Step(Action.REMOVED, name, "no longer in the corpus", replaces=name)
        for name in stored
        if name not in files and name not in moved
    )
    return tuple(sorted([*filter(None, found), *removed], key=lambda step: PurePosixPath(step.id).parts))


def _step(
    file: CorpusFile,
    stated: Label,
    stored: Mapping[str, KnownFile],
    *,
    gone: Gone,
    pipeline: Pipeline,
) -> Step | None:
    before = stored.get(file.id)
    if before is None:
        return _arrival(file, stated, stored, gone=gone, pipeline=pipeline)
    if before.sha256 != file.sha256:
        return Step(Action.CHANGED, file.id, "its content changed", file, file.id)
    if pipeline.model_changed:
        return Step(Action.CHANGED, file.id, pipeline.model_changed, file, file.id)
    if file.id in pipeline.read_otherwise:
        return Step(Action.CHANGED, file.id, READ_OTHERWISE, file, file.id)
    source = label(file, before.own, stated)
    differences = "; ".join(_differences(source, before.source))
    return Step(Action.RELABELLED, file.id, differences, file, file.id, source) if differences else None


def _arrival(
    file: CorpusFile, stated: Label, stored: Mapping[str, KnownFile], *, gone: Gone, pipeline: Pipeline
) -> Step:
    """Return the step for a file under a new name: a move if the same content left another place, else an addition."""
    candidates = gone[file.sha256, _suffix(file.id)]
    if not candidates:
        return Step(Action.ADDED, file.id, "new in the corpus", file)
    old = candidates.pop(0)
    before = stored[old]
    source = label(file, before.own, stated)
    reason = "; ".join([f"moved from {old}", *_differences(source, before.source)])
    anew = pipeline.model_changed or old in pipeline.read_otherwise
    return Step(Action.RELABELLED, file.id, reason, file, old, None if anew else source)


def _differences(now: Source, was: Source) -> Iterator[str]:
    """Describe each difference between two labels in words."""
    for name in LABEL_FIELDS:
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            yield f"{name} {old or '(none)'} → {new or '(none)'}"
        elif was.rules.get(name) != now.rules.get(name):
            yield f"{name} {new} by {was.rules.get(name)} → by {now.rules.get(name)}"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
