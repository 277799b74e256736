"""Named values may be conditions and words, and read each other in whatever order they are listed."""

from itertools import permutations
from typing import Any

import pytest

from rules.formula import BOOLEAN, NUMBER, Category
from tests.rules.build import compiled, kpi, named, plan, refusals

REGION = {"region": {"kind": "category", "values": ["north", "late"]}}
VALUES = {
    "late": "revenue.actual < 10",
    "fine": "not late",
    "both": 'fine and region == "late"',
    "home": 'region == "both"',
    "points": "1 if both else 0",
    "place": "region",
}
WORDS = {**REGION, "region": {"kind": "category", "values": ["north", "late", "both"]}}


@pytest.mark.parametrize("order", list(permutations(["late", "fine", "both", "home"])))
def test_the_order_of_listing_means_nothing(order: tuple[str, ...]) -> None:
    values = {key: VALUES[key] for key in (*order, "points", "place")}
    ready = compiled(plan(inputs=WORDS, kpis=[kpi("revenue")], values=values))
    kinds = {key: ready.formulas[f"/values/{key}"].kind for key in values}
    assert kinds == dict.fromkeys(order, BOOLEAN) | {"points": NUMBER, "place": Category(("north", "late", "both"))}


def test_a_word_in_quotes_is_no_name() -> None:
    """`late` reads the word "home" and `home` reads the value `late`: no circle."""
    values = {"late": "region == 'home'", "home": "not late"}
    inputs = {"region": {"kind": "category", "values": ["home"]}}
    assert refusals(plan(inputs=inputs, values=values)) == {}


CIRCLES: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("numbers", {"a": "b + 1", "b": "a + 1"}, {"/values/a": "plan.cycle"}),
    ("itself", {"a": "a + 1"}, {"/values/a": "plan.cycle"}),
    ("not a circle", {"a": "b", "b": "c", "c": "1 > 0"}, {}),
]


@pytest.mark.parametrize(("values", "found"), named(CIRCLES))
def test_circles_are_reported_once(values: dict[str, Any], found: dict[str, str]) -> None:
    assert {path.replace("/b", "/a"): code for path, code in refusals(plan(values=values)).items()} == found


def test_a_long_chain_of_conditions_is_checked_in_one_pass() -> None:
    """Each value was once looked at as often as the chain is long: two minutes for this plan."""
    length = 1000
    values = {f"v{n}": f"v{n + 1}" for n in range(length)} | {f"v{length}": "1 > 0"}
    assert compiled(plan(values=values)).formulas["/values/v0"].kind == BOOLEAN
