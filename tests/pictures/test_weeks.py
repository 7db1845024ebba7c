"""The weeks: gaps are gaps, what is usual needs eight weeks, and at most a year is shown."""

import re
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import gallery
import ruler

from bot.core.shown import ChangedLevel, Counts, Moved, ShownWeek, Weeks
from bot.language.templates import words
from bot.pictures.weeks import draw_weeks, usual_of, usual_range

WORDS = words("en")
MONDAY = date(2026, 9, 7)


def said(picture):
    return [text.what for text in ruler.texts(draw_weeks(picture, WORDS))]


def weeks_of(*counts, moved=None):
    return Weeks("Bob", tuple(ShownWeek(MONDAY + timedelta(weeks=n), one) for n, one in enumerate(counts)), moved)


def test_without_weeks_there_is_no_picture():
    with pytest.raises(ValueError, match="at least one"):
        Weeks("Bob", ())


@pytest.mark.parametrize(
    ("values", "usual"),
    [
        ([], None),
        ([5] * 7, None),
        ([5] * 8, (5, 5)),
        (range(1, 11), (1, 9)),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 1000], (0, 0)),
        (range(52), (5, 46)),
    ],
)
def test_what_is_usual_is_the_middle_eight_of_ten_weeks_and_needs_eight(values, usual):
    assert usual_range(list(values)) == usual


@given(st.lists(st.floats(0, 1e5), min_size=8, max_size=52))
def test_what_is_usual_are_numbers_of_the_owner_and_holds_eight_of_ten(values):
    low, high = usual_range(values)
    assert low in values
    assert high in values
    assert sum(low <= value <= high for value in values) >= 0.8 * len(values)


def test_missing_and_skipped_weeks_are_marked_each_in_its_own_way_and_never_zero():
    both = said(weeks_of(Counts(5, 4, 2), "missing", "skipped"))
    assert {"no numbers", "skipped"} <= set(both)
    assert "0" not in both
    assert "skipped" not in said(weeks_of(Counts(5, 4, 2), "missing"))


def test_a_week_of_nobody_is_zero_and_no_gap():
    zero = said(weeks_of(Counts(0, 0, 0)))
    assert zero.count("0") == 3
    assert "no numbers" not in zero


def test_a_special_week_is_marked_and_one_left_out_is_not_called_usual():
    steady = [ShownWeek(MONDAY + timedelta(weeks=n), Counts(5, 4, 2)) for n in range(9)]
    special = ShownWeek(MONDAY + timedelta(weeks=9), Counts(90, 4, 2), "fair week")
    assert "special" in said(Weeks("Bob", (*steady, special)))
    assert usual_of((*steady[:7], special), "people") == (5, 90)
    assert usual_of((*steady[:7], replace(special, apart=True)), "people") is None
    assert "special" not in said(Weeks("Bob", tuple(steady)))


def test_orders_count_as_customers_and_are_told_apart():
    told = said(weeks_of(Counts(5, 4, 2, 3)))
    assert "latest: 5" in told
    assert "without a talk" in told


def test_the_week_in_which_it_moved_is_marked_and_said():
    moved = Moved(MONDAY + timedelta(weeks=1), "marketing_volume", "sales_skill")
    told = said(weeks_of(Counts(5, 4, 2), Counts(9, 8, 2), moved=moved))
    assert {"Short since 14 Sep: sales", "Until then: marketing"} <= set(told)


def test_a_fall_is_the_headline_and_is_drawn_as_a_fall():
    picture = gallery.WEEKS["weeks_fallen"]
    assert {"Fewer come: 6 a week, 13 before", "on average"} <= set(said(picture))
    before, after = re.findall(
        r'stroke="#d9480f" stroke-width="7" d="M[\d.]+ ([\d.]+)h[\d.]+"/>\n', draw_weeks(picture, WORDS)
    )[:2]
    assert float(before) < float(after)  # further down
    assert "More customers: 9 a week, 4 before" in said(gallery.WEEKS["weeks_risen"])


def test_what_moved_comes_before_what_fell():
    moved = Moved(MONDAY + timedelta(weeks=1), "marketing_volume", "sales_skill")
    both = replace(weeks_of(*[Counts(5, 4, 2)] * 9, moved=moved), changed=ChangedLevel("people", 5, 4, 9, 5))
    assert "Short since 14 Sep: sales" in said(both)
    assert not any(text.startswith("Fewer") for text in said(both))


def test_all_panels_have_one_scale():
    svg = draw_weeks(weeks_of(Counts(20, 10, 5), Counts(20, 10, 5)), WORDS)
    heights = {float(one) for one in re.findall(r"v-([\d.]+)h[\d.]+v", svg)}
    assert sorted(heights) == [20, 40, 80]


def test_a_move_before_the_first_week_shown_is_not_drawn():
    moved = Moved(MONDAY - timedelta(weeks=1), "marketing_volume", "sales_skill")
    assert said(weeks_of(Counts(5, 4, 2), moved=moved)) == said(weeks_of(Counts(5, 4, 2)))


def test_of_more_than_a_year_the_last_52_weeks_are_shown():
    assert any(text.startswith("52 weeks, ") for text in said(gallery.WEEKS["weeks_60"]))


@pytest.mark.parametrize("many", range(1, 53))
def test_any_number_of_weeks_fits(many):
    svg = draw_weeks(gallery.some_weeks(many, 12, orders=3, moved=many // 2), WORDS)
    whole = ruler.canvas(svg)
    areas = ruler.texts(svg)
    assert [area.what for area in areas if not whole.holds(area)] == []
    assert ruler.overlaps(areas) == []
