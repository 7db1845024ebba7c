"""The ways to the Bot API that the settings tell of, and the bot that calls through them."""

import warnings

from telegram import Bot
from telegram.request import BaseRequest
from telegram.warnings import PTBUserWarning

from bot.botapi.http import HttpRequest, proxy_of
from bot.operator.settings import Settings

ANY = "0:terminal"  # the emulator takes any token


def over_http(settings: Settings) -> tuple[HttpRequest, HttpRequest]:
    """Return the way of calls, and that of getUpdates, which keeps one busy."""
    proxy = settings.https_proxy.get_secret_value() if settings.https_proxy else ""
    calls, updates = (proxy_of(proxy, settings.no_proxy) for _ in range(2))
    return HttpRequest(proxy=calls), HttpRequest(connections=1, proxy=updates)


def bot_of(settings: Settings, calls: BaseRequest, updates: BaseRequest) -> Bot:
    """Return the bot that the settings tell of."""
    warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)
    return Bot(
        settings.token or ANY,
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=calls,
        get_updates_request=updates,
    )


def username_of(bot: Bot) -> str:
    """Return the bot's username; empty before Telegram has told it."""
    try:
        return bot.username
    except RuntimeError:
        return ""


def takes_inline(bot: Bot) -> bool:
    """True if the bot may be asked for cards in other chats; its operator has to switch that on at @BotFather."""
    try:
        return bool(bot.bot.supports_inline_queries)
    except RuntimeError:
        return True  # Telegram has not told yet
