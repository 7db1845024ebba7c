"""The border to Telegram: reading updates, polling, sending, and what stands in for Telegram in tests and terminals."""
