"""What was not understood where no question is open: what may be done about it after a verdict, or the menu."""

from collections.abc import Sequence

from bot.checkins.session import has_weeks
from bot.checkins.steps import told_now
from bot.core.looseness import is_single
from bot.core.records import CHECKUP, Chat
from bot.core.replies import Button, Say
from bot.dialogue.commands import command_button, command_rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.after_verdict import counts_of
from bot.hearing.narrowed import asks, begins_with, tells
from bot.hearing.numbers_told import TELLING, is_told
from bot.hearing.plainly import named_around
from bot.hearing.policy import JUDGING, Resolution
from bot.language.listening.acts import Act
from bot.language.listening.amounts import ToldAmount, tokens_in
from bot.language.listening.passages import passages_of
from bot.language.match import is_asked
from bot.talk.answering import about_verdict, answered, with_the_step
from bot.talk.doubted import seeks_verdict
from bot.talk.in_passing import changed_in_passing, may_be, which_number
from bot.talk.numbers_after import is_of_else, numbers_offered
from bot.talk.other_readings import likely_matter
from bot.talk.remarks import PERHAPS, remarked
from bot.talk.topics import by_its_number
from bot.talk.wished import do_command

DOUBT = "topics/doubt"
OFTEN = ("why", "do", "sure", "lost")
"""The questions that are offered to who asks something else about the verdict."""

CHANGES = frozenset({"mends", "slip", "sets", "forgot"})
"""Kinds of word by which an answer is changed."""

ON_STEP = 2  # rows of buttons about the step: done, another; already, can't
BEARS_ON = {"speed": "answered", "missed": "answered", "people": "enough", "busy": "enough", "reason": "lost"}
"""The question about the verdict that the numbers answer beside which something is told."""


def unheard(context: Context, chat: Chat, text: str, heard: Resolution) -> Turned:
    """Answer a message that was not understood, where no question is open: its numbers may be new ones.

    After a verdict a question gets those that are asked most, and something that is told may be about the step, or about
    one of the numbers.
    """
    after_verdict = chat.business.checkup is not None
    names = [name for kind, name, *_ in heard.doubted if kind == "tells"]
    if after_verdict and (about := _asked_of(context, chat, text, names)):
        return answered(context, chat, about)
    if after_verdict and (turned := remarked(context, chat, text, least=PERHAPS)):
        return turned
    if any(sign.isdecimal() for sign in text) and not (after_verdict and _are_its_numbers(context, chat, text)):
        return whose_numbers(context, chat, text) if after_verdict else (chat, (context.menu("numbers"),))
    if seeks_verdict(chat, heard.doubted):
        return do_command(context, chat, CHECKUP)
    if not after_verdict or not heard.doubted:
        return chat, (context.menu("unread"),)
    if asks(text, context.words):
        labels = [(context.words.label(DOUBT, f"about_{topic}"), f"/about {topic}") for topic in OFTEN]
        return chat, (Say(context.words.say(DOUBT, "ask"), tuple((Button(*one),) for one in labels)),)
    return told_something(context, chat) if tells(text, context.words) else (chat, (context.menu("unread"),))


def _are_its_numbers(context: Context, chat: Chat, text: str) -> bool:
    """True if every number of a sentence is one that the verdict rests on, so that none is new."""
    found = _known_of(context, chat, text)
    return bool(found) and all(found)


def _names_its_numbers(context: Context, chat: Chat, text: str) -> bool:
    """True if a sentence names a number that the verdict rests on: "room for 15 is right, there are 3 of us".

    What says that something is wrong, or puts another number, does not only say so.
    """
    kinds = {kind for part in passages_of(text, context.words.language) for kind in part.kinds}
    return any(_known_of(context, chat, text)) and kinds.isdisjoint(CHANGES)


