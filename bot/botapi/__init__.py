"""Where the bot meets the world: Telegram and HTTP. What lies below imports nothing of it."""

import os

# python-telegram-bot gives durations (RetryAfter.retry_after above all) as timedelta only when asked to, and warns of the
# change to come each time it does not.
os.environ["PTB_TIMEDELTA"] = "1"
