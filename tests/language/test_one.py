"""Where a number is 1, the word behind it is in the singular: "1 week", "1 check-up", "1 new person".

Each block of each template is written with 1 for every value. Both ways of a condition are written, unless it looks at
a number: there the way for 1 is.
"""

import re
from functools import cache
from typing import Any, Self

import jinja2
import pytest
from jinja2 import meta, nodes

from bot.language.templates import Words

MANY = (
    "weeks|people|persons|customers|buyers|days|check-ups|check-ins|months|hours|minutes|orders|times|answers|businesses|talks"
    "|visitors|sales|patients|members|questions|verdicts|numbers|rows|lines|owners|years|files|reminders|jobs|clients|guests"
    "|replies|updates|figures|have|come|don't"
)
BETWEEN = r"(?:more|new|other|such|usual|full) "
WRONG = re.compile(rf"(?<![\d.,])\b1 (?:{BETWEEN})*(?:{MANY})\b")
NUMBERS = (int, float)
NEVER_ONE = {  # of these there is always more than one
    **dict.fromkeys([("checkins/after", "1 weeks"), ("checkins/month", "1 weeks")], "praised from two on"),
    **dict.fromkeys([("checkins/trend", "1 weeks")], "a trend has several"),
    **dict.fromkeys([("checkup/orders", "1 weeks"), ("checkup/people", "1 weeks")], "asked about four"),
    ("data/business", "1 businesses"): "the most that are kept",
    ("dialogue/confirm", "1 days"): "working days of a week, to choose from",
    **dict.fromkeys([("pictures/door", "1 people"), ("pictures/months", "1 people")], "one figure for many"),
    ("pictures/months", "1 weeks"): "of four",
    ("checkins/follow", "1 weeks"): "the same from two on",
    **dict.fromkeys([("checkins/noticed", "1 weeks"), ("checkins/noticed", "1 people")], "noticed of several"),
    **dict.fromkeys(
        [
            (name, "1 minutes")
            for name in (
                "diagnosis/verdict",
                *(f"topics/{one}" for one in ("again", "remarks", "step", "step_remarks", "verdict")),
            )
        ],
        "five at least",
    ),
}


class One(float):
    """Stands for every value: the number 1, a text that reads "1", a list of one, and any attribute."""

    def __new__(cls) -> Self:
        return super().__new__(cls, 1.0)

    def __str__(self) -> str:
        return "1"

    def __format__(self, _how: str) -> str:
        return "1"

    def __eq__(self, other: object) -> bool:
        return other in (1.0, "1") if isinstance(other, int | float | str) else False

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = float.__hash__

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: object) -> "One":
        return self

    def __iter__(self):
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __call__(self, *_args: object, **_named: object) -> "One":
        return self

    def _same(self, *_other: object) -> "One":
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _same


def looks_at_a_number(test: nodes.Expr) -> bool:
    """True if a condition compares something with a number, plain or written."""
    compared = [*test.find_all(nodes.Compare)] + ([test] if isinstance(test, nodes.Compare) else [])
    values = [constant.value for one in compared for constant in one.find_all(nodes.Const)]
    return any(isinstance(v, NUMBERS) or (isinstance(v, str) and v.isdecimal()) for v in values)


class BothWays(jinja2.Environment):
    """Writes both ways of a condition that looks at no number, a line each."""

    def _parse(self, source, name, filename):
        return self._both(super()._parse(source, name, filename))

    def _both(self, node):
        for field, value in node.iter_fields():
            if isinstance(value, list):
                setattr(node, field, [new for one in value for new in self._ways(one)])
            elif isinstance(value, nodes.Node):
                self._both(value)
        return node

    def _ways(self, node):
        match node:
            case nodes.If():
                written = self._all(node.else_)
                for one in reversed((node, *node.elif_)):
                    body = self._all(one.body)
                    if looks_at_a_number(one.test):
                        written = [nodes.If(one.test, body, [], written, lineno=one.lineno)]
                    else:
                        line = nodes.Output([nodes.TemplateData("\n")], lineno=one.lineno)
                        written = [*body, line, *written]
                return written
            case nodes.For(target=nodes.Tuple(items=items)):
                node.iter = nodes.Name(f"of_{len(items)}", "load")
        return [self._both(node) if isinstance(node, nodes.Node) else node]

    def _all(self, body):
        return [new for one in body for new in self._ways(one)]


@cache
def both_ways() -> jinja2.Environment:
    spoken = Words("en")
    usual = spoken._templates
    environment = BothWays(
        loader=usual.loader, undefined=jinja2.ChainableUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update({f"of_{n}": ((One(),) * n,) for n in range(2, 6)})
    environment.filters.update({name: _tolerant(filter_) for name, filter_ in usual.filters.items()})
    return environment


def _tolerant(filter_):
    if hasattr(filter_, "jinja_pass_arg"):
        return filter_

    def tried(value, *rest, **named):
        try:
            return filter_(value, *rest, **named)
        except (TypeError, ValueError, AttributeError, OverflowError):
            return One()

    return tried


@cache
def written(name: str) -> dict[str, str]:
    """Write each block of a template with 1 for every value."""
    template = both_ways().get_template(f"{name}.j2")
    found = {}
    asked = _asked(name)
    for block in template.blocks or {"": None}:
        context = template.new_context(dict.fromkeys(asked, One()))
        write = template.blocks[block] if block else template.root_render_func
        found[block] = "".join(write(context))
    return found


def _asked(name: str) -> set[str]:
    source, *_ = both_ways().loader.get_source(both_ways(), f"{name}.j2")
    tree = both_ways().parse(source)
    asked = meta.find_undeclared_variables(tree) | {one.name for one in tree.find_all(nodes.Name)}
    return asked - both_ways().globals.keys()


NAMES = sorted(Words("en").names())


@pytest.mark.unmeasured
@pytest.mark.parametrize("folder", sorted({name.partition("/")[0] for name in NAMES}))
def test_one_is_followed_by_the_singular(folder):
    wrong = {
        (name, block, found[0])
        for name in NAMES
        if name.startswith(f"{folder}/")
        for block, text in written(name).items()
        for found in WRONG.finditer(re.sub(r"<[^>]*>", "", text))
    }
    assert {(name, block, found) for name, block, found in wrong if (name, found) not in NEVER_ONE} == set()


@pytest.mark.unmeasured
def test_what_is_left_out_is_still_there_to_leave_out():
    found = {(name, one[0]) for name in NAMES for text in written(name).values() for one in WRONG.finditer(text)}
    assert set(NEVER_ONE) <= found


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("{{ n }} weeks", True),
        ("{{ n }} {{ 'week' if n == 1 else 'weeks' }}", False),
        ("{% if n == 1 %}1 week{% else %}{{ n }} weeks{% endif %}", False),
        ("{% if kind == 'a' %}x{% else %}{{ n|number }} new people{% endif %}", True),
        ("{% for a, b in all %}{{ b }} check-ups{% endfor %}", True),
    ],
)
def test_the_table_would_find_something(source, wrong):
    template = both_ways().from_string(source)
    said = template.render(n=One(), kind=One(), all=One())
    assert bool(WRONG.search(said)) is wrong
