from __future__ import annotations

import re
from pathlib import Path

import pytest

from errors import SettingsError, UntrustedError
from ingest.names import OWN_FILES
from settings import CONFIG_FILE, NAMES, SECRET, TRUSTED_FILE, Settings, read_settings, trust
from tests.conftest import write

EVERYTHING = {"BYLINE_CORPUS": "c", "BYLINE_DATA": "d", "BYLINE_MODEL": "m", "BYLINE_CACHE": "k"}


@pytest.fixture(autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what this user agreed to."""
    folder = tmp_path_factory.mktemp("kept")
    monkeypatch.setenv("BYLINE_LIBRARIES", str(folder / "libraries.json"))
    return folder


def test_without_a_word_the_defaults_are_in_force() -> None:
    assert read_settings(environment={}) == Settings(Path("corpus"), Path("data"), "all-MiniLM-L6-v2")


def test_the_environment_goes_before_the_defaults() -> None:
    assert read_settings(environment=EVERYTHING) == Settings(Path("c"), Path("d"), "m", cache=Path("k"))


def test_an_argument_goes_before_the_environment() -> None:
    found = read_settings(corpus=Path("mine"), data=Path("here"), environment=EVERYTHING)

    assert found == Settings(Path("mine"), Path("here"), "m", cache=Path("k"))


@pytest.mark.parametrize("name", EVERYTHING)
def test_an_empty_variable_is_none(name: str) -> None:
    assert read_settings(environment={name: ""}) == Settings()


def test_the_cache_folder_is_the_platforms_and_named_after_the_product() -> None:
    cache = read_settings(environment={}).cache

    assert cache.is_absolute()
    assert "byline" in cache.parts


def test_a_cache_folder_may_be_named_from_the_home_folder() -> None:
    assert read_settings(environment={"BYLINE_CACHE": "~/copies"}).cache == Path.home() / "copies"


def test_the_environment_is_the_processes_own_at_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_DATA", "somewhere")

    assert read_settings().data == Path("somewhere")


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²"])
def test_a_limit_that_is_no_number_is_refused_by_its_name(value: str) -> None:
    with pytest.raises(SettingsError, match="BYLINE_UPLOAD_FILES"):
        read_settings(environment={"BYLINE_UPLOAD_FILES": value})


def test_hints_are_off_until_they_are_switched_on() -> None:
    assert not read_settings(environment={}).hints
    assert not read_settings(environment={"BYLINE_HINTS": "0"}).hints
    assert read_settings(environment={"BYLINE_HINTS": "1"}).hints


def test_a_switch_that_is_neither_on_nor_off_is_refused() -> None:
    with pytest.raises(SettingsError, match="BYLINE_HINTS is 'perhaps': set it to 1 for on, or 0 for off"):
        read_settings(environment={"BYLINE_HINTS": "perhaps"})


# The file of settings.

EVERY_KEY = """
corpus = "~/leak"
data = "kept"
model = "m"
reranker = "r"
upload_files = 7
upload_mb = 8
upload_total_mb = 9
editors = ["Ann@example.org", "bob@example.org"]
hints = true
ocr = false
index = "http://host:19530"
cache = "copies"
libraries = "mine.json"
"""


def stated(folder: Path, text: str, environment: dict[str, str] | None = None) -> Settings:
    """The settings in a folder whose file has this text."""
    (folder / CONFIG_FILE).write_text(text, encoding="utf-8")
    trust(folder)
    return read_settings(environment=environment or {}, folder=folder)


def test_the_file_in_the_folder_states_any_setting(tmp_path: Path) -> None:
    editors = frozenset({"ann@example.org", "bob@example.org"})

    assert stated(tmp_path, EVERY_KEY) == Settings(
        *(Path.home() / "leak", Path("kept"), "m", "r", 7, 8, 9, editors, True, False, "http://host:19530"),
        cache=Path("copies"),
        libraries=Path("mine.json"),
    )
    assert set(re.findall(r"^\w+", EVERY_KEY, re.MULTILINE)) == set(NAMES) - SECRET


def test_a_variable_goes_before_the_file(tmp_path: Path) -> None:
    found = stated(tmp_path, EVERY_KEY, {"BYLINE_MODEL": "other", "BYLINE_HINTS": "0"})

    assert (found.model, found.hints, found.data) == ("other", False, Path("kept"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("upload_mbs = 1", "has an unknown key 'upload_mbs': the keys are corpus, data, model,"),
        ("[upload]\nmb = 1", "has an unknown key 'upload'"),
        ('upload_mb = "much"', "upload_mb in .*byline.toml is 'much': write a whole number$"),
        ("upload_mb = true", "upload_mb in .*byline.toml is True: write a whole number$"),
        ("upload_mb = 0", "upload_mb in .*byline.toml is '0': set it to a whole number above zero, such as 100$"),
        ("hints = 1", "hints in .*byline.toml is 1: write true or false$"),
        ('editors = "ann@example.org"', "write a list of addresses$"),
        ("model =", r"byline.toml cannot be read \(Invalid value.*\): mend it, or remove it$"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        stated(tmp_path, text)

    assert "\n" not in str(refused.value)


def test_a_token_stands_in_no_file_and_no_message_shows_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"states token: take it out, and set BYLINE_TOKEN instead$") as refused:
        stated(tmp_path, 'token = "0123456789abcdef"')

    assert "0123" not in str(refused.value)
    assert "0123" not in repr(stated(tmp_path, "", {"BYLINE_TOKEN": "0123456789abcdef"}))


@pytest.mark.parametrize("token", ["short", "with a space in it", "ümlauts-are-no-header", "line\nend-of-a-header"])
def test_a_token_that_can_be_guessed_or_sent_by_no_program_is_refused_unseen(tmp_path: Path, token: str) -> None:
    with pytest.raises(SettingsError, match="BYLINE_TOKEN is no token: set it to 16 or more") as refused:
        stated(tmp_path, "", {"BYLINE_TOKEN": token})

    assert token not in str(refused.value)


def test_the_file_is_no_document() -> None:
    assert CONFIG_FILE in OWN_FILES


# A folder that came from elsewhere, and what its file may not do unasked.

DOORS = [
    'index = "http://ann:secret@elsewhere.example:19530"',
    'editors = ["eve@example.org"]',
    'reranker = "cross-encoder"',
    'cache = "copies"',
    'libraries = "mine.json"',
    'corpus = "/home/ann/letters"',
    'corpus = "~/letters"',
    'corpus = "../letters"',
    'corpus = "inside/../../letters"',
    'corpus = "linked"',
    'data = "/tmp/elsewhere"',
    'model = "models/mine"',
    'model = "../mine"',
    'model = "/models/mine"',
    'model = "here"',
]


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder with a link out of it, and a model."""
    folder = tmp_path / "foreign"
    (folder / "here").mkdir(parents=True)
    (folder / "linked").symlink_to(tmp_path)
    return folder


@pytest.mark.parametrize("text", DOORS)
def test_what_opens_a_door_is_refused_in_one_line_until_a_person_agrees(foreign: Path, text: str) -> None:
    (foreign / CONFIG_FILE).write_text(text, encoding="utf-8")
    name = text.partition(" ")[0]

    with pytest.raises(UntrustedError, match=f"states {name}: nothing is done until you agree") as refused:
        read_settings(environment={}, folder=foreign)

    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)
    assert trust(foreign) == (name,)
    assert read_settings(environment={}, folder=foreign)


