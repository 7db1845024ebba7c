"""Asking about an activity, in a session of its own on top of whatever is open; and seeing it differently."""

from msgspec.structs import replace

from bot.activity.catalogue import catalogue
from bot.activity.clauses import asked_in, take_apart
from bot.activity.form import ACTIVITY, finish, judgement_of
from bot.activity.gate import looks_like_activity
from bot.activity.judge import judge, weigh
from bot.activity.tell import card
from bot.activity.words_of import plain
from bot.core.digits import short_number
from bot.core.records import Chat, Objection, Session
from bot.core.replies import Button, InlineAnswer, Say
from bot.dialogue import prompting
from bot.dialogue.answers import answer_to, go_on
from bot.dialogue.context import CommandSpec, Context, takes_always, takes_nothing
from bot.dialogue.scene import Turned
from bot.language.templates import Words

LONGEST = 2_000  # characters of an activity that are kept
SIDES = ("marketing", "sales", "both", "neither")


def ask(context: Context, chat: Chat, argument: str) -> Turned:
    """Ask which activity, or judge the one that was named."""
    if argument.strip():
        return about(context, chat, argument)
    return prompting.ask(context.opened(context.without_asides(chat), ACTIVITY))


def about(context: Context, chat: Chat, text: str) -> Turned:
    """Judge an activity, asking back what its words do not tell."""
    scene = context.opened(context.without_asides(chat), ACTIVITY)
    answer = answer_to(scene, scene.form.flow["what"], text.strip()[:LONGEST])
    return context.pick_up(*go_on(scene.with_session(scene.session.with_answer(answer))))


def is_about_one(text: str, language: str) -> bool:
    """True if a text asks or tells about an activity."""
    return looks_like_activity(text[:LONGEST], language=language)


def asks_which_side(text: str, language: str) -> str:
    """Return the sentence of a text that asks which side an activity is on, and names it; nothing where none does."""
    return asked_in(text[:LONGEST], catalogue(language).reading)


def asks_a_side(text: str, language: str) -> bool:
    """True if a text asks whether something is marketing or sales, whatever it is."""
    return take_apart(text[:LONGEST], catalogue(language).reading).asked


def names_side(text: str, language: str) -> bool:
    """True if a text names a side, whatever it says of it: "that's marketing, isn't it"."""
    reading = catalogue(language).reading
    return reading.side.search(plain(text[:LONGEST], reading.short)) is not None


def is_known(text: str, language: str) -> bool:
    """True if a text names an activity of the catalogue, or a part of one, that is on one side."""
    weighed = weigh(text[:LONGEST], language)
    return weighed.vote.activity is not None and judge(text[:LONGEST], language=language).verdict != "unclear"


def shown_again(context: Context, chat: Chat, session: Session) -> Turned:
    """Show what was judged last once more."""
    return finish(chat, session, context.words, context.event.at)


def says_too_little(text: str, language: str) -> bool:
    """True if a text names no activity, so that nothing could even be asked about it."""
    judged = judge(text[:LONGEST], language=language)
    return judged.verdict == "unclear" and judged.ask is None


def in_any_chat(query_id: str, text: str, words: Words) -> InlineAnswer:
    """Judge an activity for a card in another chat; of nothing, make none."""
    if not text.strip():
        return InlineAnswer(query_id)
    told = card(judge(text[:LONGEST], language=words.language), words)
    return InlineAnswer(query_id, told.title, told.description, told.text)


def differ(context: Context, chat: Chat, argument: str) -> Turned:
    """Store that the owner sees a verdict differently, and how, for the operator."""
    first, _, opinion = argument.partition(" ")
    number = short_number(first)
    session = chat.done(ACTIVITY) if number is None else chat.session(number)
    if session is None or session.flow != ACTIVITY or "what" not in session.answers:
        return context.aside(chat, context.words.say("activity/differ", "gone"))
    judgement = judgement_of(session, context.words.language)
    named = opinion if opinion in SIDES else None
    objection = Objection(
        session=session.number,
        text=session.answers["what"].typed,
        verdict=judgement.verdict,
        rule=judgement.rule,
        opinion=named,
        at=context.event.at,
    )
    chat = replace(chat, objections=(*chat.objections, objection))
    if named:
        return context.aside(chat, context.words.say("activity/differ", "noted"))
    buttons = [
        Button(
            context.words.label("activity/side", side).capitalize(),
            f"/differ {session.number} {side}",
        )
        for side in SIDES
    ]
    rows = (tuple(buttons[:2]), tuple(buttons[2:]))
    return chat, (Say(context.words.say("activity/differ", "asked"), rows),)


COMMANDS = (
    CommandSpec("ask", ask, takes_nothing, in_menu=True, typed=True, named=True, opening=True, by_link=True),
    CommandSpec("differ", differ, takes_always, typed=True),
)
