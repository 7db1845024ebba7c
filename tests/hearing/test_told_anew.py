"""After a verdict all its numbers may be told again for a longer time, as it asks: they are taken, and its answer is given again."""

import pytest
from msgspec.structs import replace

from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to, stored
from tests.checkup.reactions import TALKING
from tests.checkup.test_what_if import labels
from tests.listening.played import Owner

TRANSLATOR = {**TALKING, "trade": "translator", "people": "7", "period": "these", "talked": "7", "customers": "2", "room": "3", "wanted": "1", "fit": "7", "busy": "waiting for work"}  # fmt: skip
SOLICITOR = {**TALKING, "trade": "solicitor", "people": "24", "talked": "20", "customers": "11", "room": "9", "wanted": "5", "fit": "7"}  # fmt: skip
RINGS = {"trade": "online shop", "path": "they order without talking", "orders": "18", "visitors": "3500 a month", "wanted": "15"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    for name, answers in (("translator", TRANSLATOR), ("solicitor", SOLICITOR), ("rings", RINGS)):
        monkeypatch.setitem(OWNERS, name, answers)


def counted(name, text, language="en"):
    """Return the counts that are kept after a message, with the weeks that they were told for."""
    chat = after_the_verdict(name)
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(text)
    answers = owner.chat.sessions[-1].answers
    counts = {one: answers[one] for one in ("people", "talked", "customers", "orders", "visitors") if one in answers}
    return {one: (answer.amount.value, round(answer.span.weeks)) for one, answer in counts.items() if answer.span}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("translator", "Three months: 19 people, 18 talked, 6 clients", {"people": (19, 13), "talked": (18, 13), "customers": (6, 13)}),
        ("solicitor", "over the quarter we had 81 enquiries, 66 spoken to, 35 instructed", {"people": (81, 13), "talked": (66, 13), "customers": (35, 13)}),
        ("solicitor", "3 months then: 81 enquiries, 66 spoken to, 30 instructed. took me all evening", {"people": (81, 13), "talked": (66, 13), "customers": (30, 13)}),
        ("solicitor", "78 enquiries, 70 talked to, 31 won, thats three months", {"people": (78, 13), "talked": (70, 13), "customers": (31, 13)}),
        ("rings", "last 3 months: 60 orders from 10500 visitors", {"orders": (60, 13), "visitors": (10500, 13)}),
    ],
)  # fmt: skip
def test_all_numbers_for_a_longer_time_are_taken_with_it(name, text, expected):
    assert counted(name, text) == expected
    assert "Keep it" not in labels(answer_to(name, text)[0])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "over three months 90, 70 and 12"),
        ("en", "90, 70 and 12 in three months"),
        ("en", "last 3 months: 90, 70, 12"),
        ("es", "en tres meses 90, 70 y 12"),
        ("pt-BR", "em três meses 90, 70 e 12"),
        ("ru", "за три месяца 90, 70 и 12"),
        ("id", "selama tiga bulan 90, 70, dan 12"),
        ("hi", "तीन महीने में 90, 70 और 12"),
    ],
)
def test_numbers_alone_are_taken_as_it_is_shown_to_send_them(language, text):
    assert counted("solicitor", text, language) == {"people": (90, 13), "talked": (70, 13), "customers": (12, 13)}


@pytest.mark.parametrize(
    "text", ["over three months 90, 70 and 120", "rang 90, 70 and 12 in three months", "last week 9, 7 and 2"]
)
def test_numbers_alone_that_do_not_go_down_or_are_of_the_step_change_nothing(text):
    assert stored("solicitor", text) == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Tres meses: 19 personas, hablé con 18, 6 clientes"),
        ("pt-BR", "nos últimos três meses 19 pessoas entraram em contato, falei com 18 e 6 viraram clientes"),
        ("ru", "За три месяца: обратились 19, поговорил с 18, клиентами стали 6"),
        ("id", "dalam tiga bulan terakhir 19 orang bertanya, 18 saya ajak bicara, 6 jadi klien"),
        ("hi", "तीन महीने में: 19 लोग आए, 18 से बात हुई, 6 ग्राहक बने"),
    ],
)
def test_a_longer_time_is_taken_in_every_language(language, text):
    assert counted("translator", text, language) == {"people": (19, 13), "talked": (18, 13), "customers": (6, 13)}


def test_the_numbers_are_no_longer_for_the_four_weeks_alone():
    owner, _ = answer_to("translator", "Three months: 19 people, 18 talked, 6 clients")
    assert "period" in after_the_verdict("translator").sessions[-1].answers
    assert "period" not in owner.chat.sessions[-1].answers


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("solicitor", "last week: 5 enquiries, 4 talked, 1 customer"),
        ("solicitor", "rang 50 in the last 3 months, talked to 47, 12 booked"),
        ("solicitor", "what if in three months 81 came, 66 were talked with and 30 bought"),
        ("solicitor", "over the quarter: 81 enquiries, 30 instructed"),
    ],
)
def test_a_week_a_report_a_part_and_a_supposition_take_the_place_of_nothing(name, text):
    assert stored(name, text) == {}
