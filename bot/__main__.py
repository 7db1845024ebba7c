"""The command line: ``python -m bot``, and the only place that reads the environment."""

import argparse
import asyncio
import atexit
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from bot.core.version import VERSION
from bot.operator.streams import fill_gaps, has_somebody, lacks_for
from bot.operator.tuning import give_large_blocks_back, loading, multiply_in_one_thread, take_small_pages

FAILED = 1
STALLED = 1  # the host starts it again
USAGE_ERROR = 2
NOBODY = "TELEGRAM_TOKEN: is missing. Without it the bot is a chat in a terminal, and there is neither a terminal nor a line to play"

LANGUAGE = {
    "new": "write the files of a new language, in English and marked as untranslated",
    "check": "say what a language lacks, and what in it still reads like English",
    "show": "write a template of a language with sample values",
    "play": "chat with the bot in the terminal in a language, finished or not",
}
BARE = "the chat in a terminal needs {}: pip install 'doorbot[terminal]', or set TELEGRAM_TOKEN"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return the exit status."""
    os.umask(0o077)  # what is written is about owners: no other user of this machine may read it
    fill_gaps()
    multiply_in_one_thread()
    options = _parser().parse_args(arguments)
    match options.command:
        case "check":
            return _check(online=options.online)
        case "inspect":
            return _inspect(options)
        case "backup" | "restore" | "migrate":
            return _keep(options)
        case "move":
            return _move(options.source, options.target)
        case "objections":
            return _objections()
        case "language":
            return _run(options.code) if options.what == "play" else _language(options)
        case "explain":
            return _explain(options.what)
        case _:
            return _run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The door bot. Without a command it starts.")
    parser.add_argument("--version", action="version", version=f"doorbot {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    check = commands.add_parser("check", help="say everything that is wrong with the settings, the flows and the words")
    check.add_argument("--online", action="store_true", help="ask Telegram too, whether it knows the token")
    commands.add_parser("migrate", help="bring the database to this version's schema, as the start does")
    backup = commands.add_parser("backup", help="copy the SQLite database into a file, also while the bot runs")
    backup.add_argument("file", metavar="FILE", type=Path)
    restore = commands.add_parser("restore", help="replace the SQLite database with a backup")
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument("--force", action="store_true", help="write over what is there, also while it is open")
    move = commands.add_parser("move", help="move everything from a database into an empty one, SQLite or PostgreSQL")
    move.add_argument("source", metavar="FROM", help="the address of the one, as in DATABASE_URL")
    move.add_argument("target", metavar="TO", help="the address of the other; call it again if it was cut off")
    inspect = commands.add_parser("inspect", help="try one part of the bot: a line in, a line of JSON out")
    parts = inspect.add_subparsers(dest="part", metavar="PART", required=True)
    number = parts.add_parser("number", help="read numbers as people type them")
    number.add_argument("--kind", choices=("count", "money", "share"), default="count")
    number.add_argument("--lang", default="en")
    say = parts.add_parser("say", help="understand messages: what an owner tells, asks or wants")
    say.add_argument("--state", default="idle", help="what its owner has before them, such as q:people or verdict")
    say.add_argument("--lang", default="en")
    parts.add_parser("diagnose", help="diagnose answers: a JSON object a line")
    parts.add_parser("ask", help="judge activities: a text a line")
    language = commands.add_parser("language", help="begin a language, see what it lacks, look at it and play it")
    what = language.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, does in LANGUAGE.items():
        part = what.add_parser(name, help=does)
        part.add_argument("code", metavar="CODE", help="such as es, or pt-BR")
        if name == "show":
            part.add_argument("key", metavar="KEY", help="a template, or one block of it: checkup/people:ask")
    explain = commands.add_parser("explain", help="tell what happened in a chat or with an update, from the database")
    explain.add_argument(
        "what", metavar="CHAT|ALIAS|UPDATE", help="a chat's id or its name in the log, or an update's id"
    )
    commands.add_parser("objections", help="write the verdicts on activities that owners see differently, as CSV")
    return parser


def _run(language: str | None = None) -> int:
    """Run the bot until it is stopped: on Telegram, or without a token in the terminal.

    Args:
        language: that of a chat in the terminal, which is then started even with a token.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the loop runs there is nothing to finish
    take_small_pages()
    give_large_blocks_back()
    with loading():
        work = _ready_to_run(language)
    if isinstance(work, int):
        return work
    from bot.operator.pulse import RevokedError, Stalled
    from bot.operator.settings import SettingsError
    from storage.database import PassingError, StorageError

    try:
        _run_loop(work)
    except PassingError as error:
        return _complain([str(error)], FAILED)  # the host starts it again
    except StorageError as error:
        return _complain([str(error)])
    except SettingsError as error:
        return _complain(error.faults, FAILED if error.passing else USAGE_ERROR)
    except Stalled as error:
        logging.getLogger("bot").error("%s", error)
        return STALLED
    except RevokedError:  # the log has the line
        return USAGE_ERROR
    except KeyboardInterrupt:
        return 130
    return 0


