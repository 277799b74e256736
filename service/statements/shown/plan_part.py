"""One plan of a statement in reading order."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from service.figures import amount_text, percent_text, ratio_text
from service.statements.shown.earned import payee_text
from service.statements.shown.matrix import matrix, prices
from service.statements.shown.page import Notice, Part, Table
from service.statements.shown.pay import balances, components, gates, history, instalments, segments

Plan = Mapping[str, Any]
_Kind = Literal["blocked", "zero", "note"]

_FINDINGS: tuple[tuple[_Kind, str, str], ...] = (
    ("blocked", "problems", "Nothing can be paid yet, because"),
    ("zero", "reasons", "Nothing is paid, because"),
    ("note", "warnings", "About the data"),
)
_LATER = "This plan's pay does not come with this period, but later as a correction."
_LEFT_OUT = {
    "depends_on_others": "What one more unit pays is not shown, as this plan's pay depends on other people too.",
    "not_reproduced": "Cuts, money of rows and prices of units are not shown: the stored input does not give this "
    "result any more, which stays as it was booked.",
}


def plan_part(plan: Plan) -> Part:
    """All that one plan says, the sections that it has nothing for left out."""
    version = "" if plan["version"] is None else f", version {plan['version']}"
    return Part(
        plan["title"],
        f"{plan['key']}{version}",
        tuple(_notices(plan)),
        tuple(_facts(plan)),
        tuple(_tables(plan)),
        tuple(_foot(plan)),
    )


def _notices(plan: Plan) -> Iterator[Notice]:
    if plan["is_deferred"]:
        yield Notice("note", "Deferred", (_LATER,))
    for kind, name, title in _FINDINGS:
        if plan[name]:
            lines = tuple(f"{finding['message']} ({finding['code']})" for finding in plan[name])
            yield Notice(kind, title, lines)


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    total = "no amount" if plan["total"] is None else f"{amount_text(plan['total'])} {plan['currency']}"
    yield "Total of the plan", total
    paid_as = payee_text(plan["payee"], plan["currency"])
    if paid_as is not None:
        yield "In your currency", paid_as
    if plan["coefficient"] is not None:
        exact = "" if plan["coefficient_exact"] is None else f" = {plan['coefficient_exact']}"
        yield "Coefficient", f"{percent_text(plan['coefficient'])} ({plan['coefficient']}{exact})"
    if plan["rating"] is not None:
        yield "Rating", _grade(plan["rating"], plan["payout"])
    for key, scale in plan["scales"].items():
        yield key, _grade(scale["grade"], scale["payout"])
    for key, value in plan["values"].items():
        yield key, _value(value)


def _grade(grade: str | None, payout: str | None) -> str:
    shown = amount_text(grade)
    return shown if payout is None else f"{shown}, payout {ratio_text(payout)}"


def _value(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return amount_text(value)


def _tables(plan: Plan) -> Iterator[Table]:
    made = (matrix, gates, components, segments, balances, instalments, prices, history)
    yield from (table for table in (make(plan) for make in made) if table is not None)


def _foot(plan: Plan) -> Iterator[str]:
    rounding = plan["rounding"]
    places = "place" if rounding["digits"] == 1 else "places"
    steps = "every step exact" if rounding["steps"] is None else f"every step rounded to {rounding['steps']} places"
    mode = rounding["mode"].replace("_", " ")
    yield f"Rounding: {steps}; each line to {rounding['digits']} {places}, {mode}."
    sources = list(_sources(plan))
    if sources:
        yield f"Data: {'; '.join(sources)}."
    if plan["figures"] in _LEFT_OUT:
        yield _LEFT_OUT[plan["figures"]]
    yield f"Hash of the plan: {plan['hash']}"
    yield f"Hash of the result: {plan['result_hash']}"


def _sources(plan: Plan) -> Iterator[str]:
    for row in plan["kpis"]:
        said = [part for part in (row["source"], row["owner"] and f"answered for by {row['owner']}") if part]
        if said:
            yield f"{row['title']}: {', '.join(said)}"
