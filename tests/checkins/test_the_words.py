import re
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from bot.checkins.listing import listed
from bot.checkins.summary import four_weeks
from bot.checkins.trends import Drift, LongRun, Shift, Unusual
from bot.core.amount import Amount
from bot.core.looseness import HEDGED, around
from bot.core.week import Week
from bot.core.week_numbers import WeekNumbers
from bot.language.nouns import called
from bot.language.templates import words
from bot.language.week_line import Problem

ENGLISH = words("en")
WEEK = Week(2026, 47)
NOUNS = called("other", ENGLISH)
JARGON = re.compile(
    r"\b(leads?|conversion|funnel|pipeline|close rate|capacity|bottleneck|trend|failed|forgot|bad at)\b", re.IGNORECASE
)
VALUES = {
    "over": True,
    "about": "running",
    "note": "fair week",
    "on": datetime(2026, 12, 3, 9),  # noqa: DTZ001 -- local
    "step": "Ring those who asked for a price.",
    "late": True,
    "place": "Berlin",
    "there": datetime(2026, 11, 23, 14, 5),  # noqa: DTZ001 -- local
    "next": datetime(2026, 11, 30, 9),  # noqa: DTZ001 -- local
    "until": date(2026, 12, 14),
    "week": WEEK,
    "missed": (WEEK.later(-2), WEEK.later(-1)),
    "piece": "orders",
    "field": "people",
    "mean": 3.2,
    "weeks_to_go": 3,
    "direction": "fewer",
    "won": 3,
    "due": 30,
    "won_before": 30,
    "due_before": 60,
    "streak": 5,
    "numbers": {"people": "12", "talked": "unknown", "customers": "3", "orders": None, **NOUNS},
    **NOUNS,
    "path": "both",
    "busy": True,
    "name": "Alice & Co",
    "business": "Alice & Co",
    "number": 2,
    "weekday": "Monday",
    "at": time(9),
    "paused_until": None,
    "then": "sales_skill",
    "now": "marketing_volume",
    "kind": "neither",
    "step_stays": False,
    "before": {"talked": 48, "customers": 24, "people": 50, "weeks": 4, "moved": "customers"},
    "talked": 37,
    "customers": 5,
    "do": "Ring those who asked for a price.",
    "tag": "Sales",
    "moves": "customers",
    "count": 3,
    "of": 10,
    "count_before": 5,
    "of_before": 45,
    "outcome": "up",
    "one_in": 5,
    "change": {
        "now": {"count": 5.0, "of": 12.0, "weeks": 1.0},
        "before": {"count": 24.0, "of": 48.0, "weeks": 4.0},
        "direction": "fewer",
        "grade": "likely",
        "waits": False,
        "one_in": 4,
    },
    "usual": 11.2,
    "people": 12,
    "weeks": 3,
    "in_a_row": 3,
    "given": 0,
    "again": False,
    "wrong": 5,
    "tenths": 6,
    "between": ["sales", "marketing"],
    "shifted": True,
    "steps": 2,
    "times": 2,
    "another": False,
    "parts": [
        {"weeks": 4, "people": 50, "talked": 45, "customers": 5, "orders": None},
        {"weeks": 1, "people": 12, "talked": None, "customers": 1, "orders": 2},
    ],
}
SIGNALS = {
    "unusual": Unusual("more", 14, 4.2),
    "shift": Shift("fewer", 4.2, 4, 11.9, 8),
    "long_run": LongRun("more", 9),
    "drift": Drift("fewer"),
}
BLOCKS = [
    (name, block) for name in ENGLISH.names() if name.startswith("checkins/") for block in sorted(ENGLISH.blocks(name))
]


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_every_message_is_short_and_plain(name, block):
    said = ENGLISH.say(name, block, **VALUES, signal=SIGNALS.get(block))
    assert said
    assert len(said) < 400
    assert not JARGON.search(said)
    assert "%" not in said
    assert "  " not in said
    assert " ." not in said


def test_every_problem_of_a_line_has_its_words():
    kinds = Problem.__annotations__["kind"].__args__
    assert ENGLISH.blocks("checkins/line") == set(kinds)


