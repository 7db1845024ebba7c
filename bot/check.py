"""Everything that can be checked before the start: settings, flows, and that every question has its words."""

from contextlib import suppress

from jinja2 import TemplateError, TemplateNotFound

from bot.app import load_catalogue
from bot.dialogue.flow import Flow, FlowError, Question
from bot.dialogue.taps import LIMIT, FlowTap
from bot.settings import SettingsError, load_settings, load_storage
from bot.words import Words, languages
from storage.check import database_faults

GREATEST_SESSION = 999_999_999


def faults() -> list[str]:
    """List everything that is wrong, a readable line each."""
    found: list[str] = []
    try:
        load_settings()
    except SettingsError as error:
        found += error.faults
    with suppress(SettingsError):  # named already
        found += database_faults(load_storage().database_url.get_secret_value())
    try:
        catalogue = load_catalogue()
    except FlowError as error:
        return [*found, str(error)]
    for language in languages():
        words = Words(language)
        for form in catalogue.forms.values():
            found += flow_faults(form.flow, words)
        found += template_faults(words)
    return found


def template_faults(words: Words) -> list[str]:
    """Name the templates that cannot be read."""
    found = []
    for name in words.names():
        try:
            words.blocks(name)
        except TemplateError as error:
            found.append(f"prompts/{words.language}/{name}.j2: {error}")
    return found


def flow_faults(flow: Flow, words: Words) -> list[str]:
    """Name the templates and blocks that the questions of a flow lack, and buttons whose data are too long."""
    found = []
    for question in (q for q in flow.question if not q.hidden):
        name = f"{flow.name}/{question.id}"
        for template, block in _needed(flow, question):
            try:
                if block not in words.blocks(template):
                    found.append(f"prompts/{words.language}/{template}.j2 has no block {block!r}")
            except TemplateNotFound:
                found.append(f"prompts/{words.language}/{template}.j2 is missing")
                break
        for action in (*(f"={option}" for option in question.options), "reading9"):
            data = FlowTap(GREATEST_SESSION, question.id, action).data()
            if len(data.encode()) > LIMIT:
                found.append(
                    f"{name}: a button of {action!r} would be {len(data.encode())} bytes, {LIMIT} are possible"
                )
    return found


def _needed(flow: Flow, question: Question) -> list[tuple[str, str]]:
    name = f"{flow.name}/{question.id}"
    needed = [(name, block) for block in ("ask", "why", "short")]
    if flow.review:
        needed.append((name, "review"))
    if question.at_most:
        needed += [(name, block) for block in ("settle", "settle_this", "settle_other")]
    needed += [(name, f"quick_{quick}") for quick in question.quick]
    if question.labels:
        needed += [(f"{question.labels}/{option}", "label") for option in question.options]
    elif question.kind == "choice":
        needed += [(name, f"option_{option}") for option in question.options]
    return needed
