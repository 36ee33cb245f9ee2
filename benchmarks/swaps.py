"""True sentences of documents, and the same with a number, a name or a "not" swapped: what does a check say?

python -m benchmarks.swaps FOLDER… [--json]

FOLDER is a data set in BEIR layout, or a corpus folder with one folder for each kind. The claims are made by rules of
this script's own, which share nothing with the product's: so that it is not asked what it already knows.
Untouched claims must get `verbatim` or `supports` from their own document; swapped ones `differs` or less.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click

from answer.comparing.claims import as_claims
from answer.comparing.comparison import Comparer
from answer.records import Verdict
from benchmarks.beir import BeirDocument, read_dataset
from benchmarks.pairs import candidates_in
from benchmarks.retrieval import build_library
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import Library
from ingest.draft import read_draft
from ingest.records import Document, Sentence, Voice
from settings import read_settings

DOCUMENTS = 150
"""Of each collection, drawn by a fixed seed."""

FEWEST_WORDS, MOST_WORDS = 8, 45
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= [a-z]|[.,])")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|could|will|would|should|must|has|have|had)\b(?! not\b|n.t\b)")
DENIED = re.compile(r"\b(is|are|was|were|can|could|will|would|should|must|has|have|had|did|does|do) not\b")
TURNED = {
    "a quantifier": [("some", "all"), ("most", "all"), ("many", "few"), ("all", "some"), ("both", "neither")],
    "an opposite": [
        ("increased", "decreased"), ("first", "last"), ("northern", "southern"), ("won", "lost"),
        ("eastern", "western"),
        ("opened", "closed"), ("largest", "smallest"), ("before", "after"), ("against", "for"), ("began", "ended"),
        ("higher", "lower"), ("more", "less"), ("public", "private"), ("old", "new"), ("to", "from"), ("early", "late"),
    ],
    "another noun": [
        ("people", "animals"), ("city", "river"), ("film", "song"), ("series", "company"), ("team", "school"),
        ("book", "law"), ("water", "oil"), ("season", "tribe"), ("character", "building"), ("government", "church"),
    ],
}  # fmt: skip
WILL = re.compile(r"\b(?:will|would|could|may|might|must|should) (?P<verb>[a-z]{3,})\b")
PLAN = re.compile(
    r"\b(?:(?:is|are|was|were) (?:expected|set|due|about|supposed|asked|ordered|told|likely|required|scheduled) "
    r"|plans? |planned |hopes? |hoped |wants? |wanted |agreed |intends? |intended |tried |attempted |decided |sought "
    r"|refused )to (?P<verb>[a-z]{3,})\b"
)
NO_PAST = frozenset({"not", "have", "also", "only", "never", "well", "then"})
LONGER_SUBJECT = re.compile(
    r"(?:The|A|An) (?:[a-z]+ ){1,2}(?:of|for|to|from|behind|near|by) (?=(?:the|a|an) [a-z]+ |[A-Z])"
)
QUANTIFIED = re.compile(
    r"(?:Many|Most|Some|Several|Few|One|Two|Three|Half|Parts?|Much|None|Neither|About half) of (?=the |these |its )"
)
FRAMED = re.compile(
    r"^.{3,80}\b(?:believed?s?|den(?:y|ies|ied)|fear(?:s|ed)?|hope[sd]?|suspect(?:s|ed)?|possible|possibility|idea|theory"
    r"|belief|rumou?rs?|hypothes[ie]s|doubt(?:s|ed)?|propose[sd]?|assum(?:e|es|ed|ption)) that (?P<said>.{25,})$"
)
RESTRICTED = re.compile(
    r"^(?P<said>.{25,}?),? (?:except|unless|only if|only when|but only|provided|other than|apart from|as long as|if) "
)
ROLES = re.compile(r"(The [a-z]{3,}) ([^,;()]{4,60}) (the [a-z]{3,})(?=[ .])")
SMALL_CHANGES = [
    (r"\bpercent\b", "%"),
    (r"\babout (?=\d)", "around "),
    (r"\bhowever, ", ""),
    (r"\bsaid\b", "stated"),
    (r"\balso ", ""),
    (r"\bbecause\b", "since"),
    (r"\bbegan\b", "started"),
    (r"\blarge\b", "big"),
    (r"\bmany\b", "numerous"),
    (r"\bapproximately\b", "about"),
    (r"\bsuch as\b", "like"),
    (r"\bin order to\b", "to"),
    (r"\bthe United States\b", "the U.S."),
    (r"\s?\([^()]{1,60}\)", ""),
]


@dataclass(frozen=True, slots=True)
class Case:
    """One claim made of a document's sentence: by what change, and whether it still says what the sentence says."""

    change: str
    claim: str
    document: str
    untouched: bool


