"""Embedding on a cluster: what it builds is what is built here; one that is away or unlike is one clear line."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from errors import EngineError, OtherModelError, SettingsError
from index.encoding import ray_cluster
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import Model
from index.encoding.ray_cluster import on_cluster
from index.storage import embeddings
from index.storage import passages as passage_rows
from index.storage.database import open_for_reading
from settings import PACKAGED_MODEL
from tests.ports import free_port

ROOT = Path(__file__).parents[3]
LEAST_COSINE = 0.999
"""Of a sentence's vector to the one embedded here; batches of other texts round otherwise."""

PASSAGES_OF_A_ROUND = 4
BUILD = f"""
import sys
import cli
from index.building import embedding
from index.encoding.encoder import SentenceEncoder
embedding.EMBEDDING_ROUND = {PASSAGES_OF_A_ROUND}  # so that two documents are work for two workers
if "--ray" in sys.argv:
    SentenceEncoder.encode_passages = None  # here; the workers have their own
sys.exit(cli.main(["build", "--corpus", "corpus", "--data", *sys.argv[1:]]))
"""
START = "from ray.scripts.scripts import main; main()"
WORKERS = 2
HEAD = ("start", "--head", "--block", f"--num-cpus={WORKERS}", "--disable-usage-stats", "--include-dashboard=false")


def local() -> SentenceEncoder:
    """An encoder without a model: what is refused is refused before one is asked."""
    return SentenceEncoder(Model("none", Path(), "none"))


@pytest.fixture
def ray() -> Iterator[tuple[str, Mapping[str, str]]]:
    """A cluster of two workers that only who knows its token can use: its address, and an environment with the token.

    Ray listens on every interface of a machine, whatever address it is given.
    """
    environment = os.environ | {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    port = free_port()
    with TemporaryDirectory() as folder:  # pytest's own have names too long for Ray's sockets
        head = subprocess.Popen(  # noqa: S603 (our own interpreter, and a port)
            [sys.executable, "-c", START, *HEAD, f"--port={port}", f"--temp-dir={folder}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert head.stdout is not None
        try:
            said = ""
            for line in head.stdout:
                said += line
                if "Ray runtime started" in line:
                    break
            else:
                pytest.fail(f"Ray did not start:\n{said}")
            yield f"127.0.0.1:{port}", environment
        finally:
            head.terminate()
            head.communicate(timeout=60)


def built(data: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
    """Build the documents of the repository, in a program of its own."""
    command = [sys.executable, "-c", BUILD, str(data), *options]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603


def passages_and_vectors(data: Path) -> tuple[list[tuple[object, ...]], np.ndarray]:
    """All passages as they are stored, and the vectors of all sentences."""
    with closing(open_for_reading(data)) as connection:
        rows = [tuple(row) for row in connection.execute("SELECT * FROM passages ORDER BY number")]
        stored = passage_rows.passages(connection, passage_rows.passage_table(connection)[:, 0].tolist())
        return rows, np.concatenate([embeddings.vectors_of(connection, one) for one in stored])


@pytest.mark.model
def test_a_cluster_builds_what_is_built_here(ray: tuple[str, Mapping[str, str]], tmp_path: Path) -> None:
    address, environment = ray
    built(tmp_path / "here")

    built(tmp_path / "there", "--ray", address, environment=environment)

    passages, vectors = passages_and_vectors(tmp_path / "there")
    expected, vectors_here = passages_and_vectors(tmp_path / "here")
    assert passages == expected
    assert len(passages) > PASSAGES_OF_A_ROUND * WORKERS
    assert (vectors * vectors_here).sum(axis=1).min() > LEAST_COSINE


@pytest.mark.model
def test_a_worker_with_another_model_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_cluster, "_way", lambda _model: b"another")

    with pytest.raises(OtherModelError, match="has another version of Byline or of the model"):
        ray_cluster._embed(PACKAGED_MODEL, b"this", "nowhere", [["A sentence."]])


@pytest.mark.slow
def test_a_cluster_that_is_away_is_told_at_once(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_port()}"

    with pytest.raises(EngineError, match=rf"^the cluster {address} does not answer \(.*\): start it with ray start"):
        on_cluster(local(), tmp_path, address)


@pytest.mark.parametrize("address", ["", "auto", "host", "host:", "host:70000", "ray://host"])
def test_what_is_no_address_is_refused_with_what_one_looks_like(address: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"is no address: give host:6379, or ray://host:10001"):
        on_cluster(local(), tmp_path, address)


def test_a_missing_ray_is_told_with_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(
            EngineError, match=r"^ray is missing: install Byline with its extra scale \(docs/how/install\.md\)$"
        ):
            on_cluster(local(), tmp_path, address)
