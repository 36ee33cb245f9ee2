from __future__ import annotations

import re

from app_pages.drawing.kinds import LOOKS, OTHER_LOOK, kind_class, kind_word
from app_pages.drawing.style_sheet import style_sheet


def test_every_kind_has_a_colour_a_shape_and_an_icon_of_its_own() -> None:
    looks = [*LOOKS.values(), OTHER_LOOK]

    assert len({look.light for look in looks}) == len({look.dark for look in looks}) == len(looks)
    assert len({look.shape for look in looks}) == len({look.icon for look in looks}) == len(looks)


def test_a_kind_looks_on_every_page_as_its_line_says() -> None:
    styles = dict(re.findall(r"\.(byline-kind-\w+) \{([^}]*)\}", style_sheet()))

    assert sorted(styles) == [f"byline-kind-{kind}" for kind in sorted([*LOOKS, "other"])]
    assert "--kind: light-dark(#86296a, #e6a3d3);" in styles["byline-kind-commentary"]
    assert "%3Cpath d=%22M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5%22/%3E%3C/svg%3E" in styles["byline-kind-commentary"]


def test_a_folder_name_never_becomes_a_class() -> None:
    assert kind_class('x" onclick="y') == "byline-kind-other"


def test_a_kind_is_shown_by_its_own_word() -> None:
    assert kind_word("press release") == "Press release"
