"""What a value that changes within a period was made of, in words."""

from fractions import Fraction

from rules.engine import Blend
from rules.numbers import plain_text
from rules.trace.node import Input

AVERAGE_RULE = "average over the segments: sum of share * value"


def blend_rule(blend: Blend) -> str:
    """How the parts make one value."""
    return AVERAGE_RULE if blend.is_average else "the value of the segment that counts"


def blend_parts(blend: Blend) -> list[Input]:
    """The values with their shares of the period and the day that each holds from."""
    return [
        Input(f"{plain_text(weight)} from {start.isoformat()}", None, _text(value))
        for weight, start, value in blend.parts
    ]


def _text(value: Fraction | bool | str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else plain_text(value)
