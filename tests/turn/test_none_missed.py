"""Steps for those who were missed, given to somebody who misses nobody."""

import pytest

from bot.diagnosis import load_trades
from bot.language.templates import PROMPTS
from tests.checkup.follow_ups import OWNERS, after_the_verdict, answer_to
from tests.checkup.reactions import REACTING, TALKING, plain
from tests.checkup.test_what_if import said

FOR_MISSED = {one.id for one in load_trades(PROMPTS / "trades.toml").actions if one.moves == "talked"}


@pytest.fixture
def cleaner():
    """Somebody whose step is for those who were not answered."""
    OWNERS["cleaner"] = {**TALKING, **REACTING["cleaner"]}
    assert after_the_verdict("cleaner").verdicts[-1].action in FOR_MISSED


@pytest.mark.usefixtures("cleaner")
@pytest.mark.parametrize(
    "text",
    [
        "thats not me, i dont miss calls. its the quotes i lose",
        "I miss no one mate",
        "theres nobody to ring back tho, i answered them all",
        "nobody to ring back, i answered all of them",
    ],
)
def test_who_misses_nobody_is_given_no_other_step_for_the_missed(text):
    owner, _ = answer_to("cleaner", text)
    (step,) = owner.chat.book.steps.values()
    assert step.said == "cant"
    assert step.following not in FOR_MISSED


@pytest.mark.usefixtures("cleaner")
def test_what_is_named_instead_is_what_the_next_step_is_about():
    owner, _ = answer_to("cleaner", "thats not me, i dont miss calls. its the quotes i lose")
    assert "Go back to everyone who has your quote" in plain(owner)


@pytest.mark.usefixtures("cleaner")
@pytest.mark.parametrize(
    "text", ["I didn't answer them, no time", "I don't want to miss any more calls", "do I miss no one?"]
)
def test_nothing_else_is_taken_for_it(text):
    owner, _ = answer_to("cleaner", text)
    assert "nobody_left" not in said(owner)
    assert "Then there's nobody to do it with" not in plain(owner)