@pytest.mark.parametrize("field", ["people", "talked", "customers", "orders"])
@pytest.mark.parametrize("block", sorted(SIGNALS))
def test_every_signal_can_be_said_of_every_number(field, block):
    assert ENGLISH.say("checkins/trend", block, field=field, signal=SIGNALS[block], **NOUNS)


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        (Unusual("fewer", 1, 12), "1 person got in touch, where it is usually about 12"),
        (Unusual("fewer", 0, 12), "0 people got in touch"),
        (Unusual("more", 6, 0.3), "6 people got in touch, where it is usually hardly any"),
    ],
)
def test_an_unusual_week_is_said_in_counts(signal, said):
    assert said in ENGLISH.say("checkins/trend", "unusual", field="people", signal=signal, **NOUNS)


@pytest.mark.parametrize(
    ("mean", "said"), [(0.4, "less than one a week"), (1.2, "about one a week"), (3.2, "about 3 a week")]
)
def test_small_numbers_are_told_what_can_be_seen(mean, said):
    assert said in ENGLISH.say("checkins/trend", "months", mean=mean)


def exactly(*counts):
    return WeekNumbers(*(Amount.exactly(count) for count in counts))


def test_the_weeks_are_told_in_words_whatever_became_of_them():
    numbers = [
        exactly(12, 11, 3, 1),
        WeekNumbers(around(30, HEDGED), "unknown", Amount.exactly(2)),
        None,
        None,
        None,
    ]
    outcomes = ["answered", "answered", "skipped", "expired", "sent"]
    rows = [
        SimpleNamespace(
            week=WEEK.later(-back),
            numbers=number and listed(number, ENGLISH, "other"),
            outcome=outcome,
            note="",
            apart=False,
        )
        for back, (number, outcome) in enumerate(zip(numbers, outcomes, strict=True))
    ]
    assert ENGLISH.say("checkins/weeks", rows=rows, streak=2, business=None).splitlines() == [
        "Mon 16 Nov to Sun 22 Nov: 12 in touch, 11 talked with, 3 became customers, 1 ordered without a talk",
        "Mon 9 Nov to Sun 15 Nov: about 30 in touch, not known how many talked with, 2 became customers",
        "Mon 2 Nov to Sun 8 Nov: left out",
        "Mon 26 Oct to Sun 1 Nov: not asked",
        "Mon 19 Oct to Sun 25 Oct: no numbers yet",
        "2 weeks in a row with numbers.",
    ]
    assert ENGLISH.say("checkins/weeks", rows=[], streak=0, business=None) == "No weeks yet."


def test_four_weeks_are_added_up_beside_the_four_before():
    stored = {WEEK.later(-back): exactly(12, 10, 3, 1) for back in range(4)}
    stored |= {WEEK.later(-back): exactly(11, 9, 2, 0) for back in range(4, 8)}
    said = ENGLISH.say(
        "checkins/four_weeks",
        now=four_weeks(stored, WEEK),
        before=four_weeks(stored, WEEK.later(-4)),
        until=WEEK.sunday,
        **NOUNS,
    )
    assert said.splitlines() == [
        "Your last four weeks, Mon 26 Oct to Sun 22 Nov",
        "• people who got in touch: 48 (44 in the four weeks before)",
        "• talked with: 40 (36 in the four weeks before)",
        "• became customers: 12 (8 in the four weeks before)",
        "• ordered without a talk: 4 (0 in the four weeks before)",
    ]


def test_four_weeks_with_gaps_say_so_and_are_not_compared():
    stored = {WEEK: exactly(12, 10), WEEK.later(-2): WeekNumbers(Amount.exactly(8), "unknown")}
    stored |= {WEEK.later(-4): exactly(9, 9, 9, 9)}
    now = four_weeks(stored, WEEK)
    assert (now.weeks, now.people, now.talked, now.customers, now.orders) == (2, 20, 10, None, None)
    assert ENGLISH.say(
        "checkins/four_weeks", now=now, before=four_weeks(stored, WEEK.later(-4)), until=WEEK.sunday, **NOUNS
    ).splitlines() == [
        "Your last four weeks, Mon 26 Oct to Sun 22 Nov (2 of them with numbers)",
        "• people who got in touch: 20",
        "• talked with: 10",
    ]
