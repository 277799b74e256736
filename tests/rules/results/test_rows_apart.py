"""Rows that are paid apart: everything adds up to the line, and what cannot be taken out of it is said."""

from datetime import date
from typing import Any

import pytest

from rules import PayLine, Period, pay_lines, rows_apart
from tests.rules.build import one, plan

DEALS = [{"id": "A", "amount": "600"}, {"id": "B", "amount": "900"}, {"id": "C", "amount": "100"}]
COMMISSION = {"key": "pay", "per": "deals", "amount": "deals.amount / 100"}


def line_of(**component: Any) -> tuple[PayLine, dict[str, Any]]:
    """The line and the result of somebody with three deals that earn 6, 9 and 1."""
    fields = {"amount": {"kind": "number"}}
    document = plan(
        facts={"deals": {"kind": "rows", "empty": "zero", "fields": fields}},
        components=[COMMISSION | component],
        proration={"basis": "calendar_days"},
    )
    result = one(
        document,
        period=Period(date(2026, 3, 1), date(2026, 4, 1)),
        facts={"deals": DEALS},
        **({"assignment": {"from": "2026-03-17"}} if component.get("prorate") else {}),
    )
    found = pay_lines(result, "EUR")
    assert found is not None
    [line] = found
    return line, result


def test_rows_and_the_rest_add_up_to_the_line() -> None:
    line, result = line_of()
    apart = rows_apart(line, result, {"B", "C"})
    assert (dict(apart.rows), apart.rest.amount_minor, apart.inseparable) == ({"B": 900, "C": 100}, 600, frozenset())


def test_a_cap_that_the_rows_show_can_be_split() -> None:
    line, result = line_of(cap="10")
    assert dict(rows_apart(line, result, {"B"}).rows) == {"B": 400}
    assert dict(rows_apart(line, result, {"C"}).rows) == {"C": 0}


def test_a_row_that_is_not_there_changes_nothing() -> None:
    line, result = line_of()
    apart = rows_apart(line, result, {"D"})
    assert (apart.rest, dict(apart.rows), apart.inseparable) == (line, {}, frozenset())


@pytest.mark.parametrize("more", [{"prorate": True}, {"floor": "20"}])
def test_what_acts_on_the_sum_keeps_the_rows_in_the_line(more: dict[str, Any]) -> None:
    line, result = line_of(**more)
    assert line.amount_minor != 1600
    apart = rows_apart(line, result, {"B", "D"})
    assert (apart.rest, dict(apart.rows), apart.inseparable) == (line, {}, frozenset({"B"}))


def test_what_was_converted_stays_whole() -> None:
    line, result = line_of()
    apart = rows_apart(line, {**result, "payee": {"currency": "USD"}}, {"A"})
    assert (apart.rest, dict(apart.rows), apart.inseparable) == (line, {}, frozenset({"A"}))
