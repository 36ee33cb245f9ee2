"""The documents: every relative link leads to a file, and every file that they or the code name is there."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from settings import NAMES

ROOT = Path(__file__).parents[1]

LINK = re.compile(r"\]\(([^()\s]+)\)")
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|md|js|css|json|jsonl|toml|txt))(?:::\w+)?`")
DOCS_PAGE = re.compile(r"\bdocs/[\w./-]+\.(?:md|svg|png)\b")

MADE_WHERE_BYLINE_RUNS = {
    ".streamlit/secrets.toml",
    ".vscode/mcp.json",
    "byline.toml",
    "checked.json",
    "claude_desktop_config.json",
    "feedback.jsonl",
    "last-check.json",
    "questions.json",
    "secrets.toml",
    "stated.json",
}
"""Files that no repository holds."""


@cache
def tracked() -> tuple[str, ...]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return tuple(name for name in listed.stdout.splitlines() if (ROOT / name).exists())


def documents() -> Iterator[Path]:
    """The pages that people read; the log of changes names files of its day."""
    named = (Path(name) for name in tracked() if name.endswith(".md") and not name.startswith(("corpus/c", "tests/")))
    yield from (ROOT / name for name in named if name.name != "CHANGELOG.md" and name.parts[0] != ".ci")


def test_every_relative_link_leads_to_a_file() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in documents()
        for link in LINK.findall(page.read_text("utf-8"))
        if "://" not in link and not (page.parent / link.partition("#")[0]).exists()
    ]
    assert broken == []


def test_every_file_that_a_page_names_is_there() -> None:
    """By its path from the root, or by its name alone where a path was said before."""
    endings = {"/".join(Path(name).parts[at:]) for name in tracked() for at in range(len(Path(name).parts))}
    missing = [
        f"{page.relative_to(ROOT)}: {name}"
        for page in documents()
        for name in NAMED.findall(page.read_text("utf-8"))
        if name not in endings | MADE_WHERE_BYLINE_RUNS
    ]
    assert missing == []


def test_every_page_of_the_documents_that_a_file_names_is_there() -> None:
    missing = [
        f"{name}: {page}"
        for name in tracked()
        if name.endswith((".py", ".md", ".txt", ".toml", "Makefile"))
        for page in DOCS_PAGE.findall((ROOT / name).read_text("utf-8", "ignore"))
        if not (ROOT / page).exists() and name != "tests/test_docs.py"
    ]
    assert missing == []


def test_every_place_that_answers_a_strangers_question_is_there() -> None:
    section = (
        (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Ten questions a stranger asks\n")[1].split("\n## ")[0]
    )
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][2:]

    missing = [
        f"{where}: {name}"
        for _, where, said in rows
        for name in re.findall(r"`(\w+)`", said)
        if not re.search(
            rf"^(?:def {name}\b|{name} =|{name}:)", (ROOT / where.strip("`")).read_text("utf-8"), re.MULTILINE
        )
    ]

    assert len(rows) == 10
    assert missing == []


def test_nothing_but_a_build_opens_the_library_for_writing() -> None:
    product = [name for name in tracked() if name.endswith(".py") and not name.startswith(("tests/", "benchmarks/"))]
    opening = [
        name for name in product if re.search(r"(?<!def )\bopen_for_writing\(", (ROOT / name).read_text("utf-8"))
    ]

    assert opening == ["index/building/build.py"]


def test_every_setting_is_in_the_table_of_settings() -> None:
    page = (ROOT / "docs/how/configure.md").read_text("utf-8")
    rows = [(f"`{name}`", f"`BYLINE_{name.upper()}`") for name in NAMES]

    assert [row for row in rows if f"| {row[0]} | {row[1]} |" not in page] == []
