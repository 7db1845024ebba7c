"""Cases at the edge, each of which fooled a simpler rule."""

import itertools
import re
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.diagnosis import Answers, Best, ReportedPeriod, diagnose, flip, next_question
from bot.diagnosis.suppositions import supposed
from bot.diagnosis.tell import tell
from bot.language.seen import MESSAGE
from bot.language.templates import words


def test_nobody_at_the_door_is_marketing(told, trades):
    verdict = diagnose(told(people=0, talked=0, customers=0, room=10, wanted=2), trades)
    assert verdict.kind == "marketing_volume"
    assert verdict.firm
    assert "zero_people" in verdict.notes


def test_nobody_at_the_door_but_orders_is_marketing_at_work(told, trades):
    verdict = diagnose(told(people=0, talked=0, customers=0, orders=40, room=10, wanted=30, path="both"), trades)
    assert verdict.kind == "marketing_volume"
    assert {"orders_without_people", "all_orders"} <= set(verdict.notes)
    assert verdict.gains["sales"].high < 0.5


def test_no_customer_of_a_few_is_never_taken_for_none_ever(told, trades):
    verdict = diagnose(told(people=6, talked=6, customers=0, weeks=1, trade="other"), trades)
    assert verdict.kind == "cant_tell"
    assert verdict.figures.rate.low == 0
    assert verdict.figures.rate.high > 0.3


def test_no_customer_of_thirty_ripe_ones_is_weak_selling(told, trades):
    verdict = diagnose(told(people=32, talked=30, customers=0, room=10, wanted=4, fit=8, reason="quiet"), trades)
    assert verdict.kind == "sales_skill"
    assert verdict.firm


@pytest.mark.parametrize(
    ("counts", "question"),
    [
        ({"people": 8, "talked": 8, "customers": 12}, "customers"),
        ({"people": 20, "talked": 10, "customers": 12}, "customers"),
        ({"people": 20, "talked": 25, "customers": 5}, "talked"),
        ({"people": 8, "customers": 12}, "customers"),
    ],
)
def test_counts_that_cannot_be_are_asked_about_and_not_judged(told, trades, counts, question):
    verdict = diagnose(told(**counts, room=10, wanted=5), trades)
    assert verdict.word == "cant_tell"
    assert verdict.kind == "cant_tell"
    assert verdict.question == question
    assert f"contradiction_{question}" in verdict.notes


def test_when_all_order_without_a_talk_sales_is_not_in_play(told, trades):
    verdict = diagnose(told(orders=52, wanted=25, path="order"), trades)
    assert verdict.gains["sales"].high == 0
    assert verdict.chances["sales"] == 0
    assert "all_orders" in verdict.notes


def test_orders_are_credited_to_marketing_also_when_readers_phone_in(told, trades):
    without = diagnose(told(people=40, talked=36, customers=12, orders=0, room=12, wanted=15, path="both"), trades)
    with_orders = diagnose(told(people=40, talked=36, customers=12, orders=24, room=12, wanted=15, path="both"), trades)
    assert with_orders.gains["marketing"].middle > without.gains["marketing"].middle
    assert with_orders.gains["sales"].middle == pytest.approx(without.gains["sales"].middle, rel=0.15)
    assert "orders_are_marketing" in with_orders.notes


def test_orders_that_nobody_counted_are_reckoned_from_the_owners_own_rate(told, trades):
    business = {"people": 60, "talked": 57, "customers": 3, "room": 16, "wanted": 6, "fit": 8, "path": "both"}
    verdict = diagnose(told(**business), trades)
    assert verdict.figures.now < 3
    assert verdict.chances["sales"] > 0.4


def test_how_few_people_there_were_is_a_slope_and_no_cliff(told, trades):
    chances = []
    for people in range(4, 24):
        answers = told(people=people, talked=people, customers=round(people * 0.6), room=34, wanted=8)
        chances.append(diagnose(answers, trades).chances["marketing"])
    assert min(chances) > 0.7
    assert max(abs(after - before) for before, after in itertools.pairwise(chances)) < 0.08


def test_one_week_says_less_than_four(told, trades):
    week = told(people=10, talked=10, customers=4, weeks=1, room=30, wanted=12, fit=8)
    month = told(people=40, talked=40, customers=16, weeks=4, room=30, wanted=12, fit=8)
    assert diagnose(week, trades).sure < diagnose(month, trades).sure


def test_two_weeks_and_ten_people_are_enough(told, trades):
    verdict = diagnose(told(people=10, talked=10, customers=4, weeks=2, room=40, wanted=9, fit=8), trades)
    assert verdict.kind == "marketing_volume"


