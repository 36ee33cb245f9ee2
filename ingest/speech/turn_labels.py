"""The lines that may begin a turn of a talk: a name with a colon, a time, or what the kind of record sets between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.lexicon import MONTHS
from ingest.records import RULE_TIME, Block, BlockKind, Furniture, Loaded
from ingest.speech.grammar_words import DAYS
from ingest.speech.turn_names import LONGEST_INITIALS, flat
from ingest.speech.turn_words import FIELDS, NEVER_FIRST, PARTICLES, ROLES, TITLES, is_unnamed
from ingest.speech.voice_cues import CUE_FORMS

CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?\s?[Mm]\b\.?)?"
LOOSE_CLOCK = r"\d{1,2}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?"
NAMED_DAY = r"(?:\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4}|[^\W\d_]{3,12}\.? \d{1,2}, \d{4})"
DAY = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[ .-][A-Z][a-zé]{2}\.?[ .-](?:\d{2}){1,2})"
STAMP = rf"(?:[\[(]\s*(?:{DAY},?\s+)?{CLOCK}(?:\s*[-–—]+>?\s*{CLOCK})?\s*[\])]|(?:{DAY},?\s+)?{CLOCK}(?=[\s–—-]|\Z))"
NAME = r"(?:~[ \u00a0\u202f]?)?(?P<name>[^\W\d_][^\n:：\[\]()\t|]{0,60}?|\+\d[\d\u00a0\u202a\u202c ()-]{6,24})"
BRACKETS = r"(?:\s*\((?P<within>[^()\n]{1,60})\)(?:\s*\([^()\n]{1,60}\)){0,2})?"

SURE = re.compile(rf"[\[(]|{DAY}|\d[:.]\d\d[:.]\d\d")
TIME = re.compile(rf"(?:{DAY},?\s+)?{CLOCK}")
SPOKEN = re.compile(
    rf"[ \t\u200e]*(?P<stamp>{STAMP}[ \t]*(?:[-–—][ \t]+)?)?(?:>>+[ \t]*|[-–—•*][ \t]+)?{NAME}{BRACKETS}"
    rf"(?P<later>[ \t]*{STAMP})?(?:[ \t\u00a0]?:(?=[\s\"“«„‘']|\Z)|[ \t]?：)",
)
"""A name with a colon: "MS HOLM (counsel):", "[00:12] Knud Friis:", "04/03/2025, 09:12 - Anna:"."""

SENT = re.compile(
    rf"[ \t]*(?P<stamp>{STAMP})[ \t]+[Ff]rom[ \t]+{NAME}(?:[ \t]+[Tt]o[ \t]+[^\n:]{{1,80}})?[ \t]*:(?=\s|\Z)"
)
"""As calls save their chats: "10:04:11 From Ann Lee to Everyone:"."""

BRACKETED = re.compile(rf"[ \t]*(?P<stamp>{STAMP}[ \t]*)?[\[(](?P<name>[^\[\]()\n:]{{2,60}})[\])][ \t]*:(?=\s|\Z)")
"""A voice that nobody knew, in brackets: "[Unidentified speaker]:"."""

TITLED = re.compile(
    r"[ \t]*(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Senator|Sen|Representative|Rep|Chairman|Chairwoman|Secretary"
    r"|Judge|Justice|General|Governor|Professor)\.?|The) [A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,3}"
    r"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)"
    r"\.\s+(?=[A-Z“\"(])"
)
"""As parliaments print them: "Mr. RUIZ. I thank the chairman."."""

HEARD = re.compile(
    r"[ \t]*(?P<name>(?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chairwoman|Secretary|Director|General)\.? [A-ZÀ-Þ][\w'’-]+)\. +"
    r"(?=[A-Z“\"(])"
)
"""As committees print them, at the beginning of a paragraph: "Mr. Friis. In May, Senator."."""

RECORDED = re.compile(
    r"[ \t]*(?P<name>(?:M|MM|Mme|Mmes|Mlle)\.? (?:(?:l[ae] |l['’])[\w'’-]+(?: [\w'’-]+){0,3}"
    r"|[A-ZÀ-Þ][\w'’-]+(?: (?:(?:de|du|des|le|la)\b|[A-ZÀ-Þ][\w'’-]+)){0,4}))"
    r"(?:,[ \t]+[^\n.:;]{3,80})?\.[ \t]+(?:[–—-][ \t]+)?(?=[A-ZÀ-Þ«“(])"
)
"""As French records have them, at the beginning of a paragraph: "Mme Anne Roux, rapporteure. Je remercie…"."""

STENOGRAPHED = re.compile(
    r"[ \t]*(?P<name>(?:Sr|Sra|Srta|Sres|Sras|Dip|Dr|Dra)\. "
    r"(?:(?:de|del|la|los) ){0,2}[A-ZÀ-Þ][\w'’-]+(?: (?:(?:de|del|la)\b|[A-ZÀ-Þ][\w'’-]+)){0,4})"
    r"(?:[ \t]\([^()\n]{2,60}\))?\.[ \t]?[-–—]{1,2}[ \t]*(?=\S)"
)
"""As Spanish records have them: "Sra. Losada.- Gracias, señor presidente.", "Sr. Presidente (Quiroga).- …"."""

SENOR = re.compile(
    r"[ \t]*(?P<name>(?:El|La|O|A) (?:señor|señora|Sr\.|Sra\.|senhor|senhora)\.? [\w'’.-]+(?: [\w'’.-]+){0,4})"
    r"(?:[ \t]\([^()\n]{2,60}\))?:[ \t]+(?=\S)"
)
"""As the parliaments of Spain and Portugal have them: "La señora ORTUÑO VEGA: Gracias, señor presidente."."""

SEAT = re.compile(r"[ \t]*\([^()\n]{2,60}\)(?:[ \t]*\([^()\n]{2,40}\))?[ \t]*\Z")
"""A constituency and a party in a line of their own, below the name."""

POSTED = re.compile(rf"[ \t]*[Ff]rom {NAME} to [^\n:]{{2,80}}:[ \t]+{CLOCK}[ \t]*\Z")
"""The same with the time behind: "from Ann Lee to everyone:    10:02 AM"."""

DASHED = re.compile(rf"[ \t]*{NAME}[ \t]+[—–][ \t]+(?=[^\W\d_a-z]|[\"“„«'(¿¡])")
"""A name with a dash behind it, as some papers print their interviews: "Ann Lee — When was that?"."""

CELLS = re.compile(rf"[ \t]*(?P<stamp>{STAMP}\t)?{NAME}\t(?=\S)")
"""A row of a table with a name in its first cell, or behind that with the time."""

SPACED = re.compile(
    r"[ \t]*(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ0-9][A-ZÀ-Þ0-9.'’-]*){0,3})(?: {3,}|\t)(?=[^\W\d_a-z]|[\"“(\d])"
)
"""A name in capitals at the margin, the words in a column of their own, as the police print what was asked."""

BARE = re.compile(
    r"[ \t]*[A-ZÀ-Þ][\w'’-]*\.?(?: (?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w'’-]*|de|van|von|der|la|bin|al)){1,4}[ \t]*\Z"
)
"""A line of nothing but a name of more than one word; only where such lines come back do they begin turns."""

ASKED = re.compile(r"[ \t]*(?P<name>[QA])(?:\.[ \t]+|[ \t]{2,}|\t)(?=\S)")
"""As courts print them: "Q.  When did you see it?"."""

BRACKETED_LINE = re.compile(rf"[ \t]*\[(?P<name>[^\[\]()\n:]{{2,60}})\][ \t]+{STAMP}[ \t]*\Z")
"""A name in brackets and a time in a line of their own: "[Ann Lee] 10:04:11"."""

TIMED_LINE = re.compile(
    rf"[ \t]*{NAME}(?:[ \t]{{2,}}|\t|[ \t]*[|•·–—-][ \t]*|,?[ \t]+)(?:(?:[Tt]oday|[Yy]esterday)(?: at)? )?"
    rf"{STAMP}[ \t]*\Z"
)
"""A name and a time in a line of their own, the words below: "Knud Friis  0:12"."""

NAMED_LINE = re.compile(rf"[ \t]*(?P<stamp>[\[(]\s*{DAY},?\s+{CLOCK}\s*[\])])[ \t]+(?:[-–—][ \t]+)?{NAME}[ \t]*\Z")
"""A day and time in brackets and a name in a line of their own: "[12-Jun-25 09:14 PM] Ann Lee"."""

STAMPED = re.compile(rf"[ \t\u200e]*[\[(]?{DAY},?\s+{CLOCK}[\])]?(?:[ \t]*[-–—][ \t]+|[ \t]+)(?=\S)")
"""The day and time with which an exported chat begins each message, and each of its own notices."""

DELETED = (
    r"(?:this message was deleted|you deleted this message|diese nachricht wurde gelöscht"
    r"|du hast diese nachricht gelöscht|ce message a été supprimé|se eliminó este mensaje|eliminaste este mensaje"
    r"|(?:esta )?mensagem (?:foi )?apagada|questo messaggio è stato eliminato|dit bericht is verwijderd"
    r"|wiadomość usunięta|missed (?:voice|video) call)\.?"
)
PLACEHOLDER = re.compile(rf"[ \t]*(?:\u200e|<[^<>\n]{{3,40}}>[ \t]*\Z|{DELETED}[ \t]*\Z)", re.IGNORECASE)
"""What an exported chat writes in the place of a message: a notice behind a mark of direction, "<Media omitted>"."""

EDITED = re.compile(r"(?<=\S)[ \t]*(?:\u200e?<[^<>\n]{8,40}>|\(edited\))[ \t]*$", re.MULTILINE)
"""What it writes behind a message: "<This message was edited>"."""

NOTICE = re.compile(
    r" (?:sent|changed|added|left|joined|removed|created|named|pinned|unsent|deleted|missed|started|stopped|ended"
    r"|set)\b(?: [^\s.!?]{1,30}){0,4}\.?[ \t]*\Z"
)
"""What a program says of somebody's doing in a chat or a call, behind his name: "Ann Lee sent a photo."."""

