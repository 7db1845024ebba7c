"""A number that is told by the way after a verdict, and likely changes one of its answers, is supposed and can be kept."""

import pytest
from msgspec.structs import replace

from bot.checkup.whatif import PUT
from bot.core.events import Tap
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to, stored
from tests.checkup.reactions import TALKING
from tests.checkup.test_what_if import labels, said
from tests.listening.played import Owner, at

FIRST = 60  # signs of a reply in which it says what is supposed

GARDENER = {
    **TALKING,
    "trade": "gardener",
    "people": "9",
    "talked": "9",
    "customers": "5",
    "room": "8",
    "wanted": "4",
    "fit": "8",
}
HAIRDRESSER = {**TALKING, "trade": "hair salon", "people": "60", "talked": "40", "customers": "30", "room": "25", "wanted": "15", "fit": "9"}  # fmt: skip
CANDLES = {"trade": "online shop", "path": "they order without talking", "orders": "30", "visitors": "1500 a month", "wanted": "15"}  # fmt: skip


@pytest.fixture(autouse=True)
def owners(monkeypatch):
    for name, answers in (("gardener", GARDENER), ("hairdresser", HAIRDRESSER), ("candlemaker", CANDLES)):
        monkeypatch.setitem(OWNERS, name, answers)


@pytest.mark.parametrize(
    ("name", "text", "supposed"),
    [
        ("gardener", "one of the 5 was my mother in law so call it 4", "With 4 customers:"),
        ("hairdresser", "room for 25 was with Kasia, she left on friday. Now its 14 maximum", "With room for 14 new people a week:"),
        ("hairdresser", "I can't take on more than 6 a week on my own", "With room for 6 new people a week:"),
        ("candlemaker", "I don't pack more than 10 a week, it's me and a kitchen table", "With 10 a week wanted:"),
    ],
)  # fmt: skip
def test_a_number_that_changes_an_answer_in_passing_is_supposed_and_can_be_kept(name, text, supposed):
    owner, _ = answer_to(name, text)
    assert said(owner).startswith(supposed)
    assert labels(owner) == ["Keep it", "Back to my numbers"]
    assert stored(name, text) == {}


def test_what_is_kept_takes_the_place_of_the_answer():
    owner, _ = answer_to("hairdresser", "room for 25 was with Kasia, she left on friday. Now its 14 maximum")
    owner.says("keep it")
    assert owner.chat.sessions[-1].answers["room"].amount.value == 14


@pytest.mark.parametrize(
    ("name", "text", "supposed"),
    [
        ("hairdresser", "what would it say if I had 20 bookings out of those 40", "With 20 clients:"),
        ("hairdresser", "would it be different if we answered 50?", "With 50 talked with"),
        ("gardener", "what if I say yes to the two that weren't a good fit?", "With 10 of the last ten"),
    ],
)
def test_a_supposed_number_is_of_the_step_that_its_words_or_its_whole_say(name, text, supposed):
    assert said(answer_to(name, text)[0]).startswith(supposed)


@pytest.mark.parametrize(
    ("name", "text", "supposed"),
    [
        ("gardener", "If I only wanted 3 a week, and truly I might only want 3 because of my hip, would it say the same?", "With 3 a week wanted:"),
        ("gardener", "what if we had room only for 6 a week, 8 was too optimistic, with two helpers", "With room for 6 new people a week:"),
        ("gardener", "Would it change if you knew about 25 jobs in the year?", "With 25 new customers in twelve months:"),
        ("gardener", "what if I had 60 customers a year", "With 60 new customers in twelve months:"),
        ("hairdresser", "My partner retires in June and then we shall only have room for twelve a week. What would it say then?", "With room for 12 new people a week:"),
        ("hairdresser", "3 of us cut here, and one is off to open her own shop in the new year so what if room were more like 16", "With room for 16 new people a week:"),
        ("hairdresser", "what if I lower the room to 9, I've just been told I need my knee doing", "With room for 9 new people a week:"),
        ("gardener", "I put 4 as what I want because it's a round number; if truth be told 2 would keep the lights on. What does it say with 2?", "With 2 a week wanted:"),
    ],
)  # fmt: skip
def test_a_supposition_takes_the_number_that_it_is_about(name, text, supposed):
    owner, _ = answer_to(name, text)
    assert said(owner).startswith(supposed)
    assert stored(name, text) == {}


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("es", "¿cambiaría si supieras que hubo 25 clientes en el año?", "25"),
        ("pt-BR", "e se você soubesse que foram 25 clientes no ano?", "25"),
        ("ru", "а если за год было 25 клиентов?", "25"),
        ("id", "bagaimana kalau ada 25 pelanggan dalam setahun?", "25"),
        ("hi", "अगर साल में 25 ग्राहक बने हों तो?", "25"),
    ],
)
def test_customers_of_a_year_are_supposed_as_such_in_every_language(language, text, number):
    chat = after_the_verdict("gardener")
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(text)
    assert number in said(owner)[:FIRST]


@pytest.mark.parametrize(
    ("language", "text", "supposed"),
    [
        ("es", "no puedo atender a más de 6 nuevos por semana", "Con capacidad para 6"),
        ("pt-BR", "não consigo atender mais de 6 por semana sozinha", "Com lugar para 6"),
        ("ru", "больше 6 новых в неделю я не потяну, работаю одна", "Предположим: принять можно 6"),
        ("hi", "मैं अकेली हूँ, हफ़्ते में 6 से ज़्यादा नए लोग नहीं ले सकती", "मान लें हफ़्ते में 6"),
    ],
)
def test_a_limit_is_supposed_or_kept_in_every_language(language, text, supposed):
    chat = after_the_verdict("hairdresser")
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says(text)
    kept = owner.chat.sessions[-1].answers["room"].amount.value == 6
    assert kept or said(owner).startswith(supposed)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gardener", "rang 12, talked to 7, 3 booked"),
        ("hairdresser", "25 is the room for a good week, 300 euros the rent"),
        ("candlemaker", "I could pack 40 a week at christmas"),
        ("candlemaker", "not more than 3 a month come back"),
    ],
)
def test_what_came_of_the_step_and_other_amounts_change_no_answer(name, text):
    owner, _ = answer_to(name, text)
    assert "Keep it" not in labels(owner)
    assert stored(name, text) == {}


@pytest.mark.parametrize(
    ("text", "button", "name", "value"),
    [
        ("make that 7", "7 customers", "customers", 7),
        ("30", "30 talked with", "talked", 30),
        ("make that ten a month", "2.3 a week wanted", "wanted", 2.3),
    ],
)
def test_a_button_that_offers_a_change_changes(text, button, name, value):
    owner = Owner(at("verdict"))
    owner.events = 1_000
    owner.says(text)
    before = owner.chat.sessions[-1].answers[name].amount.value
    assert before != value
    (data,) = [one.data for reply in owner.replies for row in reply.rows for one in row if one.label == button]
    owner.does(Tap(data, "tap"))
    assert owner.chat.sessions[-1].answers[name].amount.value == pytest.approx(value, rel=0.02)


@pytest.mark.parametrize("lead", ["", "yes ", "Yes, ", "yeah ", "yes please, "])
def test_a_button_for_a_number_is_meant_by_its_words_also_behind_a_yes(lead):
    chat = after_the_verdict("shop")
    offered = (("9 orders", f"/whatif {chat.business.checkup} {PUT} orders=9"),)
    owner = Owner(replace(chat, owner=replace(chat.owner, offered=offered)))
    owner.events = 1_000
    owner.says(f"{lead}9 orders")
    assert owner.chat.sessions[-1].answers["orders"].amount.value == 9
