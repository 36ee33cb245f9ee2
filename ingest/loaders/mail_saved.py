"""A message that was saved or copied as plain text: the lines of its header in any language, then its words."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import Policy
from itertools import islice
from typing import cast

from ingest.loaders.mail_headers import Forgiving
from ingest.loaders.mail_threads import MOST_HEADERS, SPEAKER
from ingest.loaders.mail_words import role_of, value_of

NAMES = {"from": "From", "to": "To", "cc": "Cc", "subject": "Subject", "date": "Date"}
"""What a header line states → the name of the header."""


class AsWritten(Forgiving):
    """The rules by which people and days are read as they are written: "Anna Holm, director" is no address."""

    def header_store_parse(self, name: str, value: object) -> tuple[str, str]:
        """The header as a message keeps it."""
        return (name, str(value)) if name in NAMES.values() else super().header_store_parse(name, value)

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header's words."""
        return value if name in NAMES.values() else super().header_fetch_parse(name, value)


AS_WRITTEN = cast("Policy[EmailMessage]", AsWritten())


def saved_mail(text: str) -> EmailMessage | None:
    """Return the message that the text is; None where it does not begin with the header of one.

    A header names who sent it, and by an address or by all four of sender, hearer, subject and day that it is one.
    """
    head, blank, body = text.strip("\ufeff\n ").partition("\n\n")
    stated = _stated(head) if blank else None
    if stated is None or not SPEAKER.match(stated.get("from", "")):
        return None
    addressed = "@" in stated["from"] or "@" in stated.get("to", "")
    told = len(stated.keys() & {"to", "subject", "date"})
    if told < (2 if addressed else 3):
        return None
    message = EmailMessage(policy=AS_WRITTEN)
    for role, name in NAMES.items():
        if role in stated:
            message[name] = stated[role]
    message.set_content(f"{body}\n")
    return message


def _stated(head: str) -> dict[str, str] | None:
    """Return what each line of a header states; None where one is no line of a header."""
    stated: dict[str, str] = {}
    last = ""
    lines = head.split("\n")
    if len(lines) > MOST_HEADERS:
        return None
    for line in islice(lines, MOST_HEADERS):
        role = role_of(line)
        if line[:1] in {" ", "\t"} and last:
            stated[last] = f"{stated[last]} {line.strip()}"
        elif role in NAMES:
            last = role if role not in stated else last
            stated.setdefault(role, value_of(line))
        elif role is None or (not role and "-" not in line.partition(":")[0]):
            return None
    return stated
