"""Draw every kind of verdict, the extremes, and weeks of every length, to look at.

    python tests/pictures/gallery.py FOLDER

writes each as SVG, as PNG, and as the text that goes with it. The tests measure the same pictures.
"""

import asyncio
import random
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.core.shown import ChangedLevel, CountedMonth, Counts, Door, Moved, ShownWeek, TwoMonths, Weeks
from bot.language.templates import words
from bot.pictures.caption import caption
from bot.pictures.drawing import draw
from bot.pictures.worker import Painter

WEEK = "in 4 weeks"

VERDICTS = {
    "volume": Door("Hill Street Dental", 4, 4, 2, 3, "marketing_volume", (3, 5), WEEK),
    "quality": Door("Nadia's Garden Design", 15, 14, 2, 0, "marketing_quality", (1, 3), WEEK),
    "response": Door("Fast Glass Repair", 30, 10, 5, 0, "sales_response", (4, 9), WEEK),
    "skill": Door(
        "Miller Plumbing",
        50,
        45,
        5,
        0,
        "sales_skill",
        (1, 3),
        "26 Oct to 22 Nov",
        worth="roughly €980 to €5,000",
        step="Ring everyone who got a price and went quiet.",
    ),
    "reach": Door("Paper & Post", 0, 0, 0, 3, "marketing_reach", (2, 6), WEEK, seen=42),
    "page": Door("Paper & Post", 0, 0, 0, 4, "marketing_page", (5, 9), WEEK, seen=1000),
    "seen_and_enough": Door("Paper & Post", 0, 0, 0, 18, "neither", None, WEEK, seen=1000),
    "both": Door("Yoga am See", 7, 5, 1, 2, "both", (1, 2), WEEK),
    "offer": Door("Brass & Bell Lamps", 20, 18, 2, 4, "offer", (1, 4), WEEK),
    "neither": Door("Chez Odile", 18, 17, 9, 5, "neither", None, WEEK),
    "unknown": Door("New Leaf Cleaning", 3, 2, 0, 0, "cant_tell", None, WEEK),
}

EXTREMES = {
    "nobody": Door(None, 0, 0, 0, 0, "marketing_volume", (0, 1), WEEK),
    "nobody_but_orders": Door(
        "Paper & Post",
        0,
        0,
        0,
        40,
        "marketing_reach",
        (2, 6),
        WEEK,
        step="Find what your best three customers typed or asked before they found you, and say it on your page.",
    ),
    "one": Door("Solo", 1, 1, 1, 1, "neither", None, WEEK),
    "part_of_one": Door("Grand Pianos", 0.75, 0.5, 0.25, 0.2, "cant_tell", None, WEEK),
    "most_drawn_one_by_one": Door("Full House", 50, 50, 50, 50, "both", (0, 0), WEEK),
    "first_in_twos": Door("Full House and One", 51, 30, 1, 0, "sales_response", (0, 3), WEEK),
    "hundred_thousand": Door("Mega Store", 100_000, 88_000, 41_234, 99_999, "sales_skill", (1200, 15000), WEEK),
    "few_of_many": Door("Needle & Hay", 80_000, 3, 1, 1, "sales_response", (900, 900), WEEK),
    "not_known": Door("Somewhere", 25, None, None, 0, "cant_tell", None, "26 Oct to 22 Nov"),
    "long_name": Door(
        "The Extraordinarily Long-Named Family Bakery of Saint Bartholomew " * 9,
        9,
        8,
        2,
        3,
        "offer",
        (3, 4),
        "from Monday 26 October to Sunday 22 November 2026, four weeks in all",
    ),
    "markup": Door('A<b & "C" [x](y) _z_ </text><script>alert(1)</script>', 5, 5, 2, 0, "neither", None, "]]>&#0;<!--"),
    "devanagari": Door("श्री राम की मिठाई और नमकीन की दुकान, क्षेत्र क्रमांक १२", 14, 9, 4, 2, "sales_response", (2, 5), WEEK),
    "right_to_left": Door("مخبز النور والخبز الطازج", 14, 12, 4, 0, "marketing_quality", (2, 5), WEEK),
    "not_in_the_font": Door("東京ラーメン", 14, 12, 4, 0, "marketing_volume", (2, 5), WEEK),
    "emoji": Door("🔧 Bob’s Fix-It 🛠️✨ Ltd 👩‍🔧", 14, 12, 4, 0, "both", (2, 5), WEEK),
    "piled_marks": Door("Z" + "\u0301\u0323\u0489" * 12 + "algo\u202e\u0007 Ltd", 6, 5, 2, 0, "cant_tell", None, WEEK),
    "one_word": Door(
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        6,
        5,
        2,
        0,
        "offer",
        (1, 1),
        WEEK,
    ),
}


