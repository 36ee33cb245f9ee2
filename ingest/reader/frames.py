"""Exchange frames with the reader process: a JSON object and some bytes, preceded by their two lengths.

Frames hold plain data only, never anything that is executed.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

LENGTHS = struct.Struct(">QQ")

Header = dict[str, Any]
Frame = tuple[Header, bytes]


def write_frame(stream: BinaryIO, header: Header, payload: bytes = b"") -> None:
    """Send one frame."""
    line = json.dumps(header, separators=(",", ":")).encode()
    stream.write(LENGTHS.pack(len(line), len(payload)))
    stream.write(line)
    stream.write(payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read the next frame; return None if the other side is gone, even in the middle of a frame."""
    lengths = _exactly(stream, LENGTHS.size)
    if lengths is None:
        return None
    header_length, payload_length = LENGTHS.unpack(lengths)
    header, payload = _exactly(stream, header_length), _exactly(stream, payload_length)
    return None if header is None or payload is None else (json.loads(header), payload)


def _exactly(stream: BinaryIO, length: int) -> bytes | None:
    """Read exactly `length` bytes; return None if there are fewer."""
    data = stream.read(length)
    return data if len(data) == length else None
