"""Build the container's image as far as that goes without a daemon, and run the bot from it.

    python -m tests.ops.image [--python /usr/bin/python3]

The lines of the Dockerfile are carried out in a folder that stands for the image's root: its own commands, in a clean virtual
environment, with the files that .dockerignore lets in. Then nobody may write to the tree, and the bot is started as the
Dockerfile says, with its environment, as its user (where this is run by root, and that user may use the Python; otherwise as
this one, without the right to pass over rights), with only /data to write to, against a Bot API of the tests' own. It must
become well by the Dockerfile's own health check, answer an owner, leave the tree as it was, and end with 0 when told to.
"""

import argparse
import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.operator.test_start import _heed_rights
from tests.server.bot_api import BotApi
from tests.server.bot_process import ROOT, TOKEN
from tests.server.ports import free_port

DOCKERFILE = ROOT / "Dockerfile"
SOON = 60.0
PASSED_OVER = ("VOLUME", "EXPOSE", "STOPSIGNAL")  # what only a daemon makes of


def instructions(text: str) -> list[tuple[str, str]]:
    """Return the instructions of a Dockerfile, each with its arguments on one line."""
    lines = re.sub(r"\\\n\s*", "", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines.splitlines() if line.strip())]


@dataclass
class Image:
    """What has been built so far.

    Attributes:
        root: the folder that stands for the image's root.
        python: what stands for the base image's Python.
        folder: where commands are run.
        environment: what the image sets.
        user: the number of the user that the bot runs as.
        health: the command of the health check.
        entry: the command that starts the bot.
    """

    root: Path
    python: Path
    folder: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    user: int = 0
    health: list[str] = field(default_factory=list)
    entry: list[str] = field(default_factory=list)

    @property
    def here(self) -> Path:
        """Return the folder in which commands are run."""
        return self.root / self.folder.lstrip("/")

    def carry_out(self, word: str, rest: str) -> None:
        """Do what an instruction says.

        Raises:
            ValueError: it is not known.
        """
        match word:
            case "FROM":
                self.folder = "/"
            case "WORKDIR":
                self.folder = rest
                self.here.mkdir(parents=True, exist_ok=True)
            case "COPY" if rest.startswith("--from"):
                pass  # from the stage before, which stands in the same folder
            case "COPY":
                self._copy(*rest.split())
            case "RUN":
                self._run(rest)
            case "ENV":
                self.environment |= dict(part.split("=", 1) for part in shlex.split(rest))
            case "USER":
                self.user = int(rest.partition(":")[0])
            case "HEALTHCHECK":
                self.health = json.loads(rest.partition(" CMD ")[2])
            case "ENTRYPOINT":
                self.entry = json.loads(rest)
            case _ if word not in PASSED_OVER:
                raise ValueError(f"the Dockerfile has {word}, which this cannot do")

    def _copy(self, source: str, target: str) -> None:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, self.here / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, self.here / target)

    def _run(self, command: str) -> None:
        print(f"$ {command}", flush=True)
        in_place = re.sub(r"(?<=\s)/(?=\w)", f"{self.root}/", command)
        if not self._may_become():
            in_place = re.sub(r" -[og] \d+", "", in_place)
        path = self.root / "bin"
        path.mkdir(exist_ok=True)
        if not (path / "python").exists():
            (path / "python").write_text(f'#!/bin/sh\nexec {self.python} "$@"\n')
            (path / "python").chmod(0o755)
        env = {"PATH": f"{path}:/usr/bin:/bin", "HOME": str(self.root)} | self._settings()
        subprocess.run(["sh", "-ec", in_place], cwd=self.here, env=env, check=True)

    def _settings(self) -> dict[str, str]:
        return {name: value.replace("////", f"///{self.root}/") for name, value in self.environment.items()}

    def started(self, **settings: str) -> subprocess.Popen:
        """Start the bot as the image would, with the settings of whoever runs it."""
        return subprocess.Popen(self.entry, cwd=self.here, env=self._settings() | settings, **self._as_user())

    def is_well(self, port: int) -> bool:
        """True if the health check says so."""
        env = {"PORT": str(port)}
        done = subprocess.run(self.health, cwd=self.here, env=env, capture_output=True, check=False, **self._as_user())
        return done.returncode == 0

    def _as_user(self) -> dict[str, Callable[[], None]]:
        if self._may_become():
            return {"preexec_fn": partial(_become, self.user)}
        return {"preexec_fn": _heed_rights}

    def _may_become(self) -> bool:
        """True if the bot can be run as the image's user: whoever runs this is root, and the Python is open to others."""
        return os.geteuid() == 0 and all(parent.stat().st_mode & 0o001 for parent in self.python.resolve().parents)


def _become(user: int) -> None:
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


def without_writing(tree: Path) -> Iterator[Path]:
    """Take from everybody the right to write to a tree; yield what is in it."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222 | (0o555 if path.is_dir() else 0o444))
        yield path


async def runs(image: Image) -> None:
    """Run the bot from the image, and talk with it."""
    port, before = free_port(), sorted(without_writing(image.here))
    settings = {"TELEGRAM_TOKEN": TOKEN, "PORT": str(port), "SENDS_PER_SECOND": "0"}
    async with BotApi.serve() as api:
        bot = image.started(TELEGRAM_API_URL=api.url, **settings)
        try:
            await _until(partial(asyncio.to_thread, image.is_well, port), bot)
            api.crowd.walk([["/start", "/checkup"]])
            await _until(partial(_answered, api), bot)
            bot.terminate()
            status = await asyncio.to_thread(bot.wait, 15)
        finally:
            bot.kill()
        said = [message.text for owner in api.crowd.owners.values() for message in owner.messages]
    assert status == 0, status
    assert "1 of 8" in said[-1], said
    assert sorted((image.here, *image.here.rglob("*"))) == before, "the tree is not as it was"
    made = {path.name for path in (image.root / "data").iterdir()}
    assert "doorbot.sqlite3" in made, made


async def _answered(api: BotApi) -> bool:
    return not api.crowd.unfinished


async def _until(over: Callable, bot: subprocess.Popen) -> None:
    end = time.monotonic() + SOON
    while not await over():
        assert bot.poll() is None, f"the bot ended with {bot.returncode}"
        assert time.monotonic() < end, "it does not become so"
        await asyncio.sleep(0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", type=Path, default=Path(sys.executable))
    options = parser.parse_args()
    os.umask(0o022)
    root = Path(tempfile.mkdtemp(prefix="doorbot-image-"))
    try:
        root.chmod(0o755)
        image = Image(root, options.python)
        for word, rest in instructions(DOCKERFILE.read_text(encoding="utf-8")):
            image.carry_out(word, rest)
        asyncio.run(runs(image))
        print("The bot runs from the image.")
    finally:
        for path in root.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
