"""The compiled copies of a model: made once, proven, whole or not there; and what runs without them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest

from errors import ModelError, StorageError
from index.building.build import build
from index.encoding import compiled, runtimes
from index.encoding import encoder as encoder_module
from index.encoding.compiled import (
    Compiled,
    agreement,
    bfloat16_path,
    compile_model,
    compiled_path,
    described,
    open_bfloat16,
    open_compiled,
    probe,
    read_compiled,
    remove_old_copies,
)
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import Model, find_model
from index.encoding.pooling import Vectors, batches, padded, without_padding
from settings import PACKAGED_MODEL, read_settings
from tests.conftest import FakeEncoder, everything_in, write

ROOT = Path(__file__).parents[3]
model_test = pytest.mark.model
PATIENCE_S = 300

ALLOWED = {
    *("click", "rich"),  # the terminal
    "platformdirs",  # where what is made once for a user is kept
    "markupsafe",  # the type of markup that is safe to show: of an export
    *(
        "numpy",
        "faiss",
        "tantivy",
        "tokenizers",
        "onnxruntime",
        "openvino",
        "packaging",
    ),  # a question's vector and its words
    "rensa",  # the form of the library's tables, which knows how documents' origins are kept
    "cydifflib",  # words beside each other: the module of a claim's names, which a question's words are told from
    *("nupunkt", "tiktoken"),  # sentences and their length, for claims and follow-ups; their data is loaded when needed
}
"""The libraries that a question may wait for."""

ASK = """
import socket, sys
def refuse(*_): raise AssertionError("the network was used")
socket.socket.connect = refuse
import cli
code = cli.main(["ask", "Who closed the lower gate?", "--data", sys.argv[1], "--json"])
files = {name.split(".")[0]: str(getattr(module, "__file__", "")) for name, module in sys.modules.items()}
print(*sorted(name for name, file in files.items() if "site-packages" in file and name[0] != "_"), file=sys.stderr)
sys.exit(code)
"""
APP = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("app.py", default_timeout=300).run()
app.chat_input[0].set_value("Who closed the lower gate?").run()
assert not app.exception, app.exception
assert any("Engineers closed the lower gate at noon." in str(part.proto) for part in app.main.children.values()) or \
    "Engineers" in str(app)
print(sorted({"torch", "transformers", "sentence_transformers", "onnx"} & sys.modules.keys()))
"""
SAVE = """
import socket, sys
def refuse(*_): raise AssertionError("the network was used")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from pathlib import Path
from index.encoding.runtimes import save_bfloat16
from errors import ModelError
try:
    save_bfloat16(Path(sys.argv[1]), Path(sys.argv[2]))
except ModelError as error:
    assert "no bfloat16" in str(error), error
assert "openvino" in sys.modules
print([name for name, module in sys.modules.items() if name.startswith("openvino_telemetry") and module])
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return find_model(PACKAGED_MODEL)


@pytest.fixture(scope="module")
def made(model: Model) -> Path:
    """The cache folder of the session, with the packaged model's copies."""
    cache = read_settings().cache
    assert SentenceEncoder(model, cache).prepare() is None
    return cache


class StandIn:
    """A copy that gives these embeddings for each token."""

    def __init__(self, rows: Vectors | None) -> None:
        assert rows is not None
        self._rows = rows

    def token_embeddings(self, encodings: Sequence[object]) -> list[Vectors]:
        return [self._rows for _ in encodings]


def exporting(monkeypatch: pytest.MonkeyPatch, copy: Vectors, quick: Vectors | None = None) -> list[Path]:
    """Exports that write a few bytes, of a model that gives (1, 0) for the one token of the probe.

    In bfloat16 it gives `quick`; without it, this processor has no bfloat16.
    """
    written: list[Path] = []

    def save(_onnx: Path, path: Path) -> None:
        if quick is None:
            raise ModelError(runtimes.MISSING)
        path.write_bytes(b"the quick model")
        written.append(path)

    def export(_model: Model, path: Path, _texts: object) -> list[Vectors]:
        path.write_bytes(b"the model")
        written.append(path)
        return [np.array([[1, 0]], np.float32)]

    monkeypatch.setattr(compiled.torch_model, "export", export)
    monkeypatch.setattr(encoder_module, "compile_apart", compile_model)
    monkeypatch.setattr(compiled, "probe", lambda _model: ["a text"])
    monkeypatch.setattr(compiled, "OnnxSession", lambda _path: StandIn(copy))
    monkeypatch.setattr(compiled, "save_bfloat16", save)
    monkeypatch.setattr(compiled, "Bfloat16Model", lambda _path, _side_by_side=1: StandIn(quick))
    return written


