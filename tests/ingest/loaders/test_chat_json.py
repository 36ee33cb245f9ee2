"""Exported chats: each message is its sender's, and what programs write between them is left out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from errors import DocumentError
from ingest.loaders import LOADERS
from ingest.reader.process import read_contents
from ingest.records import Contents, VoiceKind

Said = list[tuple[str, str | None]]


def read(value: object) -> Contents:
    return read_contents(".json", json.dumps(value).encode())


def said(value: object) -> Said:
    """Each sentence, and who says it."""
    contents = read(value)
    assert {sentence.voice.kind for sentence in contents.sentences if not sentence.heading} == {VoiceKind.QUOTE}
    return [(contents.text[s.start : s.end], s.voice.speaker) for s in contents.sentences if not s.heading]


def slack(text: str, **more: Any) -> dict[str, Any]:
    message = {"type": "message", "ts": "1741079000.000200", "user": "U1", "user_profile": {"real_name": "Oddny Falk"}}
    return {**message, "text": text, **more}


def telegram(text: object, **more: Any) -> dict[str, Any]:
    return {"id": 1, "type": "message", "date": "2025-02-03T08:02:10", "from": "Piet Okker", "text": text, **more}


def chat(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Lock keepers", "type": "private_group", "id": 4, "messages": list(messages)}


def test_a_message_has_its_sender_and_the_time_as_furniture() -> None:
    contents = read([slack("Kiln two was fired.")])

    assert contents.text == "[2025-03-04 09:03] Oddny Falk: Kiln two was fired."
    assert [contents.text[f.start : f.end] for f in contents.furniture] == ["[2025-03-04 09:03] "]
    assert [s.voice.speaker for s in contents.sentences] == ["Oddny Falk"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("See <https://a.example/k2|the drawer>, &lt;now&gt; &amp; here.", "See the drawer, <now> & here."),
        ("See <https://a.example/k2>", "See https://a.example/k2"),
        ("Ask <@U1> or <@U9|piet> in <#C1|kilns>", "Ask @Oddny Falk or @piet in #kilns"),
        ("<!here> write to <mailto:a@b.example|a@b.example>", "@here write to a@b.example"),
        ("It *was* _never_ ~shut~, `x_1` and a_b_c * 2", "It was never shut, x_1 and a_b_c * 2"),
        ("Fired :fire::fire: at 10:30:45 :+1:", "Fired at 10:30:45"),
        (
            "Closed on <!date^1741079000^{date}|4 March> by <!subteam^S1|@night-desk>",
            "Closed on 4 March by @night-desk",
        ),
        ("&amp;lt; stays", "&lt; stays"),
    ],
)
def test_marks_of_slack_are_what_it_shows(text: str, seen: str) -> None:
    assert said([slack(text)]) == [(f"Oddny Falk: {seen}", "Oddny Falk")]


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "channel_join"},
        {"subtype": "channel_topic"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"bot_id": "B1", "user_profile": None} | {"subtype": "bot_message"},
        {"subtype": "tombstone"},
        {"type": "event"},
        {"hidden": True},
    ],
)
def test_what_slack_and_its_robots_write_is_left_out(more: dict[str, Any]) -> None:
    assert said([slack("It is shut."), slack("It has no words.", **more)]) == [
        ("Oddny Falk: It is shut.", "Oddny Falk")
    ]


def test_a_robot_without_a_subtype_is_left_out_and_a_person_with_a_program_is_not() -> None:
    robot = {"type": "message", "ts": "1741079000.1", "user": "U7", "bot_id": "B1", "text": "Reminder."}

    assert said([robot, slack("I posted it.", bot_id="B2")]) == [("Oddny Falk: I posted it.", "Oddny Falk")]


def test_a_name_is_known_from_another_message_and_a_number_stands_for_one_that_is_not() -> None:
    first = {"type": "message", "ts": "1741079000.1", "user": "U1", "text": "I was there."}

    assert said([first, slack("So it was."), {**first, "user": "U2", "text": "I was not."}]) == [
        ("Oddny Falk: I was there.", "Oddny Falk"),
        ("Oddny Falk: So it was.", "Oddny Falk"),
        ("U2: I was not.", "U2"),
    ]


def test_a_line_that_repeats_somebody_is_not_the_words_of_its_sender() -> None:
    assert said([slack("&gt; The kiln was cold all winter.\nThat is wrong.")])[1:] == [
        ("The kiln was cold all winter.", None),
        ("That is wrong.", "Oddny Falk"),
    ]


def test_a_shared_message_is_of_whoever_wrote_it_and_a_preview_of_a_page_of_nobody() -> None:
    shared = {"is_share": True, "author_name": "Piet Okker", "ts": "1741070000.1", "text": "The drawer was empty."}
    preview = {"service_name": "News", "title": "A page", "text": "Words of a page."}

    assert said([slack("I read this.", attachments=[shared, preview])]) == [
        ("Oddny Falk: I read this.", "Oddny Falk"),
        ("Piet Okker: The drawer was empty.", "Piet Okker"),
    ]


def test_an_export_with_the_messages_of_a_channel_in_a_record_is_slack_too() -> None:
    assert said({"channel_id": "C1", "messages": [slack("It is shut.")]}) == [("Oddny Falk: It is shut.", "Oddny Falk")]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("The windlass hangs in the pub.", "The windlass hangs in the pub."),
        (["The ", {"type": "italic", "text": "windlass"}, " hangs."], "The windlass hangs."),
        ([{"type": "text_link", "text": "A page", "href": "https://a.example"}, " says so."], "A page says so."),
        ("One line\nand another", "One line\nand another"),
        (["&amp; <b> *stays*"], "&amp; <b> *stays*"),
    ],
)
def test_texts_of_telegram_are_what_it_shows(text: object, seen: str) -> None:
    assert said(chat(telegram(text))) == [(f"Piet Okker: {seen}", "Piet Okker")]


def test_what_is_passed_on_is_of_whoever_wrote_it() -> None:
    messages = [telegram("Three boats sit on the mud.", forwarded_from="Ludmila Hartog"), telegram("So it is.")]

    assert said(chat(*messages)) == [
        ("Ludmila Hartog: Three boats sit on the mud.", "Ludmila Hartog"),
        ("Piet Okker: So it is.", "Piet Okker"),
    ]
    assert "forwarded by Piet Okker] Ludmila" in read(chat(*messages)).text


def test_services_are_left_out_a_quotation_is_nobodys_and_a_poll_is_its_senders() -> None:
    messages = [
        telegram("", type="service", action="create_group", actor="Ana"),
        telegram([{"type": "blockquote", "text": "The keeper slept."}, "\nHe did not."]),
        telegram("", poll={"question": "Who has the key?", "answers": []}),
    ]

    assert said(chat(*messages))[1:] == [
        ("The keeper slept.", None),
        ("He did not.", "Piet Okker"),
        ("Piet Okker: Who has the key?", "Piet Okker"),
    ]


def test_all_chats_of_an_export_are_read_each_under_its_name() -> None:
    other = {**chat(telegram("No.", **{"from": None})), "name": "Ana"}

    contents = read({"about": "x", "chats": {"list": [chat(telegram("Yes.")), other]}})

    assert contents.text.split("\n\n") == [
        "Lock keepers",
        "[2025-02-03 08:02] Piet Okker: Yes.",
        "Ana",
        "[2025-02-03 08:02] Deleted Account: No.",
    ]


def test_the_chats_name_is_the_title_and_files_are_told() -> None:
    contents = read(chat(telegram("See.", photo="photos/1.jpg"), telegram("", file="a.pdf")))

    assert contents.own_title == "Lock keepers"
    assert contents.partly == ("2 messages with a file, which is not read",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{}", "is no exported chat that is known: put what it says into a .txt or .csv file"),
        (b"[]", "is no exported chat"),
        (b'"words"', "is no exported chat"),
        (b"3", "is no exported chat"),
        (b'[{"id": "U1", "name": "oddny"}]', "is no exported chat"),
        (b'{"messages": {"a": 1}}', "is no exported chat"),
        (b'{"messages": [', "is no JSON that can be read"),
        (b"Words.", "is no JSON that can be read"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"a":' * 200_000, "nested too deep"),
        (b"[" + b"9" * 10_000 + b"]", "is no JSON that can be read"),
        (b"[\xff\xfe\x00]", "holds binary data"),
        (json.dumps([slack("Cut \ud83d off.")]).encode(), "is damaged: it holds codes that are no characters"),
    ],
)
def test_any_other_file_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refused:
        read_contents(".json", data)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "odd",
    [
        {"ts": "9" * 400},
        {"ts": 3},
        {"text": ["a", 3]},
        {"user_profile": "x"},
        {"attachments": {"a": 1}},
        {"attachments": [None, {"is_share": True, "author_name": 3, "text": None}]},
        {"files": "x"},
        {"subtype": 3},
    ],
)
def test_odd_fields_of_one_message_leave_the_others_as_they_are(odd: dict[str, Any]) -> None:
    assert ("Oddny Falk: It is shut.", "Oddny Falk") in said([{**slack(""), **odd}, slack("It is shut.")])


@pytest.mark.parametrize(
    "odd", [{"text": {"a": 1}}, {"text": [None, {"text": 3}]}, {"poll": 3}, {"date": 3}, {"from": 3}]
)
def test_odd_fields_of_telegram_do_no_harm(odd: dict[str, Any]) -> None:
    assert ("Piet Okker: It is shut.", "Piet Okker") in said(chat({**telegram(""), **odd}, telegram("It is shut.")))


DISCORD = {
    "guild": {"name": "River Watch"},
    "messages": [
        {"type": "GuildMemberJoin", "timestamp": "2025-03-04T19:01:00+00:00", "content": "Joined the server.",
         "author": {"name": "gillnet", "isBot": False}},
        {"type": "Default", "timestamp": "2025-03-04T19:02:00+00:00", "content": "The siren did not sound.",
         "author": {"name": "k9", "nickname": "weirkeeper", "isBot": False}},
        {"type": "Reply", "timestamp": "2025-03-04T19:03:00+00:00", "content": "Mine did.\nTwice.",
         "author": {"name": "gillnet", "isBot": False}},
        {"type": "Default", "timestamp": "2025-03-04T19:03:30+00:00", "content": "Level 4 m.",
         "author": {"name": "gauge", "isBot": True}},
    ],
}  # fmt: skip
META = {
    "participants": [{"name": "Ida Holm"}, {"name": "Bo"}],
    "messages": [
        {"sender_name": "Bo", "timestamp_ms": 1741115040000, "content": "At the cafÃ©."},
        {"sender_name": "Ida Holm", "timestamp_ms": 1741115000000, "content": "Where is the book?"},
    ],
}
GOOGLE = {
    "messages": [
        {
            "creator": {"name": "Ida Holm"},
            "created_date": "Tuesday, 4 March 2025 at 19:02:00 UTC",
            "text": "It is gone.",
        },
        {"creator": {"name": "Bo"}, "created_date": "Tuesday, 4 March 2025 at 19:03:00 UTC", "text": "Since when?"},
    ]
}


@pytest.mark.parametrize(
    ("export", "said"),
    [
        (DISCORD, [("weirkeeper", "The siren did not sound."), ("gillnet", "Mine did.\nTwice.")]),
        (META, [("Ida Holm", "Where is the book?"), ("Bo", "At the café.")]),
        (GOOGLE, [("Ida Holm", "It is gone."), ("Bo", "Since when?")]),
    ],
)
def test_the_chats_of_other_programs_are_their_senders_in_the_order_of_time(
    export: dict[str, object], said: list[tuple[str, str]]
) -> None:
    loaded = LOADERS[".json"](json.dumps(export).encode())

    found = [(block.speaker, loaded.text[block.start : block.end]) for block in loaded.blocks]
    assert [speaker for speaker, _ in found] == [speaker for speaker, _ in said]
    assert all(text.endswith(f"{speaker}: {words}") for (_, text), (speaker, words) in zip(found, said, strict=True))


def test_lines_that_repeat_somebody_and_files_are_told_in_the_chats_of_other_programs_too() -> None:
    message = {
        "type": "Default",
        "timestamp": "2025-03-04T19:02:00+00:00",
        "content": "> The siren was tested.\nIt was not.",
        "author": {"name": "k9"},
        "attachments": [{"fileName": "siren.mp3"}],
    }

    loaded = LOADERS[".json"](json.dumps({"messages": [message]}).encode())

    said = [(block.speaker, loaded.text[block.start : block.end]) for block in loaded.blocks]
    assert said[-2:] == [(None, "The siren was tested."), ("k9", "It was not.")]
    assert loaded.partly == ("1 message with a file, which is not read",)


def test_records_that_only_have_messages_are_no_chat() -> None:
    with pytest.raises(DocumentError, match="no exported chat that is known"):
        LOADERS[".json"](json.dumps({"messages": [{"id": "saved", "text": "The file was saved."}]}).encode())
