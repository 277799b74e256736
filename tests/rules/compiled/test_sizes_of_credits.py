"""Static bounds hold for the largest credits there are: every denominator a share may have, and the widest values."""

import pytest

from rules.columns import Number
from rules.compiled.sizes import PlanSizes
from rules.engine import Sheet
from tests.rules.build import Document, compiled, kpi, named, paying, people

WIDEST = "999999999999999999.999999999999"
PLAN = paying(
    "rows",
    facts={
        "sales": {"take": "sum"},
        "deals": {"kind": "rows", "fields": {"amount": {"kind": "number"}}, "empty": "zero"},
    },
    kpis=[kpi("sales", levels=None)],
    values={"rows": "sum(deals.amount)"},
)
SHARES: list[tuple[str, list[Document]]] = [
    ("every denominator", [{"E1": f"1/{below}", "E2": f"{below - 1}/{below}"} for below in range(2, 21)]),
    ("all places", [{"E1": "0.000000000001", "E2": "0.999999999999"}] * 20),
    ("both", [{"E1": "18/19", "E2": "1/19"}, {"E1": "0.999999999999", "E2": "0.000000000001"}] * 10),
]


def bits(sheet: Sheet, name: str) -> tuple[int, int]:
    """The largest numerator and denominator of a column, in bits."""
    column = sheet.environment[name]
    assert isinstance(column, Number)
    above, below = ([part] if isinstance(part, int) else part for part in (column.nums, column.den))
    return max(abs(num).bit_length() for num in above), max(den.bit_length() for den in below)


@pytest.mark.parametrize("shares", named(SHARES))
def test_no_share_outgrows_its_bound(shares: list[Document]) -> None:
    credits = [{"fact": "sales", "value": WIDEST, "shares": share} for share in shares]
    credits += [{"fact": "deals", "fields": {"amount": WIDEST}, "shares": share} for share in shares]
    plan = compiled(PLAN)
    walk = PlanSizes(plan.plan, plan.formulas)
    for node in plan.order:
        walk.measure(node)
    sheet = people(PLAN, {}, {}, credits=credits).sheet

    for dotted, name in (("sales.actual", "sales__actual"), ("rows", "rows")):
        above, below = bits(sheet, name)
        bound = walk.sizes[dotted]
        assert (above <= bound.numerator, below <= bound.denominator) == (True, True)
        assert below > 40, "as wide as this a share is only where it is exact"
