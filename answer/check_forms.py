"""The forms in which a check leaves the program, by the name of the command's option."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from answer.check_csv import check_as_csv
from answer.check_markdown import check_as_markdown
from answer.check_page import check_as_html
from answer.check_records import Check

FORMS: Mapping[str | None, Callable[[Check], str]] = MappingProxyType(
    {"csv": check_as_csv, "markdown": check_as_markdown, "html": check_as_html}
)
