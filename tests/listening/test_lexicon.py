"""Which trade words name as their owner's own."""

import pytest

from bot.language.listening.lexicon import own_trades
from bot.language.signs import as_typed


@pytest.mark.parametrize(
    ("language", "text", "trades"),
    [
        ("en", "i run a restaurant", ["restaurant"]),
        ("en", "a newsletter for restaurants", []),
        ("en", "we are not a restaurant , catering", ["catering"]),
        ("en", "not many people . restaurant", ["restaurant"]),
        ("es", "no es un restaurante", []),
        ("pt-BR", "não sou coach", []),
        ("ru", "мы не ресторан", []),
        ("id", "bukan restoran", []),
        ("hi", "not a restaurant", []),
    ],
)
def test_not_whom_they_serve_nor_what_they_are_not(language, text, trades):
    assert own_trades(as_typed(text, language).split(), language) == trades