REACTION = re.compile(
    r"[ \t]*(?:(?:Reacted to|Replying to|Removed an? \S{1,12} reaction from) [\"“]|Tapbacks:[ \t]*\Z"
    r"|:[\w+-]{2,30}:[ \t]*\Z|\d{1,3} repl(?:y|ies)[ \t]*\Z|Last reply [^\n.!?]{1,40}\Z"
    r"|(?:Loved|Liked|Disliked|Laughed at|Emphasi[sz]ed|Questioned) "
    r"(?:by [^\n.:]{1,60}\Z|[\"“][^\n]*[\"”][ \t]*\Z|an? \w+\Z))"
)
"""What a program writes where somebody only marks another's message: "Reacted to "The road …" with 👍"."""

BUTTON = re.compile(r"[ \t]*(?:Share this contribution|Link to this speech|Copy link)[ \t]*\Z")
"""What a parliament's page has to press beside each turn."""

TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
LINE = re.compile(r"[^\n]+")
TIMES = re.compile(
    rf"[ \t]*(?:\[?{LOOSE_CLOCK}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s*-+>\s*{LOOSE_CLOCK})?\]?"
    rf"|(?:{DAY}|{NAMED_DAY}),?(?: at)? {{1,2}}{CLOCK}"
    r"(?:[ \t]*\([^()\n]{1,60}\))?)[ \t]*"
)
"""A line of nothing but a time, or the times from which to which somebody spoke, with his name below."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where a turn begins, where its words do, and who is named.

    `stamped` says that it has the time of a record, `titled` that it has a title, `alone` that its line holds no words
    of the turn, `bare` that the line is nothing but the name, and `loose` that only its coming back makes it a label.
    `full` is the whole name of somebody whom a label names by his last name alone, once he was named.
    """

    block: int
    start: int
    words: int
    name: str
    stamped: bool = False
    titled: bool = False
    alone: bool = False
    bare: bool = False
    loose: bool = False
    full: str = ""

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return (self.full or self.name).casefold()


