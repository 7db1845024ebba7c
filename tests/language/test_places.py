"""Every town of 15,000 people and more is found by its name, and one whose name tells too little is asked about."""

from collections import Counter

import pytest

from bot.language.gazetteer import in_gazetteer
from bot.language.places import existing
from bot.language.templates import PROMPTS
from bot.language.zones import read_zone
from tests.language.places_grid import OPEN, SEALED_SEED, Town, compose, outcome

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

EVERY = 5


def towns():
    lines = (PROMPTS / "places" / "towns.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [
        Town(name, country, part, zone, int(people))
        for name, kind, country, part, people, zone in rows
        if kind == "t" and existing(zone)
    ]


@pytest.mark.parametrize(("seed", "sealed"), [(OPEN, False), (SEALED_SEED, True)])
def test_towns_are_read_alone_with_their_country_and_with_their_state(seed, sealed):
    found = Counter(
        (place.kind, outcome(place, read_zone(place.text, language="en")))
        for place in compose(towns()[::EVERY], seed, sealed=sealed)
    )
    assert found.total() > 6_000
    for kind, least in (("alone", 0.92), ("country", 0.975), ("part", 0.985)):
        tally = Counter({outcome: number for (of, outcome), number in found.items() if of == kind})
        assert tally["right"] / tally.total() >= least, (kind, tally)
        assert (tally["right"] + tally["asked"]) / tally.total() >= 0.98, (kind, tally)
        assert tally["wrong"] / tally.total() <= 0.006, (kind, tally)
    wrong = sum(number for (_, outcome), number in found.items() if outcome == "wrong")
    assert wrong / found.total() <= 0.005


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Köln", "Europe/Berlin"), ("Cologne", "Europe/Berlin"), ("Genf", "Europe/Zurich"), ("Рязань", "Europe/Moscow"),
     ("मुंबई", "Asia/Kolkata"), ("Rotherham, South Yorkshire", "Europe/London"), ("Saint Albans, UK", "Europe/London"),
     ("ft worth tx", "America/Chicago")],
)  # fmt: skip
def test_other_spellings_are_known(typed, zone):
    assert read_zone(typed, language="en").name == zone


def test_the_first_and_the_last_line_of_the_file_are_found_and_nothing_is_made_up():
    lines = (PROMPTS / "places" / "towns.tsv").read_bytes().splitlines()
    for line in (lines[0], lines[-1], lines[len(lines) // 2]):
        assert in_gazetteer(line.split(b"\t")[0].decode())
    for key in ("", " ", "zzzzzz", "~", "\U0010ffff", "0"):
        assert in_gazetteer(key) == []


def test_the_file_is_sorted_as_it_is_searched():
    keys = [line.split(b"\t")[0] + b"\t" for line in (PROMPTS / "places" / "towns.tsv").read_bytes().splitlines()]
    assert keys == sorted(keys)
