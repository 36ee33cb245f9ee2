"""Notebooks (.ipynb): what is written between the code, as Markdown. Code and what it prints are no content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from errors import DocumentError
from ingest.loaders.json_data import Record, parsed, records, words
from ingest.loaders.markdown import load_parts
from ingest.loaders.stated_fields import field_value
from ingest.records import Loaded, OwnField

NO_NOTEBOOK = "is no notebook that can be read: save it again in its program, or as .md"


def load(data: bytes) -> Loaded:
    """The Markdown cells, and what front matter, the notebook's own record or the first heading say of it.

    Raises:
        DocumentError: it is no notebook, or nothing is written in it but code.
    """
    notebook = parsed(data)
    if not isinstance(notebook, dict) or not ({"cells", "worksheets"} & notebook.keys()):
        raise DocumentError(NO_NOTEBOOK)
    sheets = records(notebook.get("worksheets"))  # before version 4 of the format
    cells = [cell for sheet in (notebook, *sheets) for cell in records(sheet.get("cells"))]
    written = list(_written(cells))
    if not any(map(str.strip, written)):
        raise DocumentError("has no cell in Markdown, and code is not read: save what it shows as .md or .html")
    loaded = load_parts(written)
    return replace(loaded, own=(*_stated(notebook.get("metadata")), *loaded.own))


def _written(cells: list[Record]) -> Iterator[str]:
    """The Markdown of the cells; the first cell may also be raw, with front matter in it."""
    for at, cell in enumerate(cells):
        source = cell.get("source")
        lines = [source] if isinstance(source, str) else source if isinstance(source, list) else []
        markup = "".join(line for line in lines if isinstance(line, str)).replace("\r\n", "\n")
        match cell.get("cell_type"):
            case "markdown":
                yield markup
            case "raw" if at == 0 and markup.startswith("---\n"):
                yield markup
            case "heading":  # before version 4 of the format
                yield f"{'#' * _level(cell.get('level'))} {' '.join(markup.split())}"


def _level(level: object) -> int:
    return min(max(level, 1), 6) if isinstance(level, int) else 1


def _stated(metadata: object) -> Iterator[OwnField]:
    """The title and the authors that the notebook's record has."""
    if not isinstance(metadata, dict):
        return
    authors = ", ".join(name for author in records(metadata.get("authors")) if (name := words(author, "name")))
    for name, said in (("title", words(metadata, "title")), ("author", authors)):
        yield from (OwnField(name, value, f"notebook {name}") for value in field_value(name, said))