def known(cache: Path, fingerprint: str) -> Compiled | None:
    """What is known of the copy in float32."""
    return read_compiled(compiled_path(cache, fingerprint))


def files_in(cache: Path) -> list[str]:
    """The suffixes of what is kept in the cache folder for a model."""
    return sorted(path.suffix for path in cache.glob("models/*/*"))


SAME = np.array([[2, 0]], np.float32)
FAKE = Model("fake", Path(), "fingerprint")


def test_a_copy_is_made_once_and_kept_with_its_checksum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = exporting(monkeypatch, SAME)

    first = compile_model(FAKE, tmp_path)

    assert (first.agreement, first.refused) == (1.0, "")
    assert compile_model(FAKE, tmp_path) == first == known(tmp_path, FAKE.fingerprint)
    assert len(written) == 1
    assert files_in(tmp_path) == [".json", ".json", ".lock", ".onnx"]


def test_a_copy_that_differs_is_never_used_and_the_reason_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = exporting(monkeypatch, np.array([[1, 0.1]], np.float32), SAME)

    said = SentenceEncoder(FAKE, tmp_path).prepare()

    assert said == (
        "questions take longer: sentence-transformers, for the model was not compiled: "
        "its cosine to the original is 0.995037, not 0.9999"
    )
    assert open_compiled(tmp_path, FAKE.fingerprint) is None
    assert SentenceEncoder(FAKE, tmp_path).prepare() == said
    assert len(written) == 1
    assert files_in(tmp_path) == [".json", ".lock"]


def test_a_copy_of_numbers_that_are_none_is_refused() -> None:
    assert agreement([np.array([[np.nan, 1]], np.float32)], [np.array([[1, 1]], np.float32)]) == 0.0


def test_a_model_that_cannot_be_exported_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ModelError("it reads a prompt\nbefore each text")

    exporting(monkeypatch, SAME)
    monkeypatch.setattr(compiled.torch_model, "export", refuse)

    assert compile_model(FAKE, tmp_path) == Compiled(refused="it reads a prompt before each text")


@pytest.mark.parametrize("damage", [b"", b"the mode", b"the moder"])
@pytest.mark.parametrize(
    ("quick", "place", "opening", "made"),
    [(None, compiled_path, open_compiled, b"the model"), (SAME, bfloat16_path, open_bfloat16, b"the quick model")],
    ids=["float32", "bfloat16"],
)
def test_a_damaged_copy_is_not_used_and_made_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick: Vectors | None,
    place: Callable[[Path, str], Path],
    opening: Callable[[Path, str], object],
    made: bytes,
    damage: bytes,
) -> None:
    written = exporting(monkeypatch, SAME, quick)
    compile_model(FAKE, tmp_path)
    before, path = len(written), place(tmp_path, FAKE.fingerprint)
    path.write_bytes(damage)

    assert opening(tmp_path, FAKE.fingerprint) is None

    compile_model(FAKE, tmp_path)
    assert (len(written) - before, path.read_bytes()) == (1, made)


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"other": 1}', b"\xff"])
def test_a_damaged_record_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: bytes) -> None:
    exporting(monkeypatch, SAME)
    compile_model(FAKE, tmp_path)
    compiled_path(tmp_path, FAKE.fingerprint).with_suffix(".json").write_bytes(record)

    assert known(tmp_path, FAKE.fingerprint) is None


def test_a_disk_that_refuses_is_one_clear_line_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_model: Model, path: Path, _texts: object) -> None:
        path.write_bytes(b"the mo")
        raise OSError(28, "No space left on device")

    exporting(monkeypatch, SAME)
    monkeypatch.setattr(compiled.torch_model, "export", full)

    with pytest.raises(StorageError, match="No space left on device: free some space"):
        compile_model(FAKE, tmp_path)

    assert files_in(tmp_path) == [".lock"]


def test_a_file_in_the_folders_place_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporting(monkeypatch, SAME)
    (tmp_path / "models").write_text("in the way", encoding="utf-8")

    with pytest.raises(
        StorageError, match=r"/models/\w+: \w[\w ]+: free some space or make it writable, or set BYLINE_CACHE$"
    ):
        compile_model(FAKE, tmp_path)


