"""How well each text on a page stands out from what is behind it."""

from __future__ import annotations

from pathlib import Path

CONTRASTS = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
LEAST_CONTRAST = 4.5
"""WCAG 2.2 AA for text of any size."""
