from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.arrangements import matrix, paragraphs
from answer.exports.as_csv import check_as_csv
from answer.exports.as_html import MOST_OF_A_KIND, check_as_html
from answer.exports.as_markdown import check_as_markdown
from answer.exports.embedded_receipts import read_receipts
from answer.records import Check, ClaimCheck, Finding, Flag, FlagKind, KindFinding, Verdict
from answer.wording import summarise_claim
from index.records import DocumentLabel, Evidence
from ingest.records import Source, Voice, VoiceKind

HEADER = (
    "claim,start,end,summary,kind,document,title,publisher,published,verdict,score,flags,evidence,evidence_start,"
    "evidence_end,voice,sha256,page,kind_verdict,kind_origins,kind_at_least,receipts"
)
HOSTILE = '<script>alert(1)</script> & "quotes" | [link](javascript:x) =1+1'


def finding(
    kind: str, verdict: Verdict, title: str = "River", published: date | None = None, voice: Voice | None = None
) -> Finding:
    label = DocumentLabel(f"{kind}/{title}.txt", f"sha of {title}", Source(kind, title, published=published))
    evidence = None if verdict is Verdict.NOT_FOUND else Evidence(0, len(title), title, voice or Voice())
    flags = (Flag(FlagKind.NUMBER, "98", "90"),) if verdict is Verdict.DIFFERS else ()
    return Finding(label, verdict, 0.5, evidence, None, flags)


def claim(text: str, start: int, *findings: Finding, dates: tuple[date, date] | None = None) -> ClaimCheck:
    kinds = tuple(
        KindFinding(one.document.source.kind, one.verdict, 1, int(one.verdict is not Verdict.NOT_FOUND), 1, one)
        for one in findings
    )
    return ClaimCheck(text, start, start + len(text), summarise_claim(kinds, findings, dates), kinds, findings, dates)


def checked(*claims: ClaimCheck) -> Check:
    kinds = tuple(dict.fromkeys(kind.kind for one in claims for kind in one.kinds))
    return Check("draft", kinds, claims, 1, "fake", datetime(2026, 11, 21, tzinfo=UTC))


CHECK = checked(
    claim("Both say it.", 0, finding("reporting", Verdict.SUPPORTS), finding("commentary", Verdict.VERBATIM)),
    claim("One says it.", 20, finding("reporting", Verdict.DIFFERS), finding("commentary", Verdict.SUPPORTS)),
    claim("Nobody says it.", 40, finding("reporting", Verdict.NOT_FOUND), finding("commentary", Verdict.RELATED)),
)


def test_what_no_reporting_or_official_source_supports_comes_first() -> None:
    table = matrix(CHECK)

    assert [row.claim.text for row in table.rows] == ["Nobody says it.", "One says it.", "Both say it."]
    assert [label.source.kind for label in table.documents] == ["reporting", "commentary"]
    assert [cell and cell.verdict for cell in table.rows[0].cells] == [None, Verdict.RELATED]


@pytest.mark.parametrize(
    ("findings", "dates", "expected"),
    [
        (
            [finding("reporting", Verdict.NOT_FOUND, "Gate"), finding("commentary", Verdict.SUPPORTS)],
            None,
            "Only commentary supports this (1 document). 0 of 1 reporting documents; nearest: “Gate”.",
        ),
        (
            [finding("reporting", Verdict.DIFFERS, "Gate")],
            None,
            "No clear support found. 0 of 1 reporting documents; “Gate” differs in number.",
        ),
        (
            [finding("reporting", Verdict.SUPPORTS), finding("commentary", Verdict.VERBATIM)],
            None,
            "Reporting (1 document) and commentary (1 document) support this.",
        ),
        (
            [finding("reporting", Verdict.SUPPORTS, published=date(2018, 1, 1))],
            (date(2019, 1, 1), date(2019, 12, 31)),
            "Reporting (1 document) supports this. All support is older than the date in the claim.",
        ),
        (
            [finding("reporting", Verdict.SUPPORTS, published=date(2019, 6, 1))],
            (date(2019, 1, 1), date(2019, 12, 31)),
            "Reporting (1 document) supports this.",
        ),
        (
            [finding("reporting", Verdict.SUPPORTS, voice=Voice(VoiceKind.QUOTE))],
            None,
            "Reporting (1 document) supports this. All support is quoted or paraphrased.",
        ),
    ],
)
def test_the_line_says_who_supports_a_claim_and_who_does_not(
    findings: list[Finding], dates: tuple[date, date] | None, expected: str
) -> None:
    assert claim("A claim.", 0, *findings, dates=dates).summary == expected


def test_a_csv_says_how_many_origins_say_so_at_least() -> None:
    one = claim("A claim.", 0, finding("reporting", Verdict.SUPPORTS))
    more = replace(one, kinds=(replace(one.kinds[0], at_least=True),))

    for made, expected in ((one, ""), (more, "yes")):
        [line] = csv.DictReader(io.StringIO(check_as_csv(checked(made)), newline=""))
        assert (line["kind_verdict"], line["kind_origins"], line["kind_at_least"]) == ("supports", "1", expected)


