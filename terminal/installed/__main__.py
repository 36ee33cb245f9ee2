"""Run the installed Byline: the command `byline`, and `python -m byline`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    """Run one command; return its exit status.

    The code's own folder becomes the first that imports look in, for this program only: in an environment `index`,
    `errors` and `settings` are names of nobody's.
    """
    sys.path.insert(0, str(Path(__file__).parent))
    status: int = import_module("cli").main()
    return status


if __name__ == "__main__":
    sys.exit(main())
