"""Words of the product that the browser and the terminal share."""

from __future__ import annotations

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
