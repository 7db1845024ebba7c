"""A year of one owner, and the two stories: read aloud, no two weeks running sound alike, and alarm, praise and step come in time."""

import itertools
import re

import pytest

from tests.test_transcripts import FOLDER

STORIES = ("weekly_a_year", "weekly_collapse", "weekly_success")
MONTH = 4
ASKED = re.compile(r"^> !wait 7d$", re.MULTILINE)
OF_ONE_WEEK = re.compile(r"^(This week|Your step stays|Not yet, then|• |│ |\[|\(|“|One message is enough|Last time)")


def weeks_of(story):
    """Return what is said after the numbers of each week, a line each, without the step and the layout."""
    text = (FOLDER / f"{story}.txt").read_text("utf-8")
    told = []
    for part in ASKED.split(text)[1:]:
        _, thanked, after = part.partition("Thank you.")
        if thanked:
            told.append([line for line in after.splitlines() if line and not line.startswith(("> ", "[", "(", "•"))])
    return told


@pytest.mark.parametrize("story", STORIES)
def test_no_two_weeks_running_say_the_same(story):
    weeks = weeks_of(story)
    assert len(weeks) >= 7
    for one, other in itertools.pairwise(weeks):
        same = {line for line in one if line in other and not OF_ONE_WEEK.match(line)}
        assert not same - {"Your month, beside the one before"}


@pytest.mark.parametrize("story", STORIES)
def test_each_week_has_a_sentence_about_its_numbers(story):
    for week in weeks_of(story):
        assert any(re.search(r"\d| all | both |[Nn]obody", line) for line in week if not line.startswith("│ The week"))
        assert "%" not in " ".join(week)


def lines_with(story, words):
    return [place for place, week in enumerate(weeks_of(story)) if any(words in line for line in week)]


def test_a_collapse_alarms_by_the_third_bad_week_and_verdict_and_step_follow():
    assert lines_with("weekly_collapse", "fewer stay.")[0] in (2, 3, 4)
    assert lines_with("weekly_collapse", "This needs you now: fewer stay.") == [4]
    assert 4 in lines_with("weekly_collapse", "I lean to sales")
    assert 4 in lines_with("weekly_collapse", "(Sales)")
    assert 2 in lines_with("weekly_collapse", "(Marketing)")


def test_a_success_is_praised_by_the_third_good_week_and_verdict_and_step_follow():
    assert lines_with("weekly_success", "Well done: more are answered.")[0] in (2, 3, 4)
    assert lines_with("weekly_success", "With your newest numbers it is marketing")[0] in (2, 3, 4)
    assert lines_with("weekly_success", "listing on the map search")[0] in (2, 3, 4)


def test_room_wish_and_fit_are_asked_again_each_quarter():
    text = (FOLDER / "weekly_a_year.txt").read_text("utf-8")
    assert text.count("Once a quarter three numbers more") in (3, 4)
    assert "Last time it was 17, 10 and 8." in text


@pytest.mark.parametrize("story", STORIES)
def test_no_two_weeks_of_a_whole_story_are_the_same_nor_begin_the_same_within_a_month(story):
    weeks = weeks_of(story)
    assert len({tuple(week) for week in weeks}) == len(weeks)
    for place, week in enumerate(weeks):
        assert week[0] not in [other[0] for other in weeks[place + 1 : place + MONTH]]
