"""Words by which a talk is told: titles, parts in it, what labels name that is nobody, set phrases: data only."""

from __future__ import annotations

import re

from ingest.lexicon import table

TITLES = table(
    """
    mr mrs ms miss dr prof professor sir dame lord lady senator representative judge justice minister m mme herr frau
    cllr councillor cr ald alderman rev revd capt captain lt sgt sergeant insp inspector col gen sen rep
    """
)
ROLES = table(
    """
    q a question answer questioner reporter journalist interviewer interviewee moderator chair chairman chairwoman
    chairperson speaker spokesperson spokesman spokeswoman host guest witness counsel court judge president clerk
    operator narrator presenter anchor caller voice male female participant respondent examiner prosecutor defence
    defense prosecution commissioner committee member audience minister senator rapporteur secretary interpreter
    officer frage antwort journalist interviewerin reporterin moderator moderatorin zeuge zeugin vorsitzender
    vorsitzende pregunta respuesta periodista entrevistador entrevistadora domanda risposta réponse journaliste
    président présidente spørgsmål svar fråga vraag antwoord pergunta resposta pytanie odpowiedź вопрос ответ
    журналист ведущий 记者 问 答 主持人 問 司会
    """
)
"""Whom a label may name by his part in the talk."""

FORMAL = table(
    """
    chair chairman chairwoman chairperson president clerk counsel court judge witness examiner prosecutor prosecution
    defence defense commissioner senator rapporteur secretary minister speaker vorsitzender vorsitzende zeuge zeugin
    président présidente
    """
)
"""Parts in a talk of which a record is kept. In an interview, a writer may tell something between turns."""

UNKNOWN = table(
    """
    unidentified unknown unnamed unidentifiable unspecified anonymous unclear inaudible indistinct unattributed
    unbekannt unbekannte unbekannter unbekannten inconnu inconnue inconnus identifié identifiée identifiés desconocido
    desconocida identificado identificada sconosciuto sconosciuta identificato identificata desconhecido desconhecida
    okänd okänt ukendt ukjent onbekende onbekend nieznany nieznana неизвестный неизвестная
    """
)
"""What a label says of a voice that nobody knew."""

CROWD = table(
    """
    voice voices heckler hecklers someone somebody everyone everybody crowd audience gallery shout shouts protester
    protesters bystander bystanders interjection interruption stimme stimmen zwischenruf zwischenrufe zuruf zurufe voix
    voz voces voce voci vozes röst røst stemme stemmer stem głos голос голоса
    """
)
"""A voice out of many, whoever's it is."""

SOMEBODY = table(
    "man men woman women male males female females person people mann frau homme femme hombre mujer uomo donna"
)
"""Somebody of whom a label says no more."""

ANY = table("a an the one another other second first third different new several multiple many some all young old")
MALE = SOMEBODY | table("man's woman's männliche weibliche männlicher weiblicher")
PART_OF_MANY = table(
    "speaker speakers member members participant participants attendee attendees caller delegate questioner reporter"
    " journalist student official sprecher sprecherin talare taler spreker intervenant intervenante orador oradora"
)
PLACES = table("from in at off on of out aus im dans de du des desde del dal fra från van uit z из")
"""Words behind a voice that say where it comes from."""

MANY = table("audience panel board committee jury council crew staff family gallery union public press crowd class")
"""Whose member a label may name without a name."""

LONGEST_VOICE = 8
"""Words of a label that names nobody: "Male voice from the back of the gallery"."""


def is_unnamed(label: str) -> bool:
    """Whether a label says that somebody speaks, and not who: "Unidentified speaker", "Voice from the gallery"."""
    words = [word.strip(".,-") for word in label.casefold().split()]
    words = words[:-1] if len(words) > 1 and words[-1].isdigit() else words
    if not words or len(words) > LONGEST_VOICE:
        return False
    if any(word in UNKNOWN for word in words):
        return len(words) == 1 or any(word in UNKNOWN | MALE | CROWD | PART_OF_MANY for word in words)
    at = next((place for place, word in enumerate(words) if word not in ANY | MALE), len(words))
    if at == len(words):
        return words[-1] in SOMEBODY
    if words[at] in MANY and words[at + 1 : at + 2] and words[at + 1] in PART_OF_MANY:
        at += 1
    elif words[at] not in CROWD and not (words[at] in PART_OF_MANY and any(word in MALE for word in words[:at])):
        return False
    return at + 1 == len(words) or words[at + 1] in PLACES


PAIRS = (
    table("q question questioner frage pregunta domanda spørgsmål fråga vraag pergunta pytanie вопрос 问 問"),
    table("a answer antwort respuesta risposta réponse svar antwoord resposta odpowiedź ответ 答"),
)
FIELDS = table(
    """
    note notes nb tip tips hint warning caution important example examples remark update updated source sources
    photo photos image picture figure table chart date time place venue where when who what why how contact email
    e-mail phone tel fax website web address price subject to from cc bcc re ref attachment attachments pros cons
    pro contra claim verdict fact facts myth reality problem solution summary conclusion background result results
    method methods aim ingredients step steps goal todo status owner deadline agenda item action decision motion
    score rating version author authors editor publisher title name age job location topic topics tags keywords
    category isbn issn doi url http https day year total left right north south east west before after then now
    here there also see cf for against present absent apologies attendees
    """
)
"""What a label says that names a thing, as forms, lists and fact-checks have it."""

