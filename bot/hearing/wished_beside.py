"""Wishes beside numbers: "9 8 2, and please pause for 2 weeks", "30. got to go, patient waiting"."""

from collections.abc import Sequence

from msgspec import Struct

from bot.checkins.session import is_checkin
from bot.checkins.setup import UNDER_A_QUESTION, day_told, pause
from bot.core.records import CHECKUP
from bot.core.replies import Button, Reply, Say
from bot.dialogue.commands import command_button
from bot.dialogue.context import Context
from bot.dialogue.prompting import with_button
from bot.dialogue.scene import Scene
from bot.hearing.policy import LEAVING, Resolution

LEAVES = ("later", "bye")
SCHEDULE = "checkins/schedule"
OFFERED = {
    "pause": (("pause_two_weeks", "pause 2weeks"), ("pause_until", "pause")),
    "stop": (("stop_button", "stop"),),
}


class WishBeside(Struct, frozen=True):
    """The result of a wish: the scene in which the numbers are taken, the reply, and its buttons."""

    scene: Scene
    lines: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()

    def under(self, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
        """Put the buttons under what is replied to the numbers."""
        for button in self.buttons:
            replies = with_button(replies, button)
        return replies


def wish_beside(context: Context, scene: Scene, meant: Resolution, text: str) -> WishBeside:
    """Pause until the day told beside the numbers of a week; without a day, offer to pause, or to stop.

    Who leaves beside a number of a check-up is offered to go on later.
    """
    if scene.session.flow == CHECKUP and any(act.name in LEAVES and act.chance >= LEAVING for act in meant.done):
        return WishBeside(scene, buttons=(command_button("cancel", context.words),))
    wished = _wished(meant) if is_checkin(scene.session) else None
    plan = scene.chat.book.plan
    if wished is None or plan is None:
        return WishBeside(scene)
    until = day_told(text, plan.schedule, context.words, context.event.at) if wished == "pause" else None
    if until is None:
        number, label = scene.chat.business.number, context.words.label
        buttons = [
            Button(label(SCHEDULE, block), f"/weekly {UNDER_A_QUESTION} {verb} #{number}")
            for block, verb in OFFERED[wished]
        ]
        return WishBeside(scene, buttons=tuple(buttons))
    chat, replies = pause(scene.chat, until, context.words, context.event.at)
    return WishBeside(context.scene_of(chat, scene.session), _lines(replies))


def _wished(meant: Resolution) -> str | None:
    sure = (act.name for act in meant.done if act.kind == "wants" and act.chance >= LEAVING)
    return next((name for name in sure if name in OFFERED), None)


def _lines(replies: Sequence[Reply]) -> tuple[str, ...]:
    return tuple(reply.text for reply in replies if isinstance(reply, Say))
