"""A claim's rates beside a sentence's, and lists that are told one by one: "9 percent a year", "respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.comparing.pair import Pair
from answer.facts.rates import Rate
from answer.facts.statement import Statement
from answer.records import Effect, Flag, FlagKind

ONE_BY_ONE = re.compile(r"\brespectively\b|\bin that order\b", re.IGNORECASE)
"""What says that two lists belong together, the first to the first."""


def rate_flags(pair: Pair) -> Iterator[Flag]:
    """A flag for a rate that the sentence has not, or has of another period, and for what is told one by one."""
    claim, sentence = pair.claim, pair.sentence
    ours, theirs = claim.rates, sentence.rates
    for rate in ours:
        if not any(rate.period == other.period for other in theirs):
            other = next((one for one in theirs if _is_of_the_same(rate, one)), None)
            said = _words(sentence, other) if other else ""
            effect = Effect.DIFFERS if other and rate.number else Effect.MISSING
            yield Flag(FlagKind.NUMBER, _words(claim, rate), said, effect)
    for rate in theirs:
        if not ours and rate.number is not None and any(rate.number.same(one) for one in claim.quantities):
            yield Flag(FlagKind.NUMBER, "", _words(sentence, rate), Effect.MISSING)
    if (told := ONE_BY_ONE.search(sentence.text)) and not ONE_BY_ONE.search(claim.text):
        yield Flag(FlagKind.WORDING, "", told[0], Effect.MISSING)


def _is_of_the_same(rate: Rate, other: Rate) -> bool:
    """Return whether both rates count the same number, or neither counts one."""
    if rate.number is None or other.number is None:
        return rate.number is other.number
    return rate.number.same(other.number)


def _words(statement: Statement, rate: Rate) -> str:
    return statement.text[rate.start : rate.end]
