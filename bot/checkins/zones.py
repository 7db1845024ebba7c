"""A time zone from what an owner types, where they are, or what language they use.

Names come from the tz database, from Babel (countries and cities in the owner's language) and from
``prompts/zones.toml`` (nicknames, large cities, abbreviations). Every zone given exists in ``zoneinfo``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bot.words import PROMPTS

MOST_CHOICES = 12

_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?(?:\s*(?:h|hours?|hrs?))?", re.ASCII)
_FURTHEST = timedelta(hours=14)
_CLOSE_ENOUGH = 80.0  # of 100; one wrong letter in five
_SHORTEST_TYPO = 5
_NO_PLACES = ("Etc", "SystemV", "posix", "right", "US", "Canada", "Brazil", "Chile", "Mexico")  # of the tz database
_AROUND = re.compile(
    r"\b(?:time ?zone|local time|standard time|daylight time|summer time|time|zone|tz|(?:i am|i m|im|we are|we re) "
    r"(?:in|at|from|near)|i live in|we live in|based in|live in|in|from|near|the city of)\b",
)
_WITHOUT_MARKS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone and what to call it.

    Attributes:
        name: an IANA name that exists.
        place: a city, or an offset such as ``UTC+2``.
        fixed: an offset the whole year: clock changes of the place are not followed.
    """

    name: str
    place: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """A name of places with different clocks, at most ``MOST_CHOICES``."""

    choices: tuple[Zone, ...]


def read_zone(text: str, *, language: str | None = None) -> Zone | Several | None:
    """Read a city, country, offset, abbreviation or IANA name; none if it says nothing known.

    Args:
        text: what the owner typed.
        language: theirs, for names such as ``München``; English ones are always known.
    """
    text = unicodedata.normalize("NFKC", text[:100]).strip()
    offset = _read_offset(text)
    if offset is not None:
        return offset
    iana = _iana_names().get(re.sub(r"\s*/\s*", "/", text.casefold()).replace(" ", "_"))
    if iana is not None and "/" in iana:
        legacy = iana.startswith(_NO_PLACES) and not iana.startswith("Etc/")
        return _zone(_modern(iana) if legacy else iana, language)
    return _choose(_places(text, language), language)


def zone_at(latitude: float, longitude: float) -> Zone | None:
    """Give the time zone of a location; at sea, that of the meridian."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    from tzfpy import get_tz

    name = _existing(get_tz(longitude, latitude))
    return None if name is None else _zone(name, None)


def guess_zone(language: str | None) -> Zone | None:
    """Guess the zone from a language code such as ``de`` or ``pt-BR``: that of most who use it, or none."""
    from babel.core import get_global

    if not language:
        return None
    parts = language.replace("_", "-").split("-")
    country = next((part.upper() for part in parts[1:] if len(part) == 2), None)
    if country is None:
        override = _table()["languages"].get(parts[0].lower())
        if override is not None:
            return _zone(override, language) if override else None
        likely = get_global("likely_subtags").get(parts[0].lower(), "")
        country = likely.rpartition("_")[2]
    zones = _country_zones(country)
    return _zone(zones[0], language) if zones else None


def _read_offset(text: str) -> Zone | None:
    plain = text.casefold().replace("−", "-").replace("–", "-").strip(" .!()")
    if plain in {"utc", "z", "zulu", "utc0", "gmt0"}:
        return Zone("Etc/UTC", "UTC", fixed=True)
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return None
    sign, hours, minutes = found[1], int(found[2]), int(found[3] or 0)
    if minutes > 59 or timedelta(hours=hours, minutes=minutes) > (_FURTHEST if sign == "+" else timedelta(hours=12)):
        return None
    if minutes:
        name = _table()["offsets"].get(f"{sign}{hours:02}:{minutes:02}")
        return None if name is None else Zone(name, f"UTC{sign}{hours}:{minutes:02}", fixed=not _changes_clocks(name))
    if not hours:
        return Zone("Etc/UTC", "UTC", fixed=True)
    # The Etc names count the other way round: Etc/GMT-2 is two hours ahead of UTC.
    return Zone(f"Etc/GMT{'-' if sign == '+' else '+'}{hours}", f"UTC{sign}{hours}", fixed=True)


def _places(text: str, language: str | None) -> tuple[str, ...]:
    """Look a text up whole, then by its parts: "Portland, Maine", "Germany - Munich"."""
    names = _names(language)
    whole = _key(text)
    for key in dict.fromkeys((whole, _bare(whole))):
        if key in names:
            return names[key]
    pieces = [_bare(_key(piece)) for piece in re.split(r"[,;/()|\n]|\s[-–—]\s", text)]
    known = [found for piece in pieces if piece and (found := names.get(piece) or _typo(piece, language))]
    if not known:
        return _last_words(_bare(whole), language)
    narrowed = known[0]
    for wider in known[1:]:
        # What comes later says which one is meant; where they disagree ("Paris, Texas") the later, wider one is right.
        clocks = {_clock(zone) for zone in wider}
        narrowed = tuple(zone for zone in narrowed if _clock(zone) in clocks) or wider
    return narrowed


def _last_words(key: str, language: str | None) -> tuple[str, ...]:
    """Look for two names without a comma between them: "Munich Germany", "Paris Texas"."""
    words = key.split()
    names = _names(language)
    for cut in range(1, min(len(words), 6)):
        first, second = names.get(" ".join(words[:cut])), names.get(" ".join(words[cut:]))
        if first and second:
            clocks = {_clock(zone) for zone in second}
            return tuple(zone for zone in first if _clock(zone) in clocks) or second
    return ()


def _typo(key: str, language: str | None) -> tuple[str, ...]:
    if len(key) < _SHORTEST_TYPO:
        return ()
    from rapidfuzz import fuzz, process

    names = _names(language)
    close = process.extract(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=5)
    if not close:
        return ()
    best = close[0][1]
    found: dict[str, None] = {}
    for name, score, _ in close:
        if score > best - 2 and len(name) >= _SHORTEST_TYPO - 1:
            found |= dict.fromkeys(names[name])
    return tuple(found)


def _choose(zones: Iterable[str], language: str | None) -> Zone | Several | None:
    """Give the one clock these zones keep, or the choice between the clocks."""
    clocks: dict[object, str] = {}
    for name in zones:
        clocks.setdefault(_clock(name), name)
    choices = tuple(_zone(name, language) for name in clocks.values())
    if len(choices) > 1:
        return Several(choices[:MOST_CHOICES])
    return choices[0] if choices else None


def _zone(name: str, language: str | None) -> Zone:
    if name.startswith("Etc/"):
        found = re.fullmatch(r"Etc/GMT([+-])(\d+)", name)
        place = f"UTC{'-' if found[1] == '+' else '+'}{found[2]}" if found and int(found[2]) else "UTC"
        return Zone(name, place, fixed=True)
    return Zone(name, _city(name, language) or name.rpartition("/")[2].replace("_", " "))


def _city(name: str, language: str | None) -> str | None:
    """Give the city a zone is named after, as the language writes it."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    known_as = get_global("zone_aliases").get(name, name)
    if language in {None, "en"} and (label := _table()["labels"].get(name)):
        return str(label)
    for code in (language, "en"):
        try:
            cities = Locale.parse((code or "en").replace("-", "_")).time_zones
        except (UnknownLocaleError, ValueError):
            continue
        for zone in (name, known_as):
            city = cities[zone].get("city") if zone in cities else None
            if city:
                return str(city)
    return None


