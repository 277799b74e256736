"""Parsing: accepted documents become exact, frozen types whose defaults are the meaning of what is absent."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from rules.plan import (
    CategoryFact,
    LastPeriods,
    LinearCurve,
    MoneyInput,
    RowsFact,
    WindowFact,
    cap_formula,
    parse_plan,
)
from tests.rules.plan.documents import b2b, changed, small
from tests.rules.plan.everything import everything


def test_the_matrix_of_the_handbook_is_read_exactly() -> None:
    plan = parse_plan(b2b())
    assert [kpi.weight for kpi in plan.kpis] == [Fraction(n, 100) for n in (35, 15, 20, 15, 15)]
    assert plan.kpis[1].value == "gross_profit / revenue_net * 100"
    assert plan.kpis[0].levels is not None
    assert plan.kpis[0].levels.normal == "1000000"
    assert plan.ratings is not None
    assert [band.edge for band in plan.ratings.bands] == [None, *(Fraction(n, 10) for n in (7, 9, 10, 12))]
    assert plan.gates[0].scopes == ("total",)
    assert plan.gates[0].otherwise.factor == "0"
    assert plan.examples[0].expect is not None
    assert plan.examples[0].expect.coefficient == Fraction(1069, 1200)
    assert plan.kpi("overdue") is plan.kpis[3]
    assert plan.kpi("nobody") is None


def test_absent_parts_mean_their_defaults() -> None:
    plan = parse_plan(small(inputs={"fund": {"kind": "money"}}, kpis=[{"key": "deals"}]))
    assert plan.limits.total_floor == "0"
    assert plan.rounding.mode == "half_up"
    assert plan.rounding.steps is None
    assert plan.personal == ("levels",)
    assert plan.ratings is None
    fund = plan.inputs["fund"]
    assert isinstance(fund, MoneyInput)
    assert fund.min == 0
    kpi = plan.kpis[0]
    assert (kpi.missing, kpi.undefined, kpi.scope, kpi.weight) == ("block", "block", "personal", None)
    assert kpi.label == "deals"


def test_an_explicit_null_is_not_the_same_as_absent() -> None:
    assert parse_plan(small(limits={"total_floor": None})).limits.total_floor is None
    plan = parse_plan(small(inputs={"fund": {"kind": "money", "min": None}}))
    fund = plan.inputs["fund"]
    assert isinstance(fund, MoneyInput)
    assert fund.min is None
    assert fund.says("min")
    assert not fund.says("max")


@pytest.mark.parametrize(
    ("curve", "target", "floor", "cap"),
    [
        (None, "3", 0, "target"),
        (None, None, 0, None),
        ({"kind": "linear"}, "3", 0, "target"),
        ({"kind": "linear", "cap": None, "floor": None}, "3", None, None),
        ({"kind": "linear", "cap": "1.2"}, None, 0, Fraction(6, 5)),
        ({"kind": "ratio"}, "3", 0, "target"),
        ({"kind": "inverse_concave"}, None, 0, None),
        ({"kind": "points", "points": [{"at": "1", "index": "1"}]}, "3", None, None),
        ({"kind": "steps", "rows": [{"index": "1"}]}, "3", None, None),
        ({"kind": "formula", "formula": "actual", "cap": "target"}, "3", None, "target"),
        ({"kind": "binary"}, "3", None, None),
        ({"kind": "two_slope", "max": "1.5"}, "3", None, None),
    ],
)
def test_floor_and_cap_in_force(curve: Any, target: str | None, floor: int | None, cap: Any) -> None:
    kpi: dict[str, Any] = {"key": "deals", "levels": {"base": "1", "normal": "2"}}
    if curve is not None:
        kpi["curve"] = curve
    if target is not None:
        kpi["levels"]["target"] = target
    read = parse_plan(small(kpis=[kpi])).kpis[0]
    assert read.floor_index == floor
    assert read.cap_index() == cap


def test_a_personal_target_brings_the_default_cap() -> None:
    kpi = parse_plan(small(kpis=[{"key": "deals", "levels": {"base": "1", "normal": "2"}}])).kpis[0]
    assert isinstance(kpi.effective_curve, LinearCurve)
    assert kpi.cap_index(has_target=True) == "target"


def test_numbers_may_be_json_numbers_or_text() -> None:
    plan = parse_plan(
        small(
            kpis=[{"key": "deals", "weight": 1, "levels": {"base": 0, "normal": Decimal("1.50")}}],
            rounding={"steps": "6"},
            values={"third": "2/6", "half": Decimal("0.50"), "text": "0.50 "},
        )
    )
    assert plan.kpis[0].weight == 1
    assert plan.kpis[0].levels is not None
    assert plan.kpis[0].levels.normal == "1.5"
    assert plan.rounding.steps == 6
    assert plan.values == {"third": "1/3", "half": "0.5", "text": "0.50 "}


def test_every_shape_of_the_format_is_read() -> None:
    plan = parse_plan(everything())
    assert plan.schema_ == "bonus-plan/1"
    assert isinstance(plan.facts["deals"], RowsFact)
    assert isinstance(plan.facts["mood"], CategoryFact)
    recent = plan.facts["revenue_recent"]
    assert isinstance(recent, WindowFact)
    assert recent.window == LastPeriods(last=3)
    assert cap_formula(plan.components[0].cap) == "fund * 12"
    assert cap_formula(plan.components[1].cap) == "100"
    assert cap_formula(plan.components[2].cap) is None
    person = plan.examples[0].participants[0]
    assert person.facts["revenue"] == ("1", "2", None)
    assert person.facts["deals"] == (
        {"date": "2026-01-05", "id": "d1", "amount": "10", "product": "01", "fresh": True},
    )
    assert person.expect is not None
    assert person.expect.says("coefficient")
    assert person.expect.coefficient is None
    assert person.expect.values == {"half": Fraction(1, 2), "flag": True, "word": "EMEA", "nothing": None}


def test_a_plan_is_frozen() -> None:
    plan = parse_plan(b2b())
    with pytest.raises(ValidationError):
        plan.title = "another"  # type: ignore[misc]


def test_codes_that_look_like_numbers_stay_codes() -> None:
    document = small(
        inputs={"grade": {"kind": "category", "values": ["01", "1.0"]}, "fund": {"kind": "money"}},
        examples=[{"name": "a", "inputs": {"grade": "01", "fund": "01.0"}, "expect": {"total": "0"}}],
    )
    assert parse_plan(document).examples[0].inputs == {"grade": "01", "fund": "1"}


def test_what_is_no_number_in_an_example_stays_for_its_run() -> None:
    document = small(examples=[{"name": "a", "facts": {"deals": "many"}, "expect": {"total": "0"}}])
    assert parse_plan(document).examples[0].facts == {"deals": "many"}


def test_a_kpi_may_share_its_name_with_its_fact() -> None:
    assert parse_plan(b2b()).kpi("revenue") is not None


def test_a_fact_read_by_a_scale_keeps_its_words() -> None:
    document = small(
        kpis=[{"key": "mood", "curve": {"kind": "scale", "values": {"1.0": "0", "2.0": "1"}}}],
        examples=[{"name": "a", "facts": {"mood": "1.0"}, "expect": {"kpis": {"mood": {"index": "0"}}}}],
    )
    assert parse_plan(document).examples[0].facts == {"mood": "1.0"}


def test_titles_are_normalised() -> None:
    document = changed(small(), "/title", "Pra\u0308mie")
    assert parse_plan(document).title == "Pr\u00e4mie"
