from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ingest.folder import CorpusFile
from ingest.labels.label import kind_in_doubt, label, published_in_future
from ingest.records import OwnField, Source


def titled(words: str | None) -> tuple[OwnField, ...]:
    return () if words is None else (OwnField("title", words, "document's own title"),)


def file(name: str) -> CorpusFile:
    return CorpusFile(name, Path(name), "0" * 64)


def test_the_folder_sets_the_kind_and_the_document_its_title() -> None:
    assert label(file("reporting/a.txt"), titled("The gate"), {}) == Source(
        kind="reporting", title="The gate", rules={"kind": "folder", "title": "document's own title"}
    )


def test_a_document_that_nobody_labelled_is_unlabelled_and_says_so() -> None:
    found = label(file("a.txt"), titled(None), {})

    assert (found.kind, found.rules["kind"]) == ("unlabelled", "nobody said")


@pytest.mark.parametrize("own", [None, "", "  \n "])
def test_without_a_title_of_its_own_the_file_name_is_the_title(own: str | None) -> None:
    found = label(file("reporting/the gate.v2.txt"), titled(own), {})

    assert (found.title, found.rules["title"]) == ("the gate.v2", "file name")


def test_a_title_of_its_own_is_made_one_line() -> None:
    assert label(file("reporting/a.txt"), titled(" The\u00a0gate\nis \t closed "), {}).title == "The gate is closed"


def test_what_a_person_states_wins_over_folder_and_document() -> None:
    stated = {"kind": "official", "title": "Stated", "published": date(2019, 2, 7)}

    found = label(file("reporting/a.txt"), titled("Own"), stated)

    assert found == Source(
        kind="official",
        title="Stated",
        published=date(2019, 2, 7),
        rules={"kind": "sources.toml", "title": "sources.toml", "published": "sources.toml"},
    )


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("reporting/2024-03-14-bridge.txt", date(2024, 3, 14)),
        ("minutes 2024_03_14.txt", date(2024, 3, 14)),
        ("IMG_20240314_101500.txt", date(2024, 3, 14)),
        ("report.2024.03.14.txt", date(2024, 3, 14)),
        ("reporting/2024-13-14-bridge.txt", None),
        ("case 120240314.txt", None),
        ("from 2024-03-14 to 2024-03-20.txt", None),
        ("2024-03-14/notes.txt", None),
    ],
)
def test_a_file_name_with_one_day_dates_a_document_that_states_none(name: str, published: date | None) -> None:
    found = label(file(name), titled("Own"), {})

    assert (found.published, found.rules.get("published")) == (published, "file name" if published else None)


def test_a_day_in_a_file_name_yields_to_the_documents_own_and_is_not_a_written_one() -> None:
    own = (OwnField("published", date(2024, 3, 15), "dateline"),)

    dated, named = (label(file("2024-03-14.txt"), fields, {}) for fields in (own, ()))

    assert [(one.published, one.written) for one in (dated, named)] == [
        (date(2024, 3, 15), date(2024, 3, 15)),
        (date(2024, 3, 14), None),
    ]


def test_every_field_with_a_value_names_its_rule_and_no_other_does() -> None:
    found = label(file("reporting/a.txt"), titled("Own"), {"author": "A.", "url": "https://example.org"})

    fields = ("kind", "title", "publisher", "author", "published", "url")
    assert {name for name in fields if getattr(found, name) is not None} == found.rules.keys()


def own(name: str, value: str | date, rule: str = "meta") -> OwnField:
    return OwnField(name, value, rule)


LADDER = (
    ("sources.toml", "stated"),
    ("front matter: kind", "by hand"),
    ("folder", "commentary"),
    ("article:section: Opinion", "commentary"),
    ("address: /opinion/", "commentary"),
    ("headline: Editorial:", "commentary"),
    ("nobody said", "unlabelled"),
)


