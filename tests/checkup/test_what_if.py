"""What if: the verdict with other numbers, beside today's; nothing is stored before an owner keeps it."""

import random
import re
from datetime import date

import pytest

from bot import diagnosis
from bot.checkup.supposing import Supposer, written
from bot.core.events import Command
from bot.core.replies import Picture, Spoken
from bot.diagnosis.suppositions import at_same_rates, beyond
from bot.language.listening.reader import read_acts
from bot.language.templates import words
from tests.check_ups import SHORTEST
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.diagnosis.conftest import business
from tests.listening.played import Owner, at, catalogue

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

TRADES = ("trades", "b2b", "fitness", "legal", "beauty", "saas", "other")


def some_business(chance: random.Random) -> dict:
    people = chance.randint(1, 200)
    talked = chance.randint(0, people)
    numbers = {
        "people": people,
        "talked": talked,
        "customers": chance.randint(0, talked),
        "room": chance.randint(1, 60),
        "wanted": chance.randint(1, 20),
        "fit": chance.randint(0, 10),
    }
    return {name: number for name, number in numbers.items() if name in ("people", "talked") or chance.random() < 0.85}


def some_facts(chance: random.Random, known: dict) -> dict:
    """Suppose one to three numbers, and now and then an option."""
    names = chance.sample(sorted(known), chance.randint(1, min(3, len(known))))
    facts = {name: float(chance.randint(0 if name != "room" else 1, 10 if name == "fit" else 150)) for name in names}
    if chance.random() < 0.2:
        facts["speed"] = chance.choice(("at_once", "hour", "later"))
    return facts


def supposer() -> Supposer:
    found = catalogue().forms["checkup"].suppose
    assert isinstance(found, Supposer)
    return found


def test_it_is_the_diagnosis_of_the_changed_answers_for_a_thousand_suppositions():
    chance, tried, trades = random.Random(5), 0, supposer().trades
    while tried < 1_000:
        known, trade = some_business(chance), chance.choice(TRADES)
        facts = some_facts(chance, known)
        base = business(**known, trade=trade)
        whole = at_same_rates(base, facts)
        if beyond(base, whole):
            continue
        tried += 1
        changed = business(**{**known, **whole}, trade=trade, asked=frozenset(whole))
        supposed = supposer().supposed(base, facts)
        assert supposed == changed
        assert diagnosis.diagnose(supposed, trades) == diagnosis.diagnose(changed, trades)


def test_the_parts_follow_at_todays_rates_unless_they_are_supposed_too():
    base = business(40, 36, 5)
    assert at_same_rates(base, {"people": 80.0}) == {"people": 80, "talked": 72, "customers": 10}
    assert at_same_rates(base, {"talked": 40.0}) == {"talked": 40, "customers": 6}
    assert at_same_rates(base, {"people": 80.0, "customers": 5.0}) == {"people": 80, "talked": 72, "customers": 5}
    assert at_same_rates(base, {"wanted": 2.0}) == {"wanted": 2}
    assert at_same_rates(base, {"customers": 38.0}) == {"talked": 38, "customers": 38}
    assert beyond(base, at_same_rates(base, {"customers": 50.0})) == ("talked", 36)


def supposing(*texts: str) -> Owner:
    owner = Owner(at("verdict"))
    owner.events = 1_000
    owner.says(*texts)
    return owner


def said(owner: Owner) -> str:
    return re.sub(r"<[^>]+>", "", "\n".join(reply.text for reply in owner.replies if isinstance(reply, Spoken)))


