// The bot one would write first with grammY: thirteen questions, each answer committed with better-sqlite3.
//
// As many questions as our check-up asks, and a review; no templates, no checks beyond "is it a number", no diagnosis.
// WAL with synchronous=FULL, one statement and one commit an answer, prepared once. Updates are handled side by side by
// grammY's runner, in order within a chat; SIDE_BY_SIDE=0 handles them one by one, as `bot.start()` does.

const { Bot, InlineKeyboard } = require("grammy");
const { run, sequentialize } = require("@grammyjs/runner");
const Database = require("better-sqlite3");

const QUESTIONS = [
  ["trade", "What do you do, roughly?", ["Trades, home services", "Shop", "Beauty, health", "B2B services"]],
  ["route", "How do people usually buy from you?", ["We talk first", "They order without talking", "Both"]],
  ["people", "In the last 4 weeks: about how many new people got in touch?", []],
  ["talked", "Of those, how many did you really talk with?", []],
  ["customers", "And how many of those became customers?", []],
  ["room", "How many new people could you handle properly in a normal week?", []],
  ["wanted", "How many new customers a week would you like?", []],
  ["fit", "Of the last 10 people, how many were right for you?", []],
  ["busy", "How do your weeks feel?", ["Too quiet", "About right", "Swamped"]],
  ["wait", "How long does it usually take from the first talk to a yes?", ["The same day", "Some days", "Weeks"]],
  ["reason", "What is the most usual reason why people don't buy?", ["Too dear", "Went quiet", "Not needed"]],
  ["answer", "How soon do you usually answer?", ["The same day", "Next day", "Later"]],
  ["season", "For your usual time of year, was that usual?", ["Usual", "Quieter", "Busier"]],
];
const REVIEW = QUESTIONS.length;

const file = new URL(process.env.DATABASE_URL).pathname.slice(1);
const database = new Database(file);
database.pragma("journal_mode = wal");
database.pragma("synchronous = full");
database.exec(`create table if not exists answer (
  chat_id integer not null, question text not null, value text not null, update_id integer not null,
  primary key (chat_id, question)
)`);
const save = database.prepare(`insert into answer (chat_id, question, value, update_id) values (?, ?, ?, ?)
  on conflict (chat_id, question) do update set value = excluded.value, update_id = excluded.update_id`);

const talks = new Map(); // chat -> { step, answers }
const bot = new Bot(process.env.TELEGRAM_TOKEN, { client: { apiRoot: process.env.TELEGRAM_API_URL } });
const sideBySide = process.env.SIDE_BY_SIDE !== "0";

function ask(ctx, before, step) {
  const labels = step < REVIEW ? QUESTIONS[step][2] : ["Looks right", "Change something"];
  const words = step < REVIEW ? `<b>${step + 1} of ${REVIEW}</b> · ${QUESTIONS[step][1]}` : "Is that right?";
  const keyboard = new InlineKeyboard();
  for (const label of labels) keyboard.text(label, `${step}:${label}`).row();
  const more = labels.length ? { parse_mode: "HTML", reply_markup: keyboard } : { parse_mode: "HTML" };
  return ctx.reply(before ? `${before}\n\n${words}` : words, more);
}

async function take(ctx, value) {
  const talk = talks.get(ctx.chat.id);
  if (!talk) return ctx.reply("Send /checkup to begin.");
  if (talk.step === REVIEW) return finish(ctx, talk);
  const [name, , labels] = QUESTIONS[talk.step];
  if (!labels.length && !/^\d+$/.test(value.trim())) return ask(ctx, "Please send a number.", talk.step);
  talk.answers[name] = value;
  talk.step += 1;
  save.run(ctx.chat.id, name, value, ctx.update.update_id);
  if (talk.step < REVIEW) return ask(ctx, `${value}, noted.`, talk.step);
  return ask(ctx, QUESTIONS.map(([name]) => `• ${name}: ${talk.answers[name]}`).join("\n"), REVIEW);
}

function finish(ctx, { answers }) {
  talks.delete(ctx.chat.id);
  return ctx.reply(
    `Most likely sales.\n\n${answers.customers} of ${answers.talked} stayed; in trades like yours it is usually somewhere near 15.`,
    { reply_markup: { remove_keyboard: true } },
  );
}

if (sideBySide) bot.use(sequentialize((ctx) => ctx.chat?.id.toString()));
bot.command(["checkup", "start"], (ctx) => {
  talks.set(ctx.chat.id, { step: 0, answers: {} });
  return ask(ctx, "", 0);
});
bot.on("callback_query:data", async (ctx) => {
  await Promise.all([ctx.answerCallbackQuery(), take(ctx, ctx.callbackQuery.data.split(":").slice(1).join(":"))]);
});
bot.on("message:text", (ctx) => take(ctx, ctx.message.text));
bot.catch((error) => console.error(error.message));

const allowed_updates = ["message", "callback_query"];
if (sideBySide) run(bot, { runner: { fetch: { allowed_updates } } });
else bot.start({ allowed_updates });
