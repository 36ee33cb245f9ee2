"""Whose words a message's paragraphs are, in the forms that mail programs give them, and what of it is nobody's."""

from __future__ import annotations

from base64 import b64encode

import pytest

from ingest.loaders import LOADERS
from ingest.reader.process import read_contents
from ingest.records import BlockKind, Contents, Loaded, VoiceKind

SAMPLES = "The mud samples from basin four hold nine times the permitted lead."
REPLY = "Thank you, we will look into it next week."
HEAD = (
    "From: Mira Dahl <mira@norby.example>\nTo: desk@courier.example\nSubject: Mud\n"
    "Date: Tue, 04 Mar 2025 09:12:00 +0100\n"
)


def message(body: str, kind: str = "text/plain", head: str = HEAD) -> bytes:
    return f"{head}MIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\n{body}\n".encode()


def multipart(*parts: str, kind: str = "mixed") -> bytes:
    inner = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b"\n\n{inner}--b--\n'.encode()


def text_part(words: str, kind: str = "text/plain", more: str = "") -> str:
    return f"Content-Type: {kind}; charset=utf-8\n{more}\n{words}"


def read(data: bytes) -> Contents:
    return read_contents(".eml", data)


def voices(data: bytes) -> dict[str, tuple[VoiceKind, str | None]]:
    """Sentence → whose words it is; one that is furniture or not there has none."""
    contents = read(data)
    return {
        " ".join(contents.text[s.start : s.end].split()): (s.voice.kind, s.voice.speaker) for s in contents.sentences
    }


def furniture(data: bytes) -> dict[str, str]:
    loaded: Loaded = LOADERS[".eml"](data)
    return {loaded.text[part.start : part.end]: part.rule for part in loaded.furniture}


HEADER_ROWS = {
    "English": "From: Knud Friis <k@x.example>\nSent: Monday, March 3, 2025 10:00 AM\nTo: Mira Dahl\nSubject: Mud",
    "German": "Von: Knud Friis <k@x.example>\nGesendet: Montag, 3. März 2025 10:00\nAn: Mira Dahl\nBetreff: Mud",
    "French": "De : Knud Friis <k@x.example>\nEnvoyé : lundi 3 mars 2025 10:00\nÀ : Mira Dahl\nObjet : Mud",
    "Spanish": "De: Knud Friis\nEnviado el: lunes, 3 de marzo de 2025 10:00\nPara: Mira Dahl\nAsunto: Mud",
    "Italian": "Da: Knud Friis\nInviato: lunedì 3 marzo 2025 10:00\nA: Mira Dahl\nOggetto: Mud",
    "Portuguese": "De: Knud Friis\nEnviado: segunda-feira, 3 de março de 2025 10:00\nPara: Mira Dahl\nAssunto: Mud",
    "Dutch": "Van: Knud Friis <k@x.example>\nVerzonden: maandag 3 maart 2025 10:00\nAan: Mira\nOnderwerp: Mud",
    "Swedish": "Från: Knud Friis\nSkickat: den 3 mars 2025 10:00\nTill: Mira Dahl\nÄmne: Mud",
    "Danish": "Fra: Knud Friis\nSendt: 3. marts 2025 10:00\nTil: Mira Dahl\nEmne: Mud",
    "Norwegian": "Fra: Knud Friis\nSendt: mandag 3. mars 2025 10:00\nTil: Mira Dahl\nKopi: Bo\nEmne: Mud",
    "Finnish": "Lähettäjä: Knud Friis\nLähetetty: maanantai 3. maaliskuuta 2025 10.00\nVastaanottaja: Mira\nAihe: Mud",
    "Polish": "Od: Knud Friis\nWysłano: poniedziałek, 3 marca 2025 10:00\nDo: Mira Dahl\nTemat: Mud",
    "Czech": "Od: Knud Friis\nOdesláno: pondělí 3. března 2025 10:00\nKomu: Mira Dahl\nPředmět: Mud",
    "Hungarian": "Feladó: Knud Friis\nElküldve: 2025. március 3. 10:00\nCímzett: Mira\nTárgy: Mud",
    "Romanian": "De la: Knud Friis\nTrimis: luni, 3 martie 2025 10:00\nCătre: Mira\nSubiect: Mud",
    "Turkish": "Kimden: Knud Friis\nGönderildi: 3 Mart 2025 10:00\nKime: Mira Dahl\nKonu: Mud",
    "Russian": "От: Knud Friis\nОтправлено: 3 марта 2025 г. 10:00\nКому: Mira Dahl\nТема: Mud",
    "Ukrainian": "Від: Knud Friis\nНадіслано: 3 березня 2025 р. 10:00\nКому: Mira Dahl\nТема: Mud",
    "Greek": "Από: Knud Friis\nΣτάλθηκε: Δευτέρα, 3 Μαρτίου 2025 10:00\nΠρος: Mira\nΘέμα: Mud",
    "Chinese": "发件人: Knud Friis <k@x.example>\n发送时间: 2025年3月3日 10:00\n收件人: Mira Dahl\n主题: Mud",
    "Japanese": "差出人: Knud Friis <k@x.example>\n送信日時: 2025年3月3日 10:00\n宛先: Mira Dahl\n件名: Mud",
    "Korean": "보낸 사람: Knud Friis\n보낸 날짜: 2025년 3월 3일 10:00\n받는 사람: Mira\n제목: Mud",
    "a language in no list": "Zrom: Knud Friis <k@x.example>\nZent: 3 Zarch 2025 10:00\nZo: "
    "mira@norby.example\nZub: Mud",
    "bold marks": "*From:* Knud Friis <k@x.example>\n*Sent:* Monday, 3 March 2025 10:00\n*To:* Mira\n*Subject:* Mud",
    "a long list of people": "From: Knud Friis <k@x.example>\nTo: Mira Dahl <m@x.example>;\n Bo Li "
    "<b@x.example>\nSubject: M",
    "Thunderbird": "Subject: Mud\nDate: Mon, 3 Mar 2025 10:00:00 +0100\nFrom: Knud Friis <k@x.example>\nTo: Mira",
}


