"""A copy of the tree to change, for tests of what a change takes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("bot", "storage", "prompts")


class Copy:
    """A copy of the tree to change, and the bot that it makes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in FOLDERS:
            shutil.copytree(ROOT / folder, root / folder)

    def put(self, file: str, old: str, new: str) -> None:
        """Change the first place where something stands in a file."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, file: str, text: str) -> None:
        with (self.root / file).open("a", encoding="utf-8") as out:
            out.write(text)

    def python(self, *arguments: str, lines: str = "") -> str:
        """Run Python on the copy and return what it prints, faults too."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
        done = subprocess.run(
            [sys.executable, *arguments],
            input=lines,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=self.root,
            env={**kept, "PYTHONPATH": str(self.root), "PICTURES": "off"},
            check=False,
        )
        return done.stdout + done.stderr

    def check(self) -> list[str]:
        return self.python("-m", "bot", "check").splitlines()

    def plays(self, *lines: str) -> list[str]:
        """Play lines in the terminal as a new owner, and return what is answered to each."""
        for file in self.root.glob("*.sqlite3*"):
            file.unlink()
        said = self.python("-m", "bot", lines="".join(f"{line}\n" for line in lines))
        answers = re.split(r"^> .*\n", said, flags=re.MULTILINE)[1:]
        assert len(answers) == len(lines), said
        return answers


def places(recipe: str) -> list[str]:
    """Return the file that each step of a recipe of CONTRIBUTING.md names first, up to where it says that this is all."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^\*\*{recipe}\.\*\*\n(.*?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return [re.findall(r"`([^`]+)`", step)[0] for step in re.split(r"^\d+\. ", section, flags=re.MULTILINE)[1:]]
