"""A table of fixed shape: everything that is wrong with it is named at once, by its key."""

from typing import Annotated, Literal

import pytest
from msgspec import Meta

from bot.language.tables import CheckedRow, faults_in, shaped

Share = Annotated[float, Meta(gt=0, lt=1)]
Name = Annotated[str, Meta(pattern="^[a-z]+$")]


class Shelf(CheckedRow, frozen=True, kw_only=True):
    id: Name
    share: Share = 0.5
    kinds: tuple[Literal["tea", "salt"], ...] = ()
    sizes: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.share > 0.9:
            raise ValueError("nobody has as much")


class Shop(CheckedRow, frozen=True):
    shelf: tuple[Shelf, ...]
    prices: dict[Name, float]


RIGHT = {"shelf": [{"id": "top", "kinds": ["tea"], "sizes": [1, 2]}], "prices": {"tea": 3}}


def test_a_table_is_taken_over():
    shop = shaped(RIGHT, Shop)
    assert shop.shelf[0].sizes == (1, 2)
    assert shop.prices == {"tea": 3.0}
    assert list(faults_in(RIGHT, Shop)) == []


@pytest.mark.parametrize(
    ("shelf", "faults"),
    [
        ({"id": "top", "sahre": 0.2}, ["shelf.top.sahre: is not known"]),
        ({"share": 0.2}, ["shelf.0.id: is missing"]),
        ({"id": "Top"}, ["shelf.Top.id: Expected `str` matching regex '^[a-z]+$'"]),
        ({"id": "top", "share": 2}, ["shelf.top.share: Expected `float` < 1.0"]),
        ({"id": "top", "kinds": ["tea", "ink"]}, ["shelf.top.kinds.1: Invalid enum value 'ink'"]),
        ({"id": "top", "sizes": [1, "2"]}, ["shelf.top.sizes.1: Expected `int`, got `str`"]),
        ({"id": "top", "sizes": [1]}, ["shelf.top.sizes: Expected `array` of length 2, got 1"]),
        ({"id": "top", "share": 0.95}, ["shelf.top: nobody has as much"]),
        (
            {"id": 3, "share": "x"},
            ["shelf.3.id: Expected `str`, got `int`", "shelf.3.share: Expected `float`, got `str`"],
        ),
        ("top", ["shelf.0: Expected `object`, got `str`"]),
    ],
)
def test_what_is_wrong_is_named_by_its_key(shelf, faults):
    assert list(faults_in({"shelf": [shelf], "prices": {}}, Shop)) == faults


def test_all_that_is_wrong_is_named_at_once():
    wrong = {"shelf": [{"id": "top", "x": 1}, {"id": "low", "share": 0}], "prices": {"TEA": "dear"}, "shut": True}
    with pytest.raises(ValueError, match="is not known") as raised:
        shaped(wrong, Shop)
    assert str(raised.value).split("; ") == [
        "shut: is not known",
        "shelf.top.x: is not known",
        "shelf.low.share: Expected `float` > 0.0",
        "prices.TEA: Expected `str` matching regex '^[a-z]+$'",
        "prices.TEA: Expected `float`, got `str`",
    ]
