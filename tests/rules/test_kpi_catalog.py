"""Every shipped KPI proves itself by its examples, and all of them fit into one plan."""

import json
from pathlib import Path
from typing import Any

import pytest

import rules
from rules import check_kpi, check_plan, embed_kpi, parse_kpi
from tests.rules.build import plan

SHIPPED = sorted((Path(rules.__file__).parent / "catalog" / "kpis").glob("*.json"))
KEYS = {
    "average_sales_duration", "median_sales_duration", "open_deal_age",
    "return_on_sales_investment", "net_return_on_sales_investment", "simple_return_on_investment",
    "receivables_current", "receivables_overdue_total", "overdue_share", "old_overdue_share", "collection_period",
    "average_purchase_per_deal", "average_purchase_per_customer",
    "revenue", "margin", "win_rate", "share_of_new_sales", "share_of_new_customers", "cost_of_sales", "cost_per_deal",
    "stage_leads", "stage_qualified", "stage_meetings", "stage_proposals",
    "leads", "qualified_leads", "calls", "emails", "meetings", "proposals", "follow_ups_per_qualified_lead",
    "month_over_month_growth", "growth_per_workday",
}  # fmt: skip


def document(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_library_is_complete() -> None:
    assert {path.stem for path in SHIPPED} == KEYS
    assert all(document(path)["key"] == path.stem for path in SHIPPED)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_kpi_proves_itself(path: Path) -> None:
    report = check_kpi(document(path))
    assert [problem.to_json() for problem in report.problems] == []
    assert {example.name: example.differences for example in report.examples if not example.passed} == {}
    assert len(report.examples) == len(document(path)["examples"]) >= 2


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_kpi_says_who_owns_its_data_and_which_way_is_better(path: Path) -> None:
    definition = parse_kpi(document(path))
    assert definition.owner
    assert definition.source
    assert definition.direction
    assert definition.measure


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_ratio_without_a_denominator_is_missing_and_never_zero(path: Path) -> None:
    """The one exception says why: without receivables nothing is overdue."""
    definition = parse_kpi(document(path))
    if definition.value is None or "/" not in definition.value:
        return
    shares_of_receivables = {"overdue_share", "old_overdue_share"}
    assert definition.undefined == ("zero_actual" if definition.key in shares_of_receivables else "missing")
    assert any(example.expect.actual in (None, 0) for example in definition.examples)


def test_all_shipped_kpis_fit_into_one_plan() -> None:
    taken = plan(frequency="free")
    for path in SHIPPED:
        taken = embed_kpi(taken, parse_kpi(document(path)), version=1)
    report = check_plan(taken)
    assert [problem.to_json() for problem in report.problems] == []


def test_discounts_count_once() -> None:
    as_cost, as_lower_revenue = (
        parse_kpi(document(path)) for path in SHIPPED if path.stem.endswith("return_on_sales_investment")
    )
    pair = {definition.key: definition.facts.keys() for definition in (as_cost, as_lower_revenue)}
    assert "discounts" in pair["return_on_sales_investment"]
    assert "margin_after_discounts" not in pair["return_on_sales_investment"]
    assert "discounts" not in pair["net_return_on_sales_investment"]
    assert "margin_before_discounts" not in pair["net_return_on_sales_investment"]
