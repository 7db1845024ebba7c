"""Which languages are known to be whole: looking through one takes a second, and at a start nothing has changed.

That a language is whole is kept beside its compiled templates, with a digest of all that it was found from.
"""

import hashlib
import sys
from contextlib import suppress
from pathlib import Path

KEPT = "__pycache__/whole"
READ = (".j2", ".toml")
CODE = Path(__file__).parent


def is_whole(language: str, english: str, root: Path) -> bool:
    """True if a language lacks nothing.

    Args:
        language: a folder of ``root``.
        english: the folder that it is compared with.
        root: where the folders of the languages are.
    """
    found_from = _digest(root / language, root / english, CODE)
    kept = root / language / KEPT
    with suppress(OSError):
        if kept.read_bytes() == found_from:
            return True
    from bot.language.whole import lacking

    if lacking(language, english, root):
        return False
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(found_from)
    return True


def _digest(*folders: Path) -> bytes:
    """Return a digest of the tables and templates in some folders, and of the code that looks through them."""
    read = hashlib.blake2b(digest_size=32)
    for folder in folders:
        suffixes = (".py",) if folder == CODE else READ
        for file in sorted(folder.rglob("*")):
            if file.suffix in suffixes:
                text = file.read_bytes()
                read.update(f"{file.relative_to(folder).as_posix()} {len(text)}\n".encode() + text)
    return read.digest()
