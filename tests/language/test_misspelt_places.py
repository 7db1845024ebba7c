"""Misspelt places are found, and ordinary words are not taken for places with a similar name."""

from bot.language.gazetteer import in_gazetteer
from bot.language.places import clock_of, place_names
from bot.language.zones import SeveralZones, Zone, read_zone
from tests.bench.zones_real_words import own_words

OWNERS_WORDS = """
    ads agent appointment bakery barber based begin booking boots branding brand builder business bakers cafe calls candy
    campaign cases catering centre chairs cheese chest child children chilli chocolate cleaner cleaning client clients
    clinic coach coachin coaching coffee contact convention cores course courses customer customers dates deals deeds
    delivery dense dentist design details discount door doors easier eating electrician emails enter evening events
    facebook fairs fares farmer faster feeds fence fitness flowers flyer flyers follow fountain friend friends fresco
    garden google grocery hairdresser handy handyman heading hilly home hotel hungry instagram insurance internet inland
    joiner kitchen ladies landscaping lashes laundry lawyer leadin leading leads leaflets lemon letter logos london-style
    market marketing marketin mason massage master meals media meeting midday midnight money monthly morning mountains
    needs newsletter nicer niche noise office online orders organ organic others painter paints palms parish parks parts
    partner perms phone pizza places plumber poise portrait ports prices printing products prune quality quite quote
    quotes recipe referral regarding renter repairs retail roofing salads sales salon salty sandy school scores seeds
    selling service services settle shipping shopify shops skates social stages stakes state stats status stores street
    student students studio suppliers tailor talks taster teacher tennis texts tickets tiger tiles today tomorrow tools
    trade trader trades training traffic travel trees truck trucks trunk urban vegan video visit visitors vouchers wages
    walks walls wares waves website wedding weddings weekend weeks whatsapp while whole window wines woman women words
    worth yoga youth yellow
"""  # fmt: skip

MISSPELT = """
    Europe/London: londn, lodon, londen, londonn, manchestr, machester, liverpol, edinburg, glasow, birmingam, sheffeld
    Europe/Berlin: berln, berlim, berlinn, munic, munchin, hambrug, frankfrut, stutgart, dusseldorff, cologn, germny, germani
    Europe/Paris: pariss, marsielle, toulous, bordeau, strasburg, frence
    Europe/Madrid: madird, maddrid, barcelon, barselona, sevile
    Europe/Rome: romme, florance, venise, bolonga, palermoo
    Europe/Amsterdam: amsterdm, amstredam, roterdam, utrect, netherland
    Europe/Brussels: brusels, brussles, antwerpe
    Europe/Vienna: viena, salzberg, insbruck
    Europe/Zurich: zurch, zuric, geneve, lausane
    Europe/Copenhagen: copenhagn, kopenhagen, copenhagan
    Europe/Stockholm: stockhom, stokholm, gotenburg
    Europe/Lisbon: lisbn, lissbon
    Europe/Dublin: dubln, dubblin, galwey
    Europe/Istanbul: istambul, istanbull, ankra
    Europe/Warsaw: warsw, krakov
    Europe/Prague: prage, prauge
    Europe/Budapest: budapset, budpest
    Europe/Moscow: moscw, moskow
    America/New_York: new yrok, newyork, nwe york, bostn, philadelpia, washingtn, atlnta, maimi, charlote, pittsburg
    America/Chicago: chigaco, chicgao, huston, dalas, austn, minneapolous, nashvile, milwaukie
    America/Denver: denvr, albuquerqe
    America/Los_Angeles: los angles, los angelos, san fransisco, san franciso, seatle, sacremento, las vegs, oaklnd
    America/Toronto: toront, tornto, ottowa, montrel
    America/Vancouver: vancover, vancouvr
    America/Edmonton: calgry, edmontn
    America/Mexico_City: mexico cty, guadalajra
    America/Sao_Paulo: sao paolo, rio de janiero, brasila
    America/Bogota: bogotta, medelin
    America/Argentina/Buenos_Aires: buenos aries, bueons aires
    Asia/Kolkata: mumbay, bangalor, banglore, bengalooru, hydrabad, chenai, kolkatta, calcuta, ahmedabd, new dehli
    Asia/Karachi: karachii, lahor, islamabd
    Asia/Dubai: dubay, abu dabi
    Asia/Singapore: singapor, singapur
    Asia/Bangkok: bangkock, bankok
    Asia/Kuala_Lumpur: kuala lumpor, kuala lampur
    Asia/Jakarta: jakrta, jakata
    Asia/Manila: manilla
    Asia/Hong_Kong: hongkong, hong kon
    Asia/Shanghai: shangai, beijng, shenzen, guangzho
    Asia/Tokyo: tokio, tokyoo, kyotto, osakka, yokohma
    Asia/Seoul: seuol, busann
    Australia/Sydney: sydny, sidney, sydeny
    Australia/Melbourne: melborne, melbourn
    Australia/Brisbane: brisban, brisbaine
    Pacific/Auckland: aukland, aucklnd, wellingtn, christchuch
    Africa/Johannesburg: johanesburg, capetown, cape twon, durbn
    Africa/Lagos: lagoss, nigria
    Africa/Nairobi: nairobbi, mombassa
    Africa/Cairo: ciaro, alexandira
    Africa/Casablanca: casablnca, marakech
"""


