import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.amount import Amount
from bot.core.week_numbers import FIELDS, WeekNumbers, completed, mismatch, uncontradicted
from bot.language.week_line import Problem, read_week

IN_WORDS = {"ten": 10, "three": 3, "one": 1, "twenty": 20, "twenty five": 25, "five": 5, "a dozen": 12, "dozen": 12,
            "a": 1, "a hundred": 100, "a hundred and twenty": 120, "a couple": 2}  # fmt: skip


def read_number(text):
    """Read about as much as the real reader of numbers does."""
    text = re.sub(r"^(about |around |~)", "", text)
    if text in IN_WORDS:
        return Amount.exactly(IN_WORDS[text])
    if re.fullmatch(r"\d{1,9}|\d{1,3}([ ,]\d{3})+", text, re.ASCII):
        return Amount.exactly(float(re.sub("[ ,]", "", text)))
    if found := re.fullmatch(r"(\d{1,9})(?:-| to )(\d{1,9})", text, re.ASCII):
        return Amount.between(float(found[1]), float(found[2]))
    return None


def read(text, **more):
    week = read_week(text, read_number, **more)
    if isinstance(week, Problem):
        return week
    return [given.value if isinstance(given, Amount) else given for given in map(week.of, FIELDS)]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("5 4 2 1", [5, 4, 2, 1]),
        ("12 10 3 1", [12, 10, 3, 1]),
        ("12 10 3 1!", [12, 10, 3, 1]),
        ("12, 10, 3", [12, 10, 3, None]),
        ("12,10,3,1", [12, 10, 3, 1]),
        ("12; 10; 3; 1", [12, 10, 3, 1]),
        ("12/10/3/1", [12, 10, 3, 1]),
        ("12-10-3-1", [12, 10, 3, 1]),
        ("12 - 10 - 3 - 1", [12, 10, 3, 1]),
        ("12\n10\n3\n1", [12, 10, 3, 1]),
        ("last week: 12 10 3 1", [12, 10, 3, 1]),
        ("0 0 0 0", [0, 0, 0, 0]),
        ("none none none none", [0, 0, 0, 0]),
        ("12 10", [12, 10, None, None]),
    ],
)
def test_numbers_in_a_row_are_the_questions_in_their_order(typed, numbers):
    assert read(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("about 30, 20, a dozen, 1", [30, 20, 12, 1]),
        ("about 30 20 10 1", [30, 20, 10, 1]),
        ("10-15 8 2 0", [12.5, 8, 2, 0]),
        ("5 to 10 4 2 1", [7.5, 4, 2, 1]),
        ("1,200 900 30 2", [1200, 900, 30, 2]),
        ("1 200 900 30 2", [1200, 900, 30, 2]),
        ("1 200 10 3", [1200, 10, 3, None]),
        ("1 200, 10, 3", [1200, 10, 3, None]),
        ("300,200,100", [300, 200, 100, None]),
        ("twenty five ten three one", [25, 10, 3, 1]),
        ("a dozen ten three one", [12, 10, 3, 1]),
    ],
)
def test_a_number_of_several_words_stays_one_number(typed, numbers):
    assert read(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("12 people, 3 bought", [12, None, 3, None]),
        ("12 people 10 talked 3 customers 1 order", [12, 10, 3, 1]),
        ("people: 12, talked: 10, customers: 3, orders: 1", [12, 10, 3, 1]),
        ("people 12 talked 10 customers 3", [12, 10, 3, None]),
        ("12 people got in touch, I talked to 10 of them, 3 became customers and 1 ordered online", [12, 10, 3, 1]),
        ("12 calls, 10 answered, 3 sales", [12, 10, 3, None]),
        ("12 enquiries, spoke to 8, 2 jobs", [12, 8, 2, None]),
        ("3 customers, 12 people", [12, None, 3, None]),
        ("12 people talked to 10 won 3", [12, 10, 3, None]),
        ("12 people got in touch 10 talked to 3 people bought", [12, 10, 3, None]),
        ("people 12 bought 3", [12, None, 3, None]),
        ("3 people bought 1 ordered", [None, None, 3, 1]),
        ("12 people", [12, None, None, None]),
        ("3 people bought", [None, None, 3, None]),
        ("a hundred and twenty people", [120, None, None, None]),
        ("12 people, 10, 3 bought", [12, 10, 3, None]),
        ("no orders, 12 people", [12, None, None, 0]),
        ("nobody bought", [None, None, 0, None]),
        ("12 walk-ins, none ordered without talking", [12, None, None, 0]),
    ],
)
def test_a_named_number_goes_where_its_name_says(typed, numbers):
    assert read(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("12 ? 3 1", [12, "unknown", 3, 1]),
        ("12 don't know 3 1", [12, "unknown", 3, 1]),
        ("12 dont know 3 1", [12, "unknown", 3, 1]),
        ("12, no idea, 3", [12, "unknown", 3, None]),
        ("12 skip 3 1", [12, "skipped", 3, 1]),
        ("12 - 3 1", [12, "skipped", 3, 1]),
        ("12 people, talked: ?, 3 customers", [12, "unknown", 3, None]),
        ("? ? ? ?", ["unknown"] * 4),
    ],
)
def test_what_is_not_known_or_left_out_is_not_zero(typed, numbers):
    assert read(typed) == numbers


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem("nothing")),
        (" ,; ", Problem("nothing")),
        ("people", Problem("nothing")),
        ("12", Problem("one_number")),
        ("about 30", Problem("one_number")),
        ("a dozen", Problem("one_number")),
        ("I don't know", Problem("one_number")),
        ("12 10 3 1 5", Problem("too_many")),
        ("hi", Problem("word", "hi")),
        ("-3 2 1", Problem("word", "-3")),
        ("12 10 three 1 potato", Problem("word", "potato")),
        ("we sent 200 letters and got 3 calls", Problem("word", "sent")),
        ("is a flyer marketing or sales?", Problem("word", "is")),
        ("12 people 5 people", Problem("twice", "people")),
        ("Same as usual!", Problem("as_usual")),
        ("the same as last week", Problem("as_usual")),
    ],
)
def test_what_is_no_week_is_said_and_not_guessed(typed, problem):
    assert read(typed) == problem