def labels(owner: Owner) -> list[str]:
    return [button.label for say in owner.replies if isinstance(say, Spoken) for row in say.rows for button in row]


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("what if 100 people came", "100 people in touch"),
        ("and if I only want 2 a week", "2 a week wanted"),
        ("if we talked with everyone", "40 talked with"),
        ("what if i win 10 of them", "10 customers"),
        ("what if it was 100 people and 20 bought", "100 people in touch and 20 customers"),
        ("what if nobody bought", "no customers"),
        ("suppose 9 of 10 fit", "9 of the last ten right for you"),
        ("what if I had room for 30 a week", "room for 30 new people a week"),
        ("what if half of them bought", "18 customers"),
        ("what if 3 more had said yes", "8 customers"),
        ("what if I had 3 customers fewer", "2 customers"),
        ("what if twice as many came", "80 people in touch"),
        ("what if I had twice as many customers", "10 customers"),
        ("what if I doubled my enquiries", "80 people in touch"),
        ("what if 20% more people came", "48 people in touch"),
        ("what if I answered within an hour", "how soon you answer: within an hour"),
        ("suppose I answered every call", "40 talked with"),
        ("what if we won one in three", "12 customers"),
        ("what if 3 out of 10 bought", "11 customers"),
        ("what if facebook brought 100 people", "100 people in touch"),
        ("what if everybody I talked with had bought", "36 customers"),
        ("tell me what happens if only 4 of 10 are really a fit. I was generous", "4 of the last ten right for you"),
        ("what would you make of it if 100 people had come", "100 people in touch"),
        ("would the verdict change if 20 had bought", "20 customers"),
        ("what if the 40 was only 20", "20 people in touch"),
        ("what would you say if the 40 were really 80", "80 people in touch"),
        ("what if I only had 12 messages and answered all 12", "12 people in touch and 12 talked with"),
        ("what if only 30 wrote and I answered every one of them", "30 people in touch and 30 talked with"),
        ("what if I only count the real ones, say 30 people came", "30 people in touch and 5 customers"),
        ("what if I leave out the time wasters, so 20 people came", "20 people in touch and 5 customers"),
    ],
)
def test_any_fact_may_be_supposed_in_words(text, supposed):
    owner = supposing(text)
    assert said(owner).startswith(f"With {supposed}")
    assert "by your own numbers" in said(owner).lower() or "either way" in said(owner)
    assert said(owner).endswith("Nothing is changed.")
    assert labels(owner) == ["Keep it", "Back to my numbers"]


def test_a_share_stays_a_share_however_many_come():
    owner = supposing("what if one in four bought", "and if 80 came")
    assert said(owner).startswith(
        "With 18 customers and 80 people in touch (at today's rates that means 72 talked with)"
    )
    owner.says("keep it")
    assert owner.chat.session(owner.chat.business.checkup).answers["customers"].amount.value == 18


def test_suppositions_add_up_until_the_owner_goes_back():
    owner = supposing("what if 100 people came", "and if 20 bought")
    assert said(owner).startswith("With 100 people in touch and 20 customers")
    owner.says("and 20 more people")
    assert said(owner).startswith("With 120 people in touch and 20 customers")
    owner.says("and 200 came")
    assert said(owner).startswith("With 200 people in touch and 20 customers")
    owner.says("then 90 people")
    assert said(owner).startswith("With 90 people in touch and 20 customers")
    owner.says("back to my numbers")
    assert said(owner).startswith("Back to your own numbers, which nothing has changed: a lean to sales (7 in 10)")
    owner.says("what if 20 bought")
    assert said(owner).startswith("With 20 customers:")


@pytest.mark.parametrize("text", ["no", "no, just asking", "just asking", "forget that", "Back to my numbers"])
def test_a_no_to_a_supposition_is_none_to_the_verdict(text):
    assert said(supposing("what if 20 bought", text)).startswith("Back to your own numbers")


def test_what_was_supposed_long_ago_is_forgotten():
    owner = supposing("what if 100 people came")
    owner.events += 60 * 25
    owner.says("what if 20 bought")
    assert said(owner).startswith("With 20 customers")


def test_more_than_there_were_is_not_weighed():
    owner = supposing("what if 60 bought")
    assert said(owner).startswith("That would be more than the 36 you talked with.")
    assert owner.chat.session(owner.chat.business.checkup).about is None


@pytest.mark.parametrize("known", [36, 36.4])
def test_the_whole_that_is_known_is_not_supposed_beside_its_part(known):
    text, base = "what if 16 of those 36 had stayed", business(40, known, 5)
    acts = read_acts(text, "verdict", language="en")
    facts = supposer().heard(base, text, acts, date(2026, 11, 29), words("en"))
    assert dict(at_same_rates(base, facts)) == {"customers": 16}


