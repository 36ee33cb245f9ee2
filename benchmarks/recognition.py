"""Pages that are only pictures: how many of their words are read right and in order, and how long a page takes.

    python -m benchmarks.recognition [--json]

Typeset pages of `tests/golden/typeset` are drawn, turned, blurred and strewn with noise, as scanners do, and read by
the real reader; beside each stands the text that it was made from.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np
import pypdfium2
from cydifflib import SequenceMatcher
from PIL import Image, ImageFilter

from ingest.reader.recognition import read_pictures
from ingest.reading import contents_of
from ingest.records import lowest

FOLDER = Path(__file__).parents[1] / "tests" / "golden" / "typeset"
WORD = re.compile(r"[^\W\d_]+|\d+")
AROUND = 5
"""Words that may stand inside a sentence without being of it. Raised, woven columns count as right."""

GREY, SPREAD = 20.0, 255.0
"""The usual strength of the noise in grey values, and the brightest of these."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A file whose pages are drawn, and what the scanner does to them."""

    name: str
    dots_per_inch: int = 200
    degrees: float = 0.0
    blur: float = 0.0
    noise: float = 0.0


SCANS = (
    Scan("latex_columns", degrees=0.5, noise=GREY),
    Scan("latex_german", 150, blur=0.6, noise=GREY),
    Scan("web_columns", degrees=-0.5, blur=0.5),
    Scan("office_notes", degrees=0.3, noise=GREY / 2),
    Scan("reportlab_report", 300, blur=1.0),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scan: its pages, the share of words right and in order, the lowest score, and seconds for a page."""

    name: str
    pages: int
    words: int
    right: float
    lowest: float | None
    page_s: float


def scanned(scan: Scan, random: np.random.Generator) -> bytes:
    """The file as a scanner would give it: a PDF with a picture on each page."""
    document = pypdfium2.PdfDocument(FOLDER / f"{scan.name}.pdf")
    pages = [_page(document[number], scan, random) for number in range(len(document))]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=scan.dots_per_inch)
    return stream.getvalue()


def _page(page: pypdfium2.PdfPage, scan: Scan, random: np.random.Generator) -> Image.Image:
    drawn = page.render(scale=scan.dots_per_inch / 72).to_pil().convert("L")
    turned = drawn.rotate(scan.degrees, Image.Resampling.BICUBIC, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(scan.blur))
    pixels = np.asarray(blurred, np.float32)
    noisy = pixels + random.normal(0.0, scan.noise, pixels.shape) if scan.noise else pixels
    return Image.fromarray(np.clip(noisy, 0, SPREAD).astype(np.uint8))


def right_in_order(sentence: Sequence[str], found: Sequence[str]) -> int:
    """Return how many words of a sentence are found in its order, where most of them stand.

    Sentences are looked for one by one: notes stand at the foot of their pages and behind the text in its file.
    """
    match = SequenceMatcher(None, sentence, found, autojunk=False).find_longest_match()
    start = max(0, match.b - match.a)
    near = found[start : start + len(sentence) + AROUND]
    return sum(block.size for block in SequenceMatcher(None, sentence, near, autojunk=False).get_matching_blocks())


def measure(scan: Scan, random: np.random.Generator) -> Outcome:
    """Reads one scan."""
    data = scanned(scan, random)
    started = time.perf_counter()
    contents = contents_of(".pdf", data)
    seconds = time.perf_counter() - started
    sentences = [WORD.findall(line) for line in (FOLDER / f"{scan.name}.txt").read_text("utf-8").splitlines()]
    found, words = WORD.findall(contents.text), sum(map(len, sentences))
    share = sum(right_in_order(sentence, found) for sentence in sentences) / words
    pages = len(contents.page_starts)
    worst = lowest(*(block.recognised for block in contents.blocks))
    return Outcome(scan.name, pages, words, round(share, 4), worst, round(seconds / pages, 2))


@click.command()
@click.option("--json", "as_json", is_flag=True)
def main(*, as_json: bool) -> None:
    """Measure and print, scan by scan."""
    random = np.random.default_rng(17)
    with tempfile.TemporaryDirectory() as folder:
        read_pictures(Path(folder))
        outcomes = [measure(scan, random) for scan in SCANS]
        read_pictures(None)
    if as_json:
        click.echo(json.dumps([asdict(outcome) for outcome in outcomes]))
        return
    for outcome in outcomes:
        click.echo(
            f"{outcome.name}: {outcome.right:.1%} of {outcome.words} words, {outcome.pages} pages, "
            f"{outcome.page_s:.1f} s a page, lowest score {outcome.lowest}"
        )
    pages = sum(outcome.pages for outcome in outcomes)
    seconds = sum(outcome.page_s * outcome.pages for outcome in outcomes)
    click.echo(f"{60 * pages / seconds:.1f} pages a minute")


if __name__ == "__main__":
    main()
