"""The names of countries, of zones and of our own table, and the time zones they may mean; towns are in the gazetteer.

From the tz database, from Babel (countries and cities in the owner's language) and from ``prompts/zones.toml``
(nicknames, wide areas, abbreviations). ``prompts/en/zones.real_words.txt`` has the ordinary words of a like name.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from bot.language.gazetteer import ALWAYS, NamedPlace
from bot.language.signs import normal
from bot.language.templates import FALLBACK, PROMPTS, file_of, own_file, word_list

if TYPE_CHECKING:
    from babel import Locale

NO_PLACES = ("Etc", "SystemV", "posix", "right", "US", "Canada", "Brazil", "Chile", "Mexico")  # of the tz database
AS_A_CITY = 300_000  # people: the size that a town of our own table counts with, beside those of the gazetteer
LONGEST = 200  # characters of a name

_WITHOUT_MARKS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@lru_cache(maxsize=16)  # bounded: the language comes from outside
def place_names(language: str | None) -> dict[str, tuple[NamedPlace, ...]]:
    """Collect the names that are not in the gazetteer, without case, accents and punctuation, and what they mean.

    Those of countries, in English and the owner's language, whose zones are looked up when one is asked for; and those of
    our own table: nicknames, wide areas, abbreviations.
    """
    found: dict[str, tuple[NamedPlace, ...]] = {}
    for code in _locales(language):
        for country, name in code.territories.items():
            if len(country) == 2 and country.isalpha():
                found[key_of(name)] = (NamedPlace("n", (), country),)
    data = table()
    for country, names in data["countries"].items():
        found |= {key_of(name): (NamedPlace("n", (), country),) for name in names}
    for part, kind, people in (("cities", "z", ALWAYS), ("regions", "z", ALWAYS), ("towns", "t", AS_A_CITY)):
        for zone, names in data[part].items():
            for name in names:
                known = [place for place in found.get(key_of(name), ()) if place.kind == kind]
                found[key_of(name)] = (*known, *_zone_place(zone, kind=kind, people=people))
    for zone, names in own_words(language or FALLBACK)["names"].items():
        found |= {key_of(name): _zone_place(zone) for name in names}
    for name, zones in data["abbreviations"].items():
        found[key_of(name)] = _zone_place(*([zones] if isinstance(zones, str) else zones))
    return {key: places for key, places in found.items() if key and places}


@lru_cache(maxsize=16)
def zone_cities(language: str | None) -> dict[str, tuple[NamedPlace, ...]]:
    """Collect the cities that zones are named after, in English and the owner's language."""
    found: dict[str, tuple[NamedPlace, ...]] = {}
    for zone in sorted(zone_names() - {"localtime", "Factory", "posixrules"}):
        region, _, city = zone.rpartition("/")
        if region and not region.startswith(NO_PLACES):
            found[key_of(city)] = found[key_of(zone)] = _zone_place(zone)
    for code in _locales(language):
        for zone, entry in code.time_zones.items():
            if zone in zone_names() and (city := key_of(entry.get("city") or "")):
                found[city] = _zone_place(zone)
    return found


def _zone_place(*zones: str, kind: str = "z", people: int = ALWAYS) -> tuple[NamedPlace, ...]:
    return tuple(NamedPlace(kind, (usable,), people=people) for zone in zones if (usable := existing(zone)))


def _locales(language: str | None) -> "Iterator[Locale]":
    from babel import Locale, UnknownLocaleError

    for code in dict.fromkeys((FALLBACK, language or FALLBACK)):
        try:
            yield Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue


@lru_cache(maxsize=16)
def real_words(language: str | None) -> frozenset[str]:
    """Return the words that look like a typo of a place's name and are none, such as "leads": English ones, and own ones."""
    files = {own_file(code, "zones.real_words.txt") for code in (FALLBACK, language or FALLBACK)}
    return frozenset(word for file in files if file for word in word_list(file.read_text(encoding="utf-8")))


@lru_cache(maxsize=16)
def words_around(language: str | None) -> tuple[str, ...]:
    """Return what people write around a place, in English and the owner's language."""
    tables = (own_words(code) for code in dict.fromkeys((FALLBACK, language or FALLBACK)))
    return tuple(dict.fromkeys(key_of(phrase) for words in tables for phrase in words["around"]["phrases"]))


@lru_cache(maxsize=16)
def own_words(language: str) -> dict[str, dict[str, Any]]:
    """Read what a language says of places, ``LANGUAGE/places.toml``: its own, its parent's, or else the English one."""
    return tomllib.loads(file_of(language, "places.toml").read_text(encoding="utf-8"))


@cache
def country_zones(country: str) -> tuple[str, ...]:
    """List a country's zones, the one most people there know first, one for each clock."""
    from babel.core import get_global

    ordered = table()["order"].get(country)
    if ordered:
        return tuple(zone for zone in map(existing, ordered) if zone)
    known = [zone for zone in get_global("territory_zones").get(country, ()) if existing(zone)]
    representative = set(get_global("windows_zone_mapping").values())
    known.sort(key=lambda zone: zone not in representative)
    return tuple({clock_of(zone): zone for zone in reversed(known)}.values())[::-1]


@cache
def clock_of(name: str) -> object:
    """Tell zones apart by what their clocks show through two years, not by their names."""
    rules = ZoneInfo(name)
    start = datetime(2026, 1, 15, tzinfo=UTC)
    return tuple((start + timedelta(days=10 * step)).astimezone(rules).utcoffset() for step in range(73))


def city_of(name: str, language: str | None) -> str | None:
    """Return the city a zone is named after, as the language writes it."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    known_as = get_global("zone_aliases").get(name, name)
    if label := own_words(language or FALLBACK)["labels"].get(name) if _has_words(language) else None:
        return str(label)
    for code in (language or FALLBACK, FALLBACK):
        try:
            cities = Locale.parse(code.replace("-", "_")).time_zones
        except (UnknownLocaleError, ValueError):
            continue
        for zone in (name, known_as):
            city = cities[zone].get("city") if zone in cities else None
            if city:
                return str(city)
    return None


def _has_words(language: str | None) -> bool:
    """True unless the words for places would be those of another language."""
    return own_file(language or FALLBACK, "places.toml") is not None


def existing(name: str | None) -> str | None:
    """Return a zone under a name that zoneinfo has; hosts with an old tz database know only the older one."""
    from babel.core import get_global

    if not name:
        return None
    for candidate in (name, get_global("zone_aliases").get(name)):
        if candidate and candidate in zone_names():
            return str(candidate)
    return None


def modern(name: str) -> str:
    """Return the zone that a legacy name such as ``US/Pacific`` stands for."""
    from babel.core import get_global

    return existing(get_global("zone_aliases").get(name)) or name


@cache
def zone_names() -> frozenset[str]:
    """Name the zones this host has; the standard call reads the whole folder each time."""
    return frozenset(available_timezones())


@cache
def iana_names() -> dict[str, str]:
    """Return each zone's name under its small letters."""
    return {name.casefold(): name for name in zone_names()}


@cache
def table() -> dict[str, dict[str, Any]]:
    """Read ``prompts/zones.toml``."""
    return tomllib.loads((PROMPTS / "zones.toml").read_text(encoding="utf-8"))


def key_of(name: str) -> str:
    """Write a name without case, accents and punctuation."""
    plain = normal(name.casefold().translate(_WITHOUT_MARKS), LONGEST, "NFKD")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[’'`.]", "", plain) if re.search(r"\w[’'`]\w", plain) else plain
    return " ".join(re.findall(r"\w+", plain.replace("_", " ")))
