"""Words that mail programs write, in the languages they speak: data only.

Labels of the header lines above a quoted message, verbs of the line that introduces one, and the set phrases of
forwarding, of small devices, of leave-taking and of legal notices.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType


def _phrases(words: str) -> tuple[str, ...]:
    """The phrases between commas, the longer ones first, for some begin with another."""
    return tuple(sorted((" ".join(phrase.split()) for phrase in words.split(",")), key=len, reverse=True))


def _any(words: str) -> str:
    """A pattern for any of the phrases; a space stands for any run of them."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in _phrases(words))


# The labels of header lines.

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "from": """
            from, von, de, da, van, od, från, fra, lähettäjä, от, от кого, від, від кого, 发件人, 寄件者, 寄件人,
            差出人, 送信者, 보낸 사람, 보낸사람, kimden, gönderen, από, מאת, من, feladó, de la, expéditeur,
            absender, remitente, mittente, afzender, avsändare, avsender, afsender, отправитель, saatja, nuo, no,
            odesílatel, odosielateľ, pošiljatelj, šalje, dari, từ, จาก, प्रेषक
        """,
        "date": """
            sent, date, sent on, gesendet, gesendet am, datum, envoyé, envoyé le, date d'envoi, enviado,
            enviado el, enviada em, enviado em, fecha, inviato, inviato il, data, data invio, verzonden, wysłano,
            skickat, sendt, dato, lähetetty, päivämäärä, отправлено, дата, надіслано, odesláno, odoslané, dátum,
            elküldve, küldve, trimis, trimis la, dată, gönderildi, gönderme tarihi, tarih, στάλθηκε, ημερομηνία,
            发送时间, 日期, 寄件日期, 傳送時間, 时间, 送信日時, 日時, 日付, 보낸 날짜, 날짜, נשלח, תאריך,
            تاريخ الإرسال, التاريخ, تم الإرسال, saadetud, kuupäev, išsiųsta, nosūtīts, poslano, datum, dikirim,
            tanggal, đã gửi, ngày, วันที่, ส่ง, तारीख
        """,
        "to": """
            to, an, à, a, para, aan, do, till, til, vastaanottaja, кому, komu, címzett, către, catre, kime, alıcı,
            προς, 收件人, 收件者, 宛先, 받는 사람, 받는사람, אל, إلى, destinataire, empfänger, destinatario,
            destinatário, ontvanger, mottagare, mottaker, modtager, saaja, kam, kepada, đến, ถึง, za, prima
        """,
        "cc": """
            cc, bcc, kopie, kopia, kopi, kopio, копия, копія, dw, udw, másolatot kap, 抄送, 副本, 密件抄送, 참조,
            ccn, cco, κοιν, κοινοποίηση, עותק, نسخة, copie, copie à, copia, con copia, kópia, bilgi, reply-to,
            antwort an, répondre à, responder a, antwoord aan, svar til, svara till
        """,
        "subject": """
            subject, re, betreff, betr, objet, asunto, oggetto, onderwerp, temat, ämne, emne, aihe, тема, předmět,
            predmet, tárgy, subiect, konu, θέμα, 主题, 主旨, 件名, 제목, נושא, الموضوع, assunto, sujet, teema,
            tema, zadeva, subjek, perihal, chủ đề, tiêu đề, เรื่อง, विषय
        """,
        "other": """
            importance, priority, attachments, attachment, organization, wichtigkeit, priorität, anlagen, anhang,
            organisation, importancia, pièces jointes, importance, bijlagen, bijlage, vedhæftet, vedhæftede filer,
            vedlegg, bilagor, allegati, załączniki, anexos, anexo, adjuntos, вложения, liitteet, prioritet,
            vigtighed, mailed-by, list, message-id, mime-version, content-type, content-transfer-encoding, in-reply-to,
            references, x-mailer, user-agent
        """,
    }
)
ROLE_OF: Mapping[str, str] = MappingProxyType(
    {phrase: role for role, words in reversed(tuple(ROLES.items())) for phrase in _phrases(words)}
)
"""Label in small letters → the header that it stands for. "De" and "Da" are From; the commoner meaning counts."""

LABEL = re.compile(r"[\s*_>•|]{0,6}([^\W\d_][^:：\n@<>]{0,24}?)[\s*_]{0,4}[:：][*_]{0,4}(?:\s+|\Z|(?=\S))")
"""A header line's label, with what marks it as bold in plain text and the space that French sets before a colon."""


@lru_cache(maxsize=4096)
def role_of(line: str) -> str | None:
    """Which header the line states: a key of `ROLES`, "" for a label in no list, None for a line without a label."""
    match = LABEL.match(line) if ":" in line or "：" in line else None
    return ROLE_OF.get(" ".join(match[1].lower().split()), "") if match else None


