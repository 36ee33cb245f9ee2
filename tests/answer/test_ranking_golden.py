"""Places, standings and scores of golden questions with the real model, to the letter: `ranking_golden.py`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.answer.ranking_constants import CHANGES, IN_PLACES, IN_SCORES, changed
from tests.answer.ranking_golden import Asked, RememberingEncoder, asked, differences, encoding, lanes

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the model's libraries' own, while they load
]


@pytest.fixture(scope="module")
def encoder() -> Iterator[RememberingEncoder]:
    with encoding() as made:
        yield made


@pytest.fixture(scope="module")
def corpora(encoder: RememberingEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Asked, ...]]:
    folder = tmp_path_factory.mktemp("golden")
    with asked("corpus", folder / "corpus", encoder) as corpus, asked("newsroom", folder / "newsroom", encoder) as room:
        yield corpus, room


def differing(corpora: tuple[Asked, ...], encoder: RememberingEncoder, *, scores: bool = True) -> Iterator[str]:
    """The lanes that are otherwise than they are written down, worked out as they are read."""
    for one in corpora:
        yield from differences(one.expected, lanes(one.library, encoder, one.questions), scores=scores)


def test_every_lane_stands_and_ranks_as_it_is_written_down(
    corpora: tuple[Asked, ...], encoder: RememberingEncoder
) -> None:
    found = list(differing(corpora, encoder))

    meant = f"{len(found)} lanes changed. If that was meant: python -m tests.answer.ranking_golden writes them down"
    assert not found, "\n".join([meant, *found])


def test_a_lane_changes_with_each_constant_a_third_less_or_more(
    corpora: tuple[Asked, ...], encoder: RememberingEncoder
) -> None:
    missed = []
    for constant in sorted(IN_PLACES | IN_SCORES, key=str):
        for factor in CHANGES:
            with changed(constant, factor):
                if next(differing(corpora, encoder, scores=constant in IN_SCORES), None) is None:
                    missed.append(f"{constant} times {factor:.2f}")

    assert missed == []
