"""The order of people, facts and plan parts never matters, and neither does who else is computed."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import canonical_json, check_plan, parse_plan, trace_of
from tests.rules.differential.calls import Call, calls, computed

HALF = settings(max_examples=12)
LISTED = ("components", "gates", "kpis")


def everything(call: Call) -> dict[str, Any]:
    """Result and explanation of every person by id."""
    batch = computed(*call)
    return {result["id"]: (result, trace_of(batch.sheet, row).to_json()) for row, result in enumerate(batch.results())}


@HALF
@given(st.data(), calls(2, 5))
def test_the_order_of_people_never_matters(data: st.DataObject, call: Call) -> None:
    plan, participants = call
    shuffled = data.draw(st.permutations(participants))
    assert everything((plan, shuffled)) == everything(call)


@HALF
@given(calls(2, 5))
def test_a_batch_equals_batches_of_one(call: Call) -> None:
    plan, participants = call
    together, totals = everything(call), computed(*call).totals()
    alone = [computed(plan, [person]) for person in participants]
    for batch in alone:
        result = batch.result(0)
        assert (result, trace_of(batch.sheet, 0).to_json()) == together[result["id"]]
    first, *others = [batch.totals() for batch in alone]
    for other in others:
        first += other
    assert first == totals


@HALF
@given(st.data(), calls(1, 2))
def test_the_order_of_facts_never_matters(data: st.DataObject, call: Call) -> None:
    plan, participants = call
    shuffled = [_shuffled(data, person) for person in participants]
    assert everything((plan, shuffled)) == everything(call)


def _shuffled(data: st.DataObject, person: dict[str, Any]) -> dict[str, Any]:
    """The same person with keys and observations in another order."""
    facts = {
        key: data.draw(st.permutations(raw)) if isinstance(raw, list) else raw for key, raw in person["facts"].items()
    }
    return dict(reversed({**person, "facts": dict(reversed(facts.items()))}.items()))


@HALF
@given(calls(1, 2))
def test_the_order_of_plan_parts_never_matters(call: Call) -> None:
    plan, participants = call
    turned: dict[str, Any] = {key: list(reversed(part)) if key in LISTED else part for key, part in plan.items()}
    for key in ("values", "scales", "tables", "inputs", "facts"):
        if key in turned:
            turned[key] = dict(reversed(turned[key].items()))
    assert _by_key(everything((turned, participants))) == _by_key(everything(call))


def _by_key(found: Any) -> Any:
    """Results with their lists in one order: lists follow the document, which now stands the other way round."""
    if isinstance(found, dict):
        return {key: _by_key(part) for key, part in found.items()}
    if isinstance(found, list | tuple):
        return sorted((_by_key(part) for part in found), key=repr)
    return found


@pytest.mark.parametrize("path", sorted(Path("rules/catalog").glob("*.json")), ids=lambda path: path.stem)
def test_a_plan_and_its_canonical_form_are_the_same_plan(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    canonical = json.loads(canonical_json(parse_plan(document)))
    assert check_plan(canonical).to_json() == check_plan(document).to_json()
