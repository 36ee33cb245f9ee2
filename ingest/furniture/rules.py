"""Define the named rules that recognise furniture by a block's words and place, and their vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.lexicon import SHORT_MONTHS

MONTH = rf"(?:{'|'.join(SHORT_MONTHS)})[a-z]{{0,6}}\.?"
DATE = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})",
    re.IGNORECASE,
)
"""A full date with day, month and year."""

ADDRESS = r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|https?://|www\.|\+?\(?\d{2,4}\)?[\s.-]\d{2,4}[\s.-]\d{3}"

NAME_PART = r"(?:[A-ZÀ-Þ0-9@][\w.'’:()@-]*|and|with|for|of|the|in|at|de|van|von|der|den|bin|al|el|la|&)"
OFFICE = (
    r"(?:[a-z][\w'’-]{0,20}\s){0,5}(?:correspondent|reporter|editor|writer|columnist|critic|journalist|analyst|contributor"
    r"|producer|photographer|commentator|essayist|historian|professor|lecturer|novelist)s?(?:\s(?:in|at|for|of)\s[^.!?\n]{2,40})?"
)
"""What somebody is, behind the name: "health correspondent"."""

BYLINE = (
    rf"(?:(?:(?i:written|story|posted|reported|reporting|words|analysis|opinion)\s+)?(?i:by)"
    rf"|Authors?)\s*:?\s+(?=[A-ZÀ-Þ@])(?:{NAME_PART}(?:[\s,;|/–—]+|$)){{1,14}}"
    rf"(?:(?<=[,|–—]\s){OFFICE}(?:\n(?:{NAME_PART}(?:[\s,;|/–—]+|$)){{1,10}})?)?$"
)

AGENCY = (
    r"(?:Getty(?: Images)?|Reuters|REUTERS|AFP|AP(?: Photo| Images)?|EPA(?:-EFE)?|Shutterstock|Bloomberg"
    r"|Alamy|iStock|Wikimedia(?: Commons)?|Flickr|Unsplash|Pixabay|TASS|Xinhua|Anadolu(?: Agency)?)"
)
IMAGE = (
    r"(?:(?:featured?|cover|header|main|lead|top|file|screen)\s*)?(?:photo(?:graph|grapher|graphy)?"
    r"|image|picture|illustration|graphic|video still|screenshot)s?"
)

LEGAL_FORMULA = re.compile(
    r"contains copyrighted material|not (?:always )?been specifically authorized"
    r"|making such material available"
    r"|under the provisions of .{0,3}fair use|distributed without profit|prior interest in receiving"
    r"|must (?:request|obtain) permission|may not be (?:reproduced|published|broadcast|copied"
    r"|redistributed)"
    r"|grants? permission to|sole responsibility of the author|will not be (?:responsible|liable) for"
    r"|do(?:es)? not (?:necessarily )?(?:reflect|represent) the|those of the authors? (?:alone|and)"
    r"|hyperlink to the original"
    r"|no part of this|without (?:the )?(?:prior )?(?:written|express) (?:permission|consent)"
    r"|all rights reserved",
    re.IGNORECASE,
)
"""Set phrases of licences and disclaimers; two different ones make a paragraph of the tail a notice."""

ROLE = (
    r"\b(?:journalist|writer|author|reporter|correspondent|columnist|editor|contributor|analyst"
    r"|researcher|fellow"
    r"|professor|lecturer|scholar|activist|blogger|broadcaster|commentator|director|historian|lawyer"
    r"|freelance|novelist)\b"
)
NOTE_CUE = (
    r"(?:[A-Z][a-z]+-based\b|\bbased in\b|\bfreelance|\bcontribut|\boriginally published"
    r"|\bthe author of\b|\bthis (?:article|report|story)\b"
    r"|\bfollow (?:him|her|them)\b|\bcan be (?:reached|followed|contacted)|\bwrites (?:for|about|on)"
    r"|\bfor the online\b"
    r"|\b(?:columnist|fellow|editor|professor|lecturer|correspondent|reporter|director|analyst) (?:for"
    r"|at|of|with|on|covering)\b|@\w)"
)
PERSON = (
    r"(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s+)?[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von"
    r"|bin|al)){1,4}"
)
AUTHOR_NOTE = (
    r"(?i:about the authors?)\b|The (?:author|writer)s? (?:is|are|was|has|teaches|writes)\b"
    rf"|{PERSON}(?:,[^.]{{1,80}},)?\s+(?:is|was|has|writes|covers|reports|teaches|works|serves"
    rf"|contributed)\b(?=.*{ROLE})(?=.*{NOTE_CUE})"
)


# The rules themselves.


class Zone(StrEnum):
    """The part of a document in which a block stands."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


