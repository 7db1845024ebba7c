"""Several numbers in one answer, of which the words say what each is, typed to the whole bot in every language."""

from itertools import groupby
from pathlib import Path

import pytest

from bot.language.listening.counted import CountQuestion, CountRead, Doubt
from bot.language.listening.made_of import made_of
from bot.language.listening.said_numbers import said_numbers
from bot.language.templates import languages
from tests.amounts.score import STATES, Line, play, result
from tests.every import every

pytestmark = [pytest.mark.long, pytest.mark.unmeasured]  # it reaches what others reach

TABLE = Path(__file__).with_name("made.tsv")
ROWS = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]


def is_taken(language: str, state: str, text: str, expected: str) -> None:
    line = Line(STATES.get(state, state), text.replace("\\n", "\n"), expected)
    assert result(line, language) == "right", play(line.text, line.state, language).answers


@pytest.mark.parametrize("language", sorted({row[0] for row in ROWS}))
def test_the_number_that_several_make_is_taken(language):
    every((row for row in ROWS if row[0] == language), is_taken)


SEVERAL = Path(__file__).with_name("several.tsv")
OF_SEVERAL = [row.split("\t") for row in SEVERAL.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]


def test_several_numbers_in_english_are_taken_or_asked_about():
    every((("en", *row) for row in OF_SEVERAL), is_taken)


def test_every_kind_is_read_in_every_language():
    rows = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    kinds = [list(lines) for remark, lines in groupby(rows, key=lambda row: row[:1] == "#") if not remark]
    assert all({row.partition("\t")[0] for row in lines} == set(languages()) for lines in kinds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8 never answered and 4 I forgot", (["never", "answered"], ["and", "i", "forgot"])),
        ("used to be 50, now 20", (["used", "to", "be"], ["now"])),
        ("before 60 now 25", (["before"], ["now"])),
        ("30 on the phone, the rest vanished", (["on", "the", "phone"],)),
    ],
)
def test_each_number_has_the_words_that_are_said_of_it(text, words):
    numbers = said_numbers(text, "en").numbers
    assert tuple([word.text for word in (*one.before, *one.behind)] for one in numbers) == words


@pytest.mark.parametrize(
    "text",
    [
        "10 or was it maybe 15",
        "60 seen it, 20 liked it",
        "12 rang, 8 talked, 5 bought",
        "about 50 reached out, 20 by email",
        "40 last month, 12 this week",
        "3 more than last week, that was 8",
    ],
)
def test_numbers_of_which_nothing_is_said_make_none(text):
    assert made_of(text, CountQuestion("people", "q:people", "en")) is None


def test_money_where_people_are_counted_is_asked_about():
    assert isinstance(made_of("I turned over 4000", CountQuestion("customers", "q:customers", "en")), Doubt)
    assert made_of("I want 12 more", CountQuestion("wanted", "q:wanted", "en")) is None


def test_a_week_s_numbers_are_left_to_their_own_reader():
    question = CountQuestion("people", "q:people", "en")
    assert isinstance(made_of("80 messages but 28 people", question), CountRead)
    assert made_of("80 messages but 28 people", CountQuestion("people", "weekly", "en")) is None
