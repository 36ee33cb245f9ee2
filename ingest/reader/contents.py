"""A file's bytes → its contents: load, find furniture, split sentences, mark voices.

This runs in the reader process, for the bytes may be anything. `ingest/reading.py` asks for it.
"""

from __future__ import annotations

import re

from errors import DocumentError
from ingest.furniture.finding import find_furniture
from ingest.loaders import LOADERS
from ingest.reader.contents_json import Contents
from ingest.sentences import split_sentences
from ingest.signatures import true_suffix
from ingest.voices import assign_voices

NO_CHARACTER = re.compile(r"[\0\ud800-\udfff]")
"""What can be neither stored nor shown."""


def read_contents(suffix: str, data: bytes) -> Contents:
    """The contents of a file with this suffix.

    Raises:
        DocumentError: the file cannot be read; the message is the reason, without the file's name.
    """
    loaded = LOADERS[true_suffix(suffix, data)](data)
    if NO_CHARACTER.search(loaded.text):
        raise DocumentError("is damaged: it holds codes that are no characters; save it again, or export it as text")
    furniture = find_furniture(loaded)
    sentences = split_sentences(loaded.text, loaded.blocks, furniture)
    if not sentences:
        raise DocumentError("it holds no text: add some, or remove it from the corpus")
    voiced = assign_voices(loaded.text, loaded.blocks, sentences)
    return Contents(loaded.text, loaded.blocks, loaded.own, loaded.page_starts, furniture, voiced)