@pytest.mark.parametrize(
    "text",
    ["hints = true", "ocr = false", "upload_mb = 7", 'corpus = "papers"', 'data = "kept"', 'model = "some-model"', ""],
)
def test_what_opens_no_door_is_obeyed_unasked(foreign: Path, text: str) -> None:
    (foreign / CONFIG_FILE).write_text(text, encoding="utf-8")

    assert read_settings(environment={}, folder=foreign)
    assert trust(foreign) == ()


def test_a_file_that_has_changed_since_is_asked_about_again(foreign: Path) -> None:
    stated(foreign, 'index = "http://one.example:1"')
    (foreign / CONFIG_FILE).write_text('index = "http://other.example:1"', encoding="utf-8")

    with pytest.raises(UntrustedError):
        read_settings(environment={}, folder=foreign)


def test_a_copy_in_another_folder_is_asked_about_by_itself(foreign: Path, tmp_path: Path) -> None:
    stated(foreign, 'index = "http://one.example:1"')
    foreign.rename(tmp_path / "copy")

    with pytest.raises(UntrustedError):
        read_settings(environment={}, folder=tmp_path / "copy")


def test_what_a_person_says_themselves_is_not_asked_about(foreign: Path) -> None:
    (foreign / CONFIG_FILE).write_text('corpus = "/a"\nindex = "http://one.example:1"', encoding="utf-8")

    found = read_settings(corpus=Path("mine"), environment={"BYLINE_INDEX": "http://mine:1"}, folder=foreign)

    assert (found.corpus, found.index) == (Path("mine"), "http://mine:1")


def test_what_a_folder_states_has_no_say_in_where_agreements_are_kept(foreign: Path, kept: Path) -> None:
    write(foreign, TRUSTED_FILE, f'{{"{foreign / CONFIG_FILE}": "libraries = \\"{foreign}/x\\""}}')
    (foreign / CONFIG_FILE).write_text(f'libraries = "{foreign}/x"', encoding="utf-8")

    with pytest.raises(UntrustedError):
        read_settings(environment={}, folder=foreign)
    assert not (kept / TRUSTED_FILE).exists()


@pytest.mark.parametrize("content", ["{", "[]", "3"])
def test_agreements_that_cannot_be_read_are_told_in_one_line(foreign: Path, kept: Path, content: str) -> None:
    (kept / TRUSTED_FILE).write_text(content)
    (foreign / CONFIG_FILE).write_text('index = "http://one.example:1"', encoding="utf-8")

    with pytest.raises(SettingsError, match="mend it, or remove it and agree again"):
        read_settings(environment={}, folder=foreign)


# Where the documents and the library are.


def test_in_any_folder_the_library_lies_beside_the_documents(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    found = read_settings(environment={}, folder=tmp_path)

    assert (found.corpus, found.data) == (tmp_path, tmp_path / ".byline")


@pytest.mark.parametrize("own", ["corpus/note.txt", "data/library.db", "data/desk.db"])
def test_a_folder_that_has_corpus_or_a_library_in_data_keeps_these(tmp_path: Path, own: str) -> None:
    write(tmp_path, own, "")

    found = read_settings(environment={}, folder=tmp_path)

    assert (found.corpus, found.data) == (Path("corpus"), Path("data"))


def test_a_library_beside_the_documents_goes_before_a_kind_named_corpus(tmp_path: Path) -> None:
    for name in (".byline", "corpus"):
        (tmp_path / name).mkdir()

    assert read_settings(environment={}, folder=tmp_path).corpus == tmp_path


@pytest.mark.parametrize("variable", ["BYLINE_CORPUS", "BYLINE_DATA"])
def test_where_one_place_is_named_the_other_is_the_usual_one(tmp_path: Path, variable: str) -> None:
    found = read_settings(environment={variable: "x"}, folder=tmp_path)

    assert (found.corpus, found.data) in {(Path("x"), Path("data")), (Path("corpus"), Path("x"))}
