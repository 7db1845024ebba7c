"""A range is one only where its "between" stands right before it, in every language."""

import pytest

from bot.language.listening.amounts import ToldAmount, tokens_in

APART = [
    ("es", "de 40 llamaron, 30 y 12 compraron", [40, 30, 12]),
    ("pt-BR", "tenho salão de beleza, falei com 30 e 12 fecharam", [30, 12]),
    ("en", "between jobs I rang 30 and 12 bought", [30, 12]),
]
RANGES = [
    ("en", "between about 5 and 10", (5, 10)),
    ("es", "entre unos 30 y 40", (30, 40)),
    ("pt-BR", "entre uns 30 e 40", (30, 40)),
]


def amounts_in(text, language):
    return [token.amount for token in tokens_in(text, language) if isinstance(token, ToldAmount)]


@pytest.mark.parametrize(("language", "text", "numbers"), APART)
def test_a_between_far_before_makes_no_range(language, text, numbers):
    assert [amount.value for amount in amounts_in(text, language)] == numbers


@pytest.mark.parametrize(("language", "text", "ends"), RANGES)
def test_a_between_just_before_makes_one(language, text, ends):
    (amount,) = amounts_in(text, language)
    assert amount.value == pytest.approx((ends[0] * ends[1]) ** 0.5)
