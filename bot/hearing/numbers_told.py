"""Whether a message after a verdict tells a number or an option, or only mentions it: nothing is stored in doubt."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkup.supposing import WITHOUT_A_TALK
from bot.checkup.told import PATH
from bot.core.ledger import TRIED
from bot.core.records import Chat
from bot.hearing.narrowed import begins_with
from bot.hearing.policy import BEYOND_DOUBT, CHOOSING, STORING, SURELY, TOLD, is_doubtful_option
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.matters import matters
from bot.language.listening.passages import TextPassage, asked_places, is_by_owner, is_former, passages_of
from bot.language.listening.week_names import names_beside
from bot.language.match import is_asked
from bot.language.templates import Words

TELLING = ("tell", "suppose", "differ", "stands")
"""Matters of which one of the two likeliest must be, so that what is told in passing is taken: a trade, or an answer."""


NEGATION, WEEKDAY = "negation", "weekday"  # kinds of word
QUOTED = "quoted"


def may_be_told(text: str, language: str) -> bool:
    """False where a text is likelier about something else, whatever number is in it: "a showroom, 18k a year, is it madness"."""
    return all(matter in TELLING or chance < CHOOSING for matter, chance in matters(text, language)[:1])


def is_told(text: str, language: str, *, least: float = 0.0, besides: Sequence[str] = ()) -> bool:
    """True if a text is likeliest an answer, what somebody supposes or disputes, or one of some matters besides."""
    return any(matter in (*TELLING, *besides) and chance >= least for matter, chance in matters(text, language)[:1])


def is_told_apart(act: Act, text: str, language: str, *, least: float = 0.0) -> bool:
    """True unless the part of a message that holds a number is about something else than an answer: "two booked"."""
    for part in passages_of(text, language):
        if act.told is not None and part.holds(act.told):
            return is_told(part.text, language, least=least)
    return True


def without_spoken_of(acts: Sequence[Act], text: str, language: str, *, asked: str, idle: bool) -> tuple[Act, ...]:
    """Return acts without a number that is only asked about, or of a time long past, unless it answers what is asked.

    As in "it was 41, where's 38 from?", where no question is open, and "before corona it was a hundred". Nor does whom the
    owner rang put anything right then: "20 is wrong, I dial 200 a day".
    """
    places = {told.place for part in passages_of(text, language) for told in part.numbers if is_former(told, part)}
    places |= asked_places(text, language) if idle else set()
    rung = {told.place for part in passages_of(text, language) for told in part.numbers if is_by_owner(told, part)}
    return tuple(
        act
        for act in acts
        if act.told is None
        or act.kind not in TOLD
        or (act.name == asked and asked)
        or act.told.place not in (places | rung if act.kind == "corrects" and idle else places)
    )


def without_denied(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Return acts without a number that a denial is read as, or that is denied: "no one compares", "I haven't even had 10".

    A number of days is none of people.

    Nobody is a number where it is asked what would be then, or where it is written as one.
    """
    numbers = (*TOLD, "supposes")
    asked = is_asked(text)
    days = {
        told.place for part in passages_of(text, words.language) for told in part.numbers if _counts_days(told, part)
    }
    acts = [act for act in acts if act.told is None or act.told.place not in days]
    return tuple(
        act
        for act in acts
        if act.told is None or act.kind not in numbers or asked or not _is_denied(act, act.told, text, words)
    )


def _is_denied(act: Act, told: ToldAmount, text: str, words: Words) -> bool:
    if act.chance >= SURELY and act.kind in ("corrects", "supposes"):
        return False
    parts = [part for part in passages_of(text, words.language) if part.holds(told)]
    if any(begins_with("asks_first", part.text, words) for part in parts):
        return False
    if not told.amount.high and not told.share:
        return "0" not in text
    before = (word for part in parts for word in part.words[1:] if word.place < told.place)
    return act.chance < SURELY and any(NEGATION in word.kinds for word in before)


def _counts_days(told: ToldAmount, part: TextPassage) -> bool:
    """True for the 20 of "20 Saturdays in the whole season", which are no people."""
    at = part.place_of(told)
    return any(WEEKDAY in word.kinds for word in part.words[at + 1 : at + 2])


def only_supposed(acts: Sequence[Act], text: str, language: str) -> tuple[Act, ...]:
    """Return acts with each number only supposed that neither the message nor its part likely tells: nothing is stored in doubt.

    Of a report on the step a number that stays in doubt is left out; and what somebody who disagrees hardly supposes is not.
    """
    if any(act.kind == "disagrees" for act in acts):
        acts = [act for act in acts if act.kind != "supposes" or act.told is None or act.chance >= STORING]
    if is_told(text, language, least=CHOOSING):
        return tuple(acts)
    if any(matter in TRIED and chance >= CHOOSING for matter, chance in matters(text, language)[:1]):
        firm = [act for act in acts if act.kind == "corrects" and act.chance >= SURELY]
        return tuple(act for act in acts if act.kind not in TOLD or act.told is None or act in firm)
    return tuple(
        replace(act, kind="supposes")
        if act.kind in TOLD
        and act.told
        and act.chance < BEYOND_DOUBT
        and not is_told_apart(act, text, language, least=CHOOSING)
        else act
        for act in acts
    )


def without_mentioned(acts: Sequence[Act], text: str, language: str) -> tuple[Act, ...]:
    """Return acts without an option that is only mentioned beside something else: "busy season in 6 weeks, what if I sit tight"."""
    if is_told(text, language, least=CHOOSING) or all(act.kind in TOLD for act in acts):
        return tuple(acts)
    about = {matter for matter, chance in matters(text, language)[:1] if chance >= CHOOSING}
    return tuple(act for act in acts if not is_doubtful_option(act, BEYOND_DOUBT) or act.name in about)


def by_its_noun(act: Act, text: str, language: str) -> Act:
    """Return a doubtful correction as the noun beside its number says: "it was 50 we spoke to", "36 enquiries, 20 quotes"."""
    if act.name == QUOTED:  # "we gave 40 some quotes"
        return act
    if act.kind != "corrects" or act.told is None or not CHOOSING <= act.chance < SURELY:
        return act
    match names_beside(act.told, text, language):
        case [name]:
            return replace(act, name=name, chance=max(act.chance, STORING))
        case _:
            return act


def as_counted_there(act: Act, chat: Chat) -> Act:
    """Return the people who are told where nobody talks with them as those who see it: "change it to 1900 people see it"."""
    session = chat.session(chat.business.checkup or 0)
    if session is None or act.told is None or act.name != "people" or act.kind not in TOLD:
        return act
    path, orders = session.answers.get(PATH), session.answers.get("orders")
    if path is None or path.choice != "order" or orders is None or orders.amount is None:
        return act
    more = act.told.amount.value > orders.amount.value  # who order are people, too
    return replace(act, name=WITHOUT_A_TALK[act.name]) if more else act


def holds_amount(text: str, language: str) -> bool:
    """True if a text has a number in it that counts something."""
    return any(isinstance(token, ToldAmount) for token in tokens_in(text, language))
