"""The pictures of the README are what the code draws by now, and the page to look at has every one and every verdict."""

import pytest

from bot.language.verdicts import kinds
from bot.pictures.drawing import draw
from bot.pictures.worker import fingerprint
from tests import gallery
from tests.phone import layout
from tests.phone.drawn import DARK, LIGHT, drawn, seen
from tests.phone.owners import OWNERS, verdict_of


@pytest.mark.parametrize("name", gallery.OF_THE_README)
def test_a_picture_of_the_readme_is_what_the_code_draws_by_now(name):
    kept = (gallery.FOLDER / f"{name}.png").read_bytes()
    assert gallery.DRAWING + fingerprint(draw(gallery.OF_THE_README[name])).encode() in kept, (
        "python -m tests.gallery --readme paints it anew"
    )
    assert len(kept) < 60_000


def test_every_kind_of_verdict_has_an_owner():
    assert set(OWNERS) == set(kinds())


@pytest.mark.parametrize("kind", OWNERS)
def test_a_verdict_of_any_kind_is_one_screen_with_its_step_in_sight(kind):
    verdict = verdict_of(kind)
    assert verdict.shown.kind == kind
    message = seen(verdict, b"a picture")
    assert layout.height(message) <= 640
    assert layout.lines(message) <= layout.MOST_LINES
    at_once = "".join(text for text, quote in layout.parts(message) if not quote)
    assert "This week: " in at_once
    for theme in (LIGHT, DARK):
        svg = drawn(message, theme)
        assert all(button.label in svg for row in verdict.rows for button in row)
