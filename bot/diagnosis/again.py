"""How a question about a verdict is answered that is asked again in a row: otherwise, then by the numbers together."""

AGAIN, TOGETHER = "again", "together"
"""Behind a question: that it is asked for the second time, and for the third."""

LOOK, STANDS, SIMPLER = "look", "stands", "otherwise"
OTHERWISE = {
    "chance": ("sure", "mean", "few"),
    "spent": ("worth_it", "stop_ads", "nothing", "gain"),
    "tips": ("flip",),
    "step": ("why_step", "works", "when"),
    STANDS: ("differ",),
    LOOK: ("contradiction",),
}
"""What is said the second time, a block of ``topics/again``, by the questions; of the others it is all of it, more simply."""

PARTICULAR = "worth_it_"  # what one of these is asked about is answered as the first of its row


def parted(asked: str) -> tuple[str, list[str], str]:
    """Return the topic of a question, what it is about, and how often it was asked, as written behind it."""
    topic, *more = asked.split()
    way = more.pop() if more and more[-1] in (AGAIN, TOGETHER) else ""
    return topic, more, way


def otherwise(topic: str, way: str) -> str:
    """Return the block that answers a question asked once more; nothing where it is answered as the first time."""
    if way != AGAIN:
        return LOOK if way and topic not in OTHERWISE[LOOK] else ""
    topic = "worth_it" if topic.startswith(PARTICULAR) else topic
    return next((block for block, topics in OTHERWISE.items() if topic in topics), SIMPLER)
