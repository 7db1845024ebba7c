"""Brings in a table that was sent, and says what came of it."""

from bot.checkup.verdict import what_changed
from bot.core.events import Document
from bot.core.records import CHECKIN, CHECKUP, Chat
from bot.core.replies import Reply, Say
from bot.dialogue.commands import command_rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.owner_data.business import MOST, called, switch_row
from bot.owner_data.fit import unfit
from bot.owner_data.merge import Merged, merge
from bot.owner_data.reading import Fault, TableContents
from bot.owner_data.table import LARGEST, read_table

NAME = "data/import"


def import_(context: Context, chat: Chat, _argument: str) -> Turned:
    """Say how to bring a table back."""
    return context.pick_up(chat, (Say(context.words.say(NAME, "how")),))


def on_table(context: Context, chat: Chat, document: Document) -> Turned:
    """Bring in a table that was sent; one that is wrong changes nothing."""
    chat = chat.whole()
    if document.content is None:
        return _refused(context, chat, Fault("too_large" if document.size > LARGEST else "not_fetched"))
    event, forms = context.event, context.catalogue.forms
    known = document.table
    table = known if isinstance(known, TableContents | Fault) else read_table(document.content, event.at)
    if isinstance(table, Fault):
        return _refused(context, chat, table)
    if fault := unfit(table, forms, lambda step: context.words.has(f"actions/{step}")):
        return _refused(context, chat, fault)
    merged = merge(chat, table, forms, words=context.words, now=event.at, update_id=event.update_id)
    if len(merged.chat.businesses) > MOST:
        return _refused(context, chat, Fault("too_many"))
    return _brought_in(context, chat, table, merged)


def _brought_in(context: Context, before: Chat, table: TableContents, merged: Merged) -> Turned:
    """Say what came of a table, and what became of the verdict of the current business."""
    chat, words = merged.chat, context.words
    counts = {"added": merged.added, "corrected": merged.corrected, "known": merged.known}
    lines = [words.say(NAME, "done", **counts)]
    announced: tuple[Reply, ...] = ()
    if chat.business.number in merged.moved:
        then = before.newest_verdict(before.switch_to(chat.business.number).business.checkup or 0)
        now = chat.newest_verdict(chat.business.checkup or 0)
        if now is not None and now != then:
            lines += what_changed(then, now, words)
        chat, announced = context.catalogue.forms[CHECKIN].follow(chat, words)
    elsewhere = [b for b in chat.others if b.number in merged.told and chat.business.number not in merged.told]
    if elsewhere:
        names = [called(b, words) for b in elsewhere]
        lines.append(words.say(NAME, "elsewhere", names=names, in_hand=called(chat.business, words)))
    asked_weekly = chat.book.plan is not None
    if table.weeks and not asked_weekly:
        lines.append(words.say(NAME, "no_reminders"))
    commands = (
        *(("resume",) if context.draft(chat, CHECKUP) else ()),
        *(("how", "fix") if chat.business.checkup else ()),
        *(("weeks",) if chat.book.numbers else ()),
        *(name for name in context.opening if name != "help"),
    )
    rows = (*(switch_row(b, words) for b in elsewhere), *command_rows(commands, words))
    if not announced:
        return context.aside(chat, *lines, rows=rows)
    return context.pick_up(chat, (Say("\n\n".join(lines), rows), *announced))


def _refused(context: Context, chat: Chat, fault: Fault) -> Turned:
    values = {
        "line": fault.line,
        "column": fault.column,
        "largest": LARGEST // 1_000_000,
        "why": context.words.label(NAME, fault.why) if fault.why else "",
    }
    return context.aside(chat, context.words.say(NAME, fault.reason, **values))
