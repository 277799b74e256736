"""Every plan of the catalog is valid, proves itself by its examples, and keeps its hash."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import rules
from rules import canonical_json, check_plan, parse_plan, plan_hash

CATALOG = sorted((Path(rules.__file__).parent / "catalog").glob("*.json"))
PROFILES = {
    "profile-fund-times-k": "37415.00",
    "profile-negative-index": "35315.00",
    "profile-two-slope": "33740.00",
    "profile-norm-to-target": "7350.00",
    "profile-excess-over-100": "0.00",
}
KEYS = {
    *PROFILES,
    "b2b-sales-manager",
    "rating-driven",
    "contextual-and-activity",
    "tiered-commission",
    "team-personal-70-20-10",
    "service-quality",
    "multi-currency-commission",
    "holdback-and-clawback",
    "draw-with-recovery",
    "deal-commission-year-tiers",
    "rated-behaviour",
    "team-pot",
    "pool-with-caps",
    "manager-override",
    "forced-distribution",
    "ramp-for-new-hires",
    "prorated-bonus",
    "shares-and-days-off",
}


def document(key: str) -> dict[str, Any]:
    """A catalog plan as it stands in its file."""
    [path] = [path for path in CATALOG if path.stem == key]
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_the_catalog_is_complete() -> None:
    assert {path.stem for path in CATALOG} == KEYS
    assert all(document(path.stem)["key"] == path.stem for path in CATALOG)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_catalog_plan_is_valid_and_proves_itself(key: str) -> None:
    report = check_plan(document(key))
    assert [problem.to_json() for problem in report.problems] == []
    assert {example.name: example.differences for example in report.examples if not example.passed} == {}
    assert report.valid
    assert len(report.examples) == len(document(key)["examples"]) >= 3


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_hash_survives_the_canonical_form(key: str) -> None:
    plan = parse_plan(document(key))
    again = parse_plan(json.loads(canonical_json(plan)))
    assert plan_hash(again) == plan_hash(plan) == check_plan(document(key)).hash
    assert canonical_json(again) == canonical_json(plan)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_weights_add_up_to_one(key: str) -> None:
    weights = [Fraction(kpi["weight"]) for kpi in document(key).get("kpis", []) if "weight" in kpi]
    assert not weights or sum(weights) == 1


@pytest.mark.parametrize(("key", "paid"), PROFILES.items(), ids=PROFILES.keys())
def test_one_person_and_five_profiles(key: str, paid: str) -> None:
    """The same facts and fund give five amounts: the profile matters more than any rounding or cap."""
    handbook = document("b2b-sales-manager")["examples"][0]
    example = document(key)["examples"][0]
    assert example["inputs"] == handbook["inputs"] == {"fund": "42000"}
    assert example["facts"] == handbook["facts"]
    assert example["expect"]["total"] == paid


def test_the_five_profiles_share_one_matrix() -> None:
    def matrix(key: str) -> list[dict[str, Any]]:
        return [{field: kpi[field] for field in ("key", "weight", "levels")} for kpi in document(key)["kpis"]]

    assert all(matrix(key) == matrix("b2b-sales-manager") for key in PROFILES)
