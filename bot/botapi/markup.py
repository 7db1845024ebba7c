"""Telegram's HTML, read as ``parse_html`` in TDLib's ``MessageEntity.cpp`` reads it, with the same refusals."""

import re
from html import escape
from typing import NoReturn

from msgspec import Struct

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>[0-9]{1,7})|(?P<name>[a-zA-Z]+));?")
_SPECIAL = re.compile(r"[<&]")
_SPACE = " \t\r\n\0\v"
_TAG_NAME = re.compile(rf"[^{_SPACE}>]*")
_BLANK = re.compile(rf"[{_SPACE}]*")
_ATTRIBUTE_NAME = re.compile(rf"[^{_SPACE}=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


class BadMarkupError(ValueError):
    """Markup that Telegram would refuse, in Telegram's words."""


class Span(Struct, frozen=True):
    """A tag and what it holds; begin and end count code points of the plain text."""

    tag: str
    argument: str
    begin: int
    end: int

    @property
    def opening(self) -> str:
        """Write the tag that begins it."""
        argument = escape(self.argument)
        match self.tag, argument:
            case "a", _:
                return f'<a href="{argument}">'
            case "span", _:
                return '<span class="tg-spoiler">'
            case "tg-emoji", _:
                return f'<tg-emoji emoji-id="{argument}">'
            case "code", str(language) if language:
                return f'<code class="language-{language}">'
            case "blockquote", str(expandable) if expandable:
                return "<blockquote expandable>"
            case tag, _:
                return f"<{tag}>"

    @property
    def closing(self) -> str:
        """Write the tag that ends it."""
        return f"</{self.tag}>"


def parse(html: str) -> tuple[str, list[Span]]:
    """Read Telegram's HTML into plain text and its tags, in the order they open.

    Raises:
        BadMarkupError: Telegram would refuse it.
    """
    return _Parser(html).parse()


def unread_references(html: str) -> list[str]:
    """Name the references Telegram does not know and would show as they stand, such as ``&nbsp;``."""
    return [found[0] for found in _REFERENCE.finditer(html) if found["name"] and found["name"] not in _NAMED]


class _Parser:
    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.open: list[int] = []

    def parse(self) -> tuple[str, list[Span]]:
        while found := _SPECIAL.search(self.html, self.at):
            self._add(self.html[self.at : found.start()])
            self.at = found.start()
            if found[0] == "&":
                self._add(self._reference())
            elif self.html.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._add(self.html[self.at :])
        if self.open:
            raise BadMarkupError(f'Can\'t find end tag corresponding to start tag "{self.spans[self.open[-1]].tag}"')
        return "".join(self.text), self.spans

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def _reference(self) -> str:
        character, self.at = _dereference(self.html, self.at)
        return character

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            self._refuse("Unexpected end tag at byte offset {}", begin)
        name = self._take(_TAG_NAME, begin + 2)
        self._take(_BLANK, self.at)
        if not self.html.startswith(">", self.at):
            self._refuse("Unclosed end tag at byte offset {}", begin)
        self.at += 1
        index = self.open.pop()
        span = self.spans[index]
        if name and name.lower() != span.tag:
            self._refuse(
                f'Unmatched end tag at byte offset {{}}, expected "</{span.tag}>", found "</{name.lower()}>"', begin
            )
        self.spans[index] = Span(span.tag, span.argument, span.begin, self.length)

    def _start_tag(self) -> None:
        begin = self.at
        tag = self._take(_TAG_NAME, begin + 1).lower()
        if self.at == len(self.html):
            self._refuse("Unclosed start tag at byte offset {}", begin)
        if tag not in KINDS:
            self._refuse(f'Unsupported start tag "{tag}" at byte offset {{}}', begin)
        argument = ""
        while True:
            self._take(_BLANK, self.at)
            if self.html.startswith(">", self.at):
                break
            argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler" at byte offset {}', begin)
        if tag == "tg-emoji" and not argument.isdecimal():
            raise BadMarkupError("Invalid custom emoji identifier specified")
        self.open.append(len(self.spans))
        self.spans.append(Span(tag, argument, self.length, self.length))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute, and return what it means for its tag, if anything."""
        name = self._take(_ATTRIBUTE_NAME, self.at)
        if not name and self.at < len(self.html):
            self._refuse(f'Empty attribute name in the tag "{tag}" at byte offset {{}}', begin)
        self._take(_BLANK, self.at)
        value = ""
        if self.html.startswith("=", self.at):
            self._take(_BLANK, self.at + 1)
            value = self._value(tag, begin)
        if self.at >= len(self.html):
            self._refuse(f'Unclosed start tag "{tag}" at byte offset {{}}', begin)
        match tag, name.lower():
            case ("a", "href") | ("tg-emoji", "emoji-id"):
                return value
            case "code", "class":
                return value.removeprefix("language-") if value.startswith("language-") else ""
            case "span", "class":
                return value.removeprefix("tg-") if value.startswith("tg-") else ""
            case "blockquote", "expandable":
                return "1"
        return ""

    def _value(self, tag: str, begin: int) -> str:
        if self.at >= len(self.html):
            self._refuse(f'Unclosed start tag "{tag}" at byte offset {{}}', begin)
        quote = self.html[self.at]
        if quote not in "'\"":
            start = self.at
            token = self._take(_NAME_TOKEN, start)
            if self.at < len(self.html) and self.html[self.at] not in _SPACE + ">":
                self._refuse("Unexpected end of name token at byte offset {}", start)
            return token.lower()
        close = self.html.find(quote, self.at + 1)
        if close < 0:
            self._refuse("Unclosed start tag at byte offset {}", begin)
        raw, self.at = self.html[self.at + 1 : close], close + 1
        value: list[str] = []
        at = 0
        while (ampersand := raw.find("&", at)) >= 0:
            value.append(raw[at:ampersand])
            character, at = _dereference(raw, ampersand)
            value.append(character)
        return "".join(value) + raw[at:]

    def _take(self, pattern: re.Pattern[str], at: int) -> str:
        found = pattern.match(self.html, at)
        assert found is not None  # noqa: S101 -- every pattern here matches the empty string
        self.at = found.end()
        return found[0]

    def _refuse(self, message: str, at: int) -> NoReturn:
        raise BadMarkupError(message.format(len(self.html[:at].encode("utf-8", "surrogatepass"))))


def _dereference(html: str, at: int) -> tuple[str, int]:
    """Read what an ampersand stands for, and where reading goes on; an unknown reference stays as it is."""
    if found := _REFERENCE.match(html, at):
        if found["name"]:
            if found["name"] in _NAMED:
                return _NAMED[found["name"]], found.end()
        else:
            code = int(found["hex"], 16) if found["hex"] else int(found["number"])
            if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                return chr(code), found.end()
    return "&", at + 1
