from __future__ import annotations

import re
from pathlib import Path

from app_pages.kinds import kind_class, kind_word

KINDS = ("reporting", "commentary", "official", "unlabelled", "any other")
STYLE = Path(__file__).parents[2] / "app_pages" / "style.css"


def test_every_kind_has_a_colour_and_an_icon_of_its_own() -> None:
    styles = dict(re.findall(r"\.(byline-kind-\w+) \{([^}]*)\}", STYLE.read_text(encoding="utf-8")))
    assert styles.keys() == {kind_class(kind) for kind in KINDS}
    assert all("--kind: light-dark(" in style and "--icon: url(" in style for style in styles.values())
    assert len(set(styles.values())) == len(styles)


def test_a_folder_name_never_becomes_a_class() -> None:
    assert kind_class('x" onclick="y') == "byline-kind-other"


def test_a_kind_is_shown_by_its_own_word() -> None:
    assert kind_word("press release") == "Press release"
