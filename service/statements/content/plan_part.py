"""What a statement says of one plan: the stored result with titles, and what the figures add to it."""

from collections.abc import Mapping
from typing import Any

from rules import Figures, line_titles, result_digest, stored_text
from service.statements.content.kpi_rows import kpi_rows
from service.statements.given import GivenPlan

_ALIKE = ("coefficient", "rating", "payout", "scales", "values", "instalments", "segments", "total", "payee")
_FINDINGS = ("reasons", "problems", "warnings")


def plan_part(given: GivenPlan) -> dict[str, Any]:
    """One plan of a statement. Numbers are those that were booked; figures that a calculation of today sees
    differently are left out and said to be."""
    plan, result, figures = given.compiled.plan, given.result, _reproduced(given)
    titles = line_titles(plan)
    return {
        "key": plan.key,
        "version": given.version,
        "hash": given.compiled.hash,
        "result_hash": given.result_hash,
        "title": plan.title,
        "currency": plan.currency,
        "outcome": result["outcome"],
        **{name: [_finding(finding) for finding in result[name]] for name in _FINDINGS},
        "kpis": kpi_rows(given, figures),
        "coefficient_money": _earned(figures),
        "coefficient_exact": result["exact"].get("/coefficient"),
        "gates": [_gate(line, given, figures) for line in result["gates"]],
        "components": [
            {"title": titles[line["key"]], **{part: line[part] for part in _LINE}} for line in result["components"]
        ],
        "balances": [{"key": key, "title": titles[key], **line} for key, line in result["balances"].items()],
        **{name: result[name] for name in _ALIKE},
        "history": [
            {
                "period": past.period,
                "outcome": past.outcome,
                "coefficient": past.coefficient,
                "rating": past.rating,
                "total": past.total,
                "currency": past.currency,
            }
            for past in given.past
        ],
        "rounding": {"mode": plan.rounding.mode, "steps": plan.rounding.steps, "digits": given.compiled.digits},
        "is_deferred": given.is_deferred,
        "figures": _state(given, figures),
    }


_LINE = (
    "key", "earning_code", "unit", "gross", "gated", "prorated", "withheld", "amount", "lines", "reasons",
    "cost_centres",
)  # fmt: skip


def _reproduced(given: GivenPlan) -> Figures | None:
    """The figures, if the evaluation that gave them gives what was booked."""
    figures = given.figures
    if figures is None or result_digest(stored_text(figures.result)) != given.result_hash:
        return None
    return figures


def _state(given: GivenPlan, used: Figures | None) -> str:
    if used is not None:
        return "complete"
    return "depends_on_others" if given.compiled.reads_others or given.compiled.inherited else "not_reproduced"


def _finding(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {part: finding[part] for part in ("code", "path", "message")}


def _earned(figures: Figures | None) -> dict[str, Any] | None:
    """What the rows of the matrix earned together, and the lines it is the sum of."""
    if figures is None or figures.earned is None:
        return None
    return {"amount": figures.earned.amount, "components": list(figures.earned.lines)}


def _gate(line: Mapping[str, Any], given: GivenPlan, figures: Figures | None) -> dict[str, Any]:
    gate = given.compiled.gates[line["key"]]
    read = () if figures is None else figures.gates[line["key"]]
    return {
        "key": line["key"],
        "title": gate.label,
        "condition": " ".join(gate.when.split()),
        "scope": list(gate.scopes),
        "passed": line["passed"],
        "enforced": line["enforced"],
        "effect": line["effect"],
        "read": [{"name": name, "value": value} for name, value in read],
    }
