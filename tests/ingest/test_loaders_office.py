from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from ingest.reader.process import read_contents
from ingest.records import Block, BlockKind, Loaded, OwnField, VoiceKind
from tests.ingest.office_files import container

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
FORMATS = ("docx", "odt", "rtf", "epub", "pdf", "html", "eml")
CLOSED = (
    "The council of Ford closed the lower gate on Monday night, after the river had risen by two metres within a day "
    "and engineers warned that the old hinges would not hold. Nobody was hurt, the fire brigade said, but eleven "
    "houses by the mill were emptied and their families were taken to the school on the hill."
)
BOMB = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">%s]><w:document>&j;</w:document>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
)
OUTSIDE = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]><body>&a;</body>'


def golden(suffix: str) -> Loaded:
    return LOADERS[f".{suffix}"]((GOLDEN / f"gate.{suffix}").read_bytes())


def words(loaded: Loaded, block: Block) -> str:
    return loaded.text[block.start : block.end]


def changed(suffix: str, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The golden container with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(GOLDEN / f"gate.{suffix}") as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return stream.getvalue()


@pytest.mark.parametrize("suffix", FORMATS)
def test_blocks_are_in_order_and_hold_all_of_the_text(suffix: str) -> None:
    loaded = golden(suffix)
    position = 0
    for block in loaded.blocks:
        assert loaded.text[position : block.start].strip() == ""
        assert words(loaded, block) == words(loaded, block).strip() != ""
        assert all(block.start <= start < end <= block.end for start, end in block.links)
        position = block.end
    assert loaded.text[position:] == ""


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "epub", "pdf"])
def test_one_document_has_the_same_words_in_every_format(suffix: str) -> None:
    loaded = golden(suffix)

    assert CLOSED in [words(loaded, block) for block in loaded.blocks]
    for number in range(1, 9):
        assert f"the level that the river reached at gauge {number}. The water rose" in loaded.text
    assert "See the full report." in loaded.text


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_the_parts_of_an_office_document_are_blocks_of_their_kind(suffix: str) -> None:
    loaded = golden(suffix)

    found = [(block.kind, block.level, words(loaded, block)[:24]) for block in loaded.blocks]

    assert found[:12] == [
        (BlockKind.HEADING, 1, "Council closes the lower"),
        (BlockKind.PARAGRAPH, 0, "The council of Ford clos"),
        (BlockKind.HEADING, 2, "A “grave mistake”"),
        (BlockKind.PARAGRAPH, 0, "Closing the gate was a g"),
        (BlockKind.QUOTE, 0, "“We warned of this in Ma"),
        (BlockKind.PARAGRAPH, 0, "The mayor, Mara Lindqvis"),
        (BlockKind.LIST_ITEM, 0, "The mill stands empty un"),
        (BlockKind.LIST_ITEM, 0, "The school takes in fami"),
        (BlockKind.LIST_ITEM, 0, "Day\tLevel"),
        (BlockKind.LIST_ITEM, 0, "Monday\t4.1 m"),
        (BlockKind.LIST_ITEM, 0, "Tuesday\t3.2 m"),
        (BlockKind.HEADING, 2, "The report"),
    ]
    assert words(loaded, loaded.blocks[-1]) == "The report was printed in February 2019."


@pytest.mark.parametrize(
    ("suffix", "rule"),
    [
        ("docx", "Word properties title"),
        ("odt", "ODF meta title"),
        ("rtf", "RTF information title"),
        ("epub", "EPUB package title"),
    ],
)
def test_an_office_document_says_its_title_and_author(suffix: str, rule: str) -> None:
    own = golden(suffix).own

    assert own[0] == OwnField("title", "Council closes the gate", rule)
    assert next(field.value for field in own if field.name == "author") == "Mara Lindqvist"


def test_table_cells_of_rich_text_are_a_tab_apart() -> None:
    assert "Monday\t4.1 m" in golden("rtf").text
    assert "|" not in golden("rtf").text


@pytest.mark.parametrize(
    ("suffix", "name"), [("docx", "word/document.xml"), ("odt", "content.xml"), ("epub", "META-INF/container.xml")]
)
@pytest.mark.parametrize("attack", [BOMB, OUTSIDE])
def test_entities_neither_grow_nor_fetch(suffix: str, name: str, attack: bytes) -> None:
    try:
        loaded = LOADERS[f".{suffix}"](changed(suffix, name, lambda _: attack))
    except DocumentError:
        return
    assert loaded.text == ""


