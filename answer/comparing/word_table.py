"""Words by what they do in a sentence: which are nothing but grammar, which say the same, which limit the next."""

from __future__ import annotations

from answer.facts.alignment import ComparedWord, key
from answer.facts.grammar import MODALS
from answer.facts.negation import CUES
from answer.facts.units import UNIT_OF
from ingest.lexicon import SMALL_WORDS, table

FUNCTION = (
    SMALL_WORDS
    | MODALS
    | table("""
    while having ones itself himself herself themselves because although though amid approximately roughly
    however yet therefore thus moreover further furthermore meanwhile well s t re ve ll d
    """)
)
"""Words that a claim may have in other places or forms."""

ALIKE = [
    line.split()
    for line in """say state tell declare announce
begin start
big large
many numerous
like such
because since
about around approximately roughly
man men
woman women
child children
person people persons
foot feet
help assist
use employ
car automobile
film movie
also additionally
entire whole
every each all
near close
nearly almost
maybe perhaps
seem appear
purchase buy
die perish
resign quit
stop halt
cancel scrap axe
postpone delay defer
intend plan
reject refuse
injure hurt wound
doctor physician
jail imprison
sack dismiss
reply respond
demolish raze
rise increase
fall drop decline decrease
company firm
photo photograph picture
lorry truck
plane aircraft aeroplane airplane
petrol gasoline
ill sick
shop store
wed marry
allow permit
forbid ban prohibit
demonstrate show
hide conceal
repair mend
rebuild reconstruct
vow pledge promise
happen occur
need require
dispatch send
seize confiscate
own possess
finish complete
hire recruit
enormous huge
rapid fast
rich wealthy
wrong incorrect
follow succeed
believe think
percent % pct
$ dollar dollars
€ euro euros""".splitlines()
]

CONTRASTS = [
    table(line)
    for line in """all some most many few none no several half both only any every each certain
never rarely seldom hardly scarcely sometimes occasionally often usually always mostly
never longer
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

ENTAILED: dict[str, frozenset[str]] = {
    "all": table("every each"),
    "some": table("many most all every each both several dozens scores hundreds thousands handful lots plenty"),
    "many": table("most all every"),
    "several": table("many"),
}
"""A word → those of a document that say as much and more."""

LIMITING = table("""
    former ex formerly acting interim honorary deputy vice assistant associate aspiring incoming designate elect
    emeritus future next previous past late one-time onetime erstwhile shadow rival substitute caretaker
    provisional trainee apprentice junior pseudo quasi self so-called would-be would ousted deposed fake false
    mock imitation bogus counterfeit toy model miniature replica fictional fictitious fictive imaginary imagined
    virtual simulated hypothetical potential prospective possible probable putative supposed presumed suspected
    alleged unofficial planned proposed projected scheduled intended attempted failed aborted foiled thwarted
    near partial some few fewer half partly partially almost nearly virtually practically part step foster
    adoptive
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
    """Return whether the word says something by itself and is not compared as a number, a unit or a denial."""
    small = word.text.lower().replace("’", "'")
    if small in FUNCTION or small in UNIT_OF or small in CUES or small.endswith("n't"):
        return False
    return small[0].isalpha()
