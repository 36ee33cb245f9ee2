"""The words that tell whose words a sentence is: data only."""

from __future__ import annotations

import re

from ingest.lexicon import table
from ingest.speech.verb_forms import forms
from ingest.speech.words import GAP

SPEECH = table(
    """
    say tell add announce argue warn deny insist acknowledge admit allege assert contend testify vow pledge
    claim declare explain caution reply recall remark tweet quip state write note suggest reveal promise
    estimate conclude predict confirm maintain mention respond joke complain concede confess boast brag lament
    muse opine observe report repeat reiterate stress emphasize emphasise urge demand request propose
    recommend advise agree disagree answer inform assure remind swear threaten comment speculate theorize hint
    imply indicate signal counter retort shout yell scream whisper cry exclaim proclaim profess preach plead
    implore beg protest object clarify elaborate email text post blog retweet deadpan sigh snap continue
    conclude rule disclose allude attest chant charge ask inquire wonder vent fume rail interject murmur
    mutter advocate posit hypothesize reason reckon forecast project caution certify affirm reaffirm stipulate
    specify summarize summarise chide gush crow scoff sneer bemoan decry relate recount narrate apologize
    apologise contradict rebut refute dispute echo retaliate ponder marvel fret grumble gripe lecture bellow
    thunder enthuse counsel exhort concur remember submit carp volunteer
    """
)
"""Verbs of saying."""

OPINION = table(
    """
    think believe hope want wish expect fear worry feel consider view regard doubt suspect prefer support
    oppose favor favour intend plan decide refuse agree understand assume imagine envision foresee
    anticipate figure sense guess know realize realise recognize recognise hear see aim pray hold
    suppose accept presume judge deem perceive dread
    """
)
"""Verbs of thinking and wanting: somebody else's head, not the publication's."""

JUDGING = table(
    """
    criticize criticise praise endorse accuse mock attack defend dismiss denounce condemn slam blast hail tout
    cite question challenge reject welcome embrace portray depict liken compare encourage discuss address
    attribute describe call label dub brand characterize characterise blame ridicule deride lambaste rip
    rebuke chastise scold assail bash berate taunt insult disparage denigrate laud applaud credit congratulate
    thank back invoke quote paraphrase frame champion promote disavow renounce repudiate reference
    detail outline pitch argue favor resent detest hate admire love respect envy distrust disapprove
    deplore castigate censure extol excoriate pillory admonish reprimand reproach upbraid abhor loathe salute
    approve cheer boo balk persuade order identify instruct commend lambast scorn
    downplay emphasise belittle vilify demonize lionize sympathize
    """
)
"""Verbs of judging and speaking about something."""

SHOWING = table("show find indicate suggest reveal state read conclude note warn contain")
"""What a poll, a report or a law does that says something."""

PHRASAL = {
    "point": frozenset({"out", "to"}),
    "speak": frozenset({"of", "about", "out", "against", "for"}),
    "talk": frozenset({"about", "of", "up"}),
    "refer": frozenset({"to"}),
    "shoot": frozenset({"back"}),
    "fire": frozenset({"back"}),
    "hit": frozenset({"back"}),
    "push": frozenset({"back", "for"}),
    "lash": frozenset({"out"}),
    "weigh": frozenset({"in"}),
    "chime": frozenset({"in"}),
    "make": frozenset({"clear"}),
    "put": frozenset({"it"}),
    "take": frozenset({"issue", "aim"}),
    "call": frozenset(),
}
"""Verb → what must follow for it to be one of saying; empty for anything."""

CONTENT = table("that how what why whether if : as like whom") | {GAP}
THAT_VERBS = table(
    """
    know see find show hear understand sense guess figure recognize recognise realize realise read
    maintain hold observe continue respond add rule contain perceive discover demonstrate prove remember
    project figure conclude retort counter state
    """
)
"""Verbs that tell of words only with a clause or a quotation behind them (or before: "…," he continued)."""

DEEDS = table(
    """
    accept address admire advise affirm answer approve argue assail attack back balk bash boo brand cast
    certify challenge champion charge cheer claim compare concede consider counsel counter credit cut decide declare
    defend deliver depict deny detail discuss dismiss distrust embrace encourage envy favor favour feel force frame
    hate hear identify instruct invoke judge know label lecture love note observe oppose order outline
    perceive persuade pitch portray post preach predict presume project promote protest push quote read recall
    recognise recognize reference refuse regard reject relate repeat report resent respect retaliate reveal rip rule
    plan see signal state support swear text thank threaten understand view vent welcome
    """
) - table("deny predict swear") | table(
    "assume add feel write allege shout yell scream whisper cry chant bellow sigh snap remember submit carp volunteer"
    " hold"
)
"""Verbs that are deeds as often as words ("attack", "recall", "welcome"): they tell of somebody's words only with a
clause, a quotation, "as" or "to" and a verb behind them. Whatever else stands behind them is what was done."""

