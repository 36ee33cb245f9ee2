"""Who is said to say, think or want something in a sentence, by which word, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.lexicon import table
from ingest.speech.acts import SAID
from ingest.speech.asked import asked_before
from ingest.speech.auxiliaries import helpers_start
from ingest.speech.cited import cited_before, cited_object, is_cited_as_saying
from ingest.speech.clauses import Attributed, Clauses, breaks, is_own, is_several, next_plain
from ingest.speech.cues import is_noun, is_verb, outside_marks
from ingest.speech.figures import is_figure
from ingest.speech.going_on import GOING_ON, going_on
from ingest.speech.grammar_words import BE, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, TIMES
from ingest.speech.headlines import is_title
from ingest.speech.judgements import QUIET, judged
from ingest.speech.noun_phrases import Range, phrase_starting
from ingest.speech.own_findings import EXPLAINING, RESULTING, behind_heading, is_own_finding
from ingest.speech.passives import TELLS, is_by_somebody, is_told_as, passive
from ingest.speech.quotation_owners import owner_behind
from ingest.speech.relied_on import RELIED_ON, relied_on
from ingest.speech.sources import (
    OWN_VIEWS,
    PUTTING,
    TRUSTED,
    according,
    as_put,
    following,
    in_view_of,
    labelled,
    per,
    to_whom,
)
from ingest.speech.stances import by_act, by_feeling, by_noun, by_telling
from ingest.speech.subjects import FARTHEST, NOT_IN_PHRASES, RELATIVES, main_subject, subject_before, subject_behind
from ingest.speech.unsaid import is_refusal, is_unsaid
from ingest.speech.verb_forms import Form
from ingest.speech.voice_cues import (
    ADDRESSING,
    CUE_FORMS,
    CUE_NOUNS,
    FEELING,
    GOVERNORS,
    HEARSAY,
    HEARSAY_NOUNS,
    INFERRING,
    SHOWING,
    SPEECH,
    STANCE_NOUNS,
    TELLING_NOUNS,
)
from ingest.speech.words import GAP, Word

PUTS = PUTTING | TRUSTED | {"concerned"}
NOUNS = TELLING_NOUNS | HEARSAY_NOUNS | OWN_VIEWS
BEFORE_THAT = TELLING_NOUNS | HEARSAY_NOUNS | STANCE_NOUNS
SOURCES = {"according": according, "per": per, "follows": following, ":": labelled}
"""Cue → what names the source behind or before it."""

LOUD = frozenset(CUE_FORMS) | NOUNS | SAID | FEELING | HEARSAY | frozenset(SOURCES) | PUTS
"""Cues near which a few marked words are somebody's."""

CUES = LOUD | QUIET | RELIED_ON | STANCE_NOUNS | GOING_ON
SAYING = SPEECH | SHOWING | table("point put shoot fire chime weigh")
INVERTING = (SPEECH - ADDRESSING) | {"find"}
HAVE = table("has have had having 've 'd hasn't haven't hadn't")
LOOSE = table(", — – ) ; by in after before while without from for of")
"""What stands before a participle that leans on the main subject: "…, adding that"."""

FACTS = table("fact reality truth")
"""Before "that somebody says": what the sentence states is not what he says."""

TRAILING = TIMES | PREPOSITIONS | table("during after before when while as later earlier last this")
"""What may stand behind the verb when all that is said stands before it."""

ALSO_PAST = table("put read hit")
"""Verbs with a past like their bare form."""

UNTELLING = PREPOSITIONS | CONJUNCTIONS | table("by")
NO_OBJECT = table(", . ; ) of and in by") | {""}
LEADING = table("when while after being")
OCCASIONS = table(
    """
    asked pressed questioned challenged quizzed prompted confronted speaking responding replying answering writing
    testifying commenting addressing
    """
)
"""Participles of a clause before the main one that is about what is said in it."""

WRITINGS = table("statement letter memo email e-mail tweet note post message ad release op-ed article editorial report")
"""What somebody puts out that says something: "the ministry issued [a statement] saying …"."""

BELIEVING = table("believe think hope fear suspect feel hold record decide worry guess dread")
"""Verbs of thinking that may stand behind what is thought."""

WHEN = table("when after as once")
QUESTIONS = table("question questions")


