"""The methods of the Bot API that send, change, delete and answer; each refuses what Telegram refuses."""

from bot.botapi.text import CAPTION_LIMIT, MESSAGE_LIMIT, utf16_length
from bot.emulator.chats import CallbackAnswer, EmulatedChat, Json, Message, Upload
from bot.emulator.methods import Request, method
from bot.emulator.refusals import Refused, bad, check_markup, formatted, unlucky
from bot.emulator.state import ScreenChange

DELETABLE_FOR = 48 * 60 * 60
_FORMATS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp", b"BM": "bmp"}
_SENDING = frozenset(
    {
        "allow_paid_broadcast", "business_connection_id", "chat_id", "direct_messages_topic_id",
        "disable_notification", "message_effect_id", "message_thread_id", "parse_mode", "protect_content",
        "reply_markup", "reply_parameters", "suggested_post_parameters",
    }
)  # fmt: skip
_EDITING = frozenset(
    {"business_connection_id", "chat_id", "inline_message_id", "message_id", "parse_mode", "reply_markup"}
)


@method("sendMessage", "text", "entities", "link_preview_options", also=_SENDING)
def send_message(request: Request) -> Json:
    """Send a text."""
    source = request.words("text")
    if not source:
        raise bad("message text is empty")
    content = _text(request, source)
    return _send(request, content, html=source)


@method("sendPhoto", "photo", "caption", "caption_entities", "has_spoiler", "show_caption_above_media", also=_SENDING)
def send_photo(request: Request) -> Json:
    """Send a picture with a caption."""
    content = _caption(request)
    file_id, upload = request.file("photo")
    return _send(request, {"photo": _sizes(file_id, upload), **content}, html=request.words("caption"), upload=upload)


@method(
    "sendDocument", "document", "thumbnail", "caption", "caption_entities", "disable_content_type_detection",
    also=_SENDING,
)  # fmt: skip
def send_document(request: Request) -> Json:
    """Send a file with a caption."""
    content = _caption(request)
    file_id, upload = request.file("document")
    if not upload.content:
        raise bad("file must be non-empty")
    document = {
        "file_id": file_id,
        "file_unique_id": f"u{file_id}",
        "file_name": upload.filename,
        "mime_type": upload.mime,
        "file_size": len(upload.content),
    }
    return _send(request, {"document": document, **content}, html=request.words("caption"), upload=upload)


@method("sendChatAction", "chat_id", "action", "message_thread_id", "business_connection_id")
def send_chat_action(request: Request) -> bool:
    """Show that the bot is typing or uploading."""
    known = {"typing", "upload_photo", "upload_document", "upload_video", "choose_sticker", "find_location"}
    if request.words("action") not in known:
        raise bad("wrong parameter action in request")
    request.telegram.chat(request.given.get("chat_id"))
    return True


@method("editMessageText", "text", "entities", "link_preview_options", also=_EDITING)
def edit_message_text(request: Request) -> Json:
    """Change the text of a message and its buttons."""
    source = request.words("text")
    if not source:
        raise bad("message text is empty")
    content = _text(request, source)
    message = _edited(request)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _change(request, message, content, html=source)


@method("editMessageCaption", "caption", "caption_entities", "show_caption_above_media", also=_EDITING)
def edit_message_caption(request: Request) -> Json:
    """Change the caption of a picture or file and its buttons."""
    message = _edited(request)
    if "text" in message.content:
        raise bad("there is no caption in the message to edit")
    rest = {name: part for name, part in message.content.items() if not name.startswith("caption")}
    return _change(request, message, rest | _caption(request), html=request.words("caption"))


@method("editMessageReplyMarkup", also=_EDITING)
def edit_message_reply_markup(request: Request) -> Json:
    """Change only the buttons of a message."""
    message = _edited(request)
    return _change(request, message, message.content, html=message.html)


@method("deleteMessage", "chat_id", "message_id")
def delete_message(request: Request) -> bool:
    """Delete a message."""
    chat = request.telegram.chat(request.given.get("chat_id"))
    message = request.telegram.message(chat, request.given.get("message_id"))
    if message is None:
        raise unlucky("message to delete not found")
    if request.telegram.now() - message.date > DELETABLE_FOR:
        raise unlucky("message can't be deleted for everyone")
    message.deleted = True
    request.telegram.show(ScreenChange("deleted", chat, message))
    return True


@method("answerCallbackQuery", "callback_query_id", "text", "show_alert", "url", "cache_time")
def answer_callback_query(request: Request) -> bool:
    """Answer a tap."""
    query_id, text = request.words("callback_query_id"), request.words("text")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    query = request.telegram.answer_query(query_id, dict(request.given))
    toast = CallbackAnswer(query_id, text, alert=bool(request.given.get("show_alert")))
    request.telegram.toasts.append((query.user_id, toast))
    if query.chat is not None:
        request.telegram.show(ScreenChange("toast", query.chat, toast=toast))
    return True


