"""The end of a check-up: the verdict in words, and the record that is kept of it."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from msgspec.structs import replace

from bot import diagnosis
from bot.checkup.answers import answers_of, trade_of
from bot.checkup.door import door_of
from bot.core.records import Chat, GivenVerdict, Session
from bot.core.replies import Button, Picture, Reply, Say, in_rows
from bot.diagnosis import Answers, Trades, Verdict
from bot.diagnosis.shown import COUNTED, counted, puzzle, shown_figures
from bot.diagnosis.talk import tell_about, tell_standing, template_of
from bot.diagnosis.tell import explain, tell, tell_in_money
from bot.dialogue.commands import command_button
from bot.dialogue.form import About, EndShown, Explain, Finish, LeftOpen, Shows
from bot.language.seen import CAPTION, MESSAGE, seen_length
from bot.language.templates import Words
from bot.language.verdicts import CANT_TELL, kinds

AnswersNow = Callable[[Chat, Session], Answers]
"""Return the answers that a verdict on a session rests on by now."""

AnswersTold = Callable[[Chat, Session, Words, Collection[str]], Sequence[str]]
"""Write some answers as the message of the verdict names them, by their questions."""

VALUE, NEITHER = "value", "neither"  # the question for the value of a sale
BEFORE = 80  # UTF-16 units kept free for an echo of the answers before a verdict
NOTABLE = 0.03  # a change of the chance that is worth mentioning


def finisher(trades: Trades, rests_on: Explain, told_of: AnswersTold) -> Finish:
    """Make what happens when everything is answered.

    Args:
        trades: what is usual in each trade.
        rests_on: names every answer that the verdict rests on.
        told_of: writes the answers that are new since a verdict was given.
    """

    def finish(chat: Chat, session: Session, words: Words, now: datetime) -> tuple[Chat, tuple[Reply, ...]]:
        book = chat.book  # what was done is not advised again
        answers = replace(answers_of(session, chat.business), done=book.done, passed=book.passed)
        verdict = diagnosis.diagnose(answers, trades)
        given = chat.newest_verdict(session.number)
        if given is not None and only_worth_is_new(session, given):
            fix = command_button("fix", words, str(session.number))
            told = told_of(chat, session, words, new_since(given, session))
            first = words.say("checkup/changed", "noted", noted=told) + "\n\n" if told else ""
            return chat, (Say(first + tell_in_money(verdict, words), ((fix,),), stays=True),)
        noted = told_of(chat, session, words, new_since(given, session)) if given is not None else ()
        business = replace(chat.business, trade=trade_of(session), checkup=session.number)
        chat = replace(chat, business=business, verdicts=(*chat.verdicts, remember(chat, session, verdict, now)))
        buttons = [Button(words.label("commands/step", "button"), f"/step how {verdict.action.id} #{business.number}")]
        names = ("whatif", "how", "fix") if verdict.leads is not None else ("how", "fix")
        buttons += [command_button(name, words, str(session.number)) for name in names]
        buttons.append(command_button("weekly", words))
        if given is not None and noted and is_as_before(given, verdict):
            buttons.append(command_button("verdict", words, str(session.number)))
            text = tell_standing(verdict, words, noted, became(given, verdict))
            return chat, (Say(text, in_rows(buttons, 2), stays=True),)
        before = became_said(given, verdict, words, noted=noted) if given is not None else ""
        rests = rests_on(chat, session, words)
        told = tell(verdict, words, trades, rests, most=CAPTION - BEFORE - seen_length(before))
        text = f"{before}\n{told}" if before else told
        rows = in_rows(buttons, 2)
        door = door_of(verdict, business.name, words)
        return chat, (Picture(door, text, rows, stays=True) if door else Say(text, rows, stays=True),)

    return finish


def can_tell_in_money(given: GivenVerdict, session: Session) -> bool:
    """True if there is something to win, and the value of a sale was not asked for."""
    return given.kind not in (CANT_TELL, NEITHER) and VALUE not in session.answers


def only_worth_is_new(session: Session, given: GivenVerdict) -> bool:
    """True if nothing but the value of a sale was answered since a verdict was given."""
    newest = max(session.answers.values(), key=lambda answer: (answer.answered_at, answer.update_id))
    since = {name for name, answer in session.answers.items() if answer.answered_at > given.given_at}
    return newest.question == VALUE and since <= {VALUE} and newest.answered_at >= given.given_at


def explainer(trades: Trades, answers: AnswersNow) -> Explain:
    """Make what "How did you work that out?" answers."""

    def how(chat: Chat, session: Session, words: Words) -> str:
        return explain(diagnosis.diagnose(answers(chat, session), trades), words)

    return how


def teller(trades: Trades, answers: AnswersNow, told_of: AnswersTold) -> About:
    """Make what answers a question about the verdict; ``told_of`` writes an answer that it rests on."""

    def about(chat: Chat, session: Session, words: Words, topic: str) -> str | None:
        if template_of(topic, words) is None:
            return None
        verdict, told = diagnosis.diagnose(answers(chat, session), trades), ""
        if topic.partition(" ")[0] == COUNTED:
            question = " ".join(topic.split()[1:2])
            if question not in session.answers or question not in counted(
                verdict, answers_of(session, chat.business).weeks
            ):
                return None
            (told,) = told_of(chat, session, words, (question,))
        return tell_about(topic, verdict, words, trades, told=told)

    return about


def asker(trades: Trades, answers: AnswersNow) -> LeftOpen:
    """Make what names the question whose answer would help the verdict most."""

    def left_open(chat: Chat, session: Session) -> str | None:
        return diagnosis.diagnose(answers(chat, session), trades).question

    return left_open


def shower(trades: Trades, answers: AnswersNow) -> Shows:
    """Make what tells the words and the numbers of the verdict."""

    def shows(chat: Chat, session: Session, words: Words) -> EndShown:
        verdict = diagnosis.diagnose(answers(chat, session), trades)
        weeks_told = answers_of(session, chat.business).weeks
        figures = shown_figures(verdict, trades, weeks_told)
        return EndShown(tell(verdict, words, trades, most=MESSAGE), figures, puzzle(verdict))

    return shows


def new_since(given: GivenVerdict, session: Session) -> list[str]:
    """Name the questions that were answered since a verdict was given; those that were left open say nothing new."""
    return [
        name
        for name, answer in session.answers.items()
        if answer.answered_at > given.given_at and (answer.amount or answer.choice)
    ]


def is_as_before(given: GivenVerdict, verdict: Verdict) -> bool:
    """True if a verdict says what was said before, with the same step; not where two of its numbers can't both be right."""
    same = (given.kind, given.action) == (verdict.kind, verdict.action.id)
    return same and not any(note.startswith("contradiction") for note in verdict.notes)


