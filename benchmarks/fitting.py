"""The numbers of `answer.comparing.likeness` from claims with evidence: a logistic regression over its signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FREE = 3.0
"""How little the fit holds a file's constant back, beside the weights."""

PARTS = 5
"""Of the cross-validation."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A file's claims: is each supported, by what signals, and what plain ways say."""

    name: str
    claims: tuple[str, ...]
    supported: NDArray[np.bool_]
    signals: Numbers
    cosine: Numbers
    overlap: Numbers
    """Columns of `signals`, float64 (claims, signals), are the fields of `Signals`."""


def fit(files: Sequence[Scored]) -> tuple[Numbers, float]:
    """The weight of each signal, and the constant, for the log-odds of support.

    Each file has a constant of its own, so that the weights tell claims of one file apart and not the files; the
    constant is the mean of these.
    """
    from sklearn.linear_model import LogisticRegression  # a second to import, needed here alone

    signals = np.concatenate([one.signals for one in files])
    spread = signals.std(axis=0).clip(1e-9)
    of_file = np.repeat(np.eye(len(files)) * FREE, [len(one.supported) for one in files], axis=0)
    model = LogisticRegression(C=1.0, max_iter=1000, fit_intercept=False).fit(
        np.hstack([signals / spread, of_file]),
        np.concatenate([one.supported for one in files]),
        sample_weight=np.concatenate([_balanced(one.supported) for one in files]),
    )
    weights, constants = np.split(model.coef_[0], [len(spread)])
    return weights / spread, float(constants.mean() * FREE)


def cross_validated(files: Sequence[Scored]) -> list[Numbers]:
    """Each file's log-odds, part by part, by numbers fitted on the other parts of all files."""
    parts = [_parts(one.claims) for one in files]
    odds = [np.zeros(len(one.supported)) for one in files]
    for part in range(PARTS):
        weights, _ = fit([_rows(one, of != part) for one, of in zip(files, parts, strict=True)])
        for one, of, found in zip(files, parts, odds, strict=True):
            found[of == part] = one.signals[of == part] @ weights
    return odds


def _parts(claims: Sequence[str]) -> NDArray[np.int64]:
    """The part of each row, drawn by its claim; int64 (rows,)."""
    places = {claim: place for place, claim in enumerate(dict.fromkeys(claims))}
    drawn = np.random.default_rng(0).permutation(len(places)) % PARTS
    return np.array([drawn[places[claim]] for claim in claims], np.int64)


def _rows(one: Scored, chosen: NDArray[np.bool_]) -> Scored:
    claims = tuple(claim for claim, is_in in zip(one.claims, chosen, strict=True) if is_in)
    return Scored(
        name=one.name,
        claims=claims,
        supported=one.supported[chosen],
        signals=one.signals[chosen],
        cosine=one.cosine[chosen],
        overlap=one.overlap[chosen],
    )


def _balanced(supported: NDArray[np.bool_]) -> Numbers:
    share = supported.mean()
    weights: Numbers = np.where(supported, 0.5 / share, 0.5 / (1 - share)) * 1000 / len(supported)
    return weights
