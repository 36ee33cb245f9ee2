"""LaTeX is read as it is printed."""

from __future__ import annotations

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from tests.ingest.loaders.light import CODE, HEADING, ITEM, PARAGRAPH, QUOTE, blocks, own, quoted


def body(markup: str) -> str:
    return (
        f"\\documentclass[11pt]{{article}}\n\\usepackage{{x}}\n\\begin{{document}}\n{markup}\n\\end{{document}}\nafter"
    )


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        (r"a \textbf{bold}, \emph{slanted \textit{twice}} and {\large big} word", "a bold, slanted twice and big word"),
        (r"``Not `so' safe,'' he said; it's hers", "“Not ‘so’ safe,” he said; it’s hers"),
        (r"\enquote{Not \enquote{so} safe}", "“Not “so” safe”"),
        (r"He came -- late --- in 1914--1918\ldots\ and 1\,000~kg", "He came – late — in 1914–1918… and 1 000 kg"),
        (
            r"caf\'e, M\"{u}ller, \v{C}apek, gar\c con, \O re, \ss{} na\"\i ve, \'Elan",
            "café, Müller, Čapek, garçon, Øre, ß naïve, Élan",
        ),
        (r"100\% of \$5 \& \#1 a\_b \{x\}", "100% of $5 & #1 a_b {x}"),
        (r"It sank.\footnote{Log of \emph{the} ship, p.~4.} He wrote\footnote{No.}, late", "It sank. He wrote, late"),
        (r"See Section~\ref{sec:a}, \cite[p.~4]{b} and \citep{c}.", "See Section, and."),
        (
            r"According to \citet{moe01}, it leaks. \textcite[see][12]{lund_9} argues it does not.",
            "According to [moe01], it leaks. [lund_9] argues it does not.",
        ),
        (
            r"\href{https://a.example/b%20c}{A page} and \url{https://a.example/b_c%20d}",
            "A page and https://a.example/b_c%20d",
        ),
        ("one % hidden\n  two\n% hidden too\nthree", "one two three"),
        (r"$3 \times 10^{6}$ at 20$^\circ$C and $x_1 \leq 4$", "3 × 10⁶ at 20°C and x1 ≤ 4"),
        (r"\textcolor{red}{Red} \todo{ask him}\index{gate}\label{x}words\vspace{1em}", "Red words"),
        (r"\verb|a_b %c| and \LaTeX{} or \TeX.", "a_b %c and LaTeX or TeX."),
        (r"\glqq Nein\grqq{} und \og non\fg", "„Nein“ und « non »"),
        (r"one\\two \newline three", "one\ntwo three"),
        (r"\SI{5}{\kilo\metre} and \qty[x=y]{20}{\celsius}, \num{12}", "5 km and 20 °C, 12"),
        (r"\unknown{words} and \unknown[x]{more}", "words and more"),
        ("\\newcommand{\\hm}{harbour master}\nThe \\hm{} and the \\hm.", "The harbour master and the harbour master."),
        ("\\newcommand{\\who}[1]{\\textbf{#1}}The \\who{keeper}", "The keeper"),
        (r"\iffalse hidden \else shown \fi words", "shown words"),
    ],
)
def test_the_text_is_what_a_reader_sees(markup: str, seen: str) -> None:
    assert blocks(".tex", body(markup))[0] == (PARAGRAPH, seen)


def test_each_part_of_a_page_is_a_block_of_its_kind() -> None:
    markup = (
        "\\chapter{One}\\label{a}\\section*{Part \\emph{two}}\nSaid\nhere.\n\n\\begin{itemize}\n\\item one\n more\n"
        "\\item two\n\\begin{enumerate}\\item three\\end{enumerate}\\end{itemize}\\begin{description}\\item[term] what"
        "\\end{description}\n\\begin{verbatim}\nx % y\n  z\n\\end{verbatim}\n"
        "\\begin{equation}\\label{e}a=b\\end{equation}\n"
        "\\begin{figure}[h]\\includegraphics[width=3cm]{x.png}\\caption[s]{The gate.}\\end{figure}\nEnd"
    )

    assert blocks(".tex", body(markup)) == [
        (HEADING, "One"),
        (HEADING, "Part two"),
        (PARAGRAPH, "Said here."),
        (ITEM, "one more"),
        (ITEM, "two"),
        (ITEM, "three"),
        (ITEM, "term\twhat"),
        (CODE, "x % y\n  z"),
        (CODE, "\\label{e}a=b"),
        (PARAGRAPH, "The gate."),
        (PARAGRAPH, "End"),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "% his name stays out",
        "\\todo[inline]{ask \\emph{him}}",
        "\\begin{comment}\nCut this.\n\nAnd this.\n\\end{comment}",
        "\\iffalse\nCut this.\n\\fi",
        "\\input{secret}",
        "\\include{secret}",
        "\\begin{tikzpicture}\\node{x};\\end{tikzpicture}",
        "\\bibliography{refs}",
        "\\setlength{\\parindent}{0pt}",
        "\\newcommand{\\x}{secret}",
        "\\maketitle",
    ],
)
def test_what_is_not_printed_is_not_read(markup: str) -> None:
    assert blocks(".tex", body(f"Before.\n\n{markup}\n\nBehind.")) == [(PARAGRAPH, "Before."), (PARAGRAPH, "Behind.")]


