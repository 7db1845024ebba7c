"""Which templates and blocks the code names, read from its sources; ``said.txt`` keeps the list for the start.

A name that is put together from constants is followed through them (also a loop over a tuple, a choice of two, the
values of a table); what cannot be followed matches anything.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from bot.language.known_texts import KnownTexts
from bot.language.scan import Held, held, imported_by, texts

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("said.txt")
ANYTHING = "[a-z0-9_]+"
WHOLE = ""  # the block of a use that says a whole template, or may say any block of it
MENTIONED = "-"  # the block of a use that names a template and says nothing of it
OF_DATA = f"{ANYTHING}/{ANYTHING}"  # a template named by a flow, a trade or an action alone

_TEMPLATE = re.compile(r"[a-z_]+/[a-z_]+")
_SPEAKING = ("say", "label", "listed")
_WITH_MENU = ("menu", "go_on_or_start_over")  # say a block of menu/start
_COMMANDS = ("command_button", "command_rows", "descriptions")
_FROM = re.compile(r"^\s*from (bot[\w.]*) import", re.MULTILINE)
Patterns = frozenset[str]


class Use(NamedTuple):
    """A place that names a template and a block, as patterns; without a block, all of it may be said."""

    template: str
    block: str
    where: str


_known: KnownTexts[tuple[Use, ...]] = KnownTexts("uses", tuple[Use, ...])


@cache
def uses(root: Path = ROOT) -> tuple[Use, ...]:
    """List every use of a template in the sources of the bot."""
    files = (path.relative_to(root) for path in sorted((root / "bot").rglob("*.py")))
    sources = Sources(
        {".".join(file.with_suffix("").parts): (root / file).read_text(encoding="utf-8") for file in files}
    )
    modules = (name for name in sources.texts if not f"{name}.".startswith("bot.check."))
    return tuple(
        dict.fromkeys(use for name in modules for use in _known.of(sources.read_for(name), partial(sources.uses, name)))
    )


class Sources:
    """The sources of the bot.

    Args:
        texts: of the modules, by their names.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._trees: dict[str, ast.Module] = {}

    def read_for(self, name: str) -> str:
        """Return all that the uses of a module are found from: its text, and those of the modules that it imports from."""
        others = sorted({other for other in _FROM.findall(self.texts[name]) if other in self.texts})
        return "\0".join([name, *(self.texts[one] for one in (name, *others))])

    def uses(self, name: str) -> tuple[Use, ...]:
        """List the uses of templates in a module."""
        tree = self._tree(name)
        known = {**self._imported(tree), **_constants(tree)}
        return tuple(_Reader(known, f"{name.replace('.', '/')}.py").read(tree))

    def _imported(self, tree: ast.Module) -> dict[str, ast.expr]:
        found: dict[str, ast.expr] = {}
        for node in _statements(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module in self.texts:
                there = _constants(self._tree(node.module))
                found |= {alias.asname or alias.name: there[alias.name] for alias in node.names if alias.name in there}
        return found

    def _tree(self, name: str) -> ast.Module:
        if name not in self._trees:
            self._trees[name] = ast.parse(self.texts[name])
        return self._trees[name]


def expand(found: tuple[Use, ...], there: Held) -> dict[str, frozenset[str]]:
    """Return each template that the code names in full, with its blocks; a pattern stands for all blocks that match it.

    One whose name is put together from an id is left out: ``bot/check/needs.py`` knows what each id needs.
    """
    named: dict[str, set[str]] = {}
    folders = {name.partition("/")[0] for name in there}
    for use in found:
        folder = use.template.partition("/")[0]
        if not _is_plain(use.template) or folder not in folders:
            continue  # named by an id, or a kind of file ("text/plain") and no template
        blocks = named.setdefault(use.template, set())
        if _is_plain(use.block):
            blocks |= {use.block} - {WHOLE, MENTIONED}
        else:
            blocks |= {block for block in there.get(use.template, ()) if re.fullmatch(use.block, block)}
    return {template: frozenset(blocks) for template, blocks in sorted(named.items())}


def named_in(folder: Path) -> dict[str, frozenset[str]]:
    """Return what the code names, and what the templates of a folder take from one another.

    What it names by an id alone (``trades/ID``) is left to the tables that have the ids, and to what these need.
    """
    plain = tuple(use for use in (*uses(), *imports(folder)) if _is_plain(use.template))
    return expand(plain, held(folder))


def kept() -> Mapping[str, frozenset[str]]:
    """Read the kept list: what the code of this release names."""
    lines = (line.partition(":") for line in KEPT.read_text(encoding="utf-8").splitlines())
    return {template: frozenset(blocks.split()) for template, _, blocks in lines}


def written(named: Mapping[str, frozenset[str]]) -> str:
    """Write the list as it is kept: a template a line, with its blocks."""
    return "".join(f"{template}: {' '.join(sorted(named[template]))}".rstrip() + "\n" for template in sorted(named))


def imports(folder: Path) -> Iterator[Use]:
    """List what templates take from one another."""
    for name, text in texts(folder).items():
        for template, macro in imported_by(text):
            yield Use(template, macro or WHOLE, f"prompts/{folder.name}/{name}.j2")


def _is_plain(pattern: str) -> bool:
    return "[" not in pattern


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Return what the names at the top of a module stand for."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Return the statements in a node, however deep; what is in expressions, most of a module, is passed over."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield child
            yield from _statements(child)


class _Reader(ast.NodeVisitor):
    """Reads the uses of one module."""

    def __init__(self, known: Mapping[str, ast.expr], file: str) -> None:
        self._known, self._file = known, file
        self._function: ast.FunctionDef | None = None
        self._given: dict[ast.FunctionDef, dict[str, list[ast.expr]]] = {}  # of those functions that were asked about
        self._seen: set[str] = set()
        self._found: list[Use] = []
        self._taken: set[int] = set()  # constants that are part of a use already

    def read(self, tree: ast.Module) -> list[Use]:
        self.visit(tree)
        return self._found

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in (*_WITH_MENU, *_COMMANDS, "is_one_of"):
            return  # its callers name what it says
        before, self._function = self._function, node
        self.generic_visit(node)
        self._function = before

    visit_AsyncFunctionDef = visit_FunctionDef  # type: ignore[assignment]  # noqa: N815 -- ast's name for it

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if (name in _SPEAKING and node.args) or self._hands_on(node):
            self._use(node, self._values(node.args[0]), self._values(node.args[1]) if node.args[1:] else {WHOLE})
        elif name in _WITH_MENU and node.args:
            others = self._values(node.args[1]) if node.args[1:] else {"menu/start"}
            self._use(node, others, self._values(node.args[0]))
        elif name in _COMMANDS and node.args:
            one = self._values(node.args[0]) if name == "command_button" else self._elements(node.args[0])
            block = "menu" if name == "descriptions" else "button"
            self._use(node, {f"commands/{command}" for command in one}, {block})
        elif name == "is_one_of" and len(node.args) > 2:
            self._use(node, self._values(node.args[2]), self._values(node.args[3]) if node.args[3:] else {WHOLE})
        elif name == "Missed" and len(node.args) == 3:
            self._use(node, self._values(node.args[2]), self._values(node.args[0]))
        self.generic_visit(node)

    def _hands_on(self, node: ast.Call) -> bool:
        """True if a template and a block are handed to a function of another name."""
        return len(node.args) > 1 and all(map(_names_template, self._values(node.args[0])))

    def _pairs(self, first: ast.expr, second: ast.expr) -> bool:
        return all(map(_names_template, self._values(first))) and not any(map(_names_template, self._values(second)))

    def visit_Tuple(self, node: ast.Tuple) -> None:
        match node.elts:
            case [ast.Constant() | ast.Name() as first, second] if self._pairs(first, second):
                self._use(node, self._values(first), self._values(second))  # a template and a block, for later
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if id(node) not in self._taken and _names_template(node.value):
            self._use(node, {str(node.value)}, {MENTIONED})

    def _use(self, node: ast.expr, templates: set[str], blocks: set[str]) -> None:
        self._taken |= {id(part) for part in ast.walk(node) if isinstance(part, ast.Constant)}
        where = f"{self._file}:{node.lineno}"
        self._found += [Use(t, b, where) for t in sorted(templates) if "/" in t for b in sorted(blocks)]

    def _values(self, node: ast.expr) -> set[str]:
        """Return the patterns of what an expression may be."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=one, orelse=other):
                return self._values(one) | self._values(other)
            case ast.BoolOp(values=several):
                return {value for one in several for value in self._values(one)}
            case ast.JoinedStr(values=parts):
                texts = {""}
                for part in parts:
                    ends = self._values(part.value if isinstance(part, ast.FormattedValue) else part)
                    texts = {text + end for text in texts for end in ends}
                return texts
            case ast.Subscript(value=ast.Name(id=name)) if isinstance(table := self._known.get(name), ast.Dict):
                return {value for one in table.values for value in self._values(one)}
            case ast.Call(func=ast.Attribute(attr="template")):  # of a question
                return {OF_DATA}
            case ast.Name(id=name) if name not in self._seen:
                return self._named(name)
            case _:
                return {ANYTHING}

    def _named(self, name: str) -> set[str]:
        sources = self._local().get(name) or [one for one in (self._known.get(name),) if one]
        self._seen.add(name)
        found = {value for source in sources for value in self._values(source)} or {ANYTHING}
        self._seen.discard(name)
        return found

    def _local(self) -> dict[str, list[ast.expr]]:
        if self._function is None:
            return {}
        if self._function not in self._given:
            self._given[self._function] = _assigned(self._function)
        return self._given[self._function]

    def _elements(self, node: ast.expr) -> set[str]:
        """Return the patterns of the elements of a tuple."""
        match node:
            case ast.Tuple(elts=several) | ast.List(elts=several):
                return {value for one in several for value in self._values(one)}
            case ast.Name(id=name) if isinstance(there := self._known.get(name), ast.Tuple):
                return self._elements(there)
            case _:
                return {ANYTHING}


def _names_template(value: object) -> bool:
    return isinstance(value, str) and _TEMPLATE.fullmatch(value) is not None


def _assigned(function: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    """Return every expression that a function gives to each name; one of a loop or a parameter is not followed."""
    found: dict[str, list[ast.expr]] = {}
    unknown = ast.Constant(value=None)
    for node in ast.walk(function):
        targets: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                if pairs and len(target.elts) == len(node.value.elts):  # type: ignore[attr-defined]
                    targets += zip(target.elts, node.value.elts, strict=True)  # type: ignore[attr-defined]
                else:
                    targets.append((target, node.value))
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value:
            targets.append((node.target, node.value))
        elif isinstance(node, ast.For | ast.comprehension):
            elements = node.iter.elts if isinstance(node.iter, ast.Tuple | ast.List) else [unknown]
            targets += [(node.target, element) for element in elements]
        elif isinstance(node, ast.arg):
            found.setdefault(node.arg, []).append(unknown)
        for target, value in targets:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(value)
            else:
                for part in ast.walk(target):
                    if isinstance(part, ast.Name):
                        found.setdefault(part.id, []).append(unknown)
    return found
