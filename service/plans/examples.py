"""Bodies of `/v1/plans` as the API's description shows them; the tests send them."""

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