def test_a_table_is_read_by_rows() -> None:
    table = "\\begin{tabular}{l|r}\n\\hline\nDay & \\textbf{Level} \\\\ \\hline\nMon & 4.1~m \\\\[2pt]\n\\end{tabular}"

    assert blocks(".tex", body(table)) == [(ITEM, "Day\tLevel"), (ITEM, "Mon\t4.1 m")]


@pytest.mark.parametrize(
    "quotation",
    [
        "\\begin{quote}\nWe measured nothing.\n\nIt was cold.\\\\\n--- Knud Friis, keeper\n\\end{quote}",
        "\\begin{quotation}We measured nothing. It was cold.\n\n\\hfill --- \\textsc{Knud Friis}\\end{quotation}",
        "\\begin{displayquote}[Knud Friis, in May]\nWe measured nothing.\nIt was cold.\n\\end{displayquote}",
        "\\blockquote[Knud Friis]{We measured nothing. It was cold.}",
        "\\epigraph{We measured nothing. It was cold.}{Knud Friis, \\textit{Letters}}",
    ],
)
def test_a_quotation_is_of_whom_it_is_credited_to(quotation: str) -> None:
    assert quoted(".tex", body(f"Before it.\n\n{quotation}\n\nBehind it.")) == [
        ("We measured nothing.", "Knud Friis"),
        ("It was cold.", "Knud Friis"),
    ]


def test_a_quotation_goes_on_behind_one_inside_it() -> None:
    markup = "\\begin{quote}One.\n\\begin{quote}Two.\\end{quote}\nThree.\\end{quote}\nFour."

    assert [kind for kind, _ in blocks(".tex", body(markup))] == [QUOTE, QUOTE, QUOTE, PARAGRAPH]


def test_a_paragraph_in_marks_names_its_speaker() -> None:
    markup = "``Nobody had tasted salt for nine\nyears,'' wrote Josse~Merkel, the bailiff."

    assert [speaker for _, speaker in quoted(".tex", body(markup))] == ["Josse Merkel"]


def test_notes_stand_at_the_end() -> None:
    markup = "It sank\\footnote{Log,\n\np. 4.} in\\endnote[2]{See \\url{https://a.example}.} May."

    assert [words for _, words in blocks(".tex", body(markup))] == [
        "It sank in May.",
        "Log, p. 4.",
        "See https://a.example.",
    ]


def test_the_preamble_says_what_the_document_is() -> None:
    head = (
        "\\title[Short]{The \\emph{gate}:\\\\ a history\\thanks{Paid.}}"
        "\\author{Ann Lee\\\\A desk \\and Bo Falk}\\date{14 January 2025}\n"
    )

    assert own(".tex", head + body("Text.")) == {
        "title": "The gate: a history",
        "author": "Ann Lee, Bo Falk",
        "published": "2025-01-14",
    }


def test_a_date_that_is_that_of_printing_is_none() -> None:
    assert "published" not in own(".tex", "\\date{\\today}" + body("Text."))


def test_a_file_without_a_preamble_is_read_whole() -> None:
    assert blocks(".tex", "\\section{Part}\nText.") == [(HEADING, "Part"), (PARAGRAPH, "Text.")]


def test_a_file_that_would_be_included_is_told() -> None:
    assert LOADERS[".tex"](body("Text. \\input{/etc/passwd}").encode()).partly == ("1 file that it includes",)


@pytest.mark.parametrize(
    "markup", ["{" * 9_000, "}" * 9_000, "\\begin{quote}", "\\end{quote} a", "\\footnote{a", "a \\", "$ a", "\\["]
)
def test_what_is_left_open_does_no_harm(markup: str) -> None:
    assert ("Behind.") in LOADERS[".tex"](f"Before. {markup}\n\nBehind.".encode()).text


@pytest.mark.parametrize(
    "crossing", ["\\begin{quote}\\footnote{\\end{quote}_}", "\\footnote{\\begin{quote}}_\\end{quote}", "\\[{_\\]}"]
)
def test_an_environment_and_an_argument_that_cross_are_read_once(crossing: str) -> None:
    before, behind = crossing.split("_")

    assert LOADERS[".tex"]((before * 30 + "sank" + behind * 30).encode()).text.count("sank") == 1


@pytest.mark.parametrize("command", ["\\enquote{", "\\footnote{", "\\section{", "\\begin{quote}"])
def test_commands_that_are_nested_too_deep_are_refused(command: str) -> None:
    ends = "\\end{quote}" if "quote}" in command else "}"

    with pytest.raises(DocumentError, match="nested too deep"):
        LOADERS[".tex"]((command * 200 + "a" + ends * 200).encode())
