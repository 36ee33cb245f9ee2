"""Choose the form of an export; each form has a name, a file type and functions that write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from answer.exports.as_annotations import as_annotations
from answer.exports.as_csv import answer_as_csv, check_as_csv
from answer.exports.as_html import answer_as_html, check_as_html
from answer.exports.as_json import export_as_json, json_text
from answer.exports.as_markdown import answer_as_markdown, check_as_markdown
from answer.exports.citations import Quote, as_bibtex, as_csl_json, as_ris, quotes_of
from answer.records import Answer, Check


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: its name on a button, file ending, media type, help text, and the functions that write it.

    A form without receipts lists sources for other programs, and cannot be verified.
    """

    name: str
    ending: str
    media: str
    help: str
    write_answer: Callable[[Answer, datetime], str]
    write_check: Callable[[Check, datetime], str]
    has_receipts: bool = True


def _json(made: Answer | Check, at: datetime) -> str:
    return json_text(export_as_json(made, at=at))


def _annotations(made: Answer | Check, at: datetime) -> str:
    return as_annotations(quotes_of(made), made.question if isinstance(made, Answer) else "Check", at=at)


def _of_sources(write: Callable[[Iterable[Quote]], str]) -> Callable[[Answer | Check, datetime], str]:
    """A form that has the quoted sources alone."""
    return lambda made, _: write(quotes_of(made))


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "json": Form("JSON", "json", "application/json", "One JSON object on standard output.", _json, _json),
        "csv": Form(
            *("CSV", "csv", "text/csv", "A table for a spreadsheet."),
            write_answer=lambda answer, at: answer_as_csv(answer, at=at),
            write_check=lambda check, _: check_as_csv(check),
        ),
        "markdown": Form(
            *("Markdown", "md", "text/markdown", "Every quote with where it stands, as Markdown."),
            write_answer=lambda answer, at: answer_as_markdown(answer, at=at),
            write_check=lambda check, at: check_as_markdown(check, at=at),
        ),
        "html": Form(
            *("HTML", "html", "text/html", "The same as one page that opens offline."),
            write_answer=lambda answer, at: answer_as_html(answer, at=at),
            write_check=lambda check, at: check_as_html(check, at=at),
        ),
        "annotations": Form(
            *("Annotations", "jsonld", "application/ld+json", "Every quote as a W3C Web Annotation (JSON-LD)."),
            *(_annotations, _annotations),
        ),
        **{
            name: Form(
                *(said, end, media, f"The quoted sources with their quotes as {said}."),
                *(_of_sources(write), _of_sources(write)),
                has_receipts=False,
            )
            for name, said, end, media, write in (
                ("ris", "RIS", "ris", "application/x-research-info-systems", as_ris),
                ("bibtex", "BibTeX", "bib", "application/x-bibtex", as_bibtex),
                ("csl", "CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", as_csl_json),
            )
        },
    }
)
"""Command-line option → its form, in the order of the help.

A form added here becomes an option of `ask` and `check`, and a button under every answer and check.
"""


def export(made: Answer | Check, form: str, *, at: datetime) -> str:
    """Write an answer or a check in one of `FORMS`; `at` is the time of asking."""
    chosen = FORMS[form]
    return chosen.write_answer(made, at) if isinstance(made, Answer) else chosen.write_check(made, at)