def value_of(line: str) -> str:
    """What stands behind the label of a header line."""
    match = LABEL.match(line)
    return line[match.end() :].strip(" \t*_") if match else line.strip()


# The line that introduces a quoted message.

_WROTE = """
            wrote, writes, has written, schrieb, hat geschrieben, hat folgendes geschrieben, a écrit, escribió,
            ha escrito, ha scritto, scrisse, schreef, heeft geschreven, heeft het volgende geschreven, skrev,
            har skrevet, har skrivit, escreveu, napisał(a), napisał, napisała, pisze, nadesłał, napsal(a), napsal,
            napsala, napísal(a), napísal, kirjoitti, написал(а), написал, написала, написав(ла), написав, пише,
            пишет, írta, ezt írta, a scris, yazdı, şunu yazdı, έγραψε, כתב, כתבה, כתב/ה, كتب, كتبت, 写道, 寫道,
            撰写, のメール, 님이 작성, 님이 작성하였습니다, 작성, kirjutas, rašė, rakstīja, je napisao,
            napisao je, je napisal, menulis, đã viết, เขียนว่า, va escriure, va escriure el, skrifaði
        """
WROTE = re.compile(rf"(?<!\w)(?:{_any(_WROTE)})(?!\w)", re.IGNORECASE)
AS_FOLLOWS = re.compile(
    r"(?<!\w)(?:the following|as follows|folgendes|följande|følgende|het volgende|lo siguiente|ce qui suit|quanto segue"
    r"|o seguinte|seuraavasti|następująco)\Z",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"[-—_\s>*]{0,12}(?:"
    + _any("""
        begin forwarded message, start of forwarded message, forwarded message, original message, forwarded by,
        anfang der weitergeleiteten nachricht, anfang der weitergeleiteten e-mail, weitergeleitete nachricht,
        ursprüngliche nachricht, original-nachricht, originalnachricht, ursprüngliche mail,
        début du message réexpédié, début du message transféré, message transféré, message d'origine,
        message original, inicio del mensaje reenviado, mensaje reenviado, mensaje original,
        inizio messaggio inoltrato, messaggio inoltrato, messaggio originale, begin doorgestuurd bericht,
        doorgestuurd bericht, oorspronkelijk bericht, origineel bericht, vidarebefordrat brev,
        vidarebefordrat meddelande, ursprungligt meddelande, originalmeddelande, videresendt besked,
        start på videresendt besked, videresendt meddelelse, oprindelig meddelelse, videresendt melding,
        opprinnelig melding, videresendt e-post, välitetty viesti, välitetty viesti alkaa, alkuperäinen viesti,
        início da mensagem encaminhada, início da mensagem reencaminhada, mensagem encaminhada, mensagem original,
        początek przekazywanej wiadomości, wiadomość przekazana, wiadomość oryginalna, przekazana wiadomość,
        počátek přeposílané zprávy, přeposlaná zpráva, původní zpráva, preposlaná správa, pôvodná správa,
        továbbított üzenet, eredeti üzenet, mesaj redirecționat, mesaj original, iletilen ileti, iletilen mesaj,
        özgün ileti, начало переадресованного сообщения, начало пересылаемого сообщения, пересылаемое сообщение,
        пересланное сообщение, исходное сообщение, переслане повідомлення, προωθημένο μήνυμα, αρχικό μήνυμα,
        转发的邮件, 轉寄的郵件, 开始转发邮件, 已转发邮件, 原始邮件, 原始郵件, 転送されたメッセージ,
        元のメッセージ, 전달된 메시지, 원본 메시지, הודעה מועברת, הודעה מקורית, الرسالة المعاد توجيهها,
        رسالة معاد توجيهها, الرسالة الأصلية
    """)
    + r")[^.!?\n]{0,60}?[-—_\s:：*]{0,60}\Z",
    re.IGNORECASE,
)
"""A line that only says that somebody else's message follows."""

DRAWN = re.compile(r"[\s>]*[-_=*—]{5,}\s*\Z")
"""A line drawn between messages."""


# What stands below a message and says nothing.

