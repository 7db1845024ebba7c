"""A place told by a shared location: the button that sends it, and how that button is removed.

It is shown instead of the letters, in a private chat alone, and can't share a message with other buttons. So it comes in a
message of its own, on a tap, and whatever is said next takes it away. Only the time zone is kept, not the location.
"""

from collections.abc import Sequence

from bot.core.events import Due, Place
from bot.core.records import Chat
from bot.core.replies import Reply, Say, Spoken
from bot.dialogue.context import CommandSpec, Context, takes_nothing
from bot.dialogue.scene import Turned

NAME = "dialogue/place"
HERE = "/place here"  # what the button shown instead of the letters stands for, where an app sends its words


def place(context: Context, chat: Chat, argument: str) -> Turned:
    """Show the button that sends a location; where it sent its words instead, ask for a city.

    Where no question waits for a place, it is for the time zone of the settings.
    """
    scene = context.scene(chat)
    own = scene.form.own.get(scene.current.id) if scene and scene.current else None
    if own is None or own.place is None:
        chat = chat.awaiting("settings zone")
    if f"/place {argument}" == HERE:
        return chat, (Say(context.words.say(NAME, "not_here")),)
    return chat, (Say(context.words.say(NAME, "tap"), place=context.words.label(NAME, "send")),)


def put_away(context: Context, offered: Sequence[tuple[str, str]], replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Remove the button shown instead of the letters, with the next message.

    Args:
        context: what happened.
        offered: the buttons that were shown before.
        replies: what is said to that.
    """
    said = [reply for reply in replies if isinstance(reply, Spoken)]
    stands = any(data == HERE for _, data in offered)
    if not stands or not said or isinstance(context.event.what, Due) or any(place_of(one) for one in said):
        return replies
    block = "thanks" if isinstance(context.event.what, Place) else "without"
    return (Say(context.words.say(NAME, block), clears=True), *replies)


def place_of(say: Reply) -> tuple[tuple[str, str], ...]:
    """Return the button that sends a location, as it may be typed; none of any other message."""
    return ((say.place, HERE),) if isinstance(say, Say) and say.place else ()


COMMANDS = (CommandSpec("place", place, takes_nothing, typed=True, private=True),)
