"""The commands about the owner's data: take it along, bring it back, destroy it, see what is kept and change it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bot.checkup.commands import CHECKUP
from bot.core.records import Chat
from bot.core.replies import Button, Erase, File, Say, Whole
from bot.dialogue.commands import command_rows
from bot.dialogue.context import ASIDES, Desk, Handler, Takes, takes_nothing
from bot.dialogue.private import way_there
from bot.dialogue.prompting import Turned
from bot.language.match import exact_match, fold, near_match
from bot.owner_data import business, settings
from bot.owner_data.bring_back import import_
from bot.owner_data.everything import write_everything
from bot.owner_data.rows import is_written
from bot.owner_data.table import write_table

DELETE = "data/delete"
SHORTEST_TYPO = 12
CONFIRM_WITHIN = timedelta(hours=1)  # a button from long ago asks again


def export(desk: Desk, chat: Chat, _argument: str) -> Turned:
    """Send the check-ups and weeks as a table, and everything that is kept as JSON; from a group, to the private chat."""
    to = desk.event.user_id if desk.in_group else None
    if to is not None and to < 0:
        return desk.pick_up(chat, (Say(desk.words.say("data/export", "to_nobody")),))
    if chat.rows is None:
        return chat, (Whole(),)
    name = f"door-{desk.event.at.date().isoformat()}"
    words = desk.words.say
    table = File(
        f"{name}.csv",
        write_table(chat, desk.event.at),
        words("data/export", "table"),
        to,
        words("data/export", "no_table"),
    )
    everything = File(
        f"{name}.json",
        write_everything(chat),
        words("data/export", "everything"),
        to,
        words("data/export", "no_everything"),
    )
    if to is None:
        return desk.pick_up(chat, (table, everything))
    said = Say(desk.words.say("data/export", "in_private"), way_there(desk.words))
    return desk.pick_up(chat, (table, everything, said))


def delete(desk: Desk, chat: Chat, argument: str) -> Turned:
    """Name what will go and ask; with the confirmation, delete everything."""
    if chat.rows is None:
        return chat, (Whole(),)
    if not chat.rows:
        return chat, (Erase(), Say(desk.words.say(DELETE, "nothing")))
    if _confirmed(desk, argument):
        return chat, (Erase(), Say(desk.words.say(DELETE, "done", backup_days=desk.catalogue.operator.backup_days)))
    if argument == "no":
        return desk.aside(chat, desk.words.say(DELETE, "kept"))
    checkups = [session for session in chat.sessions if session.flow == CHECKUP and is_written(session)]
    books = (chat.books or {}).values()
    counts = {
        "businesses": len(chat.businesses),
        "names": [b.name for b in chat.businesses if b.name and not desk.in_group],
        "weeks": sum(len(book.weeks) for book in books),
        "checkups": len(checkups),
        "answers": sum(len(session.answers) for session in checkups),
        "verdicts": len(chat.verdicts),
        "activities": sum(session.flow in ASIDES for session in chat.sessions),
        "reminders": any(book.plan for book in books),
    }
    text = desk.words.say(DELETE, "ask", backup_days=desk.catalogue.operator.backup_days, **counts)
    yes = Button(desk.words.label(DELETE, "yes"), f"/delete {int(desk.event.at.timestamp())}")
    no = Button(desk.words.label(DELETE, "no"), "/delete no")
    first = Button(desk.words.label("commands/export", "button"), "/export")
    return settings.asking(desk, chat, "delete", text, ((yes,), (no,), (first,)))


def on_delete_words(desk: Desk, chat: Chat, _awaited: str, text: str) -> Turned | None:
    """Take what is typed after the question whether to delete everything; None if it is neither yes nor no.

    Only a yes in full deletes; one with a typo, or with more behind it, is asked again.
    """
    said = desk.words.label
    yes = [(word, "yes") for word in (said("dialogue/buttons", "yes"), said(DELETE, "yes"), said(DELETE, "yes_too"))]
    no = [(word, "no") for word in (said("dialogue/buttons", "no"), said(DELETE, "no"))]
    waverers = frozenset(said(DELETE, "no_too").split(","))
    sure = len(text.strip()) >= SHORTEST_TYPO  # a typo in a short word could be another word
    meant = exact_match(text, [*yes, *no])
    if meant == "yes":
        return delete(desk, chat, str(int(desk.event.at.timestamp())))
    wavers = desk.open(chat) is None and not waverers.isdisjoint(fold(text).split())
    nearly = near_match(text, [*yes[1:], *no]) if sure and not meant else None
    if "no" in (meant, nearly) or wavers:
        return delete(desk, chat, "no")
    return delete(desk, chat, "") if nearly else None


def privacy(desk: Desk, chat: Chat, _argument: str) -> Turned:
    """Say what is kept, why, how long, and who can read it."""
    operator = desk.catalogue.operator
    text = desk.words.say(
        "data/privacy",
        name=operator.name,
        contact=operator.contact,
        backup_days=operator.backup_days,
        retention_days=operator.retention_days,
    )
    rows = way_there(desk.words) if desk.in_group else command_rows(("export", "delete"), desk.words)
    return desk.pick_up(chat, (Say(text, rows),))


def _confirmed(desk: Desk, argument: str) -> bool:
    if not (argument.isascii() and argument.isdigit() and len(argument) <= 11):
        return False
    asked_at = datetime.fromtimestamp(int(argument), UTC)
    return timedelta(seconds=-1) <= desk.event.at - asked_at <= CONFIRM_WITHIN


COMMANDS: Mapping[str, Handler] = {
    "export": export,
    "import": import_,
    "delete": delete,
    "privacy": privacy,
    "settings": settings.settings,
    "business": business.business,
}

TAKES: Mapping[str, Takes] = {
    "export": takes_nothing,
    "import": takes_nothing,
    "delete": lambda argument: argument != "no",
    "privacy": takes_nothing,
    "settings": lambda argument: " " in argument.strip(),
    "business": lambda argument: argument.strip() not in ("", *business.ASKED),
}

Awaited = Callable[[Desk, Chat, str, str], Turned | None]
"""What takes the words that a command waits for: what follows the command, and the words. None if they are not for it."""

AWAITED: Mapping[str, Awaited] = {
    "delete": on_delete_words,
    "settings": settings.on_words,
    "business": business.on_words,
}
LISTED = ("business", "settings", f"settings {settings.NEXT}")  # awaited, with the open question asked again below
