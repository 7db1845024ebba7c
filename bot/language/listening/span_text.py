"""The words of a text in which stretches of time are looked for, and the text without those that were found."""

from collections.abc import Iterator, Sequence

from bot.language.listening.span_words import SaidWord, TimeSpan
from bot.language.listening.time_words import TimeWords, time_words
from bot.language.numbers.vocabulary import Vocabulary

SIGN = "¤"  # stands for a stretch of time in the text that numbers are read from


def said_words(text: str, time: TimeWords, numbers: Vocabulary) -> list[SaidWord]:
    """Return the words of a text, with those that say the same as other words of time said in these."""
    said = [
        SaidWord(numbers.spelling.get(match[0], match[0]), match.span())
        for match in numbers.token.finditer(text)
        if match.lastgroup != "space"
    ]
    return list(_said_plainly(said, time)) if time.same else said


def _said_plainly(said: Sequence[SaidWord], time: TimeWords) -> Iterator[SaidWord]:
    """Return the words with each phrase for a stretch of time said in plain ones: "полгода" as "за 6 месяцев"."""
    longest = max(map(len, time.same))
    place = 0
    while place < len(said):
        phrases = (tuple(one.text for one in said[place : place + length]) for length in range(longest, 0, -1))
        phrase = next((phrase for phrase in phrases if phrase in time.same), None)
        behind_unit = place > 0 and said[place - 1].text in time.unit  # "bulan kemarin"
        if phrase is None or behind_unit:
            yield said[place]
            place += 1
            continue
        start, end = said[place].place[0], said[place + len(phrase) - 1].place[1]
        yield from (SaidWord(word, (start, end)) for word in time.same[phrase])
        place += len(phrase)


def without(text: str, spans: Sequence[TimeSpan], language: str) -> str:
    """Write a sign for each stretch of time of a text, with all other words where they were; "once a week" as 1."""
    for span in spans:
        start, end = span.place
        text = f"{_with_once(text[:start], span, language)}{SIGN}{' ' * (end - start - 1)}{text[end:]}"
    return text


def _with_once(before: str, span: TimeSpan, language: str) -> str:
    """Return the words before a stretch of time, with a 1 for the "once" at their end: "раз в день"."""
    words = before.rstrip()
    once = words[words.rfind(" ") + 1 :]
    if not once or not span.rate or not time_words(language).is_(once, "once"):
        return before
    start = len(words) - len(once)
    return f"{words[:start]}{'1'.ljust(len(before) - start)}"
