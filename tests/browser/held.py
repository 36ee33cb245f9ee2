"""The app with builds that wait: no passage is embedded as long as a file is there. Runs like `streamlit`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from streamlit.web import cli

from index.encoding.encoder import SentenceEncoder

HOLD = "BYLINE_TEST_HOLD"
"""The variable that names the file."""

embed = SentenceEncoder.encode_passages


def embed_late(*arguments: Any, **named: Any) -> Any:
    """Embed once the file is gone."""
    while Path(os.environ[HOLD]).exists():
        time.sleep(0.05)
    return embed(*arguments, **named)


if __name__ == "__main__":
    SentenceEncoder.encode_passages = embed_late  # type: ignore[method-assign]
    sys.exit(cli.main())
