"""The fields of a label have one home: a line of `Source` is seen in every form, file, command and export."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ingest.labels.fields import DATE_FIELDS, LABEL_FIELDS, TEXT_FIELDS, label_as_json, label_from_json
from ingest.records import Source

ROOT = Path(__file__).parents[3]
PARTS = ("answer", "app_pages", "desk", "doors", "index", "ingest", "terminal")
STATED = Source(
    "reporting", "A gate", "The Post", "A. Person", date(2019, 2, 7), "https://example.org", "en", {"kind": "x"}
)

SEEN = """
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from answer.exports.as_json import document_as_json
from answer.exports.from_json import document_from_json
from app_pages.documents_parts.adding import OF_SEVERAL
from index.building.steps import _differences
from index.curating import corrections_of, Holding
from index.records import DocumentLabel
from index.storage.documents import source_of, source_row
from ingest.folder import CorpusFile
from ingest.labels.label import label
from ingest.labels.sources_toml import parse_sources
from ingest.records import OwnField
from terminal.documents import label as command

file = CorpusFile("reporting/a.txt", Path("a.txt"), "0", None)
text = '[documents."reporting/a.txt"]\\nedition = "second"\\nretracted = 2020-01-02\\n'
by_hand = label(file, (), parse_sources(text, Path("sources.toml"))["reporting/a.txt"])
own = label(file, (OwnField("edition", "third", "markup"), OwnField("retracted", "2021-03-04", "markup")), {})
written = document_as_json(DocumentLabel(file.id, "0", by_hand, file.id))
row = Holding(file.id, by_hand, "", None, "")
print(json.dumps({
    "by hand": [by_hand.edition, str(by_hand.retracted), by_hand.rules["edition"]],
    "own": [own.edition, str(own.retracted)],
    "row": source_of(source_row(by_hand)) == by_hand,
    "older row": source_of(json.dumps({"kind": "k", "title": "t", "rules": {}, "published": None})).retracted,
    "json": [written["edition"], written["retracted"]],
    "json read": document_from_json(written).source == by_hand,
    "options": [one for option in command.params for one in option.opts if one in ("--edition", "--retracted")],
    "form": [name for name in OF_SEVERAL if name in ("edition", "retracted")],
    "edited": str(corrections_of([row], {0: {"retracted": "2022-05-06"}})[file.id]["retracted"]),
    "plan": [one for one in _differences(by_hand, own) if "second" in one or "2020" in one],
}))
"""


def test_the_fields_of_a_label_are_those_of_its_record() -> None:
    assert LABEL_FIELDS == ("kind", "title", "publisher", "author", "published", "url", "language")
    assert DATE_FIELDS == ("published",)
    assert TEXT_FIELDS == ("kind", "title", "publisher", "author", "url", "language")


def test_a_label_survives_its_way_as_json() -> None:
    written = json.loads(json.dumps(label_as_json(STATED)))

    assert written["published"] == "2019-02-07"
    assert label_from_json(written | {"id": "beside"}, {"kind": "x"}) == STATED


def test_nobody_else_lists_the_fields_of_a_label() -> None:
    """A list that leaves two or more out is a choice, as of columns; a mapping says something of each field."""
    offenders = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and len({one.value for one in node.elts if isinstance(one, ast.Constant)} & set(LABEL_FIELDS)) > 4
    ]

    assert offenders == []


@pytest.mark.slow
def test_a_field_more_is_seen_everywhere(tmp_path: Path) -> None:
    """In a copy of the product whose only edit is two lines of the record."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("errors.py", "settings.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    records = tmp_path / "ingest" / "records.py"
    line = "    url: str | None = None\n"
    before = records.read_text(encoding="utf-8")
    assert before.count(line) == 1
    more = f"{line}    edition: str | None = None\n    retracted: date | None = None\n"
    records.write_text(before.replace(line, more), encoding="utf-8")

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SEEN], cwd=tmp_path, capture_output=True, check=False, timeout=300, text=True
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "by hand": ["second", "2020-01-02", "sources.toml"],
        "own": ["third", "2021-03-04"],
        "row": True,
        "older row": None,
        "json": ["second", "2020-01-02"],
        "json read": True,
        "options": ["--edition", "--retracted"],
        "form": ["edition", "retracted"],
        "edited": "2022-05-06",
        "plan": ["edition third → second", "retracted 2021-03-04 → 2020-01-02"],
    }
