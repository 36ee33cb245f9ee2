"""The characters of a PDF's page, in the order of the file → the lines that they are drawn in, or parts of them."""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from unicodedata import normalize

from pypdfium2 import raw

HYPHEN = "\x02"
"""What the library gives for a hyphen at a line's end."""


BOLD = re.compile(rb"bold|black|heavy|cmbx|[-,]bd\b", re.I)
"""Names of fonts whose letters are bold."""

ACCENTS = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
"""Accents that a program may draw by themselves, over a letter that has none, and what they are as part of it."""

PLAIN = frozenset(range(33, 127)) - {ord("`")}
"""Codes that are what they say."""

SAME_LINE = 0.08
"""Of the type's size: how far from a line's height its letters may stand. Raised, note marks become words."""

LEFTWARD_SPACE = 0.2
"""Of the type's size: the gap between letters of Arabic and Hebrew that is a space. Lowered, words fall apart."""

CLOSING = frozenset("،؛؟.,:;!?)]»”")
"""Marks that no space stands before."""

LEFTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Letters of Hebrew and Arabic."""

ACCENT_GAP = 0.2
"""Of the type's size: the gap that is a space before a lone accent. Raised, words run into each other."""

RAISED_DIGITS = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[.,;:!?”’\")\]]))(\d{1,3}|[⁰¹²³⁴-⁹]{1,3})(?!\w)|(?<!.)(\d{1,3})(?=[^\W\d_])"
)
"""Digits that may be a note's, raised by the font itself and not by the line that they stand on."""

UNREADABLE = "\ufffd"
"""Written for a letter of which the file does not say which letter it is."""

PRIVATE_IN_WORD = re.compile(r"(?<=\w)[\ue000-\uf8ff]|[\ue000-\uf8ff](?=\w)")
"""Codes that every font uses as it likes, where they are no bullets."""

SPLIT_GAP = 0.9
"""Of the type's size: a gap this wide on one line may be a column's edge, so that the line is given in parts.
Raised, narrow gutters are read across; lowered, stretched lines are in more parts, which are joined again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or a part of one, as the page shows it: its characters, each with its number and its place on the page.

    `left`, `right`, `y` and `size` are in points of the page as it is shown, `y` being the line that the letters stand
    on, which grows upwards, and `size` that of the type. `xs` are the characters' left edges. A line is `turned` that
    does not run from left to right. `alone` says that it is a block of its own, as the value of a form's field is.
    `rule` names what makes it no content. Numbers below 0 are those of annotations: -1 is the page's first.
    `gaps` are the wide ones between its parts, as a table has them between its cells: where they begin and end.
    `recognised` is how sure a machine is that read it on a picture; None for letters of the file.
    """

    page: int
    text: str
    numbers: tuple[int, ...]
    left: float
    right: float
    y: float
    size: float
    xs: tuple[float, ...] = ()
    is_bold: bool = False
    turned: bool = False
    alone: bool = False
    rule: str = ""
    gaps: tuple[tuple[float, float], ...] = ()
    recognised: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, its text, its number and its rotation, by which its points are turned to where they are shown."""

    page: Any
    text: Any
    number: int
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as it is shown."""
        match self.rotation:
            case 90:
                return y, -x
            case 180:
                return -x, -y
            case 270:
                return -y, x
        return x, y

    def origins(self) -> Callable[[int], tuple[float, float]]:
        """Return where a character stands, by its number. It is asked of every character, so it is made once."""
        x, y = ctypes.c_double(), ctypes.c_double()
        point = self.point if self.rotation else None

        def origin(number: int) -> tuple[float, float]:
            raw.FPDFText_GetCharOrigin(self.text, number, x, y)
            return point(x.value, y.value) if point else (x.value, y.value)

        return origin

    def sides(self, number: int) -> tuple[float, float]:
        """A character's left and right edge."""
        left, bottom, right, top = letter_box(self.text, number)
        (x0, _), (x1, _) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), max(x0, x1)

    def edges(self, number: int) -> tuple[float, float]:
        """The left and right edge of a character as it is drawn."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self.text, number, left, right, bottom, top)
        (x0, _), (x1, _) = self.point(left.value, bottom.value), self.point(right.value, top.value)
        return min(x0, x1), max(x0, x1)

    def lift(self, number: int) -> float:
        """Return how far a character is drawn above the line that it stands on, in its type's size."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self.text, number, left, right, bottom, top)
        (_, low), (_, high) = self.point(left.value, bottom.value), self.point(right.value, top.value)
        return (min(low, high) - self.origins()(number)[1]) / max(self.style(number)[0], 1.0)

    def is_generated(self, number: int) -> bool:
        """Return whether the library made a character up, as it does with spaces."""
        return bool(raw.FPDFText_IsGenerated(self.text, number) == 1)

    def style(self, number: int) -> tuple[float, bool, bool]:
        """The size of a character's type, whether it is bold, and whether its line is turned."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text, number, matrix)
        size = raw.FPDFText_GetFontSize(self.text, number) * math.hypot(matrix.c, matrix.d)
        along, up = self.point(matrix.a, matrix.b)
        return size, _is_bold(self.text, number), along <= 0 or abs(up) > along / 4


def drawn_lines(shown: Shown, count: int) -> list[Line]:
    """The parts of lines in the order of the file: a line's end, a jump and a wide gap begin another."""
    origin, unicode, text, plain = shown.origins(), raw.FPDFText_GetUnicode, shown.text, PLAIN
    found: list[Line] = []
    accents: list[int] = []
    run = _Run()
    for number in range(count):
        code = unicode(text, number)
        x, height = origin(number)
        if code in plain and run.low < height < run.high and run.back < x - run.seen_x < run.ahead:
            run.text.append(chr(code))  # the quick way of most characters
            run.numbers.append(number)
            run.xs.append(x)
            run.seen, run.seen_x = number, x
            continue
        if code == 32 and run.seen >= 0 and not run.after_accent:
            run.append(" ", number, x)
            continue
        char = "\n" if code in {10, 13} else _char(text, number, code)
        if char in ACCENTS:
            accents.append(number)
            run.accent()
            continue
        if not char or (char == " " and run.after_accent and shown.is_generated(number)):
            continue
        if run.text and (char == "\n" or run.ends_before(shown, x, height)):
            found += _line(shown, run)
            run = _Run()
        if char == "\n":
            continue
        run.add(shown, char, number, (x, height))
        if char == HYPHEN:
            found += _line(shown, run)
            run = _Run()
    return _accented(shown, [*found, *_line(shown, run)], accents)


