"""A time zone from what an owner types, where they are, or what language they use.

Names come from the gazetteer (towns, parts of countries), the tz database, Babel (countries and cities in the owner's
language) and ``prompts/zones.toml`` (nicknames, wide areas, abbreviations). Every zone given exists in ``zoneinfo``.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.core.schedule import UTC_ZONE
from bot.language.gazetteer import ALWAYS, NamedPlace, in_gazetteer, large_towns
from bot.language.places import (
    LONGEST,
    NO_PLACES,
    city_of,
    clock_of,
    country_zones,
    existing,
    iana_names,
    key_of,
    modern,
    place_names,
    real_words,
    table,
    words_around,
    zone_cities,
)
from bot.language.signs import normal
from bot.language.vocabulary import without

MOST_CHOICES = 12

_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?(?:\s*(?:h|hours?|hrs?))?", re.ASCII)
GREAT = 1_000_000  # people: a part of a country this large is asked about beside the country of the same name
FAR_GREATER = 18  # with this many times the people, the greater place is meant
GREATER = 3  # the same for a name with a slip in it
PART_FOR_TOWN = 10  # times as many people a part of a country needs to be meant as readily as a town of its name
MOST_PIECES = 4
MOST_WORDS = 10

_BESIDE = re.compile(r"(?<!\w)(?:utc|gmt)\s*[+\-−–]\s*\d{1,2}(?::?\d\d)?(?!\w)", re.IGNORECASE)
_FURTHEST = timedelta(hours=14)
_SHORTEST_TYPO = 5
_LONG = 9  # letters, among which there may be two slips


class Zone(Struct, frozen=True):
    """A time zone and what to call it.

    Attributes:
        name: an IANA name that exists.
        place: a city, or an offset such as ``UTC+2``.
        fixed: an offset the whole year: clock changes of the place are not followed.
    """

    name: str
    place: str
    fixed: bool = False


class SeveralZones(Struct, frozen=True):
    """A name of places with different clocks, at most ``MOST_CHOICES``."""

    choices: tuple[Zone, ...]


def read_zone(text: str, *, language: str | None = None) -> Zone | SeveralZones | None:
    """Read a city, country, offset, abbreviation or IANA name; none if it says nothing known.

    Args:
        text: what the owner typed.
        language: theirs, for names such as ``München``; English ones are always known.
    """
    text = normal(text, 100).strip()
    offset = _read_offset(text)
    if offset is not None:
        return offset
    iana = iana_names().get(re.sub(r"\s*/\s*", "/", text.casefold()).replace(" ", "_"))
    if iana is not None and "/" in iana:
        legacy = iana.startswith(NO_PLACES) and not iana.startswith("Etc/")
        return _zone(modern(iana) if legacy else iana, language)
    return _choose(_places(text, language), language)


def without_offset(text: str) -> tuple[str, str]:
    """Part a text from the distance to UTC that is said in it, such as "UTC+2"."""
    found = _BESIDE.search(text[:LONGEST])
    return (text, "") if found is None else (text[: found.start()] + text[found.end() :], found[0])


def zone_at(latitude: float, longitude: float) -> Zone | None:
    """Return the time zone of a location; at sea, that of the meridian."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    from tzfpy import get_tz

    name = existing(get_tz(longitude, latitude))
    return None if name is None else _zone(name, None)


def guess_zone(language: str | None) -> Zone | None:
    """Guess the zone from a language code such as ``de`` or ``pt-BR``: that of most who use it, or none."""
    from babel.core import get_global

    if not language:
        return None
    parts = language.replace("_", "-").split("-")
    country = next((part.upper() for part in parts[1:] if len(part) == 2), None)
    if country is None:
        override = table()["languages"].get(parts[0].lower())
        if override is not None:
            return _zone(override, language) if override else None
        likely = get_global("likely_subtags").get(parts[0].lower(), "")
        country = likely.rpartition("_")[2]
    zones = country_zones(country)
    return _zone(zones[0], language) if zones else None


