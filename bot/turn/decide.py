"""What an event does: a pure function from what is known of a chat to what is known afterwards, and the replies."""

from datetime import timedelta

from msgspec.structs import replace

from bot.activity import commands as activity_commands
from bot.checkins.commands import CHECKIN_FLOWS
from bot.checkins.reminding import came_back
from bot.checkup.showing import shown_in_any_chat
from bot.core.events import (
    Blocked,
    Command,
    Content,
    Counted,
    Document,
    Due,
    Edited,
    Event,
    Inline,
    Joined,
    Left,
    Migrated,
    OwnerEvent,
    Place,
    Tap,
    Text,
    TooMany,
    Unblocked,
)
from bot.core.memory import forget
from bot.core.records import CHECKUP, Business, Chat, Owner, Session
from bot.core.replies import Button, Reply, Say, Spoken, Toast
from bot.dialogue import actions, engine, prompting
from bot.dialogue.answers import take
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Catalogue, Context
from bot.dialogue.hear import Action, Missed, Value
from bot.dialogue.place import place_of, put_away
from bot.dialogue.private import in_private
from bot.dialogue.scene import Scene, Turned
from bot.dialogue.screen import REVIEW
from bot.dialogue.taps import read_tap
from bot.language.match import exact_match
from bot.language.templates import words
from bot.owner_data import settings
from bot.owner_data.bring_back import on_table
from bot.owner_data.table import named_table
from bot.talk.commands import COMMANDS
from bot.talk.opening import hello_to_group, tell_stats
from bot.talk.typed import without_old_offers
from bot.turn.edited import on_edited
from bot.turn.on_words import on_words
from bot.turn.stale import on_stale_tap, on_tap_elsewhere
from bot.turn.waking import WAKERS, watch_over

SEEN_STEP = timedelta(hours=1)  # precision of the moment at which an owner was last seen


def decide(catalogue: Catalogue, chat: Chat | None, event: Event) -> Turned:
    """Decide what an event does to a chat and what is replied.

    A chat belongs to the person who began it. What anybody else says in a group is not read: a command, a label or an
    answer would all be about somebody else's numbers.

    Args:
        catalogue: the flows and catalogues.
        chat: what is known of the chat; None at first contact.
        event: what happened.
    """
    try:
        return _decided(catalogue, chat, event)
    finally:
        forget()


def _decided(catalogue: Catalogue, chat: Chat | None, event: Event) -> Turned:
    if chat is not None and _is_anothers(chat, event):
        return chat, _for_another(chat, event)
    if chat is not None and chat.open is not None and _may_need_weeks(catalogue, chat.open):
        _ = chat.book  # asked for before anything is worked out, so that nothing is worked out twice
    blocked = chat is not None and chat.owner.blocked_at is not None
    chat = _where(_seen(without_old_offers(chat or newcomer(event), event), event), event)
    awaited, offered = None, chat.owner.offered
    if isinstance(event.what, Command | Tap | Text | Place):
        awaited, chat = chat.owner.awaits, chat.awaiting(None)
    context = Context(catalogue, words(chat.owner.language), event, awaited)
    welcome: tuple[Reply, ...] = ()
    if blocked and chat.owner.blocked_at is None:
        chat, welcome = came_back(context, chat)
    chat, replies = _taken(context, chat, awaited) or _answer(context, chat, event)
    replies = welcome if welcome and isinstance(event.what, Joined) else (*welcome, *replies)
    replies, chat = put_away(context, offered, replies), _offering(chat, replies)
    if (on_top := chat.open) is not None and not isinstance(event.what, Due):
        chat = chat.switch_to(on_top.business)  # whatever is answered next is about that one
    return watch_over(chat, event.at, spoke=not isinstance(event.what, Due)), replies


def _may_need_weeks(catalogue: Catalogue, session: Session) -> bool:
    """True for a check-in, and for a check-up that the next answer may end."""
    if session.flow == CHECKUP:
        return engine.is_at_the_last(catalogue.forms[CHECKUP].flow, session)
    return session.flow in CHECKIN_FLOWS


def _taken(context: Context, chat: Chat, awaited: str | None) -> Turned | None:
    """Let the command that waits for words have them; None if nothing waits, or they are not for it."""
    name, _, rest = (awaited or "").partition(" ")
    what, command = context.event.what, COMMANDS.get(name)
    if command is None or (context.in_group and command.private):
        return None  # an older release asked
    if isinstance(what, Text) and command.takes_words:
        if data := exact_match(what.text, chat.owner.offered):
            return on_data(context, chat, data)
        scene = context.scene(chat) if rest in command.question_first else None
        if scene is not None and not isinstance(prompting.listen(scene, what.text), Missed):
            return on_words(context, chat, scene, what.text, on_data)  # the question that was asked again goes first
        return command.takes_words(context, chat, rest, what.text)
    if isinstance(what, Place) and awaited == "settings zone":
        return settings.on_place(context, chat, what)
    return None