def test_a_csv_has_a_line_for_each_document_that_has_anything() -> None:
    lines = list(csv.reader(io.StringIO(check_as_csv(CHECK), newline="")))

    assert ",".join(lines[0]) == HEADER
    assert [(line[0], line[4], line[9]) for line in lines[1:]] == [
        ("Nobody says it.", "commentary", "related"),
        ("One says it.", "reporting", "differs"),
        ("One says it.", "commentary", "supports"),
        ("Both say it.", "reporting", "supports"),
        ("Both say it.", "commentary", "verbatim"),
    ]
    assert {len(line) for line in lines} == {22}


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "\n="]), st.text(max_size=20))
def test_no_cell_of_a_csv_is_a_formula(start: str, text: str) -> None:
    made = checked(claim(f"{start}{text}", 0, finding("reporting", Verdict.SUPPORTS, f"{start}{text}")))

    for line in list(csv.reader(io.StringIO(check_as_csv(made), newline="")))[1:]:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in line)


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or (value or "").startswith("javascript") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_shows_a_documents_words_and_never_runs_them() -> None:
    parser = Tags()

    parser.feed(check_as_html(checked(claim(HOSTILE, 0, finding("reporting", Verdict.DIFFERS, HOSTILE)))))

    assert HOSTILE in parser.text
    assert not parser.tags & {"script", "img", "iframe", "link"}


def test_a_page_has_a_letter_for_each_cell_and_opens_offline() -> None:
    page = check_as_html(CHECK)

    assert page.count('class="letter S"') == 2 * 2 + 1
    assert "prefers-color-scheme: dark" in page
    assert "http:" not in page.replace("http-equiv", "")
    assert "https:" not in page


def of_many(verdict: Verdict, count: int) -> ClaimCheck:
    found = [finding("reporting", verdict, f"River {number}") for number in range(count)]
    return replace(claim("It rained.", 0, *found), kinds=(claim("", 0, found[0]).kinds))


@pytest.mark.parametrize(
    ("findings", "quotes"),
    [
        ([finding("reporting", Verdict.SUPPORTS, "Yes"), finding("commentary", Verdict.RELATED, "Near")], ["Yes"]),
        ([finding("reporting", Verdict.DIFFERS, "No"), finding("commentary", Verdict.SUPPORTS, "Yes")], ["No", "Yes"]),
        ([finding("reporting", Verdict.RELATED, "Near"), finding("official", Verdict.RELATED, "Off")], ["Near", "Off"]),
        ([finding("reporting", Verdict.NOT_FOUND, "Far")], []),
    ],
)
def test_a_page_quotes_what_supports_or_differs_and_else_the_closest_of_each_kind(
    findings: list[Finding], quotes: list[str]
) -> None:
    page = check_as_html(checked(claim("It rained.", 0, *findings)))

    assert re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page) == quotes
    assert [one.exact for one in read_receipts(page)] == quotes


def test_of_many_quotes_of_a_kind_a_page_has_the_first_and_says_how_many_more_there_are() -> None:
    page = check_as_html(checked(of_many(Verdict.SUPPORTS, MOST_OF_A_KIND + 3)))

    assert page.count("<blockquote") == MOST_OF_A_KIND
    assert "3 more in the other forms." in page


def test_a_page_has_the_whole_draft_in_its_order_with_each_sentence_leading_to_its_quotes() -> None:
    draft = "A headline\n\nIt rained. — The gate is <open>.\n\n\n"
    claims = [claim(said, draft.index(said)) for said in ("It rained.", "The gate is <open>.")]
    page = check_as_html(replace(checked(*claims), draft=draft))

    [shown] = re.findall(r'<section class="draft">(.*?)</section>', page)
    assert re.findall(r"<p[^>]*>(.*?)</p>", re.sub(r"<span.*?</span>|</?a[^>]*>", "", shown)) == [
        "A headline",
        "It rained. — The gate is &lt;open&gt;.",
    ]
    assert [place for place in re.findall(r'href="#(\w+)"', shown) if f'<section id="{place}"' not in page] == []


@given(st.lists(st.sampled_from(["It rained.", " ", "\n", "\n\n", "–", "\n \n", "“So.”"]), max_size=12))
def test_nothing_of_a_draft_is_left_out_of_its_paragraphs_but_white_space(parts: list[str]) -> None:
    draft, claims, at = "".join(parts), [], 0
    for part in parts:
        claims += [claim(part, at)] if part == "It rained." else []
        at += len(part)
    pieces = [piece for paragraph in paragraphs(replace(checked(*claims), draft=draft)) for piece in paragraph]

    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(draft.split())
    assert [piece.claim for piece in pieces if piece.claim is not None] == list(range(len(claims)))


def test_markdown_has_the_matrix_and_escapes_what_would_be_markup() -> None:
    text = check_as_markdown(checked(claim(HOSTILE, 0, finding("reporting", Verdict.SUPPORTS, HOSTILE))))

    assert "<script>" not in text.replace("\\<", "")
    assert "[link](" not in text
    assert "| S |" in text
    assert text.startswith("# Check\n")


def test_a_check_that_finds_nothing_can_be_written_in_every_form() -> None:
    made = checked(claim("Nobody says it.", 0, finding("reporting", Verdict.NOT_FOUND)))

    assert "not found" in check_as_csv(made)
    assert "Nobody says it" in check_as_markdown(made)
    assert "No match in these documents." in check_as_html(made)
