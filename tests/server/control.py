"""What another process may tell the server to do, by POST /_control/ORDER with a JSON object of details."""

import asyncio
import time
from typing import Any

from tests.server.bot_api import BotApi
from tests.server.faults import Faults


class Control:
    """What a process that measures may ask: progress, report, forget, new-bot, latency, faults, walk, backlog, rate, stop."""

    def __init__(self, api: BotApi):
        self._api = api
        self._tasks: set[asyncio.Task[None]] = set()
        self.stopped = asyncio.Event()

    def __call__(self, order: str, details: dict[str, Any]) -> Any:
        api, crowd = self._api, self._api.crowd
        match order:
            case "progress":
                return {
                    "unfinished": crowd.unfinished,
                    "answered": crowd.answered,
                    "updates": len(crowd.updates),
                    "last_heard": crowd.last_heard,
                    "now": time.monotonic(),
                    "first_poll_at": api.first_poll_at,
                    "webhook_set_at": api.webhook_set_at,
                    "pending": api.pending,
                    "playing": bool(self._tasks),
                }
            case "report":
                return api.report(**details)
            case "forget":
                api.forget()
            case "new-bot":
                api.first_poll_at = api.webhook_set_at = None
                crowd.life += 1
            case "latency":
                api.set_latency(details["seconds"])
            case "faults":
                api.faults = Faults(**details)
            case "walk":
                scripts = [details["script"]] * details["owners"]
                crowd.walk(scripts, think=details.get("think", 0.0), at_once=details.get("at_once"))
            case "backlog":
                crowd.backlog([details["script"]] * details["owners"])
            case "rate":
                task = asyncio.get_running_loop().create_task(crowd.at_rate(details.pop("script"), **details))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            case "stop":
                self.stopped.set()
            case _:
                return {"error": f"unknown order {order}"}
        return {"done": order}
