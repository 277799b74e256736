"""Results in the JSON shape of the calculate call, as small as the writers need them."""

from collections.abc import Sequence
from typing import Any

from service.files.results import ResultsHead

HEAD = ResultsHead(
    plan={"key": "sales", "version": None, "hash": "ab12"},
    engine="1.2.3",
    currency="EUR",
    components=("kpi_bonus", "growth", "total_floor"),
)
TOTALS = {"paid": 1, "zero": 0, "blocked": 0, "amount": "1234.50"}

Amounts = Sequence[tuple[str, str | None]]


def finding(code: str, message: str, path: str = "") -> dict[str, str]:
    """A reason, warning or problem."""
    return {"code": code, "path": path, "message": message}


def result(id_: str, amounts: Amounts = (), total: str | None = None, **parts: Any) -> dict[str, Any]:
    """One result; `parts` replace what is said of nobody in particular."""
    components = [{"key": key, "amount": amount} for key, amount in amounts]
    plain: dict[str, Any] = {"outcome": "paid", "coefficient": None, "rating": None}
    lists: dict[str, Any] = {"reasons": [], "problems": [], "warnings": []}
    return {"id": id_, **plain, **lists, "components": components, "total": total, **parts}
