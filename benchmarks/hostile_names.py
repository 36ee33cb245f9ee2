"""Names of files and folders that somebody chose to do harm, or that an old system left behind."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

NAMES = (
    *(b"..text.txt", b"...txt", b"a..b.txt", b"..%2f..%2fescape.txt", b"..\\..\\escape.txt", b"C:\\escape.txt"),
    *(b"line\nend.txt", b"return\r.txt", b"bell\a.txt", b"escape\x1b[2J.txt", b"delete\x7f.txt", b"tab\t.txt"),
    *("mark\u200f.txt".encode(), "override\u202etxt.exe.txt".encode(), "isolate\u2067.txt".encode()),
    *(
        "joiner\u200d.txt".encode(),
        "separator\u2028.txt".encode(),
        "next\u0085.txt".encode(),
        "\ufeffmark.txt".encode(),
    ),
    *("cafe\u0301.txt".encode(), "caf\u00e9.txt".encode(), "\U0001f5de.txt".encode(), "\ufffe.txt".encode()),
    *(
        b"latin\xe9.txt",
        b"\xff\xfe.txt",
        b"half\xed\xa0\x80.txt",
        b"long" * 62 + b".txt",
        "\u00e9".encode() * 125 + b".txt",
    ),
    *(
        b" .txt",
        b" space.txt",
        b"space.txt ",
        b"dot.txt.",
        b"-rf.txt",
        b"~.txt",
        b"$(reboot).txt",
        b"`x`.txt",
        b"CON.txt",
    ),
    *(b"'; DROP TABLE documents; --.txt", b'"quoted".txt', b"%s%n.txt", b"{name}.txt", b"[bold]x[/bold].txt", b"*.txt"),
    *(b"<script>alert(1)</script >.txt".replace(b"/", b"\\"), b":red[x].txt", b"sources.toml.txt", b"UPPER.TXT"),
    *(
        b"CON.txt",
        b"no suffix",
        b"archive.zip",
        b"many.tar.gz",
        b".txt.exe"[1:],
        b"SOURCES.TOML",
        b"library.db",
        b"README.md",
    ),
)
"""Names of one small text, as the bytes that a file system takes."""

FOLDERS = (b"..", b"line\nend", b"latin\xe9", "over\u202eride".encode(), b"k" * 250, b"%2e%2e", b"<b>kind<\\b>", b"...")
"""Names of kinds; the first two dots stand before a name."""


def write_names(corpus: Path) -> None:
    """Files whose names are the attack, and folders with such names."""
    for number, name in enumerate(NAMES):
        _write(os.fsencode(corpus / "names") + b"/" + name, b"The gate of name %d closed on Monday.\n" % number)
    for number, name in enumerate(FOLDERS):
        name = name if name != b".." else b"..kind"
        _write(os.fsencode(corpus) + b"/" + name + b"/text.txt", b"The gate of folder %d closed.\n" % number)
    _write(os.fsencode(corpus) + b"/deep" * 300 + b"/text.txt", b"The gate lies deep.\n")


def _write(path: bytes, data: bytes) -> None:
    """Write a file at a path that may be longer than the system takes at once."""
    *folders, name = path.split(b"/")
    at = os.open(b"/", os.O_RDONLY)
    for folder in filter(None, folders):
        with suppress(FileExistsError):
            os.mkdir(folder, dir_fd=at)
        below = os.open(folder, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    with open(name, "wb", opener=lambda one, flags: os.open(one, flags, dir_fd=at)) as file:
        file.write(data)
    os.close(at)
