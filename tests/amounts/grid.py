"""Composes texts that say amounts, with what each of them means, from ``vocabulary.toml`` and a seed.

``python -m tests.amounts.grid [open|sealed] [SEED] [COUNT]`` prints how the whole bot takes them, by kind; with
``--wrong`` and only for the open half, the texts that were not right too.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.amounts.score import Line, result, show

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))
OPEN, SEALED = 18, 20_261_128

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
Maker = Callable[["Composer"], Line]


class Composer:
    """Draws from one half of the vocabularies."""

    def __init__(self, half: str, seed: int) -> None:
        self.half, self.dice = half, Random(seed)

    def pick(self, table: Any) -> Any:
        """Draw a word of a table: of its half, where it has two."""
        return self.dice.choice(table[self.half] if isinstance(table, dict) else table)

    def number(self, low: int = 1, high: int = 60) -> int:
        """Draw a number, mostly a small one."""
        return self.dice.randint(low, self.dice.choice([min(low + 12, high), high, high]))

    def written(self, number: int) -> str:
        """Write a number in one of the ways that owners do."""
        ways = [str(number)] * 5 + [spelled(number), spelled(number)]
        if number % 12 == 0 and number in (12, 24, 36):
            ways.append({12: "a dozen", 24: "two dozen", 36: "3 dozen"}[number])
        if number == 2:
            ways.append("a couple")
        if number >= 1000:
            ways += [f"{number:,}", f"{number:,}"] + ([f"{number / 1000:g}k"] if number % 100 == 0 else [])
        return self.dice.choice(ways)

    def line(self, state: str, text: str, expected: str, kind: str) -> Line:
        """Return a line, now and then in another case."""
        text = " ".join(text.split(" ")).strip()
        return Line(state, self.dice.choice([text, text, text.capitalize(), text]), expected, kind)


def spelled(number: int) -> str:
    """Write a number in words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f" {ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{'a' if number // 100 == 1 else ONES[number // 100]} hundred{rest}"
    return str(number)


def plain(make: Composer) -> Line:
    """Compose one number with a hedge."""
    number = make.dice.choice(
        [make.number(), make.number(), make.number(60, 400), make.dice.choice([1200, 1500, 2000, 3400])]
    )
    text = make.pick(WORDS["hedges"]).format(make.written(number) + make.pick(WORDS["counted"]))
    return make.line("q:people", text, str(number), "plain")


def bound(make: Composer) -> Line:
    """Compose a least or a most; of what there is room for, the number itself."""
    number, way = make.number(3, 50), make.dice.choice(["least", "most"])
    text = make.pick(WORDS["bounds"][way]).format(make.written(number))
    if way == "most" and make.dice.random() < 0.4:
        return make.line(make.dice.choice(["q:room", "q:wanted"]), text, f"{number}", "limit")
    return make.line("q:people", text, f"{'>' if way == 'least' else '<'}{number}", "bound")


def between(make: Composer) -> Line:
    """Compose a range."""
    low = make.number(4, 40)
    high = low + make.dice.choice([1, 2, 5, 10, 15])
    form, way = make.dice.choice([str, str, spelled]), make.pick(WORDS["ranges"])
    form = str if ".." in way else form
    text = way.format(a=form(low), b=form(high))
    return make.line("q:people", text, f"{low}-{high}", "range")


def rate(make: Composer) -> Line:
    """Compose a number for each stretch of time."""
    unit, number = make.dice.choice(WORDS["units"]), make.number(1, 40)
    if make.dice.random() < 0.35:
        adverb = make.dice.choice(unit["adverbs"])
        said = adverb if adverb.startswith("/") and make.dice.random() < 0.5 else f" {adverb}"
    else:
        name, between_words = make.pick(unit), make.pick(WORDS["rates"]["between"])
        head = make.pick(WORDS["rates"] | {}) if False else make.dice.choice(WORDS["rates"][make.half])
        if head.endswith(("an", "given", "average")) and between_words:
            between_words = ""
        if name in ("two weeks", "three months", "2 weeks", "3 months", "twelve months", "couple of weeks"):
            head, between_words = make.dice.choice(["every", "per", "each"]), ""
        if between_words and name in (
            "calendar day",
            "working day",
            "business day",
            "work day",
            "day we're open",
            "single day",
            "working week",
            "calendar week",
            "calendar month",
        ):
            between_words = ""
        if head in ("a", "in a", "on a", "for a", "over a", "during a") and not between_words and name[:1] in "aeiou":
            head += "n"
        said = f" {head} {between_words} {name}".replace("  ", " ")
    counted = make.pick(WORDS["counted"])
    hedge = make.dice.choice(["{}", "{}", "about {}", "maybe {}", "i'd say {}"])
    said_number = make.written(number) + counted
    text = hedge.format(said_number + said)
    state = make.dice.choice(["q:people", "q:people", "q:room", "q:wanted"])
    return make.line(state, text, f"{number}/{unit['span']}", "rate")


def span(make: Composer) -> Line:
    """Compose a number for a stretch of time that is over."""
    said, meaning = make.pick(WORDS["spans"])
    number = make.number(2, 200)
    said_number = make.written(number) + make.pick(WORDS["counted"])
    text = make.dice.choice(
        [
            f"{said_number} {said}",
            f"{said_number} {said}",
            f"{said} {said_number}",
            f"{said}: {said_number}",
            f"about {said_number} {said}",
        ]
    )
    return make.line("q:people", text, "ask" if meaning == "ask" else f"{number}/{meaning}", "span")


