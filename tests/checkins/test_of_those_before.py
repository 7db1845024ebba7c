"""At the second and third number of a week a reply begins with how many of those before it were, or says that nobody was yet."""

import pytest

from tests.listening.played import Owner, at


def week_after(*replies: str) -> dict[str, float]:
    owner = Owner(at("weekly"))
    owner.events = 1_000
    owner.says(*replies)
    answers = owner.chat.sessions[-1].answers
    return {name: one.amount.value for name, one in answers.items() if one.amount is not None}


@pytest.mark.parametrize(
    ("replies", "week"),
    [
        (("1", "none of them, she emailed yesterday and I'm calling her Monday"), {"people": 1, "talked": 0}),
        (("4", "most of them, one was out"), {"people": 4, "talked": 4}),
        (("2", "both, one by phone"), {"people": 2, "talked": 2}),
        (("6", "all of them, it was a good week"), {"people": 6, "talked": 6}),
        (("3", "3", "no client yet"), {"people": 3, "talked": 3, "customers": 0}),
        (("2 2 0 but one proposal is out",), {"people": 2, "talked": 2, "customers": 0}),
        (("1 new inquiry this week, haven't talked yet, no new clients",), {"people": 1, "talked": 0}),
        (("4 rang and I haven't called back yet",), {"people": 4, "talked": 0}),
    ],
)
def test_the_reply_is_about_those_who_were_counted_before(replies, week):
    assert week_after(*replies) == week


def test_who_did_not_answer_some_of_them_yet_is_asked_how_many_were_answered():
    week = week_after("12 wrote, I haven't replied to the weekend ones yet, no new clients")
    assert week == {"people": 12, "customers": 0}


def test_a_none_that_is_not_asked_for_is_not_said_to_be_left_out():
    owner = Owner(at("weekly"))
    owner.events = 1_000
    owner.says("1 new inquiry this week, haven't talked yet, no new clients")
    assert "leave it out" not in owner.replies[0].text
