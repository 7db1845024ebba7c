"""What owners say came of the step, with some who said no: a part of them isn't all of them."""

import pytest

from tests.checkup.follow_ups import answer_to


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("two of five said no to the higher price", "worked"),
        ("did it. 2 out of 6 turned it down", "worked"),
        ("did it, four of ten declined", "worked"),
        ("rang all ten, 3 said no and 2 booked", "worked"),
        ("did it, five of five said no", "failed"),
        ("did it, all five said no", "failed"),
        ("tried it, they all said no", "failed"),
        ("did it, nobody said yes", "failed"),
    ],
)
def test_a_part_that_said_no_is_no_failure(text, answer):
    _, found = answer_to("salon", text)
    said = {one.removeprefix("topics/step:") for one in found if one.startswith("topics/step:")}
    assert answer in said
    assert not said & ({"worked", "failed"} - {answer})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sent the email nothing happened", "failed"),
        ("did it two weeks ago, not one call", "failed"),
        ("done the listing last week and nothing, crickets", "failed"),
        ("did it yesterday, nothing yet", "done"),
        ("just sent them all this morning, no replies so far", "done"),
    ],
)
def test_nothing_that_came_of_a_step_is_a_failure_unless_it_was_only_just_done(text, said):
    owner, _ = answer_to("gym", text)
    assert [step.said for step in owner.chat.book.steps.values()] == [said]
