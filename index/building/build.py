"""Build the library from the corpus: plan, read, embed new passages, and commit a generation.

`plan` and `build` share every step up to the first write, so a build does exactly what its plan said.
A generation's lanes and words are written before the transaction that makes it current, so a reader finds them
complete; a build that dies leaves the library as it was.

A build that looks at the whole corpus also checks the whole library. A build that is given the files that may have
changed looks only at these, and its cost grows only with them.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from errors import ConfirmationError, NoLibraryError
from index.building.embedding import Texts, embed
from index.building.planning import Outline, ReadSummary, Work, doable, finish_work, kept_hints, outline_work
from index.building.prepared import Prepared
from index.building.quick_look import LookedAt, note_stated, to_look_at
from index.building.read_ahead import Staging, found_again, read_documents, staging
from index.building.storing import Stored, store, write_derived
from index.derived import current_paths, mend, remove_old
from index.encoding.compiled import remove_old_copies
from index.encoding.encoder import Encoder
from index.encoding.models import Model
from index.library import current_build
from index.library_check import check_rows
from index.records import Action, Build, Plan, Progress, Report
from index.storage import builds, documents, embeddings, row_digests
from index.storage.checked_files import note_whole
from index.storage.database import open_for_reading, open_for_writing, storage, transaction
from index.storage.embeddings import is_known
from index.storage.inventory_file import keep_inventory, labels_from
from index.storage.known_files import Remembered, remember, replace_seen
from index.storage.lock import build_lock
from index.storage.origin_groups import group_all, group_changed
from ingest.folder import Folder, Skipped, look_at, scan
from ingest.labels.kind_words import hints_of
from ingest.labels.sources_toml import Label, read_sources
from ingest.reader.recognition import recognition
from ingest.reading import reading_fingerprint

FEW_ARRIVED = 1 / 8
"""The share of a library's documents up to which new ones are grouped by origin one by one.

Comparing all pairs costs the same for ten new documents as for all. Raised, large additions take longer; lowered, small
additions compare all pairs.
"""

CHECKED_EACH_TIME = 20_000
"""Passages up to which a build that looks at the whole corpus checks every row of the library, in a second at most.

Raised, builds of larger libraries wait for the check; lowered, damage in smaller ones is found when it is read, or by a
check of the whole library.
"""

MOST_REMOVED = 1 / 3
"""The share of the library's documents above which a build asks before it removes them.