@pytest.mark.parametrize("language", HEADER_ROWS)
def test_what_stands_below_a_row_of_headers_is_said_by_who_sent_it(language: str) -> None:
    found = voices(message(f"{REPLY}\n\n{HEADER_ROWS[language]}\n\n{SAMPLES}\n\nClose the basin at once."))

    assert found[REPLY] == (VoiceKind.OWN, None)
    assert found[SAMPLES] == found["Close the basin at once."] == (VoiceKind.QUOTE, "Knud Friis")
    assert not any("2025 10" in sentence for sentence in found)


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, Mar 3, 2025 at 10:00 AM Knud Friis <knud@x.example> wrote:",
        "On Mon, Mar 3, 2025 at 10:00 AM Knud Friis <\nknud@x.example> wrote:",
        "On 3 Mar 2025, at 10:00, Knud Friis <knud@x.example> wrote:",
        "On 03/03/2025 10:00, Knud Friis wrote:",
        "On Monday, March 3, 2025, Knud Friis wrote:",
        "On Monday, 3 March 2025 at 10:00:00 CET, Knud Friis <knud@x.example> wrote:",
        "Knud Friis <knud@x.example> wrote on 3 March 2025 10:00:",
        "Am Mo., 3. März 2025 um 10:00 Uhr schrieb Knud Friis <knud@x.example>:",
        "Am 03.03.2025 um 10:00 schrieb Knud Friis:",
        "Am 03.03.25 um 10:00 schrieb Knud Friis <knud@x.example>:",
        "Knud Friis <knud@x.example> schrieb am Mo., 3. März 2025, 10:00:",
        "Le lun. 3 mars 2025 à 10:00, Knud Friis <knud@x.example> a écrit :",
        "Le 3 mars 2025 à 10:00, Knud Friis a écrit :",
        "El lun, 3 mar 2025 a las 10:00, Knud Friis (<knud@x.example>) escribió:",
        "Il giorno lun 3 mar 2025 alle ore 10:00 Knud Friis <knud@x.example> ha scritto:",
        "Op ma 3 mrt 2025 om 10:00 schreef Knud Friis <knud@x.example>:",
        "Op 3 mrt 2025 om 10:00 heeft Knud Friis <knud@x.example> het volgende geschreven:",
        "Em seg., 3 de mar. de 2025 às 10:00, Knud Friis <knud@x.example> escreveu:",
        "Den mån 3 mars 2025 kl 10:00 skrev Knud Friis <knud@x.example>:",
        "3 mars 2025 kl. 10:00 skrev Knud Friis <knud@x.example>:",
        "Den man. 3. mar. 2025 kl. 10.00 skrev Knud Friis <knud@x.example>:",
        "man. 3. mars 2025 kl. 10:00 skrev Knud Friis <knud@x.example>:",
        "ma 3. maalisk. 2025 klo 10.00 Knud Friis (knud@x.example) kirjoitti:",
        "pon., 3 mar 2025 o 10:00 Knud Friis <knud@x.example> napisał(a):",
        "W dniu 3.03.2025 o 10:00, Knud Friis pisze:",
        "po 3. 3. 2025 v 10:00 odesílatel Knud Friis <knud@x.example> napsal:",
        "пн, 3 мар. 2025 г. в 10:00, Knud Friis <knud@x.example>:",
        "3 марта 2025 г., в 10:00, Knud Friis <knud@x.example> написал(а):",
        "Knud Friis <knud@x.example>, 3 Mar 2025 Pzt, 10:00 tarihinde şunu yazdı:",
        "Στις Δευ 3 Μαρ 2025 στις 10:00 π.μ., ο χρήστης Knud Friis <knud@x.example> έγραψε:",
        "2025年3月3日(月) 10:00 Knud Friis <knud@x.example>:",
        "Knud Friis <knud@x.example> 于2025年3月3日周一 10:00写道：",
        "2025년 3월 3일 (월) 오전 10:00, Knud Friis <knud@x.example>님이 작성:",
    ],
)
@pytest.mark.parametrize("outside", [True, False], ids=["above the marks", "inside the marks"])
def test_the_line_of_a_mail_program_names_who_is_quoted_below(line: str, *, outside: bool) -> None:
    above = line if outside else line.replace("\n", "\n> ").join(["> ", ""])
    data = message(f"{REPLY}\n\n{above}\n> \n> {SAMPLES}\n")

    assert voices(data)[SAMPLES] == (VoiceKind.QUOTE, "Knud Friis")
    assert voices(data)[REPLY] == (VoiceKind.OWN, None)
    assert furniture(data)[line] == "mail_header"


