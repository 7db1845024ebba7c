"""Crowds: figures fit their box, never overlap, and are as many as the numbers say."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.crowd import (
    BREADTH,
    MOST,
    PIXEL,
    STRIDE,
    Box,
    fly,
    height_for,
    letter_width,
    people_per_figure,
    stand,
    whole_figures,
)
from bot.pictures.door import STREET, TILL

BOX = Box(520, 752, 236, 320)


@pytest.mark.parametrize(
    ("people", "unit"),
    [(0, 1), (1, 1), (50, 1), (50.4, 2), (51, 2), (100, 2), (101, 5), (251, 10), (100_000, 2000)],
)
def test_one_figure_stands_for_a_round_number_of_people(people, unit):
    assert people_per_figure(people) == unit


@pytest.mark.parametrize(
    ("people", "unit", "figures"),
    [(0, 1, 0), (0.04, 1, 1), (0.5, 1, 1), (1.25, 1, 1), (2.96, 1, 3), (12.5, 1, 13), (3, 50, 1), (75, 50, 2)],
)
def test_people_become_figures_and_somebody_is_never_nobody(people, unit, figures):
    assert whole_figures(people, unit) == figures


@given(st.floats(0, 100_000))
def test_a_crowd_never_has_more_figures_than_can_be_read(people):
    unit = people_per_figure(people)
    figures = whole_figures(people, unit)
    assert figures <= MOST
    assert isclose(figures * unit, people, abs_tol=max(unit, 1) / 2 + 0.5 if people >= unit / 2 else unit)


@given(st.integers(1, 90), st.sampled_from([BOX, STREET, TILL]))
def test_figures_stay_in_their_box_and_apart(figures, box):
    height = height_for(figures, box)
    spots = stand(figures, height, box)
    assert len(set(spots)) == figures
    reach = height * BREADTH / 2
    for x, y in spots:
        assert x - reach >= box.x - 0.1
        assert x + reach <= box.x + box.width + 0.1
        assert y <= box.ground
        assert y - height >= box.ground - box.height - 0.1
    for n, (x, y) in enumerate(spots):
        for other_x, other_y in spots[n + 1 :]:
            assert abs(x - other_x) >= height * BREADTH - 0.2 or abs(y - other_y) >= height * STRIDE - 0.2


@given(st.integers(1, 90))
def test_all_figures_begin_on_a_pixel_and_so_have_the_same_edges(figures):
    height = height_for(figures, BOX)
    for x, y in stand(figures, height, BOX):
        for edge in (x - height * BREADTH / 2, y):
            assert isclose(edge / PIXEL, round(edge / PIXEL), abs_tol=0.02)


@given(st.integers(1, MOST))
def test_letters_stay_in_their_lane(letters):
    lane = Box(36, 412, 348, 104)
    width = letter_width(letters, lane)
    placed = fly(letters, width, lane)
    assert len({(one.x, one.y) for one in placed}) == letters
    for one in placed:
        assert one.x >= lane.x - 0.1
        assert one.x + width <= lane.x + lane.width
        assert one.y >= lane.ground - lane.height - 0.1
        assert one.y + 0.74 * width <= lane.ground + 0.1
