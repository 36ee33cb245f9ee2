from __future__ import annotations

import io
import zipfile

import pytest

from errors import DocumentError
from ingest.formats import true_suffix


def container(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # not of this moment: the bytes name the test
    return stream.getvalue()


WORD = container("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("suffix", "data", "true"),
    [
        (".txt", b"Plain words.", ".txt"),
        (".md", b"# Words", ".md"),
        (".txt", b"%PDF-1.7\n%\xe2\xe3\n", ".pdf"),
        (".pdf", b"junk before\n%PDF-1.4\n", ".pdf"),
        (".txt", b"The signature of a PDF is %PDF-1.4, said Li.", ".txt"),
        (".doc", b"{\\rtf1\\ansi Words}", ".rtf"),
        (".txt", b"<!DOCTYPE html><p>Words", ".html"),
        (".txt", b"\xef\xbb\xbf\n <!-- saved --> <HTML lang=en>", ".html"),
        (".txt", "\ufeff<html>".encode("utf-16-le"), ".html"),
        (".md", b"<p>Markdown may begin with a tag.", ".md"),
        (".txt", WORD, ".docx"),
        (".docx", container("mimetype", "content.xml"), ".odt"),
        (".zip", container("mimetype", "META-INF/container.xml"), ".epub"),
        (".txt", container("xl/workbook.xml"), ".xlsx"),
        (".zip", container("ppt/presentation.xml"), ".pptx"),
        (".xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), ".xls"),
        (".xls", b"<html><table><tr><td>A table saved as a page", ".html"),
        (".md", b"\x89PNG\r\n\x1a\n", ".png"),
        (".tiff", b"II*\0", ".tiff"),
        (".png", b"RIFF\0\0\0\0WEBP", ".png"),
        (".warc", b"WARC/1.0\r\n", ".warc"),
        (".warc", b"\x1f\x8b\x08\0", ".warc"),
        (".zip", container("letter.txt"), ".zip"),
        (".zip", WORD, ".docx"),
    ],
)
def test_a_file_is_read_as_what_it_is(suffix: str, data: bytes, true: str) -> None:
    assert true_suffix(suffix, data) == true


@pytest.mark.parametrize(
    ("suffix", "data", "said"),
    [
        (".docx", container("letter.txt"), "is an archive: unpack it"),
        (".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "is an old Office or Outlook file"),
        (".md", b"GIF89a", "is an image"),
        (".txt", b"\x1f\x8b\x08\0", "is an archive"),
        (".pdf", b"Plain words.", "is named .pdf and is something else"),
        (".epub", b"", "is named .epub and is something else"),
        (".docx", WORD[:60], "is damaged: its container cannot be unpacked"),
    ],
)
def test_a_file_that_is_something_else_says_what_to_do(suffix: str, data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        true_suffix(suffix, data)
