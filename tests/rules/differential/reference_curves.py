"""Curves of the reference: from an actual and its levels to the raw index, and from there to the index."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tests.rules.differential.reference_numbers import NoValue, Value
from tests.rules.differential.reference_tables import on_line, row_reached

Levels = dict[str, Fraction]
Formula = Callable[[str, dict[str, Value]], Value]
"""Evaluates a curve's own formula with `actual`, `base`, `normal`, `target`."""

NEEDED = {
    "linear": ("base", "normal"),
    "two_slope": ("base", "normal", "target"),
    "ratio": ("normal",),
    "binary": ("normal",),
    "inverse_concave": ("normal",),
    "attainment": ("normal",),
    "raw": ("base", "normal"),
}
_FLOOR_0 = ("linear", "ratio", "inverse_concave")
_LIMITED = (*_FLOOR_0, "points", "steps", "formula")


def needed_levels(curve: dict[str, Any]) -> tuple[str, ...]:
    """The levels without which the curve has no index."""
    return NEEDED.get(curve["kind"]) or NEEDED.get(curve.get("of", ""), ())


def check_levels(curve: dict[str, Any], levels: Levels) -> None:
    """Levels must be there, and apart where the curve divides by their distance."""
    needed = needed_levels(curve)
    if any(name not in levels for name in needed):
        raise NoValue("other")
    if {"base", "normal"} <= set(needed) and levels["base"] == levels["normal"]:
        raise NoValue("levels")
    if curve["kind"] == "two_slope" and levels["target"] == levels["normal"]:
        raise NoValue("levels")


def raw_index(  # noqa: PLR0911 - one return per kind of curve
    curve: dict[str, Any], actual: Value, levels: Levels, formula: Formula
) -> Fraction | str:
    """The curve before floor and cap; `"floor"` or `"cap"` where it has no value but stands at that limit."""
    if curve["kind"] == "scale" and isinstance(actual, Fraction):
        return actual  # The mean of several words is an index already.
    if curve["kind"] == "scale":
        return Fraction(curve["values"][actual])
    if curve["kind"] == "formula":
        value = formula(curve["formula"], {"actual": actual, **levels})
        assert isinstance(value, Fraction)
        return value
    assert isinstance(actual, Fraction)
    match curve["kind"]:
        case "linear" | "two_slope":
            return _linear(actual, levels)
        case "ratio":
            return _ratio(curve.get("form", "actual/normal"), actual, levels["normal"])
        case "inverse_concave":
            return "floor" if actual <= 0 else 2 - levels["normal"] / actual
        case "binary":
            lower = "base" in levels and levels["base"] > levels["normal"]
            return Fraction(actual <= levels["normal"] if lower else actual >= levels["normal"])
        case "range":
            corners = [("zero_low", 0), ("low", 1), ("high", 1), ("zero_high", 0)]
            return on_line([(Fraction(curve[name]), Fraction(index)) for name, index in corners], actual)
    x = _read(curve.get("of", "actual"), actual, levels)
    if curve["kind"] == "steps":
        return Fraction(row_reached(curve["rows"], x)["index"])
    return on_line([(Fraction(point["at"]), Fraction(point["index"])) for point in curve["points"]], x)


def limited(curve: dict[str, Any], raw: Fraction | str, actual: Value, levels: Levels, formula: Formula) -> Fraction:
    """The index after floor and cap (the cap beats the floor); two_slope has its own shape instead."""
    if curve["kind"] == "two_slope":
        assert isinstance(raw, Fraction)
        assert isinstance(actual, Fraction)
        return _two_slope(Fraction(curve["max"]), raw, actual, levels)
    floor, cap = _floor(curve), _cap(curve, levels, formula)
    if raw == "cap":
        if cap is None:
            raise NoValue("other")
        return cap
    if raw == "floor":
        if floor is None:
            raise NoValue("other")
        raw = floor
    assert isinstance(raw, Fraction)
    index = raw if floor is None else max(raw, floor)
    return index if cap is None else min(index, cap)


def _linear(actual: Fraction, levels: Levels) -> Fraction:
    return (actual - levels["base"]) / (levels["normal"] - levels["base"])


def _two_slope(most: Fraction, raw: Fraction, actual: Fraction, levels: Levels) -> Fraction:
    beyond = (actual - levels["normal"]) / (levels["target"] - levels["normal"])
    if beyond <= 0:
        return min(max(raw, Fraction(0)), Fraction(1))
    return 1 + (most - 1) * min(beyond, Fraction(1))


def _ratio(form: str, actual: Fraction, normal: Fraction) -> Fraction | str:
    if form == "normal/actual":
        return "cap" if actual <= 0 else normal / actual
    if normal == 0:
        raise NoValue("division")
    return actual / normal if form == "actual/normal" else 2 - actual / normal


def _read(of: str, actual: Fraction, levels: Levels) -> Fraction:
    if of == "actual":
        return actual
    if of == "raw":
        return _linear(actual, levels)
    if levels["normal"] == 0:
        raise NoValue("division")
    return actual / levels["normal"]


def _floor(curve: dict[str, Any]) -> Fraction | None:
    floor = curve.get("floor", "0" if curve["kind"] in _FLOOR_0 else None)
    return None if floor is None or curve["kind"] not in _LIMITED else Fraction(floor)


def _cap(curve: dict[str, Any], levels: Levels, formula: Formula) -> Fraction | None:
    at_target = curve["kind"] in _FLOOR_0 and "target" in levels
    cap = curve.get("cap", "target" if at_target else None)
    if cap is None or curve["kind"] not in _LIMITED:
        return None
    if cap != "target":
        return Fraction(cap)
    if "target" not in levels:
        raise NoValue("other")
    reached = raw_index(curve, levels["target"], levels, formula)
    if isinstance(reached, str):
        raise NoValue("other")
    return reached