def test_each_depth_of_a_thread_has_its_own_speaker() -> None:
    found = voices(
        message(
            "I agree with her.\n\n> On 3 Mar 2025, at 10:00, Knud Friis <k@x.example> wrote:\n> \n> The "
            "director signed.\n> \n"
            ">> On 2 Mar 2025, at 10:00, Pia Lund <p@x.example> wrote:\n>> \n>> I never saw the paper.\n>> \n"
            ">>> On 1 Mar 2025, at 10:00, Bo Li <b@x.example> wrote:\n>>> \n>>> It was on her desk.\n>> "
            "\n>> She lies.\n> \n"
            "> So I was told.\n\nThat is all I know.\n"
        )
    )

    assert found == {
        "Mud": (VoiceKind.OWN, None),
        "From: Mira Dahl <mira@norby.example>": (VoiceKind.OWN, None),
        "To: desk@courier.example": (VoiceKind.OWN, None),
        "Date: Tue, 04 Mar 2025 09:12:00 +0100": (VoiceKind.OWN, None),
        "I agree with her.": (VoiceKind.OWN, None),
        "The director signed.": (VoiceKind.QUOTE, "Knud Friis"),
        "I never saw the paper.": (VoiceKind.QUOTE, "Pia Lund"),
        "It was on her desk.": (VoiceKind.QUOTE, "Bo Li"),
        "She lies.": (VoiceKind.QUOTE, "Pia Lund"),
        "So I was told.": (VoiceKind.QUOTE, "Knud Friis"),
        "That is all I know.": (VoiceKind.OWN, None),
    }


def test_answers_between_quoted_lines_are_the_senders() -> None:
    found = voices(
        message(
            "On Mon, Mar 3, 2025 at 10:00 AM Knud Friis <k@x.example> wrote:\n> Who closed the "
            "basin?\n\nThe board did.\n\n"
            "> When was it told?\n\nIn May.\n"
        )
    )

    assert found["Who closed the basin?"] == found["When was it told?"] == (VoiceKind.QUOTE, "Knud Friis")
    assert found["The board did."] == found["In May."] == (VoiceKind.OWN, None)


def test_a_quotation_that_nothing_introduces_has_no_name() -> None:
    assert voices(message(f"{REPLY}\n\n> {SAMPLES}\n"))[SAMPLES] == (VoiceKind.QUOTE, None)


@pytest.mark.parametrize(
    "body",
    [
        "Opening hours:\nFrom: Monday\nTo: Friday\n\nThe mud is grey.",
        "My plan for the day:\nTo: the harbour\nSubject: mud\n\nThe mud is grey.",
        "The meeting is at 10:00:\n\nThe mud is grey.",
    ],
)
def test_two_lines_with_a_colon_are_no_message(body: str) -> None:
    assert voices(message(body))["The mud is grey."][0] is VoiceKind.OWN
    assert furniture(message(body)) == {}


