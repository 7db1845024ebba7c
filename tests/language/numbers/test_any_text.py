"""Whatever is typed, one of the four readings comes back, and fast."""

import subprocess
import sys
from math import isfinite
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.amount import Amount
from bot.language.numbers import Ambiguous, Invalid, Kind, Reason, Understood, Unknown, read
from bot.language.numbers.vocabulary import vocabulary
from bot.language.templates import words

KINDS = st.sampled_from(get_args(Kind))
PHRASES = sorted(" ".join(phrase) for phrase in vocabulary("en").phrases)
SCRAPS = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(
        [".", ",", "-", "/", "+", "?", " ", "(", ")", "'", "½", "\u200f", "\x00", "🎉", "e", "k", "%", "$", "th"]
    ),
    st.integers(0, 2_000_000).map(str),
    st.sampled_from(["1,200", "1.200", "3,2", "0,5", "1.250,00", "two", "hundred", "and", "a", "fifth", "nan", "1e9"]),
    st.text(max_size=4),
)
TYPED = st.lists(SCRAPS, max_size=12).flatmap(
    lambda scraps: st.sampled_from(["", " "]).map(lambda gap: gap.join(scraps))
)


def check(text: str, kind: Kind, of: Amount | None = None, *, whole: bool = True, language: str = "en") -> None:
    reading = read(text, kind, of=of, whole=whole, language=language)
    match reading:
        case Understood(amount=amount):
            amounts = (amount,)
        case Ambiguous(readings=amounts):
            assert len(amounts) > 1
        case Unknown():
            return
        case Invalid(reason=reason):
            assert reason in get_args(Reason)
            return
    for amount in amounts:
        assert 0 <= amount.low <= amount.value <= amount.high
        assert isfinite(amount.high)
        assert amount.law == "exact" or amount.low < amount.high
        if kind == "share":
            assert amount.high <= 1


@given(text=st.one_of(st.text(), TYPED), kind=KINDS, of=st.sampled_from([None, 0, 10, 50]), whole=st.booleans())
@example(text="9" * 150, kind="money", of=None, whole=True)
@example(text="1e999", kind="money", of=None, whole=True)
@example(text="10000000000000000E0", kind="count", of=None, whole=False)
@example(text="1/0", kind="share", of=None, whole=True)
@example(text="all but 2", kind="share", of=0, whole=True)
@example(text="over 0%", kind="share", of=None, whole=True)
@example(text="100% or more", kind="share", of=None, whole=True)
@example(text="more than 90%", kind="count", of=10, whole=True)
@example(text="0-0", kind="count", of=None, whole=True)
@example(text="\ud800 12", kind="count", of=None, whole=True)
def test_any_text_gives_a_reading(text, kind, of, whole):
    check(text, kind, None if of is None else Amount.exactly(float(of)), whole=whole)


@given(text=TYPED, kind=KINDS, language=st.sampled_from(["de", "fr", "ru", "pt-BR", "xx", "", "../../etc", "hi"]))
def test_any_language_gives_a_reading(text, kind, language):
    check(text, kind, language=language)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9" * 100_000, "too_long"),
        ("12 " * 33_000, "too_long"),
        (" " * 100_000, "empty"),
        ("-" * 100_000, "too_long"),
        ("\x00\x01\x02", "empty"),
        ("\u200f\u200e\u202e", "empty"),
        ("\n\t\r", "empty"),
        ("1\x002", "two_numbers"),
        ("🎉" * 50, "emoji"),
        ("\ud83d", "emoji"),
        ("9" * 150, "too_large"),
        ("<b>12</b> & 13", "two_numbers"),
    ],
    ids=ascii,
)
def test_hostile_text_gets_its_own_reason(text, reason):
    assert read(text, "count") == Invalid(reason)


HEAVY = [
    "1 " * 100, "9 000" * 40, "- " * 100, "about " * 33, "5 to " * 40, "1/" * 100, "+1" * 100, "1,1" * 66, "a " * 100,
    "twenty " * 28, "between " * 25, "((((((" * 33, "0 0 0 0 0 " * 20, "x" * 200, "dont know " * 20, "two and " * 25, "1-2" * 66,
]  # fmt: skip


@pytest.mark.parametrize("text", HEAVY, ids=[text[:12] for text in HEAVY])
def test_the_longest_texts_are_read_in_a_few_steps(text):
    """The work is counted, not timed: a text twice as long must not take many times the steps."""
    steps = [_steps(text[: len(text) // 2]), _steps(text)]
    assert steps[1] < 40_000
    assert steps[1] <= 5 * steps[0] + 2_000


def _steps(text: str) -> int:
    read(text, "count")  # so that what is loaded once is not counted
    count = 0

    def trace(*_):
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text, "count")
    finally:
        sys.settrace(before)
    return count


def test_what_only_some_texts_need_is_not_loaded_at_start():
    script = (
        "import sys; from bot.language.numbers import read; read('12', 'count');"
        "print([name for name in ('text_to_num', 'babel', 'rapidfuzz', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_reason_has_its_own_sentence():
    sentences = {reason: words("en").label("numbers/invalid", reason) for reason in get_args(Reason)}
    assert words("en").blocks("numbers/invalid") == set(sentences)
    assert len(set(sentences.values())) == len(sentences)
    assert all(sentence.endswith((".", "?")) for sentence in sentences.values())
