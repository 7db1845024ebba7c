"""A word stands in the form that goes with its number, in any language; times and days are written as it writes them."""

from datetime import UTC, datetime, time

import pytest

from bot.language.plurals import form_faults, required
from bot.language.templates import Words

CLIENTS = {
    "en": {"one": "customer", "other": "customers"},
    "es": {"one": "cliente", "other": "clientes"},
    "pt-BR": {"one": "cliente", "other": "clientes"},
    "ru": {"one": "клиент", "few": "клиента", "many": "клиентов", "other": "клиента"},
    "id": {"other": "pelanggan"},
    "ar": {"zero": "0", "one": "1", "two": "2", "few": "3", "many": "11", "other": "100"},
}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    root = tmp_path_factory.mktemp("prompts")
    for language in (*CLIENTS, "hi"):
        (root / language).mkdir()
    return lambda language: Words(language, root=root)


def written(words: Words, tmp: str, **values: object) -> str:
    (words.folder / "one.j2").write_text(tmp, encoding="utf-8")
    return Words(words.language, root=words.folder.parent).label("one", **values)


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        ("en", 0, "customers"),
        ("en", 1, "customer"),
        ("en", 1.2, "customer"),  # which is written 1
        ("en", 2, "customers"),
        ("en", None, "customers"),
        ("en", "1", "customer"),
        ("en", "about 1", "customer"),
        ("en", "0 to 1", "customers"),
        ("en", "1,001", "customers"),
        ("en", "several", "customers"),
        ("es", 1_000_000, "clientes"),  # which has a form of its own in CLDR
        ("pt-BR", 0, "cliente"),
        ("ru", 1, "клиент"),
        ("ru", 3, "клиента"),
        ("ru", 5, "клиентов"),
        ("ru", 21, "клиент"),
        ("ru", 111, "клиентов"),
        ("ru", "от 5 до 22", "клиента"),
        ("ru", "несколько", "клиентов"),
        ("ru", "1\xa0021", "клиент"),
        ("ru", "1,5", "клиента"),
        ("id", 1, "pelanggan"),
        ("ar", 2, "2"),
    ],
)
def test_the_form_goes_with_the_number(spoken, language, number, form):
    assert spoken(language).plural(number, **CLIENTS[language]) == form


def test_a_part_of_a_number_counts_where_it_is_written(spoken):
    assert spoken("en").plural(1.2, digits=1, **CLIENTS["en"]) == "customers"
    assert spoken("ru").plural(1.5, digits=1, **CLIENTS["ru"]) == "клиента"


def test_a_form_that_is_missing_is_named(spoken):
    with pytest.raises(LookupError, match=r"'ru' needs few="):
        spoken("ru").plural(3, one="клиент", other="клиента")
    assert form_faults(frozenset({"one", "other"}), "ru") == ["plural(...) lacks few=", "plural(...) lacks many="]
    assert form_faults(frozenset({"other", "one", "digits"}), "es") == []
    assert form_faults(frozenset({"one"}), "id") == ["plural(...) lacks other="]
    assert form_faults(frozenset({"other", "ones"}), "id") == ["plural(...) has ones=, which is no form"]


def test_every_language_has_a_form_for_all_else():
    assert all("other" in required(language) for language in CLIENTS)


def test_a_template_chooses_by_a_filter(spoken):
    said = '{{ n|number }} {{ n|plural(one="a " ~ buyer, other=buyer ~ "s") }}'
    assert written(spoken("en"), said, n=1, buyer="guest") == "1 a guest"
    assert written(spoken("en"), said, n=2, buyer="guest") == "2 guests"


def test_a_time_of_day_is_written_by_the_pattern_of_the_language(spoken):
    moment = datetime(2026, 11, 28, 21, 5, tzinfo=UTC)
    assert spoken("en").clock(moment) == spoken("en").clock(time(21, 5)) == "21:05"
    hindi = spoken("hi")
    (hindi.folder / "language.toml").write_text('[dates]\nday = "EEE, d MMM"\nclock = "h:mm a"\n', encoding="utf-8")
    assert hindi.clock(moment) == "9:05 pm"
    assert hindi.day(moment) == "शनि, 28 नव॰"
