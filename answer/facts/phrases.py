"""Phrases of two or three words that say what one word says: "called off" and "cancelled", "no one" and "nobody"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from answer.facts.alignment import ComparedWord, key

_PHRASES = """
pass away die | put off postpone | call off cancel | step down resign | stand down resign | turn down reject |
set up establish | carry out conduct | go up rise | go down fall | bring down topple | give up abandon |
blow up explode | pull out withdraw | back out withdraw | pull down demolish | tear down demolish | find out discover |
hand in submit | sort out resolve | wipe out destroy | shut down close | close down close | lay off dismiss |
hand back return | give back return | pay back repay | look into investigate | track down find | cut back reduce |
speed up accelerate | slow down slow | burn down burn | pick up collect | put out extinguish | turn up arrive |
kick off begin | start off begin | hold up delay | leave out omit | sell off sell | buy up buy | take part participate |
make up invent | fill in complete | bring up raise | give away donate | take away remove | get away escape |
run away flee | set off leave | set out leave | set free release | get married marry | no one nobody |
find guilty convict | find not guilty acquit | throw out dismiss | strike down overturn | do away abolish |
bring in introduce | put down suppress
"""
PHRASES = {(key(first), *others): key(one) for first, *others, one in (line.split() for line in _PHRASES.split("|"))}
"""The key of a first word and the other words in lower case → the key of the one word."""

SIZES = sorted({*map(len, PHRASES)}, reverse=True)


def joined(words: Sequence[ComparedWord], text: str) -> Iterator[ComparedWord]:
    """The words of a text, each phrase as one word with the key of the word that says the same."""
    at = 0
    while at < len(words):
        tried = (_phrase(words[at : at + size], text) for size in SIZES)
        phrase = next(filter(None, tried), None)
        yield phrase or words[at]
        at += len(phrase.text.split()) if phrase else 1


def _phrase(words: Sequence[ComparedWord], text: str) -> ComparedWord | None:
    """The words as one, if they are such a phrase and only spaces stand between them."""
    one = PHRASES.get((words[0].key, *(word.text.lower() for word in words[1:])))
    if not one or any(not text[left.end : right.start].isspace() for left, right in pairwise(words)):
        return None
    return ComparedWord(text[words[0].start : words[-1].end], words[0].start, words[-1].end, one)
