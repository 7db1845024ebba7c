"""Numbers and days in the words of a language."""

import errno
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from bot.language.templates import Words, nearest


@pytest.fixture(scope="module", params=["en", "de", "fr", "hi"])
def spoken(request, tmp_path_factory) -> Words:
    root = tmp_path_factory.mktemp("prompts")
    (root / request.param).mkdir()
    return Words(request.param, root=root)


@given(
    value=st.floats(0, 2_000) | st.integers(0, 8_000).map(lambda n: n / 4) | st.floats(-5, 1e7),
    digits=st.integers(0, 3),
)
def test_a_number_is_written_as_babel_writes_it(spoken, value, digits):
    pattern = "#,##0." + "#" * digits
    assert spoken.number(value, digits=digits) == format_decimal(round(value, digits), pattern, locale=spoken.locale)


def test_the_point_is_that_of_the_language(tmp_path):
    (tmp_path / "de").mkdir()
    german = Words("de", root=tmp_path)
    assert german.number(2.5, digits=1) == "2,5"
    assert german.number(12_500) == "12.500"


@pytest.mark.parametrize(
    ("theirs", "spoken"),
    [
        ("en", "en"), ("en-GB", "en"), ("es", "es"), ("es-MX", "es"), ("ES-mx", "es"), ("pt", "pt-BR"), ("pt-br", "pt-BR"),
        ("pt-PT", "pt-BR"), ("ru", "ru"), ("uk", "en"), ("", "en"), ("x", "en"), ("../es", "en"), ("e", "en"),
    ],
)  # fmt: skip
def test_who_speaks_a_language_that_is_not_there_gets_the_nearest(theirs, spoken):
    known = {name.casefold(): name for name in ("en", "es", "pt-BR", "ru")}
    assert nearest(theirs, known) == spoken


class Compiling:
    """A folder of words with one template, and how often it was compiled."""

    def __init__(self, root, monkeypatch):
        self.root, self.times = root, 0
        self.template = root / "en" / "hello.j2"
        self.template.parent.mkdir()
        self.template.write_text("Hello")
        monkeypatch.setattr(sys, "dont_write_bytecode", False)
        compile_ = jinja2.Environment.compile

        def counted(*args, **settings):
            self.times += 1
            return compile_(*args, **settings)

        monkeypatch.setattr(jinja2.Environment, "compile", counted)

    def say(self):
        return Words("en", root=self.root).say("hello")


@pytest.fixture
def compiling(tmp_path, monkeypatch):
    return Compiling(tmp_path, monkeypatch)


def test_a_template_is_compiled_once_and_not_at_each_start(compiling):
    assert [compiling.say(), compiling.say()] == ["Hello", "Hello"]
    assert compiling.times == 1


def test_a_changed_template_is_compiled_anew(compiling):
    compiling.say()
    compiling.template.write_text("Good evening")
    assert compiling.say() == "Good evening"


def test_on_a_file_system_that_only_reads_a_template_is_compiled_at_each_start(compiling, monkeypatch):
    def refuse(*_args, **_settings):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert [compiling.say(), compiling.say()] == ["Hello", "Hello"]
    assert compiling.times == 2


def test_where_python_keeps_no_bytecode_no_compiled_template_is_kept(compiling, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiling.say()
    assert [path.name for path in (compiling.root / "en").iterdir()] == ["hello.j2"]


def test_one_moment_is_written_as_the_day_of_its_own_clock(tmp_path):
    (tmp_path / "en").mkdir()
    english = Words("en", root=tmp_path)
    moment = datetime(2026, 10, 26, 23, 30, tzinfo=UTC)
    assert english.day(moment) == "Mon 26 Oct"
    assert english.day(moment.astimezone(ZoneInfo("Europe/Berlin"))) == "Tue 27 Oct"


@pytest.mark.parametrize("at", [0, 5, 31, 32, 40, 60, 90, -1], ids=str)
def test_a_compiled_template_that_is_damaged_is_noticed_and_compiled_anew(compiling, at):
    compiling.say()
    (kept,) = (compiling.root / "en" / "__pycache__").glob("*.jinja")
    content = bytearray(kept.read_bytes())
    content[at] ^= 0xFF
    kept.write_bytes(content)
    assert compiling.say() == "Hello"
    assert compiling.times == 2
    assert [compiling.say(), compiling.times] == ["Hello", 2]


@pytest.mark.parametrize("left", [b"", b"x", b"j2", bytes(500)])
def test_what_is_no_compiled_template_is_compiled_anew(compiling, left):
    compiling.say()
    (kept,) = (compiling.root / "en" / "__pycache__").glob("*.jinja")
    kept.write_bytes(left)
    assert compiling.say() == "Hello"
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
