"""Verdicts that anybody would agree on: sixty cases written before the model was asked, and ten that it once failed."""

import json
import tomllib
from pathlib import Path

import pytest

from bot.diagnosis import diagnose, flip
from bot.diagnosis.inspect import answers_from, catalogue, diagnose_lines
from bot.diagnosis.talk import tell_about
from bot.diagnosis.tell import tell
from bot.language.templates import words

WORDS = words("en")
SAID = tomllib.loads(Path(__file__).with_name("obvious.toml").read_text("utf-8"))["case"]


def told(answers):
    (line,) = diagnose_lines([json.dumps(answers)])
    verdict = json.loads(line)
    assert "error" not in verdict, verdict
    return verdict


def as_expected(case):
    verdict = told(case["answers"])
    expected = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    kind = "kind" not in case or verdict["kind"] == case["kind"]
    open_ = "open" in expected and verdict["sure"] < 0.7
    return verdict, (verdict["leading_side"] in expected and kind) or open_


def test_sixty_obvious_cases_are_as_anybody_would_say():
    found = {case["says"]: as_expected(case) for case in SAID}
    assert len(found) == 60
    missed = {says: verdict for says, (verdict, fine) in found.items() if not fine}
    assert len(missed) <= 4, missed.keys()
    surely = [says for says, verdict in missed.items() if verdict["sure"] >= 0.7]
    assert not surely


IDLE = {"path": "talk", "room": 10, "wanted": 3}
OWNERS = {
    "an agency that waits": ({**IDLE, "trade": "agency", "people": 8, "talked": 8, "customers": 4}, {"marketing"}),
    "a tradesman who waits": ({**IDLE, "trade": "trades", "people": 6, "talked": 6, "customers": 4}, {"marketing"}),
    "a consultant who waits": ({**IDLE, "trade": "b2b", "people": 4, "talked": 4, "customers": 2}, {"marketing"}),
    "a venue that waits": ({**IDLE, "trade": "venue", "people": 8, "talked": 8, "customers": 4}, {"marketing"}),
    "few orders": ({"trade": "saas", "path": "order", "orders": 8, "wanted": 10}, {"marketing"}),
    "no order": ({"trade": "saas", "path": "order", "orders": 0, "wanted": 5}, {"marketing"}),
    "a best month as bad as all": (
        {
            "trade": "trades",
            "path": "talk",
            "people": 60,
            "talked": 57,
            "customers": 4,
            "room": 20,
            "wanted": 8,
            "fit": 8,
            "best_month": {"customers": 5, "talked": 60},
        },
        {"sales"},
    ),
    "hardly anybody of sixty stays, and two order": (
        {
            "trade": "trades",
            "path": "both",
            "people": 60,
            "talked": 57,
            "customers": 3,
            "orders": 2,
            "room": 20,
            "wanted": 8,
            "fit": 8,
        },
        {"sales"},
    ),
    "as many as wished for": (
        {"trade": "b2b", "path": "talk", "people": 20, "talked": 19, "customers": 5, "room": 6, "wanted": 1.25},
        {"neither"},
    ),
    "one of twelve": (
        {"path": "talk", "people": 12, "talked": 12, "customers": 1, "fit": 8},
        {"sales", "offer", "both", "neither"},
    ),
    "none of ten": (
        {"path": "talk", "people": 10, "talked": 10, "customers": 0},
        {"sales", "offer", "both", "neither"},
    ),
    "one of twenty": ({"trade": "trades", "path": "talk", "people": 20, "talked": 20, "customers": 1}, {"sales"}),
    "half of the callers never answered": (
        {
            "trade": "trades",
            "path": "talk",
            "people": 50,
            "talked": 25,
            "customers": 7,
            "room": 25,
            "wanted": 10,
            "fit": 8,
        },
        {"sales"},
    ),
}


@pytest.mark.parametrize("name", OWNERS)
def test_an_owner_whom_the_model_failed_once_is_told_the_right_side(name):
    answers, sides = OWNERS[name]
    assert told(answers)["leading_side"] in sides


# Who is told at once. The others are told once they have answered what the bot asks of them, in its order: among so few, or with
# no reason for the noes, sales leads at 0.33 to 0.48 only, as often as it is right in made-up businesses with such chances. Who
# gets as many as wished for, to the number, is near a tie until the year says so too (0.36): there, nothing is short in 0.40.
ONCE_ASKED = {
    "hardly anybody of sixty stays, and two order": {},
    "as many as wished for": {"year_customers": 65},
    "one of twelve": {"room": 4, "wanted": 1},
    "none of ten": {"room": 3, "wanted": 1},
    "one of twenty": {"room": 6, "wanted": 2},
}
REPLIES = {"fit": 8, "reason": "quiet", "busy": "right"}  # of each of them; what else is asked, nobody knows


