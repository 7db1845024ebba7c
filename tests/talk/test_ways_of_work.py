"""Another way of working is answered by the place of the door on which it works, with the owner's numbers."""

import pytest

from tests.checkup.follow_ups import after_the_verdict
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("gym", "If we did the tour within two days instead of seven, what would change?", "now 14 of 30"),
        ("venue", "if we phoned them back the same day, what would happen?", "now 20 of 60"),
        (
            "venue",
            "Our info evening is only once a month. If we did it twice, what would happen?",
            "half of the other 40",
        ),
        ("salon", "what about opening earlier, would it change anything?", "Little is left to win there"),
        ("fitter", "what would happen if i followed up every quote after three days", "now 5 of 36"),
        ("shop", "if i answered chat at night too, would that change anything", "12 of 8,000 who order"),
    ],
)
def test_the_place_of_the_door_is_named_with_its_numbers(name, text, told):
    before = after_the_verdict(name)
    owner = Owner(before)
    owner.says(text)
    assert told in said(owner)
    assert owner.chat.sessions[-1].answers == before.sessions[-1].answers


@pytest.mark.parametrize(
    "text", ["what if i talked with 38 instead of 36?", "would it be different if we answered 38?"]
)
def test_a_number_that_is_supposed_is_reckoned_with(text):
    owner = Owner(after_the_verdict("fitter"))
    owner.says(text)
    assert "Nothing is changed." in said(owner)
