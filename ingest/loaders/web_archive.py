"""Web archives (.warc, .wacz): each page and PDF that was fetched is a document of its own, under its address.

warcio reads the records. A page is handed on as browsers save pages (MHTML), with its address.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from errors import DocumentError
from ingest.containers import open_container
from ingest.formats import GZIP
from ingest.records import Part

PAGES = {"text/html": ".mhtml", "application/xhtml+xml": ".mhtml", "application/pdf": ".pdf"}
"""Types of what is read, and the suffix that it is read by."""

FETCHED = frozenset({"response", "resource"})
ARCHIVES = (".warc", ".warc.gz")
LONGEST_NAME = 150
"""Characters of a page's name. Raised, names are longer than a screen shows."""

LARGEST_PAGE = 20_000_000
"""Bytes of a page or a PDF. Raised, hostile records take more memory."""

DAMAGED = (ArchiveLoadFailed, AttributeError, EOFError, OSError, TypeError, ValueError, zlib.error)
"""What the library raises of a damaged archive."""

SAFE = str.maketrans(dict.fromkeys(map(chr, range(32)), "_") | {"/": "_", "\\": "_", "\x7f": "_"})


def members(data: bytes) -> Iterator[Part]:
    """The pages and PDFs that were fetched, in the archive's order; of an archive in a zip file (WACZ) those archives.

    Raises:
        DocumentError: it is damaged.
    """
    if data.startswith(b"PK"):
        container = open_container(data)
        yield from (Part(name, container.read(name)) for name in container.parts if name.endswith(ARCHIVES))
        return
    try:
        stream = io.BytesIO(data)
        packed = data.startswith(GZIP)  # unpacked here: warcio reads only archives of which each record is packed
        for record in ArchiveIterator(gzip.GzipFile(fileobj=stream) if packed else stream):
            yield from _fetched(record)
    except DAMAGED as error:
        raise DocumentError("is damaged: its records cannot be read; make the archive again") from error


def _fetched(record: ArchiveIterator) -> Iterator[Part]:
    """The record as a part, where it is a page or a PDF that a server gave."""
    headers, http = record.rec_headers, record.http_headers
    address, kind = headers.get_header("WARC-Target-URI") or "", record.rec_type
    if kind not in FETCHED or (http and http.get_statuscode() != "200"):
        return
    stated = (http.get_header("Content-Type") if http else headers.get_header("Content-Type")) or ""
    suffix = PAGES.get(stated.partition(";")[0].strip().lower())
    if not suffix:
        return
    body = record.content_stream().read(LARGEST_PAGE + 1)
    name = _name(address) + suffix
    if len(body) > LARGEST_PAGE:
        yield Part(name, reason=f"larger than {LARGEST_PAGE // 1_000_000} MB: save the page by itself")
    elif body.strip():
        yield Part(name, _saved_page(address, stated, body) if suffix == ".mhtml" else body)


def _name(address: str) -> str:
    """The address as a path: the host, and what follows it."""
    found = urlsplit(address)
    query = f"?{found.query}" if found.query else ""
    rest = unquote(f"{found.path.strip('/')}{query}", errors="backslashreplace").translate(SAFE) or "index"
    host = (found.netloc or "page").translate(SAFE)
    return f"{host}/{rest.strip('. ')[:LONGEST_NAME] or 'index'}"


def _saved_page(address: str, stated: str, body: bytes) -> bytes:
    """The page as browsers save it, with its address and the encoding that the server named."""
    page = EmailMessage()
    page["Snapshot-Content-Location"] = " ".join(address.split())
    page.set_content(body, "text", "html", cte="base64")
    charset = stated.partition("charset=")[2].split(";")[0].strip(" \"'")
    if charset.isascii() and charset.replace("-", "").replace("_", "").isalnum():
        page.set_param("charset", charset)
    return page.as_bytes()
