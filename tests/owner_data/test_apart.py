"""No message, picture or export of one owner ever holds another's data, however their events are interleaved."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import House

PEOPLE = 3
# What only one owner can have said: numbers with that owner's digit all through them, and names of their own.
OWN_NAME = ("Zebrawerk", "Quaggahaus", "Ocelothof")
OWN_DIGITS = ("31", "47", "59")


def own(person: int) -> list[str]:
    """Return the messages of an owner, whose numbers and names nobody else uses."""
    digits = OWN_DIGITS[person]
    return [
        "/start", "/checkup", "trades, home services", "we talk first", f"{digits}7{digits}", f"{digits}6{digits}",
        f"{digits}5", f"{digits}{digits}", f"{digits}1", "8", "/how", f"/settings name {OWN_NAME[person]}",
        "/settings", "/weekly", "monday", "9am", "berlin", "/checkin", f"{digits}7{digits} {digits}6{digits} {digits}5", "no", "/weeks",
        "/business", f"/business add {OWN_NAME[person]} Two", "/checkin", f"{digits}7{digits} {digits}6{digits} 8 9", f"/ask we post {OWN_NAME[person]} flyers",
        "/checkup", "coaching", "/cancel", f"/business {OWN_NAME[person]}", "/export", "/fix", "/delete", "no", "/privacy",
        "yes", "/how", "/weeks", "/export",
    ]  # fmt: skip


def traces(person: int) -> list[str]:
    digits = OWN_DIGITS[person]
    plain = [f"{digits}7{digits}", f"{digits}6{digits}"]
    return [OWN_NAME[person].casefold(), *plain, *(f"{int(number):,}" for number in plain)]


async def play(folder: Path, order: list[tuple[int, bool]]) -> None:
    house = House(folder)
    await house.start()
    try:
        people = [house.person(900_001 + n, f"Person {n}") for n in range(PEOPLE)]
        lines = [iter(own(n)) for n in range(PEOPLE)]
        for person, waits in order:
            line = next(lines[person], None)
            if line is not None:
                people[person].person.types(line)
            if waits:
                await house.settle()
        for person in people:
            person.person.types("/export")
        await house.settle()
        for n, person in enumerate(people):
            assert len(person.sent) > 2
            others = [trace for other in range(PEOPLE) if other != n for trace in traces(other)]
            others += [str(900_001 + other) for other in range(PEOPLE) if other != n]
            for message in person.sent:
                content = message.upload.content if message.upload else b""
                said = f"{message.text} {message.labels} {message.content} {message.markup}".casefold()
                for trace in others:
                    assert trace not in said, (n, trace, message.text)
                    assert trace.encode() not in content.lower(), (n, trace)
        for drawing in house.painter.drawings:
            shown = drawing.casefold()
            assert sum(any(trace in shown for trace in traces(n)) for n in range(PEOPLE)) <= 1, shown
        assert any(traces(0)[0] in drawing.casefold() for drawing in house.painter.drawings)
    finally:
        await house.stop()
    assert house.emulator.faults == []


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(1, 9))
def test_no_datum_of_one_owner_is_in_a_message_or_export_of_another(seed, at_once):
    """All owners say everything of theirs, shuffled in many ways, several messages at a time."""
    order = [person for person in range(PEOPLE) for _ in own(person)]
    Random(seed).shuffle(order)
    folder = Path(tempfile.mkdtemp())
    try:
        asyncio.run(play(folder, [(person, n % at_once == 0) for n, person in enumerate(order)]))
    finally:
        shutil.rmtree(folder)


async def test_every_owner_finds_their_own(tmp_path):
    """The search above would find something: each owner's messages do hold their own traces."""
    house = House(tmp_path)
    await house.start()
    alice = house.person(900_001)
    for line in own(0)[:26]:
        await alice.says(line)
    said = " ".join(f"{message.text} {message.labels}" for message in alice.sent).casefold()
    await house.stop()
    assert all(any(trace in said for trace in traces(0)[at::2]) for at in (0, 1))
