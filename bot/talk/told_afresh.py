"""New numbers of a later time, told after a verdict: "70 calls this month, 66 talked to, 48 signed. It's a drop, or just July?".

They are set beside those that the verdict rests on, with luck in mind, and kept by a tap.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from bot.checkup.answers import A_MONTH
from bot.checkup.commands import with_verdict
from bot.checkup.supposing import WITHOUT_A_TALK
from bot.checkup.told import PATH
from bot.checkup.whatif import Supposing, supposing_of
from bot.core.amount import Amount
from bot.core.records import Chat, Session
from bot.core.span import SpanOfTime
from bot.core.week_numbers import FIELDS, NESTED
from bot.diagnosis.suppositions import Suppositions
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.earlier import Earlier
from bot.hearing.in_a_row import row_of
from bot.hearing.plainly import BY_STRUCTURE
from bot.hearing.policy import STORING
from bot.hearing.told_anew import told_anew
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount
from bot.language.listening.passages import TextPassage, is_nobody, passages_of
from bot.language.listening.reader import read_acts
from bot.language.listening.week_names import names_beside
from bot.language.match import is_asked
from bot.talk.two_shares import PERHAPS, PLAIN, ShareOfWhole, chance_of_difference

SETS = {"talk": NESTED, "order": ("visitors", "orders")}
"""The numbers that may be told again, by how people buy, the greatest first; two of them at least, the last among them."""

LEAST, LEAST_WEEKS = 2, 2.0
SINCE, UNREAL, MENDS, SAID, MONTH = "since_then", "unreal", "mends", "said", "month"
VIEWERS, BY_OWNER = frozenset({"visitor", "site_visit"}), frozenset({"ring", "write"})


class SharesOfTwoTimes(Struct, frozen=True):
    """How many of a hundred it is now and was before, and how surely that differs: plain, perhaps or luck."""

    now: int
    before: int
    differs: str


def told_afresh(context: Context, chat: Chat, text: str) -> Turned | None:
    """Set new numbers beside those of the verdict, to be kept by a tap; None where a message tells no new ones."""
    session = with_verdict(chat, "")
    if session is None or session.state != "done" or (here := supposing_of(context, chat, session)) is None:
        return None
    language, today = context.words.language, context.event.at.date()
    if told_anew(read_acts(text, "verdict", language=language), text, session, today, language):
        return None
    earlier = Earlier.of(session, context.form(session).flow, "", language)
    told = numbers_told_afresh(text, earlier, _names(session), today)
    known = [
        name
        for name, one in told.items()
        if name in earlier.numbers and earlier.value_of(one) == earlier.numbers[name].value
    ]
    if len(known) == len(told) or len(here.base.periods) != 1:
        return None
    facts = here.heard("", [Act("supposes", name, "", one, BY_STRUCTURE) for name, one in told.items()])
    if facts.keys() != told.keys() or not here.can_be(facts):
        return None
    return beside_before(here, facts, told)


def beside_before(here: Supposing, facts: Suppositions, told: Mapping[str, ToldAmount]) -> Turned | None:
    """Set new numbers beside those of the verdict, to be kept by a tap; None where one of them was not told before, or all are the same.

    What is told for a different time from the verdict's is set beside as long a time of it, and kept for its own time; of less than
    two weeks nothing is kept, as one week tells little by itself.

    Args:
        here: the verdict.
        facts: the new numbers, for its stretch of time.
        told: as they were told.
    """
    span = _another_time(told.values(), here)
    part = span.weeks / here.base.weeks if span is not None else 1.0
    now = {name: float(value) * _scale(name, here) for name, value in facts.items() if not isinstance(value, str)}
    before = {name: one.value * _scale(name, here) for name in now if (one := _known(name, here)) is not None}
    if before.keys() != now.keys() or all(round(now[name]) == round(before[name]) for name in now):
        return None
    now, shown = ({name: value * part for name, value in numbers.items()} for numbers in (now, before))
    said = {
        "rows": [(name, now[name], shown[name]) for name in _names(here.session) if name in now],
        "rated": span is not None,
        "short": span is not None and span.weeks < LEAST_WEEKS < here.base.weeks,
        "stayed": _shares(now, before, ("talked", "customers")),
        "reached": _shares(now, before, ("people", "talked")),
    }
    if said["short"]:
        return here.beside(facts, block="afresh", under=command_rows(("weekly",), here.context.words), **said)
    return here.told(facts, block="afresh", span=None if "visitors" in now else span, **said)


def _names(session: Session) -> Sequence[str]:
    path = session.answers.get(PATH)
    return SETS.get(path.choice or "" if path is not None else "", ())


def numbers_told_afresh(text: str, earlier: Earlier, names: Sequence[str], today: date) -> Mapping[str, ToldAmount]:
    """Return the numbers of a later time that a message tells, by what they count; nothing if it tells none."""
    passages = passages_of(text, earlier.language)
    kinds = frozenset(kind for part in passages for kind in part.kinds)
    if not names or UNREAL in kinds or SAID in kinds or MENDS in kinds:
        return {}
    counts = [(one, part) for part in passages for one in part.numbers if not is_nobody(one, part)]
    spans = [one.span.told(today).weeks for one, _ in counts if one.span is not None]
    if any(weeks < LEAST_WEEKS for weeks in spans) or any(one.share or one.currency for one, _ in counts):
        return {}
    if any(part.words[0].kinds & BY_OWNER for _, part in counts):
        return {}  # "rang 12 this month, 3 booked" is what came of the step
    row = row_of(counts, text, earlier.language) if names == NESTED else {}
    if row and (spans or kinds & {SINCE, MONTH} or is_asked(text)):
        return row
    found = _named(counts, names, text, earlier.language)
    enough = len(found) == len(counts) >= LEAST and names[-1] in found and set(found) <= set(names)
    seen = found.get(names[0])
    viewers = any(one is seen and bool(part.kinds & VIEWERS) for one, part in counts) and "?" not in text
    later = bool(spans) or SINCE in kinds or (viewers and names != NESTED)
    values = [found[name].amount.value for name in names if name in found]
    return found if enough and later and values == sorted(values, reverse=True) else {}


def _named(
    counts: Sequence[tuple[ToldAmount, TextPassage]], names: Sequence[str], text: str, language: str
) -> dict[str, ToldAmount]:
    """Return numbers by what each surely counts; none where one is not known."""
    acts = read_acts(text, "verdict", language=language)
    sure = {act.told.place: act.name for act in acts if act.told is not None and act.chance >= STORING}
    found: dict[str, ToldAmount] = {}
    for told, _ in counts:
        beside = names_beside(told, text, language)
        name = beside[0] if len(beside) == 1 else sure.get(told.place, "")
        name = name if name in names else WITHOUT_A_TALK.get(name, "")
        if not name or name in found:
            return {}
        found[name] = told
    return found


def _known(name: str, here: Supposing) -> Amount | None:
    return here.base.total(name) if name in FIELDS else here.base.visitors


def _scale(name: str, here: Supposing) -> float:
    """Return for how many weeks a number is shown: those who see it are kept for one."""
    return 1.0 if name in FIELDS else here.base.weeks


def _shares(now: Mapping[str, float], before: Mapping[str, float], names: tuple[str, str]) -> SharesOfTwoTimes | None:
    """Return how a share of now differs from that of before; None where a number of either is not told."""
    whole, part = names
    if any(not one.get(whole) or part not in one or one[part] > one[whole] for one in (now, before)):
        return None
    shares = [ShareOfWhole(round(one[part]), round(one[whole])) for one in (now, before)]
    sure = chance_of_difference(*shares)
    differs = "plain" if sure >= PLAIN else "perhaps" if sure >= PERHAPS else "luck"
    hundreds = [round(100 * one.rate) for one in shares]
    return SharesOfTwoTimes(hundreds[0], hundreds[1], differs)


def _another_time(told: Iterable[ToldAmount], here: Supposing) -> SpanOfTime | None:
    """Return the time that numbers were told for where it is not about as long as that of the verdict's; None where it is."""
    today = here.context.event.at.date()
    spans = [one.span.told(today) for one in told if one.span is not None]
    others = [span for span in spans if abs(span.weeks - here.base.weeks) > A_MONTH * here.base.weeks]
    return replace(others[0], each=False) if others else None
