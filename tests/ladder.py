"""The ladder of packages, worked out from the imports: ``python -m tests.ladder`` prints it as a Mermaid diagram.

A room is a folder under ``bot/`` or ``storage``; a loose module of ``bot/`` is a room of its own, unless it is told
which room it belongs to. All imports count, also those inside functions and under ``TYPE_CHECKING``.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

ORDER = (  # the target, lowest first; rooms of one floor do not know each other
    ("core",),
    ("language",),
    ("diagnosis", "pictures", "dialogue"),
    ("checkup", "activity"),
    ("checkins",),
    ("owner_data",),
    ("hearing",),
    ("talk",),
    ("corrections",),
    ("turn",),
    ("botapi",),
    ("emulator",),
    ("app",),
)
BESIDE = {
    "storage": "turn",
    "operator": "turn",
}  # these may be imported from this room up; they import what is below it, and each other
LOOSE = dict.fromkeys(("__init__", "__main__", "app", "serve", "trial", "check", "explain"), "app")


class Arrow(NamedTuple):
    """One room imports another."""

    room: str
    other: str


class Import(NamedTuple):
    """A module names another one in a line."""

    module: str
    line: int
    other: str


Graph = Mapping[Arrow, Sequence[Import]]
"""The arrows between rooms, each with the imports that make it."""


def graph(root: Path = ROOT, *, loose: Mapping[str, str] = LOOSE, tops: Sequence[str] = ("bot", "storage")) -> Graph:
    """Read the imports of every module under some folders.

    Args:
        root: where these folders are.
        loose: the rooms of modules and folders that are no rooms of their own.
        tops: the folders; of the first one each folder is a room, each other one is a room as a whole.
    """
    files = {_module(path, root): path for top in tops for path in sorted((root / top).rglob("*.py"))}
    found: dict[Arrow, list[Import]] = {}
    for module, path in files.items():
        for line, other in imports(path.read_text(encoding="utf-8"), module, files, package=path.name == "__init__.py"):
            arrow = Arrow(_room(module, tops, loose), _room(other, tops, loose))
            if arrow.room != arrow.other:
                found.setdefault(arrow, []).append(Import(module, line, other))
    return found


@cache
def of_the_bot() -> Graph:
    """Return the graph of this very tree, read once."""
    return graph()


def imports(text: str, module: str, known: Iterable[str], *, package: bool = False) -> Iterator[tuple[int, str]]:
    """List the known modules that a module imports, each with the line; ``from a import b`` may name the module a.b."""
    known = frozenset(known)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module, package=package)
            inside = [f"{base}.{alias.name}" for alias in node.names]
            modules = [name for name in inside if name in known]
            if len(modules) < len(inside) and base in known:  # a name of the package itself
                modules.append(base)
            yield from ((node.lineno, name) for name in modules)


def circles(arrows: Iterable[Arrow]) -> list[list[str]]:
    """List the rooms that can only be read together, because each imports the others in the end."""
    reached = _reached(arrows)
    knots = {frozenset(other for other in reached[room] if room in reached.get(other, ())) for room in reached}
    return sorted(sorted(knot) for knot in knots if knot)


def rising(found: Graph, order: Sequence[Sequence[str]] = ORDER, beside: Mapping[str, str] = BESIDE) -> list[str]:
    """Name every import that does not go down, and every room that has no floor, a readable line each."""
    floors = {room: float(floor) for floor, rooms in enumerate(order) for room in rooms}
    floors |= {room: floors[above] - 0.5 for room, above in beside.items()}
    lines = [
        f"{one.module}:{one.line} imports {one.other}: {arrow.room} does not stand above {arrow.other}"
        for arrow, several in found.items()
        if arrow.room in floors and arrow.other in floors
        if floors[arrow.room] <= floors[arrow.other] and not {*arrow} <= beside.keys()
        for one in several
    ]
    homeless = sorted({room for arrow in found for room in arrow} - floors.keys())
    return sorted(lines) + [f"{room} stands on no floor" for room in homeless]


def reduced(arrows: Iterable[Arrow]) -> list[Arrow]:
    """Leave out the arrows that follow from others; of a circle every arrow stays."""
    arrows = sorted(set(arrows))
    reached = _reached(arrows)

    def follows(arrow: Arrow) -> bool:
        between = {one.other for one in arrows if one.room == arrow.room} - {arrow.other}
        return any(arrow.other in reached.get(one, ()) and arrow.room not in reached.get(one, ()) for one in between)

    return [arrow for arrow in arrows if not follows(arrow)]


def mermaid(arrows: Iterable[Arrow], order: Sequence[Sequence[str]] = ORDER) -> str:
    """Draw the ladder, the top floor first, without the arrows that follow from others."""
    arrows = list(arrows)
    rooms = {room for arrow in arrows for room in arrow}
    lines = ["flowchart TD"]
    for floor in reversed(order):
        lines += [f"    {room}" for room in floor if room in rooms]
    lines += [f"    {room}" for room in sorted(rooms - {room for floor in order for room in floor})]
    lines += [f"    {arrow.room} --> {arrow.other}" for arrow in reduced(arrows)]
    return "\n".join(lines)


def _module(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _room(module: str, tops: Sequence[str], loose: Mapping[str, str]) -> str:
    top, _, rest = module.partition(".")
    room = (rest.partition(".")[0] or "__init__") if top == tops[0] else top
    return loose.get(room, room)


def _base(node: ast.ImportFrom, module: str, *, package: bool) -> str:
    """Return the module that an import is from; each dot after the first goes one folder up."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    folder = parts[: len(parts) - node.level + package]
    return ".".join([*folder, *([node.module] if node.module else [])])


def _reached(arrows: Iterable[Arrow]) -> dict[str, set[str]]:
    """Return for each room every room that it imports in the end."""
    next_to: dict[str, set[str]] = {}
    for arrow in arrows:
        next_to.setdefault(arrow.room, set()).add(arrow.other)
    reached = {}
    for room in next_to:
        ahead, seen = [room], set()
        while ahead:
            new = next_to.get(ahead.pop(), set()) - seen
            seen |= new
            ahead += new
        reached[room] = seen
    return reached


if __name__ == "__main__":
    print(mermaid(of_the_bot()))