def cases(document: Document, random: Random) -> Iterator[Case]:
    """The claims that one document gives: of each change a few."""
    found: dict[str, list[Case]] = defaultdict(list)
    for sentence in document.sentences:
        text = " ".join(document.text[sentence.start : sentence.end].split())
        if not sentence.heading and FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and text.endswith("."):
            for change, claim in (*_untouched(text), *_swapped(text, document.text, random)):
                if claim != text or change == "verbatim":
                    found[change].append(Case(change, claim, document.id, change in UNTOUCHED))
    for made in found.values():
        yield from random.sample(made, min(2, len(made)))


UNTOUCHED = frozenset({"verbatim", "small changes", "first part", "put in front"})


def _untouched(text: str) -> Iterator[tuple[str, str]]:
    yield "verbatim", text
    changed = text
    for pattern, instead in SMALL_CHANGES:
        changed = re.sub(pattern, instead, changed)
    yield "small changes", changed
    head, comma, tail = text.rpartition(", ")
    if (
        comma
        and len(head.split()) >= FEWEST_WORDS
        and tail.split()[0] in {"which", "who", "where", "including", "with"}
    ):
        yield "first part", f"{head}."
    moved = re.fullmatch(r"([A-Z][^,;]{30,}) ((?:in|on|after|during) [^,;]{4,30})\.", text)
    if moved:
        yield "put in front", f"{moved[2][0].upper()}{moved[2][1:]}, {moved[1]}."


def _swapped(text: str, whole: str, random: Random) -> Iterator[tuple[str, str]]:
    numbers = list(NUMBER.finditer(text))
    if numbers:
        chosen = random.choice(numbers)
        yield "another number", _put(text, chosen, _other_number(chosen[0], random))
        near = sorted({other[0] for other in NUMBER.finditer(whole)} - {chosen[0]})
        if near:
            yield "a number of the document", _put(text, chosen, random.choice(near))
    names = list(NAME.finditer(text))
    if names:
        chosen = random.choice(names)
        yield "another name", _put(text, chosen, random.choice(["Vasquez", "Ostrava", "Henderson", "Malaysia"]))
        near = sorted({other[0] for other in NAME.finditer(whole)} - {chosen[0]})
        if near:
            yield "a name of the document", _put(text, chosen, random.choice(near))
    for change, pairs in TURNED.items():
        there = [(match, other) for one, other in pairs if (match := re.search(rf"\b{one}\b", text))]
        if there:
            yield change, _put(text, *random.choice(there))
    yield from _cut(text)
    roles = ROLES.match(text)
    if roles and roles[1].lower() != roles[3]:
        yield "roles", f"T{roles[3][1:]} {roles[2]} t{roles[1][1:]}{text[roles.end() :]}"
    denied, auxiliary = DENIED.search(text), AUXILIARY.search(text)
    if denied:
        yield "no denial", _put(text, denied, denied[1])
    elif auxiliary:
        yield "a denial", _put(text, auxiliary, f"{auxiliary[0]} not")


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """What the sentence plans, doubts, limits or says of somebody else, as done, certain, unlimited, of another."""
    for change, pattern in (("tense", WILL), ("plan", PLAN)):
        found = pattern.search(text)
        if found and found["verb"] not in NO_PAST:
            yield change, _put(text, found, _past(found["verb"]))
    for change, pattern in (("a subject cut", LONGER_SUBJECT), ("a quantifier cut", QUANTIFIED)):
        found = pattern.match(text)
        if found:
            yield change, text[found.end()].upper() + text[found.end() + 1 :]
    framed, restricted = FRAMED.match(text), RESTRICTED.match(text)
    if framed:
        yield "a frame left out", framed["said"][0].upper() + framed["said"][1:]
    if restricted and len(restricted["said"].split()) >= FEWEST_WORDS:
        yield "a restriction left out", f"{restricted['said']}."


IRREGULAR = {
    "be": "was", "have": "had", "take": "took", "make": "made", "give": "gave", "become": "became", "begin": "began",
    "go": "went", "come": "came", "find": "found", "get": "got", "keep": "kept", "lead": "led", "leave": "left",
    "lose": "lost", "meet": "met", "pay": "paid", "run": "ran", "see": "saw", "sell": "sold", "send": "sent",
    "win": "won", "write": "wrote", "build": "built", "bring": "brought", "buy": "bought", "hold": "held",
    "say": "said", "know": "knew", "speak": "spoke", "stand": "stood", "tell": "told", "think": "thought",
    "grow": "grew", "fall": "fell", "rise": "rose", "break": "broke", "fight": "fought", "put": "put", "set": "set",
    "cut": "cut", "let": "let", "read": "read", "feel": "felt", "hear": "heard", "mean": "meant", "spend": "spent",
}  # fmt: skip


