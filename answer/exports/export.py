"""The forms in which an answer or a check leaves the program, by the name of the command's option."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from answer.exports.as_csv import answer_as_csv, check_as_csv
from answer.exports.as_html import answer_as_html, check_as_html
from answer.exports.as_json import export_as_json
from answer.exports.as_markdown import answer_as_markdown, check_as_markdown
from answer.records import Answer, Check

FORMS = ("json", "csv", "markdown", "html")

ANSWERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {"csv": answer_as_csv, "markdown": answer_as_markdown, "html": answer_as_html}
)
CHECKS: Mapping[str, Callable[..., str]] = MappingProxyType({"markdown": check_as_markdown, "html": check_as_html})


def export(made: Answer | Check, form: str, *, at: datetime) -> str:
    """The answer or the check in one of `FORMS`; `at` is when it was asked."""
    if form == "json":
        return json.dumps(export_as_json(made, at=at), ensure_ascii=False, indent=2) + "\n"
    if isinstance(made, Answer):
        return ANSWERS[form](made, at=at)
    return check_as_csv(made) if form == "csv" else CHECKS[form](made, at=at)