INFINITIVES = table(
    """
    plan refuse threaten claim promise propose consider judge know observe presume project
    report see understand assume feel hear favor order rule vow choose love hate fear deem perceive instruct persuade
    order encourage challenge advise text signal declare allege
    """
)
"""Verbs of deeds behind which "to" and a verb tell of words: "refused to", "is reported to"; not "related to"."""

WITHOUT_AS = table("accept claim assume record add write post order identify repeat")
"""Those behind which "as" tells no words: "accepted her as their leader", "claimed the throne as Edward IV"."""

EVIDENCE = table(
    """
    poll polls survey surveys study studies report reports review reviews research data analysis investigation
    court judge results records documents emails figures numbers statistics polling memo audit investigators
    researchers footage film images imagery photographs photos pictures video videos minutes census estimate estimates
    paper papers journal filing filings transcript transcripts logs letters indictment indictments scan scans
    x-ray x-rays autopsy soundings
    """
)
"""What shows and finds without "that"."""

DOCUMENTS = (EVIDENCE - table("court judge investigators researchers paper")) | table(
    """
    register registers registry ledger ledgers inventory dossier dossiers file files manifest log logbook logbooks diary
    diaries complaint lawsuit suit contract deed deeds certificate certificates decree accounts memorandum letter
    statement notice catalogue catalog sheet sheets warrant affidavit brochure leaflet prospectus bulletin entry entries
    testament will- wills codicil inscription plaque chronicle chronicles annals
    """
)
"""What is written down, or counts, and tells by that; "will-" is a will, told from the verb in words.py."""

LISTING = table("list name record count")
"""Verbs of telling when a document does it: "the indictment lists four payments"."""


HITTING = table("slam blast")
"""Verbs of judging when somebody or an issue is their object, and else of force: "slammed into", "blasts twice"."""

FORCES = table(
    """
    storm storms hurricane hurricanes typhoon cyclone tornado wind winds gale gales wave waves rain snow blizzard quake
    earthquake flood floods tsunami sun heat bomb bombs rocket rockets missile missiles shell shells jet jets plane
    planes drone drones artillery gunfire explosion car cars lorry lorries truck trucks bus train van ship boat vehicle
    siren sirens horn horns ball
    """
)
"""What hits without a word."""

ISSUES = table(
    """
    budget plan plans bill law laws rule rules ruling deal tax policy policies report cut cuts verdict vote move idea
    scheme reform reforms system response government council ministry minister party media press coverage prices
    bosses officials police rivals critics opponents lawmakers politicians ministers leaders
    """
)
"""What is criticised by words, beside whoever has a name."""

OBJECTS = table("him her them us me himself herself themselves")
ISSUE_ENDINGS = ("tion", "tions", "sion", "sions", "ment", "ism", "ity", "ship", "cy", "ness")
AIMS = table("into onto against through down past shut open off out at")
"""Behind what is hit they say where it goes: "slammed the ball [past] the keeper"."""

VOICING = table("express voice")
"""Verbs of a feeling put into words, and of cells, presses and actors."""

EXPRESSED = table(
    """
    concern concerns regret regrets doubt doubts hope hopes support confidence surprise fear fears sympathy condolences
    opinion opinions view views satisfaction outrage disappointment frustration relief anger thanks gratitude dismay
    alarm shock sadness sorrow remorse interest optimism pessimism scepticism skepticism reservations solidarity
    willingness desire admiration opposition belief fury disgust unease misgivings criticism criticisms disapproval
    approval delight worry worries wish wishes objections complaints disagreement dissatisfaction grief horror
    commitment preference preferences contempt
    """
)
"""What is expressed or voiced in words; a cell expresses a protein."""

FEELING = table(
    """
    convinced confident worried concerned optimistic pessimistic interested skeptical sceptical unsure certain
    sure afraid hopeful proud doubtful dubious wary adamant critical supportive dismissive angry upset
    frustrated disappointed pleased happy glad thrilled surprised shocked outraged furious grateful thankful
    sorry tired eager willing unwilling reluctant ready opposed committed determined aware open sympathetic
    """
)
"""What somebody is, to think so: "is convinced that"."""

CUE_FORMS = forms(sorted(SPEECH | OPINION | JUDGING | SHOWING | LISTING | VOICING | PHRASAL.keys()))
"""Every form of a verb that tells of somebody's words or thoughts."""

