"""A length of time without a number, and one that is told where another kind of length might be meant."""

import pytest

from tests.listening.played import played


def told(text, state, language="en"):
    """Return the options that are stored of a message, by question."""
    return {act.name: act.value for act in played(text, state, language).acts if act.kind == "tells"}


@pytest.mark.parametrize(
    ("language", "state", "text", "option"),
    [
        ("en", "q:age", "years", "longer"),
        ("en", "q:age", "been like this for years and years", "longer"),
        ("en", "q:age", "oh it's been years like this except for the hail that's just when it goes crazy", "longer"),
        ("en", "q:age", "months now", "months"),
        ("en", "q:lag", "weeks", "weeks"),
        ("en", "q:lag", "days", "days"),
        ("en", "q:speed", "hours", "same_day"),
        ("es", "q:age", "años", "longer"),
        ("pt-BR", "q:age", "há anos que é assim", "longer"),
        ("ru", "q:age", "годами так", "longer"),
        ("id", "q:age", "bertahun-tahun", "longer"),
        ("hi", "q:age", "saalon se aisa hi hai", "longer"),
    ],
)
def test_a_unit_in_the_plural_is_several_of_it(language, state, text, option):
    assert told(text, state, language) == {state[2:]: option}


@pytest.mark.parametrize("text", ["some days are mad", "my weeks are fine"])
def test_but_not_where_it_only_says_when(text):
    assert "age" not in told(text, "q:age")


@pytest.mark.parametrize(
    "text",
    [
        "Longer, a couple of years",
        "Longer, a couple of years really. Though it dipped about 15% since summer.",
        "longer. three or four years I'd say",
    ],
)
def test_a_length_is_of_what_is_asked_unless_it_says_otherwise(text):
    assert told(text, "q:age") == {"age": "longer"}
