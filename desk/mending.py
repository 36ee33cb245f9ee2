"""Going on with what is whole of a person's things, after damage."""

from __future__ import annotations

from desk import conversations, notebook
from desk.desk_file import changing
from desk.records import Desk
from desk.sealed_rows import CONVERSATIONS, OWNERS, PINS, drop


def let_go(desk: Desk) -> None:
    """Delete what cannot be shown of this owner's things, and write what stands anew.

    Raises:
        StorageError: the file is damaged beyond that.
    """
    with changing(desk) as connection:
        talks, pins = conversations.talks(connection, desk), notebook.standing(connection, desk)
        for table in (CONVERSATIONS, PINS, OWNERS):
            drop(connection, table, owner=desk.owner)
        for talk in reversed(talks):
            conversations.put_back(connection, desk, talk)
        for pin in pins:
            notebook.put_back(connection, desk, pin)
