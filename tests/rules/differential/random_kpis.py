"""Random KPIs: every curve, levels of any sign and direction, and every way of being missing."""

from fractions import Fraction
from typing import Any

from tests.rules.differential.random_formulas import Maker, Names
from tests.rules.differential.random_tables import EDGES, VALUES, corners, rows
from tests.rules.differential.reference import needs

Document = dict[str, Any]

LEVELS = ("0", "1", "10", "2", "3", "-4", "-1", "6", "100", "0.5", "12", "60", "-10")
CURVES = (
    None, "linear", "two_slope", "ratio", "points", "steps", "binary", "scale", "range", "inverse_concave", "formula",
)  # fmt: skip
GRADES = ("poor", "fair", "good")
_FLOORS = ("0", "-1", "0.5", None)
_FALLS = {"normal/actual": -1, "2-actual/normal": -1, "actual/normal": 1, "inverse_concave": 1}
"""Curves that say themselves whether more is better, as the sign from normal to target."""

_CAPS = ("1.5", "1.2", "2", "target", None)


def kpi(make: Maker, key: str, inputs: Names, facts: Names) -> Document:
    """One KPI without its weight."""
    found: Document = {"key": key}
    kind = make.pick(CURVES)
    if kind is not None:
        found["curve"] = _curve(make, kind)
    levels = _levels(make, found)
    if levels:
        found["levels"] = levels
    _fit_cap(make, found.get("curve", {}), levels)
    if kind == "formula":
        own = Names(["actual", *sorted(levels)], inputs.flags, inputs.words)
        found["curve"]["formula"] = make.number(own.plus(Names(inputs.numbers)), 2)
    if kind != "scale" and facts.numbers and make.chance(25):
        _measure(make, found, facts.plus(inputs), facts)
    if {"base", "normal"} <= set(levels):
        _by_formula(make, levels, inputs)
    if make.chance(50):
        found["missing"] = make.pick(("block", "zero", "carry_last", "reweight"))
    return found


def _fit_cap(make: Maker, curve: Document, levels: Document) -> None:
    """A cap at target mostly where there is one, and never where the curve has no value there."""
    if curve.get("cap") == "target" and "target" not in levels and not make.chance(15):
        del curve["cap"]
    divides = curve.get("form") == "normal/actual" or curve.get("kind") == "inverse_concave"
    if divides and curve.get("cap", "target") == "target" and Fraction(levels.get("target", "1")) <= 0:
        curve["cap"] = None


def _measure(make: Maker, found: Document, names: Names, facts: Names) -> None:
    """The actual as a formula, mostly a quotient that may have nothing below."""
    found["value"] = make.number(names, 2)
    if make.chance(60):
        found["value"] = f"{make.pick(facts.numbers)} / {make.pick(facts.numbers)}"
        found["undefined"] = make.pick(("block", "missing", "zero_actual"))


def _levels(make: Maker, found: Document) -> Document:
    """Levels that the curve needs and perhaps others, on the right sides of each other."""
    curve = found.get("curve", {"kind": "linear"})
    needed = needs(found)
    given: Document = {}
    for level in ("normal", "base"):
        if level in needed or make.chance(50):
            given[level] = make.pick([one for one in LEVELS if one not in given.values()])
    divides = curve["kind"] in ("ratio", "inverse_concave") or curve.get("of") == "attainment"
    if divides and given["normal"] == "0":
        given["normal"] = "8"
    if "normal" in given and ("target" in needed or make.chance(60)):
        normal, base = Fraction(given["normal"]), Fraction(given.get("base", "-1000"))
        away = _FALLS.get(curve.get("form", curve["kind"]), 1 if normal >= base else -1)
        given["target"] = str(normal + away * make.pick((1, 5, 10, 100)))
        if "base" in given and (normal - base) * away < 0:
            del given["base"]
    elif curve.get("form", curve["kind"]) in _FALLS:
        given.pop("base", None)
    return given


def _by_formula(make: Maker, levels: Document, inputs: Names) -> None:
    """Some levels as formulas; whether they are apart shows only for the person."""
    if inputs.numbers and make.chance(12):
        level = make.pick(sorted(levels))
        name = make.pick(inputs.numbers)
        levels[level] = make.pick((f"{levels[level]} * {name}", f"{levels[level]} + {name} / 3", name))


def _curve(make: Maker, kind: str) -> Document:
    curve: Document = {"kind": kind}
    of = make.pick(("actual", "attainment", "raw"))
    match kind:
        case "two_slope":
            curve["max"] = make.pick(("1", "1.5", "4/3", "2"))
        case "ratio":
            curve["form"] = make.pick(("actual/normal", "normal/actual", "2-actual/normal"))
        case "points":
            curve |= {"of": of, "points": corners(make, "index")}
        case "steps":
            curve |= {"of": of, "rows": rows(make, "index", VALUES)}
        case "scale":
            curve["values"] = {grade: make.pick(VALUES) for grade in GRADES}
        case "range":
            places = [EDGES[place] for place in make.draw_places(len(EDGES), 4)]
            curve |= dict(zip(("zero_low", "low", "high", "zero_high"), places, strict=True))
            if make.chance(25):
                curve["high"] = curve["low"]
    if kind in ("linear", "ratio", "inverse_concave", "points", "steps", "formula"):
        _limit(make, curve)
    return curve


def _limit(make: Maker, curve: Document) -> None:
    if make.chance(50):
        curve["floor"] = make.pick(_FLOORS)
    if make.chance(50):
        curve["cap"] = make.pick(_CAPS)
    floor, cap = curve.get("floor", "0"), curve.get("cap")
    if floor is not None and cap not in (None, "target") and Fraction(floor) > Fraction(cap):
        curve["floor"] = None