def some_weeks(many, people, *, orders=0, gaps=(), moved=None, business="Miller Plumbing"):
    chance = random.Random(many * 1000 + people)
    last = date(2026, 11, 16)
    weeks = []
    for place in range(many):
        came = max(0, round(chance.gauss(people, people**0.5)))
        talked = round(came * chance.uniform(0.7, 1))
        counts = Counts(
            came, talked, round(talked * chance.uniform(0.1, 0.5)), round(orders * chance.uniform(0.3, 1.5))
        )
        weeks.append(ShownWeek(last - timedelta(weeks=many - 1 - place), dict(gaps).get(place, counts)))
    change = Moved(weeks[moved].monday, "marketing_volume", "sales_skill") if moved is not None else None
    return Weeks(business, tuple(weeks), change)


WEEKS = {
    "weeks_1": some_weeks(1, 12),
    "weeks_2": some_weeks(2, 12, orders=3, gaps={0: "missing"}),
    "weeks_8": some_weeks(8, 12, orders=2),
    "weeks_12": some_weeks(12, 9, orders=4, gaps={3: "missing", 6: "skipped", 7: "skipped"}, moved=8),
    "weeks_26": some_weeks(26, 30, gaps={9: "missing"}, moved=0),
    "weeks_52": some_weeks(52, 12, orders=3, gaps={3: "missing", 20: "skipped", 51: "missing"}, moved=51),
    "weeks_52_large": some_weeks(52, 100_000, orders=50_000, moved=26),
    "weeks_60": some_weeks(60, 5, moved=2),
    "weeks_special": Weeks(
        "Miller Plumbing",
        tuple(
            replace(week, note="fair week" if place in {4, 9} else "", apart=place == 9)
            for place, week in enumerate(some_weeks(14, 12, orders=2, gaps={3: "missing", 6: "skipped"}, moved=9).weeks)
        ),
    ),
    "weeks_of_gaps": some_weeks(5, 5, gaps=dict.fromkeys(range(5), "missing")),
    "weeks_of_nobody": some_weeks(9, 0),
    "weeks_half_known": Weeks(
        None, tuple(ShownWeek(date(2026, 9, 7) + timedelta(weeks=n), Counts(8 + n, None, None)) for n in range(10))
    ),
    "weeks_long_name": some_weeks(20, 12345, business="Очень длинное название маленькой семейной пекарни на углу " * 5),
}


def two_months(before, after, **values):
    months = [
        CountedMonth(date(2026, 9, 28), date(2026, 10, 25), Counts(*before)),
        CountedMonth(date(2026, 10, 26), date(2026, 11, 22), Counts(*after)),
    ]
    return TwoMonths("Miller Plumbing", *months, **values)


MONTHS = {
    "months_better": two_months(
        (50, 45, 5), (48, 46, 9), was="sales_skill", now="sales_skill", step="Say the price on the first call."
    ),
    "months_worse": two_months((30, 27, 9), (14, 12, 4), was="neither", now="marketing_volume", trade="health"),
    "months_same": two_months((8, 7, 2), (8, 7, 2), was="neither", now="neither"),
    "months_orders": two_months((12, 11, 3, 8), (14, 9, 2, 15), now="marketing_page"),
    "months_orders_only": two_months((0, 0, 0, 40), (0, 0, 0, 61), now="marketing_reach"),
    "months_large": two_months((1200, 900, 112, 30), (1950, 1200, 134, 44), was="sales_response", now="sales_skill"),
    "months_unknown": two_months((12, None, None), (14, None, 2)),
    "months_of_nobody": two_months((0, 0, 0), (0, 0, 0), now="marketing_volume"),
    "months_first_come": two_months((0, 0, 0), (3, 2, 1), was="marketing_volume", now="cant_tell"),
    "months_not_whole": TwoMonths(
        None,
        CountedMonth(date(2025, 12, 1), date(2025, 12, 28), Counts(20, 18, 4), weeks=3),
        CountedMonth(date(2025, 12, 29), date(2026, 1, 25), Counts(41, 30, 11), weeks=2),
        step="Find what your best three customers typed or asked before they found you, and say it on your page.",
    ),
}

WEEKS |= {
    "weeks_fallen": replace(
        some_weeks(12, 12, gaps={5: "missing"}),
        weeks=tuple(
            ShownWeek(week.monday, Counts(n, max(n - 1, 0), n // 4))
            for week, n in zip(some_weeks(12, 12).weeks, (13, 11, 14, 12, 15, 12, 11, 14, 6, 5, 7, 4), strict=True)
        ),
        changed=ChangedLevel("people", 5.5, 4, 12.8, 8),
    ),
    "weeks_risen": replace(
        some_weeks(40, 12, orders=2, gaps={5: "missing"}), changed=ChangedLevel("customers", 9, 4, 4.2, 8)
    ),
}
ALL = VERDICTS | EXTREMES | WEEKS | MONTHS


async def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    async with Painter() as painter:
        for name, picture in ALL.items():
            svg = draw(picture)
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
            (folder / f"{name}.txt").write_text(caption(picture, words("en")), encoding="utf-8")
            (folder / f"{name}.png").write_bytes(await painter.paint(svg) or b"")
            print(folder / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
