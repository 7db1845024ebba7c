"""What pictures cost: ``python tests/bench/pictures.py [ROUNDS]``.

Prints the CPU time of drawing (in the bot's process) and of painting (in the worker) over the whole gallery, the size of the
pictures, how long the worker takes to start, and its memory. The goals are 100 ms at most for each picture, and 60 MB.
"""

import asyncio
import statistics
import sys
import time
from pathlib import Path

import psutil

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1] / "pictures")]

import gallery  # noqa: E402 -- found through the path above

from bot.pictures.worker import Painter  # noqa: E402


def cpu_ms(process):
    used = process.cpu_times()
    return (used.user + used.system) * 1000


def peak_kb(pid):
    """Read the most memory that a process ever held (Linux only; nan elsewhere)."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text(encoding="ascii", errors="replace").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), float("nan"))


async def main(rounds):
    drawing, painting, sizes = {}, {}, []
    for picture in gallery.ALL.values():
        gallery.draw(picture)  # templates and font are read once
    async with Painter() as painter:
        began = time.perf_counter()
        await painter.paint(gallery.draw(gallery.VERDICTS["skill"]))
        first = (time.perf_counter() - began) * 1000
        worker = psutil.Process(painter.pid)
        for name, picture in gallery.ALL.items():
            before = time.process_time()
            for _ in range(rounds):
                svg = gallery.draw(picture)
            drawing[name] = (time.process_time() - before) * 1000 / rounds
            before = cpu_ms(worker)
            for _ in range(rounds):
                png = await painter.paint(svg)
            painting[name] = (cpu_ms(worker) - before) / rounds
            sizes.append(len(png))
        memory = worker.memory_full_info()
        peak = peak_kb(worker.pid)
    for what, figures in (("drawing", drawing), ("painting", painting)):
        worst = max(figures, key=figures.get)
        ranked = sorted(figures.values())
        print(
            f"{what}: median {statistics.median(ranked):.1f} ms of CPU, p90 {ranked[int(len(ranked) * 0.9)]:.1f} ms, "
            f"most {ranked[-1]:.1f} ms ({worst})"
        )
    print(f"pictures: {len(sizes)}, median {statistics.median(sizes) / 1024:.0f} KB, most {max(sizes) / 1024:.0f} KB")
    print(f"the first picture, start of the worker included: {first:.0f} ms")
    print(
        f"worker: {memory.rss / 2**20:.1f} MB resident, {peak / 1024:.1f} MB at most, {memory.uss / 2**20:.1f} MB its own"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
