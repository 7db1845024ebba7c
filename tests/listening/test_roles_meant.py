"""Several numbers in one message of the check-up: what each counts is heard by what the words around it mean."""

import numpy as np
import pytest

from tests.listening.played import played
from tests.listening.train_roles import ROLES, fingerprint

pytestmark = pytest.mark.unmeasured  # it reaches what others reach


def told(text: str, state: str) -> dict[str, float]:
    """Return the numbers that are stored of a message."""
    numbers = ("people", "talked", "customers", "orders", "room", "wanted", "fit", "visitors")
    return {act.name: float(act.value) for act in played(text, state).acts if act.name in numbers}


def test_the_network_is_made_from_the_messages_and_the_encoder_that_are_there():
    with np.load(ROLES, allow_pickle=False) as file:
        assert str(file["made_from"]) == fingerprint(), "run python -m tests.listening.train_roles"


@pytest.mark.parametrize(
    ("state", "text", "numbers"),
    [
        ("q:people", "I was away 3 of those weeks with my knee, so just 7.", {"people": 7}),
        ("q:people", "We are 5 lads and we've done roofs since 2009, and 16 new people asked in that time", {"people": 16}),
        ("q:people", "In the spring it's 30 a month but it's winter now, so 12", {"people": 12}),
        ("q:talked", "Same again, 50. Nobody leaves my shop without a chat.", {"talked": 50}),
        ("q:talked", "I went out to 20 of them and gave 15 a price on the phone, so 35", {"talked": 35}),
        ("q:customers", "Seven took it, two of those at over 4 grand each", {"customers": 7}),
        ("q:customers", "9. It was 20 when my father ran the place", {"customers": 9}),
        ("q:room", "we are 3 in the shop so 20 new people a week is fine", {"room": 20}),
        ("q:wanted", "I'd love 6 but I can only really do 4, so 4", {"wanted": 4}),
        ("q:fit", "All ten were nice but 3 had no money, so 7", {"fit": 7}),
        ("q:busy", "I can't keep up, there should be two of me", {}),
        ("q:path", "We talk first. Last month 32 of them rang and I talked to 28", {"people": 32, "talked": 28}),
        ("start", "Window cleaner. I meet about 80 new people a month and 10 of them go on the round", {"people": 80, "customers": 10}),
        (
            "start",
            "Physio here. 35 new people enquired in the last four weeks, the front desk spoke with all of them and 27 came in",
            {"people": 35, "talked": 35, "customers": 27},
        ),
    ],
)  # fmt: skip
def test_each_number_is_taken_for_what_it_counts(state: str, text: str, numbers: dict[str, float]) -> None:
    assert told(text, state) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Pram shop. 70 new people came in last month, no sorry, 50, and 15 bought", {"people": 50, "customers": 15}),
        ("About 24 people rang last month, no wait, 22, and 6 signed", {"people": 22, "customers": 6}),
        ("15 came in, no, make that 13, and 8 left their bike with us", {"people": 13, "customers": 8}),
        ("18 people rang and 6 signed up. Actually, 2 of them pulled out", {"people": 18}),
    ],
)
def test_a_number_is_put_right_in_the_same_breath(text: str, numbers: dict[str, float]) -> None:
    found = told(text, "start")
    assert {name: found[name] for name in numbers} == numbers
    assert 2 not in found.values()