PAGES = {
    "Gmail reply": f'<div dir="ltr">{REPLY}</div><br><div class="gmail_quote"><div dir="ltr" '
    f'class="gmail_attr">On Mon, Mar 3, '
    'at 10:00 AM Knud Friis &lt;<a href="mailto:k@x.example">k@x.example</a>&gt; wrote:<br></div><blockquote '
    f'class="gmail_quote" style="margin:0"><div dir="ltr">{SAMPLES}</div></blockquote></div>',
    "Gmail forward": f'<div dir="ltr">{REPLY}<br><br><div class="gmail_quote"><div dir="ltr" '
    f'class="gmail_attr">---------- '
    "Forwarded message ---------<br>From: <strong>Knud Friis</strong> "
    "<span>&lt;k@x.example&gt;</span><br>Date: Mon, Mar 3, "
    f"2025 at 10:00 AM<br>Subject: Mud<br>To: Mira<br></div><br><br>{SAMPLES}</div></div>",
    "Outlook": f'<div class="WordSection1"><p class="MsoNormal">{REPLY}</p><div style="border-top:solid '
    f'#E1E1E1 1.0pt">'
    '<p class="MsoNormal"><b>Von:</b> Knud Friis &lt;k@x.example&gt; <br><b>Gesendet:</b> Montag, 3. '
    "M\u00e4rz 2025 10:00<br>"
    f'<b>An:</b> Mira Dahl<br><b>Betreff:</b> Mud</p></div><p class="MsoNormal">{SAMPLES}</p></div>',
    "Outlook on the web": f'<div>{REPLY}</div><hr tabindex="-1"><div id="divRplyFwdMsg" '
    f'dir="ltr"><font><b>From:</b> Knud Friis'
    "<br><b>Sent:</b> 03 March 2025 10:00<br><b>To:</b> Mira<br><b>Subject:</b> Mud</font><div>&nbsp;</div></div>"
    f"<div><p>{SAMPLES}</p></div>",
    "a header line in each block": f"<p>{REPLY}</p><p>De : Knud Friis &lt;k@x.example&gt;</p><p>Date : "
    f"lundi 3 mars 2025 10:00</p>"
    f"<p>À : Mira Dahl</p><p>Objet : Mud</p><p>{SAMPLES}</p>",
    "Apple Mail": f"<div>{REPLY}</div><br><blockquote type='cite'><div>On 3 Mar 2025, at 10:00, Knud Friis "
    f"&lt;k@x.example&gt; "
    f"wrote:</div><br><div>{SAMPLES}</div></blockquote>",
    "Apple Mail forward": f"<div>{REPLY}</div><div><br>Begin forwarded message:<br><blockquote "
    f"type='cite'><div><b>From: </b>"
    "Knud Friis &lt;k@x.example&gt;</div><div><b>Subject: </b><b>Mud</b></div><div><b>Date: </b>3 March "
    "2025 at 10:00</div>"
    f"<div><b>To: </b>Mira Dahl</div><br><div>{SAMPLES}</div></blockquote></div>",
    "Thunderbird": f"<p>{REPLY}</p><div class='moz-cite-prefix'>Am 03.03.25 um 10:00 schrieb Knud Friis:<br></div>"
    f"<blockquote type='cite'><p>{SAMPLES}</p></blockquote>",
    "Thunderbird forward": f"<p>{REPLY}</p><div class='moz-forward-container'><br>-------- Forwarded "
    f"Message --------<table>"
    "<tr><th>Subject: </th><td>Mud</td></tr><tr><th>Date: </th><td>Mon, 3 Mar 2025 10:00:00 "
    "+0100</td></tr><tr><th>From: </th>"
    f"<td>Knud Friis &lt;k@x.example&gt;</td></tr><tr><th>To: "
    f"</th><td>Mira</td></tr></table><br><p>{SAMPLES}</p></div>",
    "Yahoo": f"<div>{REPLY}</div><div class='yahoo_quoted'><div>On Monday, March 3, 2025 at 10:00:00 AM "
    f"GMT+1, Knud Friis "
    f"&lt;k@x.example&gt; wrote:</div><div><br></div><div>{SAMPLES}</div></div>",
}


@pytest.mark.parametrize("program", PAGES)
def test_a_page_of_a_mail_program_names_who_is_quoted(program: str) -> None:
    data = message(f"<html><body>{PAGES[program]}</body></html>", "text/html")
    found = voices(data)

    assert found[SAMPLES] == (VoiceKind.QUOTE, "Knud Friis")
    assert found[REPLY] == (VoiceKind.OWN, None)
    assert not any("10:00 AM" in words or "3 mars" in words or "orwarded" in words for words in found)


def test_messages_below_each_other_are_each_their_senders() -> None:
    rows = [HEADER_ROWS["German"], HEADER_ROWS["English"].replace("Knud Friis", "Pia Lund")]
    page = "".join(
        f"<p>{part}</p>"
        for part in (REPLY, rows[0].replace("\n", "<br>"), SAMPLES, rows[1].replace("\n", "<br>"), "I never saw it.")
    ).replace(" <k", " &lt;k")
    found = voices(message(page, "text/html"))

    assert (found[SAMPLES], found["I never saw it."]) == (
        (VoiceKind.QUOTE, "Knud Friis"),
        (VoiceKind.QUOTE, "Pia Lund"),
    )


# Parts.


def test_every_inline_text_is_read_in_its_order() -> None:
    picture = (
        'Content-Type: image/png; name="a.png"\nContent-Disposition: '
        "inline\nContent-Transfer-Encoding: base64\n\niVBORw=="
    )
    data = multipart(
        text_part("One is here."), picture, text_part("<p>Two is here.</p>", "text/html"), text_part("Three.")
    )

    assert [words for words in voices(data) if words in {"One is here.", "Two is here.", "Three."}] == [
        "One is here.",
        "Two is here.",
        "Three.",
    ]


