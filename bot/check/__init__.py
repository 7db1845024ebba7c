"""Everything that can be checked before the start, a readable line for each thing that is wrong.

``start_faults`` takes a few hundredths of a second and runs at every start: the flows and catalogues, what their ids
are tied to, and that every template and block which they or the code name is there. ``faults`` looks at everything:
also at what each template uses, every table, other languages, the settings and the database.
"""

from contextlib import suppress
from pathlib import Path

from bot.app import load_tables
from bot.check.answers import answer_faults
from bot.check.commands import command_faults, command_needs, idle_words, typed_faults
from bot.check.ids import id_faults
from bot.check.needs import needs
from bot.check.sources import kept
from bot.check.templates import missing, said_faults, source_faults, syntax_faults, unused
from bot.language.faults import FilesError
from bot.language.known_texts import keep_known
from bot.language.scan import Held, held, language_folders
from bot.language.templates import FALLBACK, PROMPTS, languages
from bot.language.whole import lacking
from bot.operator.settings import SettingsError, load_settings, load_storage
from storage.check import database_faults


def faults(root: Path = PROMPTS) -> list[str]:
    """List everything that is wrong with the settings, the database, and the files under ``prompts/``."""
    found = [*_settings(), *prompt_faults(root)]
    keep_known()
    return found


def start_faults(root: Path = PROMPTS) -> list[str]:
    """List what the bot must not start with; languages that are not whole are no fault here, for they are not offered."""
    return _quick(root, held(root / FALLBACK))


def unfinished(root: Path = PROMPTS) -> list[str]:
    """Name the languages that are not offered, because something in them is missing or different from English."""
    offered = languages(root)
    return [name for name in language_folders(root) if name not in offered]


def prompt_faults(root: Path = PROMPTS) -> list[str]:
    """List everything that is wrong with the files under ``prompts/``."""
    from bot.check.tables import activity_faults, table_faults  # with pydantic, which no start needs

    there = held(root / FALLBACK)
    found = _quick(root, there)
    found += source_faults(there)
    found += syntax_faults(root)
    found += table_faults(root)
    with suppress(FilesError):  # named already
        flows, trades = load_tables(root)
        needed = needs(flows, trades, taught=True)
        found += missing(there, needed)
        found += unused(there, {**needed, **command_needs()}, root)
        found += answer_faults(trades)
        found = found or [*said_faults(root, trades.kinds), *typed_faults(root)]
    found += idle_words(there)
    for language in language_folders(root):
        if language != FALLBACK:
            found += lacking(language, FALLBACK, root) or activity_faults(root, language)
    return list(dict.fromkeys(found))


def _quick(root: Path, there: Held) -> list[str]:
    found = [*missing(there, kept()), *missing(there, command_needs()), *command_faults(there)]
    try:
        flows, trades = load_tables(root)
    except FilesError as error:
        return [*error.faults, *found]
    found += missing(there, needs(flows, trades))
    return [*found, *id_faults(flows, trades)]


def _settings() -> list[str]:
    found: list[str] = []
    try:
        load_settings()
    except SettingsError as error:
        found += error.faults
    with suppress(SettingsError):  # named already
        found += database_faults(load_storage().database_url.get_secret_value())
    return found
