"""Composes texts that say where an owner is, from every town of 15,000 people and more, with the zone that is meant.

Written before the reader of places. Half of the towns, by a checksum of their names, and the surroundings in ``SEALED`` were
read for the first time when the reader was done.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from random import Random
from typing import Literal, NamedTuple
from zlib import crc32

from babel import Locale

from bot.language.places import clock_of
from bot.language.zones import SeveralZones, Zone

OPEN, SEALED_SEED = 1, 20_262
Outcome = Literal["right", "asked", "unread", "wrong"]

AROUND = {
    "open": ["{}", "{}", "{}", "I'm in {}", "{} time", "in {}", "we are based in {}", "{}!"],
    "sealed": ["{}", "{}", "from {}", "we live in {}", "{} timezone", "I am near {}", "im in {}", "{}."],
}
OTHER_NAMES = {"US": ["USA", "US", "United States"], "GB": ["UK", "England", "United Kingdom"], "AE": ["UAE"]}
STATES = {
    "CA": {"01": "Alberta", "02": "BC", "08": "Ontario", "10": "Quebec", "03": "Manitoba", "11": "Saskatchewan", "07": "NS"},
    "AU": {"02": "NSW", "04": "Queensland", "05": "South Australia", "07": "Victoria", "08": "WA", "06": "Tasmania"},
    "GB": {"SCT": "Scotland", "ENG": "England", "WLS": "Wales", "NIR": "Northern Ireland"},
    "DE": {"02": "Bavaria", "05": "Hesse", "13": "Saxony"}, "BR": {"27": "Sao Paulo", "05": "Bahia", "15": "Minas Gerais"},
    "IN": {"19": "Karnataka", "13": "Kerala", "25": "Tamil Nadu", "16": "Maharashtra", "09": "Gujarat"},
}  # fmt: skip


class Town(NamedTuple):
    """A town, as GeoNames has it; for the United States the part is the code of the state."""

    name: str
    country: str
    part: str
    zone: str
    people: int

    @property
    def is_sealed(self) -> bool:
        """True if it was not read before the reader was done."""
        return crc32("/".join(self[:3]).encode()) % 2 == 1


class Place(NamedTuple):
    """One text, the zone that is meant, and how it is said: the name alone, with a country, or with a part of one."""

    text: str
    zone: str
    kind: Literal["alone", "country", "part"]


def compose(towns: Iterable[Town], seed: int, *, sealed: bool = False) -> Iterator[Place]:
    """Compose one text of each kind for each town of the open or the sealed half."""
    dice = Random(seed)
    countries = Locale("en").territories
    around = AROUND["sealed" if sealed else "open"]
    for town in towns:
        if town.is_sealed != sealed:
            continue
        name = dice.choice([town.name, town.name, town.name.lower(), plain(town.name), plain(town.name).lower()])
        yield Place(dice.choice(around).format(name), town.zone, "alone")
        country = dice.choice([countries[town.country], *OTHER_NAMES.get(town.country, ())])
        if country == "England" and town.part != "ENG":
            country = "UK"
        yield Place(dice.choice(["{}, {}", "{} {}", "{} - {}"]).format(name, country), town.zone, "country")
        states = STATES.get(town.country, {})
        part = town.part if town.country == "US" else states.get(town.part)
        if part:
            said = dice.choice([part, part.lower()]) if len(part) <= len("NSW") else part
            yield Place(dice.choice(["{}, {}", "{} {}", "{},{}"]).format(name, said), town.zone, "part")


def plain(name: str) -> str:
    """Leave the accents out."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def outcome(place: Place, read: Zone | SeveralZones | None) -> Outcome:
    """Grade a reading: wrong is one clock given as the only one that is not the right one."""
    meant = clock_of(place.zone)
    match read:
        case None:
            return "unread"
        case Zone(name=name):
            return "right" if clock_of(name) == meant else "wrong"
        case SeveralZones(choices=choices):
            return "asked" if any(clock_of(choice.name) == meant for choice in choices) else "wrong"
