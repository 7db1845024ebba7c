"""Numbers as people type them, contradictions, drafts put aside, and words for buttons, all through the whole bot."""

import re
import unicodedata

import pytest

from tests.check_ups import SHORTEST
from tests.dialogue.test_checkup_dialogue import answers, at_question

PEOPLE, TALKED = 3, 4


@pytest.mark.parametrize(
    ("typed", "echo", "value"),
    [
        ("1,200", "1,200", 1200),
        ("1 200", "1,200", 1200),
        ("1.2k", "1,200", 1200),
        ("12k", "12,000", 12_000),
        ("~20", "About 20", 20),
        ("about 30", "About 30", 30),
        ("10-15", "10 to 15", 12.25),
        ("between 5 and 10", "5 to 10", 7.07),
        ("a dozen", "About 12", 12),
        ("a couple", "A couple", 2),
        ("twenty five", "25", 25),
        ("none", "0", 0),
        ("2 lakh", "200,000", 200_000),
        ("٤٠", "40", 40),
        ("１２", "12", 12),
        ("25 a week", "25 a week", 25),
    ],
)
async def test_a_number_as_people_type_it_is_echoed_with_a_way_to_correct_it(house, alice, typed, echo, value):
    await at_question(alice, PEOPLE)
    text = await alice.says(typed)
    assert text.startswith(f"{echo}, noted.")
    assert "Back" in alice.buttons
    assert (await answers(house))["people"][1] == pytest.approx(value, rel=0.01)
    assert f"You said: {echo.lower()}" in (await alice.taps("Back")).replace("You said: A", "You said: a")


@pytest.mark.parametrize(
    ("typed", "value"), [("1 in 5", 10), ("10 %", 5), ("half", 25), ("all of them", 50), ("most", 45)]
)
async def test_a_share_is_read_as_a_count_of_the_number_before(house, alice, typed, value):
    await at_question(alice, TALKED)
    assert "noted. Not right? Tap Back." in await alice.says(typed)
    assert (await answers(house))["talked"][1] == pytest.approx(value)


@pytest.mark.parametrize("typed", ["8 of 10", "8/10", "8 out of 10", "80 %", "8"])
async def test_of_the_last_ten_may_be_answered_as_a_share(house, alice, typed):
    await alice.says(*SHORTEST[:-2])
    assert "most usual" in await alice.says(typed)
    assert (await answers(house))["fit"][1] == 8


@pytest.mark.parametrize(
    ("typed", "echo"), [("$2,500", "$2,500"), ("€1.250,00", "€1,250"), ("₹1,50,000", "₹150,000"), ("2500", "2,500")]
)
async def test_money_is_echoed_with_its_currency(typed, echo):
    from bot.language.numbers import read
    from bot.language.numbers.write import write

    reading = read(typed, "money", language="en")
    assert write(reading.amount, "money", currency=reading.currency).removeprefix("exactly ") == echo


@pytest.mark.parametrize("days", ["6", "6 days", "[6 days a week: 120]"])
async def test_five_a_day_asks_for_the_days_and_a_bare_number_is_their_number(house, alice, days):
    await at_question(alice, PEOPLE)
    assert "how many days a week" in await alice.says("5 a day")
    assert "people" not in await answers(house)
    assert "120, noted" in await alice.says(days)


async def test_an_ambiguous_number_is_settled_by_typing_it_plainly(house, alice):
    await at_question(alice, PEOPLE)
    await alice.says("1.200")
    assert "1,200" in alice.buttons
    assert "1,200, noted" in await alice.says("1200")


async def test_an_ambiguous_number_is_still_asked_about_when_an_earlier_answer_is_corrected(house, alice):
    await alice.says(*SHORTEST[:3], "2000")
    assert "more than one way" in await alice.says("1.200")
    assert "more than one way" in await alice.does(alice.person.edits(alice.person.typed[3], "3000"))
    assert "talked" not in await answers(house)
    await alice.taps("1,200")
    given = await answers(house)
    assert (given["people"][1], given["talked"][1]) == (3000, 1200)


async def test_a_range_is_asked_about_as_a_range(alice):
    await at_question(alice, PEOPLE)
    assert "Of those 30 to 50" in await alice.says("30-50 maybe")


@pytest.mark.parametrize("label", ["About half", "Most, about 9 in 10"])
async def test_a_picked_part_is_said_as_an_owner_would_say_it(alice, label):
    await alice.says(*SHORTEST[:3], "45")
    assert (await alice.taps(label)).startswith("About ")


