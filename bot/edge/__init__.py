"""Where the bot meets the world: Telegram, the terminal, HTTP. The core imports nothing of it."""
