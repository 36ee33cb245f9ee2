"""Hostile files: mutated documents and known attacks, each read or refused with a reason, in bounded time and memory.

    python -m benchmarks.hostile FOLDER [--files 500] [--json]

FOLDER holds sound files of any format; they are damaged by bytes flipped, cut, doubled and swapped, and by
wrong suffixes. The attacks are made here: bombs, nestings, long lines.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import resource
import struct
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from PIL import Image

from errors import DocumentError
from ingest.chunking import Bounds, chunk
from ingest.formats import ending, format_named, suffixes
from ingest.reader.client import reader
from ingest.reading import contents_of
from ingest.records import Contents, Document, Source
from ingest.tokens import count_tokens

SEED = 20261121
WINDOW = 250
MOST_MEMBERS = 20
"""Documents in one file that are read."""

PACKAGE = "META-INF/container.xml"

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OFFICE = (
    b"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
    b" xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><office:body><office:spreadsheet>"
    b"<table:table table:name='a'>%s</table:table></office:spreadsheet></office:body></office:document-content>"
)
FILLED = b"<table:table-cell table:number-columns-repeated='1024' office:value-type='float' office:value='1'/>"

Case = tuple[str, str, bytes]
"""What it is, its suffix, its bytes."""

Attack = tuple[str, str, Callable[[], bytes]]
"""The same, its bytes made when they are wanted: some are 90 MB."""


def mutated(files: list[Path], count: int) -> Iterator[Case]:
    """So many damaged files."""
    chance = random.Random(SEED)  # noqa: S311 - the same damage on every machine
    for number in range(count):
        path = files[number % len(files)]
        data = bytearray(path.read_bytes())
        suffix = path.suffix.lower()
        damage = chance.choice(("flip", "cut", "double", "swap", "suffix", "zero"))
        place, length = chance.randrange(len(data) + 1), chance.randrange(1, 4096)
        match damage:
            case "flip":
                for _ in range(chance.choice((1, 10, 100))):
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            case "cut":
                del data[place:]
            case "double":
                data[place:place] = data[place : place + length] * chance.choice((1, 50))
            case "swap":
                data[place : place + length] = data[place : place + length][::-1]
            case "suffix":
                suffix = chance.choice(suffixes())
            case "zero":
                data[place : place + length] = bytes(len(data[place : place + length]))
        yield f"{damage} {path.name}", suffix, bytes(data)


def attacks() -> Iterator[Attack]:
    """Files that somebody built to do harm."""
    deep = 10_000
    yield "10,000 nested elements", ".html", lambda: b"<div>" * deep + b"words" + b"</div>" * deep
    yield "10,000 open inline elements", ".html", lambda: b"<b><i><a href=x>" * deep + b"words"
    yield "100,000 open paragraphs", ".html", lambda: b"<p>word" * 100_000
    yield "a table of 300,000 cells", ".html", lambda: b"<table>" + b"<tr><td>a<td>b<td>c" * 100_000
    yield "5 MB of attributes", ".html", lambda: b"<p " + b"a=b " * 1_250_000 + b">words"
    yield (
        "nested JSON-LD",
        ".html",
        lambda: b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script><p>words.",
    )
    yield "90 MB of one line", ".txt", lambda: b"All in one line, without an end " * 2_800_000
    yield "90 MB of one word", ".txt", lambda: b"a" * 90_000_000
    yield "1.6 million paragraphs of a letter", ".txt", lambda: b"a\n\n" * 1_600_000
    yield "5 MB of quotation marks", ".txt", lambda: b'"' * 5_000_000
    yield "5 MB of full stops", ".txt", lambda: b". " * 2_500_000
    yield "900 kB of stars", ".md", lambda: b"*a " * 300_000
    yield "100,000 nested quotes", ".md", lambda: b"> " * 100_000 + b"words"
    yield "100,000 open brackets", ".md", lambda: b"[" * 100_000
    yield "nested lists", ".md", lambda: b"".join(b"  " * n + b"- a\n" for n in range(2_000))
    yield "200,000 backticks", ".md", lambda: b"".join(b"`" * (n % 500) + b" " for n in range(2_000))
    yield "nested groups", ".rtf", lambda: b"{\\rtf1 " + b"{" * 1_000_000 + b"words"
    yield "5 MB of escapes", ".rtf", lambda: b"{\\rtf1 " + b"\\'e4" * 1_250_000 + b"}"
    yield (
        "20,000 nested quotes",
        ".eml",
        lambda: b"Subject: x\n\n" + b"".join(b">" * (n % 900) + b" a\n\n" for n in range(20_000)),
    )
    yield (
        "10,000 nested parts",
        ".eml",
        lambda: b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000)),
    )
    yield "200,000 headers", ".eml", lambda: b"Subject: x\n" + b"X-A: b\n" * 200_000 + b"\nwords"
    yield "a long folded header", ".eml", lambda: b"Subject: " + b"=?utf-8?q?a?=\n " * 100_000 + b"\n\nwords"
    yield "a bomb of half a gigabyte", ".docx", lambda: _zip({f"{n}": bytes(90_000_000) for n in range(6)})
    yield "80 MB of one part", ".docx", lambda: _zip({"word/document.xml": b"<w:p>" + b" " * 80_000_000})
    yield "20,000 parts", ".epub", lambda: _zip({f"{n}": b"" for n in range(20_000)})
    yield "an archive in an archive", ".docx", lambda: _zip({"word/document.xml": _zip({"a": bytes(10_000_000)})})
    yield "nested XML", ".odt", lambda: _zip({"content.xml": b"<a>" * 200_000})
    yield "an XML bomb", ".odt", lambda: _zip({"content.xml": _lol()})
    yield "an XML bomb", ".docx", lambda: _zip({"[Content_Types].xml": _lol(), "word/document.xml": _lol()})
    far = b"<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    yield "a cell in the far corner", ".xlsx", lambda: _workbook(far)
    yield "5 million cells", ".xlsx", lambda: _workbook(b"<row>" + b"<c><v>1</v></c>" * 5_000_000 + b"</row>")
    repeated = b"<table:table-row table:number-rows-repeated='1048576'>" + FILLED + b"</table:table-row>"
    yield "a full row a million times", ".ods", lambda: _zip({"mimetype": ODS, "content.xml": OFFICE % repeated})
    yield "40 million commas", ".csv", lambda: b"," * 40_000_000
    yield (
        "a chapter that names itself",
        ".epub",
        lambda: _zip({PACKAGE: f"<rootfile full-path='{PACKAGE}'/>".encode()}),
    )
    yield (
        "a page tree that names itself",
        ".pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>"
        ),
    )
    yield "nested arrays", ".pdf", lambda: b"%PDF-1.4\n1 0 obj " + b"[" * 1_000_000 + b"\ntrailer<</Root 1 0 R>>"
    yield "a picture of 900 million pixels", ".png", lambda: _png(30_000, 30_000)
    yield "a picture whose pages go in a circle", ".tif", _circle
    yield "an archive of 10,001 files", ".zip", lambda: _zip({f"{n}.txt": b"Words." for n in range(10_001)})
    yield "an archive of 10,000 mails", ".zip", lambda: _zip({f"{n}.eml": MAIL for n in range(10_000)})
    yield "archives in archives", ".zip", _nested
    yield (
        "archives that unpack to 600 MB",
        ".zip",
        lambda: _zip({f"{n}.zip": _zip({"a.txt": bytes(60_000_000)}) for n in range(10)}),
    )
    yield (
        "names that lead out",
        ".zip",
        lambda: _zip({"../" * 40 + "etc/passwd.txt": b"x", "/a.txt": b"x", "C:\\a.txt": b"x"}),
    )
    yield "300,000 messages", ".mbox", lambda: (b"From a Mon Mar  3 10:00:00 2025\nFrom: a\n\nx\n\n") * 300_000
    yield "20,000 attachments", ".eml", lambda: _attached(20_000)
    yield "a record longer than its archive", ".warc", lambda: RECORD % 999_999_999 + b"x"
    yield "a packed archive of zeros", ".warc", lambda: gzip.compress(bytes(300_000_000), 1)
    yield "noise", ".warc", lambda: b"WARC/1.0\r\n" + random.Random(SEED).randbytes(1_000_000)  # noqa: S311
    yield "noise", ".pdf", lambda: b"%PDF-1.7\n" + random.Random(SEED).randbytes(1_000_000)  # noqa: S311
    yield "noise", ".txt", lambda: random.Random(SEED).randbytes(1_000_000)  # noqa: S311


MAIL = b"From: a@x.example\nSubject: a\n\nWords.\n"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: text/html\r\n"
    b"WARC-Record-ID: <urn:uuid:0>\r\nContent-Length: %d\r\n\r\n"
)


def _png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def _circle() -> bytes:
    """A picture whose second page is its first."""
    stream = io.BytesIO()
    Image.new("L", (40, 40)).save(stream, "TIFF", save_all=True, append_images=[Image.new("L", (40, 40))])
    data = bytearray(stream.getvalue())
    first = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    return bytes(data)


def _nested() -> bytes:
    data = _zip({"a.txt": b"Words."})
    for _ in range(200):
        data = _zip({"a.zip": data})
    return data


def _attached(count: int) -> bytes:
    part = b"--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    return (
        b"From: a@x.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + part * count
        + b"--b--\n"
    )


def documents_in(suffix: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself where it is a document, and the documents in it, each as its suffix and its bytes.

    Raises:
        DocumentError: it cannot be opened.
    """
    known = format_named(suffix)
    if known is None or known.loader:
        yield suffix, data
    if known and known.holds:
        answer, payload = reader().ask({"do": "members", "suffix": suffix}, data)
        at = 0
        for name, size, reason, _ in answer["members"][:MOST_MEMBERS]:
            if not reason:
                yield ending(name), payload[at : at + size]
            at += size


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _workbook(rows: bytes) -> bytes:
    spreadsheet = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>%s</Relationships>"
    link = b"<Relationship Id='r1' Type='" + office + b"/%s' Target='%s'/>"
    sheets = b"<sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets>"
    return _zip(
        {
            "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "_rels/.rels": links % (link % (b"officeDocument", b"xl/workbook.xml")),
            "xl/workbook.xml": b"<workbook xmlns='%s' xmlns:r='%s'>%s</workbook>" % (spreadsheet, office, sheets),
            "xl/_rels/workbook.xml.rels": links % (link % (b"worksheet", b"worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": b"<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>"
            % (spreadsheet, rows),
        }
    )


def _lol() -> bytes:
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9))
    return b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + entities + b"]><l>&j;</l>"


