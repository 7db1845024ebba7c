"""An answer that an owner denies is taken out at once, or put right, wherever they are and whatever else they say."""

import pytest
from msgspec.structs import replace

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.test_what_if import said
from tests.listening.played import Owner, at

QUIET = {**OWNERS["coach"], "reason": "they go quiet"}


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setitem(OWNERS, "quiet", QUIET)


def after(name, text, language="en"):
    """Return an owner after a message about a verdict, and the answer to each question."""
    chat = after_the_verdict(name)
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(text)
    return owner, owner.chat.sessions[-1].answers


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("coach", "Too dear? I never said that"),
        ("coach", "I did NOT tell you that. No one has said too dear."),
        ("coach", "It’s not that they say I’m too dear, it’s that I’m FULL. I turn away 7."),
        ("coach", "they never say it's too dear"),
        ("coach", "take that too dear bit out please"),
        ("coach", "so put the usual no back to open"),
        ("quiet", "I never said they go quiet. They just dont answer the phone, half of them are in work"),
    ],
)
def test_an_optional_answer_that_is_denied_is_left_open_and_the_verdict_comes_anew(name, text):
    owner, answers = after(name, text)
    assert answers["reason"].state == "skipped"
    assert "Taken out: " in said(owner)
    assert owner.chat.open is None


@pytest.mark.parametrize("text", ["swamped?? I never said that", "I never said I was swamped"])
def test_how_busy_it_is_may_be_left_open(monkeypatch, text):
    monkeypatch.setitem(OWNERS, "swamped", {**OWNERS["coach"], "busy": "swamped"})
    _, answers = after("swamped", text)
    assert answers["busy"].state == "skipped"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "¿demasiado caro? nunca dije eso"),
        ("pt-BR", "nunca disse caro demais"),
        ("ru", "я не говорил слишком дорого"),
        ("id", "saya tidak pernah bilang terlalu mahal"),
        ("hi", "मैंने महँगा लगा नहीं कहा"),
    ],
)
def test_it_is_taken_out_in_every_language(language, text):
    _, answers = after("coach", text, language)
    assert answers["reason"].choice != "price"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I didnt say I wanted 5!!", "wanted"),
        ("is 28 still in there?", "talked"),
        ("You’ve still got 28 people in there", "talked"),
        ("no, not 28", "talked"),
    ],
)
def test_a_number_that_is_denied_is_asked_for_again(text, name):
    owner, answers = after("coach", text)
    assert name not in answers
    assert "Taken out: " in said(owner)
    assert owner.chat.open is not None


def test_a_number_that_is_told_in_its_place_takes_it():
    _, answers = after("coach", "You’ve still got 28 people in there. It’s 25. TWENTY FIVE.")
    assert answers["talked"].amount.value == 25


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("quiet", "they don't say no they just go quiet"),
        ("coach", "no I'm not too dear, I'm the cheapest"),
        ("coach", "I've still got 5 on the list"),
        ("coach", "is 5 of 28 bad"),
        ("coach", "take the salon online"),
    ],
)
def test_what_only_speaks_of_an_answer_takes_none_out(name, text):
    owner, found = answer_to(name, text)
    assert not any(one.startswith("dialogue/correction") for one in found)
    assert owner.chat.sessions[-1].answers == after_the_verdict(name).sessions[-1].answers


def in_a_checkup(*typed):
    """Return an owner in a check-up after some messages."""
    owner = Owner(at("q:trade"))
    owner.says(*typed)
    return owner


def test_what_is_denied_for_another_option_is_put_right_and_the_rest_answers_the_open_question():
    owner = in_a_checkup(
        "hairdresser", "both", "12. But no not both, they message first always, there’s no online booking"
    )
    answers = owner.chat.open.answers
    assert answers["path"].choice == "talk"
    assert answers["people"].amount.value == 12


def test_what_the_last_reply_said_back_is_taken_out():
    owner = in_a_checkup("hairdresser", "both", "no, not both")
    assert "path" not in owner.chat.open.answers


def test_what_is_left_of_the_message_answers_what_is_asked():
    owner = in_a_checkup(
        "driving instructor",
        "we talk first",
        "30 in the last month",
        "20, and the usual reason is they find it too dear",
        "4",
    )
    assert owner.chat.open.answers["reason"].choice == "price"
    owner.says("Too dear? I never said that. I could handle 3")
    answers = owner.chat.open.answers
    assert "reason" not in answers
    assert answers["room"].amount.value == 3


def test_a_question_that_was_opened_again_is_left_and_the_rest_is_heard():
    owner = Owner(after_the_verdict("coach"))
    before = owner.chat.sessions[-1].answers
    owner.says("Change an answer", "How people buy")
    assert owner.chat.open is not None
    owner.says("no no leave that. just give me something i can text them")
    assert owner.chat.open is None
    assert owner.chat.sessions[-1].answers == before
    assert "I can't do without" not in said(owner)


