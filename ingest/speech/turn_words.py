"""Words by which a talk is told: titles, parts in it, what labels name that is nobody, set phrases: data only."""

from __future__ import annotations

import re

from ingest.lexicon import table

TITLES = table(
    "mr mrs ms miss dr prof professor sir dame lord lady senator representative judge justice minister m mme herr frau"
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
    here there also see cf for against
    """
)
"""What a label says that names a thing, as forms, lists and fact-checks have it."""

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

CLOSING = re.compile(
    r"\b(?:adjourn|concluded|recess|whereupon|rose at|transcript|transcribed|edited for|condensed|interview (?:was|by)"
    r"|conducted by|ended at|end of)",
    re.IGNORECASE,
)
"""What is said of a talk behind its end."""

INTERVIEWED = re.compile(
    r"(?:interview(?:ed)?(?:\s{1,3}(?:with|of|mit|avec|con|med|met))?|conversation with|gespräch mit|entretien avec"
    r"|q\s?&\s?a(?:\s{1,3}with)?|(?:testimony|examination|deposition|evidence) of|speaks to"
    r"|talks? (?:to|with))\s{0,3}[:–—-]?\s{1,3}"
    r"(?P<name>(?-i:(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame)\.? )?[A-ZÀ-Þ][\w'’.-]*(?: (?:de|van|von|der|la|bin|al|el)\b){0,2}"
    r"(?: {1,3}[A-ZÀ-Þ][\w'’-]+){1,3}))",
    re.IGNORECASE,
)
"""Whom a title or a lead says to be interviewed."""

WITNESS = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’-]{1,40}(?: [A-ZÀ-Þ][\w'’.-]{0,40}){1,3}),?[^.\n]{0,80}?\b(?:sworn|testified"
    r"|called as a witness|gave evidence)"
)
"""Whom a court's record says to be heard."""

STAGE = re.compile(r"\s*(?:\([^()]{1,200}\)|\[[^\[\]]{1,200}\])[.\s]*\Z")
"""What happens meanwhile: "(Applause.)"."""

FULL_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’-]{1,40}(?: {1,3}(?:de|van|von|der|la|bin|al|el)){0,2}(?: {1,3}[A-ZÀ-Þ][\w'’-]{1,40}){1,3}"
)
