"""Floor and cap of an index, put on the same way for every curve."""

from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Flag, Number
from rules.curves.ratio import InverseConcave, Ratio, at_or_below_zero
from rules.curves.reading import LEVEL_ABSENT, Curve, Reading


@dataclass(frozen=True, slots=True)
class Bounds:
    """`floor` and `cap` are indices; None is no limit; `cap_at_target` caps at the curve's value at target.

    `target_may_lack` says that a row without a target simply has no cap.
    """

    floor: Fraction | None
    cap: Fraction | None
    cap_at_target: bool
    target_may_lack: bool = False


def bounded_index(curve: Curve, reading: Reading, raw: Number, bounds: Bounds) -> Number:
    """The index after floor and cap (cap beats floor), from the stored raw index."""
    index = curve.shaped(reading, raw)
    floor = None if bounds.floor is None else Number.constant(bounds.floor)
    cap = _cap(curve, reading, bounds)
    stand_in = _where_undefined(curve, floor, cap)
    if stand_in is not None:
        index = stand_in.chosen(at_or_below_zero(reading), index)
    if floor is not None:
        index = index.greater(floor)
    if cap is not None:
        capped = index.lesser(cap)
        index = capped.chosen(_has_target(reading), index) if bounds.target_may_lack else capped
    return index


def _cap(curve: Curve, reading: Reading, bounds: Bounds) -> Number | None:
    if not bounds.cap_at_target:
        return None if bounds.cap is None else Number.constant(bounds.cap)
    if reading.target is None:
        assert bounds.target_may_lack
        return None
    at_target = reading.at_target()
    return curve.shaped(at_target, curve.raw(at_target))


def _has_target(reading: Reading) -> Flag:
    """Which rows have a target at all: a personal one may stand beside people without one."""
    assert reading.target is not None
    lacking = {row for row, fault in reading.target.faults.items() if fault.code == LEVEL_ABSENT}
    return Flag(True) if not lacking else Flag([row not in lacking for row in range(reading.size)])


def _where_undefined(curve: Curve, floor: Number | None, cap: Number | None) -> Number | None:
    """What an actual at or below 0 gives where the curve has no value there; None: the fault stays."""
    if isinstance(curve, InverseConcave):
        return floor
    if isinstance(curve, Ratio) and curve.form == "normal/actual":
        return cap
    return None
