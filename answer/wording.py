"""Words of the product that the browser and the terminal share."""

from __future__ import annotations

from answer.check_records import Flag, FlagKind
from ingest.records import Source, Voice, VoiceKind


def voice_words(voice: Voice) -> str:
    """Whose words the evidence is."""
    match voice.kind:
        case VoiceKind.OWN:
            return "own words"
        case VoiceKind.QUOTE:
            return f"quoting {_inside(voice.speaker) or 'a speaker not identified'}"
        case VoiceKind.ATTRIBUTED:
            return f"reporting what {_inside(voice.speaker) or 'was'} said"


def voice_word(kind: VoiceKind) -> str:
    """Whose words, as a choice."""
    return {VoiceKind.OWN: "own words", VoiceKind.QUOTE: "direct quotes", VoiceKind.ATTRIBUTED: "attributed"}[kind]


def published_words(source: Source) -> str:
    """The day a document was published, where it is stated."""
    return source.published.isoformat() if source.published else "undated"


def flag_words(flag: Flag) -> str:
    """In what the claim and its evidence are not the same."""
    match flag.kind:
        case FlagKind.VOICE:
            return f"voice: {flag.document}"
        case FlagKind.WORDING if not flag.claim:
            return f"wording: the claim leaves out “{flag.document}”"
        case FlagKind.HEDGE if not flag.claim:
            return f"hedge: the document says “{flag.document}”"
    ours = f"“{flag.claim}”" if flag.claim else "nothing"
    theirs = f"“{flag.document}”" if flag.document else "nothing"
    return f"{flag.kind}: {ours} in the claim, {theirs} in the document"


def _inside(speaker: str | None) -> str | None:
    """The speaker as it stands inside a sentence: an article that began one is in small letters."""
    first, space, rest = (speaker or "").partition(" ")
    return first.lower() + space + rest if space and first in {"The", "A", "An"} else speaker
