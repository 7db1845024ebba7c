"""What an owner supposes of a finished check-up: how it is heard, kept beside the answers, and told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from bot import diagnosis
from bot.checkup.answers import A_MONTH, YEAR
from bot.checkup.door import door_of
from bot.checkup.supposing_words import TEMPLATE, without_lead
from bot.checkup.told import CHOSEN, answers_told
from bot.core.amount import Amount
from bot.core.records import Chat, Session
from bot.core.shown import Door
from bot.core.span import SpanOfTime, scaled
from bot.core.week_numbers import FIELDS, NESTED
from bot.diagnosis import Answers, Trades
from bot.diagnosis.recent import since_change
from bot.diagnosis.suppositions import Suppositions, at_same_rates, share_of
from bot.diagnosis.talk import tell_supposed
from bot.dialogue.buttons import option_label
from bot.dialogue.flow import Flow
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.naming import NAMING, kinds_among, words_beside
from bot.language.listening.reader import read_acts
from bot.language.listening.span_words import TimeSpan
from bot.language.listening.week_names import names_beside
from bot.language.match import fold
from bot.language.nouns import called
from bot.language.numbers.clean import clean
from bot.language.templates import Words

SUPPOSE = TEMPLATE
KEPT = timedelta(days=1)  # after this silence what was supposed is forgotten
WITHOUT_A_TALK = {"people": "visitors", "talked": "orders", "customers": "orders"}
"""What is counted where nobody talks with people before they order."""

OPTIONS = frozenset(CHOSEN) - {"path", "age"}
FACTORS: Mapping[str, float] = {"half_people": 0.5, "thrice": 3.0, "twice": 2.0, "half": 0.5}
PLAIN = "60"  # a number instead of "twice the", so that the reader hears what is counted
OF_PEOPLE = "60 people"  # and of "twice as many", which means people unless something else is named
A_WEEK = TimeSpan("week", rate=True)
OF_TEN = 10  # "3 of 10 buy" says a share, not how many there were
OF_A_YEAR, BUYERS = "year_customers", ("customers", "orders")
MOST_OF_A_YEAR, A_YEAR = 40, 53  # weeks
COUNTED = ("visitors", "people", "talked", "customers", "orders", "room", "wanted")
WEEKS_A_MONTH, SAME = 365.25 / 7 / 12, 0.01  # weeks; how near a number for another time must come to the known one
SURELY = 0.8  # how sure a supposed number must be to stand alone
SURE = 0.5  # how sure it must be that words tell an option


def remembered(session: Session, facts: Suppositions, at: datetime) -> Session:
    """Keep what is supposed with a session, beside its answers; nothing if nothing is."""
    return replace(session, about=f"{at.isoformat()} {written(facts)}" if facts else None)


def written(facts: Suppositions) -> str:
    """Write facts as a button brings them back."""
    return " ".join(f"{name}={value if isinstance(value, str) else f'{value:.10g}'}" for name, value in facts.items())


def supposed_in(session: Session, now: datetime) -> Suppositions:
    """Return what is supposed of a session, as long as it is not long ago."""
    at, *said = (session.about or "").split()[:20] or [""]
    try:
        is_old = now - datetime.fromisoformat(at) > KEPT
    except (TypeError, ValueError):
        return {}  # nothing is supposed, or another release wrote it
    return {} if is_old else facts_of(" ".join(said))


def facts_of(written: str) -> Suppositions:
    """Read the facts of a button; nothing where they cannot be read."""
    try:
        return dict(_fact(*one.split("=", 1)) for one in written.split())
    except (TypeError, ValueError):
        return {}


def _fact(name: str, value: str) -> tuple[str, float | str]:
    return name, value if name in OPTIONS or share_of(value) is not None else float(value)


class Supposer(Struct, frozen=True):
    """Hears, weighs and tells what owners suppose of a check-up.

    Attributes:
        flow: its questions.
        trades: the catalogue.
        answers: what its verdict rests on by now.
    """

    flow: Flow
    trades: Trades
    answers: Callable[[Chat, Session], Answers]

    def base(self, chat: Chat, session: Session) -> Answers:
        """Return the answers that the verdict is about."""
        return since_change(self.answers(chat, session))[0]

    def heard(self, base: Answers, text: str, acts: Sequence[Act], today: date, words: Words) -> Suppositions:
        """Return what a message supposes that the verdict depends on.

        Args:
            base: the answers with what was supposed before.
            text: the message.
            acts: what was heard in it.
            today: ends what was said with "since".
            words: the owner's language.
        """
        if (shares := _with_shares(text, words)) != text:
            text, acts = shares, read_acts(shares, "verdict", language=words.language)
        plain = clean(text).text
        everyone = _everyone(text, words)
        found = _times(text, base, words) or _in_place_of_known(text, base, words)
        acts = _each_once([act for act in acts if act.kind == "supposes"], plain, words.language)
        acts = [_of_a_year(replace(act, name=_counted_here(act.name, base)), base, today) for act in acts]
        acts = [act for act in acts if not everyone or act.chance >= SURELY]
        found = found or [*(_in_all(act, plain, base, today, words) for act in acts), *everyone]
        if not any(act.told or act.name == "trade" for act in found):
            found = _by_its_words(text, base, words) or [
                replace(act, name=_counted_here(act.name, base)) for act in _options(text, words)
            ]
        found = [_of_known_whole(_as_known(_as_seen(act, base, today), plain, base), base) for act in found]
        found = [act for act in found if not _is_known_step(act, text, base, words)] or found
        known = {name: one for name in _numbers(self.flow) if (one := _amount(base, name)) is not None}
        told = answers_told(found, self.flow, known, today=today)
        facts: dict[str, float | str] = {
            name: _in_weeks(name, amount, told.spans.get(name), base) for name, amount in told.amounts.items()
        }
        for act in found:  # a share stays the same share, however many come
            if act.told is not None and act.told.share and not act.told.but and act.name in facts.keys() & NESTED[1:]:
                facts[act.name] = f"{100 * act.told.amount.value:.6g}%"
        for name in _known_wholes(found, base):
            facts.pop(name, None)
        facts |= _won_all_the_same(facts, text, base, words)
        facts |= {name: option for name, option in told.choices.items() if name in OPTIONS}
        return {name: value for name, value in facts.items() if self._matters(name, base)}

    def supposed(self, base: Answers, facts: Suppositions) -> Answers:
        """Return the answers with what is supposed, and what follows from it, instead of what was told."""
        return diagnosis.supposed(base, facts)

    def proposals(self, base: Answers) -> list[Suppositions]:
        """Return the suppositions that would tell most."""
        return diagnosis.proposals(diagnosis.diagnose(base, self.trades), self.trades)

    def tell(self, base: Answers, facts: Suppositions, words: Words, *, block: str = "verdict", **said: Any) -> str:
        """Say what the verdict would be, beside the one by the owner's own numbers."""
        now = diagnosis.diagnose(base, self.trades)
        then = diagnosis.diagnose(self.supposed(base, facts), self.trades)
        whole = at_same_rates(base, facts)
        follows = [self.phrase(name, value, base, words) for name, value in whole.items() if name not in facts]
        said |= {"supposed": self.phrases(facts, base, words), "follows": follows, **called(base.trade, words)}
        return tell_supposed(then, now, words, block=block, **said)

    def tell_own(self, base: Answers, words: Words) -> str:
        """Say that the owner's own numbers stand."""
        now = diagnosis.diagnose(base, self.trades)
        return tell_supposed(now, now, words, block="own")

    def door(self, base: Answers, facts: Suppositions, name: str | None, words: Words) -> Door | None:
        """Draw up the door with what is supposed."""
        return door_of(diagnosis.diagnose(self.supposed(base, facts), self.trades), name, words)

    def phrases(self, facts: Suppositions, base: Answers, words: Words) -> list[str]:
        """Write what is supposed."""
        whole = at_same_rates(base, facts)
        return [self.phrase(name, whole[name], base, words) for name in facts]

    def phrase(self, name: str, value: float | str, base: Answers, words: Words) -> str:
        """Write one thing that is supposed."""
        if isinstance(value, float):
            return words.label(SUPPOSE, f"fact_{name}", n=value, currency=base.currency, **called(base.trade, words))
        short = words.label(f"{self.flow.name}/{name}", "short")
        return words.label(
            SUPPOSE, "fact_option", short=short, option=option_label(self.flow, self.flow[name], value, words)
        )

    def _matters(self, name: str, base: Answers) -> bool:
        """True if a question applies to the way people buy here."""
        question = self.flow.get(name)
        paths = question.when.get("path") if question else ()
        return question is not None and (paths is None or base.path is None or base.path in paths)