MATTERS = table(
    """
    home house garden kitchen bathroom bedroom parking travel transport trains buses money savings budget food drink
    meals health family school schools work pets dogs cats tickets shipping delivery deliveries returns refunds payment
    payments billing prices fees rent housing safety privacy security heating lighting water gas electricity power waste
    recycling cleaning laundry weather clothing clothes shoes luggage accommodation access accessibility membership
    insurance tax taxes pensions benefits education training childcare sleep diet exercise holidays leisure sport
    gardening cooking energy internet roads plants lawn soil seeds tools storage maintenance repairs history nature
    animals wildlife arts culture business politics religion technology science environment beach hotel museum library
    """
)
"""What the parts of a list of questions are about, one word each: nobody who asks or answers."""

NUMBERED = re.compile(
    r"(?:chapter|part|section|unit|lesson|act|scene|episode|session|day|week|round|volume|book|stage|phase|step)"
    r" (?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)"
)
"""What has a number and speaks to nobody: "Part One: What is it?"."""

NEVER_FIRST = table("for of and y e und et zu")
PARTICLES = table("of for the and de der den van von di da du del della la le al el bin ibn y e und et zu ten ter")
"""Small words within a name or an office."""

TALK = re.compile(
    r"[?？؟]|(?<!\w)(?:(?-i:I|us)|we|you|me|my|our|your|yes|ich|wir|sie|mir|uns|mein|unser|ja|nein|je|j’ai|j'ai|nous|vous"
    r"|mon|notre|oui|yo|nosotros|usted|mi|nuestro|sí|io|noi|lei|mio|ik|wij|u|mijn|nee|jag|vi|ni|jeg|du|nej|eu|nós|você"
    r"|sim|não|я|мы|вы|мне|мой|да|нет|pan|pani|tak|nie)(?!\w)|我|你|您|私|俺|저는|제가",
    re.IGNORECASE,
)
"""What is said in a talk: a question, or a word of who speaks or is spoken to."""

FIRST_PERSON = re.compile(r"(?<!\w)(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)(?!\w)")
"""A word of one who speaks of himself."""

WE = re.compile(r"(?<!\w)(?:[Ww]e|us|[Oo]urs?|[Oo]urselves)(?!\w)")
"""A word of one who speaks of himself and others."""

SECOND_PERSON = re.compile(r"(?<!\w)(?:you|your|yours|yourself)(?!\w)", re.IGNORECASE)
"""A word of one who speaks to another."""

CLOSING = re.compile(
    r"(?:copyright|©|\(c\)) ?(?:©|\d{4})|\ball rights reserved\b"
    r"|\b(?:adjourn|concluded|recess|whereupon|rose at|transcript|transcribed|edited for|condensed|interview (?:was|by)"
    r"|conducted by|ended at|end of)",
    re.IGNORECASE,
)
"""What is said of a talk behind its end."""

INTERVIEWED = re.compile(
    r"(?:interview(?:ed)?(?:\s{1,3}(?:with|of|mit|avec|con|med|met))?|conversation with|gespräch mit|entretien avec"
    r"|q\s?&\s?a(?:\s{1,3}with)?|(?:testimony|examination|deposition|evidence) of|speaks to"
    r"|(?:talk(?:s|ed)?|spoke|speaking|sat down|caught up) (?:to|with))\s{0,3}[:–—-]?\s{1,3}"
    r"(?-i:(?:the|an?|our) (?:[a-z-]{1,20} ){1,3})?"
    r"(?P<name>(?-i:(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame)\.? )?[A-ZÀ-Þ][\w'’.-]*(?: (?:de|van|von|der|la|bin|al|el)\b){0,2}"
    r"(?: {1,3}[A-ZÀ-Þ][\w'’-]+){1,3}))",
    re.IGNORECASE,
)
"""Whom a title or a lead says to be interviewed."""

WITNESS = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’-]{1,40}(?: [A-ZÀ-Þ][\w'’.-]{0,40}){1,3}),?(?:[ \t]*\n)?[^.\n]{0,80}?\b(?i:sworn|testified"
    r"|called as a witness|gave evidence|(?:talk(?:s|ed)|speaks|spoke) (?:to|with) (?:us|me)\b)"
)
"""Whom a court's record says to be heard, or a lead to talk to somebody."""

HAPPENS = re.compile(
    r"\b(?:silence|pause|laugh|applau|interrupt|interjection|recess|cheer|noise|music|cross ?talk|inaudible|sigh|cough"
    r"|cries|crying|weeps|off the record|break|adjourn|division|murmur|shout|whisper|nods|shakes|points|stands|sits"
    r"|enters|leaves|bell|clapping|beifall|heiterkeit|zuruf|lachen|rires|risas|risate)",
    re.IGNORECASE,
)
"""What may happen in a talk meanwhile, as records note it in brackets."""

STAGE = re.compile(r"\s*(?:\([^()]{1,200}\)(?:\s\([^()]{1,40}\))?|\[[^\[\]]{1,200}\])[.\s]*\Z")
"""What happens meanwhile: "(Applause.)"."""

FULL_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’-]{1,40}(?: {1,3}(?:de|van|von|der|la|bin|al|el)){0,2}(?: {1,3}[A-ZÀ-Þ][\w'’-]{1,40}){1,3}"
)
