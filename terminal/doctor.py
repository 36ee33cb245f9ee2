"""The command that looks at what Byline stands on here: its versions, the model, the processor, places and sizes."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from answer.wording import counted
from errors import BylineError, SchemaError
from index.encoding.choosing import find_model
from index.encoding.compiled import described
from index.encoding.runtimes import hardware
from index.library import current_build
from index.storage.schema import SCHEMA_VERSION
from settings import CONFIG_FILE, VERSION, Settings
from terminal.options import NEEDS_A_PERSON, json_option, place_options, show
from terminal.shown import visible

CPU_TORCH = "https://download.pytorch.org/whl/cpu"
OCR_LIBRARY = "rapidocr"
CODE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing: in words, in bytes where it has a size, and what a person should do about it.

    A `warning` costs only space or time; with a `fault` Byline cannot do its work.
    """

    name: str
    found: str
    bytes: int | None = None
    warning: str | None = None
    fault: str | None = None


@click.command()
@place_options
@json_option
def doctor(settings: Settings, *, as_json: bool) -> None:
    """Show versions, the model, the processor, places and sizes, and what to mend."""
    findings = [finding for look in LOOKS for finding in look(settings)]
    show({finding.name: _payload(finding) for finding in findings}, as_json, partial(_show, findings))
    if any(finding.fault for finding in findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def version_line() -> str:
    """Name the version of Byline and of the library's form on disk."""
    return f"byline {VERSION} (library format {SCHEMA_VERSION})"


def _payload(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in asdict(finding).items() if name != "name"}


def _show(findings: list[Finding], console: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        size = "" if finding.bytes is None else size_words(finding.bytes)
        table.add_row(Text(finding.name, style="bold"), Text(visible(finding.found)), Text(size))
        for said, style in ((finding.warning, "yellow"), (finding.fault, "bold red")):
            if said:
                table.add_row("", Text(visible(said), style=style), "")
    console.print(table)


def size_words(count: int) -> str:
    """A number of bytes in words."""
    return f"{count / 1_000_000:,.1f} MB"


# What is looked at, in this order.


def _versions(_settings: Settings) -> Iterator[Finding]:
    yield Finding("byline", f"{version_line().removeprefix('byline ')}, in {CODE}")
    yield Finding("python", f"{platform.python_version()} on {platform.platform()}")


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        model = find_model(settings.model)
    except BylineError as error:
        yield Finding("model", settings.model, fault=str(error))
        return
    yield Finding("model", f"{model.name}, whole, fingerprint {model.fingerprint[:12]}", bytes_in(model.folder))
    yield Finding("encoder", described(settings.cache, model.fingerprint))


def _machine(_settings: Settings) -> Iterator[Finding]:
    yield Finding("processor", f"{os.cpu_count()} cores, {hardware()}")


def _torch(_settings: Settings) -> Iterator[Finding]:
    """Find torch without importing it, and the CUDA packages that it may have brought: Byline runs on the processor."""
    unused = [one for one in distributions() if (one.name or "").startswith(("nvidia-", "triton"))]
    if not unused:
        yield Finding("torch", f"{_version('torch')}, for the processor")
        return
    held = sum(_bytes_of(Path(str(one.locate_file(file)))) for one in unused for file in one.files or ())
    release = _version("torch").partition("+")[0]
    mending = f"pip install --force-reinstall --no-deps torch=={release} --index-url {CPU_TORCH}"
    removing = f"pip uninstall {' '.join(sorted(one.name for one in unused))}"
    yield Finding(
        "torch",
        f"{_version('torch')}, with {counted(len(unused), 'package')} of CUDA",
        held,
        warning=f"Byline uses no CUDA: {mending}, then {removing}",
    )


def _pictures(settings: Settings) -> Iterator[Finding]:
    try:
        found = f"{OCR_LIBRARY} {version(OCR_LIBRARY)}"
    except PackageNotFoundError:
        yield Finding("ocr", "none", warning=f"words on pictures are not read: pip install {OCR_LIBRARY}")
        return
    yield Finding("ocr", found if settings.ocr else f"{found}, switched off")


def _places(settings: Settings) -> Iterator[Finding]:
    stated = Path(CONFIG_FILE)
    yield Finding("settings", str(stated.resolve()) if stated.is_file() else f"no {CONFIG_FILE} here")
    yield Finding("corpus", _found(settings.corpus), bytes_in(settings.corpus, but=settings.data))
    yield _library(settings.data)
    yield Finding("cache", _found(settings.cache), bytes_in(settings.cache))
    here = next(place for place in (settings.data.resolve(), *settings.data.resolve().parents) if place.exists())
    yield Finding("free", f"where the library lies, {here}", shutil.disk_usage(here).free)


def _library(data: Path) -> Finding:
    finding = partial(Finding, "library", bytes=bytes_in(data))
    try:
        build = current_build(data)
    except SchemaError as error:
        return finding(_found(data), warning=str(error))
    except BylineError as error:
        return finding(_found(data), fault=str(error))
    return finding(f"{_found(data)}, generation {build.generation}" if build else f"{data.resolve()}, not built yet")


LOOKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_versions, _model, _machine, _torch, _pictures, _places)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _found(place: Path) -> str:
    return str(place.resolve()) if place.exists() else f"{place.resolve()}, not there"


def bytes_in(folder: Path, *, but: Path | None = None) -> int:
    """Add up the files below a folder, but for a folder inside it; what cannot be looked at counts nothing."""
    left_out = but.resolve() if but else None
    total = 0
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(place, name).resolve() != left_out]
        total += sum(_bytes_of(Path(place, name)) for name in files)
    return total


def _bytes_of(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0
