"""Whether one thing would be worth it: where it works, what it costs, and which of two comes first."""

import html
import random
import re

import pytest

from bot import diagnosis
from bot.core.amount import Amount
from bot.core.span import WEEKS
from bot.diagnosis.talk import tell_about
from bot.diagnosis.tell import WEEKS_A_MONTH
from bot.diagnosis.things import Thing, thing_in
from bot.hearing.of_a_thing import with_its_thing
from bot.language.templates import languages, words
from tests.checkup.follow_ups import answer_to
from tests.checkup.reactions import plain
from tests.checkup.test_about_the_verdict import known_in, numbers_in
from tests.checkup.test_what_if import TRADES, labels, said, some_business, supposer
from tests.diagnosis.conftest import business

CONSTANT = {9, 10, 450}  # "9 of 10", and the example of a value
WORKS = ("marketing", "live", "back", "page", "offer", "sales")


def read(text: str, topic: str = "worth_it", language: str = "en") -> Thing:
    """Return the thing that a question is about."""
    return thing_in(with_its_thing(topic, text, words(language)).split())


@pytest.mark.parametrize(
    ("text", "topic", "works"),
    [
        ("is sponsoring the football club worth it", "worth_it", ("marketing",)),
        ("would a newsletter be worth it", "worth_it", ("marketing",)),
        ("should we do wedding fairs, £400 a stand", "worth_it_ads", ("live",)),
        ("loyalty cards, yes or no", "worth_it", ("back",)),
        ("is calling old customers worth it", "worth_it", ("sales",)),
        ("is it worth asking for reviews", "worth_it", ("page",)),
        ("should I do a yard sign", "worth_it_offer", ("marketing",)),  # heard as something that is sold
        ("would a smaller package help people say yes", "worth_it_offer", ()),
        ("is it worth allowing dogs", "worth_it", ()),  # nobody can be sure
        ("is it worth opening on Sundays", "worth_it", ()),
        ("is a sales course worth it", "worth_it_skill", ()),
    ],
)
def test_a_thing_works_where_the_house_rule_is_sure_that_it_does(text, topic, works):
    assert read(text, topic).works == works


@pytest.mark.parametrize(
    ("text", "topic", "works"),
    [
        ("would a follow up script help or should I run ads", "worth_it", ("sales", "marketing")),
        ("should I do a discount for first timers or run some ads on tiktok", "worth_it_ads", ("offer", "marketing")),
        ("should I call back quotes or put up flyers", "worth_it_ads", ("sales", "marketing")),
        ("would google ads be better than chasing my quotes", "worth_it_ads", ("marketing", "sales")),
        ("wouldnt better photos on the page help more than sending another email", "worth_it", ("page",)),
        ("is a newsletter worth it or not", "worth_it", ("marketing",)),
        ("would a newsletter help or is that money down the drain, I've been quoted 280", "worth_it", ("marketing",)),
        ("should I put the price up or leave it", "worth_it_raise", ()),
    ],
)
def test_two_things_that_are_compared_are_read_each_by_itself(text, topic, works):
    assert read(text, topic).works == works


@pytest.mark.parametrize(
    ("text", "language", "works"),
    [
        ("¿y patrocinar al equipo de fútbol del barrio?", "es", ("marketing",)),
        ("vale a pena ir em feira?", "pt-BR", ("live",)),
        ("подкаст завести стоит?", "ru", ("marketing",)),
        ("worth it ga ikut pameran", "id", ("live",)),
        ("loyalty card ka fayda hai kya", "hi", ("back",)),
    ],
)
def test_the_rule_judges_in_every_language(text, language, works):
    assert read(text, language=language).works == works


@pytest.mark.parametrize(
    ("text", "cost", "currency", "per"),
    [
        ("should we do wedding fairs, £400 a stand", 400, "GBP", ""),
        ("is linkedin premium worth 60 dollars a month", 60, "USD", "month"),
        ("sponsor the running club, they want 350 a year", 350, "", "year"),
        ("is a radio ad worth it at 70 euros a day", 70 * 365.25 / 7 / 52 * 7 * 52 / 12, "EUR", "month"),
        ("would a flyer drop help, 200 euros for 5000 houses", 200, "EUR", ""),
        ("would sending 500 flyers help", None, "", ""),  # they cost nothing that was named
        ("is a newsletter worth it", None, "", ""),
    ],
)
def test_a_cost_is_the_only_amount_of_money_that_is_named(text, cost, currency, per):
    thing = read(text)
    assert thing.cost == (None if cost is None else pytest.approx(cost, rel=0.01))
    assert (thing.currency, thing.per) == (currency, per)


def test_a_share_of_each_sale_is_one_that_somebody_takes():
    assert read("is it worth doing uber eats, they take 30 percent").keeps == pytest.approx(0.3)
    assert read("would a video bring 30 percent more people").keeps is None
    assert read("should I put the price up 30 percent", "worth_it_raise").keeps is None


@pytest.mark.parametrize(
    "typed", ["worth_it x", "worth_it costs:", "worth_it costs:a:EUR:", "worth_it costs:1:EUR:day"]
)
def test_words_behind_the_question_that_are_no_thing_are_none(typed):
    assert thing_in(typed.split()) == Thing()


def test_a_thing_is_written_as_it_is_read():
    thing = Thing(("sales", "marketing"), 1_250_000, "IDR", "month", 0.15)
    assert thing_in(thing.written("worth_it").split()) == thing


