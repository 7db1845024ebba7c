"""What is asked next."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.core.amount import Amount
from bot.diagnosis import Answers, ReportedPeriod, diagnose, next_question, question_before
from tests.bench.diagnosis_worlds import CLIMATES, WORLDS, business

CORE = frozenset({"trade", "path", "people", "talked", "customers", "room", "busy", "wanted"})


def test_the_core_is_asked_in_the_order_of_the_door(trades):
    answers, asked = Answers(), []
    while (question := next_question(answers, trades)) in {*CORE, "orders"}:
        asked.append(question)
        answers = replace(
            answers, asked=answers.asked | {question}, path="talk" if question == "path" else answers.path
        )
    assert asked == ["trade", "path", "people", "talked", "customers", "room", "busy", "wanted"]


def test_who_only_takes_orders_is_asked_five_questions(trades):
    answers = Answers(trade="online_shop", path="order", asked=frozenset({"trade", "path"}))
    assert next_question(answers, trades) == "orders"
    answers = replace(
        answers, periods=(ReportedPeriod(None, 4, orders=Amount.exactly(52.0)),), asked=answers.asked | {"orders"}
    )
    assert next_question(answers, trades) == "visitors"
    answers = replace(answers, asked=answers.asked | {"visitors"})
    assert next_question(answers, trades) == "wanted"
    answers = replace(answers, wanted=Amount.exactly(25.0), asked=answers.asked | {"wanted"})
    assert next_question(answers, trades) is None


def test_the_shortest_path_is_eight_questions(told, trades):
    answers = told(people=16, talked=16, customers=6, room=20, busy="waiting", wanted=6, asked=CORE)
    assert len(CORE) == 8
    assert question_before(answers, trades) is None


def test_the_last_ten_are_asked_about_before_weak_selling_is_named(told, trades):
    answers = told(people=164, talked=148, customers=12, room=50, wanted=14, asked=CORE)
    assert next_question(answers, trades) == "fit"
    verdict = diagnose(answers, trades)
    assert verdict.kind == "cant_tell"
    assert verdict.leads is None
    assert verdict.hidden == "fit"
    assert verdict.question == "fit"


def test_before_a_verdict_nothing_is_asked_where_it_is_sure_enough(told, trades):
    answers = told(people=16, talked=16, customers=6, room=20, busy="waiting", wanted=6, asked=CORE)
    assert diagnose(answers, trades).firm
    assert question_before(answers, trades) is None


def test_before_weak_selling_is_named_the_last_ten_are_asked_about_however_sure(told, trades):
    answers = told(people=164, talked=148, customers=12, room=50, wanted=14, asked=CORE)
    assert question_before(answers, trades) == "fit"


def test_before_a_verdict_that_is_not_sure_what_the_verdict_would_ask_is_asked(trades):
    rng = np.random.default_rng(3)
    unsure = 0
    for world in WORLDS:
        for size in ((3, 4), (12, 4), (20, 4)):
            answers = replace(business(world, *size, CLIMATES["usual"], trades, rng), asked=CORE)
            verdict = diagnose(answers, trades)
            if verdict.first is None and verdict.word in {"leaning", "cant_tell"}:
                unsure += 1
                assert question_before(answers, trades) == verdict.question
    assert unsure


def test_numbers_that_contradict_each_other_are_asked_about_before_a_verdict(told, trades):
    answers = told(people=20, talked=30, customers=5, room=20, wanted=6, asked=CORE)
    assert question_before(answers, trades) == "talked"


def test_with_only_people_known_wish_room_and_customers_are_worth_most(told, trades):
    verdict = diagnose(told(people=46, asked=frozenset({"trade", "path"})), trades)
    worth = {one.question: one.worth for one in verdict.unknowns}
    assert verdict.kind == "cant_tell"
    assert verdict.question in {"customers", "wanted", "room", "busy"}
    assert max(worth["customers"], worth["wanted"], worth["room"]) > worth["talked"]


def test_the_value_of_a_sale_is_asked_only_on_request_and_last(told, trades):
    further = {"fit", "reason", "season", "year_customers", "speed"}
    answers = told(people=16, talked=16, customers=6, room=20, busy="waiting", wanted=6, asked=CORE | further)
    assert next_question(answers, trades, money=True) == "value"
    assert next_question(replace(answers, value=Amount.exactly(100.0)), trades, money=True) is None


def test_the_usual_no_is_asked_where_it_could_be_the_offer(told, trades):
    answers = told(people=50, talked=45, customers=5, room=15, wanted=4, fit=8, asked=CORE | {"fit", "age"})
    assert next_question(answers, trades) == "reason"


def test_an_answer_to_the_question_asked_goes_on_with_the_same_check_up(told, trades):
    answers = told(people=50, talked=45, customers=5, room=15, wanted=4, asked=CORE)
    assert diagnose(answers, trades).kind == "cant_tell"
    answered = replace(answers, fit=Amount.exactly(8.0), asked=CORE | {"fit"})
    assert diagnose(answered, trades).kind == "sales_skill"


counts = st.integers(0, 60)


@settings(max_examples=40, deadline=None)
@given(counts, counts, counts, st.sampled_from(["trades", "b2b", "shop", "other"]), st.integers(1, 6))
def test_questions_end(trades, first, second, third, trade, weeks):
    people, talked, customers = sorted((first, second, third), reverse=True)
    period = ReportedPeriod(None, weeks, *(Amount.exactly(float(number)) for number in (people, talked, customers)))
    answers = Answers(trade=trade, path="talk", periods=(period,), asked=frozenset({"trade", "path"}))
    asked = []
    while (question := next_question(answers, trades)) is not None:
        assert question not in asked
        asked.append(question)
        answers = replace(answers, asked=answers.asked | {question})
    assert len(asked) <= 9
