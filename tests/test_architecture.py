"""The rules of architecture.md and style.md, held against the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STATIONS = ("ingest", "index", "answer", "desk", "app_pages", "commands")
TERMINAL = {"terminal", "terminal_check", "terminal_quotes"}
OURS = {*STATIONS, *TERMINAL, "app", "benchmarks", "cli", "errors", "settings", "tests"}
PRODUCT = sorted(
    [*(path for station in STATIONS for path in (ROOT / station).rglob("*.py")), *ROOT.glob("*.py")],
    key=lambda path: path.as_posix(),
)
NAMES = [path.relative_to(ROOT).as_posix() for path in PRODUCT]

MAY_IMPORT = {
    "errors": set(),
    "settings": {"errors"},
    "ingest": {"ingest", "errors"},
    "index": {"index", "ingest", "errors", "settings"},
    "answer": {"answer", "index", "ingest", "errors"},
    "desk": {"desk", "answer", "index", "ingest", "errors"},
    "terminal": {"answer", "index", "ingest"},
    "terminal_check": {"answer", "index", "ingest", "terminal"},
    "terminal_quotes": {"answer", "index", "ingest", "terminal"},
    "commands": {"commands", "answer", "index", "ingest", "errors", "settings", *TERMINAL},
    "cli": {"commands", "errors"},
    "app_pages": {"app_pages", "desk", "answer", "index", "ingest", "errors", "settings"},
    "app": {"app_pages", "answer", "index", "ingest", "errors", "settings"},
}
OWNERS: dict[str, str | set[str]] = {
    "sentence_transformers": "index/encoding/transformers.py",
    "torch": "index/encoding/transformers.py",
    "faiss": {"index/lanes/exact.py", "index/lanes/codes.py"},
    "tantivy": {"index/terms.py", "index/words.py"},
    "tiktoken": "ingest/tokens.py",
    "tokenizers": "index/encoding/models.py",
    "onnxruntime": "index/encoding/onnx_session.py",
    "openvino": "index/encoding/bfloat16.py",
    "pymilvus": "index/engines/milvus.py",
    "ray": "index/encoding/cluster.py",
    "filelock": "index/storage/lock.py",
    "watchfiles": "index/building/watch.py",
    "rensa": "ingest/origins.py",
    "tomlkit": "ingest/labels/corrections.py",
    "chardet": "ingest/encoding.py",
    "nupunkt": "ingest/segmenter.py",
    "trafilatura": "ingest/loaders/html.py",
    "lxml": "ingest/trees.py",
    "pypdfium2": "ingest/pdfium.py",
    "mammoth": "ingest/loaders/docx.py",
    "striprtf": "ingest/loaders/rtf.py",
    "markdown_it": "ingest/loaders/markdown.py",
}
SLOW = {
    "altair",
    "huggingface_hub",
    "onnxruntime",
    "openvino",
    "pymilvus",
    "ray",
    "safetensors",
    "sentence_transformers",
    "torch",
    "transformers",
}
LONGEST_FILE = 260

every_file = pytest.mark.parametrize("name", NAMES)


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def imported(node: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """The full names of all modules that are imported below this node, with the statement."""
    for found in ast.walk(node):
        if isinstance(found, ast.Import):
            yield from ((alias.name, found) for alias in found.names)
        elif isinstance(found, ast.ImportFrom):
            assert not found.level, f"line {found.lineno}: imports are absolute"
            yield found.module or "", found


def first(name: str) -> str:
    return name.split("/")[0].removesuffix(".py").split(".")[0]


def typing_only(module: ast.Module) -> set[ast.stmt]:
    """The imports under `if TYPE_CHECKING:`."""
    guards = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ]
    return {statement for guard in guards for _, statement in imported(guard)}


def calls(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name it is called by."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def test_every_file_of_the_product_is_looked_at() -> None:
    known = {"ingest/folder.py", "index/building/build.py", "answer/ask.py", "app.py", "cli.py", "settings.py"}
    assert known <= set(NAMES)
    assert {first(name) for name in NAMES} <= MAY_IMPORT.keys()


@every_file
def test_imports_point_one_way(name: str) -> None:
    ours = {first(module) for module, _ in imported(tree(name)) if first(module) in OURS}

    assert ours <= MAY_IMPORT[first(name)]


@pytest.mark.parametrize(
    "name",
    [name for name in NAMES if first(name) in {"answer", "app", "app_pages", "commands", "desk", *TERMINAL}],
)
def test_only_records_of_the_first_station_go_past_the_second(name: str) -> None:
    modules = {module for module, _ in imported(tree(name)) if first(module) == "ingest"}

    records = {"ingest.records", "ingest.chunking", "ingest.folder", "ingest.draft", "ingest.tokens"}
    assert modules <= {*records, "ingest.word_table"}, "tables of words are written alike in every station"


def test_only_the_browser_imports_streamlit() -> None:
    importing = {first(name) for name in NAMES for module, _ in imported(tree(name)) if first(module) == "streamlit"}

    assert importing == {"app", "app_pages"}


@pytest.mark.parametrize("library", OWNERS)
def test_one_module_each_imports_a_library(library: str) -> None:
    importing = set()
    for name in NAMES:
        module = tree(name)
        typing = typing_only(module)
        at_run_time = {first(found) for found, statement in imported(module) if statement not in typing}
        importing |= {name} if library in at_run_time else set()

    owners = OWNERS[library]
    assert importing == ({owners} if isinstance(owners, str) else owners)


def test_only_the_terminal_imports_click() -> None:
    importing = {first(name) for name in NAMES for module, _ in imported(tree(name)) if first(module) == "click"}

    assert importing == {"cli", "commands"}


@pytest.mark.parametrize("name", [name for name in NAMES if first(name) in {"app", "app_pages"}])
def test_a_page_changes_the_library_only_through_the_guard(name: str) -> None:
    """Read off the names that change it: imported from the index, or called on the builder."""
    module = tree(name)
    changing = {"file_documents", "remove_documents", "restore_documents", "correct_labels"}
    begun = {"start", "watch", "stop_watching"}

    taken = {
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("index.building")
        for alias in node.names
        if alias.name in changing or node.module == "index.building"
    }
    called = {name for name, _ in calls(module) if "builder" in name and name.rsplit(".", 1)[-1] in begun}

    assert (taken | called == set()) is (name != "app_pages/editing.py")


def test_only_the_index_and_the_desk_speak_to_a_database() -> None:
    importing = {first(name) for name in NAMES for module, _ in imported(tree(name)) if first(module) == "sqlite3"}

    assert importing == {"index", "desk"}


@every_file
def test_imports_stand_at_the_top_but_for_slow_libraries(name: str) -> None:
    module = tree(name)
    top = {id(statement) for statement in module.body} | {id(statement) for statement in typing_only(module)}

    hidden = {first(found) for found, statement in imported(module) if id(statement) not in top}

    assert hidden <= SLOW


@every_file
def test_slow_libraries_are_imported_only_when_they_are_needed(name: str) -> None:
    module = tree(name)
    statements = [node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)]

    assert not {first(found) for node in statements for found, _ in imported(node)} & SLOW


@every_file
def test_only_the_settings_read_the_environment(name: str) -> None:
    module = tree(name)
    set_here = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    }
    environment = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "putenv"}
    ]
    from_os = [s for found, s in imported(module) if found == "os" and isinstance(s, ast.ImportFrom)]

    assert not from_os
    if name == "settings.py":
        assert len(environment) == 1
    elif name == "index/encoding/transformers.py":
        assert all(id(node) in set_here for node in environment)
    else:
        assert not environment


def test_loading_a_model_sets_two_variables_and_no_other() -> None:
    source = (ROOT / "index/encoding/transformers.py").read_text(encoding="utf-8")

    assert re.findall(r'os\.environ\["(\w+)"\] = ', source) == ["HF_HUB_OFFLINE", "TOKENIZERS_PARALLELISM"]


@every_file
def test_nothing_is_pickled_evaluated_or_dropped_in_decoding(name: str) -> None:
    module = tree(name)

    assert not {first(found) for found, _ in imported(module)} & {"pickle", "dill", "marshal", "shelve", "joblib"}
    for called, call in calls(module):
        assert called not in {"eval", "exec", "compile", "torch.load"}
        dropping = [word for word in call.keywords if word.arg in {"errors", "allow_pickle", "trust_remote_code"}]
        for word in dropping:
            assert isinstance(word.value, ast.Constant)
            assert word.value.value not in {"ignore", "replace", True}
        if called.rsplit(".", 1)[-1] in {"encode", "decode"}:
            values = {argument.value for argument in call.args if isinstance(argument, ast.Constant)}
            assert not values & {"ignore", "replace"}


def untyped_failures(name: str) -> set[tuple[str, int]]:
    """Handlers of one call of the tokenizers library, which raises nothing better than `Exception` itself."""
    return {
        (name, node.handlers[0].lineno)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Try) and len(node.body) == 1 and "Tokenizer.from_file(" in ast.unparse(node.body[0])
    }


@every_file
def test_no_handler_catches_everything(name: str) -> None:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            raises_again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            assert caught != "", f"line {node.lineno}"
            assert caught != "Exception" or (name, node.lineno) in untyped_failures(name), f"line {node.lineno}"
            assert caught != "BaseException" or raises_again, f"line {node.lineno}"


@pytest.mark.parametrize("name", [name for name in NAMES if first(name) in {"ingest", "index", "answer", "desk"}])
def test_no_failure_of_ours_is_suppressed_but_where_it_is_mended(name: str) -> None:
    suppressing = [call for called, call in calls(tree(name)) if called.endswith("suppress")]
    suppressed = {ast.unparse(failure) for call in suppressing for failure in call.args}

    assert suppressed <= {"OSError"} or name == "index/derived.py"


@every_file
def test_nothing_is_printed(name: str) -> None:
    assert "print" not in {called for called, _ in calls(tree(name))}


@every_file
def test_no_file_outgrows_its_idea(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@every_file
def test_every_function_has_at_most_five_positional_parameters(name: str) -> None:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            assert len(node.args.args) <= 5, f"line {node.lineno}: {node.name}"


@every_file
def test_no_module_is_named_after_nothing(name: str) -> None:
    assert Path(name).stem not in {"utils", "util", "helpers", "common", "base", "manager", "misc"}


@every_file
def test_every_file_says_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(tree(name))


@every_file
def test_every_record_is_frozen_and_slotted(name: str) -> None:
    if not name.endswith("records.py"):
        return
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.ClassDef):
            marks = [ast.unparse(decorator) for decorator in node.decorator_list]
            bases = [ast.unparse(base) for base in node.bases]
            assert marks == ["dataclass(frozen=True, slots=True)"] or bases == ["StrEnum"], node.name


def test_every_error_is_drawn_in_the_tree_at_the_top() -> None:
    module = tree("errors.py")
    drawn = re.findall(r"^[│├└─ ]*(\w+Error)\b", ast.get_docstring(module) or "", re.MULTILINE)

    assert drawn[0] == "BylineError"
    assert sorted(drawn) == sorted(node.name for node in module.body if isinstance(node, ast.ClassDef))