def _read_offset(text: str) -> Zone | None:
    plain = text.casefold().replace("−", "-").replace("–", "-").strip(" .!()")
    if plain in {"utc", "z", "zulu", "utc0", "gmt0"}:
        return Zone(UTC_ZONE, "UTC", fixed=True)
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return None
    sign, hours, minutes = found[1], int(found[2]), int(found[3] or 0)
    if minutes > 59 or timedelta(hours=hours, minutes=minutes) > (_FURTHEST if sign == "+" else timedelta(hours=12)):
        return None
    if minutes:
        name = table()["offsets"].get(f"{sign}{hours:02}:{minutes:02}")
        return None if name is None else Zone(name, f"UTC{sign}{hours}:{minutes:02}", fixed=not _changes_clocks(name))
    if not hours:
        return Zone(UTC_ZONE, "UTC", fixed=True)
    # The Etc names count the other way round: Etc/GMT-2 is two hours ahead of UTC.
    return Zone(f"Etc/GMT{'-' if sign == '+' else '+'}{hours}", f"UTC{sign}{hours}", fixed=True)


def _places(text: str, language: str | None) -> tuple[str, ...]:
    """Look a text up whole, then by its parts: "Portland, Maine", "Germany - Munich", "Rochester NY"."""
    whole = key_of(text)
    if whole in real_words(language):  # "in Deal" is a place, and "deal" is none
        return ()
    for key in dict.fromkeys((whole, _bare(whole, language))):
        if found := meanings(key, language) or _side_by_side(key.split(), language):
            return _likely(found)
    known = [_piece(key_of(piece), language, codes=bool(at)) for at, piece in enumerate(_pieces(text))]
    return _likely(_narrowed([found for found in known if found]))


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"[,;/()|\n]|\s[-–—]\s", text[:LONGEST]) if key_of(piece)][:MOST_PIECES]


def _piece(key: str, language: str | None, *, codes: bool) -> list[NamedPlace]:
    bare = _bare(key, language)
    return _every(key, language, codes=codes) or _every(bare, language, codes=False) or _like(bare, language)


