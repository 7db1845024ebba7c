"""Numbers that stand beside an answer and are none: the owner's own people, and what only may come."""

from collections.abc import Sequence

from bot.language.listening.amounts import LONGEST, ToldAmount
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.words_between import words_between
from bot.language.numbers.clean import clean
from bot.language.numbers.vocabulary import vocabulary

PERHAPS, IF = "second_guess", "suppose"
SMALL = 20.0  # own people and teams are fewer


def without_own_people(text: str, language: str) -> str:
    """Return a message without how many work with the owner: "me and two volunteers", "with my 2 teams we can do 8 a week"."""
    plain = clean(text[:LONGEST], language).text
    own = [
        word.told
        for passage in passages_of(text, language)
        for at, word in enumerate(passage.words)
        if word.told is not None and _is_own(passage, at, word.told, plain[: word.place[0]].split(), language)
    ]
    for told in reversed(own):
        plain = plain[: told.place[0]].rstrip() + " " + plain[told.place[1] :].lstrip()
    return plain if own else text


def _is_own(passage: TextPassage, at: int, told: ToldAmount, before: Sequence[str], language: str) -> bool:
    """True for a number right behind "my", or behind "me and", before what it counts, and for no time of its own."""
    words = words_between(language)
    behind = passage.words[at + 1 : at + 2]
    plain = told.span is None and not told.share and told.currency is None and told.amount.value <= SMALL
    mine = bool(before) and before[-1] in words.possessing
    with_me = len(before) > 1 and before[-2] in words.us and "and" in vocabulary(language).kinds_of(before[-1])
    named = bool(behind) and behind[0].text.isalpha() and behind[0].kinds.isdisjoint({"customer", "further"})
    return plain and named and (mine or with_me)


def without_what_may_come(text: str, language: str) -> str:
    """Return what stands before a number that only may come: "4 this month. maybe 5 if he pays"; nothing where none does."""
    plain, passages = clean(text[:LONGEST], language).text, passages_of(text, language)
    for at, passage in enumerate(passages):
        first = passage.words[0]
        may = any(PERHAPS in word.kinds for word in passage.words[:2]) and IF in passage.kinds
        if at and may and passage.numbers and any(one.numbers for one in passages[:at]):
            return plain[: first.place[0]].rstrip(" ,.;")
    return ""
