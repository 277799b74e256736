"""One order for everything: each value after what it reads, or the circle that prevents one."""

from typing import Any

import pytest

from rules.compiled import Node
from rules.compiled.order import path_of
from rules.problems import PlanRefused
from tests.rules.build import compiled, kpi, named, plan, refusals


def test_everything_waits_for_what_it_reads() -> None:
    document = plan(
        kpis=[kpi("a", weight="1/2"), kpi("b", weight="1/2"), kpi("c", levels=None)],
        ratings={"bands": [{"grade": "A"}]}, values={"v": "coefficient + pay"},
        gates=[{"key": "on_a", "when": "b.index > 0", "scope": "a", "otherwise": {"factor": "1"}},
               {"key": "on_total", "when": "v > 0", "otherwise": {"cap": "c.actual"}}],
        components=[{"key": "pay", "amount": 'a.weight if rating == "A" else 0'}], limits={"total_cap": "v"},
    )  # fmt: skip
    order = compiled(document).order
    place = {node.label: index for index, node in enumerate(order)}
    for first, second in [
        ("levels a", "raw_index a"), ("actual a", "raw_index a"), ("raw_index a", "index a"), ("index b", "gate on_a"),
        ("gate on_a", "index a"), ("index a", "weighted_index a"), ("weights", "weighted_index a"),
        ("actual b", "weights"),
        ("weighted_index b", "coefficient"), ("coefficient", "scale rating"), ("scale rating", "component pay"),
        ("weights", "component pay"), ("component pay", "value v"), ("value v", "gate on_total"),
        ("actual c", "gate on_total"), ("gate on_total", "total"), ("component pay", "total"),
    ]:  # fmt: skip
        assert place[first] < place[second], (first, second)
    assert len(place) == len(order)
    assert "raw_index c" not in place


def test_the_order_is_the_same_every_time() -> None:
    document = plan(kpis=[kpi("a", weight="1/2"), kpi("b", weight="1/2")], values={"v": "1", "w": "v"})
    assert compiled(document).order == compiled(document).order


def test_a_node_is_named_as_people_name_it() -> None:
    assert (Node("component", "pay").label, Node("total").label) == ("component pay", "total")


KPIS = [kpi("a", weight="1/2"), kpi("b", weight="1/2")]
CIRCLES: list[tuple[str, dict[str, Any], set[str]]] = [
    ("values", {"values": {"v": "w", "w": "v"}}, {"/values/v", "/values/w"}),
    ("a value of itself", {"values": {"v": "v + 1"}}, {"/values/v"}),
    ("a gate on what it reads", {"components": [{"key": "pay", "amount": "1"}], "gates": [
        {"key": "g", "when": "pay > 0", "scope": "pay", "otherwise": {"factor": "0"}}]}, {"/gates/0", "/components/0"}),
    ("the effect of a gate", {"components": [{"key": "pay", "amount": "1"}], "gates": [
        {"key": "g", "when": "1 > 0", "scope": "pay", "otherwise": {"cap": "pay"}}]}, {"/gates/0", "/components/0"}),
    ("gates on each other's KPI", {"kpis": KPIS, "gates": [
        {"key": "g", "when": "b.index > 0", "scope": "a", "otherwise": {"factor": "0"}},
        {"key": "h", "when": "a.index > 0", "scope": "b", "otherwise": {"factor": "0"}}]},
     {"/gates/0", "/gates/1", "/kpis/0", "/kpis/1"}),
    ("a coefficient that reads what it decides", {"kpis": KPIS, "coefficient": "pay / 2",
     "components": [{"key": "pay", "amount": "coefficient"}]}, {"/coefficient", "/components/0"}),
    ("a rating that decides its coefficient", {"kpis": KPIS, "coefficient": "payout",
     "ratings": {"bands": [{"grade": "A", "payout": "1"}]}}, {"/coefficient", "/ratings"}),
    ("scales", {"scales": {"s": {"of": "t.payout", "bands": [{"grade": "A", "payout": "1"}]},
                           "t": {"of": "s.payout", "bands": [{"grade": "A", "payout": "1"}]}}, "values": {"v": "1"}},
     {"/scales/s", "/scales/t"}),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "paths"), named(CIRCLES))
def test_a_circle_is_refused_at_one_of_its_places_and_spelled_out(parts: dict[str, Any], paths: set[str]) -> None:
    with pytest.raises(PlanRefused) as refused:
        compiled(plan(**parts))
    [problem] = refused.value.problems
    assert problem.code == "plan.cycle"
    assert problem.path in paths
    assert " → " in problem.message


def test_reading_a_kpi_s_levels_or_actual_is_no_circle() -> None:
    condition = "a.actual > a.base and a.raw_index > 0"
    gate = {"key": "g", "when": condition, "scope": "a", "otherwise": {"factor": "0"}}
    assert refusals(plan(kpis=KPIS, gates=[gate])) == {}


def test_every_node_has_a_place_in_the_document() -> None:
    document = plan(
        kpis=KPIS, coefficient="a.weight", ratings={"bands": [{"grade": "A"}]}, values={"v": "1"},
        scales={"s": {"of": "v", "bands": [{"grade": "A"}]}},
        gates=[{"key": "g", "when": "v > 0", "otherwise": {"factor": "0"}}],
        components=[{"key": "x", "amount": "1"}, {"key": "y", "amount": "1"}],
    )  # fmt: skip
    program = compiled(document)
    places = {node.label: path_of(node, program.plan) for node in program.order}
    assert {places[f"{kind} b"] for kind in ("levels", "actual", "raw_index", "index", "weighted_index")} == {"/kpis/1"}
    rest = {label: path for label, path in places.items() if not label.endswith((" a", " b"))}
    assert rest == {
        "weights": "/kpis", "coefficient": "/coefficient", "scale rating": "/ratings", "value v": "/values/v",
        "scale s": "/scales/s", "gate g": "/gates/0", "component x": "/components/0", "component y": "/components/1",
        "total": "/limits",
    }  # fmt: skip
