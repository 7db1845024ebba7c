"""The font: our reading agrees with another reader of fonts."""

import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).parent))

import gallery
import ruler

from bot.pictures.font import font, font_files
from bot.pictures.lettering import cut, fit, fold


def test_characters_and_widths_are_those_of_the_file():
    file = TTFont(font_files()[0])
    widths = {code: file["hmtx"][name][0] / 1000 for code, name in file.getBestCmap().items()}
    assert {code: font().widths[code] for code in widths} == pytest.approx(widths)


@pytest.mark.parametrize("picture", gallery.ALL.values(), ids=gallery.ALL)
def test_bold_texts_are_never_wider_than_was_thought(picture):
    for text in ruler.texts(gallery.draw(picture)):
        assert ruler.width(text.what, 40, 700) <= font().width(text.what, 40, bold=True) + 0.01 or len(text.what) < 3


def test_a_short_text_keeps_its_size():
    assert fit("Bob", 500, 40, 30).size == 40


def test_a_long_text_is_made_smaller_before_it_is_shortened():
    assert fit("Bob and his sons", 260, 40, 30).lines == ("Bob and his sons",)
    assert fit("Bob and his sons and all their daughters", 260, 40, 30).lines[0].endswith("…")


def test_a_text_is_not_cut_inside_a_syllable():
    line = fit("कि" * 80, 300, 40, 30).lines[0]
    assert line.removesuffix("…").endswith("कि") or line.removesuffix("…").endswith("क")
    assert not line.removesuffix("…").endswith("\u200d")


def test_a_text_is_folded_at_its_spaces_and_loses_nothing_that_fits():
    assert fold("let in and talked with", 250, 34, 30, 2).lines == ("let in and", "talked with")
    assert len(fold("one two three four five six seven eight nine ten", 120, 34, 30, 2).lines) == 2


def test_a_cut_never_splits_a_pair_of_surrogates():
    assert cut("😀" * 10, 6) == "😀😀…"
    assert cut("abc", 3) == "abc"