def _answer(context: Context, chat: Chat, event: Event) -> Turned:
    match event.what:
        case Blocked() | Left():
            return replace(chat, owner=replace(chat.owner, blocked_at=event.at), wakes={}), ()
        case Unblocked() | Migrated():
            return chat, ()
        case Joined():
            return chat, (hello_to_group(context),)
        case Inline(query_id=query_id, text=text):
            card = shown_in_any_chat(context, chat, query_id, text)
            return chat, (card or activity_commands.in_any_chat(query_id, text, context.words),)
        case Due(kind=kind):
            return on_due(context, chat, kind)
        case Counted(stats=counts):
            return tell_stats(context, chat, counts)
        case TooMany():
            return context.aside(chat, context.words.say("menu/too_many"))
        case Command(name=name, argument=argument):
            return on_command(context, chat, name, argument)
        case Tap() as tap:
            chat, replies = on_data(context, chat, tap.data)
            replies = _unfolded(tap.data, replies)
            if not any(isinstance(reply, Toast) for reply in replies):
                replies = (Toast(tap.callback_id), *replies)
            return chat, replies
        case Text(text=text):
            return on_text(context, chat, text)
        case Edited() as edited:
            return on_edited(context, chat, edited)
        case Place() as place:
            return on_place(context, chat, place)
        case Document() as document:
            return on_document(context, chat, document)
        case Content(kind=kind):
            return on_content(context, chat, kind)


def _is_anothers(chat: Chat, event: Event) -> bool:
    """True if somebody else than the person who began says or does something in a group."""
    concerns = event.chat_kind == "group" and isinstance(event.what, OwnerEvent | Left)
    return concerns and event.user_id != chat.owner.user_id


def newcomer(event: Event) -> Chat:
    """Make the records of somebody who writes for the first time."""
    owner = Owner(event.chat_id, event.user_id, event.chat_kind, event.language, event.at, event.at)
    return Chat(owner, Business(1, event.at), rows={}, books={})


def apology(event: Event, error_id: str, language: str | None = None) -> tuple[Reply, ...]:
    """Tell the person who waits for a reply that the bot made a mistake and that nothing was changed.

    The language is the one that the owner chose; Telegram's where that is not known.
    """
    if not isinstance(event.what, OwnerEvent | Counted):
        return ()
    spoken = words(language or event.language)
    reply = Say(spoken.say("menu/error", error_id=error_id), command_rows(("resume",), spoken))
    return (Toast(event.what.callback_id), reply) if isinstance(event.what, Tap) else (reply,)


def one_at_a_time(chat: Chat | None, event: Event) -> Reply:
    """Ask an owner who sends more than can be answered to send one message at a time."""
    return Say(words(chat.owner.language if chat else event.language).say("menu/one_at_a_time"))


def _for_another(chat: Chat, event: Event) -> tuple[Reply, ...]:
    """Send a second person in a group to a chat of their own: the questions here are for the one who began."""
    spoken = words(event.language)
    match event.what:
        case Edited() | Left():
            return ()
        case Tap(callback_id=callback_id):  # Telegram never says that somebody taps as the group
            as_group = chat.owner.user_id == chat.owner.chat_id
            return (Toast(callback_id, spoken.label("menu/group", "tap_as_group" if as_group else "tap")),)
        case _:
            own = Button(spoken.label("menu/group", "own_chat"), link="checkup")
            return (Say(spoken.say("menu/group", "for_another", name=event.name), ((own,),)),)


def on_due(context: Context, chat: Chat, kind: str) -> Turned:
    """Do what was due, if nobody else did it meanwhile."""
    due_at = chat.wakes.get(kind)
    if due_at is None or due_at > context.event.at:
        return chat, ()
    waker = WAKERS.get(kind.partition(":")[0])
    if waker is None or chat.owner.blocked_at:
        return chat.waking(kind, None), ()
    return waker(context, chat)


def on_command(context: Context, chat: Chat, name: str, argument: str) -> Turned:
    """Do what a command says, typed or behind a button."""
    command = COMMANDS.get(name)
    if command is None:
        return context.aside(chat, context.words.say("menu/start", "unknown_command", command=f"/{name}"))
    if context.in_group and command.private:
        return in_private(context, chat)
    return command.handler(context, chat, argument)


