"""An answer of a verdict that is said again by its name: "I want 25 a day", "I said 9 of 10", "right for you: 9 of 10".

Nothing is asked then, so that a number and a name alone may be of anything. It is an answer where the message claims it ("I told
you 40"), says that something is wrong, has only a name and a value, or is a wish for so many in a time.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.core.span import AS_ASKED, WEEKS
from bot.hearing.chosen_anew import option_read
from bot.hearing.earlier import OF_TEN, Earlier
from bot.hearing.named_here import named_here
from bot.hearing.numbers_told import is_told
from bot.hearing.plainly import FAR
from bot.hearing.policy import JUDGING, SAYING, STORING, SURELY
from bot.hearing.put_right import FIT, PutRight, is_count
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.naming import NOUN
from bot.language.listening.passages import TextPassage, is_by_owner, is_never, is_nobody, passages_of
from bot.language.listening.reader import read_acts
from bot.language.listening.span_words import TimeSpan
from bot.language.match import is_asked

WISH, VERDICT = "wanted", "verdict"
CLAIMS = frozenset({"said", "mends"})
"""Kinds of word by which a message is about answers that were given."""

WANT, UNREAL, NEGATION = "want", "unreal", "negation"
A_WEEK = ("room", WISH)  # asked for a week, the others for four
OF_OTHERS = frozenset({"enquire", "ring", "write", "talk", "reply", "quote", "people", "money"})
"""Kinds of word beside which a number in a time is no wish for customers: "I want to ring 10 a day"."""

SUITS, BY_BOT, FURTHER, EVERY = "suit", "by_bot", "further", "every"
CHOICES = ("speed", "lag", "busy")
"""Answers that owners tell of themselves, so that another option is a correction wherever it is said."""

NEAR = 0.5
SHORT = 9  # words of an entry: "customers I would like: 2 to 3 a week"


def restated(
    text: str, earlier: Earlier, *, choosing: bool = False, supposing: bool = False, claimed: bool = False
) -> PutRight | None:
    """Return the answers that a message says again; None if it tells none, or holds a number that is none of them.

    Args:
        text: the message.
        earlier: the answers.
        choosing: the answers are listed, to pick the one that is changed.
        supposing: other numbers are supposed just now, so that one more may be, too: "and i only want 8 a week".
        claimed: it is the rest of a message that puts an answer right.
    """
    passages = passages_of(text, earlier.language)
    told_in = [text, *(part.text for part in passages if "said" in part.kinds and part.numbers)]
    plain = choosing or claimed or any(is_told(one, earlier.language, least=SAYING) for one in told_in)
    if is_asked(text) or not plain:
        return None
    entry = choosing or _is_entry(text, passages, earlier)
    wishes = not supposing
    claims = entry or claimed or any(passage.kinds & CLAIMS for passage in passages)
    of_fit = any(told.share and _is_known(told, FIT, earlier) for one in passages for told in one.numbers)
    found: dict[str, Act] = {}
    before, grown = "", False
    for lead, passage in zip((None, *passages), passages, strict=False):
        suits = SUITS in passage.kinds or (lead is not None and SUITS in lead.kinds)
        here = named_here(passage, earlier)
        for told in passage.numbers:
            name = _name_of(told, passage, earlier, of_fit=of_fit) or (here.name if here is not None else before)
            if grown and not name and told.span and EVERY in passage.kinds:
                name = found.pop(WISH).name  # "one a year more, I said. ten a year in total"
            anew_in_time = _is_wish_of_time(told, earlier)
            spoken_of = not (entry or claimed or anew_in_time or passage.kinds & CLAIMS) and _is_known(
                told, "", earlier
            )
            old = (
                spoken_of
                or any(_is_as_much(told, act) for act in found.values())
                or (claims and here is None and _is_unreal(passage))
                or is_nobody(told, passage)
                or is_never(told, passage)
                or is_by_owner(told, passage)
                or _is_denied(passage)
                or BY_BOT in passage.kinds
                or (of_fit and name != FIT)
            )
            if _is_known(told, name, earlier) or old:
                before = name
                continue
            number = _each_time(told) if name == WISH else told
            anew = Act("corrects", name, "", number, 1.0, passage.text, told.place)
            of_all = (
                _is_wish_of_time(told, earlier)
                or _is_of_few(told, earlier)
                or (suits and told.share and (_is_of_ten(told) or found))
            )
            if not (claims or of_all or (wishes and name == WISH and _is_wish(told, passage, earlier))):
                return None
            if name not in earlier.numbers or not _fits(told, name, passage) or (_is_unreal(passage) and not choosing):
                return None
            if name in found and abs(_value(found[name]) - _value(anew)) > 1:
                return None  # "nearly all, say 9 of 10" is the same twice
            found[name], grown = anew, grown or (name == WISH and FURTHER in passage.kinds)
    return PutRight(tuple(found.values())) if found else None


def _is_as_much(told: ToldAmount, act: Act) -> bool:
    """True for the ten of "40 over four months, so about ten a month", which says the same once more."""
    before = act.told
    if before is None or before.span is None or told.span is None or told.span == before.span:
        return False
    units = WEEKS[told.span.unit] * told.span.count, WEEKS[before.span.unit] * before.span.count
    return abs(told.amount.value / units[0] - before.amount.value / units[1]) < NEAR / units[0]


def _is_entry(text: str, passages: Sequence[TextPassage], earlier: Earlier) -> bool:
    """True for a name and one number behind a colon: "right for you: 9 of 10", and not for "twelve months: 21 new clients"."""
    if (
        ":" not in text
        or sum(len(one.words) for one in passages) > SHORT
        or sum(len(one.numbers) for one in passages) != 1
    ):
        return False
    name = text.partition(":")[0]
    head = passages_of(name, earlier.language)
    if any(one.numbers for one in head) or any(isinstance(one, TimeSpan) for one in tokens_in(name, earlier.language)):
        return False
    return any(map(_is_of_ten, passages[-1].numbers)) or any(named_here(one, earlier) for one in head)


def _is_unreal(passage: TextPassage) -> bool:
    return any(UNREAL in word.kinds and WANT not in word.kinds for word in passage.words)


def _is_denied(passage: TextPassage) -> bool:
    """True for the 10 of "I haven't even had 10 people", and not for "no, 10"."""
    return any(NEGATION in word.kinds for word in passage.words[1:])


def _value(act: Act) -> float:
    """Return a number as an answer has it: how many of ten for a share."""
    if act.told is None:
        return 0.0
    return round(act.told.amount.value * (OF_TEN if act.told.share else 1), 1)


def chosen_otherwise(text: str, earlier: Earlier) -> Act | None:
    """Return another option that owners surely tell of themselves: "I usually answer the same day"."""
    if not is_told(text, earlier.language, least=SURELY):
        return None
    acts = [act for act in read_acts(text, VERDICT, language=earlier.language) if act.name in CHOICES and act.value]
    for act in acts:
        old = earlier.choices.get(act.name)
        if act.kind != "tells" or act.chance < STORING or old in (None, act.value):
            continue
        if option_read(act.name, act.words or text, earlier.language, JUDGING) == act.value:
            return Act("corrects", act.name, act.value, words=text)
    return None


def _name_of(told: ToldAmount, passage: TextPassage, earlier: Earlier, *, of_fit: bool) -> str:
    """Name the wish, or how many were right where a number is of ten, of the few who came, or a share of which that is said."""
    if WISH in earlier.numbers and (_is_wish(told, passage, earlier) or _is_wish_of_time(told, earlier)):
        return WISH
    if FIT not in earlier.numbers:
        return ""
    shared = told.share and not told.whole and (of_fit or SUITS in passage.kinds)
    return FIT if _is_of_ten(told) or shared or _is_of_few(told, earlier) else ""


def _each_time(told: ToldAmount) -> ToldAmount:
    """Return a wish as one for each stretch of time that it is told for: "7 in three months"."""
    return told if told.span is None else replace(told, span=replace(told.span, rate=True))


def _is_wish_of_time(told: ToldAmount, earlier: Earlier) -> bool:
    """True for the wish's number told for another time: "I said 7 in 3 months", where 7 a week stands."""
    same = told.span is not None and earlier.with_number(told.amount.value) == WISH and not told.share
    return same and not earlier.is_for_its_time(told, WISH)


