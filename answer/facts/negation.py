"""Find claims that deny what a document says, or the reverse: "not", "never", "lost" for "gained"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answer.facts.alignment import Alignment, ComparedWord, key, said_at, words
from ingest.lexicon import table
from ingest.records import Span

CUES = table("""
    not no never none nobody nothing nowhere neither nor without cannot can't won't unable impossible unlikely
    hardly barely scarcely rarely seldom lack lacks lacked lacking absent deny denies denied denying refuse
    refuses refused reject rejects rejected fail fails failed failing false falsely untrue wrong wrongly myth
    hoax retract retracts retracted retracting retraction debunked disproved disproven unproven baseless
    unfounded fabricated abandon abandoned abandons abandoning cancel cancelled canceled cancels scrapped
    shelved aborted avert averts averted averting prevent prevents prevented preventing avoided avoid avoids avoiding
    forestall forestalls forestalled thwart thwarts thwarted foil foils foiled decline declines declined declining
    refrain refrains refrained refraining dispute disputes disputed doubt doubts doubted refute refutes refuted
    contrary except excepting barring
    """) | {"no one"}
SHORT_NOT = re.compile(r"n['’]t\Z", re.IGNORECASE)
REFUSING = table("""
    refuse refuses refused reject rejects rejected abandon abandons abandoned abandoning cancel cancels cancelled
    canceled scrapped shelved aborted averted avert prevented avoid avoids avoided decline declines declined
    """)
"""Verbs that deny by what is done: another verb in their place says something else, and need not say the opposite."""
ANYWHERE = table("""
    deny denies denied denying false falsely untrue myth hoax retract retracts retracted retracting retraction
    debunked disproved disproven unproven baseless unfounded fabricated refute refutes refuted
    """)
"""Words that deny their whole sentence, however far they stand from the words that a claim shares."""
SAID_AGAINST = table("reject rejects rejected dispute disputes disputed doubt doubts doubted")
"""Words that, behind "which", deny the clause before it."""
WHATEVER = (
    r"(?!(?:from|to|with|in|into|on|at|by|through|during|when|and|the|an?|his|her|their|its)\b|un|alive|safely)[a-z]"
)
"""The beginning of what somebody escapes that did not happen: "escaped [c]losure", and not "escaped from the ward"."""
DENYING_PHRASE = re.compile(
    r"\b(?:(?:stop|stops|stopped|stopping|fell|fall|falls) short|called off|apart from|aside from"
    r"|(?:staved?|staves|warded|heads?|headed|fended) off|escap(?:e|es|ed|ing)(?= " + WHATEVER + ")"
    r"|exception of|rul(?:e|es|ed|ing) out|yet to(?= [a-z])|g[ia]ve[sn]? up|turn(?:s|ed|ing)? down"
    r"|(?:forg[eo]ts?|neglect(?:s|ed)?|omit(?:s|ted)?|hesitate[sd]?) to)\b",
    re.IGNORECASE,
)
NOT_A_DENIAL = re.compile(
    r"(?:(?:not|n['’]t|never) (?:fail(?:ed|s)?|forg[eo]ts?|neglect(?:s|ed)?|omit(?:s|ted)?|hesitate[sd]?)(?= to\b)"
    r"|\bthere (?:is|was|can be|could be) no (?:doubt|question|denying|disputing|dispute)(?= that\b)"
    r"|\b(?:nobody|no one) (?:doubts|doubted|disputes|disputed|denies|denied|questions|questioned)(?= that\b)"
    r"|not only|no doubt|not just|\b(?:without|beyond) (?:an?y? )?(?:doubt|dispute|question)\b"
    r"|no longer than (?=\d|half\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|sixty|ninety)\b|an? (?:second|minute|hour|day|night|week|fortnight|month|year|mile|metre|foot|yard))"
    r"|whether or not|if not"
    r"|no (?:fewer|less|more|later|earlier|sooner) than"
    r"|\b(?:an?\s(?!few\b|number\b|majority\b|minority\b|handful\b)(?:[\w%.-]+\s){0,2}?|(?:the|this|its|their)\s)"
    r"(?:dispute|decline)\b(?!\s(?:the|that|whether|his|her|its|their|any)\b)"
    r"|fail(?:s|ed|ing)?\b(?!\s(?:\w+ly\s)?to\b)|contrary to\s[^,]{1,200},)",
    re.IGNORECASE,
)
"""What denies nothing: "failed" without "to" is what happened."""
ASIDE = re.compile(
    r",\s(?:who|whose|whom|which|where)\b[^,.;:—–()]*+(?=[,.;:—–(]|\Z)"
    r"|,\s\w+(?:ed|en|wn)\s(?:neither|not|never)\b[^,.;:—–()]*+,",
    re.IGNORECASE,
)
"""What a sentence says beside its main clause: "Lee Ward, [who was not involved,] said"."""
DOUBTING = re.compile(
    r"\b(?:confirm|verif|clear|known|certain|true|prove|establish|check|corroborat|substantiat|alleg|disput|den[iy]|estimat"
    r"|claim|report|believ|possib|likel|could|may\b|might|fals|untru|wrong|lie[sd]?\b|lying|myth|hoax|refut|debunk|baseless"
    r"|unfounded|fabricat|retract|correct|so\b|case\b|mistak|mislead|reject)"
)
"""Words of an aside that say something of the whole: "the toll, [which could not be confirmed,] was 40"."""
CONTRAST = re.compile(
    r"(?:[,(–—]\s?(?:(?:and|but|though|although)\s)?|\b(?:and|but)\s)"
    r"(?:not|rather than|instead of|unlike)\s[^,.;:()–—]+"
    r"|\bnot\s(?!only\b|just\b|merely\b)[^,.;:()–—]{1,60}?,?\sbut\b",
    re.IGNORECASE,
)
"""What something is set against: "by a lamp, not by lightning", "not Berg but Holm". It denies what stands in it."""
SOMEBODY_WRONG = re.compile(
    r"\b(?:I|you|he|she|we|they)(?:\s+(?:am|is|are|was|were|had been|have been|has been)|['’](?:m|s|re))"
    r"(?:n['’]t)?\s+(?:\w+\s+){0,2}wrong\s*[:;—–]",
    re.IGNORECASE,
)
"""A clause that says a person is wrong, so what follows it is affirmed: "They were wrong: …".

