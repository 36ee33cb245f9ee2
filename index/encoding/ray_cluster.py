"""Embed passages on a Ray cluster: each round is one task for the next free worker."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from errors import BylineError, EngineError, OtherModelError, SettingsError
from index.encoding.choosing import encoder_for, find_model
from index.encoding.encoder import SentenceEncoder, Vectors
from index.encoding.models import Model
from index.storage.embeddings import embedding_key

CONNECT_S = 5
"""Seconds to wait for the cluster's address to answer; Ray itself would wait two minutes.

Raised, an absent cluster is reported later; lowered, a slow one counts as absent.
"""

ROUNDS_OF_A_WORKER = 2
"""Rounds per worker: one that it embeds, and one that waits for it.

Raised, a stopped build has more rounds to repeat; lowered, workers are idle between two rounds.
"""

Embed = Callable[[Sequence[Sequence[str]]], list[Vectors]]
"""A function that takes passages, each as the texts of its sentences, and returns the vectors of each."""


class ClusterEncoder:
    """An embedding model that embeds passages on the workers of a cluster, and questions in this process."""

    def __init__(self, local: SentenceEncoder, embed: Embed, workers: int) -> None:
        self._local = local
        self._embed = embed
        self.rounds_ahead = workers * ROUNDS_OF_A_WORKER

    @property
    def model(self) -> Model:
        """The embedding model."""
        return self._local.model

    def prepare(self) -> str | None:
        """Do the work needed once per model on this machine; workers that see the cache folder use the result."""
        return self._local.prepare()

    def encode_passages(
        self, passages: Sequence[Sequence[str]], *, progress: Callable[[int], None] = lambda _: None
    ) -> list[Vectors]:
        """Return a vector for each sentence of each passage, in order; many threads may call this at once.

        Raises:
            EngineError: the connection to the cluster was lost.
            OtherModelError: a worker has another model.
            WindowError: a passage is longer than the model's window.
        """
        found = self._embed(passages)
        progress(len(passages))
        return found

    def encode_question(self, question: str) -> Vectors:
        """Return the question's vector, float32 (dimension,), unit length."""
        return self._local.encode_question(question)

    def release(self) -> None:
        """Free what only builds need on this machine."""
        self._local.release()


def on_cluster(local: SentenceEncoder, cache: Path, address: str) -> ClusterEncoder:
    """Return this encoder with passages embedded by the cluster at an address such as host:6379.

    Workers that see the cache folder under the same path run the compiled model in it.

    Raises:
        SettingsError: the address is malformed.
        EngineError: the cluster does not answer, or ray is not installed.
    """
    _prove_reachable(address)
    try:
        # Slow to import, and needed only for a build on a cluster.
        import ray
        from ray.exceptions import RayError, RayTaskError
    except ImportError as error:
        raise EngineError("ray is missing: install Byline with its extra scale (docs/how/install.md)") from error
    try:
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    except (OSError, RuntimeError, ValueError, RayError, SystemExit) as error:  # ray exits if no Ray answers
        raise _away(address, error) from error
    workers = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]  # ray leaves it without types
    task = ray.remote(_embed)
    order = local.model.name, _way(local.model), str(cache.resolve())

    def embed(passages: Sequence[Sequence[str]]) -> list[Vectors]:
        try:
            found: list[Vectors] = ray.get(task.remote(*order, passages))
        except RayTaskError as error:
            if isinstance(error.cause, BylineError):
                raise error.cause from error
            said = f"a worker of the cluster {address} failed ({_line(error.cause)})"
            raise EngineError(f"{said}: mend it, or build without --ray") from error
        except RayError as error:
            raise _away(address, error) from error
        return found

    return ClusterEncoder(local, embed, workers)


def _embed(model: str, way: bytes, cache: str, passages: Sequence[Sequence[str]]) -> list[Vectors]:
    """Embed the passages; this runs in a worker of the cluster."""
    encoder = _encoder(model, cache)
    if _way(encoder.model) != way:
        raise OtherModelError(
            f"a worker of the cluster ({socket.gethostname()}) has another version of Byline or of the model {model}: "
            "install there what is installed here"
        )
    return encoder.encode_passages(passages)


@cache
def _encoder(model: str, cache_folder: str) -> SentenceEncoder:
    """Return this worker's encoder, loaded once."""
    return encoder_for(find_model(model), Path(cache_folder))


def _way(model: Model) -> bytes:
    """Return a key that identifies how texts become vectors."""
    return embedding_key((), model.fingerprint)


def _prove_reachable(address: str) -> None:
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 2**16:
        raise SettingsError(f"--ray {address!r} is no address: give host:6379, or ray://host:10001 from elsewhere")
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_S).close()
    except OSError as error:
        raise _away(address, error) from error


def _away(address: str, error: BaseException) -> EngineError:
    said = f"the cluster {address} does not answer ({_line(error)})"
    return EngineError(f"{said}: start it with ray start, or build without --ray")


def _line(error: BaseException) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]
