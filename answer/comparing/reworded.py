"""What a sentence says in another order of its clauses and phrases, which changes nothing of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.facts.grammar import MODALS
from answer.facts.statement import Statement
from ingest.lexicon import SMALL_WORDS, table

CONJUNCTION = r"(?:as soon as|if|unless|although|though|before|after|when|once|until|while|whenever)"
LEADING = re.compile(
    rf"\A(?P<tie>{CONJUNCTION}) (?P<clause>[^,;:]{{3,200}}), (?P<main>[^,;:]{{3,200}}?)\W*\Z", re.IGNORECASE
)
"""A clause in front: "If the wind drops, the ferry will sail."; none with "because", which a denial may be about."""

TRAILING = re.compile(
    rf"\A(?P<main>[^,;:]{{3,200}}?),? (?P<tie>{CONJUNCTION}) (?P<clause>[^,;:]{{3,200}}?)\W*\Z", re.IGNORECASE
)
BEFORE_TIE = table("""
    only even as what and but or not just especially particularly ever never long shortly soon right immediately days
    weeks months years hours minutes well
    """)
"""Before the word that ties the clause they say more of it: "only if", "two days after"."""

ASKING = table("""
    ask asks asked asking wonder wondered check checked know knows knew say says said see saw tell told learn decide
    decided doubt doubted determine consider discuss examine question show shows showed find found reveal explain
    remember remembered recall imagine believe thought
    """)
"""Verbs that may have the clause as what is asked or known: "will ask if the ferry sails"."""

WHOSE = re.compile(r"\b(?P<article>the|a|an) (?P<owner>[\w-]{2,40})['’]s (?P<thing>[\w-]{3,40})\b", re.IGNORECASE)
OF_WHOM = re.compile(r"\bthe (?P<thing>[\w-]{3,40}) of (?P<article>the|a|an) (?P<owner>[\w-]{2,40})\b", re.IGNORECASE)
DEPICTING = table("""
    photograph photo picture portrait painting drawing sketch statue story tale history account study review film book
    love fear hatred memory dream idea thought news word number lack loss use kind sort type part piece rest
    """)
"""What is "of" somebody otherwise than it is his: "the portrait of the queen"."""

DOING = ("ion", "ment", "ance", "ence", "al", "ing")
"""Endings of what is done: to somebody, or by him."""

NOBODY_BUT = re.compile(
    r"\A(?:nobody|no one|no-one|none) (?:but|except(?: for)?|other than|save) (?!an? )(?P<rest>[^,;:]{5,300})\Z",
    re.IGNORECASE,
)
CONTRAST = re.compile(r",? (?:rather than|instead of) [^,;:.]{2,80}(?=\W*\Z)")


COMPARED = re.compile(
    r"\A(?P<one>[^,;:]{2,80}) (?P<verb>is|are|was|were) (?P<more>\w+) than (?P<other>[^,;:]{2,80}?)"
    r"(?P<tail>,? (?:but|and) \w+)?\W*\Z"
)
LIMITS = table("""
    almost nearly never not no hardly barely scarcely allegedly reportedly supposedly apparently perhaps maybe possibly
    probably only partly once
    """)
"""What takes back a part of what is said, wherever it stands."""

OPPOSED = frozenset(
    way
    for pair in table("""
    longer/shorter higher/lower taller/shorter bigger/smaller larger/smaller older/younger older/newer faster/slower
    heavier/lighter richer/poorer wider/narrower deeper/shallower hotter/colder warmer/cooler earlier/later
    cheaper/dearer better/worse stronger/weaker louder/quieter
    """)
    for way in (tuple(pair.split("/")), tuple(reversed(pair.split("/"))))
)
"""What the first is beside the second, and the second beside the first."""

SOLD = re.compile(
    r"\A(?P<from>[^,;:]{2,80}) sold (?P<thing>[^,;:]{2,80}?) to (?P<to>[^,;:]{2,80}?)(?P<rest>(?: in \d{4})?)\W*\Z"
)
BOUGHT = re.compile(
    r"\A(?P<to>[^,;:]{2,80}) bought (?P<thing>[^,;:]{2,80}?) from (?P<from>[^,;:]{2,80}?)(?P<rest>(?: in \d{4})?)\W*\Z"
)


def reworded(claim: Statement, sentence: Statement) -> Iterator[str]:
    """Sentences that say what the document's sentence says, each in the order that the claim has."""
    for way in (_clauses, _possessives, _converses):
        yield from way(claim, sentence)
    but = NOBODY_BUT.match(sentence.text)
    if but and not NOBODY_BUT.match(claim.text) and MODALS.isdisjoint(but["rest"].lower().split()):
        yield but["rest"][0].upper() + but["rest"][1:]
    denied = any(word in LIMITS or word.endswith(("n't", "n’t")) for word in sentence.small)
    if CONTRAST.search(sentence.text) and not CONTRAST.search(claim.text) and not denied:
        yield CONTRAST.sub("", sentence.text)


