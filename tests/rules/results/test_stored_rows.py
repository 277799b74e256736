"""Results rendered column by column are, byte for byte, those that are rendered person by person."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from rules.compiled import CompiledPlan, compile_plan
from rules.examples import run_examples
from rules.facts.participants import read_participants
from rules.problems import CallRefused
from rules.results import ResultBatch, calculate, result_digest, stored_result, stored_rows, text_and_digest
from service.catalog import catalog_document, catalog_keys
from tests.rules.build import kpi, paying, people
from tests.rules.differential.calls import MARCH, Call, calls, computed
from tests.rules.engine.test_separate import HALVES
from tests.rules.engine.test_separate import PLAN as SEPARATE
from tests.rules.engine.test_separate import person as with_segments

Json = dict[str, Any]


@cache
def plan_of(key: str) -> CompiledPlan:
    return compile_plan(catalog_document(key))


def check(batch: ResultBatch) -> None:
    """Texts, digests, outcomes and totals of everybody."""
    rows = stored_rows(batch)
    assert len(rows) == batch.size
    for row, stored in enumerate(rows):
        document = stored_result(batch, row)
        assert (stored.text, stored.digest) == text_and_digest(document)
        assert stored.digest == result_digest(stored.text)
        assert stored.outcome == document["outcome"]
        if stored.outcome != "blocked":
            shown = document["total"] if document["payee"] is None else document["payee"]["total"]
            assert stored.total_minor == int(shown.replace(".", ""))


def variations(people_of: Sequence[Mapping[str, Any]]) -> Iterator[Json]:
    """The people of an example, and others like them: without facts, without some of them, and with little."""
    for place, person in enumerate(people_of):
        yield dict(person)
        for name in ("facts", "inputs"):
            given_of = person.get(name, {})
            yield {**copy.deepcopy(person), "id": f"no-{name}-{place}", name: {}}
            yield {**copy.deepcopy(person), "id": f"few-{name}-{place}", name: dict(list(given_of.items())[1:])}
        low = {key: "0.7" if isinstance(value, str) else value for key, value in person.get("facts", {}).items()}
        yield {**copy.deepcopy(person), "id": f"low-{place}", "facts": low}


@pytest.mark.parametrize("key", catalog_keys())
def test_examples_of_the_shipped_plans(key: str) -> None:
    """Everybody of every example, alone and among others who lack something."""
    compiled = plan_of(key)
    scenes = [scene for run in run_examples(compiled) for scene in run.scenes]
    assert scenes
    for scene in scenes:
        check(scene.batch)
        try:
            batch = calculate(compiled, read_participants(list(variations(scene.people)), scene.around), scene.period)
        except CallRefused:
            continue
        check(batch)


@settings(max_examples=25, deadline=None)
@given(calls(1, 6))
def test_any_plan_and_people(call: Call) -> None:
    """Random plans with everything that the generator knows."""
    check(computed(*call))


THIRDS = kpi("sales", levels={"base": "0", "normal": "3"}, weight="1", curve={"kind": "linear", "cap": None})


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"pay": {"cap": "50", "earning_code": "5 %d"}}, id="a cap"),
        pytest.param({"pay": {"floor": "40"}}, id="a floor"),
        pytest.param({"limits": {"total_cap": "60"}}, id="a cap of the total"),
        pytest.param({"limits": {"total_floor": "30", "total_floor_earning_code": "F"}}, id="a floor of the total"),
        pytest.param(
            {
                "gates": [
                    {"key": "g", "title": "100 % 'sure'", "when": "sales.actual >= 2", "otherwise": {"factor": "1/3"}}
                ]
            },
            id="a gate",
        ),
        pytest.param({"values": {"percent": "100 * coefficient", "yes": "sales.actual > 1"}}, id="values"),
        pytest.param({"ratings": {"bands": [{"grade": "100 %"}, {"grade": '%s "', "from": "0.5"}]}}, id="a rating"),
    ],
)
def test_what_acts_on_some_people_only(parts: Json) -> None:
    """People below, between and above, one without a fact, one with a wrong one."""
    plan = paying("100 * coefficient", kpis=[THIRDS], **parts)
    cells = ["0", "1", "2", "3", "7", None, "x", "0.0001"]
    check(people(plan, *({"facts": {} if cell is None else {"sales": cell}} for cell in cells)))


def test_people_who_are_not_in_the_plan() -> None:
    """Among people who are, and one of whom that is not known."""
    condition = {"key": "some", "title": "sells", "when": "here > 1"}
    inputs = {"here": {"kind": "number"}}
    plan = paying("100 * coefficient", kpis=[THIRDS], inputs=inputs, eligibility=[condition])
    check(people(plan, *({"inputs": own, "facts": {"sales": "1"}} for own in ({"here": "1"}, {"here": "2"}, {}))))


def test_segments_that_are_evaluated_one_by_one() -> None:
    """People with segments, and people without any beside them."""
    check(people(SEPARATE, with_segments(*HALVES), with_segments(), with_segments(HALVES[1]), period=MARCH))


def test_cost_centres_accounts_and_what_is_paid_later() -> None:
    """People who have them, people who have others, and people who have none."""
    plan = paying(
        "x",
        pay={"instalments": 3},
        inputs={"x": {"kind": "number"}},
        balances={"kept": {"sign": "owed_to_person", "add": "earned / 10"}},
    )
    due = {"balances": {"kept": "7"}, "instalments": {"pay": [{"amount": "200", "parts": 3, "paid": 1}]}}
    shares = {"A": "1/3", "B": "2/3"}
    persons: list[Json] = [
        {"inputs": {"x": "100"}},
        {"inputs": {"x": "100"}, "cost_centres": shares},
        {"inputs": {"x": "0"}, "prior": due},
        {"inputs": {"x": "0.001"}, "prior": due},
        {"inputs": {"x": "0"}, "prior": due, "cost_centres": shares},
        {"inputs": {"x": "90"}, "prior": {"balances": {"kept": "x"}}},
        {"inputs": {"x": "90"}, "prior": {"instalments": {"pay": [{}]}}},
    ]
    batch = people(plan, *persons, period=MARCH)
    check(batch)
    assert [stored.outcome for stored in stored_rows(batch)][:3] == ["paid", "paid", "paid"]


def test_words_of_reasons_are_not_in_the_digest() -> None:
    """Of people with and without reasons in one batch."""
    plan = paying("100 * coefficient", kpis=[THIRDS], pay={"cap": "50"})
    low, high = stored_rows(people(plan, {"facts": {"sales": "1"}}, {"facts": {"sales": "3"}}))
    assert '"message":' not in low.text
    assert '"message":' in high.text
    assert high.digest == result_digest(high.text.replace("the rest is withheld", "no more"))
