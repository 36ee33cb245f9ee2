"""The Ask page: empty, answered, failed."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.ask_parts import answering
from app_pages.drawing.clicks import Press
from app_pages.frame import engine
from errors import ModelError
from index.encoding import background_cosines
from index.records import Plan
from ingest.records import VoiceKind
from settings import read_settings
from tests.app.shown import generation, markup, with_filters

QUESTION = "Who closed the lower gate at noon?"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ![x](http://evil.example/x) $$x$$ :red[x] **x**"


def shown(app: AppTest) -> str:
    """Everything the page shows as HTML, as a reader sees it."""
    return "\n".join(words(block.value) for block in app.html)


def words(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:u|mark)\b[^>]*>", "", markup)))


def lanes(app: AppTest) -> dict[str, str]:
    """Kind → its lane of the newest answer, as HTML."""
    answer = [block.value for block in app.html if 'class="byline-lanes ' in block.value][-1]
    return dict(
        re.findall(r'(?s)(?=<section class="byline-lane [^>]*aria-label="(\w+)")(<section.*?</section>)', answer)
    )


def questions(app: AppTest) -> list[str]:
    page = "\n".join(block.value for block in app.html)
    return [words(found).strip() for found in re.findall('<h2 class="byline-(?:asked|question)".*?</h2>', page)]


def asked(app: AppTest, question: str = QUESTION) -> AppTest:
    return app.run().chat_input[0].set_value(question).run()


def refusals(app: AppTest) -> list[str]:
    return [words(block.value).strip() for block in app.html if 'class="byline-refusal"' in block.value]


def test_what_the_first_question_needs_is_ready_soon_after_the_page(
    app: AppTest, encoder: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_cosines, "_known", {})
    monkeypatch.setattr(engine, "WARM_AFTER_S", 0.0)
    app.run()
    settings = read_settings()
    warming = engine._warming(settings.model, str(settings.cache.resolve()))
    warming.soon.join(120)
    assert warming.is_done
    encoder.embedded = 0

    asked(app)

    assert not app.exception
    assert encoder.embedded == 0


def test_the_first_run_builds_the_library_and_goes_on(app: AppTest, encoder: object) -> None:
    background_cosines.background_of(encoder)  # once for a process, so that what the build embeds can be counted
    encoder.embedded = 0
    app.run()
    assert not app.exception
    assert encoder.embedded == 2
    assert "1 reporting document" in shown(app)
    assert "1 commentary document" in shown(app)
    assert generation(app) == 1


def test_the_empty_page_says_what_byline_is(app: AppTest) -> None:
    assert "every answer is a quotation" in shown(app.run())


def test_an_example_question_from_the_documents_is_asked_when_it_is_pressed(app: AppTest) -> None:
    app.run().button("ask.example.0").click().run()
    assert not app.exception
    assert "Who closed the lower gate at noon?" in shown(app)
    assert set(lanes(app)) == {"Reporting", "Commentary"}


def test_each_lane_holds_only_its_own_kind(app: AppTest) -> None:
    found = lanes(asked(app, "What of the gate?"))
    assert list(found) == ["Reporting", "Commentary"]
    assert "lower gate" in words(found["Reporting"])
    assert "mistake" not in words(found["Reporting"])
    assert "mistake" in words(found["Commentary"])
    assert "lower gate" not in words(found["Commentary"])


def test_the_evidence_is_a_row_word_for_word(app: AppTest) -> None:
    lane = lanes(asked(app))["Reporting"]
    sentence = re.search(r'<span class="byline-sentence"[^>]*data-byline="evidence"[^>]*>(.*?)</span>', lane)
    assert re.sub("<[^>]*>", "", sentence[1]) == "Engineers closed the lower gate at noon."


def test_the_words_that_matched_are_marked_inside_the_evidence(app: AppTest) -> None:
    lane = lanes(asked(app))["Reporting"].split("</button>")[0]
    assert re.findall(r'<u class="byline-matched">(.*?)</u>', lane) == ["closed", "lower", "gate", "noon"]


def test_a_passage_never_stands_without_its_label_and_voice(app: AppTest) -> None:
    lane = lanes(asked(app))["Reporting"]
    row = words(lane.split("</button>")[0])
    assert "river" in row
    assert "undated" in row
    assert "own words" in row
    assert "Reporting: 1 document, 1 passage" in shown(app)


def test_each_row_and_each_kind_is_marked_for_what_reads_the_page(app: AppTest) -> None:
    for name, lane in lanes(asked(app, "What of the gate?")).items():
        marked = re.findall(r'data-byline="(\w+)" data-kind="(\w+)"', lane)
        assert marked == [("kind", name.lower()), ("evidence", name.lower())]


def test_an_earlier_answer_is_folded_to_its_question_and_who_has_something_on_it(app: AppTest) -> None:
    asked(app)
    app.chat_input[0].set_value("Who should resign?").run()
    [earlier] = [block.value for block in app.html if 'class="byline-earlier"' in block.value]
    head = words(earlier.split("</summary>")[0])
    assert QUESTION in head
    assert "reporting" in head.lower()
    assert "byline-row" not in earlier.split("</summary>")[0]


def test_a_kind_with_nothing_to_say_shows_what_was_searched_and_its_nearest_miss(app: AppTest) -> None:
    lane = lanes(asked(app, "Who resigned from the council?"))["Reporting"]
    assert "no match" in words(lane)
    assert words(lane).count("1 document, 1 passage") == words(lane).count("1 document") == 1
    assert re.search(r'<button [^>]*data-passage="0 0 0">Closest passage</button>', lane)


def test_the_newest_question_stands_at_the_bottom(app: AppTest) -> None:
    asked(app, "Who closed the gate?")
    app.chat_input[0].set_value("Who should resign?").run()
    assert questions(app) == ["Who closed the gate?", "Who should resign?"]


def test_an_earlier_answer_stays_as_it_was_when_its_document_is_gone(app: AppTest, corpus: Path) -> None:
    before = lanes(asked(app))["Reporting"]
    (corpus / "reporting/river.txt").write_text("Nothing of that kind ever happened.\n", encoding="utf-8")
    app.run().button("library.rebuild").click().run()
    assert generation(app) == 2
    assert lanes(app)["Reporting"] == before


def test_a_new_conversation_forgets_the_turns(app: AppTest) -> None:
    asked(app)
    button = next(button for button in app.button if button.label == "New conversation")
    button.click().run()
    assert not [block for block in app.html if 'class="byline-question"' in block.value]
    assert "every answer is a quotation" in shown(app)


def test_a_filter_leaves_the_other_kind_unsearched_and_says_so(app: AppTest) -> None:
    with_filters(app).multiselect("ask.kinds").select("commentary").run()
    app.chat_input[0].set_value(QUESTION).run()
    assert "Searched only: commentary" in shown(app)
    assert "Not searched: the filters leave no document of this kind." in words(lanes(app)["Reporting"])


def test_a_filter_on_voices_is_said(app: AppTest) -> None:
    with_filters(app).multiselect("ask.voices").select(VoiceKind.QUOTE).run()
    app.chat_input[0].set_value(QUESTION).run()
    assert not app.exception
    assert "Searched only: direct quotes" in shown(app)


def test_a_filter_on_a_document_that_is_gone_does_not_break_the_page(app: AppTest, corpus: Path) -> None:
    with_filters(app).multiselect("ask.documents").select("commentary/gate.md").run()
    (corpus / "commentary/gate.md").unlink()
    app.run().button("library.rebuild").click().run()
    assert not app.exception
    assert "1 reporting document" in shown(app)


def test_a_changed_corpus_is_noticed_and_rebuilt_on_request(app: AppTest, corpus: Path) -> None:
    app.run()
    assert "Changed since the last update" not in shown(app)
    (corpus / "official").mkdir()
    (corpus / "official/order.txt").write_text("The gate is to be closed.\n", encoding="utf-8")
    app.run()
    assert "Changed since the last update: 1 document added." in shown(app)
    app.button("library.rebuild").click().run()
    assert "Changed since the last update" not in shown(app)
    assert "1 official document" in shown(app)


def test_an_unchanged_corpus_is_planned_once(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[Plan] = []
    plan = engine.plan
    monkeypatch.setattr(engine, "plan", lambda *settings, **_: plans.append(plan(*settings)) or plans[-1])
    asked(app)
    app.run()
    assert len(plans) == 1


def test_files_that_could_not_be_read_are_counted_with_the_way_to_them(app: AppTest, corpus: Path) -> None:
    (corpus / "reporting/scan.bin").write_bytes(b"\x00\x01")
    app.run()
    assert [link.proto.label for link in app.sidebar.get("page_link")] == ["1 file could not be read"]


def test_a_missing_corpus_is_refused_in_one_line(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_CORPUS", "/nowhere")
    app.run()
    assert not app.exception
    assert refusals(app) == ["corpus folder /nowhere not found: create it, or name another with --corpus"]


def test_a_question_that_is_too_long_is_refused_and_the_conversation_stays(app: AppTest) -> None:
    asked(app)
    app.chat_input[0].set_value("gate " * 2_000).run()
    assert [line.split(":")[0] for line in refusals(app)] == ["the question is too long"]
    assert QUESTION in shown(app)
    assert set(lanes(app)) == {"Reporting", "Commentary"}


def test_a_question_is_measured_before_anything_reads_its_words(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("its words were read")

    monkeypatch.setattr(answering, "ask_after", read)
    monkeypatch.setattr(answering, "question_html", read)
    app.query_params["q"] = "why" + ", " * 20_000

    app.run()

    assert not app.exception
    assert refusals(app) == ["the question is too long: 40,003 characters, at most 2,000; shorten it"]


def test_a_broken_sources_file_is_told_and_questions_still_answered(app: AppTest, corpus: Path) -> None:
    app.run()
    (corpus / "sources.toml").write_text("[documents\n", encoding="utf-8")
    asked(app)
    assert len(refusals(app)) == 1
    assert "sources.toml" in refusals(app)[0]
    assert "lower gate" in words(lanes(app)["Reporting"])


def test_a_library_of_another_layout_is_refused_in_one_line(app: AppTest, data: Path) -> None:
    data.mkdir()
    (data / "library.db").write_bytes(b"no database " * 100)
    app.run()
    assert not app.exception
    assert len(refusals(app)) == 1


def test_a_missing_model_is_told_once_beside_the_library(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ModelError(f"model {name} is not on this machine")

    app.run()
    engine.st.cache_resource.clear()
    monkeypatch.setattr(engine, "find_model", refuse)
    app.run()
    assert refusals(app) == ["model all-MiniLM-L6-v2 is not on this machine"]
    assert "1 reporting document" in shown(app)


def test_hostile_text_is_never_markup(app: AppTest, corpus: Path) -> None:
    (corpus / "reporting/hostile.txt").write_text(f"Gate {HOSTILE}\n\nThe gate said {HOSTILE}.\n", encoding="utf-8")
    asked(app, f"Gate {HOSTILE}")
    assert not app.exception
    assert HOSTILE in shown(app)
    markup = "".join(block.value for block in app.html)
    assert "<script>alert" not in markup
    assert "<img" not in markup
    in_markdown = [*app.markdown, *app.caption, *app.error, *(one.label for one in app.expander)]
    assert not [element for element in in_markdown if "evil.example" in str(element)]
    assert not [button.label for button in app.button if "evil.example" in button.label]


def test_a_follow_up_is_shown_as_typed_and_as_it_was_understood(app: AppTest) -> None:
    asked(app, "Who closed the lower gate?")
    app.chat_input[0].set_value("and when was that?").run()

    assert "and when was that?" in words(shown(app))
    [searched] = re.findall(r'<input class="byline-query"[^>]*value="([^"]*)"', markup(app))
    assert searched.startswith("and when was that?")
    assert "gate" in searched


def test_what_was_searched_can_be_searched_otherwise_or_as_it_was_typed(app: AppTest) -> None:
    asked(app, "Who closed the lower gate?")
    app.chat_input[0].set_value("and when was that?").run()
    for words_searched in ("Who should resign?", "and when was that?"):
        app.session_state["ask.pressed"] = Press("search", f"1 {words_searched}")
        app.run()
        assert questions(app)[-1] == words_searched
        assert app.session_state["ask.turns"][-1].answer.question == words_searched
    app.session_state["ask.pressed"] = Press("search", "9 Who?")
    assert len(questions(app.run())) == 4


def test_a_question_that_stands_alone_is_not_bent(app: AppTest) -> None:
    asked(app, "Who closed the lower gate?")
    app.chat_input[0].set_value("Which council should resign?").run()

    assert "byline-query" not in markup(app)


def test_further_passages_of_a_kind_come_until_none_is_left_and_are_exported_too(app: AppTest, corpus: Path) -> None:
    for number in range(20):
        said = f"Gate {number} of the river was closed at noon by keeper {number}.\n"
        (corpus / f"reporting/gate{number}.txt").write_text(said, encoding="utf-8")
    asked(app, "Which gate was closed at noon?")
    lane = app.session_state["ask.turns"][0].answer.lanes[0]
    assert (len(lane.hits), lane.more > 10) == (5, True)
    assert f"{lane.more + 2}+ more" in words(lanes(app)["Reporting"])

    for _ in range(3):
        app.session_state["ask.pressed"] = Press("more", "0 0")
        app.run()
        assert not app.exception
    after = app.session_state["ask.turns"][0].answer.lanes[0]
    assert after.hits[:5] == lane.hits
    assert len({hit.document.id for hit in after.hits}) == len(after.hits) == 21
    assert after.more == 0
    assert "byline-further" not in lanes(app)["Reporting"]
    assert lanes(app)["Reporting"].count("byline-sentence") == 21


def test_further_passages_of_an_older_library_are_not_mixed_with_todays(app: AppTest, corpus: Path) -> None:
    for number in range(9):
        (corpus / f"reporting/gate{number}.txt").write_text(f"Gate {number} was closed.\n", encoding="utf-8")
    asked(app, "Which gate was closed?")
    (corpus / "reporting/gate1.txt").write_text("Gate 1 was never closed.\n", encoding="utf-8")
    app.run().button("library.rebuild").click().run()
    app.session_state["ask.pressed"] = Press("more", "0 0")
    app.run()
    assert refusals(app) == ["no further passages: the documents have been updated since this answer; ask again"]


def test_a_code_of_a_passage_and_a_word_of_the_question_lead_to_every_mention(app: AppTest, corpus: Path) -> None:
    said = "Valve V-17 on line B2 was closed in 2026 by 3 engineers."
    (corpus / "reporting/valve.txt").write_text(f"{said}\n", encoding="utf-8")
    app.run().chat_input[0].set_value("Who closed valve V-17?").run()
    app.session_state["ask.beside.pressed"] = Press("open", "0 0 1")
    page = markup(app.run())
    leading = re.findall(r'<(?:u|span) [^>]*role="link"[^>]*>(.*?)</(?:u|span)>', page)
    assert {"V-17", "B2"} <= {re.sub("<[^>]*>", "", one) for one in leading} <= {"V-17", "B2", "Valve", "closed"}

    app.session_state["ask.beside.pressed"] = Press("everywhere", "V-17")
    app.run()
    assert not app.exception
    assert app.text_input("find.words").value == "V-17"
    assert said in shown(app)