def _each_once(acts: Sequence[Act], text: str, language: str) -> list[Act]:
    """Leave out a number that only repeats another, and one that is hardly supposed beside one that surely is.

    As in "if I only wanted 3 a week, and I might only want 3" and "room for 3 a week, with two draughtsmen".
    """
    found: dict[tuple[str, str, float | None], Act] = {}
    for act in acts:
        found.setdefault((act.name, act.value, act.told.amount.value if act.told is not None else None), act)
    surely = any(act.told is not None and act.chance >= SURELY for act in acts)
    return [
        act
        for act in found.values()
        if not surely or act.told is None or act.chance >= SURE or act.name in names_beside(act.told, text, language)
    ]


def _of_a_year(act: Act, base: Answers, today: date) -> Act:
    """Return customers of a year, or a year, as the answer for twelve months, where the others are for less."""
    span = act.told.span if act.told is not None else None
    if span is None or act.name not in BUYERS or base.weeks >= MOST_OF_A_YEAR:
        return act
    return replace(act, name=OF_A_YEAR) if MOST_OF_A_YEAR <= span.told(today).weeks <= A_YEAR else act


def _numbers(flow: Flow) -> list[str]:
    return [question.id for question in flow.question if question.kind in ("count", "money")]


def _amount(answers: Answers, name: str) -> Amount | None:
    return answers.total(name) if name in FIELDS else cast("Amount | None", getattr(answers, name, None))


