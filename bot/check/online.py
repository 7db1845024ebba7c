"""Whether Telegram answers, and knows the token: asked once, changing nothing."""

import asyncio

from telegram.error import TelegramError

from bot.botapi.waiting import UNKNOWN_TOKEN, is_token_unknown, kind_of
from bot.botapi.ways import bot_of, over_http
from bot.operator.settings import Settings, SettingsError, load_settings

PATIENCE = 15.0  # seconds for one answer
LETTING_GO = 0.1  # seconds for pyreqwest's threads: one that still holds the interpreter at its end aborts the process


def online_faults() -> list[str]:
    """Say what keeps Telegram from answering the bot, a readable line each; of wrong settings nothing, they are named already."""
    try:
        settings = load_settings()
    except SettingsError:
        return []
    if not settings.token:
        return ["TELEGRAM_TOKEN: is missing, so Telegram cannot be asked"]
    return asyncio.run(_ask(settings))


async def _ask(settings: Settings) -> list[str]:
    calls, updates = over_http(settings)
    await calls.initialize()
    try:
        async with asyncio.timeout(PATIENCE):
            await bot_of(settings, calls, updates).do_api_request("getMe")
    except TimeoutError:
        return [f"TELEGRAM_API_URL: no answer in {PATIENCE:.0f} s{_by_proxy(settings)}"]
    except TelegramError as error:
        if is_token_unknown(error):
            return [f"TELEGRAM_TOKEN: {UNKNOWN_TOKEN}"]
        return [f"TELEGRAM_API_URL: Telegram cannot be reached{_by_proxy(settings)} ({kind_of(error)})"]
    finally:
        await calls.shutdown()
        await asyncio.sleep(LETTING_GO)
    return []


def _by_proxy(settings: Settings) -> str:
    return " through HTTPS_PROXY" if settings.https_proxy else ""
