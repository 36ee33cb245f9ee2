from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

from benchmarks.documents import figures, measure

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"


def archive(folder: Path, files: dict[str, tuple[bytes, dict[str, object]]]) -> Path:
    """An archive of these files with what is known of each."""
    manifest = "\n".join(json.dumps({"file": f"files/{name}"} | known) for name, (_, known) in files.items())
    parts = {f"files/{name}": data for name, (data, _) in files.items()} | {"manifest.jsonl": manifest.encode()}
    path = folder / "set.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def test_what_is_read_is_compared_with_what_is_known(tmp_path: Path) -> None:
    page = (GOLDEN / "gate.html").read_bytes()
    known = {
        "kind": "html",
        "must_include": ["fire brigade said", "nobody answered our  letters", "words that are not there"],
        "must_not_include": ["We use cookies", "harbour master"],
        "title": "council closes the gate & opens a debate",
        "author": ["Mara Lindqvist", "Ada Moss"],
        "date": "2019-02-08",
    }
    files: dict[str, tuple[bytes, dict[str, object]]] = {
        "a.html": (page, known),
        "b.pdf": ((GOLDEN / "gate.pdf").read_bytes(), {"kind": "pdf", "pages": 3}),
        "c.pdf": (b"%PDF-1.7\n", {"kind": "pdf", "pages": 1}),
        "d.txt": ("“No,” he said – twice.".encode("cp1252"), {"kind": "txt", "encoding": "cp1252-english"}),
        "e.xyz": (b"", {"kind": "xyz"}),
    }

    found = figures(measure(archive(tmp_path, files)))

    assert found.pop("slowest_s") != 0
    assert found == {
        "files": 5,
        "read": 3,
        "recall": 0.667,
        "precision": 0.667,
        "title known": 1,
        "title said": 1,
        "title right": 1,
        "author known": 1,
        "author said": 1,
        "author right": 0,
        "date known": 1,
        "date said": 1,
        "date right": 1,
        "page counts known": 1,
        "page counts right": 1,
        "encodings known": 1,
        "encodings right": 1,
        "not read": {"is damaged": 1, "no loader for .xyz": 1},
    }
