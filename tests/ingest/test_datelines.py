"""The day of publication that a document's own text gives."""

from __future__ import annotations

import pytest

from ingest.reader.process import read_contents

MORE = "\n\nMore was heard of it the next day, and nothing was settled until the week had passed."


def day(text: str, suffix: str = ".txt") -> list[tuple[str, str]]:
    own = read_contents(suffix, (text + MORE).encode()).own
    return [(str(field.value), field.rule) for field in own if field.name == "published"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("VARDE, 3 March 2024 — Rain fell on the town.", "2024-03-03"),
        ("MOSUL, Iraq (AP) — July 4, 2017: Troops took the bridge.", "2017-07-04"),
        ("DUNMARSH (LP), March 10, 2025. The footbridge is shut.", "2025-03-10"),
        ("The Hague, 3 May 2019 (AFP) - Judges ruled on Friday.", "2019-05-03"),
        ("Bridge shut\n\nBy Ana Lind\n\nPORT OF SPAIN, 1st June 2023: It is shut.", "2023-06-01"),
        ("Bridge shut\n\nLakeside Post, 12 April 2022\n\nThe bridge is shut.", "2022-04-12"),
        ("Rome, 2024-05-06 – The strike begins today.", "2024-05-06"),
        ("Rio de Janeiro 3 March 2024 — Rain fell.", "2024-03-03"),
        ("Bridge shut\n\n3 March 2024\n\nIt is shut.", "2024-03-03"),
    ],
)
def test_a_dateline_dates_its_document(text: str, published: str) -> None:
    assert day(text) == [(published, "dateline")]


@pytest.mark.parametrize(
    "text",
    [
        "The summit of 3 March 2024 — the first ever — ended in tears.",
        "On 3 March 2024. He died in the night.",
        "Dr. Miller resigned on 3 March 2024. He left the town.",
        "Until 3 March 2024: nothing had changed.",
        "Since 3 March 2024: nothing has changed.",
        "VARDE, 3/4/2024 — Rain fell on the town.",
        "VARDE, 31 February 2024 — Rain fell on the town.",
        "He was born in Varde, 3 March 1924. His father was a miller.",
        "VARDE — Rain fell on 3 March 2024: a flood followed.",
        "PUMP LOG\n\n14 June 2019: pumps serviced. 8 July 2022: noise at pump 3. 3 May 2026: pump 2 seized.",
        "14 June 2019 - left Oban at dawn, wind from the west.",
        "Ship's diary\n\nMonday, 3 June 1911\n\nWind.\n\nTuesday, 4 June 1911\n\nIce.",
        "1 June 1916\n\nWe marched all day.\n\n3 June 1916\n\nNo bread.",
        "Minutes book\n\n2024-01-08\n\nThe pump was painted.\n\n2024-02-12\n\nThe pump was sold.",
    ],
)
def test_a_date_in_a_sentence_dates_no_document(text: str) -> None:
    assert day(text) == []


def test_a_date_that_the_file_states_comes_first() -> None:
    text = "---\ntitle: Rain\ndate: 2024-03-04\n---\n\nVARDE, 3 March 2024 — Rain fell on the town."

    assert day(text, ".md") == [("2024-03-04", "front matter date")]
