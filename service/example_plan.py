"""A small plan that shows the main parts, for the examples in the API's description; the tests send it."""

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