_DEVICES = """
    iphone, ipad, ipod, icloud, android, galaxy, samsung, huawei, xiaomi, pixel, nokia, sony, outlook, windows,
    yahoo, proton, gmail, gmx, web.de, blackberry, mobil, handy, phone, telefon, téléphone, teléfono, telefoon,
    puhelin, tablet, мобиль, телефон, thunderbird, mail for, 手机, 携帯, 휴대
"""
_SENT = """
    sent from, sent via, sent with, sent by, get outlook, gesendet von, von meinem, gesendet mit, envoyé de,
    envoyé depuis, envoyé à partir, enviado desde, enviado de, enviado do, enviado a partir, inviato da,
    inviato dal, verzonden vanaf, verstuurd vanaf, verzonden met, skickat från, skickad från, sendt fra,
    sendt via, hent outlook, hämta outlook, lähetetty, wysłano z, wysłane z, odesláno z, odoslané z, отправлено с,
    отправлено из, надіслано з, gönderildi, elküldve, trimis de pe, 发自我的, 从我的, 送信, 나의
"""
DEVICE = re.compile(
    rf"(?=[^.!?\n]{{0,90}}\.?\s*\Z)(?=[^\n]{{0,60}}?(?:{_any(_DEVICES)}))"
    rf"(?:\s*(?:{_any(_SENT)})|\s*\w{{0,12}}['’]?\w{{0,8}}\s?(?:gönderildi|送信|から送信))",
    re.IGNORECASE,
)
"""A line that only says by what device or program a message was sent."""

FAREWELL = re.compile(
    r"\s*(?:(?:with|many|my|and|viele|liebe|beste|schöne|mit|med|bien|mes|un|con|met|hartelijke"
    r"|vriendelijke)\s+){0,3}(?:"
    + _any("""
        best, all best, all the best, best regards, best wishes, regards, kind regards, warm regards,
        warmest regards, warmly, kind wishes, sincerely, sincerely yours, yours sincerely, yours faithfully,
        yours truly, truly yours, yours, yours ever, respectfully, respectfully yours, yours respectfully,
        faithfully yours, your obedient servant, cheers, thanks, thank you, many thanks, thanks again,
        thanks in advance,
        take care, love, cordially, kindly, mit freundlichen grüßen, mit freundlichem gruß, freundliche grüße,
        freundlichen grüßen, grüße, grüßen, gruß, lg, mfg, vg, beste grüße, viele grüße, herzliche grüße,
        hochachtungsvoll, danke, vielen dank, cordialement, bien cordialement, bien à vous, bien à toi,
        salutations, sincères salutations, amicalement, merci, respectueusement, saludos, un saludo,
        saludos cordiales, atentamente, cordialmente, un abrazo, gracias, cordiali saluti, distinti saluti,
        saluti, un saluto, grazie, met vriendelijke groet, vriendelijke groet, vriendelijke groeten, groet,
        groeten, bedankt, hartelijke groet, med vänliga hälsningar, vänliga hälsningar, hälsningar, vänligen, mvh,
        med venlig hilsen, venlig hilsen, venlige hilsner, hilsen, bedste hilsner, de bedste hilsner, kh,
        med vennlig hilsen, vennlig hilsen, hilsener, tak, tack, takk, z poważaniem, pozdrawiam, s pozdravem,
        s úctou, s pozdravom, ystävällisin terveisin, terveisin, parhain terveisin, kiitos, с уважением,
        всего доброго, з повагою, üdvözlettel, cu stima, cu respect, saygılarımla, iyi çalışmalar, sevgiler,
        με εκτίμηση, φιλικά, בברכה, مع أطيب التحيات, تحياتي, 此致, 敬礼, 祝好, 谢谢, 敬具, 以上,
        よろしくお願いします, よろしくお願いいたします, 감사합니다, 드림, atenciosamente, cumprimentos,
        com os melhores cumprimentos, abraço, obrigado, obrigada
    """)
    + r")(?:\s+(?:from|aus|fra|från|de|desde)\s+\w+)?[\s,.!;–—-]{0,4}\Z",
    re.IGNORECASE,
)
"""A line that only takes leave."""

LEGAL = (
    re.compile(
        r"confidential|privileged|vertraulich|confidenti?el|confidencial|riservat|vertrouwelijk|fortrolig"
        r"|konfidenti|poufn|důvěrn"
        r"|конфиденциальн|bizalmas|gizli|保密|机密|機密",
        re.IGNORECASE,
    ),
    re.compile(
        r"intended (?:only|solely|recipient|for)|(?:named )?addressees?\b|not the intended|beabsichtigte"
        r"|adressat|empfänger"
        r"|destinataire|destinatari|geadresseerde|bestemd|modtager|mottagare|mottaker|adresat|адресат|címzett"
        r"|alıcı|收件人|受信者",
        re.IGNORECASE,
    ),
    re.compile(
        r"in error|by mistake|irrtümlich|fälschlich|par erreur|por error|por engano|per errore|ten onrechte"
        r"|ved en fejl|av misstag"
        r"|omyłkow|omylem|ошибк|tévedés|yanlışlıkla|误收|誤",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:unauthori[sz]ed|any) (?:use|review|disclosure|copying|distribution|dissemination)"
        r"|strictly prohibited|delete (?:it|this|the)"
        r"|notify (?:the|us|me)|vernichten|löschen|weitergabe|unbefugt|supprimer|divulgation|elimine|eliminarlo"
        r"|cancellar|verwijderen"
        r"|slette|slet |radera|usun|smaž|удалит|törölje|siliniz|删除|削除",
        re.IGNORECASE,
    ),
    re.compile(
        r"scanned (?:for|by)|viruses?\b|no liability|accepts? no|not necessarily (?:represent|reflect)"
        r"|legally binding"
        r"|registered (?:office|in)|company number|before printing|auf viren|handelsregister|avant d'imprimer",
        re.IGNORECASE,
    ),
)
"""The subjects of a legal notice; a paragraph that touches three of them is one."""

