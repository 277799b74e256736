"""Nodes of time: the share of the period with the days behind it, and why nobody is paid outside the plan."""

from datetime import date
from typing import Any

import pytest

from rules.period import Period
from rules.results import ResultBatch
from rules.trace import trace_of, trace_text
from rules.trace.names import node_of
from tests.rules.build import Document, kpi, named, paying, people, sheet
from tests.rules.laws.recomputed import Recomputed, dangling

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
PLAN = paying(
    "1000 * coefficient",
    pay={"prorate": True, "cap": "900 * proration", "floor": "10"},
    proration={"basis": "months", "leavers": {"default": "forfeit"}},
    kpis=[kpi("revenue", weight="1", measure="volume", levels={"base": "0", "normal": "300 * proration"})],
)
FACTS: Document = {"facts": {"revenue": "150"}}
PEOPLE: list[tuple[str, Document]] = [
    ("whole", {**FACTS}),
    ("joined", {**FACTS, "assignment": {"from": "2026-03-10"}}),
    ("away", {**FACTS, "assignment": {"absences": [{"start": "2026-03-02", "end": "2026-03-05", "kind": "leave"}]}}),
    ("left", {**FACTS, "assignment": {"to": "2026-03-10", "reason": "resigned"}}),
    ("later", {**FACTS, "assignment": {"from": "2026-04-01"}}),
]


def explained(person: Document) -> ResultBatch:
    return people(PLAN, person, period=MARCH)


@pytest.mark.parametrize("person", named(PEOPLE))
def test_every_node_follows_from_its_inputs(person: Document) -> None:
    batch = explained(person)
    again = Recomputed(PLAN, trace_of(batch.sheet, 0), 2)
    assert dangling(again.trace) == set()
    assert again.differences() == {}
    assert again.trace.nodes["/total"].value == batch.result(0)["total"]


def test_the_share_names_the_days_behind_it() -> None:
    trace = trace_of(explained(dict(PEOPLE)["away"]).sheet, 0)
    node = trace.nodes["/proration"]
    assert node.exact == "28/31"
    assert node.label == "proration by months, a part of one by its days"
    shown: dict[str, Any] = {given.name: given.value for given in node.inputs}
    assert shown == {
        "in force": "28/31", "period": "1", "absence: leave": "2026-03-02 to 2026-03-04",
    }  # fmt: skip
    assert "/proration" in [given.node for given in trace.nodes["/kpis/revenue/normal"].inputs]
    assert "/proration" in [given.node for given in trace.nodes["/components/pay/before_total"].inputs]


def test_who_is_not_in_the_plan_reads_why() -> None:
    text = trace_text(trace_of(explained(dict(PEOPLE)["left"]).sheet, 0))
    assert text.startswith("Conditions to be in the plan:")
    assert "left in the period, and the plan pays nothing then" in text
    assert "resigned" in text


def test_a_plan_that_reads_no_share_shows_none() -> None:
    document = paying("1000", proration={"basis": "months"})
    batch = people(document, {"assignment": {"from": "2026-03-10"}}, period=MARCH)
    assert "/proration" not in trace_of(batch.sheet, 0).nodes


def test_the_name_stands_for_its_node_where_the_plan_counts_time() -> None:
    assert node_of("proration", sheet(PLAN, FACTS, period=MARCH)) == "/proration"
    assert node_of("proration", sheet(paying("1"), {})) is None


def test_days_are_told_as_people_say_them() -> None:
    person = {**FACTS, "assignment": {"from": "2026-03-10", "to": "2026-03-21", "reason": "resigned"}}
    document = {**PLAN, "proration": {"basis": "calendar_days"}}
    trace = trace_of(people(document, person, period=MARCH).sheet, 0)
    shown = [(given.name, given.value, given.origin) for given in trace.nodes["/proration"].inputs]
    assert shown == [
        ("in force", "11", "counted"), ("period", "31", "counted"), ("first day", "2026-03-10", "given"),
        ("last day", "2026-03-20", "given"), ("reason", "resigned", "given"),
    ]  # fmt: skip
