"""Composes texts that say a weekday and a time of day, with what each of them means, from vocabularies and a seed.

The vocabularies were written before the reader, and apart from it. Those in ``SEALED`` and every text of a sealed
seed were read for the first time when the reader was done.
"""

from collections.abc import Iterator
from random import Random
from typing import Literal, NamedTuple

from bot.language.when import When

Outcome = Literal["right", "asked", "unread", "wrong"]

OPEN, SEALED_SEED = 1, 20_261

DAYS: dict[str, list[list[str]]] = {
    "open": [
        ["monday", "mon", "Mondays", "MONDAY"],
        ["tuesday", "tue", "tues", "Tuesdays", "TUE"],
        ["wednesday", "wed", "Weds", "wednesdays"],
        ["thursday", "thu", "thurs", "Thursdays"],
        ["friday", "fri", "Fridays", "FRI"],
        ["saturday", "sat", "Saturdays"],
        ["sunday", "sun", "Sundays", "SUN"],
    ],
    "sealed": [
        ["Monday", "mon.", "mondays", "Mon"],
        ["Tuesday", "tues.", "tuesdays", "Tue."],
        ["Wednesday", "weds", "WED", "Wed."],
        ["Thursday", "thur", "thursdays", "Thurs."],
        ["Friday", "fri.", "fridays", "Fri"],
        ["Saturday", "saturdays", "Sat.", "SAT"],
        ["Sunday", "sundays", "Sun", "sun."],
    ],
}

# What is said of a part of the day, with the hours (of 24) that may be meant by it.
PARTS: dict[str, dict[str, range]] = {
    "open": {
        "am": range(12), "pm": range(12, 24), "in the morning": range(5, 12), "morning": range(5, 12),
        "in the afternoon": range(12, 18), "in the evening": range(17, 24), "at night": range(19, 24), "a.m.": range(12),
    },
    "sealed": {
        "AM": range(12), "p.m.": range(12, 24), "PM": range(12, 24), "mornings": range(5, 12),
        "afternoon": range(12, 18), "evening": range(17, 24), "evenings": range(17, 24), "afternoons": range(12, 18),
    },
}  # fmt: skip

ONES = ("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MINUTES = {
    5: "five", 10: "ten", 15: "fifteen", 20: "twenty", 25: "twenty five", 30: "thirty", 35: "thirty five",
    40: "forty", 45: "forty five", 50: "fifty", 55: "fifty five",
}  # fmt: skip

ORDERS: dict[str, list[str]] = {
    "open": ["{day} {clock} {part}", "{clock} {part} {day}", "{day} {part} {clock}", "{day}, {clock} {part}",
             "{day} at {clock} {part}", "{clock} {part} on {day}", "every {day} at {clock} {part}", "{day} - {clock} {part}",
             "on {day} {part} at {clock}", "{day} @ {clock} {part}"],
    "sealed": ["{clock} on {day} {part}", "each {day} around {clock} {part}", "at {clock} {part} every {day}",
               "{day}: {clock} {part}", "{clock}, {day} {part}", "{day}/{clock} {part}", "{part} on {day} at {clock}",
               "{day} about {clock} {part}", "{clock} {part}, {day}", "{day} by {clock} {part}"],
}  # fmt: skip

AROUND: dict[str, list[str]] = {
    "open": ["{}", "{}", "{} please", "let's say {}", "maybe {}", "make it {}", "how about {}", "{}!", "i'd like {}",
             "{} works", "can you do {}?", "I think {}", "{} is good"],
    "sealed": ["{}", "ask me {}", "remind me {}", "{} is best for me", "{} thanks", "ping me {}", "{} would be great",
               "ok {}", "I'd prefer {}", "um, {}", "say {}", "{} suits me", "probably {}", "{}, if possible"],
}  # fmt: skip


class Said(NamedTuple):
    """One text, and what it means: the day and the times (two where the part of the day is not said), or none."""

    text: str
    day: int | None
    times: frozenset[tuple[int, int]]


def digits(hour: int, minute: int) -> Iterator[str]:
    """Write a time in figures, as on a clock of twelve hours."""
    if minute == 0:
        yield from (f"{hour}", f"{hour} o'clock", f"{hour}:00", f"{hour}.00", f"{hour} oclock")
    else:
        yield from (f"{hour}:{minute:02}", f"{hour}.{minute:02}", f"{hour} {minute:02}")
        if minute >= 10:
            yield f"{hour}{minute:02}" if hour >= 10 else f"{hour}:{minute}"