@pytest.mark.parametrize(
    ("suffix", "name"), [("docx", "word/document.xml"), ("odt", "content.xml"), ("epub", "OEBPS/content.opf")]
)
def test_a_damaged_or_missing_part_is_reported(suffix: str, name: str) -> None:
    with pytest.raises(DocumentError):
        read_contents(f".{suffix}", changed(suffix, name, lambda data: data[: len(data) // 2].rstrip(b">")))


def test_a_locked_chapter_is_said() -> None:
    data = changed("epub", "toc.ncx", lambda data: data)
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("META-INF/encryption.xml", '<e><CipherReference URI="OEBPS/sections/section0001.xhtml"/></e>')

    with pytest.raises(DocumentError, match="is copy-protected"):
        LOADERS[".epub"](stream.getvalue())


def test_a_message_says_its_subject_sender_and_day() -> None:
    assert golden("eml").own == (
        OwnField("title", "Re: The lower gate – a vote", "e-mail header Subject"),
        OwnField("author", "Mara Lindqvist", "e-mail header From"),
        OwnField("published", date(2019, 2, 7), "e-mail header Date"),
    )


def test_a_quoted_reply_is_a_quotation_of_its_sender() -> None:
    loaded = golden("eml")

    assert [(words(loaded, b), b.speaker) for b in loaded.blocks if b.kind is BlockKind.QUOTE] == [
        ("Closing the gate was a grave mistake. The upper basin has no second\noutlet.", "Bo Li"),
        ("Nobody was hurt. Eleven houses were emptied.", "Ada Moss"),
    ]


def test_the_voice_of_a_quoted_reply_is_its_senders() -> None:
    contents = read_contents(".eml", (GOLDEN / "gate.eml").read_bytes())
    voices = {contents.text[s.start : s.end]: s.voice for s in contents.sentences}

    assert voices["Closing the gate was a grave mistake."].kind is VoiceKind.QUOTE
    assert voices["Closing the gate was a grave mistake."].speaker == "Bo Li"
    assert voices["Eleven houses were emptied."].speaker == "Ada Moss"
    assert voices["We vote on Thursday."].kind is VoiceKind.OWN
    assert voices["We vote on Thursday."].speaker is None


def test_signature_attachments_and_what_the_mail_program_wrote_are_furniture() -> None:
    loaded = golden("eml")

    assert [(loaded.text[f.start : f.end], f.rule) for f in loaded.furniture] == [
        ("On Wed, Feb 6, 2019 at 9:15 AM Bo Li <bo@harbour.example>\nwrote:", "mail_header"),
        ("On Tue, Feb 5, 2019, Ada Moss wrote:", "mail_header"),
        ("-- \nMara Lindqvist\nMayor of Ford", "mail_signature"),
        ("Attachment, a document of its own: gauge readings.pdf", "attachment"),
    ]


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("On Feb 6, 2019, at 9:15 AM, Bo Li <bo@x.example> wrote:", "Bo Li"),
        ('On Wed, Feb 6, 2019 "Li, Bo" <bo@x.example> wrote:', "Li, Bo"),
        ("Am 06.02.19 um 09:15 schrieb Bo Li:", "Bo Li"),
        ("Le 6 févr. 2019 à 09:15, Bo Li <bo@x.example> a écrit :", "Bo Li"),
        ("On 2019-02-06 09:15, bo@x.example wrote:", "bo@x.example"),
        ("-----Original Message-----\nFrom: Bo Li [mailto:bo@x.example]\nSent: Wednesday", "Bo Li"),
    ],
)
def test_who_is_quoted_is_read_from_the_line_above(introduction: str, speaker: str) -> None:
    mark = "" if "Original" in introduction else "> "
    message = f"Subject: x\n\nMy words.\n\n{introduction}\n\n{mark}Their words.\n"

    found = LOADERS[".eml"](message.encode())

    assert [block.speaker for block in found.blocks if words(found, block) == "Their words."] == [speaker]


def test_a_file_without_headers_is_no_message() -> None:
    with pytest.raises(DocumentError, match="has no headers of a message"):
        LOADERS[".eml"](b"Just words.\n\nAnd more.")


def test_the_line_with_which_a_mail_program_introduces_a_reply_is_nobodys_words() -> None:
    line = "On Mon, 10 Mar 2025 at 09:00, Bo Li <bo@x.example> wrote:"
    contents = read_contents(".eml", f"Subject: x\n\nMy words.\n\n{line}\n> Their words.\n".encode())

    assert [(contents.text[f.start : f.end], f.rule) for f in contents.furniture] == [(line, "mail_header")]


def test_a_line_with_which_a_person_introduces_a_quotation_stays() -> None:
    contents = read_contents(".eml", b"Subject: x\n\nOn Tuesday the council wrote to us:\n\n> Their words.\n")

    assert contents.furniture == ()


@pytest.mark.parametrize(
    ("head", "letter"), [("mac", "8e"), ("pc", "82"), ("pca", "82"), ("ansi", "e9"), ("ansi\\ansicpg1250", "e9")]
)
def test_rich_text_is_read_in_the_encoding_it_names_and_so_is_its_title(head: str, letter: str) -> None:
    source = f"{{\\rtf1\\{head}{{\\info{{\\title Caf\\'{letter} A}}}}Caf\\'{letter} is closed.}}"

    loaded = LOADERS[".rtf"](source.encode())

    assert (loaded.text, loaded.own_title) == ("Café is closed.", "Café A")


@pytest.mark.parametrize(("page", "codes"), [(10000, "8e"), (10007, "e0"), (10029, "8e")])
def test_rich_text_of_old_macintosh_programs_is_read_by_the_number_of_its_encoding(page: int, codes: str) -> None:
    encoding = {10000: "mac_roman", 10007: "mac_cyrillic", 10029: "mac_latin2"}[page]
    source = f"{{\\rtf1\\mac\\ansicpg{page}\\uc1 Caf\\'{codes} is clo\\-sed.}}"

    assert LOADERS[".rtf"](source.encode()).text == f"Caf{bytes.fromhex(codes).decode(encoding)} is closed."


def test_a_title_in_another_alphabet_is_read() -> None:
    loaded = LOADERS[".rtf"](rb"{\rtf1\ansi\ansicpg1251{\info{\title \'cc\'ee\'f1\'ea\'e2\'e0}}Words.}")

    assert loaded.own_title == "Москва"


WORD_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word(body: str) -> list[str]:
    """The sentences of a Word document with this body."""
    document = f"<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>".encode()
    contents = read_contents(".docx", changed("docx", "word/document.xml", lambda _: document))
    return [contents.text[s.start : s.end] for s in contents.sentences]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t> Hidden.</w:t></w:r>", ["Shown."]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> Not hidden.</w:t></w:r>', ["Shown.", "Not hidden."]),
        (
            '<w:fldSimple w:instr="DATE"><w:r><w:t xml:space="preserve"> In May.</w:t></w:r></w:fldSimple>',
            ["Shown.", "In May."],
        ),
        (
            "<w:r><w:t xml:space='preserve'> It is </w:t></w:r><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>",
            ["Shown.", "It is x+1"],
        ),
        (
            "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r>"
            "</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent>",
            ["Shown.", "In a box."],
        ),
    ],
)
def test_a_word_document_is_read_as_word_shows_it(inside: str, shown: list[str]) -> None:
    assert word(f"<w:p><w:r><w:t>Shown.</w:t></w:r>{inside}</w:p>") == shown


