"""A population that comes chunk by chunk, stage by stage, gives what it gives all at once; and a booked one stays."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.compiled import CompiledPlan, compile_plan
from rules.engine import Wholes, barriers, parts_after, wholes_of
from rules.examples import run_examples
from rules.facts import Intake
from rules.facts.participants import read_participants
from rules.period import Period
from rules.population import Whole, read_whole, whole_document
from rules.results import calculate, calculate_frozen, calculate_part
from tests.rules.laws.test_population import PLAN, Person, populations, results

CATALOG = sorted((Path(rules.__file__).parent / "catalog").glob("*.json"))


def put_down(part: Whole) -> Whole:
    """The part as a store gives it back."""
    return read_whole(json.loads(json.dumps(whole_document(part))))


def settled(plan: CompiledPlan, chunks: Sequence[Intake], period: Period | None = None) -> Wholes:
    """The wholes of all stages, each from parts that were put down in between."""
    wholes: list[list[Whole]] = []
    for _ in range(barriers(plan)):
        parts = [[put_down(part) for part in parts_after(plan, chunk, period, wholes)] for chunk in chunks]
        wholes.append(wholes_of(parts))
    return wholes


@settings(max_examples=40, deadline=None)
@given(populations(), st.integers(1, 4))
def test_stage_by_stage_is_all_at_once(people: list[Person], rows_max: int) -> None:
    chunks = list(read_participants(people).parts(rows_max))
    wholes = settled(PLAN, chunks)
    found = [result for chunk in chunks for result in calculate_part(PLAN, chunk, None, wholes).results()]
    assert {result["id"]: result for result in found} == results(people)


def together_in(name: str) -> list[CompiledPlan]:
    plan = compile_plan(json.loads((CATALOG[0].parent / name).read_bytes()))
    return [plan] if plan.reads_others else []


TOGETHER = [path.name for path in CATALOG if together_in(path.name)]


def test_the_catalog_has_such_plans() -> None:
    assert {"forced-distribution.json", "manager-override.json", "pool-with-caps.json", "team-pot.json"} <= {*TOGETHER}


@pytest.mark.parametrize("name", TOGETHER)
def test_every_plan_of_the_catalog_is_the_same_in_stages(name: str) -> None:
    [plan] = together_in(name)
    scenes = [scene for run in run_examples(plan) for scene in run.scenes]
    assert scenes
    for scene in scenes:
        sheet = scene.batch.sheet
        chunks = list(sheet.given.parts(1))
        wholes = settled(plan, chunks, sheet.period)
        found = [calculate_part(plan, chunk, sheet.period, wholes).result(0) for chunk in chunks]
        assert found == scene.batch.results()


def frozen(booked: list[Person], now: list[Person], changed: Sequence[str]) -> dict[str, Any]:
    """The results of the changed people against what was booked."""
    wholes = [settled(PLAN, [read_participants(people)]) for people in (booked, now)]
    mine = [person for person in now if person["id"] in changed]
    old = [person for person in booked if person["id"] in changed]
    intakes = read_participants(mine), read_participants(old)
    batch = calculate_frozen(PLAN, intakes, None, (wholes[0], wholes[1]))
    return {result["id"]: result for result in batch.results()}


@settings(max_examples=40, deadline=None)
@given(populations())
def test_who_is_as_booked_gets_exactly_what_was_booked(people: list[Person]) -> None:
    ids = [person["id"] for person in people]
    assert frozen(people, people, ids) == results(people)


@settings(max_examples=40, deadline=None)
@given(populations(), st.data())
def test_others_changes_are_nobody_s_own(people: list[Person], data: st.DataObject) -> None:
    """Only who is asked about changes; with or without company the result is the same."""
    if any(not person["facts"] for person in people):
        return
    changed = [
        {**person, "facts": {"revenue": str(data.draw(st.integers(0, 9)))}} if place % 2 else person
        for place, person in enumerate(people)
    ]
    ids = [person["id"] for person in people]
    found, before = frozen(people, changed, ids), results(people)
    for place, id_ in enumerate(ids):
        assert frozen(people, changed, [id_]) == {id_: found[id_]}
        if changed[place] == people[place]:
            assert found[id_] == before[id_]


def test_where_nothing_was_settled_people_count_as_they_are_now() -> None:
    blocked = [
        {"id": "A", "inputs": {"w": "1"}, "group": "a", "facts": {"revenue": "7"}},
        {"id": "B", "inputs": {"w": "2"}, "group": "a", "facts": {}},
    ]
    mended = [blocked[0], {**blocked[1], "facts": {"revenue": "7"}}]
    assert frozen(blocked, mended, ["A", "B"]) == results(mended)


def test_a_changed_person_moves_by_the_booked_factor() -> None:
    plan = compile_plan(
        {
            "schema": "bonus-plan/1",
            "key": "pot",
            "title": "Pot",
            "currency": "EUR",
            "frequency": "month",
            "inputs": {"w": {"kind": "number"}},
            "values": {"place": "rank(w)", "part": "share(w)"},
            "pools": {"pot": {"amount": "100", "weight": "w"}},
            "components": [{"key": "pay", "amount": "pot"}],
        }
    )

    def intake(*weights: str) -> Intake:
        return read_participants([{"id": f"E{n}", "inputs": {"w": each}} for n, each in enumerate(weights, start=1)])

    booked, now = intake("1", "1", "2"), intake("4", "1", "2")
    wholes = settled(plan, [booked]), settled(plan, [now])
    mine = calculate_frozen(plan, (intake("4"), intake("1")), None, wholes).result(0)
    assert (mine["total"], mine["values"]["place"], mine["values"]["part"]) == ("100.00", "1", "1")
    assert [result["total"] for result in calculate(plan, booked).results()] == ["25.00", "25.00", "50.00"]
    down = calculate_frozen(plan, (intake("0"), intake("1")), None, wholes).result(0)
    assert (down["total"], down["values"]["place"]) == ("0.00", "3")
