"""A hearing of a few turns, in which nobody asks and nobody speaks of himself: known by the parts in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.grammar_words import AUXILIARIES, PASTS, VERBS
from ingest.speech.turn_labels import Label
from ingest.speech.turn_words import FORMAL

SURE = FORMAL - table("chair speaker president minister secretary senator court defence defense prosecution")
"""Parts that name nothing but who has them; the others are things and offices too, of which a list may tell."""

ORDER = re.compile(
    r"\b(?:may (?:continue|proceed|answer|speak|sit|stand|step)|come to order|the witness|the committee|this committee"
    r"|the record|the floor|the motion|the minutes are|is sworn|recognises|recognizes|overruled|sustained|adjourned"
    r"|la parole est (?:à|au)|la séance est (?:ouverte|levée|suspendue|reprise)|je mets aux voix)\b",
    re.IGNORECASE,
)
"""What is said to keep order."""

RULING = re.compile(
    r"(?:objection|sustained|overruled|order|proceed|continue|granted|denied|noted|nothing further|no further"
    r"|adjourned|so (?:ordered|moved|noted))\b",
    re.IGNORECASE,
)
"""What is said in a word or two, without a verb."""

SAID = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.!?]")
MOST_BEFORE_VERB = 14
"""Words of a sentence in which its verb is looked for."""

FINITE = (AUXILIARIES - table("'s to not never ever n't be been being having")) | VERBS | PASTS
RELATIVES = table("who which that where when whose")


def is_hearing(labels: Sequence[Label], spoken: Sequence[str]) -> bool:
    """Whether labels in capitals, one of them a part in a hearing, all stand before whole sentences or rulings."""
    parts = {part for label in labels for part in label.key.split()}
    known = not SURE.isdisjoint(parts) or (
        not FORMAL.isdisjoint(parts) and any(ORDER.search(words) is not None for words in spoken)
    )
    return known and all(label.name.isupper() for label in labels) and all(map(is_sentence, spoken))


def is_sentence(words: str) -> bool:
    """Return whether a sentence begins here: a subject and its verb come first, as in no definition or list."""
    said = [word.lower() for word in SAID.findall(words.strip()[:200])[:MOST_BEFORE_VERB]]
    if RULING.match(words.strip()) or ORDER.search(words):
        return True
    verb = next((at for at in range(1, len(said)) if said[at] in FINITE or said[at].endswith("ed")), None)
    return verb is not None and RELATIVES.isdisjoint(said[1:verb]) and {".", "!", "?"}.isdisjoint(said[:verb])
