"""Is this marketing or sales? One activity in the owner's own words, judged by the house rule."""

from bot.activity.gate import looks_like_activity
from bot.activity.judge import judge
from bot.activity.judgement import Ask, Judgement, Part
from bot.activity.rule import Ruling, verdict_of

__all__ = ["Ask", "Judgement", "Part", "Ruling", "judge", "looks_like_activity", "verdict_of"]
