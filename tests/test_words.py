"""Numbers and days in the words of a language."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from bot.words import Words


@pytest.fixture(scope="module", params=["en", "de", "fr", "hi"])
def spoken(request, tmp_path_factory) -> Words:
    root = tmp_path_factory.mktemp("prompts")
    (root / request.param).mkdir()
    return Words(request.param, root=root)


@given(
    value=st.floats(0, 2_000) | st.integers(0, 8_000).map(lambda n: n / 4) | st.floats(-5, 1e7),
    digits=st.integers(0, 3),
)
def test_a_number_is_written_as_babel_writes_it(spoken, value, digits):
    pattern = "#,##0." + "#" * digits
    assert spoken.number(value, digits=digits) == format_decimal(round(value, digits), pattern, locale=spoken.locale)


def test_the_point_is_that_of_the_language(tmp_path):
    (tmp_path / "de").mkdir()
    german = Words("de", root=tmp_path)
    assert german.number(2.5, digits=1) == "2,5"
    assert german.number(12_500) == "12.500"


def test_one_moment_is_written_as_the_day_of_its_own_clock(tmp_path):
    (tmp_path / "en").mkdir()
    english = Words("en", root=tmp_path)
    moment = datetime(2026, 10, 26, 23, 30, tzinfo=UTC)
    assert english.day(moment) == "Mon 26 Oct"
    assert english.day(moment.astimezone(ZoneInfo("Europe/Berlin"))) == "Tue 27 Oct"