@pytest.mark.parametrize(
    "plain", ["", " \n\u00a0", "This message is in HTML. Use a program that shows it.", "See the page."]
)
def test_the_page_is_read_where_the_plain_version_says_nothing_of_it(plain: str) -> None:
    page = text_part(f"<p>{SAMPLES}</p><p>Nobody was told of it for nine years.</p>", "text/html")
    data = multipart(text_part(plain), page, kind="alternative")

    assert SAMPLES in voices(data)
    assert plain.strip() not in voices(data)


def test_of_two_versions_that_say_the_same_one_is_read() -> None:
    data = multipart(text_part(SAMPLES), text_part(f"<p>{SAMPLES}</p>", "text/html"), kind="alternative")

    assert LOADERS[".eml"](data).text.count("mud samples") == 1


RESIGNED = "Mayor Friis resigned after fraud charges."


@pytest.mark.parametrize("lacking", ["text/plain", "text/html"])
def test_what_only_one_of_two_versions_says_is_read(lacking: str) -> None:
    words = {"text/plain": f"{SAMPLES}\n\n{REPLY}\n", "text/html": f"<p>{SAMPLES}</p><p>{REPLY}</p>"}
    other = "text/html" if lacking == "text/plain" else "text/plain"
    words[other] += f"<p>{RESIGNED}</p>" if other == "text/html" else f"\n{RESIGNED}\n"
    data = multipart(*(text_part(text, kind) for kind, text in words.items()), kind="alternative")

    assert voices(data)[RESIGNED] == (VoiceKind.OWN, None)
    assert LOADERS[".eml"](data).text.count("mud samples") == 1


def test_what_only_one_version_quotes_is_said_by_who_is_quoted() -> None:
    rows = HEADER_ROWS["English"].replace("<", "&lt;").replace("\n", "<br>")
    page = f"<p>{REPLY}</p><p>{rows}</p><p>{SAMPLES}</p><p>{RESIGNED}</p>"
    plain = f"{REPLY}\n\n{HEADER_ROWS['English']}\n\n{SAMPLES}\n"
    data = multipart(text_part(plain), text_part(page, "text/html"), kind="alternative")

    assert voices(data)[RESIGNED] == (VoiceKind.QUOTE, "Knud Friis")


def test_an_address_that_only_one_version_spells_out_makes_no_copy() -> None:
    page = f'<p>{SAMPLES}</p><p>{REPLY} <a href="https://x.example/u">More</a></p>'
    plain = f"{SAMPLES}\n\n{REPLY} More <https://x.example/u?id=9>\n"
    data = multipart(text_part(plain), text_part(page, "text/html"), kind="alternative")

    assert LOADERS[".eml"](data).text.count("next week") == 1


def test_a_long_plain_version_of_its_own_is_read() -> None:
    plain = "\n\n".join(f"Crane{n} fell and hurt person{n} near shed{n} on day{n}." for n in range(9))
    data = multipart(text_part(plain), text_part(f"<p>{SAMPLES}</p>", "text/html"), kind="alternative")

    assert {SAMPLES, "Crane8 fell and hurt person8 near shed8 on day8."} <= voices(data).keys()


@pytest.mark.parametrize(
    "line", ["From: <", 'From: "" <', "Message-ID: <[>", "From: a@[", 'To: "', f"To: {'(' * 5000}"]
)
def test_a_header_without_a_form_is_read_as_it_stands(line: str) -> None:
    name, _, words = line.partition(": ")
    loaded = LOADERS[".eml"](message(SAMPLES, head=f"{line}\n"))

    assert SAMPLES in loaded.text
    assert (f"{name}: {words}" in loaded.text) is (name in {"From", "To"})


@pytest.mark.parametrize(
    "people", ['"' * 100_000, "=?utf-8?q?J=C3=B8rgen?= <j@x.example>, " * 400], ids=["marks", "names"]
)
def test_a_header_of_any_length_is_read_in_bounded_time(people: str) -> None:
    loaded = LOADERS[".eml"](f"From: Bo Li <b@x.example>\nTo: {people}\n\n{SAMPLES}\n".encode())

    assert SAMPLES in loaded.text
    assert loaded.text.count("Jørgen <j@x.example>") == people.count("utf-8")


@pytest.mark.parametrize(
    "part",
    [
        'Content-Type: text/plain; charset="',
        "Content-Type: ;",
        "Content-Type: text/plain; name*0*=",
        "Content-Disposition: ;;",
        "Content-Disposition: inline; filename*=utf-9'",
        "Content-ID: <[>",
        "Content-Transfer-Encoding: <",
    ],
)
def test_a_part_with_damaged_headers_is_read(part: str) -> None:
    assert SAMPLES in voices(multipart(text_part(REPLY), f"{part}\n\n{SAMPLES}"))


def test_a_part_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    deep = "<div><span>" * 3000 + SAMPLES
    contents = read(multipart(text_part(REPLY), text_part(deep, "text/html")))

    assert REPLY in contents.text
    assert [what.partition(":")[0] for what in contents.partly] == ["a text"]


