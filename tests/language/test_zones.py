import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.schedule import Schedule
from bot.language.places import own_words, table, zone_names
from bot.language.zones import MOST_CHOICES, SeveralZones, Zone, guess_zone, read_zone, zone_at


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        (" BERLIN! ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("NYC", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Mumbai", "Asia/Kolkata"),
        ("San Francisco", "America/Los_Angeles"),
        ("st. john's", "America/St_Johns"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("Łódź", "Europe/Warsaw"),
        ("Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("I'm in Lisbon", "Europe/Lisbon"),
        ("we are based in Cape Town", "Africa/Johannesburg"),
        ("Berlin time", "Europe/Berlin"),
    ],
)
def test_a_city_gives_its_zone(typed, zone):
    assert read_zone(typed).name == zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Berlim", "Europe/Berlin"), ("New Yrok", "America/New_York"), ("Amsterdm", "Europe/Amsterdam"),
     ("Tokio", "Asia/Tokyo"), ("Sydny", "Australia/Sydney"), ("Brusels", "Europe/Brussels"),
     ("Germny", "Europe/Berlin"), ("Bangalor", "Asia/Kolkata")],
)  # fmt: skip
def test_a_typo_gives_the_zone_that_was_meant(typed, zone):
    assert read_zone(typed).name == zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Germany", "Europe/Berlin"), ("india", "Asia/Kolkata"), ("UK", "Europe/London"), ("Nepal", "Asia/Kathmandu"),
     ("Japan", "Asia/Tokyo"), ("New Zealand", "Pacific/Auckland"), ("China", "Asia/Shanghai"),
     ("the Netherlands", "Europe/Amsterdam"), ("South Africa", "Africa/Johannesburg"), ("Ukraine", "Europe/Kyiv")],
)  # fmt: skip
def test_a_country_with_one_clock_gives_it(typed, zone):
    assert read_zone(typed).name == zone


@pytest.mark.parametrize(
    ("typed", "first", "among"),
    [
        ("USA", "America/New_York", {"America/Chicago", "America/Los_Angeles", "Pacific/Honolulu"}),
        ("Spain", "Europe/Madrid", {"Atlantic/Canary"}),
        ("Russia", "Europe/Moscow", {"Asia/Vladivostok"}),
        ("Australia", "Australia/Sydney", {"Australia/Perth", "Australia/Brisbane"}),
        ("Portland", "America/Los_Angeles", {"America/New_York"}),
        ("Rochester", "America/New_York", {"America/Chicago", "Europe/London"}),
        ("Wilmington", "America/New_York", {"America/Los_Angeles"}),
        ("Roseville", "America/Los_Angeles", {"America/Chicago", "America/Detroit"}),
        ("Preston", "Europe/London", {"Australia/Melbourne"}),
        ("Georgia", "America/New_York", {"Asia/Tbilisi"}),
        ("IST", "Asia/Kolkata", {"Europe/Dublin", "Asia/Jerusalem"}),
        ("CST", "America/Chicago", {"Asia/Shanghai"}),
    ],
)
def test_a_name_with_several_clocks_gives_the_choice(typed, first, among):
    several = read_zone(typed)
    assert isinstance(several, SeveralZones)
    names = [choice.name for choice in several.choices]
    assert names[0] == first
    assert among <= set(names)
    assert len(names) <= MOST_CHOICES


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Portland, Maine", "America/New_York"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Paris, Texas", "America/Chicago"),
        ("Paris, France", "Europe/Paris"),
        ("London, Ontario", "America/Toronto"),
        ("London, UK", "Europe/London"),
        ("San Jose, Costa Rica", "America/Costa_Rica"),
        ("Germany - Munich", "Europe/Berlin"),
        ("Madrid Spain", "Europe/Madrid"),
        ("Moscow, Russia", "Europe/Moscow"),
        ("Springfeld, Illinois", "America/Chicago"),
        ("Rochester NY", "America/New_York"),
        ("Rochester, MN", "America/Chicago"),
        ("Rochester, Kent, UK", "Europe/London"),
        ("San Francisco, CA", "America/Los_Angeles"),
        ("Armenia, Colombia", "America/Bogota"),
        ("Chelsea, London", "Europe/London"),
        ("Perth, Scotland", "Europe/London"),
        ("Perth, Australia", "Australia/Perth"),
        ("portland or", "America/Los_Angeles"),
        ("Wilmington, DE, USA", "America/New_York"),
        ("St. Albans, England", "Europe/London"),
        ("Victoria BC", "America/Vancouver"),
        ("Munich, DE", "Europe/Berlin"),
        ("I'm in Reading UK", "Europe/London"),
        ("Cambridge, Massachusetts", "America/New_York"),
        ("New York, New York", "America/New_York"),
        ("scotland", "Europe/London"),
    ],
)
def test_what_stands_beside_a_city_says_which_one(typed, zone):
    assert read_zone(typed).name == zone


