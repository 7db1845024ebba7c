"""A copy of the tree to change, for tests of what a change takes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.check import prompt_faults

ROOT = Path(__file__).resolve().parents[1]
UNFINISHED = shutil.ignore_patterns("*.pyc.*", "*-unfinished")  # what another process is compiling just now
FOLDERS = tuple(ROOT / name for name in ("bot", "storage", "prompts"))


Ignored = Callable[[str, list[str]], set[str]]


def but_english(folder: str, names: list[str]) -> set[str]:
    """Leave out what is unfinished, and every language but English: a copy shows what a change takes in one of them."""
    others = {name for name in names if name != "en" and (Path(folder) / name / "language.toml").is_file()}
    return {*UNFINISHED(folder, names), *others}


class Lender:
    """Lends a copy of some folders to one test after another, and mends in between what a test has changed.

    What is kept compiled beside the sources is copied, and stays. Each test has the copy at a path of its own, so that
    nothing cached for a file of one test is used in the next.
    """

    def __init__(self, shelf: Path, folders: Iterable[Path], ignored: Ignored = but_english) -> None:
        self._shelf = shelf
        self._originals = {folder.name: folder for folder in folders}
        for name, folder in self._originals.items():
            shutil.copytree(folder, shelf / name, ignore=ignored)
        self._folders, self._files = _found(shelf)

    @contextmanager
    def lent(self, place: Path) -> Iterator[Path]:
        """Move the copy to a place that is not there yet, or empty, and take it back in the end."""
        self._shelf.rename(place)
        try:
            yield place
        finally:
            place.rename(self._shelf)
            self._mend()

    def _mend(self) -> None:
        folders, files = _found(self._shelf)
        for folder in folders - self._folders:
            shutil.rmtree(self._shelf / folder, ignore_errors=True)  # it may have been moved with its parent
        for file in files.keys() - self._files.keys():
            (self._shelf / file).unlink(missing_ok=True)
        for file in (file for file, state in self._files.items() if files.get(file) != state):
            path = self._shelf / file
            path.parent.mkdir(parents=True, exist_ok=True)
            for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
                compiled.unlink()
            shutil.copy2(self._originals[file.parts[0]].joinpath(*file.parts[1:]), path)


def _found(root: Path) -> tuple[set[Path], dict[Path, tuple[int, int]]]:
    """Return the folders, and when each file was changed with its size; what is compiled is left out."""
    folders: set[Path] = set()
    files: dict[Path, tuple[int, int]] = {}
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name != "__pycache__"]
        here = Path(folder).relative_to(root)
        folders.add(here)
        for name in names:
            state = Path(folder, name).stat()
            files[here / name] = state.st_mtime_ns, state.st_size
    return folders, files


class Copy:
    """A copy of the tree to change, and the bot that it makes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._recoded = False

    def put(self, file: str, old: str, new: str) -> None:
        """Change the first place where something stands in a file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self._recoded |= path.suffix == ".py"

    def add(self, file: str, text: str) -> None:
        """Write at the end of a file under ``prompts/``, which may be new."""
        assert file.startswith("prompts/")
        with (self.root / file).open("a", encoding="utf-8") as out:
            out.write(text)

    def python(self, *arguments: str, lines: str = "", timeout: float = 60) -> str:
        """Run Python on the copy and return what it prints, faults too."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
        done = subprocess.run(
            [sys.executable, *arguments],
            input=lines,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=self.root,
            env={**kept, "PYTHONPATH": str(self.root), "PICTURES": "off"},
            check=False,
        )
        return done.stdout + done.stderr

    def check(self) -> list[str]:
        """Return what check says of the copy; as long as its code is that of this process, no other one is started."""
        if self._recoded:
            return self.python("-m", "bot", "check").splitlines()
        return prompt_faults(self.root / "prompts") or ["All is well."]

    def plays(self, *lines: str) -> list[str]:
        """Play lines in the terminal as a new owner, and return what is answered to each."""
        for file in self.root.glob("*.sqlite3*"):
            file.unlink()
        said = self.python("-m", "bot", lines="".join(f"{line}\n" for line in lines))
        answers = re.split(r"^> .*\n", said, flags=re.MULTILINE)[1:]
        assert len(answers) == len(lines), said
        return answers


def places(recipe: str) -> list[str]:
    """Return the file that each step of a recipe of CONTRIBUTING.md names first, up to the end of the needed steps."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^\*\*{recipe}\.\*\*\n(.*?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return [re.findall(r"`([^`]+)`", step)[0] for step in re.split(r"^\d+\. ", section, flags=re.MULTILINE)[1:]]
