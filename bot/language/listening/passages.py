"""A message in passages, each with what speaks for it being a second thought about something said before."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from bot.core.memory import for_one_event
from bot.language.listening.amounts import LONGEST, ToldAmount, tokens_in
from bot.language.listening.kin import kinds_of
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.words_between import words_between
from bot.language.numbers.clean import clean
from bot.language.numbers.pieces import Extent
from bot.language.numbers.vocabulary import vocabulary

MENDING = "mending"
PARTS = frozenset(".,;!?()…")
DASH = "-"
ASIDE, OBJECTS, SLIPS, UNREAL, BY_BOT, FORMER = "aside", "disagree", "slip", "unreal", "by_bot", "former"
DENIES, ALTERS, ABLE = "negation", "alters", "capacity"
DENIED_IN = 4  # words from a "not" to the end of what it denies
OPENING = 2  # words of a message among which a "no" objects


class PassageWord(Struct, frozen=True):
    """A word, sign or number of a message.

    Attributes:
        text: the word in the clean text.
        place: where it stands there.
        kinds: what it may say, by ``kin.toml`` and ``mending.toml``.
        told: the quantity that it is.
        denied: the number that it is, if it was said to be wrong, so that it is no quantity: "not 45".
    """

    text: str
    place: Extent
    kinds: frozenset[str] = frozenset()
    told: ToldAmount | None = None
    denied: float | None = None


class TextPassage(Struct, frozen=True):
    """Some words of a message in a row."""

    words: tuple[PassageWord, ...]

    @property
    def numbers(self) -> list[ToldAmount]:
        """Return the quantities in it."""
        return [word.told for word in self.words if word.told is not None]

    @property
    def denied(self) -> list[float]:
        """Return the numbers that are said to be wrong."""
        return [word.denied for word in self.words if word.denied is not None]

    @property
    def kinds(self) -> frozenset[str]:
        """Return all that its words may say."""
        return frozenset(kind for word in self.words for kind in word.kinds)

    def holds(self, told: ToldAmount) -> bool:
        """True if a quantity of the message stands in it."""
        return any(one.place == told.place for one in self.numbers)

    def place_of(self, told: ToldAmount) -> int:
        """Return the place of a quantity among its words."""
        return next(at for at, word in enumerate(self.words) if word.told is told)

    @property
    def text(self) -> str:
        """Return its words with the spaces between them."""
        return " ".join(word.text for word in self.words)

    def within(self, text: str) -> str:
        """Return it as it stands in the clean text."""
        return text[self.words[0].place[0] : self.words[-1].place[1]] if self.words else ""

    def with_words(self, others: Sequence[PassageWord]) -> "TextPassage":
        """Return it with more words behind it."""
        return TextPassage((*self.words, *others))


def told_passages(text: str, language: str) -> tuple[TextPassage, ...]:
    """Return the passages of a message without those that only ask of a number: "it was 41, where's 38 from?"."""
    asked = asked_places(text, language)
    return tuple(part for part in passages_of(text, language) if not any(told.place in asked for told in part.numbers))


@for_one_event
def asked_places(text: str, language: str) -> frozenset[Extent]:
    """Return the places of the numbers that stand in a question of their own, and are not supposed."""
    plain, asking = clean(text[:LONGEST], language).text, words_between(language).asking
    parts = [part for part in passages_of(text, language) if _asks_first(part, asking) and _ends_asking(part, plain)]
    return frozenset(told.place for part in parts if UNREAL not in part.kinds for told in part.numbers)


def asks_which(told: Collection[ToldAmount], text: str, language: str) -> bool:
    """Return True if a question asks which of some numbers the bot has: "did you say 25 a week or 52? I forget"."""
    plain = clean(text[:LONGEST], language).text
    return len(told) > 1 and any(
        BY_BOT in part.kinds and _ends_asking(part, plain) and all(map(part.holds, told))
        for part in passages_of(text, language)
    )


def _asks_first(passage: TextPassage, asking: Collection[str]) -> bool:
    first = next((word for word in passage.words if ASIDE not in word.kinds), passage.words[0])
    return first.text in asking


def _ends_asking(passage: TextPassage, plain: str) -> bool:
    return plain[passage.words[-1].place[1] :].lstrip()[:1] == "?"


@for_one_event
def passages_of(text: str, language: str) -> tuple[TextPassage, ...]:
    """Divide a message where a sign parts it, or a word such as "and" or "also" begins something else."""
    found: list[list[PassageWord]] = [[]]
    words = list(_words_of(text, language))
    for at, word in enumerate(words):
        if word.told is None and (word.text in PARTS or _is_dash(words, at)):
            found.append([])
            continue
        if ASIDE in word.kinds and found[-1] and ASIDE not in found[-1][-1].kinds:
            found.append([])
        found[-1].append(word)
    return tuple(TextPassage(tuple(part)) for part in found if part)


def begins_with_no(passages: Sequence[TextPassage]) -> bool:
    """Return True if the first words of a message object to what was said before: "no, 8 I talked to", "omg no", "nah 8 booked".

    A "no" within a sentence only denies it: "no tengo hueco".
    """
    lead = passages[0].words[:OPENING] if passages else ()
    alone = len(lead) == len(passages[0].words) if passages else False
    return any(OBJECTS in word.kinds and (alone or SLIPS in word.kinds) for word in lead)


def denies_change(passage: TextPassage) -> bool:
    """Return True if words deny that something is changed, and put nothing right: "I can't change the checkout"."""
    kinds = [word.kinds for word in passage.words]
    return any(
        DENIES in of_word
        and (OBJECTS not in of_word or any(ABLE in behind for behind in kinds[at + 1 : at + 2]))
        and any(ALTERS in behind for behind in kinds[at + 1 : at + DENIED_IN])
        for at, of_word in enumerate(kinds)
    )


def _is_dash(words: Sequence[PassageWord], at: int) -> bool:
    """True for a dash between words, and not for the beginning of an arrow."""
    return words[at].text == DASH and not (at + 1 < len(words) and words[at + 1].text == ">")


def _words_of(text: str, language: str) -> Iterator[PassageWord]:
    plain = clean(text[:LONGEST], language).text
    tokens = tokens_in(text, language)
    told = [one for one in tokens if isinstance(one, ToldAmount) and not _stands_for_one(one, plain)]
    spans = [one.place for one in tokens if isinstance(one, TimeSpan)]
    numbers = vocabulary(language)
    pieces = [found for found in numbers.token.finditer(plain) if found[0].strip()]
    flat = [found[0] for found in pieces]
    said = zip(kinds_of(language).of_words(flat), kinds_of(language, MENDING).of_words(flat), strict=True)
    done: set[Extent] = set()
    for found, kinds in zip(pieces, said, strict=True):
        place = found.span()
        if number := next((one for one in told if _is_in(place, one.place)), None):
            if number.place not in done:
                done.add(number.place)
                yield PassageWord(plain[slice(*number.place)], number.place, told=number)
            continue
        is_span = any(_is_in(place, span) for span in spans)
        digits = found[0].replace(",", "")
        denied = float(digits) if digits.isascii() and digits.isdecimal() and not is_span else None
        all_kinds = numbers.kinds_of(found[0]).union(*kinds) if not is_span else frozenset()
        yield PassageWord(found[0], place, all_kinds, denied=denied)


def _is_in(place: Extent, other: Extent) -> bool:
    return other[0] <= place[0] and place[1] <= other[1]


def _stands_for_one(told: ToldAmount, plain: str) -> bool:
    """True for the "one" of "the people one", which counts nothing, but not of "one talk a week"."""
    if told.span is not None and told.span.rate:
        return False
    return told.amount.value == 1 and not any(map(str.isdecimal, plain[slice(*told.place)]))


def is_former(told: ToldAmount, passage: TextPassage) -> bool:
    """Return True for a number of a time long past: the hundred of "before corona it was a hundred"."""
    at = passage.place_of(told)
    last = max((place for place, word in enumerate(passage.words[:at]) if word.told is not None), default=-1)
    return any(FORMER in word.kinds for word in passage.words[last + 1 : at])


def is_by_owner(told: ToldAmount, passage: TextPassage) -> bool:
    """Return True for whom the owner rang or wrote to, who did not get in touch: "I dial 200 a day"."""
    at = passage.place_of(told)
    before = passage.words[max(at - OPENING, 0) : at]
    return len(before) == OPENING and "subject" in before[0].kinds and not before[1].kinds.isdisjoint(("ring", "write"))


def is_nobody(told: ToldAmount, passage: TextPassage) -> bool:
    """Return True for the "no one" of "from the leaflets no one called", which counts nobody."""
    return not told.amount.high and not told.share and "0" not in passage.text


def is_never(told: ToldAmount, passage: TextPassage) -> bool:
    """Return True for the "not one" of "one a week, not one a quarter", and for the 350 of "8,400 euros, not 350 euros".

    And for a number of a time long past.
    """
    if is_former(told, passage):
        return True
    before = [word for word in passage.words[: passage.place_of(told)] if word.text.isalpha()]
    denied = told.currency is not None and bool(before) and "negation" in before[-1].kinds
    return (denied and "disagree" not in before[-1].kinds) or (told.span is not None and is_nobody(told, passage))