@pytest.mark.parametrize(
    ("typed", "hours", "place"),
    [
        ("UTC+2", 2, "UTC+2"),
        ("utc +2", 2, "UTC+2"),
        ("GMT+2", 2, "UTC+2"),
        ("+3", 3, "UTC+3"),
        ("-5", -5, "UTC-5"),
        ("UTC−3", -3, "UTC-3"),
        ("GMT+5:30", 5.5, "UTC+5:30"),
        ("UTC+05:30", 5.5, "UTC+5:30"),
        ("+0530", 5.5, "UTC+5:30"),
        ("UTC+5:45", 5.75, "UTC+5:45"),
        ("UTC+14", 14, "UTC+14"),
        ("UTC-12", -12, "UTC-12"),
        ("UTC", 0, "UTC"),
        ("gmt+0", 0, "UTC"),
        ("UTC+00:00", 0, "UTC"),
    ],
)
def test_an_offset_is_kept_all_year(typed, hours, place):
    zone = read_zone(typed)
    assert (zone.place, zone.fixed) == (place, True)
    for month in (1, 7):
        offset = datetime(2026, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone.name)).utcoffset()
        assert offset.total_seconds() == hours * 3600


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Europe/Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"), ("Europe / Berlin", "Europe/Berlin"),
     ("america/new york", "America/New_York"), ("AMERICA/ARGENTINA/SALTA", "America/Argentina/Salta"),
     ("Etc/GMT+5", "Etc/GMT+5"), ("US/Pacific", "America/Los_Angeles")],
)  # fmt: skip
def test_an_iana_name_is_taken_in_any_case(typed, zone):
    assert read_zone(typed).name == zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("EST", "America/New_York"), ("pst", "America/Los_Angeles"), ("CET", "Europe/Berlin"), ("CEST", "Europe/Berlin"),
     ("JST", "Asia/Tokyo"), ("Eastern time", "America/New_York"), ("Pacific Time", "America/Los_Angeles")],
)  # fmt: skip
def test_an_abbreviation_means_the_place_that_keeps_it_with_its_clock_changes(typed, zone):
    assert read_zone(typed) == Zone(zone, read_zone(zone).place)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "🙂", "hello", "12", "9", "5 pm", "skip", "yes", "UTC+15", "-13", "UTC+2:17", "+25", "?", "/", ",,,"],
)
def test_what_is_no_place_is_not_guessed(typed):
    assert read_zone(typed) is None


def test_the_owners_language_knows_its_own_names():
    assert read_zone("Москва", language="ru").name == "Europe/Moscow"
    assert read_zone("Allemagne", language="fr").name == "Europe/Berlin"
    assert read_zone("Vereinigtes Königreich", language="de").name == "Europe/London"
    assert read_zone("London", language="de").name == "Europe/London"
    assert read_zone("Berlin", language="not a language").name == "Europe/Berlin"


@pytest.mark.parametrize(
    ("language", "zone"),
    [("de", "Europe/Berlin"), ("pt-BR", "America/Sao_Paulo"), ("pt-PT", "Europe/Lisbon"), ("fr", "Europe/Paris"),
     ("ru", "Europe/Moscow"), ("uk", "Europe/Kyiv"), ("en-GB", "Europe/London"), ("en_US", "America/New_York"),
     ("zh-hans-SG", "Asia/Singapore"), ("ja", "Asia/Tokyo")],
)  # fmt: skip
def test_a_language_of_mainly_one_country_gives_a_guess(language, zone):
    assert guess_zone(language).name == zone


@pytest.mark.parametrize("language", ["en", "es", "ar", "", None, "xx", "-", "..", "qq-QQ"])
def test_a_language_of_the_whole_world_gives_none(language):
    assert guess_zone(language) is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [(52.5, 13.4, "Europe/Berlin"), (27.7, 85.3, "Asia/Kathmandu"), (-31.5, 159.1, "Australia/Lord_Howe"),
     (0, -150, "Etc/GMT+10")],
)  # fmt: skip
def test_a_location_gives_its_zone_also_at_sea(latitude, longitude, zone):
    assert zone_at(latitude, longitude).name == zone


@pytest.mark.parametrize("place", [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_an_impossible_location_gives_none(place):
    assert zone_at(*place) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
@settings(max_examples=60)
def test_every_location_gives_a_zone_that_a_schedule_takes(latitude, longitude):
    zone = zone_at(latitude, longitude)
    assert zone is not None
    assert Schedule(0, 9, 0, zone.name).zone in zone_names()


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    found = read_zone(text)
    for zone in found.choices if isinstance(found, SeveralZones) else [found] if found else []:
        assert zone.name in zone_names()
        assert zone.place


def test_every_zone_of_the_table_exists():
    more = table()
    named = {*more["cities"], *more["regions"], *own_words("en")["labels"], *more["offsets"].values()}
    named |= {zone for zones in more["order"].values() for zone in zones}
    for zones in more["abbreviations"].values():
        named |= {zones} if isinstance(zones, str) else set(zones)
    named |= {zone for zone in more["languages"].values() if zone}
    assert not named - zone_names()


@pytest.mark.unmeasured
def test_a_hundred_thousand_letters_cost_nothing():
    read_zone("Berlin")
    took = []
    for _ in range(3):  # the quickest counts: garbage of other tests may be collected meanwhile
        started = time.process_time()
        assert read_zone("a, " * 50_000) is None
        took.append(time.process_time() - started)
    assert min(took) < 0.05


@pytest.mark.parametrize("typed", ["Atlantys", "Mordor", "Gotham", "Narnia", "Wakanda", "Springfeld City"])
def test_a_place_that_does_not_exist_is_not_taken_for_one_with_a_like_name(typed):
    assert read_zone(typed) is None


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Rotherham", "Europe/London"), ("Crestonn", None), ("Rothley", None), ("Antarctc", None)],
)
def test_a_town_is_itself_and_no_typo_leads_to_the_name_of_a_zone(typed, zone):
    read = read_zone(typed)
    assert (read and read.name) == zone


@pytest.mark.parametrize("typed", ["later", "deal", "sale", "enterprise", "normal", "police", "young", "sure", "Most"])
def test_an_ordinary_word_alone_is_no_town_of_its_name(typed):
    assert read_zone(typed) is None


def test_an_ordinary_word_is_a_town_where_it_is_said_as_one():
    assert read_zone("in Deal").name == "Europe/London"
    assert read_zone("Sale, UK").name == "Europe/London"
    assert read_zone("Normal, IL").name == "America/Chicago"
