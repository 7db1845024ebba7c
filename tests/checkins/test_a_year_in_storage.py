"""A year of a hundred and twenty owners through everything except Telegram itself, with two bots on one file that crash and sleep at random.

A bot dies before a commit or between a commit and the sending. (One that dies while something is on its way may say
that again: ``tests/crash``.)
"""

import asyncio
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.core.week import Week, weeks_between
from tests.checkins.the_year import AGAIN, FIRST, MIDWEEK, Year

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]
OWNERS = 120


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    path = tmp_path_factory.mktemp("year") / "year.sqlite3"
    return asyncio.run(Year(f"sqlite:////{str(path).lstrip('/')}", OWNERS, seed=6).played())


def test_the_lots_brought_everything_that_can_happen(year):
    for lot in (
        "before the commit",
        "after the commit",
        "down",
        "block",
        "vanish",
        "pause",
        "skip",
        "hour",
        "tomorrow",
        "later",
        "note",
        "about",
    ):
        assert year.lots[lot] >= 10, lot
    assert year.at_night > 100  # to owners who picked such an hour
    assert year.faults == []


def test_each_owner_and_week_has_exactly_one_outcome(year):
    outcomes = set()
    for chat in range(1, OWNERS + 1):
        mine = [row for row in year.weeks if row[0] == chat]
        due = [Week.parse(row[1]) for row in mine if row[3] is not None]
        assert due == list(weeks_between(due[0], due[-1]))
        outcomes |= {row[2] for row in mine}
        lately = year.ended - timedelta(days=15)
        if chat not in year.gone and year.back.get(chat, lately) <= lately:
            assert due[-1] >= Week.of(lately.date()).later(-1)
    assert outcomes == {"sent", "answered", "skipped", "expired"}
    assert all((row[5] is not None) == (row[2] == "answered") for row in year.weeks)


def test_no_week_is_asked_about_twice_and_none_that_counts_as_sent_is_forgotten(year):
    asked = Counter((heard.chat, heard.week) for heard in year.unasked if heard.text.startswith(FIRST))
    assert set(asked.values()) == {1}
    sent = Counter({(row[0], row[1]) for row in year.weeks if row[4] is not None})
    assert asked.keys() <= sent.keys()
    assert Counter(chat for chat, _ in sent - asked) <= year.refused  # whoever had blocked the bot
    again = sum(heard.text.startswith(AGAIN) for heard in year.unasked)
    assert 0 < again <= year.lots["hour"] + year.lots["tomorrow"] + year.lots["later"]
    assert year.left == []


def test_the_question_about_the_step_comes_at_most_once_between_two_weekly_ones(year):
    nudges = [heard for heard in year.unasked if heard.text.startswith(MIDWEEK)]
    assert len(nudges) >= 10
    of_chat = {}
    for heard in nudges:
        of_chat.setdefault(heard.chat, []).append(heard.at)
    for moments in of_chat.values():
        assert all(after - before > timedelta(days=2) for before, after in pairwise(sorted(moments)))


def test_nothing_comes_in_quiet_hours_but_in_the_hour_that_was_picked(year):
    assert year.disturbed == []


def test_nobody_who_is_known_to_have_blocked_the_bot_is_written_to(year):
    assert year.refused_although_known == []
    assert 0 < sum(year.refused.values()) <= year.lots["vanish"] + year.lots["block"]
    assert year.gone
    assert not year.gone & year.woken
    assert year.woken | year.gone == set(range(1, OWNERS + 1))