def labels_of(loaded: Loaded, at: int, block: Block) -> Iterator[Label]:
    """The lines of a block that may begin a turn."""
    first = at < 2 and all(before.kind is BlockKind.CODE for before in loaded.blocks[:at])
    allowed = TEXT_KINDS | {BlockKind.HEADING} if first else TEXT_KINDS  # the first turn may look like a title
    if block.kind not in allowed or block.speaker is not None or _is_furniture(loaded.furniture, block):
        return
    before = loaded.blocks[at - 1] if at else None
    start, above = -1, loaded.text[before.start : before.end].rpartition("\n")[2] if before else ""
    lines = list(LINE.finditer(loaded.text, block.start, block.end))
    for line, below in zip(lines, [*lines[1:], _opening(loaded, at + 1)], strict=True):
        label = _label(line.group(), at, line.start(), opens=line.start() == block.start)
        if label and label.bare and _has_title(label.name) and below and SEAT.match(below.group()):
            words = below.end() if below.start() < block.end else label.words
            label = Label(at, label.start, words, label.name, titled=True, alone=True)
        if below and TIMES.fullmatch(below.group()) and BARE.match(line.group()) and _is_speaker(line.group().strip()):
            words = below.end() if below.start() < block.end else line.end()
            yield Label(at, line.start(), words, flat(line.group()), stamped=True, alone=True)
        elif TIMES.fullmatch(above) and _is_speaker(line.group().strip()):
            begins = start if start >= block.start else line.start()
            yield Label(at, begins, line.end(), flat(line.group()), stamped=True, alone=True)
        elif label is not None:
            yield label
        start, above = line.start(), line.group()


def _opening(loaded: Loaded, at: int) -> re.Match[str] | None:
    """The first line of the block at this place."""
    block = loaded.blocks[at] if at < len(loaded.blocks) else None
    return LINE.search(loaded.text, block.start, block.end) if block else None


def _is_furniture(furniture: Sequence[Furniture], block: Block) -> bool:
    """Return whether the format itself marks a part of the block as furniture, but for the time at which it begins."""
    at = bisect_left(furniture, block.end, key=lambda part: part.start) - 1
    return at >= 0 and furniture[at].end > block.start and furniture[at].rule != RULE_TIME


