"""Getting ready ahead holds up nobody."""

import asyncio

from bot import warm


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
    monkeypatch.setattr(warm, "words", lambda _: templates)
    began = loop.time()
    work = asyncio.ensure_future(warm.warm_up(loop.create_future()))
    for _ in range(200):  # what a turn and its replies take
        await asyncio.sleep(0)
    work.cancel()
    assert 1 <= len(templates.ready) <= 2 + (loop.time() - began) / warm.PAUSE
