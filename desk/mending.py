"""Going on with what is whole of a person's things, after damage."""

from __future__ import annotations

from desk import checks, conversations, notebook
from desk.accounts import KEPT
from desk.desk_file import changing
from desk.records import Desk
from desk.sealed_rows import OWNERS, drop


def let_go(desk: Desk) -> None:
    """Delete what cannot be shown of this owner's things, and write what stands anew.

    Raises:
        StorageError: the file is damaged beyond that.
    """
    with changing(desk) as connection:
        talks, pins = conversations.talks(connection, desk), notebook.standing(connection, desk)
        kept = checks.standing(connection, desk)
        for table in (*KEPT, OWNERS):
            drop(connection, table, owner=desk.owner)
        for talk in reversed(talks):
            conversations.put_back(connection, desk, talk)
        for one in reversed(kept):
            checks.put_back(connection, desk, one)
        for pin in pins:
            notebook.put_back(connection, desk, pin)