EVERYWHERE = frozenset(Zone)
MARGINS = frozenset({Zone.HEAD, Zone.TAIL})
HEAD_ONLY = frozenset({Zone.HEAD})
TAIL_ONLY = frozenset({Zone.TAIL})


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that makes a block in one of the zones furniture of this name if its words match."""

    name: str
    pattern: re.Pattern[str]
    zones: frozenset[Zone] = EVERYWHERE
    max_characters: int = 200

    def matches(self, words: str, zone: Zone) -> bool:
        """Return whether the rule matches a block with these words in this zone."""
        return zone in self.zones and len(words) <= self.max_characters and bool(self.pattern.match(words))


def _any_of(*alternatives: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Combine alternatives that match at the block's beginning into one pattern."""
    return re.compile(r"\W{0,3}(?:" + "|".join(alternatives) + ")", flags | re.DOTALL)


RULES = (
    Rule("byline", _any_of(BYLINE, flags=re.NOFLAG), HEAD_ONLY, 140),
    Rule(
        "image_credit",
        _any_of(
            rf"{IMAGE}\s*(?:credits?|source|courtesy)?\s*(?::|\||/|©|\(c\))",
            rf"{IMAGE}\s+(?:credit|courtesy|source|copyright)\b",
            rf"{IMAGE}\s+(?:is\s+|are\s+)?(?:taken\s+)?(?:by|from|via)\s+(?-i:[A-Z@])(?:[^.!?]"
            rf"|(?-i:\b[A-Z])\.)*$",
            r"credits?\s*:",
            r"(?<!\w)(?:©|\(c\))\s*(?!\d{4})[^.!?\d]{2,60}$",
        ),
        max_characters=160,
    ),
    Rule(
        "image_credit",
        _any_of(
            rf"{AGENCY}\)?$",
            rf"[^.!?]{{0,80}}?(?:[/|(]\s*|\bvia\s+){AGENCY}(?:/[\w .'’-]{{1,40}})?\)?$",
            flags=re.NOFLAG,
        ),
        max_characters=120,
    ),
    Rule(
        "tag_line",
        _any_of(
            r"(?:regions?|themes?|topics?|tags?|tagged|filed under|categor(?:y|ies)|keywords?|sections?"
            r"|posted in|labels?"
            r"|in-depth reports?|related topics?|more on)\s*:[^.!?]*$"
        ),
        MARGINS,
    ),
    Rule(
        "share_notice",
        _any_of(
            r"notes? to (?:our )?readers?\s*:.*\b(?:shar|click|forward|subscri|donat|comment|follow)",
            r"(?:please )?(?:click|tap|use) .{0,40}\bshare (?:button|icon|this|link)",
            r"(?:please )?share (?:this|on|via|with your)\b",
            r"(?:please )?(?:tweet|print|e-?mail|forward|bookmark) this\b",
            r"(?:please )?follow (?:us|me)\b",
            r"(?:please )?follow .{1,60} on (?:twitter|facebook|instagram|telegram|x|linkedin|youtube)\b",
            r"(?:please )?(?:like|find|join) us on\b",
            r"(?:share|tweet|print|e-?mail|facebook|twitter|whatsapp|save)$",
        ),
        max_characters=300,
    ),
    Rule(
        "subscription_notice",
        _any_of(
            r"(?:please )?subscribe (?:to (?:our|the|this|us)|now|today|here|for|at|via)\b",
            r"(?:please )?sign up (?:for|to|now|today|here|at)\b",
            r"(?:get|receive) .{0,60}\b(?:newsletter|in your inbox|delivered to)\b",
            r"(?:newsletter|free newsletter|daily briefing)$",
            r"(?:enter|provide) your e-?mail\b",
            r"(?:to )?(?:continue|keep|finish) reading\b(?!.{0,60}\b(?:had|was|were)\b).{0,60}"
            r"\b(?:subscri|sign|log|account|trial|register)",
            r"(?:subscribe|register|log in|sign in) (?:now )?(?:to|and) (?:continue|keep|read|unlock|get)\b",
            r"already (?:a|an|have an?) (?:\w+ )?(?:subscriber|subscription|member|account|reader)"
            r"\s*[?!:.–—-]?\s*(?:(?:please )?(?:log|sign) ?in\b.{0,40})?$",
            r"(?:log|sign) in(?: here| now)?$",
            r"(?:this|the full|the rest of this) (?:article|story|content|piece) is "
            r"(?:only )?(?:for|reserved for|available to|exclusive to)\b.{0,40}\bsubscribers?\b",
            r"try (?:it |us )?(?:for )?(?:\w+ )?\w+ (?:weeks?|months?|days?)\b.{0,60}\b(?:cancel|free|subscri)",
            r"[^.!?]{0,80}\bcancel (?:any ?time|at any time|whenever you like)\b",
            r"you(?:['’]ve| have) (?:reached|used|read) (?:your|all)\b.{0,60}\b(?:articles|limit)\b",
            r"you(?:['’]ve| have) .{1,20}\bfree (?:articles?|stories|story|reads?|views?) (?:left|remaining)\b",
            r"(?:keep|continue|go on) reading for [£$€]\s?\d",
        ),
        max_characters=300,
    ),
    Rule(
        "consent_notice",
        _any_of(
            r"we,? (?:and|together with) (?:our )?(?:\d[\d,.]{0,6} )?(?:\w+ )?(?:partners|vendors|third parties)\b"
            r"[^.!?]{0,60}\b(?:store|process|use|access|collect|set)\b[^.!?]{0,60}"
            r"\b(?:cookies|trackers|identifiers|personal data|(?:information|data) (?:on|from) (?:a|your) device)\b",
            r"(?:we|this (?:web)?site|our (?:web)?site) uses? "
            r"(?:(?:our own|necessary|essential|optional|third[- ]party) )?(?:cookies|trackers) (?:to|and|for|on)\b"
            r"[^.!?]{0,80}\b(?:site|website|experience|traffic|content|ads|advertising|analy\w+|brows\w+|device|technolog\w+|remember)\b",
            r"by (?:clicking|tapping|pressing|choosing) [“\"‘']?(?:accept|agree|i agree|ok\b|allow|yes)"
            r"[^.!?]{0,40}\byou (?:agree|consent|accept)\b",
        ),
        MARGINS,
        400,
    ),
    Rule(
        "membership_notice",
        _any_of(
            r"(?:please )?(?:become|be) an? (?:\w+ )?(?:member|subscriber|patron|supporter|donor)\b",
            r"(?:please )?(?:donate (?:now|today|here|to (?:us|our|this|the))|make a (?:\w+ )?donation)\b",
            r"donate$",
            r"(?:please )?(?:consider )?support(?:ing)? (?:our|us|independent|quality|public|this) "
            r"(?:work|journalism|site|website|media|reporting|newsroom|today|now|by)\b",
            r"(?:join|renew) (?:us today|us now|your membership|our (?:community|members|mailing list))\b",
        ),
        max_characters=300,
    ),
    Rule(
        "comment_notice",
        _any_of(
            r"(?:please )?(?:leave|post|add|write) (?:a|your) (?:comment|reply)",
            r"comment on (?:this|our|.{1,60}\b(?:page|facebook|forum|site|website)\b)",
            r"(?:join the (?:discussion|conversation|debate)|(?:view|read"
            r"|show) (?:all )?(?:\d+ )?comments?)\b",
            r"\d+ comments?$",
            r"\d+ (?:thoughts?|responses?|replies) (?:on|to)\b[^.!?]{0,90}$",
            r"reply to \S+$",
            r"was this (?:page|article|information) (?:helpful|useful)\b",
            r"your (?:answer|answers|feedback) helps? us\b",
            r"users browsing this (?:forum|thread|topic)\b",
            r"you cannot (?:reply to|post new|start new|edit your) (?:topics?|posts?)\b",
            r"your e-?mail address will not be (?:published|shared)\b",
            r"comments? (?:are closed|\(\d+\)|policy|section)",
        ),
        max_characters=160,
    ),
    Rule(
        "advertisement",
        _any_of(
            r"(?:advertisement|sponsored(?: content)?|promoted(?: content)?|paid content|ad)$",
            r"(?:story|article) continues below",
            r"(?:scroll|skip) (?:down )?(?:to|for) (?:continue|more|content)\b",
        ),
        max_characters=100,
    ),
    Rule(
        "read_more",
        _any_of(
            r"(?:read (?:more|also|next|the full (?:story|article|report))|also read|see also"
            r"|related(?: (?:articles?|stor(?:y|ies)|coverage|content|reading|news))?"
            r"|recommended(?: (?:reading|for you))?|more on this(?: story)?|you may also like"
            r"|continue reading|don['’]t miss)\s*(?:[:|»>→…]|$)",
            r"(?-i:WATCH|LISTEN|MORE|READ|SEE)\s*:",
            r"(?:continued|cont['’]d|turn to|see|from) (?:on |to |from )?page [A-Z]?\d{1,3}$",
        ),
        max_characters=250,
    ),
    Rule(
        "republication",
        _any_of(
            r"the original source of this (?:article|story|post)\b",
            r"this (?:article|story|post|piece|essay|column|report|interview"
            r"|op-ed)\b.{0,40}\b(?:originally|first|previously|also)\s+(?:published|appeared|posted)\b",
            r"this (?:article|story|post|piece)\b.{0,40}\b(?:republished|reprinted|reposted"
            r"|cross-posted)\b",
            r"(?:originally|first|previously) (?:published|appeared|posted)\b",
            r"(?:re-?published|reprinted|reposted) (?:from|with|by|under)\b",
        ),
        MARGINS,
        400,
    ),
    Rule(
        "meeting_invitation",
        _any_of(
            r"_{0,90}+\s{0,4}(?:microsoft )?teams (?:meeting|need help)\b",
            r"join (?:on your computer|the meeting now|zoom meeting|with google meet|by phone|from the meeting)\b",
            r"click here to join the meeting\b",
            r"or (?:call in \(audio only\)|dial:)",
            r"(?:meeting|webinar) id\s*:\s*[\d ]{6}",
            r"(?:one tap mobile|dial by your location|find (?:a|your) local number|google meet joining info)\b",
            r"[^.!?\n]{1,80} is inviting you to a scheduled zoom (?:meeting|webinar)\b",
        ),
        max_characters=700,
    ),
    Rule(
        "transcript_notice",
        _any_of(
            r"transcri(?:bed|pt(?:ion|ed)?) (?:by|with|using)\b[^.!?]{0,60}(?:https?://\S{1,80})?$",
            r"\[?\(?(?:end|start|beginning) of (?:the )?(?:tape|recording|transcript(?:ion)?|interview|audio|side)\b"
            r"[^.!?]{0,20}$",
            r"\[?\(?(?:recording|tape|audio|video) (?:\w{1,2} )?(?:starts?|begins?|ends?|stops?|paused|resumed)\b"
            r"[^.!?]{0,20}$",
            r"[^.!?]{0,60}\btranscripts? (?:is|are) (?:created|produced|prepared|generated|made) "
            r"(?:on an? (?:\w+ )?deadline|automatically)\b",
            r"summary keywords\b",
            r"this is a rush transcript\b",
            r"this (?:copy|text|transcript) may not be in its final form\b",
            r"this editable transcript was computer[- ]generated\b",
            r"meeting ended after \d{1,2}(?:[:hms ]{1,3}\d{1,2}){1,3}[^\w.!?]{0,6}$",
            r"share this contribution$",
            r"[^.!?]{3,60} (?:started|stopped) (?:the )?(?:transcription|recording)$",
            r"(?:(?:re-?)?(?:direct|cross)[ -])?examination(?: by (?:mr|mrs|ms|dr)\.? [\w'’-]+)?:?$",
        ),
        max_characters=300,
    ),
    Rule(
        "program_line",
        _any_of(
            r"ZCZC\b[^.!?]{0,40}$",
            r"(?:NNNN|\(MORE\))$",
            r"[A-Z]{1,2} [A-Z] /[A-Z][^.!?\n]{3,70}$",
            r"\^(?:Eds|Editors)[:.] .{3,200}<?$",
            r"Eds: (?:UPDATES|ADDS|CORRECTS|RECASTS|RESTORES|SUBS|LEDES|DELETES|TRIMS|WITH)\b.{0,200}$",
            r"[A-Z]{2,4}(?:-\d\d){3} \d{4}GMT$",
            r"- Your (?:Highlight|Note|Bookmark) (?:on|at) [^.!?\n]{3,120}$",
            flags=re.NOFLAG,
        ),
        max_characters=240,
    ),
    Rule(
        "site_notice",
        _any_of(
            r"best viewed (?:with|in|at|using)\b",
            r"you are visitor (?:number|no\.?)\b",
            r"this (?:page|site) (?:was |has been )?last (?:updated|modified|edited|changed)\b",
        ),
        MARGINS,
        200,
    ),
    Rule("copyright", _any_of(r"(?:copyright|©|\(c\))\s*(?:©|\(c\)|\d{4})", r"(?:©|\(c\))\s*copyright\b")),
    Rule("copyright", _any_of(r".*\ball rights reserved\b"), MARGINS, 300),
    Rule(
        "disclaimer",
        _any_of(
            r"(?:legal |editorial )?disclaimers?\s*:",
            r"(?:the |all )?(?:views?|opinions?|statements?)(?: and (?:views?|opinions?))? (?:expressed"
            r"|presented|contained|stated|in this)\b"
            r"(?=.*\b(?:authors?|writers?|own|reflect|represent|those of|solely|editorial)\b)",
        ),
        TAIL_ONLY,
        2_000,
    ),
    Rule(
        "contact",
        _any_of(
            rf"(?:for|to) .{{0,80}}\b(?:inquir|enquir|question|interview|request|information|detail|quer"
            rf"|publication|comment|submi|report a)\w*\b.*(?:{ADDRESS})",
            rf"(?:(?:media|press|news|editorial|general|public) )?(?:contacts?|inquiries|enquiries"
            rf"|relations)\b.*(?:{ADDRESS})",
            rf"(?:e-?mail|tel(?:ephone)?|phone|fax|website|web)\s*(?:us )?(?:at)?\s*[:.].*(?:{ADDRESS})",
            r"(?:media|press) (?:contacts?|inquiries|enquiries)\s*:?$",
        ),
        MARGINS,
        250,
    ),
    Rule(
        "author_index",
        _any_of(
            r"(?:(?:more |all |other |recent |view all )*(?:articles|stories|posts|columns)|more) (?:by"
            r"|from)\b[^.!?]*$"
        ),
        TAIL_ONLY,
        120,
    ),
    Rule(
        "end_mark",
        _any_of(r"-{1,2}\s*30\s*-{1,2}$", r"(?-i:ENDS?|END OF (?:TEXT|STATEMENT|RELEASE))\W*$"),
        TAIL_ONLY,
        30,
    ),
    Rule("author_note", _any_of(AUTHOR_NOTE, flags=re.NOFLAG), TAIL_ONLY, 900),
)
"""Rules by words and place; the first that matches a block names it."""
