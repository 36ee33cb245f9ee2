"""Unpack the model by which py3langid tells 139 languages, which takes a third of a second and 50 MB."""

from __future__ import annotations

import io
import lzma
from array import array
from functools import lru_cache
from typing import Any

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier


@lru_cache(maxsize=1)
def identifier() -> Any:  # noqa: ANN401 (the library has no types)
    """Return the identifier, unpacked in memory: the library itself does so on a disk, which may be full."""
    with (
        lzma.open(MODEL_DIR / MODEL_FILE) as packed,
        np.load(io.BytesIO(packed.read()), allow_pickle=False) as model,
    ):
        moves, rows = (array(model[name].dtype.char, model[name].tobytes()) for name in ("nextmove", "nextmove_row"))
        likely = model["ptc"], model["pc"], model["classes"].tolist()
        return LanguageIdentifier(*likely, moves, model["out_feat"].tolist(), tk_row=rows, norm_probs=True)
