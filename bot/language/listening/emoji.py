"""What a message of small pictures says: ``prompts/emoji.toml``."""

from collections.abc import Mapping
from functools import cache

from bot.language.faults import read_table
from bot.language.listening.acts import Act
from bot.language.templates import PROMPTS


def said_by_emoji(text: str) -> Act | None:
    """Return what the first small picture of a text says that says anything."""
    return next((act for sign in text if (act := emoji().get(sign))), None)


@cache
def emoji() -> Mapping[str, Act]:
    """Return what each small picture says."""
    file = read_table(PROMPTS / "emoji.toml")
    said = {Act("social", name): signs for name, signs in file["social"].items()}
    said |= {Act("yes"): file["yes"], Act("no"): file["no"]}
    return {sign: act for act, signs in said.items() for sign in signs}
