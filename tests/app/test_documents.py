"""The Documents page: empty, filled, failed; documents that are found, come, change and go."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import wait
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.documents_parts import adding, correcting
from app_pages.documents_parts.notices import UNDO_FOR, last_removed
from app_pages.drawing.clicks import FOLLOW, Press
from app_pages.frame import engine
from index.curating import Holding, Removed
from ingest.labels.sources_toml import read_sources
from settings import SHIPPED, read_settings
from tests.app.conftest import APP
from tests.app.shown import markup, refusals, shown, words
from tests.conftest import everything_in, write

pytestmark = pytest.mark.slow

ASK, PAGE = "app_pages/ask.py", "app_pages/documents.py"
RIVER = "reporting/river.txt"
GATE = "commentary/gate.md"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![x](http://evil.example/x) :red[x] **x**"


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """The Documents page of the small corpus, built."""
    return app.run().switch_page(PAGE).run()


class Table:
    """What a person types and ticks in the table of corrections, which `AppTest` cannot."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.edits: dict[str, dict[str, object]] = {}
        monkeypatch.setattr(correcting, "edited_rows", self._edited)

    def _edited(self, _library: object, rows: Sequence[Holding], **_options: object) -> dict[int, dict[str, object]]:
        self.shown = [row.id for row in rows]
        return {at: self.edits[row.id] for at, row in enumerate(rows) if row.id in self.edits}

    def tick(self, page: AppTest, *ids: str) -> AppTest:
        """Tick these documents on the page."""
        self.edits = {name: {correcting.TICK: True} for name in ids}
        return page.toggle("documents.correct").set_value(True).run()

    def untouched(self) -> None:
        """The table after an action: nothing is typed and nothing ticked."""
        self.edits = {}


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    return Table(monkeypatch)


