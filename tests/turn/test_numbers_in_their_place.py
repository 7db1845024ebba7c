"""Numbers inside sentences of the check-up: each is stored for what it counts, and for its time."""

import pytest

from bot.core.records import Chat
from tests.listening.played import Owner, at


def _told(chat: Chat | None, name: str) -> str | float | None:
    assert chat is not None
    assert chat.open is not None
    answer = chat.open.answers.get(name)
    return None if answer is None else answer.amount.value if answer.amount else answer.choice


TOLD = {
    ("q:people", "over the year maybe 70? september is mad so it's not even"): ("people", 70),
    ("q:people", "1400 people came from May to September, July and Aug being about 900 of that"): ("customers", None),
    ("q:people", "this quarter: 26 enquiries, i.e. three months"): ("age", None),
    ("q:customers", "No, those are demo requests. 14 in September, 19 in October, 21 in November."): ("people", 54),
    ("q:talked", "No, that's not right: 10 got in touch, 9 had the call. Please correct the 10"): ("people", 10),
    ("q:busy", "bit of both, waiting mostly, crews idle"): ("busy", "waiting"),
    ("q:busy", "in July swamped, in June and September waiting for people. overall about right"): ("busy", "right"),
    ("q:busy", "And the 10 enquiries still needs to be right."): ("busy", None),
    ("q:room", "Realistically 0.5 a week, so 2 a month. My total capacity is about 24 clients and I have 19"): (
        "room",
        0.5,
    ),
    ("q:room", "at most 4, we're already drowning"): ("busy", "swamped"),
    ("q:room", "6, more would be too much for the van"): ("busy", None),
    ("q:room", "3, quiet on mondays though"): ("busy", None),
    ("q:customers", "28 stayed for the term, 40 did the taster"): ("customers", 28),
    ("q:customers", "6 of them are volunteering now. 3 came once and disappeared, though."): ("customers", 6),
    ("q:customers", "30 rented, about 12 of them twice"): ("customers", 30),
    ("q:talked", "spoke to 45, 30 did the taster"): ("talked", 45),
    ("q:talked", "I spoke to nearly all of them, 45 say. About 30 did the taster"): ("talked", 45),
}


@pytest.mark.parametrize(("state", "text"), TOLD)
def test_a_number_is_stored_for_what_it_counts(state: str, text: str) -> None:
    owner, (name, value) = Owner(at(state)), TOLD[state, text]
    owner.says(text)
    assert _told(owner.chat, name) == value
