"""The data of a JSON file, whatever is in it: its numbers may be too long, its lists too deep."""

from __future__ import annotations

import json
from typing import Any

from errors import DocumentError
from ingest.decoding import decode

Record = dict[str, Any]


def parsed(data: bytes) -> Any:  # noqa: ANN401 (whatever the file holds)
    """The value that the file holds.

    Raises:
        DocumentError: it is no JSON, or nested too deep.
    """
    try:
        return json.loads(decode(data))
    except ValueError as error:
        raise DocumentError("is no JSON that can be read, perhaps cut off: export it again") from error
    except RecursionError as error:
        raise DocumentError("its lists are nested too deep to be read: export it again") from error


def records(value: object) -> list[Record]:
    """The records of a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def words(record: Record, *names: str) -> str:
    """The first of these fields that holds words, on one line; "" where none does."""
    values = (record.get(name) for name in names)
    return next((said for value in values if isinstance(value, str) and (said := " ".join(value.split()))), "")
