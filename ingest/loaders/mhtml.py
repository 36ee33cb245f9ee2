"""A web page saved in one file (MHTML): the page itself, with its own author, date and title, and its address."""

from __future__ import annotations

from dataclasses import replace
from email.message import Message

from errors import DocumentError
from ingest.decoding import decode_as
from ingest.loaders import html
from ingest.loaders.mail_headers import parsed
from ingest.loaders.stated_fields import field_value
from ingest.records import Loaded, OwnField

UTF8_MARK = b"\xef\xbb\xbf"


def load(data: bytes) -> Loaded:
    """The page's text and blocks, and what the page and the address it was saved from say of it.

    Raises:
        DocumentError: there is no page in it.
    """
    try:
        saved = parsed(data)
    except ValueError as error:
        raise DocumentError("is damaged: open it in a browser and save the page again") from error
    pages = [part for part in saved.walk() if part.get_content_type() in {"text/html", PAGE}]
    if not pages:
        raise DocumentError("holds no page: open it in a browser and save the page again")
    page, *more = pages
    loaded = html.load(UTF8_MARK + _text(page).encode("utf-8", "backslashreplace"))
    places = (page.get("Content-Location"), saved.get("Snapshot-Content-Location"), saved.get("Content-Location"))
    stated = [value for place in places for value in field_value("url", "".join(str(place or "").split()))]
    own = [*loaded.own, *(OwnField("url", value, "address of the saved page") for value in stated[:1])]
    inside = sum(1 for part in more if _text(part).strip())
    unread = (f"pages inside the page: {inside}",) if inside else ()
    return replace(loaded, own=tuple(own), partly=(*loaded.partly, *unread))


PAGE = "application/xhtml+xml"


def _text(page: Message) -> str:
    """The page in the encoding that its part names, where its bytes fit, else as any file's."""
    data = page.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = page.get_content_charset()
    return decode_as(data, charset) if charset else html.decoded(data)
