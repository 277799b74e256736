"""What somebody who changed gets of a pot, a sum or a rank that was settled without the change."""

from typing import Any

from rules.compiled import CompiledPlan, compile_plan
from rules.facts.participants import read_participants
from rules.results import ResultBatch, calculate_frozen
from rules.trace import trace_of
from tests.rules.laws.test_population import Person
from tests.rules.laws.test_staged import settled

HEAD: dict[str, Any] = {
    "schema": "bonus-plan/1",
    "key": "pot",
    "title": "Pot",
    "currency": "EUR",
    "frequency": "month",
    "kpis": [{"key": "points"}],
}


def shared_plan(**pot: str) -> CompiledPlan:
    """A plan that pays each person's share of one pot; the facts may be missing."""
    parts = {"pools": {"pot": {"amount": "100", "weight": "points.actual", **pot}}}
    return compile_plan({**HEAD, **parts, "components": [{"key": "pay", "amount": "pot"}]})


def facts(*points: str | None) -> list[Person]:
    return [
        {"id": f"E{place}", "facts": {} if each is None else {"points": each}}
        for place, each in enumerate(points, start=1)
    ]


def against(plan: CompiledPlan, booked: list[Person], now: list[Person]) -> ResultBatch:
    """The first person against what was booked."""
    wholes = [settled(plan, [read_participants(people)]) for people in (booked, now)]
    intakes = read_participants(now[:1]), read_participants(booked[:1])
    return calculate_frozen(plan, intakes, None, (wholes[0], wholes[1]))


def first_of(plan: CompiledPlan, booked: list[Person], now: list[Person]) -> Any:
    """What the first person is paid against what was booked."""
    return against(plan, booked, now).result(0)["total"]


def test_a_pot_from_which_everybody_was_left_out_was_never_settled() -> None:
    plan = shared_plan(blocked="exclude")
    assert first_of(plan, facts(None), facts("7")) == "100.00"


def test_a_smallest_share_is_no_share_that_was_rounded_up() -> None:
    plan = shared_plan(min="20", unit="1")
    assert first_of(plan, facts("1", "9"), facts("3", "9")) == "26.00"


def test_of_shares_that_are_all_smallest_ones_the_least_is_the_factor() -> None:
    plan = shared_plan(min="50", unit="1")
    assert first_of(plan, facts("10", "1"), facts("12", "1")) == "60.00"


def test_of_shares_that_are_all_largest_ones_the_most_is_the_factor() -> None:
    plan = shared_plan(max="points.actual * 2", unit="1")
    assert first_of(plan, facts("10", "1"), facts("12", "1")) == "24.00"
    assert first_of(shared_plan(max="30"), facts("10", "5"), facts("4", "5")) == "24.00"


def test_whose_bounds_are_one_amount_is_held_down_by_none_of_them() -> None:
    plan = shared_plan(min="50", max="50 if points.actual < 2 else 1000", unit="1")
    assert first_of(plan, facts("10", "1"), facts("12", "1")) == "60.00"


def test_shares_of_nothing_are_not_settled() -> None:
    plan = compile_plan({**HEAD, "components": [{"key": "pay", "amount": "share(points.actual) * 100"}]})
    assert first_of(plan, facts("0", "0"), facts("3", "1")) == "75.00"


def test_a_trace_says_what_stayed_as_it_was_booked() -> None:
    parts = {
        "pools": {"pot": {"amount": "100", "weight": "points.actual"}},
        "values": {"place": "rank(points.actual)", "part": "share(points.actual)", "under": "team_sum(points.actual)"},
        "components": [{"key": "pay", "amount": "pot"}],
    }
    batch = against(compile_plan({**HEAD, **parts}), facts("1", "3"), facts("5", "3"))
    trace = trace_of(batch.sheet, 0)
    pot = trace.nodes["/pools/pot"]
    assert (pot.value, trace.nodes["/components/pay"].value) == ("125.00", "125.00")
    assert pot.formula is not None
    assert pot.formula.startswith("weight × what a unit of weight was worth when it was booked")
    assert [(each.name, each.value) for each in pot.inputs] == [
        ("weight", "5"),
        ("members when it was booked", "2"),
        ("pot as booked", "100.00"),
        ("shared by weight when it was booked", "100.00"),
        ("sum of those weights", "4"),
    ]
    calls = [node.formula for id_, node in trace.nodes.items() if "people" in id_ and not id_.endswith("/own")]
    assert len(calls) == 3
    assert all(formula is not None and formula.endswith(", as booked") for formula in calls)


def test_claims_are_paid_by_the_booked_part_of_each() -> None:
    def paid(fund: str, was: str, now: str) -> Any:
        parts = {
            "pools": {"pot": {"fund": fund, "claims": "pay"}},
            "components": [{"key": "pay", "amount": "points.actual"}],
            "limits": {"total_floor": None},
        }
        return first_of(compile_plan({**HEAD, **parts}), facts(was, "60"), facts(now, "60"))

    assert paid("80", "100", "50") == "25.00"
    assert paid("200", "100", "150") == "150.00"
    assert paid("80", "100", "-5") == "-5.00"