def meanings(key: str, language: str | None, *, codes: bool = False) -> list[NamedPlace]:
    """Return every place that a name may mean, by its exact name before any other spelling; of one kind of source.

    Args:
        key: the name, as :func:`bot.language.places.key_of` writes it.
        language: the owner's.
        codes: it stands behind another name, where "or" is Oregon.
    """
    listed, names = in_gazetteer(key), place_names(language).get(key, ())
    if codes and (short := [place for place in listed if place.kind == "c"]):
        return [*short, *names]
    if names and names[0].kind == "n":  # Georgia
        names = tuple(replace(place, zones=country_zones(place.country)) for place in names)
        great = [place for place in listed if place.kind == "r" and place.people > GREAT]
        return [*(replace(place, people=ALWAYS) for place in great), *names]
    if names and names[0].kind == "z":
        return [*names]
    parts = [replace(place, people=place.people // PART_FOR_TOWN) for place in listed if place.kind == "r"]
    exact = sorted([*names, *(place for place in listed if place.kind == "t"), *parts], key=lambda place: -place.people)
    return exact or [*zone_cities(language).get(key, ())] or [place for place in listed if place.kind == "a"]


def _side_by_side(words: list[str], language: str | None) -> list[NamedPlace]:
    """Look for a name in what the words behind it name: "Munich Germany", "Paris Texas", "Rochester NY USA"."""
    behind: dict[int, list[NamedPlace]] = {}
    if len(words) > MOST_WORDS:
        return []
    for start in range(len(words) - 1, -1, -1):
        here = meanings(" ".join(words[start:]), language, codes=start > 0)
        for cut in range(start + 1, len(words)):
            if here or not behind[cut]:
                continue
            first = " ".join(words[start:cut])
            here = _inside(_every(first, language, codes=start > 0), behind[cut])
            wide = start == 0 and any(place.kind in "nr" for place in behind[cut])
            here = here or (_inside(_like(first, language), behind[cut]) if wide else [])
        behind[start] = here
    return behind.get(0, [])


def _narrowed(known: list[list[NamedPlace]]) -> list[NamedPlace]:
    """Let a later name say which place is meant; where they disagree, the later, wider one is right."""
    found = known[0] if known else []
    for wider in known[1:]:
        clocks = {clock_of(zone) for place in wider for zone in place.zones if place.kind not in "ta"}
        shared = [place for place in found if any(clock_of(zone) in clocks for zone in place.zones)]
        found = _inside(found, wider) or shared or _rather(found, wider)
    return found


def _rather(found: list[NamedPlace], wider: list[NamedPlace]) -> list[NamedPlace]:
    """Return the place named later, unless it is a town of like size: "Chelsea, London", but "Rochester, Kent"."""
    named = [place for place in wider if place.kind != "c"]
    if max((place.people for place in named), default=0) < FAR_GREATER * max(place.people for place in found):
        return found
    return named


def _every(key: str, language: str | None, *, codes: bool) -> list[NamedPlace]:
    """Return every place of a name, where what stands behind it says which is meant: San Francisco in the Philippines."""
    found = meanings(key, language, codes=codes)
    return [*found, *(place for place in in_gazetteer(key) if place.kind in "tr" and place not in found)]


def _inside(places: list[NamedPlace], others: list[NamedPlace]) -> list[NamedPlace]:
    """Return those of some places that lie in one of some others, or else the other way round."""
    for inner, outer in ((places, others), (others, places)):
        if found := [place for place in inner if any(one.holds(place) for one in outer)]:
            return found
    return []


def _likely(places: list[NamedPlace]) -> tuple[str, ...]:
    """Return the zones of the places that are meant: not of one where a far greater one has the name."""
    most = max((place.people for place in places), default=0)
    return tuple(
        dict.fromkeys(
            zone
            for place in places
            if place.people * FAR_GREATER >= most
            for name in place.zones
            if (zone := existing(name))
        )
    )


def _like(key: str, language: str | None) -> list[NamedPlace]:
    return [] if key in real_words(language) else of_like_name(key, language)


def of_like_name(key: str, language: str | None) -> list[NamedPlace]:
    """Return the large towns and the countries that an unknown name may mean, with a typo or two."""
    if len(key) < _SHORTEST_TYPO:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slips = 1 if len(key) < _LONG else 2  # Atlantis is not Atlanta
    close = process.extract(key, _may_be_meant(language), scorer=OSA.distance, score_cutoff=slips, limit=5)
    least = min((distance for _, distance, _ in close), default=0)
    found = [place for name, distance, _ in close if distance == least for place in meanings(name, language)]
    most = max((place.people for place in found), default=0)
    return [place for place in found if place.people * GREATER >= most]


@lru_cache(maxsize=16)
def _may_be_meant(language: str | None) -> tuple[str, ...]:
    names = {name for name, places in place_names(language).items() if places[0].kind == "n"}
    return tuple(name for name in sorted(names.union(large_towns())) if len(name) >= _SHORTEST_TYPO - 1)


def _choose(zones: Iterable[str], language: str | None) -> Zone | SeveralZones | None:
    """Return the one clock these zones keep, or the choice between the clocks."""
    clocks: dict[object, str] = {}
    for name in zones:
        clocks.setdefault(clock_of(name), name)
    choices = tuple(_zone(name, language) for name in clocks.values())
    if len(choices) > 1:
        return SeveralZones(choices[:MOST_CHOICES])
    return choices[0] if choices else None


def _zone(name: str, language: str | None) -> Zone:
    name = existing(table()["renamed"].get(name)) or name
    if name.startswith("Etc/"):
        found = re.fullmatch(r"Etc/GMT([+-])(\d+)", name)
        place = f"UTC{'-' if found[1] == '+' else '+'}{found[2]}" if found and int(found[2]) else "UTC"
        return Zone(name, place, fixed=True)
    return Zone(name, city_of(name, language) or name.rpartition("/")[2].replace("_", " "))


def _changes_clocks(name: str) -> bool:
    clock = clock_of(name)
    return isinstance(clock, tuple) and len(set(clock)) > 1


def _bare(key: str, language: str | None) -> str:
    """Leave out what surrounds the name: "we are in Berlin", "Berlin time"."""
    return without(words_around(language), key) or key
