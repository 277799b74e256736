"""Plan documents the tests of this folder start from; every call gives a fresh copy that may be changed."""

import copy
from typing import Any

Document = dict[str, Any]

_B2B: Document = {
    "schema": "bonus-plan/1",
    "key": "b2b-sales-manager",
    "title": "B2B sales manager",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {
        "fund": {"kind": "money", "title": "Bonus fund at coefficient 1"},
        "region": {"kind": "category", "values": ["EMEA", "APAC"], "default": "EMEA"},
    },
    "facts": {
        "revenue": {"kind": "number", "take": "sum"},
        "gross_profit": {"kind": "number", "take": "sum"},
        "revenue_net": {"kind": "number", "take": "sum"},
    },
    "kpis": [
        {
            "key": "revenue",
            "title": "Shipped revenue",
            "unit": "EUR",
            "weight": "0.35",
            "levels": {"base": "800000", "normal": "1000000", "target": "1200000"},
        },
        {
            "key": "margin",
            "title": "Gross margin",
            "unit": "%",
            "weight": "0.15",
            "value": "gross_profit / revenue_net * 100",
            "undefined": "block",
            "levels": {"base": "18", "normal": "22", "target": "25"},
        },
        {
            "key": "new_customers",
            "title": "New customers",
            "unit": "pcs",
            "weight": "0.20",
            "levels": {"base": "2", "normal": "5", "target": "8"},
        },
        {
            "key": "overdue",
            "title": "Overdue share of receivables",
            "unit": "%",
            "weight": "0.15",
            "levels": {"base": "20", "normal": "10", "target": "5"},
        },
        {
            "key": "duration",
            "title": "Average sales duration",
            "unit": "days",
            "weight": "0.15",
            "levels": {"base": "60", "normal": "45", "target": "35"},
            "curve": {"kind": "linear", "floor": "0", "cap": "target"},
            "missing": "block",
        },
    ],
    "ratings": {
        "bands": [
            {"grade": "D"},
            {"grade": "C", "from": "0.70"},
            {"grade": "B", "from": "0.90"},
            {"grade": "A", "from": "1.00"},
            {"grade": "A+", "from": "1.20"},
        ]
    },
    "tables": {
        "revenue_rates": {
            "kind": "marginal",
            "rows": [{"from": "0", "rate": "0.01"}, {"from": "1000000", "rate": "0.02"}],
        }
    },
    "values": {"over_plan": "max(revenue.actual - revenue.normal, 0)"},
    "gates": [
        {
            "key": "receivables",
            "when": "overdue.actual <= 30",
            "scope": "total",
            "otherwise": {"factor": "0"},
            "title": "Overdue share at most 30 %",
            "mode": "enforce",
        }
    ],
    "components": [
        {
            "key": "kpi_bonus",
            "title": "KPI bonus",
            "amount": 'fund * coefficient if rating != "D" else 0',
            "cap": "fund * 1.5",
            "earning_code": "BON1",
        },
        {"key": "growth", "title": "Growth commission", "amount": "tier(over_plan, revenue_rates)"},
    ],
    "limits": {"total_cap": "fund * 2", "total_floor": "0"},
    "rounding": {"mode": "half_up"},
    "examples": [
        {
            "name": "the matrix of the handbook",
            "inputs": {"fund": "42000"},
            "facts": {
                "revenue": "1100000",
                "gross_profit": "21",
                "revenue_net": "100",
                "new_customers": "4",
                "overdue": "12",
                "duration": "65",
            },
            "expect": {
                "coefficient": "1069/1200",
                "rating": "C",
                "components": {"kpi_bonus": "37415.00", "growth": "1000.00"},
                "total": "38415.00",
            },
        }
    ],
}

_SMALL: Document = {
    "schema": "bonus-plan/1",
    "key": "small",
    "title": "Small",
    "currency": "EUR",
    "frequency": "month",
    "values": {"answer": "42"},
}


def b2b() -> Document:
    """The KPI matrix of a B2B sales manager, with an example."""
    return copy.deepcopy(_B2B)


def small(**parts: Any) -> Document:
    """The smallest plan there is, with `parts` added or put in place of its own."""
    return {**copy.deepcopy(_SMALL), **copy.deepcopy(parts)}


def changed(document: Document, path: str, value: Any) -> Document:
    """The document with `value` at a JSON pointer; missing objects on the way are made."""
    *way, last = [int(part) if part.isdigit() else part for part in path.removeprefix("/").split("/")]
    place: Any = document
    for step in way:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    place[last] = value
    return document