async def test_more_talked_with_than_came_is_one_question_with_two_fixes(house, alice):
    await at_question(alice, TALKED)
    text = await alice.says("55")
    assert "55 talked with, but only 50 got in touch" in text
    assert alice.buttons == ["I talked with fewer", "More than 50 got in touch", "Back"]
    assert "talked" not in await answers(house)


@pytest.mark.parametrize(
    "numbers", [("50", "45", "60"), ("5", "6", "7"), ("10", "nobody", "3"), ("20-30", "about 40", "50")]
)
async def test_no_more_became_customers_than_were_talked_with_and_no_more_than_came(house, alice, numbers):
    await alice.says(*SHORTEST[:3], *numbers)
    given = {name: answer[1] for name, answer in (await answers(house)).items() if answer[1] is not None}
    if "talked" in given:
        assert given["talked"] <= given["people"]
    if "customers" in given:
        assert given["customers"] <= given.get("talked", given["people"])


async def test_the_third_bad_reply_to_an_optional_question_offers_skip_back_and_a_stop(alice):
    await alice.says("/checkup", "coaching", "we talk first", "35", "30", "3", "800", "swamped", "2", "8")
    assert "most usual" in alice.text
    texts = [await alice.says("abc") for _ in range(3)]
    assert len(set(texts)) == 3
    assert {"Skip", "Back", "Stop here"} <= set(alice.buttons)


async def test_resume_start_over_and_delete_do_what_they_say(house, alice):
    await at_question(alice, TALKED)
    await alice.says("/cancel")
    assert "4 of 8" in await alice.taps("Go on")
    await alice.says("/cancel")
    assert "1 of 8" in await alice.taps("Start over")
    await alice.says("shop", "/cancel")
    await alice.taps("Delete it")
    assert await answers(house) == {}
    assert "1 of 8" in await alice.says("/checkup")


@pytest.mark.parametrize("word", ["stop", "cancel", "Stop here", "quit"])
async def test_a_word_puts_the_questions_aside_too(alice, word):
    await at_question(alice, TALKED)
    await alice.says(word)
    assert alice.buttons == ["Go on", "Start over", "Delete it"]


@pytest.mark.parametrize("n", range(1, 10))
async def test_why_is_answered_in_two_sentences_at_most_and_the_question_follows(alice, n):
    await alice.says(*SHORTEST[: min(n, len(SHORTEST) - 1)])
    question = alice.text[re.search(r"\d of \d|One more", alice.text).start() :]
    why, _, after = (await alice.says("why do you want to know?")).partition("\n\n")
    assert 1 <= len(re.findall(r"[.!?](?:\s|$)", why)) <= 2
    assert after == question


@pytest.mark.parametrize("n", range(1, 11))
async def test_words_alone_carry_the_meaning(alice, n):
    await alice.says(*SHORTEST[:n])
    for message in alice.sent:
        assert any(letter.isalpha() for letter in message.text)
        assert not [sign for sign in message.text if unicodedata.category(sign) == "So"], message.text
        for label in message.labels:
            assert any(sign.isalnum() for sign in label)


@pytest.mark.parametrize("text", ["what counts as talking?", "do emails count?", "new as in never bought before?"])
async def test_a_question_back_is_no_bad_number(alice, text):
    await at_question(alice, TALKED)
    assert "found no number" not in await alice.says(text)
    assert "4 of 8" in alice.text


async def test_an_answer_in_the_middle_of_an_activity_question_goes_to_the_check_up(house, alice):
    await at_question(alice, TALKED)
    await alice.says("are emails marketing or sales?")
    assert "They can answer, we talk" in alice.buttons
    text = await alice.says("45")
    assert "We leave that one." in text
    assert "5 of 8" in text
    assert (await answers(house))["talked"][1] == 45


async def test_a_report_is_no_activity_but_numbers(alice):
    await at_question(alice, 2)
    assert "People who got in touch: 52" in await alice.says("New enquiries 52; answered 40; won 9, see attached")


@pytest.mark.parametrize("n", range(1, 11))
async def test_any_text_at_any_question_is_answered(alice, n):
    await alice.says(*SHORTEST[:n])
    for text in (
        "💥",
        "?",
        "...",
        "<b>",
        "{{ n }}",
        "12 of",
        "of",
        "-",
        "٣٫٥",
        "\u202e12",
        "a" * 3000,
        "0x10",
        "½",
        "10^3",
    ):
        assert "Something went wrong" not in await alice.says(text), text
