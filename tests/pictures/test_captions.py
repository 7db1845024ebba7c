"""Captions say what the picture says, within Telegram's limit."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import gallery

from bot.core.shown import Door
from bot.language.templates import words
from bot.pictures.caption import caption

WORDS = words("en")


@pytest.mark.parametrize("picture", gallery.ALL.values(), ids=gallery.ALL)
def test_a_caption_is_at_most_1024_utf16_units(picture):
    said = caption(picture, WORDS)
    assert 0 < len(said.encode("utf-16-le")) // 2 <= 1024
    assert "\n\n\n" not in said


def test_a_long_name_is_shortened_so_that_the_numbers_stay():
    said = caption(Door("😀" * 2000, 12, 11, 1, 3, "sales_skill", (1, 3), "in a usual week"), WORDS)
    assert "…" in said
    assert said.endswith("Put right: 1 to 3 more customers a week.")


def test_the_door_is_told_in_words():
    assert caption(Door("Alice & Co", 50, 45, 5, 3, "sales_skill", (1, 3), "26 Oct to 22 Nov"), WORDS) == (
        "Alice & Co. Most likely: sales\n"
        "People come in, but few stay.\n"
        "\n"
        "The counts: 26 Oct to 22 Nov\n"
        "• 50 came to the door\n"
        "• 45 let in and talked with, 5 stayed outside\n"
        "• 5 became customers\n"
        "• 3 ordered without a talk\n"
        "\n"
        "Put right: 1 to 3 more customers a week."
    )


def test_the_weeks_are_told_in_words():
    picture = gallery.some_weeks(3, 12, gaps={0: "missing", 1: "skipped"}, moved=2, business="Bob")
    assert caption(picture, WORDS) == (
        "Bob. Short since 16 Nov: sales (3 weeks, 2 Nov to 16 Nov)\n"
        "\n"
        "• 2 Nov: no numbers\n"
        "• 9 Nov: skipped\n"
        "• 16 Nov: 13 came, 11 talked with, 5 became customers\n"
        "\n"
        "Until then: marketing."
    )


def test_many_weeks_are_told_by_the_last_eight_and_what_is_usual():
    said = caption(gallery.WEEKS["weeks_52"], WORDS)
    assert "The last 8:" in said
    assert said.count(" came, ") + said.count("no numbers") + said.count("skipped") == 8
    assert "In 8 of 10 weeks:" in said


def test_where_nobody_talks_first_it_is_said_how_many_saw_it():
    said = caption(Door("Paper & Post", 0, 0, 0, 4, "marketing_page", (5, 9), "in a usual week", seen=1000), WORDS)
    assert "• 1,000 saw what you sell\n• 4 ordered without a talk" in said
    assert "came to the door" not in said
