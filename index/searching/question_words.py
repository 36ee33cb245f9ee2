"""Words of a question that do not say what it is about.

"What role does Turkey play?" is about Turkey: whether a passage says "role" tells nothing of whether it answers.
So function words and words that only frame a question count for nothing, and the word after "what" or "which",
the sort of thing that is asked for ("what year", "which sea"), counts less: a text that answers seldom says it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.word_table import table

FUNCTION_WORDS = table("""
    a an the and or but if as than so not no nor
    what which who whom whose when where why how
    am is are was were be been being do does did doing done have has had having
    can could will would shall should may might must
    don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn
    i me my we our us you your he him his she her it its they them their
    this that these those there here
    about above across after against along among amongst around at before behind below between by during for from
    in inside into near of off on onto out outside over since through to toward towards under until up upon with
    within without
    all another any both each either else every few least less many more most much neither one only other others
    several some such
    already also always ever even far first just long now often once quite rather soon still then too very while yet
""")

FRAMING_WORDS = table("""
    kind kinds sort sorts type types term terms
    say says said saying tell tells told telling mention mentions mentioned describe describes described
    explain explains explained know known call called name named give gives given get got according
    author authors article articles document documents text passage story writer
    role roles play plays played happen happens happened come
""")

TELLING_NOTHING = FUNCTION_WORDS | FRAMING_WORDS

ASKING_FOR = frozenset({"what", "which"})
ASKED_FOR_SHARE = 0.5
"""What of its weight the sort of thing that is asked for keeps."""


def telling_words(words: Sequence[str], names: frozenset[str]) -> dict[str, float]:
    """The words that say what a question is about, in order → how much of its weight each keeps, in (0, 1].

    Args:
        words: all of the question's words, in order.
        names: those that are written as names; a name is always telling ("Who", "US", "Will").
    """
    telling: dict[str, float] = {}
    for before, word in zip(["", *words], words, strict=False):
        if word in names:
            telling[word] = 1.0
        elif word.lower() not in TELLING_NOTHING:
            share = ASKED_FOR_SHARE if before.lower() in ASKING_FOR else 1.0
            telling[word] = max(share, telling.get(word, 0.0))
    return telling or dict.fromkeys(words, 1.0)
