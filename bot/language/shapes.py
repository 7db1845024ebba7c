"""The shapes of the tables under ``prompts/``, so that a fault has its file and key; flows, trades and actions have theirs beside their code."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from bot.language.faults import called
from bot.language.listening.words_between import Relation
from bot.language.number_shapes import (
    CountingWords,
    MendingWords,
    MoneyKinds,
    NumberGrammar,
    NumbersAbroad,
    NumberWords,
)
from bot.language.shape_faults import shape_faults
from bot.language.shape_parts import (
    ClockTime,
    Country,
    Expression,
    MentionedWords,
    Minutes,
    Offset,
    Phrases,
    Positive,
    SeasonNames,
    Shape,
    ZoneName,
)


class Places(Shape):
    """What says which of several buttons is meant, the first one first."""

    names: list[Phrases]
    last: Phrases
    beside: Phrases


class UnitOfTime(Shape):
    """A unit of time."""

    days: Positive
    words: Phrases


class DurationWords(Shape):
    """Words that stand for the number one before a unit of time, and units that say that there are several."""

    one: Phrases
    many: Phrases


class BeforeNames(Shape):
    """What stands before the name of a business, and behind it."""

    before: Phrases
    behind: Phrases
    alone: Phrases


class ChoiceTable(Shape):
    """``LANGUAGE/dialogue/choices.toml``."""

    place: Places
    unit: list[UnitOfTime]
    duration: DurationWords
    name: BeforeNames


class Fields(Shape):
    """What a number in a week's line counts."""

    people: Phrases
    talked: Phrases
    customers: Phrases
    orders: Phrases


class Between(Shape):
    """Words between the numbers that say nothing."""

    words: Phrases
    beside_numbers: Phrases


class WeekAnswers(Shape):
    """What may stand instead of a number."""

    unknown: Phrases
    skipped: Phrases
    zero: Phrases
    as_usual: Phrases


class SpecialWeeks(Shape):
    """How a week is said to have been special; that it is over, or still to come."""

    weeks: Phrases
    over: Phrases
    to_come: Phrases


class PuttingOff(Shape):
    """How a check-in is put off, and words beside that say no more."""

    later: Phrases
    hour: Phrases
    tomorrow: Phrases
    beside: Phrases


class UntilWords(Shape):
    """What stands before the day on which a pause ends."""

    words: Phrases


class CheckinWords(Shape):
    """``LANGUAGE/checkins/vocabulary.toml``."""

    fields: Fields
    between: Between
    answers: WeekAnswers
    special: SpecialWeeks
    later: PuttingOff
    until: UntilWords
    spans: dict[str, Annotated[int, Field(ge=1)]]


class Weekdays(Shape):
    """Other names of the days, Monday first, and words that only look like a typo of one."""

    names: Annotated[list[list[str]], Field(min_length=7, max_length=7)]
    no_typos: list[str]


class ClockWords(Shape):
    """How an hour is said, and its minutes."""

    hour: list[str]
    parting: Phrases
    before: dict[str, Minutes]
    after: dict[str, Minutes]
    past: list[str]
    to: list[str]
    surely_to: list[str]
    plus: list[str]
    minus: list[str]
    short_of: list[str]
    zero: list[str]
    am: list[str]
    pm: list[str]


class DayPartShape(Shape):
    """What is said of a part of the day, and its hours."""

    words: Phrases
    from_: int = Field(alias="from", ge=0, le=24)
    until: int = Field(ge=0, le=24)
    at: ClockTime | None = None


class AroundWhen(Shape):
    """What stands around a day and a time."""

    fillers: Phrases
    or_: list[str] = Field(alias="or")
    refusals: list[str]
    denials: list[str]


class WhenTable(Shape):
    """``LANGUAGE/checkins/when.toml``."""

    days: Weekdays
    numbers: dict[str, Annotated[int, Field(ge=0, lt=60)]]
    clock: ClockWords
    part: list[DayPartShape]
    times: dict[str, ClockTime]
    around: AroundWhen


class ClauseShape(Shape):
    """How clauses about activities are taken apart."""

    fillers: str
    small: str
    joints: Phrases
    negations: Phrases
    before_negation: Expression
    no_negation: Expression
    openings: list[Expression]
    side: Expression
    question_before: list[Expression]
    question_after: list[Expression]
    question_around: Expression
    question_start: Expression
    after_negation: Expression
    about: Expression
    doing: Expression
    no_activity: Expression
    no_talk: Expression
    one_person: Expression


class ActivityNames(Shape):
    """How one activity is called, what is answered, and how people say it."""

    name: str
    why: str | None = None
    say: Phrases


class ActivityWords(Shape):
    """``LANGUAGE/activities.toml``."""

    reading: ClauseShape
    forms: dict[str, str]
    classes: dict[str, str]
    phrases: dict[str, dict[str, ActivityNames]]


class Around(Shape):
    """What people write around a place."""

    phrases: Phrases


class PlaceWords(Shape):
    """``LANGUAGE/places.toml``."""

    around: Around
    labels: dict[ZoneName, str]
    names: dict[ZoneName, Phrases]


