"""What is wrong with how a message looks on a phone; each transcript is looked through as it is played."""

import re

from tests.phone import layout

LONG_ON_PURPOSE = (
    "Here is what I have:",  # the list of answers, of which one is to be changed
    "Something has changed.",  # news, with the numbers that brought it and the verdict whole
    "Now I can tell.",
    "This week: ",  # a step that was asked about, with how to do it and the message to send
    "That changes it.",
    "That doesn't change it.",  # a verdict with what was said before it
    "Your month, beside the one before",  # beneath its picture, once a month
    "I ask about the people",  # /help, where the open question follows it
)
NOTED = re.compile(r"Noted: ")  # a verdict that is another by what was told, which is said back before it
AGAIN = re.compile(r"\n\n\d+ of \d+ · ")  # an open question, asked again after an answer to something else
WEEKS = re.compile(r"\w{3} \d+ \w{3} to ")  # what a week's numbers tell
ONCE = re.compile(r"Shall I ask you on .* how the step goes\?")  # offered below a week's numbers, one time only
A_SCREEN, A_WEEK, AN_OFFER = 640, 16, 3


def screens(message):
    """Return a message with each of the keyboards that it had."""
    return [type(message)(1, message.chat, message.sender, 0, message.content, markup=one) for one in message.before]


def faults(message) -> list[str]:
    """Say what is wrong with how a message looks."""
    week = A_WEEK + AN_OFFER * bool(ONCE.search(message.text))
    longer = AGAIN.search(message.text) or NOTED.match(message.text)
    most = week if WEEKS.match(message.text) else layout.MOST_LINES + 2 * bool(longer)
    found = [f"cut: {label}" for one in (message, *screens(message)) for label in layout.cut(one)]
    if layout.lines(message) > most and not message.text.startswith(LONG_ON_PURPOSE):
        found.append(f"{layout.lines(message)} lines: {message.text}")
    if (high := layout.height(message)) > A_SCREEN and (message.photo or not message.text.startswith(LONG_ON_PURPOSE)):
        found.append(f"{high:.0f} points: {message.text}")
    return found + [f"twice: {sentence}" for sentence in layout.said_twice(message.text)]


def sent(house) -> list:
    return [message for chat in house.emulator.chats() for message in chat.messages if message.from_bot]