def test_the_button_proposes_the_two_that_tell_most():
    owner = supposing("What if …")
    assert len(labels(owner)) == 2
    assert labels(owner)[0] == "What if: 16 customers"
    owner.says("What if: 16 customers")
    assert said(owner).startswith("With 16 customers: a lean to nothing being short")


def test_a_number_that_may_count_several_things_is_asked_about(monkeypatch):
    monkeypatch.setattr("bot.checkup.whatif.PLAINLY", 0.99)
    owner = supposing("what if it was 12 instead")
    assert said(owner) == "Which of these do you mean?"
    assert "What if: 12 people in touch" in labels(owner)


def test_of_a_shop_where_nobody_is_talked_with_the_orders_and_visitors_are_supposed():
    owner = Owner()
    owner.says("/start", "/checkup", "online shop", "they order without talking", "12")
    owner.says("No, go on with these weeks", "500", "20", "what if 40 bought")
    assert said(owner).startswith("With 40 orders: still clearly marketing")
    owner.says("what if 4000 people saw it")
    assert said(owner).startswith("With 40 orders and 1,000 visitors a week")


def test_the_picture_is_shown_with_what_is_supposed():
    owner = supposing("what if 14 bought", "show me the picture")
    (picture,) = owner.replies
    assert isinstance(picture, Picture)
    assert picture.shown.customers == 14
    assert picture.text == "This is the door with 14 customers. Nothing is changed."
    owner.says("back to my numbers", "show me the picture again")
    assert owner.replies[0].shown.customers != 14


def test_what_is_kept_gives_the_verdict_that_was_said():
    chance = random.Random(7)
    form, kept = supposer(), 0
    while kept < 40:
        owner = Owner(at("verdict"))
        owner.events = 1_000
        chat = owner.chat
        session = chat.session(chat.business.checkup)
        base = form.base(chat, session)
        facts = some_facts(chance, {"people": 1, "talked": 1, "customers": 1, "room": 1, "wanted": 1, "fit": 1})
        if beyond(base, at_same_rates(base, facts)):
            continue
        kept += 1
        then = diagnosis.diagnose(form.supposed(base, facts), form.trades)
        owner.does(Command("whatif", f"{session.number} {written(facts)}", 1))
        owner.says("keep it")
        assert owner.chat.open is None
        given = owner.chat.newest_verdict(session.number)
        assert (given.number, given.kind, given.word) == (2, then.kind, then.word)
        assert given.sure == pytest.approx(then.sure, abs=1e-9)


def test_numbers_for_a_month_are_kept_for_a_month():
    owner = supposing(
        "/checkup", "plumber", "we talk first", "50 a month", "45", "5", "15", "swamped", "4", "8", "skip"
    )
    owner.says("what if 100 people came", "keep it")
    answers = owner.chat.session(owner.chat.business.checkup).answers
    assert {name: answers[name].amount.value for name in ("people", "talked", "customers")} == {
        "people": pytest.approx(100),
        "talked": pytest.approx(90),
        "customers": pytest.approx(10),
    }
    assert str(answers["people"].span) == "each month"


def test_a_button_of_former_suppositions_keeps_nothing():
    owner = supposing("what if 100 people came")
    former = next(
        button.data for say in owner.replies for row in say.rows for button in row if button.label == "Keep it"
    )
    owner.says("and if 20 bought")
    name, _, argument = former[1:].partition(" ")
    owner.does(Command(name, argument, 1))
    assert "isn't supposed any more" in said(owner)


def test_another_change_of_an_answer_ends_what_was_supposed():
    owner = supposing("what if 100 people came", "/fix")
    assert owner.chat.open.about is None