@pytest.mark.slow
def test_parts_beyond_the_most_are_told_once() -> None:
    contents = read(multipart(*(text_part(f"Words {n}.") for n in range(1010))))

    assert "Words 998." in contents.text
    assert contents.partly == ("its text behind the first 1,000 parts is not read",)


def test_a_message_that_is_only_a_calendar_entry_is_told() -> None:
    entry = "BEGIN:VCALENDAR\nSUMMARY:Mud\nEND:VCALENDAR"

    assert read(message(entry, "text/calendar")).partly == ("a calendar entry, which is all of its text",)
    assert read(multipart(text_part(entry, "text/calendar"))).partly == ("a calendar entry, which is all of its text",)
    assert read(multipart(text_part(REPLY), text_part(entry, "text/calendar"))).partly == ()


def test_the_row_of_a_table_is_no_quotation() -> None:
    found = voices(message("| Friis | 500 |\n\n> | Holm | 300 |\n\n| She lies.\n\n| | He lies.\n"))

    assert found == found | {
        "| Friis | 500 |": (VoiceKind.OWN, None),
        "| Holm | 300 |": (VoiceKind.QUOTE, None),
        "She lies.": (VoiceKind.QUOTE, None),
        "He lies.": (VoiceKind.QUOTE, None),
    }


def test_an_attached_message_is_its_senders_words_with_its_headers() -> None:
    inner = f"From: Knud Friis <k@x.example>\nTo: mira@norby.example\nSubject: Samples\n\n{SAMPLES}\n\n> Is it bad?\n"
    found = voices(multipart(text_part("See below."), f"Content-Type: message/rfc822\n\n{inner}"))

    assert found[SAMPLES] == (VoiceKind.QUOTE, "Knud Friis")
    assert found["Is it bad?"] == (VoiceKind.QUOTE, None)
    assert {"Samples", "From: Knud Friis <k@x.example>"} <= found.keys()


def test_a_message_inside_a_message_inside_a_message_is_read() -> None:
    innermost = "Content-Type: message/rfc822\n\nFrom: Pia Lund <p@x.example>\nSubject: x\n\nI never saw it."
    inner = f'From: Knud Friis <k@x.example>\nContent-Type: multipart/mixed; boundary="c"\n\n--c\n{innermost}\n--c--\n'
    found = voices(multipart(text_part("See below."), f"Content-Type: message/rfc822\n\n{inner}"))

    assert found["I never saw it."] == (VoiceKind.QUOTE, "Pia Lund")


def test_people_and_day_are_text_that_can_be_found() -> None:
    loaded = LOADERS[".eml"](message("Words.", head=HEAD.replace("Subject", "Cc: Bo Li <bo@x.example>\nSubject")))

    block = loaded.blocks[1]
    assert block.kind is BlockKind.CODE
    assert loaded.text[block.start : block.end].split("\n") == [
        "From: Mira Dahl <mira@norby.example>",
        "To: desk@courier.example",
        "Cc: Bo Li <bo@x.example>",
        "Date: Tue, 04 Mar 2025 09:12:00 +0100",
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_message_saved_as_a_text_file_is_read(encoding: str) -> None:
    assert REPLY in voices(message(REPLY).decode().encode(encoding))


def test_an_attached_message_that_is_encoded_like_a_file_is_read() -> None:
    inner = b64encode(f"From: Knud Friis <k@x.example>\n\n{SAMPLES}\n".encode()).decode()
    data = multipart(f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}")

    assert voices(data)[SAMPLES] == (VoiceKind.QUOTE, "Knud Friis")


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/eml", "text/plain"])
def test_a_message_that_is_attached_as_any_file_is_read(kind: str) -> None:
    inner = b64encode(f"From: Knud Friis <k@x.example>\n\n{SAMPLES}\n".encode()).decode()
    head = f'Content-Type: {kind}; name="Samples.eml"\nContent-Disposition: attachment; filename="Samples.eml"'
    data = multipart(text_part("See below."), f"{head}\nContent-Transfer-Encoding: base64\n\n{inner}")

    assert voices(data)[SAMPLES] == (VoiceKind.QUOTE, "Knud Friis")


def test_marks_of_windows_in_a_text_that_names_latin_1_are_read() -> None:
    data = HEAD.encode() + b"Content-Type: text/plain; charset=iso-8859-1\n\nSay \x93yes\x94.\n"

    assert "Say “yes”." in voices(data)


@pytest.mark.parametrize("charset", ["idna", "punycode", "undefined", "raw_unicode_escape", "utf-16", "iso-8859-1"])
def test_a_text_that_names_an_encoding_it_cannot_have_is_read(charset: str) -> None:
    data = HEAD.encode() + f"Content-Type: text/plain; charset={charset}\n\nÅsa – shut for a year.\n".encode()

    assert "Åsa – shut for a year." in voices(data)


def test_the_items_of_a_list_are_blocks_of_their_own() -> None:
    loaded = LOADERS[".eml"](message("See:\n- The wall\n- The cranes\n2. The mud"))

    items = [loaded.text[b.start : b.end] for b in loaded.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == ["- The wall", "- The cranes", "2. The mud"]


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Friis, Knud <k@x.example>", "Friis, Knud"),
        ('"Friis, Knud (Port)" <k@x.example>', "Friis, Knud (Port)"),
        ("Knud Friis [mailto:k@x.example]", "Knud Friis"),
        ("<k@x.example>", "k@x.example"),
        ("k@x.example", "k@x.example"),
        ("Knud Friis <k@x.example>, Bo Li <b@x.example>", "Knud Friis"),
    ],
)
def test_the_name_of_a_sender_is_read_as_it_is_written(stated: str, name: str) -> None:
    body = f"{REPLY}\n\nFrom: {stated}\nSent: 3 March 2025 10:00\nTo: Mira\nSubject: Mud\n\n{SAMPLES}"
    outer = LOADERS[".eml"](f"From: {stated}\nSubject: x\n\nWords.\n".encode())

    assert voices(message(body))[SAMPLES] == (VoiceKind.QUOTE, name)
    assert [field.value for field in outer.own if field.name == "author"] == [name]