def _is_of_ten(told: ToldAmount) -> bool:
    return told.whole == OF_TEN


def _is_of_few(told: ToldAmount, earlier: Earlier) -> bool:
    """True for "2 of the 4", where 4 came, and 2 was taken to be of ten."""
    people, fit = earlier.numbers.get("people"), earlier.numbers.get(FIT)
    few = people is not None and told.whole is not None and told.whole == people.value < OF_TEN
    return few and fit is not None and abs(_part(told) - fit.value) < NEAR


def _part(told: ToldAmount) -> float:
    return told.amount.value * (told.whole or 1.0) if told.share else told.amount.value


def _is_known(told: ToldAmount, name: str, earlier: Earlier) -> bool:
    """True for a number that is the answer which it names, or one of them where it names none."""
    value = told.amount.value
    if told.share:
        return name in (FIT, "") and FIT in earlier.numbers and abs(value * OF_TEN - earlier.numbers[FIT].value) < NEAR
    names = [name] if name in earlier.numbers else list(earlier.numbers)
    return any(_is_same(value, told, one, earlier) for one in names)


def _is_same(value: float, told: ToldAmount, name: str, earlier: Earlier) -> bool:
    answer, before = earlier.answers[name], earlier.numbers[name].value
    if told.span is None:
        return abs(value - before) < NEAR
    weeks = answer.span.weeks if answer.span else 1.0 if name in A_WEEK else AS_ASKED
    return abs(value / told.span.told(answer.answered_at.date()).weeks - before / weeks) * weeks < NEAR


def _fits(told: ToldAmount, name: str, passage: TextPassage) -> bool:
    """True if a number is one that an answer may have: a share for how many were right, money for what a sale is worth."""
    if name == FIT:
        return told.share or is_count(passage, told)
    return (told.currency is not None) == (name == "value") and not told.share and not told.vague


def _is_wish(told: ToldAmount, passage: TextPassage, earlier: Earlier) -> bool:
    """True for a wish for so many in a time: of customers, by that word or by about as many as before."""
    each = told.span is not None and told.span.rate and passage.numbers == [told]
    before = max(earlier.numbers[WISH].value, 1.0)
    nearby = NOUN in passage.kinds or told.amount.value / before <= FAR
    return each and nearby and WANT in passage.kinds and not passage.kinds & (OF_OTHERS | {NEGATION})
