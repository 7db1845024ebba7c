"""Getting ready ahead holds up nobody."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.diagnosis.draws import points
from bot.operator import tuning, warming


class Templates:
    """A great many templates, and those of them that were made ready."""

    def __init__(self):
        self.ready = []

    def names(self):
        return (str(number) for number in range(1_000))

    def blocks(self, name):
        self.ready.append(name)


async def test_whoever_writes_while_the_bot_gets_ready_waits_for_a_template_or_two_and_not_for_one_at_each_step(
    monkeypatch,
):
    loop, templates = asyncio.get_running_loop(), Templates()
    monkeypatch.setattr(warming, "words", lambda _: templates)
    began = loop.time()
    work = asyncio.ensure_future(warming.warm_up(loop.create_future()))
    for _ in range(200):  # what a turn and its replies take
        await asyncio.sleep(0)
    work.cancel()
    assert 1 <= len(templates.ready) <= 2 + (loop.time() - began) / warming.PAUSE


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_the_thread_that_loads_aside_goes_behind_all_others_and_they_keep_their_place():
    before = os.getpriority(os.PRIO_PROCESS, 0)
    with ThreadPoolExecutor(1, initializer=tuning.give_way) as aside:
        there = aside.submit(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id())).result()
    assert (there, os.getpriority(os.PRIO_PROCESS, 0)) == (tuning.NICE, before)


@pytest.mark.parametrize("tuned", [True, False])
async def test_once_somebody_writes_numpy_is_loaded_and_python_goes_on_as_before(monkeypatch, tuned):
    monkeypatch.setattr(tuning, "ON", tuned)
    monkeypatch.setattr(warming, "LATER", 0.0)
    monkeypatch.setattr(warming, "PAUSE", 0.0)
    before = sys.getswitchinterval(), gc.isenabled()
    points.cache_clear()
    writing = asyncio.get_running_loop().create_future()
    work = asyncio.ensure_future(warming.warm_up(writing))
    await asyncio.sleep(0.01)
    assert points.cache_info().currsize == 0
    writing.set_result(None)
    await work
    gc.unfreeze()  # other tests leave garbage to be found
    assert points.cache_info().currsize == 2
    assert (sys.getswitchinterval(), gc.isenabled()) == before


@pytest.mark.parametrize("tuned", [True, False])
def test_garbage_is_looked_for_again_once_the_bot_is_loaded_and_switched_off_it_is_looked_for_all_the_time(
    monkeypatch, tuned
):
    monkeypatch.setattr(tuning, "ON", tuned)
    with tuning.loading():
        assert gc.isenabled() is not tuned
    assert gc.isenabled()
    assert (gc.get_freeze_count() > 0) is tuned
    gc.unfreeze()


@pytest.mark.skipif(sys.platform != "linux", reason="it is about a C library of Linux")
@pytest.mark.parametrize(("tuned", "kept"), [(True, range(4)), (False, range(15, 40))])
def test_large_blocks_of_memory_go_back_though_a_small_one_came_behind_them(tuned, kept):
    code = f"""
import os
from bot.operator import tuning
def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
tuning.ON = {tuned}
tuning.give_large_blocks_back()
before = memory()
first = bytearray(8 << 20)
del first
large = [bytearray(b"1") * (1 << 20) for _ in range(20)]
behind = bytearray(100_000)
del large
print(round(memory() - before))
"""
    grown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(grown) in kept


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the threads of a process are counted differently")
@pytest.mark.parametrize(("chosen", "threads"), [({}, 1), ({"OPENBLAS_NUM_THREADS": "2"}, min(2, os.cpu_count() or 1))])
def test_numpy_has_one_thread_but_where_the_environment_says_another_number(chosen, threads):
    code = """
from bot.operator.tuning import multiply_in_one_thread
multiply_in_one_thread()
import os, numpy
print(len(os.listdir("/proc/self/task")))
"""
    kept = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**kept, **chosen}
    )
    assert int(done.stdout) == threads
