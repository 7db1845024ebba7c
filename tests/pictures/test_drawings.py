"""Every picture of the gallery, measured by its own geometry."""

import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import gallery
import ruler

from bot.core.shown import Door
from bot.language.templates import words
from bot.language.verdicts import kinds
from bot.pictures.caption import caption
from bot.pictures.door import crowds, draw_door
from bot.pictures.lettering import drawable
from bot.pictures.worker import fingerprint
from tests.phone import layout

WORDS = words("en")
HOSTILE = 'Eve</text><script>alert("1")</script><!-- & &amp; ]]> \x00\x08\ufffe\ud800 {{ 7 * 7 }}'

every_picture = pytest.mark.parametrize("svg", gallery.ALL, indirect=True)


@cache
def drawn(name):
    return gallery.draw(gallery.ALL[name])


@pytest.fixture
def svg(request):
    return drawn(request.param)


def check_layout(svg):
    areas = ruler.texts(svg)
    whole = ruler.canvas(svg)
    assert [area.what for area in areas if not whole.holds(area)] == []
    assert ruler.overlaps(areas) == []


@every_picture
def test_no_text_leaves_the_canvas_or_overlaps_another(svg):
    check_layout(svg)


@every_picture
def test_no_figure_column_or_letter_stands_on_a_text(svg):
    spots = list(ruler.starts(svg))
    for text in ruler.texts(svg):
        assert [spot for spot in spots if text.left < spot[0] < text.right and text.top < spot[1] < text.bottom] == []


@every_picture
def test_every_text_stands_out_from_all_that_is_behind_it(svg):
    for text in ruler.texts(svg):
        for colour in ruler.behind(svg, text):
            assert ruler.contrast(text.fill, colour) >= 4.5, (text.what, text.fill, colour)


@every_picture
def test_no_text_is_too_small_for_a_phone(svg):
    smallest = min(float(element.get("font-size")) for element in ET.fromstring(svg).iter(ruler.SVG + "text"))
    assert smallest / 3 >= 8.6  # points, on a phone 360 points wide


@every_picture
def test_all_pictures_are_of_the_size_that_a_phone_s_screen_is_reckoned_with(svg):
    root = ET.fromstring(svg)
    assert layout.KEYBOARD * int(root.get("height")) / int(root.get("width")) == layout.PICTURE


@pytest.mark.parametrize("name", gallery.ALL)
def test_the_same_data_give_the_same_picture(name):
    assert gallery.draw(gallery.ALL[name]) == drawn(name)


def test_no_two_pictures_share_a_fingerprint():
    assert len({fingerprint(drawn(name)) for name in gallery.ALL}) == len(gallery.ALL)


@pytest.mark.parametrize(
    ("kind", "headline", "marked"),
    [
        ("marketing_volume", "Most likely: marketing", ["Marketing holds back"]),
        ("marketing_quality", "Most likely: marketing", ["Marketing holds back"]),
        ("sales_response", "Most likely: sales", ["Sales holds you back"]),
        ("sales_skill", "Most likely: sales", ["Sales holds you back"]),
        ("both", "Most likely: both", ["Marketing holds back", "Sales holds you back"]),
        ("offer", "Most likely: the offer", []),
        ("neither", "In balance", []),
        ("cant_tell", "Too close to call", []),
    ],
)
def test_the_side_that_holds_back_is_marked_in_colour_and_in_words(kind, headline, marked):
    svg = draw_door(Door("Alice", 12, 11, 2, 1, kind), WORDS)
    found = {text.what: text for text in ruler.texts(svg)}
    header = ruler.behind(svg, found[headline])
    assert [
        text
        for text in found
        if " holds " in text and text[0] in "MS" and ruler.behind(svg, found[text])[:1] == header[:1]
    ] == marked
    assert {"Marketing", "Sales"} & found.keys() == {"Marketing", "Sales"} - {text.split()[0] for text in marked}