"It was wrong: …" is not matched, because it may refer to what follows.
"""

OPPOSITES = """increase decrease|increase reduce|increase lower|raise lower|raise reduce|rise fall|rise drop|grow shrink
gain lose|win lose|up down|more less|more fewer|higher lower|high low|large small|big small|majority minority
support oppose|approve reject|accept reject|accept refuse|agree disagree|confirm deny|allow ban|allow forbid
legal illegal|lawful unlawful|justified unjustified|able unable|possible impossible|likely unlikely
begin end|start stop|start end|begin stop|open close|before after|early late|first last|enter leave|arrive depart
withdraw deploy|attack defend|victory defeat|succeed fail|success failure|alive dead|survive die|guilty innocent
convict acquit|acquire sell|buy sell|hire fire|appoint dismiss|strengthen weaken|improve worsen|better worse
benefit harm|help hinder|protect harm|cause prevent|promote inhibit|activate inhibit|induce prevent|effective useless
safe dangerous|safe unsafe|positive negative|present absent|include exclude|join leave|ally enemy|friend enemy
inside outside|above below|north south|east west|public private|male female|always never|all none|most few
permanent temporary|necessary unnecessary|sufficient insufficient|same different|similar different|natural artificial
recover deteriorate|expand contract|accelerate slow|advance retreat|release detain|love hate|rich poor|hot cold
gain lost|won lost|win lost|rose fell|grew shrank|began ended|bought sold|began stopped|rose dropped
mild severe|common rare|simple complex|warm cold|peace war|backed opposed|overestimate underestimate|over under"""

MORE_OPPOSITES = """
ban approve|ban permit|allow prohibit|approve veto|approve oppose|clear convict|clear charge|import export
imported exported|open shut|reopen close|lose find|found lost|rise decline|rise sink|accept decline
convicted acquitted|won forfeited|fell climbed|fell grew|fell jumped|rose sank|rose declined|fall climb
fall jump|rise plunge|fell rise|grow fall|southern northern|eastern western|northeast southwest
northwest southeast|northeastern southwestern|northern eastern|northern western|southern eastern
southern western|north east|north west|south east|south west|northwestern southeastern|admit deny|admit refuse
praise criticise|praise criticize|praise condemn|welcome condemn|arrest release|free jail|freed jailed
hired fired|elect defeat|pass reject|uphold overturn|affirm overturn|grant deny|grant refuse|lift impose
create destroy|build demolish|found dissolve|establish abolish|launch cancel|borrow lend|borrowed lent
lent borrowed|give take|gave took|send receive|sent received|deliver receive|teach learn|push pull
follow precede|followed preceded|older younger|taller shorter|longer shorter|faster slower|heavier lighter
pass fail|larger smaller|bigger smaller|greater lesser|stronger weaker|richer poorer|hotter colder|closer farther
long short|fast slow|old young|old new|tall short|heavy light|strong weak|left right|upper lower|minimum maximum
best worst|full empty|win defeat|succeed collapse|enable disable|encourage discourage|obey defy|respect violate
keep break|extend shorten|arrived left|arrive leave|came left|born died|married divorced|marry divorce
save waste|earn spend|profit loss|surplus deficit|asset liability|credit debit|employer employee|buyer seller
teacher student|husband wife|father mother|son daughter|brother sister|men women|man woman|boy girl
victim perpetrator|plaintiff defendant|domestic foreign|civilian military|urban rural|voluntary compulsory
mandatory optional|visible invisible|domestic imported|vaccinated unvaccinated|armed unarmed|paid unpaid
known unknown|aware unaware|successful unsuccessful|stable unstable|recruit dismiss|nominate reject|renew cancel
remember forget|remembered forgot|lengthen shorten|loosen tighten|ease tighten|resume suspend|resume halt
continue stop|continue halt|quit join|resign remain|stay leave|stayed left|trust distrust|vice chief
prime defence|prime deputy|upstream downstream|ascend descend|inflate deflate|tighten relax
"""

COMPLEMENTS = [
    *("alive dead", "guilty innocent", "same different", "present absent", "convict acquit", "succeed fail"),
    *("approve reject", "accept reject", "accept refuse", "pass fail"),
]
"""Opposites of which one is always so: who is not alive is dead."""

PAIRS = [pair.split() for pair in re.split(r"[|\n]", OPPOSITES)]
FLAGGED_PAIRS = [*PAIRS, *(pair.split() for pair in re.split(r"[|\n]", MORE_OPPOSITES.strip()))]
"""All pairs that raise a flag. `PAIRS` alone also serve the score, which was fitted with them."""

WRITTEN_OPPOSITES: dict[str, str] = {
    one: other for first, second in reversed(PAIRS) for one, other in ((first, second), (second, first))
}
"""A word as listed → its opposite, or the first of several."""

NEXT_CLAUSE = re.compile(r",\s(?:and|but)\s(?:I|he|she|it|we|they|you)\b")
"""Where a clause of its own begins behind another."""

AUXILIARIES = table("is are was were has have had does do did will would can could")
CORRECT = frozenset(map(key, table("true so case correct accurate right hold stand happen fact")))
"""What is said of a statement: "that the gate was closed is not true" denies it."""

AFTER = 3
"""Words after the part that a claim shares in which a denial still counts: "that the gate was closed is not true".

