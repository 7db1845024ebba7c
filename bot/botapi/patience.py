"""How long one reply is tried: until it is plain that it alone fails, while the way to Telegram is open.

A failed call says nothing by itself: the reply may be at fault, or the network may be down. The other calls meanwhile
tell the two apart; where there were none, Telegram is asked who the bot is. Only the seconds in which other calls came
through count against a reply. So a hopeless reply is given up after a minute of trying, and during an outage none is,
however long it lasts.

For a picture or a document, the other calls are those of every other method: the picture is given up, and its words go
out instead. For words, they are the words of other chats; where hardly any other chat is in trouble, any other method
counts.
"""

from collections import Counter
from collections.abc import Callable

UPLOADING = ("sendPhoto", "sendDocument")
PATIENCE = 60.0  # seconds of trying, in which others came through
WAITS = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries; the last one repeats
LOOK_EVERY = 4.0  # seconds of trying between two looks at what became of others
FEW = 3  # chats whose words fail by themselves; if more fail and none come through, it is an outage


class Traffic:
    """How many calls came through and how many failed, by method.

    Attributes:
        failing: the replies that are being tried again.
        broken: the methods with which the last reply was given up, and none came through since.
    """

    def __init__(self) -> None:
        self.through: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.failing: set[Patience] = set()
        self.broken: set[str] = set()

    def came_through(self, method: str) -> None:
        """Count a call that came through."""
        self.through[method] += 1
        if self.broken:
            self.broken.discard(method)


class Patience:
    """One reply in one way to send it: how long it failed, and whether others failed too.

    Args:
        traffic: what became of all calls.
        method: that of the way.
        time: gives seconds that never run backwards.

    Attributes:
        since: when it first failed.
        tries: how often it failed.
    """

    __slots__ = ("_left", "_method", "_own", "_seen", "_time", "_traffic", "_unjudged", "since", "tries")

    def __init__(self, traffic: Traffic, method: str, time: Callable[[], float]) -> None:
        self._traffic = traffic
        self._method = method
        self._time = time
        self.tries = 0
        self._left = PATIENCE
        self._unjudged = 0.0

    @property
    def wait(self) -> float:
        """Return the seconds to wait before the next try."""
        return WAITS[min(self.tries, len(WAITS)) - 1]

    @property
    def over(self) -> bool:
        """True if the next try would come too late."""
        return self._left < self.wait

    @property
    def quiet(self) -> bool:
        """True if it is time to look at the other calls, and there were none."""
        return self._unjudged >= LOOK_EVERY and self._others() == (0, 0)

    def failed(self, seconds: float) -> None:
        """Note a try that took this many seconds and failed."""
        self.tries += 1
        self._unjudged += seconds
        if self.tries == 1:
            self.since = self._time()
            self._traffic.failing.add(self)
            self._mark()
            if self._method in self._traffic.broken and self._method in UPLOADING:
                self._left = 0.0  # the one before failed in the same way for a minute, and no other since
        else:
            self._own += 1

    def waited(self, seconds: float) -> None:
        """Note a wait between two tries."""
        self._unjudged += seconds

    def look(self) -> None:
        """Look at the other calls, if it is time to: where some came through, the seconds count."""
        if self._unjudged < LOOK_EVERY:
            return
        through, failed = self._others()
        if through > failed:
            self._left -= self._unjudged
            if self.over:
                self._traffic.broken.add(self._method)
        self._unjudged = 0.0
        self._mark()

    def end(self) -> None:
        """Note that it is not tried any more."""
        if self.tries:
            self._traffic.failing.discard(self)

    def _mark(self) -> None:
        self._own = 0
        self._seen = Counter(self._traffic.through), Counter(self._traffic.failed)

    def _others(self) -> tuple[int, int]:
        """Return how many of the calls that count came through since the last look, and how many failed."""
        (through, failed), traffic, method = self._seen, self._traffic, self._method
        same = traffic.through[method] - through[method]
        if method not in UPLOADING:
            if same:
                return same, traffic.failed[method] - failed[method] - self._own
            if sum(other._method == method for other in traffic.failing) > FEW:  # noqa: SLF001 -- of the same class
                return 0, 1
        others = {*traffic.through, *traffic.failed} - {*UPLOADING, method}
        came = same + sum(traffic.through[name] - through[name] for name in others)
        return came, sum(traffic.failed[name] - failed[name] for name in others)
