"""The settings of an owner: all seen in one message, each changed by a button, by words, or by one command."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from msgspec import Struct
from msgspec.structs import replace

from bot.checkins.commands import weekly
from bot.checkins.reminding import moved
from bot.checkins.setup import plan_values
from bot.core.events import Place
from bot.core.records import CHECKUP, Answer, Chat
from bot.core.replies import Button, Rows, Say, in_rows
from bot.dialogue.buttons import option_label
from bot.dialogue.commands import command_button, command_rows
from bot.dialogue.context import Context
from bot.dialogue.scene import Turned
from bot.language.choices import name_told, right_name
from bot.language.match import exact_match, fold, near_match, word_match
from bot.language.numbers.vocabulary import vocabulary
from bot.language.templates import Words, languages, words
from bot.language.zones import SeveralZones, Zone, read_zone, zone_at
from bot.owner_data.currencies import OFFERED, currencies_named, currency_name, read_currency

NAME = "data/settings"
TRADE = "trade"
LONGEST_NAME = 64  # characters
LONGEST_TOLD = 4  # words behind "name" that are taken for one: "business name spelled wrong it's Kowhai" says more
SHORTEST_VALUE = 3  # letters
LIST = "list"  # the way back to all of them, instead of one
NEXT = "next"  # awaited after a change: the name of another setting, alone


class NotSet(Struct, frozen=True):
    """Words that set nothing: what to say, and what to offer instead."""

    text: str
    buttons: tuple[Button, ...] = ()


Set = Callable[[Context, Chat, str], Chat | NotSet]


def settings(context: Context, chat: Chat, argument: str) -> Turned:
    """Show the settings, ask for one, or change it: ``/settings``, ``/settings currency``, ``/settings currency EUR``."""
    key, value = (None, "") if argument == LIST else _parted(argument, context.words)
    if key is None:
        return _view(context, chat)
    if not value:
        return _ask(context, chat, key)
    return _change(context, chat, key, value)


def value_in(context: Context, chat: Chat, key: str, text: str) -> str:
    """Return the value of a setting that some words name among others ("set it to rupees"); nothing if there is none."""
    typed = text.split()
    for length in (3, 2, 1):
        for start in range(len(typed) - length + 1):
            value = " ".join(typed[start : start + length])
            if len(value) >= SHORTEST_VALUE and _sets(context, chat, key, value):
                return value
    return ""


def _sets(context: Context, chat: Chat, key: str, value: str) -> bool:
    """True if some words name a value, and not by a small word among them alone: the "la" of "la hora" is no Los Angeles."""
    named = SETTERS[key](context, chat, value)
    kinds = vocabulary(context.words.language)
    small = [word for word in value.split() if kinds.kinds_of(word)]
    return not isinstance(named, NotSet) and all(SETTERS[key](context, chat, word) != named for word in small)


def on_words(context: Context, chat: Chat, awaited: str, text: str) -> Turned | None:
    """Take words that were typed after the settings were shown, or one was asked for; None if they set nothing."""
    key, value = _parted(awaited, context.words)
    if key is None:
        key, value = _parted(text, context.words)
        if key is None or (value and awaited == NEXT):
            return None
        if key == "name":
            value = right_name(value, context.words.language)
            value = name_told(text, context.words.language) or ("" if len(value.split()) > LONGEST_TOLD else value)
        return _change(context, chat, key, value) if value else _ask(context, chat, key)
    if left_alone(text, context.words):
        return context.aside(chat, context.words.say(NAME, "left"))
    return _change(context, chat, key, text)


def left_alone(text: str, words: Words) -> bool:
    """True if words that were asked for say that all is to stay as it is."""
    return exact_match(text, [(line, line) for line in words.listed(NAME, "leave_too", between="\n")]) is not None


def on_place(context: Context, chat: Chat, place: Place) -> Turned | None:
    """Take a shared location for the time zone; None where there is no telling it."""
    zone = zone_at(place.latitude, place.longitude)
    return None if zone is None else _change(context, chat, "zone", zone.name)


def listed(chat: Chat, words: Words, context: Context) -> dict[str, str]:
    """Return the settings as they are, in words."""
    business = chat.business
    unset = words.label(NAME, "unset")
    zone = business.time_zone
    return {
        "language": language_name(chat.owner.language, words),
        "zone": _clock(context, _zone(zone), words) if zone else unset,
        "currency": currency_name(business.currency, words) if business.currency else unset,
        "trade": trade_label(context, _trade(context, chat), words) or unset,
        "name": business.name or unset,
        "reminder": _reminder(context, chat, words),
    }


def _trade(context: Context, chat: Chat) -> str | None:
    """Return the trade: as the check-up that is open has it, or else the newest finished one."""
    session = context.open(chat)
    told = session.answers.get(TRADE) if session else None
    return told.choice if told else chat.business.trade


def _reminder(context: Context, chat: Chat, words: Words) -> str:
    if chat.book.plan is None:
        return words.label(NAME, "reminder_off")
    return words.label(NAME, "reminder_on", **plan_values(chat, words, context.event.at))


def trade_label(context: Context, trade: str | None, words: Words) -> str | None:
    """Name a trade; None if there is none of that id."""
    form = context.catalogue.forms[CHECKUP]
    question = form.flow[TRADE]
    return option_label(form.flow, question, trade, words) if trade in question.options and trade else None


def _view(context: Context, chat: Chat) -> Turned:
    buttons = [Button(context.words.label(NAME, f"label_{key}"), f"/settings {key}") for key in KEYS]
    text = context.words.say(NAME, "view", **listed(chat, context.words, context))
    return context.pick_up(chat.awaiting("settings"), (Say(text, in_rows(buttons, 2)),))


def _ask(context: Context, chat: Chat, key: str) -> Turned:
    if key == "reminder":
        return weekly(context, chat, "")
    buttons = list(_offered(context, key))
    if key == "zone" and not context.in_group:
        buttons.append(command_button("place", context.words))
    now = listed(chat, context.words, context)[key]
    text = context.words.say(NAME, f"ask_{key}", now=now)
    return asking(context, chat, f"settings {key}", text, _with_way_out(context, buttons))


def _change(context: Context, chat: Chat, key: str, value: str) -> Turned:
    if key == "reminder":
        off = exact_match(value, [(word, word) for word in context.words.listed(NAME, "words_off")])
        return weekly(context, chat, "stop" if off and chat.book.plan else "")
    changed = SETTERS[key](context, chat, value)
    if isinstance(changed, NotSet):
        return asking(context, chat, f"settings {key}", changed.text, _with_way_out(context, list(changed.buttons)))
    context = replace(context, words=words(changed.owner.language))
    now = listed(changed, context.words, context)[key]
    line = context.words.say(NAME, "changed", what=context.words.label(NAME, f"label_{key}"), now=now)
    # Whoever changes one may name the next.
    return context.aside(changed.awaiting(f"settings {NEXT}"), line, rows=command_rows(("settings",), context.words))


def asking(context: Context, chat: Chat, command: str, text: str, rows: Rows) -> Turned:
    """Ask for words that a command waits for; in a group, with a message to reply to."""
    return chat.awaiting(command), (Say(text, rows, asks=context.event.chat_kind == "group"),)


def _with_way_out(context: Context, buttons: list[Button]) -> Rows:
    leave = Button(context.words.label(NAME, "leave"), f"/settings {LIST}")
    return (*in_rows(buttons, 2), (leave,))


def _offered(context: Context, key: str) -> tuple[Button, ...]:
    match key:
        case "language":
            return tuple(
                Button(language_name(code, context.words), f"/settings language {code}") for code in languages()
            )
        case "currency":
            return tuple(Button(code, f"/settings currency {code}") for code in OFFERED)
        case "trade":
            options = context.catalogue.forms[CHECKUP].flow[TRADE].options
            return tuple(Button(trade_label(context, o, context.words) or o, f"/settings trade {o}") for o in options)
        case _:
            return ()


def _parted(argument: str, words: Words) -> tuple[str | None, str]:
    """Part the name of a setting, as it is written here or on its button, from what it is to be."""
    first, _, rest = argument.strip().partition(" ")
    if first.casefold() in KEYS:
        return first.casefold(), rest.strip()
    typed = argument.split()
    for key in KEYS:
        length = len(fold(words.label(NAME, f"label_{key}")).split())
        if near_match(" ".join(typed[:length]), [(words.label(NAME, f"label_{key}"), key)]) and len(typed) >= length:
            return key, " ".join(typed[length:])
    return None, ""


def _set_language(context: Context, chat: Chat, value: str) -> Chat | NotSet:
    known = languages()
    names = [(name, code) for code in known for name in (code, language_name(code, context.words), *_own_name(code))]
    code = exact_match(value, names) or near_match(value, names)
    if code is None:
        spoken = [language_name(code, context.words) for code in known]
        return NotSet(context.words.say(NAME, "unclear_language", typed=value, known=spoken))
    return replace(chat, owner=replace(chat.owner, language=code))


def _set_zone(context: Context, chat: Chat, value: str) -> Chat | NotSet:
    match read_zone(value, language=chat.owner.language):
        case Zone(name=name):
            return moved(replace(chat, business=replace(chat.business, time_zone=name)), name, context.event.at)
        case SeveralZones(choices=choices):
            picks = tuple(
                Button(_clock(context, zone, context.words), f"/settings zone {zone.name}") for zone in choices
            )
            return NotSet(context.words.say("checkins/zone", "several"), picks)
        case _:
            return NotSet(context.words.say("checkins/zone", "unclear"))


def _set_currency(context: Context, chat: Chat, value: str) -> Chat | NotSet:
    if which := currencies_named(value, context.words):
        buttons = tuple(Button(code, f"/settings currency {code}") for code in which)
        return NotSet(context.words.say(NAME, "which_currency"), buttons)
    code = read_currency(value, context.words)
    if code is None:
        return NotSet(context.words.say(NAME, "unclear_currency", typed=value), _offered(context, "currency"))
    return replace(chat, business=replace(chat.business, currency=code))


def _set_trade(context: Context, chat: Chat, value: str) -> Chat | NotSet:
    form = context.catalogue.forms[CHECKUP]
    question = form.flow[TRADE]
    labels = [(option_label(form.flow, question, o, context.words), o) for o in question.options]
    ids = [(o, o) for o in question.options]
    names = form.names(question, context.words)
    trade = (
        exact_match(value, [*ids, *labels])
        or near_match(value, labels)
        or word_match(value, names, context.words.language)
    )
    if trade is None:
        return NotSet(context.words.say(NAME, "unclear_trade", typed=value), _offered(context, "trade"))
    chat = replace(chat, business=replace(chat.business, trade=trade))
    session = context.open(chat)
    if session is None or TRADE not in session.answers:
        return chat
    said = context.said  # the check-up that is open follows
    label = option_label(form.flow, question, trade, context.words)
    answer = Answer(TRADE, "known", label, said.update_id, said.at, choice=trade)
    step = "ask" if session.step == "review" else session.step  # in another trade more may be worth asking
    return chat.with_session(replace(session, step=step, answers=MappingProxyType({**session.answers, TRADE: answer})))


def _set_name(context: Context, chat: Chat, value: str) -> Chat | NotSet:
    name = clean_name(value)
    if name is None:
        return NotSet(context.words.say(NAME, "unclear_name", most=LONGEST_NAME))
    if any(fold_name(b.name) == fold_name(name) for b in chat.others):
        return NotSet(context.words.say(NAME, "name_taken", name=name))
    return replace(chat, business=replace(chat.business, name=name))


SETTERS: Mapping[str, Set] = {
    "language": _set_language,
    "zone": _set_zone,
    "currency": _set_currency,
    "trade": _set_trade,
    "name": _set_name,
}
KEYS = (*SETTERS, "reminder")  # which is changed with /weekly, not here


def clean_name(text: str) -> str | None:
    """Tidy the name of a business; None if it is none, or too long to be one."""
    name = " ".join(text.split())
    return name if 0 < len(name) <= LONGEST_NAME else None


def fold_name(name: str | None) -> str:
    """Bring a name to the form in which two are the same."""
    return (name or "").casefold()


def language_name(code: str, words: Words) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(words.locale) or code
    except (ValueError, UnknownLocaleError):
        return code


def _own_name(code: str) -> tuple[str, ...]:
    name = Locale.parse(code, sep="-").get_display_name()
    return (name,) if name else ()


def _zone(name: str) -> Zone:
    zone = read_zone(name)
    return zone if isinstance(zone, Zone) else Zone(name, name)


def _clock(context: Context, zone: Zone, words: Words) -> str:
    values: dict[str, Any] = {"place": zone.place, "there": context.event.at.astimezone(ZoneInfo(zone.name))}
    return words.label("checkins/zone", "choice", **values)
