"""Phrases of two words that say what one word says: "called off" and "cancelled", "no one" and "nobody"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
run away flee | set off leave | set out leave | set free release | get married marry | no one nobody
"""
PHRASES = {(key(first), second): key(one) for first, second, one in (line.split() for line in _PHRASES.split("|"))}
"""The key of a first word and the second word in lower case → the key of the one word."""


def joined(words: Sequence[ComparedWord], text: str) -> Iterator[ComparedWord]:
    """The words of a text, each phrase as one word with the key of the word that says the same."""
    at = 0
    while at < len(words):
        pair = words[at : at + 2]
        one = PHRASES.get((pair[0].key, pair[1].text.lower())) if len(pair) == 2 else None
        if one and text[pair[0].end : pair[1].start].isspace():
            yield ComparedWord(text[pair[0].start : pair[1].end], pair[0].start, pair[1].end, one)
            at += 2
        else:
            yield words[at]
            at += 1