def _known_wholes(acts: Sequence[Act], base: Answers) -> list[str]:
    """Name the totals that are only repeated beside a supposed part: "16 of those 23", where 23 were talked with."""
    wholes = {act.told.whole for act in acts if act.told is not None and act.told.whole}
    others = [name for name in NESTED if all(act.name != name for act in acts)]
    return [name for name in others if (known := _amount(base, name)) is not None and round(known.value) in wholes]


def _is_known_step(act: Act, text: str, base: Answers, words: Words) -> bool:
    """True for a step of the door that is only spoken of by its number, as if another one had it: "6 out of those 20"."""
    told = act.told
    if act.name not in NESTED or told is None or told.share or told.span is not None:
        return False
    known = {name for name in NESTED if (one := _amount(base, name)) is not None and one.value == told.amount.value}
    return bool(known) and act.name not in known and act.name not in names_beside(told, text, words.language)


def _by_its_words(text: str, base: Answers, words: Words) -> list[Act]:
    """Return the one number of a text as what the words beside it say: "if we answered 40", "the 4 that were no fit"."""
    tokens = tokens_in(text, words.language)
    places = [at for at, token in enumerate(tokens) if isinstance(token, ToldAmount)]
    told = tokens[places[0]] if len(places) == 1 else None
    if not isinstance(told, ToldAmount):
        return []
    kinds = kinds_among(words_beside(tokens, places[0]), words.language)
    if base.fit is not None and not kinds.isdisjoint(NAMING["fit"]) and told.amount.value == OF_TEN - base.fit.value:
        return [Act("supposes", "fit", told=replace(told, amount=Amount.exactly(OF_TEN)))]
    named = names_beside(told, text, words.language)
    return [Act("supposes", _counted_here(named[0], base), told=told, place=told.place)] if len(named) == 1 else []


