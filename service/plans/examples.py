"""A small plan that shows the main parts; the tests send it."""

from typing import Any, Final

SMALL_PLAN: Final[dict[str, Any]] = {
    "schema": "bonus-plan/1",
    "key": "account-manager",
    "title": "Account manager",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {"fund": {"kind": "money", "title": "Bonus at coefficient 1"}},
    "kpis": [
        {
            "key": "revenue",
            "title": "Revenue",
            "unit": "EUR",
            "weight": "0.6",
            "levels": {"base": "80000", "normal": "100000", "target": "120000"},
        },
        {
            "key": "overdue",
            "title": "Overdue share of receivables",
            "unit": "%",
            "weight": "0.4",
            "levels": {"base": "20", "normal": "10", "target": "5"},
        },
    ],
    "components": [{"key": "bonus", "title": "Bonus", "amount": "fund * coefficient", "cap": "fund * 1.5"}],
    "examples": [
        {
            "name": "on plan for revenue, better on receivables",
            "inputs": {"fund": "1000"},
            "facts": {"revenue": "100000", "overdue": "8"},
            "expect": {"coefficient": "1.08", "total": "1080.00"},
        }
    ],
}

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "A small plan": SMALL_PLAN,
    "A plan with a sample": {
        "plan": SMALL_PLAN,
        "sample": {"inputs": {"fund": "2500"}, "facts": {"revenue": "110000", "overdue": "12"}},
    },
    "Weights that do not add up": {
        **SMALL_PLAN,
        "kpis": [{**SMALL_PLAN["kpis"][0], "weight": "0.59"}, SMALL_PLAN["kpis"][1]],
    },
}
