"""Options that are told of something else than what their question is about, or denied: they are not taken.

Nobody asked for the most of them. Why customers left is no reason why people do not buy, how long they stay is not how long they take to decide, a full Saturday
is no full week, and what is only asked about is not told.
"""

from collections.abc import Collection, Sequence

from bot.corrections.denied import NEGATION, place_of_option
from bot.hearing.chosen_anew import option_read
from bot.hearing.earlier import TOPICS
from bot.hearing.mixed import EXTREMES
from bot.hearing.policy import CHOOSING, SURELY, TOLD
from bot.language.listening.acts import Act
from bot.language.listening.kin import COUNTING
from bot.language.listening.naming import kinds_among
from bot.language.listening.passages import TextPassage, passages_of
from bot.language.listening.time_words import time_words
from bot.language.match import is_asked
from bot.language.numbers.clean import clean
from bot.language.templates import Words

AGE, FAR_BEFORE = "age", 2  # words before a length among which it is denied: "not since some months"
LAG, REASON = "lag", "reason"
ADVICE = "advise_me"  # the kind of word that asks whether to do something: "should I be cheaper"
PROBLEM, SAID = "problem", "said"
BUSY, SEASON = "busy", "season"
WAITING = (BUSY, "waiting")  # who is full until March is full now
OF_A_DAY = frozenset({"weekday", "weekend"})
OF_ANOTHER_TIME = "month"
"""The kind of word for a month, a season or a feast."""

OF_CUSTOMERS = frozenset({"regular", "leaver"})
"""Kinds of word for those who are customers, or were."""

DECIDING = "deciding"
LENGTHS, FEW = (LAG, AGE), 4  # words of "that is three months"
PUT_RIGHT = "put_right"
ANNOUNCING, QUOTING = ":", ("'", '"')
ASKED_ENDINGS = (("wants", "stop"), ("wants", "pause"))
HARDLY = 0.1  # chance below which the network that hears options finds a question spoken of by nobody


