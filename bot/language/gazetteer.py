"""Every town of 15,000 people and more, and the parts of countries: looked up in a sorted file, which is not loaded.

``prompts/places/towns.tsv`` is made from GeoNames by ``tests/bench/places_towns.py``, which says what its columns are.
"""

import mmap
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from bot.language.templates import PROMPTS

ALWAYS = 10**10
"""More people than any town has: for a place that is meant, whatever else has its name."""

_SHORT = {"st": "saint", "saint": "st", "ft": "fort", "fort": "ft", "mt": "mount", "mount": "mt", "ste": "sainte"}


class NamedPlace(Struct, frozen=True):
    """A place, and the time zones of its people, the one with the most people first.

    Attributes:
        kind: t: a town by its name; a: by another spelling; r: a part of a country; c: its code; n: a country; z: a zone
            by a name of its own.
        country: its ISO code, or empty.
        part: the part of the country, by the code that GeoNames has for it.
    """

    kind: str
    zones: tuple[str, ...]
    country: str = ""
    part: str = ""
    people: int = ALWAYS

    def holds(self, other: "NamedPlace") -> bool:
        """True if another place lies in this one, which is a country or a part of one."""
        if not self.country or self.country != other.country:
            return False
        return (self.kind == "n" and other.kind != "n") or (self.kind in "rc" and self.part == other.part)


def in_gazetteer(key: str) -> list[NamedPlace]:
    """Return every place of a name, as ``key_of`` writes it, with "Saint" and "Fort" in full or short."""
    found = [place for one in _spellings(key) for place in _lines(one)]
    return sorted(found, key=lambda place: -place.people)


@cache
def large_towns() -> tuple[str, ...]:
    """List the towns that a name with a typo may mean."""
    return tuple((PROMPTS / "places" / "large.txt").read_text(encoding="utf-8").split("\n")[:-1])


def _spellings(key: str) -> set[str]:
    words = key.split()
    return {
        key,
        *(" ".join((*words[:at], _SHORT[word], *words[at + 1 :])) for at, word in enumerate(words) if word in _SHORT),
    }


def _lines(key: str) -> Iterator[NamedPlace]:
    """Find the lines that begin with a key by halving the file."""
    file, wanted = _file(), f"{key}\t".encode()
    low, high = 0, len(file)
    while low < high:
        middle = file.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = file.find(b"\n", middle) + 1
        if file[middle:end] < wanted:
            low = end
        else:
            high = middle
    while file[low : low + len(wanted)] == wanted:
        end = file.find(b"\n", low)
        _, kind, country, part, people, zones = file[low:end].decode().split("\t")
        yield NamedPlace(kind, tuple(zones.split(",")), country, part, int(people))
        low = end + 1


@cache
def _file() -> mmap.mmap:
    with (PROMPTS / "places" / "towns.tsv").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
