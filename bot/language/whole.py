"""Whether a language is whole: only then is it offered, so that nobody reads half of it in English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from jinja2 import TemplateSyntaxError, meta, nodes

from bot.language.faults import called, read_table
from bot.language.known_texts import KnownTexts
from bot.language.plurals import form_faults
from bot.language.scan import imported_by, texts
from bot.language.templates import FALLBACK, Words

OF_OPERATORS = frozenset(("admin", "terminal"))
"""Folders of templates that operators read, and no owner: they are English in every language."""

UNTRANSLATED = "untranslated"
"""Stands in a remark in the first line of a file that is still in English."""

TemplateNames = Mapping[str, frozenset[str]]


def lacking(language: str, english: str, root: Path) -> list[str]:
    """List what a language lacks, or has unlike the English files, a readable line each; none if it is whole.

    Args:
        language: a folder of ``root``.
        english: the folder that it is compared with.
        root: where the folders of the languages are.
    """
    try:
        Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return [f"prompts/{language}: no language has this code"]
    templates = _templates(Words(language, root=root), Words(english, root=root))
    return [*templates, *_tables(language, english, root)]


def _templates(own: Words, english: Words) -> Iterator[str]:
    here, there = (_for_owners(texts(words.folder)) for words in (own, english))
    helpers = {name for text in here.values() for name, _ in imported_by(text)}
    for name in sorted(here.keys() | there.keys()):
        file = f"prompts/{own.language}/{name}.j2"
        if name not in here:
            yield f"{file} is missing"
        elif name not in there and name not in helpers:
            yield f"{file} is used nowhere"
        elif _is_marked(here[name]):
            yield f"{file} is not translated yet"
        elif here[name] != there.get(name) or "plural" in here[name]:
            try:
                used = used_in(here[name])
            except TemplateSyntaxError as error:
                yield f"{file}:{error.lineno}: {error.message}"
                continue
            yield from plural_faults(file, used, own.language)
            if name in there and here[name] != there[name]:
                yield from _differences(file, used.names, used_in(there[name]).names)


def _is_marked(text: str) -> bool:
    first = text.partition("\n")[0]
    return first.startswith(("#", "{#")) and first.strip("{}# ") == UNTRANSLATED


def _for_owners(templates: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in templates.items() if name.partition("/")[0] not in OF_OPERATORS}


@dataclass(frozen=True, slots=True)
class Used:
    """What a template uses.

    Attributes:
        names: by its blocks and macros.
        plurals: the forms of a word that it gives, each time with the line.
    """

    names: TemplateNames
    plurals: tuple[tuple[int, frozenset[str]], ...]


_known: KnownTexts[Used] = KnownTexts("used", Used)


def used_in(text: str) -> Used:
    """Return what the text of a template uses.

    Raises:
        jinja2.TemplateSyntaxError: it cannot be read.
    """
    return _known.of(text, lambda: _read(text))


def _read(text: str) -> Used:
    parsed = _english().parsed_text(text)
    plurals = (choice for choice in parsed.find_all(nodes.Filter) if choice.name == "plural")
    forms = ((choice.lineno, frozenset(str(form.key) for form in choice.kwargs)) for choice in plurals)
    return Used(names_in(parsed), tuple(forms))


@cache
def _english() -> Words:
    """Return English words without asking which languages are whole, which is what is being found out."""
    return Words(FALLBACK)


def plural_faults(file: str, used: Used, language: str) -> Iterator[str]:
    """Name the places where a template gives other forms of a word than its language has."""
    for line, given in used.plurals:
        yield from (f"{file}:{line}: {fault}" for fault in form_faults(given, language))


def _differences(file: str, own: TemplateNames, english: TemplateNames) -> Iterator[str]:
    for part in sorted(english.keys() - own.keys()):
        yield f"{file} has no {part}"
    for part in sorted(own.keys() & english.keys()):
        for name in sorted(own[part] - english[part]):
            if not part.startswith("macro"):  # which may take more, such as the case of a noun
                yield f"{file}: {part} uses {name!r}, which the English one is not given"
        if part.startswith("macro"):
            for name in sorted(english[part] - own[part]):
                yield f"{file}: {part} does not take {name!r}"


def names_in(template: nodes.Template) -> TemplateNames:
    """Return the variables of each block of a template, and the parameters of each macro.

    What stands outside all blocks is called ``text``.
    """
    found = {"text": _variables([node for node in template.body if not isinstance(node, nodes.Block)], template)}
    for block in template.find_all(nodes.Block):
        found[f"block {block.name!r}"] = _variables(block.body, template)
    for macro in template.find_all(nodes.Macro):
        found[f"macro {macro.name!r}"] = frozenset(argument.name for argument in macro.args)
    return found


def _variables(body: list[nodes.Node], template: nodes.Template) -> frozenset[str]:
    alone = nodes.Template(body, lineno=1)
    if alone.find(nodes.Name) is None:
        return frozenset()  # plain text, as most blocks are: jinja2 would translate it into Python first
    alone.environment = template.environment  # where the filters are known
    return frozenset(meta.find_undeclared_variables(alone))


def _tables(language: str, english: str, root: Path) -> Iterator[str]:
    from bot.language.shapes import file_faults  # with pydantic, which no start needs

    for file in sorted((root / english).rglob("*.toml")):
        path = root / language / file.relative_to(root / english)
        if not path.is_file():
            yield f"{called(path)} is missing"
        elif _is_marked(path.read_text(encoding="utf-8")):
            yield f"{called(path)} is not translated yet"
        elif path.read_bytes() == file.read_bytes():
            continue  # what is wrong with it is said of the English one
        elif faults := file_faults(path, root):
            yield from faults
        elif path.name == "activities.toml":
            own, others = (_activities(read_table(one)) for one in (path, file))
            yield from (f"{called(path)}: phrases.{name} is missing" for name in sorted(others - own))
            yield from (f"{called(path)}: phrases.{name} is no activity" for name in sorted(own - others))


def _activities(table: Mapping[str, Any]) -> set[str]:
    return {f"{group}.{name}" for group, said in table["phrases"].items() for name in said}