@pytest.mark.parametrize("name", OWNERS)
def test_such_an_owner_is_told_at_once_or_after_what_is_asked(name):
    answers, sides = OWNERS[name]
    replies = REPLIES | ONCE_ASKED.get(name, {})
    asked = []
    while (question := told(answers)["next_question"]) and told(answers)["verdict"] == "cant_tell":
        asked.append(question)
        answers = answers | {question: replies.get(question), "asked": asked}
    verdict = told(answers)
    assert verdict["verdict"] in sides
    assert verdict["sure"] >= 0.5
    assert bool(asked) == (name in ONCE_ASKED)


def test_orders_alone_say_nothing_of_those_who_ask_first():
    verdict = told({"orders": 40, "wanted": 20, "path": "both"})
    assert verdict["verdict"] == "cant_tell"
    assert verdict["next_question"] == "people"


def test_a_third_answered_is_sales_or_close_and_never_as_often_as_asked_for():
    answers = {"trade": "health", "path": "both", "people": 72, "talked": 25, "customers": 2, "room": 15}
    answers |= {"orders": 0, "wanted": 0.75}
    verdict = told(answers)
    assert verdict["verdict"] in {"sales", "cant_tell"}
    assert verdict["probabilities"]["sales"] > 0.25
    assert "about as often as you asked for" not in tell(
        diagnose(answers_from(answers), catalogue()), WORDS, catalogue()
    )


def test_half_of_the_callers_never_answered_are_rung_first():
    verdict = told(OWNERS["half of the callers never answered"][0])
    assert verdict["kind"] == "sales_response"
    assert verdict["action"]["id"] == "ring_back_missed"


def test_many_trials_of_which_few_are_paid_for_are_no_lack_of_traffic():
    for trade in ("saas", "software_self"):
        verdict = told({"trade": trade, "path": "order", "orders": 73, "visitors": 250, "wanted": 30})
        assert verdict["kind"] == "marketing_page"


def test_a_share_that_collapsed_is_judged_by_the_newer_weeks():
    before = {"weeks": 4, "people": 50, "talked": 48, "customers": 24}
    since = {"weeks": 4, "people": 40, "talked": 37, "customers": 5}
    more = {"trade": "trades", "path": "talk", "room": 14, "wanted": 8, "fit": 8, "reason": "quiet"}
    verdict = told({**more, "periods": [before, since]})
    assert "share_changed" in verdict["notes"]
    assert verdict["leading_side"] == "sales"
    assert verdict["figures"]["talked"] == 37
    assert verdict["flip"]["from"] < 40  # a number of the newer weeks, or of no weeks
    text = tell(diagnose(answers_from({**more, "periods": [before, since]}), catalogue()), WORDS, catalogue())
    assert "Before, 24 of the 48 you talked with stayed; since then 5 of 37." in text


@pytest.mark.parametrize("wanted", [1, 2, 3, 4, 8])
def test_where_the_newer_weeks_count_it_is_told_what_would_change_the_verdict(wanted):
    before = {"weeks": 4, "people": 50, "talked": 48, "customers": 24}
    since = {"weeks": 4, "people": 40, "talked": 37, "customers": 5}
    more = {"trade": "trades", "path": "talk", "room": 14, "wanted": wanted, "fit": 8, "reason": "quiet"}
    answers = answers_from({**more, "periods": [before, since]})
    verdict, alone = diagnose(answers, catalogue()), answers_from({**more, "periods": [since]})
    assert flip(answers, catalogue()) == flip(verdict.answers, catalogue()) == flip(alone, catalogue()) is not None
    assert "would" in tell_about("flip", verdict, WORDS, catalogue())


def test_a_share_that_changed_twice_is_judged_by_what_came_last():
    shares = [{"weeks": 4, "people": 50, "talked": 48, "customers": won} for won in (46, 16, 16, 4)]
    verdict = diagnose(answers_from({"trade": "trades", "path": "talk", "periods": shares}), catalogue())
    assert verdict.figures.customers == 4
    assert verdict.before.customers == 32
    assert diagnose(verdict.answers, catalogue()).chances == verdict.chances
