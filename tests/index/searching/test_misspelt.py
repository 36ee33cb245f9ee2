from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from index.building.build import build
from index.library import open_library
from index.records import Spelling
from index.searching.misspelt import spellings
from tests.conftest import FakeEncoder, write

SLIPS = tuple(Spelling(word, "Thackeray", 2) for word in ("Thackery", "Thackary", "Thackrey"))


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("Who is Thackery?", (Spelling("Thackery", "Thackeray", 2),)),
        ("Gwendolin spoke", (Spelling("Gwendolin", "Gwendolyn", 1),)),
        ("Who is Gwednolyn?", (Spelling("Gwednolyn", "Gwendolyn", 1),)),
        ("Who is Thackeray?", ()),
        ("What of Zorblax?", ()),
        ("Who is Thck?", ()),
        ("Marchetti", ()),
        ("Marcheti", (Spelling("Marcheti", "Marchetti", 1),)),
        ("Who reads the Coastgaurd Gazette?", (Spelling("Coastgaurd", "Coastguard", 1),)),
        ("Who reads the Coastguard Gazette?", ()),
        ("Who reads the Coast Counsel?", ()),
        ("Thackery Thackary Thackrey Thackeroy", SLIPS),
    ],
)
def test_a_word_nearly_like_one_that_stands_nowhere_is_offered(
    corpus: Path, data: Path, encoder: FakeEncoder, question: str, offered: tuple[Spelling, ...]
) -> None:
    write(corpus, "zoo/a.txt", "Superintendent Will Thackeray spoke. So did Gwendolyn Manning.")
    write(corpus, "zoo/b.md", "---\nauthor: Lotte Marchetti\n---\n\nWill Thackeray left.")
    write(corpus, "zoo/c.txt", "The council met\n\nCoastguard Gazette, April 5, 2024\n\nIt sat for an hour, and rose.")
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        assert spellings(library, question) == offered


def test_a_word_of_strokes_alone_is_never_offered(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    write(corpus, "zoo/a.txt", "Superintendent \u0640 Will Thackeray spoke.")
    build(corpus, data, encoder)

    with closing(open_library(data)) as library:
        assert spellings(library, "Thackery \u0640\u0640\u0640\u0640\u0640") == (Spelling("Thackery", "Thackeray", 1),)
