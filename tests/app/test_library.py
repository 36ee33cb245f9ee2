"""The Library page: empty, filled, failed; documents that come, change and go."""

from __future__ import annotations

import html
import os
import re
from concurrent.futures import wait
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.drawing.clicks import FOLLOW, Press
from app_pages.frame import engine
from ingest.labels.sources_toml import read_sources
from settings import read_settings
from tests.app.shown import markup, refusals, shown
from tests.conftest import everything_in, write

pytestmark = pytest.mark.slow

PAGE = "app_pages/library.py"
RIVER = "reporting/river.txt"
GATE = "commentary/gate.md"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![x](http://evil.example/x) :red[x] **x**"


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """The Library page of the small corpus, built."""
    return app.run().switch_page(PAGE).run()


def chosen(page: AppTest, *ids: str) -> AppTest:
    for name in ids:
        page.multiselect("library.chosen").select(name)
    return page.run()


def uploaded(page: AppTest, *files: tuple[str, bytes], kind: str | None = "official", **fields: str) -> AppTest:
    page.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files])
    if kind:
        page.selectbox("library.kind.0").select(kind)
    for field, value in fields.items():
        page.text_input(f"library.{field}.0").set_value(value)
    return page.button("library.send.0").click().run()


def test_an_empty_corpus_is_told_and_takes_its_first_documents(app: AppTest, corpus: Path) -> None:
    (corpus / RIVER).unlink()
    (corpus / GATE).unlink()
    page = app.switch_page(PAGE).run()
    assert not page.exception
    assert "no readable document" in refusals(page)[0]
    assert "The library is empty." in shown(page)

    uploaded(page, ("dam.txt", b"The dam broke."))

    assert not page.exception
    assert refusals(page) == []
    assert "1 official document" in shown(page)


def test_the_table_has_each_document_with_its_label_rule_size_and_state(page: AppTest) -> None:
    assert not page.exception
    table = page.get("data_editor")[0].value if page.get("data_editor") else page.dataframe[0].value
    row = table.set_index("document").loc[RIVER]
    assert (row["kind"], row["kind by"], row["state"], row["size in KB"]) == (
        "reporting",
        "folder",
        "in the library",
        0.1,
    )


def test_the_table_says_what_of_a_document_could_not_be_read(app: AppTest, corpus: Path) -> None:
    mail = (
        b"From: a@b.example\nSubject: Quay\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Type: text/plain\n\nThe quay sank.\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        b"Content-Disposition: attachment; filename=winmail.dat\n\nx\n--b--\n"
    )
    (corpus / "reporting/quay.eml").write_bytes(mail)

    page = app.run().switch_page(PAGE).run()

    table = page.get("data_editor")[0].value if page.get("data_editor") else page.dataframe[0].value
    assert "winmail.dat" in table.set_index("document").loc["reporting/quay.eml"]["not read"]


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

    query = html.unescape(re.findall(r'href="sources\?([^"]*)"', said)[0])
    page.session_state["library.pressed"] = Press(FOLLOW, query)
    page.run()
    assert not page.exception
    assert page.title[0].value == "Sources"
    assert "The siren at the Lorn works sounded at" in shown(page)
    assert [link.label for link in page.get("page_link")] == ["Back to the library"]


def test_an_upload_is_filed_under_its_kind_and_shown_in_the_plan_before_it_is_built(
    page: AppTest, corpus: Path
) -> None:
    uploaded(page, ("dam.txt", b"The dam broke."), ("wall.txt", b"The wall held."), publisher="The Office")

    assert not page.exception
    assert (corpus / "official/dam.txt").read_bytes() == b"The dam broke."
    assert read_sources(corpus)["official/wall.txt"] == {"publisher": "The Office"}
    assert "2 documents filed." in shown(page)
    assert "official/dam.txt: new in the corpus" in shown(page)
    page.button("library.rebuild").click().run()
    assert "2 official documents" in shown(page)
    assert "2 added" in shown(page)


def test_an_upload_that_leads_out_or_is_a_copy_is_refused_with_the_reason(page: AppTest, corpus: Path) -> None:
    before = everything_in(corpus.parent / "corpus")
    uploaded(page, ("../../out.txt", b"Out."), ("copy.txt", before[RIVER]))

    assert "0 documents filed, 2 refused." in shown(page)
    assert "leads to another folder" in shown(page)
    assert f"its content is that of {RIVER} already" in shown(page)
    assert everything_in(corpus) == before


def test_an_upload_without_a_kind_is_refused_and_nothing_is_filed(page: AppTest, corpus: Path) -> None:
    before = everything_in(corpus)
    uploaded(page, ("dam.txt", b"The dam broke."), kind=None)

    assert refusals(page) == ["no kind is chosen: say what sort of source they are, such as reporting"]
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