@pytest.mark.parametrize("missing", range(len(LADDER)))
def test_each_rule_sets_the_kind_where_those_before_it_are_silent(missing: int) -> None:
    said = (
        own("url", "https://example.org/opinion/1", "canonical link"),
        own("title", "Editorial: The gate", "h1"),
        own("section", "Opinion", "article:section"),
        own("kind", "by hand", "front matter: kind"),
    )
    silent = {0: (), 1: (), 2: ("kind",), 3: ("kind",), 4: ("kind", "section"), 5: ("kind", "section", "url")}
    quiet = silent.get(missing, ("kind", "section", "url", "title"))

    found = label(
        file("commentary/a.txt" if missing < 3 else "a.txt"),
        [field for field in said if field.name not in quiet],
        {"kind": "stated"} if missing == 0 else {},
    )

    assert (found.rules["kind"], found.kind) == LADDER[missing]


def test_front_matter_is_trusted_before_markup_wherever_the_loader_put_it() -> None:
    found = label(file("a.md"), [own("author", "Markup"), own("author", "Hand", "front matter")], {})

    assert (found.author, found.rules["author"]) == ("Hand", "front matter")


def test_every_field_comes_from_the_document_where_nobody_states_it() -> None:
    said = [
        own("publisher", " City\nNews ", "og:site_name"),
        own("author", "A. Person", "JSON-LD author"),
        own("published", date(2019, 2, 7), "article:published_time"),
        own("url", "https://example.org/a", "canonical link"),
    ]

    found = label(file("reporting/a.txt"), said, {"author": "B."})

    assert (found.publisher, found.author, found.published) == ("City News", "B.", date(2019, 2, 7))
    assert found.rules == {
        "kind": "folder",
        "title": "file name",
        "publisher": "og:site_name",
        "author": "sources.toml",
        "published": "article:published_time",
        "url": "canonical link",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", " \n "),
        ("title", "bell \x07"),
        ("author", "A" * 501),
        ("url", "javascript:alert(1)"),
        ("url", "https://example.org/a b"),
        ("published", "soon"),
        ("published", date(1, 1, 1)),
        ("published", date(1970, 1, 1)),
        ("kind", "../outside"),
    ],
)
def test_a_value_that_cannot_be_shown_or_meant_is_passed_over_for_the_next(name: str, value: str | date) -> None:
    good: dict[str, str | date] = {"published": date(2019, 2, 7), "url": "https://example.org/a"}
    fields = [own(name, value, "front matter"), own(name, good.get(name, "good"), "front matter, again")]

    found = label(file("a.txt"), fields, {})

    assert (getattr(found, name), found.rules[name]) == (good.get(name, "good"), "front matter, again")


@pytest.mark.parametrize(
    ("value", "day"),
    [("2019-02-07T10:00:00Z", date(2019, 2, 7)), (datetime(2019, 2, 7, 23, 0, tzinfo=UTC), date(2019, 2, 7))],
)
def test_a_date_with_a_time_is_its_day(value: str | date, day: date) -> None:
    assert label(file("a.txt"), [own("published", value)], {}).published == day


def test_a_date_that_has_not_come_stays_and_can_be_told() -> None:
    found = label(file("a.txt"), [own("published", date(2031, 1, 1))], {})

    assert found.published == date(2031, 1, 1)
    assert [published_in_future(found, today) for today in (date(2030, 12, 31), date(2031, 1, 1))] == [True, False]


@pytest.mark.parametrize("section", ["Politics", "World", "Analysis of opinion", "", "Live blog"])
def test_a_section_that_names_a_subject_says_nothing_of_the_kind(section: str) -> None:
    assert label(file("a.txt"), [own("section", section)], {}).kind == "unlabelled"


