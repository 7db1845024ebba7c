"""Objections after a verdict to what it lets pass: that is no trifle, and where more would come from."""

import pytest

from tests.checkup.follow_ups import after_the_verdict
from tests.checkup.test_what_if import said
from tests.listening.played import Owner


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("gym", "I'm being ghosted by 16 people out of 30. how is that nothing", "16 of 30 were left without a talk"),
        ("coach", "explain to me how 2 of 28 can be ok", "2 of the 28 you talked with stayed"),
        (
            "fitter",
            "you call that fine?? i lost 31 jobs",
            "I don’t call it fine: it’s the weak place that I name, sales",
        ),
        ("salon", "How can nothing be short if I'd like more clients?", "Nothing short” only says that you win"),
    ],
)
def test_what_is_no_trifle_is_said_with_their_numbers(name, text, told):
    before = after_the_verdict(name)
    owner = Owner(before)
    owner.says(text)
    assert told.replace("’", "'") in said(owner).replace("’", "'")
    assert owner.chat.sessions[-1].answers == before.sessions[-1].answers


@pytest.mark.parametrize(
    "text", ["is it ok to wait until monday?", "how is it ok to raise my price for the next five?"]
)
def test_whether_a_thing_may_be_done_is_no_objection(text):
    owner = Owner(after_the_verdict("salon"))
    owner.says(text)
    assert "Nothing short” only" not in said(owner)