def test_a_name_with_its_time_in_word_begins_a_turn_though_it_comes_once() -> None:
    def turn(name: str, time: str, said: str) -> str:
        return (
            f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{name}</w:t></w:r>"
            f'<w:r><w:t xml:space="preserve">   {time}</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>{said}</w:t></w:r></w:p>'
        )

    turns = turn("Ann Holt", "0:04", "Shall we begin?") + turn("Bo Friis", "0:12", "Yes.")
    document = f"<w:document {WORD_NAMES}><w:body>{turns}{turn('Ann Holt', '0:20', 'Good.')}</w:body></w:document>"
    contents = read_contents(".docx", changed("docx", "word/document.xml", lambda _: document.encode()))

    said = [s.voice.speaker for s in contents.sentences if s.voice.kind is VoiceKind.QUOTE]
    assert said == ["Ann Holt", "Bo Friis", "Ann Holt"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="InternalNote"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Draft"><w:basedOn w:val="InternalNote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Told"><w:basedOn w:val="Draft"/>'
    '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="SourceMark"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Later"><w:basedOn w:val="Draft"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
)


@pytest.mark.parametrize(
    ("style", "run", "shown"),
    [
        ("InternalNote", "", ["Shown."]),
        ("Draft", "", ["Shown."]),
        ("Later", "", ["Shown."]),
        ("Told", "", ["Shown.", "Our source is the clerk."]),
        ("Round", "", ["Shown.", "Our source is the clerk."]),
        ("Unknown", "", ["Shown.", "Our source is the clerk."]),
        ("Normal", '<w:rStyle w:val="SourceMark"/>', ["Shown."]),
        ("InternalNote", '<w:vanish w:val="0"/>', ["Shown.", "Our source is the clerk."]),
    ],
)
def test_a_word_document_has_no_words_that_a_style_hides(style: str, run: str, shown: list[str]) -> None:
    body = (
        f'<w:p><w:r><w:t>Shown.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r><w:rPr>{run}</w:rPr><w:t>Our source is the clerk.</w:t></w:r></w:p>"
    )
    parts = {
        "word/document.xml": f"<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>".encode(),
        "word/styles.xml": f"<w:styles {WORD_NAMES}>{STYLES}</w:styles>".encode(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(GOLDEN / "gate.docx") as old, zipfile.ZipFile(stream, "w") as new:
        for part in {*old.namelist(), *parts}:
            new.writestr(part, parts.get(part) or old.read(part))
    contents = read_contents(".docx", stream.getvalue())

    assert [contents.text[s.start : s.end] for s in contents.sentences] == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"paid {\deleted two }{\revised three} million", "paid three million"),
        (r"Nobody {\v secretly \u233? }knew", "Nobody knew"),
        (r"Nobody \v secretly \v0 knew", "Nobody knew"),
        (r"Nobody {\b knew\v  it}", "Nobody knew"),
    ],
)
def test_rich_text_has_no_deleted_or_hidden_words(source: str, shown: str) -> None:
    assert LOADERS[".rtf"](rf"{{\rtf1\ansi {source}\par}}".encode()).text == shown


