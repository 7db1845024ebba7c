"""The owner's own sums in a question whether a thing is worth it: what it costs, for how many, and what a sale is worth."""

import pytest

from bot.core.events import Tap
from bot.diagnosis.things import Thing, thing_in
from bot.hearing.of_a_thing import with_its_thing
from bot.language.templates import words
from tests.checkup.follow_ups import answer_to
from tests.checkup.reactions import plain
from tests.checkup.test_what_if import said


def read(text: str, topic: str = "worth_it", language: str = "en") -> Thing:
    """Return the thing that a question is about."""
    return thing_in(with_its_thing(topic, text, words(language)).split())


def worth_kept(owner) -> float | None:
    """Return the value of a sale that is kept."""
    told = owner.chat.sessions[-1].answers.get("value")
    return told.amount.value if told is not None and told.amount else None


@pytest.mark.parametrize(
    "text",
    [
        "should I buy leads, a firm wants 25 pounds apiece for them",
        "somebody sells leads at 40 a pop, are they worth it?",
        "would paying for ads at 3 quid a click ever pay?",
        "is it worth giving the hotel 15 euros per customer?",
    ],
)
def test_what_a_thing_costs_each_is_no_value_of_a_sale(text):
    owner, _ = answer_to("gym", text)
    assert worth_kept(owner) is None
    assert "Noted" not in said(owner)


@pytest.mark.parametrize(
    ("text", "cost", "per"),
    [
        ("should I buy leads, a firm wants 25 pounds apiece for them", 25, "lead"),
        ("are leads at 40 a pop worth it", 40, "lead"),
        ("is 12 euros per enquiry too much", 12, "lead"),
        ("would ads at 3 quid a click pay", 3, "click"),
        ("is 2 dollars per click worth it", 2, "click"),
        ("they want 200 pounds for the leads", 200, ""),
    ],
)
def test_a_cost_may_be_for_each_click_or_lead(text, cost, per):
    thing = read(text, "worth_it_ads")
    assert (thing.cost, thing.per) == (cost, per)


@pytest.mark.parametrize(
    ("text", "cost", "brought"),
    [
        ("two enquiries from one fair, 180 pounds the stall, again?", 180, 2),
        ("stand is 3,800 pounds plus hotel and a friend got 2 signups from it", 3800, 2),
        ("spent 90 dollars on boosts and landed three, go on?", 90, 3),
        ("is a 300 euro ad worth it, I have 12 customers", 300, None),
    ],
)
def test_what_a_thing_brought_is_read_beside_its_cost(text, cost, brought):
    thing = read(text)
    assert (thing.cost, thing.brought) == (cost, brought)


@pytest.mark.parametrize(
    "text",
    [
        "20 years on ebay, should I get my own site",
        "is it worth taking the 40 wagons on",
        "would a course of 24 lessons help people",
        "I have 1,100 records, more of them?",
    ],
)
def test_a_number_that_is_said_to_be_no_money_costs_nothing(text):
    assert read(text).cost is None


def test_what_the_owner_would_be_paid_is_a_price_and_no_cost():
    assert read("they'd pay me about 3 dollars a visit, good idea?", "partner") == Thing()
    assert read("they pay 42 euro an hour and I charge 65", "partner").prices == (65, 42)
    assert read("would a coach party of 30 at 6 pounds a head be good?").cost is None


@pytest.mark.parametrize(
    ("text", "value", "share"),
    [
        ("they want 15% commission, is that too much when the course costs 290 euros", 290, 0.15),
        ("an agent takes 10 percent and I charge 1200 pounds", 1200, 0.1),
        ("they want 20% commission per booking. a night is 90 pounds", 90, 0.2),
        ("would a listing be good, they keep 30%, my average order is 40 pounds", 40, 0.3),
    ],
)
def test_a_share_is_taken_of_the_price_that_is_named(text, value, share):
    thing = read(text, "partner")
    assert (thing.cost, thing.value) == (None, value)
    assert thing.keeps == pytest.approx(share)


def test_hours_at_so_much_an_hour_are_a_cost_a_week():
    thing = read("should I take on a part timer, 16 hours at 12 pounds", "worth_it_hire")
    assert (thing.cost, thing.per) == (192, "week")
    assert read("an assistant for 15 hours, 200 pounds a week", "worth_it_hire").cost == 200


def test_a_click_is_reckoned_by_the_owners_own_orders():
    owner, _ = answer_to("shop", "would ads at 2 pounds a click ever make sense when my average order is 65")
    assert "Not at that price" in plain(owner)
    assert "(12 of 8,000)" not in plain(owner)
    assert "Leave it, unless they buy again" in plain(owner)


