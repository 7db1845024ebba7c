"""What texts mean, found out once for all tests: the encoder takes ten milliseconds a text, a third of a conversation.

The same words are said in many tests. What the encoder made of them is kept for the next run too, and dropped once the
encoder, its code, NumPy or Python is another.
"""

import hashlib
import platform
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.language.listening import encoder, subwords
from bot.language.listening.encoder import ENCODER, Encoder

KEPT = Path(__file__).parent / "__pycache__" / "meanings.npz"
MOST = 20_000  # texts; more are of many changes, and dropped


class KeptMeanings:
    """Remembers the row of each single text; texts that are asked about together are another matter."""

    def __init__(self, file: Path = KEPT) -> None:
        self._file = file
        self._asked: dict[bytes, np.ndarray] = {}
        self._before = self._read()
        self._find = Encoder.meanings

    def begin(self) -> None:
        """Have every encoder of this process asked once for a text."""

        def meanings(asked: Encoder, texts: Sequence[str]) -> np.ndarray:
            if len(texts) != 1 or asked is not encoder.encoder():
                return self._find(asked, texts)
            key = hashlib.blake2b(texts[0].encode(errors="surrogatepass"), digest_size=16).digest()
            if (row := self._asked.get(key)) is None:
                row = self._before.get(key)
                self._asked[key] = row = self._find(asked, texts)[0] if row is None else row
            return row[np.newaxis].copy()

        Encoder.meanings = meanings

    def keep(self) -> None:
        """Keep what was found out, beside what other processes found out meanwhile."""
        if sys.dont_write_bytecode or self._asked.keys() <= self._before.keys():
            return
        known = {**self._read(), **self._asked}
        kept = known if len(known) <= MOST else self._asked
        unfinished = self._file.with_suffix(f".{id(kept)}-unfinished")
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            try:
                with unfinished.open("wb") as out:
                    keys = np.frombuffer(b"".join(kept), np.uint8).reshape(-1, 16)
                    np.savez(out, mark=np.array(_mark()), keys=keys, rows=np.stack(list(kept.values())))
                unfinished.replace(self._file)
            finally:
                unfinished.unlink(missing_ok=True)

    def _read(self) -> dict[bytes, np.ndarray]:
        try:
            with np.load(self._file, allow_pickle=False) as file:
                if str(file["mark"]) == _mark():
                    return dict(zip(map(bytes, file["keys"]), file["rows"], strict=True))
        except (OSError, ValueError, KeyError, BadZipFile):  # nothing is kept, or it is damaged
            pass
        return {}


def _mark() -> str:
    code = [Path(module.__file__ or "").read_bytes() for module in (encoder, subwords)]
    machine = f"{np.__version__} {sys.version} {platform.machine()}".encode()
    return hashlib.blake2b(b"".join([machine, *code, ENCODER.read_bytes()]), digest_size=16).hexdigest()
