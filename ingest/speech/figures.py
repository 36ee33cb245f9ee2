"""Things that speak only in a figure of speech: "the clock said ten", "her face told him", "the sky promised"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import table
from ingest.speech.noun_phrases import Range
from ingest.speech.own_findings import head_of
from ingest.speech.subjects import FARTHEST
from ingest.speech.verb_forms import forms
from ingest.speech.words import GAP, Word

SEEN = table(
    """
    clock clocks thermometer barometer calendar gauge gauges dial dials odometer speedometer altimeter compass scales
    scoreboard sundial hourglass stopwatch meter metronome bell bells siren sirens whistle look silence track tracks
    footprint footprints bruise bruises scar scars wound wounds stain stains ash ashes ruins bones smell scent sign
    """
)
"""What is read, heard or seen, whatever verb stands behind it; a sign has no author either."""

WORN = table(
    """
    face faces eye eyes eyebrow eyebrows shoulder shoulders hand hands finger fingers smile grin frown gaze glance stare
    expression tears tone gait posture footsteps watch shoe shoes boot boots glove gloves coat hat shirt dress clothes
    uniform windows curtains
    """
)
"""What is so where it is somebody's: "his [watch] said", but "the watch said", which may be men on guard."""

LOOMING = table(
    """
    sky skies cloud clouds sun moon wind winds rain snow frost fog mist thunder lightning storm sea tide river winter
    spring summer autumn dawn dusk night darkness smoke weather stair stairs floorboards door doors gate hinge hinges
    engine motor brakes bed chair kettle
    """
)
"""What is so behind some verbs alone; in a fable the wind speaks."""

FIGURATIVE = forms(
    sorted(
        table(
            """
            promise threaten announce whisper warn declare protest complain suggest confirm proclaim signal hint sigh
            murmur scream shriek mutter grumble herald foretell testify
            """
        )
    )
)
"""Those verbs."""

OWNERS = table("my his her its their your our")


def is_figure(words: Sequence[Word], at: int, subject: Range) -> bool:
    """Return whether no words are told, for the subject of the verb is a thing that has none; a quotation is words."""
    head = head_of(words, subject)
    if head.capital or words[subject[1] - 1].capital or _is_by_quotation(words, at):
        return False
    owned = any(word.plain in OWNERS or word.plain in {"'s", "'"} for word in words[slice(*subject)])
    does = head.plain in LOOMING and words[at].plain in FIGURATIVE
    return head.plain in SEEN or (owned and head.plain in WORN) or does


def _is_by_quotation(words: Sequence[Word], at: int) -> bool:
    return any(word.plain == GAP for word in words[max(0, at - FARTHEST) : at + FARTHEST])
