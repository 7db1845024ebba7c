"""What the bot says of itself before anybody wrote to it: set in every language, never over an operator's own words."""

import logging
from collections import Counter

import pytest

from bot.botapi.profile import digest, everything, introduce
from bot.language.templates import Words, languages
from storage.profile import MENU_OF_BEFORE, keep_said

LIMITS = {"description": 512, "short_description": 120}
PARTS = ("commands", "description", "short_description")


def set_calls(house) -> list[str]:
    return [call.method for call in house.emulator.calls if call.method.startswith("setMy")]


async def started(house) -> list[str]:
    """Introduce the bot as at a start, and list the methods that set something."""
    before = len(set_calls(house))
    await introduce(house.app.bot, house.app.database)
    return set_calls(house)[before:]


def there(house) -> dict:
    telegram = house.emulator.telegram
    return {**telegram.texts, **telegram.commands}


def rewrite(house, part: str, value: str) -> None:
    """Let the operator write something at @BotFather."""
    telegram = house.emulator.telegram
    if part == "commands":
        telegram.commands["default "] = [{"command": "help", "description": value}] if value else []
    else:
        telegram.texts[part, ""] = value


def said_of(house, part: str):
    telegram = house.emulator.telegram
    return telegram.commands["default "] if part == "commands" else telegram.texts[part, ""]


@pytest.mark.both_engines
async def test_menus_and_descriptions_are_set_and_the_name_is_not(house):
    assert Counter(await started(house)) == {
        "setMyCommands": 2 * len(languages()),
        "setMyDescription": len(languages()),
        "setMyShortDescription": len(languages()),
    }
    codes = ["", *(code.partition("-")[0] for code in languages() if code != "en")]
    said = {(part, code) for part in ("description", "short_description") for code in codes}
    assert {key for key in there(house) if isinstance(key, tuple)} == said
    assert set(house.emulator.telegram.commands) == {
        f"{of} {c}" for of in ("default", "all_group_chats") for c in codes
    }
    assert "setMyName" not in {call.method for call in house.emulator.calls}


@pytest.mark.both_engines
async def test_what_is_said_already_is_not_set_again(house):
    await started(house)
    assert await started(house) == []
    await house.restart()
    assert await started(house) == []


@pytest.mark.parametrize("part", PARTS)
async def test_an_operators_own_is_left_alone_at_the_first_start_and_later(house, part):
    rewrite(house, part, "Mine")
    await started(house)
    assert "Mine" in str(said_of(house, part))
    await started(house)
    assert "Mine" in str(said_of(house, part))


@pytest.mark.parametrize("value", ["Mine", ""], ids=["rewritten", "taken away"])
@pytest.mark.parametrize("part", PARTS)
async def test_what_an_operator_changed_afterwards_stays_so(house, part, value):
    await started(house)
    rewrite(house, part, value)
    assert await started(house) == []
    await house.restart()
    assert await started(house) == []


@pytest.mark.both_engines
@pytest.mark.parametrize("part", PARTS)
async def test_what_an_older_release_said_is_renewed(house, part):
    await started(house)
    rewrite(house, part, "Said by the release before")
    async with house.app.database.transaction() as tx:
        await tx.run("delete from profile")
    await started(house)
    assert "Said by" in str(said_of(house, part)), "nothing tells that it was the bot's own"
    name = next(f"{house.app.bot.id} {said.name}" for said in everything() if said.field == part)
    async with house.app.database.transaction() as tx:
        await keep_said(tx, {name: digest(said_of(house, part))})
    await started(house)
    assert "Said by" not in str(said_of(house, part))


async def test_the_menu_of_a_release_that_kept_no_hashes_is_renewed_once(house):
    async with house.app.database.transaction() as tx:
        await tx.run("insert into profile (name, hash) values (:name, '')", name=MENU_OF_BEFORE)
    for part in PARTS:
        rewrite(house, part, "Of before")
    renewed = Counter(await started(house))
    assert renewed["setMyCommands"] == 2 * len(languages())
    assert renewed["setMyDescription"] == len(languages()) - 1, "a language that the older release had not"
    assert "Of before" in str(said_of(house, "description")), "that one the older release never set"
    rewrite(house, "commands", "Mine")
    assert await started(house) == []


async def test_another_bot_on_the_same_database_is_introduced_too(house):
    await started(house)
    house.emulator.telegram.commands.clear()
    house.emulator.telegram.texts.clear()
    house.emulator.telegram.me["id"] += 1
    await house.restart()
    assert len(await started(house)) == 4 * len(languages())


@pytest.mark.parametrize("method", ["getMyCommands", "setMyCommands", "getMyDescription", "setMyShortDescription", "*"])
@pytest.mark.parametrize("trouble", [403, 500, "refused"])
async def test_a_refusal_costs_one_line_in_the_log_and_nothing_else(house, alice, caplog, method, trouble):
    house.emulator.fail_next(method, trouble, times=2 if method == "*" else 1)
    with caplog.at_level(logging.WARNING):
        await introduce(house.app.bot, house.app.database)
    assert len([line for line in caplog.messages if "says of itself" in line]) == 1
    assert len(caplog.messages) == 1
    assert "marketing or sales" in await alice.says("/start")
    await started(house)
    assert len(there(house)) == 4 * len(languages())


@pytest.mark.parametrize("language", languages())
def test_the_descriptions_are_no_longer_than_telegram_shows(language):
    for part, most in LIMITS.items():
        assert 20 < len(Words(language).label("menu/profile", part)) <= most


async def test_the_menu_is_set_for_private_chats_and_groups(house):
    await started(house)
    calls = [call.parameters for call in house.emulator.calls if call.method == "setMyCommands"]
    assert {(call.get("scope") or {}).get("type", "default") for call in calls} >= {"default", "all_group_chats"}


async def test_a_failure_to_set_the_menu_does_not_stop_the_bot(house, alice):
    house.emulator.fail_next("setMyCommands", 500)
    await started(house)
    assert "marketing or sales" in await alice.says("/start")
