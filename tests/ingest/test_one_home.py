"""Facts that several modules need have one home each; whoever writes one down again is found here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from ingest.digests import file_sha256
from ingest.lexicon import LIGATURES, MONTH, MONTHS, SMALL_WORDS

ROOT = Path(__file__).parents[2]
PARTS = ("answer", "app_pages", "desk", "index", "ingest", "terminal")
REBUILT = {"ingest/loaders/pdf.py", "ingest/loaders/pdf_lines.py", "ingest/speech/grammar_words.py"}
"""Files that other work writes anew: they still spell the soft hyphen, or the months among the words of time."""


def written_in(pattern: str) -> set[str]:
    """The files of the product in whose code this pattern is found."""
    return {
        path.relative_to(ROOT).as_posix()
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }


def test_months_are_listed_once() -> None:
    assert written_in(r"\bmonth_(?:abbr|name)\b|\bjan\b.*\bfeb\b|[Jj]anuary\b.*[Ff]ebruary\b") - REBUILT == {
        "ingest/lexicon.py"
    }


def test_soft_hyphens_and_ligatures_are_listed_once() -> None:
    assert written_in(r"\\u00ad|\\xad|\\ufb0\d|[\u00ad\ufb00-\ufb06]") - REBUILT == {"ingest/lexicon.py"}


def test_the_sha256_of_a_file_is_taken_in_one_place() -> None:
    assert written_in(r"\bfile_digest\(") == {"ingest/digests.py"}


def test_small_words_are_listed_once() -> None:
    """A short table of one sort, such as pronouns, is another fact; speech sorts words by what they do in a clause."""
    offenders = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and len(SMALL_WORDS & set(node.value.split())) > max(30, len(node.value.split()) * 0.6)
        and path.parent.name != "speech"
    ]

    assert {place.split(":")[0] for place in offenders} == {"ingest/lexicon.py"}, offenders


def test_a_month_is_known_by_its_name_and_its_abbreviations() -> None:
    assert [name for name, number in MONTHS.items() if number == 9] == ["september", "sep", "sept"]
    assert sorted(set(MONTHS.values())) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert [re.findall(MONTH, words) for words in ("september 2", "sept 2", "sep 2")] == [
        ["september"],
        ["sept"],
        ["sep"],
    ]


def test_a_ligature_is_its_letters() -> None:
    assert {written: letters for written, letters in LIGATURES.items() if len(letters) == 3} == {"ﬃ": "ffi", "ﬄ": "ffl"}


def test_the_sha256_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")

    assert file_sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