def _known_of(context: Context, chat: Chat, text: str) -> list[bool]:
    """Return of each number of a sentence that tells something whether the verdict rests on it."""
    session = chat.session(chat.business.checkup or 0)
    if session is None or not tells(text, context.words):
        return []
    told = [token for token in tokens_in(text, context.words.language) if isinstance(token, ToldAmount)]
    known = set(counts_of(session).values())
    return [one.amount.value in known and not one.share for one in told if one.amount.value]  # "nothing" is none


def _asked_of(context: Context, chat: Chat, text: str, names: Sequence[str]) -> str | None:
    """Return the question that a message asks of its number, such as "half of them I never got to?"; None if it asks none."""
    if not is_asked(text) and not begins_with("is_it", text, context.words):
        return None
    about = next((BEARS_ON[name] for name in names if name in BEARS_ON), None)
    return about or by_its_number(chat, text, context.words.language)


def told_something(context: Context, chat: Chat) -> Turned:
    """Answer who tells something after a verdict that changes no number: it may be about the step, or about an answer."""
    step, fix = told_now(context, chat), command_button("fix", context.words, str(chat.business.checkup))
    rows = step[1][:ON_STEP] if step else ()
    return chat, (Say(context.words.say(DOUBT, "told"), (*rows, (fix,))),)


def said_so(context: Context, chat: Chat) -> Turned:
    """Tell who puts an answer right with the number that it has that nothing changes."""
    line = context.words.say(DOUBT, "same")
    return with_the_step(context, chat, line) or (chat, (Say(line),))


def whose_numbers(context: Context, chat: Chat, text: str, facts: Sequence[Act] | None = None) -> Turned:
    """Ask whether numbers are for the check-up of the newest verdict or for the week, where weeks are told at all.

    Of facts without a number it is said what they bear on, and asked whether that is different from what was told. What
    only asks about a number is answered.
    """
    if about := _asked_of(context, chat, text, [act.name for act in facts or ()]):
        return answered(context, chat, about)
    bare = _bare_number(text, context.words.language) if not has_weeks(chat) else None
    if bare is not None and (turned := which_number(context, chat, bare)):
        return turned
    elses = is_of_else(text, context.words.language)
    changed = None if elses else changed_in_passing(context, chat, text, facts or ())
    if turned := changed or numbers_offered(context, chat, text) or remarked(context, chat, text, least=PERHAPS):
        return turned
    if elses:
        line = context.words.say(DOUBT, "of_else")
        return with_the_step(context, chat, line) or (chat, (Say(line),))
    if not facts and _names_its_numbers(context, chat, text):
        matter = likely_matter(
            context, chat, text
        )  # "those 200 mostly had our name from an agent" says more than the 200
        return answered(context, chat, matter) if matter and matter not in TELLING else said_so(context, chat)
    told = facts is None or any(act.told is not None for act in facts)
    of_weeks = told and has_weeks(chat)
    rows = command_rows(("checkin",), context.words) if told else ()
    likely = may_be(context, chat, facts or ())
    fix = command_button("fix", context.words, str(chat.business.checkup))
    bears = "" if told else next((BEARS_ON[act.name] for act in facts or () if act.name in BEARS_ON), "")
    lines = [about_verdict(context, chat, bears)] if bears else []
    lines.append(context.words.say(DOUBT, "numbers" if of_weeks else "changed"))
    return chat, (Say("\n\n".join(lines), (*likely, (fix,), *rows)),)


def _bare_number(text: str, language: str) -> ToldAmount | None:
    """Return the number that is all a message says, or that it surely tells without a word for what it counts: "make that 12"."""
    tokens = tokens_in(text, language)
    told = [token for token in tokens if isinstance(token, ToldAmount)]
    surely = len(tokens) == 1 or is_told(text, language, least=JUDGING)
    match told:
        case [ToldAmount(share=False, currency=None, span=span) as one] if is_single(one.amount) and (
            not span or span.rate
        ):
            return one if surely and not named_around(one, text, language) else None
        case _:
            return None
