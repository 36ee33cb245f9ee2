"""Closed classes of English words by which a sentence's clauses are read: data, and the few tests over it."""

from __future__ import annotations

import re

from answer.facts.alignment import BASE, key
from ingest.lexicon import MONTH_NAMES, SHORT_MONTHS, row, table

ARTICLES = table("a an the this these those his her its their our my your")
PREPOSITIONS = table("""
    of for to by with from in on at about against near next beside beneath behind between among amid around over
    under above below outside inside within into onto upon through across along past beyond toward towards off
    via per like unlike regarding concerning involving following including excluding linked close led run owned
    named
    """)
"""What ties a word to the phrase before it; the last of them end a phrase that belongs to what stands before."""

MODALS = table("will would shall should can could may might must ought cannot can't won't wouldn't couldn't shan't 'll")
ALIKE_MODALS = (table("may might could can can't cannot couldn't"), table("will would shall won't wouldn't 'll"))
OR = table("or nor either neither")
AND = table("and & plus then yet so")
RELATIVES = table("who whom whose which that where")
AFFIRMING = table("because as when after before while since although though until once where whereas")
"""Before a clause that the sentence states."""

SUPPOSING = table(
    "if unless whether lest suppose supposing assuming had were should did does do is are was would could"
)
"""Before a clause that is supposed or asked."""

FEW = table("few hardly barely scarcely no not never neither less fewer fewest")
SOME = table(
    "some several many numerous various two three four five six seven eight nine ten dozens hundreds other all"
)
"""Before a plural that a claim may leave bare."""

PLURALS = ("s", "children", "men", "people")
"""The endings of most plurals."""
MANY = table("dozens hundreds thousands millions scores number lots plenty couple")
"""Behind one of these and "of" stands a plural that a claim may leave bare: "dozens of houses"."""
VAGUE = (MANY | table("some several many numerous various most handful")) - table("couple")
"""So many of a kind, which are not the ones that "the" names."""
FORCING = table("force forces forced compel compels compelled")
"""Verbs behind which somebody and "to" stand: what follows was done."""
STILL = table("now still also already today currently then therefore thus again")
"""Before a superlative these say nothing of its rank."""
NOUNS_TOO = table("report rule claim comment remark signal state note show answer")
"""Verbs whose bare form is mostly a noun: "a report that …"."""
WISHING = table("to would could might may should")
"""Before a verb of saying: it was not said."""
STANDING_IN = table("he she they it")
PRONOUNS = table("he she it they we i you him them us me there such")

COMPASS = table("""
    south north east west northern southern eastern western central upper lower greater inner outer new old anti
    non pro un ex mid equatorial papua guinea
    """)
"""Before a name they make it another: South Korea, New England."""

PARTS_OF_PLACES = table("""
    town city village port district suburb suburbs province state region county island islands valley area part parts
    centre center heart middle outskirts coast capital north south east west edge end corner streets territory borders
    municipality parish commune borough quarter republic kingdom countryside hills mountains forests waters gulf bay
    month months year years week weeks day days season end beginning start spring summer autumn winter morning evening
    """)
"""Before "of" and a place or a time they name it or a part of it: "the port of Varde", "the end of May"."""

WAS_ONCE = table("once formerly previously originally")
"""Before a participle: what is so no more, or may not be."""

NO_ONE = frozenset({"no one"})
"""A phrase that `facts.phrases` reads as one word."""

UNIVERSALS = NO_ONE | table(
    "all every each everyone everybody everything none no nobody nothing always never any whole entire"
)
EXTREME = table("best worst first last only sole most least latest final unique leading top")
NOT_EXTREME = table("""
    west east northwest northeast southwest southeast guest interest request test contest protest forest harvest
    rest honest arrest invest suggest digest modest crest quest chest nest pest vest west midwest manifest
    budapest bucharest
    """)
FICTION = table("""
    novel novella film movie fiction thriller episode storyline sequel fable parable myth legend tale fairytale
    satire spoof parody cartoon comic screenplay script sitcom dream nightmare fantasy scenario simulation
    rehearsal drill hoax hallucination daydream play opera operetta musical ballad poem skit
    """)
"""What happens in one of these has not happened."""

TITLES = table("""
    mr mrs ms dr sir dame lord lady president minister prime premier secretary senator general colonel major
    captain lieutenant sergeant governor mayor representative professor chairman chairwoman chair spokesman
    spokeswoman spokesperson director king queen prince princess pope bishop archbishop cardinal judge justice
    chancellor ambassador envoy commissioner inspector officer chief executive head leader founder owner coach
    captain gen col maj capt lt sgt gov rep sen prof st saint rev reverend father sister brother engineer
    foreign interior defence defense finance health justice education labour labor home state attorney deputy
    """)
