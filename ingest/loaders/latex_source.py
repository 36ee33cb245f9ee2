"""The source of a LaTeX document before it is read: without comments, its own macros written out, its letters whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping

from ingest.lexicon import row
from ingest.loaders.latex_characters import ACCENTS, COMMANDS
from ingest.loaders.raised import POWERS

VERBATIM = row("verbatim verbatim* Verbatim lstlisting minted alltt")
UNSEEN = row("comment filecontents filecontents* tikzpicture picture CCSXML")
"""Environments of code, and those of which nothing is printed, or nothing in words."""

ARGUMENTS = re.compile(r"(?:\[[^\]\n]{0,300}\])?(?:\{[^{}\n]{0,60}\})?")
NEVER_TRUE, ELSE = "\\iffalse", "\\else"
END_OF_CONDITION = re.compile(r"\\fi(?![a-zA-Z])")
ENVIRONMENT = re.compile(r"\\(begin|end)\{([a-zA-Z]{1,40}\*?)\}")
VERB = re.compile(r"\\(?:verb|lstinline)\*?(?P<mark>[^\s\w*{}\\\0])(?P<code>[^\n\0]{0,500}?)(?P=mark)")
ADDRESS = re.compile(r"\\(?:url|href|path)\{[^{}\n]{1,900}\}")
COMMENT = re.compile(r"(?<!\\)((?:\\\\){0,9})%[^\n]*(?:\n[ \t]*(?=\S))?")
DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand\*?|def|DeclareRobustCommand)[ ]?\{?\\(?P<name>[a-zA-Z]{1,40})\}?"
    r"(?P<more>(?:\[[^\]\n]{0,60}\]|#\d){0,9})[ ]?(?=\{)"
)
MACRO = re.compile(r"\\([a-zA-Z]{1,40})(?![a-zA-Z@])(?:\{\}|[ \t]*)")
BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
LONGEST_MACRO = 200
"""Characters of a macro that is put in the place of its name. Raised, a hostile file becomes longer."""

ACCENT = re.compile(
    r"(?P<before>[aeiouyAEIOUY])?(?<!\\)\\(?:(?P<sign>['`^\"~=.])[ ]?|(?P<letter>[cvuHkrdb])(?:[ ](?=\w)|(?=\{)))"
    r"(?:\{\\?(?P<inside>[^\W\d_]{1,2})\}|\\(?P<dotless>[ij])(?![a-zA-Z])(?:\{\}|[ ])?|(?P<bare>[^\W\d_]))"
)
GERMAN = re.compile(r"\\usepackage(?:\[[^\]\n]{0,200}german[^\]\n]{0,200}\]\{babel\}|\{n?german\})")
UMLAUT = re.compile(r"(?<!\\)\"([aouAOUs])")
UMLAUTS = dict(zip("aouAOUs", "äöüÄÖÜß", strict=True))
"""What German documents write for letters: "\"u"."""

FORMULA = re.compile(r"(?<!\\)\$(?!\$)([^$\n\0]{1,300}(?:\n[^$\n\0]{1,300})?)(?<!\\)\$")
RAISED = re.compile(r"\^(?:\{\\circ\}|\\circ(?![a-zA-Z]))|\^(?:\{([\d+n-]{1,8})\}|(\d))")
OPERATOR = re.compile(
    r"[ ]{0,9}\\(times|div|pm|approx|sim|leq?|geq?|neq?|to|rightarrow|Rightarrow)(?![a-zA-Z])[ ]{0,9}"
)
IN_FORMULA = re.compile(r"\{([.,])\}|[_^](?=[\w{\\])|(?<=\d)\\[!](?=\d)")


def braces(text: str) -> dict[int, int]:
    """Where each group ends, by where it begins; a brace without its other half is in none."""
    found, opened = dict[int, int](), list[int]()
    for brace in BRACES.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            found[opened.pop()] = brace.start()
    return found


def environments(text: str) -> dict[int, int]:
    """Where each environment ends, by where its words begin."""
    found, opened = dict[int, int](), list[tuple[str, int]]()
    open_names = Counter[str]()
    for edge in ENVIRONMENT.finditer(text):
        if edge[1] == "begin":
            opened.append((edge[2], edge.end()))
            open_names[edge[2]] += 1
        elif open_names[edge[2]]:
            name = ""
            while name != edge[2]:
                name, begins = opened.pop()
                open_names[name] -= 1
                found[begins] = edge.start()
    return found


def prepared(text: str) -> tuple[str, list[str]]:
    """The source without comments, and the code in it, for which its number stands between two zero characters."""
    code = list[str]()

    def hold(words: str) -> str:
        code.append(words)
        return f"\0{len(code) - 1}\0"

    for name in VERBATIM:
        text = _cut(text, name, lambda inside: f"\n\n{hold(ARGUMENTS.sub('', inside, count=1))}\n\n")
    text = VERB.sub(lambda found: hold(found["code"]), text)
    text = ADDRESS.sub(lambda found: found[0].replace("\\%", "%").replace("%", "\\%"), text)
    text = COMMENT.sub(r"\1", text)
    for name in UNSEEN:
        text = _cut(text, name, lambda _: "")
    text = _with_macros(_without_conditions(text))
    if GERMAN.search(text):
        text = UMLAUT.sub(lambda found: UMLAUTS[found[1]], text)
    return FORMULA.sub(_formula, ACCENT.sub(_letter, text)), code


def _cut(text: str, name: str, put: Callable[[str], str]) -> str:
    """The source with something else in the place of each environment of this name."""
    opening, closing = f"\\begin{{{name}}}", f"\\end{{{name}}}"
    first, *others = text.split(opening)
    parts = [first]
    for other in others:
        inside, ended, rest = other.partition(closing)
        parts += [put(inside), rest] if ended else [opening, other]
    return "".join(parts)


def _without_conditions(text: str) -> str:
    """The source without what is printed under no condition."""
    first, *others = text.split(NEVER_TRUE)
    parts = [first]
    for other in others:
        end = END_OF_CONDITION.search(other)
        hidden = other[: end.start()] if end else other
        parts += [hidden.partition(ELSE)[2], other[end.end() :] if end else ""]
    return "".join(parts)


def _with_macros(text: str) -> str:
    """The source with the document's own short macros in the place of their names, and without the definitions."""
    ends, macros, parts, at = braces(text), dict[str, str](), list[str](), 0
    for found in DEFINITION.finditer(text):
        end = ends.get(found.end())
        if end is None or found.start() < at:
            continue
        body = text[found.end() + 1 : end]
        if not found["more"] and len(body) <= LONGEST_MACRO and found["name"] not in COMMANDS:
            macros[found["name"]] = body.replace("\\xspace", "")
        parts.append(text[at : found.start()])
        at = end + 1
    text = "".join([*parts, text[at:]])
    return MACRO.sub(lambda name: _macro(name, macros), text) if macros else text


def _macro(found: re.Match[str], macros: Mapping[str, str]) -> str:
    """What stands for the macro, with the space behind it, which its author would see as missing."""
    if found[1] not in macros:
        return found[0]
    behind = found[0][len(found[1]) + 1 :]
    return macros[found[1]] + ("" if behind == "{}" else behind)


def _letter(found: re.Match[str]) -> str:
    """The letter with its accent; one that no such letter exists for is that of the vowel before, as people mistype."""
    base, before = found["inside"] or found["dotless"] or found["bare"], found["before"] or ""
    accent = ACCENTS[found["sign"] or found["letter"]]
    letter, other = (unicodedata.normalize("NFC", one + accent) for one in (base[0], before))
    if before and len(letter) > 1 and len(other) == 1:
        return other + base
    return before + letter + base[1:]


def _formula(found: re.Match[str]) -> str:
    """The characters of a formula in a line, as far as a line can have them."""
    raised = RAISED.sub(lambda one: (one[1] or one[2] or "").translate(POWERS) or "°", found[1])
    return IN_FORMULA.sub(r"\1", OPERATOR.sub(r" \\\1{} ", raised)).strip()
