"""The shapes of the tables under ``prompts/`` that say how people write numbers."""

from typing import Annotated, Literal

from pydantic import Field

from bot.language.shape_parts import NumberKey, Phrases, Positive, Shape


class Few(Shape):
    """The least and the most that a word such as "several" may mean."""

    low: float = Field(ge=0)
    high: Positive
    words: Phrases


class Spelled(Shape):
    """Number words."""

    forgiven: Phrases
    ones: Phrases
    tens: Phrases
    powers: dict[str, Positive]


class NumberWords(Shape):
    """``LANGUAGE/numbers/words.toml``."""

    about: Phrases
    near: Phrases
    exactly: Phrases
    at_least: Phrases
    at_most: Phrases
    to: Phrases
    between: Phrases
    correction: Phrases
    not_: Phrases = Field(alias="not")
    label: Phrases
    except_: Phrases = Field(alias="except")
    plus_minus: Phrases
    nothing_more: Phrases
    minus: Phrases
    unknown: Phrases
    none: Phrases
    vague: Phrases
    same: Phrases
    infinite: Phrases
    clock: Phrases
    duration: Phrases
    month: Phrases
    ordinal: Phrases
    out_of: Phrases
    whole_first: list[str] = Field(default_factory=list)
    of_them: Phrases
    all_but: Phrases
    all_but_behind: list[str] = Field(default_factory=list)
    percent: Phrases
    and_a_half: Phrases
    half: Phrases
    share: dict[NumberKey, Phrases]
    part: dict[NumberKey, Phrases]
    few: dict[str, Few]
    count: dict[NumberKey, Phrases]
    scale: dict[NumberKey, Phrases]
    per: dict[Literal["day", "week", "month", "year"], Phrases]
    currency: dict[Annotated[str, Field(pattern=r"^([A-Z]{3}|PESOS|FRANCS|KRONER)$")], Phrases]
    currency_shared: dict[str, Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], ...], Field(min_length=2)]]
    currency_asked: dict[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], Phrases]
    spelling: dict[str, str]
    sounds: dict[str, str]
    spelled: Spelled


SmallWord = Literal[
    "and", "article", "each", "every", "in_range", "in_bound", "before_whole", "of", "from", "moved", "second_guess",
    "second_thought", "plus", "than", "only_before", "preposition", "subject", "more", "by", "inverted", "only_behind",
    "opening",
]  # fmt: skip


class LettersOfNumbers(Shape):
    """Single letters beside numbers."""

    alone: list[str]
    zero: list[str]
    decade: list[str]


class EndingsOfNumbers(Shape):
    """Endings of words of numbers; empty where a language has none."""

    about: str
    ordinal: str
    several: str
    not_several: list[str]


class NotQuiteNumbers(Shape):
    """Words that are not what they look like."""

    no_number: list[str]
    month_or_hour: list[str]
    many_people: list[str]


AlsoSaid = Literal[
    "none", "unknown", "vague", "at_least", "at_most", "about", "nothing", "correction", "count", "share"
]
"""What phrases of ``[also]`` say; those that say nothing are words like others, whatever ``words.toml`` makes of them."""


class NumberGrammar(Shape):
    """``LANGUAGE/numbers/grammar.toml``."""

    kind: Annotated[dict[SmallWord, list[str]], Field(min_length=18)]
    letters: LettersOfNumbers
    endings: EndingsOfNumbers
    words: NotQuiteNumbers
    also: dict[AlsoSaid, Phrases | dict[NumberKey, Phrases]] = Field(default_factory=dict)


class NumbersAbroad(Shape):
    """``numbers/LANGUAGE.toml``: numbers that are read whatever language the bot speaks."""

    values: dict[NumberKey, Phrases]
    times: dict[NumberKey, Phrases]
    added: dict[str, Phrases] = Field(default_factory=dict)
    side_by_side: bool = False
    words: dict[Literal["joining", "english", "teens"], list[str]]
    say: dict[str, Phrases]
    answers: dict[str, Phrases]


CountingKind = Literal[
    "joint", "turn", "message", "looker", "visitor", "item", "sent", "sell", "outgo", "turnover", "once", "now", "later", "precise",
    "well", "closer", "silent", "forgotten", "partner", "refused", "dropped", "pending", "besides", "regular", "uncounted",
    "fresh", "remainder", "wavered", "clock", "agreed", "total", "order", "reached", "brought", "for", "stranger", "each",
    "we", "week", "ordinal", "following", "scant", "often", "left", "useless", "again", "properly", "alike",
    "habit", "prior", "against", "was", "last_week", "because", "here_is", "speaker", "way", "deduct", "closed", "attain",
    "failing", "any", "regularly", "weekend", "ones", "who", "adding",
    "bystander", "over", "sideline", "general", "mine",
    "network", "team", "unanswered", "in_charge", "season", "settled",
    "fold", "taken", "opened", "begun", "told_them", "yet", "per", "leaver", "deciding", "pair",
    "except", "tries", "looked", "taken_back", "real_talk", "so_often", "settling",
]  # fmt: skip
"""What a word may say of a number beside another one."""


class CountingWords(Shape):
    """``LANGUAGE/listening/counting.toml``: what a number is beside another one, by the name of the kind of word."""

    kind: dict[CountingKind, Phrases]


MendingKind = Literal[
    "mends", "is", "sets", "said", "last", "first", "answer", "busy", "speed", "lag", "reason", "path", "forgot", "further", "fewer",
    "removed", "unreal", "aside", "alters", "undo", "slip", "claims", "takes_out", "kept", "by_bot", "left_open", "since_then", "former", "sometimes", "mostly",
    "misread", "due", "put_right", "of_which",
]  # fmt: skip
"""What a word may say of an answer that was given before."""


class MendingWords(Shape):
    """``LANGUAGE/listening/mending.toml``: how an earlier answer is put right, by the name of the kind of word."""

    kind: Annotated[dict[MendingKind, Phrases], Field(min_length=27)]


MoneyKind = Literal[
    "spent", "thing", "moved", "charged", "older", "first", "came", "won", "not_won", "leaves", "brings", "vowed", "unsaid", "keeps",
    "imagined", "yearly", "hourly", "hours", "lead", "none", "nobody", "helper",
    "spare", "as_before", "thinks", "pays_off", "how_many", "result", "asks_price", "quiet_time",
]  # fmt: skip
"""What a word may say of a number in a message about money."""


class MoneyKinds(Shape):
    """``LANGUAGE/listening/money.toml``: what a number does in a message about money, by the name of the kind of word."""

    kind: dict[MoneyKind, Phrases]
