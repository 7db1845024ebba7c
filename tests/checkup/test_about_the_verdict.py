"""Every question about the verdict is answered from the owner's own numbers, and from nothing else."""

import html
import random
import re
from itertools import product

import pytest

from bot import diagnosis
from bot.core.events import Command
from bot.core.replies import Say
from bot.diagnosis.again import AGAIN, TOGETHER
from bot.diagnosis.talk import tell_about
from bot.diagnosis.tell import WEEKS_A_MONTH
from bot.language.templates import words
from bot.talk.topics import TOPICS as READ_TOPICS
from tests.check_ups import SHORTEST
from tests.checkup.test_what_if import TRADES, labels, said, some_business, supposer, supposing
from tests.diagnosis.conftest import business

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

TOPICS = (
    *(
        "why",
        "why_not",
        "why_not sales",
        "why_not marketing",
        "sure",
        "mean",
        "usual",
        "bad",
        "enough",
        "answered",
        "need",
    ),
    *("well", "flip", "lost", "numbers", "worked_out", "gain", "differ", "differ marketing", "differ sales", "stands"),
    *("worth_it", "worth_it_ads", "worth_it_hire", "worth_it_price", "worth_it_raise", "worth_it_site"),
    *("worth_it_skill", "worth_it_offer", "worth_it_auto", "nothing", "when", "need 2"),
    *("stop_ads", "season", "few", "usual_people"),
)
CONSTANT = {9, 10, 100, 450, 3}  # "9 of 10", "in 100", "such as 450 euros", "over 3 months"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("why?", "Because enough people come (40 people in 4 weeks)"),
        ("why sales?", "Because enough people come (40 people in 4 weeks)"),
        ("how come", "Because enough people come"),
        ("why not marketing?", "with more people at the door, at today's rate"),
        ("and why isn't it marketing", "with more people at the door, at today's rate"),
        ("how sure are you", "7 in 10: a lean, no more"),
        ("what does 7 in 10 mean", "it would be sales in about 7"),
        ("what is usual in my trade", "about 13 of 36 would stay"),
        ("is that normal in my trade", "about 13 of 36 would stay"),
        ("where do you get that from", "Professional Remodeler"),
        ("how good is that figure of yours", "It is a rough figure"),
        ("who says 13 is usual", "Professional Remodeler"),
        ("is 5 of 36 bad?", "5 of 36 is low"),
        ("is 12 of 40 bad?", "12 of 40 would be about what is usual"),
        ("where do I lose most people", "you lose most in the talk or after it"),
        ("what would change it", "That is about the nearest change that would turn it"),
        (
            "which numbers is this based on",
            "It rests on your own numbers over 4 weeks: 40 people in touch, 36 talked with",
        ),
        ("is 40 enquiries a month good", "40 people in 4 weeks is about 10 a week; you have room for 15"),
        ("are 40 people enough", "40 people in 4 weeks is about 10 a week; you have room for 15"),
        ("is 36 of 40 ok", "You talked with 36 of 40; 9 of 10 is what I call usual"),
        ("what would make it marketing", "I'd lean to marketing"),
        ("which number matters most", "That is about the nearest change that would turn it"),
        (
            "how many calls do I need",
            "you'd have to talk with about 29 people a week; at the usual rate, with about 11",
        ),
        ("how much money am i leaving on the table", "Sales put right would bring up to 2 more customers a week"),
        ("am I too expensive", "you haven't told me what people say who don't buy"),
        ("what if I spent 500 on ads", "Not now: more people at the door would bring less than 1 more customer a week"),
        ("am I doing well", "5 of 36, usual is about 13"),
        ("how am I doing on the whole", "5 of 36 stay (about 13 is usual)"),
        ("how much would that bring", "Sales put right would bring up to 2 more customers a week"),
        ("what would that bring in money", "Sales put right would bring up to 2 more customers a week"),
        ("what is that worth in euros", "Tell me what an average sale is worth"),
        ("so what should I do?", "This week:"),
        ("is it worth advertising?", "Not now: more people at the door would bring less than 1 more customer a week"),
        (
            "should I run some google ads",
            "Not now: more people at the door would bring less than 1 more customer a week",
        ),
        ("is a flyer any good", "Not now: more people at the door would bring less than 1 more customer a week"),
        (
            "is checkatrade worth it",
            "keeps part of each sale. More people would bring less than 1 more customer a week",
        ),
        (
            "do I need sales training",
            "It is the right side: as many staying as usual would bring up to 2 more customers",
        ),
        ("what if I do nothing", "Then I'd expect it to go on about as it is: 1.2 a week"),
        ("what's the sample size", "With so few it's only a lean, 7 in 10"),
        ("what do I gain if I fix it", "Sales put right would bring up to 2 more customers a week"),
        ("does that mean I'm a bad salesman", "5 of 36 is low"),
        ("should I hire someone", "Another seller who sells as you do would win as few"),
        ("what if I hire somebody", "Another seller who sells as you do would win as few"),
        ("should I lower my prices?", "you haven't told me what people say who don't buy"),
        ("should I raise my prices", "your numbers don't tell what a higher price would do"),
        ("do I need a website", "a page brings people"),
    ],
)
def test_a_question_is_answered_from_the_owners_numbers(text, answer):
    owner = supposing(text)
    assert answer in html.unescape(said(owner))
    assert len(re.findall(r"[.?!](?= |$)", said(owner))) <= 4
    before = len(owner.chat.sessions)
    assert before == len(supposing().chat.sessions)