@pytest.mark.parametrize(
    ("typed", "text", "name"),
    [
        ("15, and we're swamped", "no, you misread", "busy"),
        ("15, and we're swamped", "you misunderstood me", "busy"),
        ("15, and we're swamped", "that's not what I said", "busy"),
        ("15", "you got that wrong", "talked"),
    ],
)
def test_who_only_says_that_they_were_misread_is_asked_again(typed, text, name):
    owner = in_a_checkup("hairdresser", "we talk first", "20", typed)
    assert name in owner.chat.open.answers
    owner.says(text)
    assert name not in owner.chat.open.answers
    assert "Taken out: " in said(owner)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "no, entendiste mal"),
        ("pt-BR", "não, você entendeu errado"),
        ("ru", "нет, вы не так поняли"),
        ("id", "bukan, kamu salah paham"),
        ("hi", "nahi, aap galat samjhe"),
    ],
)
def test_whoever_was_misread_may_say_so_in_their_own_language(language, text):
    owner = in_a_checkup("hairdresser", "we talk first", "20", "15, and we're swamped")
    chat = owner.chat
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.events = 100
    owner.says(text)
    assert "busy" not in owner.chat.open.answers


@pytest.mark.parametrize(
    "text",
    ["Went quiet? I was talking about my old students! 3", "went quiet?? I meant the ones from last year. 3"],
)
def test_an_option_that_is_taken_up_in_protest_is_taken_out(text):
    owner = in_a_checkup("tutor", "we talk first", "20", "15", "5, they mostly go quiet after the price")
    assert owner.chat.open.answers["reason"].choice == "quiet"
    owner.says(text)
    assert "reason" not in owner.chat.open.answers
    assert owner.chat.open.answers["room"].amount.value == 3


@pytest.mark.parametrize(
    "text",
    [
        "I'd hardly call it home services, it's furniture",
        "that's not home services though. we talk first",
        "I don't do home services",
    ],
)
def test_a_trade_that_is_denied_once_it_was_said_back_is_asked_for_again(text):
    owner = in_a_checkup("plumber", text)
    assert owner.chat.open.asked == "trade"
    assert "What do you do" in said(owner)


def test_what_else_is_said_beside_a_denied_trade_is_taken():
    owner = in_a_checkup("plumber", "I'd hardly call it home services, it's furniture. But yes we talk, a lot.")
    assert owner.chat.open.answers["path"].choice == "talk"


def test_a_trade_is_only_denied_right_after_it_was_said_back():
    owner = in_a_checkup("plumber", "we talk first", "20", "not home services people, 15")
    assert owner.chat.open.asked != "trade"


@pytest.mark.parametrize(
    "text",
    [
        "Estate agent in Glasgow, 22 years. I doubt there's anything holding me back but go on.",
        "I'm an estate agent, go on then, what's holding me back?",
    ],
)
def test_a_trade_in_doubt_is_offered_with_the_first_question(text):
    owner = Owner(at("start"))
    owner.says(text)
    assert owner.chat.open.asked == "trade" or "trade" in owner.chat.open.answers
    assert "What do you do, roughly?" not in said(owner)


@pytest.mark.parametrize(
    ("text", "bought"),
    [
        ("no. we talk. 10 rent", 10),
        ("no, we talk first. 12 booked", 12),
        ("nope. they talk to me. 8 bought", 8),
        ("no, they call me first. 9 signed", 9),
    ],
)
def test_a_way_of_buying_that_is_denied_turns_and_the_number_stays_one_of_customers(text, bought):
    owner = Owner()
    owner.says("/start", "scooter rental", "they order without talking", text)
    answers = owner.chat.open.answers
    assert answers["path"].choice == "talk"
    assert answers["customers"].amount.value == bought
    assert not {"people", "orders", "visitors"} & set(answers)


@pytest.mark.parametrize("text", ["10. no talk at all", "no idea. 10 rent", "no, 12 ordered"])
def test_a_no_that_names_no_other_way_turns_none(text):
    owner = Owner()
    owner.says("/start", "scooter rental", "they order without talking", text)
    assert owner.chat.open.answers["path"].choice == "order"


@pytest.fixture
def told(monkeypatch):
    """Add an owner who told more than is asked for at first."""
    answers = {"reason": "too dear", "busy": "swamped"}
    monkeypatch.setitem(OWNERS, "told", {**OWNERS["coach"], **answers})
    chat = after_the_verdict("told")
    session = chat.sessions[-1]
    new = replace(session.answers["busy"], question="age", choice="months")
    return replace(chat, sessions=(*chat.sessions[:-1], replace(session, answers={**session.answers, "age": new})))


@pytest.mark.parametrize(
    ("text", "name", "now"),
    [
        ("I am not new. I have been running this practice for eleven years. Please remove that.", "age", "longer"),
        ("We're not new at all, been going since 2009", "age", "longer"),
        ("who says ive only just started? 20 years ive done this. take it out", "age", "longer"),
        ("I never told you they find it expensive, please remove", "reason", None),
        ("the reason is not the price, I never told you that, please remove", "reason", None),
        ("swamped? where does that come from, we have time. remove it", "busy", None),
        ("We are not drowning in work, that's not what I said", "busy", None),
    ],
)
def test_what_is_denied_is_found_by_what_it_is_about(told, text, name, now):
    owner = Owner(told)
    owner.says(text)
    assert owner.chat.sessions[-1].answers[name].choice == now


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I never said I was swamped. Please delete that.", "how busy: about right"),
        ("we are not quiet, that's not what I said", "how busy: about right"),
        ("I never told you they buy elsewhere. get rid of it", "usual no: too dear"),
    ],
)
def test_what_was_never_chosen_is_answered_with_what_stands(text, shown):
    owner, answers = after("coach", text)
    assert shown in said(owner).lower()
    assert answers == after_the_verdict("coach").sessions[-1].answers
