"""The KPI matrix of a statement: a row for each KPI from its levels to its money and the price of one more unit."""

from collections.abc import Mapping
from typing import Any

from rules import Figures, Kpi, KpiFigures
from service.statements.given import GivenPlan

_FROM_RESULT = (
    "base", "normal", "target", "actual", "raw_index", "index", "weight", "plan_weight", "weighted_index", "state",
)  # fmt: skip


def kpi_rows(given: GivenPlan, figures: Figures | None) -> list[dict[str, Any]]:
    """One row a KPI, in plan order; what only the figures know is null without them."""
    return [
        _row(line, given.compiled.kpis[line["key"]], _figures(figures, line["key"])) for line in given.result["kpis"]
    ]


def _figures(figures: Figures | None, key: str) -> KpiFigures | None:
    """A KPI that is only measured has no figures."""
    return None if figures is None else figures.kpis.get(key)


def _row(line: Mapping[str, Any], kpi: Kpi, figures: KpiFigures | None) -> dict[str, Any]:
    return {
        "key": line["key"],
        "title": kpi.label,
        "unit": kpi.unit,
        **{name: line[name] for name in _FROM_RESULT},
        "floor": None if figures is None else figures.floor,
        "cap": None if figures is None else figures.cap,
        "money": None if figures is None else figures.money,
        "one_more": None if figures is None else _price(figures),
        "source": kpi.source,
        "owner": kpi.owner,
    }


def _price(figures: KpiFigures) -> dict[str, str | None]:
    price = figures.price
    return {"step": price.step, "price": price.price, "reason": price.reason}
