from __future__ import annotations

from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from app_pages.drawing.markup import details, element, head_cells, wrapped


def test_markup_characters_become_references() -> None:
    shown = wrapped("p", """<b a="1" c='2'>&amp;""", "x")

    assert shown == '<p class="x">&lt;b a=&#34;1&#34; c=&#39;2&#39;&gt;&amp;amp;</p>'


def test_markup_inside_an_element_stays_as_it_is_and_text_beside_it_does_not() -> None:
    assert wrapped("p", element("b", "<", "y") + "<", "x") == '<p class="x"><b class="y" dir="auto">&lt;</b>&lt;</p>'


def test_an_element_takes_its_direction_from_its_text_and_escapes_its_attributes() -> None:
    assert element("p", "שלום", "x", title='"<') == '<p class="x" dir="auto" title="&#34;&lt;">שלום</p>'


def test_what_unfolds_has_its_summary_before_it_and_may_be_open() -> None:
    inside = Markup("<ul></ul>")

    assert details("1 < 2", inside) == (
        '<details class="byline-details"><summary>1 &lt; 2</summary><ul></ul></details>'
    )
    assert details("Why", inside, is_open=True) == (
        '<details class="byline-details" open><summary>Why</summary><ul></ul></details>'
    )


def test_each_column_has_its_heading() -> None:
    assert head_cells(["A", "<"]) == '<th scope="col">A</th><th scope="col">&lt;</th>'


def _page() -> None:
    from typing import Any

    import streamlit as st
    from markupsafe import Markup

    from app_pages.drawing.markup import element, show

    show(element("pre", "\n  a\r\n  b\n", "x"))
    untyped: Any = "<script>alert(1)</script>"
    show(untyped)
    show(Markup("<p>below</p>"), st.container())


def test_line_breaks_survive_trimming_and_dedenting_and_text_without_a_type_is_escaped() -> None:
    shown = [block.value for block in AppTest.from_function(_page).run().html]

    assert shown == [
        '<pre class="x" dir="auto">&#10;  a&#13;&#10;  b&#10;</pre>',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<p>below</p>",
    ]