LEGAL_SUBJECTS = 3
"""Raised, short notices are read as content; lowered, a person who asks for confidence is not."""

LEGAL_HEAD = re.compile(
    r"\W{0,4}(?:confidentiality (?:notice|note|statement)|(?:e-?mail )?disclaimer|legal (?:notice|disclaimer)"
    r"|privileged and confidential"
    r"|(?:caution|warning|attention)\s*:\s*(?:this|external|do not)\b.{0,60}\b(?:external|outside|origin|sender"
    r"|links?)"
    r"|\[?external(?: e-?mail| sender)?\]?\s*(?::|\Z)|please consider the environment|think before you print"
    r"|denken sie an die umwelt|avant d'imprimer)",
    re.IGNORECASE | re.DOTALL,
)
"""How a notice begins that a server adds to every message."""

LEAVES_LIST = re.compile(
    r"unsubscri|abmelden|abbestell|désabonn|désinscri|darse de baja|cancelar (?:la |a )?(?:suscripción"
    r"|subscrição|inscrição)"
    r"|afmelden|uitschrijven|avprenumerera|avregistrera|afmeld|frameld|avmeld|disiscri|annulla l'iscrizione"
    r"|wypisz|anuluj subskrypcj"
    r"|odhlásit|отписаться|leiratkoz|dezabona|abonelikten|退订|退訂|配信停止|수신거부"
    r"|(?:update|manage|change|edit) (?:your |my )?(?:e-?mail |subscription |profile )?(?:preferences|settings"
    r"|subscription)"
    r"|view (?:this|it|the) (?:e-?mail|message|newsletter)?.{0,20}(?:browser|online)"
    r"|nicht (?:richtig|korrekt) (?:dargestellt|angezeigt)|im browser (?:öffnen|ansehen|anzeigen|lesen)"
    r"|(?:voir|ouvrir|lire|afficher|consulter)[^.!?\n]{0,40}(?:navigateur|en ligne)|problèmes? d'affichage"
    r"|ver [^.!?\n]{0,40}(?:navegador|en línea)|visualizza[^.!?\n]{0,40}(?:browser|online)"
    r"|(?:bekijk|lees|open)[^.!?\n]{0,40}(?:browser|online)|(?:vis|se|läs|visa|åpne)[^.!?\n]{0,40}(?:browser|webbläsare|nettleser)"
    r"|zobacz[^.!?\n]{0,40}przeglądar",
    re.IGNORECASE,
)
"""What the foot of a newsletter offers by a link."""

LIST_NOTICE = re.compile(
    r"[\W_]{0,90}+(?:send .{1,80} mailing list submissions to\b|to (?:un)?subscribe (?:or unsubscribe )?(?:via|from)\b"
    r"|(?:or,? )?via e-?mail, send a message with (?:the )?subject\b|you can reach the person managing the list\b"
    r"|when replying, please edit your subject line\b|subject: digest footer\Z|end of [^.!?\n]{1,60} digest\b"
    r"|you (?:received?|are receiving|are getting|get) (?:this|all messages)\b[^.!?\n]{0,60}"
    r"\b(?:because you|sent to this)\b|to be (?:taken off|removed from) (?:the|this|our) list\b|groups\.io links\b"
    r"|(?:view/)?reply online\b|mute this topic\b|(?:please )?(?:type|write|enter) your reply above this line\b"
    r"|(?:please )?(?:do not|don['’]t) (?:write|type|reply) below this line\b"
    r"|this message was sent by atlassian jira\b|get jira notifications on your phone\b"
    r"|you are registered as an? (?:cc|follower) on\b|this e-?mail is a service from\b"
    r"|[^.!?\n]{1,60} mailing list\s{1,4}(?:[\w.+-]{1,64}@|https?://))",
    re.IGNORECASE,
)
"""How what begins that a mailing list adds to its messages and digests."""