def attributions(words: Sequence[Word]) -> list[Attributed]:
    """Every attribution that the words outside quotations state."""
    sentence = Clauses(words, [at for at in range(len(words)) if breaks(words, at)], is_title(words))
    found = [
        to_whom(words),
        owner_behind(words),
        *(_attributed(sentence, at) for at in outside_marks(words) if words[at].plain in CUES),
    ]
    stated = [one for one in found if one is not None]
    nouns = {one.cue for one in stated if words[one.cue].plain in CUE_NOUNS and is_noun(words, one.cue)}
    verbs = [one.cue for one in stated if one.speaker is not None and one.cue not in nouns]
    # "Berg's claim that … has been disputed by engineers": what the verb tells is the sentence's.
    return [one for one in stated if one.cue not in nouns or not any(cue > one.cue for cue in verbs)]


def _attributed(sentence: Clauses, at: int) -> Attributed | None:
    """The attribution whose cue is the word at this place."""
    words, plain = sentence.words, sentence.words[at].plain
    if plain in SOURCES:
        return SOURCES[plain](words, at)
    if plain in GOING_ON:
        return going_on(words, at)
    if (told := _told(sentence, at)) is not None:
        return told
    if plain in HEARSAY:
        return Attributed(at, None, 0, sentence.clause_end(at))
    if plain in SAID and (done := by_act(sentence, at)) is not None:
        return done
    if plain in CUE_NOUNS and is_noun(words, at):
        return by_noun(sentence, at)
    if plain in FEELING:
        return by_feeling(sentence, at)
    if plain not in CUE_FORMS:
        return None
    return _by_verb(sentence, at) if is_verb(words, at, is_title=sentence.is_title) else None


def _told(sentence: Clauses, at: int) -> Attributed | None:
    """Somebody's words without a verb of speech: his view, how he puts it, what his line is."""
    words, plain = sentence.words, sentence.words[at].plain
    told = in_view_of(words, at) if plain in OWN_VIEWS else None
    if told is None and plain in RELIED_ON:
        told = relied_on(words, at)
    if told is None and plain in PUTS:
        told = as_put(words, at)
    if told is None and plain in QUIET:
        told = judged(sentence, at)
    return by_telling(sentence, at) if told is None and plain in BEFORE_THAT else told


def _by_verb(sentence: Clauses, at: int) -> Attributed | None:
    """A verb with somebody who says, thinks or wants."""
    words, form = sentence.words, CUE_FORMS[sentence.words[at].plain][1]
    left = _verbs_start(words, at)
    helpers = {word.plain for word in words[left:at]}
    if is_cited_as_saying(words, at):  # "saying" is the cue
        return None
    if (cited := cited_object(words, at)) is not None:
        speaker = phrase_starting(words, cited[0] + 1, NOT_IN_PHRASES)
        start = 0 if is_last(words, at) else cited[0]
        return Attributed(at, speaker, start, len(words) if not start else sentence.clause_end(at), by_speech=True)
    past = form in {Form.PAST, Form.PARTICIPLE}
    if _is_aside(words, at, left) or is_refusal(words, at) or is_unsaid(words, at, left, None) or _is_deed(words, at):
        return None
    if past and left == at and _is_listed_behind(words, at):
        return None
    if past and helpers & BE:
        return passive(sentence, at, left)
    if past and left == at and is_by_somebody(words, at):
        told = is_told_as(words, at)
        return passive(sentence, at, left) if told else None  # "a motion proposed by a member"
    if form is Form.PARTICIPLE and not helpers & HAVE:
        return None
    behind = subject_behind(words, at) if left == at and _inverts(words, at) else None
    if behind is not None:
        return Attributed(at, behind, 0, len(words), by_speech=True)
    if "to" in helpers and _is_only_to_do(words, left, at):
        return None
    done = _active(sentence, at, left, loose=form is Form.GERUND and not helpers & BE)
    return None if done is None else _by_whom_asked(words, done)


def _by_whom_asked(words: Sequence[Word], done: Attributed) -> Attributed:
    """What is told, of whom the writer asked for it; of nobody where somebody asks and another one answers."""
    if words[0].plain in WHEN and _is_answered(words, done.cue):
        return replace(done, speaker=None)
    asked = asked_before(words, done.speaker) if done.speaker is not None else None
    return done if asked is None else replace(done, speaker=asked, start=0)


