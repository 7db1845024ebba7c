"""The ladder of packages is worked out from the imports: tried on small trees made up for it."""

from pathlib import Path

import pytest

from tests.ladder import BESIDE, ORDER, ROOT, Arrow, circles, graph, imports, mermaid, of_the_bot, reduced, rising

SMALL = (("low",), ("left", "right"), ("high",))


def tree(root: Path, **modules: str) -> Path:
    """Write modules: ``bot__low__a="import x"`` is bot/low/a.py."""
    for name, text in modules.items():
        path = root.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def arrows(root: Path) -> set[tuple[str, str]]:
    return {tuple(arrow) for arrow in graph(root, loose={"main": "app"})}


@pytest.mark.parametrize(
    "text",
    [
        "import bot.low.a",
        "import bot.low.a as other",
        "from bot.low.a import name",
        "from bot.low import a",
        "from bot.low import a, name",
        "from ..low import a",
        "from ..low.a import name",
        "def f():\n    from bot.low.a import name",
        "class C:\n    def f(self):\n        import bot.low.a",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bot.low.a import name",
        "try:\n    import bot.low.a\nexcept ImportError:\n    pass",
    ],
)
def test_an_import_is_found_wherever_it_stands(tmp_path, text):
    root = tree(tmp_path, bot__low____init__="", bot__low__a="name = 1", bot__high____init__="", bot__high__b=text)
    assert arrows(root) == {("high", "low")}


@pytest.mark.parametrize(
    "text", ["import os", "from telegram import Bot", "from bot.high import c", "from . import c", ""]
)
def test_libraries_and_the_room_itself_are_no_arrows(tmp_path, text):
    assert arrows(tree(tmp_path, bot__high__b=text, bot__high__c="", bot__low__a="")) == set()


def test_a_name_of_a_package_is_no_module_of_it():
    known = {"bot.low", "bot.low.a"}
    assert list(imports("from bot.low import a, name", "bot.high.b", known)) == [(1, "bot.low.a"), (1, "bot.low")]
    assert list(imports("\nfrom .a import name", "bot.low", known, package=True)) == [(2, "bot.low.a")]


def test_a_loose_module_is_a_room_of_its_own_or_of_the_one_it_is_told(tmp_path):
    root = tree(
        tmp_path, bot__main="import bot.loose, storage.rows", bot__loose="import storage.rows", storage__rows=""
    )
    assert arrows(root) == {("app", "loose"), ("app", "storage"), ("loose", "storage")}


def test_an_arrow_says_which_imports_make_it(tmp_path):
    root = tree(tmp_path, bot__low__a="", bot__high__b="\nimport bot.low.a", bot__high__c="import bot.low.a")
    (several,) = graph(root).values()
    assert [tuple(one) for one in several] == [("bot.high.b", 2, "bot.low.a"), ("bot.high.c", 1, "bot.low.a")]


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        ("", []),
        ("ab bc ac", []),
        ("ab ba", [["a", "b"]]),
        ("ab bc ca cd", [["a", "b", "c"]]),
        ("ab ba bc cd dc", [["a", "b"], ["c", "d"]]),
    ],
)
def test_rooms_that_import_each_other_in_the_end_are_a_circle(drawn, found):
    assert circles(Arrow(*pair) for pair in drawn.split()) == found


def test_what_does_not_go_down_is_named_with_its_line(tmp_path):
    root = tree(
        tmp_path,
        bot__low__a="import bot.high.d",
        bot__left__b="import bot.low.a\nimport bot.right.c",
        bot__right__c="import bot.low.a",
        bot__high__d="import bot.left.b\nimport bot.low.a",
    )
    assert rising(graph(root), SMALL, {}) == [
        "bot.left.b:2 imports bot.right.c: left does not stand above right",
        "bot.low.a:1 imports bot.high.d: low does not stand above high",
    ]


def test_a_room_without_a_floor_is_named(tmp_path):
    root = tree(tmp_path, bot__low__a="", bot__new__b="import bot.low.a")
    assert rising(graph(root), SMALL, {}) == ["new stands on no floor"]


@pytest.mark.parametrize(
    ("module", "text", "fine"),
    [
        ("bot__high__d", "import storage.rows", True),
        ("bot__left__b", "import storage.rows", True),
        ("bot__low__a", "import storage.rows", False),
        ("storage__rows", "import bot.low.a", True),
        ("storage__rows", "import bot.high.d", False),
        ("storage__rows", "import bot.operator.e", True),
        ("bot__operator__e", "import storage.rows", True),
        ("bot__operator__e", "import bot.left.b", False),
    ],
)
def test_what_stands_beside_the_ladder_is_imported_from_a_floor_up(tmp_path, module, text, fine):
    files = dict.fromkeys(("bot__low__a", "bot__left__b", "bot__high__d", "bot__operator__e", "storage__rows"), "")
    root = tree(tmp_path, **{**files, module: text})
    found = rising(graph(root), SMALL, {"storage": "left", "operator": "left"})
    assert (found == []) is fine, found


def test_an_arrow_that_follows_from_others_is_not_drawn():
    chain = [Arrow(*pair) for pair in ("ab", "bc", "ac")]
    assert reduced(chain) == [Arrow("a", "b"), Arrow("b", "c")]
    circle = [Arrow(*pair) for pair in ("ab", "ba")]
    assert reduced(circle) == circle


def test_the_drawing_has_the_highest_floor_on_top(tmp_path):
    root = tree(tmp_path, bot__low__a="", bot__left__b="import bot.low.a", bot__high__d="import bot.left.b, bot.low.a")
    assert mermaid(graph(root), SMALL).splitlines() == [
        "flowchart TD",
        "    high",
        "    left",
        "    low",
        "    high --> left",
        "    left --> low",
    ]


def test_the_target_names_each_room_once_and_reads_the_tree_as_it_is():
    rooms = [*(room for floor in ORDER for room in floor), *BESIDE]
    assert len(rooms) == len(set(rooms))
    today = of_the_bot()
    assert Arrow("app", "storage") in today
    assert {"dialogue", "diagnosis", "storage"} <= {room for arrow in today for room in arrow}


def test_each_room_of_the_bot_imports_only_from_below():
    assert rising(of_the_bot()) == []


def test_no_rooms_of_the_bot_import_each_other_in_a_circle():
    assert circles(of_the_bot()) == []


def test_the_top_of_the_bot_holds_six_modules_at_most():
    assert len(list((ROOT / "bot").glob("*.py"))) <= 6
