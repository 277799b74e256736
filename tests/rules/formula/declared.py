"""The names that the formulas of these tests may use."""

from collections.abc import Mapping

from rules.formula import BOOLEAN, NUMBER, Category, Kind, TableKind

DECLARED: Mapping[str, Kind] = {
    "fund": NUMBER,
    "actual": NUMBER,
    "coefficient": NUMBER,
    "revenue.actual": NUMBER,
    "revenue.normal": NUMBER,
    "revenue.index": NUMBER,
    "overdue.actual": NUMBER,
    "period.month": NUMBER,
    "eligible": BOOLEAN,
    "rating": Category(("A+", "A", "B", "C", "D")),
    "region": Category(("EMEA", "APAC")),
    "tiers": TableKind("marginal"),
    "rates": TableKind("whole"),
    "steps": TableKind("step"),
    "line": TableKind("points"),
    "grades": TableKind("lookup", "category"),
    "codes": TableKind("lookup", "number"),
}