def _ready_to_run(language: str | None) -> Coroutine[Any, Any, None] | int:
    """Read the settings, check the files and load the bot; return an exit status where something is wrong."""
    from msgspec.structs import replace

    from bot.operator.settings import SettingsError, is_open_to_others, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        return _complain(error.faults)
    if language:  # the terminal chat has a database of its own, whatever the settings say
        url = type(settings.database_url)(_somewhere_new())
        settings = replace(settings, telegram_token=None, database_url=url)
    if not settings.token and not has_somebody(sys.stdin):
        return _complain([NOBODY])
    if not settings.token and (missing := lacks_for(sys.stdin)):
        return _complain([BARE.format(" and ".join(missing))])
    from bot.check import start_faults, unfinished
    from bot.operator.logs import set_up_logs

    set_up_logs(settings.log_format, settings.log_level if settings.token else "ERROR")
    log = logging.getLogger("bot")
    if settings.token and is_open_to_others(Path(".env")):
        log.warning(".env, with the token, can be read by others on this machine: chmod 600 .env")
    if faults := start_faults():
        return _complain(faults)
    for lacking in unfinished():
        log.warning("%s is not offered: python -m bot check says what it lacks", lacking)
    if settings.token:
        from bot.serve import serve

        return serve(settings)
    from bot.trial import try_out

    return try_out(settings, Path("pictures-sent"), language)


def _somewhere_new() -> str:
    folder = tempfile.TemporaryDirectory(prefix="doorbot-")
    atexit.register(folder.cleanup)
    return f"sqlite:///{folder.name}/play.sqlite3"


def _run_loop(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(work)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        from uvloop import new_event_loop
    except ImportError:  # not every platform has it: asyncio's own loop will do
        return asyncio.new_event_loop
    return new_event_loop


def _check(*, online: bool) -> int:
    with loading():
        from bot.check import faults

        found = faults()
    if online:
        from bot.check.online import online_faults

        found += online_faults()
    if found:
        return _complain(found)
    print("All is well.")  # noqa: T201 -- the command's answer
    return 0


def _language(options: argparse.Namespace) -> int:
    from bot.check.samples import nearest_keys, shown
    from bot.check.translating import LanguageError, begin, remaining
    from bot.language.faults import called

    try:
        match options.what:
            case "new":
                lines = [called(path) for path in begin(options.code)]
            case "show":
                lines = shown(options.code, options.key)
            case _:
                lines = remaining(options.code)
                lines += [f"{len(lines)} things to do in {options.code}."] if lines else [f"{options.code} is whole."]
    except (LanguageError, LookupError) as error:
        hints = nearest_keys(options.key) if options.what == "show" else []
        return _complain([str(error), *hints])
    print("\n".join(lines))  # noqa: T201 -- the command's answer
    return 0


def _keep(options: argparse.Namespace) -> int:
    """Back up, restore or migrate: the only setting that these need is the database."""
    from bot.operator.settings import SettingsError, load_storage
    from storage import backup
    from storage.database import StorageError
    from storage.migrate import migrate_at

    try:
        url = load_storage().database_url.get_secret_value()
        if options.command == "migrate":
            done = f"The database has schema {asyncio.run(migrate_at(url))}."
        elif options.command == "backup":
            done = f"owners in {options.file}: {backup.back_up(url, options.file)}"
        else:
            done = f"owners restored: {backup.restore(options.file, url, force=options.force)}"
    except SettingsError as error:
        return _complain(error.faults)
    except StorageError as error:
        return _complain([str(error)], FAILED)
    print(done)  # noqa: T201 -- the command's answer
    return 0


def _move(source: str, target: str) -> int:
    from storage.database import StorageError
    from storage.move import move

    def told(table: str, rows: int) -> None:
        print(f"{table}: {rows}", end="\r", file=sys.stderr, flush=True)  # noqa: T201 -- how far it is

    try:
        counts = asyncio.run(move(source, target, told=told if sys.stderr.isatty() else lambda *_: None))
    except StorageError as error:
        return _complain([str(error).replace("DATABASE_URL must be", "an address must be")], FAILED)
    print(f"moved and compared: {counts['owner']} owners, {sum(counts.values())} rows. Set DATABASE_URL to TO.")  # noqa: T201 -- the command's answer
    return 0


def _inspect(options: argparse.Namespace) -> int:
    match options.part:
        case "number":
            from bot.language.numbers.inspect import read_lines

            answers = read_lines(sys.stdin, kind=options.kind, language=options.lang)
        case "say":
            from bot.language.listening.inspect import act_lines

            answers = act_lines(sys.stdin, state=options.state, language=options.lang)
        case "diagnose":
            from bot.diagnosis.inspect import diagnose_lines

            answers = diagnose_lines(sys.stdin)
        case _:
            from bot.activity.inspect import judge_lines

            answers = judge_lines(sys.stdin)
    for line in answers:
        print(line, flush=True)  # noqa: T201 -- the command's answer
    return 0


def _objections() -> int:
    from bot.operator.objections import write_objections
    from bot.operator.settings import SettingsError, load_settings
    from storage.database import PassingError, StorageError

    try:
        asyncio.run(write_objections(load_settings(), sys.stdout))
    except SettingsError as error:
        return _complain(error.faults)
    except PassingError as error:
        return _complain([str(error)], FAILED)
    except StorageError as error:
        return _complain([str(error)])
    return 0


def _explain(asked: str) -> int:
    from bot.app import load_catalogue, now
    from bot.explain.command import NotFoundError, explain, is_askable
    from bot.operator.settings import SettingsError, load_settings
    from storage.database import StorageError

    if not is_askable(asked):
        return _complain(
            ["explain: give the id of a chat or an update, or a chat's name in the log (12 digits and a to f)"]
        )
    try:
        settings = load_settings()
        told = asyncio.run(explain(settings, load_catalogue(settings.operator), asked, now()))
    except SettingsError as error:
        return _complain(error.faults)
    except (StorageError, NotFoundError) as error:
        return _complain([str(error)], FAILED)
    print(told)  # noqa: T201 -- the command's answer
    return 0


def _complain(faults: Sequence[str], status: int = USAGE_ERROR) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 -- one readable line for each fault
    return status


if __name__ == "__main__":
    sys.exit(main())
