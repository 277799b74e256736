"""Calls of the main job as the API's description shows them; the tests send them."""

from typing import Any, Final

from service.example_plan import SMALL_PLAN

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "A shipped plan by its key": {
        "plan": {"key": "b2b-sales-manager"},
        "period": {"start": "2026-03-01", "end": "2026-04-01"},
        "participants": [
            {
                "id": "E1",
                "inputs": {"fund": "42000"},
                "facts": {
                    "revenue": "1100000",
                    "gross_profit": "21",
                    "revenue_net": "100",
                    "new_customers": "4",
                    "overdue": "12",
                    "duration": "65",
                },
            }
        ],
    },
    "A plan in the call, with explanations": {
        "plan": SMALL_PLAN,
        "participants": [
            {"id": "E1", "inputs": {"fund": "1000"}, "facts": {"revenue": "110000", "overdue": "8"}},
            {
                "id": "E2",
                "inputs": {"fund": "1000"},
                "facts": {"revenue": "45000", "overdue": "12"},
                "levels": {"revenue": {"base": "40000", "normal": "50000", "target": "60000"}},
            },
            {"id": "E3", "inputs": {"fund": "1000"}, "facts": {"revenue": "90000"}},
        ],
        "explain": True,
    },
    "People who share the pot of their team": {
        "plan": {"key": "team-pot"},
        "period": {"start": "2026-03-01", "end": "2026-04-01"},
        "groups": {"north": {"inputs": {"pot": "3000"}}},
        "participants": [
            {"id": "E1", "group": "north", "facts": {"days_worked": "20"}},
            {"id": "E2", "group": "north", "facts": {"days_worked": "10"}, "inputs": {"participation": "0.5"}},
            {"id": "E3", "group": "north", "facts": {"days_worked": "15"}},
        ],
    },
}
