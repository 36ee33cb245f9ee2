"""An Outlook message written by hand: a compound file (MS-CFB) of the properties (MS-OXMSG) that a test needs."""

from __future__ import annotations

import struct
from itertools import pairwise

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, ENTRY = 512, 64, 128
UNICODE, BINARY, NUMBER = 0x001F, 0x0102, 0x0003

Streams = dict[str, bytes]
Properties = dict[int, str | bytes | int]


def outlook_message(properties: Properties, attachments: tuple[Properties, ...] = ()) -> bytes:
    """The file of a message with these properties, by their numbers."""
    storages = {"": _streams(properties, header=struct.pack("<8xIIII8x", 0, len(attachments), 0, len(attachments)))}
    for number, attachment in enumerate(attachments):
        storages[f"__attach_version1.0_#{number:08X}"] = _streams(attachment, header=bytes(8))
    storages["__nameid_version1.0"] = {}
    return _compound(storages)


def _streams(properties: Properties, *, header: bytes) -> Streams:
    """The streams of one storage: each value, and the list of all."""
    streams, rows = Streams(), [header]
    for number, value in properties.items():
        if isinstance(value, int):
            rows.append(struct.pack("<HHIII", NUMBER, number, 6, value, 0))
            continue
        kind, data = (UNICODE, value.encode("utf-16-le")) if isinstance(value, str) else (BINARY, value)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        rows.append(struct.pack("<HHIII", kind, number, 6, len(data) + (2 if kind == UNICODE else 0), 0))
    return streams | {"__properties_version1.0": b"".join(rows)}


def _compound(storages: dict[str, Streams]) -> bytes:
    """A compound file whose streams are all in the small stream; entries are chained to the right."""
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, 0, 0]]
    small, mini_fat = b"", list[int]()

    def chained(parent: int, names: list[int]) -> None:
        order = sorted(names, key=lambda at: (len(str(entries[at][0])), str(entries[at][0]).upper()))
        for at, following in pairwise([*order, FREE]):
            entries[at][2] = following
        entries[parent][3] = order[0] if order else FREE

    children: dict[int, list[int]] = {0: []}
    for storage, streams in storages.items():
        parent = 0
        if storage:
            entries.append([storage, 1, FREE, FREE, 0, 0])
            parent = len(entries) - 1
            children[0].append(parent)
            children[parent] = []
        for name, data in streams.items():
            count = -(-len(data) // MINI)
            first = len(mini_fat)
            mini_fat += [*range(first + 1, first + count), END] if count else []
            small += data.ljust(count * MINI, b"\0")
            entries.append([name, 2, FREE, FREE, first if count else END, len(data)])
            children[parent].append(len(entries) - 1)
    for parent, names in children.items():
        chained(parent, names)
    while len(entries) % 4:
        entries.append(["", 0, FREE, FREE, 0, 0])
    return _sectors(entries, small, mini_fat)


def _sectors(entries: list[list[object]], small: bytes, mini_fat: list[int]) -> bytes:
    """The header, the sectors of the directory, the small streams' table and the small stream, and their table."""
    sizes = [len(entries) * ENTRY, 4 * len(mini_fat), len(small)]
    counts = [-(-size // SECTOR) for size in sizes]
    starts = [0, counts[0], counts[0] + counts[1]]
    entries[0][4:] = [starts[2], len(small)]
    directory = b"".join(
        str(name).encode("utf-16-le").ljust(64, b"\0")
        + struct.pack(
            "<HBBIII36xIII", 2 * len(str(name)) + 2 if name else 0, kind, 1, FREE, right, child, start, size, 0
        )
        for name, kind, right, child, start, size in entries
    )
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    body = b"".join(
        part.ljust(count * SECTOR, b"\xff") for part, count in zip((directory, table, small), counts, strict=True)
    )
    fat = [n for start, count in zip(starts, counts, strict=True) for n in [*range(start + 1, start + count), END]]
    fat += [FAT]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16xHHHHH6xIIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 0, 0, 4096, starts[1], counts[1], END, 0, sum(counts)
    )
    assert len(fat) <= SECTOR // 4
    return head.ljust(SECTOR, b"\xff") + body + struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