class Emoji(Shape):
    """Small pictures, by what each says as a whole message: an act of the reader."""

    yes: list[str]
    no: list[str]
    social: dict[str, list[str]]


class Zones(Shape):
    """``zones.toml``."""

    languages: dict[str, ZoneName]
    renamed: dict[str, ZoneName]
    abbreviations: dict[str, ZoneName | list[ZoneName]]
    offsets: dict[Offset, ZoneName]
    countries: dict[Country, Phrases]
    order: dict[Country, list[ZoneName]]
    regions: dict[ZoneName, Phrases]
    cities: dict[ZoneName, Phrases]
    towns: dict[ZoneName, Phrases]


TimeUnit = Literal["day", "week", "fortnight", "month", "quarter", "year"]


class BesideUnits(Shape):
    """Words before a unit of time."""

    each: Phrases
    last: Phrases
    within: Phrases
    since: Phrases
    working: Phrases


class MonthNames(Shape):
    """The names of the months, January first."""

    names: Annotated[list[Phrases], Field(min_length=12, max_length=12)]


class TimeTable(Shape):
    """``LANGUAGE/listening/time.toml``."""

    unit: dict[TimeUnit, Phrases]
    words: BesideUnits
    months: MonthNames


MoreBesideUnits = Literal[
    "before_each", "one", "second", "whole", "within", "since", "now", "until", "start", "middle", "end", "working", "working_days", "open_days",
    "few", "couple", "half", "ago", "about", "so_far", "new_year", "once", "event", "running", "through", "between", "beside_season", "that_is",
]  # fmt: skip


class MoreOfTime(Shape):
    """``LANGUAGE/numbers/time.toml``."""

    unit: dict[TimeUnit, Phrases]
    rate: dict[TimeUnit, Phrases]
    words: dict[MoreBesideUnits, Phrases]
    same: dict[str, Phrases] = Field(default_factory=dict)
    season: list[SeasonNames] = Field(default_factory=list)


class ClauseWords(Shape):
    """``LANGUAGE/listening/words.toml``."""

    stops: Phrases
    joints: Phrases
    serving: Phrases
    relation: dict[Relation, Phrases]


class WordKinds(Shape):
    """``LANGUAGE/listening/kin.toml``: words that mean much the same, by the name of their kind."""

    kind: dict[str, Phrases]


class DatePatterns(Shape):
    """How a day and a time of day are written, by the patterns of CLDR."""

    day: str
    clock: str


class DayWords(Shape):
    """What stands around a day and a month, and before or behind a stretch of time."""

    before: list[str]
    ordinal: list[str]
    of: list[str]
    year: list[str]
    within: list[str]
    one: list[str]
    behind: list[str] = Field(default_factory=list)


class SpanWords(Shape):
    """Small words of stretches of time."""

    article: list[str]
    of: list[str]
    the: list[str]
    own: list[str]
    this: list[str]
    last_behind: list[str]
    only_since: list[str]
    since_behind: list[str] = Field(default_factory=list)
    and_a_half: list[str]


class NameWords(Shape):
    """What belongs to names of trades and businesses and is no part of them."""

    several: list[str]
    before: list[str]


class WordForms(Shape):
    """How words of activities are brought to one form."""

    stems: str = Field(pattern="^(english|none|snowball:[a-z_]+)$")
    letters: str
    short: list[tuple[Expression, str]]
    spelled: list[tuple[Expression, str]] = Field(default_factory=list)


class LanguageTable(Shape):
    """``LANGUAGE/language.toml``."""

    dates: DatePatterns
    days: DayWords
    spans: SpanWords
    names: NameWords
    activities: WordForms


OF_A_LANGUAGE: Mapping[str, type[Shape]] = {
    "language.toml": LanguageTable,
    "places.toml": PlaceWords,
    "listening/kin.toml": WordKinds,
    "listening/time.toml": TimeTable,
    "listening/words.toml": ClauseWords,
    "listening/counting.toml": CountingWords,
    "listening/mending.toml": MendingWords,
    "listening/money.toml": MoneyKinds,
    "numbers/time.toml": MoreOfTime,
    "numbers/words.toml": NumberWords,
    "numbers/grammar.toml": NumberGrammar,
    "dialogue/choices.toml": ChoiceTable,
    "checkins/vocabulary.toml": CheckinWords,
    "checkins/when.toml": WhenTable,
    "activities.toml": ActivityWords,
    "checkup/mentioned.toml": MentionedWords,
}
OF_ALL: Mapping[str, type[Shape]] = {"zones.toml": Zones, "emoji.toml": Emoji}


def shape_of(path: Path, root: Path) -> type[Shape] | None:
    """Return the shape of a table, by its place under ``root``; None where it is not known here."""
    place = path.relative_to(root)
    if place.parts[0] == "numbers":
        return NumbersAbroad
    return OF_ALL.get(place.as_posix()) or OF_A_LANGUAGE.get("/".join(place.parts[1:]))


def file_faults(path: Path, root: Path) -> list[str]:
    """Name every key of a table that is wrong, a line each."""
    shape = shape_of(path, root)
    if shape is None:
        return [f"{called(path)} is read by nobody"]
    return shape_faults(path, shape)
