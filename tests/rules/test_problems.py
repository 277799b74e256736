"""Problems are plain data that say what, where and what to do."""

import pytest

from rules.problems import CallRefused, PlanRefused, Problem, RulesError, pointer


def test_only_filled_keys_leave() -> None:
    assert Problem("plan.empty", "/kpis", "add one").to_json() == {
        "code": "plan.empty", "path": "/kpis", "message": "add one",
    }  # fmt: skip
    full = Problem("formula.unknown_name", "/values/x", "no such name", position=0, numbers={"sum": "0.99"})
    assert full.to_json()["position"] == 0
    assert full.to_json()["numbers"] == {"sum": "0.99"}


def test_a_problem_can_be_seen_from_a_larger_document() -> None:
    seen = Problem("plan.empty", "/kpis/0", "add one", position=3).under("/plan")
    assert (seen.path, seen.code, seen.position) == ("/plan/kpis/0", "plan.empty", 3)


def test_problems_are_equal_by_what_they_say() -> None:
    first, again = (Problem("a.b", "/x", "text", numbers={"n": str(count)}) for count in (1, 1))
    assert first == again
    assert hash(first) == hash(again)
    assert first != Problem("a.b", "/x", "text")


@pytest.mark.parametrize("error", [PlanRefused, CallRefused])
def test_a_refusal_carries_every_problem_and_names_each(error: type[RulesError]) -> None:
    refused = error([Problem("a.b", "/x", "first"), Problem("c.d", "", "second")])
    assert [problem.code for problem in refused.problems] == ["a.b", "c.d"]
    assert str(refused) == "a.b at /x: first; c.d at /: second"
    assert isinstance(refused, RulesError)


@pytest.mark.parametrize(
    ("parts", "path"),
    [(("kpis", 0, "weight"), "/kpis/0/weight"), (("facts", "a/b~c"), "/facts/a~1b~0c"), ((), ""), (("",), "/")],
)
def test_pointers_are_escaped(parts: tuple[object, ...], path: str) -> None:
    assert pointer(*parts) == path
