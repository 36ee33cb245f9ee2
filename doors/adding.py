"""Add a web page as a browser shows it to the documents, and build: the one verb of these doors that writes."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from doors.reader import Reader
from doors.verbs import Json, Name, Request, Verb
from errors import CorpusError
from index.building.build import build
from index.curating import Limits, Upload, file_documents
from index.opening import set_pictures

LONGEST_PAGE = 10_000_000
"""Characters of a page. Raised, a page may fill the memory while it is read."""

LONGEST_FILE_NAME = 80
SAID_TWICE = 8
"""Characters of a page's SHA-256 in its file's name. Lowered, two pages of one title may get one name."""

UNFIT = re.compile(r"[^\w ,.()’'-]+")
"""What a title has and a file's name had better not have."""

Address = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^https?://[^\s<>\"]+$")]


class PageRequest(Request):
    """A page as the browser shows it, where it was seen and when, and what kind of source it is."""

    html: str = Field(min_length=1, max_length=LONGEST_PAGE, description="The page's HTML.")
    url: Address = Field(description="Its address.")
    at: AwareDatetime = Field(description="When it was seen, with the offset from UTC.")
    kind: Name = Field(description="What kind of source it is, such as reporting.")
    title: Annotated[str, StringConstraints(max_length=500)] = Field("", description="Its title.")


def add_page(reader: Reader, asked: PageRequest) -> Json:
    """File the page under its kind, with its address as its label and the time in its first line, and build.

    Raises:
        CorpusError: it cannot be filed; nothing was written.
        LibraryError: it is filed, and the library cannot be brought up to date now.
    """
    settings = reader.settings
    page = f"<!-- saved from {_in_comment(asked.url)} at {asked.at.isoformat()} -->\n{asked.html}".encode()
    digest = hashlib.sha256(page).hexdigest()[:SAID_TWICE]
    title = " ".join(UNFIT.sub(" ", asked.title).split())[:LONGEST_FILE_NAME].strip(" .") or "page"
    limits = Limits(settings.upload_files, settings.upload_mb, settings.upload_total_mb)
    upload = Upload(f"{title} {digest}.html", page)
    filing = file_documents(
        settings.corpus, settings.data, asked.kind, [upload], limits=limits, metadata={"url": asked.url}
    )
    if not filing.filed:
        raise CorpusError(f"the page is not added: {filing.refused[0].reason}")
    set_pictures(settings)
    done = build(settings.corpus, settings.data, reader.encoder)
    return {"documents": list(filing.filed), "build": done.as_json()}


def _in_comment(address: str) -> str:
    """The address so that no comment of HTML ends in it."""
    return address.replace("--", "%2D%2D")


VERB = Verb("documents", PageRequest, "Add a web page as the browser shows it, and build.", add_page)
