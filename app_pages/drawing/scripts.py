"""List the scripts that a page runs by itself, and allow a browser those and no others.

Each is a block of its own: the page keeps what an earlier run declared.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from markupsafe import Markup

TO_NEWEST = Markup("""<script>{
  const newest = [...document.querySelectorAll(".byline-question")].at(-1);
  if (newest && newest.getBoundingClientRect().top > innerHeight / 3) newest.scrollIntoView();
}</script>""")
"""Bring the newest question to the top of the window."""

TO_PLACE = Markup("""<script>{
  const place = document.querySelector(".byline-box") ?? document.querySelector(".byline-target");
  if (place) place.scrollIntoView({ block: "center" });
}</script>""")
"""Bring the chosen place of a document to the middle of the window."""

INLINE = re.compile(r"<script>([^<]*+(?:<(?!/script>)[^<]*+)*+)")


def script_hashes(*pages: str) -> list[str]:
    """A source expression for each script that these pages contain verbatim (CSP Level 3, section 2.3.1)."""
    scripts = [script for page in pages for script in INLINE.findall(page)]
    digests = (b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") for script in scripts)
    return [f"'sha256-{digest}'" for digest in digests]
