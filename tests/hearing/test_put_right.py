"""An answer given before is put right wherever the owner is: by its name, its place, its old number, or what was left out."""

import pytest
from msgspec.structs import replace

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to, stored
from tests.checkup.reactions import TALKING
from tests.listening.played import Owner, at, played

AT_A_QUESTION = [
    ("q:talked", "oh the people one should be 60", {"people": "60"}),
    ("q:talked", "40. oh and people was 60", {"people": "60", "talked": "40"}),
    ("q:customers", "not 45, 40", {"talked": "40"}),
    ("q:customers", "45 spoke should be 35", {"talked": "35"}),
    ("q:customers", "first number i gave was wrong, 55", {"people": "55"}),
    ("q:customers", "the one before should be 40", {"talked": "40"}),
    ("q:customers", "8, also the talked number should be 42", {"talked": "42", "customers": "8"}),
    ("q:customers", "talked was 40 not 45, and 10 bought", {"talked": "40", "customers": "10"}),
    ("q:room", "previous answer is 8 sorry", {"customers": "8"}),
    ("q:room", "where i said 9 it was 12", {"customers": "12"}),
    ("q:room", "about 12. btw i said 9 bought, it was 11", {"customers": "11", "room": "12"}),
    ("q:room", "my first answer should be 60 people", {"people": "60"}),
    ("q:busy", "the one about customers, its 12", {"customers": "12"}),
    ("q:busy", "15 was too high, call it 10", {"room": "10"}),
    ("q:busy", "swamped. and the room is 10 not 15", {"room": "10", "busy": "swamped"}),
    ("q:wanted", "actually we're swamped not about right", {"busy": "swamped"}),
    ("q:wanted", "sorry i meant quiet for the busy one", {"busy": "waiting"}),
    ("q:wanted", "for the how many bought question it should have been 7", {"customers": "7"}),
    ("q:fit", "people 50 -> 60", {"people": "60"}),
    ("q:fit", "swap the 50 for 40", {"people": "40"}),
    ("q:reason", "change 9 to 11 please", {"customers": "11"}),
    ("q:reason", "too dear they say. also people should be 60", {"people": "60", "reason": "price"}),
    ("q:customers", "nope, not 45. More like 20", {"talked": "20"}),
    (
        "q:room",
        "15-20 a day. Wait I did not talk with 45, I talked with almost all 50",
        {"room": "17.3205", "talked": "48"},
    ),
    ("q:speed", "put swamped for how busy, i got that wrong", {"busy": "swamped"}),
    ("q:speed", "the how busy one, change it to waiting for people", {"busy": "waiting"}),
]
ELSEWHERE = [
    ("weekly_done", "I forgot two sales", {"customers": "5"}),
    ("weekly_done", "forgot one sale, so 4", {"customers": "4"}),
    ("weekly_done", "that was 14 not 12 last week", {"people": "14"}),
    ("weekly_done", "another one bought this morning so thats 4", {"customers": "4"}),
    ("verdict", "two more bought since", {"customers": "7"}),
    ("verdict", "make that 3 fewer customers", {"customers": "2"}),
    ("verdict", "forgot 10 people who came in the shop", {"people": "50"}),
    ("verdict", "36 is too many, it was 28", {"talked": "28"}),
    ("verdict", "the 40 should be about 25 if half are regulars", {"people": "25"}),
    ("verdict", "so 36 was supposed to be 30", {"talked": "30"}),
    ("verdict", "what did I say for how many I talked with, 36? it was meant to be 33", {"talked": "33"}),
    ("verdict", "it was 7 that booked, I forgot my cousin", {"customers": "7"}),
    ("verdict", "sorry one more thing: there were 6 that signed, I left out my neighbour", {"customers": "6"}),
    ("verdict", "it was 5 and now it's 6", {"customers": "6"}),
    ("verdict", "can you change it to 45 people got in touch and 8 booked", {"people": "45", "customers": "8"}),
    ("verdict", "there were 48 calls, not 40. The rest left no number", {"people": "48"}),
    ("verdict", "put me down for 6 jobs", {"customers": "6"}),
    ("verdict", "so that's 8 customers now", {"customers": "8"}),
    ("verdict", "no, 7 booked and I talked to all 40. it was 5 and now its 7", {"customers": "7", "talked": "40"}),
    ("weekly", "10 8 2 sorry 10 8 3", {"people": "10", "talked": "8", "customers": "3"}),
    ("weekly", "10 people, spoke to 8, sold 2 sorry sold 3", {"people": "10", "talked": "8", "customers": "3"}),
    ("weekly", "8 in touch oops 9, 6 talked, 1 bought", {"people": "9", "talked": "6", "customers": "1"}),
    ("q:customers", "5 — let me check — 7", {"customers": "7"}),
]
ABROAD = [
    ("es", "q:customers", "8, y perdón, hablé con 40 no con 45", {"talked": "40", "customers": "8"}),
    ("es", "q:room", "donde dije 9 eran 12", {"customers": "12"}),
    ("pt-BR", "q:busy", "errei, foram 12 clientes não 9", {"customers": "12"}),
    ("pt-BR", "weekly_done", "esqueci duas vendas", {"customers": "5"}),
    ("ru", "q:room", "первый ответ должно быть 60", {"people": "60"}),
    ("ru", "weekly_done", "забыл две продажи", {"customers": "5"}),
    ("id", "q:busy", "salah, pelanggan harusnya 12 bukan 9", {"customers": "12"}),
    ("hi", "q:room", "maine 9 kaha tha, 12 hona chahiye", {"customers": "12"}),
]
NOTHING_PUT_RIGHT = [
    ("q:wanted", "500 followers more, sorry, 6 customers", {"wanted": "6"}),
    ("q:lag", "2 weeks, and when they say no its because of the price", {"lag": "weeks", "reason": "price"}),
    ("q:room", "2 new ones, I already have 15 a week regulars", {"room": "2"}),
    ("q:fit", "no, only 5 of 10. not 9", {"fit": "5"}),
    ("verdict", "no time for phoning this week, two bathrooms on", {}),
    ("verdict", "no no no, I close nearly everyone who is serious", {}),
    ("verdict", "Three of them had simply forgotten and said yes", {}),
]