def spoken(hour: int, minute: int) -> Iterator[str]:
    """Write a time in words."""
    after, this = ONES[hour % 12 + 1], ONES[hour]
    match minute:
        case 0:
            yield from (this, f"{this} o'clock", f"{this} oclock")
        case 15:
            yield from (f"quarter past {this}", f"a quarter past {hour}", f"quarter after {this}", f"{this} fifteen")
        case 30:
            yield from (f"half past {this}", f"half {this}", f"{this} thirty", f"half past {hour}")
        case 45:
            yield from (
                f"quarter to {after}",
                f"a quarter to {after}",
                f"{this} forty five",
                f"quarter to {hour % 12 + 1}",
            )
        case _ if minute < 30:
            yield from (f"{MINUTES[minute]} past {this}", f"{minute} past {hour}", f"{minute} minutes past {this}")
        case _:
            yield from (
                f"{MINUTES[60 - minute]} to {after}",
                f"{60 - minute} to {hour % 12 + 1}",
                f"{this} {MINUTES[minute]}",
            )


def of_24(hour: int, minute: int) -> Iterator[str]:
    """Write a time in figures, as on a clock of 24 hours."""
    yield from (f"{hour:02}:{minute:02}", f"{hour:02}{minute:02}", f"{hour:02}.{minute:02}", f"{hour:02}h{minute:02}")
    if hour >= 13:
        yield from (f"{hour}h{minute:02}", f"{hour}:{minute:02}")
    if hour >= 13 and not minute:
        yield from (f"{hour}h", f"{hour} h", f"{hour}")


def compose(count: int, seed: int, *, part: str = "open", of_24_too: bool = True) -> Iterator[Said]:
    """Compose this many texts of a day, a time and often a part of the day, in any order."""
    dice = Random(seed)
    while count:
        day, hour = dice.randrange(7), dice.choice([*range(24), *range(7, 22)])
        minute = dice.choice([0, 0, 0, 30, 30, 15, 45, 10, 20, 5, 40, 50, 25, 55, 35])
        name = dice.choice(DAYS[part][day])
        dozen = hour % 12 or 12
        parts = [said for said, hours in PARTS[part].items() if hour in hours]
        if of_24_too and dice.random() < 0.2:
            clock, said_part, times = dice.choice([*of_24(hour, minute)]), "", {(hour, minute)}
        else:
            clock = dice.choice([*digits(dozen, minute), *spoken(dozen, minute)])
            said_part = dice.choice(["", *parts, *parts, *parts]) if parts else ""
            times = {(hour, minute)} if said_part else meant(dozen, minute)
        if said_part[:1] in "aApP" and said_part.lower().replace(".", "") in ("am", "pm"):
            between = dice.choice(["", " "]) if clock[-1].isdigit() else " "
            clock, said_part = clock + between + said_part, ""  # never apart from the hour
        order = dice.choice(ORDERS[part])
        text = " ".join(order.format(day=name, clock=clock, part=said_part).split()).replace(" ,", ",")
        text = text.removeprefix("on at ").strip(" ,")
        count -= 1
        yield Said(dice.choice(AROUND[part]).format(text), day, frozenset(times))


def meant(dozen: int, minute: int) -> set[tuple[int, int]]:
    """Return what a time without a part of the day means: from 1 to 6 it may be either half of the day."""
    hour = dozen % 12
    if 1 <= hour <= 6:
        return {(hour, minute), (hour + 12, minute)}
    return {(12 if hour == 0 else hour, minute)}


def misspelt(name: str, dice: Random) -> str:
    """Make one slip in a word, beyond its first letter: two letters changed over, one left out, doubled or wrong."""
    at = dice.randrange(1, len(name) - 1)
    match dice.randrange(4):
        case 0:
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        case 1:
            return name[:at] + name[at + 1 :]
        case 2:
            return name[:at] + name[at] + name[at:]
        case _:
            return name[:at] + dice.choice("aeiourstnl") + name[at + 1 :]