def epub(*chapters: str, creators: str = "") -> Loaded:
    """A book of these chapters."""
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    names = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    parts = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        "b.opf": f"<package {names}><metadata>{creators}</metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>",
    }
    parts |= {f"c{n}.xhtml": f"<html><body>{chapter}</body></html>" for n, chapter in enumerate(chapters)}
    return LOADERS[".epub"](container(parts))


def test_all_authors_of_a_book_are_its_authors() -> None:
    found = epub("<p>Words.</p>", creators="<dc:creator>Anna Holm</dc:creator><dc:creator>Lars Bek</dc:creator>")

    assert [field.value for field in found.own if field.name == "author"] == ["Anna Holm, Lars Bek"]


def test_a_part_of_a_book_that_is_only_a_picture_is_told_unless_it_is_the_cover() -> None:
    assert epub("<img src=a>", "<p>Words.</p>", "<img src=b>").partly == ("part 3: a picture without text",)


def test_a_book_of_pictures_is_refused_with_a_next_step() -> None:
    with pytest.raises(DocumentError, match="only pictures"):
        epub("<img src=a>", "<img src=b>")


def test_hidden_text_and_comments_of_an_open_document_are_no_content() -> None:
    names = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "style"))
    content = (
        f'<office:document-content {names}><office:automatic-styles><style:style style:name="T1">'
        '<style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body><office:text>'
        '<text:p>Shown.<text:span text:style-name="T1"> Hidden.</text:span><office:annotation><text:p>A comment.'
        "</text:p></office:annotation> Kept.</text:p></office:text></office:body></office:document-content>"
    )

    assert LOADERS[".odt"](container({"content.xml": content})).text == "Shown. Kept."


# What of a document is no text, and notes that stand apart.

DOCUMENTS = GOLDEN.parent / "documents"
"""`picture.docx` and `picture.odt`: LibreOffice's, with a picture of 16 by 12 cm and a logo of 1 cm."""


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_large_pictures_in_a_text_are_told_and_logos_are_not(suffix: str) -> None:
    contents = read_contents(suffix, (DOCUMENTS / f"picture{suffix}").read_bytes())

    assert (contents.text, contents.partly) == (
        "Quay\n\nThe quay sank.\n\nNobody was told.",
        ("1 picture in the text",),
    )


@pytest.mark.parametrize(
    ("pictures", "told"),
    [
        (r"{\pict\picwgoal5000\pichgoal4000\pngblip 89}", ("1 picture in the text",)),
        (r"{\pict\picwgoal1000\pichgoal4000\pngblip 89}", ()),
        (r"{\pict\picscalex20\picscaley20\picwgoal5000\pichgoal4000\pngblip 89}", ()),
        (
            r"{\*\shppict{\pict\picwgoal5000\pichgoal4000\pngblip 89}}"
            r"{\nonshppict{\pict\picwgoal5000\pichgoal4000\wmetafile8 89}}"
            r"{\pict\picwgoal9000\pichgoal4000\jpegblip 89}",
            ("2 pictures in the text",),
        ),
    ],
)
def test_large_pictures_in_rich_text_are_told_once(pictures: str, told: tuple[str, ...]) -> None:
    assert LOADERS[".rtf"](rf"{{\rtf1\ansi The quay sank.{pictures}\par}}".encode()).partly == told


def test_notes_of_rich_text_stand_at_the_end() -> None:
    loaded = LOADERS[".rtf"](
        rb"{\rtf1\ansi The quay sank.{\super\chftn}{\footnote \pard\plain {\super\chftn} Survey, page {\i 3}.} Nobody "
        rb"was told.{\*\footnote\ftnalt See the minutes.}\par Second paragraph.\par}"
    )

    assert [words(loaded, block) for block in loaded.blocks] == [
        "The quay sank. Nobody was told.",
        "Second paragraph.",
        "Survey, page 3.",
        "See the minutes.",
    ]
