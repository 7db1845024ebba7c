"""The version of the bot, the same as the package's."""

VERSION = "0.1.0"
