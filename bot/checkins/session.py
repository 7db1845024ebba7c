"""A check-in as a session: which week it is about, how it begins, and what was given so far."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.checkins.quarter import quarter_of
from bot.core.amount import Amount
from bot.core.ledger import KeptWeek
from bot.core.records import CHECKIN, CHECKUP, Answer, Chat, Session
from bot.core.replies import Button, Reply, Rows, Say
from bot.core.week import Week, weeks_between
from bot.core.week_numbers import FIELDS, Field, GivenNumber, WeekNumbers, completed, uncontradicted
from bot.dialogue.context import Context
from bot.dialogue.prompting import ask
from bot.dialogue.scene import Turned
from bot.language.nouns import called
from bot.language.templates import Words

ASKED_OF = {"talk": FIELDS[:3], "order": FIELDS[3:], "both": FIELDS}
KNOWS_AFTER = 3  # weeks with numbers; after these the hint how to give them is short
TIME_TO_DO_IT = timedelta(days=2)  # before that, nobody is asked whether the step is done


def has_weeks(chat: Chat) -> bool:
    """True if an owner is asked every week, or told of weeks before."""
    return chat.book.plan is not None or bool(chat.book.numbers)


def is_checkin(session: Session) -> bool:
    """True if a session is a check-in."""
    return session.flow == CHECKIN


def begin_week(
    context: Context, chat: Chat, week: Week, *lines: str, last: Week | None = None, hint: bool = False
) -> Turned:
    """Open a check-in about a week, or about each up to the last one that has no numbers, and ask its first question.

    Args:
        context: the event.
        chat: the chat; a check-in that was open is put down first, with the numbers it has.
        week: the week, or the first of several.
        lines: what to say before.
        last: the last of several weeks.
        hint: the bot began it, so it may be put off.
    """
    now = context.event.at
    chat = put_down(chat, now)
    known = known_beforehand(chat, week, now, by="bot" if hint else "owner")
    scene = context.opened(chat, CHECKIN, about=about(week, last), known=known)
    return ask(scene, *lines, _hint(context, chat, known["path"]))


def business_called(chat: Chat, words: Words) -> str | None:
    """Name the current business where the owner has several."""
    one = chat.business
    return words.label("checkins/reminder", "called", name=one.name, number=one.number) if chat.others else None


def _hint(context: Context, chat: Chat, path: str) -> str:
    """Say that one message is enough; in short, once an owner knows."""
    knows = len(chat.book.numbers) >= KNOWS_AFTER
    return context.words.say(
        "checkins/reminder",
        "line_hint_short" if knows else "line_hint",
        path=path,
        **called(chat.business.trade, context.words),
    )


def about(week: Week, last: Week | None = None) -> str:
    """Write which week a session is about, and up to which others follow."""
    return str(week) if last is None or last <= week else f"{week}/{last}"


def weeks_about(session: Session) -> tuple[Week, Week]:
    """Return the first and the last week that a session is about: mostly the same one."""
    first, _, last = (session.about or "").partition("/")
    return Week.parse(first), Week.parse(last or first)


def known_beforehand(chat: Chat, week: Week, now: datetime, *, by: str) -> dict[str, str]:
    """Return the answers to the hidden questions of a check-in."""
    newest = all(other < week for other in chat.book.numbers)
    step = step_before(chat, now) if newest else None
    path = path_of(chat)
    quarter = quarter_of(chat, path, now) if newest else "no"
    return {"path": path, "step": "none" if step is None else "given", "begun_by": by, "quarter": quarter}


def path_of(chat: Chat) -> str:
    """Return how people buy: by the newest check-up, or by the numbers given last."""
    for session in reversed(chat.sessions):
        ours = session.flow == CHECKUP and session.business == chat.business.number
        answer = session.answers.get("path") if ours else None
        if answer and answer.choice:
            return answer.choice
    for numbers in reversed(chat.book.numbers.values()):
        if numbers.people is None and numbers.orders is not None:
            return "order"
        return "talk" if numbers.orders is None else "both"
    return "both"


def step_before(chat: Chat, now: datetime) -> str | None:
    """Name the step given last, if there was time to do it and it is not known to be done."""
    at, action = step_given(chat) or (now, None)
    return action if now - at >= TIME_TO_DO_IT and action not in _settled(chat) else None


def step_given(chat: Chat) -> tuple[datetime, str] | None:
    """Return the step given last, and when; None if none was."""
    settled = _settled(chat)
    given = [(g.given_at, g.action) for g in chat.verdicts if g.session == chat.business.checkup and g.action]
    given += [(k.answered_at, k.action) for k in chat.book.weeks.values() if k.answered_at and k.action]
    given += [(said.at, said.following) for said in chat.book.steps.values() if said.following]
    return max(given, default=None, key=lambda one: (one[0], one[1] not in settled))


def _settled(chat: Chat) -> frozenset[str]:
    """Name the steps that were done, or turned down; one only put off may be given again where no other is left."""
    return chat.book.done | chat.book.turned_down


def pick_up(context: Context, chat: Chat, replies: tuple[Reply, ...]) -> Turned:
    """Pick up the thread, but not that of a reminder that nobody has begun to answer."""
    on_top = context.open(chat)
    if on_top is not None and context.form(on_top).gives_way(on_top):
        return chat, replies
    return context.pick_up(chat, replies)


def has_numbers(context: Context, chat: Chat, week: Week) -> Turned:
    """Say that nothing is to be put off or left out, and offer to change the numbers."""
    change = Button(context.words.label("checkins/week", "button", week=week), f"/checkin {week}")
    return pick_up(
        context, chat, (Say(context.words.say("checkins/schedule", "has_numbers", week=week), ((change,),)),)
    )


def leave(context: Context, chat: Chat, week: Week) -> Chat:
    """End the check-in about a week, where one is open."""
    for session in chat.sessions:
        if is_checkin(session) and session.state == "open" and weeks_about(session)[0] == week:
            chat = chat.with_session(replace(session, state="dropped", proposed=None, ended_at=context.event.at))
    return chat


def numbers_of(session: Session) -> WeekNumbers | None:
    """Return the numbers answered so far; None without any. After a zero nothing more was asked."""
    found: dict[Field, GivenNumber] = {}
    for name in FIELDS:
        if (answer := session.answers.get(name)) is not None:
            found[name] = _given(answer)
    waits = session.proposed.question if session.proposed else None
    for part, whole in (("talked", "people"), ("customers", "talked")):
        of = found.get(whole)  # type: ignore[call-overload]
        if part not in found and part != waits and isinstance(of, Amount) and of.high == 0:
            found[part] = of  # type: ignore[index]
    return WeekNumbers(**found) if found else None


def stored(chat: Chat, session: Session, now: datetime) -> Chat:
    """Store the numbers that a check-in has, under the week that it is about; others that were kept of it stay.

    A number that waits for the owner's word is none yet.
    """
    week, _ = weeks_about(session)
    numbers = numbers_of(session)
    if numbers is None:
        return chat
    kept = chat.book.find(week) or KeptWeek(week, "answered")
    numbers = completed(uncontradicted(numbers), kept.numbers)
    typed = dict.fromkeys(a.typed for name, a in session.answers.items() if name in FIELDS)
    kept = replace(kept, outcome="answered", numbers=numbers, typed=" ".join(typed), answered_at=now)
    if (done := session.answers.get("done")) is not None and done.choice is not None:
        kept = replace(kept, step=step_before(chat, now), done=done.choice == "yes")
    book = chat.book.with_week(kept)
    if book.plan and book.plan.snoozed and book.plan.snoozed.week == week:
        book = replace(book, plan=replace(book.plan, snoozed=None))
    return chat.with_book(book)


def put_down(chat: Chat, now: datetime) -> Chat:
    """End the check-in that is open, and keep the numbers that it has."""
    current = chat.owner.business
    for session in chat.sessions:
        if is_checkin(session) and session.state == "open":
            chat = stored(chat.switch_to(session.business), session, now) if asked_numbers(session) else chat
            chat = chat.with_session(replace(session, state="dropped", proposed=None, ended_at=now))
    return chat.switch_to(current)


def asked_numbers(session: Session) -> bool:
    """True if any number was answered."""
    return any(name in session.answers for name in FIELDS)


def has_all_numbers(session: Session) -> bool:
    """True if every number of the week was answered; the questions after them may stay open."""
    numbers, path = numbers_of(session), session.answers.get("path")
    if numbers is None or path is None or session.proposed is not None:
        return False
    return all(numbers.of(name) is not None for name in ASKED_OF[path.choice or "both"])


def following(chat: Chat, session: Session) -> Week | None:
    """Return the week to be asked about after this one: the next of several that has no numbers."""
    week, last = weeks_about(session)
    return next((w for w in weeks_between(week.later(), last) if chat.book.numbers_of(w) is None), None)


def reminder_rows(week: Week, business: int, words: Words) -> Rows:
    """Lay the buttons that are under every reminder of a business."""
    picks = [("hour", f"/snooze hour {week}"), ("tomorrow", f"/snooze tomorrow {week}")]
    more = [("skip", f"/skipweek {week}"), ("change", "/weekly")]
    return tuple(
        tuple(Button(words.label("checkins/reminder", block), f"{data} #{business}") for block, data in row)
        for row in (picks, more)
    )


def _given(answer: Answer) -> GivenNumber:
    if answer.amount is not None:
        return answer.amount
    return "skipped" if answer.state == "skipped" else "unknown"


def beside(session: Session, words: Words) -> Rows:
    """Put the buttons of a reminder under its first question."""
    begun: Mapping[str, Answer] = session.answers
    if asked_numbers(session) or "begun_by" not in begun or begun["begun_by"].choice != "bot":
        return ()
    return reminder_rows(weeks_about(session)[0], session.business, words)