def _label(line: str, block: int, start: int, *, opens: bool) -> Label | None:
    """The label that the line begins with."""
    timed = TIMED_LINE.match(line) or BRACKETED_LINE.match(line) or NAMED_LINE.match(line)
    if timed and _is_speaker(timed["name"]):
        sure = timed.re is NAMED_LINE or _is_sure(line[timed.end("name") :])
        return Label(block, start, start + len(line), flat(timed["name"]), sure, alone=True)
    titled = TITLED.match(line) or ASKED.match(line) or STENOGRAPHED.match(line) or SENOR.match(line)
    titled = titled or (opens and (HEARD.match(line) or RECORDED.match(line))) or None
    if titled:
        return Label(block, start, start + titled.end(), flat(titled["name"]), titled=True)
    if BARE.match(line) and _is_name(line.strip()):
        return Label(block, start, start + len(line), flat(line), alone=True, bare=True)
    voice = BRACKETED.match(line)
    if voice and is_unnamed(flat(voice["name"])):
        alone = not line[voice.end() :].strip()
        return Label(block, start, start + voice.end(), flat(voice["name"]), bool(voice["stamp"]), alone=alone)
    sent = SENT.match(line) or POSTED.match(line)
    if sent and _is_speaker(sent["name"]):
        alone = not line[sent.end() :].strip()
        return Label(block, start, start + sent.end(), flat(sent["name"]), stamped=True, alone=alone)
    spoken = SPOKEN.match(line)
    if spoken is None:
        return _apart(line, block, start)
    name, _, office = flat(spoken["name"]).partition(", ")
    if not _is_speaker(name) or (office and (len(name.split()) < 2 or len(office.split()) > LONGEST_OFFICE)):
        return None
    within = flat(spoken["within"] or "")
    if name.split()[0] == "The" and within and _is_name(within):
        name = within
    time = spoken["stamp"] or spoken["later"] or (f"({within})" if TIME.fullmatch(within) else "")
    alone = not line[spoken.end() :].strip()
    if alone and office and not line.isupper():
        return None
    return Label(block, start, start + spoken.end(), name, _is_sure(time), _has_title(name), alone)


def _apart(line: str, block: int, start: int) -> Label | None:
    """The label that a dash, a gap or the edge of a cell parts from the words: a name, a part, or initials."""
    found = SPACED.match(line) or CELLS.match(line) or DASHED.match(line)
    name = flat(found["name"]) if found else ""
    known = (" " in name and not name.isupper()) or (found is not None and found.re is SPACED)
    initials = name.isupper() and len(name) <= LONGEST_INITIALS
    if found is None or not _is_speaker(name) or not (known or initials or name.casefold() in ROLES):
        return None
    time = found.groupdict().get("stamp") or ""
    return Label(block, start, start + found.end(), name, _is_sure(time), _has_title(name), loose=not _is_sure(time))


VERBS_FIRST = CUE_FORMS.keys() - ROLES
LONGEST_NAME = 7
LONGEST_OFFICE = 8
"""Words."""


def _is_sure(time: str) -> bool:
    """Whether only records of talks have such times: in brackets, with a day, or with seconds, unlike a programme."""
    return SURE.search(time) is not None


def _is_speaker(words: str) -> bool:
    """Return whether a label may name somebody, or say that it is nobody who was known."""
    return _is_name(words) or is_unnamed(flat(words))


def _is_name(words: str) -> bool:
    """Return whether these may be a name or a part in the talk: capitals, small particles, a number only at the end."""
    parts = words.split()
    if words.startswith("+"):  # the number of somebody whom a telephone has no name for
        return True
    if not parts or len(parts) > LONGEST_NAME or parts[0].casefold() in NEVER_FIRST:
        return False
    if len(parts) > 1 and parts[0].lower() in VERBS_FIRST:  # "Adds Berg: …"
        return False
    small = [part for part in parts if not part[0].isupper()]
    caseless = [part for part in small if part.lower() == part.upper()]
    if parts[-1].isdigit() and len(parts) > 1:
        small.remove(parts[-1])
    elif any(part[0].isdigit() for part in parts):
        return False
    if caseless and not parts[-1].isdigit():
        return len(words) <= LONGEST_CASELESS
    key = words.casefold().rstrip(".")
    return PARTICLES.issuperset(small) and key not in FIELDS and key not in DAYS and key not in MONTHS


LONGEST_CASELESS = 12
"""Letters of a name in a script without capitals."""


def _has_title(name: str) -> bool:
    """Return whether the name begins with a title."""
    return name.split()[0].casefold().rstrip(".") in TITLES and len(name.split()) > 1
