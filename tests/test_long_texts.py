"""However long a message is, and whatever it is made of, only its first characters are looked at."""

import unicodedata

import pytest

from bot.activity import words_of
from bot.activity.catalogue import catalogue
from bot.language import match, signs
from bot.language.when import chart, read_when
from tests.test_architecture import modules

LONGEST = 4_090  # characters of a message
MOST = 25_000  # characters that all readers together may write plainly for one message
HOSTILE = {
    "a sign that stands for eighteen": "\ufdfa" * LONGEST,
    "marks alone": "a" + "\u0301" * (LONGEST - 1),
    "sharp letters": "\u00df" * LONGEST,
    "punctuation between two letters": "a" + "!" * (LONGEST - 2) + "b",
    "days": "monday " * (LONGEST // 7),
}


class Watched:
    """Writes texts in a normal form, and counts what came in and out."""

    def __init__(self) -> None:
        self.characters = 0

    def normalize(self, form: str, text: str) -> str:
        written = unicodedata.normalize(form, text)
        self.characters += max(len(text), len(written))
        return written


@pytest.fixture
def watched(monkeypatch) -> Watched:
    watched = Watched()
    monkeypatch.setattr(signs, "unicodedata", watched)
    return watched


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_long_message_is_as_little_work_as_a_short_one(house, alice, watched, text):
    places = ("/help", "/checkup", "shop", "/settings zone", "/weekly", "/business add", "/delete", "/ask")
    for place in places:
        await alice.says(place)
        watched.characters = 0
        await alice.says(text)
        assert watched.characters <= MOST, f"after {place}"


def test_texts_are_brought_to_a_normal_form_in_one_place():
    found = [name for name, path in modules("bot") if "unicodedata.normalize" in path.read_text(encoding="utf-8")]
    assert found == ["bot.language.signs", "bot.pictures.lettering"]  # a picture's NFC makes no text much longer


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_read_is_never_longer_than_what_is_looked_at(text):
    assert len(signs.normal(text, 100)) <= 100
    assert len(match.fold(text)) <= 2 * match.LONGEST  # in small letters one may be two
    short = catalogue("en").reading.short
    assert len(words_of.plain(text, short)) <= 4 * words_of.LONGEST_TEXT  # with contractions written out


def test_short_texts_come_out_as_unicode_has_them():
    for text in ("café", "cafe\u0301", "\uff21\uff22", "\u2460 of 10", "Straße", "\ufb01ne"):
        for form in ("NFKC", "NFKD"):
            assert signs.normal(text, 100, form) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("text", ["a\n" * 2_000, "1 " * 2_000, "20 to 9 past " * 300, "half " * 900, "monday a " * 400])
def test_a_day_and_a_time_are_looked_for_in_few_stretches(monkeypatch, text):
    looked_at = []
    edge = chart.Edge
    monkeypatch.setattr(chart, "Edge", lambda *fields: looked_at.append(fields) or edge(*fields))
    read_when(text)
    assert len(looked_at) <= 500
    assert read_when("fridays around half past nine please").days == (4,)