Raised, denials of something else count too; lowered, denials of the shared part are missed.
"""
BEFORE = 6
"""Words before the shared part in which a denial still counts: "officials deny that …". Changed, it acts as `AFTER`."""


def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in FLAGGED_PAIRS:
        one, other = map(key, pair)
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


OPPOSITE = _opposites()
"""A word's key → the keys of its opposites."""


def denials(words: Sequence[ComparedWord], text: str, without: Sequence[Span] = ()) -> list[int]:
    """Return the places of the words that deny, but for those in these spans."""
    none = [*without, *(match.span() for pattern in (NOT_A_DENIAL, SOMEBODY_WRONG) for match in pattern.finditer(text))]
    phrases = {match.start() for match in DENYING_PHRASE.finditer(text)}
    return [
        place
        for place, word in enumerate(words)
        if (word.text.lower().replace("’", "'") in CUES or SHORT_NOT.search(word.text) or word.start in phrases)
        and not any(start <= word.start < end for start, end in none)
    ]


def denies(text: str) -> bool:
    """Return whether a text denies something."""
    return bool(denials(words(text), text))


def denial_mismatch(alignment: Alignment, claim: str, sentence: str) -> tuple[str, str] | None:
    """Return the denying words of claim and sentence, as (claim's, document's), or None if they agree.

    In the sentence, only the part that the claim shares, a few words around it, and `ANYWHERE` words count.
    """
    ours = denials(alignment.claim, claim)
    near = _concerned(alignment)
    theirs = [
        place
        for place in denials(
            alignment.sentence, sentence, [*contrasts(alignment, sentence), *asides(alignment, sentence)]
        )
        if (place in near and not _is_joined_behind(alignment, place) and not _is_before(alignment, sentence, place))
        or alignment.sentence[place].text.lower() in ANYWHERE
        or _is_said_against(alignment, sentence, place)
    ]
    if len(ours) % 2 == len(theirs) % 2 and bool(ours) == bool(theirs):
        return None
    return said_at(alignment.claim, ours), said_at(alignment.sentence, theirs)