def test_what_a_killed_build_left_goes_and_another_versions_copy_when_it_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting(monkeypatch, SAME)
    folder = compiled_path(tmp_path, FAKE.fingerprint).parent
    folder.mkdir(parents=True)
    (folder / "old.onnx").write_bytes(b"")
    os.utime(folder / "old.onnx", (0, 0))
    (folder / "newer.onnx").write_bytes(b"")
    (folder / "other.onnx.1.2.new").write_bytes(b"")

    compile_model(FAKE, tmp_path)

    assert files_in(tmp_path) == [".json", ".json", ".lock", ".onnx", ".onnx"]
    assert (folder / "newer.onnx").exists()
    assert compiled_path(tmp_path, FAKE.fingerprint).read_bytes() == b"the model"


def test_copies_of_two_models_are_kept_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, other = exporting(monkeypatch, SAME), Model("other", Path(), "another fingerprint")

    for model in (FAKE, other, FAKE, other):
        compile_model(model, tmp_path)

    assert len(written) == 2
    assert open_compiled(tmp_path, FAKE.fingerprint)
    assert open_compiled(tmp_path, other.fingerprint)


def test_several_that_want_a_copy_at_once_make_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written, together = exporting(monkeypatch, SAME), Barrier(4)

    def compile_together() -> Compiled:
        together.wait(PATIENCE_S)
        return compile_model(FAKE, tmp_path)

    with ThreadPoolExecutor(4) as threads:
        made = [threads.submit(compile_together) for _ in range(4)]

    assert {one.result().agreement for one in made} == {1.0}
    assert len(written) == 1


def test_a_cache_folder_that_holds_whole_copies_need_not_be_writable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting(monkeypatch, SAME)
    first = compile_model(FAKE, tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert compile_model(FAKE, tmp_path) == first
    with pytest.raises(
        StorageError, match="Permission denied: free some space or make it writable, or set BYLINE_CACHE"
    ):
        compile_model(Model("other", Path(), "another fingerprint"), tmp_path)


def test_a_copy_that_an_earlier_version_kept_in_the_data_folder_goes_with_a_line_in_the_notes(
    corpus: Path, data: Path, encoder: FakeEncoder
) -> None:
    old = data / "models"
    old.mkdir(parents=True)
    for name in (f"{'0a' * 16}.onnx", f"{'1b' * 16}.openvino", f"{'1b' * 16}.onnx.12.34.new"):
        (old / name).write_bytes(b"o" * 1_000_000)
    (old / f"{'0a' * 16}.json").write_text("{}", encoding="utf-8")

    first, second = build(corpus, data, encoder), build(corpus, data, encoder)

    assert first.notes == (f"{old}: 3 MB freed, for compiled models are kept once for all libraries of a user now",)
    assert second.notes == ()
    assert not old.exists()


def test_what_is_not_a_copy_stays_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporting(monkeypatch, SAME)
    compile_model(FAKE, tmp_path)
    (tmp_path / "models" / "mine.onnx").write_bytes(b"a person's own")
    before = everything_in(tmp_path)

    assert remove_old_copies(tmp_path) is None
    assert everything_in(tmp_path) == before


def test_another_fingerprint_is_another_copy(tmp_path: Path) -> None:
    assert compiled_path(tmp_path, "one") != compiled_path(tmp_path, "other")


def test_batches_hold_every_text_once_by_length_within_the_budget() -> None:
    lengths = [5, 256, 1, 90, 256, 40, 90, 7] * 9

    made = list(batches(lengths))

    assert sorted(i for batch in made for i in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[i] for i in batch) <= 2048 for batch in made)
    firsts = [lengths[batch[0]] for batch in made]
    assert firsts == sorted(firsts, reverse=True)


def test_a_few_texts_are_shared_out_among_the_workers() -> None:
    assert list(batches([100] * 4, workers=2)) == [[0, 1], [2, 3]]


