"""Says whether a thing would be worth it: where it works, whether that is short, and the owner's own sums about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.diagnosis.sums import sums_of_cost, sums_of_prices
from bot.diagnosis.things import ADVERTS, ITS_OWN, KINDS, OF_SIDE, PAGE, STOPS, VERDICT, WORTH, Thing, Works
from bot.diagnosis.verdict import Verdict
from bot.language.templates import Words

REMARKS = "topics/remarks"


def tell_worth(topic: str, thing: Thing, verdict: Verdict, values: Mapping[str, Any], words: Words) -> str:
    """Say whether a thing would be worth it: where it works, whether that is short, and what it would have to bring.

    Where it was said before, and only the value of a sale was missing, that sum is said alone.
    """
    several, works = len(thing.works) > 1, _resolved(thing.works, talks=values["talks"])
    if topic == ADVERTS and not works:
        works = ("marketing",)
    values = {**values, "works": works, "several": several, "on": [OF_SIDE.get(one) for one in works]}
    cost = sums_of_cost(topic, thing, verdict, works, values, words)
    lower = thing.prices is not None and thing.prices[1] < thing.prices[0]
    values |= {"costed": bool(cost) or thing.prices is not None, "lower": lower, "rose": thing.rose}
    if cost and (cost["loses"] or cost["beyond"] or thing.told or (cost["apiece"] and topic == STOPS)):
        return words.say(WORTH, "cost", **cost)
    if len(works) > 1:
        told = words.say(WORTH, "two", **values)
    elif works and works[0] in ITS_OWN:
        told = words.say(WORTH, works[0], **values)
    elif works and works[0] in ("marketing", "live"):
        told = words.say(VERDICT, ADVERTS, **values)
    elif topic in KINDS:
        told = words.say(REMARKS, topic, **values)
    else:
        told = words.say(VERDICT, PAGE if works == ("page",) else topic, **values)
    if thing.prices is not None:
        return f"{words.say(WORTH, 'prices', **sums_of_prices(thing.prices, thing.currency, values))} {told}"
    sums = words.say(WORTH, "cost", **cost) if cost else ""
    return f"{sums} {told}" if cost and cost["apiece"] else f"{told} {sums}".rstrip()


def _resolved(works: Sequence[Works], *, talks: bool) -> tuple[Works, ...]:
    """Return where things work in this business: who orders without a talk has a page before them, and that alone."""
    found: list[Works] = []
    for one in works:
        if talks:
            found.append("marketing" if one == "page" else one)
        else:
            found.append("page" if one == "offer" else "marketing" if one in ("live", "seller") else one)
    if len({OF_SIDE.get(one) if talks else one for one in found}) > 1:
        return tuple(found)
    return ("marketing",) if "marketing" in found else tuple(found[:1])
