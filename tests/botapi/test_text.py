"""Text as Telegram counts, marks and splits it."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.botapi.text import BadMarkupError, Entity, plain, split, split_plain, utf16_length

TAGS = (
    "b", "i", "u", "s", "code", "pre", "tg-spoiler", "blockquote", "blockquote expandable", 'span class="tg-spoiler"',
    'a href="https://example.com/?a=1&amp;b=2"', 'tg-emoji emoji-id="5"',
)  # fmt: skip
CHARACTERS = st.sampled_from([*"ab <&>\"'\n .é", "😀", "👩\u200d🔧", "🇩🇪", "e\u0301", "\n\n", "word "])


@st.composite
def marked_texts(draw: st.DrawFn, depth: int = 2) -> str:
    """Well-formed HTML with nested tags and escaped words."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(TAGS))
            parts.append(f"<{tag}>{draw(marked_texts(depth - 1))}</{tag.split()[0]}>")
        else:
            parts.append(escape("".join(draw(st.lists(CHARACTERS, max_size=12)))))
    return "".join(parts)


def marks(html: str) -> list[tuple[str, frozenset[tuple[str, str | None]]]]:
    """Every character to be seen with the marks upon it."""
    text, entities = plain(html)
    seen, offset = [], 0
    for character in text:
        upon = {(e.type, e.url) for e in entities if e.offset <= offset < e.offset + e.length}
        if not character.isspace():
            seen.append((character, frozenset(upon)))
        offset += utf16_length(character)
    return seen


@pytest.mark.parametrize(
    ("text", "units"), [("", 0), ("abc", 3), ("é", 1), ("😀", 2), ("👩\u200d🔧", 5), ("\ud83d", 1)]
)
def test_length_counts_utf16_units(text, units):
    assert utf16_length(text) == units


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b> and <i>not</i>", "bold and not", [Entity("bold", 0, 4), Entity("italic", 9, 3)]),
        ("<STRONG>a</strong>", "a", [Entity("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [Entity("bold", 0, 2), Entity("italic", 1, 1)]),
        ("😀<u>x</u>", "😀x", [Entity("underline", 2, 1)]),
        ("<s>😀</s>", "😀", [Entity("strikethrough", 0, 2)]),
        ("<b></b>x", "x", []),
        ("<b>x</>", "x", [Entity("bold", 0, 1)]),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "x", [Entity("text_link", 0, 1, url="https://e.org/?a=1&b=2")]),
        ("<a>e.org</a>", "e.org", [Entity("text_link", 0, 5, url="e.org")]),
        ('<span class="tg-spoiler">x</span>', "x", [Entity("spoiler", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [Entity("spoiler", 0, 1)]),
        ('<pre><code class="language-sql">x</code></pre>', "x", [Entity("pre", 0, 1, language="sql")]),
        ("<blockquote expandable>x</blockquote>", "x", [Entity("expandable_blockquote", 0, 1)]),
        ("&lt;b&gt; &amp;amp; &quot;&#39;&#x41;", "<b> &amp; \"'A", []),
        ("&nbsp; & &; &unknown", "&nbsp; & &; &unknown", []),
    ],
)
def test_markup_is_taken_off_as_telegram_does(html, text, entities):
    assert plain(html) == (text, entities)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("x <b", "Unclosed start tag at byte offset 2"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(html, words):
    with pytest.raises(BadMarkupError) as refused:
        plain(html)
    assert str(refused.value) == words


@given(st.text())
def test_an_escaped_text_is_read_back_exactly(text):
    assert plain(escape(text)) == (text, [])


@given(st.text(alphabet='<>/b a="&;x', max_size=40))
def test_any_markup_is_either_read_or_refused(html):
    try:
        text, entities = plain(html)
    except BadMarkupError:
        return
    assert all(entity.offset + entity.length <= utf16_length(text) for entity in entities)


@settings(deadline=None)
@given(marked_texts(), st.integers(2, 40))
def test_split_parts_fit_and_keep_every_character_with_its_marks(html, limit):
    parts = split(html, limit)
    assert [mark for part in parts for mark in marks(part)] == marks(html)
    for part in parts:
        text, _ = plain(part)
        assert text.strip()
        assert utf16_length(text) <= limit or part == html


@settings(deadline=None)
@given(marked_texts())
def test_a_text_that_fits_is_left_alone(html):
    assert split(html, 4096) == ([html] if plain(html)[0].strip() else [])


def test_split_is_between_paragraphs_then_lines_then_words():
    paragraphs = "one two\nthree\n\nfour five six\n\nseven"
    assert split(paragraphs, 30) == ["one two\nthree\n\nfour five six", "seven"]
    assert split(paragraphs, 20) == ["one two\nthree", "four five six\n\nseven"]
    assert split(paragraphs, 9) == ["one two", "three", "four five", "six", "seven"]


def test_a_tag_across_the_cut_is_closed_and_opened_again():
    assert split("<b>one <i>two\n\nthree</i></b> four", 12) == ["<b>one <i>two</i></b>", "<b><i>three</i></b> four"]


def test_a_programs_language_is_kept_in_each_part():
    html = '<pre><code class="language-sql">select 1\nselect 2</code></pre>'
    assert [plain(part) for part in split(html, 8)] == [
        ("select 1", [Entity("pre", 0, 8, language="sql")]),
        ("select 2", [Entity("pre", 0, 8, language="sql")]),
    ]


@pytest.mark.parametrize("sign", ["😀", "👩\u200d🔧", "🇩🇪", "e\u0301", "👍🏽"])
def test_no_sign_is_torn_apart(sign):
    parts = split_plain(sign * 50, 20)
    assert "".join(parts) == sign * 50
    assert all(len(part) % len(sign) == 0 for part in parts)


def test_a_long_reply_of_emoji_fits_after_splitting():
    parts = split("<i>" + "😀" * 5000 + "</i>")
    assert [utf16_length(plain(part)[0]) for part in parts] == [4096, 4096, 1808]
