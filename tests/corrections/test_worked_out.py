"""What is told of the few who came is a share of ten; own people, and what only may come, are no part of an answer."""

import pytest
from msgspec.structs import replace

from tests.listening.played import Owner, played


def asked_how_many_were_right(people: str) -> Owner:
    owner = Owner()
    owner.says("/checkup", "Coaching, consulting", "We talk first", people, "no go on with these weeks", "all of them")
    owner.says("1", "3 a week", "waiting", "1 a month")
    session = owner.chat.sessions[-1]
    answers = {name: one for name, one in session.answers.items() if name != "fit"}
    session = replace(
        session, state="open", step="ask", returning_to="fit", asked="fit", ended_at=None, answers=answers
    )
    owner.chat = owner.chat.with_session(session)
    return owner


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2 of the 4", 5),
        ("2 really had budget. the others wanted free advice lets be honest", 5),
        ("none of the 4", 0),
        ("all 4", 10),
        ("I only had 4, 3 were right", 8),
        ("well it was only 4 people and 1 was a time waster", 8),
        ("I've not had ten. of the 4, one was right", 2),
    ],
)
def test_so_many_of_the_few_who_came_are_a_share_of_ten(text, right):
    owner = asked_how_many_were_right("4")
    owner.says(text)
    assert owner.chat.sessions[-1].answers["fit"].amount.value == right
    assert f"As 4 came, I count that as a share: {right} in 10." in owner.replies[0].text


@pytest.mark.parametrize(
    ("people", "text", "right"),
    [("4", "8 of 10", 8), ("4", "about 3 I'd say", 3), ("8", "7, the rest were students", 7), ("40", "2 of the 4", 5)],
)
def test_what_is_told_of_ten_stays_as_it_is(people, text, right):
    owner = asked_how_many_were_right(people)
    owner.says(text)
    assert owner.chat.sessions[-1].answers["fit"].amount.value == right
    assert "as a share" not in owner.replies[0].text


@pytest.mark.parametrize(
    ("text", "state", "number"),
    [
        ("It's only me and two volunteers, so I'd say 8 new people a week", "q:room", "8"),
        ("with my 2 teams we can do maybe 8 site visits a week", "q:room", "8"),
        ("me and 3 lads, 12 a week", "q:room", "12"),
        ("5 a week or my 3 kids go hungry lol", "q:wanted", "5"),
        ("4 this month. maybe 5 if the Garza guy pays his deposit", "q:customers", "4"),
        ("10 paid. perhaps 3 more if they say yes", "q:customers", "10"),
    ],
)
def test_the_one_number_that_can_be_the_answer_is_taken(text, state, number):
    done = played(text, state)
    assert [act.value for act in done.acts if act.name == state[2:]] == [number]
    assert not done.proposed