def _in_weeks(name: str, amount: Amount, span: SpanOfTime | None, base: Answers) -> float:
    """Return a number as the verdict takes it: a count in all its weeks, whole."""
    weeks = base.weeks if name in FIELDS else YEAR if name == "year_customers" else 1.0
    if span is None and name == "visitors":
        return amount.value / base.weeks  # the number of those who saw it is for all the weeks
    if span is not None and name in FIELDS and not span.each and abs(span.weeks - weeks) < A_MONTH * weeks:
        return amount.value  # a month is about four weeks, and is said as it was told
    value = scaled(amount, span, weeks).value if span is not None and name not in ("fit", "value") else amount.value
    return round(value) * 1.0 if name in FIELDS else round(value, 4)


def _in_all(act: Act, text: str, base: Answers, today: date, words: Words) -> Act:
    """Return an act of "20 more" or "3 fewer" as the number in all."""
    told = act.told
    if told is not None and told.share and told.whole and told.whole <= OF_TEN and act.name in NESTED:
        return replace(act, told=replace(told, whole=None))  # "3 of 10 buy" is a share, whatever is counted
    if told is None or told.but or told.whole:
        return act
    sign = _more_or_fewer(text[: told.place[0]], text[told.place[1] :], words)
    if not sign:
        return act
    if (known := _amount(base, act.name)) is None:
        return replace(act, told=None)
    change = told.amount.times(known.value) if told.share else told.amount
    if told.span is not None and act.name in FIELDS:
        change = scaled(change, told.span.told(today), base.weeks)
    whole = Amount.exactly(max(known.value + sign * change.value, 0.0))
    return replace(act, told=replace(told, amount=whole, share=False, span=_span_of(act.name)))


def _as_seen(act: Act, base: Answers, today: date) -> Act:
    """Return more orders than people see it as people who see it: "if 800 looked every week"."""
    told, seen = act.told, base.visitors
    if act.name != "orders" or base.path != "order" or told is None or told.share or seen is None:
        return act
    orders = scaled(told.amount, told.span.told(today), base.weeks) if told.span is not None else told.amount
    return replace(act, name="visitors") if orders.value > seen.value * base.weeks else act


def _as_known(act: Act, text: str, base: Answers) -> Act:
    """Return who would see it as a number for a week, where the known one is named beside it: "600 instead of 60"."""
    told, known = act.told, base.visitors
    if act.name != "visitors" or told is None or told.span is not None or known is None:
        return act
    beside = text[: told.place[0]] + text[told.place[1] :]
    return replace(act, told=replace(told, span=A_WEEK)) if f"{known.value:g}" in fold(beside).split() else act


def _of_known_whole(act: Act, base: Answers) -> Act:
    """Return "I'd take 15 of the 25", where 25 were talked with, as how many of them would stay, whatever it seems to count."""
    told, talked = act.told, base.total("talked")
    if act.name in NESTED or told is None or not told.share or told.whole is None or talked is None:
        return act
    return replace(act, name="customers") if talked.value == told.whole > OF_TEN else act


def _span_of(name: str) -> TimeSpan | None:
    """Return the span of a number that is worked out from the known one: the number of those who see it is for a week."""
    return A_WEEK if name == "visitors" else None


def _more_or_fewer(before: str, after: str, words: Words) -> int:
    """Return 1 where a number is said to come on top, -1 where it is taken away, and else 0."""
    near = fold(after).split()[:2]
    if any(word in words.listed(SUPPOSE, "more") for word in near):
        return 1
    if any(word in words.listed(SUPPOSE, "fewer") for word in near):
        return -1
    return int(any(fold(before).endswith(word) for word in words.listed(SUPPOSE, "before_more")))


def says_times(text: str, words: Words) -> bool:
    """True if a text says "twice as many" or the like."""
    said = f" {fold(text)} "
    return any(f" {phrase} " in said for block in FACTORS for phrase in words.listed(SUPPOSE, block))


