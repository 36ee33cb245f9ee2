from __future__ import annotations

import pytest

from app_pages.frame import library_state
from index.building.steps import MODEL_CHANGED, READ_OTHERWISE
from index.records import Plan


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (
            {"a.txt": READ_OTHERWISE, "b.txt": f"{READ_OTHERWISE}; 2 pages read"},
            "Byline was updated and reads 2 documents in a new way. Update once, and searching goes by that; "
            "the files have not changed.",
        ),
        (
            {"a.txt": READ_OTHERWISE, "b.txt": "its content changed"},
            "Changed since the last update: 1 document changed. Byline was updated and reads 1 document in a new way. "
            "Update once, and searching goes by that; the files have not changed.",
        ),
        (
            {"a.txt": f"{MODEL_CHANGED}: one → two"},
            "The search model is another one. Update once, and 1 document can be found with it; "
            "the files have not changed.",
        ),
        ({"a.txt": "its content changed"}, "Changed since the last update: 1 document changed."),
    ],
)
def test_documents_whose_files_have_not_changed_are_not_called_changed(reasons: dict[str, str], said: str) -> None:
    plan = Plan(1, changed=tuple(reasons), reasons=reasons)

    assert library_state._changed(plan) == said
