"""Ports for what the tests start: below those that the system gives out by itself, a slice for each process of the tests.

A port that the system gives out is free only until it is asked for the next one, and several processes ask at once.
"""

import os
import socket
from itertools import cycle

LOWEST, SLICE, SLICES = 20_000, 1_000, 12
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % SLICES
_start = os.getpid() % SLICE  # another run of the tests on this machine likely begins elsewhere
_places = cycle([*range(_start, SLICE), *range(_start)])


def free_port() -> int:
    """Return a port at which nothing listens, another one each time."""
    for place in _places:
        port = LOWEST + WORKER * SLICE + place
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