def told(text: str, state: str, language: str = "en") -> dict[str, str]:
    """Return what is stored of a message."""
    return {act.name: act.value for act in played(text, state, language).acts if act.kind == "tells"}


@pytest.mark.parametrize(("state", "text", "changed"), [*AT_A_QUESTION, *ELSEWHERE])
def test_an_earlier_answer_is_put_right_and_the_open_one_is_taken_beside_it(
    state: str, text: str, changed: dict[str, str]
) -> None:
    assert told(text, state) == changed


@pytest.mark.parametrize(("language", "state", "text", "changed"), ABROAD)
def test_it_is_put_right_in_every_language(language: str, state: str, text: str, changed: dict[str, str]) -> None:
    assert told(text, state, language) == changed


@pytest.mark.parametrize(("state", "text", "changed"), NOTHING_PUT_RIGHT)
def test_what_only_sounds_like_a_correction_puts_nothing_right(state: str, text: str, changed: dict[str, str]) -> None:
    assert told(text, state) == changed


def test_what_is_distress_and_no_correction_changes_no_option() -> None:
    assert told("sorry I can't think straight", "q:wanted") == {}


@pytest.mark.parametrize("text", ["scrap that last bit", "ugh undo!", "noo wrong one", "how do i change my answer"])
def test_who_takes_back_an_answer_is_asked_for_it_again(text: str) -> None:
    done = played(text, "q:room")
    assert "checkup/customers:ask" in done.names
    assert not any(act.kind == "tells" for act in done.acts)


@pytest.mark.parametrize(
    ("state", "text", "shown"),
    [
        ("verdict", "can I still change what I said?", "checkup/review:choose"),
        ("verdict", "scrap that last bit", "checkup/review:choose"),
        ("weekly_done", "no!! take that back", "checkins/week:so_far"),
        ("weekly_done", "can i redo that", "checkins/week:so_far"),
    ],
)
def test_who_takes_back_what_is_done_gets_it_to_change(state: str, text: str, shown: str) -> None:
    assert shown in played(text, state).names


SWAMPED = {**TALKING, "trade": "kitchen fitter", "people": "30", "talked": "28", "customers": "2", "room": "5", "wanted": "1", "fit": "4", "reason": "they find it too dear", "busy": "swamped"}  # fmt: skip


@pytest.fixture
def swamped(monkeypatch):
    monkeypatch.setitem(OWNERS, "swamped", SWAMPED)


