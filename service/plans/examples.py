"""Bodies of `/v1/plans` as the description of the API shows them; the tests send them."""

from typing import Any, Final

from service.example_plan import SMALL_PLAN

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

DRAFTS: Final[dict[str, dict[str, Any]]] = {
    "A small plan": SMALL_PLAN,
    "A draft with much left to do": {"key": "account-manager", "title": "Account manager"},
}
SUBMISSIONS: Final[dict[str, dict[str, Any]]] = {
    "In force from March on": {"effective_from": "2026-03-01"},
    "For one year": {"effective_from": "2026-01-01", "effective_until": "2027-01-01", "note": "As agreed in November."},
}
CLONES: Final[dict[str, dict[str, Any]]] = {
    "As another plan": {"key": "key-account-manager"},
    "As the next draft of the same plan": {"key": "account-manager"},
}
RETIREMENTS: Final[dict[str, dict[str, Any]]] = {
    "Without a word": {},
    "With the reason": {"reason": "The team was dissolved."},
}
TAKEN_KPIS: Final[dict[str, dict[str, Any]]] = {
    "With the suggested levels": {"kpi": "win_rate"},
    "With a weight and a level of its own": {
        "kpi": "margin",
        "version": 1,
        "weight": "0.2",
        "levels": {"normal": "24"},
    },
}
