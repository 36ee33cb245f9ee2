"""Vectors as PostgreSQL takes and gives them: numbers of 16 bits, as lanes of files hold them."""

from __future__ import annotations

import struct

import numpy as np

from index.encoding.encoder import Vectors

HEAD = struct.Struct(">hh")
"""The dimension and two empty bytes, before the numbers; all with the high byte first (`halfvec_send`, pgvector)."""


def halves(vector: Vectors) -> bytes:
    """A vector as a column of halfvec takes it."""
    return HEAD.pack(len(vector), 0) + vector.astype(">f2").tobytes()


def of_halves(sent: bytes) -> Vectors:
    """A vector from a column of halfvec, float32 (dimension,)."""
    return np.frombuffer(sent, ">f2", offset=HEAD.size).astype(np.float32)


def written(vector: Vectors) -> str:
    """A vector as a statement takes it."""
    return f"[{','.join(map(str, vector.tolist()))}]"