def test_a_copy_in_bfloat16_is_made_of_the_first_and_then_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = exporting(monkeypatch, SAME, np.array([[1, 0.01]], np.float32))

    compile_model(FAKE, tmp_path)
    compile_model(FAKE, tmp_path)

    assert len(written) == 2
    assert described(tmp_path, FAKE.fingerprint) == (
        "compiled, cosine to sentence-transformers at least 1.000000; in bfloat16 at least 0.999950"
    )
    session = open_compiled(tmp_path, FAKE.fingerprint)
    assert session
    assert session.token_embeddings([])[:1] == []
    assert open_bfloat16(tmp_path, FAKE.fingerprint)


@pytest.mark.parametrize(
    ("quick", "why"),
    [
        (np.array([[1, 0.1]], np.float32), "its cosine to the original is 0.995037, not 0.999"),
        (None, runtimes.MISSING),
    ],
)
def test_bfloat16_that_differs_or_is_missing_is_never_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: Vectors | None, why: str
) -> None:
    exporting(monkeypatch, SAME, quick)

    made = compile_model(FAKE, tmp_path)

    assert made.agreement == 1.0
    assert read_compiled(bfloat16_path(tmp_path, FAKE.fingerprint)) == Compiled(refused=why)
    assert open_bfloat16(tmp_path, FAKE.fingerprint) is None
    session = open_compiled(tmp_path, FAKE.fingerprint)
    assert session
    assert session.token_embeddings(["a text"])[0] is SAME
    assert described(tmp_path, FAKE.fingerprint) == "compiled, cosine to sentence-transformers at least 1.000000"


def test_a_processor_without_bfloat16_refuses_it_for_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporting(monkeypatch, SAME, None)
    compile_model(FAKE, tmp_path)
    assert open_bfloat16(tmp_path, FAKE.fingerprint) is None

    monkeypatch.setattr(compiled, "hardware", lambda: "x86_64 amx_bf16 avx512_bf16")  # another machine, the same cache
    exporting(monkeypatch, SAME, SAME)
    compile_model(FAKE, tmp_path)

    assert open_bfloat16(tmp_path, FAKE.fingerprint)


def test_the_hardware_is_named_by_its_architecture_first() -> None:
    assert runtimes.hardware().split()[0] == platform.machine()


def test_another_openvino_has_another_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporting(monkeypatch, SAME, SAME)
    compile_model(FAKE, tmp_path)
    before = bfloat16_path(tmp_path, FAKE.fingerprint)

    monkeypatch.setattr(compiled, "openvino_version", lambda: "1.2.3")

    assert open_bfloat16(tmp_path, FAKE.fingerprint) is None
    compile_model(FAKE, tmp_path)
    assert open_bfloat16(tmp_path, FAKE.fingerprint)
    assert before.exists()  # another installation may still use it


