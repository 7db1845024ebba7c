"""A weekday and a time of day as owners type them: "fri", "half past 9", "18h", "noon"."""

import re
from datetime import time
from functools import cache

from bot.language.templates import FALLBACK
from bot.language.vocabulary import any_of, locales, plain, vocabulary, without

_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?")
_BARE = re.compile(r"(\d{1,2})(\d{2})")
_TYPO_FROM = 5
_MOST_WORDS = 10  # each stretch of them is looked at
_CLOSE_ENOUGH = 80.0


def read_weekday(text: str, *, language: str = FALLBACK) -> int | None:
    """Read a weekday, 0 for Monday to 6 for Sunday, by its name, an abbreviation or a near miss."""
    names = _weekdays(language)
    words = re.sub(r"[^\w\s]", " ", plain(text[:100]))
    key = " ".join(words.split())
    if key not in names:
        key = without(vocabulary(language)["weekdays"]["around"], words)
    if key in names:
        return names[key]
    if len(key) < _TYPO_FROM:
        return None
    from rapidfuzz import fuzz, process

    long = [name for name in names if len(name) >= _TYPO_FROM]
    close = process.extractOne(key, long, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return None if close is None else names[close[0]]


def read_time(text: str, *, language: str = FALLBACK) -> time | None:
    """Read a time of day; a number without am or pm counts 24 hours, so "7" is the morning."""
    table = vocabulary(language)
    clock = table["clock"]
    said = re.sub(r"(\d)\s*h\s*(\d\d)\b", r"\1:\2", plain(text[:100])).strip(" .,!?~")
    said = re.sub(r"(?<=\d)(?=[a-z])", " ", re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", said))
    for name in (said, without(clock["around"], said)):
        if name in table["times"]:
            return time.fromisoformat(table["times"][name])
    said, half_day = _half_day(without(clock["courtesy"], said), clock)
    said = without([*clock["hour"], *clock["around"]], said).strip(" .,")
    for word, number in clock["numbers"].items():
        said = re.sub(rf"\b{word}\b", str(number), said)
    return _read_clock(said, half_day, clock)


def read_weekday_and_time(text: str, *, language: str = FALLBACK) -> tuple[int | None, time | None]:
    """Read both out of one answer, such as "fri 9am" or "Sunday evening"; either may be missing."""
    words = text[:100].split()[:_MOST_WORDS]
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            rest = " ".join(words[:start] + words[start + size :])
            day = read_weekday(" ".join(words[start : start + size]), language=language)
            if day is not None and (not rest or read_time(rest, language=language) is not None):
                return day, read_time(rest or text, language=language) or _named_in(text, language)
    return None, read_time(text, language=language)


def _named_in(text: str, language: str) -> time | None:
    """Find a word for a time of day that reading the weekday left out: "Sunday evening"."""
    times: dict[str, str] = vocabulary(language)["times"]
    found = re.search(rf"(?<!\w){any_of(tuple(times))}(?!\w)", plain(text[:100]))
    return None if found is None else time.fromisoformat(times[found[0]])


def _half_day(said: str, clock: dict[str, list[str]]) -> tuple[str, int | None]:
    for name, start in (("before_noon", 0), ("after_noon", 12)):
        found = re.search(rf"\s{any_of(tuple(clock[name]))}$", said)
        if found:
            return said[: found.start()].rstrip(" ,"), start
    return said, None


def _read_clock(said: str, half_day: int | None, clock: dict[str, list[str]]) -> time | None:
    shift = 0
    for name, minutes in (("quarter_past", 15), ("quarter_to", -15), ("half", 30)):
        found = re.match(rf"{any_of(tuple(clock[name]))}\s", said)
        if found:
            said, shift = said[found.end() :], minutes
            break
    else:
        for name, sign in (("past", 1), ("to", -1)):
            found = re.fullmatch(rf"(\d{{1,2}})\s+{any_of(tuple(clock[name]))}\s+(\d{{1,2}})", said)
            if found:
                said, shift = found[2], sign * int(found[1])
                break
    shown = _CLOCK.fullmatch(said) or _BARE.fullmatch(said)
    if shown is None or (shift and shown[2]):
        return None
    return _time(int(shown[1]), int(shown[2] or 0), shift, half_day)


def _time(hour: int, minute: int, shift: int, half_day: int | None) -> time | None:
    if minute > 59 or abs(shift) > 59:
        return None
    if half_day is not None:
        if not 1 <= hour <= 12:
            return time(hour, minute) if half_day and 12 < hour < 24 and not shift else None
        hour = hour % 12 + half_day
    if hour > 24 or (hour == 24 and minute):
        return None
    total = (hour * 60 + minute + shift) % (24 * 60)
    return time(total // 60, total % 60)


@cache
def _weekdays(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for locale in locales(language):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for day, name in locale.days[context][width].items():
                    names[" ".join(re.sub(r"[^\w\s]", " ", plain(name)).split())] = day
    for day, others in enumerate(vocabulary(language)["weekdays"]["names"]):
        names |= dict.fromkeys(others, day)
    return names