def test_a_reader_that_passes_over_words_does_not_turn_a_remark_into_figures():
    def lenient(text):
        found = re.findall(r"\d+", text, re.ASCII)
        return Amount.exactly(float(found[0])) if found and len(set(found)) == 1 else None

    for remark, word in [
        ("I called 20 and 3 bought", "called"),
        ("we have 12 shops", "shops"),
        ("12 12 staff 3", "staff"),
    ]:
        assert read_week(remark, lenient) == Problem("word", word)
    assert read_week("about 12, just 3", lenient) == WeekNumbers(Amount.exactly(12), Amount.exactly(3))


def test_the_numbers_asked_for_may_be_fewer():
    assert read("12 10 3", asked=("people", "talked", "customers")) == [12, 10, 3, None]
    assert read("12 10 3 1", asked=("people", "talked", "customers")) == Problem("too_many")
    assert read("40 3", asked=("people", "orders")) == [40, None, None, 3]


counts = st.lists(st.integers(0, 100_000), min_size=2, max_size=4)


@given(counts, st.sampled_from([", ", "; ", "\n", " / "]))
def test_plain_numbers_with_signs_between_them_come_back_as_they_went_in(numbers, between):
    assert read(between.join(map(str, numbers))) == [*numbers, *[None] * (4 - len(numbers))]


@given(counts.map(lambda numbers: sorted(numbers, reverse=True)))
def test_plain_numbers_that_fit_each_other_need_no_signs_between_them(numbers):
    assert read(" ".join(map(str, numbers))) == [*numbers, *[None] * (4 - len(numbers))]


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text):
    assert isinstance(read_week(text, read_number), WeekNumbers | Problem)


@given(
    st.lists(
        st.sampled_from(["12", "a", "dozen", "people", ",", "?", "-", "no", "bought", "and", "1,200", "/"]), max_size=45
    )
)
def test_no_heap_of_known_words_breaks_the_reading(words):
    assert isinstance(read_week(" ".join(words), read_number), WeekNumbers | Problem)


@pytest.mark.unmeasured
@pytest.mark.parametrize("text", ["one " * 49, "a " * 39, "1 " * 39, "12 people " * 20, "9" * 100_000, "?" * 100_000])
def test_a_long_line_costs_little(text):
    read_week("5 4 2 1", read_number)
    took = []
    for _ in range(3):  # the quickest counts: garbage of other tests may be collected meanwhile
        started = time.process_time()
        assert isinstance(read_week(text, read_number), Problem)
        took.append(time.process_time() - started)
    assert min(took) < 0.05


def test_more_going_through_a_door_than_stood_before_it_is_named():
    assert mismatch(read_week("12 15 3 1", read_number)) == ("talked", "people")
    assert mismatch(read_week("12 10 11 1", read_number)) == ("customers", "talked")
    assert mismatch(read_week("12 ? 13 1", read_number)) == ("customers", "people")
    assert mismatch(read_week("12 10 3 20", read_number)) is None
    assert mismatch(read_week("12 8-16 13 1", read_number)) == ("customers", "talked")
    assert mismatch(read_week("12 8-16 12 1", read_number)) is None
    assert mismatch(WeekNumbers()) is None


def test_what_a_week_does_not_tell_stays_as_it_was_told_before_unless_it_cannot_be():
    told = read_week("12 10 3 1", read_number)
    assert completed(read_week("13 people, ? talked", read_number), told) == read_week("13 ? 3 1", read_number)
    assert completed(read_week("5 people, 4 bought", read_number), told) == read_week(
        "5 people, 4 bought, 1 order", read_number
    )
    assert completed(told, None) == completed(told, WeekNumbers()) == told
    assert uncontradicted(read_week("5 10 8 1", read_number)) == read_week("5 people, 1 order", read_number)
