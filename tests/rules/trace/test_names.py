"""Which node a name of a formula stands for."""

import pytest

from rules.trace.names import node_of
from tests.rules.build import kpi, plan, sheet

EVALUATED = sheet(
    plan(
        inputs={"fund": {"kind": "money", "default": "1"}}, kpis=[kpi("revenue", weight="1")], values={"v": "1"},
        scales={"size": {"of": "fund", "bands": [{"grade": "S", "payout": "1"}]}},
        ratings={"bands": [{"grade": "A", "payout": "1"}]}, components=[{"key": "pay", "amount": "1"}],
    ),
    {},
)  # fmt: skip

NAMES = [
    ("revenue.index", "/kpis/revenue/index"),
    ("revenue", None),
    ("fund", None),
    ("period.days", None),
    ("proration", None),
    ("v", "/values/v"),
    ("pay", "/components/pay/before_total"),
    ("size", "/scales/size"),
    ("size.payout", "/scales/size/payout"),
    ("coefficient", "/coefficient"),
    ("rating", "/rating"),
    ("rating.payout", "/payout"),
    ("payout", "/payout"),
]


@pytest.mark.parametrize(("name", "id_"), NAMES)
def test_a_name_stands_for_its_node_or_for_given_data(name: str, id_: str | None) -> None:
    assert node_of(name, EVALUATED) == id_