@pytest.mark.parametrize(
    ("language", "text", "name", "choice"),
    [
        ("en", "swamped?? I never said swamped, I said about right", "busy", "right"),
        ("en", "I didn't say too dear, I said they go quiet", "reason", "quiet"),
        ("es", "¿a tope? nunca dije a tope, dije lo justo", "busy", "right"),
        ("pt-BR", "sem dar conta?? nunca disse sem dar conta, eu disse na medida", "busy", "right"),
        ("ru", "не успеваем?? я не говорил что не успеваем, я сказал в самый раз", "busy", "right"),
        ("id", "kewalahan?? saya tidak pernah bilang kewalahan, saya bilang pas", "busy", "right"),
        ("hi", "मैंने बहुत व्यस्त नहीं कहा, मैंने कहा ठीक-ठाक", "busy", "right"),
    ],
)
def test_an_answer_that_is_denied_is_put_right_by_what_was_said(swamped, language, text, name, choice):
    chat = after_the_verdict("swamped")
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(text)
    assert owner.chat.sessions[-1].answers[name].choice == choice


def test_what_others_say_denies_no_answer(swamped):
    _, found = answer_to("swamped", "no reply from the other two, still swamped")
    assert not any(one.startswith("dialogue/correction") for one in found)


def test_a_range_that_was_just_stored_is_put_right_and_answers_no_open_question():
    owner = Owner(at("q:wanted"))
    owner.events = 1_000
    owner.says("35 to 52 a week", "no no no not 35 to 52! Two or three a week")
    session = owner.chat.sessions[-1]
    assert session.answers["wanted"].amount.value == pytest.approx(2.45, abs=0.01)
    assert "fit" not in session.answers


def test_other_numbers_beside_an_objection_are_taken_too():
    owner = Owner()
    owner.says("/start", "hair salon here in Cork, 3 chairs. nobody came lately")
    owner.says("mostly they ring or message. its not 0 people, id say 6 new ones a week, 4 of them book")
    answers = owner.chat.sessions[-1].answers
    assert {name: one.amount.value for name, one in answers.items() if one.amount} == {"people": 6, "customers": 4}


CONSULTANT = {**TALKING, "trade": "business consultant", "people": "6 in the last 6 months", "talked": "6", "customers": "2", "room": "1 a quarter", "wanted": "1 a quarter", "fit": "7"}  # fmt: skip
SHOP = {**OWNERS["shop"], "orders": "600", "visitors": "5000 a week"}


@pytest.mark.parametrize(
    ("text", "a_week"),
    [
        ("I handle one conversation a week. Not one a quarter. Please put that right too.", 1),
        ("room is off, I can take 2 a week, not one a quarter", 2),
        ("I have room for 1 a month and not one a quarter, change that please", 1 / 4.348),
    ],
)
def test_a_number_for_another_time_is_another_number(monkeypatch, text, a_week):
    monkeypatch.setitem(OWNERS, "consultant", CONSULTANT)
    assert stored("consultant", text) == {"room": pytest.approx(a_week, abs=0.01)}


@pytest.mark.parametrize(
    "text",
    [
        "300 new ones in the 4 weeks, change it please",
        "300 new ones over four weeks, please correct that",
        "yes it's off. 300 orders from new people, in 4 weeks",
    ],
)
def test_a_number_for_the_time_of_the_one_count_is_that_count(monkeypatch, text):
    monkeypatch.setitem(OWNERS, "busy_shop", SHOP)
    owner, _ = answer_to("busy_shop", text)
    assert owner.chat.sessions[-1].answers["orders"].amount.value == 300


@pytest.mark.parametrize(
    "text",
    [
        "You have it wrong. The 40 enquiries came over four months. So about ten a month, and 5 jobs over four months is not many",
        "Yes, it's different. 40 enquiries in 4 months.",
        "40 people in four months, that's wrong in yours",
    ],
)
def test_the_counts_of_one_stretch_of_time_move_together(text):
    owner = Owner(at("verdict"))
    owner.events = 1_000
    owner.says(text)
    answers = owner.chat.sessions[-1].answers
    assert {name: round(answers[name].span.weeks) for name in ("people", "talked", "customers")} == {
        "people": 17,
        "talked": 17,
        "customers": 17,
    }
