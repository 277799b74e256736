"""What the engine computed and what the reference says, value by value."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from rules import ResultBatch
from tests.rules.differential.random_plans import has_index
from tests.rules.differential.reference import Document
from tests.rules.differential.reference_numbers import NoValue, Value, money, shown
from tests.rules.differential.reference_pay import PaidPerson

KPI_PARTS = ("actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index")


def differences(batch: ResultBatch, row: int, person: PaidPerson) -> dict[str, tuple[Any, Any]]:
    """Everything on which the two do not agree, as {name: (engine, reference)}; empty if they agree."""
    found: dict[str, tuple[Any, Any]] = {}
    exact = [] if person.is_refused() else _exact(batch, row, person)
    for name, ours, theirs in [*exact, *_printed(batch.result(row), person)]:
        if ours != theirs or type(ours) is not type(theirs):
            found[name] = (ours, theirs)
    return found


def _reference(person: PaidPerson, name: str) -> Value | None:
    try:
        return person.value(name)
    except NoValue:
        return None


def _exact(batch: ResultBatch, row: int, person: PaidPerson) -> Iterator[tuple[str, Any, Any]]:
    sheet = batch.sheet
    for key, line in sheet.kpis.items():
        for part in KPI_PARTS:
            column = getattr(line, part)
            yield f"{key}.{part}", None if column is None else column.at(row), _kpi_part(person, key, part)
    if sheet.coefficient is not None:
        yield "coefficient", sheet.coefficient.at(row), _reference(person, "coefficient")
    for key, scale in sheet.scales.items():
        yield key, scale.grade.at(row), _reference(person, key)
        if scale.payout is not None:
            yield f"{key}.payout", scale.payout.at(row), _reference(person, f"{key}.payout")
    for key, column in sheet.values.items():
        yield key, column.at(row), _reference(person, key)
    for key in sheet.components:
        yield f"gross of {key}", sheet.components[key].exact.at(row), _gross(person, key)


def _kpi_part(person: PaidPerson, key: str, part: str) -> Value | None:
    kpi = person.kpis[key]
    if part in ("weight", "weighted_index") and "weight" not in kpi:
        return None
    if part in ("raw_index", "index") and not has_index(kpi):
        return None
    return _reference(person, f"{key}.{part}")


def _gross(person: PaidPerson, key: str) -> Fraction | None:
    try:
        return person.exact_gross(key)
    except NoValue:
        return None


def _printed(result: Document, person: PaidPerson) -> Iterator[tuple[str, Any, Any]]:
    blocked = person.is_blocked()
    try:
        eligible: bool | None = person.is_eligible()
    except NoValue:
        eligible = None
    if eligible is False:
        yield "outcome", result["outcome"], "zero"
        yield "total", result["total"], money(0, person.digits)
        return
    if blocked or eligible is None:
        yield "outcome", result["outcome"], "blocked"
        yield "total", result["total"], None
        yield "has problems", bool(result["problems"]), True
        return
    lines = person.lines()
    total = sum(line.amount for line in lines.values())
    yield "outcome", result["outcome"], "paid" if total else "zero"
    yield "is explained", bool(total or result["reasons"]), True
    yield "total", result["total"], money(total, person.digits)
    yield "problems", result["problems"], []
    printed = {line["key"]: line for line in result["components"]}
    yield "components", sorted(printed), sorted(lines)
    for key, line in lines.items():
        for part, minor in line._asdict().items():
            yield f"{key} {part}", printed.get(key, {}).get(part), money(minor, person.digits)
    yield from _printed_ratios(result, person)


def _printed_ratios(result: Document, person: PaidPerson) -> Iterator[tuple[str, Any, Any]]:
    for line in result["kpis"]:
        for part in KPI_PARTS:
            yield f"printed {line['key']}.{part}", line[part], _text(_kpi_part(person, line["key"], part))
    for name, text in {"coefficient": result["coefficient"], **result["values"]}.items():
        yield f"printed {name}", text, _text(_reference(person, name))
    bands = dict(person.plan.get("scales", {}))
    printed = dict(result["scales"])
    if "ratings" in person.plan:
        bands["rating"] = person.plan["ratings"]
        printed["rating"] = {"grade": result["rating"], "payout": result["payout"]}
    for key, banded in bands.items():
        has_payout = "payout" in banded["bands"][0]
        payout = _text(_reference(person, f"{key}.payout")) if has_payout else None
        yield f"printed {key}", printed[key], {"grade": _text(_reference(person, key)), "payout": payout}
    for gate in result["gates"]:
        yield f"gate {gate['key']}", gate["passed"], _passed(person, gate["key"])


def _passed(person: PaidPerson, key: str) -> bool | None:
    gate = next(gate for gate in person.plan["gates"] if gate["key"] == key)
    try:
        return person.is_open(gate)
    except NoValue:
        return None


def _text(value: Value | None) -> str | bool | None:
    return shown(value) if isinstance(value, Fraction) else value
