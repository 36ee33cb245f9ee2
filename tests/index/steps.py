"""The steps of a build that write, each by a name, and a way to do something else instead of one."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from index.building.planning import outline_work
from index.building.read_ahead import OnDisk, _drop, _opened
from index.derived import mend, remove_old
from index.lanes.coded_index import append_codes, spool
from index.lanes.exact_index import LaneIndex
from index.lanes.ivf_codes import Codes
from index.storage.builds import add_build, add_changes, replace_skipped
from index.storage.checksums import append_mark, link_files, write_sums
from index.storage.documents import add_document, relabel, remove_documents
from index.storage.embeddings import add_embeddings, drop_embeddings, drop_unused_embeddings
from index.storage.origin_groups import group_all, group_changed, leave_origins
from index.storage.passages import add_passage
from index.storage.schema import bring_up_to_date
from index.storage.segments import add_gone, replace_segments
from index.words import write_words

Work = Callable[..., Any]

IN_EVERY_BUILD: dict[str, Work] = {
    "the layout is brought up to date": bring_up_to_date,
    "the work is outlined": outline_work,
    "a file for what is read is opened": _opened,
    "what was read is put aside": OnDisk.add,
    "vectors are kept": add_embeddings,
    "the skipped files are written": replace_skipped,
    "old documents go": remove_documents,
    "a document is stored": add_document,
    "a passage is stored": add_passage,
    "a document gets another label": relabel,
    "a file is marked as whole": append_mark,
    "a lane is written": LaneIndex.save,
    "the sums of the words are written": write_sums,
    "the words are written": write_words,
    "what is gone from a lane is noted": add_gone,
    "the lanes are named": replace_segments,
    "the build is recorded": add_build,
    "the changes are recorded": add_changes,
    "old files are removed": remove_old,
    "what was put aside is dropped": _drop,
}
ONLY_OF_THE_WHOLE_CORPUS: dict[str, Work] = {
    "all documents are grouped": group_all,
    "unused vectors are dropped": drop_unused_embeddings,
    "the files are mended": mend,
}
ONLY_OF_WHAT_CHANGED: dict[str, Work] = {
    "changed documents leave their groups": leave_origins,
    "changed documents are grouped": group_changed,
    "the vectors of changed passages are dropped": drop_embeddings,
    "the words that stay are linked": link_files,
}
ONLY_OF_CODES: dict[str, Work] = {
    "sentences are put aside": spool,
    "codes are learnt": Codes.of,
    "codes are written": append_codes,
}
STEPS = IN_EVERY_BUILD | ONLY_OF_THE_WHOLE_CORPUS | ONLY_OF_WHAT_CHANGED | ONLY_OF_CODES


@contextmanager
def replaced(step: str, made: Callable[[Work], Work]) -> Iterator[None]:
    """Do what `made` gives for the work of a step instead of it, in every module that knows the step."""
    work = STEPS[step]
    with ExitStack() as stack:
        for owner, name in list(_places(work)):
            stack.enter_context(mock.patch.object(owner, name, made(work)))
        yield


def _places(work: Work) -> Iterator[tuple[object, str]]:
    """The class whose method it is, or the modules of the index that it is a name in."""
    parent, _, name = work.__qualname__.rpartition(".")
    if parent:
        yield pkgutil.resolve_name(f"{work.__module__}:{parent}"), name
        return
    for module in [module for known, module in sys.modules.items() if known.split(".")[0] == "index"]:
        yield from ((module, name) for name, value in vars(module).items() if value is work)
