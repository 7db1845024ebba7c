"""The command line: ``python -m bot``, and the only place that reads the environment."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give the exit status."""
    options = _parser().parse_args(arguments)
    match options.command:
        case "check":
            return _check()
        case "inspect":
            return _inspect(options)
        case "objections":
            return _objections()
        case _:
            return _run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The door bot. Without a command it starts.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("check", help="say everything that is wrong with the settings, the flows and the words")
    inspect = commands.add_parser("inspect", help="try one part of the bot: a line in, a line of JSON out")
    parts = inspect.add_subparsers(dest="part", metavar="PART", required=True)
    number = parts.add_parser("number", help="read numbers as people type them")
    number.add_argument("--kind", choices=("count", "money", "share"), default="count")
    number.add_argument("--lang", default="en")
    parts.add_parser("diagnose", help="diagnose answers: a JSON object a line")
    parts.add_parser("ask", help="judge activities: a text a line")
    commands.add_parser("objections", help="write the verdicts on activities that owners see differently, as CSV")
    return parser


def _run() -> int:
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings()
    except SettingsError as error:
        return _complain(error.faults)
    from bot.logs import set_up_logs

    set_up_logs(settings.log_format, settings.log_level if settings.token else "ERROR")
    from telegram.error import InvalidToken

    from bot.dialogue.flow import FlowError
    from storage.database import StorageError

    if settings.token:
        from bot.app import serve

        work = serve(settings)
    else:
        from bot.trial import try_out

        work = try_out(settings, Path("pictures-sent"))
    try:
        _run_loop(work)
    except InvalidToken:
        return _complain(["TELEGRAM_TOKEN: Telegram does not know this token"])
    except (StorageError, FlowError) as error:
        return _complain([str(error)])
    except KeyboardInterrupt:
        return 130
    return 0


def _run_loop(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(work)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        from uvloop import new_event_loop
    except ImportError:  # a platform without it: asyncio's own loop does
        return asyncio.new_event_loop
    return new_event_loop


def _check() -> int:
    from bot.check import faults

    found = faults()
    if found:
        return _complain(found)
    print("All is well.")  # noqa: T201 -- the command's answer
    return 0


def _inspect(options: argparse.Namespace) -> int:
    match options.part:
        case "number":
            from bot.numbers.inspect import lines as read

            answers = read(sys.stdin, kind=options.kind, language=options.lang)
        case "diagnose":
            from bot.diagnosis.inspect import lines as diagnose

            answers = diagnose(sys.stdin)
        case _:
            from bot.activity.inspect import lines as judge

            answers = judge(sys.stdin)
    for line in answers:
        print(line, flush=True)  # noqa: T201 -- the command's answer
    return 0


def _objections() -> int:
    from bot.objections import write_objections
    from bot.settings import SettingsError, load_settings
    from storage.database import StorageError

    try:
        asyncio.run(write_objections(load_settings(), sys.stdout))
    except SettingsError as error:
        return _complain(error.faults)
    except StorageError as error:
        return _complain([str(error)])
    return 0


def _complain(faults: Sequence[str]) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 -- one readable line for each fault
    return USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
