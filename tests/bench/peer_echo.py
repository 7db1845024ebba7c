"""The floor: a bot that answers every message at once and does nothing else. No database, no dialogue, no checks.

What it takes is what the network, the JSON of the calls and the event loop take; no bot in Python with an HTTP client can
be quicker, whatever it does.
"""

import asyncio
import os
from typing import Any

import aiohttp
import orjson

BASE = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['TELEGRAM_TOKEN']}"
JSON = {"Content-Type": "application/json"}


async def call(session: aiohttp.ClientSession, method: str, **parameters: Any) -> Any:
    async with session.post(f"{BASE}/{method}", data=orjson.dumps(parameters), headers=JSON) as answer:
        return orjson.loads(await answer.read())


async def main() -> None:
    offset, sending = 0, set[asyncio.Task[Any]]()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        while True:
            for update in (await call(session, "getUpdates", offset=offset, timeout=30))["result"]:
                offset = update["update_id"] + 1
                chat = update["message"]["chat"]["id"]
                reply = asyncio.create_task(call(session, "sendMessage", chat_id=chat, text=f"echo {offset}"))
                sending.add(reply)
                reply.add_done_callback(sending.discard)


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:
        asyncio.run(main())
    else:
        uvloop.run(main())
