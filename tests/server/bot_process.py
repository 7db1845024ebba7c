"""The bot as the operator starts it, and the server as a process of its own."""

import asyncio
import ctypes
import http.client
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import orjson

ROOT = Path(__file__).parents[2]
OURS = tuple(shlex.split(os.environ.get("BOT_UNDER_TEST", f"{sys.executable} -m bot")))
HASTY = (
    sys.executable,
    "-c",
    """
import sys
import bot.botapi.waiting, bot.operator.pulse, bot.serve
from bot.__main__ import main
bot.operator.pulse.LATE["answered"], bot.serve.LOOK_EVERY, bot.serve.SURE = 1.0, 0.1, 1.0
bot.botapi.waiting.FIRST = 0.1
sys.exit(main([]))
""",
)
"""A bot that waits for seconds where ours waits for longer."""
PTB = (sys.executable, "tests/bench/peer_ptb.py")
ECHO = (sys.executable, "tests/bench/peer_echo.py")
GRAMMY = ("node", "tests/bench/grammy/peer.js")
TOKEN = "8001:TEST-token_of_the_local_server_000000"
CHECK_UP = (
    *("/start", "/checkup", "#Trades, home services", "We talk first", "50", "45", "5", "15", "swamped", "4"),
    *("?last 10 people?8", "?still close?skip", "?still close?skip", "?still close?skip", "/help"),
)
EXTRA_QUESTIONS = (
    *("?last 10 people?<4:10>", "?your weeks feel?About right", "?how long does it usually take?Some days"),
    *("?in touch with you like this?Longer", "?most usual reason?Went quiet", "?usually answer?The same day"),
    *("?best normal month?60", "?of those 60 became?<8:20>", "?usual time of year?Usual"),
)
VARIED_CHECK_UP = (
    *("/start", "/checkup", "#Trades, home services", "We talk first"),
    *("<40:70>", "<25:40>", "<2:14>", "<8:30>", "?your weeks feel?About right", "<2:9>"),
    *(*EXTRA_QUESTIONS, *EXTRA_QUESTIONS, "/help"),
)
"""Each owner has numbers of their own, and so a verdict and a picture of their own."""
STOP_SECONDS = 15
PR_SET_PDEATHSIG = 1


def environment(api_url: str, database: Path, *, webhook_port: int | None = None, **others: str) -> dict[str, str]:
    """Return a clean environment for a bot: nothing of the caller's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "TMPDIR") if name in os.environ}
    settings = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "SENDS_PER_SECOND": "0",
        "PYTHONPATH": str(ROOT),
    }
    if webhook_port is not None:
        settings |= {
            "PUBLIC_URL": f"http://127.0.0.1:{webhook_port}",
            "PORT": str(webhook_port),
            "WEBHOOK_SECRET": "a-secret-of-the-tests",
        }
    return kept | settings | others


def _end_with_the_parent() -> None:
    """Make the kernel end a bot whose test was killed: it would poll for ever."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class BotProcess:
    """A bot that runs, with its output in a file."""

    def __init__(self, command: tuple[str, ...], env: dict[str, str], log: Path, *, folder: Path = ROOT):
        self.log = log
        self.started_at = time.monotonic()
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.pid = self._process.pid

    @property
    def status(self) -> int | None:
        """The exit status, None while it runs."""
        return self._process.poll()

    def kill(self):
        """End it at once with SIGKILL, and its children with it, as a host that loses power would."""
        if self.status is None:
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self, *, within: float = STOP_SECONDS) -> int:
        """Ask it to end with SIGTERM and return its exit status; raise TimeoutExpired if it takes too long."""
        self._process.terminate()
        return self._process.wait(within)

    async def stopped(self, *, within: float = STOP_SECONDS) -> int:
        """Stop it while the server in this process goes on answering."""
        self._process.terminate()
        end = time.monotonic() + within
        while (status := self.status) is None:
            assert time.monotonic() < end, f"the bot still runs {within} s after SIGTERM\n{self.tail()}"
            await asyncio.sleep(0.01)
        return status

    def tail(self, characters: int = 3000) -> str:
        return self.log.read_text(errors="replace")[-characters:]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object):
        self.kill()


class ServerProcess:
    """The Bot API server in another process."""

    def __init__(self, *, seconds: float = 1800):
        command = [sys.executable, "-m", "tests.server.bot_api", "--seconds", str(seconds)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"
        self.pid = self._process.pid
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def tell(self, order: str, **details: Any) -> dict[str, Any]:
        """Send an order (see `tests.server.control.Control`), and return the answer."""
        self._connection.request("POST", f"/_control/{order}", orjson.dumps(details))
        return orjson.loads(self._connection.getresponse().read())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object):
        self._connection.close()
        self._process.terminate()
        self._process.wait(10)