def test_the_sum_follows_once_the_value_of_a_sale_is_told():
    owner, _ = answer_to("gym", "is a stand for 1350 euros worth it")
    owner.says("450 euros")
    assert plain(owner).startswith("At €450 a sale, €1,350 takes 3 more members to pay for itself")
    assert worth_kept(owner) == 450


def test_a_value_told_beside_the_question_is_kept_and_used():
    owner, _ = answer_to("gym", "is a radio ad for 1500 euros worth it? an average member is worth 450 euros")
    assert "€1,500 takes 4 more members" in plain(owner)
    assert worth_kept(owner) == 450


@pytest.mark.parametrize(
    "text",
    [
        "spent 90 dollars on ads this month and landed three, keep going or stop the ads?",
        "should I drop the ads? 90 dollars last month, got 3 customers from it",
        "do I quit paying for boosts, 90 dollars brought 3",
    ],
)
def test_what_an_advert_brought_is_set_against_its_cost(text):
    assert "$30 each" in plain(answer_to("tutor", text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "thinking of hiring a salesman on commission, would you?",
        "should I take on a sales rep",
        "is it worth employing someone to sell for us, commission only",
    ],
)
def test_who_goes_out_and_sells_brings_people(text):
    assert read(text, "worth_it_hire").works == ("seller",)
    assert "Three months, one area" in plain(answer_to("tutor", text)[0])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("tutor", "The one that brings more people: they are what's short (4 people in 4 weeks, room for 5 a week)"),
        ("venue", "The one by which more people get an answer: 40 of 60 left without a talk"),
        ("fitter", "The one by which more of those who come stay: now 5 of 36 do"),
        ("salon", "Neither is needed for more clients"),
    ],
)
def test_which_of_two_comes_first_is_said_by_what_is_short(name, first):
    owner, _ = answer_to(name, "hello")
    owner.does(Tap("/about which_of_two", "t"))
    assert plain(owner).startswith(first)


@pytest.mark.parametrize(
    ("language", "text", "topic", "cost", "per", "rose"),
    [
        ("es", "¿compro contactos a 20 euros por contacto?", "worth_it_ads", 20, "lead", False),
        ("pt-BR", "anúncio a 2 reais por clique compensa?", "worth_it_ads", 2, "click", False),
        ("ru", "лиды по 500 рублей за лид брать?", "worth_it_ads", 500, "lead", False),
        ("id", "iklan 2 ribu per klik layak nggak", "worth_it_ads", 2000, "click", False),
        ("hi", "20 rupaye per click ads theek hai kya", "worth_it_ads", 20, "click", False),
        ("ru", "аренда подорожала на 30 процентов. поднимать цены?", "worth_it_raise", None, "", True),
        ("pt-BR", "o aluguel subiu 30%. aumento meu preço?", "worth_it_raise", None, "", True),
        ("id", "sewa naik 30 persen. naikin harga?", "worth_it_raise", None, "", True),
        ("hi", "kiraya 30% badh gaya. daam badhau?", "worth_it_raise", None, "", True),
    ],
)
def test_costs_are_read_in_every_language(language, text, topic, cost, per, rose):
    thing = read(text, topic, language)
    assert (thing.cost, thing.per, thing.rose, thing.prices) == (cost, per, rose, None)


@pytest.mark.parametrize(
    "text",
    [
        "put it on a forum and had 130 visits in a day, 2 sign ups. any good?",
        "our reel got 900 views a week, is that worth going on with",
        "we had 60 clicks in a week from the flyer code, worth it?",
    ],
)
def test_what_people_did_in_a_time_is_no_cost(text):
    assert read(text).cost is None


@pytest.mark.parametrize(
    ("text", "cost", "per"),
    [
        ("a second nurse three days a week at about £160 a day, would that pay", 480, "week"),
        ("would a helper at 120 euros a day, 2 days a week, be worth it", 240, "week"),
        ("could I have a fitter 4 days a week for $200 a day", 800, "week"),
    ],
)
def test_who_is_paid_by_the_day_costs_as_many_days_as_are_told(text, cost, per):
    for topic in ("worth_it", "worth_it_hire"):
        thing = read(text, topic)
        assert (thing.cost, thing.per) == (cost, per)


def test_somebody_whose_days_are_not_told_costs_no_whole_month():
    assert read("a freelance groomer wants $150 a day. worth it?", "worth_it_hire").cost is None
