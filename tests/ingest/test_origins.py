from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.folder import scan
from ingest.origins import BAND_HASHES, PERMUTATIONS, TextSketch, bands, group, sketch
from ingest.reading import read_document
from tests.conftest import write

WORDS = [f"{a}{b}" for a in "bcdfghklmnprst" for b in ("ane", "ote", "ill", "urn", "ade", "ice")]


def text(seed: int, words: int = 300) -> str:
    """Sentences of their own."""
    chance = random.Random(seed)  # noqa: S311 (words)
    return " ".join(" ".join(chance.choices(WORDS, k=10)).capitalize() + "." for _ in range(words // 10))


def origins(folder: Path, **texts: str) -> dict[str, str]:
    """Name → origin of documents with these texts."""
    for name, content in texts.items():
        write(folder, f"{name}.txt", content)
    found = group({file.id: sketch(read_document(file, {})) for file in scan(folder).files})
    return {name.removesuffix(".txt"): origin.removesuffix(".txt") for name, origin in found.items()}


def test_documents_of_their_own_are_origins_of_their_own(tmp_path: Path) -> None:
    assert origins(tmp_path, a=text(1), b=text(2), c=text(3)) == {"a": "a", "b": "b", "c": "c"}


def test_the_same_text_cut_and_edited_is_one_origin_named_after_the_first(tmp_path: Path) -> None:
    whole = text(1)

    found = origins(tmp_path, z=whole, c=whole[: len(whole) * 4 // 5], m=whole.replace("bane", "bark"), d=text(2))

    assert found == {"c": "c", "d": "d", "m": "c", "z": "c"}


WIRE = "MOSUL, Iraq (AP) — "


def test_reports_that_credit_one_agency_are_one_origin_though_each_paper_cut_them_its_own_way(tmp_path: Path) -> None:
    shared = text(1, 150)

    found = origins(
        tmp_path, a=f"{WIRE}{shared} {text(2, 120)}", b=f"{WIRE}{shared} {text(3, 120)}", c=f"{shared} {text(4, 120)}"
    )

    assert found == {"a": "a", "b": "a", "c": "c"}


def test_two_reports_of_one_agency_on_different_things_are_two_origins(tmp_path: Path) -> None:
    assert origins(tmp_path, a=WIRE + text(1), b=WIRE + text(2)) == {"a": "a", "b": "b"}


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("MOSUL, Iraq (AP) — The gate was closed.", "AP"),
        ("LONDON, May 2 (Reuters) - The gate was closed.", "Reuters"),
        ("The gate was closed.\n\nSource: Agence France-Presse", "AFP"),
        ("The gate\n\nBy The Associated Press\n\nIt was closed.", "AP"),
        ("The mayor told Reuters that the gate was closed.", None),
        ("Nobody at the Associated Press was reached - the gate was closed. It fell.", None),
        ("The gate was closed.", None),
    ],
)
def test_an_agency_is_credited_in_a_dateline_or_a_line_of_its_own(
    tmp_path: Path, opening: str, agency: str | None
) -> None:
    write(tmp_path, "a.txt", opening)
    [file] = scan(tmp_path).files

    assert sketch(read_document(file, {})).agency == agency


def test_a_short_text_is_grouped_only_with_the_same(tmp_path: Path) -> None:
    found = origins(tmp_path, a="The gate was closed.", b="The gate was closed!", c="The gate was opened.")

    assert found == {"a": "a", "b": "a", "c": "c"}


def test_many_copies_are_one_origin(tmp_path: Path) -> None:
    found = origins(tmp_path, **{f"n{number:02}": text(1) for number in range(40)})

    assert set(found.values()) == {"n00"}


TRACES = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.builds(TextSketch, st.binary(min_size=1, max_size=1).map(lambda one: one * 512), st.sampled_from([None, "AP"])),
    max_size=8,
)


@given(TRACES, st.randoms())
def test_grouping_depends_on_no_order_and_names_a_member_of_the_group(
    traces: dict[str, TextSketch], chance: random.Random
) -> None:
    names = list(traces)
    chance.shuffle(names)

    found = group(traces)

    assert found == group({name: traces[name] for name in names})
    assert all(found[origin] == origin for origin in found.values())
    assert all(traces[name].hashes == traces[origin].hashes for name, origin in found.items())


@given(st.lists(st.integers(0, 2), min_size=PERMUTATIONS, max_size=PERMUTATIONS), st.integers(0, 2**32 - 1))
def test_two_traces_have_a_number_in_common_just_where_they_have_a_band_in_common(kept: list[int], seed: int) -> None:
    one = np.random.default_rng(seed).integers(0, 2**32, PERMUTATIONS, np.uint32)
    other = np.where(np.array(kept) > 0, one, one + np.uint32(1))
    pairs = (one == other).reshape(-1, BAND_HASHES).all(axis=1)

    shared = set(bands(TextSketch(one.tobytes()))) & set(bands(TextSketch(other.tobytes())))

    assert len(shared) == int(pairs.sum())
