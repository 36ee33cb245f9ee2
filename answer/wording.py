"""Words of the product that the browser and the terminal share."""

from __future__ import annotations

from answer.check_records import Flag, FlagKind
from ingest.records import Voice, VoiceKind


def voice_words(voice: Voice) -> str:
    """Whose words the evidence is."""
    match voice.kind:
        case VoiceKind.OWN:
            return "own words"
        case VoiceKind.QUOTE:
            return f"quoting {voice.speaker or 'a speaker not identified'}"
        case VoiceKind.ATTRIBUTED:
            return f"reporting what {voice.speaker or 'was'} said"


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