def dropped(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    return page.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()


def uploaded(page: AppTest, *files: tuple[str, bytes], kind: str | None = "official", **fields: str) -> AppTest:
    dropped(page, *files)
    if kind:
        page.selectbox("documents.kind.0").select(kind)
    for field, value in fields.items():
        page.text_input(f"documents.{field}.0").set_value(value)
    return page.button("documents.send.0").click().run()


def titles(page: AppTest) -> list[str]:
    """The titles of the documents that are listed, in their order."""
    return [words(found) for found in re.findall(r'<th [^>]*scope="row"[^>]*><a [^>]*>(.*?)</a>', markup(page))]


@pytest.fixture
def empty(app: AppTest, corpus: Path) -> AppTest:
    """The app on a folder without documents, not yet run."""
    (corpus / RIVER).unlink()
    (corpus / GATE).unlink()
    return app


def test_an_empty_folder_shows_how_to_begin_on_every_page_and_no_error(empty: AppTest) -> None:
    for page in (empty.run(), *(empty.switch_page(f"app_pages/{name}.py").run() for name in ("check", "find"))):
        assert not page.exception
        assert refusals(page) == []
        assert "What an answer looks like" in shown(page)
        assert [button.label for button in page.button] == ["Add documents", "Try the sample: two articles on Syria"]


def test_an_empty_folder_takes_its_first_documents(empty: AppTest) -> None:
    page = empty.switch_page(PAGE).run()
    assert refusals(page) == []

    uploaded(page, ("dam.txt", b"The dam broke."))

    assert not page.exception
    assert refusals(page) == []
    assert "1 official document" in shown(page)
    assert titles(page) == ["dam"]


def test_the_sample_is_copied_with_its_labels_and_can_be_searched_at_once(empty: AppTest, corpus: Path) -> None:
    page = empty.switch_page(PAGE).run().button("first.sample").click().run()

    assert not page.exception
    assert read_sources(corpus) == read_sources(SHIPPED)
    assert "1 reporting document 1 commentary document" in shown(page)


def test_the_documents_of_each_kind_are_listed_apart_with_their_labels_and_length(page: AppTest) -> None:
    assert not page.exception
    assert titles(page) == ["river", "The gate"]
    assert re.findall(r'<tbody [^>]*data-kind="(.*?)"', markup(page)) == ["reporting", "commentary"]
    assert "river reporting/river.txt undated 12 words" in shown(page)


def test_the_list_is_searched_and_filtered(page: AppTest) -> None:
    page.text_input("documents.words").set_value("GATE").run()
    assert titles(page) == ["The gate"]
    page.text_input("documents.words").set_value("").run()
    page.get("button_group")[0].set_value(["reporting"]).run()
    assert titles(page) == ["river"]
    page.checkbox("documents.partly").check().run()
    assert "No document matches." in shown(page)


def test_a_search_stays_while_a_document_is_read(page: AppTest) -> None:
    page.text_input("documents.words").set_value("river").run()
    page.query_params["document"] = RIVER
    page.run()
    page.button("documents.close").click().run()
    assert titles(page) == ["river"]


def test_the_table_of_corrections_has_each_document_with_its_label_rule_size_and_state(page: AppTest) -> None:
    page.toggle("documents.correct").set_value(True).run()
    assert not page.exception
    row = page.dataframe[0].value.set_index("document").loc[RIVER]
    assert (row["kind"], row["kind by"], row["state"], row["size in KB"]) == (
        "reporting",
        "folder",
        "in the library",
        0.1,
    )


def test_what_of_a_document_could_not_be_read_stands_before_the_list_with_the_next_step(
    app: AppTest, corpus: Path
) -> None:
    mail = (
        b"From: a@b.example\nSubject: Quay\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Type: text/plain\n\nThe quay sank.\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        b"Content-Disposition: attachment; filename=winmail.dat\n\nx\n--b--\n"
    )
    (corpus / "reporting/quay.eml").write_bytes(mail)

    said = shown(app.run().switch_page(PAGE).run())

    before, _, after = said.partition("All documents")
    assert "1 file read only in part." in before
    assert "reporting/quay.eml : attachment winmail.dat" in before
    assert "Add a version whose text can be copied" in before
    assert "Read only in part: attachment winmail.dat" in after


def test_two_documents_that_disagree_are_shown_beside_each_other(app: AppTest, corpus: Path) -> None:
    write(corpus, "reporting/siren.txt", "The siren at the Lorn works sounded at 22:15 on that night.")
    write(corpus, "official/log.txt", "The siren at the Lorn works sounded at 21:40 on that night.")
    page = app.run().switch_page(PAGE).run()
    library = engine.newest_library(read_settings())
    wait([engine._disagreements(read_settings(), engine._identity(library.build))])

    said = markup(page.run())

    assert "1 pair of sentences say the same thing otherwise" in said
    assert said.count('<mark class="byline-evidence"') == 2
    assert all(words in said for words in ("22:15", "21:40"))

    query = html.unescape(re.findall(r'href="documents\?([^"]*start=[^"]*)"', said)[0])
    page.session_state["documents.pressed"] = Press(FOLLOW, query)
    page.run()
    assert not page.exception
    assert "The siren at the Lorn works sounded at" in shown(page)


def test_files_are_added_each_of_its_kind_and_date_and_can_be_searched_at_once(page: AppTest, corpus: Path) -> None:
    dropped(page, ("dam.txt", b"The dam broke."), ("wall.txt", b"The wall held."))
    page.selectbox("documents.kind.0").select("official")
    page.selectbox("documents.kind.0.1").select("commentary")
    page.date_input("documents.published.0.1").set_value(date(2026, 3, 19))
    page.text_input("documents.publisher.0").set_value("The Office")
    page.button("documents.send.0").click().run()

    assert not page.exception
    assert (corpus / "official/dam.txt").read_bytes() == b"The dam broke."
    assert read_sources(corpus) == {
        "official/dam.txt": {"publisher": "The Office"},
        "commentary/wall.txt": {"publisher": "The Office", "published": date(2026, 3, 19)},
    }
    assert "2 documents added." in shown(page)
    assert sorted(titles(page)) == ["The gate", "dam", "river", "wall"]
    assert not page.get("selectbox") or "documents.kind.0" not in [box.key for box in page.selectbox]


def test_of_files_that_cannot_be_read_it_is_said_where_they_were_added(page: AppTest) -> None:
    uploaded(page, ("dam.txt", b"The dam broke."), ("scan.pdf", b"%PDF-1.7 broken"))

    said = shown(page)

    assert "1 document added, 1 document could not be read." in said
    assert said.count("official/scan.pdf: ") == 1


def test_files_past_the_rows_take_the_kind_of_all(page: AppTest, monkeypatch: pytest.MonkeyPatch, corpus: Path) -> None:
    monkeypatch.setattr(adding, "MOST_ROWS", 1)
    dropped(page, ("dam.txt", b"The dam broke."), ("wall.txt", b"The wall held."))
    assert "1 further file: of the kind of all files." in shown(page)
    page.selectbox("documents.kind.0").select("official")
    page.button("documents.send.0").click().run()
    assert (corpus / "official/wall.txt").exists()


def test_an_upload_that_leads_out_or_is_a_copy_is_refused_with_the_reason(page: AppTest, corpus: Path) -> None:
    before = everything_in(corpus.parent / "corpus")
    uploaded(page, ("../../out.txt", b"Out."), ("copy.txt", before[RIVER]))

    assert "2 documents not taken." in shown(page)
    assert "leads to another folder" in shown(page)
    assert f"its content is that of {RIVER} already" in shown(page)
    assert everything_in(corpus) == before


def test_an_upload_without_a_kind_is_refused_and_nothing_is_filed(page: AppTest, corpus: Path) -> None:
    before = everything_in(corpus)
    uploaded(page, ("dam.txt", b"The dam broke."), kind=None)

    assert refusals(page) == ["Choose a kind for dam.txt, for example Reporting."]
    assert everything_in(corpus) == before


def test_more_files_than_the_setting_allows_are_refused(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_UPLOAD_FILES", "1")
    page.run()
    uploaded(page, ("a.txt", b"A."), ("b.txt", b"B."))

    assert refusals(page) == ["2 files are more than 1 at once: add them in parts"]


def test_a_limit_that_is_no_number_is_told(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_UPLOAD_MB", "much")
    page.run()

    assert not page.exception
    assert "BYLINE_UPLOAD_MB is 'much'" in refusals(page)[0]


def test_several_documents_are_labelled_together_without_embedding_and_the_ticks_are_gone(
    page: AppTest, corpus: Path, encoder: object, table: Table
) -> None:
    encoder.embedded = 0
    table.tick(page, RIVER, GATE)
    page.selectbox("documents.set_kind.0").select("official")
    page.run()
    before = page.session_state["documents.table_round"]
    button = page.button("documents.set")
    assert button.label == "Set for 2 documents"
    button.click().run()

    assert not page.exception
    assert {name: label["kind"] for name, label in read_sources(corpus).items()} == {
        RIVER: "official",
        GATE: "official",
    }
    assert "2 official documents" in shown(page)
    assert "2 documents corrected." in shown(page)
    assert encoder.embedded == 0
    assert page.session_state["documents.table_round"] == before + 1


def test_a_removed_document_leaves_the_search_at_once_and_comes_back_when_that_is_undone(
    page: AppTest, corpus: Path, table: Table
) -> None:
    before = everything_in(corpus)
    table.tick(page, RIVER).button("documents.remove").click()
    page.run()
    assert not (corpus / RIVER).exists()
    assert "1 document removed just now : reporting/river.txt." in shown(page)
    assert "1 reporting document" not in shown(page)

    table.untouched()
    page.button("documents.undo").click().run()

    assert not page.exception
    assert everything_in(corpus) == before
    assert "1 document brought back: reporting/river.txt." in shown(page)
    assert "1 reporting document" in shown(page)


def test_a_removal_can_be_undone_in_a_session_that_began_later(
    page: AppTest, corpus: Path, table: Table, opening: Callable[[Path], AppTest]
) -> None:
    table.tick(page, RIVER).button("documents.remove").click()
    page.run()
    table.untouched()

    later = opening(APP).run().switch_page(PAGE).run()
    later.button("documents.undo").click().run()

    assert (corpus / RIVER).exists()


def test_only_what_was_removed_together_last_and_lately_is_undone() -> None:
    now = datetime(2026, 3, 19, 12, tzinfo=UTC)
    removed = [
        Removed(entry, f"reporting/{entry}.txt", "", now - timedelta(minutes=minutes))
        for entry, minutes in (("a", 3), ("b", 3), ("c", 10))
    ]
    assert [one.entry for one in last_removed(removed, now)] == ["a", "b"]
    assert last_removed(removed, now + UNDO_FOR) == []
    assert last_removed([], now) == []


def test_a_document_is_brought_back_from_the_list_of_removed_ones(page: AppTest, corpus: Path, table: Table) -> None:
    table.tick(page, RIVER).button("documents.remove").click()
    page.run()
    table.untouched()
    entry = next((corpus / ".trash").iterdir()).name
    page.multiselect("documents.removed").select(entry).run().button("documents.restore").click().run()

    assert (corpus / RIVER).exists()
    assert "1 reporting document" in shown(page)


def test_a_document_that_took_the_place_of_a_removed_one_stays(page: AppTest, corpus: Path, table: Table) -> None:
    table.tick(page, RIVER).button("documents.remove").click()
    page.run()
    table.untouched()
    write(corpus, RIVER, "Another.")
    page.run().button("documents.undo").click().run()

    assert "stays in the trash" in refusals(page)[0]
    assert (corpus / RIVER).read_text() == "Another."


def test_an_update_that_removes_much_asks_by_its_button(page: AppTest, corpus: Path) -> None:
    (corpus / RIVER).unlink()
    page.run()
    assert page.button("library.rebuild").label == "Remove 1 of 2 documents and update"
    page.button("library.rebuild").click().run()
    assert refusals(page) == []
    assert "1 reporting document" not in shown(page)


def test_what_changed_is_one_line_on_ask_and_in_full_on_documents(page: AppTest, corpus: Path) -> None:
    write(corpus, "official/dam.txt", "The dam broke.")

    said = shown(page.run())
    assert "Changed since the last update: 1 document added." in said
    assert "official/dam.txt: new in the corpus" in said
    assert "Unchanged: 2" in said

    ask = page.switch_page(ASK).run()
    assert shown(ask).count("Changed since the last update: 1 document added.") == 1
    assert "official/dam.txt" not in shown(ask)
    assert ask.button("library.rebuild").label == "Update now"


def test_files_that_were_passed_over_are_named_with_the_reason(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting/scan.bin").write_bytes(b"\x00\x01")
    assert "reporting/scan.bin : type .bin is not supported" in shown(page.run())


def test_a_broken_sources_file_is_told_and_the_library_still_shown(page: AppTest, corpus: Path) -> None:
    (corpus / "sources.toml").write_text("[documents\n", encoding="utf-8")
    page.run()
    assert not page.exception
    assert all("sources.toml" in line for line in refusals(page))
    assert "1 reporting document" in shown(page)


def test_watching_is_turned_on_and_off(page: AppTest) -> None:
    page.toggle("documents.watch").set_value(True).run()
    assert not page.exception
    assert page.toggle("documents.watch").value is True
    assert "Watching the folder" in shown(page)
    page.toggle("documents.watch").set_value(False).run()
    assert page.toggle("documents.watch").value is False


def test_hostile_names_and_titles_are_never_markup(page: AppTest, corpus: Path, table: Table) -> None:
    name = "reporting/**a** :red[b] <i>.txt"
    write(corpus, name, f"# {HOSTILE}\n\nGate.\n")
    (corpus / "sources.toml").write_text(f"[documents.'{name}']\ntitle = '{HOSTILE}'\n")
    page.run().button("library.rebuild").click().run()
    assert HOSTILE in shown(page)
    table.tick(page, name).button("documents.remove").click()
    page.run()

    assert not page.exception
    assert name in shown(page)
    assert "<script>alert" not in markup(page)
    assert "<i>" not in markup(page)
    in_markdown = [*page.markdown, *page.caption, *page.error, *(one.label for one in page.expander), *page.button]
    assert not [element for element in in_markdown if "evil.example" in str(element) or ":red" in str(element)]


def test_a_hint_stands_in_the_row_of_a_document_when_they_are_switched_on(
    app: AppTest, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, "note.txt", "I think so. The council must resign. Make no mistake. We believe it should go.")
    page = app.run().switch_page(PAGE).run()
    page.toggle("documents.correct").set_value(True).run()
    assert "hint" not in page.dataframe[0].value.columns

    monkeypatch.setenv("BYLINE_HINTS", "1")
    table = page.run().dataframe[0].value.set_index("document")

    assert table.loc["note.txt", "hint"].startswith("reads like commentary: ")
    assert table.loc["note.txt", "kind"] == "unlabelled"
    assert table.loc[RIVER, "hint"] == ""


def test_a_name_whose_bytes_are_no_text_is_reported_on_the_page(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting" / os.fsdecode(b"latin\xe9.txt")).write_text("The dam broke.")

    page.run()

    assert not page.exception
    assert "reporting/latin\\udce9.txt : its name has characters that cannot be shown: rename it" in shown(page)


def test_a_page_obeys_nothing_that_opens_a_door_in_the_folder_s_settings(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "foreign/byline.toml", 'editors = ["eve@example.org"]\n')
    monkeypatch.chdir(tmp_path / "foreign")

    app.run()

    assert not app.exception
    assert any("states editors: nothing is done until you agree" in line for line in refusals(app))
