"""Laws of people together: neither the order of people nor how a call is cut matters, and pots are shared exactly."""

from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts.participants import read_participants
from rules.results import calculate, calculate_chunks
from tests.rules.build import Document, compiled, kpi, plan

PLAN = compiled(
    plan(
        inputs={
            "w": {"kind": "number", "min": "0"},
            "region": {"kind": "category", "values": ["N", "S"], "default": "N"},
        },
        kpis=[kpi(weight="1", levels={"base": "0", "normal": "7"})],
        eligibility=[{"key": "counted", "when": "w < 9"}],
        values={
            "place": "rank(coefficient, region)",
            "part": "share(coefficient + 1)",
            "below": "team_sum(w)",
            "through": "cumulative(w, team)",
        },
        pools={
            "pot": {"amount": "1000 / 3 * total(1)", "weight": "w * coefficient + 1 / 7", "min": "1", "max": "700"},
            "team_pot": {"amount": "total(w, team)", "by": "team", "weight": "coefficient + 1", "unit": "0.05"},
            "budget": {"fund": "500", "claims": "claim"},
        },
        components=[
            {"key": "claim", "amount": "100 * coefficient"},
            {"key": "pay", "amount": "pot + team_pot"},
            {"key": "extra", "amount": "(place + part + through / 9) if below > 2 else 1"},
        ],
        limits={"total_floor": None},
    )
)

Person = dict[str, Any]


@st.composite
def populations(draw: st.DrawFn) -> list[Person]:
    """Some people in two teams under each other; now and then one lacks an actual or a weight."""
    ids = [f"P{number}" for number in range(draw(st.integers(1, 8)))]
    people: list[Person] = []
    for id_ in ids:
        person: Person = {
            "id": id_,
            "inputs": {"w": str(draw(st.integers(0, 9))), "region": draw(st.sampled_from("NS"))},
            "facts": {"revenue": str(draw(st.integers(0, 9)))},
            "group": draw(st.sampled_from(["a", "b"])),
            "manager": draw(st.sampled_from([*ids, "outside"])),
        }
        if draw(st.integers(0, 19)) == 0:
            person["facts"] = {}
        people.append(person)
    return people


def results(people: list[Person]) -> dict[str, Document]:
    batch = calculate(PLAN, read_participants(people))
    return {result["id"]: result for result in batch.results()}


@settings(max_examples=40, deadline=None)
@given(populations(), st.integers(1, 4))
def test_how_a_population_is_cut_never_matters(people: list[Person], rows_max: int) -> None:
    chunks = list(calculate_chunks(PLAN, read_participants(people).parts(rows_max)))
    assert len(chunks) == -(-len(people) // rows_max)
    assert {result["id"]: result for batch in chunks for result in batch.results()} == results(people)


@settings(max_examples=40, deadline=None)
@given(populations(), st.integers(0, 99))
def test_the_order_of_people_never_matters(people: list[Person], seed: int) -> None:
    shuffled = Random(seed).sample(people, len(people))
    assert results(shuffled) == results(people)


@settings(max_examples=40, deadline=None)
@given(populations())
def test_pots_and_funds_are_paid_to_the_last_unit(people: list[Person]) -> None:
    found = results(people)
    paid = {id_: result for id_, result in found.items() if not_out(result)}
    if not paid or any(result["pools"]["pot"] is None for result in paid.values()):
        return
    pot = Fraction(round(Fraction(100_000, 3) * len(paid)), 100)
    assert shares(paid, "pot") == min(pot, 700 * len(paid))
    assert shares(paid, "budget") == min(Fraction(500), sum(Fraction(claim(one)["gross"]) for one in paid.values()))
    for team in ("a", "b"):
        members = {one["id"]: found[one["id"]] for one in people if one["group"] == team and one["id"] in paid}
        if members:
            weights = sum(int(one["inputs"]["w"]) for one in people if one["id"] in members)
            assert shares(members, "team_pot") == weights


def not_out(result: Document) -> bool:
    return not any(reason["code"].startswith("not_eligible") for reason in result["reasons"])


def shares(found: dict[str, Document], key: str) -> Fraction:
    return sum((Fraction(result["pools"][key]) for result in found.values()), Fraction(0))


def claim(result: Document) -> Document:
    line: Document = next(line for line in result["components"] if line["key"] == "claim")
    return line
