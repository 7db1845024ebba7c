"""The bot one would write first: python-telegram-bot's ConversationHandler, each answer committed with aiosqlite.

Same eight questions and review as the check-up; nothing slowed down on purpose. Updates are handled one by one, as
ConversationHandler requires; HTTPXRequest with room for every connection; WAL with synchronous=FULL, one statement and
one commit an answer.
"""

import os
from urllib.parse import urlsplit

import aiosqlite
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

QUESTIONS = (
    ("trade", "What do you do, roughly?", ("Trades, home services", "Shop", "Beauty, health", "B2B services")),
    ("route", "How do people usually buy from you?", ("We talk first", "They order without talking", "Both")),
    ("touches", "In the last 4 weeks: about how many new people got in touch?", ()),
    ("talks", "Of those, how many did you really talk with?", ("All", "About half", "Don't know")),
    ("customers", "And how many of those became customers?", ()),
    ("room", "How many new people could you handle properly in a normal week?", ()),
    ("wish", "How many new customers a week would you like?", ()),
    ("right", "Of the last 10 people, how many were right for you?", ()),
)
REVIEW = len(QUESTIONS)
SCHEMA = """
create table if not exists answer (
    chat_id integer not null, question text not null, value text not null, update_id integer not null,
    primary key (chat_id, question)
)
"""
SAVE = """
insert into answer (chat_id, question, value, update_id) values (?, ?, ?, ?)
on conflict (chat_id, question) do update set value = excluded.value, update_id = excluded.update_id
"""


def keyboard(step: int) -> InlineKeyboardMarkup | None:
    labels = QUESTIONS[step][2] if step < REVIEW else ("Looks right", "Change something")
    if not labels:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"{step}:{label}")] for label in labels])


def question(step: int) -> str:
    return f"<b>{step + 1} of {len(QUESTIONS)}</b> · {QUESTIONS[step][1]}"


async def ask(update: Update, text: str, step: int) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard(step))


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    assert context.user_data is not None
    context.user_data.clear()
    await ask(update, question(0), 0)
    return 0


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    assert context.user_data is not None
    assert update.effective_chat is not None
    step = context.user_data.get("step", 0)
    if update.callback_query:
        await update.callback_query.answer()
        value = (update.callback_query.data or "").partition(":")[2]
    else:
        assert update.effective_message is not None
        value = update.effective_message.text or ""
    name, _, labels = QUESTIONS[step]
    if not labels and not value.strip().isdigit():
        await ask(update, f"Please send a number.\n\n{question(step)}", step)
        return step
    context.user_data[name] = value
    context.user_data["step"] = step + 1
    database: aiosqlite.Connection = context.bot_data["database"]
    await database.execute(SAVE, (update.effective_chat.id, name, value, update.update_id))
    await database.commit()
    if step + 1 < REVIEW:
        await ask(update, f"{value}, noted.\n\n{question(step + 1)}", step + 1)
    else:
        lines = "\n".join(f"• {name}: {context.user_data[name]}" for name, _, _ in QUESTIONS)
        await ask(update, f"Here is what I have:\n{lines}", REVIEW)
    return step + 1


async def finish(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    assert context.user_data is not None
    assert update.effective_message is not None
    if update.callback_query:
        await update.callback_query.answer()
    talks, customers = context.user_data["talks"], context.user_data["customers"]
    await update.effective_message.reply_text(
        f"Most likely sales.\n\n{customers} of {talks} stayed; in trades like yours it is usually somewhere near 15.",
        reply_markup=ReplyKeyboardRemove(),
    )
    context.user_data.clear()
    return ConversationHandler.END


async def open_database(application: Application) -> None:
    database = await aiosqlite.connect(urlsplit(os.environ["DATABASE_URL"]).path[1:])
    await database.execute("pragma journal_mode=wal")
    await database.execute("pragma synchronous=full")
    await database.execute(SCHEMA)
    await database.commit()
    application.bot_data["database"] = database


async def close_database(application: Application) -> None:
    await application.bot_data["database"].close()


def main() -> None:
    api_url = os.environ["TELEGRAM_API_URL"]
    text = filters.TEXT & ~filters.COMMAND
    application = (
        Application.builder()
        .token(os.environ["TELEGRAM_TOKEN"])
        .base_url(f"{api_url}/bot")
        .request(HTTPXRequest(connection_pool_size=256))
        .post_init(open_database)
        .post_shutdown(close_database)
        .build()
    )
    steps = {step: [MessageHandler(text, answer), CallbackQueryHandler(answer)] for step in range(REVIEW)}
    steps[REVIEW] = [MessageHandler(text, finish), CallbackQueryHandler(finish)]
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler(["checkup", "start"], begin)],
            states=steps,
            fallbacks=[CommandHandler(["checkup", "start"], begin)],
        )
    )
    if "PUBLIC_URL" in os.environ:
        application.run_webhook(
            listen="0.0.0.0",
            port=int(os.environ["PORT"]),
            webhook_url=os.environ["PUBLIC_URL"],
            secret_token=os.environ["WEBHOOK_SECRET"],
            allowed_updates=["message", "callback_query"],
        )
    else:
        application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
