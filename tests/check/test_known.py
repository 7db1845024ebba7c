"""What a check finds out of a text is kept for the next one, as long as neither the text nor the code has changed."""

from bot.language import known_texts
from bot.language.known_texts import KnownTexts


def length(folder, text, looked):
    known = KnownTexts("lengths", int, folder)
    found = known.of(text, lambda: looked.append(text) or len(text))
    known.keep()
    return found


def test_a_text_is_looked_at_once_and_one_that_changes_once_more(tmp_path):
    looked = []
    assert [length(tmp_path, text, looked) for text in ("one", "one", "three", "three")] == [3, 3, 5, 5]
    assert looked == ["one", "three"]


def test_everything_is_looked_at_again_with_other_code(tmp_path, monkeypatch):
    looked = []
    length(tmp_path, "one", looked)
    monkeypatch.setattr(known_texts, "_mark", lambda: "another release")
    length(tmp_path, "one", looked)
    assert looked == ["one"] * 2


def test_what_is_damaged_or_cannot_be_written_is_found_out_again(tmp_path):
    looked = []
    length(tmp_path, "one", looked)
    (tmp_path / "lengths").write_bytes(b"\xff")
    assert length(tmp_path, "one", looked) == 3
    (tmp_path / "file").touch()
    assert length(tmp_path / "file", "one", looked) == 3
    assert looked == ["one"] * 3