def test_a_cost_is_set_against_the_value_of_a_sale_once_that_is_known():
    owner, _ = answer_to("gym", "is a radio ad for 1500 euros worth it")
    assert "That is marketing: it brings people to the door." in said(owner)
    assert "Tell me what an average sale is worth" in said(owner)
    assert labels(owner)[0] == "Say it in money"
    owner.says("450 euros", "is a radio ad for 1500 euros worth it")
    assert "At €450 a sale, €1,500 takes 4 more members to pay for itself" in said(owner)
    assert "Say it in money" not in labels(owner)
    owner.says("is a radio ad for 9000 euros a month worth it")
    assert "more than I'd expect" in html.unescape(said(owner))
    owner.says("and is a podcast for 300 dollars worth it")
    assert "$300" not in said(owner), "other money than a sale is valued in"


def test_an_amount_of_money_alone_is_the_value_of_a_sale_where_that_was_asked_for():
    for question in ("is a radio ad for 1500 dollars worth it", "how much money am i leaving on the table"):
        owner, _ = answer_to("gym", question)
        owner.says("30 dollars")
        assert "At $30 a sale" in said(owner)
        assert owner.chat.business.currency == "USD"


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("a full set is 95 euro. they come back every 8 weeks if they like it", 95),
        ("well an average plan is about 450 euros, sometimes more with kit", 450),
        ("I spent 95 euro on ads last month", None),
        ("the leaflets cost 120 euro for 500", None),
        ("is 95 euro a lot", None),
    ],
)
def test_the_money_that_was_asked_for_is_taken_in_a_longer_message_unless_it_is_a_cost(text, worth):
    owner, _ = answer_to("gym", "is a radio ad for 1500 euros worth it")
    owner.says(text)
    told = owner.chat.sessions[-1].answers.get("value")
    assert (told.amount.value if told is not None and told.amount else None) == worth


def test_of_two_things_the_one_that_is_short_comes_first():
    owner, _ = answer_to("fitter", "would flyers help or should I call back my quotes")
    assert "so the second comes first: sales put right" in said(owner)


def test_a_page_without_a_talk_is_weighed_against_more_people_who_see_it():
    owner, _ = answer_to("shop", "would reviews on the page help or more facebook ads")
    assert "The first is the page" in said(owner)
    owner, _ = answer_to("shop", "would cold calling firms be worth it")
    assert "the door" not in said(owner)


@pytest.mark.parametrize("language", languages())
def test_every_number_said_of_a_thing_is_in_the_verdict_or_the_message_or_follows_from_both(language):
    chance, trades, spoken = random.Random(7), supposer().trades, words(language)
    for _ in range(60):
        value, cost, keeps = chance.randint(20, 900), chance.randint(21, 900), chance.randint(3, 50) / 100
        known = {"value": Amount(value, value, value), "currency": "EUR"} if chance.random() < 0.5 else {}
        told = (
            business(orders=12, path="order", visitors=500, wanted=20, trade="online_shop", **known)
            if chance.random() < 0.2
            else business(**some_business(chance), trade=chance.choice(TRADES), **known)
        )
        verdict = diagnosis.diagnose(told, trades)
        per = chance.choice(("", "week", "month", "year"))
        thing = Thing(tuple(chance.sample(WORKS, chance.randint(1, 2))), cost, "EUR", per, keeps)
        text = re.sub(r" \([^()]*€[^()]*\)", "", tell_about(thing.written("worth_it"), verdict, spoken, trades))
        figures, weeks = verdict.figures, {"": 1, "week": 1, "month": WEEKS_A_MONTH, "year": WEEKS["year"]}[per]
        won = ((figures.customers or 0) if told.path != "order" else 0) + (figures.orders or 0)
        won *= weeks / figures.weeks
        of_both = [keeps * value, won, cost / won if won else 0]
        numbers = [*known_in(verdict, ()), value, cost, 100 * keeps, -(-cost // value), 4500, *of_both]
        for number in numbers_in(text.replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")):
            near = any(abs(number - one) <= max(0.5, 0.01 * one) + 1e-9 for one in numbers)
            assert near or number in CONSTANT, (number, text)
        assert not re.search(r"\bNone\b|\bnan\b| ,|\.\.|\( |  ", text), text


@pytest.mark.parametrize(
    ("name", "text", "said_of_it", "how_to_try"),
    [
        ("shop", "should i stop the instagram ads, they're 200 a month", "(12 of 8,000)", "cut it to half"),
        ("salon", "should i give students a discount", "a lower price brings more people", "with the next five"),
        ("candles", "shall i do a gift set, is it worth it", "too few see it", "for four weeks"),
        ("gym", "worth adding a small group class?", "it isn't first", "(now 6 of 14)"),
        ("shop", "would a discount do anything", "one of three reasons", "enough is left of a sale"),
    ],
)
def test_an_idea_of_the_owners_own_is_told_with_how_to_try_it(name, text, said_of_it, how_to_try):
    owner, _ = answer_to(name, text)
    told = plain(owner)
    assert said_of_it in told
    assert how_to_try in told


@pytest.mark.parametrize("text", ["can I not just put more posts on facebook", "can't I just hand out flyers instead"])
def test_an_idea_in_place_of_the_step_is_answered_by_where_it_works(text):
    owner, _ = answer_to("salon", text)
    assert plain(owner).startswith("That is marketing: it brings people to the door.")
    assert "You aren't short of people" in plain(owner)
