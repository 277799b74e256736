"""`sum(…)` over the rows of a fact: what may stand in it, what it gives, how large it can become."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.columns import Column, Flag, Number, RowLabel, Rows, Word
from rules.compiled.sizes import table_bits
from rules.formula import BOOLEAN, NUMBER, Bits, Category, Kind, PerRow, check_formula, describe, growth, kind_name
from rules.formula.evaluate import ColumnInterpreter
from rules.formula.record import FormulaRecord
from rules.problems import Problem
from tests.rules.formula.generated import NAMES as GENERATED
from tests.rules.formula.generated import TABLES

FIELDS: dict[str, Kind] = {
    "deals.amount": PerRow("deals", NUMBER),
    "deals.fresh": PerRow("deals", BOOLEAN),
    "deals.product": PerRow("deals", Category(("a", "b"))),
    "visits.km": PerRow("visits", NUMBER),
}
NAMES: dict[str, Kind] = {"quota": NUMBER, "deals.index": NUMBER, **FIELDS}


KINDS = {name: GENERATED[name] for name in TABLES}
TABLE_SIZES = {name: table_bits(table) for name, table in TABLES.items()}


def codes(text: str, names: dict[str, Kind] = NAMES) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.position) for problem in check_formula(text, names, path="/f")[1]]


@pytest.mark.parametrize(
    "text",
    [
        "sum(deals.amount)",
        "sum(deals.amount) / sum(visits.km)",
        "sum(1 if deals.fresh and deals.product == \"a\" else 0) > 3",
        "sum(deals.amount / quota + deals.index)",
        "sum(round(deals.amount / deals.amount, 2))",
        "sum(floor(1 / deals.amount) + (deals.amount if 1 / deals.amount > 2 else 0))",
    ],
)  # fmt: skip
def test_what_a_sum_may_hold(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("deals.amount", "formula.row_place", 0),
        ("1 if deals.fresh else 0", "formula.row_place", 5),
        ("sum(quota)", "formula.sum_rows", 4),
        ("sum(5)", "formula.sum_rows", 4),
        ("sum(deals.amount * visits.km)", "formula.sum_rows", 4),
        ("sum(sum(deals.amount))", "formula.sum_nested", 4),
        ("sum(deals.fresh)", "formula.argument_kind", 4),
        ("sum(deals.product)", "formula.argument_kind", 4),
        ("sum()", "formula.argument_count", 0),
        ("sum(deals.amount, 2)", "formula.argument_count", 0),
        ("1 + sum(1 / deals.amount)", "formula.sum_division", 8),
        ("sum(abs(min(quota / (deals.amount + 1), 1)))", "formula.sum_division", 4),
        ("sum(-deals.amount / deals.amount if deals.fresh else 1)", "formula.sum_division", 4),
        ("sum(deals.colour)", "formula.unknown_name", 4),
    ],
)
def test_what_a_sum_may_not_hold(text: str, code: str, position: int) -> None:
    assert (code, position) in codes(text)


def test_one_finding_for_one_mistake() -> None:
    assert [code for code, _ in codes("sum(sum(deals.amount))")] == ["formula.sum_nested"]
    assert [code for code, _ in codes("sum(deals.amount, 2)")] == ["formula.argument_count"]


def test_in_a_formula_computed_per_row_fields_stand_alone() -> None:
    open_names: dict[str, Kind] = {**NAMES, "deals.amount": PerRow("deals", NUMBER, is_open=True)}
    assert codes("deals.amount / sum(deals.amount) / deals.amount", open_names) == []
    assert [code for code, _ in codes("visits.km", open_names)] == ["formula.row_place"]


def test_a_field_in_words() -> None:
    assert describe(FIELDS["deals.amount"]) == "a value of each row of deals"
    assert kind_name(FIELDS["deals.fresh"]) == "boolean"


# --- evaluation -------------------------------------------------------------------------------------------------------


def rows(*people: list[str]) -> Rows:
    """Rows with this amount; fresh and of product a where it is above 10."""
    flat = [Fraction(amount) for amounts in people for amount in amounts]
    bounds = [0]
    for amounts in people:
        bounds.append(bounds[-1] + len(amounts))
    fields: dict[str, Number | Flag | Word] = {
        "amount": Number.of_fractions(flat),
        "fresh": Flag([amount > 10 for amount in flat]),
        "product": Word(["a" if amount > 10 else "b" for amount in flat]),
    }
    return Rows("deals", bounds, fields, [RowLabel("", "", "", "")] * len(flat))


def summed(text: str, deals: Rows, size: int, record: FormulaRecord | None = None, **names: Column) -> Number:
    formula, problems = check_formula(text, NAMES, path="/f")
    assert formula is not None, problems
    environment = {"deals": deals, **names}
    result = ColumnInterpreter(size).evaluate(formula, environment, "/f", record)
    assert isinstance(result, Number)
    return result


def test_rows_read_the_values_of_their_person() -> None:
    quota = Number([10, 20, 40])
    total = summed("sum(deals.amount / quota) + quota", rows(["1", "2"], [], ["30"]), 3, quota=quota)
    assert [total.at(person) for person in range(3)] == [Fraction(103, 10), 20, Fraction(163, 4)]


def test_counting_and_choosing() -> None:
    deals = rows(["5", "11", "12"], [])
    assert summed("sum(1 if deals.fresh else 0)", deals, 2).nums == [2, 0]
    assert summed('sum(deals.amount if deals.product == "b" else 0)', deals, 2).at(0) == 5
    assert summed("sum(1 if deals.amount > 0 else 0)", deals, 2).nums == [3, 0]


def test_a_batch_without_any_row_gives_zero() -> None:
    assert summed("sum(round(1 / deals.amount, 2))", rows([], []), 2).nums == [0, 0]


def test_a_faulty_row_blocks_its_person_only() -> None:
    total = summed("sum(round(1 / deals.amount, 2))", rows(["1", "0"], ["4"]), 2)
    assert total.faults[0].code == "calc.division_by_zero"
    assert total.at(1) == Fraction("0.25")


def test_a_sum_in_a_branch_that_is_not_taken_does_not_count() -> None:
    text = "sum(round(1 / deals.amount, 2)) if quota > 0 else 0"
    total = summed(text, rows(["0"], ["0"]), 2, quota=Number([0, 1]))
    assert total.at(0) == 0
    assert isinstance(total.fault(1), Problem)


def test_what_every_row_gave_is_kept() -> None:
    record = FormulaRecord("", ())
    summed("1 + sum(2 * deals.amount if deals.fresh else 0)", rows(["5", "11"]), 1, record)
    [use] = record.sums
    assert use.position == 4
    assert [use.values.at(row) for row in range(2)] == [0, 22]
    assert [branch.condition.marks for branch in use.record.branchings] == [[False, True]]


TEXTS = [
    "sum(deals.amount * quota / 3)",
    "sum(tier(deals.amount, tiers) if deals.fresh else deals.amount / 7)",
    "sum(min(deals.amount / 3, quota / 7) / quota)",
    "sum(interpolate(deals.amount, line) + round(quota / deals.amount, 3))",
]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(st.integers(-(10**30), 10**30).filter(bool), min_size=1, max_size=40))
def test_no_sum_outgrows_its_bound(text: str, amounts: list[int]) -> None:
    decimals = [Fraction(amount, 10**12) for amount in amounts]
    deals = rows([str(decimal) for decimal in decimals])
    formula, _ = check_formula(text, {**NAMES, **KINDS}, path="/f")
    assert formula is not None
    size = Bits(100, 40)
    sizes = {name: size for name in formula.uses if name not in TABLE_SIZES}
    bound = growth(formula, sizes, TABLE_SIZES).result
    quota = Number(decimals[0].numerator, decimals[0].denominator)
    total = ColumnInterpreter(1).evaluate(formula, {"deals": deals, "quota": quota, **TABLES}, "/f")
    assert isinstance(total, Number)
    assert isinstance(total.nums, int)
    assert isinstance(total.den, int)
    assert abs(total.nums) <= 1 << bound.numerator
    assert total.den <= 1 << bound.denominator
