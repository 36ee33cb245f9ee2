"""Words that the browser, the terminal and the exports share, and how words of others stand beside them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from unicodedata import bidirectional

from answer.arrangements import Outcome, outcome, outcome_counts, urgency
from answer.records import Check, ClaimCheck, Finding, Flag, FlagKind, KindFinding, Lane, Standing, Verdict
from answer.verification import QuoteStatus
from index.originals import page_word
from index.records import Action, Evidence, Searched, Spelling
from ingest.records import RULE_DATELINE, RULE_FILE_NAME, Source, Voice, VoiceKind

CONTROL = re.compile(r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Characters that steer a terminal or end a paste, whoever shows the text; tabs and line ends do not."""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

OPENING = frozenset({"LRI", "RLI", "FSI"})
TURNING = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "PDI", *OPENING})
"""Classes of characters that may move what stands beside them."""


def steady(text: str) -> str:
    """The text in the same length, with signs for the control characters in it."""
    return CONTROL.sub(lambda match: control_sign(match[0]), text)


def control_sign(char: str) -> str:
    """The sign that is shown for a control character."""
    if char == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\N{REPLACEMENT CHARACTER}"


def isolated(text: str) -> str:
    """The text in an isolate of its own, where anything in it could move its neighbours; any other as it is."""
    classes = [bidirectional(char) for char in text]
    if TURNING.isdisjoint(classes):
        return text
    depth = unopened = 0
    for name in classes:
        if name in OPENING:
            depth += 1
        elif name == "PDI" and depth:
            depth -= 1
        elif name == "PDI":
            unopened += 1
    opening, closing = FIRST_STRONG_ISOLATE * (unopened + 1), POP_ISOLATE * (depth + 1)
    return f"{opening}{text}{closing}"


# Words of the product that the browser, the terminal and the exports share, and the one line above each result.


PLURAL = re.compile(r"ies$|(?<![aius])(?<!ic)(?<!new)s$", re.IGNORECASE)
"""The end of a noun in the plural, such as "emails"; not of "press", "analysis", "campus", "politics" or "news"."""


def counted(count: int, noun: str, plural: str = "") -> str:
    """How many there are, in words: "1 document", "1,200 documents"; `plural` where it is not the noun with an "s"."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def changes_words(steps: Mapping[Action, Sequence[str]]) -> str:
    """Return how many documents of each action of a build there are: "2 documents added, 1 document removed"."""
    return ", ".join(f"{counted(len(ids), 'document')} {action}" for action, ids in steps.items())


def listed(names: Sequence[str]) -> str:
    """The names as a sentence lists them: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def searched_words(searched: Searched) -> str:
    """How much was searched: documents, the origins they come from where these are fewer, passages, and the unread."""
    documents = f"{counted(searched.documents, 'document')}{_origin_words(searched)}"
    said = f"{documents}, {counted(searched.passages, 'passage')}"
    return f"{said}, {read_in_part_words(searched.partly)}" if searched.partly else said


def read_in_part_words(count: int) -> str:
    """Return how many of the documents were read only in part."""
    return f"{count:,} read only in part"


def partly_words(partly: Iterable[str]) -> str:
    """What of a document could not be read; "" where it was read whole."""
    said = "; ".join(partly)
    return f"Read only in part: {said}" if said else ""


def _origin_words(searched: Searched) -> str:
    """From how many origins the documents come at least, to stand after their number; "" where each has its own."""
    if not 0 < searched.origins < searched.documents:
        return ""
    return f" (at least {searched.origins:,} independent)"


def place_words(document: str, start: int, end: int, page: int | None = None) -> str:
    """Return where in a document something stands, as exports and the terminal say it."""
    on_page = f", {page_words(document, page)}" if page else ""
    return f"{document}{on_page}, characters {start}–{end}"


def page_words(document: str, page: int) -> str:
    """A page of the document in words: "page 3", or "slide 3" where its pages are slides."""
    return f"{page_word(document)} {page}"