def _past(verb: str) -> str:
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{'d' if verb.endswith('e') else 'ed'}"


def _put(text: str, match: re.Match[str], instead: str) -> str:
    return text[: match.start()] + instead + text[match.end() :]


def _other_number(written: str, random: Random) -> str:
    number = float(written.replace(",", ""))
    other = number
    while other == number:
        other = (
            number + random.choice([-1, 1, 2, 3, 7, 10, 100]) if number < 1000 else number * random.choice([2, 3, 10])
        )
    return f"{other:,.0f}" if number == int(number) else f"{abs(other) + 0.5:.1f}"


def voice_of(claim: str) -> Voice:
    """Whose words the claim says that it is; its own where nothing is read in it."""
    read = read_draft(claim).sentences
    return read[0].voice if read else Voice()


def judge(library: Library, encoder: SentenceEncoder, made: Sequence[Case]) -> list[Verdict]:
    """The verdict of each case's own document."""
    reader = Comparer(library)
    numbers = {label.id: number for number, label in library.labels.items()}
    parts = [Sentence(0, len(case.claim), voice_of(case.claim)) for case in made]
    claims = as_claims(library, encoder, parts, [case.claim for case in made])
    return [
        reader.finding(claim, numbers[case.document], candidates_in(library, claim, numbers[case.document])).verdict
        for claim, case in zip(claims, made, strict=True)
    ]


def documents_of(folder: Path) -> list[BeirDocument]:
    """The texts of a data set in BEIR layout, or of a corpus."""
    if not (folder / "corpus.jsonl").exists() and not (folder / "corpus.jsonl.gz").exists():
        files = sorted(path for path in folder.glob("*/*") if path.suffix in {".txt", ".md"})
        return [BeirDocument(path.stem, "", path.read_text(encoding="utf-8")) for path in files]
    every = list(read_dataset(folder).documents)
    return Random(0).sample(every, min(DOCUMENTS, len(every)))  # noqa: S311  # a sample, not a secret


def run(folder: Path, data: Path, encoder: SentenceEncoder) -> list[tuple[Case, Verdict]]:
    """Every case of a collection with its verdict."""
    library = build_library(documents_of(folder), data, encoder)
    random = Random(0)  # noqa: S311  # a sample, not a secret
    made = [case for label in library.labels.values() for case in cases(library.document(label.id), random)]
    return list(zip(made, judge(library, encoder, made), strict=True))


def right(case: Case, verdict: Verdict) -> bool:
    """Return whether the verdict is one that the case may get."""
    return verdict.backs == case.untouched


def report(judged: Sequence[tuple[Case, Verdict]]) -> dict[str, object]:
    """The share that is right, of untouched and of swapped claims, and by change."""
    found: dict[str, object] = {}
    for name, wanted in (("untouched", True), ("swapped", False)):
        part = [(case, verdict) for case, verdict in judged if case.untouched is wanted]
        found[name] = round(sum(right(*one) for one in part) / max(1, len(part)), 3)
    for change in sorted({case.change for case, _ in judged}):
        part = [(case, verdict) for case, verdict in judged if case.change == change]
        share = round(sum(right(*one) for one in part) / len(part), 3)
        found[change] = {"claims": len(part), "right": share, **Counter(verdict.value for _, verdict in part)}
    return found


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the libraries here.")
@click.option("--wrong", is_flag=True, help="List the claims that got a wrong verdict.")
@click.option("--json", "as_json", is_flag=True)
def main(folders: tuple[Path, ...], keep: Path | None, *, wrong: bool, as_json: bool) -> None:
    """Check true and swapped sentences of FOLDERS against their own documents."""
    encoder = SentenceEncoder(find_model(read_settings().model))
    with tempfile.TemporaryDirectory() as temporary:
        root = keep or Path(temporary)
        judged = [one for folder in folders for one in run(folder, root / folder.name, encoder)]
    if wrong:
        for case, verdict in judged:
            if not right(case, verdict):
                click.echo(f"{case.change:<25} {verdict:<10} {case.document}  {case.claim}")
        return
    found = report(judged)
    click.echo(json.dumps(found, indent=2) if as_json else "\n".join(f"{k:<26} {v}" for k, v in found.items()))


if __name__ == "__main__":
    main()