def test_an_offer_that_puts_people_off_is_marked_beside_both_sides():
    svg = draw_door(Door("Alice", 12, 11, 2, 1, "offer"), WORDS)
    found = {text.what: text for text in ruler.texts(svg)}
    assert ruler.behind(svg, found["The offer puts off"])[:1] == ruler.behind(svg, found["Most likely: the offer"])[:1]
    assert "puts off" not in draw_door(Door("Alice", 12, 11, 2, 1, "both"), WORDS)


def test_verdicts_differ_in_colour_and_in_words():
    headers = {}
    for kind in ("marketing_volume", "sales_skill", "both", "offer", "neither", "cant_tell"):
        svg = draw_door(Door(None, 12, 11, 2, 1, kind), WORDS)
        headline = max(ruler.texts(svg)[:2], key=lambda text: text.bottom - text.top)
        headers[kind] = (headline.what, *ruler.behind(svg, headline))
    assert len({words_ for words_, *_ in headers.values()}) == len({colour for _, colour, *_ in headers.values()}) == 6


@pytest.mark.parametrize(
    ("part", "reason"),
    [("volume", "Too few people"), ("quality", "few are right"), ("response", "not let in"), ("skill", "few stay")],
)
def test_the_part_is_said_in_words(part, reason):
    kind = next(row.id for row in kinds().values() if row.part == part)
    door = Door(None, 12, 11, 2, 1, kind)
    assert reason in draw_door(door, WORDS)
    assert reason in caption(door, WORDS)


def test_the_counts_are_the_owners_own():
    said = [text.what for text in ruler.texts(draw_door(Door("Alice", 50, 45, 5, 3, "sales_skill", (1, 3)), WORDS))]
    assert {"50", "45", "5", "5 stayed outside", "3 ordered without a talk"} <= set(said)
    assert "Put right: 1 to 3 more customers a week" in said


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        ((0, 0.3), "less than 1 more customer a week"),
        ((0.4, 1.4), "up to 1 more customer a week"),
        ((0.6, 1.4), "about 1 more customer a week"),
        ((2, 2), "about 2 more customers a week"),
        ((1, 3), "1 to 3 more customers a week"),
        ((1200, 15000), "1,200 to 15,000 more customers a week"),
    ],
)
def test_the_gain_is_said_in_whole_customers(gain, said):
    door = Door(None, 12, 11, 2, 0, "sales_skill", gain)
    assert said in draw_door(door, WORDS)
    assert said in caption(door, WORDS)


def test_what_an_owner_typed_adds_no_markup():
    plain = draw_door(Door("Eve", 5, 5, 2, 0, "neither", period="x"), WORDS)
    hostile = draw_door(Door(HOSTILE, 5, 5, 2, 0, "neither", period=HOSTILE), WORDS)
    assert [element.tag for element in ET.fromstring(hostile).iter()] == [
        element.tag for element in ET.fromstring(plain).iter()
    ]


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(max_size=200) | st.none(),
    period=st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=80),
    people=st.floats(0, 100_000),
    talked=st.floats(0, 1),
    customers=st.floats(0, 1),
    orders=st.floats(0, 100_000) | st.just(0),
    kind=st.sampled_from(sorted(kinds())),
    gain=st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)).map(lambda both: (min(both), max(both))) | st.none(),
)
def test_any_door_can_be_drawn_and_told(name, period, people, talked, customers, orders, kind, gain):
    door = Door(name, people, people * talked, people * talked * customers, orders, kind, gain, period)
    check_layout(draw_door(door, WORDS))
    assert len(caption(door, WORDS).encode("utf-16-le", errors="surrogatepass")) <= 2 * 1024


@pytest.mark.parametrize("name", ["東京ラーメン", "한국 식당", "🔧🛠️", "   ", "\u202e\u0007", "Café 東京"])
def test_a_name_that_the_font_cannot_write_is_left_out(name):
    assert draw_door(Door(name, 5, 5, 2, 0, "neither"), WORDS) == draw_door(Door(None, 5, 5, 2, 0, "neither"), WORDS)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Müller 🔧 Bau", "Müller Bau"),
        ("  two\n lines\t", "two lines"),
        ("राम की दुकान", "राम की दुकान"),
        ("Đặng Văn", "Đặng Văn"),
        ("Ivan\u202egnp.exe", "Ivangnp.exe"),
        ("Za\u0301\u0301\u0301\u0301lgo", "Zá\u0301\u0301lgo"),
        ('A<b & "C"', 'A<b & "C"'),
    ],
)
def test_a_name_is_cleaned_of_what_would_break_the_picture(typed, drawn):
    assert drawable(typed) == drawn