def _is_said_against(alignment: Alignment, sentence: str, place: int) -> bool:
    """Return whether the word disputes the main clause from a side clause: "…, which the board has [rejected]"."""
    word = alignment.sentence[place]
    beside = (match for match in ASIDE.finditer(sentence) if match.group()[2:7].lower() == "which")
    return word.text.lower() in SAID_AGAINST and any(one.start() <= word.start < one.end() for one in beside)


def _is_joined_behind(alignment: Alignment, place: int) -> bool:
    """Return whether the word denies a verb of its own behind the shared words: "built in 1788, has not been moved"."""
    between = alignment.sentence[alignment.span.stop : place] if alignment.span else ()
    joined = any(word.key in {"and", "nor"} or word.text.lower() in AUXILIARIES for word in between)
    return joined and not any(word.key in CORRECT for word in alignment.sentence[place:])


def _is_before(alignment: Alignment, sentence: str, place: int) -> bool:
    """Return whether the word denies a clause before that of the shared words: "I did not lie, and I have paid"."""
    if not alignment.span or place >= alignment.span.start:
        return False
    between = sentence[alignment.sentence[place].end : alignment.sentence[alignment.span.start].end]
    return NEXT_CLAUSE.search(between) is not None


def is_denied_opposite(alignment: Alignment, claim: str, sentence: str) -> bool:
    """Return whether one says the opposite and denies it, so that both say the same: "did not convict" and "acquitted".

    A word that denies and is the opposite itself, as "rejected" of "approved", turns once only.
    """
    mismatch, turned = denial_mismatch(alignment, claim, sentence), list(opposites(alignment))
    if mismatch is None or len(turned) != 1:
        return False
    denied = [word for said in mismatch for word in said.split() if word not in turned[0]]
    return len(denied) % 2 == 1


def follows_from_denial(alignment: Alignment) -> bool:
    """Return whether what the claim says follows where the sentence only denies its opposite.

    What is "not lawful" is unlawful; what "did not rise" need not have fallen.
    """
    turned = list(opposites(alignment))
    return all(_is_one_or_the_other(*map(str.lower, pair)) for pair in turned)


def _is_one_or_the_other(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    prefixed = any(long == prefix + short for prefix in ("un", "in", "im", "il", "ir", "dis", "non"))
    return prefixed or any({key(one), key(other)} == {*map(key, pair.split())} for pair in COMPLEMENTS)


def contrasts(alignment: Alignment, sentence: str) -> list[Span]:
    """Find what the sentence only sets against something, of which the claim has no word."""
    return list(_unshared(alignment, sentence, CONTRAST))


def asides(alignment: Alignment, sentence: str) -> list[Span]:
    """Find the side clauses of which the claim has no word, and that cast no doubt on the main one."""
    found = _unshared(alignment, sentence, ASIDE)
    return [(start, end) for start, end in found if not DOUBTING.search(sentence, start, end)]


def _unshared(alignment: Alignment, sentence: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Yield where the pattern stands in the sentence, but for those places of which the claim has a word."""
    shared = [word for at, word in enumerate(alignment.sentence) if alignment.is_aligned(at) and len(word.text) > 3]
    for match in pattern.finditer(sentence):
        if not any(match.start() <= word.start < match.end() for word in shared):
            yield match.span()


def opposites(alignment: Alignment) -> Iterator[tuple[str, str]]:
    """Yield words of the claim for which the sentence has the opposite instead: ("gained", "lost")."""
    here = {word.key for word in alignment.sentence}
    there = {word.key for word in alignment.claim}
    for place in alignment.unaligned():
        word = alignment.claim[place]
        against = OPPOSITE.get(word.key, frozenset()) & here - there
        if against and word.key not in here:
            yield word.text, next(other.text for other in alignment.sentence if other.key in against)


def _concerned(alignment: Alignment) -> range:
    span = alignment.span
    return range(max(0, span.start - BEFORE), span.stop + AFTER) if span else range(len(alignment.sentence))
