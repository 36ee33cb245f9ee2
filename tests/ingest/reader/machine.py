"""A scanned page, and what stands in for the process that reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from errors import DocumentError
from ingest.reader.client import Reader

SCANNED = (Path(__file__).parents[2] / "golden" / "documents" / "partly_scanned.pdf").read_bytes()
"""A page of letters, and one that is only a picture."""

SAID = "The director signed the paper on 2 February."
CORNERS = [[100, 500], [700, 500], [700, 530], [100, 530]]


class Machine(Reader):
    """Reads the same on every picture, and counts how often it is asked."""

    def __init__(self, score: float = 0.97) -> None:
        super().__init__()
        self.asked = 0
        self.fails = False
        self.words = {"width": 1654, "height": 2339, "lines": [[SAID, score, CORNERS, []]], "blank": False}

    def ask(self, header: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
        """The line of the scanned page."""
        assert header == {"do": "recognise"}
        assert payload.startswith(b"\x89PNG")
        self.asked += 1
        if self.fails:
            raise DocumentError("took longer than 120 s to read")
        return self.words, b""
