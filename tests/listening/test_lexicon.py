"""Which trade words name as their owner's own."""

import pytest

from bot.language.listening.lexicon import own_trades, trades_named
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


@pytest.mark.parametrize(
    ("language", "text", "trades"),
    [
        ("en", "my wifes a teacher , i do kitchens", []),
        ("en", "the dentist next door has queues , my physio room is empty", ["health"]),
        ("en", "a plumber told me to try this", []),
        ("en", "plumbers call me when they need parts", []),
        ("en", "most of my clients are lawyers", []),
        ("en", "used to be a lawyer , now im a life coach", ["coaching"]),
        ("en", "we also have a small cafe but this is about the bakery", ["shop"]),
        ("en", "my brother and i run a restaurant", ["restaurant"]),
        ("en", "i run my dads restaurant", ["restaurant"]),
        ("en", "veterinarian with farm animals", ["health"]),
        ("en", "gym here , # tours , # joined", ["fitness"]),
        ("en", "i knock on doors for my window cleaning", ["trades"]),
        ("es", "mi esposa es dentista , yo vendo zapatos", ["shop"]),
        ("es", "el dentista de al lado está lleno", []),
        ("pt-BR", "meu irmão é dentista", []),
        ("ru", "жена парикмахер", []),
        ("id", "istri saya dokter gigi", []),
        ("hi", "mera bhai dentist hai", []),
    ],
)
def test_not_the_trade_of_somebody_else_nor_one_that_is_over(language, text, trades):
    assert own_trades(as_typed(text, language).split(), language) == trades


def test_the_trade_beside_a_wish_or_a_question_is_the_owners_where_they_say_so():
    wish, question = "need more patients at my dental practice", "do dentists use this"
    assert own_trades(wish.split(), "en", spoken_of=True) == ["health"]
    assert own_trades(question.split(), "en", spoken_of=True) == []


def test_a_name_that_came_later_is_known_at_once_and_the_model_learned_nothing_of_it():
    words = ["i", "repair", "bikes", "and", "old", "clocks"]
    assert own_trades(words, "en") == ["trades"]
    assert [one.trade for one in trades_named(words, "en", learned=True)] == ["other"]