def became(before: GivenVerdict, verdict: Verdict | GivenVerdict) -> str:
    """Name what became of a verdict, as the blocks of ``checkup/changed`` say it."""
    if before.kind != verdict.kind:
        return "other" if kinds()[before.kind].announced else "told"
    if not kinds()[before.kind].announced:
        return "open"
    surer = verdict.sure - before.sure
    return "same" if abs(surer) < NOTABLE else "surer" if surer > 0 else "less_sure"


def what_changed(before: GivenVerdict | None, now: GivenVerdict, words: Words) -> list[str]:
    """Say in a line what became of the verdict, and name the one by now; nothing where none was named before."""
    if before is None or not kinds()[before.kind].announced:
        return []  # that one followed by itself
    return [became_said(before, now, words, named=True)]


def became_said(
    before: GivenVerdict,
    verdict: Verdict | GivenVerdict,
    words: Words,
    *,
    named: bool = False,
    noted: Sequence[str] = (),
) -> str:
    """Say what was noted since a verdict, and what became of it; it is ``named`` where it does not follow at once."""
    then, now = (words.label(f"diagnosis/{kind}", "changed") for kind in (before.kind, verdict.kind))
    lines = [words.say("checkup/changed", "noted", noted=noted)] if noted else []
    lines.append(words.say("checkup/changed", became(before, verdict), then=then, now=now, named=named, noted=noted))
    return " ".join(lines)


def remember(chat: Chat, session: Session, verdict: Verdict, now: datetime) -> GivenVerdict:
    """Make the record of a verdict."""
    number = sum(given.session == session.number for given in chat.verdicts) + 1
    return GivenVerdict(session.number, number, verdict.kind, verdict.word, verdict.sure, verdict.action.id, now)
