"""A language in the making: it begins as a skeleton, and is offered once nothing in it is marked or missing."""

import os
import sys
from pathlib import Path

import pytest

from bot.check import prompt_faults
from bot.check.samples import shown
from bot.check.translating import LanguageError, begin, files, remaining
from bot.language import whole
from bot.language.known_whole import KnownWhole
from bot.language.templates import PROMPTS, Words, languages

pytestmark = pytest.mark.unmeasured  # it reaches what others reach

SHARED = ("flows", "numbers", "pictures", "places")


@pytest.fixture
def root(tmp_path) -> Path:
    """A folder of languages that shares everything but what is written to it."""
    root = tmp_path / "prompts"
    root.mkdir()
    for path in PROMPTS.iterdir():
        if path.name in {"en", *SHARED} or path.is_file():
            (root / path.name).symlink_to(path)
    return root


def unmark(root: Path, language: str) -> None:
    """Say of every file of a language that it is translated."""
    for place in files(root):
        path = root / language / place
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")


def test_a_new_language_has_every_file_and_is_not_offered(root):
    written = begin("es", root)
    assert [path.relative_to(root / "es").as_posix() for path in written] == files(root)
    assert not (root / "es/admin").exists()
    assert remaining("es", root) == prompt_faults(root)
    assert len(remaining("es", root)) == len(written)
    assert all(line.endswith(" is not translated yet") for line in remaining("es", root))
    assert languages(root) == ("en",)


def test_what_is_translated_stays_when_it_is_begun_once_more(root):
    begin("es", root)
    (root / "es/menu/thanks.j2").write_text("gracias\n", encoding="utf-8")
    (root / "es/menu/stop.j2").unlink()
    assert [path.name for path in begin("es", root)] == ["stop.j2"]
    assert (root / "es/menu/thanks.j2").read_text(encoding="utf-8") == "gracias\n"


def test_a_language_without_marks_is_offered_and_what_still_reads_like_english_is_listed(root):
    begin("es", root)
    unmark(root, "es")
    assert languages(root) == ("en", "es")
    assert prompt_faults(root) == []
    found = remaining("es", root)
    assert (
        "prompts/es/checkup/people.j2: block 'unknown' reads as in English: how many new people got in touch" in found
    )
    (root / "es/checkup/people.j2").write_text("{% block unknown %}cuántos{% endblock %}", encoding="utf-8")
    assert not any("people.j2: block 'unknown'" in line for line in remaining("es", root))


@pytest.mark.parametrize("code", ["xx", "en", "../es", ""])
def test_only_a_language_can_be_begun(root, code):
    with pytest.raises(LanguageError):
        begin(code, root)


def test_a_language_that_is_not_there_lacks_all(root):
    with pytest.raises(LanguageError, match="python -m bot language new ru"):
        remaining("ru", root)


def test_a_template_is_shown_with_every_number_and_choice():
    assert shown("en", "diagnosis/settle:longer")[1:3] == [
        "Numbers over three months rather than 3 weeks would settle it better: few people leave much room for luck.",
        "Numbers over three months rather than 1 week would settle it better: few people leave much room for luck.",
    ]
    quality = "\n".join(shown("en", "diagnosis/parts"))
    assert "a well-founded figure" in quality
    assert "a rough figure" in quality


@pytest.mark.parametrize("key", ["checkup/nothing", "checkup/people:nothing"])
def test_what_is_not_there_cannot_be_shown(key):
    with pytest.raises(LookupError):
        shown("en", key)


def test_every_template_can_be_shown():
    names = [name for name in Words().names() if name.partition("/")[0] in ("checkins", "diagnosis", "topics", "data")]
    assert [name for name in names if not shown("en", name) and name not in ("data/parts", "diagnosis/verdict")] == []


def test_that_a_language_is_whole_is_kept_until_something_changes(root, monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(whole, "lacking", lambda language, *_: looked.append(language) or [])
    begin("es", root)
    for changed in (False, False, True, False):
        if changed:
            (root / "es/menu/stop.j2").write_text("basta\n", encoding="utf-8")
        languages.cache_clear()
        assert languages(root) == ("en", "es")
    assert looked == ["es", "es"]
    languages.cache_clear()


def test_a_copy_with_other_times_is_still_known_and_a_file_in_another_place_is_not(root, monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(whole, "lacking", lambda language, *_: looked.append(language) or [])
    begin("es", root)
    assert KnownWhole("en", root).has("es")
    for file in root.rglob("*.j2"):
        os.utime(file, (1, 1))
    assert KnownWhole("en", root).has("es")
    assert looked == ["es"]
    (root / "es/menu/stop.j2").rename(root / "es/stop.j2")
    assert KnownWhole("en", root).has("es")
    assert looked == ["es", "es"]
    (root / "es/__pycache__/whole").write_bytes(b"\xff")  # damaged, or of another release
    assert KnownWhole("en", root).has("es")
    assert looked == ["es"] * 3


def test_one_that_lacks_something_is_looked_through_again_once_it_changes(root, monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(whole, "lacking", lambda language, *_: looked.append(language) or ["something"])
    begin("es", root)
    assert not KnownWhole("en", root).has("es")
    assert not KnownWhole("en", root).has("es")
    assert looked == ["es"]
    monkeypatch.setattr(whole, "lacking", lambda *_: [])
    (root / "es/menu/stop.j2").write_text("basta\n", encoding="utf-8")
    assert KnownWhole("en", root).has("es")
