"""What a verdict would bring in money: asked for once, echoed with its currency, and no surer than the numbers are."""

import pytest
from msgspec.structs import replace

from bot.language.templates import languages
from tests.check_ups import SHORTEST
from tests.checkup.follow_ups import after_the_verdict, answer_to
from tests.checkup.test_what_if import said, supposing
from tests.listening.played import Owner


async def worth(alice, typed):
    await alice.says(*SHORTEST)
    await alice.taps("How did you work that out?")
    await alice.taps("Say it in money")
    return await alice.says(typed)


async def currency(house):
    ((code,),) = await house.rows("select currency from business")
    return code


async def test_who_asks_how_it_was_worked_out_may_have_it_in_money(alice):
    await alice.says(*SHORTEST)
    await alice.taps("How did you work that out?")
    asked = await alice.taps("Say it in money")
    assert asked.startswith("What is an average sale worth to you, and in which money")
    assert "Skip" in alice.buttons


async def test_the_gain_is_said_in_the_money_that_was_told(house, alice):
    told = await worth(alice, "about 450 euros")
    assert "About €450, noted." in told
    assert "At about €450 a sale, the customers won more in a month would be worth" in told
    assert "€1,100 to €5," in told
    assert await currency(house) == "EUR"
    assert "roughly €" in await alice.says("/verdict")
    await alice.says("/how")
    assert "Say it in money" not in alice.buttons


async def test_money_of_no_country_is_a_bare_number(alice):
    told = await worth(alice, "450")
    assert "At 450 a sale" in told
    assert "$" not in told


async def test_who_skips_it_is_not_asked_again(alice):
    assert "we leave it at customers" in await worth(alice, "skip")
    await alice.says("/how")
    assert "Say it in money" not in alice.buttons


async def test_it_may_be_typed_too(alice):
    await alice.says(*SHORTEST)
    assert (await alice.says("in money")).startswith("What is an average sale worth")


async def test_the_currency_that_is_known_is_not_asked_for(alice):
    await alice.says("/settings currency GBP")
    await alice.says(*SHORTEST, "/how")
    assert "worth to you, in GBP?" in await alice.taps("Say it in money")
    assert "£450, noted." in await alice.says("450")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("450 aussie dollars", "AUD"),
        ("500 lei", "RON"),
        ("30000 won", "KRW"),
        ("450 mexican pesos", "MXN"),
        ("450 swiss francs", "CHF"),
        ("450 quid", "GBP"),
        ("20 000 cfa", "XOF"),
    ],
)
async def test_a_currency_by_its_name(house, alice, typed, code):
    await worth(alice, typed)
    assert await currency(house) == code


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("450 pesos", ["MXN", "PHP", "COP", "ARS", "CLP"]),
        ("450 francs", ["CHF", "XOF", "XAF", "RWF"]),
        ("4500 kr", ["SEK", "NOK", "DKK", "ISK"]),
    ],
)
async def test_a_name_of_several_currencies_is_asked_about(house, alice, typed, codes):
    assert "Which one is yours?" in await worth(alice, typed)
    assert [button for button in alice.buttons if button in codes] == codes
    assert await currency(house) is None
    await alice.taps(codes[1])
    assert await currency(house) == codes[1]


async def test_a_name_of_several_is_asked_about_in_the_settings_too(alice):
    assert "Which one is yours?" in await alice.says("/settings currency pesos")
    assert "COP" in alice.buttons


async def test_the_pesos_of_a_business_whose_currency_is_known_are_these(house, alice):
    await alice.says("/settings currency MXN")
    assert "Which one is yours?" not in await worth(alice, "450 pesos")
    assert await currency(house) == "MXN"


async def test_three_won_are_people_where_people_are_counted(alice):
    await alice.says("/checkup", "plumber", "we talk first", "50", "45")
    assert "3, noted." in await alice.says("we won 3")


def test_a_seller_without_a_talk_has_the_one_side_in_money():
    owner, _ = answer_to("shop", "average basket is 28")
    told = said(owner)
    assert told.startswith(
        "Noted: an average sale: 28.\n\nAt 28 a sale, the customers won more in a month would be worth"
    )
    assert "; sales" not in told


def test_what_a_sale_brings_in_a_year_is_not_divided_by_its_weeks():
    owner, _ = answer_to("photographer", "a client pays me about £1200 a year")
    assert "At about £1,200 a sale" in said(owner)


@pytest.mark.parametrize("language", languages())
def test_in_every_language_the_one_side_of_such_a_seller_is_said_in_money(language):
    chat = after_the_verdict("shop")
    owner = Owner(replace(chat, owner=replace(chat.owner, language=language)))
    owner.says("/money", "28")
    assert "28" in said(owner)


@pytest.mark.parametrize(
    "text",
    [
        "€350 is per month and they stay two years, so a customer is worth about €8,400.",
        "they pay €350 a month for 24 months, so a client is worth €8,400",
        "it's €700 a quarter for 3 years, each customer is worth €8,400 to me",
    ],
)
def test_what_a_customer_brings_in_all_is_the_value_of_a_sale(text):
    owner = supposing(text)
    answers = owner.chat.sessions[-1].answers
    assert answers["value"].amount.value == 8400
    assert "lag" not in answers or answers["lag"].choice != "longer"
    assert said(owner).startswith("Noted: an average sale: ")
    assert "the customers won more in a month would be worth" in said(owner)
