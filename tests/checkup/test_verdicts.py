"""What an owner gets at the end of a check-up."""

import re

import pytest

from bot.checkup.answers import answers_of
from bot.diagnosis import diagnose, load_trades
from bot.language.templates import PROMPTS, words
from tests.check_ups import SHORTEST

START = ["/checkup", "trades, home services", "we talk first"]
KINDS = {
    "volume": ([*START, "16", "16", "6", "20", "mostly waiting", "6"], "marketing"),
    "quality": ([*START, "120", "110", "10", "33", "about right", "9", "2", "not the right people"], "marketing"),
    "response": ([*START, "120", "40", "16", "10", "swamped", "11"], "sales"),
    "skill": (SHORTEST[:-1], "sales"),
    "neither": ([*START, "40", "exactly 40", "16", "11", "about right", "3", "8"], None),
}
JARGON = re.compile(r"\b(leads?|funnel|conversions?|pipeline|close rate|bottleneck|capacity|MQL)\b", re.IGNORECASE)


async def verdict(alice, lines: list[str]) -> str:
    """Play a check-up to its verdict, skipping what else is asked."""
    await alice.says(*lines)
    for _ in range(6):
        if "last 10 people" in alice.text:
            await alice.says("8")
        elif "Skip" in alice.buttons:
            await alice.says("skip")
    return next(m.text for m in reversed(alice.sent) if "This week:" in m.text)


async def test_the_shortest_path_has_at_most_eight_questions(alice):
    await alice.says(*KINDS["volume"][0])
    asked = {re.match(r".*?(\d) of \d", m.text, re.DOTALL)[1] for m in alice.sent if re.search(r"\d of \d ·", m.text)}
    assert len(asked) <= 8
    assert "This week:" in alice.text


async def test_number_questions_say_what_counts_with_an_example_for_the_trade(alice):
    await alice.says(*START)
    assert "For a plumber: everyone who asked about a job" in alice.text
    for reply in ("50", "45", "5", "15"):
        await alice.says(reply)
    for message in alice.sent:
        assert not JARGON.search(message.text), message.text


@pytest.mark.parametrize("trade", load_trades(PROMPTS / "trades.toml").by_id)
def test_every_trade_says_what_counts(trade):
    for block in ("label", "like", "people", "talked", "customer", "names"):
        assert words("en").label(f"trades/{trade}", block) or block == "names"
    assert not JARGON.search(words("en").label(f"trades/{trade}", "people"))


async def test_how_did_you_work_that_out_shows_every_step(alice):
    await alice.says(*SHORTEST)
    text = await alice.says("how did you work that out?")
    for part in (
        "50 people got in touch",
        "5 of 45",
        "a rough figure",
        "What each side would bring",
        "1 in 20 to 1 in 4",
    ):
        assert part in text


@pytest.mark.parametrize("kind", KINDS)
async def test_one_verdict_names_the_side(alice, kind):
    lines, side = KINDS[kind]
    text = await verdict(alice, lines)
    first = text.split("\n")[0].lower()
    if side:
        assert side in first
    else:
        assert "marketing" not in first.split("lean")[0] or "can't tell" in first


async def test_the_verdict_is_told_with_the_door_and_the_owners_numbers(alice):
    text = await verdict(alice, SHORTEST)
    assert "door" in text
    assert "50 people" in text
    assert "5 of the 45" in text


async def test_the_nearest_number_that_would_change_it_is_named(alice):
    assert re.search(r"If .* rather than \d+|If \d+ more", await verdict(alice, SHORTEST))


async def test_chance_is_said_in_counts(alice):
    await alice.says(*SHORTEST)
    assert re.search(r"anything from 1 in \d+ to 1 in \d+ would fit", await alice.says("/how"))


async def test_few_people_are_no_reason_for_silence(alice):
    text = await verdict(alice, [*START, "8", "no, go on with these weeks", "8", "5", "20", "mostly waiting", "5"])
    assert text.startswith("Clearly marketing.")


async def test_a_lean_has_a_step_of_its_side(alice):
    text = await verdict(alice, [*START, "50", "45", "5", "15", "about right", "4", "8", "skip"])
    assert text.startswith("I lean to sales, 6 in 10.")
    assert "The step: sales, about " in text


