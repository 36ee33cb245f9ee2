"""Going on with what is whole of a person's things, after damage."""

from __future__ import annotations

from desk import checks, conversations, notebook
from desk.accounts import KEPT
from desk.opening import changing
from desk.records import Desk
from desk.sealed_rows import OWNERS, drop


def let_go(desk: Desk) -> None:
    """Delete what cannot be shown of this owner's things, and write what stands anew.

    Raises:
        StorageError: the file is damaged beyond that.
    """
    with changing(desk) as store:
        talks, pins = conversations.talks(store, desk), notebook.standing(store, desk)
        kept = checks.standing(store, desk)
        for table in (*KEPT, OWNERS):
            drop(store, table, owner=desk.owner)
        for talk in reversed(talks):
            conversations.put_back(store, desk, talk)
        for one in reversed(kept):
            checks.put_back(store, desk, one)
        for pin in pins:
            notebook.put_back(store, desk, pin)
