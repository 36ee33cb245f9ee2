"""Every shape of docs/json.md has one home: a key that is added there is in every export that has the shape."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from answer.ask import ask
from answer.check import check
from answer.exports import as_json
from answer.exports.as_json import export_as_json, trace_as_json
from answer.exports.export import FORMS
from answer.exports.from_json import quote_from_json, receipt_from_json
from answer.receipts import of_evidence
from answer.trace import trace
from app_pages.drawing.downloads import BUTTONS
from desk.exports import CONVERSATION_FORMS, NOTEBOOK_FORMS, conversation_as_json, notebook_as_json
from desk.records import Conversation, Found, KeptTurn, Pin, Talk
from index.library import Library
from terminal.asking import ask_command
from terminal.checking import check_command
from tests.conftest import FakeEncoder

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)
SENTENCE = "Engineers closed the lower gate at noon"
HOMES = {
    *("answer/exports/as_json.py", "answer/exports/from_json.py"),
    *("answer/exports/asked_tables.py", "desk/exports.py"),
}
"""The last two wrap shapes of the answer: in the rows of a table, in a conversation or a notebook."""

READS_EXPORTS = {"_from_json"}
"""Finds the receipts in the text of an export."""


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a key named `added` into a shape, where the shape is written."""

    def add_to(shape: str) -> None:
        made = getattr(as_json, shape)
        monkeypatch.setattr(as_json, shape, lambda *given: made(*given) | {"added": True})

    return add_to


def exports(library: Library, encoder: FakeEncoder) -> dict[str, Any]:
    """Everything with quotes that another program may be given, by its name."""
    answer = ask(library, encoder, SENTENCE)
    hit = answer.lanes[0].hits[0]
    talk = Talk(Conversation(1, "Gates"), (KeptTurn(SENTENCE, NOON, answer),))
    return {
        "ask": export_as_json(answer, at=NOON),
        "check": export_as_json(check(library, encoder, SENTENCE), at=NOON),
        "trace": trace_as_json(trace(library, SENTENCE)),
        "conversation": json.loads(conversation_as_json(talk)),
        "notebook": json.loads(notebook_as_json(Found((Pin(1, hit.document, hit.evidence, "", NOON),)), at=NOON)),
    }


def objects(found: Any) -> Iterator[dict[str, Any]]:
    """Every object in this JSON."""
    if isinstance(found, dict):
        yield found
        found = list(found.values())
    if isinstance(found, list):
        for part in found:
            yield from objects(part)


@pytest.mark.parametrize(
    ("shape", "telling"),
    [("document_as_json", "kind_rule"), ("evidence_as_json", "voice"), ("receipt_as_json", "selector")],
)
def test_a_key_that_is_added_to_a_shape_is_in_every_export(
    shape: str, telling: str, add: Callable[[str], None], library: Library, encoder: FakeEncoder
) -> None:
    add(shape)

    for name, export in exports(library, encoder).items():
        of_the_shape = [one for one in objects(export) if telling in one]
        assert of_the_shape, name
        assert [one for one in of_the_shape if "added" not in one] == [], name


def test_a_quote_comes_back_with_its_label_and_its_receipt(library: Library, encoder: FakeEncoder) -> None:
    hit = ask(library, encoder, SENTENCE).lanes[0].hits[0]

    written = json.loads(json.dumps(as_json.quote_as_json(hit.document, hit.evidence)))

    assert quote_from_json(written) == (hit.document, hit.evidence)
    assert receipt_from_json(written["receipt"]) == of_evidence(hit.document, hit.evidence)


def test_shapes_are_written_and_read_in_these_modules_only() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for station in ("answer", "desk", "doors", "terminal", "app_pages")
        for path in (ROOT / station).rglob("*.py")
        if path.relative_to(ROOT).as_posix() not in HOMES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name.endswith(("as_json", "from_json"))
        and node.name not in READS_EXPORTS
    ]

    assert offenders == []


def test_no_two_places_write_the_same_keys() -> None:
    written: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for node in ast.walk(ast.parse(Path(as_json.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict) and len(node.keys) > 1 and all(node.keys):
            written[tuple(ast.unparse(key) for key in node.keys if key)].append(node.lineno)

    twice = {keys: lines for keys, lines in written.items() if len(lines) > 1}
    assert twice == {}
    assert ("'path'", "'reason'") in written, "the shapes are written elsewhere now"


def test_every_form_is_an_option_of_both_commands_and_a_button() -> None:
    options = [
        [option.opts[0] for option in command.params if option.name == "form"]
        for command in (ask_command, check_command)
    ]

    assert options == [[f"--{form}" for form in FORMS]] * 2
    assert sorted(BUTTONS) == sorted(FORMS)
    assert (CONVERSATION_FORMS.keys() | NOTEBOOK_FORMS.keys()) <= FORMS.keys()
