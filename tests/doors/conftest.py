"""What the tests of these doors share: a reader of the two small documents, without a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from doors.reader import Reader
from index.building.build import build
from settings import Settings
from tests.conftest import FakeEncoder


@pytest.fixture
def opened(corpus: Path, data: Path) -> Iterator[Reader]:
    build(corpus, data, FakeEncoder())
    made = Reader(Settings(corpus=corpus, data=data), lambda _: cast(Any, FakeEncoder()))
    with closing(made):
        yield made
