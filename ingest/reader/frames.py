"""How the reader process is spoken to: a frame is a JSON object and a run of bytes, each behind its length.

Plain data only; nothing that is read here can be code.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

LENGTHS = struct.Struct(">QQ")

Header = dict[str, Any]
Frame = tuple[Header, bytes]


def write_frame(stream: BinaryIO, header: Header, payload: bytes = b"") -> None:
    """Sends one frame."""
    line = json.dumps(header, separators=(",", ":")).encode()
    stream.write(LENGTHS.pack(len(line), len(payload)))
    stream.write(line)
    stream.write(payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame; None where the other side has gone, even in the middle of one."""
    lengths = _exactly(stream, LENGTHS.size)
    if lengths is None:
        return None
    header_length, payload_length = LENGTHS.unpack(lengths)
    header, payload = _exactly(stream, header_length), _exactly(stream, payload_length)
    return None if header is None or payload is None else (json.loads(header), payload)


def _exactly(stream: BinaryIO, length: int) -> bytes | None:
    """So many bytes, or None where there are fewer."""
    data = stream.read(length)
    return data if len(data) == length else None
