"""Archives of documents and of web pages: what is in them, within bounds, and what is not read with the reasons."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from errors import DocumentError
from ingest.loaders import containers
from ingest.loaders.containers import members
from ingest.reader.process import read_contents
from ingest.records import Contents

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
SITE = (GOLDEN / "site.warc").read_bytes()
QUAY = "port.example/news_quay?id=7.mhtml"


def zipped(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, said in files.items():
            archive.writestr(name, said)
    return stream.getvalue()


def reasons(suffix: str, data: bytes) -> dict[str, str]:
    return {part.name: part.reason for part in members(suffix, data)}


def pages(suffix: str, data: bytes) -> dict[str, Contents]:
    return {part.name: read_contents(".mhtml", part.data) for part in members(suffix, data)}


def test_archives_in_archives_are_opened_to_a_depth_and_the_next_is_told() -> None:
    data = zipped({"a.txt": "Words."})
    for _ in range(3):
        data = zipped({"in.zip": data})

    assert reasons(".zip", data) == {"in.zip/in.zip/in.zip": "an archive deep inside others: unpack it"}


def test_no_more_documents_are_taken_of_a_file_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_PARTS", 3)
    monkeypatch.setattr(containers._Room, "__init__", lambda room: vars_of(room, parts=3, size=1000))
    inner = zipped({f"{n}.txt": "Words." for n in range(2)})

    found = reasons(".zip", zipped({"a.zip": inner, "b.txt": "x", "c.txt": "x", "d.txt": "x"}))

    assert [name for name, reason in found.items() if not reason] == ["a.zip/0.txt", "a.zip/1.txt"]
    assert list(found.values())[2].startswith("the file that it is in holds more than 3 documents")


def vars_of(room: object, **values: int) -> None:
    for name, value in values.items():
        setattr(room, name, value)


def test_an_archive_that_unpacks_to_too_much_is_refused_unopened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"{number}.txt", bytes(90_000_000))

    with pytest.raises(DocumentError, match="unpacks to more than 500 MB"):
        list(members(".zip", stream.getvalue()))


def test_an_encrypted_document_is_told_under_its_name() -> None:
    data = bytearray(zipped({"a.txt": "Words.", "b.txt": "Words."}, zipfile.ZIP_STORED))
    for at in (data.index(b"PK\3\4") + 6, data.index(b"PK\1\2") + 8):
        data[at] |= 1

    assert reasons(".zip", bytes(data)) == {"a.txt": "is encrypted: save it without a password", "b.txt": ""}


@pytest.mark.parametrize(
    ("stored", "name"),
    [("a\\b\\note.txt", "a/b/note.txt"), ("/etc/note.txt", "etc/note.txt"), ("./x/./note.txt", "x/note.txt")],
)
def test_names_of_every_program_are_paths(stored: str, name: str) -> None:
    assert list(reasons(".zip", zipped({stored: "Words."}))) == [name]


def test_a_name_in_utf8_without_its_flag_is_read_as_such() -> None:
    data = zipped({"xxxxx.txt": "Words."}).replace(b"xxxxx.txt", "søb.t".encode()[:5] + b".txt")

    assert list(reasons(".zip", data)) == ["søb..txt"]


def test_a_page_of_a_web_archive_has_its_address_and_its_own_title() -> None:
    found = pages(".warc", SITE)

    assert list(found) == [QUAY, "port.example/index.mhtml"]
    own = {field.name: field.value for field in reversed(found[QUAY].own)}
    assert (own["title"], own["url"]) == ("Quay closed", "https://port.example/news/quay?id=7")
    assert "The port closed the quay in basin four on Friday." in found[QUAY].text


def test_a_page_is_decoded_as_its_server_said() -> None:
    assert "für Lastwagen gesperrt" in pages(".warc", SITE)["port.example/index.mhtml"].text


def test_packed_web_archives_are_read_as_others() -> None:
    packed = pages(".warc", gzip.compress(SITE, mtime=0))
    in_wacz = reasons(".wacz", zipped({"archive/data.warc": SITE, "pages/pages.jsonl": "{}", "datapackage.json": "{}"}))

    assert packed == pages(".warc", SITE)
    assert list(in_wacz) == [f"archive/data.warc/{QUAY}", "archive/data.warc/port.example/index.mhtml"]


@pytest.mark.parametrize("data", [SITE[:700], b"WARC/1.0\r\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n" + bytes(99)])
def test_a_damaged_web_archive_is_read_to_where_it_is_whole_or_refused(data: bytes) -> None:
    try:
        found = pages(".warc", data)
    except DocumentError as error:
        assert "is damaged" in str(error)  # noqa: PT017 - either is right
    else:
        assert set(found) <= {QUAY}


def test_a_document_named_as_something_that_holds_documents_says_so() -> None:
    with pytest.raises(DocumentError, match=r"holds documents of their own \(web archives\): correct its name"):
        read_contents(".txt", SITE)
