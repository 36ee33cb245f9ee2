"""Write arrays with a header into one file, whole or not at all, and map them from there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from errors import StorageError
from index.storage.checksums import MARK_BYTES, marked

ALIGNED = 64
"""Every array begins at a multiple of as many bytes, so that processors read it in whole lines."""

LENGTH_BYTES = 8

Arrays = dict[str, NDArray[Any]]


def write_arrays(path: Path, header: Mapping[str, Any], arrays: Arrays) -> None:
    """Write a header of plain data, and these arrays by name.

    Raises:
        StorageError: the disk refused.
    """
    shapes = {name: [array.dtype.str, *array.shape] for name, array in arrays.items()}
    end = json.dumps({"header": dict(header), "arrays": shapes}).encode()
    with marked(path) as new, new.open("wb") as file:
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())
            file.write(bytes(-file.tell() % ALIGNED))
        file.write(end + len(end).to_bytes(LENGTH_BYTES))


def map_arrays(path: Path) -> tuple[dict[str, Any], Arrays]:
    """Return the header of a file that is known to be whole, and its arrays, mapped.

    Raises:
        StorageError: this is no such file.
    """
    try:
        mapped = np.asarray(np.memmap(path, np.uint8, "r"))[:-MARK_BYTES]
        length = int.from_bytes(mapped[-LENGTH_BYTES:].tobytes())
        end = json.loads(mapped[-LENGTH_BYTES - length : -LENGTH_BYTES].tobytes())
        found, at = {}, 0
        for name, (kind, *shape) in end["arrays"].items():
            size = int(np.prod(shape)) * np.dtype(kind).itemsize
            found[name] = mapped[at : at + size].view(kind).reshape(shape)
            at += size + -size % ALIGNED
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageError(f"{path} is missing or damaged: it is made again when the library is opened") from error
    return end["header"], found
