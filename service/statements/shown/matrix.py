"""The KPI matrix as a table in the layout of the municipal form, and the price of one more unit of each row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from service.figures import NOTHING, amount_text, percent_number
from service.statements.shown.page import Column, Row, Table

_Row = Mapping[str, Any]
_Cell = Callable[[_Row, int], str]
_PLACES = 2
_STATES = {"missing": "missing", "not_applicable": "n/a", "problem": "problem"}


def matrix(plan: Mapping[str, Any]) -> Table | None:
    """A row for each KPI and the coefficient as their sum; columns that no row fills are left out."""
    rows = plan["kpis"]
    if not rows:
        return None
    steps = plan["rounding"]["steps"]
    # A plan that rounds its steps wants every stored place on paper, so that a line can be checked by hand.
    places = _PLACES if steps is None else max(_PLACES, steps - _PLACES)
    columns = [column for column in _columns(plan["currency"]) if column[0].wide or _is_filled(column[1], rows)]
    lines = [Row(tuple(cell(row, places) for _, cell, _ in columns)) for row in rows]
    if plan["coefficient"] is not None:
        lines.append(Row(tuple(total(plan, places) for *_, total in columns), "sum"))
    return Table("KPI matrix", tuple(column for column, *_ in columns), tuple(lines), tuple(_notes(plan)))


def _columns(currency: str) -> Iterator[tuple[Column, _Cell, _Cell]]:
    """Each column with the cell of a row and the cell of the sum."""
    yield Column("KPI", wide=True), lambda row, _: row["title"], lambda *_: "Coefficient"
    yield Column("Unit"), lambda row, _: row["unit"] or NOTHING, _nothing
    yield Column("Weight %", numeric=True), _weight, _all_weights
    for level in ("base", "normal", "target"):
        yield Column(level.capitalize(), numeric=True), _amount(level), _nothing
    yield Column("T-zero %", numeric=True), _percent("floor"), _nothing
    yield Column("T-max %", numeric=True), _percent("cap"), _nothing
    yield Column("Actual", numeric=True), _actual, _nothing
    yield Column("Raw index %", numeric=True), _percent("raw_index"), _nothing
    yield Column("Index %", numeric=True), _percent("index"), _nothing
    yield Column("Weighted %", numeric=True), _percent("weighted_index"), _percent("coefficient")
    yield Column(f"Money {currency}", numeric=True), _amount("money"), _earned


def _is_filled(cell: _Cell, rows: list[_Row]) -> bool:
    return any(cell(row, _PLACES) != NOTHING for row in rows)


def _nothing(_row: _Row, _places: int) -> str:
    return ""


def _amount(name: str) -> _Cell:
    return lambda row, _: amount_text(row[name])


def _percent(name: str) -> _Cell:
    return lambda row, places: percent_number(row[name], places)


def _actual(row: _Row, _places: int) -> str:
    """The measured value; where there is none, the reason takes its place."""
    if row["actual"] is None:
        state: str = row["state"]
        return _STATES.get(state, state)
    shown = amount_text(row["actual"])
    return f"{shown} (carried)" if row["state"] == "carried" else shown


def _weight(row: _Row, places: int) -> str:
    """The weight in force, and the plan's own where people who lack another KPI get more."""
    shown = percent_number(row["weight"], places)
    planned = row["plan_weight"]
    if planned is None or "/" in planned or row["weight"] in {None, planned}:
        return shown
    return f"{shown} (of {percent_number(planned, places)})"


def _all_weights(plan: Mapping[str, Any], _places: int) -> str:
    """Weights in force add up to 1: a plan or a person of which that is not true is refused."""
    return "100" if any(row["weight"] is not None for row in plan["kpis"]) else ""


def _earned(plan: Mapping[str, Any], _places: int) -> str:
    earned = plan["coefficient_money"]
    return NOTHING if earned is None else amount_text(earned["amount"])


def _notes(plan: Mapping[str, Any]) -> Iterator[str]:
    yield "T-zero and T-max: the lowest and the highest index that counts. Percentages are cut, never rounded up."
    earned = plan["coefficient_money"]
    if earned is not None:
        titles = {line["key"]: line["title"] for line in plan["components"]}
        lines = ", ".join(titles[key] for key in earned["components"])
        yield f"Money: what the coefficient earned ({lines}), shared out by weighted index."


_NO_PRICE = {
    "no_actual": "nothing was measured",
    "word": "is judged in words",
    "by_segment": "parts of the period are computed one by one",
    "not_computed": "could not be computed",
}


def prices(plan: Mapping[str, Any]) -> Table | None:
    """What one better unit of each KPI would have changed in pay, everything else as it was."""
    rows = [row for row in plan["kpis"] if row["one_more"] is not None]
    if not rows or plan["outcome"] == "blocked":
        return None
    columns = (Column("KPI", wide=True), Column("One unit"), Column(f"Pays {plan['currency']}", numeric=True))
    lines = tuple(Row((row["title"], _step(row), _price(row["one_more"]))) for row in rows)
    note = "Everything else as it was; one unit less, where less is better."
    return Table("Price of one more unit", columns, lines, (note,), narrow=True)


def _step(row: _Row) -> str:
    sign = "−1" if row["one_more"]["step"].startswith("-") else "+1"
    return f"{sign} {row['unit']}" if row["unit"] else sign


def _price(one_more: Mapping[str, str | None]) -> str:
    reason = one_more["reason"]
    return amount_text(one_more["price"]) if reason is None else _NO_PRICE[reason]
