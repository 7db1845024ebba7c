"""What holds for every verdict."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.diagnosis import Answers, Best, ReportedPeriod, diagnose, flip
from bot.diagnosis.judge import wilson
from bot.diagnosis.nearest_flip import beyond_memory
from bot.diagnosis.suppositions import changed_answers, supposed


def exact_or_loose(most):
    numbers = st.integers(0, most).map(float)
    return st.one_of(
        st.none(),
        numbers.map(Amount.exactly),
        numbers.map(lambda number: Amount.between(number, 1.5 * number + 1)),
        numbers.map(lambda number: Amount(number + 1, 0.8 * (number + 1), 1.3 * (number + 1), "lognormal")),
    )


@st.composite
def businesses(draw):
    periods = draw(
        st.lists(
            st.builds(
                ReportedPeriod,
                st.none(),
                st.integers(1, 5),
                exact_or_loose(3000),
                exact_or_loose(2000),
                exact_or_loose(500),
                exact_or_loose(500),
            ),
            max_size=12,
        )
    )
    pick = lambda *values: draw(st.sampled_from([None, *values]))  # noqa: E731
    return Answers(
        trade=draw(st.sampled_from(["trades", "realty_online", "emergency", "cold_lists", "no such trade"])),
        path=pick("talk", "order", "both"),
        periods=tuple(periods),
        room=draw(exact_or_loose(300)),
        busy=pick("waiting", "right", "swamped"),
        wanted=draw(exact_or_loose(300)),
        fit=draw(exact_or_loose(9).filter(lambda amount: amount is None or amount.high <= 10)),
        lag=pick("same_day", "days", "weeks", "months", "longer"),
        age=pick(0.0, 1.0, 3.0, 30.0, 400.0),
        reason=pick("price", "other_thing", "quiet", "rival", "wrong_people", "not_now"),
        speed=pick("at_once", "hour", "same_day", "next_day", "later"),
        value=draw(exact_or_loose(5000)),
        best_month=pick(Best(3, 10), Best(0, 5), Best(20, 20)),
        season=pick("quieter", "usual", "busier"),
    )


@settings(max_examples=100, deadline=None)
@given(businesses())
def test_whatever_is_told_the_verdict_is_sound(trades, answers):
    verdict = diagnose(answers, trades)
    assert sum(verdict.chances.values()) == pytest.approx(1)
    assert min(verdict.chances.values()) >= 0
    assert verdict.sure <= 0.99
    assert sum(verdict.parts.values()) == pytest.approx(1)
    assert (verdict.kind == "cant_tell") == (verdict.word == "cant_tell")
    if verdict.kind != "cant_tell":
        assert verdict.action.first or verdict.kind == "both" or verdict.kind in verdict.action.kinds
    for gain in (*verdict.gains.values(), *verdict.money.values()):
        assert 0 <= gain.low <= gain.middle <= gain.high
    if answers.fit is None:
        assert "sales_skill" not in {verdict.kind, verdict.leads}
    if verdict.figures.wanted is not None:
        assert (
            max(gain.high for gain in verdict.gains.values()) <= answers.wanted.high + 1e-6
            or not answers.wanted.is_exact
        )


@settings(max_examples=30, deadline=None)
@given(businesses())
def test_what_would_change_the_verdict_does_change_it(trades, answers):
    found = flip(answers, trades)
    if found is None:
        return
    now = diagnose(answers, trades)
    other = diagnose(supposed(now.answers, {found.question: found.after}), trades)
    assert other.named == found.state != now.named
    assert other.kind == found.kind
    assert other.word == found.word
    assert found.before != found.after


def test_the_same_answers_give_the_same_verdict(told, trades):
    answers = told(people=50, talked=45, customers=5, room=15, wanted=4, fit=8)
    assert diagnose(answers, trades) == diagnose(replace(answers), trades)
    assert flip(answers, trades) == flip(answers, trades)


def test_the_nearest_number_that_changes_the_verdict_is_found_with_a_step_less_changing_nothing(told, trades):
    answers = told(orders=52, wanted=25, path="order")
    found = flip(answers, trades)
    assert found.question == "wanted"
    assert found.state == "neither"
    nearer = changed_answers(answers, "wanted", found.after + 2)
    assert diagnose(nearer, trades).state == "marketing"


def test_where_no_side_is_named_yet_a_change_may_name_the_one_that_leads(told, trades):
    answers = told(people=16, talked=16, customers=12, room=10, wanted=2.5, fit=8, busy="waiting")
    verdict, found = diagnose(answers, trades), flip(answers, trades, to="marketing")
    assert (verdict.named, verdict.state) == (None, "marketing")
    assert diagnose(supposed(answers, {found.question: found.after}), trades).named == "marketing"


@pytest.mark.parametrize(
    "business",
    [
        {"people": 50, "talked": 45, "customers": 5, "room": 15, "wanted": 4, "fit": 8},
        {"people": 24, "talked": 22, "customers": 8, "room": 14, "wanted": 5},
        {"people": 160, "talked": 150, "customers": 40, "room": 45, "wanted": 20, "fit": 8},
        {"people": 40, "talked": 18, "customers": 6, "room": 15, "wanted": 4, "fit": 9},
    ],
)
def test_no_number_changed_much_less_would_change_the_verdict(told, trades, business):
    answers = told(**business)
    found, now = flip(answers, trades), diagnose(answers, trades).named
    change = (found.after + 1) / (found.before + 1)
    less = max(change, 1 / change) ** 0.7
    wholes = {"customers": "talked", "talked": "people"}
    for question, before in business.items():
        most = business.get(wholes.get(question), 10 if question == "fit" else 1000)
        least = max((business[part] for part, whole in wholes.items() if whole == question), default=0)
        near = range(max(least, int((before + 1) / less)), min(most, int((before + 1) * less - 1)) + 1)
        near = [value for value in near if beyond_memory(question, before, value) == value]
        named = {diagnose(supposed(answers, {question: float(value)}), trades).named for value in near}
        assert named <= {now, None}, question


def test_a_changed_count_is_shared_out_over_its_weeks():
    weekly = tuple(ReportedPeriod(None, 1, Amount.exactly(float(number))) for number in (10, 30))
    changed = changed_answers(Answers(periods=weekly), "people", 80)
    assert [period.people.value for period in changed.periods] == [20, 60]


def test_a_loose_number_makes_it_less_sure(told, trades):
    exact = told(people=24, talked=22, customers=8, room=14, wanted=5)
    loose = replace(exact, wanted=Amount(5, 2, 12, "lognormal"))
    assert diagnose(loose, trades).sure < diagnose(exact, trades).sure


def test_more_weeks_of_the_same_make_it_surer(told, trades):
    month = told(people=48, talked=44, customers=4, room=15, wanted=5, fit=8, reason="quiet")
    quarter = told(people=144, talked=132, customers=12, weeks=12, room=15, wanted=5, fit=8, reason="quiet")
    assert diagnose(quarter, trades).sure > diagnose(month, trades).sure
    month = told(people=48, talked=44, customers=22, room=40, wanted=12)
    quarter = told(people=144, talked=132, customers=66, weeks=12, room=40, wanted=12)
    assert diagnose(quarter, trades).sure > diagnose(month, trades).sure


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(2, 10, 1 / 17.6, 0.51), (0, 6, 0, 0.39), (5, 45, 0.048, 0.235)]
)
def test_the_honest_range_of_a_rate(count, of, low, high):
    rate = wilson(count, of)
    assert rate.low == pytest.approx(low, abs=0.002)
    assert rate.high == pytest.approx(high, abs=0.003)


def test_the_own_best_month_sways_the_usual_figure_a_little(told, trades):
    answers = told(people=160, talked=150, customers=40, room=45, wanted=20, fit=8, reason="quiet")
    own = replace(answers, best_month=Best(30, 50))
    assert diagnose(own, trades).chances["sales"] > diagnose(answers, trades).chances["sales"]
    assert diagnose(answers, trades).figures.usual.rate < diagnose(own, trades).figures.usual.rate < 0.45


@pytest.mark.parametrize("guess", ["room", "wanted"])
def test_a_guess_that_is_a_fifth_off_moves_the_chances_and_decides_nothing(told, trades, guess):
    business = {"people": 40, "talked": 38, "customers": 14, "room": 16, "wanted": 6, "fit": 8, "busy": "right"}
    chances = [diagnose(told(**business | {guess: business[guess] * by}), trades).chances for by in (0.8, 1, 1.2)]
    for less, more in itertools.pairwise(chances):
        assert less != more
        assert max(abs(less[side] - more[side]) for side in less) < 0.15


def test_how_busy_it_feels_is_heard_beside_the_room(told, trades):
    business = {"people": 40, "talked": 38, "customers": 14, "room": 16, "wanted": 6, "fit": 8}
    waiting, right, swamped = (
        diagnose(told(**business, busy=busy), trades).chances["marketing"] for busy in ("waiting", "right", "swamped")
    )
    assert waiting > right > swamped