def test_a_new_firm_whose_people_still_think_is_not_told_that_its_sales_are_weak(told, trades):
    answers = told(people=30, talked=28, customers=0, weeks=3, trade="b2b", lag="months", room=10, wanted=3, fit=8)
    ignoring = diagnose(answers, trades)
    heeding = diagnose(replace(answers, age=3.0), trades)
    assert ignoring.state == "sales"
    assert heeding.kind not in {"sales_skill", "sales_response", "both"}
    # How long they wait says that few have said no by now; whether those lie with the talk or the offer is another question.
    assert heeding.chances["sales"] < ignoring.chances["sales"] - 0.05
    assert sum(heeding.chances[side] - ignoring.chances[side] for side in ("sales", "offer")) < -0.2
    assert heeding.figures.due < 0.3 * 28
    assert "new_firm_lag" in heeding.notes


def test_a_long_wait_makes_the_bot_ask_since_when_before_weak_selling_is_named(told, trades):
    answers = told(people=30, talked=28, customers=0, weeks=3, trade="b2b", room=10, wanted=3, fit=8, reason="quiet")
    asked = frozenset({"fit", "busy"})
    assert next_question(replace(answers, asked=asked), trades) == "age"
    assert next_question(replace(answers, asked=asked | {"age"}), trades) != "age"


def test_in_a_quieter_time_more_people_are_reckoned_with_and_in_a_busier_one_fewer(told, trades):
    usual = told(people=40, talked=38, customers=14, room=16, wanted=6, fit=8, season="usual")
    quieter, busier = (replace(usual, season=season) for season in ("quieter", "busier"))
    chances = [diagnose(answers, trades).chances["marketing"] for answers in (quieter, usual, busier)]
    assert chances == sorted(chances)
    assert "quiet_season" in diagnose(quieter, trades).notes
    assert "busy_season" in diagnose(busier, trades).notes


def test_tiny_numbers_are_pointed_out(told, trades):
    assert "tiny_numbers" in diagnose(told(people=11, talked=10, customers=3, room=9, wanted=4), trades).notes


def test_with_huge_numbers_the_usual_figure_is_the_doubt(told, trades):
    answers = told(people=16_000, talked=16_000, customers=2_880, room=5_000, wanted=2_000, fit=8)
    verdict = diagnose(answers, trades)
    assert "huge_numbers" in verdict.notes
    assert verdict.sure < 0.9


def test_a_low_best_month_does_not_excuse_a_low_rate(told, trades):
    answers = told(people=60, talked=57, customers=4, room=20, wanted=8, fit=8, best_month=Best(5, 60))
    verdict = diagnose(answers, trades)
    assert verdict.kind == "sales_skill"
    assert 0.2 < verdict.figures.usual.rate < 0.35
    assert verdict.figures.usual.own


def test_a_million_people_are_no_trouble(told, trades):
    verdict = diagnose(told(people=1e6, talked=9e5, customers=1000, room=3e5, wanted=9e4, fit=9), trades)
    assert verdict.kind == "sales_skill"
    assert verdict.sure <= 0.99


def test_nobody_answers_is_sales_and_selling_is_not_judged(told, trades):
    verdict = diagnose(told(people=40, talked=0, customers=0, room=12, wanted=3), trades)
    assert verdict.kind == "sales_response"
    assert "nobody_answered" in verdict.notes
    assert diagnose(told(people=40, talked=0, customers=0, room=0, wanted=3), trades).kind == "sales_response"


def test_an_overloaded_house_is_not_judged_by_how_few_stay(told, trades):
    verdict = diagnose(told(people=120, talked=40, customers=4, room=10, wanted=8, fit=8), trades)
    assert verdict.kind == "sales_response"
    assert "overloaded_and_low_rate" in verdict.notes


def test_a_wish_far_beyond_reach_is_cut_and_said_so(told, trades):
    modest = told(people=40, talked=38, customers=12, room=14, wanted=9, fit=8)
    absurd = replace(modest, wanted=Amount.exactly(300.0))
    verdict = diagnose(absurd, trades)
    assert "target_capped" in verdict.notes
    assert "target_capped" not in diagnose(modest, trades).notes
    assert verdict.gains["marketing"].high < 30


def test_wrong_people_come_before_weak_selling(told, trades):
    verdict = diagnose(told(people=160, talked=150, customers=5, room=45, wanted=10, fit=1), trades)
    assert verdict.state in {"marketing", "both"}
    assert verdict.leads != "sales_skill"


def test_fit_and_customers_that_contradict_each_other_are_pointed_out(told, trades):
    verdict = diagnose(told(people=60, talked=60, customers=38, room=20, wanted=15, fit=2), trades)
    assert "fit_contradicts" in verdict.notes


def test_a_business_that_lives_on_introductions_and_is_full_is_not_sent_to_marketing(told, trades):
    verdict = diagnose(told(people=12, talked=12, customers=6, room=3, wanted=1.5, fit=9), trades)
    assert verdict.state not in {"marketing", "sales"}