@pytest.fixture
def no_bfloat16(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without OpenVINO."""
    monkeypatch.setattr(runtimes, "openvino_version", lambda: "")
    runtimes._core.cache_clear()
    yield
    runtimes._core.cache_clear()


@pytest.mark.usefixtures("no_bfloat16")
def test_a_machine_without_openvino_says_that_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no bfloat16"):
        runtimes.save_bfloat16(tmp_path / "model.onnx", tmp_path / "model.openvino")
    with pytest.raises(ModelError, match="no bfloat16"):
        runtimes.Bfloat16Model(tmp_path / "model.openvino")


@model_test
def test_the_probe_has_a_text_as_long_as_the_window_and_padding(model: Model) -> None:
    lengths = [len(encoding) for encoding in probe(model)]

    assert max(lengths) == 256
    assert min(lengths) == 3
    assert np.unique(padded(probe(model))["attention_mask"]).tolist() == [0, 1]
    rows = without_padding(np.zeros((len(lengths), 256, 2), np.float32), probe(model))
    assert [len(one) for one in rows] == lengths


@model_test
def test_the_packaged_models_copy_agrees_token_by_token(made: Path, model: Model) -> None:
    copy, quick = known(made, model.fingerprint), read_compiled(bfloat16_path(made, model.fingerprint))

    assert copy
    assert copy.agreement >= 0.9999
    assert not copy.refused
    assert quick
    assert quick.agreement >= 0.999 or quick.refused == runtimes.MISSING


@model_test
def test_copy_and_original_give_the_same_vectors(made: Path, model: Model) -> None:
    copy, original = SentenceEncoder(model, made), SentenceEncoder(model)
    passages = [["Engineers closed the gate.", "It was noon."], ["!"], ["naïve 日本語 e\u0301", "word " * 200 + "end."]]

    ours, truth = copy.encode_passages(passages), original.encode_passages(passages)

    assert agreement(ours, truth) > 0.999
    for question in ("Who closed it?", "?", "日本語 naïve", "gate " * 254):
        assert float(copy.encode_question(question) @ original.encode_question(question)) > 0.999


@model_test
def test_many_passages_get_the_vectors_that_one_gets(made: Path, model: Model) -> None:
    encoder = SentenceEncoder(model, made)
    passages = [[f"On day {day} the river rose.", "The gate " * (day % 40 + 1) + "held."] for day in range(80)]

    together = encoder.encode_passages(passages)

    assert agreement(together, [encoder.encode_passages([passage])[0] for passage in passages]) > 0.999


@model_test
def test_a_model_that_was_released_after_a_build_gives_the_same_vectors(made: Path, model: Model) -> None:
    encoder = SentenceEncoder(model, made)
    passages = [[f"On day {day} the river rose."] for day in range(9)]
    before, question = encoder.encode_passages(passages), encoder.encode_question("Who closed it?")

    encoder.release()

    assert agreement(encoder.encode_passages(passages), before) > 0.999999
    assert np.array_equal(encoder.encode_question("Who closed it?"), question)


@model_test
@pytest.mark.usefixtures("no_bfloat16")
def test_a_library_that_comes_to_a_machine_without_bfloat16_is_asked_all_the_same(made: Path, model: Model) -> None:
    there = SentenceEncoder(model, made)

    assert open_bfloat16(made, model.fingerprint) is None
    assert (
        float(there.encode_question("Who closed it?") @ SentenceEncoder(model).encode_question("Who closed it?"))
        > 0.9999
    )


@model_test
def test_a_file_that_is_no_model_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "other").write_bytes(b"no model " * 1000)

    for name in ("missing", "empty", "other"):
        with pytest.raises(ModelError, match=rf"\A.*{name} cannot be loaded\b.*\Z"):
            runtimes.Bfloat16Model(tmp_path / name)


@model_test
def test_questions_and_batches_from_many_threads_get_their_own_vectors(made: Path, model: Model) -> None:
    encoder = SentenceEncoder(model, made)
    questions = [f"Who closed gate {number}?" for number in range(24)]
    alone = [encoder.encode_question(question) for question in questions]
    passages = [[f"On day {day} the river rose."] for day in range(40)]

    with ThreadPoolExecutor(6) as threads:
        many = threads.submit(encoder.encode_passages, passages)
        found = list(threads.map(encoder.encode_question, questions))

    assert all(float(one @ other) > 0.99999 for one, other in zip(found, alone, strict=True))
    assert agreement(many.result(), encoder.encode_passages(passages)) > 0.99999


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that was built with the packaged model."""
    folder = tmp_path_factory.mktemp("library")
    write(
        folder / "corpus", "reporting/river.txt", "The river rose on Monday. Engineers closed the lower gate at noon."
    )
    command = [sys.executable, "cli.py", "build", "--corpus", str(folder / "corpus"), "--data", str(folder / "data")]
    _run(command)
    return folder


def _run(command: list[str], **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BYLINE_", "COVERAGE"))}
    environment["BYLINE_CACHE"] = os.environ["BYLINE_CACHE"]
    return subprocess.run(  # noqa: S603 (our own program)
        command, cwd=ROOT, env=environment | settings, check=True, capture_output=True, text=True, timeout=PATIENCE_S
    )


@model_test
def test_a_question_waits_only_for_what_it_needs_and_asks_no_network(library: Path) -> None:
    asked = _run([sys.executable, "-c", ASK, str(library / "data")])

    assert set(asked.stderr.split()) <= ALLOWED
    assert "Engineers closed the lower gate at noon." in json.dumps(json.loads(asked.stdout))


@model_test
def test_the_app_answers_a_question_without_torch(library: Path) -> None:
    places = {"BYLINE_CORPUS": str(library / "corpus"), "BYLINE_DATA": str(library / "data")}

    asked = _run([sys.executable, "-W", "ignore", "-c", APP], **places)

    assert asked.stdout == "[]\n"


@model_test
def test_openvino_reports_to_nobody(made: Path, model: Model, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAVE, str(compiled_path(made, model.fingerprint)), str(tmp_path / "copy")]

    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=True)  # noqa: S603

    assert said.stdout == "[]\n"
