"""Byline as a person installs it: a wheel in an environment of its own, used in a folder that no checkout knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from settings import NAMES
from tests.browser.serving import ROOT, running
from tests.browser.visits import Open, arrive
from tests.conftest import everything_in, write
from tests.doors.processes import in_a_thread
from tests.ports import free_port

PATIENCE_S = 300
MODULES = ("altair.py", "app.py", "errors.py", "streamlit.py")

pytestmark = [pytest.mark.slow, pytest.mark.model]


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and nothing else of its own."""

    python: Path
    packages: Path

    @property
    def byline(self) -> Path:
        """The command."""
        return self.python.with_name("byline")

    def __call__(self, folder: Path, *arguments: str) -> str:
        """Run a command in this folder; return what it printed."""
        done = self.run(folder, self.byline, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, folder: Path, *command: Path | str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in this folder."""
        return subprocess.run(  # noqa: S603 (our own command)
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def json(self, folder: Path, *arguments: str) -> Any:
        """Run a command in this folder; return the one JSON object that it printed."""
        return json.loads(self(folder, *arguments, "--json"))


def environment() -> dict[str, str]:
    """A person's environment: without settings, but for the cache folder of these tests, and without this checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BYLINE_", "COVERAGE", "PYTHON"))}
    return kept | {"BYLINE_CACHE": os.environ["BYLINE_CACHE"], "COLUMNS": "100"}


def checkout() -> set[str]:
    """What git sees in this checkout that nobody added, and in its corpus; somebody may be editing the rest."""
    listed = subprocess.run(
        ["git", "status", "--porcelain"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {line for line in listed.splitlines() if line.startswith("??") or "corpus/" in line}


def known(line: str) -> tuple[str, str]:
    """The name and the version that a line of requirements asks for."""
    asked = Requirement(line)
    return canonicalize_name(asked.name), f"{sorted(asked.extras)}{asked.specifier}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built as `pip install .` builds it; nothing is left behind in the checkout."""
    folder, before = tmp_path_factory.mktemp("wheel"), checkout()
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, timeout=PATIENCE_S)  # noqa: S603
    assert checkout() == before
    [made] = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new environment with the wheel; what Byline runs on is that of these tests, for no test asks the network."""
    place = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)  # noqa: S603
    python = place / ("Scripts" if os.name == "nt" else "bin") / Path(sys.executable).name
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place)}))
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True, timeout=PATIENCE_S)  # noqa: S603
    (packages / "what-it-runs-on.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Installed(python, packages)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of documents somewhere; some of its files have the names of modules."""
    write(tmp_path, "papers/emails/bridge.txt", "The bridge was closed on Friday, because a pier had cracked.\n")
    write(tmp_path, "papers/reporting/index.txt", "The council will pay for the repair of the bridge.\n")
    for module in MODULES:
        write(tmp_path, f"papers/{module}", "raise SystemExit('a document was run')\n")
    return tmp_path / "papers"


def test_the_environment_has_one_name_of_ours_and_no_other(installed: Installed) -> None:
    found = {path.name for path in installed.packages.iterdir()} - {"what-it-runs-on.pth", "__pycache__"}

    assert {name for name in found if not name.endswith(".dist-info")} == {"byline"}
    assert installed.run(ROOT.parent, installed.python, "-c", "import index").returncode == 1


@pytest.mark.parametrize(
    ("extra", "file"),
    [
        (None, "requirements.txt"),
        ("scale", "requirements-scale.txt"),
        ("auth", "requirements-auth.txt"),
        ("languages", "requirements-languages.txt"),
        ("mcp", "requirements-mcp.txt"),
    ],
)
def test_the_wheel_asks_for_what_the_list_of_requirements_says(
    installed: Installed, extra: str | None, file: str
) -> None:
    program = "import importlib.metadata, json; print(json.dumps(importlib.metadata.requires('byline')))"
    asked = json.loads(installed.run(ROOT.parent, installed.python, "-c", program).stdout)
    behind = (";", f" extra == '{extra}'") if extra else ("", "")

    listed = [line for line in (ROOT / file).read_text("utf-8").splitlines() if line and not line.startswith("#")]

    assert {known(line) for line in asked if line.partition(";")[1:] == behind} == {known(line) for line in listed}


def test_a_folder_of_documents_is_built_and_asked_and_only_the_library_is_added_to_it(
    installed: Installed, papers: Path
) -> None:
    before, documents = checkout(), everything_in(papers)

    built = installed.json(papers, "build")
    answer = installed.json(papers, "ask", "Why was the bridge closed?")

    assert built["added"] == ["emails/bridge.txt", "reporting/index.txt"]
    assert "a pier had cracked" in answer["lanes"][-1]["hits"][0]["evidence"]["text"]
    assert {path.name for path in papers.iterdir()} == {"emails", "reporting", ".byline", *MODULES}
    assert {name: text for name, text in everything_in(papers).items() if name in documents} == documents
    assert checkout() == before


@pytest.mark.browser
def test_the_app_opens_in_that_folder_and_answers_there(
    installed: Installed, papers: Path, tmp_path: Path, visit: Open
) -> None:
    before, port = checkout(), free_port()
    command = [str(installed.byline), "app", "--port", str(port)]

    with running(command, port, papers, environment(), log=tmp_path / "server.log") as server:
        visitor = arrive(visit, server.address)
        visitor.ask("Why was the bridge closed?")
        shown = visitor.page.locator(".byline-lane").last.inner_text()
        visitor.page.goto("about:blank")  # nothing complains then that its server is gone

    assert "a pier had cracked" in shown
    assert {path.name for path in papers.iterdir()} == {"emails", "reporting", ".byline", *MODULES}
    assert checkout() == before


def test_an_assistant_asks_in_that_folder_by_the_installed_command(installed: Installed, papers: Path) -> None:
    installed(papers, "build")

    async def talk() -> Any:
        server = StdioServerParameters(command=str(installed.byline), args=["mcp"], env=environment(), cwd=papers)
        async with Client(server, read_timeout_seconds=PATIENCE_S) as client:
            return await client.call_tool("ask", {"question": "Why was the bridge closed?"})

    answer = json.loads(in_a_thread(talk()).content[0].text)

    assert [group["kind"] for group in answer["kinds"]] == ["reporting", "emails"]
    assert "a pier had cracked" in answer["kinds"][1]["quotes"][0]["quote"]


def test_it_runs_as_a_module_and_names_itself_by_its_command(installed: Installed, tmp_path: Path) -> None:
    run = [str(installed.python), "-m", "byline"]

    assert installed.run(tmp_path, *run, "--version").stdout == installed(tmp_path, "--version")
    assert installed.run(tmp_path, *run, "ask", "Why?").stderr == (
        f"byline: no library in {tmp_path / '.byline'}: byline build makes one\n"
    )


def test_the_demo_is_in_the_package_and_nothing_is_written_there(installed: Installed, tmp_path: Path) -> None:
    package = installed.packages / "byline"
    shipped = everything_in(package / "corpus")

    said = installed(tmp_path, "demo")

    assert everything_in(tmp_path / "byline-demo") == shipped
    assert said.endswith("To open it: byline build, then byline app.\n")
    assert everything_in(package / "corpus") == shipped


def test_the_doctor_finds_nothing_to_mend(installed: Installed, tmp_path: Path) -> None:
    found = installed.json(tmp_path, "doctor")

    assert {one["fault"] for one in found.values()} == {None}
    assert found["library"]["found"] == f"{tmp_path / '.byline'}, not built yet"


def test_what_the_image_runs_builds_the_library_and_serves_it(
    installed: Installed, papers: Path, tmp_path: Path
) -> None:
    port, library, documents = free_port(), tmp_path / "library", everything_in(papers)
    places = {"BYLINE_CORPUS": str(papers), "BYLINE_DATA": str(library), "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    there = environment() | places | {"PATH": f"{installed.byline.parent}{os.pathsep}{os.environ['PATH']}"}
    healthy = ["sh", str(ROOT / "container/health.sh"), str(port)]

    assert subprocess.run(healthy, check=False).returncode == 1  # noqa: S603
    with running(["sh", str(ROOT / "container/start.sh"), str(port)], port, tmp_path, there, log=tmp_path / "log"):
        assert subprocess.run(healthy, check=False).returncode == 0  # noqa: S603

    assert installed.json(tmp_path, "status", "--data", str(library))["generation"] == 1
    assert everything_in(papers) == documents


def test_the_image_is_made_of_what_is_there_and_states_settings_that_exist() -> None:
    lines = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    copied = [word for line in lines if line.startswith("COPY container") for word in line.split()[1:-1]]
    stated = {word.partition("=")[0] for line in lines if line.startswith("ENV ") for word in line.split()[1:]}
    sent = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    assert copied == ["container/start.sh", "container/health.sh"]
    assert all((ROOT / name).is_file() for name in copied)
    assert {name for name in stated if name.startswith("BYLINE_")} <= {f"BYLINE_{name.upper()}" for name in NAMES}
    assert "USER byline" in lines
    assert all(any(ROOT.glob(line[1:])) for line in sent if line.startswith("!"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert {
        name for name in wheel if not any(name == line[1:] or name.startswith(f"{line[1:]}/") for line in sent)
    } == set()