@pytest.mark.parametrize(
    "text", ["so?", "does season matter", "hm and now", "really?", "you sure about these", "bad?", "numbers?"]
)
def test_what_is_not_sure_is_answered_or_offered_as_a_button(text):
    owner = supposing(text)
    assert said(owner)
    for label in labels(owner):
        assert label


def test_every_topic_has_a_label_for_a_doubt():
    assert {f"about_{topic}" for topic in READ_TOPICS["topics/verdict"]} <= words("en").blocks("topics/doubt")


@pytest.mark.parametrize("typed", ["bad x y", "bad", "bad 5", "need x", "why_not x", "flip x", "x", "means x"])
def test_a_topic_with_words_that_it_does_not_know_is_answered_all_the_same(typed):
    owner = supposing()
    owner.does(Command("about", typed, 1))
    assert said(owner)


def test_under_an_answer_stand_what_if_and_a_way_to_change_an_answer():
    assert labels(supposing("why not marketing?")) == ["What if …", "Change an answer"]
    assert labels(supposing("why?"))[0] == "How did you work that out?"
    assert labels(supposing("how much would that bring"))[0] == "Say it in money"


def numbers_in(text: str) -> list[float]:
    plain = html.unescape(re.sub(r"<[^>]+>", "", text))
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", plain)]


def known_in(verdict, turning) -> list[float]:
    """Every number of a verdict, its answers and the turning point: each as it is told, a week, a month or a year."""
    figures, usual = verdict.figures, verdict.figures.usual
    ripe = (figures.talked if figures.due is None else figures.due) or 0
    counts = [
        figures.people,
        figures.talked,
        figures.customers,
        figures.orders,
        figures.room,
        figures.wanted,
        figures.fit,
    ]
    counts += [
        figures.weeks,
        figures.due,
        figures.usual_orders,
        ripe,
        usual.rate * ripe,
        usual.low * ripe,
        usual.high * ripe,
    ]
    counts += [(figures.people or 0) * 0.9, (figures.people or 0) - (figures.talked or 0)]
    counts += [(figures.customers or 0) + (figures.orders or 0)]
    counts += [(figures.talked or 0) - (figures.customers or 0), ripe - usual.rate * ripe]  # who went away again
    counts += [10 - (figures.fit or 0), verdict.action.minutes]
    counts += [change for one in turning if one for change in (one.before, one.after, one.after - one.before)]
    if verdict.answers.visitors:
        counts.append(verdict.answers.visitors.value * figures.weeks)
    counts += [bound for gain in verdict.gains.values() for bound in (gain.low, gain.high)]
    if figures.wanted and figures.talked and figures.customers:
        counts += [figures.wanted * figures.talked / figures.customers, figures.wanted / usual.rate]
    if figures.talked and figures.customers:
        counts += [2 * figures.talked / figures.customers, 2 / usual.rate]  # "how many do I need for 2 a week"
        unanswered = (figures.people or 0) - figures.talked
        counts.append(unanswered * figures.customers / figures.talked)  # whom those without an answer would have made
    weekly = [count for count in counts if count is not None]
    known = [n for count in weekly for n in (count, count / figures.weeks, count * WEEKS_A_MONTH, count * 52)]
    known += [n / figures.weeks * factor for n in weekly for factor in (13 / 3, 52)]
    known += [100 * chance for chance in verdict.chances.values()] + [
        10 * verdict.sure,
        1 / max(1 - verdict.sure, 0.01),
    ]
    return known