def misspelt() -> list[tuple[str, str]]:
    lines = [line.strip().partition(": ") for line in MISSPELT.strip().splitlines()]
    return [(typed, zone) for zone, _, typed_so in lines for typed in typed_so.split(", ")]


def test_a_word_that_owners_type_is_taken_for_no_place():
    assert [word for word in OWNERS_WORDS.split() if read_zone(word, language="en")] == []


ARE_PLACES = {
    "tours",
    "tyre",
    "corona",
    "berlin",
    "chilean",
    "kong",
    "zealand",
    "indonesia",
    "jersey",
    "mobile",
    "nice",
    "nigeria",
    "reading",
    "split",
    "uganda",
    "christmas",
    "assam",
    "indian",
    "italian",
    "anna",
    "paula",
}
"""Words of the bot's own that name a country or a city, or somebody in an example who is called like one; none of its other words may be a town."""


def test_no_word_of_the_bots_own_is_taken_for_a_place_of_a_like_name():
    words = {word for word in own_words() - place_names("en").keys() if len(word) > len("utc")}
    assert len(words) > 3_000
    assert {word for word in words if read_zone(word, language="en") is not None} - ARE_PLACES == set()


def test_an_ordinary_word_beside_a_place_leaves_the_place():
    assert read_zone("sales, Berlin").name == "Europe/Berlin"
    assert read_zone("leads, UK").name == "Europe/London"


def test_nineteen_in_twenty_usual_misspellings_give_the_clock_that_was_meant_and_hardly_any_another():
    """Misspellings that are the name of another town do not count: an exact name comes first ("Edinburg", Texas)."""
    said = [one for one in misspelt() if not any(place.kind == "t" for place in in_gazetteer(one[0]))]
    found = [(typed, zone, read_zone(typed, language="en")) for typed, zone in said]
    given = {typed: clock_of(read.name) == clock_of(zone) for typed, zone, read in found if isinstance(read, Zone)}
    offered = {
        typed: any(clock_of(choice.name) == clock_of(zone) for choice in read.choices)
        for typed, zone, read in found
        if isinstance(read, SeveralZones)
    }
    right = [typed for typed in given if given[typed]]
    assert len(found) > 150
    assert (len(right) + sum(offered.values())) / len(found) >= 0.95, {typed for typed, _, _ in found} - set(right)
    assert len(offered) / len(found) <= 0.05, offered.keys()
    assert (len(given) - len(right)) / len(found) <= 0.01, given.keys() - set(right)
