"""A number is written as it was understood, and what is written reads back as the same."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core.amount import Amount
from bot.language.numbers import Understood, read
from bot.language.numbers.write import write
from tests.language.numbers.table import TABLE, options_of


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("31", "count", "31"),
        ("30", "count", "30"),
        ("exactly 30", "count", "exactly 30"),
        ("~30", "count", "about 30"),
        ("thirty or so", "count", "about 30"),
        ("1.2k", "count", "1,200"),
        ("1234", "count", "1,234"),
        ("10-15", "count", "10 to 15"),
        ("between five and ten", "count", "5 to 10"),
        ("<10", "count", "under 10"),
        ("30+", "count", "30 or more"),
        ("a couple", "count", "a couple"),
        ("a dozen", "count", "close to 12"),
        ("dozens", "count", "dozens"),
        ("none", "count", "0"),
        ("$2,500", "money", "$2,500"),
        ("€3,25", "money", "3.25 EUR"),
        ("around 5k usd", "money", "about $5,000"),
        ("₹50-60", "money", "₹50 to ₹60"),
        ("20%", "share", "1 in 5"),
        ("most", "share", "9 in 10"),
        ("37%", "share", "37%"),
        ("10-15%", "share", "10% to 15%"),
        ("all", "share", "all"),
        ("none", "share", "none"),
        ("5 a day", "count", "5 a day"),
    ],
)
def test_a_number_is_written_as_it_was_understood(text, kind, written):
    reading = read(text, kind)
    assert isinstance(reading, Understood)
    assert write(reading.amount, kind, currency=reading.currency, per=reading.per) == written


def test_a_share_of_a_known_number_is_written_as_counts():
    assert write(Amount.exactly(0.2), "share", of=10) == "2 of 10"


def reads_back(reading: Understood, kind: str, of: Amount | None = None) -> None:
    written = write(
        reading.amount,
        kind,
        currency=reading.currency,
        per=reading.per,
        of=of.value if of and kind == "share" else None,
    )
    again = read(written, kind, of=of if kind == "share" else None, whole=False)
    assert isinstance(again, Understood), written
    assert again.amount.law == reading.amount.law, written
    numbers = (reading.amount.value, reading.amount.low, reading.amount.high)
    assert (again.amount.value, again.amount.low, again.amount.high) == pytest.approx(numbers, rel=1e-3), written
    assert (again.per, again.currency) == (reading.per, reading.currency), written


def test_whatever_was_read_reads_back_when_written():
    for text, kind, status, _, _, options in TABLE:
        if status in {"exact", "loose"}:
            given_options, _ = options_of(options)
            reading = read(text, kind, **given_options)
            assert isinstance(reading, Understood), text
            reads_back(reading, kind, given_options.get("of"))


PHRASES = [
    "{}", "about {}", "{}+", "under {}", "{} a week", "exactly {}", "nearly {}", "{}-{}", "{} to {}", "{}k", "{} dozen",
    "at least {} at most {}", "a few", "several", "{} people", "maybe {}?", "{}.5 a day",
]  # fmt: skip


@given(phrase=st.sampled_from(PHRASES), low=st.integers(0, 990_000), high=st.integers(0, 990_000))
@example(phrase="{} to {}", low=0, high=5)
@example(phrase="{}+", low=1, high=1)
def test_any_count_reads_back_when_written(phrase, low, high):
    reading = read(phrase.format(low, high), "count")
    assume(isinstance(reading, Understood))
    reads_back(reading, "count")


@given(
    phrase=st.sampled_from(
        ["${}", "{} eur", "about {} pounds", "rs {}", "{}+ zł", "{}-{} chf", "under {}", "¥{}", "{} rmb"]
    ),
    low=st.integers(1, 10**9),
    cents=st.integers(0, 99),
    high=st.integers(1, 10**9),
)
def test_any_money_reads_back_when_written(phrase, low, cents, high):
    reading = read(phrase.format(f"{low}.{cents:02}", high), "money")
    assert isinstance(reading, Understood)
    reads_back(reading, "money")


@given(
    phrase=st.sampled_from(["{} of {}", "{}/{}", "about {} in {}"]), part=st.integers(0, 50), whole=st.integers(1, 50)
)
def test_any_share_reads_back_when_written(phrase, part, whole):
    assume(part <= whole)
    reading = read(phrase.format(part, whole), "share")
    assert isinstance(reading, Understood)
    written = write(reading.amount, "share")
    again = read(written, "share")
    assert isinstance(again, Understood), written
    assert again.amount.value == pytest.approx(reading.amount.value, abs=1e-4), written