def test_several_documents_are_labelled_together_and_rebuilt_without_embedding(
    page: AppTest, corpus: Path, encoder: object
) -> None:
    encoder.embedded = 0
    chosen(page, RIVER, GATE)
    page.selectbox("library.set_kind.0").select("official")
    page.run().button("library.set").click().run()

    assert not page.exception
    assert {name: label["kind"] for name, label in read_sources(corpus).items()} == {
        RIVER: "official",
        GATE: "official",
    }
    assert "2 official documents" in shown(page)
    assert encoder.embedded == 0


def test_a_removed_document_comes_back_when_the_removal_is_undone(page: AppTest, corpus: Path) -> None:
    before = everything_in(corpus)
    chosen(page, RIVER).button("library.remove").click().run()
    assert not (corpus / RIVER).exists()
    assert f"{RIVER}: no longer in the corpus" in shown(page)

    page.button("library.undo").click().run()

    assert not page.exception
    assert everything_in(corpus) == before
    assert "1 document brought back." in shown(page)
    assert "changed since the last update" not in shown(page)


def test_a_document_is_brought_back_from_the_list_long_after(page: AppTest, corpus: Path) -> None:
    chosen(page, RIVER).button("library.remove").click().run()
    page.button("library.rebuild").click().run()
    assert "1 reporting document" not in shown(page)

    entry = next((corpus / ".trash").iterdir()).name
    page.multiselect("library.removed").select(entry).run().button("library.restore").click().run()

    assert (corpus / RIVER).exists()
    assert f"{RIVER}: new in the corpus" in shown(page)


def test_a_document_that_took_the_place_of_a_removed_one_stays(page: AppTest, corpus: Path) -> None:
    chosen(page, RIVER).button("library.remove").click().run()
    write(corpus, RIVER, "Another.")
    page.run().button("library.undo").click().run()

    assert "stays in the trash" in refusals(page)[0]
    assert (corpus / RIVER).read_text() == "Another."


def test_a_rebuild_that_removes_much_asks_by_its_button(page: AppTest, corpus: Path) -> None:
    (corpus / RIVER).unlink()
    page.run()
    assert page.button("library.rebuild").label == "Remove 1 of 2 documents and update"
    page.button("library.rebuild").click().run()
    assert refusals(page) == []
    assert "1 reporting document" not in shown(page)


def test_files_that_were_passed_over_are_named_with_the_reason(page: AppTest, corpus: Path) -> None:
    (corpus / "reporting/scan.bin").write_bytes(b"\x00\x01")
    assert "reporting/scan.bin: type .bin is not supported" in shown(page.run())


def test_a_broken_sources_file_is_told_and_the_library_still_shown(page: AppTest, corpus: Path) -> None:
    (corpus / "sources.toml").write_text("[documents\n", encoding="utf-8")
    page.run()
    assert not page.exception
    assert all("sources.toml" in line for line in refusals(page))
    assert "1 reporting document" in shown(page)


def test_watching_is_turned_on_and_off(page: AppTest) -> None:
    page.toggle("library.watch").set_value(True).run()
    assert not page.exception
    assert page.toggle("library.watch").value is True
    page.toggle("library.watch").set_value(False).run()
    assert page.toggle("library.watch").value is False


def test_hostile_names_and_titles_are_never_markup(page: AppTest, corpus: Path) -> None:
    write(corpus, "reporting/**a** :red[b] <i>.txt", f"# {HOSTILE}\n\nGate.\n")
    (corpus / "sources.toml").write_text(f"[documents.'reporting/**a** :red[b] <i>.txt']\ntitle = '{HOSTILE}'\n")
    page.run().button("library.rebuild").click().run()
    chosen(page, "reporting/**a** :red[b] <i>.txt").button("library.remove").click().run()

    assert not page.exception
    assert "reporting/**a** :red[b] <i>.txt" in shown(page)
    assert "<script>alert" not in markup(page)
    assert "<i>" not in markup(page)
    in_markdown = [*page.markdown, *page.caption, *page.error, *page.expander, *page.button]
    assert not [element for element in in_markdown if "evil.example" in str(element) or ":red" in str(element)]


def test_the_plan_names_what_stays_unchanged(page: AppTest, corpus: Path) -> None:
    write(corpus, "official/dam.txt", "The dam broke.")

    assert "Unchanged: 2" in shown(page.run())
    assert re.search(f"<li[^>]*>{RIVER}</li>", markup(page))


def test_a_hint_stands_in_the_row_of_a_document_when_they_are_switched_on(
    app: AppTest, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(corpus, "note.txt", "I think so. The council must resign. Make no mistake. We believe it should go.")
    page = app.run().switch_page(PAGE).run()
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
    assert "reporting/latin\\udce9.txt: its name has characters that cannot be shown: rename it" in shown(page)
