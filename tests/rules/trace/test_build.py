"""An explanation holds every number of a result, each with the nodes it came from, under ids that never change."""

from decimal import Decimal
from typing import Any

import pytest

from rules.trace import Trace, trace_of
from tests.rules.build import kpi, named, one, paying, people, plan, trace

COMPLETE = plan(
    inputs={"fund": {"kind": "money"}, "staff": {"kind": "boolean", "default": True}},
    eligibility=[{"key": "on_staff", "when": "staff"}],
    kpis=[
        kpi("revenue", weight="0.6", levels={"base": "0", "normal": "100", "target": "120"}),
        kpi("margin", weight="0.4", value="profit / sales * 100", missing="reweight"),
        kpi("deals", levels=None),
    ],
    facts={"profit": {}, "sales": {}},
    ratings={"bands": [{"grade": "B", "payout": "0.5"}, {"grade": "A", "from": "0.8", "payout": "1"}]},
    scales={"size": {"of": "deals.actual", "bands": [{"grade": "S"}, {"grade": "L", "from": "10"}]}},
    tables={"tiers": {"kind": "marginal", "rows": [{"from": "0", "rate": "1"}, {"from": "5", "rate": "2"}]}},
    values={"large": 'size == "L"', "extra": "tier(deals.actual, tiers)"},
    gates=[
        {"key": "half", "when": "margin.raw_index > 0.5", "otherwise": {"factor": "0.5"}},
        {"key": "limit", "when": "large", "scope": "bonus", "otherwise": {"cap": "fund"}, "mode": "advisory"},
    ],
    components=[
        {"key": "bonus", "amount": "fund * coefficient * payout", "cap": "fund * 2"},
        {"key": "spiff", "amount": "extra if large else 1", "floor": "1"},
    ],
    limits={"total_cap": "fund * 3", "total_floor": "20"},
)

IDS = {
    "/eligibility/on_staff",
    *(f"/kpis/revenue/{part}" for part in ("base", "normal", "target")),
    *(f"/kpis/margin/{part}" for part in ("base", "normal")),
    *(f"/kpis/{key}/{part}" for key in ("revenue", "margin")
      for part in ("actual", "raw_index", "index", "weight", "weighted_index")),
    "/kpis/deals/actual", "/coefficient", "/rating", "/payout", "/scales/size/of", "/scales/size", "/values/large",
    "/values/extra", "/gates/half", "/gates/limit", "/components/bonus/gross", "/components/bonus/cap",
    "/components/bonus/before_total", "/components/bonus", "/components/spiff/gross", "/components/spiff/floor",
    "/components/spiff/before_total", "/components/spiff", "/limits/total_cap", "/limits/total_floor", "/total",
}  # fmt: skip

PEOPLE: list[tuple[str, dict[str, Any], set[str]]] = [
    # the case, the person, ids beside those that everybody has
    ("paid", {"facts": {"revenue": "90", "profit": "3", "sales": "5", "deals": "12"}}, set()),
    ("behind a closed gate", {"facts": {"revenue": "90", "profit": "1", "sales": "5", "deals": "3"}},
     {"/gates/half/factor", "/gates/limit/cap", "/components/total_floor"}),
    ("raised to the floor", {"facts": {"revenue": "0", "profit": "3", "sales": "5", "deals": "11"},
                             "inputs": {"fund": "10"}}, {"/components/total_floor"}),
    ("reweighted", {"facts": {"revenue": "90", "deals": "12"}}, set()),
    ("blocked", {"facts": {"deals": "12"}}, set()),
    ("broken", {"facts": {"revenue": "many", "profit": "1", "sales": "0"}}, set()),
    ("not eligible", {"inputs": {"fund": "10", "staff": False}}, set()),
]  # fmt: skip


def of(person: dict[str, Any]) -> Trace:
    return trace(COMPLETE, **{"inputs": {"fund": "100"}, **person})


@pytest.mark.parametrize(("person", "more"), named(PEOPLE))
def test_ids_are_the_same_for_everybody(person: dict[str, Any], more: set[str]) -> None:
    assert set(of(person).nodes) == IDS | more


@pytest.mark.parametrize(("person", "more"), named(PEOPLE))
def test_every_input_leads_to_a_node_with_that_value_or_is_given(person: dict[str, Any], more: set[str]) -> None:
    nodes = of(person).nodes
    for node in nodes.values():
        assert node.id == next(id_ for id_, same in nodes.items() if same is node)
        for given in node.inputs:
            if given.node is not None:
                assert given.node in nodes, (node.id, given)
                assert given.value == nodes[given.node].value, (node.id, given)


