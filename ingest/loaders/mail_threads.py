"""Whose words each paragraph of a message is: its sender's, or those of whoever sent what is quoted or forwarded.

Messages quote each other by marks (`>`, `<blockquote>`), by a line that says who wrote, by header lines in a row, or by
all of these. None of it is trusted for more than it says: a quotation that nothing introduces has no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parseaddr

from ingest.lexicon import table
from ingest.loaders.mail_words import (
    AS_FOLLOWS,
    DRAWN,
    FORWARDED,
    WROTE,
    role_of,
    value_of,
)
from ingest.records import BlockKind, Span

MOST_INTRODUCING_LINES = 4
"""Lines of "On … wrote:". Raised, a paragraph that ends in it may be taken for a part of it."""

MOST_HEADERS = 12
"""Paragraphs that header lines may be, a line each. Raised, long lists with colons take longer."""

LONGEST_INTRODUCTION = 400
"""Characters of it."""

ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.h]\s?\d\d(?!\d)|\b(?:19|20)\d\d\b")
"""A time of day or a year."""

COLON = re.compile(r"[:：][\s\"*>]{0,4}\Z")
BEHIND_TIME = re.compile(
    r"\A[\s,;.()\[\]+-]*(?:(?:[ap]\.?\s?m\.?|uhr|h|hrs|kl|klo|utc|gmt|[ck]es?t|e[sd]t|p[sd]t|г|р|年|月|日|時|분|分|秒|[(（]\w{1,3}[)）])"
    r"(?=\W|\Z)[\s,;.)\]+-]*){0,4}",
    re.IGNORECASE,
)
COMMENTED = re.compile(
    r"(?P<name>[^\W\d_][^\d\n:@,.!?]{1,50}), (?:[^\W\d_]{3,12}\.? \d{1,2}, \d{4}|\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),? (?:at |um )?\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: [A-Z]{2,5}(?:[+-]\d{1,4})?)?:?"
)
"""How desks that answer by tickets begin each comment of a thread: "Ann Lee, Mar 4, 2025, 10:12 GMT:"."""

TIES = re.compile(
    r"\A(?:(?:by|from|von|af|av|par|por|da|di|od|от|le|el|il|op|on|am|den|em|dne|dnia|the)\b\s*)+", re.IGNORECASE
)
AROUND = " \t,;*\"'“”<>()[]"
PARTICLES = table("von van de der den di da du del la le bin ibn al el ten ter zu")
"""Small words that a name may begin with."""

SPEAKER = re.compile(r"[^\W\d_]|[\w.+-]{1,64}@")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a message: how deep it is quoted, its words, and whether they are furniture already.

    `words` has its lines as they stand; `links` are spans of it. `rule` names the rule that makes it furniture, if any.
    `quoted` says that it is not the words of the message's sender, and `speaker` whose it is, where that is known.
    """

    depth: int
    words: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    links: tuple[Span, ...] = ()
    rule: str = ""
    speaker: str | None = None
    quoted: bool = False

    def lines(self) -> list[str]:
        """Its lines."""
        return self.words.split("\n")

    def cut(self, first: int, last: int) -> Paragraph:
        """The paragraph that the lines from the first up to the last make."""
        lines = self.lines()
        start = sum(len(line) + 1 for line in lines[:first])
        words = "\n".join(lines[first:last])
        links = tuple((a - start, b - start) for a, b in self.links if a >= start and b <= start + len(words))
        return replace(self, words=words, links=links)


@dataclass(slots=True)
class _Thread:
    """Who speaks at each depth of quotation, while a message is read."""

    speakers: dict[int, str | None] = field(default_factory=dict)

    def begins(self, depth: int, speaker: str | None) -> None:
        """Another message begins at this depth; what it quotes is not known yet."""
        self.speakers = {at: name for at, name in self.speakers.items() if at < depth} | {depth: speaker}


