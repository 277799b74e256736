"""Every fact a plan can receive."""

import pytest

from rules.compiled import FactSpec, fact_specs
from rules.plan import parse_plan
from tests.rules.build import codes, kpi, one, plan

SCALE = {"kind": "scale", "values": {"poor": "0", "good": "1"}}


def test_declared_facts_and_one_for_each_kpi_that_reads_its_own() -> None:
    document = plan(
        facts={
            "deals": {"kind": "number", "take": "sum", "empty": "zero"},
            "plain": {},
            "mood": {"kind": "category", "values": ["01", "02"]},
            "visits": {"kind": "category", "values": ["north", "south"], "take": "distinct"},
            "grade": {"kind": "category"},
            "remarks": {"kind": "category", "take": "count"},
        },
        kpis=[
            kpi("deals"),
            kpi("revenue"),
            kpi("grade", curve=SCALE, levels=None),
            kpi("rated", curve=SCALE, levels=None),
            kpi("margin", value="plain / 2"),
        ],
    )
    assert fact_specs(parse_plan(document)) == {
        "deals": FactSpec(None, "sum", empty_is_zero=True),
        "plain": FactSpec(None, "last", empty_is_zero=False),
        "mood": FactSpec(("01", "02"), "last", empty_is_zero=False),
        "visits": FactSpec(None, "distinct", empty_is_zero=False, counted=("north", "south")),
        "grade": FactSpec(("poor", "good"), "last", empty_is_zero=False),
        "remarks": FactSpec(None, "count", empty_is_zero=False, counted=()),
        "revenue": FactSpec(None, "last", empty_is_zero=False),
        "rated": FactSpec(("poor", "good"), "last", empty_is_zero=False),
    }


def test_rows_have_no_value_and_windows_join_as_their_fact_does() -> None:
    document = plan(
        facts={"deals": {"kind": "rows", "fields": {"amount": {"kind": "number"}}},
               "before": {"of": "revenue", "window": "previous"}},
        kpis=[kpi("revenue"), kpi("sold", value="sum(deals.amount)")],
    )  # fmt: skip
    specs = fact_specs(parse_plan(document))
    assert list(specs) == ["revenue", "before"]
    assert specs["before"] == specs["revenue"]


def test_only_the_last_word_is_a_word() -> None:
    assert FactSpec(("a",), "last", empty_is_zero=False).is_category
    assert not FactSpec(None, "count", empty_is_zero=False, counted=()).is_category


@pytest.mark.parametrize(
    ("value", "has_own"),
    [("sold * 2", True), ("(sold)/2", True), ("sold_net / 2", False), ("2 * unsold", False), ("deals", False)],
)
def test_a_kpi_with_a_formula_has_a_fact_of_its_key_only_where_the_formula_reads_it(value: str, has_own: bool) -> None:
    facts = {key: {"kind": "number"} for key in ("deals", "sold_net", "unsold")}
    document = plan(facts=facts, kpis=[kpi("sold", value=value)])
    assert ("sold" in fact_specs(parse_plan(document))) is has_own


def test_a_figure_for_a_kpi_that_is_computed_otherwise_is_refused_and_not_passed_over() -> None:
    document = plan(facts={"won": {}, "sent": {}}, kpis=[kpi("hit_rate", weight="1", value="won / sent")])
    result = one(document, facts={"won": "1", "sent": "2", "hit_rate": "0.9"})
    assert (result["outcome"], codes(result["problems"])) == ("blocked", ["fact.unknown_key"])
