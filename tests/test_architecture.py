"""Rules about the code that nobody would remember otherwise."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.language.templates import PROMPTS

ROOT = Path(__file__).parent.parent
PURE = (
    "bot.core", "bot.language", "bot.diagnosis", "bot.pictures", "bot.dialogue", "bot.checkup", "bot.activity",
    "bot.checkins", "bot.owner_data", "bot.talk.commands", "bot.turn.decide", "bot.talk.opening",
    "bot.turn.progress", "bot.talk.typed", "bot.turn.waking",
)  # fmt: skip
OUTSIDE = {
    "telegram",
    "aiohttp",
    "pyreqwest",
    "aiosqlite",
    "sqlite3",
    "asyncio",
    "storage",
    "time",
    "random",
    "secrets",
    "os",
}


def modules(folder: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


@cache  # of every module, for several tests
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_core_knows_nothing_of_telegram_databases_asyncio_or_the_clock():
    for name, path in modules("bot"):
        if not name.startswith(PURE) or name.startswith(("bot.pictures.worker", "bot.pictures.paint")):
            continue
        roots = {module.partition(".")[0] for module in imports(path)}
        assert not roots & OUTSIDE, f"{name} imports {roots & OUTSIDE}"
        assert not {m for m in imports(path) if m.startswith("bot.botapi")}, f"{name} imports what is above it"


def test_what_the_first_update_does_not_need_is_not_loaded_for_it():
    late = {
        "numpy",
        "pydantic",
        "aiohttp",
        "psycopg",
        "resvg",
        "resvg_py",
        "tzfpy",
        "prompt_toolkit",
        "rich",
        "prometheus_client",
    }
    code = f"import sys, bot.check, bot.serve; bot.check.start_faults(); print(*sorted({late!r} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_nothing_imports_the_composition_root():
    for name, path in modules("bot"):
        if name not in {"bot.__main__", "bot.serve", "bot.trial", "bot.check"}:
            assert "bot.app" not in imports(path), name


def test_sql_stands_in_storage_only():
    statement = re.compile(r"\b(select .+ from|insert into|update \w+ set|delete from)\b", re.IGNORECASE)
    for name, path in modules("bot"):
        assert not statement.search(path.read_text(encoding="utf-8")), name


def test_only_the_settings_read_the_environment():
    for name, path in modules("bot"):
        text = path.read_text(encoding="utf-8")
        # bot.botapi sets one variable of python-telegram-bot, bot.operator.tuning one of NumPy
        allowed = name in ("bot.operator.settings", "bot.operator.tuning", "bot.botapi")
        assert allowed or not re.search(r"os\.environ|os\.getenv", text), name


def test_python_holds_no_sentence_for_an_owner():
    """Nothing that looks like a sentence stands in a string of the core, but in docstrings and errors."""
    sentence = re.compile(r"^[A-Z][a-z']+( [a-z']+){3,}[.?!]$")
    for name, path in modules("bot"):
        documented = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
                assert not sentence.match(node.value), f"{name}: {node.value!r}"


def test_the_prompts_hold_no_python():
    assert list(PROMPTS.rglob("*.py")) == []


def test_each_name_of_a_class_or_a_type_says_one_thing():
    places: dict[str, set[str]] = {}
    for module, path in [*modules("bot"), *modules("storage")]:
        for name in _types(path):
            places.setdefault(name, set()).add(module)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def _types(path: Path) -> Iterator[str]:
    """Yield the classes of a module, and the names that it gives to types, such as ``Kind = Literal["a", "b"]``."""
    module, *others = nodes(path)
    yield from (node.name for node in others if isinstance(node, ast.ClassDef))
    for node in module.body:
        if isinstance(node, ast.Assign) and not ast.unparse(node.value).startswith("TypeVar("):
            yield from (ast.unparse(name) for name in node.targets if re.match("_?[A-Z][a-z]", ast.unparse(name)))
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            yield ast.unparse(node.target)


def test_no_module_of_the_core_is_long():
    for name, path in [*modules("bot"), *modules("storage")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 420, name


def test_an_exception_of_any_kind_is_logged_with_the_places_that_it_came_through():
    """Where the kind of an exception is not known beforehand, its name alone leads nobody to the mistake."""
    for name, path in [*modules("bot"), *modules("storage")]:
        for handler in nodes(path):
            if isinstance(handler, ast.ExceptHandler) and _catches_anything(handler):
                for call in filter(_is_log_call, ast.walk(handler)):
                    assert any("Failure(" in ast.unparse(argument) for argument in call.args), f"{name}:{call.lineno}"


def _catches_anything(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")


def _is_log_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log.")
