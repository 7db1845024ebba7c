"""A rough part of so many people is a whole number of them."""

import pytest

from bot.language.numbers import read


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "nearly all of the 35", 33),
        ("en", "most of the 27", 24),
        ("en", "half of 35", 18),
        ("en", "about a third of 40", 13),
        ("es", "casi todos de los 35", 33),
        ("pt-BR", "metade dos 35", 18),
    ],
)
def test_a_part_of_many_is_a_whole_number(language, text, count):
    assert read(text, "count", language=language).amount.value == count