def _is_deed(words: Sequence[Word], at: int) -> bool:
    """Return whether it is told only that somebody spoke: "they stood up and said so", "asked no questions"."""
    verb, behind = CUE_FORMS[words[at].plain][0], [word.plain for word in words[at + 1 : at + 4]]
    said_so = verb == "say" and at > 0 and words[at - 1].plain == "and" and behind[:1] == ["so"]
    asked = verb == "ask" and behind[:1] != ["for"] and not QUESTIONS.isdisjoint(behind)
    near = words[max(0, at - FARTHEST) : at + FARTHEST] if said_so or asked else ()
    return (said_so or asked) and not any(word.plain in {GAP, ":"} for word in near)


def _is_answered(words: Sequence[Word], at: int) -> bool:
    """Return whether a question is asked and somebody's answer follows: "When Ida asked the captain, he said …"."""
    if CUE_FORMS[words[at].plain][0] != "ask":
        return False
    comma = next((place for place in range(at, len(words)) if words[place].plain == ","), len(words))
    return any(CUE_FORMS.get(word.plain, ("",))[0] in {"say", "tell", "reply", "answer"} for word in words[comma:])


def _inverts(words: Sequence[Word], at: int) -> bool:
    """Return whether the speaker may stand behind the verb; what results "suggest" only where a quotation stands."""
    verb, form = CUE_FORMS[words[at].plain]
    quoted = verb not in INFERRING or any(word.plain == GAP for word in words[:at])
    return verb in INVERTING and form is not Form.GERUND and quoted


def _is_only_to_do(words: Sequence[Word], left: int, at: int) -> bool:
    """Return whether "to" before the verb leaves open whether it was said: a means, or "studies had to report"."""
    helpers = {word.plain for word in words[left:at]}
    must = bool(helpers & HAVE) and CUE_FORMS[words[at].plain][0] not in {"say", "tell"}
    governed = words[left].plain in GOVERNORS or bool(helpers & GOVERNORS)
    return must or not governed or _is_means(words, left, at)


def _is_listed_behind(words: Sequence[Word], at: int) -> bool:
    """Return whether a participle has no subject: "; expected width", "cases attributed to it"."""
    before, behind = words[at - 1].plain if at else "", [word.plain for word in words[at + 1 : at + 3]]
    ascribed = words[at].plain == "attributed" and "to" in behind
    return before == ";" or ascribed or (before == "," and behind == ["to", "be"])


def _is_means(words: Sequence[Word], left: int, at: int) -> bool:
    """Return whether something is used to do it: "tests were used to predict", "the term used to describe"."""
    used = next((place for place in range(left, at) if words[place].plain == "used"), None)
    if used is None:
        return False
    return not BE.isdisjoint(word.plain for word in words[left:used]) or words[used - 1].plain in {
        "when",
        "term",
        "word",
    }


def _verbs_start(words: Sequence[Word], at: int) -> int:
    """The place behind the subject, before the helpers, "was quoted as" or "was quoted by the paper as"."""
    cited = cited_before(words, at)
    return helpers_start(words, at if cited is None else cited)


def _is_aside(words: Sequence[Word], at: int, left: int) -> bool:
    """Return whether this is "(emphasis added)", or "asked about it," of somebody who is asked."""
    before = words[at - 1].plain if at else ","
    return before == "emphasis" or (words[at].plain == "asked" and left == at and before == ",")