@dataclass(slots=True)
class _Run:
    """Characters beside each other, as they are collected; `seen` is the number of the last that is no space.

    The next is surely beside it if it stands between `low` and `high`, and between `back` and `ahead` of it.
    """

    text: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    seen: int = -1
    seen_x: float = 0.0
    size: float = 0.0
    turned: bool = False
    after_accent: bool = False
    low: float = 0.0
    high: float = 0.0
    back: float = 0.0
    ahead: float = 0.0

    def append(self, char: str, number: int, x: float) -> None:
        self.text.append(char)
        self.numbers.append(number)
        self.xs.append(x)

    def ends_before(self, shown: Shown, x: float, y: float) -> bool:
        """Return whether a character at this place is not beside the last that was seen."""
        if self.seen < 0 or self.turned:
            return False
        if not self.low < y < self.high:
            return True
        if self.back < x - self.seen_x < self.ahead:
            return False
        left, right = shown.sides(self.seen)
        return x > right + SPLIT_GAP * self.size or x < left - 3 * self.size

    def add(self, shown: Shown, char: str, number: int, at: tuple[float, float]) -> None:
        x, y = at
        if not char.isspace():
            if self.seen < 0:
                self._begin(shown, number, y)
            if self.after_accent and self.text:
                self._close_up(shown, x)
            self.seen, self.seen_x, self.after_accent = number, x, False
            self.ahead = SPLIT_GAP * self.size
        self.append(char, number, x)

    def _begin(self, shown: Shown, number: int, y: float) -> None:
        self.size, _, self.turned = shown.style(number)
        self.low, self.high = y - SAME_LINE * self.size, y + SAME_LINE * self.size
        self.back = -2 * self.size

    def accent(self) -> None:
        """Have the next character looked at closely."""
        self.after_accent, self.ahead = True, self.back

    def _close_up(self, shown: Shown, x: float) -> None:
        """Have a space before a letter with an accent only where there is a gap: the library guesses there."""
        while self.text[-1:] == [" "]:
            self.text.pop(), self.numbers.pop(), self.xs.pop()
        right = shown.sides(self.seen)[1] if self.seen >= 0 else x
        if x - right > ACCENT_GAP * self.size:
            self.append(" ", self.seen, right)


def _accented(shown: Shown, found: list[Line], accents: Sequence[int]) -> list[Line]:
    """The lines with accents that are drawn by themselves put on their letters, or as lines where none is below."""
    for number in accents:
        left, right = shown.sides(number)
        y = shown.origins()(number)[1]
        for place, line in enumerate(found):
            if abs(line.y - y) < line.size / 2 and (changed := _with_accent(shown, line, number, (left + right) / 2)):
                found[place] = changed
                break
        else:
            char = chr(raw.FPDFText_GetUnicode(shown.text, number))
            found += _line(shown, _Run([char], [number], [left]))
    return found