@cache
def _names(language: str | None) -> dict[str, tuple[str, ...]]:
    """Collect every name we know, as typed without case, accents and punctuation, and the zones it may mean."""
    from babel import Locale, UnknownLocaleError

    found: dict[str, dict[str, None]] = {}

    def add(name: str, zones: Iterable[str]) -> None:
        existing = [zone for zone in (_existing(zone) for zone in zones) if zone]
        if (key := _key(name)) and existing:
            found.setdefault(key, {}).update(dict.fromkeys(existing))

    table = _table()
    for zone, names in (*table["cities"].items(), *table["regions"].items()):
        for name in names:
            add(name, [zone])
    for zone in sorted(_existing_zones() - {"localtime", "Factory", "posixrules"}):
        region, _, city = zone.rpartition("/")
        if region and not region.startswith(_NO_PLACES):
            add(city, [zone])
            add(zone, [zone])
    for code in dict.fromkeys(("en", language or "en")):
        try:
            locale = Locale.parse(code.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
        for zone, entry in locale.time_zones.items():
            if zone in _existing_zones():
                add(entry.get("city") or "", [zone])
        for country, name in locale.territories.items():
            if len(country) == 2 and country.isalpha():
                add(name, _country_zones(country))
    for country, names in table["countries"].items():
        for name in names:
            add(name, _country_zones(country))
    for name, zones in table["abbreviations"].items():
        found.pop(_key(name), None)
        add(name, [zones] if isinstance(zones, str) else zones)
    return {key: tuple(zones) for key, zones in found.items()}


@cache
def _country_zones(country: str) -> tuple[str, ...]:
    """List a country's zones, the one most people there know first, one for each clock."""
    from babel.core import get_global

    ordered = _table()["order"].get(country)
    if ordered:
        return tuple(ordered)
    known = [zone for zone in get_global("territory_zones").get(country, ()) if _existing(zone)]
    representative = set(get_global("windows_zone_mapping").values())
    known.sort(key=lambda zone: zone not in representative)
    return tuple({_clock(zone): zone for zone in reversed(known)}.values())[::-1]


@cache
def _clock(name: str) -> object:
    """Tell zones apart by what their clocks show through two years, not by their names."""
    rules = ZoneInfo(name)
    start = datetime(2026, 1, 15, tzinfo=UTC)
    return tuple((start + timedelta(days=10 * step)).astimezone(rules).utcoffset() for step in range(73))


def _changes_clocks(name: str) -> bool:
    clock = _clock(name)
    return isinstance(clock, tuple) and len(set(clock)) > 1


def _existing(name: str | None) -> str | None:
    """Give a zone under a name that zoneinfo has; hosts with an old tz database know only the older one."""
    from babel.core import get_global

    if not name:
        return None
    for candidate in (name, get_global("zone_aliases").get(name)):
        if candidate and candidate in _existing_zones():
            return str(candidate)
    return None


def _modern(name: str) -> str:
    """Give the zone that a legacy name such as ``US/Pacific`` stands for."""
    from babel.core import get_global

    return _existing(get_global("zone_aliases").get(name)) or name


@cache
def _existing_zones() -> frozenset[str]:
    """Name the zones this host has; the standard call reads the whole folder each time."""
    return frozenset(available_timezones())


@cache
def _iana_names() -> dict[str, str]:
    return {name.casefold(): name for name in _existing_zones()}


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((PROMPTS / "zones.toml").read_text(encoding="utf-8"))


def _key(name: str) -> str:
    """Write a name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_WITHOUT_MARKS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[’'`.]", "", plain) if re.search(r"\w[’'`]\w", plain) else plain
    return " ".join(re.findall(r"\w+", plain.replace("_", " ")))


def _bare(key: str) -> str:
    """Leave out what surrounds the name: "we are in Berlin", "Berlin time"."""
    return " ".join(_AROUND.sub(" ", key).split()) or key
