"""Stretches of time by their season or their months, and numbers that are said once more and better."""

import pytest

from bot.core.amount import Amount
from bot.language.listening.answer import read_count
from bot.language.listening.counted import CountQuestion, CountRead
from bot.language.listening.spans import find_spans

NAMED = {
    "jan to march: 55": ("month", 3, None),
    "may-september 1400": ("month", 5, None),
    "may through september about 1400": ("month", 5, None),
    "from easter to october we had 420": ("month", 7, None),
    "55 between january and march": ("month", 3, None),
    "in june, july and august we had 210": ("month", 3, None),
    "35 over the whole summer": ("month", 3, None),
    "those summer months brought about 300": ("month", 3, None),
    "last winter 60": ("month", 3, None),
    "1400 over the season, may to september": ("month", 5, None),
    "20 since summer": ("month", 1, 9),
    "since christmas 40": ("month", 1, 12),
    "since we opened in april, 140": ("month", 1, 4),
    "during the school year about 90": ("year", 1, None),
}
UNCLEAR = ("the whole of last season 900", "this season 80", "1400 over the season", "since last summer 20")
NONE = ("12, it's quieter than in summer", "12, unlike last summer", "the summer camp had 30", "in a good season 400")

ANEW = {
    "in the last 3 months I'd say 60 odd calls, no tell a lie that includes the suppliers, more like 45 enquiries": (
        45,
        3,
    ),
    "40 last month, no hang on, that's with the suppliers, 32": (32, 1),
    "about 22 i thnk. mabye 24. say 22": (22, None),
    "12 or so? more like 15 actually": (15, None),
    "maybe 30, maybe 35, call it 32": (32, None),
    "50 odd, scratch that, 35": (35, None),
}
TWO_THINGS = {"30 calls, say 25 emails": 55, "say 30 rang, say 25 wrote": 55, "60 rang, wait, 45 of them were spam": 15}


def _read(text: str) -> CountRead:
    told = read_count(text, CountQuestion("people", "q:people", "en"))
    assert isinstance(told, CountRead)
    return told


@pytest.mark.parametrize("text", NAMED)
def test_a_season_and_its_months_are_stretches_of_time(text: str) -> None:
    (span,) = find_spans(text, "en")
    assert (span.unit, span.count, span.since) == NAMED[text]
    assert not span.unclear


@pytest.mark.parametrize("text", UNCLEAR)
def test_how_long_a_season_is_must_be_asked(text: str) -> None:
    (span,) = find_spans(text, "en")
    assert span.unclear


@pytest.mark.parametrize("text", NONE)
def test_a_season_beside_a_number_is_not_always_its_time(text: str) -> None:
    assert find_spans(text, "en") == []


@pytest.mark.parametrize("text", ANEW)
def test_a_number_that_is_said_better_keeps_its_time(text: str) -> None:
    told, (value, months) = _read(text), ANEW[text]
    assert told.amount.value == value
    assert (told.span and told.span.count) == months


@pytest.mark.parametrize("text", TWO_THINGS)
def test_two_things_are_no_number_said_better(text: str) -> None:
    assert round(_read(text).amount.value) == TWO_THINGS[text]


PARTS = {
    "1400 people came from May to September, July and Aug being about 900 of that": (1400, 5),
    "210 enquiries last year, 120 of those in spring": (210, 1),
    "80 calls in the quarter, 50 of that in October": (80, 1),
    "Sept 14 demo requests, Oct 19, Nov 11": (44, 3),
    "we had 12 in May and 18 in June": (30, 2),
    "26, so that is three months": (26, 3),
}


@pytest.mark.parametrize("text", PARTS)
def test_a_part_in_some_month_is_no_other_answer_and_a_row_of_months_is_one(text: str) -> None:
    told, (value, count) = _read(text), PARTS[text]
    assert (told.amount.value, told.span and told.span.count) == (value, count)


TALKED_OF_ALL = {
    "All of them. I had the call with 19; one sent only an email": 19,
    "I answered all of them eventually, but properly talked, on the phone, with maybe 9.": 9,
    "I answered all 20! but only maybe 6 wrote back and I zoomed with 4 of them": 4,
    "Everyone got a reply. A proper conversation? 11.": 11,
    "All of them. 19 on the phone, one by text": 20,
    "talked at length with all of them, 9 from the website": 20,
}


@pytest.mark.parametrize("text", TALKED_OF_ALL)
def test_fewer_were_talked_with_than_were_answered(text: str) -> None:
    told = read_count(text, CountQuestion("talked", "q:talked", "en", of=Amount.exactly(20)))
    assert isinstance(told, CountRead)
    assert told.amount.value == TALKED_OF_ALL[text]
