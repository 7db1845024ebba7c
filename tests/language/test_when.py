from collections import Counter
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.when import When, read_when
from bot.language.when.reader import read_by
from bot.language.when.vocabulary import words_of
from tests.language.when_grid import OPEN, SEALED_SEED, Outcome, compose, compose_misspelt, outcome, phrases


def only(found):
    return found[0] if len(found) == 1 else None


def read_weekday(text, **language):
    return only(read_when(text, **language).days)


def read_time(text, **language):
    return only(read_when(text, **language).times)


def read_weekday_and_time(text):
    return read_weekday(text), read_time(text)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9am", "09:00"),
        ("9 AM", "09:00"),
        ("9 a.m.", "09:00"),
        ("9pm", "21:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12:30 a.m.", "00:30"),
        ("9:30", "09:30"),
        ("09:30", "09:30"),
        ("9.30", "09:30"),
        ("９:30", "09:30"),
        ("0930", "09:30"),
        ("1730", "17:30"),
        ("half past 9", "09:30"),
        ("half nine", "09:30"),
        ("quarter to 10", "09:45"),
        ("quarter past 7 pm", "19:15"),
        ("10 to 9", "08:50"),
        ("20 past 8", "08:20"),
        ("18h", "18:00"),
        ("18h30", "18:30"),
        ("18 Uhr", "18:00"),
        ("9 o'clock", "09:00"),
        ("9", "09:00"),
        ("ten", "10:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("24:00", "00:00"),
        ("quarter to 0", "23:45"),
        ("at 8 pm please", "20:00"),
        ("around 9", "09:00"),
        ("7 in the evening", "19:00"),
        ("morning", "09:00"),
        ("in the evening", "18:00"),
        ("21:00", "21:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_is_read_as_it_is_said(typed, at):
    assert read_time(typed) == time.fromisoformat(at)


@pytest.mark.parametrize(
    "typed", ["", " ", "abc", "25", "9:75", "-3", "0am", "24:30", "later", "9:5", "🙂", "?", "9 9", "half"]
)
def test_what_is_no_time_is_none(typed):
    assert read_time(typed) is None


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_time_that_is_shown_can_be_typed(at):
    assert read_time(at.strftime("%H:%M")) == at
    assert read_time(at.strftime("%I:%M %p")) == at
    assert read_time(at.strftime("%I:%M%p").lower()) == at


@pytest.mark.parametrize(
    ("typed", "day"),
    [("fri", 4), ("Friday", 4), ("mondays", 0), ("on monday", 0), ("Every Friday", 4), ("tuseday", 1),
     ("wendesday", 2), ("thurs", 3), ("sat", 5), ("Sunday evening", 6), ("Mon.", 0), ("MONDAY!", 0)],
)  # fmt: skip
def test_a_weekday_is_read_from_its_name_short_or_misspelt(typed, day):
    assert read_weekday(typed) == day


@pytest.mark.parametrize("typed", ["", "abc", "5", "tomorrow", "some day", "sunny", "weekend", "month", "🙂"])
def test_what_is_no_weekday_is_none(typed):
    assert read_weekday(typed) is None


def test_weekdays_are_known_in_the_owners_language_too():
    assert read_weekday("Montag", language="de") == 0
    assert read_weekday("lundi", language="fr") == 0
    assert read_weekday("понедельник", language="ru") == 0
    assert read_weekday("Friday", language="de") == 4


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [("fri 9am", 4, "09:00"), ("Sunday evening", 6, "18:00"), ("monday at half past 8", 0, "08:30"), ("9", None, "09:00"),
     ("friday", 4, None), ("9:30 on tuesdays", 1, "09:30"), ("Mon, 9:00", 0, "09:00"), ("abc", None, None),
     ("every sunday at 6 in the evening", 6, "18:00"), ("", None, None)],
)  # fmt: skip
def test_a_day_and_a_time_are_read_from_one_answer(typed, day, at):
    assert read_weekday_and_time(typed) == (day, at and time.fromisoformat(at))


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [("tues, sorry thursday 9am", 3, "09:00"), ("mon no tue 9am", 1, "09:00"), ("monday at 10, actually tuesday at 10", 1, "10:00"),
     ("friday 8am no wait 9am", 4, "09:00"), ("thurs 6pm, wait 7", 3, "19:00"), ("mon 9 scratch that tues 10", 1, "10:00"),
     ("sunday evening 7pm... make it 8pm", 6, "20:00"), ("i said monday i meant tuesday 9am", 1, "09:00")],
)  # fmt: skip
def test_what_is_said_last_of_a_day_or_a_time_is_meant(typed, day, at):
    assert read_weekday_and_time(typed) == (day, time.fromisoformat(at))


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [("not monday, wednesday at 9", 2, "09:00"), ("wednesday at 9, not tuesday", 2, "09:00"), ("not mon or tue, thurs 9am", 3, "09:00"),
     ("anything but monday. thursday 10am", 3, "10:00"), ("dont do mondays, weds at 6pm is good", 2, "18:00"),
     ("never on a sunday, saturday at noon", 5, "12:00"), ("not monday at 9", None, None), ("monday, not before 9", None, None)],
)  # fmt: skip
def test_a_day_that_is_denied_is_not_the_one_beside_it(typed, day, at):
    assert read_weekday_and_time(typed) == (day, at and time.fromisoformat(at))


