"""Characters that stand for others, or for none: ligatures and the soft hyphen."""

from __future__ import annotations

SOFT_HYPHEN = "\u00ad"
"""Where a word may be broken at a line's end; no part of the word."""

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "\u017ft",
    "\ufb06": "st",
}
"""Latin letters that fonts join → the letters; œ and æ are letters of their own and stay."""