NOUN_VERBS = table(
    """
    claim claims report reports note notes state states estimate estimates question questions demand demands
    comment comments promise promises call calls plan plans hope hopes fear fears concern shows show finds
    view views support supports attack attacks challenge challenges address answer answers reply replies
    doubt doubts blame credit charge charges request requests proposal threat threats pledge pledges vow vows
    boast boasts complaint rule rules post posts text texts email emails tweet tweets reason reasons project
    projects remark remarks forecast forecasts judge judges desire aim aims wish wishes worry worries cause
    rate rates rank ranks frame frames cast casts stand stands pitch pitches brand brands label labels love
    detail details reference references protest protests object objects board favor favors hint hints signal
    signals comment suspect suspects champion champions counter regard regards credit wonder wonders worry
    figure figures outline outlines praise quote quotes repeat chant chants joke jokes echo echoes back point
    points talk talks voice fire hit push welcome embrace insult insults ridicule rebuke
    defense thought thoughts feeling feelings meaning saying sayings warning warnings understanding finding
    findings reading writing writings opening hearing hearings meeting address addresses lay backs rap pan
    pans advocate advocates cheer cheers boo boos order orders scorn lecture lectures counsel
    brag mention caution dispute disputes observe sense vent list lists name names record records count counts
    hail rail rails fume fumes crow crows dread dreads
    stress stresses scream screams shout shouts whisper whispers cry cries sigh sighs snap snaps murmur murmurs retort
    retorts yell yells thunder bellow bellows gripe gripes marvel marvels
    """
)
"""Words that are nouns as often as verbs, or oftener."""

CUE_NOUNS = table(
    """
    claim claims argument arguments belief statement promise promises plan plans call calls fear fears hope
    hopes view opinion warning warnings allegation allegations accusation accusations concern concerns
    assertion assertions suggestion suggestions idea notion decision demand demands pledge vow threat threats
    criticism proposal proposals request requests conclusion contention insistence prediction predictions
    assessment rumor rumors refusal desire declaration announcement admission complaint complaints denial
    comment comments remark remarks speculation
    """
)
"""Nouns for what somebody says or thinks."""

TELLING_NOUNS = CUE_NOUNS | table(
    """
    position line stance message verdict advice objection point theory consensus feeling impression guess answer
    explanation excuse story version diagnosis response reply lesson thinking judgment judgement rule
    """
)
"""Nouns that tell of words before "is that" or a colon: "the ministry's [line] is that", "her [advice]: …"."""

STANCE_NOUNS = table(
    """
    grievance grievances gripe gripes worry worries beef hunch suspicion suspicions regret regrets bugbear quibble
    quibbles reservation misgiving conviction instinct intuition bet expectation niggle lament moan peeve sorrow
    frustration anxiety dread
    """
)
"""Nouns that tell of words before "is that" alone: "the tenants' [grievance] is that", "her one [regret] was that"."""

HEARSAY_NOUNS = table(
    "rumour rumours rumor legend word theory argument story thinking wisdom gossip tradition consensus"
)
"""Nouns of nobody's that tell: "[rumour] has it that", "the [theory] goes that", "[word] in the village is that"."""

INTRODUCING = re.compile(
    r"\b(?:"
    + "|".join(sorted(forms(sorted(SPEECH))))
    + r"|as follows|in (?:his|her|its|their) words|statement|message)\b"
)
"""What a paragraph that introduces a quotation has in its last sentence: "the memo would state:"."""

ADDRESSING = table("tell inform remind assure advise urge")
"""Verbs of saying that name the hearer: what stands behind them is never the speaker."""

DIRECTING = table("ask request order urge advise instruct demand recommend tell remind encourage")
"""In the passive with nobody who does it, they direct and tell nothing: "the IWF is requested to modify"."""

CLASSING = table("characterize characterise identify describe define depict portray recognize recognise regard")
"""In the passive they tell somebody's words only with "as": "described by witnesses as"."""

STRICT = table("relate instruct submit carp volunteer hold")
"""Verbs of deeds that tell of words only with "that", "how" or a quotation right behind."""

INFERRING = table("suggest imply indicate show reveal demonstrate prove contain")
"""What results do without a word of anybody's: "these results suggest"."""

OF_THINGS = table("imply show demonstrate prove contain")
"""Those of them that people say less than things do."""

PRIVATE_PAPERS = table(
    "letter letters diary diaries notebook notebooks draft drafts postcard postcards handwriting correspondence"
)
"""What tells nothing to the public: who says that they show something has seen it in them himself."""

THING_ENDINGS = ("tion", "ment", "ance", "ence", "ity", "sis", "ness", "ure", "increase", "decrease", "rise", "lack")
"""Of what infers nothing by itself: "the reduction in calcium intake indicates"."""

NAMING = table("call label brand dub name refer term title summarize summarise")
"""Verbs that give a name: in the passive nobody speaks."""

HEARSAY = table("reportedly allegedly purportedly supposedly reputedly")
"""Somebody says it, and the sentence does not say who."""

GOVERNORS = table(
    """
    went going goes go declined refused refuses continued continues expected want wants wanted likely plans planned
    vowed has had have need needs used able yet seemed appeared tried tries trying hopes hoped began begun
    started forced quick happy ready set prepared chose agreed failed hesitated intends intended decided
    promised pledged threatened
    """
)
"""What may govern a verb of speech behind "to", so that its subject is the speaker."""
