"""What the tests of these doors share: a reader of the two small documents, without a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from doors.reader import Reader
from index.building.build import build
from index.encoding.choosing import encoder_for, find_model
from settings import Settings, read_settings
from tests.conftest import FakeEncoder
from tests.doors.processes import ROOT


@pytest.fixture
def opened(corpus: Path, data: Path) -> Iterator[Reader]:
    build(corpus, data, FakeEncoder())
    made = Reader(Settings(corpus=corpus, data=data), lambda _: cast(Any, FakeEncoder()))
    with closing(made):
        yield made


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the two documents that come with Byline, built with the real model."""
    folder, settings = tmp_path_factory.mktemp("shipped") / "data", read_settings()
    build(ROOT / "corpus", folder, encoder_for(find_model(settings.model), settings.cache))
    return folder