# What stands in a message and is nobody's words.


@pytest.mark.parametrize(
    ("tail", "rule"),
    [
        ("-- \nMira Dahl\nHarbour office", "mail_signature"),
        ("--\nMira Dahl", "mail_signature"),
        ("Best regards,\nMira Dahl\nHarbour office\nTel. 12 34 56 78", "mail_signature"),
        ("Med venlig hilsen\nMira Dahl\nHavnekontoret", "mail_signature"),
        ("Mit freundlichen Grüßen\nMira Dahl", "mail_signature"),
        ("Cordialement,\nMira", "mail_signature"),
        ("Mira", "mail_signature"),
        ("M.", "mail_signature"),
        ("Sent from my iPhone", "mail_signature"),
        ("Envoyé de mon iPhone", "mail_signature"),
        ("Von meinem Samsung Galaxy Smartphone gesendet.", "mail_signature"),
        ("Get Outlook for Android", "mail_signature"),
        ("iPhoneから送信", "mail_signature"),
        (
            "This e-mail is confidential and intended solely for the addressee. If you have received it in "
            "error, delete it.",
            "mail_notice",
        ),
        (
            "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind "
            "oder diese E-Mail "
            "irrtümlich erhalten haben, vernichten Sie sie.",
            "mail_notice",
        ),
        ("CONFIDENTIALITY NOTICE: The contents of this message are for the recipient.", "mail_notice"),
        ("Please consider the environment before printing this e-mail.", "mail_notice"),
    ],
)
def test_what_ends_every_message_is_furniture(tail: str, rule: str) -> None:
    data = message(f"{REPLY}\n\n{tail}\n")

    assert set(furniture(data).values()) == {rule}
    assert [words for words in voices(data) if ":" not in words] == ["Mud", REPLY]


@pytest.mark.parametrize(
    "words",
    [
        "This message is confidential. Please do not tell the board who sent it.",
        "Thanks to Mira the basin was closed.",
        "Best of all was the third crane.",
        "I was sent from my post to the harbour in May.",
        "Von meinem Büro sieht man den Kai.",
        "These were absent:\nBo Li\nMira Dahl\nKnud Friis",
    ],
)
def test_a_person_who_speaks_of_such_things_is_read(words: str) -> None:
    assert furniture(message(f"{REPLY}\n\n{words}\n\nThe end is near.")) == {}


@pytest.mark.parametrize(
    "style", ["display:none", "display: none !important", "max-height:0", "max-height:0px;overflow:hidden", "opacity:0"]
)
def test_what_a_page_hides_is_furniture(style: str) -> None:
    page = f'<div style="{style}">A short look at the quay. &#847;&zwnj;&nbsp;</div><p>{SAMPLES}</p>'

    assert list(furniture(message(page, "text/html")).values()) == ["hidden"]


@pytest.mark.parametrize("words", ["Unsubscribe", "Abmelden", "Se désabonner", "Update your preferences", "退订"])
def test_the_foot_of_a_newsletter_is_furniture(words: str) -> None:
    page = f'<p>{SAMPLES}</p><p>You get this letter as a reader.<br><a href="https://x.example/u">{words}</a></p>'
    data = message(page, "text/html")

    assert list(furniture(data).values()) == ["mail_footer"]


def test_a_part_that_is_not_read_is_named_and_told() -> None:
    attached = "Content-Type: application/ms-tnef\nContent-Disposition: attachment; filename=winmail.dat\n"
    attached += f"Content-Transfer-Encoding: base64\n\n{b64encode(b'x' * 9).decode()}"
    data = multipart(text_part("See below."), attached)

    assert furniture(data) == {"Attachment, not read: winmail.dat (application/ms-tnef)": "attachment"}
    assert read(data).partly == ("attachment winmail.dat",)