def _active(sentence: Clauses, at: int, left: int, *, loose: bool) -> Attributed | None:
    """Subject and verb; a loose participle leans on the main subject."""
    words, (verb, form) = sentence.words, CUE_FORMS[sentence.words[at].plain]
    speech = verb in SAYING
    if loose and ((not speech and at and words[at - 1].is_word) or verb in INFERRING | RESULTING | EXPLAINING):
        return None
    before = words[at - 1].plain if at else ","
    leans = (
        loose and before in LOOSE and (before not in PREPOSITIONS | {"by"} or next_plain(words, at) in TELLS | {GAP})
    )
    is_near = before.endswith("ly") or before == "other"
    describes = is_near and next_plain(words, at) not in TELLS | DETERMINERS | {GAP}
    if loose and not leans and (next_plain(words, at) in NO_OBJECT or before in UNTELLING or describes):
        return None  # a noun: "calcium signalling"; a means: "by specifying"; an adjective: "a very demanding task"
    subject = (None if leans else subject_before(words, left)) or main_subject(words, at)
    if loose and subject is not None and words[subject[1] - 1].plain in WRITINGS and subject[1] == left:
        subject = main_subject(words, subject[0]) or subject
    if subject is not None and (_holds_a_verb(words, subject) or words[subject[1] - 1].plain in {"the", "a", "an"}):
        return None
    if subject is None:
        end = sentence.clause_end(at) if at else next((p for p in range(at, len(words)) if words[p].plain == ","), at)
        return Attributed(at, None, at, end, by_speech=speech) if loose else None
    if form is Form.BASE and verb not in ALSO_PAST and left == at and not is_several(words, subject):
        return None  # no finite verb: "research is needed to purify and characterize"
    start = min(subject[0], at)
    subject = (behind_heading(words, subject[0]), subject[1])
    if subject[0] >= subject[1]:
        return None
    if (
        is_own(words, subject)
        or is_own_finding(words, at, subject)
        or is_figure(words, at, subject)
        or _is_fact(words, start)
        or is_unsaid(words, at, left, subject)
    ):
        return None
    if (speech and _is_led(words, start)) or ((speech or verb in BELIEVING) and _is_tail(words, at, start)):
        return Attributed(at, subject, 0, len(words), by_speech=speech)
    return Attributed(at, subject, start, _reach(sentence, at, left, start), by_speech=speech)


def _holds_a_verb(words: Sequence[Word], subject: Range) -> bool:
    """Whether a clause was taken for the subject: "Patients were less likely to receive [preferred treatments]"."""
    plain = [word.plain for word in words[slice(*subject)]]
    verb = next((at for at, word in enumerate(plain) if word in {"is", "are", "was", "were"}), None)
    return verb is not None and verb > 0 and RELATIVES.isdisjoint(plain[:verb])


def _is_fact(words: Sequence[Word], start: int) -> bool:
    """Whether the clause is the subject of the publication's own statement: "The fact that the report notes …"."""
    if any(one.plain in FACTS and other.plain == "that" for one, other in pairwise(words[:5])):
        return True
    return start > 0 and words[start - 1].plain == "that" and (start == 1 or words[start - 2].plain in FACTS)


def _is_tail(words: Sequence[Word], at: int, start: int) -> bool:
    """Return whether what is said stands before the subject: "…, officials said on Tuesday", "…, officials said, …"."""
    before = words[start - 1].plain if start else ""
    if before == "so" and start > 1 and words[start - 2].plain == "or" and is_last(words, at):
        return True
    if before == "as" and (start == 1 or (words[start - 2].plain in {",", GAP} and is_last(words, at))):
        return True
    return (before in {GAP, ","} and is_last(words, at)) or (before == "," and next_plain(words, at) == ",")


def _is_led(words: Sequence[Word], start: int) -> bool:
    """Return whether all before the subject says on what occasion: "Asked whether it was safe, Berg said it was."."""
    place = next((place for place in range(min(2, start)) if words[place].plain not in LEADING), start)
    if place >= start or words[place].plain not in OCCASIONS or words[start - 1].plain != ",":
        return False
    earlier = (words[at] for at in range(place, start - 1) if words[at].plain == ",")
    return next(earlier, None) is None


def is_last(words: Sequence[Word], at: int) -> bool:
    """Return whether no clause follows the verb."""
    if at + 1 >= len(words) or not words[at + 1].is_word or words[at + 1].plain in TRAILING:
        return True
    return CUE_FORMS.get(words[at].plain, ("",))[0] in ADDRESSING


def _reach(sentence: Clauses, at: int, left: int, start: int) -> int:
    """Return where what is said ends: with the clause; for a relative clause at the next comma."""
    end = sentence.clause_end(at)
    if not left or sentence.words[left - 1].plain not in RELATIVES or left - 1 == start:
        return end
    return next((p for p in range(at + 1, min(end, at + FARTHEST)) if sentence.words[p].plain == ","), end)
