import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checkins.chance import beta_below, gamma_higher, negative_binomial_tails

shapes = st.floats(0.5, 500)


def binomial(count, size, share):
    return math.comb(size, count) * share**count * (1 - share) ** (size - count)


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0.01, 0.99))
def test_the_incomplete_beta_is_a_binomial_tail_for_whole_numbers(a, b, x):
    size = a + b - 1
    expected = sum(binomial(count, size, x) for count in range(a, size + 1))
    assert beta_below(x, a, b) == pytest.approx(expected, abs=1e-9)


@given(shapes, shapes, st.floats(0, 1))
def test_the_incomplete_beta_is_a_chance_and_has_two_sides(a, b, x):
    below = beta_below(x, a, b)
    assert -1e-9 <= below <= 1 + 1e-9
    assert below + beta_below(1 - x, b, a) == pytest.approx(1, abs=1e-8)


@pytest.mark.parametrize(("mean", "variance"), [(0.4, 0.41), (3, 3.6), (8, 12), (60, 285), (4000, 1_004_000)])
def test_the_tails_are_sums_of_the_negative_binomial(mean, variance):
    size, share = mean**2 / (variance - mean), mean / variance
    terms = [
        math.exp(
            math.lgamma(size + count) - math.lgamma(size) - math.lgamma(count + 1)
            + size * math.log(share) + count * math.log1p(-share)
        )
        for count in range(int(mean * 2) + 5)
    ]  # fmt: skip
    for count in (0, int(mean / 3), int(mean), int(mean * 2)):
        low, high = negative_binomial_tails(count, mean, variance)
        assert low == pytest.approx(sum(terms[: count + 1]), abs=1e-7)
        assert high == pytest.approx(1 - sum(terms[:count]), abs=1e-7)


@pytest.mark.parametrize(
    ("one", "other"), [((0.5, 1), (0.5, 1)), ((5, 1), (8, 2)), ((12.5, 8), (2.5, 4)), ((300, 4), (520, 8))]
)
def test_one_gamma_is_higher_as_often_as_in_draws(one, other):
    generator = np.random.default_rng(3)
    draws = generator.gamma(one[0], 1 / one[1], 200_000) > generator.gamma(other[0], 1 / other[1], 200_000)
    assert gamma_higher(*one, *other) == pytest.approx(draws.mean(), abs=0.005)