WIDE = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def compose_misspelt(count: int, seed: int) -> Iterator[Said]:
    """Compose texts of a misspelt weekday and a plain time."""
    dice = Random(seed)
    while count:
        day, hour = dice.randrange(7), dice.randrange(7, 13)
        name = misspelt(WIDE[day], dice)
        if name in WIDE:
            continue
        count -= 1
        clock = dice.choice([f"{hour}", f"{hour}:00", f"at {ONES[hour]}", f"{hour} o'clock"])
        order = dice.choice(["{day} {clock}", "{clock} on {day}", "{day}, {clock}"])
        yield Said(order.format(day=name, clock=clock), day, frozenset({(hour, 0)}))


# As owners say it, set down before the reader. Day (0: Monday; "-": none is to be read), times, text.
PHRASES = """
0 19:00 7 pm monday
3 18:20 twenty past six on thursday evening
1 03:00|15:00 tuesday at 3
0 08:00 first thing monday
1 09:00 tuesdays 9am
4 18:30 18h30 fri
0 09:00 monday 9
0 09:00 Mondays at 9
4 16:00 friday afternoon at 4
4 16:00 4 on friday afternoon
6 18:00 sunday evening
6 20:00 sunday night at 8
6 20:00 8 o'clock sunday night
5 10:00 saturday mornings around 10
2 17:30 wed half 5 pm
4 17:00 end of day friday
4 17:00 Friday EOD
0 08:30 8.30am mondays
0 08:30 half eight monday morning
1 12:00 tuesday lunchtime
1 12:00 lunch time on tuesday
2 12:00 wednesday noon
2 12:00 12 noon weds
3 21:00 thursdays 9pm after the kids are in bed
4 15:00 3pm fri
4 15:00 fri @3pm
6 19:00 Sundays, 7 in the evening
0 06:00 monday 6am sharp
0 06:30 6:30 a.m. on mondays
5 09:00 sat 9
1 10:45 quarter to eleven on tuesdays
1 10:45 tues 10.45
2 14:15 quarter past two wednesday afternoon
3 13:00 1 pm thursday
3 13:00 thursday 13:00
3 13:00 13h thursdays please
4 07:00 7am on a friday
0 09:00 every monday 9 o clock
0 09:00 9 every monday would be fine
0 - monday
6 - sunday please
4 - friday is best
0 - Mondays work for me
- 09:00 9am
- 09:00 9
- 18:30 18:30
- 21:30 half nine at night
- 03:00|15:00 3
- 05:30|17:30 half past five
- 17:00 5 in the afternoon
- 09:00 nine in the morning
- 09:00 in the morning
- 18:00 evenings
- 20:00 8ish pm
- 08:00 8 ish
- 19:45 quarter to 8 pm
- 12:30 12:30
- 00:00 midnight
- 00:30 half past twelve at night
4 00:30 half past midnight friday
6 23:55 five to midnight on sundays
0 09:30 monday at nine-thirty
0 09:30 mondays 9-30
0 09:00 Remind me every Monday at 9 to send you the numbers
5 08:00 saturday morning at 08:00 AM
6 10:00|18:00 Sundays at 10:00 AM & 6:00 PM
1 13:00 Tues after lunch is good for me
3 18:00 Thursday 1800 hours
0 08:00 monday mornings are best, 8 ish
- - every 2 weeks on monday
- - the first monday of the month at 9
- - not monday
- - any day but friday
- - no idea
- - whenever you like
- - i don't mind
- - later
- - good morning
- - tomorrow
- - every other monday
- - what day is best?
- - 10 customers
- - call me on 07700 900123
"""


def phrases() -> Iterator[Said]:
    """Return the phrases with what they mean."""
    for line in PHRASES.strip().splitlines():
        day, times, text = line.split(" ", 2)
        clocks = [] if times == "-" else times.split("|")
        meant_so = frozenset((int(at[:2]), int(at[3:])) for at in clocks)
        yield Said(text, None if day == "-" else int(day), meant_so)


def outcome(said: Said, read: When) -> Outcome:
    """Grade a reading: wrong is one meaning given as the only one that is not the right one."""
    days, times = set(read.days), {(at.hour, at.minute) for at in read.times}
    wanted = {said.day} - {None}
    if days == wanted and times == said.times:
        return "right"
    if (len(days) == 1 and days != wanted) or (len(times) == 1 and times != said.times):
        return "wrong"
    return "asked" if wanted <= days and said.times <= times else "unread"
