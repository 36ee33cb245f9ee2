"""Make every page's style: style.css and the colours of kinds and verdicts, which live with them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from answer.arrangements import COLOURS, ON_COLOUR
from app_pages.drawing.badges import STYLES
from app_pages.drawing.kinds import LOOKS, OTHER_LOOK, KindLook, kind_class

SHEET = Path(__file__).with_name("style.css")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="black" stroke-width="1.7"'
    ' stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)
IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", '"': "%22"})


@cache
def style_sheet() -> Markup:
    """Return the rules for every page; made once."""
    rules = "\n".join([*kind_rules(), *verdict_rules(), SHEET.read_text(encoding="utf-8")])
    return Markup(rules)  # noqa: S704 (all of it is this product's own, and style has no escapes)


def kind_rules() -> list[str]:
    """A rule for each kind: its colour, and its icon as a mask that takes that colour."""
    looks = {kind_class(kind): look for kind, look in LOOKS.items()}
    return [_kind_rule(name, look) for name, look in {**looks, kind_class(""): OTHER_LOOK}.items()]


def verdict_rules() -> list[str]:
    """The colour of each verdict as a variable, and under its letter."""
    named = {STYLES[verdict]: colour for verdict, colour in COLOURS.items()}
    declared = " ".join(f"--{name}: {_both(*colour)};" for name, colour in {**named, "on-colour": ON_COLOUR}.items())
    return [f".stApp {{ {declared} }}", *(f".byline-verdict-{name} {{ background: var(--{name}); }}" for name in named)]


def _kind_rule(name: str, look: KindLook) -> str:
    icon = ICON.format(look.icon).translate(IN_ADDRESS)
    return f'.{name} {{ --kind: {_both(look.light, look.dark)}; --icon: url("data:image/svg+xml,{icon}"); }}'


def _both(light: str, dark: str) -> str:
    return f"light-dark({light}, {dark})"
