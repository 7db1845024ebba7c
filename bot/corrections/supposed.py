"""What an owner supposes after a verdict: numbers beside it, and what is asked in the words of a supposition."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.checkup.supposing import SUPPOSE, says_times
from bot.checkup.supposing_words import begins_supposing
from bot.checkup.whatif import is_supposing, suppose
from bot.core.records import CHECKUP, Chat
from bot.corrections.reckoned import share_spoken_of, spoken_of
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.hearing.earlier import Earlier
from bot.hearing.narrowed import said_of
from bot.hearing.policy import CHOOSING, STORING, SURELY, TOLD, Resolution, resolve
from bot.language.listening.acts import Act, ActKind
from bot.language.listening.reader import read_acts
from bot.language.match import is_asked
from bot.language.templates import Words
from bot.talk.answering import answered

ANSWER = 3  # words that are an answer with some care: "let's say 12"
UNNUMBERED = {"more_come": "enough", "more_stay": "gain"}
"""What is asked by a supposition without a number: "surely if more people rang I'd win more"."""


def supposed_at_question(text: str, acts: Sequence[Act], words: Words) -> Resolution | None:
    """Return what a message supposes where something is asked, and so does not answer; None if it supposes nothing."""
    if begins_supposing(text, words, "plainly"):
        acts = read_acts(text, "verdict", language=words.language)
    elif not begins_supposing(text, words) or not any(
        act.kind == "supposes" and act.chance >= CHOOSING for act in acts
    ):
        return None
    acts = tuple(act for act in acts if act.kind == "supposes")
    if not any(act.told is not None for act in acts):
        return None
    return Resolution(tuple(replace(act, chance=1.0) for act in acts))


def as_careful_answer(text: str, acts: Sequence[Act], asked: str, words: Words) -> tuple[Act, ...] | None:
    """Return a number that only seems to be supposed as the answer to what is asked: "let's say 12"; None for anything else."""
    match acts:
        case [Act(kind="tells" | "supposes" as kind, told=told, name=name) as only] if told is not None:
            plain = kind == "supposes" and begins_supposing(text, words, "plainly")  # "what if 12"
            fits = len(text.split()) <= ANSWER and name in (asked, "number") and not plain
            return (replace(only, kind="tells", name=asked),) if fits else None
        case _:
            return None


def more_supposed(context: Context, chat: Chat, text: str, heard: Resolution) -> tuple[str, Resolution]:
    """Return a message and what was heard in it: right after a supposition, numbers beside it are supposed as well.

    A message that begins as a supposition is nothing else, even if it is unclear what its number counts.
    """
    if begins_supposing(text, context.words, "plainly"):
        heard = as_supposed(heard)
    times = says_times(text, context.words)  # "if I doubled my calls, would that sort it"
    nothing = all(act.kind == "social" for act in heard.done)
    if (nothing or times) and begins_supposing(text, context.words):
        acts = read_acts(text, "verdict", language=context.words.language)
        only = tuple(act for act in acts if act.kind == "supposes")
        unread = times or is_asked(text)  # then what may be supposed is proposed
        return text, Resolution(only or ((Act("supposes", "number"),) if unread else ()), heard.doubted)
    if not is_supposing(chat):
        return text, heard
    if any(act.kind in TOLD and act.told is not None for act in heard.done):
        return text, as_supposed(heard)
    if any(act.kind != "step" for act in heard.done) or not any(sign.isdecimal() for sign in text):
        return text, heard
    text = f"{context.words.listed(SUPPOSE, 'leads')[-1]} {text}"
    return text, resolve(read_acts(text, "verdict", language=context.words.language))


def as_supposed(heard: Resolution) -> Resolution:
    """Return what was heard with everything in it that was told as supposed, so that nothing is stored."""
    kinds: tuple[ActKind, ...] = tuple("supposes" if act.kind in TOLD else act.kind for act in heard.done)
    return Resolution(tuple(replace(a, kind=kind) for a, kind in zip(heard.done, kinds, strict=True)), heard.doubted)


def supposed(context: Context, chat: Chat, text: str, heard: Resolution) -> Turned | None:
    """Weigh what is supposed; without a number it is a question: "what if I hire somebody" asks whether that is worth it."""
    text = "" if heard.plain else text  # what it supposes is known, whatever else it says
    facts = [act for act in heard.done if act.kind == "supposes" and (act.told or act.name == "trade")]
    if (asked := _asked(text, facts, context.words)) and chat.business.checkup is not None:
        return answered(context, chat, asked)
    acts = [_as_spoken_of(context, chat, text, act) for act in heard.done]
    if (turned := suppose(context, chat, text, acts)) is not None:
        return turned
    return context.aside(chat, context.words.say("topics/verdict", "none")) if facts else None


def _as_spoken_of(context: Context, chat: Chat, text: str, act: Act) -> Act:
    """Return a number that is doubtfully supposed as the answer whose old number the message speaks of."""
    session = chat.session(chat.business.checkup or 0)
    if act.kind != "supposes" or act.told is None or session is None:
        return act
    if act.chance >= (SURELY if act.told.share else STORING):
        return act
    flow = context.catalogue.forms[CHECKUP].flow
    earlier = Earlier.of(session, flow, "", context.words.language)
    name = share_spoken_of(text, earlier) if act.told.share else spoken_of(text, act.told.amount.value, earlier)
    return act if name is None else replace(act, name=name, chance=max(act.chance, STORING), rivals=())


def _asked(text: str, facts: Sequence[Act], words: Words) -> str | None:
    """Return the question about the verdict that a supposition without a number is; None if it is one."""
    found = None if facts else said_of(tuple(UNNUMBERED), text, words)
    return UNNUMBERED[found] if found else None
