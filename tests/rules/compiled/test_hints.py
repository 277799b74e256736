"""A name that a formula cannot read where it stands: the message says what to write instead."""

from typing import Any

import pytest

from rules import check_plan
from tests.rules.build import kpi, named, paying, plan

DEALS = {"deals": {"kind": "rows", "fields": {"value": {"kind": "number"}, "new": {"kind": "boolean"}}}}
AMOUNTS = {"deals": {"kind": "rows", "fields": {"amount": {"kind": "number"}}}}
REVENUE = {"revenue": {"take": "sum"}}


def message(document: dict[str, Any], path: str, code: str = "formula.unknown_name") -> str:
    [found] = [problem for problem in check_plan(document).problems if problem.path == path]
    assert found.code == code
    return found.message


ONLY_KPIS = "`revenue` is a fact; only a KPI's `value` reads facts; "


@pytest.mark.parametrize(("document", "told"), named([
    ("the KPI that measures the fact", paying("revenue * 0.1", facts=REVENUE, kpis=[kpi("rev", value="revenue")]),
     ONLY_KPIS + "write `rev.actual`"),
    ("no KPI", paying("revenue * 0.1", facts=REVENUE),
     ONLY_KPIS + "give a KPI the value `revenue` and read its `.actual`"),
    ("a field per row", plan(facts=AMOUNTS, components=[{"key": "pay", "per": "deals", "amount": "amount * 0.1"}]),
     "`amount` is a field of deals; write `deals.amount`"),
    ("a number field elsewhere", paying("amount * 0.1", facts=AMOUNTS),
     "`amount` is a field of deals; write `sum(deals.amount)`"),
    ("no running field", plan(facts=DEALS, components=[{"key": "pay", "per": "deals", "amount": "deals.before"}]),
     "`deals.before` needs a number field `amount`, or `running` in the fact with the field to add up"),
    ("a name like no other", paying("qqqqqq", facts=REVENUE),
     "`qqqqqq` is not known here; declare it or use a declared name"),
]))  # fmt: skip
def test_what_to_write_instead(document: dict[str, Any], told: str) -> None:
    assert message(document, "/components/0/amount") == told


def test_levels_read_no_measures_either() -> None:
    document = plan(facts=REVENUE, kpis=[kpi("rev", value="revenue", levels={"base": "revenue", "normal": "1"})])
    assert message(document, "/kpis/0/levels/base").endswith("; use an input here")


def test_a_cap_of_the_year_is_not_a_component_per_year() -> None:
    document = plan(components=[{"key": "pay", "amount": "1", "cap": "1000", "per": "year"}])
    told = message(document, "/components/0/per", "plan.unknown_name")
    assert told.endswith('For a cap of the year write "cap: {amount: …, per: year}".')


def test_the_rest_of_a_formula_is_no_key() -> None:
    balance = {"sign": "owed_by_person", "add": "max(1000 - earned", "0)": None}
    document = paying("1", balances={"draw": balance})
    assert "put the formula in quotes" in message(document, "/balances/draw/0)", "plan.unknown_key")


@pytest.mark.parametrize(("scope", "is_told"), [("group", True), ("department", False)])
def test_values_of_a_group_have_the_scope_team(scope: str, is_told: bool) -> None:
    document = plan(inputs={"pot": {"kind": "money", "scope": scope}})
    assert ('values have the scope "team"' in message(document, "/inputs/pot/scope", "plan.choice")) == is_told


def test_a_circle_names_a_call_over_people_by_its_text() -> None:
    document = paying("pot", pools={"pot": {"amount": "total(pay)", "weight": "pay"}})
    assert "→ total(pay) →" in message(document, "/components/0", "plan.cycle")