@pytest.mark.parametrize("state", ["weekly", "q:people", "q:talked", "q:room"])
@pytest.mark.parametrize(
    "text", ["what if 100 people came", "and what if I only wanted 2 a week", "what if i win 10 of them"]
)
def test_at_an_open_question_a_supposition_is_no_answer(state, text):
    before = at(state)
    owner = Owner(before)
    owner.events = 1_000
    owner.says(text)
    assert [session.answers for session in owner.chat.sessions] == [session.answers for session in before.sessions]
    assert owner.chat.open.proposed is None
    assert said(owner).startswith("With " if state == "weekly" else "I haven't given you a verdict yet")


def test_without_a_verdict_nothing_can_be_supposed():
    owner = Owner()
    owner.says("/start", "/whatif")
    assert "verdict" in said(owner)


@pytest.mark.both_engines
async def test_nothing_is_stored_by_asking_and_a_crash_loses_no_supposition(house, alice):
    await alice.says(*SHORTEST)
    before = (
        await house.rows("select * from answer order by session, question"),
        await house.rows("select * from verdict"),
    )
    await alice.says("what if 100 people came")
    await house.restart()
    assert "100 people in touch and 30 customers" in await alice.says("and if 30 bought")
    await house.restart()
    after = (
        await house.rows("select * from answer order by session, question"),
        await house.rows("select * from verdict"),
    )
    assert after == before
    await alice.taps("Keep it")
    kept = dict(await house.rows("select question, value from answer where question in ('people', 'customers')"))
    assert kept == {"people": 100.0, "customers": 30.0}
    assert len(await house.rows("select * from verdict")) == 2


def test_with_weeks_the_counts_are_of_all_of_them_and_are_not_kept():
    owner = Owner(at("weekly_done"))
    owner.events = 60 * 24 * 14
    owner.says("/checkin", "12, 9, 3", "no")
    session = owner.chat.session(owner.chat.business.checkup)
    assert supposer().base(owner.chat, session).total("people").value == 52
    owner.says("what if 100 people came")
    assert said(owner).startswith(
        "With 100 people in touch (at today's rates that means 87 talked with and 15 customers)"
    )
    assert labels(owner) == ["Back to my numbers"]
    owner.says("and if I only want 2 a week")
    assert labels(owner) == ["Keep it", "Back to my numbers"]
    owner.says("keep it")
    answers = owner.chat.session(owner.chat.business.checkup).answers
    assert (answers["people"].amount.value, answers["wanted"].amount.value) == (40, 2)


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("What if 50% of the leads took a call instead of 40%?", "With 30 talked with"),
        ("what if we got to 80 percent of them and not 40 percent", "With 48 talked with"),
        ("what if 25% became clients instead of 12.5%", "With 6 clients"),
        ("if i had room id take 15 of the 24 easy", "With 15 clients"),
    ],
)
def test_a_share_is_supposed_of_the_answer_that_has_the_old_one(monkeypatch, text, supposed):
    answers = {**OWNERS["fitter"], "trade": "IT support", "people": "60 a quarter", "talked": "24", "customers": "3"}
    monkeypatch.setitem(OWNERS, "support", answers)
    assert said(answer_to("support", text)[0]).startswith(supposed)


@pytest.mark.parametrize(
    "text",
    [
        "what about a third lad, would that change anything?",
        "what if i got a second van, would that change the verdict",
        "suppose my sister helps on saturdays, would it come out different?",
    ],
)
def test_another_way_of_working_asks_for_its_number(text):
    assert said(answer_to("fitter", text)[0]).startswith("Of how you work I know only your room")


@pytest.mark.parametrize(
    "text",
    ["No, it is not what if. It is real result. Was it worth 200 euro?", "That's real orders. It went from 12 to 31"],
)
def test_what_is_real_is_kept_whatever_known_number_or_money_stands_beside_it(text):
    owner = Owner(after_the_verdict("shop"))
    owner.says("what if 31 orders")
    owner.says(text)
    assert owner.chat.sessions[-1].answers["orders"].amount.value == 31


@pytest.mark.parametrize("text", ["is that a real number or a guess?", "not what if, 44 ordered"])
def test_another_number_or_a_question_keeps_nothing(text):
    owner = Owner(after_the_verdict("shop"))
    owner.says("what if 31 orders")
    owner.says(text)
    assert owner.chat.sessions[-1].answers["orders"].amount.value != 31