def _with_accent(shown: Shown, line: Line, number: int, middle: float) -> Line | None:
    """The line with an accent on the letter that stands in this place, None where none does."""
    place = bisect_right(line.xs, middle) - 1
    if place < 0 or not line.text[place].isalpha():
        return None
    left, right = shown.sides(line.numbers[place])
    accent = ACCENTS[chr(raw.FPDFText_GetUnicode(shown.text, number))]
    letter = normalize("NFC", {"\u0131": "i", "\u0237": "j"}.get(line.text[place], line.text[place]) + accent)
    if not left <= middle <= right or len(letter) != 1:
        return None
    return replace(line, text=line.text[:place] + letter + line.text[place + 1 :])


def _char(handle: Any, number: int, code: int) -> str:  # noqa: ANN401
    """The character of this code, UNREADABLE where the file does not say which, "" for none."""
    if code == 2 and raw.FPDFText_IsHyphen(handle, number) == 1:
        return HYPHEN
    if code == 9 or code == 0xA0:
        return " " if code == 9 else "\u00a0"
    if code < 32 or 0x7F <= code < 0xA0 or 0xFFFD <= code <= 0xFFFF:
        return "" if raw.FPDFText_IsGenerated(handle, number) == 1 else UNREADABLE
    return chr(code) if not 0xD800 <= code < 0xE000 and code < 0x110000 else UNREADABLE


def _line(shown: Shown, run: _Run) -> Iterator[Line]:
    """The run as a line, in parts where a font's own raised digits stand in it."""
    if run.seen < 0 and not any(not char.isspace() for char in run.text):
        return
    words = _without_private("".join(run.text))
    start = 0
    for match in RAISED_DIGITS.finditer(words):
        lifted = shown.lift(run.numbers[match.start(match.lastindex or 1)])
        if match.group().isdecimal() and lifted < 0.12:
            continue
        yield from _part(shown, run, words, (start, match.start(match.lastindex or 1)))
        for part in _part(shown, run, normalize("NFKC", words), match.span(match.lastindex or 1)):
            yield replace(part, size=part.size * 0.6, y=part.y + part.size * 0.35)
        start = match.end(match.lastindex or 1)
    yield from _part(shown, run, words, (start, len(words)))


def _part(shown: Shown, run: _Run, words: str, span: tuple[int, int]) -> Iterator[Line]:
    places = [place for place in range(*span) if not words[place].isspace()]
    if not places:
        return
    sides = [shown.sides(run.numbers[places[end]]) for end in (0, -1)]
    middle = run.numbers[places[len(places) // 2]]
    size, is_bold, turned = shown.style(middle)
    cut = slice(*span)
    text, numbers, xs = words[cut], tuple(run.numbers[cut]), tuple(run.xs[cut])
    if LEFTWARD.search(text):
        text, numbers, xs = _spaced(shown, text, numbers, size)
        sides = [shown.edges(number) for number in numbers]
    left, right = min(side[0] for side in sides), max(side[1] for side in sides)
    y = shown.origins()(middle)[1]
    yield Line(shown.number, text, numbers, left, right, y, size, xs, is_bold, turned)


def _spaced(
    shown: Shown, text: str, numbers: Sequence[int], size: float
) -> tuple[str, tuple[int, ...], tuple[float, ...]]:
    """Letters of Arabic or Hebrew from the right, with spaces where there are gaps; the file's stand anywhere."""
    placed = [(*shown.edges(number), char, number) for char, number in zip(text, numbers, strict=True) if char.strip()]
    placed.sort(key=lambda letter: -letter[0])
    found: list[tuple[str, int, float]] = []
    for (left, _, char, number), following in zip(placed, [*placed[1:], None], strict=True):
        found.append((char, number, left))
        if following and left - following[1] > LEFTWARD_SPACE * size and following[2] not in CLOSING:
            found.append((" ", number, following[1]))
    chars, of, xs = zip(*found, strict=True)
    return "".join(chars), of, xs


def _without_private(words: str) -> str:
    """The words with UNREADABLE for codes without a meaning that stand inside a word."""
    return PRIVATE_IN_WORD.sub(UNREADABLE, words)


def _is_bold(handle: Any, number: int) -> bool:  # noqa: ANN401
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(handle, number, name, 128, flags)
    return bool(BOLD.search(name.value)) or raw.FPDFText_GetFontWeight(handle, number) >= 600


def letter_box(handle: Any, number: int) -> tuple[float, float, float, float]:  # noqa: ANN401
    """A character's left, bottom, right and top, in points."""
    rectangle = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(handle, number, rectangle)
    return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