@pytest.mark.parametrize(
    ("language", "typed", "day", "hour"),
    [("es", "lunes a las 9, perdón martes", 1, 9), ("es", "el lunes no, el miércoles a las 9", 2, 9),
     ("pt-BR", "terça, desculpa quinta às 10", 3, 10), ("pt-BR", "segunda nao, quarta as 9", 2, 9), ("ru", "вторник, ой четверг в 9", 3, 9),
     ("ru", "не понедельник, среда в 9", 2, 9), ("id", "selasa eh maaf kamis jam 9", 3, 9), ("id", "bukan senin, rabu jam 9 pagi", 2, 9),
     ("hi", "mangalvar sorry guruvar 9 baje", 3, 9), ("hi", "सोमवार नहीं बुधवार को 9 बजे", 2, 9)],
)  # fmt: skip
def test_second_thoughts_are_read_in_every_language(language, typed, day, hour):
    assert read_when(typed, language=language) == When((day,), (time(hour),))


@given(st.text(max_size=150))
def test_no_text_breaks_the_reading(text):
    day, at = read_weekday_and_time(text)
    assert day is None or 0 <= day <= 6
    assert at is None or at.second == 0


def shares(said):
    outcomes = Counter(outcome(one, read_when(one.text)) for one in said)
    return {name: outcomes[name] / outcomes.total() for name in Outcome.__args__}


@pytest.mark.parametrize(("seed", "part"), [(OPEN, "open"), (SEALED_SEED, "sealed")])
def test_composed_texts_are_read_or_asked_about(seed, part):
    found = shares(compose(2_000, seed, part=part))
    assert found["right"] >= 0.98
    assert found["wrong"] <= 0.005


@pytest.mark.parametrize("seed", [OPEN, SEALED_SEED])
def test_a_misspelt_weekday_is_read_or_asked_about(seed):
    found = shares(compose_misspelt(1_000, seed))
    assert found["right"] >= 0.98
    assert found["wrong"] <= 0.005


@pytest.mark.parametrize("said", list(phrases()), ids=lambda said: said.text)
def test_an_owners_phrase_is_read(said):
    assert outcome(said, read_when(said.text)) == "right", read_when(said.text)


@pytest.mark.parametrize(
    ("typed", "times"),
    [("monday 9-10", ["09:00", "10:00"]), ("9 or 11 on fridays", ["09:00", "11:00"]), ("tuesday 3", ["03:00", "15:00"]),
     ("between 3 and 5 pm friday", ["15:00", "17:00"]), ("quarter to 7", ["06:45", "18:45"]), ("03:00", ["03:00"])],
)  # fmt: skip
def test_what_may_be_either_of_two_times_is_both(typed, times):
    assert [f"{at:%H:%M}" for at in read_when(typed).times] == times


