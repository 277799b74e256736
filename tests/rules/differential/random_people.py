"""Random people for a plan: actuals exactly at levels, edges and halves, or missing, or not applicable."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.rules.differential.random_formulas import LITERALS, Maker
from tests.rules.differential.random_kpis import GRADES, LEVELS
from tests.rules.differential.random_tables import EDGES, WORDS

Document = dict[str, Any]

_SHARES = ("0", "1", "0.5", "0.7", "0.9", "1.2", "1.5", "-0.5", "2", "0.25")
_FUNDS = ("1000", "0", "42000", "0.05", "100", "33.35", "1", "999999.99", "7")


@st.composite
def people(draw: st.DrawFn, plan: Document, least: int, most: int) -> list[Document]:
    """So many participants of a call."""
    make = Maker(draw)
    return [_person(make, plan, f"E{number}") for number in range(make.count(least, most))]


def _person(make: Maker, plan: Document, id_: str) -> Document:
    found: Document = {"id": id_, "inputs": _inputs(make, plan), "facts": _facts(make, plan)}
    if make.chance(25):
        found["prior"] = {"facts": _facts(make, plan)}
    if make.chance(8):
        key = make.pick(plan["kpis"])["key"]
        found["not_applicable"] = {key: "not in this role"}
    if make.chance(8):
        found["levels"] = {make.pick(plan["kpis"])["key"]: _personal_levels(make)}
    for kpi in plan["kpis"]:
        if "weight" in kpi and "curve" not in kpi and "levels" not in kpi:
            found.setdefault("levels", {})[kpi["key"]] = {"normal": "10", "base": make.pick(("0", "20"))}
    if "personal" in plan and make.chance(40):
        found["weights"] = _personal_weights(make, plan)
    return found


def _inputs(make: Maker, plan: Document) -> Document:
    given: Document = {"fund": make.pick(_FUNDS)}
    for key, declared in plan["inputs"].items():
        if key == "fund" or make.chance(30):
            continue
        match declared["kind"]:
            case "number":
                given[key] = _number(make)
            case "boolean":
                given[key] = make.chance(50)
            case "category":
                given[key] = make.pick(WORDS)
    if make.chance(1):
        del given["fund"]
    return given


def _facts(make: Maker, plan: Document) -> Document:
    given: Document = {}
    declared = plan.get("facts", {})
    kpis = {kpi["key"]: kpi for kpi in plan["kpis"] if "value" not in kpi}
    for key in [*kpis, *(key for key in declared if key not in kpis)]:
        if make.chance(3):
            continue
        spec = declared.get(key, {})
        is_word = spec.get("kind") == "category" or kpis.get(key, {}).get("curve", {}).get("kind") == "scale"
        if spec and make.chance(35):
            given[key] = _observations(make, spec)
        elif is_word:
            given[key] = make.pick(GRADES) if spec.get("take", "last") == "last" else "2"
        else:
            given[key] = _actual(make, kpis[key]) if key in kpis else _number(make)
        if make.chance(1):
            given[key] = None
    return given


def _number(make: Maker) -> str:
    text = make.pick(LITERALS)
    return f"-{text}" if text != "0" and make.chance(20) else text


def _actual(make: Maker, kpi: Document) -> str:
    """A number at a level, at an edge of the curve, between them, or anything."""
    levels = kpi.get("levels", {})
    kind = make.count(0, 3)
    if kind == 0 and levels:
        return _decimal(_constant(levels[make.pick(sorted(levels))]))
    if kind == 1 and {"base", "normal"} <= set(levels):
        base, normal = _constant(levels["base"]), _constant(levels["normal"])
        return _decimal(base + Fraction(make.pick(_SHARES)) * (normal - base))
    if kind == 2:
        edge = Fraction(make.pick(EDGES))
        scale = _constant(levels.get("normal", "1")) if make.chance(50) else Fraction(1)
        return _decimal(edge * scale)
    return _number(make)


def _constant(text: str) -> Fraction:
    """The level, or 1 where only a formula knows it."""
    try:
        return Fraction(text)
    except ValueError:
        return Fraction(1)


def _decimal(number: Fraction) -> str:
    """A decimal of at most 12 places near the number; exact wherever it ends."""
    scaled = round(number * 10**12)
    whole, rest = divmod(abs(scaled), 10**12)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:012d}"


def _observations(make: Maker, declared: Document) -> list[Any]:
    """Several observations; the last one counts by its date, so each has one."""
    count = make.pick((2, 1, 3, 0))
    values = [make.pick(GRADES) if declared["kind"] == "category" else _number(make) for _ in range(count)]
    if declared.get("take", "last") != "last":
        return list(values)
    days = make.draw(st.permutations(["2026-03-01", "2026-03-02", "2026-03-31"]))
    return [{"value": value, "date": day} for value, day in zip(values, days, strict=False)]


def _personal_levels(make: Maker) -> Document:
    names = [level for level in ("normal", "base", "target") if make.chance(50)] or ["normal"]
    return {level: make.pick(LEVELS) for level in names}


def _personal_weights(make: Maker, plan: Document) -> Document:
    """Weights of one's own; now and then they do not add up to one."""
    keys = [kpi["key"] for kpi in plan["kpis"] if "weight" in kpi]
    parts = [make.count(1, 4) for _ in keys]
    whole = sum(parts) + (1 if make.chance(10) else 0)
    return {key: str(Fraction(part, whole)) for key, part in zip(keys, parts, strict=True)}
