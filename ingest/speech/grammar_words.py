"""Small closed classes of English words that bound a noun phrase: data only."""

from __future__ import annotations

from ingest.lexicon import table

DETERMINERS = table(
    """
    the a an this these those his her its their our my your some many several most all both each any another
    few two three four five six seven eight nine ten dozens hundreds thousands one no every other such more
    """
)
PRONOUNS = table(
    """
    he she it they we i you who which that this these those one others nobody nothing everybody everyone
    someone somebody anyone what whoever
    """
)
POSSESSIVES = table("his her their its")
FIRST_PERSONS = table("i we you i'm i've i'd we're we've we'd you're let's me my")
SEEN_AS_SUBJECTS = table("they we i you who people and officials that which")
"""Before the bare form of a verb that may be a noun."""

SEVERAL_ENDINGS = ("s", "men", "people", "police", "data", "clergy", "children", "alumni")
"""Endings of words for several, those that have no other mark of it with them."""

BE = table(
    """
    is was were are be been being am 's 're isn't wasn't aren't weren't get got gets getting
    """
)
AUXILIARIES = BE | table(
    """
    has have had having hasn't haven't hadn't does do did doesn't don't didn't will would could might may can
    should must shall won't wouldn't couldn't can't cannot 've 'd 'll to not never ever n't
    """
)
ADVERBS = table(
    """
    also later then earlier once again recently previously now still even ever just soon first long since
    often always sometimes already instead too both all each himself herself itself themselves together
    publicly almost only simply at least yet quickly further rather well twice more therefore thus hence furthermore
    moreover however consequently nevertheless nonetheless accordingly longer
    """
)
NOT_ADVERBS = table(
    """
    early daily weekly monthly yearly elderly friendly family ally rally assembly italy july supply reply fly bully
    tally anomaly monopoly homily belly
    """
)
DAYS = table(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow january february march
    april june july august september october november december jan feb aug sept oct nov dec
    """
)
TIMES = DAYS | table(
    """
    week month year night morning afternoon evening weekend day days weeks months years ago
    """
)
PREPOSITIONS = table("of for at in from with on to about against behind near inside under over between")
OTHER_PREPOSITIONS = table(
    """
    by after before during as than despite without within through throughout among amid toward towards via
    into onto upon since until till like unlike per around across beyond following according regarding
    concerning including
    """
)
CONJUNCTIONS = table(
    """
    and or but nor yet so because if when while where whether although though unless until since that than as
    who which whom whose what how why once whereas however lest plus
    """
)
VERBS = table(
    """
    went came got made took gave ran put set left kept held stood met won lost paid sent built fell rose began
    grew became brought bought caught fought led let lay hit beat cut spent struck threw drew drove broke
    spoke sat goes comes gets makes takes gives runs puts sets keeps holds meets wins loses pays sends builds
    falls rises begins becomes brings leads lets sits includes seems appears looks remains happens needs go
    come get make take give run keep hold become bring seem appear need used tried turned moved
    """
)
PASTS = table(
    """
    shook wore tore swung flung rang rung sank rode woke froze stole chose forgot ate hid fled sold swept slept wept dug
    flew drank swam slid crept leant knelt withdrew
    """
)
"""Irregular pasts; with a capital they are names: "said Shane [Shook]"."""

BOUNDARIES = (
    AUXILIARIES
    | CONJUNCTIONS
    | OTHER_PREPOSITIONS
    | VERBS
    | table(
        """
        also then often again already never still therefore thus hence furthermore moreover however consequently longer
        """
    )
)
"""Words that no noun phrase holds, but for the prepositions that tie two of its parts."""
