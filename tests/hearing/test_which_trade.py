"""What owners call their business, at the question for it: taken, asked about between two, or left."""

import pytest

PLAIN = [
    ("we run a small restaurant", "Restaurant, café, bar."),
    ("animal rescue", "Charity, donations."),
    ("dog rescue charity", "Charity, donations."),
    ("caterer", "Catering, events."),
    ("barn weddings", "Venue, band, wedding supplier."),
    ("burger van", "Restaurant, café, bar."),
]
BETWEEN = [
    ("gym", ["Gym, classes: people call", "Gym, classes: people visit"]),
    ("yoga studio", ["Gym, classes: people call", "Gym, classes: people visit"]),
    ("we sell software", ["Software, with a demo", "Software people buy alone"]),
    ("estate agent", ["Property, introductions", "Property, online enquiries"]),
]


@pytest.mark.parametrize(("typed", "said"), PLAIN)
async def test_a_plain_name_is_taken(alice, typed, said):
    reply = await alice.says("/checkup", typed)
    assert reply.startswith(said)
    assert "2 of 8" in reply


@pytest.mark.parametrize(("typed", "offered"), BETWEEN)
async def test_two_trades_of_one_name_are_asked_about(alice, typed, offered):
    reply = await alice.says("/checkup", typed)
    assert reply == "Which of these is nearer?"
    assert alice.buttons == [*offered, "All of the list"]
    assert "2 of 8" in await alice.taps(offered[0])


async def test_all_of_the_list_is_behind_them(alice):
    await alice.says("/checkup", "gym")
    reply = await alice.taps("All of the list")
    assert "1 of 8" in reply
    assert "Coaching" in alice.buttons


@pytest.mark.parametrize(
    ("trade", "called"),
    [
        ("animal shelter", "supporters"),
        ("dentist", "patients"),
        ("lawyer", "clients"),
        ("tutor", "students"),
        ("pizzeria", "guests"),
        ("plumber", "customers"),
    ],
)
async def test_customers_are_called_as_the_trade_calls_them(alice, trade, called):
    asked = await alice.says("/checkup", trade, "we talk first", "50", "45")
    assert f"how many became {called}?" in asked
    assert f"How many new {called} a week" in await alice.says("5", "15", "swamped")
    review = await alice.says("4")
    for _ in range(5):
        if "Rests on:" not in review:
            review = await alice.says("8" if "right for you" in review else "skip")
    assert f"5 became {called}" in review
    captions = [message.content.get("caption", "") for message in alice.person.messages]
    assert any(f"became {called}" in caption for caption in captions)


@pytest.mark.parametrize(
    ("typed", "said", "asked"),
    [
        ("wedding photographer", "Photographer, film-maker. How people buy: We talk first.", "3 of 8"),
        ("I take pictures of babies", "Photographer, film-maker. How people buy: We talk first.", "3 of 8"),
    ],
)
async def test_how_people_buy_is_not_asked_where_the_trade_makes_it_plain(alice, typed, said, asked):
    reply = await alice.says("/checkup", typed)
    assert reply.startswith(said)
    assert asked in reply


async def test_what_was_plain_can_be_changed(alice):
    await alice.says("/checkup", "photographer")
    assert "How do people usually buy from you?" in await alice.taps("Back")
    assert "how many new people got in touch" not in await alice.taps("They order without talking")
