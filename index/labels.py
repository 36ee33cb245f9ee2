"""Read the labels of a library's documents when they are asked for, and keep them."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView

import numpy as np
from numpy.typing import NDArray

from index.records import DocumentLabel


class Labels(Mapping[int, DocumentLabel]):
    """The labels of documents by row, each read when it is first asked for, and kept; threads may share them.

    Args:
        numbers: the rows of the documents, in corpus order.
        read: returns the labels of the given rows.
        known: labels that were read before.
    """

    def __init__(
        self,
        numbers: NDArray[np.int64],
        read: Callable[[Sequence[int]], Mapping[int, DocumentLabel]],
        known: Mapping[int, DocumentLabel] | None = None,
    ) -> None:
        self._numbers = numbers
        self._read = read
        self.known: dict[int, DocumentLabel] = dict(known or {})
        """The labels that were read so far."""

    def __getitem__(self, number: int) -> DocumentLabel:
        found = self.known.get(number)
        return found if found else self.of([number])[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers.tolist())

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, number: object) -> bool:
        return number in self.known or bool(np.any(self._numbers == number))

    def of(self, numbers: Sequence[int]) -> dict[int, DocumentLabel]:
        """Return the labels of these documents, reading all that are missing together.

        Raises:
            KeyError: there is no such document.
        """
        missing = [number for number in numbers if number not in self.known]
        if missing:
            self.known.update(self._read(missing))
        return {number: self.known[number] for number in numbers}

    def values(self) -> ValuesView[DocumentLabel]:
        """Return all labels in corpus order, after reading those that are missing together."""
        self.of(self._numbers.tolist())
        return super().values()

    def items(self) -> ItemsView[int, DocumentLabel]:
        """Return all rows and labels in corpus order, after reading those that are missing together."""
        self.of(self._numbers.tolist())
        return super().items()
