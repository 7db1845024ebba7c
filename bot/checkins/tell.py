"""What is said after the numbers of a week: beside the weeks before, what really changed, and the new verdict."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from statistics import fmean
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from bot import diagnosis
from bot.checkins.at_once import AS_BEFORE, IN_SHORT, NEWS, REMARK, STAYS, Saying, at_once
from bot.checkins.effect import effect_news
from bot.checkins.follow import announced_before, answers_since, checkup_of, verdict_of
from bot.checkins.listing import listed
from bot.checkins.month import month_in_words
from bot.checkins.sentence import sentence_of
from bot.checkins.session import business_called, weeks_about
from bot.checkins.still import changed_now, given_before, no_longer, not_done_in_a_row, still, values_of_it
from bot.checkins.trends import FIRST_WORDS, Drift, LongRun, Shift, TooEarly, Unusual, news, noticeable, streak
from bot.checkins.turning import has_turned
from bot.checkins.which_week import last_day
from bot.core.amount import Amount
from bot.core.ledger import Book
from bot.core.records import Chat, Session
from bot.core.replies import Reply, Say
from bot.core.week import Week
from bot.core.week_numbers import FIELDS, Field
from bot.diagnosis import Answers, Trades, Verdict
from bot.diagnosis.in_two import LONG_STEP, in_two
from bot.diagnosis.recent import lasting
from bot.diagnosis.step_words import said, step_values
from bot.diagnosis.tell import tell as tell_verdict
from bot.dialogue.commands import command_button
from bot.language.nouns import called
from bot.language.templates import Words
from bot.language.verdicts import kinds

COUNTED: tuple[Field, ...] = ("people", "customers", "orders")  # those talked with came as well
TOLD_AT_MOST = 2
SIGNALS = {Unusual: "unusual", Shift: "shift", LongRun: "long_run", Drift: "drift"}
MILESTONES = (1, 4, 7)  # weeks with numbers at which it is said how many more are needed
PROUD_FROM = 2


class Followed(Struct, frozen=True):
    """The verdict with the newest numbers.

    Attributes:
        verdict: what it is now.
        before: the kind that the owner was told last; None if none was sure enough.
        answers: what it was made from: those of the check-up, and all weeks since.
        turned: it is only a lean, but it contradicts what was told.
        same: it is what was said last time, with whatever certainty.
    """

    verdict: Verdict
    before: str | None
    answers: Answers
    turned: bool = False
    same: bool = False

    @property
    def changed(self) -> bool:
        """True if there is a change to announce."""
        return self.turned or (self.told and self.verdict.kind != self.before)

    @property
    def told(self) -> bool:
        """True if it is sure enough to be told, as news or as unchanged."""
        return kinds()[self.verdict.kind].announced and self.verdict.firm


def tell(chat: Chat, session: Session, words: Words, now: datetime, trades: Trades) -> tuple[Chat, tuple[Reply, ...]]:
    """Say what the numbers of a week tell, and keep what was said with them."""
    week, _ = weeks_about(session)
    followed = _follow(chat, trades)
    newest = max(chat.book.numbers)
    chat = _remember(chat, newest, followed)
    kept = chat.book.weeks[week]
    news, later = _noticed(chat, week, followed, words, trades)
    numbers = words.say(
        "checkins/after",
        "numbers",
        week=week,
        until=last_day(chat, week, now),
        numbers=listed(kept.numbers, words, chat.business.trade),
        business=business_called(chat, words),
    )
    sayings = [Saying(numbers), *news[:1]]
    later = [*(one.text for one in news[1:]), *later]
    more = [*_beside(chat, week, words), *_streak(chat.book, week, words), *month_in_words(chat, week, words, now)]
    if kept.done is not None:
        of_step = _of_the_step(chat.book, week, followed, words, trades)
        sayings, later = (sayings, [of_step, *later]) if news else ([*sayings, Saying(of_step, REMARK)], later)
    if followed is None:
        rows = [("checkup", ""), ("weeks", "")]
    else:
        rows = [("weeks", "")]
        if not followed.changed:
            sayings += _unchanged(chat.book, newest, followed, words, trades)
    if chat.book.plan is None:
        rows.insert(0, ("weekly", ""))
    buttons = tuple((command_button(name, words, argument),) for name, argument in rows)
    replies: tuple[Reply, ...] = (Say(at_once(sayings, [*later, *more]), buttons),)
    if followed is not None and followed.changed:
        replies = (*replies, _announcement(chat, followed, words, trades))
    return chat, replies


def follow(chat: Chat, words: Words, trades: Trades) -> tuple[Chat, tuple[Reply, ...]]:
    """Announce a change brought by numbers that did not come from a check-in; else say nothing."""
    followed = _follow(chat, trades)
    if followed is None or not followed.changed or not chat.book.numbers:
        return chat, ()
    return _remember(chat, max(chat.book.numbers), followed), (_announcement(chat, followed, words, trades),)


def _follow(chat: Chat, trades: Trades) -> Followed | None:
    checkup = checkup_of(chat)
    if checkup is None:
        return None
    answers, before = answers_since(chat, checkup), announced_before(chat, checkup)
    verdict = diagnosis.diagnose(answers, trades)
    week_before = chat.book.weeks[list(chat.book.numbers)[-2]] if len(chat.book.numbers) > 1 else None
    turned = verdict.before is not None and has_turned(verdict.chances, verdict.kind, verdict.word, before, week_before)
    said_before = [kind for week in list(chat.book.numbers)[:-1] if (kind := chat.book.weeks[week].kind)]
    said_last = said_before[-1] if said_before else verdict_of(chat, checkup).kind
    return Followed(verdict, before, answers, turned, same=said_last == verdict.kind)


def _remember(chat: Chat, week: Week, followed: Followed | None) -> Chat:
    if followed is None:
        return chat
    verdict = followed.verdict
    kept = chat.book.weeks[week]
    announced = verdict.kind if followed.changed else kept.announced
    kept = replace(kept, kind=verdict.kind, word=verdict.word, action=verdict.action.id, announced=announced)
    return chat.with_book(chat.book.with_week(kept))


def _beside(chat: Chat, week: Week, words: Words) -> list[str]:
    """Show the numbers of the week before, or of the last one with numbers: after the answer, so as not to sway it."""
    numbers = chat.book.numbers
    earlier = [other for other in numbers if other < week]
    if not earlier:
        return []
    before = earlier[-1]
    block = "week_before" if before.later() == week else "last_numbers"
    told = listed(numbers[before], words, chat.business.trade)
    return [words.say("checkins/after", block, week=before, numbers=told)]


def _noticed(
    chat: Chat, week: Week, followed: Followed | None, words: Words, trades: Trades
) -> tuple[list[Saying], list[str]]:
    """Say what the step brought, or else one thing about this week's shares, and any change that is hardly luck.

    Returns:
        what may be seen at once, the first of it; and what is on a tap: how long it takes to be sure, and the shares
        where the step comes first.
    """
    book, answers = chat.book, followed.answers if followed else None
    if week != max(book.numbers):
        return [], []
    effect = _effect(chat, followed, words, trades) if followed else []
    if book.weeks[week].apart:
        return effect, []
    season = answers.season if answers else None
    told, early = _trends(chat, words) if season in (None, "usual") else ([], [])
    news = [Saying(text, NEWS) for text in told]
    sentence, urgent = sentence_of(book, answers, words, trades)
    if effect and not urgent:
        return [*news, *effect], [*sentence, *early]
    return [*(Saying(text, STAYS if urgent else REMARK) for text in sentence), *news, *effect], early


def _trends(chat: Chat, words: Words) -> tuple[list[str], list[str]]:
    """Return any change that is hardly luck; and, before eight weeks, how long it takes to be sure."""
    told: list[str] = []
    book, nouns = chat.book, called(chat.business.trade, words)
    seen = {name: counts for name in COUNTED if (counts := _counts(book, name))}
    if not seen:
        return [], []
    early: list[int] = []
    for name, counts in seen.items():
        found = news(counts)
        if isinstance(found, TooEarly):
            early.append(found.weeks_to_go)
            continue
        told += [words.say("checkins/trend", SIGNALS[type(one)], signal=one, field=name, **nouns) for one in found]
    if told:
        return told[:TOLD_AT_MOST], []
    if len(early) == len(seen):
        to_go = min(early)
        told_early = FIRST_WORDS - to_go in MILESTONES
        return [], [words.say("checkins/trend", "too_early", weeks_to_go=to_go)] if told_early else []
    counts = next(iter(seen.values()))
    if len(counts) == FIRST_WORDS:
        mean = fmean(counts.values())
        return [words.say("checkins/trend", noticeable(mean), mean=mean)], []
    return [], []


def _effect(chat: Chat, followed: Followed, words: Words, trades: Trades) -> list[Saying]:
    """Say whether the number moved that the last step aimed at."""
    found = effect_news(chat.book, followed.answers.periods, trades)
    if found is None:
        return []
    name = said(found.action, "name", trades[followed.answers.trade].id, words)
    values = {**asdict(found), "name": name, "outcome": found.outcome, "one_in": found.one_in}
    rank = STAYS if found.outcome in ("clearly_up", "clearly_down") else REMARK
    return [Saying(words.say("checkins/effect", "told", **values), rank)]


def _counts(book: Book, name: Field) -> Mapping[Week, float]:
    return {
        week: given.value for week, numbers in book.compared.items() if isinstance(given := numbers.of(name), Amount)
    }


def _streak(book: Book, week: Week, words: Words) -> list[str]:
    if week != max(book.weeks):
        return []
    count = streak(book.outcomes)
    return [words.say("checkins/after", "streak", streak=count)] if count >= PROUD_FROM else []


def _of_the_step(book: Book, week: Week, followed: Followed | None, words: Words, trades: Trades) -> str:
    """Respond to whether the step was done."""
    kept = book.weeks[week]
    step = trades.action(kept.step or "")
    if kept.done:
        moves = step.moves if step else "none"
        return words.say("checkins/after", "done", moves=moves, steps=len(book.done))
    another = kept.step in book.passed and followed is not None and followed.verdict.action.id != kept.step
    return words.say("checkins/after", "not_done", times=not_done_in_a_row(book, week, kept.step), another=another)


def _unchanged(book: Book, newest: Week, followed: Followed, words: Words, trades: Trades) -> list[Saying]:
    """Say that the verdict stays, and give the step: in full the first two times, then by its name."""
    verdict = followed.verdict
    trade = trades[verdict.answers.trade].id
    values = {
        **values_of_it(verdict, book, newest, words),
        **step_values(verdict, trade, words),
        "now": _called(verdict.kind, words) if kinds()[verdict.kind].announced else None,
        "name": said(verdict.action.id, "name", trade, words),
        "again": verdict.action.repeats,
        "given": given_before(book, newest, verdict.action.id),
    }
    blocks = [still(verdict, followed.answers, book, newest)]
    if no_longer(verdict, followed.before, book, newest):
        values["then"] = _called(followed.before or "", words)
        blocks.insert(0, "no_longer")
    told = " ".join(words.say("checkins/follow", block, **values) for block in blocks)
    same = followed.same and len(blocks) == 1 and not changed_now(followed.answers)
    return [Saying(told, AS_BEFORE if same else NEWS), _step_in_two(values, words)]


def _step_in_two(values: Mapping[str, Any], words: Words) -> Saying:
    """Say the step; only its beginning where there is too much to say."""
    text, (do, rest) = words.say("checkins/follow", "step", **values), in_two(values["do"], too_long=LONG_STEP)
    short = words.say("checkins/follow", "step", **{**values, "do": do})
    if rest is None or short == text:
        return Saying(text, apart=True)
    return Saying(text, IN_SHORT, apart=True, short=short, rest=rest)


def _announcement(chat: Chat, followed: Followed, words: Words, trades: Trades) -> Say:
    """Announce a change of what is short, with the numbers that brought it."""
    verdict = followed.verdict
    head = words.say(
        "checkins/follow",
        "turned" if followed.turned else "changed" if followed.before else "first",
        then=_called(followed.before, words) if followed.before else None,
        now=_called(verdict.kind, words),
        parts=_parts(followed.answers),
        shifted=(changed := lasting(followed.answers.periods)) is not None and changed.place > 1,
        **called(verdict.answers.trade, words),
    )
    checkup = chat.business.checkup
    buttons = ((command_button("how", words, f"{checkup}"),),)
    return Say(f"{head}\n\n{tell_verdict(verdict, words, trades)}", buttons)


def _called(kind: str, words: Words) -> str:
    return words.label(f"diagnosis/{kind}", "called")


def _parts(answers: Answers) -> Sequence[dict[str, Any]]:
    """Sum up the weeks before and after a lasting change, or the check-up and the weeks since it, to be put side by side."""
    changed = lasting(answers.periods)
    place = changed.place if changed else 1 if answers.periods[0].weeks > 1 else 0
    halves = (answers.periods[changed.since if changed else 0 : place], answers.periods[place:])
    stretches = [replace(answers, periods=part) for part in halves if part]
    return [
        {"weeks": part.weeks, **{name: total.value if (total := part.total(name)) else None for name in FIELDS}}
        for part in stretches
    ]