@method("answerInlineQuery", "inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button")
def answer_inline_query(request: Request) -> bool:
    """Answer what was typed after the bot's name in any chat."""
    results = request.json("results") or []
    ids = [result.get("id", "") for result in results]
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    if any(not 1 <= len(str(one).encode()) <= 64 for one in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        if not result.get("title") and result.get("type") == "article":
            raise bad("ARTICLE_TITLE_EMPTY")
        if result.get("type") == "photo" and result.get("photo_file_id") not in request.telegram.files:
            raise bad("wrong file identifier specified")
        if "caption" in result:
            _check_length(_caption(Request(request.telegram, result)))
        said = result.get("input_message_content") or {}
        if "message_text" in said:
            _text(Request(request.telegram, said), said["message_text"])
        if "reply_markup" in result:
            check_markup(result["reply_markup"])
    request.telegram.answer_query(request.words("inline_query_id"), dict(request.given) | {"results": results})
    return True


def _send(request: Request, content: Json, *, html: str, upload: Upload | None = None) -> Json:
    telegram = request.telegram
    markup = _markup(request)
    chat = telegram.chat(request.given.get("chat_id"))
    if request.given.get("allow_paid_broadcast") and not telegram.takes_payment:
        raise unlucky("not enough Stars")
    _check_length(content)
    reply_to = _replied(request, chat)
    message = telegram.post(
        chat,
        telegram.bot_user,
        content,
        html=html,
        markup=markup,
        reply_to=reply_to,
        upload=upload,
        thread=_thread(request, chat),
    )
    return message.to_dict()


def _edited(request: Request) -> Message:
    telegram = request.telegram
    if request.given.get("message_id") is None:
        raise bad("message identifier is not specified")
    chat = telegram.chat(request.given.get("chat_id"))
    message = telegram.message(chat, request.given["message_id"])
    if message is None:
        raise unlucky("message to edit not found")
    if not message.from_bot:
        raise bad("message can't be edited")
    return message


def _change(request: Request, message: Message, content: Json, *, html: str) -> Json:
    markup = _markup(request)
    _check_length(content)
    if content == message.content and (markup or None) == (message.markup or None):
        raise unlucky(
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        )
    words_changed = content != message.content
    if message.markup and message.markup != markup:
        message.before.append(message.markup)
    message.content, message.html, message.markup = content, html, markup
    message.edited_at = int(request.telegram.now()) if words_changed else message.edited_at
    request.telegram.show(ScreenChange("changed" if words_changed else "unmarked", message.chat, message))
    return message.to_dict()


def _markup(request: Request) -> Json | None:
    markup: Json | None = request.json("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    check_markup(markup)
    return markup


def _replied(request: Request, chat: EmulatedChat) -> Message | None:
    reply = request.json("reply_parameters")
    if not reply:
        return None
    if "message_id" not in reply:
        raise bad('can\'t find field "message_id"')
    message = request.telegram.message(chat, reply["message_id"])
    if message is None and not reply.get("allow_sending_without_reply"):
        raise unlucky("message to be replied not found")
    return message


def _thread(request: Request, chat: EmulatedChat) -> int | None:
    """Return the topic that a message is for; without one it goes where everything general goes."""
    if not (thread := request.whole("message_thread_id")):
        return None
    if not any(message.id == thread and "forum_topic_created" in message.content for message in chat.messages):
        raise bad("message thread not found")
    return thread


def _text(request: Request, source: str) -> Json:
    text, entities = formatted(
        source, request.words("parse_mode") or None, request.json("entities"), doubts=request.telegram.doubts
    )
    if not text:
        raise bad("text must be non-empty")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    return content


def _caption(request: Request) -> Json:
    text, entities = formatted(
        request.words("caption"),
        request.words("parse_mode") or None,
        request.json("caption_entities"),
        doubts=request.telegram.doubts,
    )
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    return content


def _check_length(content: Json) -> None:
    if utf16_length(content.get("text", "")) > MESSAGE_LIMIT:
        raise bad("message is too long")
    if utf16_length(content.get("caption", "")) > CAPTION_LIMIT:
        raise bad("message caption is too long")


def _sizes(file_id: str, upload: Upload) -> list[Json]:
    picture = upload.content
    kind = next((kind for magic, kind in _FORMATS.items() if picture.startswith(magic)), None)
    if kind is None:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = 800, 600
    if kind == "png":
        width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    if len(picture) > 10 * 1024 * 1024:
        raise Refused(413, "Request Entity Too Large", is_fault=True)
    size = {"file_id": file_id, "file_unique_id": f"u{file_id}", "width": width, "height": height}
    return [size | {"file_size": len(picture)}]
