"""Slack's export of a day of a channel: a list of messages, whose people are known by numbers and, mostly, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from ingest.loaders.chat_messages import Line, Message
from ingest.loaders.json_data import Record, records, words

SAID = frozenset({"", "thread_broadcast", "reply_broadcast", "me_message", "file_share"})
"""Subtypes of messages that a person wrote; the others tell who came and left, what was pinned, what a robot says."""

NAMES = ("real_name", "display_name", "name")
SECONDS = re.compile(r"\d{1,11}(?:\.\d{1,9})?\Z")
REFERENCE = re.compile(r"<([@#!]?)([^<>|\n]{1,2000})(?:\|([^<>\n]{0,2000}))?>")
"""A person, a channel, a group or an address, and what is shown for it: "<@U1>", "<http://x.example|label>"."""

EMOJI = re.compile(r"[ ]?(?<![\w:])(?::[\w+'-]{1,60}:)+(?!\w)")
CODE = re.compile(r"```|`(?=[^`\n]{1,1000}`)|(?<=[^\s`])`(?!`)")
EMPHASIS = re.compile(r"(?<![\w*_~])([*_~])(?=[^\s*_~])([^*_~\n]{1,1000})(?<!\s)\1(?![\w*_~])")
ESCAPED = re.compile(r"&(amp|lt|gt);")
CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}
REPEATED, REPEATED_TO_THE_END = "&gt;", "&gt;&gt;&gt;"
"""Before a line that repeats somebody's words, and before the first of all that follow."""


def messages(items: Sequence[Record]) -> Iterator[Message]:
    """The messages that people wrote, in order; a message that one shares is of whoever wrote it."""
    names = {words(item, "user"): name for item in items if (name := _profile_name(item))}
    for item in items:
        if not _is_said(item):
            continue
        sender = _profile_name(item) or names.get(words(item, "user")) or words(item, "username", "user")
        if lines := tuple(_lines(item.get("text"), names)):
            yield Message(sender or "Unknown sender", _time(item), lines)
        for shared in records(item.get("attachments")):
            author = words(shared, "author_name") if shared.get("is_share") or shared.get("is_msg_unfurl") else ""
            if author and (lines := tuple(_lines(shared.get("text"), names))):
                yield Message(author, _time(shared), lines, forwarded_by=sender)


def is_message(item: Record) -> bool:
    """Return whether the record is one of Slack's messages."""
    return item.get("type") == "message" and bool(SECONDS.match(words(item, "ts")))


def _is_said(item: Record) -> bool:
    is_robot = "bot_id" in item and "user_profile" not in item
    return is_message(item) and words(item, "subtype") in SAID and not is_robot and not item.get("hidden")


def _profile_name(item: Record) -> str:
    profile = item.get("user_profile")
    return words(profile, *NAMES) if isinstance(profile, dict) else ""


def _time(item: Record) -> str:
    seconds = words(item, "ts")
    return f"{datetime.fromtimestamp(float(seconds), UTC):%Y-%m-%d %H:%M}" if SECONDS.match(seconds) else ""


def _lines(text: object, names: Mapping[str, str]) -> Iterator[Line]:
    """The lines of a text that have words, without its mark-up."""
    repeats = False
    for line in text.split("\n") if isinstance(text, str) else []:
        repeats = repeats or line.startswith(REPEATED_TO_THE_END)
        is_repeated = repeats or line.startswith(REPEATED)
        shown = _shown(line.removeprefix(REPEATED_TO_THE_END).removeprefix(REPEATED), names)
        if any(map(str.isalnum, shown)):
            yield "" if is_repeated else None, shown


def _shown(line: str, names: Mapping[str, str]) -> str:
    """What the line shows."""

    def reference(found: re.Match[str]) -> str:
        mark, target, label = found.groups()
        if mark == "@":
            return f"@{label or names.get(target, target)}"
        if mark == "#":
            return f"#{label or target}"
        return label or (f"@{target.partition('^')[0]}" if mark else target.removeprefix("mailto:"))

    line = EMOJI.sub("", CODE.sub("", line))
    line = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", line))
    line = ESCAPED.sub(lambda found: CHARACTERS[found.group(1)], REFERENCE.sub(reference, line))
    return " ".join(line.split())