def relation(make: Composer) -> Line:
    """Compose several numbers that are one answer."""
    a, b, c, d = (make.number(2, 20) for _ in range(4))
    if a == b:
        b += 3
    kind = make.dice.choice(["sums", "totals", "corrections", "parts", "rest"])
    text = make.pick(WORDS["relations"][kind])
    match kind:
        case "sums":
            total = a + b + (c if "{c}" in text else 0)
            return make.line("q:people", text.format(a=a, b=b, c=c), str(total), "sum")
        case "totals":
            return make.line("q:people", text.format(a=a, b=b, t=a + b), str(a + b), "total")
        case "corrections":
            return make.line("q:people", text.format(a=a, b=b), str(b), "correction")
        case "parts":
            return make.line("q:talked", text.format(a=a + 10, t=50), str(a + 10), "part")
        case _:
            return make.line("q:talked", text.format(d=d), str(50 - d), "all but")


def share(make: Composer) -> Line:
    """Compose a share of a number that is known."""
    said, meaning = make.pick(WORDS["shares"])
    state = make.dice.choice(["q:talked", "q:customers", "q:fit"])
    return make.line(state, said, f"{meaning * 100:g}%", "share")


def wordless(make: Composer) -> Line:
    """Compose a text without a number: nothing, unknown, vague."""
    kind = make.dice.choice(["nothing", "unknown", "unknown", "vague", "vague", "varying"])
    text = make.pick(WORDS[kind])
    state = make.dice.choice(
        ["q:people", "q:room", "q:customers"] if kind != "nothing" else ["q:people", "q:customers"]
    )
    expected = {"nothing": "0", "unknown": "unknown", "vague": "ask", "varying": "ask|unknown"}[kind]
    if kind == "vague" and state == "q:customers":
        state = "q:wanted"
    return make.line(state, text, expected, kind)


def fact(make: Composer) -> Line:
    """Compose a number that counts something else."""
    state = make.dice.choice(["q:people", "q:talked", "q:customers", "q:room", "q:wanted", "weekly"])
    return make.line(state, make.pick(WORDS["facts"]), "ask", "fact")


def money(make: Composer) -> Line:
    """Compose an amount of money."""
    code, ways = make.dice.choice(WORDS["money"]["currencies"])
    number = make.dice.choice([45, 60, 80, 120, 150, 250, 400, 1200, 2500])
    said = make.dice.choice(ways).format(make.dice.choice([str(number), f"{number:,}"]))
    return make.line("q:value", make.pick(WORDS["money"]["around"]).format(said), f"{number} {code}", "money")


def week(make: Composer) -> Line:
    """Compose a line for a week: two or three labelled numbers in the order of the door or another, in a frame."""
    people = make.number(8, 40)
    talked = make.dice.randint(3, people)
    customers = make.dice.randint(0, min(talked, 9))
    values = {"people": people, "talked": talked, "customers": customers}
    names = make.dice.choice(
        [["people", "talked", "customers"]] * 3
        + [["people", "customers"], ["talked", "customers"], ["customers"], ["people"], ["people", "talked"]]
    )
    if make.dice.random() < 0.25:
        names = list(reversed(names))
    styles = make.dice.choice([WORDS["week"]["behind"], WORDS["week"]["behind"], WORDS["week"]["before"]])
    style = make.dice.choice(styles)
    parts = [
        style.format(
            n=make.dice.choice([str(values[name])] * 4 + [spelled(values[name])]), label=make.pick(WORDS["week"][name])
        )
        for name in names
    ]
    separator = make.pick(WORDS["week"]["separators"])
    if separator in (" of which ", ", of those ") and names[0] != "people":
        separator = ", "
    if separator in (" - ", " → ") and style not in WORDS["week"]["behind"]:
        separator = ", "
    if separator == "\n- ":
        parts[0] = f"- {parts[0]}"
    text = make.pick(WORDS["week"]["frames"]).format(separator.join(parts))
    return make.line(
        "weekly",
        text,
        " ".join(f"{name}={values[name]}" for name in ("people", "talked", "customers") if name in names),
        "week",
    )


def foreign(make: Composer) -> Line:
    """Compose a number in another language of the bot, in the English setting."""
    language = make.dice.choice(list(WORDS["languages"]))
    words = WORDS["languages"][language]
    said, number = make.dice.choice(words["numbers"])
    unit = make.dice.choice(["", "", "week", "month"])
    text = (
        make.dice.choice(words["hedges"]).format(said)
        if not unit
        else make.dice.choice(words[unit]).format(said if make.dice.random() < 0.6 else number)
    )
    if unit and not number:
        unit, text = "", said
    return make.line("q:people", text, f"{number}/{unit}" if unit else str(number), f"language {language}")


MAKERS: tuple[Maker, ...] = (
    plain,
    bound,
    between,
    rate,
    rate,
    span,
    relation,
    relation,
    share,
    wordless,
    fact,
    money,
    week,
    week,
    foreign,
)


def compose(count: int, half: str = "open", seed: int = OPEN) -> Iterator[Line]:
    """Compose this many lines."""
    make = Composer(half, seed)
    for n in range(count):
        yield MAKERS[n % len(MAKERS)](make)


def main(half: str = "open", seed: str = "", count: str = "3000", *options: str) -> None:
    """Print how the bot takes the texts."""
    table: dict[str, Counter[str]] = {}
    for line in compose(int(count), half, int(seed or (OPEN if half == "open" else SEALED))):
        how = result(line)
        table.setdefault(line.kind, Counter())[how] += 1
        if how != "right" and "--wrong" in options:
            print(f"{how}\t{line.kind}\t[{line.state}]\t{line.text!r}\t{line.expected}")
    show(table)


if __name__ == "__main__":
    main(*sys.argv[1:])
