"""A question of law, tax or the authorities is answered as what the bot cannot see, and never by the step's words."""

import pytest

from tests.listening.played import played

OUTSIDE = "topics/remarks:outside_expert"


@pytest.mark.parametrize(
    "text",
    [
        "will you write a letter to my landlord about the rent",
        "can I get out of the lease early, legally?",
        "do I need to charge VAT on this?",
        "the council says no music after ten, what can I do?",
    ],
)
def test_what_is_for_a_lawyer_is_said_to_be_outside(text):
    assert OUTSIDE in played(text, "verdict").names


@pytest.mark.parametrize(
    "text",
    [
        "how do I get more landlords?",
        "is it legal to text old customers?",
        "should I offer tax advice too?",
        "why sales?",
    ],
)
def test_what_is_of_the_door_or_the_step_is_not(text):
    assert not [name for name in played(text, "verdict").names if name.startswith("topics/remarks:outside")]
