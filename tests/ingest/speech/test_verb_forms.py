from __future__ import annotations

import pytest

from ingest.speech.verb_forms import Form, forms


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("deny", {"deny": Form.BASE, "denies": Form.PRESENT, "denied": Form.PAST, "denying": Form.GERUND}),
        ("say", {"say": Form.BASE, "says": Form.PRESENT, "said": Form.PAST, "saying": Form.GERUND}),
        ("argue", {"argue": Form.BASE, "argues": Form.PRESENT, "argued": Form.PAST, "arguing": Form.GERUND}),
        ("admit", {"admit": Form.BASE, "admits": Form.PRESENT, "admitted": Form.PAST, "admitting": Form.GERUND}),
        ("agree", {"agree": Form.BASE, "agrees": Form.PRESENT, "agreed": Form.PAST, "agreeing": Form.GERUND}),
        ("stress", {"stress": Form.BASE, "stresses": Form.PRESENT, "stressed": Form.PAST, "stressing": Form.GERUND}),
    ],
)
def test_a_verb_has_its_forms(verb: str, words: dict[str, Form]) -> None:
    assert forms([verb]) == {word: (verb, form) for word, form in words.items()}


def test_a_participle_of_its_own_is_told_apart() -> None:
    assert forms(["write"])["written"] == ("write", Form.PARTICIPLE)
