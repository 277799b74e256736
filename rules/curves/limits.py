"""Floor and cap of an index, put on the same way for every curve."""

from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Number
from rules.curves.ratio import InverseConcave, Ratio, at_or_below_zero
from rules.curves.reading import Curve, Reading


@dataclass(frozen=True, slots=True)
class Bounds:
    """`floor` and `cap` are indices; None is no limit; `cap_at_target` caps at the curve's value at target.

    `target_may_lack` says that a row without a target simply has no cap.
    """

    floor: Fraction | None
    cap: Fraction | None
    cap_at_target: bool
    target_may_lack: bool = False


def bounded_index(
    curve: Curve, reading: Reading, raw: Number, bounds: Bounds, target_cap: Number | None = None
) -> Number:
    """The index after floor and cap (cap beats floor), from the stored raw index.

    `target_cap` is the curve's value at target where it is already known; else it is computed from the reading.
    """
    index = curve.shaped(reading, raw)
    floor = None if bounds.floor is None else Number.constant(bounds.floor)
    cap = cap_of(curve, reading, bounds) if target_cap is None else target_cap
    stand_in = _where_undefined(curve, floor, cap)
    if stand_in is not None:
        index = stand_in.chosen(at_or_below_zero(reading), index)
    if floor is not None:
        index = index.greater(floor)
    if cap is not None:
        capped = index.lesser(cap)
        index = capped.chosen(reading.has("target"), index) if bounds.target_may_lack else capped
    return index


def cap_of(curve: Curve, reading: Reading, bounds: Bounds) -> Number | None:
    """The cap as a column; None where the curve has none. Rows without a target have a fault in a cap at target."""
    if not bounds.cap_at_target:
        return None if bounds.cap is None else Number.constant(bounds.cap)
    if reading.target is None:
        assert bounds.target_may_lack
        return None
    return index_at_target(curve, reading)


def index_at_target(curve: Curve, reading: Reading) -> Number:
    """The index of somebody whose actual is exactly the target, before floor and cap."""
    at_target = reading.at_target()
    return curve.shaped(at_target, curve.raw(at_target))


def _where_undefined(curve: Curve, floor: Number | None, cap: Number | None) -> Number | None:
    """What an actual at or below 0 gives where the curve has no value there; None: the fault stays."""
    if isinstance(curve, InverseConcave):
        return floor
    if isinstance(curve, Ratio) and curve.form == "normal/actual":
        return cap
    return None
