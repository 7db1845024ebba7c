"""The laws drawn through the fixed points, against quantiles made with SciPy 1.17."""

import numpy as np
import pytest

from bot.core.amount import Amount
from bot.diagnosis.draws import POINTS, Dimension, Source, points

LEVELS = (0.01, 0.1, 0.5, 0.9, 0.99)
GAMMA = {
    0.3: (1.5022e-07, 0.00032372, 0.073131, 0.88481, 2.6394),
    0.5: (7.8544e-05, 0.0078954, 0.22747, 1.3528, 3.3174),
    1.5: (0.057416, 0.29219, 1.183, 3.1257, 5.6724),
    3: (0.43605, 1.1021, 2.6741, 5.3223, 8.4059),
    8: (2.9061, 4.6561, 7.6692, 11.771, 16),
    30: (18.742, 23.229, 29.667, 37.199, 44.19),
    1000: (927.91, 959.69, 999.67, 1040.7, 1075),
}
BETA = {
    (0.9, 2.7): (0.0022, 0.0287, 0.2014, 0.5510, 0.8068),
    (1.8, 3.34): (0.0284, 0.1097, 0.3295, 0.6226, 0.8192),
    (1.4, 0.6): (0.0573, 0.2840, 0.7728, 0.9853, 0.9997),
    (9, 42): (0.0736, 0.1116, 0.1722, 0.2469, 0.3161),
    (3.6, 1.4): (0.2341, 0.4558, 0.7509, 0.9362, 0.9884),
    (1000, 9000): (0.0931, 0.0962, 0.1000, 0.1039, 0.1071),
    (2, 98): (0.0015, 0.0054, 0.0169, 0.0387, 0.0652),
}


@pytest.mark.parametrize("shape", GAMMA)
def test_a_gamma_has_the_right_quantiles(shape):
    drawn = np.quantile(Source().gamma(Dimension.PEOPLE, shape), LEVELS)
    # Below a tenth of a person nobody looks.
    assert drawn[1:] == pytest.approx(np.array(GAMMA[shape][1:]), rel=0.08, abs=0.02)
    assert drawn[0] == pytest.approx(GAMMA[shape][0], rel=0.15, abs=0.02)


@pytest.mark.parametrize("shapes", BETA)
def test_a_beta_has_the_right_quantiles(shapes):
    drawn = np.quantile(Source().beta(Dimension.RATE, *shapes), LEVELS)
    assert drawn == pytest.approx(np.array(BETA[shapes]), abs=0.025)


def test_shapes_may_differ_from_draw_to_draw():
    shapes = np.linspace(0.5, 50, POINTS)
    drawn = Source().gamma(Dimension.PEOPLE, shapes)
    assert np.mean(drawn / shapes) == pytest.approx(1, abs=0.05)


def test_every_dimension_meets_every_slice_once():
    uniform = points().uniform
    assert all(np.array_equal(np.sort(row), (np.arange(POINTS) + 0.5) / POINTS) for row in uniform)


def test_dimensions_do_not_go_together():
    together = np.corrcoef(points().normal) - np.eye(len(points().normal))
    assert np.abs(together).max() < 0.08


def test_a_loose_number_is_drawn_within_its_looseness():
    source = Source()
    assert source.amount(Dimension.SAID_ROOM, Amount.exactly(31)) == 31
    between = source.amount(Dimension.SAID_ROOM, Amount.between(5, 15))
    assert between.min() >= 5
    assert between.max() <= 15
    about = source.amount(Dimension.SAID_ROOM, Amount(30, 23.2, 38.8, "lognormal"))
    assert np.quantile(about, [0.1, 0.9]) == pytest.approx([23.2, 38.8], rel=0.01)