def without_announced(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return what was heard without questions in words that only announce one: the "before I give you figures:" of a message."""
    last = len(acts) - 1
    return tuple(
        act for at, act in enumerate(acts) if at == last or act.kind != "asks" or not act.words.endswith(ANNOUNCING)
    )


def without_asked_ending(acts: Sequence[Act], language: str) -> tuple[Act, ...]:
    """Return what was heard without the wish to end something that is only asked about: "should I stop counting till July"."""
    return tuple(
        act
        for act in acts
        if (act.kind, act.name) not in ASKED_ENDINGS or ADVICE not in kinds_among(act.words.split(), language)
    )


def without_chatter(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return what was heard in a first sentence that tells of the business, without what it only may ask or complain of beside that."""
    told = any(act.kind in TOLD and act.name != PROBLEM and act.chance >= SURELY for act in acts)
    if not told:
        return tuple(acts)
    return tuple(act for act in acts if act.chance >= SURELY or not (act.kind == "asks" or act.name == PROBLEM))


def without_remarks(acts: Sequence[Act], asked: str, state: str, text: str, words: Words) -> tuple[Act, ...]:
    """Return what was heard without the options that were told of something else than their question, or denied.

    Args:
        acts: what was heard.
        asked: the question that is open, or nothing.
        state: what the owner has before them, as the reader knows it.
        text: the message.
        words: the owner's language.
    """
    language = words.language
    passages = passages_of(text, language)
    acts = _without_single_days(acts, passages, language)
    acts = tuple(act for act in acts if act.name != BUSY or not _is_of_an_answer(act, passages))
    unasked = [
        act for act in acts if act.kind in TOLD and act.told is None and act.name in TOPICS and act.name != asked
    ]
    if not unasked:
        return _without_denied(acts, text, words)
    both = {act.value for act in unasked if act.name == BUSY} >= EXTREMES
    remarks = [
        act
        for act in unasked
        if (both and act.name == BUSY)
        or _is_asked_about(act, passages, text, language)
        or _is_of_others(act, passages, language)
        or _is_of_another_time(act, passages, language)
        or (act.name in LENGTHS and _says_again_how_long(act, acts, passages, language))
        or (act.name == LAG and not _is_of_deciding(act, passages, state, text, language))
    ]
    return _without_denied([act for act in acts if act not in remarks], text, words)


def _is_of_an_answer(act: Act, passages: Sequence[TextPassage]) -> bool:
    """True for the "right" of an answer that is wrong, and not of the weeks: "the 10 enquiries still needs to be right"."""
    return act.kind in TOLD and any(PUT_RIGHT in passages[at].kinds for at in _own(act, passages))


def _says_again_how_long(act: Act, acts: Sequence[Act], passages: Sequence[TextPassage], language: str) -> bool:
    """True for a length of time by itself beside a number of one: "this quarter 26, i.e. three months"."""
    spans = [one.told.span for one in acts if one.told is not None and one.told.span is not None]
    own = [passages[at] for at in _own(act, passages)]
    bare = all(len(part.words) <= FEW and not any(told.span is None for told in part.numbers) for part in own)
    named = _kinds(own, language).isdisjoint({DECIDING, AGE, "opened", "reply"})
    return bare and named and any(not span.rate for span in spans)


def _without_single_days(acts: Sequence[Act], passages: Sequence[TextPassage], language: str) -> tuple[Act, ...]:
    """Return what was heard without how one day of the week is, beside how it is in all: "about right, with gaps on Thursdays"."""
    told = [act for act in acts if act.name == BUSY and act.kind in TOLD and act.told is None and act.value]
    days = [
        act for act in told if not _kinds([passages[at] for at in _own(act, passages)], language).isdisjoint(OF_A_DAY)
    ]
    left = {act.value for act in told if act not in days}
    rest = any(part.kinds.isdisjoint(OF_A_DAY) for part in passages)  # "Mondays full, rest patchy"
    return tuple(act for act in acts if act not in days) if len(left) == 1 or (rest and not left) else tuple(acts)


def _without_denied(acts: Sequence[Act], text: str, words: Words) -> tuple[Act, ...]:
    """Return what was heard without the options whose own name is denied, or only spoken of in a question.

    As the swamped of "not swamped, half and half", and "by 'talk first', do you mean a phone call?".
    """
    passages = passages_of(text, words.language)
    asks = is_asked(text) or any(act.kind == "asks" and act.chance >= SURELY for act in acts)
    return tuple(act for act in acts if not _is_denied_by_name(act, passages, words) and not (asks and _is_quoted(act)))


def _is_quoted(act: Act) -> bool:
    return act.kind in TOLD and act.told is None and any(act.words.count(sign) > 1 for sign in QUOTING)


def _is_denied_by_name(act: Act, passages: Sequence[TextPassage], words: Words) -> bool:
    if act.kind not in TOLD or act.told is not None or act.name not in TOPICS or not act.value:
        return False
    for passage in passages:
        place = place_of_option(passage, act.name, act.value, words)
        if place is None:
            continue
        near = FAR_BEFORE if act.name == AGE else 1
        beside = (*passage.words[max(place[0] - near, 0) : place[0]], *passage.words[place[1] : place[1] + 1])
        if any(NEGATION in word.kinds for word in beside) or {NEGATION, SAID} <= passage.kinds:
            return True  # "I did not say swamped"
    return False


def _own(act: Act, passages: Sequence[TextPassage]) -> list[int]:
    """Return the places of the passages that hold the words of an act."""
    start, end = act.place
    return [at for at, one in enumerate(passages) if any(start <= word.place[0] < end for word in one.words)]


def _kinds(passages: Collection[TextPassage], language: str) -> frozenset[str]:
    words = [word.text for one in passages for word in one.words]
    return kinds_among(words, language, COUNTING).union(*(one.kinds for one in passages))


def _is_asked_about(act: Act, passages: Sequence[TextPassage], text: str, language: str) -> bool:
    """True for what the owner wonders: "is it because I'm too dear?", "should I be cheaper, they say I'm dear"."""
    own = _own(act, passages)
    if not own:
        return False
    if ADVICE in _kinds([passages[at] for at in own], language):
        return True
    plain = clean(text, language).text
    ends = passages[own[-1]].words[-1].place[1]
    return is_asked(f"{plain[:ends]}{plain[ends:].lstrip()[:1]}")


def _is_of_others(act: Act, passages: Sequence[TextPassage], language: str) -> bool:
    """True for a reason of those who were customers, and for a day of the week that is full or quiet."""
    own = _own(act, passages)
    if act.name == REASON and own:
        before = range(max(own[0] - 1, 0), own[-1] + 1)
        return not _kinds([passages[at] for at in before], language).isdisjoint(OF_CUSTOMERS)
    return act.name == BUSY and not _kinds([passages[at] for at in own], language).isdisjoint(OF_A_DAY)


def _is_of_another_time(act: Act, passages: Sequence[TextPassage], language: str) -> bool:
    """True for how busy it is at another time of the year: "Jan to March it's dead", where no part without a month says so too."""
    own = _own(act, passages) if act.name == SEASON or (act.name, act.value) == WAITING else []
    if not any(_names_a_time(passages[at], language) for at in own):
        return False
    others = [part for part in passages if not _names_a_time(part, language)]
    return all(option_read(act.name, part.text, language, CHOOSING) != act.value for part in others)


def _names_a_time(part: TextPassage, language: str) -> bool:
    """True if a passage names a month, a season or a feast, and not only the word for a month."""
    units = time_words(language).unit
    return any(OF_ANOTHER_TIME in word.kinds and word.text not in units for word in part.words)


def _is_of_deciding(act: Act, passages: Sequence[TextPassage], state: str, text: str, language: str) -> bool:
    """True for a length of time until a yes: its words say so, or what the message means does."""
    from bot.language.listening.told_meant import options_meant

    if DECIDING in _kinds([passages[at] for at in _own(act, passages)], language):
        return True
    return max(options_meant(text, state).get(LAG, {}).values(), default=0.0) >= HARDLY
