"""Records of reading: a document and its parts.

Offsets are half-open, in characters of `Document.text`.
For every span here, `document.text[span.start:span.end]` is the text shown.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
"""Start and end, in characters of a text."""

UNLABELLED = "unlabelled"
"""The kind of a document that nobody has labelled; these documents have a lane of their own."""

RULE_FILE_NAME = "file name"
"""The rule of a title or a day that the file's name gives, where nothing else does."""

RULE_DATELINE = "dateline"
"""The rule of a day of publication that stands in the document's text."""

RULE_BYLINE = "byline"
"""The rule of an author whose name stands above the document's text."""

RULE_OWN_WORDS = "its words"
"""The rule of a language that the document's words are in."""

RULE_OWN_TITLE = "document's own title"
"""The rule of a title that stands in the document's text."""


RULE_TIME = "time"
"""The rule by which the time at which something is said is furniture."""

RULE_NOTE_MARK = "note_mark"
"""The rule by which the mark of a note behind a sentence is furniture."""

RULE_AROUND = "page"
"""The rule by which what stands around the article of a web page is furniture."""


class BlockKind(StrEnum):
    """The part that a block plays on a page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CODE = "code"
    BREAK = "break"
    """A drawn line between sections; its span is empty."""


class VoiceKind(StrEnum):
    """Whose words a sentence is."""

    OWN = "own"
    QUOTE = "quote"
    ATTRIBUTED = "attributed"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, … of the canonical text.

    `level` is a heading's depth from 1, and 0 for everything else.
    `links` are the spans inside the block that the page shows as links.
    `speaker` says whose words the block is if the format itself does (the sender of a quoted e-mail).
    `recognised` is how sure a machine is that read the block on a picture, for its worst line, from 0 to 1; None for
    letters of the file.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    links: tuple[tuple[int, int], ...] = ()
    speaker: str | None = None
    recognised: float | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span that nobody wrote as content, and the name of the rule that found it."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a sentence is; `speaker` is set only if a cue names one."""

    kind: VoiceKind = VoiceKind.OWN
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or a heading, or the part of a sentence beside furniture)."""

    start: int
    end: int
    voice: Voice = Voice()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class OwnField:
    """One field of a label as the document itself states it, and the markup that states it."""

    name: str
    value: str | date
    rule: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of a loader: the canonical text, its blocks in order, and the fields that the file states.

    `own` holds the fields in order of trust; the first of each name counts.
    `page_starts` are the offsets where pages begin; empty for a format without pages.
    `furniture` is text that the format itself marks as no content, such as running heads.
    `partly` says in short lines what of the file could not be read ("page 2: a picture without text"); empty for a
    file that was read whole.
    """

    text: str
    blocks: tuple[Block, ...]
    own: tuple[OwnField, ...] = ()
    page_starts: tuple[int, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    partly: tuple[str, ...] = ()

    @property
    def own_title(self) -> str | None:
        """The title that the file itself states."""
        return next((str(field.value) for field in self.own if field.name == "title"), None)


@dataclass(frozen=True, slots=True)
class Contents(Loaded):
    """The part of a `Document` that depends on the file's bytes alone, with all furniture found.

    `sentences` are in order, never overlap each other or `furniture`,
    and together with it cover all text that is not white space.
    """

    _: KW_ONLY
    sentences: tuple[Sentence, ...]


def lowest(*scores: float | None) -> float | None:
    """The lowest of these scores, without those that are None; None where all are."""
    return min((score for score in scores if score is not None), default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """A file in another: its name there, with slashes, and its bytes, or the reason why it is not read.

    `own` is what the other says of it, for fields of its label that it does not state itself.
    """

    name: str
    data: bytes = b""
    reason: str = ""
    own: tuple[OwnField, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle on a page in fractions of its width and height, from the top left corner; pages count from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Source:
    """A document's label; a field that nobody stated is None."""

    kind: str
    title: str
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    """An ISO 639 code, such as "en"."""
    rules: dict[str, str] = field(default_factory=dict)
    """Field name → the rule that set it, for every field that has a value."""

    @property
    def written(self) -> date | None:
        """The day of publication as a person or the document states it; None where only the file's name has one."""
        return None if self.rules.get("published") == RULE_FILE_NAME else self.published


@dataclass(frozen=True, slots=True)
class Document(Contents):
    """A file's contents with its name and its label.

    `id` is the path under the corpus folder, with forward slashes; `sha256` is of the file's bytes.
    The label can be worked out again from `own`, without the file.
    """

    _: KW_ONLY
    id: str
    sha256: str
    source: Source


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one document that fits the model's window.

    `tokens` counts the run's tiktoken tokens.
    """

    document_id: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    tokens: int
