"""Which names a formula may read: only what is known by then, and a KPI's parts only where they exist."""

from typing import Any

import pytest

from tests.rules.build import kpi, named, paying, plan, refusals

SCALE = {"kind": "scale", "values": {"poor": "0", "good": "1"}}


def document(**parts: Any) -> dict[str, Any]:
    """Something of every kind that has a name."""
    parts = {
        "inputs": {"x": {"kind": "number"}, "senior": {"kind": "boolean"},
                   "region": {"kind": "category", "values": ["EMEA"]}},
        "facts": {"spent": {}, "mood": {"kind": "category", "values": ["poor", "good"]}},
        "kpis": [
            kpi("revenue", weight="1", levels={"base": "0", "normal": "1", "target": "2"}),
            kpi("measured", levels={"normal": "1"}),
            kpi("mood", levels=None, curve=SCALE),
        ],
        "tables": {"t": {"kind": "step", "rows": [{"value": "1"}]}},
        "ratings": {"bands": [{"grade": "A", "payout": "1"}]},
        "scales": {"size": {"of": "x", "bands": [{"grade": "S"}]}},
        "values": {"v": "x"},
        "components": [{"key": "pay", "amount": "1"}],
        **parts,
    }  # fmt: skip
    return plan(**parts)


def at(stage: str, formula: str) -> dict[str, Any]:
    """A plan with this formula at a stage; conditions are asked of a number."""
    match stage:
        case "eligibility":
            return document(eligibility=[{"key": "staff", "when": formula}])
        case "levels":
            return document(
                kpis=[kpi("revenue", measure="volume", levels={"base": "0", "normal": formula})], ratings=None
            )
        case "value":
            return document(kpis=[kpi("revenue", value=formula)], ratings=None)
        case "curve":
            return document(kpis=[kpi("revenue", curve={"kind": "formula", "formula": formula})], ratings=None)
    return document(components=[{"key": "pay", "amount": formula}])


NAMES: list[tuple[str, str]] = [
    # a formula that reads one name, the stages that know it
    ("x", "levels value curve later"),
    ("1 if senior else 0", "levels value curve later"),
    ('1 if region == "EMEA" else 0', "levels value curve later"),
    ("period.days + period.days_in_force + period.month + period.quarter + period.index", "levels value later"),
    ("step(x, t)", "levels later"),
    ("spent", "value"),
    ('1 if mood == "good" else 0', "value"),
    ("revenue", "value"),
    ("actual", "curve"),
    ("base + normal", "curve"),
    ("revenue.actual", "later"),
    ("revenue.raw_index + revenue.index", "later"),
    ("revenue.weight + revenue.weighted_index", "later"),
    ("measured.actual + measured.normal", "later"),
    ("mood.index + mood.raw_index", "later"),
    ('1 if mood.actual == "good" else 0', "later"),
    ("coefficient", "later"),
    ("payout + rating.payout", "later"),
    ('1 if rating == "A" else 0', "later"),
    ('1 if size == "S" else 0', "later"),
    ("v", "later"),
    ("proration", "levels later"),
]


@pytest.mark.parametrize(("formula", "stages"), NAMES)
@pytest.mark.parametrize("stage", ["levels", "value", "curve", "later"])
def test_a_name_is_known_only_from_its_stage_on(formula: str, stages: str, stage: str) -> None:
    found = set(refusals(at(stage, formula)).values())
    assert found == (set() if stage in stages.split() else {"formula.unknown_name"})


def test_conditions_to_be_in_the_plan_know_inputs_and_the_period() -> None:
    assert refusals(at("eligibility", 'senior or region == "EMEA" or x > period.month')) == {}
    assert set(refusals(at("eligibility", "step(x, t) > 0")).values()) == {"formula.unknown_name"}


NEVER: list[tuple[str, str]] = [
    ("a level that the KPI does not have", "measured.base"),
    ("the index of a KPI that is only measured", "measured.index"),
    ("the weight of a KPI without one", "measured.weight"),
    ("a number of a KPI that is a word", "mood.normal"),
    ("a payout of bands without one", "size.payout"),
    ("a KPI by its bare key", "revenue"),
    ("a field that does not exist", "revenue.total"),
    ("a gate", "stop"),
    ("a fact", "spent"),
]


@pytest.mark.parametrize("formula", named(NEVER))
def test_what_has_no_name(formula: str) -> None:
    stop = {"key": "stop", "when": "1 > 0", "otherwise": {"factor": "0"}}
    changed = {**at("later", formula), "gates": [stop]}
    assert set(refusals(changed).values()) == {"formula.unknown_name"}


def test_a_curve_knows_only_the_levels_of_its_own_kpi() -> None:
    for levels, level in (({"normal": "1"}, "base"), ({"base": "1"}, "normal"), (None, "target")):
        curve = {"kind": "formula", "formula": f"actual + {level}"}
        found = refusals(plan(kpis=[kpi(levels=levels, curve=curve)]))
        assert found == {"/kpis/0/curve/formula": "formula.unknown_name"}


def test_values_have_the_kind_of_their_formula_whatever_the_listing_order() -> None:
    values = {"both": "senior_here and many", "many": "x > 5", "senior_here": "senior"}
    assert refusals(paying("1 if both else 0", values=values, inputs=document()["inputs"])) == {}
    assert refusals(paying("both + 1", values=values, inputs=document()["inputs"])) == {
        "/components/0/amount": "formula.boolean_arithmetic"
    }


def test_a_quoted_word_is_no_name_of_a_value() -> None:
    inputs = {"region": {"kind": "category", "values": ["other"]}}
    values = {"here": 'region == "other"', "other": "here and 1 > 0"}
    assert refusals(paying("1 if other else 0", values=values, inputs=inputs)) == {}