def test_who_talks_with_everybody_has_room_for_them_whatever_was_said(told, trades):
    verdict = diagnose(told(people=217, talked=209, customers=20, weeks=2, room=3, wanted=30, fit=8), trades)
    assert "room_doubtful" in verdict.notes
    assert "overloaded" not in verdict.notes
    assert verdict.kind == "sales_skill"


def test_missing_weeks_are_filled_by_the_mean_for_the_wait_only(trades):
    start = date(2026, 8, 31)
    weekly = tuple(
        ReportedPeriod(
            start + timedelta(weeks=week), 1, Amount.exactly(10.0), Amount.exactly(10.0), Amount.exactly(3.0)
        )
        for week in (0, 1, 4, 5, 6, 9)
    )
    verdict = diagnose(Answers(trade="trades", path="talk", periods=weekly), trades)
    assert verdict.figures.weeks == 6
    assert verdict.figures.people == 60
    assert verdict.figures.due is None or verdict.figures.due == pytest.approx(60, rel=0.1)


def test_same_week_ratios_after_a_jump_do_not_read_as_weak_selling(trades):
    # Enquiries doubled three weeks ago; those people have not decided yet.
    people = [20, 20, 20, 20, 40, 40, 40]
    customers = [3, 3, 3, 3, 3, 4, 4]
    weekly = tuple(
        ReportedPeriod(None, 1, Amount.exactly(float(came)), Amount.exactly(float(came)), Amount.exactly(float(won)))
        for came, won in zip(people, customers, strict=True)
    )
    answers = Answers(trade="agency", path="talk", lag="weeks", periods=weekly)
    verdict = diagnose(answers, trades)
    assert verdict.figures.due < 190
    assert verdict.figures.due < sum(people)


def test_slow_answers_put_weak_selling_down_to_waiting(told, trades):
    answers = told(people=60, talked=50, customers=8, room=18, wanted=6, fit=8, reason="quiet")
    prompt = diagnose(replace(answers, speed="at_once"), trades)
    slow = diagnose(replace(answers, speed="later"), trades)
    assert prompt.kind == "sales_skill"
    assert slow.kind == "sales_response"


def test_without_any_answer_there_is_no_verdict(trades):
    verdict = diagnose(Answers(), trades)
    assert verdict.kind == "cant_tell"
    assert verdict.question is not None


@pytest.mark.parametrize("people", [1_234, 4_657, 12_345, 87_654])
def test_a_large_number_that_would_change_the_verdict_is_a_round_one(people, told, trades):
    answers = told(people=people, talked=people // 2, customers=people // 40, wanted=people // 20, path="talk")
    changed = flip(answers, trades)
    step = max(1, 10 ** (len(str(round(changed.after))) - 3))
    assert changed.after % step == 0 or changed.after in {people, people // 2, people // 40}
    assert diagnose(supposed(answers, {changed.question: changed.after}), trades).named == changed.state


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ({"orders": 11, "path": "order", "trade": "health", "wanted": 4}, 1.25),
        ({"people": 40, "talked": 20, "customers": 9, "room": 14, "wanted": 3, "fit": 8}, 0.75),
        ({"people": 96, "talked": 36, "customers": 18, "room": 15, "wanted": 6, "fit": 8}, 1.5),
    ],
)
def test_no_gain_is_more_than_what_is_missing_to_the_wish(told, trades, numbers, missing):
    verdict = diagnose(told(**numbers), trades)
    assert max(gain.high for gain in verdict.gains.values()) <= missing + 1e-9
    worth = diagnose(replace(told(**numbers), value=Amount.exactly(100.0)), trades)
    assert max(gain.high for gain in worth.money.values()) <= 100 * missing + 1e-9


@pytest.mark.parametrize(("people", "weeks", "wanted"), [(40, 52, 1), (12, 26, 1), (20, 30, 1.2)])
def test_the_step_towards_a_far_wish_is_said_otherwise_than_the_wish(told, trades, people, weeks, wanted):
    numbers = {"people": people, "talked": people // 2, "customers": people // 5, "room": 2, "fit": 5, "weeks": weeks}
    text = tell(diagnose(told(**numbers, wanted=wanted), trades), words("en"), trades, most=MESSAGE)
    found = re.search(r"(\S+ a \w+) is far from where you are; I aimed at about (\S+ a \w+)", text)
    assert found is None or found[1] != found[2]


def test_room_for_less_than_one_a_week_is_said_for_a_longer_time(told, trades):
    answers = told(people=6, talked=6, customers=2, room=1 / 13, wanted=1 / 13, fit=7, weeks=26)
    text = tell(diagnose(answers, trades), words("en"), trades, most=MESSAGE)
    assert "0.1 a week" not in text
    assert "0 a week" not in text
    assert "room for 4 a year" in text
