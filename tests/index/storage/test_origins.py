from __future__ import annotations

import shutil
from pathlib import Path

from answer.ask import ask
from index.building.build import build
from index.library import open_library
from tests.conftest import FakeEncoder, write

REPORT = (
    "Engineers closed the lower gate at noon. Nobody was hurt when the water came, the city said in the evening, "
    "and the schools will open again on Tuesday if the rain stops before then.\n"
)


def origins(data: Path) -> dict[str, str]:
    library = open_library(data)
    found = {label.id: label.origin for label in library.labels.values()}
    library.close()
    return found


def test_copies_share_an_origin_and_a_build_that_adds_or_removes_one_says_so(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    write(corpus, "reporting/river.txt", REPORT)
    build(corpus, data, encoder)
    assert origins(data) == {name: name for name in ("commentary/gate.md", "reporting/river.txt")}

    shutil.copy(corpus / "reporting" / "river.txt", corpus / "commentary" / "copy.txt")
    build(corpus, data, encoder)
    assert origins(data)["reporting/river.txt"] == "commentary/copy.txt"

    (corpus / "commentary" / "copy.txt").unlink()
    build(corpus, data, encoder)
    assert origins(data)["reporting/river.txt"] == "reporting/river.txt"


def test_an_answer_counts_origins_and_not_files(corpus: Path, data: Path, encoder: FakeEncoder) -> None:
    for number in range(3):
        write(corpus, f"reporting/{number}.txt", REPORT)
    build(corpus, data, encoder)
    library = open_library(data)
    found = ask(library, encoder, "Engineers closed the lower gate at noon")
    silent = ask(library, encoder, "zorblax")
    library.close()

    assert (found.lanes[0].searched.documents, found.lanes[0].searched.origins) == (4, 2)
    assert "2 reporting documents repeat what is shown." in found.summary
    assert "4 reporting documents (at least 2 independent)" in silent.summary