def test_every_number_said_is_in_the_verdict_or_its_answers():
    chance, trades, spoken = random.Random(11), supposer().trades, words("en")
    ways = ("", f" {AGAIN}", f" {TOGETHER}")
    for nth in range(100):
        told = business(**some_business(chance), trade=chance.choice(TRADES), weeks=chance.choice((4, 4, 13)))
        verdict = diagnosis.diagnose(told, trades)
        sides = [side for side in ("marketing", "sales") if side != verdict.named]
        turning = [diagnosis.flip(told, trades, to=to) for to in (None, *sides)]
        known = known_in(verdict, turning)
        for turn, topic in enumerate(TOPICS, nth):  # each topic in each way, of a third of the businesses
            text = tell_about(f"{topic}{ways[turn % 3]}", verdict, spoken, trades)
            for number in numbers_in(text):
                near = any(abs(number - n) <= max(0.5, 0.01 * n) + 1e-9 for n in known)
                assert near or number in CONSTANT, (topic, number, text)


def test_every_topic_says_something_of_every_kind_of_business():
    trades, spoken = supposer().trades, words("en")
    made = [
        business(orders=12, path="order", visitors=500, wanted=20, trade="online_shop"),
        business(orders=12, path="order", wanted=20, trade="online_shop"),
        business(0, 0, 0, room=15, wanted=4),
        business(10, 20, 25, room=15, wanted=4),
        business(None, None, 3, wanted=2, trade="legal"),
        business(40, 36, 5, orders=30, path="both", wanted=30, trade="shop"),
        business(60, 58, 6, room=20, wanted=10, fit=9, reason="price", trade="fitness"),
    ]
    verdicts = [diagnosis.diagnose(told, trades) for told in made]
    for verdict, topic, way in product(verdicts, TOPICS, ("", f" {AGAIN}", f" {TOGETHER}")):
        text = tell_about(f"{topic}{way}", verdict, spoken, trades)
        assert text
        assert "  " not in text
        assert not re.search(r"\bNone\b|\bnan\b| ,|\.\.|\( ", text), text


def test_who_disagrees_reads_what_would_have_to_be_true_and_gets_the_answers_to_correct():
    owner = supposing("no, it's marketing")
    assert said(owner).startswith("It may be. Mine is only a lean, 7 in 10.")
    assert "I'd lean to marketing. Which one is off?" in said(owner).replace("&#39;", "'")
    assert labels(owner)[:3] == ["40 people in touch", "36 talked with", "5 customers"]
    assert labels(owner)[-2:] == ["Change an answer", "All right as they are"]
    owner.says("36 talked with")
    assert "how many did you really talk with" in said(owner)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("no, it's marketing", "marketing"),
        ("so it's not sales, it's marketing", "marketing"),
        ("my sales are fine though", None),
        ("no it's sales", None),
        ("I disagree", None),
        ("no", None),
    ],
)
def test_the_side_that_an_owner_names_is_noted(text, side):
    owner = supposing(text)
    assert [one.opinion for one in owner.chat.objections] == ([side] if side else [])
    assert ("Is one of them off?" if text == "no it's sales" else "Which one is off?") in said(owner)


async def test_a_disagreement_is_stored_for_whoever_looks_after_the_bot(house, alice):
    await alice.says(*SHORTEST)
    await alice.says("no, it's marketing")
    assert await house.rows("select text, opinion from objection") == [("no, it's marketing", "marketing")]
    assert "your numbers stand" in await alice.taps("All right as they are")
    assert await house.rows("select verdict, opinion from objection") == [("sales_skill", None)]


@pytest.mark.parametrize("text", ["an average sale is about 450 euros", "my average order is about 450 euros"])
def test_the_value_of_a_sale_may_be_told_in_several_ways(text):
    assert "At about €450 a sale" in said(supposing(text))


def test_the_value_of_a_sale_may_be_told_once_the_verdict_is_there():
    owner = supposing("an average job is about 450 euros")
    assert "At about €450 a sale, the customers won more in a month would be worth" in said(owner)
    assert owner.chat.business.currency == "EUR"
    owner.says("how much would that bring")
    assert "At about €450 a sale" in said(owner)
    owner.says("what if I win 10 of them")
    assert "€" in said(owner)
    owner.says("in money")
    assert "At about €450 a sale" in said(owner)


def test_a_question_changes_nothing():
    owner = supposing()
    before = owner.chat.sessions
    for text in (
        "why?",
        "how sure are you",
        "is it worth advertising?",
        "am I doing well",
        "where do I lose most people",
    ):
        owner.says(text)
        assert isinstance(owner.replies[-1], Say)
    assert owner.chat.sessions == before
