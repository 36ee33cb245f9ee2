"""The headers of messages and of saved pages: each is read, or its words are taken as they stand."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import EmailPolicy, Policy
from typing import cast

BROKEN = (AttributeError, LookupError, MessageError, RecursionError, TypeError, ValueError)
"""What the library raises of damaged headers: it has errors of its own, and does not keep to them."""

LONGEST_HEADER = 5_000
"""Characters of a header whose form is read; of a longer one the words are. Raised, a hostile header takes long."""


class Forgiving(EmailPolicy):
    """The rules by which messages are read: a header that the library cannot read has its words as they stand."""

    def header_store_parse(self, name: str, value: object) -> tuple[str, str]:
        """The header as a message keeps it."""
        try:
            return super().header_store_parse(name, value)
        except BROKEN:
            return name, self._as_it_stands(str(value))

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header's words; the library reads a header only when it is asked for."""
        if len(value) > LONGEST_HEADER:
            return self._as_it_stands(value)
        try:
            words: str = super().header_fetch_parse(name, value)
        except BROKEN:
            return self._as_it_stands(value)
        return words

    def _as_it_stands(self, value: str) -> str:
        """The words of a header that has no form; bytes that are no text are shown as such."""
        line = " ".join(value.split())
        try:
            return str(self.header_factory("X-Words", line))
        except BROKEN:
            return line.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


FORGIVING = cast("Policy[EmailMessage]", Forgiving())


def parsed(data: bytes) -> EmailMessage:
    """The message in these bytes, whatever it is.

    Raises:
        ValueError: its parts cannot be told from each other.
    """
    try:
        return message_from_bytes(data, policy=FORGIVING)
    except BROKEN as error:
        raise ValueError from error


def header(message: Message, name: str) -> str:
    """A header's words in one line; every one of that name, where there are more."""
    return ", ".join(" ".join(str(value).split()) for value in message.get_all(name, []))
