"""Links that somebody else wrote: the page answers or refuses in one line, and never fails."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.shown import markup, refusals

pytestmark = pytest.mark.slow

QUESTION = "Who closed the lower gate at noon?"


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x" * 10_000},
        {"q": "\0"},
        {"q": '"'},
        {"q": "<script>alert(1)</script>"},
        {"q": QUESTION, "kind": "nonsense"},
        {"q": QUESTION, "kind": ["reporting", "<script>alert(1)</script>"]},
        {"q": QUESTION, "kind": ""},
        {"q": QUESTION, "document": "../../etc/passwd"},
        {"q": QUESTION, "voice": "god"},
        {"q": QUESTION, "after": "2019-02-30"},
        {"q": QUESTION, "before": "99999999999999999999"},
        {"q": QUESTION, "after": "2030-01-01", "before": "2020-01-01"},
        {"q": QUESTION, "after": ["2019-01-01", "2020-01-01"]},
        {"q": [QUESTION, "another"]},
        {"conversation": "-1"},
        {"conversation": "99999999999999999999999999"},
        {"conversation": "1" * 5_000},
        {"conversation": "1 OR 1=1"},
        {"conversation": "²"},
        {"conversation": ""},
        {"conversation": ["1", "2"]},
        {"q": QUESTION, "conversation": "x"},
        {"unknown": "x", "q": QUESTION},
    ],
    ids=lambda query: str(query)[:60],
)
def test_a_hostile_link_is_answered_or_refused_in_a_line(app: AppTest, query: dict[str, str | list[str]]) -> None:
    app.query_params.update(query)

    app.run()

    assert not app.exception
    assert "Byline did not foresee" not in markup(app)
    assert all("\n" not in line for line in refusals(app))
    assert "<script>alert" not in markup(app)