def on_data(context: Context, chat: Chat, data: str) -> Turned:
    """Do what a button says, tapped or typed, however old it is."""
    if data.startswith("/"):
        name, _, argument = data[1:].partition(" ")
        return on_command(context, chat, name, argument)
    flow_tap = read_tap(data)
    if flow_tap is None:
        return context.aside(chat, context.words.say("dialogue/stale", "other"))
    scene = context.scene(chat)
    if scene is None or scene.session.number != flow_tap.session:
        return on_tap_elsewhere(context, chat, flow_tap)
    if flow_tap.action == "change" and flow_tap.question in scene.session.answers:
        return actions.change(scene, flow_tap.question)
    if flow_tap.question == (scene.current.id if scene.current else REVIEW):
        return _in_place(scene, context.pick_up(*actions.act(scene, Action(flow_tap.action))), context)
    return on_stale_tap(context, scene, flow_tap)


def on_text(context: Context, chat: Chat, text: str) -> Turned:
    """Take a message of words: an answer, the label of a button, an activity to judge, or none of these."""
    return on_words(context, chat, context.scene(chat), text, on_data)


def on_place(context: Context, chat: Chat, place: Place) -> Turned:
    """Take a shared location where the open question can be answered by one."""
    scene = context.scene(chat)
    if scene is not None and (question := scene.current) is not None:
        own = scene.form.own.get(question.id)
        value = own.place(place.latitude, place.longitude) if own and own.place else None
        if value is not None:
            return context.pick_up(*take(scene, question, Value(value, value)))
    return on_content(context, chat, "location")


def on_document(context: Context, chat: Chat, document: Document) -> Turned:
    """Bring in a table; say of any other file that it cannot be read."""
    if not named_table(document):
        return on_content(context, chat, "document")
    return in_private(context, chat) if context.in_group else on_table(context, chat, document)


def on_content(context: Context, chat: Chat, kind: str) -> Turned:
    """Say what the bot can read, where something came that it cannot."""
    known = kind if kind in context.words.blocks("dialogue/content") else "other"
    what = context.words.label("dialogue/content", known)
    return context.aside(chat, context.words.say("dialogue/missed", "content", what=what))


def _offering(chat: Chat, replies: tuple[Reply, ...]) -> Chat:
    """Remember the buttons beside the questions, so that their labels may be typed."""
    said = [reply for reply in replies if isinstance(reply, Spoken)]
    if not said:
        return chat
    shown = [say for say in said if say.rows or place_of(say)]
    offers = (_offers(say) for say in reversed(shown))
    offered = next((found for found in offers if found), chat.owner.offered if shown else ())
    return chat if offered == chat.owner.offered else replace(chat, owner=replace(chat.owner, offered=offered))


def _offers(say: Spoken) -> tuple[tuple[str, str], ...]:
    """List the buttons of a message that are no answers to its question."""
    if sends := place_of(say):
        return sends
    buttons = [button for row in say.rows for button in row]
    return tuple(
        [(b.label, b.data) for b in buttons if b.data and (not (isinstance(say, Say) and say.asks) or b.data[0] == "/")]
    )


def _where(chat: Chat, event: Event) -> Chat:
    """Note the topic in which the owner says something, for what the bot says there by itself."""
    if event.thread is None or (event.thread or None) == chat.owner.thread:
        return chat
    return replace(chat, owner=replace(chat.owner, thread=event.thread or None))


def _seen(chat: Chat, event: Event) -> Chat:
    owner = chat.owner
    if isinstance(event.what, Due | Migrated):
        return chat
    blocked_at = owner.blocked_at if isinstance(event.what, Blocked | Left) else None
    if event.at - owner.seen_at < SEEN_STEP and blocked_at == owner.blocked_at:
        return chat
    return replace(chat, owner=replace(owner, seen_at=event.at, blocked_at=blocked_at))


def _unfolded(data: str, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Let a list open, change or close where it stands; a question that is open below it stays as it is."""
    name, _, argument = data.removeprefix("/").partition(" ")
    command = COMMANDS.get(name)
    match replies:
        case (Say(asks=False) as first, *_) if data.startswith("/") and command and command.unfolds(argument):
            return (replace(first, in_place=True),)
    return replies


def _in_place(before: Scene, turned: Turned, context: Context) -> Turned:
    """Show a question that is asked once more, as with a list opened, instead of the one whose button was tapped."""
    chat, replies = turned
    after = context.scene(chat)
    same = after is not None and after.session.number == before.session.number and after.current == before.current
    match replies:
        case (Say(asks=True) as asked,) if same and isinstance(context.event.what, Tap):
            return chat, (replace(asked, in_place=True),)
    return turned