PERSON = re.compile(r"(?:er|or|ist|man|woman|ian|ess|ent|ant|eur|ee|mate|wright)s?\Z")
"""The endings of words for what somebody is: adviser, spokesman, president."""
SHORTEST_ROLE = 4
"""Letters: "for" and "or" are no roles. Raised, short roles end a subject; lowered, small words begin one."""

DONE = table("""
    manage manages managed succeed succeeds succeeded happen happens happened prove proves proved proven turn
    turns turned continue continues continued help helps helped come comes came got went force forces forced
    compel compelled dare dared bother bothered remember remembered cease able unable fail fails failed failing
    forget forgets forgot neglect neglects neglected omit omits omitted hesitate hesitates hesitated
    refuse refused refuses decline declined according thanks opposed addition response reaction comparison
    relation contrast found known
    """)
"""Before "to" and a verb: who managed to, did. Those that deny or tie a noun are judged elsewhere."""

DONE_BY = table("after by since while upon when through")
"""Before a verb in -ing: what had been done. In any other place it may have been feared, planned or charged."""

PROVEN = table("""
    convicted guilty criticised criticized condemned rebuked mocked ridiculed admit admits admitted admitting
    confess confesses confessed jailed imprisoned sentenced fined punished executed hanged praised thanked
    honoured honored apologised apologized apologise apologises regret regrets regretted famous known remembered
    celebrated proud succeed succeeded finish finished complete completed continue continues continued keep
    keeps kept start started begin began resume resumed spend spends spent stop stopped quit enjoy enjoyed
    remember remembered recall recalled addition result way busy
    """)
"""A deed behind one of these was done: "convicted of …", "apologised for …", "kept …"."""

BEGUN = table("start starts started begin begins began resume resumes resumed")
"""Who began selling has not sold yet."""
GOING_ON = table("""
    continue continues continued keep keeps kept start starts started begin begins began resume resumes resumed enjoy
    enjoys enjoyed busy known famous
    """)
"""Before a verb in -ing: what is done now. Who has "stopped smoking" smokes no more."""

CERTAIN = frozenset(
    map(
        key,
        table("""
    say says said saying tell tells told telling write writes wrote written writing add announce argue warn
    insist acknowledge admit assert testify declare explain reply remark tweet state note reveal conclude
    confirm maintain mention respond concede confess boast observe report repeat reiterate stress emphasize
    emphasise agree answer inform assure remind comment indicate signal clarify elaborate disclose rule certify
    affirm reaffirm specify relate recount narrate continue show shows showed shown find finds found read reads
    establish know knows knew known learn learnt see sees saw seen realise realize discover emerge prove proven
    demonstrate recall remember regret forget forgot hear hears heard understand understood hide hides hid
    hidden mean means meant ensure follow notice recognise recognize complain protest lament grumble object contend
    """),
    )
)
"""The keys of the verbs before "that" and a clause which the sentence, or somebody in it, states."""
RULED_OUT = [(verb, "out") for verb in row("rule rules ruled ruling")]
"""Before "that" they say what is not so, though a ruling states."""
TELLING = table("told tells assured assures reminded reminds informed informs warned warns notified advised")
"""Verbs behind which somebody stands, and then what is said."""
CERTAIN_WORDS = table("""
    fact news true clear certain evident obvious undisputed undeniable official proof shame pity lucky surprised
    glad sorry aware
    """)
"""Nouns and adjectives that do the same."""


COMPARING = table("compared versus vs unlike")
"""Behind them stands what is told of another time or thing: "412 in April, compared with 390 in March"."""

RATHER = {("rather", "than"), ("instead", "of")}
"""Pairs of words behind which stands what is not so."""

HELD_AGAINST = table("against from than versus vs instead")
"""Between two numbers they hold the one against the other: "to 48 million from 39 million"."""

CONDITIONS = table(
    "when while where whenever once with without by during under above over below within before after until"
)
"""Behind a rule or a plan they say in which cases it holds: "may board with a letter"."""

RESTRICTING = re.compile(
    r"(?:[\s,;(–—-]*)(?:but\s+|and\s+|albeit\s+)?\b(?:only|except(?:ing)?|unless|provided|providing|if|as long as"
    r"|so long as|on (?:the )?condition|subject to|other than|apart from|aside from|with the exception|save for"
    r"|barring|in part\b|partly|partially|pending|in case|assuming|lest|or|up to(?=\s[\d$€£¥])|to a maximum"
    r"|with (?:the |an? )?(?:\w+ )?exceptions?|bar(?=\s(?:an?|the|\d+|one|two|three|four|five|six|a few|some)\b)"
    r"|but for|not counting|leaving (?:aside|out)|excluding|if you (?:leave out|exclude|ignore))\b",
    re.IGNORECASE,
)
"""What limits the words before it, where they end."""