def _clauses(claim: Statement, sentence: Statement) -> Iterator[str]:
    """The clause behind the main one where the claim has it there, and in front where that has it in front."""
    front, back = LEADING.match(sentence.text), LEADING.match(claim.text)
    if front and not back and _behind(claim.text, front["tie"]):
        yield f"{_first(front['main'])} {front['tie'].lower()} {_inside(front['clause'])}."
    elif back and not front and (behind := _behind(sentence.text, back["tie"])):
        yield f"{_first(behind['tie'].lower())} {_inside(behind['clause'])}, {_inside(behind['main'])}."


def _behind(text: str, tie: str) -> re.Match[str] | None:
    """The main clause and the one that this word ties to its end, where no word says more of that or denies."""
    found = TRAILING.match(text)
    if found is None or found["tie"].lower() != tie.lower() or not _is_bare(found):
        return None
    before = found["main"].lower().split()
    return found if before[-1] not in BEFORE_TIE and ASKING.isdisjoint(before) else None


def _first(words: str) -> str:
    return words[0].upper() + words[1:]


def _inside(words: str) -> str:
    """The words as they stand inside a sentence: a small first letter, but for a name."""
    first = words.split(maxsplit=1)[0]
    return words[0].lower() + words[1:] if first.lower() in SMALL_WORDS and first != "I" else words


def _possessives(claim: Statement, sentence: Statement) -> Iterator[str]:
    """Whose it is, as the claim says it: "the archbishop's brother" for "the brother of the archbishop"."""
    for ours, theirs, form in ((WHOSE, OF_WHOM, "{0} {1}’s {2}"), (OF_WHOM, WHOSE, "the {2} of {0} {1}")):
        wanted = {_whose(match) for match in ours.finditer(claim.text)}
        found = theirs.search(sentence.text)
        if found and _whose(found) in wanted and _is_plain(found["thing"].lower()):
            phrase = form.format(found["article"].lower(), found["owner"], found["thing"])
            phrase = _first(phrase) if found.start() == 0 else phrase
            yield sentence.text[: found.start()] + phrase + sentence.text[found.end() :]


def _converses(claim: Statement, sentence: Statement) -> Iterator[str]:
    """The claim itself where the sentence says it from the other's side: shorter for longer, bought for sold."""
    ours, theirs = COMPARED.match(claim.text), COMPARED.match(sentence.text)
    if ours and theirs and (ours["more"], theirs["more"]) in OPPOSED:
        was = {match["verb"] in {"was", "were"} for match in (ours, theirs)}
        turned = all(_bare(ours[one]) == _bare(theirs[other]) for one, other in (("one", "other"), ("other", "one")))
        if turned and len(was) == 1 and not ours["tail"] and _is_bare(theirs):
            yield claim.text
    for mine, other in ((SOLD, BOUGHT), (BOUGHT, SOLD)):
        one, two = mine.match(claim.text), other.match(sentence.text)
        same = one and two and all(_bare(one[part]) == _bare(two[part]) for part in ("from", "thing", "to"))
        if one and two and same and one["rest"] in {"", two["rest"]} and _is_bare(two):
            yield claim.text


def _is_bare(match: re.Match[str]) -> bool:
    return LIMITS.isdisjoint(match[0].lower().replace(",", " ").split())


def _bare(phrase: str) -> str:
    return phrase.lower().removeprefix("the ")


def _whose(match: re.Match[str]) -> tuple[str, str]:
    return match["owner"].lower(), match["thing"].lower()


def _is_plain(thing: str) -> bool:
    return thing not in DEPICTING and not thing.endswith(DOING)