@pytest.mark.parametrize(("person", "more"), named(PEOPLE))
def test_every_number_of_the_result_is_that_of_its_node(person: dict[str, Any], more: set[str]) -> None:
    result = one(COMPLETE, **{"inputs": {"fund": "100"}, **person})
    nodes = of(person).nodes
    for shown in result["kpis"]:
        for part in ("actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index"):
            node = nodes.get(f"/kpis/{shown['key']}/{part}")
            assert shown[part] == (None if node is None else node.value), (shown["key"], part)
    assert result["coefficient"] == nodes["/coefficient"].value
    assert (result["rating"], result["payout"]) == (nodes["/rating"].value, nodes["/payout"].value)
    assert result["scales"]["size"]["grade"] == nodes["/scales/size"].value
    assert result["values"]["extra"] == nodes["/values/extra"].value
    for shown in result["components"]:
        assert shown["amount"] == nodes[f"/components/{shown['key']}"].value
    assert result["total"] == nodes["/total"].value


@pytest.mark.parametrize(("person", "more"), named(PEOPLE))
def test_the_total_is_the_sum_of_its_lines(person: dict[str, Any], more: set[str]) -> None:
    nodes = of(person).nodes
    total = nodes["/total"]
    if total.value is not None:
        parts = [Decimal(nodes[given.node].value or "nan") for given in total.inputs if given.node is not None]
        assert sum(parts) == Decimal(total.value)


@pytest.mark.parametrize("name", ["blocked", "broken"])
def test_a_blocked_person_has_no_total_but_its_problem(name: str) -> None:
    person = next(case[1] for case in PEOPLE if case[0] == name)
    result, total = one(COMPLETE, **{"inputs": {"fund": "100"}, **person}), of(person).nodes["/total"]
    assert (total.value, total.exact) == (None, None)
    assert total.problem == result["problems"][0]


def test_a_blocked_person_has_no_total_although_every_line_can_be_computed() -> None:
    document = paying("5", kpis=[kpi(weight="1")], limits={"total_floor": "50"})
    nodes = trace(document).nodes
    assert (nodes["/components/pay/before_total"].value, nodes["/total"].value) == ("5.00", None)
    assert nodes["/total"].problem is not None
    assert "/components/total_floor" not in nodes


def test_a_limit_of_the_total_that_cannot_be_computed_leaves_the_lines_open() -> None:
    document = paying("5", inputs={"x": {"kind": "number"}}, limits={"total_cap": "1 / x"})
    nodes = trace(document, inputs={"x": "0"}).nodes
    assert (nodes["/components/pay"].value, nodes["/components/pay/before_total"].value) == (None, "5.00")
    assert nodes["/limits/total_cap"].problem == nodes["/total"].problem


def test_somebody_outside_the_plan_gets_nothing_because_of_the_condition() -> None:
    nodes = of({"inputs": {"fund": "10", "staff": False}}).nodes
    assert (nodes["/total"].value, nodes["/components/bonus"].value) == ("0.00", "0.00")
    assert [given.node for given in nodes["/components/bonus"].inputs] == ["/eligibility/on_staff"]
    assert nodes["/eligibility/on_staff"].value == "false"


def test_outside_a_plan_without_lines() -> None:
    document = plan(values={"x": "1"}, eligibility=[{"key": "staff", "when": "1 > 2"}])
    total = trace(document).nodes["/total"]
    assert (total.value, [given.node for given in total.inputs]) == ("0.00", ["/eligibility/staff"])


def test_a_person_in_a_batch_is_explained_like_alone() -> None:
    batch = people(COMPLETE, *({"inputs": {"fund": "100"}, **person} for _, person, _ in PEOPLE))
    for row, (_, person, _) in enumerate(PEOPLE):
        assert trace_of(batch.sheet, row).nodes == of(person).nodes
        assert trace_of(batch.sheet, row).participant == f"E{row + 1}"


def test_nodes_stand_after_what_they_read() -> None:
    nodes = of(PEOPLE[0][1]).nodes
    place = {id_: number for number, id_ in enumerate(nodes)}
    for node in nodes.values():
        if not node.id.startswith("/gates/"):
            assert all(place[given.node] < place[node.id] for given in node.inputs if given.node is not None)