Raised, a folder emptied by mistake loses more documents without a question; lowered, builds ask more often.
"""


def plan(corpus: Path, data: Path, model: Model, *, hints: bool = False, report: Report = lambda _: None) -> Plan:
    """Plan a build without writing anything, on request with hints for unlabelled documents.

    Raises:
        CorpusError, LibraryError: for the same reasons as a build.
    """
    stated = read_sources(corpus)
    looked = _looked(corpus, data, model, stated, quickly=not hints)
    try:
        connection = open_for_reading(data)
    except NoLibraryError:
        return _planned(looked.outline(stated, None, model), None, model, hints=hints, report=report)
    with storage(data), closing(connection):
        return _planned(looked.outline(stated, connection, model), connection, model, hints=hints, report=report)


def outdated(corpus: Path, data: Path, model: Model) -> dict[Action, tuple[str, ...]]:
    """Return what a build would do by the files' names, sizes and times alone, without reading any of them.

    Files that the last build could not read do not count. Nothing is returned for a folder that has none of the
    library's documents: it is another corpus.

    Raises:
        CorpusError, LibraryError: for the same reasons as a build.
    """
    stated = read_sources(corpus)
    looked = _looked(corpus, data, model, stated)
    with storage(data), closing(open_for_reading(data)) as connection:
        outline = looked.outline(stated, connection, model)
        passed_over = {file.path for file in builds.skipped(connection)}
    if not looked.quick and not {file.id for file in looked.folder.files} & outline.known.keys():
        return {}
    steps = [step for step in outline.steps if step.id not in passed_over]
    return {action: ids for action in Action if (ids := tuple(step.id for step in steps if step.action is action))}


def _planned(
    outline: Outline, connection: sqlite3.Connection | None, model: Model, *, hints: bool, report: Report
) -> Plan:
    """Return the plan, reading each file without keeping its text."""
    read, missing = ReadSummary(), set[bytes]()
    found: dict[str, str] = {}
    for item in read_documents(outline.steps, outline.stated, model, kept=None, report=report):
        read.add(item)
        if isinstance(item, Prepared):
            missing |= {key for key in item.keys if not connection or not is_known(connection, key)}
            found |= hints_of([item.document]) if hints else {}
    read.embedded = len(missing)
    work = finish_work(outline, read, connection, today=_today())
    if hints and connection:
        found |= kept_hints(work, connection)
    return replace(work.plan, hints=dict(sorted(found.items())))


def build(
    corpus: Path,
    data: Path,
    encoder: Encoder,
    *,
    confirmed: bool = False,
    only: Collection[str] | None = None,
    report: Report = lambda _: None,
) -> Plan:
    """Bring the library up to date, and return what was done.

    Args:
        corpus: the folder of documents.
        data: the folder of the library, created if it is missing.
        encoder: the model that embeds.
        confirmed: whether the user agreed to remove a large part of the library.
        only: the ids of all documents that may have changed since the last build; None if unknown.
        report: called with the progress of the build.

    Raises:
        CorpusError: the corpus cannot be used.
        ConfirmationError: the build would remove more than a third of the library and is not confirmed.
        LibraryError: another build is running, a file cannot be read or written, or the library is damaged. It is
            unchanged.
    """
    started = time.monotonic()
    stated = read_sources(corpus)  # fail before anything is created
    looked = _named(corpus, data, encoder.model, only) or _looked(corpus, data, encoder.model, stated)
    with build_lock(data), closing(open_for_writing(data)) as connection, storage(data):
        if looked.is_whole and row_digests.rows_in(connection, "passages") <= CHECKED_EACH_TIME:
            check_rows(connection)
        outline = looked.outline(stated, connection, encoder.model)
        _ask_before_removing(outline, (), confirmed)
        with staging(data, outline.way, outline.steps) as kept:
            if outline.pipeline.model_changed and not confirmed:
                _ask_before_removing(outline, _unreadable(outline, encoder.model, kept, report), confirmed)
            report(Progress("Preparing the model", 0, 0))
            notes = tuple(filter(None, (encoder.prepare(), remove_old_copies(data))))
            read = _read_and_embed(connection, outline, encoder, kept, data=data, report=report)
            work = finish_work(outline, read, connection, today=_today())
            done = replace(work.plan, notes=notes, seconds=round(time.monotonic() - started, 3))
            _commit(
                connection,
                replace(work, plan=done),
                encoder.model,
                found_again(kept, work.steps, stated, data=data),
                data=data,
                stated=stated,
                report=report,
            )
    return replace(done, seconds=round(time.monotonic() - started, 3))


@dataclass(frozen=True, slots=True)
class Looked:
    """Files as they are now and documents as they were: all of them, or those of the ids in `only`.

    `quick` is there if those are all that can have changed.
    """

    folder: Folder
    before: Remembered
    only: Collection[str] | None = None
    quick: LookedAt | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the whole corpus was looked at."""
        return self.only is None or self.quick is not None

    def outline(self, stated: dict[str, Label], connection: sqlite3.Connection | None, model: Model) -> Outline:
        """Outline the work of a build on them."""
        return outline_work(
            self.folder, stated, connection, model, before=self.before, only=self.only, quick=self.quick
        )


def _looked(corpus: Path, data: Path, model: Model, stated: dict[str, Label], *, quickly: bool = True) -> Looked:
    """Look at the whole corpus, but only at what may have changed since the library was built."""
    quick = to_look_at(corpus, data, model, stated, today=_today()) if quickly else None
    if quick:
        before = remember(data, quick.ids)
        folder = look_at(corpus, quick.ids, before.seen)
        if folder is not None:
            return Looked(folder, before, quick.ids, quick)
    before = remember(data)
    bundles = before.bundles(embeddings.way_of_reading(reading_fingerprint()))
    return Looked(scan(corpus, before.seen, bundles), before)


def _read_and_embed(
    connection: sqlite3.Connection, outline: Outline, encoder: Encoder, kept: Staging, *, data: Path, report: Report
) -> ReadSummary:
    """Read, cut and embed in parallel, and return a summary of what was read."""
    read = ReadSummary()

    def passages() -> Generator[tuple[bytes, Texts]]:
        for item in read_documents(outline.steps, outline.stated, encoder.model, kept=kept, report=report):
            read.add(item)
            if isinstance(item, Prepared):
                yield from item.to_embed()

    with closing(passages()) as coming:
        read.embedded = embed(connection, coming, encoder, data=data, report=report)
    return read


