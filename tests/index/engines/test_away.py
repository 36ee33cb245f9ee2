"""An engine that is away, missing or misspelt is one clear line."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from errors import EngineError, NoLibraryError, SettingsError
from index.building.build import build
from index.engines.engine import open_published, publish, published_build
from tests.conftest import FakeEncoder
from tests.index.engines.milvus_server import milvus_lite
from tests.ports import free_port


def test_a_server_that_is_away_is_refused_with_the_next_step_and_without_its_password(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    port = free_port()
    asked = f"http://somebody:secret@127.0.0.1:{port}"

    for refused in (lambda: open_published(asked), lambda: publish(data, asked)):
        with pytest.raises(EngineError) as caught:
            refused()
        said = str(caught.value)
        assert said.startswith(f"the index http://127.0.0.1:{port} does not answer (")
        assert said.endswith("): start it, or set BYLINE_INDEX to one that runs")
        assert "secret" not in said
        assert "\n" not in said


@pytest.mark.slow
def test_a_server_that_goes_while_a_reader_is_open_is_refused_with_the_next_step(
    corpus: Path, data: Path, tmp_path: Path, encoder: FakeEncoder
) -> None:
    build(corpus, data, encoder)
    with milvus_lite(tmp_path / "milvus") as address:
        publish(data, address)
        library = open_published(address)

    with closing(library), pytest.raises(EngineError, match=r"does not answer .*: start it, or set BYLINE_INDEX"):
        library.document("commentary/gate.md")


@pytest.mark.parametrize(
    "index",
    [
        "milvus",
        "root:S3cret@127.0.0.1:19530",
        "http://root:12/S3cret@127.0.0.1:1",
        "http://root:12#S3cret@127.0.0.1:1",
        "http://root:S3cret?@127.0.0.1:1",
        "http://[S3cret",
        "http://127.0.0.1:S3cret",
        "http://127.0.0.1:99999999",
        "S3cret://127.0.0.1:1",
        "http://root:S3cret@127.0.0.1:1/library.db",
        "http://root:S3/cret@127.0.0.1:1",
        "root:S3cret@127.0.0.1.db",
        "http://",
    ],
)
def test_a_value_that_is_no_address_and_no_file_is_refused_in_one_line_without_a_word_of_it(index: str) -> None:
    with pytest.raises(SettingsError, match=r"^BYLINE_INDEX .*set it to http://host:19530") as caught:
        open_published(index)

    assert "S3cret" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_token_of_an_address_is_not_shown() -> None:
    port = free_port()

    with pytest.raises(EngineError, match=rf"^the index http://127\.0\.0\.1:{port} does not answer") as caught:
        open_published(f"http://127.0.0.1:{port}/?token=S3cret")

    assert "S3cret" not in str(caught.value)


def test_a_file_that_is_not_there_is_no_library_and_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "library.db"

    assert published_build(str(missing)) is None
    with pytest.raises(NoLibraryError, match=r"^no library in the index .*library\.db"):
        open_published(str(missing))
    assert not missing.exists()


@pytest.mark.slow
def test_a_file_of_milvus_lite_holds_a_library(corpus: Path, data: Path, tmp_path: Path, encoder: FakeEncoder) -> None:
    build(corpus, data, encoder)
    file = str(tmp_path / "library.db")
    publish(data, file)

    with closing(open_published(file)) as library:
        assert library.kinds == ("reporting", "commentary")


@pytest.mark.slow
@pytest.mark.parametrize("version", ["2.3.5", "v2.5.17", "2.6.1-dev"])
def test_a_milvus_that_is_too_old_is_refused_by_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    monkeypatch.setattr("pymilvus.MilvusClient.get_server_version", lambda _: version)

    with (
        milvus_lite(tmp_path / "milvus") as address,
        pytest.raises(
            EngineError, match=r"^the index http://\S+ is Milvus v?2\.\d\.\d+: Byline needs 2\.6\.2 or later"
        ),
    ):
        open_published(address)


@pytest.mark.slow
def test_a_server_that_answers_with_a_refusal_is_not_told_to_be_started(tmp_path: Path) -> None:
    with milvus_lite(tmp_path / "milvus") as address, pytest.raises(EngineError, match=r" refused \(.*\): see what "):
        open_published(f"{address}/nowhere")


def test_a_missing_pymilvus_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)

    with pytest.raises(
        EngineError, match=r"^pymilvus is missing: install Byline with its extra scale \(docs/how/install\.md\)$"
    ):
        open_published("http://127.0.0.1:19530")
