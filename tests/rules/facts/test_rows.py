"""Rows as a call sends them: their order, their fields, and what is wrong with them."""

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from rules.columns import Number, Rows
from rules.facts.rows import rows_of_fact
from rules.period import Period, parse_period
from rules.plan import RowsFact
from rules.problems import Problem
from tests.rules.build import named

MISSING = Problem("fact.missing", "/facts/deals", "gone")
MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})
FACT = RowsFact.model_validate(
    {
        "kind": "rows",
        "empty": "zero",
        "fields": {
            "amount": {"kind": "number"},
            "fresh": {"kind": "boolean"},
            "product": {"kind": "category", "values": ["a", "b"]},
        },
    }
)


def row(amount: Any = "1", **parts: Any) -> dict[str, Any]:
    return {"amount": amount, "fresh": True, "product": "a", **parts}


def read(*people: Any, fact: RowsFact = FACT, period: Period | None = None) -> Rows:
    return rows_of_fact("deals", fact, list(people), MISSING, period)


def amounts(rows: Rows, field: str = "amount") -> list[Fraction | None]:
    column = rows.fields[field]
    assert isinstance(column, Number)
    return [column.at(entry) for entry in range(rows.count)]


def only_problem(*sent: Any, period: Period | None = None) -> str:
    """The code of the one problem with these rows; somebody with good rows stands beside them."""
    rows = read([row()], list(sent), period=period)
    assert set(rows.faults) == {1}
    assert rows.faults[1].path == "/facts/deals"
    return rows.faults[1].code


ORDERED: list[tuple[str, list[dict[str, Any]]]] = [
    ("the day", [row("1", date="2026-03-01"), row("2", date="2026-03-02")]),
    ("what has no day first", [row("1"), row("2", date="2026-03-02")]),
    ("then the time", [row("1", date="2026-03-01", time="09:30"), row("2", date="2026-03-01", time="09:30:01")]),
    ("then the source", [row("1", source="crm", id="b"), row("2", source="erp", id="a")]),
    ("then the id", [row("1", source="crm", id="a"), row("2", source="crm", id="b")]),
    ("then what they hold", [row("1"), row("2"), row("2", product="b"), row("10")]),
]


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in ORDERED])
def test_rows_stand_in_their_own_order(rows: list[dict[str, Any]]) -> None:
    expected = amounts(read(rows))
    for order in permutations(rows):
        assert amounts(read(list(order))) == expected == [Fraction(entry["amount"]) for entry in rows]


def test_fields_are_columns_over_everybodys_rows() -> None:
    rows = read([row("1"), row("2.5", fresh=False)], [], [row("-3", product="b")])
    assert rows.bounds == [0, 2, 2, 3]
    assert amounts(rows) == [1, Fraction("2.5"), -3]
    assert [rows.fields["fresh"].at(entry) for entry in range(3)] == [True, False, True]
    assert [rows.fields["product"].at(entry) for entry in range(3)] == ["a", "a", "b"]


def test_before_is_the_sum_of_the_earlier_rows_of_the_same_person() -> None:
    rows = read([row("5", id="b"), row("1.5", id="a")], [row("7")])
    assert amounts(rows, "before") == [0, Fraction("1.5"), 0]


def test_without_a_running_field_there_is_no_before() -> None:
    fact = RowsFact.model_validate({"kind": "rows", "fields": {"units": {"kind": "number"}}})
    assert "before" not in read([{"units": "1"}], fact=fact).fields
    fact = RowsFact.model_validate({"kind": "rows", "running": "units", "fields": {"units": {"kind": "number"}}})
    assert amounts(read([{"units": "1"}, {"units": "2"}], fact=fact), "before") == [0, 1]


def test_nothing_received_is_missing_and_an_empty_list_is_what_the_plan_says() -> None:
    assert read(None, []).faults == {0: MISSING}
    strict = FACT.model_copy(update={"empty": "missing"})
    assert read(None, [], [row()], fact=strict).faults == {0: MISSING, 1: MISSING}
    assert read().count == 0


PROBLEMS: list[tuple[str, Any, str]] = [
    ("no object", "5", "fact.rows_shape"),
    ("an unknown field", row(colour="red"), "fact.unknown_field"),
    ("a field of the engine", row(before="1"), "fact.unknown_field"),
    ("a field is missing", {"amount": "1", "product": "a"}, "fact.field_missing"),
    ("a field is null", row(None), "fact.field_missing"),
    ("no number", row("many"), "fact.not_a_number"),
    ("too large", row("1" + "0" * 18), "fact.too_large"),
    ("too many places", row("0.0000000000001"), "fact.too_many_places"),
    ("true as text", row(fresh="true"), "fact.not_a_boolean"),
    ("an unknown word", row(product="c"), "fact.unknown_word"),
    ("an id that is a number", row(id=5), "fact.rows_shape"),
    ("a day of no month", row(date="2026-02-30"), "fact.date"),
    ("a time that sorts wrongly", row(date="2026-03-01", time="9:30"), "fact.date"),
    ("a revision that is no number", row(id="a", revision="first"), "fact.observation_shape"),
]


@pytest.mark.parametrize(("sent", "code"), named(PROBLEMS))
def test_what_is_wrong_with_a_row_is_its_persons_problem(sent: Any, code: str) -> None:
    assert only_problem(sent) == code
    assert only_problem(row("5", id="first"), sent) == code


def test_not_a_list_is_refused() -> None:
    assert read("5").faults[0].code == "fact.rows_shape"


def test_a_cell_that_could_not_be_read_keeps_its_problem() -> None:
    broken = Problem("file.cell", "Sheet1!C7", "broken")
    assert read(broken).faults == {0: broken}


@pytest.mark.parametrize(("day", "inside"), [("2026-02-28", False), ("2026-03-01", True), ("2026-04-01", False)])
def test_rows_of_another_period_are_refused(day: str, inside: bool) -> None:
    rows = read([row(date=day)], period=MARCH)
    assert [fault.code for fault in rows.faults.values()] == ([] if inside else ["fact.outside_period"])


def test_a_row_sent_twice_is_refused_and_a_correction_replaces() -> None:
    assert only_problem(row("1", id="a", source="crm"), row("1", id="a", source="crm")) == "fact.duplicate_observation"
    assert amounts(read([row("1", id="a", source="crm"), row("2", id="a", source="erp")])) == [1, 2]
    corrected = [row("1", id="a"), row("9", id="a", revision=2), row("7", id="a", revision="1"), row("3", id="b")]
    for order in permutations(corrected):
        assert amounts(read(list(order))) == [9, 3]
    assert amounts(read([row("4"), row("4")])) == [4, 4]
