"""Words by what they do in a sentence: which are nothing but grammar, which say the same, which limit the next."""

from __future__ import annotations

from answer.facts.alignment import ComparedWord, key
from answer.facts.negation import CUES
from answer.facts.numbers import UNIT_OF
from ingest.lexicon import SMALL_WORDS, table

FUNCTION = SMALL_WORDS | table("""
    while having ones itself himself herself themselves because although though amid approximately roughly however
    therefore thus moreover further furthermore meanwhile well s t re ve ll d
    """)
"""Words that a claim may have in other places or forms."""

ALIKE = [
    line.split()
    for line in """say says said saying state states stated tell told declare declared announce announced
begin begins began begun start started
big large
many numerous
like such
because since
about around approximately roughly
show shows showed shown
buy buys bought
make makes made
take takes took taken
give gives gave given
go goes went gone
come comes came
get gets got gotten
see sees saw seen
know knows knew known
write writes wrote written
speak speaks spoke spoken
lead leads led
leave leaves left
lose loses lost
win wins won
rise rises rose risen
fall falls fell fallen
grow grows grew grown
hold holds held
keep keeps kept
send sends sent
build builds built
sell sells sold
pay pays paid
meet meets met
find finds found
fight fights fought
run runs ran
become becomes became
choose chooses chose chosen
drive drives drove driven
break breaks broke broken
think thinks thought
bring brings brought
teach teaches taught
catch catches caught
spend spends spent
shoot shoots shot
bear bears bore born
man men
woman women
child children
person people persons
foot feet
help assist helps helped assisted
use used uses employ
car automobile
film movie
also additionally
entire whole
every each
near close
nearly almost
maybe perhaps
purchase purchased
percent % pct
$ dollar dollars
€ euro euros""".splitlines()
]

CONTRASTS = [
    table(line)
    for line in """all some most many few none no several half both only any every each certain
for against
to from
into from
into out
with without against
he she
his her
him her
before after until since
during before after
above below under over
and or
may must
than as
up down
on off""".splitlines()
]
"""Small words of which one does not stand for another."""

LIMITING = table("""
    former ex formerly acting deputy vice assistant aspiring ousted fake mock some few fewer half partly partially
    almost nearly planned attempted alleged hypothetical simulated part
    """)
"""Before a word they make it another: "former president", "some residents"."""

COMPARING = table(
    "less more fewer lower higher smaller larger greater longer shorter faster slower better worse cheaper"
)
"""After a number they make it another: "40 percent less water"."""

PREPOSITIONS = table(
    "in on at after during before since until within throughout under over near along across amid between of"
)
BE = table("is are was were be been being got")
LONGEST_PHRASE = 6


def _partners() -> dict[str, frozenset[str]]:
    partners: dict[str, set[str]] = {}
    for line in ALIKE:
        keys = {key(word) for word in line}
        for one in keys:
            partners.setdefault(one, set()).update(keys)
    return {one: frozenset(others) for one, others in partners.items()}


SAME = _partners()
SAYING = SAME[key("say")]
"""The keys of the plain verbs of speech."""


def is_content(word: ComparedWord) -> bool:
    """Whether the word says something by itself and is not compared as a number, a unit or a denial."""
    small = word.text.lower().replace("’", "'")
    if small in FUNCTION or small in UNIT_OF or small in CUES or small.endswith("n't"):
        return False
    return small[0].isalpha()
