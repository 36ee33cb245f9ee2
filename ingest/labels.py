"""A document's label: each field with the rule that set it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from ingest.folder import CorpusFile
from ingest.records import UNLABELLED, OwnField, Source
from ingest.sources import SOURCES_FILE, Label

RULE_FOLDER = "folder"
RULE_FILE_NAME = "file name"
RULE_NOBODY = "nobody said"


def label(file: CorpusFile, own: Sequence[OwnField], stated: Label) -> Source:
    """The document's label: what `sources.toml` states, then its folder and its own title."""
    kind, kind_rule = _kind(file)
    title, title_rule = _title(file, own)
    rules = {"kind": kind_rule, "title": title_rule} | dict.fromkeys(stated, SOURCES_FILE)
    fields: dict[str, str | date] = {"kind": kind, "title": title, **stated}
    return Source(rules=rules, **fields)  # type: ignore[arg-type]  # sources.py has checked each field's type


def _kind(file: CorpusFile) -> tuple[str, str]:
    kind = file.folder_kind
    return kind, RULE_NOBODY if kind == UNLABELLED else RULE_FOLDER


def _title(file: CorpusFile, own: Sequence[OwnField]) -> tuple[str, str]:
    for field in own:
        if field.name == "title" and (words := str(field.value).split()):
            return " ".join(words), field.rule
    return PurePosixPath(file.id).stem, RULE_FILE_NAME


def stated_fields(source: Source) -> Label:
    """The fields of a label that `sources.toml` set, with their values."""
    return {name: getattr(source, name) for name, rule in source.rules.items() if rule == SOURCES_FILE}