def test_a_crowd_of_up_to_fifty_is_drawn_one_by_one_and_a_larger_one_says_its_scale():
    assert "1 figure" not in draw_door(Door(None, 50, 5, 5, 0, "sales_skill"), WORDS)
    assert "1 figure = 2 people" in draw_door(Door(None, 51, 5, 5, 0, "sales_skill"), WORDS)
    assert "1 figure = 2,000 people" in draw_door(Door(None, 100_000, 5, 5, 0, "sales_skill"), WORDS)


def test_what_is_not_known_is_shown_as_not_known():
    door = Door("Bob", 25, None, None, 0, "cant_tell")
    assert [text.what for text in ruler.texts(draw_door(door, WORDS))].count("?") == 2
    assert "stayed outside" not in draw_door(door, WORDS)
    assert "how many became customers is not known" in caption(door, WORDS)


@every_picture
def test_who_is_still_missing_is_explained(svg):
    said = " ".join(text.what for text in ruler.texts(svg))
    assert ('stroke-dasharray="6 6"' in svg) == ("dotted: " in said)


def test_a_scale_and_who_is_missing_are_both_explained():
    seen = draw_door(Door(None, 0, 0, 0, 3, "marketing_reach", (2, 4), seen=168), WORDS)
    assert {"1 figure = 5 people", "dotted: those still missing"} <= {text.what for text in ruler.texts(seen)}
    waited = draw_door(Door(None, 14, 12, 4, 2, "marketing_volume", (2, 5)), WORDS)
    assert "2 outside; dotted: missing" in {text.what for text in ruler.texts(waited)}


def test_where_few_stay_the_others_are_seen_leaving():
    few = Door(None, 50, 45, 5, 0, "sales_skill")
    assert (len(crowds(few).talked), len(crowds(few).leaving)) == (5, 40)
    assert "40 left again" in draw_door(few, WORDS)
    assert max(one.x for one in crowds(few).leaving) <= min(one.x for one in crowds(few).talked)  # nearest to the door
    assert "left again" not in draw_door(Door(None, 50, 45, 40, 0, "neither"), WORDS)


def test_where_all_order_without_a_talk_there_is_no_door_and_no_row_of_zeros():
    svg = draw_door(Door("Paper & Post", 0, 0, 0, 40, "marketing_volume"), WORDS)
    said = [text.what for text in ruler.texts(svg)]
    assert "0" not in said
    assert {"40", "ordered, without a talk", "?", "saw what you sell"} <= set(said)


def test_where_nobody_came_the_house_is_no_row_of_zeros():
    said = [text.what for text in ruler.texts(draw_door(Door(None, 0, 0, 0, 0, "marketing_volume"), WORDS))]
    assert said.count("0") == 1
    assert {"Nobody to talk with yet", "dotted: those still missing"} <= set(said)


def test_the_gain_is_told_in_money_too_and_the_step_under_it():
    door = Door(None, 50, 45, 5, 0, "sales_skill", (1, 3), step="Ring back.", worth="roughly €980 to €5,000")
    said = [text.what for text in ruler.texts(draw_door(door, WORDS))]
    assert said[-2:] == ["Put right: 1 to 3 more customers a week (roughly €980 to €5,000)", "This week: Ring back."]


def test_people_are_whole_and_so_are_their_numbers():
    said = [text.what for text in ruler.texts(draw_door(Door(None, 8.2, 0.4, 0.2, 0.3, "neither"), WORDS))]
    assert {"8", "1", "7 stayed outside", "1 ordered without a talk"} <= set(said)
    assert not any("." in text for text in said if text[0].isdigit())


def test_the_step_stands_under_the_numbers():
    door = Door(None, 50, 45, 5, 0, "sales_skill", step="Ring everyone who got a price.")
    assert "This week: Ring everyone who got a price." in draw_door(door, WORDS)