@pytest.mark.parametrize(
    ("typed", "days"), [("mon or thu", (0, 3)), ("tursday", (1, 3)), ("monday to friday", (0, 4)), ("we open at 9", ())]
)
def test_what_may_be_either_of_two_days_is_both(typed, days):
    assert set(read_when(typed).days) == set(days)


def test_other_languages_need_other_words_and_no_other_grammar():
    table = {
        "days": {"names": [["пн", "понедельник", "понедельникам"], ["вт"], ["ср"], ["чт"], ["пт"], ["сб"], ["вс"]], "no_typos": []},
        "numbers": {"девять": 9, "десять": 10, "десяти": 10, "десятого": 10, "nueve": 9, "नौ": 9},
        "clock": {
            "hour": ["часов", "बजे"], "parting": [":"], "before": {"половина": -30, "साढ़े": 30}, "after": {"y media": 30},
            "past": [], "to": [], "surely_to": [], "plus": ["y"], "minus": ["menos"], "short_of": ["без"], "zero": [],
            "am": [], "pm": [],
        },
        "part": [{"words": ["вечера", "de la tarde"], "from": 12, "until": 24, "at": "18:00"}],
        "times": {}, "around": {"fillers": ["в", "по", "a", "las"], "or": [], "refusals": [], "denials": []},
    }  # fmt: skip
    words = words_of(table, "ru")
    for typed, at in [
        ("в пн без десяти девять", "08:50"), ("половина десятого вечера, по понедельникам", "21:30"),
        ("понедельник девять часов", "09:00"), ("пн a las nueve y media de la tarde", "21:30"), ("пн nueve menos 10", "08:50"),
        ("साढ़े नौ बजे пн", "09:30"), ("понедельнк nueve y 10", "09:10"),
    ]:  # fmt: skip
        assert read_by(words, typed) == When((0,), (time.fromisoformat(at),)), typed


@pytest.mark.parametrize(
    ("typed", "at", "language"),
    [
        ("sunday 6 evning", "18:00", "en"),
        ("weds 5 aftrnoon", "17:00", "en"),
        ("tuesday 5 in the mornng", "05:00", "en"),
        ("sunday 9 nite", "21:00", "en"),
        ("sat 8 when the kids are in bed", "20:00", "en"),
        ("monday 6 before the shop opens", "06:00", "en"),
        ("friday 5 after closing", "17:00", "en"),
        ("wednesday 6.30 after dinner", "18:30", "en"),
        ("thurs 1 lunch", "13:00", "en"),
        ("thursday 2 after lunch", "14:00", "en"),
        ("wed at 17:30 when we close", "17:30", "en"),
        ("lunes a las 5 al cerrar", "17:00", "es"),
        ("domingo 6 de la tadre", "18:00", "es"),
        ("sexta as 6 antes de abrir", "06:00", "pt-BR"),
        ("пятница в 6 после ужина", "18:00", "ru"),
        ("jumat jam 6 sebelum toko buka", "06:00", "id"),
        ("somvar 6 baje dukan band karke", "18:00", "hi"),
    ],
)
def test_what_is_said_beside_an_hour_tells_which_half_of_the_day_is_meant(typed, at, language):
    assert read_when(typed, language=language).times == (time.fromisoformat(at),)


@pytest.mark.parametrize("typed", ["friday at 4", "monday 3", "tue 6"])
def test_an_hour_that_may_be_in_either_half_is_both(typed):
    assert len(read_when(typed).times) == 2


@pytest.mark.parametrize("typed", ["we open at 9", "we close at 5", "our opening hours"])
def test_when_a_shop_opens_is_no_time_of_the_question(typed):
    assert read_when(typed).times == ()
