"""Draw a checked draft as text: each sentence underlined by what the check leaves of it, a note by kind beside it."""

from __future__ import annotations

from markupsafe import Markup, escape

from answer.arrangements import KindEvidence, Outcome, Piece, by_kind, outcome, outcome_counts, paragraphs
from answer.records import Check, ClaimCheck, Effect, Finding
from answer.wording import counted, summarise_check
from app_pages.drawing.kinds import kind_class, kind_word
from app_pages.drawing.markup import element, wrapped

STYLES = {Outcome.SUPPORTED: "supported", Outcome.DIFFERS: "differs", Outcome.BY_HAND: "by-hand"}
"""The last part of the outcome's class in the style sheet."""

NEXT = {
    Outcome.SUPPORTED: "the next that is supported",
    Outcome.DIFFERS: "the next that a document says otherwise",
    Outcome.BY_HAND: "the next to check by hand",
}
"""What a button of the strip leads to."""

LONGEST_DIFFERENCE = 30
"""Characters of a document's words in a note. Raised, notes run over several lines."""


def strip(check: Check) -> Markup:
    """Draw how many sentences the check leaves as what, each count a button that leads to the next such sentence."""
    said = {
        one: counted(count, "differs", "differ") if one is Outcome.DIFFERS else f"{count:,} {one}"
        for one, count in outcome_counts(check).items()
    }
    buttons = Markup().join(_jump(one, said[one], is_empty=said[one].startswith("0 ")) for one in Outcome)
    count = element("strong", f"{counted(len(check.claims), 'sentence')}:", "byline-strip-count")
    named = {"role": "group", "aria_label": summarise_check(check), "data_byline": "strip"}
    return wrapped("div", count + buttons, "byline-strip", **named)


def _jump(one: Outcome, said: str, *, is_empty: bool) -> Markup:
    able = {"disabled": ""} if is_empty else {"aria_label": f"{said}: {NEXT[one]}"}
    return element(
        "button", said, f"byline-shown byline-outcome-{STYLES[one]}", type="button", data_jump=STYLES[one], **able
    )


def draft_view(check: Check) -> Markup:
    """Draw the whole draft in its order."""
    drawn = (
        wrapped("p", Markup().join(_piece(check, piece) for piece in pieces), "byline-draft-paragraph", dir="auto")
        for pieces in paragraphs(check)
    )
    text = wrapped("div", Markup().join(drawn), "byline-draft-text")
    return wrapped("section", text, "byline-draft", aria_label="The draft")


def _piece(check: Check, piece: Piece) -> Markup:
    if piece.claim is None:
        return escape(piece.text)
    claim, note = check.claims[piece.claim], f"byline-note-{piece.claim}"
    left = STYLES[outcome(claim)]
    # A button of HTML does not run over several lines, as a sentence does.
    button = {"role": "button", "tabindex": "0", "aria_describedby": note, "data_claim": f"{piece.claim}"}
    number = wrapped("span", f"{piece.claim + 1}", "byline-number", aria_hidden="true")
    sentence = wrapped("span", piece.text, f"byline-checked byline-outcome-{left}", data_outcome=left, **button)
    said = wrapped("span", number + _note(claim), f"byline-note byline-note-{left}", id=note)
    return sentence + number + said


def _note(claim: ClaimCheck) -> Markup:
    """Say in a few words which kinds say it, which say it otherwise and how, or that it is left to a person."""
    kinds = by_kind(claim)
    said = [fact for kind in kinds for fact in _facts(kind)]
    if said:
        return Markup(" · ").join(said)
    closest = [kind_word(kind.found.kind) for kind in kinds if kind.closest]
    where = closest[0] if len(closest) == 1 else counted(len(closest), "kind")
    return element("span", f"by hand; closest in {where}" if closest else "by hand; no match", "")


def _facts(kind: KindEvidence) -> list[Markup]:
    name = kind_word(kind.found.kind)
    says, differs = len(kind.backing), f"{name} differs{_how(kind.differing)}"
    found = [f"{name} {says:,}"] if says else []
    found += [differs] if kind.differing else []
    return [element("span", one, f"byline-note-kind {kind_class(kind.found.kind)}") for one in found]


def _how(differing: tuple[Finding, ...]) -> str:
    """What the first of these documents has in place of the draft's words; "" where that is not a few words."""
    flags = (flag.document for one in differing for flag in one.flags if flag.effect is Effect.DIFFERS)
    said = next((words for words in flags if words), "")
    return f": {said}" if 0 < len(said) <= LONGEST_DIFFERENCE else ""