async def test_whatever_is_worth_asking_is_asked_before_the_verdict(house, alice):
    await verdict(alice, [*START, "20", "18", "5", "6", "about right", "3", "7"])
    assert await house.rows("select state from session") == [("done",)]
    assert await house.rows("select count(*) from verdict") == [(1,)]
    assert " of " not in alice.text.split("·")[0] or "·" not in alice.text


@pytest.mark.parametrize(("seen", "called"), [("20", "too few people see"), ("5000", "too few of them order")])
async def test_few_who_see_it_and_few_who_order_are_told_apart(alice, seen, called):
    text = await verdict(
        alice, ["/checkup", "online shop", "they order without talking", "8", "no, go on with these weeks", seen, "20"]
    )
    assert text.startswith("Clearly marketing")
    assert called in text.split("\n")[0]


async def test_each_sides_gain_is_a_range(alice):
    text = await verdict(alice, SHORTEST)
    assert re.search(r"(\d|up) to \d more customers a week", text)
    assert re.search(r"Marketing, with .+: (next to nothing|.+ more customers?)", await alice.says("/how"))


async def test_a_new_firm_with_a_long_cycle_is_not_told_that_its_selling_is_weak(house, alice):
    await alice.says("/checkup", "services for businesses", "we talk first", "30", "30", "0", "20", "about right", "2")
    asked = []
    for _ in range(7):
        if "how long does it usually take" in alice.text:
            asked.append("lag")
            await alice.says("1 to 3 months")
        elif "How long have people been getting in touch" in alice.text:
            asked.append("age")
            await alice.says("some weeks")
        elif "last 10 people" in alice.text:
            await alice.says("8")
        elif "Skip" in alice.buttons:
            await alice.says("skip")
        else:
            break
    assert {"lag", "age"} & set(asked)
    given = await house.rows("select kind from verdict")
    assert given[0][0] != "sales_skill"


async def test_weak_selling_is_never_named_before_the_last_ten_question(alice):
    await alice.says(*SHORTEST[:-2])
    assert "last 10 people" in alice.text
    await alice.says("don't know")
    if "Really no idea" in alice.buttons:
        await alice.says("really no idea")
    for _ in range(3):
        if "Skip" in alice.buttons:
            await alice.says("skip")
    told = " ".join(m.text for m in alice.sent[-2:])
    assert "Most likely sales" not in told
    assert "Clearly sales" not in told


async def test_one_step_for_this_week_with_its_side_and_evidence(alice):
    text = await verdict(alice, SHORTEST)
    assert re.search(r"The step: (sales|marketing), about .+\. ", text)
    assert re.search(r"The step: .*(evidence|rule)", text)
    assert text.count("This week:") == 1


async def test_when_it_cannot_tell_the_next_question_continues_the_same_check_up(house, alice):
    await alice.says(*START, "20", "18", "5", "6", "about right", "3")
    assert "last 10 people" in alice.text
    assert "It's still close, so one more thing" in await alice.says("7")
    assert await house.rows("select count(*) from session where flow = 'checkup'") == [(1,)]


async def test_orders_without_a_talk_are_marketings_doing(alice):
    text = await verdict(alice, ["/checkup", "online shop", "they order without talking", "52", "don't know", "25"])
    assert text.startswith("Most likely marketing")
    assert "which is marketing's doing" in text


async def test_the_same_answers_give_the_same_verdict(house, alice):
    bob = house.person(2, "Bob")
    await alice.says(*SHORTEST)
    await bob.says(*SHORTEST)
    assert alice.text == bob.text


async def test_the_diagnosis_of_a_session_can_be_made_again_from_the_database(house, alice):
    await alice.says(*SHORTEST)
    before = alice.text
    await house.restart()
    trades = load_trades(PROMPTS / "trades.toml")
    from storage.chats import load_chats

    async with house.app.database.reading() as tx:
        chat = (await load_chats(tx, [1]))[1]
    again = diagnose(answers_of(chat.sessions[-1], chat.business), trades)
    assert again.kind == "sales_skill"
    assert "Most likely sales" in before


async def test_the_verdict_names_each_unknown_and_what_it_would_tell(alice):
    text = await verdict(alice, [*START, "50", "45", "5", "don't know", "really no idea", "skip", "4", "8"])
    assert "room" in text or "handle" in text or "wait" in text