def _times(text: str, base: Answers, words: Words) -> list[Act]:
    """Return what is supposed by "twice as many"."""
    said = f" {fold(text)} "
    for block, factor in FACTORS.items():
        for phrase in words.listed(SUPPOSE, block):
            if f" {phrase} " not in said:
                continue
            number = OF_PEOPLE if phrase.endswith("many") or block == "half_people" else PLAIN
            plain = said.replace(f" {phrase} ", f" {number} ", 1).strip()
            acts = read_acts(plain, "verdict", language=words.language)
            return [
                replace(
                    act,
                    name=name,
                    told=replace(act.told, amount=Amount.exactly(known.value * factor), span=_span_of(name)),
                )
                for act in acts
                if act.told is not None and (known := _amount(base, name := _counted_here(act.name, base))) is not None
            ]
    return []


def _in_place_of_known(text: str, base: Answers, words: Words) -> list[Act]:
    """Return a known number as it is supposed to be, for whatever time it was told: "if the 1200 was only 300"."""
    plain, tokens = clean(text).text, tokens_in(text, words.language)
    for old, new in pairwise([token for token in tokens if isinstance(token, ToldAmount)]):
        between = fold(plain[old.place[1] : new.place[0]])
        if between not in words.listed(SUPPOSE, "becomes") or old.share or new.share or not old.amount.value:
            continue
        known = {name: one for name in COUNTED if (one := _amount(base, name)) is not None and _is_told(old, one, base)}
        for name, one in list(known.items())[:1]:
            amount = Amount.exactly(one.value * new.amount.value / old.amount.value)
            return [Act("supposes", name, told=ToldAmount(amount, span=_span_of(name), place=new.place))]
    return []


def _is_told(told: ToldAmount, known: Amount, base: Answers) -> bool:
    """True if a number is a known one, as it is for a week, a month or all the weeks."""
    return any(
        abs(told.amount.value - known.value * times) <= SAME * told.amount.value
        for times in (1, base.weeks, WEEKS_A_MONTH)
    )


def _won_all_the_same(facts: Suppositions, text: str, base: Answers, words: Words) -> Suppositions:
    """Return how many were won, where only fewer of those who came are to be counted: "if I only count the real ones, say 40"."""
    came, won = ("visitors", "orders") if base.path == "order" else ("people", "customers")
    known, said = _amount(base, won), f" {fold(text)} "
    leaves_out = any(f" {phrase} " in said for phrase in words.listed(SUPPOSE, "leaves_out"))
    few = facts.get(came)
    if not leaves_out or set(facts) != {came} or known is None or not isinstance(few, float) or known.value > few:
        return {}
    return {won: known.value}


def _counted_here(name: str, base: Answers) -> str:
    """Return the question that replaces a count where nobody talks with people: "people" becomes those who see it."""
    return WITHOUT_A_TALK.get(name, name) if base.path == "order" else name


def _everyone(text: str, words: Words) -> list[Act]:
    """Return that all are talked with, where somebody supposes that everyone was answered."""
    if not any(f" {phrase} " in f" {fold(text)} " for phrase in words.listed(SUPPOSE, "everyone")):
        return []
    return [Act("supposes", "talked", told=ToldAmount(Amount.exactly(1.0), share=True))]


def _with_shares(text: str, words: Words) -> str:
    """Return a text with "one in three" as a share in hundredths."""
    plain = clean(text).text
    tokens = tokens_in(text, words.language)
    for first, second in combinations([token for token in tokens if isinstance(token, ToldAmount)], 2):
        between = fold(plain[first.place[1] : second.place[0]])
        count, whole = first.amount.value, second.amount.value
        if between in words.listed(SUPPOSE, "in_every") and count <= whole and not (first.share or second.share):
            share = f"{100 * count / whole:.1f}%"
            return f"{plain[: first.place[0]]}{share}{plain[second.place[1] :]}" if whole else text
    return text


def _options(text: str, words: Words) -> list[Act]:
    """Return the options that are supposed: "what if I answered within an hour"."""
    rest = without_lead(text, words)
    if not rest:
        return []
    acts: list[Any] = list(read_acts(rest, "verdict", language=words.language))
    return [act for act in acts if act.kind == "tells" and act.name in OPTIONS and act.chance >= SURE]
