"""The pictures: every mark of a chart is what its table has, in both themes."""

from __future__ import annotations

import re

import pytest

from answer.arrangements import coverage, matrix
from answer.records import Verdict
from app_pages.drawing.charts import Drawn, coverage_chart, heat_chart
from app_pages.drawing.style_sheet import SHEET
from tests.answer.exports.test_export import answer
from tests.answer.test_check_exports import checked, claim, finding

STYLE = SHEET.read_text(encoding="utf-8")

both_themes = pytest.mark.parametrize("dark", [False, True])


def values(chart: Drawn) -> list[dict[str, object]]:
    """What the chart is drawn of."""
    made = chart.to_dict()
    [found] = made["datasets"].values()
    return found


@both_themes
def test_the_heat_map_has_a_letter_for_every_cell_of_the_matrix(dark: bool) -> None:
    made = checked(
        claim("One.", 0, finding("reporting", Verdict.SUPPORTS, "A"), finding("commentary", Verdict.DIFFERS, "B")),
        claim("Two.", 9, finding("commentary", Verdict.VERBATIM, "B")),
    )

    cells = values(heat_chart(matrix(made), dark=dark))

    assert [(one["claim"], one["row"], one["document"], one["letter"]) for one in cells] == [
        ("Two.", 1, "1 Reporting: A", "–"),
        ("Two.", 1, "2 Commentary: B", "V"),
        ("One.", 2, "1 Reporting: A", "S"),
        ("One.", 2, "2 Commentary: B", "D"),
    ]


@both_themes
def test_the_coverage_strip_has_a_cell_for_each_document_and_one_for_the_rest(dark: bool) -> None:
    lanes = coverage(answer())[:2]

    cells = values(coverage_chart(lanes, dark=dark))

    assert [(one["kind"], one["place"], one["said"], one["cell"]) for one in cells] == [
        ("Reporting", 1, "1", "answers"),
        ("Reporting", 2, "+1", "others searched"),
        ("Commentary", 1, "+1", "others searched"),
    ]


def test_every_distance_is_one_of_the_scale() -> None:
    """Page-wide frames apart: what a step of the scale does not name is no distance of ours."""
    named = r"(?<![\w-])(?:margin|padding)(?:-[a-z-]+)?|(?<![\w-])(?:row-|column-)?gap"
    of_its_own = [
        rule
        for rule in re.findall(rf"(?:{named}): [^;]*;", STYLE)
        if re.search(r"\d(?:rem|px)", rule) and rule != "padding-top: 3.5rem;"
    ]

    assert of_its_own == []
