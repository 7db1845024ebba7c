"""Whether people come in, or ring and write: nobody at the end of a line is greeted at a counter."""

import pytest
from msgspec.structs import replace

from bot.checkup.answers import answers_of
from tests.checkup.follow_ups import after_the_verdict


def told(typed):
    """Return what the diagnosis knows of a plumber who typed other words for how people buy."""
    session = after_the_verdict("plumber").sessions[-1]
    path = replace(session.answers["path"], typed=typed)
    return answers_of(replace(session, answers=session.answers | {"path": path}))


@pytest.mark.parametrize(
    "typed",
    [
        "event planners call me or dm me, we haggle, then they book",
        "they write on instagram or email me with a date",
        "People ring me, I quote",
        "me escriben por whatsapp",
        "пишут в директ",
    ],
)
def test_who_only_has_calls_and_messages_is_rung_and_written_to(typed):
    assert told(typed).from_afar


@pytest.mark.parametrize(
    "typed",
    ["they come in or call us", "We talk first", "people walk in off the street, some email", "заходят, иногда звонят"],
)
def test_who_has_people_come_in_or_says_nothing_of_it_is_not(typed):
    assert not told(typed).from_afar
