"""File formats: each loader turns a file's bytes into canonical text and blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ingest.loaders import docx, epub, html, mail, markdown, odt, pdf, rtf, text
from ingest.records import Loaded

LOADERS: Mapping[str, Callable[[bytes], Loaded]] = MappingProxyType(
    {
        ".txt": text.load,
        ".text": text.load,
        ".md": markdown.load,
        ".markdown": markdown.load,
        ".html": html.load,
        ".htm": html.load,
        ".xhtml": html.load,
        ".pdf": pdf.load,
        ".docx": docx.load,
        ".odt": odt.load,
        ".rtf": rtf.load,
        ".epub": epub.load,
        ".eml": mail.load,
    }
)
"""The loader for each suffix, in lower case."""