def kind_documents(count: int, kind: str) -> str:
    """Return how many documents of this kind there are: "4 reporting documents", but "4 emails" and "1 email"."""
    return counted(count, *_kind_nouns(kind))


def _kind_nouns(kind: str) -> tuple[str, str]:
    """One document of this kind and several in words; a kind that is a noun in the plural is its own."""
    singular = PLURAL.sub(lambda end: "y" if len(end[0]) > 1 else "", kind)
    noun = f"{isolated(kind)} document"
    return (isolated(singular), isolated(kind)) if singular != kind else (noun, f"{noun}s")


def voice_words(voice: Voice) -> str:
    """Whose words the evidence is."""
    match voice.kind:
        case VoiceKind.OWN:
            return "own words"
        case VoiceKind.QUOTE:
            return f"quoting {_inside(voice.speaker)}" if voice.speaker else "quote, speaker unclear"
        case VoiceKind.ATTRIBUTED:
            return f"paraphrasing {_inside(voice.speaker)}" if voice.speaker else "attributed, speaker unclear"


def said_words(evidence: Evidence) -> str:
    """Whose words the evidence is, and whether a machine read them on a picture."""
    read = recognised_words(evidence.recognised)
    return f"{voice_words(evidence.voice)}, {read}" if read else voice_words(evidence.voice)


def recognised_words(recognised: float | None) -> str:
    """That a machine read the words on a picture, and how sure it is; "" for words that the file itself has.

    The share is rounded down, so that none is called surer than it is.
    """
    return "" if recognised is None else f"read from a picture, {math.floor(recognised * 100) / 100:.2f}"


def voice_word(kind: VoiceKind) -> str:
    """The voice, as one of the choices of a filter."""
    return {VoiceKind.OWN: "own words", VoiceKind.QUOTE: "direct quotes", VoiceKind.ATTRIBUTED: "attributed"}[kind]


def published_words(source: Source) -> str:
    """The day a document was published, and what says so where it is only a dateline or the file's name."""
    if not source.published:
        return "undated"
    rule = source.rules.get("published", "")
    by = f" by its {rule}" if rule in {RULE_DATELINE, RULE_FILE_NAME} else ""
    return f"{source.published.isoformat()}{by}"


def flag_words(flag: Flag) -> str:
    """Words on a difference between the claim and its evidence."""
    claim, document = isolated(flag.claim), isolated(flag.document)
    match flag.kind:
        case FlagKind.VOICE:
            return f"whose words: {document}"
        case FlagKind.CUT:
            return f"cut short: the document says “{document}”"
        case FlagKind.WORDING if not flag.claim:
            return f"wording: the claim leaves out “{document}”"
        case FlagKind.HEDGE if not flag.claim:
            return f"hedge: the document says “{document}”"
    ours = f"“{claim}”" if claim else "nothing"
    theirs = f"“{document}”" if document else "nothing"
    return f"{flag.kind}: {ours} in the claim, {theirs} in the document"


def _inside(speaker: str) -> str:
    """The speaker as it stands inside a sentence: isolated, and an article at its beginning gets a small letter."""
    first, space, rest = speaker.partition(" ")
    return isolated(first.lower() + space + rest if space and first in {"The", "A", "An"} else speaker)


# The one line above an answer: which kinds have a strong match, which a weak one, and which none.


