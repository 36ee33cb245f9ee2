"""Write an answer or a check as notes of an Obsidian vault: one for each quoted source, and one that leads to them.

Each quote is a block with an id, so that any note of the vault can show it with `![[source#^id]]`; each source's note
carries the receipts of its quotes, so that `verify` finds them again.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from answer.exports.as_markdown import facts, plain
from answer.exports.citations import Cited, Quote, cited, quotes_of
from answer.exports.embedded_receipts import markdown_block
from answer.exports.provenance import provenance
from answer.receipts import of_evidence
from answer.records import Answer, Check
from answer.wording import isolated, place_words, said_words, steady
from errors import OutputError
from index.records import DocumentLabel, Evidence
from ingest.labels.fields import label_as_json

NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069]+')
"""Characters that a file system refuses in a name, or that end a link of the vault, or that nobody sees."""

LONGEST_NAME = 80
"""Characters of a note's name. Raised, paths may be too long for Windows; lowered, titles are cut."""

HASH_DIGITS = 8
"""Hexadecimal digits of a hash in a name or a block's id. Fewer may give two sources one name."""


def as_notes(made: Answer | Check, *, at: datetime) -> dict[str, str]:
    """Write the notes: file name → text; the first leads to the others."""
    quotes = quotes_of(made)
    sources = cited(quotes)
    names = {one.label.id: note_name(one.label) for one in sources}
    title = made.question if isinstance(made, Answer) else "Check"
    parts = [f"# {plain(title)}", *_parts(made, names), facts(provenance(made, at))]
    leading = f"{file_name(title)}.md"
    return {leading: "\n\n".join(parts) + "\n"} | {f"{names[one.label.id]}.md": _source_note(one) for one in sources}


def write_notes(notes: Mapping[str, str], folder: Path) -> None:
    """Write the notes into a new folder; nothing that is there is written over.

    Raises:
        OutputError: the folder is there already, or the disk refused.
    """
    try:
        folder.mkdir(parents=True)
        for name, text in notes.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except FileExistsError as error:
        raise OutputError(f"{folder} is there already: name a new folder for the notes") from error
    except OSError as error:
        raise OutputError(f"{folder} cannot be written ({error.strerror}): choose another place") from error


def notes_as_zip(made: Answer | Check, *, at: datetime) -> bytes:
    """Pack the notes as an archive of one folder, the same bytes for the same notes."""
    notes, packed = as_notes(made, at=at), io.BytesIO()
    folder = next(iter(notes)).removesuffix(".md")
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in notes.items():
            archive.writestr(ZipInfo(f"{folder}/{name}", at.timetuple()[:6]), text.encode("utf-8", "backslashreplace"))
    return packed.getvalue()


def note_name(label: DocumentLabel) -> str:
    """A source's note: its title, and a hash of its file's name and content, so that no two are called the same."""
    return f"{file_name(label.source.title)} ({_digits(label.id, label.sha256)})"


def file_name(title: str) -> str:
    """The title as any file system and a link take it."""
    return " ".join(NOT_IN_A_NAME.sub(" ", title).split())[:LONGEST_NAME].strip(" .") or "Note"


def block_id(evidence: Evidence) -> str:
    """A quote's id in its source's note: the same in every export, and of plain letters, as a link needs it."""
    return f"q-{_digits(str(evidence.start), str(evidence.end), evidence.text)}"


def _digits(*what: str) -> str:
    return hashlib.sha256("\n".join(what).encode()).hexdigest()[:HASH_DIGITS]


def _parts(made: Answer | Check, names: Mapping[str, str]) -> Iterator[str]:
    """The leading note: under each kind, or each claim, the quotes of the sources' notes."""
    if isinstance(made, Answer):
        yield plain(made.summary)
        for lane in made.lanes:
            yield f"## {plain(isolated(lane.kind))}: {lane.standing}"
            yield from _shown([(hit.document, hit.evidence) for hit in lane.hits], names)
        return
    for claim in made.claims:
        yield f"## {plain(claim.text)}"
        yield plain(claim.summary)
        for finding in claim.findings:
            if finding.evidence:
                yield f"**{plain(isolated(finding.document.source.kind))}: {finding.verdict}**"
                yield from _shown([(finding.document, finding.evidence)], names)


def _shown(quotes: Sequence[Quote], names: Mapping[str, str]) -> Iterator[str]:
    for label, evidence in quotes:
        yield f"![[{names[label.id]}#^{block_id(evidence)}]]"


def _source_note(one: Cited) -> str:
    label = one.label
    quotes = [part for evidence in one.quotes for part in _quote(label, evidence)]
    receipts = markdown_block([of_evidence(label, evidence) for evidence in one.quotes])
    return "\n\n".join([_front_matter(label), f"# {plain(label.source.title)}", *quotes, receipts]) + "\n"


def _front_matter(label: DocumentLabel) -> str:
    """What the label states, as properties; a string of JSON is one of YAML."""
    fields = {**label_as_json(label.source), "file": label.id, "sha256": label.sha256}
    lines = (f"{name}: {_string(value)}" for name, value in fields.items() if value)
    return "\n".join(["---", *lines, "---"])


def _string(value: str) -> str:
    return json.dumps(steady(" ".join(value.split())), ensure_ascii=False)


def _quote(label: DocumentLabel, evidence: Evidence) -> Iterator[str]:
    yield f"> {plain(evidence.text)}"
    yield f"^{block_id(evidence)}"
    place = place_words(isolated(label.id), evidence.start, evidence.end, evidence.page)
    yield f"{plain(said_words(evidence))}, {plain(place)}"