def _cut(contents: Contents) -> None:
    """Cut what was read into passages."""
    document = Document(
        contents.text,
        contents.blocks,
        furniture=contents.furniture,
        sentences=contents.sentences,
        id="a",
        sha256="",
        source=Source("x", "x"),
    )
    chunk(document, Bounds(count_tokens, lambda texts: [len(text.split()) for text in texts], WINDOW))


def measure(cases: Iterator[Case]) -> dict[str, object]:
    """What became of each: read or refused, the slowest and the largest."""
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    for name, suffix, data in cases:
        started = time.perf_counter()
        try:
            for inner, content in documents_in(suffix, data):
                _cut(contents_of(inner, content))
            outcomes["read"] += 1
        except DocumentError as error:
            outcomes[_reason(str(error))] += 1
        slowest.append((round(time.perf_counter() - started, 2), f"{name}{suffix}"))
    reader().close()
    here, there = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "files": sum(outcomes.values()),
        "outcomes": dict(outcomes.most_common()),
        "slowest": sorted(slowest, reverse=True)[:8],
        "this process MiB": here,
        "reader process MiB": there,
    }


def _reason(message: str) -> str:
    return message.split(":")[0].split("(")[0].strip()


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--files", default=500, show_default=True, help="How many mutated files.")
@click.option("--json", "as_json", is_flag=True)
def main(folder: Path, files: int, *, as_json: bool) -> None:
    """Read mutated documents and attacks; say what became of them."""
    sound = sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes())
    for name, cases in (
        ("mutated", mutated(sound, files)),
        ("attacks", ((name, suffix, make()) for name, suffix, make in attacks())),
    ):
        result = measure(cases)
        click.echo(json.dumps({name: result}, indent=None if as_json else 1, ensure_ascii=False))


if __name__ == "__main__":
    main()
