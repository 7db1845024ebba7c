"""Replies as calls of the Bot API: plain method and parameters, so that they can be stored and sent as they are."""

import re
from typing import Any

from bot.botapi.files import pack
from bot.botapi.keyboards import without
from bot.botapi.text import CAPTION_LIMIT, plain, split, utf16_length
from bot.core.replies import PRIVATE, Button, Call, File, InlineAnswer, Picture, Rows, Say, Toast, Where
from bot.core.shown import kind_of_picture

_LINK = re.compile(r"\.(?<=\w\.)[^\W\d_]{2}|://")  # what a client may show a preview of: example.org, or an address


STYLES = {"go": "success", "stop": "danger"}  # since Bot API 9.4; an older server leaves them out
ANY_CHAT = dict.fromkeys(("allow_user_chats", "allow_group_chats", "allow_channel_chats"), True)
CARD_KEPT = 3_600  # seconds for which Telegram may show the same card for the same words


def calls(say: Say | Picture | File, where: Where = PRIVATE) -> list[Call]:
    """Turn a message into calls: several for a long one, with the buttons under the last."""
    spoken = _spoken(say, where)
    if where.reply_to is not None:
        answer = spoken[-1 if isinstance(say, Say) and say.asks else 0]  # a question is shown to whom it replies
        answer[1]["reply_parameters"] = {"message_id": where.reply_to, "allow_sending_without_reply": True}
    if where.thread is not None:
        for _, parameters in spoken:
            parameters["message_thread_id"] = where.thread
    if where.silent:
        for _, parameters in spoken:
            parameters["disable_notification"] = True
    if isinstance(say, Say | Picture) and where.tapped:
        return _after_a_tap(say, where, spoken)
    return spoken


def _after_a_tap(say: Say | Picture, where: Where, spoken: list[Call]) -> list[Call]:
    """Replace the message that was tapped, if the new one is meant to and fits into one message."""
    (method, parameters), *others = spoken
    if isinstance(say, Say) and say.in_place and not others:
        edit = without(parameters, ("reply_parameters", "message_thread_id"))
        instead = without(parameters, ("stays",))
        return [("editMessageText", {"message_id": where.tapped, **edit, "instead": instead})]
    if where.answered:
        parameters["tapped"] = where.tapped  # kept beside the parameters, like ``stays``, and not sent
    return [(method, parameters), *others]


def _spoken(say: Say | Picture | File, where: Where) -> list[Call]:
    if isinstance(say, Picture):
        return _photo(say, where)
    if isinstance(say, File):
        document = pack(say.name, say.content)
        parameters: dict[str, Any] = {"document": document, "caption": say.caption, "parse_mode": "HTML"}
        if say.instead:  # kept beside it, and not sent along
            parameters["instead"] = _message(say.instead)[1]
        return [("sendDocument", parameters)]
    if where.group and say.asks:
        return _group_question(say, where)
    *first, last = split(say.text)
    method, parameters = _message(last, _instead_of_letters(say) or _keyboard(say.rows, where))
    if say.stays:
        parameters["stays"] = True
    return [*(_message(part) for part in first), (method, parameters)]


def answer_to(aside: Toast | InlineAnswer, *, photo: str | None = None, username: str = "") -> Call:
    """Turn the answer to a tap or to an inline query into a call.

    Args:
        aside: the answer.
        photo: Telegram's name for the picture of a card.
        username: the bot's own, for links to a private chat.
    """
    if isinstance(aside, Toast):
        return "answerCallbackQuery", {"callback_query_id": aside.callback_id} | (
            {"text": aside.text} if aside.text else {}
        )
    results = [_card(aside, photo, username)] if aside.title else []
    answer: dict[str, Any] = {"inline_query_id": aside.query_id, "results": results}
    kept = {"cache_time": 0, "is_personal": True} if aside.personal else {"cache_time": CARD_KEPT}
    return "answerInlineQuery", answer | kept


def _card(aside: InlineAnswer, photo: str | None, username: str) -> dict[str, Any]:
    """Write a card: its picture, where Telegram has it, or else its words."""
    card: dict[str, Any] = {"id": "1", "title": aside.title, "description": aside.description}
    if markup := _keyboard(aside.rows, Where(username=username)):
        card["reply_markup"] = markup
    if photo is not None:
        return card | {"type": "photo", "photo_file_id": photo, "caption": aside.caption, "parse_mode": "HTML"}
    content = {"message_text": aside.text, "parse_mode": "HTML"}
    return card | {"type": "article", "input_message_content": content}


def _group_question(say: Say, where: Where) -> list[Call]:
    """Put a question with its buttons, and the field for a reply open: with privacy mode the bot sees only replies.

    Both together are known since Bot API 10.3; an older server shows the buttons alone, which do as well.
    """
    *first, last = split(say.text)
    keyboard = _keyboard(say.rows, where)
    markup = keyboard or {"selective": where.reply_to is not None}
    return [*(_message(part) for part in first), _message(last, {**markup, "force_reply": True})]


def _message(text: str, markup: dict[str, Any] | None = None) -> Call:
    parameters: dict[str, Any] = {"text": text, "parse_mode": "HTML"}
    if _LINK.search(text):  # named only where it matters: not every Bot API server knows it
        parameters["link_preview_options"] = {"is_disabled": True}
    if markup:
        parameters["reply_markup"] = markup
    return "sendMessage", parameters


def _photo(picture: Picture, where: Where) -> list[Call]:
    """Say what to draw: the picture itself is made when it is sent, so that no turn waits for it.

    Text that is too long for its caption follows in a message of its own.
    """
    photo: dict[str, Any] = {"photo": {kind_of_picture(picture.shown): picture.shown}}
    if utf16_length(plain(picture.text)[0]) > CAPTION_LIMIT:
        said = Say(picture.text, picture.rows, stays=picture.stays)
        return [("sendPhoto", photo), *_spoken(said, where)]
    photo |= {"caption": picture.text, "parse_mode": "HTML"}
    if markup := _keyboard(picture.rows, where):
        photo["reply_markup"] = markup
    if picture.stays:
        photo["stays"] = True
    return [("sendPhoto", photo)]


def _instead_of_letters(say: Say) -> dict[str, Any] | None:
    """Write the button that sends a location, or that it goes."""
    if say.place:
        button = {"text": say.place, "request_location": True}
        return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    return {"remove_keyboard": True} if say.clears else None


def _keyboard(rows: Rows, where: Where) -> dict[str, Any] | None:
    if not where.inline:
        rows = tuple(tuple(button for button in row if not button.inline) for row in rows)
    written = [[_button(button, where) for button in row] for row in rows if row]
    return {"inline_keyboard": written} if written else None


def _button(button: Button, where: Where) -> dict[str, Any]:
    if button.inline:
        return {"text": button.label, "switch_inline_query_chosen_chat": {"query": button.inline, **ANY_CHAT}}
    if button.link:
        return {"text": button.label, "url": f"https://t.me/{where.username}?start={button.link}"}
    written = {"text": button.label, "callback_data": button.data}
    return written | ({"style": STYLES[button.means]} if button.means else {})
