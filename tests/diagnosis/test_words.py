"""What an owner reads."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.diagnosis import diagnose, flip, supposed
from bot.diagnosis.talk import tell_about, tell_supposed
from bot.diagnosis.tell import explain, one_in, tell, tell_in_money
from bot.language.templates import words

KINDS = {
    "marketing_volume": {"people": 16, "talked": 16, "customers": 6, "room": 20, "wanted": 6},
    "marketing_quality": {
        "people": 120,
        "talked": 108,
        "customers": 10,
        "room": 33,
        "wanted": 8,
        "fit": 2,
        "reason": "wrong_people",
        "busy": "right",
    },
    "sales_response": {
        "people": 60,
        "talked": 22,
        "customers": 6,
        "room": 20,
        "wanted": 5,
        "fit": 7,
        "speed": "next_day",
    },
    "sales_skill": {
        "people": 50,
        "talked": 45,
        "customers": 5,
        "room": 15,
        "busy": "swamped",
        "wanted": 4,
        "fit": 8,
        "reason": "quiet",
    },
    "both": {
        "people": 400,
        "talked": 160,
        "customers": 80,
        "room": 300,
        "wanted": 30,
        "fit": 6,
        "trade": "emergency",
        "busy": "waiting",
        "speed": "later",
    },
    "offer": {
        "people": 240,
        "talked": 232,
        "customers": 9,
        "room": 66,
        "wanted": 20,
        "fit": 9,
        "reason": "price",
        "busy": "right",
    },
    "marketing_reach": {"path": "order", "orders": 16, "wanted": 20, "visitors": 80, "trade": "online_shop"},
    "marketing_page": {"path": "order", "orders": 8, "wanted": 20, "visitors": 5000, "trade": "online_shop"},
    "neither": {"people": 200, "talked": 190, "customers": 80, "room": 55, "wanted": 15, "fit": 8},
    "cant_tell": {"people": 40, "talked": 36, "customers": 16, "room": 15, "wanted": 4},
}
JARGON = re.compile(
    r"\b(leads?|conversions?|funnels?|pipeline|close rate|closing rate|capacity|bottleneck|KPI|prospects?|%|percent)\b|%",
    re.IGNORECASE,
)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def sound(text):
    """Check the rules for every message, and return it as it will be read."""
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    assert tags.seen <= {"b", "i", "blockquote"}
    plain = unescape(re.sub(r"<[^>]+>", "", text))
    assert not JARGON.search(plain), JARGON.search(plain)
    assert not re.search(r"you are bad|you will|guarantee|promise|\bNone\b|\bnan\b|undefined", plain)
    assert "  " not in plain
    assert not re.search(r"\s[.,;:!?]|\.\.|,,|\(\)|[.?!][A-Z]", plain), plain
    assert "\n\n\n" not in plain
    return plain


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_verdict_has_words_of_its_own(told, trades, kind):
    verdict = diagnose(told(**KINDS[kind]), trades)
    assert verdict.kind == kind
    text = tell(verdict, words("en"), trades)
    assert text.startswith("<b>")
    assert len(sound(text)) <= 1024
    assert "This week:" in text
    sound(explain(verdict, words("en")))


def test_the_verdict_comes_first_with_the_owners_own_numbers_and_an_honest_chance(told, trades):
    text = sound(tell(diagnose(told(**KINDS["sales_skill"]), trades), words("en"), trades))
    first, door, step, sure, evidence, turns, *more = text.split("\n")
    assert first.startswith("Most likely sales. Put right: ")
    assert "customers a week" in first
    assert "5 of the 45 you talked with stayed" in door
    assert "50 people in 4 weeks" in door
    assert "8 of ten right for you" in door
    assert step.startswith("This week: Go back to everyone who has your quote")
    assert re.search(r"wrong about 1 time in \d+\.", sure)
    assert "I'd lean to" in turns or "would already tip it" in turns
    assert evidence.startswith("The step: sales, about an hour. ")
    assert evidence.endswith("Some evidence (Velocify, 2012).")
    assert any("a rough figure" in line for line in more)


def test_what_is_not_needed_at_once_opens_on_a_tap_and_the_answers_it_rests_on_end_it(told, trades):
    verdict = diagnose(told(**KINDS["sales_skill"]), trades)
    text = tell(verdict, words("en"), trades, "Rests on: 50 people.", most=700)
    first, quote = text.split("<blockquote expandable>")
    assert "This week:" in first
    assert "How sure:" in quote
    assert quote.endswith("\nRests on: 50 people.</blockquote>")
    assert len(sound(text)) <= 700
    assert "How sure:" in tell(verdict, words("en"), trades, "Rests on: 50 people.", most=520)  # what is needed most


@pytest.mark.parametrize("kind", KINDS)
def test_no_verdict_says_the_same_twice(told, trades, kind):
    text = sound(tell(diagnose(told(**KINDS[kind]), trades), words("en"), trades))
    sentences = [part for part in re.split(r"(?<=[.!?:])\s+", text) if len(part) > 12 and not re.search(r"\d", part)]
    assert len(sentences) == len(set(sentences))
    assert len(re.findall(r"most likely|clearly|I lean to", text, re.IGNORECASE)) <= 1


def test_the_explanation_shows_counts_rate_usual_figure_and_grade(told, trades):
    text = sound(
        explain(diagnose(told(people=12, talked=10, customers=2, room=15, wanted=4, fit=8), trades), words("en"))
    )
    assert "2 of 10; anything from 1 in 17 to 1 in 2 would fit" in text
    assert "about 4 of 10 (a rough figure" in text or "about 3 of 10 (a rough figure" in text
    assert "8 of the last ten" in text


@pytest.mark.parametrize(
    ("rate", "up", "count", "of"),
    [
        (0.0567, False, 1, 17),
        (0.51, True, 1, 2),
        (0.236, True, 1, 4),
        (0.0, False, 0, 1),
        (0.94, True, 9, 10),
        (0.6, False, 6, 10),
    ],
)
def test_rates_are_said_as_people_say_them(rate, up, count, of):
    assert one_in(rate, up=up) == {"count": count, "of": of}


def test_money_is_told_when_the_value_of_a_sale_is_known(told, trades):
    answers = told(**KINDS["sales_skill"], value=400, currency="EUR")
    assert "€" in tell(diagnose(answers, trades), words("en"), trades)
    assert "$" not in tell(diagnose(answers, trades), words("en"), trades)


def test_weak_selling_is_not_named_before_the_last_ten_are_known(told, trades):
    answers = told(people=164, talked=148, customers=12, room=50, wanted=14)
    text = sound(tell(diagnose(answers, trades), words("en"), trades))
    assert text.startswith("I can't tell yet")


def test_a_lean_says_how_much_of_one_it_is(told, trades):
    answers = told(people=50, talked=45, customers=5, room=15, wanted=4, fit=8)
    text = sound(tell(diagnose(answers, trades), words("en"), trades))
    assert text.startswith("I lean to sales, 6 in 10.")
    assert "6 in 10, no more than a lean; next comes" in text
    assert "This week:" in text


def test_a_near_tie_names_both_and_has_a_step(told, trades):
    answers = told(people=40, talked=36, customers=16, room=15, wanted=4)
    text = sound(tell(diagnose(answers, trades), words("en"), trades))
    assert text.startswith("It's close between nothing being short and marketing.")
    assert "This week: Write down four numbers" not in text


def test_the_diary_is_advised_only_where_nothing_is_counted(told, trades):
    assert diagnose(told(), trades).action.id == "keep_the_diary"
    for counts in ({"people": 40}, {"people": 6, "talked": 6, "customers": 0}, {"orders": 40, "path": "both"}):
        assert diagnose(told(**counts), trades).action.id != "keep_the_diary"


def test_a_gain_of_more_than_twice_todays_customers_says_what_it_rests_on(told, trades):
    great = told(people=8, talked=8, customers=4, room=40, wanted=6, trade="agency")
    small = told(people=60, talked=28, customers=12, room=18, wanted=6, fit=8)
    rests = (
        "A gain of more than twice what you have now rests on one guess: that you could handle 40 new people a week."
    )
    assert rests in sound(tell(diagnose(great, trades), words("en"), trades))
    assert "rests on" not in sound(tell(diagnose(small, trades), words("en"), trades))


@pytest.mark.parametrize(("wanted", "said"), [(0.25, "1 a month"), (0.1, "5 a year"), (1, "1 a week"), (3, "3 a week")])
def test_a_wish_is_said_in_whole_customers(told, trades, wanted, said):
    answers = told(orders=2, wanted=wanted, path="order", weeks=52)
    assert said in sound(explain(diagnose(answers, trades), words("en")))


def test_a_verdict_that_a_slip_of_memory_would_tip_is_called_close(told, trades):
    answers = told(people=16, talked=16, customers=11, room=10, wanted=2.5, fit=8, busy="waiting")
    turning = flip(answers, trades)
    assert turning.close
    slips = (diagnose(supposed(answers, {"customers": slip}), trades) for slip in (12.0, 13.0))
    assert turning.state in {verdict.named for verdict in slips}
    text = sound(tell(diagnose(answers, trades), words("en"), trades))
    assert (
        "It's close: a small slip in one number (how many of those you talked with became customers) would already tip it"
        in text
    )
    assert max(turning.after / turning.before, turning.before / turning.after) >= 1.2


def test_what_was_not_known_is_named_with_what_knowing_it_would_tell(told, trades):
    answers = told(people=16, talked=16, customers=6, room=20, wanted=6, asked=frozenset({"reason", "fit"}))
    text = sound(explain(diagnose(answers, trades), words("en")))
    assert (
        "You left open the most usual reason for a no; that would tell whether it's the selling or what you offer."
        in text
    )


def test_numbers_that_cannot_both_be_right_become_a_question(told, trades):
    text = sound(tell(diagnose(told(people=20, talked=10, customers=15), trades), words("en"), trades))
    assert text.startswith("Two of your numbers don't fit together.")
    assert "15 became customers after a talk, but you talked with 10" in text


def test_orders_without_a_talk_are_called_marketings_doing(told, trades):
    for answers in (
        told(orders=52, wanted=25, path="order"),
        told(people=40, talked=36, customers=12, orders=24, room=15, wanted=15, path="both"),
        told(people=40, talked=14, customers=5, orders=24, room=15, wanted=15, path="both"),
    ):
        assert "marketing's doing" in sound(tell(diagnose(answers, trades), words("en"), trades))


numbers = st.one_of(st.none(), st.integers(0, 400).map(float).map(Amount.exactly))


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_every_business_can_be_told(told, trades, data):
    draw = data.draw
    counts = sorted((draw(st.integers(0, 400)) for _ in range(3)), reverse=True)
    known = [number if draw(st.integers(0, 6)) else None for number in counts]
    choose = lambda *values: draw(st.sampled_from([None, *values]))  # noqa: E731
    answers = replace(
        told(*known, draw(st.sampled_from([None, 0, 1, 30])), weeks=draw(st.sampled_from([1, 2, 4]))),
        path=choose("talk", "order", "both"),
        trade=draw(st.sampled_from(sorted(trades.by_id))),
        room=draw(numbers),
        wanted=draw(numbers),
        fit=draw(st.one_of(st.none(), st.integers(0, 10).map(float).map(Amount.exactly))),
        age=choose(2.0, 20.0),
        reason=choose("price", "quiet", "other_thing", "wrong_people"),
        speed=choose("hour", "later"),
        season=choose("quieter", "busier"),
        value=choose(Amount.exactly(250.0)),
        visitors=choose(Amount.exactly(5000.0)),
        asked=frozenset({"trade", "path", "room", "wanted", "fit", "talked"}) if draw(st.booleans()) else frozenset(),
    )
    verdict = diagnose(answers, trades)
    assert len(sound(tell(verdict, words("en"), trades))) <= 1024
    sound(explain(verdict, words("en")))


OTHER_NOUNS = ("charity", "fitness", "restaurant", "health", "education", "legal")


@pytest.mark.parametrize("trade", OTHER_NOUNS)
@pytest.mark.parametrize(
    "business",
    [
        {"people": 50, "talked": 45, "customers": 5, "room": 15, "wanted": 4, "fit": 8, "value": 100},
        {"people": 16, "talked": 16, "customers": 6, "room": 20, "wanted": 6, "busy": "waiting"},
        {"people": 40, "talked": 36, "customers": 16, "room": 15, "wanted": 4, "asked": frozenset({"year_customers"})},
        {"people": 10, "talked": 8, "customers": 12, "orders": 2, "path": "both"},
        {"people": 30, "talked": 25, "customers": 1, "room": 10},
    ],
)
def test_nobody_is_called_a_customer_where_the_trade_has_another_word(told, trades, trade, business):
    english = words("en")
    verdict = diagnose(told(trade=trade, **business), trades)
    said = [tell(verdict, english, trades, most=4000), explain(verdict, english), tell_in_money(verdict, english)]
    said += [tell_about(topic, verdict, english, trades) for topic in english.blocks("topics/verdict")]
    other = diagnose(told(trade=trade, **business | {"people": 100}), trades)
    said.append(tell_supposed(other, verdict, english, supposed=["100 people"], follows=[]))
    for text in said:
        assert "customer" not in sound(text).casefold()
    noun = english.label(f"trades/{trade}", "buyers")
    assert any(noun in sound(text) for text in said)
