"""Whose turn it is, in the forms that hearings, interviews, talks and chats have, and what is no turn of anybody's."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.loaders import LOADERS
from ingest.reader.process import read_contents
from ingest.records import BlockKind, Loaded, VoiceKind
from ingest.speech.turn_words import is_unnamed
from ingest.speech.turns import with_turns

GOLDEN = Path(__file__).parents[2] / "golden" / "documents"

Turns = list[tuple[str | None, str]]

TALKS: dict[str, tuple[str, Turns]] = {
    "names with a dash": (
        "Ann Lee — When did you go down?\n\nJon Wirth — At first light. The hull was cut.\n\nAnn Lee — By whom?\n\n"
        "(A silence.)\n\nJon Wirth — Nobody told me.",
        [
            ("Ann Lee", "Ann Lee — When did you go down?"),
            ("Jon Wirth", "Jon Wirth — At first light. The hull was cut."),
            ("Ann Lee", "Ann Lee — By whom?"),
            (None, "(A silence.)"),
            ("Jon Wirth", "Jon Wirth — Nobody told me."),
        ],
    ),
    "constituencies, below the title of a bill": (
        "Harbour Dues Bill: second reading\n\nAnna Holm (Norby East): I beg to move.\n\nThe dues have not changed.\n\n"
        "[Interruption.]\n\nThey are lower than in Varde.\n\nOlaf Berg (Ribe): Who pays?\n\nAnna Holm: The boats.",
        [
            (None, "Harbour Dues Bill: second reading"),
            ("Anna Holm", "Anna Holm (Norby East): I beg to move."),
            ("Anna Holm", "The dues have not changed."),
            (None, "[Interruption.]"),
            ("Anna Holm", "They are lower than in Varde."),
            ("Olaf Berg", "Olaf Berg (Ribe): Who pays?"),
            ("Anna Holm", "Anna Holm: The boats."),
        ],
    ),
    "rows of a table": (
        "00:00:05\tAnn Lee\tWhich ward was it?\n00:00:09\tDora Ruiz\tI was on the fourth floor.\n"
        "00:00:31\tAnn Lee\tDid they know?\n00:00:34\tDora Ruiz\tTwo of them signed it.",
        [
            ("Ann Lee", "00:00:05\tAnn Lee\tWhich ward was it?"),
            ("Dora Ruiz", "00:00:09\tDora Ruiz\tI was on the fourth floor."),
            ("Ann Lee", "00:00:31\tAnn Lee\tDid they know?"),
            ("Dora Ruiz", "00:00:34\tDora Ruiz\tTwo of them signed it."),
        ],
    ),
    "names in capitals beside a column of words, one of them once": (
        "DC SMITH          Where did you buy it?\n\nPOTTLE            In the lay-by. I paid cash.\n\n"
        "DS ADEYEMI        The number had been filed off.\n\nPOTTLE            I never looked.\n\n"
        "DC SMITH          The dog is in the picture.",
        [
            ("DC SMITH", "DC SMITH          Where did you buy it?"),
            ("POTTLE", "POTTLE            In the lay-by. I paid cash."),
            ("DS ADEYEMI", "DS ADEYEMI        The number had been filed off."),
            ("POTTLE", "POTTLE            I never looked."),
            ("DC SMITH", "DC SMITH          The dog is in the picture."),
        ],
    ),
    "a record whose last turn goes on": (
        "WHITCOMB: Tell me about it.\n\nPICKENS: We brought it in by June.\n\nThe second one came by itself.\n\n"
        "WHITCOMB: A miracle?\n\nPICKENS: It was work.\n\nI have kept one ear of it.",
        [
            ("WHITCOMB", "WHITCOMB: Tell me about it."),
            ("PICKENS", "PICKENS: We brought it in by June."),
            ("PICKENS", "The second one came by itself."),
            ("WHITCOMB", "WHITCOMB: A miracle?"),
            ("PICKENS", "PICKENS: It was work."),
            ("PICKENS", "I have kept one ear of it."),
        ],
    ),
    "names in brackets with a time": (
        "[Ann Lee] 10:04:11\nThe orchard was sold in one piece.\n\n[Jon Wirth] 10:04:26\nThe address is a garage.",
        [
            (None, "[Ann Lee] 10:04:11"),
            ("Ann Lee", "The orchard was sold in one piece."),
            (None, "[Jon Wirth] 10:04:26"),
            ("Jon Wirth", "The address is a garage."),
        ],
    ),
    "names above days and times, and what a program says of them": (
        "Lotte Haas\n4 March 2025, 09:12\nThe gate was sawn off.\n\nJon Wirth\n4 March 2025, 09:20\nAn engine woke "
        "us.\n\nJon Wirth sent a photo.\n\nLotte Haas\n4 March 2025, 09:31\nPlease write down the hour.",
        [
            (None, "Lotte Haas"),
            (None, "4 March 2025, 09:12"),
            ("Lotte Haas", "The gate was sawn off."),
            (None, "Jon Wirth"),
            (None, "4 March 2025, 09:20"),
            ("Jon Wirth", "An engine woke us."),
            (None, "Jon Wirth sent a photo."),
            (None, "Lotte Haas"),
            (None, "4 March 2025, 09:31"),
            ("Lotte Haas", "Please write down the hour."),
        ],
    ),
    "a telephone's chat with the hours of Spain": (
        "12/5/24, 7:44 a. m. - Rosa Alba: Entraron otra vez.\n12/5/24, 7:52 a. m. - Julio Mar: Quien entró lo sabía.",
        [
            ("Rosa Alba", "12/5/24, 7:44 a. m. - Rosa Alba: Entraron otra vez."),
            ("Julio Mar", "12/5/24, 7:52 a. m. - Julio Mar: Quien entró lo sabía."),
        ],
    ),
    "who is asked, by initials that the head of a record explains": (
        "Interviewer: Ann Lee (AL)\nInterviewee: Bogdan Wit (BW)\n\nAL: What did you make?\n\nBW: A stopper. It was "
        "crooked.\n\nAL: Why did he keep it?\n\nBW: He showed it to us.",
        [
            (None, "Interviewer: Ann Lee (AL)\nInterviewee: Bogdan Wit (BW)"),
            ("Ann Lee", "AL: What did you make?"),
            ("Bogdan Wit", "BW: A stopper. It was crooked."),
            ("Ann Lee", "AL: Why did he keep it?"),
            ("Bogdan Wit", "BW: He showed it to us."),
        ],
    ),
    "who asks, in the head of a record": (
        "Interviewer:   Carel Vos\n\nVOS:   You said that it broke?\n\nDROST:   On a Friday. We had the sledge.\n\n"
        "VOS:   What did he do?\n\nDROST:   He cut the ropes.",
        [
            (None, "Interviewer:   Carel Vos"),
            ("VOS", "VOS:   You said that it broke?"),
            ("DROST", "DROST:   On a Friday. We had the sledge."),
            ("VOS", "VOS:   What did he do?"),
            ("DROST", "DROST:   He cut the ropes."),
        ],
    ),
    "questions alone, where the title says who answers": (
        "Interview with Yusuf Demir\n\nWhen did you check the exits?\n\nThree of the five were blocked.\n\n"
        "Did you report that?\n\nI reported it every night.\n\nIs there a copy?\n\nMy wife has one.",
        [
            (None, "Interview with Yusuf Demir"),
            (None, "When did you check the exits?"),
            ("Yusuf Demir", "Three of the five were blocked."),
            (None, "Did you report that?"),
            ("Yusuf Demir", "I reported it every night."),
            (None, "Is there a copy?"),
            ("Yusuf Demir", "My wife has one."),
        ],
    ),
    "capitals": (
        "CHAIR: Order. Mr Friis, when did you see it?\nMR FRIIS: In May. I told the board.\nMS HOLM "
        "(counsel): I object.\n",
        [
            ("CHAIR", "CHAIR: Order. Mr Friis, when did you see it?"),
            ("MR FRIIS", "MR FRIIS: In May. I told the board."),
            ("MS HOLM", "MS HOLM (counsel): I object."),
        ],
    ),
    "two turns and a part in the talk": (
        "Reporter: Did you know?\n\nHalloran: No. The crack was hidden from us.",
        [("Reporter", "Reporter: Did you know?"), ("Halloran", "Halloran: No. The crack was hidden from us.")],
    ),
    "a parliament's print": (
        "Mr. RUIZ. I thank the chairman.\n\nMs. HOLT. The fund is solvent.\n\nThe CHAIRMAN. Order.",
        [
            ("Mr. RUIZ", "Mr. RUIZ. I thank the chairman."),
            ("Ms. HOLT", "Ms. HOLT. The fund is solvent."),
            ("The CHAIRMAN", "The CHAIRMAN. Order."),
        ],
    ),
    "a committee's print": (
        "Mr. Friis. I saw it in May.\n\nSenator Holm. Who else did?\n\nMr. Friis. Nobody.",
        [
            ("Mr. Friis", "Mr. Friis. I saw it in May."),
            ("Senator Holm", "Senator Holm. Who else did?"),
            ("Mr. Friis", "Mr. Friis. Nobody."),
        ],
    ),
    "a chat with a number that has no name": (
        "04.03.25, 09:12 - +45 12 34 56 78: It sinks.\n04.03.25, 09:13 - ~ Bo: Since when?",
        [
            ("+45 12 34 56 78", "04.03.25, 09:12 - +45 12 34 56 78: It sinks."),
            ("Bo", "04.03.25, 09:13 - ~ Bo: Since when?"),
        ],
    ),
    "offices and seats in brackets": (
        "Anna Holm (Norby East) (Ind): Will you resign?\n\nThe Minister for Harbours (Mr Friis): No.\n\nMr "
        "Friis: I was told.",
        [
            ("Anna Holm", "Anna Holm (Norby East) (Ind): Will you resign?"),
            ("Mr Friis", "The Minister for Harbours (Mr Friis): No."),
            ("Mr Friis", "Mr Friis: I was told."),
        ],
    ),
    "offices behind a comma": (
        "Ann Cole, harbour master: The port is full.\n\nBo Li, council leader: I disagree.\n\nAnn Cole: Who pays?",
        [
            ("Ann Cole", "Ann Cole, harbour master: The port is full."),
            ("Bo Li", "Bo Li, council leader: I disagree."),
            ("Ann Cole", "Ann Cole: Who pays?"),
        ],
    ),
    "questions and answers of a named person": (
        "Interview with Knud Friis\n\nQ: When did you see it?\n\nA: In May.\n",
        [(None, "Interview with Knud Friis"), ("Q", "Q: When did you see it?"), ("Knud Friis", "A: In May.")],
    ),
    "a court's record": (
        "KNUD FRIIS, having been duly sworn, testified as follows:\n\nEXAMINATION BY MR. JONES:\n\nQ.  When "
        "was it?\n\n"
        "A.  In May.\n\nBY MS. HOLM:\n\nQ.  Who was there?\n\nA.  Everyone.",
        [
            (None, "KNUD FRIIS, having been duly sworn, testified as follows:"),
            (None, "EXAMINATION BY MR. JONES:"),
            ("MR. JONES", "Q.  When was it?"),
            ("KNUD FRIIS", "A.  In May."),
            (None, "BY MS. HOLM:"),
            ("MS. HOLM", "Q.  Who was there?"),
            ("KNUD FRIIS", "A.  Everyone."),
        ],
    ),
    "first letters": (
        "Anna Holm met Knud Friis on the quay.\n\nAH: When did you see it?\n\nKF: In May.\n\nAH: And then?",
        [
            (None, "Anna Holm met Knud Friis on the quay."),
            ("Anna Holm", "AH: When did you see it?"),
            ("Knud Friis", "KF: In May."),
            ("Anna Holm", "AH: And then?"),
        ],
    ),
    "times before the names": (
        "[00:00:05] Anna Holm: Welcome.\n[00:00:12] Knud Friis: The quay is not safe.\n",
        [
            ("Anna Holm", "[00:00:05] Anna Holm: Welcome."),
            ("Knud Friis", "[00:00:12] Knud Friis: The quay is not safe."),
        ],
    ),
    "times behind the names": (
        "Anna Holm (00:05): Welcome.\nKnud Friis (00:12): The quay is not safe.\n",
        [("Anna Holm", "Anna Holm (00:05): Welcome."), ("Knud Friis", "Knud Friis (00:12): The quay is not safe.")],
    ),
    "names and times in lines of their own": (
        "Knud Friis  0:12\nThe quay is not safe.\n\nAnna Holm  0:20\nWho knows it?\n",
        [
            (None, "Knud Friis  0:12"),
            ("Knud Friis", "The quay is not safe."),
            (None, "Anna Holm  0:20"),
            ("Anna Holm", "Who knows it?"),
        ],
    ),
    "names in lines of their own": (
        "Anna Holm\nWho knows it?\n\nKnud Friis\nWe all do. The board was told.\n\nAnna Holm\nSince when?\n\n"
        "Knud Friis\nSince May.\n",
        [
            (None, "Anna Holm"),
            ("Anna Holm", "Who knows it?"),
            (None, "Knud Friis"),
            ("Knud Friis", "We all do. The board was told."),
            (None, "Anna Holm"),
            ("Anna Holm", "Since when?"),
            (None, "Knud Friis"),
            ("Knud Friis", "Since May."),
        ],
    ),
    "a chat on a telephone": (
        "[04/03/2025, 09:12:44] Knud Friis: It sinks.\n[04/03/2025, 09:13:01] Anna Holm: Since when?\n"
        "[04/03/2025, 09:14:22] Knud Friis: Since May.\nNobody has measured it.",
        [
            ("Knud Friis", "[04/03/2025, 09:12:44] Knud Friis: It sinks."),
            ("Anna Holm", "[04/03/2025, 09:13:01] Anna Holm: Since when?"),
            ("Knud Friis", "[04/03/2025, 09:14:22] Knud Friis: Since May.\nNobody has measured it."),
        ],
    ),
    "a chat on another telephone": (
        "04/03/2025, 09:12 - Messages are encrypted.\n04/03/2025, 09:12 - Knud Friis: It sinks.\n3/4/25, "
        "9:14 AM - Bo: When?",
        [
            (None, "04/03/2025, 09:12 - Messages are encrypted."),
            ("Knud Friis", "04/03/2025, 09:12 - Knud Friis: It sinks."),
            ("Bo", "3/4/25, 9:14 AM - Bo: When?"),
        ],
    ),
    "subtitles of a channel": (
        ">> ANNA HOLM: What do you see?\n>> KNUD FRIIS: We see the crack.\n",
        [("ANNA HOLM", ">> ANNA HOLM: What do you see?"), ("KNUD FRIIS", ">> KNUD FRIIS: We see the crack.")],
    ),
    "numbered speakers": (
        "Speaker 1: Welcome.\nSpeaker 2: I am glad.\nSpeaker 1: Who did it?\n",
        [
            ("Speaker 1", "Speaker 1: Welcome."),
            ("Speaker 2", "Speaker 2: I am glad."),
            ("Speaker 1", "Speaker 1: Who did it?"),
        ],
    ),
    "French": (
        "Le Monde : Quand avez-vous vu la fissure ?\n\nKnud Friis : En mai.\n\nLe Monde : Et ensuite ?",
        [
            ("Le Monde", "Le Monde : Quand avez-vous vu la fissure ?"),
            ("Knud Friis", "Knud Friis : En mai."),
            ("Le Monde", "Le Monde : Et ensuite ?"),
        ],
    ),
    "German": (
        "FRAGE: Wann war das?\n\nANTWORT: Im Mai.\n",
        [("FRAGE", "FRAGE: Wann war das?"), ("ANTWORT", "ANTWORT: Im Mai.")],
    ),
    "Chinese": (
        "记者：你什么时候看到裂缝的？\n\n弗里斯：五月。\n\n记者：然后呢？\n\n弗里斯：我不知道。",
        [
            ("记者", "记者：你什么时候看到裂缝的？"),
            ("弗里斯", "弗里斯：五月。"),
            ("记者", "记者：然后呢？"),
            ("弗里斯", "弗里斯：我不知道。"),
        ],
    ),
    "turns of several paragraphs": (
        "Chair: Please begin.\n\nMr Friis: I saw it in May.\n\nThe board told us nothing.\n\nChair: Thank you. "
        "What then?\n\n"
        "Mr Friis: Lunch.\n\nWe ate under the cranes.\n\n(Applause.)\n\nThe hearing adjourned at 16.10.",
        [
            ("Chair", "Chair: Please begin."),
            ("Mr Friis", "Mr Friis: I saw it in May."),
            ("Mr Friis", "The board told us nothing."),
            ("Chair", "Chair: Thank you. What then?"),
            ("Mr Friis", "Mr Friis: Lunch."),
            ("Mr Friis", "We ate under the cranes."),
            (None, "(Applause.)"),
            (None, "The hearing adjourned at 16.10."),
        ],
    ),
    "turns of several paragraphs in a parliament's print": (
        "The CHAIRMAN. Order.\n\nMr. RUIZ. I rise.\n\nThe fund is bankrupt.\n\nMs. HOLT. It is not.\n\n"
        "The fund is solvent.",
        [
            ("The CHAIRMAN", "The CHAIRMAN. Order."),
            ("Mr. RUIZ", "Mr. RUIZ. I rise."),
            ("Mr. RUIZ", "The fund is bankrupt."),
            ("Ms. HOLT", "Ms. HOLT. It is not."),
            (None, "The fund is solvent."),
        ],
    ),
    "names in paragraphs of their own": (
        "CHAIR:\n\nWhen was it?\n\nMR FRIIS:\n\nThe crack opened in May.\n\nCHAIR:\n\nThank you.",
        [
            (None, "CHAIR:"),
            ("CHAIR", "When was it?"),
            (None, "MR FRIIS:"),
            ("MR FRIIS", "The crack opened in May."),
            (None, "CHAIR:"),
            ("CHAIR", "Thank you."),
        ],
    ),
    "what a reporter tells between the turns": (
        "Interview with Knud Friis\n\nQ: Did you know?\n\nA: I did not.\n\nThe company that he led went bankrupt.\n\n"
        "Police have searched four offices.\n\n“We were robbed,” a creditor said.\n\nQ: Who paid?\n\nA: Nobody.",
        [
            (None, "Interview with Knud Friis"),
            ("Q", "Q: Did you know?"),
            ("Knud Friis", "A: I did not."),
            (None, "The company that he led went bankrupt."),
            (None, "Police have searched four offices."),
            (None, "“We were robbed,” a creditor said."),
            ("Q", "Q: Who paid?"),
            ("Knud Friis", "A: Nobody."),
        ],
    ),
    "what a reporter tells behind the last turn": (
        "Courier: Did you know?\n\nKnud Friis: I did not.\n\nNobody told me anything.\n\nCourier: Who paid?\n\n"
        "Knud Friis: Nobody.\n\nProsecutors said that Mr Friis had stolen the money.\n\nThe trial begins in May.",
        [
            ("Courier", "Courier: Did you know?"),
            ("Knud Friis", "Knud Friis: I did not."),
            ("Knud Friis", "Nobody told me anything."),
            ("Courier", "Courier: Who paid?"),
            ("Knud Friis", "Knud Friis: Nobody."),
            (None, "Prosecutors said that Mr Friis had stolen the money."),
            (None, "The trial begins in May."),
        ],
    ),
    "a talk inside an article": (
        "The quay sank, and the board is silent.\n\nCourier: When did you see it?\n\nFriis: In "
        "May.\n\nCourier: And then?\n\n"
        "Friis: Lunch.\n\nThe board did not answer our questions.",
        [
            (None, "The quay sank, and the board is silent."),
            ("Courier", "Courier: When did you see it?"),
            ("Friis", "Friis: In May."),
            ("Courier", "Courier: And then?"),
            ("Friis", "Friis: Lunch."),
            (None, "The board did not answer our questions."),
        ],
    ),
    "answers below questions without a name": (
        "The firm has a new head.\n\nDid you know about the crack?\n\nDana Ruiz: In March. The firm told nobody.\n\n"
        "Who should pay?\n\nDana Ruiz: The firm.\n\nThe trial begins in May.",
        [
            (None, "The firm has a new head."),
            (None, "Did you know about the crack?"),
            ("Dana Ruiz", "Dana Ruiz: In March. The firm told nobody."),
            (None, "Who should pay?"),
            ("Dana Ruiz", "Dana Ruiz: The firm."),
            (None, "The trial begins in May."),
        ],
    ),
}

NO_TALKS = {
    "features of a program": "More power – Give your machine more.\n\nNetwork Conditioner – Test your lines, as we "
    "do.\n\nNested Machines – Run one in another, if you can.",
    "the heads and cells of a table": "C\tSi\tMn\tP\n\n1\t2\t3\t4\n\nAB\tCD\tEF\tGH",
    "places with a dash": "LONDON — The rain fell, we hear.\n\nPARIS — Who pays?\n\nLONDON — It fell on us again.",
    "results with a place in brackets": "Anna Berg (Norway): 12 points\n\nOlaf Dahl (Denmark): 11 points\n\n"
    "Anna Berg (Norway): 9",
    "a table of posts": "Anna Berg\tTreasurer\nOlaf Dahl\tChairman\nAnna Berg\tSecretary\n",
    "questions that are asked often": "Frequently asked questions\n\nQ: May we borrow it?\n\nA: Yes, you may.",
    "questions of readers, which nobody answers": "What does it cost?\n\nTwelve kroner.\n\nWho may come?\n\n"
    "Everybody.\n\nWhen do you open?\n\nAt nine.",
    "a line of time": "14:05 Norby: The bridge is closed.\n\n14:20 Police: A car was hit.\n\n14:40 Mayor: "
    "The pier is shut.",
    "a programme": "Breakfast 08:00\nIn the hall.\n\nKnud Friis 09:00\nThe state of the quay.\n\nLunch "
    "12:00\nIn the garden.",
    "a table of names": "Norwich City\n\nIwan Roberts\n\nWelsh\n\nOur record\n\nBangor City\n\nIwan Roberts\n\n1998\n\n"
    "Norwich City\n\n2002\n\nYou may look them up.",
    "names above what is told of them": "Anna Holm\nBorn in 1960.\n\nKnud Friis\nBorn in 1970.\n\nAnna "
    "Holm\nTreasurer.",
    "a speaker behind his verb": "Adds Kowalczyk: “We knew.”\n\nSaid Lila Marsh: “Who asked us?”\n\nAdds "
    "Kowalczyk: “You did.”",
    "a lone colon": "Ann Cole: The port is full, and it has been full since May.",
    "a line that introduces": "The board has confirmed this in a letter:\n\nWe knew it.\n\nWhy it matters: We pay.",
    "a fact-check": "Claim: We sank.\n\nVerdict: False.\n\nClaim: The mayor knew it?\n\nVerdict: True, we think.",
    "findings": "Finding: The quay sank.\n\nReply: We agree.\n\nFinding: Who paid?\n\nReply: A finding needs a reply.",
    "a form": "First Name: Knud\nLast Name: Friis\nDate Of Birth: 1 May 1970\nHome Town: Norby\n",
    "a recipe": "Ingredients: two eggs.\n\nMethod: You mix them.\n\nTip: Use butter.\n\nNote: You may add "
    "salt.\n\nTip: Ask us.",
    "opening hours": "Monday: we open at 9.\n\nTuesday: we are closed.\n\nMonday: we open again.",
    "news by country": "Norway: The fund grew.\n\nSweden: The krona fell.\n\nNorway: Rates rose.\n\nSweden: "
    "Rates fell.",
    "times of a programme": "09:00 Welcome\n\n10:30 Coffee\n\n12:00 Lunch with us\n\n13:00 Who pays?",
    "addresses": "Web: https://x.example\n\nPhone: 12 34 56\n\nWeb: ask us\n\nPhone: who?",
}


def text(words: str) -> Loaded:
    return with_turns(LOADERS[".txt"](words.encode()))


@pytest.mark.parametrize("form", TALKS)
def test_each_turn_is_a_quotation_of_its_speaker(form: str) -> None:
    words, turns = TALKS[form]
    loaded = text(words)

    assert [(block.speaker, loaded.text[block.start : block.end]) for block in loaded.blocks] == turns
    assert all((block.kind is BlockKind.QUOTE) is (block.speaker is not None) for block in loaded.blocks)


@pytest.mark.parametrize("form", NO_TALKS)
def test_what_only_has_colons_is_no_talk(form: str) -> None:
    words = NO_TALKS[form]

    assert text(words) == LOADERS[".txt"](words.encode())


def test_every_sentence_of_a_turn_is_its_speakers() -> None:
    contents = read_contents(
        ".md", b"**Reporter:** Did you know?\n\n**Halloran:** No. The mayor said it was safe. The firm lied.\n"
    )

    assert [(contents.text[s.start : s.end], s.voice.kind, s.voice.speaker) for s in contents.sentences] == [
        ("Reporter: Did you know?", VoiceKind.QUOTE, "Reporter"),
        ("Halloran: No.", VoiceKind.QUOTE, "Halloran"),
        ("The mayor said it was safe.", VoiceKind.QUOTE, "Halloran"),
        ("The firm lied.", VoiceKind.QUOTE, "Halloran"),
    ]


def test_names_in_bold_without_a_colon_begin_turns_in_word() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(GOLDEN / "interview.docx") as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            words = old.read(part).replace(b"COURIER: ", b"Anna Holm ").replace(b"Friis: ", b"Knud Friis ")
            new.writestr(part, words)

    contents = read_contents(".docx", stream.getvalue())

    assert [(contents.text[s.start : s.end], s.voice.speaker) for s in contents.sentences if s.voice.speaker] == [
        ("When did you see the crack?", "Anna Holm"),
        ("In May.", "Knud Friis"),
        ("I told the board at once.", "Knud Friis"),
        ("What did they say?", "Anna Holm"),
        ("Nothing.", "Knud Friis"),
        ("They went to lunch.", "Knud Friis"),
    ]


@pytest.mark.parametrize(
    ("quotation", "speaker"),
    [
        ("“We asked for money three times,” Anna Holm told the council on Monday.", "Anna Holm"),
        ("“Nobody measured it for nine years,” said Knud Friis, who led the survey.", "Knud Friis"),
        ("“Nobody measured it for nine years.”", "The mayor"),
        ("The wall was never measured by anybody.", "The mayor"),
    ],
)
def test_a_line_with_a_colon_yields_to_whom_the_quotation_itself_names(quotation: str, speaker: str) -> None:
    contents = read_contents(".txt", f"Quay sinks\n\nThe mayor said this to the council:\n\n{quotation}\n".encode())

    assert [(s.voice.kind, s.voice.speaker) for s in contents.sentences[2:]] == [(VoiceKind.QUOTE, speaker)]


def test_every_item_of_a_list_that_a_colon_introduces_is_quoted() -> None:
    contents = read_contents(
        ".md", b"The harbour board said:\n\n- The wall is cracked.\n- The cranes are too heavy.\n\nIt rained.\n"
    )

    assert [(s.voice.kind, s.voice.speaker) for s in contents.sentences[1:]] == [
        (VoiceKind.QUOTE, "The harbour board"),
        (VoiceKind.QUOTE, "The harbour board"),
        (VoiceKind.OWN, None),
    ]


UNNAMED = [
    "Unidentified speaker",
    "UNIDENTIFIED MALE",
    "Unknown Speaker 2",
    "Unknown voice",
    "Audience member",
    "Audience Member 1",
    "Male voice from the gallery",
    "A woman",
    "Second voice",
    "Several voices",
    "Voices from the left",
    "Heckler",
    "Someone at the back of the hall",
    "Female caller",
    "Committee member",
    "Zwischenruf",
    "Stimme aus dem Publikum",
    "Voix dans la salle",
    "Intervenant non identifié",
    "Voz desde el público",
    "Okänd röst",
]
NAMED = [
    "Mr Friis",
    "The Speaker",
    "Speaker 1",
    "Reporter",
    "Caller",
    "Anna Voice",
    "Gallery owner",
    "Ann Known",
    "Question",
]


@pytest.mark.parametrize("label", UNNAMED)
def test_a_label_that_names_nobody_ends_the_turn_and_gives_no_speaker(label: str) -> None:
    text = f"MR FRIIS: I saw it in May.\n\n{label}: That is a lie!\n\nMS HOLM: Order. You will be silent.\n"

    contents = read_contents(".txt", text.encode())

    said = {contents.text[s.start : s.end]: (s.voice.kind, s.voice.speaker) for s in contents.sentences}
    assert said[f"{label}: That is a lie!"] == (VoiceKind.QUOTE, None)
    assert said["MS HOLM: Order."] == (VoiceKind.QUOTE, "MS HOLM")


@pytest.mark.parametrize("label", NAMED)
def test_a_label_that_names_somebody_or_a_part_in_the_talk_is_no_unknown_voice(label: str) -> None:
    assert not is_unnamed(label)


@pytest.mark.parametrize(
    "label",
    ["[00:05] Audience member: ", "[00:05] [Unidentified]: ", "Unknown Speaker  0:05\n", "UNIDENTIFIED VOICE:\n"],
)
def test_unknown_voices_are_known_in_every_form_of_a_label(label: str) -> None:
    text = f"[00:01] Knud Friis: We measured it.\n\n{label}And what did you find?\n\n[00:09] Knud Friis: It sank.\n"

    contents = read_contents(".txt", text.encode())

    [voice] = [s.voice for s in contents.sentences if "what did you find" in contents.text[s.start : s.end]]
    assert (voice.kind, voice.speaker) == (VoiceKind.QUOTE, None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("MR FRIIS", "MS HOLM"),
        ("Mr Friis", "Senator Holm"),
        ("FRIIS", "HOLM"),
        ("THE CHAIRMAN", "DR LUND"),
        ("Herr Friis", "Frau Holm"),
    ],
)
@pytest.mark.parametrize(
    "paragraph",
    ["The quay was built in 1868. Its foundations were never renewed.", "Nobody wrote down what the divers found."],
)
def test_a_turn_of_a_record_goes_on_to_the_next_label_whatever_it_speaks_of(
    first: str, second: str, paragraph: str
) -> None:
    text = f"{first}: I saw it in May.\n\n{paragraph}\n\n{second}: Who else did?\n\n{first}: Nobody.\n"

    contents = read_contents(".txt", text.encode())

    inside = [s.voice for s in contents.sentences if contents.text[s.start : s.end] in paragraph]
    assert inside
    assert {(voice.kind, voice.speaker) for voice in inside} == {(VoiceKind.QUOTE, first)}


def test_what_a_writer_tells_between_the_turns_of_an_interview_stays_the_writers() -> None:
    text = (
        "Anna Holm: Did you know of it?\n\nKnud Friis: I did not.\n\nThe hall laughed at that.\n\n"
        "Anna Holm: And you never asked?\n\nKnud Friis: Never.\n"
    )

    contents = read_contents(".txt", text.encode())

    said = {contents.text[s.start : s.end]: s.voice.kind for s in contents.sentences}
    assert said["The hall laughed at that."] is VoiceKind.OWN


@pytest.mark.parametrize(("aside", "speaker"), [("(Applause.)", "Olaf Berg"), ("[Photo by Ann Holm]", None)])
def test_only_where_a_record_notes_what_happened_does_a_turn_hold_what_tells_nothing_of_its_speaker(
    aside: str, speaker: str | None
) -> None:
    turns = ("Ann Lee: Who paid?", "Olaf Berg: Nobody.", aside, "The firm is bankrupt.", "Ann Lee: Since when?")
    talk = "\n\n".join((*turns, "Olaf Berg: In May, I think."))
    loaded = text(talk)

    assert [one.speaker for one in loaded.blocks if loaded.text[one.start : one.end] == "The firm is bankrupt."] == [
        speaker
    ]


def test_names_below_the_times_of_a_transcript_begin_turns() -> None:
    text = (
        "0:0:0.0 --> 0:0:4.0\nIda Krog\nThe dredger was stopped on Monday, and we told the board.\n0:0:4.5 --> "
        "0:0:8.0\nJens Mark\nWho gave the order?\n0:0:8.5 --> 0:0:12.0\nIda Krog\nI did.\n"
    )

    contents = read_contents(".txt", text.encode())

    said = {contents.text[s.start : s.end]: s.voice.speaker for s in contents.sentences}
    assert said["The dredger was stopped on Monday, and we told the board."] == "Ida Krog"
    assert said["Who gave the order?"] == "Jens Mark"
    assert said["I did."] == "Ida Krog"


def test_names_in_the_cues_of_subtitles_begin_turns() -> None:
    vtt = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nIda Krog: The dredger was stopped\n\n00:00:04.000 --> 00:00:06.500\n"
        "on Monday.\n\n00:00:07.000 --> 00:00:09.000\nUnknown Speaker: Who stopped it?\n"
    )

    contents = read_contents(".vtt", vtt.encode())

    assert [(contents.text[s.start : s.end], s.voice.kind, s.voice.speaker) for s in contents.sentences] == [
        ("Ida Krog: The dredger was stopped on Monday.", VoiceKind.QUOTE, "Ida Krog"),
        ("Unknown Speaker: Who stopped it?", VoiceKind.QUOTE, None),
    ]


@pytest.mark.parametrize("part", ["Chair", "The President", "Counsel", "Witness", "Minister", "Vorsitzende"])
def test_in_a_record_with_parts_a_turn_goes_on_too(part: str) -> None:
    text = (
        f"{part}: The hearing is open.\n\nThe maintenance log has no entry for that week.\n\n"
        f"Anna Holm: Who kept it?\n\n{part}: Nobody knows.\n"
    )

    contents = read_contents(".txt", text.encode())

    said = {contents.text[s.start : s.end]: s.voice.speaker for s in contents.sentences}
    assert said["The maintenance log has no entry for that week."] == part


CHAT = """12/05/2025, 14:03 - Messages and calls are end-to-end encrypted. Nobody else can read them.
12/05/2025, 14:05 - Dermot Quill: The scaffold is not tied to the wall.
12/05/2025, 14:06 - Agnieszka Bąk added Piotr Zielny
12/05/2025, 14:07 - Agnieszka Bąk: Those are my anchors.
12/05/2025, 14:08 - Agnieszka Bąk: <Media omitted>
12/05/2025, 14:09 - Dermot Quill left
12/05/2025, 14:16 - berta k: I saw it too.
12/05/2025, 14:17 - 🌸 Anna: So did I: it moved.
12/05/2025, 14:18 - Piotr Zielny: \u200eThis message was deleted
12/05/2025, 14:19 - Piotr Zielny: I am not climbing that again.
"""


def test_notices_of_an_exported_chat_are_nobodys_message_and_every_sender_has_his_own() -> None:
    contents = read_contents(".txt", CHAT.encode())
    said = [
        (contents.text[s.start : s.end].partition(": ")[2], s.voice.kind, s.voice.speaker) for s in contents.sentences
    ]
    notices = [
        contents.text[f.start : f.end].partition(" - ")[2] for f in contents.furniture if f.rule == "chat_notice"
    ]

    assert said == [
        ("The scaffold is not tied to the wall.", VoiceKind.QUOTE, "Dermot Quill"),
        ("Those are my anchors.", VoiceKind.QUOTE, "Agnieszka Bąk"),
        ("I saw it too.", VoiceKind.QUOTE, "berta k"),
        ("So did I: it moved.", VoiceKind.QUOTE, "🌸 Anna"),
        ("I am not climbing that again.", VoiceKind.QUOTE, "Piotr Zielny"),
    ]
    assert notices == [
        "Messages and calls are end-to-end encrypted. Nobody else can read them.",
        "Agnieszka Bąk added Piotr Zielny",
        "Agnieszka Bąk: <Media omitted>",
        "Dermot Quill left",
        "Piotr Zielny: \u200eThis message was deleted",
    ]


def test_notices_in_the_brackets_of_a_telephones_export_are_nobodys_message_too() -> None:
    chat = (
        "[03.02.25, 08:14:55] Parents: \u200eMessages and calls are encrypted.\n"
        "[03.02.25, 08:15:02] Saskia Thoma: The cellar was under water.\n"
        "\u200e[03.02.25, 08:16:40] Saskia Thoma: \u200eimage omitted\n"
        "[03.02.25, 08:19:31] Yusuf Aydın: My son kept his jacket on.\n"
    )

    contents = read_contents(".txt", chat.encode())

    assert [s.voice.speaker for s in contents.sentences] == ["Saskia Thoma", "Yusuf Aydın"]


@pytest.mark.parametrize("line", ["14:20 - the crew left", "Monday - the crew left"])
def test_a_line_without_day_and_time_goes_on_with_the_message_before(line: str) -> None:
    chat = f"12/05/2025, 14:05 - Dermot Quill: We waited.\n{line}\n12/05/2025, 14:07 - Ann Holt: So did we.\n"

    contents = read_contents(".txt", chat.encode())

    assert line in contents.text[contents.sentences[0].start : contents.sentences[1].end]
    assert {s.voice.speaker for s in contents.sentences} == {"Dermot Quill", "Ann Holt"}


@pytest.mark.parametrize(
    ("chat", "said"),
    [
        (
            "2/3/25, 8:15 PM - Ann Holt: It fell.\n2/3/25, 8:16 PM - Ann Holt left\n"
            "2/3/25, 8:17 PM - Bo: Who told you?\n",
            ["Ann Holt", "Bo"],
        ),
        (
            "[2025-02-03 08:14] Ann Holt: It fell.\n[2025-02-03 08:15] Ann Holt joined\n"
            "[2025-02-03 08:17] bo_k: Did it?\n[2025-02-03 08:18] Ann Holt: It did.\n",
            ["Ann Holt", "bo_k", "Ann Holt"],
        ),
        (
            "03.02.25, 08:15 - Jana Roth: Es fiel.\n03.02.25, 08:16 - Jana Roth hat Ole hinzugefügt.\n"
            "03.02.25, 08:17 - Ole: Wer sagt das?\n03.02.25, 08:18 - Jana Roth: <Medien ausgeschlossen>\n",
            ["Jana Roth", "Ole"],
        ),
        (
            "12/05/2025, 14:05 - Ann Holt: First.\nThen more.\n12/05/2025, 14:06 - Bo changed the icon\n"
            "12/05/2025, 14:07 - Bo Friis: I read it: twice.\n",
            ["Ann Holt", "Ann Holt", "Bo Friis"],
        ),
    ],
)
def test_every_programs_export_of_a_chat_has_its_messages_and_no_notices(chat: str, said: list[str]) -> None:
    assert [s.voice.speaker for s in read_contents(".txt", chat.encode()).sentences] == said


@pytest.mark.parametrize(
    "stamp",
    [
        "[12-Jun-25 09:14 PM]",
        "[2025-06-12 21:14]",
        "(12.06.2025 21:14)",
        "[12 Jun 2025, 21:14]",
        "[06/12/2025 9:14 PM]",
    ],
)
def test_a_day_and_time_in_brackets_and_a_name_in_a_line_of_their_own_begin_a_message(stamp: str) -> None:
    chat = f"{stamp} Bramble Kite\nThe trap held no moths.\n\n{stamp} Fenwick Lisle\nThe lamp was changed in May.\n"
    contents = read_contents(".txt", chat.encode())

    said = {contents.text[s.start : s.end]: s.voice.speaker for s in contents.sentences}
    assert said["The trap held no moths."] == "Bramble Kite"
    assert said["The lamp was changed in May."] == "Fenwick Lisle"


def test_days_and_times_in_brackets_before_headings_begin_no_messages() -> None:
    text = (
        "[2025-06-12 21:14] The lamps of the quay\nIt was dark.\n\n[2025-06-13 08:00] A ship came in\nIt was empty.\n"
    )

    assert {s.voice.kind for s in read_contents(".txt", text.encode()).sentences} == {VoiceKind.OWN}


@pytest.mark.parametrize("seat", ["(Lochside) (Ind)", "(Lochside)", "(Lochside) (Lab/Co-op)", ""])
def test_the_first_speaker_of_a_debate_may_speak_over_several_paragraphs(seat: str) -> None:
    text = (
        f"Timber Bill\n\nMs Fiona Drummond {seat}: I beg to move.\n\nThe ports counted 412 ships in that year.\n\n"
        "Mr Idris Calder (Penrhos): Will the hon. Lady give way?\n\nMs Drummond: I will finish this point first.\n"
    )
    contents = read_contents(".txt", text.replace(" :", ":").encode())

    said = {contents.text[s.start : s.end]: s.voice.speaker for s in contents.sentences}
    assert said["The ports counted 412 ships in that year."] == "Ms Fiona Drummond"


@pytest.mark.parametrize(
    "record",
    [
        "2025-05-12 14:05 server started\n2025-05-12 14:06 disk: full\n2025-05-12 14:07 disk: empty\n",
        "12/05/2025, 14:05 - The meeting opened.\n12/05/2025, 14:30 - A loss was shown.\n"
        "12/05/2025, 15:00 - It closed.\n",
        "12/05/2025, 14:05 - I went out.\n12/05/2025, 16:05 - Dr Holm: no news. I wept.\n13/05/2025, 09:05 - Rain.\n",
    ],
)
def test_a_log_minutes_and_a_diary_with_days_and_times_are_no_chat(record: str) -> None:
    contents = read_contents(".txt", record.encode())

    assert contents.furniture == ()
    assert {s.voice.kind for s in contents.sentences} == {VoiceKind.OWN}
