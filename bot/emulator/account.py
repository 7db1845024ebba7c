"""The methods of the Bot API about the bot itself, its chats, its files and its webhook."""

import re

from bot.emulator.chats import Json
from bot.emulator.methods import Request, method
from bot.emulator.refusals import bad, unlucky


@method("setMyCommands", "commands", "scope", "language_code")
def set_my_commands(request: Request) -> bool:
    """Set the menu of commands."""
    commands = request.json("commands") or []
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    request.telegram.commands[_audience(request)] = commands
    return True


@method("getMyCommands", "scope", "language_code")
def get_my_commands(request: Request) -> list[Json]:
    """Return the menu of commands."""
    return request.telegram.commands.get(_audience(request), [])


@method("deleteMyCommands", "scope", "language_code")
def delete_my_commands(request: Request) -> bool:
    """Take the menu of commands away."""
    request.telegram.commands.pop(_audience(request), None)
    return True


def _audience(request: Request) -> str:
    scope = request.json("scope") or {"type": "default"}
    return " ".join([*(str(scope[name]) for name in sorted(scope, reverse=True)), request.words("language_code")])


def _own_text(setter: str, getter: str, field: str, limit: int) -> None:
    @method(setter, field, "language_code")
    def write(request: Request) -> bool:
        if len(request.words(field)) > limit:
            raise bad(f"{field.replace('_', ' ')} is too long")
        request.telegram.texts[field, request.words("language_code")] = request.words(field)
        return True

    @method(getter, "language_code")
    def read(request: Request) -> Json:
        texts, language = request.telegram.texts, request.words("language_code")
        return {field: texts.get((field, language)) or texts.get((field, ""), "")}


_own_text("setMyName", "getMyName", "name", 64)
_own_text("setMyDescription", "getMyDescription", "description", 512)
_own_text("setMyShortDescription", "getMyShortDescription", "short_description", 120)


@method("getMe")
def get_me(request: Request) -> Json:
    """Return who the bot is."""
    return request.telegram.me


@method("getChat", "chat_id")
def get_chat(request: Request) -> Json:
    """Return what is known of a chat."""
    chat = request.telegram.chat(request.given.get("chat_id"))
    return chat.about | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


@method("getChatMember", "chat_id", "user_id")
def get_chat_member(request: Request) -> Json:
    """Return what a person is in a chat."""
    telegram = request.telegram
    chat = telegram.chat(request.given.get("chat_id"))
    user_id = request.whole("user_id")
    if user_id == telegram.me["id"]:
        return {"user": telegram.bot_user, "status": "member"}
    if user_id not in chat.members:
        raise unlucky("member not found")
    return {"user": chat.members[user_id], "status": "member"}


@method("leaveChat", "chat_id")
def leave_chat(request: Request) -> bool:
    """Leave a group."""
    chat = request.telegram.chat(request.given.get("chat_id"))
    if chat.is_private:
        raise bad("chat member status can't be changed in private chats")
    chat.standing = "left"
    return True


@method("getFile", "file_id")
def get_file(request: Request) -> Json:
    """Return where a file can be fetched."""
    file_id = request.words("file_id")
    if file_id not in request.telegram.files:
        raise bad("invalid file_id")
    size = len(request.telegram.files[file_id].content)
    return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": size, "file_path": f"files/{file_id}"}


@method(
    "setWebhook", "url", "certificate", "max_connections", "allowed_updates", "ip_address", "drop_pending_updates",
    "secret_token",
)  # fmt: skip
def set_webhook(request: Request) -> bool:
    """Set where updates are sent; the emulator keeps them in its inbox for a test to deliver."""
    url = request.words("url")
    if not url:
        request.telegram.webhook = {}
        return True
    if not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", request.words("secret_token")):
        raise bad("secret token contains unallowed characters")
    if request.given.get("drop_pending_updates"):
        request.telegram.inbox.clear()
    request.telegram.inbox.allow(request.json("allowed_updates"))
    given = request.words("certificate") or "certificate" in request.files
    certificate = request.file("certificate")[1].content if given else b""
    if certificate and not certificate.startswith(b"-----BEGIN CERTIFICATE-----"):
        raise bad("bad webhook: certificate is not in PEM")
    secret = request.words("secret_token")
    request.telegram.webhook = {"url": url, "secret_token": secret, "certificate": certificate}
    return True


@method("deleteWebhook", "drop_pending_updates")
def delete_webhook(request: Request) -> bool:
    """Go back to getUpdates."""
    if request.given.get("drop_pending_updates"):
        request.telegram.inbox.clear()
    request.telegram.webhook = {}
    return True


@method("getWebhookInfo")
def get_webhook_info(request: Request) -> Json:
    """Return where updates are sent and how many wait."""
    telegram = request.telegram
    info: Json = {
        "url": telegram.webhook.get("url", ""),
        "has_custom_certificate": bool(telegram.webhook.get("certificate")),
        "pending_update_count": len(telegram.inbox.waiting()),
    }
    if telegram.inbox.allowed is not None:
        info["allowed_updates"] = telegram.inbox.allowed
    return info
