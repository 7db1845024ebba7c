"""All who got in touch are said to have been talked with, whatever other numbers stand beside it.

As in "replied to all of them, 4 went quiet after the price", "all 4 I answered, but only 3 came" and "both, 1 signed up".
"""

from collections.abc import Sequence

from bot.core.amount import Amount
from bot.language.listening.amounts import TextPart, ToldAmount, tokens_in
from bot.language.listening.counted import CountQuestion, CountRead
from bot.language.listening.kin import COUNTING, kinds_of
from bot.language.listening.made_of_lists import is_left_out_of_all
from bot.language.listening.making import made_as
from bot.language.listening.naming import kinds_among, parts_behind, words_of
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.relations import concluded
from bot.language.listening.said_numbers import SaidNumber, kinds_of_words, said_numbers, words_said
from bot.language.listening.words_between import words_between
from bot.language.numbers.clean import clean

TALKED, EVERY = "talked", "every"
DONE, BY_OWNER = frozenset({"talk", "reply", "quote"}), frozenset({"ring", "write"})
"""Kinds of word for what an owner does with those who get in touch, and for what either may do."""

UNDONE = frozenset({"negation", "miss"})
ANOTHERS = frozenset({"ring", "write", "enquire", "buy", "customer", "unfit", "drop_in", "want", *UNDONE})
"""Kinds of word beside a bare "all of them" that say another thing of them: "all of them rang"."""

PEOPLE, BEGINS_WITHIN = "people", 2  # words: "obviously they"
LEAVES = "lost_where"  # "they all ask the price and go": it is what they do, not the owner
ELSE_DONE = ANOTHERS | {"went_quiet", "silent", "refused", "pending", "dropped"}
REALLY = frozenset({"talk", "properly", "reached", "real_talk"})
"""Kinds of word for more than an answer that was sent."""

PAIR = 2.0
ALONE = 6  # words of an "all of them" that says no more


def all_talked(text: str, question: CountQuestion) -> CountRead | None:
    """Return how many were talked with, where that is asked for and all are told beside other numbers, or in a word for two."""
    told = all_of_them(text, question.of, question.language) if question.fact == TALKED else None
    if told is None or question.of is None:
        return None
    if (really := _really_talked(text, told, question.of, question.language)) is not None:
        return made_as(really.told, question)
    tokens = tokens_in(text, question.language)
    amounts = [one for one in tokens if isinstance(one, ToldAmount)]
    less = concluded(tokens, question.language)  # "all of them, but some 2 days later, so 24 properly"
    if less is not None and less.amount.value < question.of.value:
        return None
    return None if amounts == [told] and told.share else CountRead(question.of, made=True)


def _really_talked(text: str, every: ToldAmount, of: Amount, language: str) -> SaidNumber | None:
    """Return the fewer with whom there was a real talk: "all ten. I had the call with 9; one sent only an email".

    Where the others were reached another way, they are all of them: "all 12. 11 on the phone, one by text".
    """
    said = said_numbers(text, language)
    fewer = [one for one in said.numbers if 0 < one.value < of.value and not one.timed]
    talked = [one for one in fewer if one.has(*REALLY) and not one.has(*ELSE_DONE - BY_OWNER)]
    if not talked and len(fewer) == 1 and _is_led_by(text, every, fewer[0], language):
        return fewer[0]
    if len(talked) != 1:
        return None
    others = [one for one in fewer if one is not talked[0]]
    by_way = sum(one.value for one in fewer) == of.value and not any(one.has("turn", "silent") for one in others)
    return None if others and by_way else talked[0]


def _is_led_by(text: str, every: ToldAmount, one: SaidNumber, language: str) -> bool:
    """True if a real talk is named between all and a number of them: "answered all. A proper conversation? 11"."""
    words = words_said(clean(text, language).text, language)
    between = [word for word in words if every.place[1] <= word.place[0] < one.told.place[0]]
    apart = one.kinds.isdisjoint(ELSE_DONE - BY_OWNER)
    return apart and not kinds_of_words(between).isdisjoint({"properly", "real_talk"})