def voiced(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, cut where a message begins, with whose words they are; the lines in between are furniture."""
    parts = list(_with_introductions(list(_with_headers(paragraphs))))
    thread = _Thread()
    found: list[Paragraph] = []
    for at, part in enumerate(parts):
        if part.rule == HEADERS:
            thread.begins(part.depth, _stated_sender(part.lines()))
        elif part.rule == INTRODUCTION:
            following = next((other.depth for other in parts[at + 1 :] if other.words.strip()), part.depth)
            thread.begins(max(part.depth, following), introduced(part.words))
        quoted = part.depth in thread.speakers or part.depth > 0
        said = part.speaker or thread.speakers.get(part.depth)
        rule = MAIL_HEADER if part.rule in {HEADERS, INTRODUCTION} else part.rule
        person = PERSON_INTRODUCES if rule == PERSON_INTRODUCES else ""
        if person:
            thread.begins(part.depth + 1, introduced(part.words))
        found.append(replace(part, rule="" if person else rule, speaker=said, quoted=quoted))
    return found


HEADERS, INTRODUCTION, PERSON_INTRODUCES, MAIL_HEADER = "headers", "introduction", "person", "mail_header"


# Header lines in a row.


def _with_headers(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; rows of header lines, which may go over several of them, are parts of their own."""
    paragraphs, at = list(paragraphs), 0
    while at < len(paragraphs):
        row = _header_row(paragraphs, at)
        if row is None:
            yield paragraphs[at]
            at += 1
            continue
        first_line, end, last_line = row
        rows = list[str]()
        if first_line:
            yield from _marked_forward(paragraphs[at].cut(0, first_line))
        for place in range(at, end):
            lines = len(paragraphs[place].lines())
            part = paragraphs[place].cut(first_line if place == at else 0, last_line if place == end - 1 else lines)
            rows.append(part.words)
        yield Paragraph(paragraphs[at].depth, "\n".join(rows), rule=HEADERS)
        if last_line < len(paragraphs[end - 1].lines()):
            rest = paragraphs[end - 1].cut(last_line, len(paragraphs[end - 1].lines()))
            paragraphs.insert(end, rest)
        at = end


def _marked_forward(part: Paragraph) -> Iterator[Paragraph]:
    """What stands right above header lines, a line that only says that a message follows as furniture."""
    lines = part.lines()
    keep = len(lines)
    while keep and (FORWARDED.match(lines[keep - 1]) or DRAWN.match(lines[keep - 1])):
        keep -= 1
    if keep:
        yield part.cut(0, keep)
    if keep < len(lines):
        yield replace(part.cut(keep, len(lines)), rule=MAIL_HEADER)


def _header_row(paragraphs: Sequence[Paragraph], at: int) -> tuple[int, int, int] | None:
    """Return where a row of header lines stands that begins in this paragraph.

    The place of its first line, of the paragraph behind its last, and of the line behind its last in that paragraph.
    """
    lines, first = paragraphs[at].lines(), 0
    while not paragraphs[at].rule and first < len(lines):
        last = _row_end(lines, first)
        rows, end = lines[first:last], at + 1
        while rows and last == len(paragraphs[end - 1].lines()) and end < min(len(paragraphs), at + MOST_HEADERS):
            more = _row_end(paragraphs[end].lines(), 0)
            whole = all(role_of(line) for line in paragraphs[end].lines()[:more])
            if paragraphs[end].rule or paragraphs[end].depth != paragraphs[at].depth or not more or not whole:
                break
            rows, last, end = [*rows, *paragraphs[end].lines()[:more]], more, end + 1
        if _is_header_row(rows):
            return first, end, last
        first += max(1, len(rows))
    return None


def _row_end(lines: Sequence[str], first: int) -> int:
    """The place behind the last line of a row of headers; one of them may go on in a line without a label."""
    end = first
    for place in range(first, len(lines)):
        role = role_of(lines[place])
        people = place > first and lines[place - 1].rstrip().endswith((",", ";")) and "@" in lines[place]
        if role or people or (role == "" and ("@" in lines[place] or CLOCK.search(lines[place]))):
            end = place + 1
        elif not any(role_of(line) for line in lines[place + 1 : place + 3]):
            break
    return end


def _is_header_row(rows: Sequence[str]) -> bool:
    """Return whether these lines are a message's headers, and not just two lines with a colon."""
    roles = {role for line in rows if (role := role_of(line))}
    values = [value_of(line) for line in rows if role_of(line) is not None]
    addressed = any("@" in value for value in values)
    if "from" in roles and len(roles) > 1 and (addressed or {"subject", "date"} & roles):
        return addressed or "subject" in roles or bool({"date"} & roles and any(map(CLOCK.search, values)))
    dated = any(CLOCK.search(value) and "@" not in value for value in values)
    return len(values) > 2 and "@" in "".join(values[:2]) and dated


def _stated_sender(lines: Sequence[str]) -> str | None:
    """Who sent the message below these header lines."""
    stated = [line for line in lines if role_of(line) == "from"] or [line for line in lines if "@" in line]
    following = next((lines[at + 1] for at, line in enumerate(lines[:-1]) if stated and line is stated[0]), "")
    words = value_of(stated[0]) if stated else ""
    return plain_name(words or (following if role_of(following) is None else "")) or None


def plain_name(words: str) -> str:
    """The name of the first address as headers write it, "Friis, Knud <k@x.example>" too; else the address itself."""
    name, bracket, _ = words.partition("<") if "<" in words else words.partition("[mailto:")
    if not bracket:
        name = parseaddr(words)[0] if ADDRESS.search(words) else words.partition("[")[0]
    address = ADDRESS.search(words)
    name = name.strip(' \t*"“”,;')
    name = name[1:-1] if name[:1] == name[-1:] == "'" else name
    return name or (address.group() if address else "")


# The line that introduces a quotation.


def _with_introductions(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; the lines of a mail program that say who wrote what follows are parts of their own."""
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1].depth if at + 1 < len(paragraphs) else None
        if paragraph.rule:
            yield paragraph
            continue
        lines = paragraph.lines()
        if FORWARDED.match(paragraph.words) or DRAWN.match(paragraph.words):
            near = paragraphs[at + 1 : at + 3]
            heads = FORWARDED.match(paragraph.words) and any(other.rule == HEADERS for other in near)
            drawn = DRAWN.match(paragraph.words) or paragraph.words.lstrip(" >*")[:1] in {"-", "_"}
            yield replace(paragraph, rule=MAIL_HEADER) if heads or drawn else paragraph
            continue
        first = _introduction(lines, deeper=following is not None and following > paragraph.depth)
        if first is None or following is None or following < paragraph.depth:
            yield paragraph
            continue
        if first:
            yield paragraph.cut(0, first)
        part = paragraph.cut(first, len(lines))
        yield replace(part, rule=INTRODUCTION if _is_programs(part.words) else PERSON_INTRODUCES)


def _introduction(lines: Sequence[str], *, deeper: bool) -> int | None:
    """The line at which the words begin that introduce a quotation, None where none do.

    What a person writes above a quotation introduces it only where that is marked.
    """
    most = min(len(lines), MOST_INTRODUCING_LINES)
    tails = ["\n".join(lines[len(lines) - count :]) for count in range(1, most + 1)]
    fitting = [count for count, tail in enumerate(tails, 1) if _is_programs(tail) and not _ends_inside(tail)]
    if fitting:
        return len(lines) - (fitting[-1] if _opens(lines[len(lines) - fitting[-1]]) else fitting[0])
    if deeper and len(lines) < MOST_INTRODUCING_LINES and COLON.search(lines[-1]) and WROTE.search(" ".join(lines)):
        return 0
    return None


def _opens(line: str) -> bool:
    """Return whether the line may be the first of "On … wrote:"."""
    return bool(CLOCK.search(line) or re.search(r"\d", line)) and not re.search(r"[.!?]\s*\Z", line)


def _ends_inside(tail: str) -> bool:
    """Return whether a sentence ends within these lines, so that the first belong to it."""
    first = tail.split("\n")[0]
    return "\n" in tail and re.search(r"[.!?,]\s*\Z", first) is not None and not re.search(r"\d", first)


def _is_programs(words: str) -> bool:
    """Return whether a mail program wrote the words, and no person: they say when and who, and nothing else."""
    flat = " ".join(words.split())
    if len(flat) > LONGEST_INTRODUCTION or not COLON.search(flat):
        return False
    if COMMENTED.fullmatch(flat):
        return True
    dated, verb = CLOCK.search(flat), WROTE.search(flat)
    if ADDRESS.search(flat):
        return bool(verb or dated)
    name = introduced(words)
    return bool(dated and verb and name and not name[0].islower() and len(name.split()) < 6)


def introduced(words: str) -> str | None:
    """Who is named by a line that introduces a quotation."""
    flat = AS_FOLLOWS.sub("", COLON.sub("", " ".join(words.split())).rstrip()).rstrip()
    commented = COMMENTED.fullmatch(flat)
    if commented:
        return commented["name"]
    address = ADDRESS.search(flat)
    if address:
        name = _cleaned(flat[: address.start()].removesuffix("mailto:").rstrip(" <([\"'“"))
        return name if SPEAKER.match(name) else address.group()
    verb, digit = WROTE.search(flat), re.search(r"\d", flat)
    if verb and digit and verb.end() < digit.start() and SPEAKER.match(flat) and CLOCK.search(flat, verb.end()):
        return flat[: verb.start()].strip(AROUND) or None
    name = _cleaned(flat)
    if not SPEAKER.match(name):
        name = _cleaned(re.split(r"\d", flat, maxsplit=1)[0])
    return name if SPEAKER.match(name) else None


def _cleaned(flat: str) -> str:
    """A name without the day, the time, the verb and the small words around it."""
    digits = [match.end() for match in re.finditer(r"\d", flat)]
    behind = flat[digits[-1] :] if digits else flat
    behind = BEHIND_TIME.sub("", behind)
    verbs = list(WROTE.finditer(behind))
    if verbs:
        before, after = behind[: verbs[0].start()], behind[verbs[-1].end() :]
        behind = before if SPEAKER.search(before.strip(" ,;")) and not after.strip(" ,;<(") else after or before
        behind = behind if SPEAKER.search(behind) else before
    words = TIES.sub("", behind.strip(AROUND + ".-–—")).strip(AROUND).split(" ")
    capital = next((at for at, word in enumerate(words) if word[:1].isupper()), 0)
    while capital and words[capital - 1] in PARTICLES:
        capital -= 1
    return " ".join(words[capital:])
