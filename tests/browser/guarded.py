"""The app with every look-up and connection beyond this machine noted and refused, and without its door if asked.

Runs like `streamlit`. Without the door it shows what an attack would do, so that a test of the door cannot pass for
another reason.
"""

from __future__ import annotations

import os
import sys

from streamlit.web import cli

from app_pages.frame import door
from tests.calls_out import CALLS, refuse_calls_out

__all__ = ["CALLS", "NO_DOOR"]

NO_DOOR = "BYLINE_TEST_NO_DOOR"

if __name__ == "__main__":
    sys.addaudithook(refuse_calls_out)
    if NO_DOOR in os.environ:
        door.Door = lambda app: app  # type: ignore[assignment,misc,return-value]
    sys.exit(cli.main())