def test_a_picture_inside_a_page_is_named_and_not_told() -> None:
    picture = "Content-Type: image/png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\niVBORw=="
    page = text_part(f'<p>{SAMPLES}</p><img src="cid:logo">', "text/html")
    data = multipart(page, picture, kind="related")

    assert list(furniture(data).values()) == ["attachment"]
    assert read(data).partly == ()


def test_parts_in_parts_without_end_are_bounded() -> None:
    body = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(60))
    found = furniture(f"{HEAD}{body}Content-Type: text/plain\n\nDeep.\n".encode())

    assert list(found.values()) == ["attachment"]


@pytest.mark.parametrize(
    "line",
    [
        "View this email in your browser (http://mail.watch.example/?e=31)",
        "** Unsubscribe from this list (http://mail.watch.example/unsub?u=9)",
        "Newsletter abbestellen: https://brief.example/a",
        "Voir la version en ligne <https://lettre.example/v>",
        "====================\n** Update subscription preferences (http://mail.watch.example/p)",
    ],
)
def test_links_of_a_newsletter_in_a_text_are_furniture(line: str) -> None:
    loaded = LOADERS[".eml"](message(f"{line}\n\nForty-one pairs of herons are nesting.\n\n{line}"))
    shown = [loaded.text[f.start : f.end] for f in loaded.furniture]

    assert sum(line.splitlines()[-1] in words for words in shown) == 2


@pytest.mark.parametrize(
    "line", ["You can unsubscribe at any time, she said.", "The report is here: https://watch.example/report"]
)
def test_a_sentence_about_leaving_or_with_an_address_is_content(line: str) -> None:
    loaded = LOADERS[".eml"](message(f"{line}\n\nForty-one pairs of herons are nesting."))

    assert not any(line in loaded.text[f.start : f.end] for f in loaded.furniture)


TICKET = """##- Please type your reply above this line -##

You are registered as a CC on this support request (18842).

----------------------------------------------

Ola Berg, Mar 4, 2025, 10:12 GMT:

The gritter was sold in October.

----------------------------------------------

Ida Quist, 3 March 2025 08:40 CET:

My van slid into the beck.

--------------------------------
This email is a service from Vale Roads.
"""


def test_each_comment_of_a_ticket_is_whoever_wrote_it() -> None:
    said = voices(message(TICKET))

    assert said["The gritter was sold in October."] == (VoiceKind.QUOTE, "Ola Berg")
    assert said["My van slid into the beck."] == (VoiceKind.QUOTE, "Ida Quist")
    assert not [words for words in said if "reply above" in words or "registered" in words or "service from" in words]


def test_lines_quoted_under_initials_are_whoever_wrote_them() -> None:
    body = (
        "Hello,\n\nMonday, March 3, 2025, 10:00 AM, Ida Quist wrote:\n\nIQ> The radar was dark for nine\nIQ> days.\n\n"
        "The owner sent a receipt.\n\n IQ> I steered by a lamp.\n"
    )
    said = voices(message(body))

    assert said["The radar was dark for nine days."] == (VoiceKind.QUOTE, "Ida Quist")
    assert said["I steered by a lamp."] == (VoiceKind.QUOTE, "Ida Quist")
    assert said["The owner sent a receipt."] == (VoiceKind.OWN, None)


def test_one_line_with_letters_before_a_sign_stays_what_it_is() -> None:
    assert voices(message("The rule is plain.\n\nA> b means that a is more.\n"))["A> b means that a is more."] == (
        VoiceKind.OWN,
        None,
    )


def test_a_word_that_a_program_cut_is_whole_however_deep_it_is_quoted() -> None:
    kind = "text/plain; charset=utf-8; format=flowed; delsp=yes"
    body = (
        "Die Ufer \nbefestigung fehlt.\n\nAm 06.03.2025 um 09:20 schrieb Ida Quist <iq@a.example>:\n\n"
        "> Die Wasserstands \n> meldungen fehlen seit \n>  drei Wochen.\n>> Die Pegel \n>> schreiber auch.\n-- \nOla\n"
    )
    said = voices(message(body, kind))

    assert "Die Uferbefestigung fehlt." in said
    assert said["Die Wasserstandsmeldungen fehlen seit drei Wochen."] == (VoiceKind.QUOTE, "Ida Quist")
    assert "Die Pegelschreiber auch." in said


@pytest.mark.parametrize(
    "line",
    [
        "Maud Tolley wrote on 3 March 2025 at 19:40:",
        "Maud Tolley schrieb am 3. März 2025 um 18:22:",
        "Maud Tolley a écrit le 3 mars 2025 à 18:22 :",
    ],
)
def test_who_wrote_stands_before_the_verb_where_the_day_stands_behind_it(line: str) -> None:
    said = voices(message(f"I will come.\n\n{line}\n> The lamp has been turning by day.\n"))

    assert said["The lamp has been turning by day."] == (VoiceKind.QUOTE, "Maud Tolley")
