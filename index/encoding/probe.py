"""Texts that prove one way of running a model against another, and how far the two agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.encoding.batches import Vectors
from index.encoding.models import Model

if TYPE_CHECKING:
    from tokenizers import Encoding

TEXTS = (
    "?",
    "Bridge.",
    "Who closed the lower gate?",
    "“No one asked us,” said Maj. Gen. Ana Ruiz-Ōta on 7 Feb. 2019, at 11.7 percent — or so.",
    "Über die Brücke fuhr niemand; à qui la faute ? ¿Quién lo sabía?",
    "Мост закрыли в полдень. Η γέφυρα έκλεισε το μεσημέρι.",
    "橋は正午に閉鎖された。다리는 정오에 폐쇄되었다. أُغلق الجسر ظهراً. पुल दोपहर में बंद हुआ।",
    "naïve 𝒳 e\u0301 \u200b🙂 <|endoftext|> [MASK] http://a.example/?q=1&r=2#x",
    "The river rose on Monday. Engineers closed the lower gate at noon, and the council met in the evening. " * 3,
)
"""Several lengths and scripts, in one batch, so that most of them are padded."""

LONG = "The harbour council voted on the new bridge, and the old one stayed open for the winter. "


def probe(model: Model) -> list[Encoding]:
    """The texts as the model reads them, the last one as long as its window."""
    whole = model.encodings([LONG * model.window], special_tokens=False)[0]
    longest = (LONG * model.window)[: whole.offsets[model.window - 1][1]]
    read = model.encodings([*TEXTS, longest])
    room = model.window + model.tokenizer.num_special_tokens_to_add(is_pair=False)
    return [encoding for encoding in read if 0 < len(encoding) <= room]


def agreement(ours: Sequence[Vectors], truth: Sequence[Vectors]) -> float:
    """The lowest cosine of two rows in the same place; 0.0 where one is no number."""
    one, other = np.concatenate(list(ours)).astype(np.float64), np.concatenate(list(truth)).astype(np.float64)
    cosines = (one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1))
    return float(np.nan_to_num(cosines, nan=0.0).min())