@pytest.mark.parametrize(
    ("section", "kind"), [("OPINION", "commentary"), (" Op-Ed ", "commentary"), ("News", "reporting")]
)
def test_a_section_that_names_a_kind_is_that_kind_in_any_case(section: str, kind: str) -> None:
    assert label(file("a.txt"), [own("section", section)], {}).kind == kind


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.org/opinion/2019/gate", "commentary"),
        ("https://example.org/news/Opinion/gate", "commentary"),
        ("https://example.org/news/gate", "reporting"),
        ("https://example.org/public-opinion-on-the-gate", "unlabelled"),
        ("https://example.org/comment/gate", "commentary"),
        ("https://example.org/news/sponsored-content/gate", "advertising"),
        ("https://opinion.example.org/news/gate", "commentary"),
        ("https://news.example.org/gate", "unlabelled"),
        ("https://example.org/?section=/opinion/", "unlabelled"),
        ("https://[half/opinion/", "unlabelled"),
    ],
)
def test_an_address_tells_the_kind_by_a_whole_part_of_its_path(url: str, kind: str) -> None:
    assert label(file("a.txt"), [own("url", url)], {}).kind == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Opinion: The gate", "commentary"),
        ("OP-ED: The gate", "commentary"),
        ("Press release: The gate", "official"),
        ("Opinion | The gate", "commentary"),
        ("Letter: The gate must open", "commentary"),
        ("Sponsored: A better gate", "advertising"),
        ("Opinion divided on the gate", "unlabelled"),
        ("Public opinion: a history", "unlabelled"),
        ("Opinion:gate", "unlabelled"),
        ("Column of smoke: fire at the gate", "unlabelled"),
    ],
)
def test_a_headline_tells_the_kind_by_its_first_word_with_a_colon(title: str, kind: str) -> None:
    assert label(file("a.txt"), titled(title), {}).kind == kind


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ((own("section", "News"), own("section", "OpinionNewsArticle", "JSON-LD @type")), "commentary"),
        ((own("section", "News"), own("url", "https://example.org/opinion/gate")), "commentary"),
        ((own("section", "News"), own("section", "SatiricalArticle", "JSON-LD @type")), "satire"),
        ((own("section", "News"), own("section", "AdvertiserContentArticle", "JSON-LD @type")), "advertising"),
        ((own("section", "News"), own("tag", "Opinion", "meta article:tag")), "commentary"),
        ((own("section", "News"), own("tag", "letters", "meta article:tag")), "reporting"),
        ((own("section", "Opinion"), own("section", "Sponsored content")), "advertising"),
        ((own("section", "News"), own("section", "Press release")), "official"),
    ],
)
def test_what_says_that_a_page_is_no_report_wins_over_its_section_news(told: tuple[OwnField, ...], kind: str) -> None:
    assert label(file("a.txt"), told, {}).kind == kind


@pytest.mark.parametrize(
    ("folder", "told", "doubt"),
    [
        ("reporting", own("section", "Opinion", "article:section"), "article:section: Opinion says commentary"),
        ("official", own("url", "https://example.org/opinion/a"), "address: /opinion/ says commentary"),
        ("reporting", own("title", "Opinion | The gate", "h1"), "headline: Opinion | says commentary"),
        ("commentary", own("section", "Opinion", "article:section"), ""),
        ("reporting", own("section", "News", "article:section"), ""),
        ("commentary", own("section", "News", "article:section"), ""),
    ],
)
def test_a_folder_stands_and_is_in_doubt_where_its_document_says_otherwise(
    folder: str, told: OwnField, doubt: str
) -> None:
    found = label(file(f"{folder}/a.txt"), (told,), {})

    assert (found.kind, kind_in_doubt(found)) == (folder, doubt)
    assert kind_in_doubt(label(file(f"{folder}/a.txt"), (told,), {"kind": folder})) == ""


@pytest.mark.parametrize("folder", ["Reporting", "reporting ", "REPORTING", " reporting"])
def test_capitals_and_blanks_in_a_folders_name_make_no_other_kind(folder: str) -> None:
    assert label(file(f"{folder}/a.txt"), (), {}).kind == "reporting"
    assert label(file("a.txt"), (), {"kind": folder}).kind == "reporting"


def test_a_files_name_is_no_headline() -> None:
    assert label(file("opinion: gate.txt"), (), {}).kind == "unlabelled"
