"""A time zone from what an owner types, where they are, or what language they use.

Names come from the tz database, from Babel (countries and cities in the owner's language) and from
``prompts/zones.toml`` (nicknames, large cities, abbreviations). Every zone given exists in ``zoneinfo``.
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from msgspec import Struct

from bot.core.schedule import UTC_ZONE
from bot.language.places import (
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
)
from bot.language.signs import normal
from bot.language.vocabulary import without

MOST_CHOICES = 12

_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?(?:\s*(?:h|hours?|hrs?))?", re.ASCII)
_FURTHEST = timedelta(hours=14)
_CLOSE_ENOUGH = 80.0  # of 100; one wrong letter in five
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
    """Look a text up whole, then by its parts: "Portland, Maine", "Germany - Munich"."""
    names = place_names(language)
    whole = key_of(text)
    for key in dict.fromkeys((whole, _bare(whole))):
        if key in names:
            return names[key]
    pieces = [_bare(key_of(piece)) for piece in re.split(r"[,;/()|\n]|\s[-–—]\s", text)]
    known = [found for piece in pieces if piece and (found := names.get(piece) or _typo(piece, language))]
    if not known:
        return _last_words(_bare(whole), language)
    narrowed = known[0]
    for wider in known[1:]:
        # What comes later says which one is meant; where they disagree ("Paris, Texas") the later, wider one is right.
        clocks = {clock_of(zone) for zone in wider}
        narrowed = tuple(zone for zone in narrowed if clock_of(zone) in clocks) or wider
    return narrowed


def _last_words(key: str, language: str | None) -> tuple[str, ...]:
    """Look for two names without a comma between them: "Munich Germany", "Paris Texas"."""
    words = key.split()
    names = place_names(language)
    for cut in range(1, min(len(words), 6)):
        first, second = names.get(" ".join(words[:cut])), names.get(" ".join(words[cut:]))
        if first and second:
            clocks = {clock_of(zone) for zone in second}
            return tuple(zone for zone in first if clock_of(zone) in clocks) or second
    return ()


def _typo(key: str, language: str | None) -> tuple[str, ...]:
    return () if key in real_words() else of_like_name(key, language)


def of_like_name(key: str, language: str | None) -> tuple[str, ...]:
    """Return the zones of the places that may have been meant by a name nobody has, with a slip or two in it.

    Args:
        key: the name, as :func:`bot.language.places.key_of` writes it.
        language: the owner's.
    """
    if len(key) < _SHORTEST_TYPO:
        return ()
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    names = place_names(language)
    close = process.extract(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=5)
    slips = 1 if len(key) < _LONG else 2  # Atlantis is not Atlanta
    close = [one for one in close if len(one[0]) >= _SHORTEST_TYPO - 1 and OSA.distance(key, one[0]) <= slips]
    found: dict[str, None] = {}
    for name, score, _ in close:
        if score > close[0][1] - 2:
            found |= dict.fromkeys(names[name])
    return tuple(found)


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


def _bare(key: str) -> str:
    """Leave out what surrounds the name: "we are in Berlin", "Berlin time"."""
    return without(table()["around"]["phrases"], key) or key
