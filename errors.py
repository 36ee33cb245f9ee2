"""Everything that can go wrong for a person, as one tree.

BylineError
├── CorpusError          the corpus folder cannot be used
│   └── SourcesError     corpus/sources.toml cannot be understood (line named)
├── DocumentError        one file cannot be read; the others go on
│   └── UnrecognisedError    pages of it are pictures that nobody has read yet
├── SettingsError        a setting has a value that cannot be used
│   ├── MovedError       the folder of a library on the list is not where it was
│   └── UntrustedError   byline.toml states what opens a door, and nobody has agreed
├── RoleError            something that only editors may do
├── ModelError           the embedding model is missing, altered or unfit
│   └── WindowError      a text is longer than the model's window
├── LibraryError         the library on disk
│   ├── NoLibraryError   nothing has been built here yet
│   ├── OtherModelError  another model built it
│   ├── SchemaError      another version of Byline built it
│   ├── LockedError      another build is running
│   ├── StorageError     the disk refused (full, read-only, damaged)
│   └── EngineError      a search engine or a cluster is away or refused
├── ConfirmationError    a build would remove much of the library and nobody agreed
├── QuestionError        a question or filter that cannot be searched
├── DraftError           a draft that cannot be read or checked
├── DeskError            a conversation or a pinned quote is not there any more
├── ExportError          an export that cannot be read, or has no receipts
└── OutputError          standard output cannot be written

Every message says what, where, and the next step, in one line.
"""

from __future__ import annotations

from pathlib import Path

PROGRAM = "byline" if Path(__file__).with_name("__main__.py").exists() else "python cli.py"
"""How a person calls the commands here: the installed package has a `__main__.py` here, a checkout none."""


class BylineError(Exception):
    """The root of everything this product reports to a person."""


class CorpusError(BylineError):
    """The corpus folder cannot be used."""


class SourcesError(CorpusError):
    """`sources.toml` cannot be understood; the message names the line."""


class DocumentError(BylineError):
    """One file cannot be read; a build skips it and goes on."""


class UnrecognisedError(DocumentError):
    """Pages of a file, counted from 0, are pictures whose words have not been read yet: read them, and ask again."""

    def __init__(self, pages: list[int]) -> None:
        super().__init__(f"{len(pages)} of its pages are pictures whose words are not read: build again")
        self.pages = pages


class SettingsError(BylineError):
    """A setting has a value that cannot be used."""


class MovedError(SettingsError):
    """The folder of a library that is on the list is not where it was."""


class UntrustedError(SettingsError):
    """`byline.toml` states what opens a door, and nobody of this machine has agreed to it."""


class RoleError(BylineError):
    """Something that only editors may do."""


class ModelError(BylineError):
    """The embedding model is missing, altered or unfit."""


class WindowError(ModelError):
    """A text is longer than the model's window, so part of it would be lost."""


class LibraryError(BylineError):
    """The library on disk cannot be used."""


class NoLibraryError(LibraryError):
    """Nothing has been built in this data folder yet."""


class OtherModelError(LibraryError):
    """The library's vectors come from another model than the one set."""


class SchemaError(LibraryError):
    """The library was written by another version of Byline."""


class LockedError(LibraryError):
    """Another build holds the library's lock."""


class StorageError(LibraryError):
    """The disk refused: full, read-only or damaged."""


class EngineError(LibraryError):
    """The search engine or the cluster that is set does not answer, or refused."""


class ConfirmationError(BylineError):
    """A build would remove much of the library and nobody has agreed to it."""


class QuestionError(BylineError):
    """A question or a filter that cannot be searched."""


class DraftError(BylineError):
    """A draft that cannot be read or checked."""


class DeskError(BylineError):
    """A conversation or a pinned quote that is not on this person's desk, or not any more."""


class ExportError(BylineError):
    """An export that cannot be read, or has no receipts to verify."""


class OutputError(BylineError):
    """Standard output, or the folder that a command writes, cannot be written."""


# Errors of others that mean something else than they say.

LACKING = (
    *("cannot allocate memory", "can't allocate memory", "failed to allocate", "bad_alloc"),
    *("can't start new thread", "failed to map"),
)
"""What libraries say in an error of their own where there is not enough memory, in small letters."""

LACK_OF_MEMORY = "there is not enough memory for this: close other programs, or raise the limit; 3 GB suffice"


def is_lack_of_memory(error: BaseException) -> bool:
    """Return whether the error, or one behind it, comes from a lack of memory."""
    said = str(error).lower()
    if isinstance(error, MemoryError) or any(words in said for words in LACKING):
        return True
    behind = error.__cause__ or error.__context__
    return behind is not None and is_lack_of_memory(behind)
