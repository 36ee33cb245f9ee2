from __future__ import annotations

from app_pages.markup import element, escaped


def test_markup_characters_become_references() -> None:
    assert escaped("""<b a="1" c='2'>&amp;""") == "&lt;b a=&quot;1&quot; c=&#x27;2&#x27;&gt;&amp;amp;"


def test_line_breaks_survive_trimming_and_dedenting() -> None:
    assert escaped("\n  a\r\n  b\n") == "&#10;  a&#13;&#10;  b&#10;"


def test_an_element_takes_its_direction_from_its_text_and_escapes_its_attributes() -> None:
    assert element("p", "שלום", "x", title='"<') == '<p class="x" dir="auto" title="&quot;&lt;">שלום</p>'