def is_remarked_on(tokens: Sequence[TextPart], language: str) -> bool:
    """Return True for all behind whom "they" begin another sentence, and do nothing else: "all of them obviously they stand here"."""
    place, told = next((at, token) for at, token in enumerate(tokens) if isinstance(token, ToldAmount))
    behind = words_of(parts_behind(tokens, place))
    joints = words_between(language).joints
    afresh = any(word in joints and PEOPLE in kinds_among((word,), language) for word in behind[:BEGINS_WITHIN])
    kinds = kinds_among(behind, language) | kinds_among(behind, language, COUNTING)
    return afresh and told.amount.value == 1 and not told.but and kinds.isdisjoint(ELSE_DONE)


def all_of_them(text: str, of: Amount | None, language: str, *, bare: bool = True) -> ToldAmount | None:
    """Return the words by which all are said to have been talked with; None where they are not, or another number may be of it.

    Args:
        text: what was typed.
        of: how many got in touch.
        language: of the words.
        bare: an "all of them" at the head is enough, for they are asked for.
    """
    if of is None or not of.value:
        return None
    passages, tokens = passages_of(text, language), tokens_in(text, language)
    found = [(part, told) for part in passages if (told := _all_in(part, tokens, of, language)) is not None]
    said = said_numbers(text, language)
    if not found or any(is_left_out_of_all(one, said) for one in said.numbers):
        return None
    done = any(_is_done(part, language) for part, _ in found)
    first, told = found[0]
    if not done and (not bare or first is not passages[0] or not _is_bare(first)):
        return None
    own = [part for part, _ in found]
    others = [
        part for part in passages if part not in own and any(one.amount.value != of.value for one in part.numbers)
    ]
    return None if any(not part.kinds.isdisjoint(DONE | UNDONE) for part in others) else told


def _all_in(part: TextPassage, tokens: Sequence[TextPart], of: Amount, language: str) -> ToldAmount | None:
    """Return the "all", "all 4" or "both" of a passage in which nothing is denied, and that holds no other number."""
    told = [one for one in tokens if isinstance(one, ToldAmount) and _holds(part, one)]
    both = [word for word in part.words if word.text in words_between(language).both]
    denied = TextPassage(part.words[1:]).kinds & UNDONE  # the "no" of "no both" denies what was said before
    match told:
        case _ if denied:
            return None
        case [] if both and of.value == PAIR:
            return ToldAmount(Amount.exactly(1.0), share=True, place=both[0].place)
        case [one] if one.share:
            return one if one.amount.value == 1 and not (one.but or one.whole) else None
        case [one] if one.amount.value == of.value:
            before = [word for word in part.words if word.place[1] <= one.place[0]]
            own = [word.text for word in part.words if word.place == one.place]  # "every one of the 46"
            every = any(EVERY in kinds for said in own for kinds in kinds_of(language).of_words(said.split()))
            return one if every or EVERY in TextPassage(tuple(before[-1:])).kinds else None
    return None


def _is_done(part: TextPassage, language: str) -> bool:
    """True if a passage says that they were talked with, or that the owner rang or wrote: "I rang all 10"."""
    own = any(word.text in words_between(language).own for word in part.words)
    return LEAVES not in part.kinds and not part.kinds.isdisjoint(DONE | BY_OWNER if own else DONE)


def _holds(part: TextPassage, told: ToldAmount) -> bool:
    return part.words[0].place[0] <= told.place[0] and told.place[1] <= part.words[-1].place[1]


def _is_bare(part: TextPassage) -> bool:
    """True for an "all of them" that says nothing else of them."""
    return len(part.words) <= ALONE and part.kinds.isdisjoint(ANOTHERS)
