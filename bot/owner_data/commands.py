"""The commands about the owner's data: take it along, bring it back, destroy it, see what is kept and change it."""

from datetime import UTC, datetime, timedelta

from bot.core.digits import short_number
from bot.core.records import CHECKUP, Chat
from bot.core.replies import Button, Erase, File, Say
from bot.dialogue.commands import command_rows
from bot.dialogue.context import ASIDES, CommandSpec, Context, takes_nothing
from bot.dialogue.private import way_there
from bot.dialogue.scene import Turned
from bot.language.match import exact_match, fold, near_match
from bot.owner_data import business, settings
from bot.owner_data.bring_back import import_
from bot.owner_data.everything import write_everything
from bot.owner_data.rows import is_written
from bot.owner_data.table import write_table

DELETE = "data/delete"
SHORTEST_TYPO = 12
CONFIRM_WITHIN = timedelta(hours=1)  # a button from long ago asks again


def export(context: Context, chat: Chat, _argument: str) -> Turned:
    """Send the check-ups and weeks as a table, and everything that is kept as JSON; from a group, to the private chat."""
    to = context.event.user_id if context.in_group else None
    if to is not None and to < 0:
        return context.pick_up(chat, (Say(context.words.say("data/export", "to_nobody")),))
    chat = chat.whole()
    name = f"door-{context.event.at.date().isoformat()}"
    words = context.words.say
    table = File(
        f"{name}.csv",
        write_table(chat, context.event.at),
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
        return context.pick_up(chat, (table, everything))
    said = Say(context.words.say("data/export", "in_private"), way_there(context.words))
    return context.pick_up(chat, (table, everything, said))


def delete(context: Context, chat: Chat, argument: str) -> Turned:
    """Name what will go and ask; with the confirmation, delete everything."""
    chat, anew = chat.whole(), command_rows(("checkup",), context.words)
    if not chat.rows:
        return chat, (Erase(), Say(context.words.say(DELETE, "nothing"), anew))
    backup_days = context.catalogue.operator.backup_days
    if _confirmed(context, argument):
        return chat, (
            Erase(),
            Say(context.words.say(DELETE, "done", backup_days=backup_days, in_group=context.in_group), anew),
        )
    if argument == "no":
        return context.aside(chat, context.words.say(DELETE, "kept"))
    checkups = [session for session in chat.sessions if session.flow == CHECKUP and is_written(session)]
    books = (chat.books or {}).values()
    counts = {
        "businesses": len(chat.businesses),
        "names": [b.name for b in chat.businesses if b.name and not context.in_group],
        "weeks": sum(len(book.weeks) for book in books),
        "checkups": len(checkups),
        "answers": sum(len(session.answers) for session in checkups),
        "verdicts": len(chat.verdicts),
        "activities": sum(session.flow in ASIDES for session in chat.sessions),
        "reminders": any(book.plan for book in books),
    }
    text = context.words.say(DELETE, "ask", backup_days=backup_days, **counts)
    yes = Button(context.words.label(DELETE, "yes"), f"/delete {int(context.event.at.timestamp())}", means="stop")
    no = Button(context.words.label(DELETE, "no"), "/delete no")
    first = Button(context.words.label("commands/export", "button"), "/export")
    return settings.asking(context, chat, "delete", text, ((yes,), (no,), (first,)))


def on_delete_words(context: Context, chat: Chat, _awaited: str, text: str) -> Turned | None:
    """Take what is typed after the question whether to delete everything; None if it is neither yes nor no.

    Only a yes in full deletes; one with a typo, or with more behind it, is asked again.
    """
    said = context.words.label
    yes = [(word, "yes") for word in (said("dialogue/buttons", "yes"), said(DELETE, "yes"), said(DELETE, "yes_too"))]
    refusals = (said("dialogue/buttons", "no"), said(DELETE, "no"), *said("menu/disagree", "no").splitlines())
    no = [(word, "no") for word in refusals]
    waverers = frozenset(said(DELETE, "no_too").split(","))
    sure = len(text.strip()) >= SHORTEST_TYPO  # a typo in a short word could be another word
    meant = exact_match(text, [*yes, *no])
    if meant == "yes":
        return delete(context, chat, str(int(context.event.at.timestamp())))
    wavers = context.open(chat) is None and not waverers.isdisjoint(fold(text).split())
    nearly = near_match(text, [*yes[1:], *no[:2]]) if sure and not meant else None
    if "no" in (meant, nearly) or wavers:
        return delete(context, chat, "no")
    return delete(context, chat, "") if nearly else None


def privacy(context: Context, chat: Chat, _argument: str) -> Turned:
    """Say what is kept, why, how long, and who can read it."""
    operator = context.catalogue.operator
    text = context.words.say(
        "data/privacy",
        name=operator.name,
        contact=operator.contact,
        backup_days=operator.backup_days,
        retention_days=operator.retention_days,
    )
    rows = way_there(context.words) if context.in_group else command_rows(("export", "delete"), context.words)
    return context.pick_up(chat, (Say(text, rows),))


def _confirmed(context: Context, argument: str) -> bool:
    seconds = short_number(argument, longest=11)
    if seconds is None:
        return False
    asked_at = datetime.fromtimestamp(seconds, UTC)
    return timedelta(seconds=-1) <= context.event.at - asked_at <= CONFIRM_WITHIN


COMMANDS = (
    CommandSpec(
        "business",
        business.business,
        lambda argument: argument.strip() not in ("", *business.ASKED),
        in_menu=True,
        typed=True,
        named=True,
        private=True,
        unfolds=lambda argument: argument in (*business.ASKED, business.LIST),
        takes_words=business.on_words,
        question_first=("",),
    ),
    CommandSpec(
        "settings",
        settings.settings,
        lambda argument: " " in argument.strip(),
        in_menu=True,
        typed=True,
        named=True,
        private=True,
        unfolds=lambda argument: argument != "reminder" and bool(argument),
        takes_words=settings.on_words,
        question_first=("", settings.NEXT),
    ),
    CommandSpec("export", export, takes_nothing, in_menu=True, typed=True, named=True),
    CommandSpec("privacy", privacy, takes_nothing, in_menu=True, typed=True, named=True),
    CommandSpec(
        "delete",
        delete,
        lambda argument: argument != "no",
        in_menu=True,
        typed=True,
        named=True,
        takes_words=on_delete_words,
    ),
    CommandSpec("import", import_, takes_nothing, typed=True, named=True, private=True),
)
