from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from errors import DocumentError
from ingest import containers
from ingest.containers import open_container


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_part_is_read_by_its_name() -> None:
    assert open_container(zipped({"a.xml": b"<a/>", "b/c.xml": b"<c/>"})).read("b/c.xml") == b"<c/>"


def test_a_missing_part_is_named() -> None:
    with pytest.raises(DocumentError, match=r"is incomplete, b.xml is missing"):
        open_container(zipped({"a.xml": b""})).read("b.xml")


def test_a_container_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_PARTS", 3)

    with pytest.raises(DocumentError, match="or 3 parts: split it"):
        open_container(zipped({f"{n}": b"" for n in range(4)}))


@pytest.mark.slow
def test_a_container_that_unpacks_to_too_much_is_refused() -> None:
    bomb = zipped({f"{n}": bytes(60_000_000) for n in range(9)})

    assert len(bomb) < 1_000_000
    with pytest.raises(DocumentError, match="unpacks to more than 500 MB"):
        open_container(bomb)


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_PART_BYTES", 1000)

    with pytest.raises(DocumentError, match="unpacks to more than"):
        open_container(zipped({"a": bytes(1001)})).read("a")


def test_a_part_that_lies_about_its_size_gives_no_more_than_it_declared() -> None:
    data = bytearray(zipped({"a": bytes(5_000_000)}))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.rindex(signature)
        data[start + at : start + at + 4] = struct.pack("<I", 100)

    with pytest.raises(DocumentError, match="is damaged: its container cannot be unpacked"):
        open_container(bytes(data)).read("a")


@pytest.mark.parametrize("harm", [lambda data: data[: len(data) // 2], lambda _: b"PK\x03\x04", lambda _: b""])
def test_a_broken_container_is_refused(harm: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DocumentError, match="is damaged"):
        open_container(harm(zipped({"a": b"words"})))


def test_a_flipped_byte_in_a_part_is_noticed() -> None:
    data = bytearray(zipped({"a": b"some words that are stored"}, zipfile.ZIP_STORED))
    data[data.index(b"words")] ^= 1

    with pytest.raises(DocumentError, match="is damaged"):
        open_container(bytes(data)).read("a")


def test_an_encrypted_part_is_refused_with_the_next_step() -> None:
    data = bytearray(zipped({"a": b"words"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(DocumentError, match="is encrypted: save it without a password"):
        open_container(bytes(data)).read("a")