EXCEPTING = re.compile(
    r"\b(?:except(?:ing)?|other than|apart from|aside from|with (?:the |an? )?(?:\w+ )?exceptions?|save for|barring"
    r"|excluding|not counting|leaving aside|but not"
    r"|unless|only(?=[.,;]|$)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:at|on) weekends|provided that"
    r"|on condition that|as long as|so long as|but only)\b",
    re.IGNORECASE,
)
"""What limits them from anywhere behind them."""

TAKEN_BACK = re.compile(
    r"\b(?:but|though|although|yet|which)\s(?:in fact,?\s)?(?:(?:it|he|she|they|that|this|there|I|we)\s)?(?:in fact\s)?"
    r"(?:(?:was|were|is|are|did|does|do|had|has|have)(?:\s(?:not|never)|n['’]t)"
    r"(?:\s(?:so|true|right|correct|the case|accurate))?|(?:was|is|were|are|proved|turned out)(?:\sto be)?"
    r"\s(?:wrong|false|untrue|incorrect|mistaken|a lie|a hoax|nonsense))\s*(?:[.,;:!)”\"’]|\Z)",
    re.IGNORECASE,
)
"""What denies the words before it again: "…, but it was not", "…, which was untrue"."""

RULED = table("""
    permitted allowed legal lawful illegal unlawful forbidden prohibited banned required compulsory mandatory free
    exempt open closed valid available welcome entitled eligible safe obliged obligatory optional covered
    """)
"""What a rule says of something: what stands behind it says when and where the rule holds."""

TIMES = (
    frozenset(map(str.lower, MONTH_NAMES))
    | frozenset(SHORT_MONTHS)
    | table("""
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month year night
    morning afternoon evening weekend day days weeks months years ago hour hours minutes decade decades century
    last next early late spring summer autumn winter midnight noon
    """)
)
LIGHT_ADVERBS = table("""
    also later then earlier once again recently now still even ever just soon first long since often always
    sometimes already instead both all each together almost only at least yet quickly further rather well twice
    not today tonight overnight yesterday meanwhile however therefore instead there here abroad home away back
    out up down off himself herself itself themselves nevertheless thus indeed too finally eventually
    """)
UNCHANGED = table(
    "put set let hit cut spread cost burst quit shut split hurt beat bet bid cast broadcast upset shed thrust"
)
"""Verbs whose past looks as they do themselves: behind "to" they are no past."""
IRREGULAR_PAST = frozenset(BASE) | UNCHANGED
BE = table("is are was were be been being am get gets got")
HELPING = BE | table("have has had having not never n't")
FINITE = BE | table("has have had does do did will would could can may might must shall should")


NOT_ADVERBS = table("""
    early daily weekly monthly yearly elderly friendly family ally rally assembly italy july supply reply bully
    tally anomaly monopoly belly likely unlikely only
    """)


VOWELS = frozenset("aeiouy")


def is_adverb(word: str) -> bool:
    """Return whether a word in lower case only says how, when or how often."""
    return word in LIGHT_ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)


def states(word: str) -> bool:
    """Return whether the clause behind this word in lower case, and "that", is stated: "said", "the fact"."""
    return word in CERTAIN_WORDS or key(word) in CERTAIN


def is_role(word: str) -> bool:
    """Return whether a word in lower case may say what somebody is: "adviser", "president"."""
    return len(word) > SHORTEST_ROLE and bool(PERSON.search(word)) and not is_past(word) and not is_adverb(word)


def is_past(word: str) -> bool:
    """Return whether a word in lower case looks like a verb's past or participle."""
    verb = word.partition(" ")[0]
    return verb in IRREGULAR_PAST or (verb.endswith("ed") and len(verb) > 3)


def is_doing(word: str) -> bool:
    """Return whether a word in lower case looks like a verb in -ing: "bribing", and not "bring"."""
    verb = word.partition(" ")[0]
    return verb.endswith("ing") and bool(VOWELS & set(verb.removesuffix("ing")))


def is_extreme(word: str) -> bool:
    """Return whether a word in lower case is a superlative, or stands for the first, the last or the only one."""
    return word in EXTREME or (word.endswith("est") and len(word) > 4 and word not in NOT_EXTREME)


def is_light(word: str) -> bool:
    """Return whether a word in lower case names no one and nothing: articles, quantifiers, adverbs, times."""
    return word in ARTICLES or word in SOME or word in TIMES or is_adverb(word) or word[0].isdigit()