def summarise(
    lanes: Sequence[Lane],
    *,
    undated: int = 0,
    foreign: int = 0,
    english: bool = False,
    spellings: Sequence[Spelling] = (),
) -> str:
    """Which kinds have a strong match and which a weak one, where there is none, and what was not searched.

    Args:
        lanes: those of the answer.
        undated: how many documents a filter of dates left out because they have none.
        foreign: how many of the searched documents are in a language that the model does not read.
        english: whether it reads English alone.
        spellings: words to offer.
    """
    searched = [lane for lane in lanes if lane.searched.documents]
    strong = [lane for lane in searched if lane.standing is Standing.ANSWERS]
    weak = [lane for lane in searched if lane.standing is Standing.RELATED]
    none = [lane for lane in searched if lane.standing is Standing.NOTHING]
    sentences = [
        _matched(strong, weak, only=len(searched) > 1),
        *(_copies(lane) for lane in (*strong, *weak)),
        _unmatched(none),
        *map(_spelling, spellings),
        _undated(undated),
        _foreign(foreign, "English" if english else "a language that the model reads"),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _matched(strong: Sequence[Lane], weak: Sequence[Lane], *, only: bool) -> str:
    kinds = listed([isolated(lane.kind) for lane in weak])
    if not strong:
        return f"No strong match; weak in {kinds}." if weak else ""
    also = f"; weak in {kinds}" if weak else ""
    if len(strong) == 1:
        kind = f"Only {isolated(strong[0].kind)}" if only else _capital(isolated(strong[0].kind))
        return f"{kind} has a strong match{also}."
    return f"{_capital(listed([isolated(lane.kind) for lane in strong]))} have strong matches{also}."


def _copies(lane: Lane) -> str:
    """A sentence on the copies of what is shown in documents of the same origin; "" where there are none."""
    copies = {label.id for hit in lane.hits for label in hit.copies}
    if not copies:
        return ""
    verb = "repeats" if len(copies) == 1 else "repeat"
    return f"{kind_documents(len(copies), lane.kind)} {verb} what is shown."


def _unmatched(lanes: Sequence[Lane]) -> str:
    if not lanes:
        return ""
    closest = _closest(lanes)
    found = f"No match in {listed([_documents(lane) for lane in lanes])}"
    return f"{found}; closest: {closest}." if closest else f"{found}."


def _spelling(spelling: Spelling) -> str:
    stands = f"stands in {counted(spelling.documents, 'document')}"
    return f"No match for {isolated(spelling.asked)}; {isolated(spelling.found)} {stands}."


def _undated(documents: int) -> str:
    if not documents:
        return ""
    was, they = ("was", "it has") if documents == 1 else ("were", "they have")
    return f"{counted(documents, 'document')} {was} not searched: {they} no date."


def _foreign(documents: int, language: str) -> str:
    if not documents:
        return ""
    verb = "is" if documents == 1 else "are"
    return f"{counted(documents, 'document')} {verb} not in {language}: found by words only, not by meaning."


def _closest(lanes: Sequence[Lane]) -> str | None:
    misses = [lane.nearest_miss for lane in lanes if lane.nearest_miss]
    best = max(misses, key=lambda hit: hit.signals.cosine, default=None)
    return f"“{isolated(best.document.source.title)}”" if best else None


def _documents(lane: Lane) -> str:
    searched = lane.searched
    said = f"{kind_documents(searched.documents, lane.kind)}{_origin_words(searched)}"
    return f"{said} ({read_in_part_words(searched.partly)})" if searched.partly else said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# A whole check in one line: how many of its sentences are supported, and what is left to do.


def summarise_check(check: Check) -> str:
    """How many sentences documents support, how many they say otherwise, and how many are left to a person."""
    counts = outcome_counts(check)
    said = (
        f"{counts[Outcome.SUPPORTED]:,} supported",
        counted(counts[Outcome.DIFFERS], "differs", "differ"),
        f"{counts[Outcome.BY_HAND]:,} to check by hand",
    )
    others = sum(outcome(claim) is Outcome.SUPPORTED and not urgency(claim)[0] for claim in check.claims)
    of_them = f" Of the supported, {others:,} by neither reporting nor official sources." if others else ""
    return f"{counted(len(check.claims), 'sentence')}: {', '.join(said)}.{of_them}"


# The one line about a claim: who supports it, who says it differently, and what comes nearest where nobody does.


def summarise_claim(
    kinds: Sequence[KindFinding], findings: Sequence[Finding], dates: tuple[date, date] | None = None
) -> str:
    """Which kinds support the claim and which do not, counted by origin; what differs; how old the support is."""
    searched = [kind for kind in kinds if kind.compared]
    backing = [kind for kind in searched if kind.verdict.backs]
    others = [kind for kind in searched if not kind.verdict.backs]
    sentences = [
        _backed(backing, alone=bool(others)),
        *(_unbacked(kind) for kind in others),
        _quoted(findings),
        _older(findings, dates),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def support_words(claim: ClaimCheck) -> str:
    """Which kinds support the claim, and with what reservation, without what the others have."""
    searched = [kind for kind in claim.kinds if kind.compared]
    backing = [kind for kind in searched if kind.verdict.backs]
    backed = _backed(backing, alone=len(backing) < len(searched))
    return " ".join(filter(None, (backed, _quoted(claim.findings), _older(claim.findings, claim.dates))))


def _backed(kinds: Sequence[KindFinding], *, alone: bool) -> str:
    if not kinds:
        return "No clear support found."
    named = listed([f"{isolated(kind.kind)} ({_origins(kind)})" for kind in kinds])
    if len(kinds) == 1 and alone:
        return f"Only {isolated(kinds[0].kind)} supports this ({_origins(kinds[0])})."
    return f"{named[:1].upper()}{named[1:]} {'supports' if len(kinds) == 1 else 'support'} this."


def _unbacked(kind: KindFinding) -> str:
    none = f"0 of {kind.compared:,} {_kind_nouns(kind.kind)[1]}{' compared' if kind.at_least else ''}"
    if kind.nearest is None:
        return f"{none}."
    title = f"“{isolated(kind.nearest.document.source.title)}”"
    if kind.verdict is Verdict.DIFFERS:
        return f"{none}; {title} differs{_in_what(kind.nearest)}."
    return f"{none}; nearest: {title}."


def _in_what(finding: Finding) -> str:
    kinds = list(dict.fromkeys(flag.kind.value for flag in finding.flags))
    return f" in {listed(kinds)}" if kinds else ""


def _quoted(findings: Sequence[Finding]) -> str:
    backing = [finding for finding in findings if finding.verdict.backs and finding.evidence]
    own = [one for one in backing if one.evidence and one.evidence.voice.kind is VoiceKind.OWN]
    return "All support is quoted or paraphrased." if backing and not own else ""


def _older(findings: Sequence[Finding], dates: tuple[date, date] | None) -> str:
    published = [one.document.source.written for one in findings if one.verdict.backs]
    if not dates or not published or any(day is None or day >= dates[0] for day in published):
        return ""
    return "All support is older than the date in the claim."


def _origins(kind: KindFinding) -> str:
    return f"{'at least ' if kind.at_least else ''}{counted(kind.origins, 'document')}"


# Quotes that were looked up again, in a line.


def unread_words(unread: int) -> str:
    """What a trace did not get to in its time, and what to do."""
    documents = counted(unread, "document")
    return f"{documents} could not be looked through in the time for one quotation: trace a shorter part of it."


def summarise_verified(statuses: Iterable[QuoteStatus]) -> str:
    """Return how many quotes there are, and of each status how many."""
    counts = Counter(statuses)
    said = ", ".join(f"{counts[status]:,} {status}" for status in QuoteStatus if counts[status])
    return f"{counted(counts.total(), 'quote')}: {said}."


LONGEST_REFUSAL, END_OF_REFUSAL = 1_200, 400
"""Characters of a refusal that are shown, and of them those from its end, where the next step stands."""


def shortened(refusal: str) -> str:
    """The refusal, without the middle of one that quotes more than can be read."""
    if len(refusal) <= LONGEST_REFUSAL:
        return refusal
    return f"{refusal[: LONGEST_REFUSAL - END_OF_REFUSAL]} … {refusal[-END_OF_REFUSAL:]}"
