"""Lints about weights and their number: a plan that just triggers each, and one that just does not."""

from typing import Any

import pytest

from rules.check.lints.shared_weight import shared_weight
from rules.check.subject import Subject
from rules.plan import Plan
from tests.rules.build import kpi, plan
from tests.rules.check.linted import warnings


def weighing(*weights: str, **parts: Any) -> dict[str, Any]:
    """A plan whose KPIs a, b, c … have these weights."""
    return plan(kpis=[kpi(key, weight=weight, **parts) for key, weight in zip("abcdef", weights, strict=False)])


def test_equal_weights() -> None:
    [warning] = warnings(weighing("1/3", "1/3", "1/3"), "lint.equal_weights")
    assert (warning.path, warning.numbers) == ("/kpis", {"count": "3", "weight": "1/3"})


@pytest.mark.parametrize("weights", [("0.33", "0.33", "0.34"), ("1",)], ids=["uneven", "alone"])
def test_uneven_weights_are_fine(weights: tuple[str, ...]) -> None:
    assert warnings(weighing(*weights), "lint.equal_weights") == []


def test_small_weight() -> None:
    [warning] = warnings(weighing("0.6", "0.3501", "0.0499"), "lint.small_weight")
    assert (warning.path, warning.numbers) == ("/kpis/2/weight", {"weight": "0.0499", "least": "0.05"})


def test_a_weight_of_one_in_twenty_is_fine() -> None:
    assert warnings(weighing("0.6", "0.35", "0.05"), "lint.small_weight") == []


@pytest.mark.parametrize(
    ("weights", "count"), [(("0.6", "0.4"), "2"), (("0.3", "0.2", "0.2", "0.1", "0.1", "0.1"), "6")]
)
def test_too_few_or_too_many_paid_kpis(weights: tuple[str, ...], count: str) -> None:
    [warning] = warnings(weighing(*weights), "lint.kpi_count")
    assert (warning.path, warning.numbers) == ("/kpis", {"count": count, "least": "3", "most": "5"})


@pytest.mark.parametrize("weights", [("0.5", "0.3", "0.2"), ("0.3", "0.3", "0.2", "0.1", "0.1")])
def test_three_to_five_paid_kpis_are_fine(weights: tuple[str, ...]) -> None:
    assert warnings(weighing(*weights), "lint.kpi_count") == []


def test_only_paid_kpis_are_counted() -> None:
    watched = [kpi(key) for key in ("d", "e", "f")]
    document = weighing("0.5", "0.3", "0.2")
    assert warnings({**document, "kpis": [*document["kpis"], *watched]}, "lint.kpi_count") == []
    assert warnings(plan(kpis=watched[:1]), "lint.kpi_count") == []


SCALE = {"kind": "scale", "values": {"poor": "0", "good": "1"}}


@pytest.mark.parametrize(
    ("judged", "weight", "counts"),
    [
        ({"qualitative": True}, "0.21", True),
        ({"qualitative": True}, "0.2", False),
        ({"curve": SCALE, "levels": None}, "0.21", True),
        ({"qualitative": False}, "0.21", False),
    ],
)
def test_qualitative_weight(judged: dict[str, Any], weight: str, counts: bool) -> None:
    rest = {"0.2": "0.8", "0.21": "0.79"}[weight]
    document = plan(kpis=[kpi("a", weight=rest), kpi("b", weight=weight, **judged)])
    found = warnings(document, "lint.qualitative_weight")
    assert [(warning.path, warning.numbers) for warning in found] == (
        [("/kpis", {"weight": weight, "most": "0.2"})] if counts else []
    )


def test_qualitative_weights_add_up() -> None:
    document = plan(kpis=[kpi("a", weight="0.7")] + [kpi(key, weight="0.15", qualitative=True) for key in "bc"])
    [warning] = warnings(document, "lint.qualitative_weight")
    assert warning.numbers["weight"] == "0.3"


@pytest.mark.parametrize(("weight", "rest", "counts"), [("0.31", "0.69", True), ("0.3", "0.7", False)])
def test_shared_weight(weight: str, rest: str, counts: bool) -> None:
    document = plan(kpis=[kpi("a", weight=rest), kpi("b", weight=weight, scope="team")])
    found = list(shared_weight(Subject(Plan.model_validate(document))))
    assert [(warning.code, warning.path, warning.numbers) for warning in found] == (
        [("lint.shared_weight", "/kpis", {"weight": "0.31", "most": "0.3"})] if counts else []
    )
