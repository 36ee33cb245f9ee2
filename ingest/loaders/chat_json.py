"""Exported chats (.json): each message is a quotation of its sender, with the time at which it was sent as furniture.

Slack writes a list of messages for each day of a channel, Telegram one record of a chat, or of all chats, with its
messages; so do Discord, Facebook, Instagram and Google Chat. What the programs and their
robots write between them is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from errors import DocumentError
from ingest.loaders import other_chats, slack, telegram
from ingest.loaders.canonical import Canonical, Inline
from ingest.loaders.chat_messages import write_message
from ingest.loaders.json_data import Record, parsed, records, words
from ingest.records import BlockKind, Loaded, OwnField


def load(data: bytes) -> Loaded:
    """The messages of the chat.

    Raises:
        DocumentError: it is no export of a chat that is known.
    """
    value = parsed(data)
    if chats := telegram.chats(value):
        return _of_telegram(chats)
    items = records(value.get("messages") if isinstance(value, dict) else value)
    is_slack = any(map(slack.is_message, items))
    said = slack.messages(items) if is_slack else other_chats.messages(items)
    canonical = Canonical()
    for message in said:
        write_message(canonical, message)
    if not canonical.blocks:
        raise DocumentError("is no exported chat that is known: put what it says into a .txt or .csv file")
    files = sum(bool(records(item.get("files"))) for item in items) if is_slack else other_chats.files(items)
    return _loaded(canonical, files=files)


def _of_telegram(chats: Sequence[Record]) -> Loaded:
    """All chats, each under its name where there are several."""
    canonical = Canonical()
    for chat in chats:
        if len(chats) > 1:
            heading = Inline()
            heading.write(words(chat, "name"))
            canonical.add(BlockKind.HEADING, heading, level=1)
        for message in telegram.messages(chat):
            write_message(canonical, message)
    name = words(chats[0], "name") if len(chats) == 1 else ""
    return _loaded(canonical, files=sum(map(telegram.files, chats)), name=name)


def _loaded(canonical: Canonical, *, files: int, name: str = "") -> Loaded:
    own = (OwnField("title", name, "chat's name"),) if name else ()
    partly = (f"{files} {'message' if files == 1 else 'messages'} with a file, which is not read",) if files else ()
    return Loaded(canonical.text(), tuple(canonical.blocks), own, furniture=tuple(canonical.furniture), partly=partly)