def _unreadable(outline: Outline, model: Model, kept: Staging, report: Report) -> list[Skipped]:
    """Return the files that cannot be read, and keep the documents of the others."""
    found = read_documents(outline.steps, outline.stated, model, kept=kept, report=report)
    return [item for item in found if isinstance(item, Skipped)]


def _named(corpus: Path, data: Path, model: Model, only: Collection[str] | None) -> Looked | None:
    """Return these files as they are now and as they were, or None if the whole corpus has to be looked at."""
    last = current_build(data) if only is not None else None
    if only is None or last is None or last.model_fingerprint != model.fingerprint:
        return None
    if last.reading_fingerprint != embeddings.way_of_reading(reading_fingerprint()):
        return None
    before = remember(data, only)
    folder = look_at(corpus, only, before.seen)
    if folder is None:
        return None
    known = before.seen.keys() | {file.id for file in folder.files} | {file.path for file in folder.skipped}
    # An id that is neither a file nor a document may have been a folder.
    return None if set(only) - known else Looked(folder, before, only)


def removes_much(removed: int, total: int) -> bool:
    """Return whether a build that removes this many of the library's documents asks first."""
    return removed > total * MOST_REMOVED


def _today() -> date:
    return datetime.now(UTC).date()


def _ask_before_removing(outline: Outline, failed: Iterable[Skipped], confirmed: bool) -> None:  # noqa: FBT001
    removed, total = sum(step.action is Action.REMOVED for step in doable(outline, failed)), outline.documents
    if removes_much(removed, total) and not confirmed:
        raise ConfirmationError(
            f"this build would remove {removed} of {total} documents: put their files back, or build with --yes"
        )


def _commit(
    connection: sqlite3.Connection,
    work: Work,
    model: Model,
    arriving: Iterable[Prepared],
    *,
    data: Path,
    stated: dict[str, Label],
    report: Report,
) -> None:
    """Store the documents and write the lanes and words of the new generation, in one transaction."""
    report(Progress("Writing", 0, 1))
    before, generation = current_paths(connection, data), work.plan.generation
    written: list[Path] = []
    with transaction(connection, data):
        builds.replace_skipped(connection, work.plan.skipped)
        replace_seen(connection, work.touched)
        if work.steps:
            change = store(connection, work, arriving)
            written = write_derived(connection, data, change, generation=generation, check=work.whole)
            touched = change.documents | _group(connection, change, whole=work.whole)
            _drop_embeddings(connection, change, whole=work.whole)
            builds.add_changes(connection, generation, touched)
            builds.add_build(connection, _record(work, model), replace(work.plan, unchanged_documents=()).as_json())
    if work.whole:
        mend(connection, data, report)
        _forget_pictures(connection)
    if work.steps or work.whole:
        keep_inventory(connection, data, labels_from(connection))
    if work.whole:
        note_stated(connection, data, stated)
    remove_old(connection, data, before)
    note_whole(data, written)
    report(Progress("Writing", 1, 1))


def _forget_pictures(connection: sqlite3.Connection) -> None:
    """Forget the words of pictures that no document of the library has any more."""
    pictures = recognition()
    if pictures:
        pictures.forget_all_but(documents.hashes(connection))


def _group(connection: sqlite3.Connection, stored: Stored, *, whole: bool) -> set[int]:
    """Group the documents by origin, and return the rows whose origin, or the name of it, changed."""
    if whole and len(stored.arrived) > row_digests.rows_in(connection, "documents") * FEW_ARRIVED:
        return group_all(connection)
    return group_changed(connection, sorted(stored.arrived), stored.origins)


def _drop_embeddings(connection: sqlite3.Connection, stored: Stored, *, whole: bool) -> None:
    if whole and stored.keys:
        embeddings.drop_unused_embeddings(connection)
    else:
        embeddings.drop_embeddings(connection, stored.keys)


def _record(work: Work, model: Model) -> Build:
    return Build(
        work.plan.generation, datetime.now(UTC), model.name, model.fingerprint, work.outline.reading_fingerprint
    )
