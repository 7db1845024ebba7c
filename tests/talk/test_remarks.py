"""What owners say after a verdict that is no question about it: objections, half a step, what counts, and more."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.core.records import Chat
from bot.hearing.narrowed import said_of
from bot.language.templates import noting, words
from bot.talk.objections import objection_in
from bot.talk.remarks import remark_in
from tests.checkup.follow_ups import after_the_verdict, answer_to, stored
from tests.checkup.reactions import plain
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner, names_of

ROWS = [line.split("\t") for line in Path(__file__).with_name("remarks.tsv").read_text(encoding="utf-8").splitlines()]
ANSWERED = ("topics/remarks:", "topics/step_remarks:", "topics/objections:", "topics/question:")
IN_EACH_LANGUAGE = [
    ("es", "me da vergüenza llamar a la gente, no va conmigo", "uneasy"),
    ("pt-BR", "não tenho tempo para isso", "long"),
    ("ru", "нам это запрещено по закону", "barred"),
    ("id", "tidak ada budget buat itu", "costs"),
    ("hi", "मुझे फोन करने में शर्म आती है", "uneasy"),
]
HEARD_IN_EACH = [
    ("es", "escríbeme el mensaje por favor", "message"),
    ("es", "hice la mitad", "begun"),
    ("pt-BR", "chamada não atendida conta?", "count_missed"),
    ("pt-BR", "com que frequência eu faço?", "often"),
    ("ru", "посмотрите мой сайт", "page"),
    ("ru", "постоянные считаются?", "count_again"),
    ("id", "buatin pesannya dong", "message"),
    ("id", "jam berapa sebaiknya?", "hour"),
    ("hi", "क्या लिखूँ?", "message"),
    ("hi", "मुझे सोचने दो", "thinking"),
    ("hi", "लोग बुरा मानेंगे", "backfire"),
]


def steps_of(chat: Chat) -> dict[str, str]:
    return {name: one.said for name, one in chat.book.steps.items()}


@pytest.mark.parametrize(("name", "text", "answers"), ROWS)
def test_it_is_answered_by_its_kind(name, text, answers):
    _, found = answer_to(name, text)
    heard = {one.removeprefix("topics/").partition(":")[2] if one.startswith(ANSWERED) else one for one in found}
    heard |= {one.removeprefix("topics/") for one in found}
    assert set(answers.split("|")) <= heard, sorted(one for one in found if "/" in one)
    assert not stored(name, text)


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        (
            "gym",
            "it says nothing is short and then gives me a sales job, which is it?",
            "topics/step_remarks:fits_verdict",
        ),
        (
            "photographer",
            "surely it's that we're too dear, and then they get a mate with a camera",
            "topics/remarks:real_reason",
        ),
        ("photographer", "it's always too expensive, then they get a mate to do it", "checkup/changed:noted"),
        ("salon", '"became clients" - signed something, or paid?', "topics/words:term"),
        ("gym", "a free taster, is that a member or only an enquiry", "topics/words:term"),
    ],
)
def test_the_kind_of_all_of_it_goes_before_what_one_part_may_say(name, text, answer):
    owner, found = answer_to(name, text)
    heard = {one for one in found if one.startswith(("topics/verdict:", "topics/bot:", "topics/step"))} - {
        "topics/verdict:do"
    }
    assert answer in found
    assert heard <= {answer}
    assert not owner.chat.book.steps


@pytest.mark.parametrize(
    "text",
    [
        "is an hour a lot when you're on your own?",
        "did half of it",
        "one of them was a £12k job, the rest are 150 quid call outs",
        "write me the message",
        "hmm",
    ],
)
def test_nothing_is_kept_of_what_is_only_likely_or_asks(text):
    owner, _ = answer_to("plumber", text)
    assert not owner.chat.book.steps


def test_an_objection_brings_another_step_that_it_does_not_name():
    owner, _ = answer_to("dentist", "we're not allowed to ask patients for reviews")
    assert "review" not in said(owner)
    assert set(steps_of(owner.chat).values()) == {"cant"}


def test_who_has_no_time_gets_a_shorter_step():
    owner, _ = answer_to("plumber", "that takes too long, i havent got an hour")
    assert "too much for now" in said(owner)
    assert "an hour" not in said(owner)


def test_who_is_shy_on_the_phone_gets_a_step_without_it():
    owner, _ = answer_to("coach", "I'm shy on the phone")
    assert steps_of(owner.chat)
    assert not {"ring", "call", "phone"} & set(said(owner).lower().split())


def test_what_is_not_allowed_has_no_smaller_bite():
    assert "ten minutes" not in said(answer_to("shop", "gdpr, i can't just email people who bought once")[0])
    assert "ten minutes" in said(answer_to("plumber", "not sure i can find an hour for ringing")[0])


def test_the_counts_of_a_report_are_told_and_change_no_number():
    owner, _ = answer_to("venue", "messaged 12 of them, 4 wrote back")
    assert "4 of 12 answered" in said(owner)
    assert owner.chat.business.checkup == after_the_verdict("venue").business.checkup
    assert "(About" not in said(owner)


def test_the_message_comes_without_the_rest_of_the_step():
    owner, _ = answer_to("plumber", "can you write me a message i can send")
    assert "I sent you the quote" in said(owner)
    assert "evidence" not in said(owner)
    assert len(said(owner).splitlines()) <= len(ROWS[0]) + 2


@pytest.mark.parametrize(
    ("name", "text", "wished"),
    [
        ("shop", "id be glad with half of that", "10 a week wanted"),
        ("gym", "i'm not after more, just steadier", "1.5 a week wanted"),
        ("gym", "i want to double it actually", "8 a week wanted"),
    ],
)
def test_a_wish_beside_the_one_before_is_supposed_and_kept_with_a_tap(name, text, wished):
    owner, _ = answer_to(name, text)
    assert f"With {wished}" in said(owner)
    assert "Keep it" in labels(owner)
    assert not stored(name, text)


@pytest.mark.parametrize(
    ("name", "text", "weekly"),
    [("shop", "20 was a dream, 6 would be lovely", 6), ("gym", "4 a week is too many, say one", 1)],
)
def test_a_wish_beside_its_old_number_is_taken(name, text, weekly):
    assert stored(name, text) == {"wanted": weekly}


def test_several_open_answers_in_one_message_are_all_taken():
    owner, _ = answer_to("coach", "room for 10, we answer the same day, and they mostly go quiet")
    answers = owner.chat.session(owner.chat.business.checkup).answers
    assert (answers["speed"].choice, answers["reason"].choice) == ("same_day", "quiet")
    assert answers["room"].amount.value == 10


def test_a_feeling_or_an_age_says_nothing_of_how_soon_somebody_answers():
    before = after_the_verdict("coach")
    for text in ("that'd be embarrassing", "3 months old, mostly they can't afford it", "sent 14 out so far, waiting"):
        owner, _ = answer_to("coach", text)
        now, then = (chat.session(chat.business.checkup).answers for chat in (owner.chat, before))
        assert now.get("speed") == then.get("speed"), text


@pytest.mark.parametrize(("language", "text", "kind"), IN_EACH_LANGUAGE)
def test_objections_are_heard_in_each_language(language, text, kind):
    assert objection_in(text, words(language)) == kind


@pytest.mark.parametrize(("language", "text", "block"), HEARD_IN_EACH)
def test_the_others_are_heard_in_each_language(language, text, block):
    assert remark_in(text, words(language)) == block


def test_accents_make_no_difference():
    assert said_of(["nothing_came"], "No pasó nada", words("es"))
    assert said_of(["nothing_came"], "no paso nada", words("es"))


def test_what_is_played_in_another_language_is_answered_in_it():
    chat = after_the_verdict("plumber")
    owner = Owner(replace(chat, owner=replace(chat.owner, language="es")))
    owner.events = 1_000
    with noting() as noted:
        owner.says("¿cada cuánto lo hago?")
    assert "topics/step_remarks:often" in names_of(noted, owner.chat)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gym", "busy season starts in 3 weeks, check in with me end of the month"),
        ("gym", "busy season starts in 3 weeks, ask me at the end of the month"),
        ("salon", "ask me in the new year, it's all cancelled over xmas anyway"),
    ],
)
def test_who_says_when_to_ask_and_why_has_it_kept_till_then(name, text):
    owner, found = answer_to(name, text)
    assert "topics/step:later" in found
    assert "topics/verdict:season" not in found
    assert labels(owner)[-1].startswith(("Ask me every week", "Every week"))
    assert not stored(name, text)


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("salon", "i dont want a price rise, give us another", "price"),
        ("salon", "not the price thing, give me something else", "price"),
    ],
)
def test_who_wants_another_step_and_says_why_gets_that_alone(name, text, named):
    owner, found = answer_to(name, text)
    _, _, following = said(owner).partition("Instead:")
    assert "topics/step:another" in found
    assert named not in following
    assert not {one for one in found if one.startswith("topics/verdict:")} - {"topics/verdict:do"}


def test_plain_words_and_what_to_do_are_both_told_where_both_are_asked_for():
    owner, found = answer_to("gym", "could you put that in plain english please, what's wrong and what do i do")
    assert said(owner).index("Put more simply") < said(owner).index("This week:")
    assert "topics/verdict:do" in found


@pytest.mark.parametrize(
    ("name", "text", "detail"),
    [
        ("venue", "why the newest ones before the others", True),
        ("venue", "why the newest first and not the big weddings", True),
        ("venue", "why this step?", False),
    ],
)
def test_why_a_detail_of_the_step_is_so_is_told_by_what_is_known(name, text, detail):
    owner, found = answer_to(name, text)
    assert "topics/verdict:why_step" in found
    assert ("It's no law" in plain(owner)) is detail


@pytest.mark.parametrize(
    "text",
    [
        "Write me a message for the couples who went quiet after they saw the price",
        "write me a text for the ones who went quiet",
        "can you give me a text for somebody who loved the visit and then vanished",
    ],
)
def test_words_for_who_went_quiet_are_not_for_who_waited(text):
    owner, found = answer_to("venue", text)
    assert "topics/step_remarks:message_quiet" in found
    assert "sorry that you waited" not in said(owner)


@pytest.mark.parametrize(
    "text",
    [
        "Most of my ladies don't use any map. They got my number off the board at the senior centre.",
        "Folk round here don't look at a map, they ask the neighbour. Does your advice still hold?",
        "a map listing?? I sell through one website from my cellar, nobody looks for me near them",
    ],
)
def test_a_step_that_may_not_fit_is_let_go_and_nothing_is_kept(text):
    _, found = answer_to("photographer", text)
    assert "topics/objections:perhaps" in found or "topics/step:cant" in found
    assert not [name for name in found if name.startswith("checkup/")]


def test_asked_again_for_the_one_job_it_is_said_in_a_line():
    owner = Owner(after_the_verdict("venue"))
    owner.events = 1_000
    owner.says("what do I do this week")
    owner.says("so what is my one job this week, in plain words?")
    told = said(owner)
    assert told.startswith("Just this one:")
    assert "evidence" not in told


@pytest.mark.parametrize(
    "text",
    [
        "I'm in hospital this week, nothing will get done",
        "the delivery car broke down, so not this week",
        "we had a flood in the shop, so not this week",
    ],
)
def test_who_is_in_trouble_is_asked_for_no_number(text):
    owner, found = answer_to("venue", text)
    assert "topics/step_remarks:trouble" in found
    assert "room for" not in said(owner)
    assert "One line to those who wait" in said(owner)
