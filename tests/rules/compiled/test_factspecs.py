"""Every fact a plan can receive."""

from rules.compiled import FactSpec, fact_specs
from rules.plan import parse_plan
from tests.rules.build import kpi, plan

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


def test_rows_and_windows_are_left_to_a_later_release() -> None:
    document = plan(
        facts={"deals": {"kind": "rows", "fields": {"amount": {"kind": "number"}}},
               "before": {"of": "revenue", "window": "previous"}},
        kpis=[kpi("revenue"), kpi("deals")],
    )  # fmt: skip
    assert list(fact_specs(parse_plan(document))) == ["revenue"]


def test_only_the_last_word_is_a_word() -> None:
    assert FactSpec(("a",), "last", empty_is_zero=False).is_category
    assert not FactSpec(None, "count", empty_is_zero=False, counted=()).is_category
