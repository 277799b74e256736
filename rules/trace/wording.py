"""The method's own rules in words: what a built-in curve and its limits did."""

from rules.columns import Word
from rules.engine import KpiLine
from rules.numbers import display
from rules.plan import CategoryFact, Kpi, Plan, ScaleCurve


def curve_rule(kpi: Kpi) -> tuple[str, tuple[str, ...]]:
    """The rule of a built-in curve in words, and the parts of the KPI it reads."""
    curve = kpi.effective_curve
    rules: dict[str, tuple[str, tuple[str, ...]]] = {
        "linear": ("(actual - base) / (normal - base)", ("actual", "base", "normal")),
        "two_slope": ("(actual - base) / (normal - base)", ("actual", "base", "normal")),
        "ratio": (getattr(curve, "form", "actual/normal"), ("actual", "normal")),
        "inverse_concave": ("2 - normal/actual", ("actual", "normal")),
        "points": (
            f"straight lines through the points of the {getattr(curve, 'of', 'actual')}",
            ("actual", "base", "normal"),
        ),
        "steps": (f"step reached by the {getattr(curve, 'of', 'actual')}", ("actual", "base", "normal")),
        "binary": ("1 at or beyond normal, else 0", ("actual", "base", "normal")),
        "scale": ("index of the word", ("actual",)),
        "range": ("1 inside the corridor, falling to 0 on both sides", ("actual",)),
    }
    return rules[curve.kind]


def measured_rule(plan: Plan, key: str) -> str:
    """The fact behind an actual, and how several judgements became one."""
    fact = plan.facts.get(key)
    if isinstance(fact, CategoryFact) and fact.take == "median":
        return f"fact {key}, the middle of what was said, the lower of two"
    if isinstance(fact, CategoryFact) and fact.take == "avg":
        return f"fact {key}, the mean of the indices of what was said"
    return f"fact {key}"


def anchor_of(kpi: Kpi, line: KpiLine, row: int) -> str | None:
    """What the plan says that the person's word means."""
    word = line.actual.at(row) if isinstance(line.actual, Word) else None
    return kpi.curve.anchors.get(word) if isinstance(kpi.curve, ScaleCurve) and word is not None else None


def limit_reads(kpi: Kpi) -> tuple[str, ...]:
    """What floor and cap of the index read beside the raw index."""
    if kpi.effective_curve.kind == "two_slope":
        return ("actual", "normal", "target")
    return ("target",) if kpi.cap_index(has_target=True) == "target" else ()


def limit_rule(kpi: Kpi, line: KpiLine, row: int, *, has_target: bool) -> str:
    """How the raw index became the index; `has_target` is about the person, whose own levels may add one."""
    if row in line.missing and kpi.missing == "zero":
        return "missing counts as index 0"
    curve = kpi.effective_curve
    if curve.kind == "two_slope":
        most = display(curve.max)
        return f"0 to 1 from base to normal, 1 to {most} from normal to target, flat outside"
    parts = ["raw index"]
    floor, cap = kpi.floor_index, kpi.cap_index(has_target=has_target)
    if floor is not None:
        parts.append(f"at least {display(floor)}")
    if cap is not None:
        parts.append("at most the index at target" if cap == "target" else f"at most {display(cap)}")
    return ", ".join(parts)
