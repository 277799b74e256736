"""What of the store a participant of a run is made of: inputs, time in the plan, facts, company, team and rates."""

import json
from functools import partial
from typing import Any

import pytest

from service.rates.repository import KnownRate, add_rates
from service.store.database import Database
from service.store.tables import SharedInput
from service.work import Work
from tests.service.runs.compute.world import PLAN, World, codes, document, only, participant, plan_with
from tests.stores import As


@pytest.fixture
def world(database: Database, as_: As) -> World:
    """A store with a calendar."""
    return World(database, as_)


def shared(world: World) -> Any:
    """The shared document of the one result there is."""
    digest = only(world.computed()).shared_hash
    return json.loads(world.read(lambda work: work.session.get_one(SharedInput, digest).document))


def counting_the_year() -> dict[str, Any]:
    """The plan with a KPI that looks at the year so far."""
    facts = {**PLAN["facts"], "year": {"of": "revenue", "window": "year_to_date"}}
    kpis = [*PLAN["kpis"], {"key": "so_far", "value": "year"}]
    month = {"start": "2026-03-01", "end": "2026-04-01"}
    example = {**PLAN["examples"][0], "facts": {"revenue": "300", "year": "900"}, "period": month}
    return plan_with(facts=facts, kpis=kpis, examples=[example])


def test_an_amount_that_changes_inside_the_period_comes_in_segments(world: World) -> None:
    """A fund of 100 until the 16th and of 210 from then on: 15 and 16 of 31 days."""
    world.publish()
    world.member("E1")
    world.person("E1", since="2026-03-16", fund="210")
    world.fact("E1", "300")
    result = only(world.computed())
    assert participant(result)["segments"] == [
        {"start": "2026-03-01", "end": "2026-03-16", "inputs": {"fund": "100"}},
        {"start": "2026-03-16", "end": "2026-04-01", "inputs": {"fund": "210"}},
    ]
    assert result.total_minor == 15677  # (15 * 100 + 16 * 210) / 31


def test_an_amount_that_begins_inside_the_period_is_missing_before(world: World) -> None:
    """Nothing is said of the first days, which is not what is said of the last."""
    world.publish()
    world.person("E1", since="2026-03-16", fund="210")
    world.assign("E1")
    world.fact("E1", "300")
    result = only(world.computed())
    assert result.outcome == "blocked"
    assert "input.missing" in codes(document(result)["problems"])


def test_of_other_inputs_the_last_day_counts(world: World) -> None:
    """A region that changes."""
    inputs = {"fund": {"kind": "money"}, "region": {"kind": "category", "values": ["north", "south"]}}
    example = {**PLAN["examples"][0], "inputs": {"fund": "100", "region": "north"}}
    world.publish(plan_with(inputs=inputs, examples=[example]))
    world.member("E1", region="north")
    world.person("E1", since="2026-03-31", region="south")
    world.fact("E1", "300")
    assert participant(only(world.computed()))["inputs"] == {"fund": "100", "region": "south"}


def test_what_an_assignment_says_lies_over_what_is_true_of_the_person(world: World) -> None:
    """Inputs and levels."""
    world.publish()
    world.person("E1", fund="100")
    world.assign("E1", inputs={"fund": "500"}, levels={"revenue": {"normal": "600"}})
    world.fact("E1", "300")
    result = only(world.computed())
    assert participant(result)["inputs"] == {"fund": "500"}
    assert participant(result)["levels"] == {"revenue": {"normal": "600"}}
    assert result.total_minor == 25000


def test_facts_count_on_the_days_on_which_somebody_is_in_the_plan(world: World) -> None:
    """Who joins on the 10th and leaves on the 20th."""
    world.publish()
    world.person("E1", fund="100")
    world.assign("E1", start="2026-03-10", effective_until="2026-03-20")
    for value, day in (("1", "2026-03-09"), ("20", "2026-03-10"), ("300", "2026-03-19"), ("4000", "2026-03-20")):
        world.fact("E1", value, day=day)
    found = participant(only(world.computed()))
    assert found["facts"] == {"revenue": "320"}
    assert found["assignment"] == {"from": "2026-03-10", "to": "2026-03-20"}


def test_two_assignments_of_one_period_are_one_result_with_the_days_between_as_absence(world: World) -> None:
    """With levels of their own, each in its segment."""
    world.publish()
    world.person("E1", fund="100")
    world.assign("E1", effective_until="2026-03-11", levels={"revenue": {"normal": "100"}})
    world.assign("E1", start="2026-03-21", levels={"revenue": {"normal": "200"}})
    world.fact("E1", "300")
    world.fact("E1", "9", day="2026-03-15")
    found = participant(only(world.computed()))
    assert found["assignment"] == {"absences": [{"start": "2026-03-11", "end": "2026-03-21"}]}
    assert found["facts"] == {"revenue": "300"}
    assert [(each["start"], each["levels"]) for each in found["segments"]] == [
        ("2026-03-01", {"revenue": {"normal": "100"}}),
        ("2026-03-21", {"revenue": {"normal": "200"}}),
    ]


def test_two_versions_of_one_period_are_two_results(world: World) -> None:
    """Each with the facts of its own days, and away on those of the other."""
    world.publish(end="2026-03-16")
    world.publish(plan_with(title="Sales, anew"), start="2026-03-16")
    world.member("E1")
    world.fact("E1", "100", day="2026-03-15")
    world.fact("E1", "200", day="2026-03-16")
    plans = world.run()
    for plan in plans:
        world.compute(plan)
    first, second = (participant(only(world.results(plan))) for plan in plans)
    assert (first["facts"], second["facts"]) == ({"revenue": "100"}, {"revenue": "200"})
    assert first["assignment"] == {"absences": [{"start": "2026-03-16", "end": "2026-04-01"}]}
    assert second["assignment"] == {"absences": [{"start": "2026-03-01", "end": "2026-03-16"}]}


def test_a_version_that_splits_the_year_blocks(world: World) -> None:
    """Its part of the year so far cannot be told apart."""
    world.publish(counting_the_year(), start="2026-03-16")
    world.member("E1")
    world.fact("E1", "300", day="2026-03-20")
    result = only(world.computed())
    assert codes(document(result)["problems"]) == ["run.version_splits_year"]


def test_history_is_what_was_observed_while_in_the_plan(world: World) -> None:
    """From January on for a year to date."""
    world.publish(counting_the_year(), start="2025-01-01")
    world.person("E1", since="2025-01-01", fund="100")
    world.assign("E1", start="2025-06-01")
    for value, day in (("1", "2025-12-31"), ("20", "2026-01-01"), ("300", "2026-02-28"), ("3000", "2026-03-01")):
        world.fact("E1", value, day=day)
    result = only(world.computed())
    assert [each["value"] for each in participant(result)["prior"]["facts"]["revenue"]] == ["20", "300"]
    assert document(result)["kpis"][1]["actual"] == "3320"


def test_nothing_received_is_zero_only_where_the_fact_is_complete(world: World) -> None:
    """And missing before somebody says so."""
    world.publish(plan_with(facts={"revenue": {"take": "sum", "empty": "zero"}}))
    world.member("E1")
    assert only(world.computed()).outcome == "blocked"
    world.complete("revenue")
    result = only(world.computed())
    assert (result.outcome, participant(result)["facts"]) == ("zero", {"revenue": []})


def test_amounts_of_pay_in_another_currency_are_not_taken_for_the_plans(world: World) -> None:
    """Neither converted without a rule nor paid as they are."""
    world.publish()
    world.member("E1", currency="USD")
    world.fact("E1", "300")
    result = only(world.computed())
    assert "run.input_currency" in codes(document(result)["problems"])


def test_rates_are_those_of_facts_and_of_pay_day(world: World) -> None:
    """Into plan currency on any day, out of it on the last."""
    world.publish()
    world.person("E1", currency="USD")
    world.assign("E1", inputs={"fund": "100"})
    world.fact("E1", "300", currency="USD")
    at = world.read(lambda work: work.now)
    said = [
        KnownRate("USD", "EUR", "2026-03-10", 9, 1, at),
        KnownRate("EUR", "USD", "2026-03-10", 12, 1, at),
        KnownRate("EUR", "USD", "2026-03-31", 11, 1, at),
    ]
    world.write(partial(say_rates, said=said))
    result = only(world.computed())
    assert (result.total_minor, result.currency) == (9900, "USD")  # 300 USD are 270 EUR: 90.00 EUR are 99.00 USD
    assert [(rate["from"], rate["date"]) for rate in shared(world)["rates"]] == [
        ("EUR", "2026-03-31"),
        ("USD", "2026-03-10"),
    ]


def say_rates(work: Work, *, said: list[KnownRate]) -> None:
    """New rates."""
    add_rates(work, said)
    work.changed("rates.added", "rates")


def test_a_kpi_that_does_not_apply_leaves_its_weight_to_the_others(world: World) -> None:
    """Also one that is computed by a formula; beside a value of the period it is a contradiction."""
    linear = {"curve": {"kind": "linear", "cap": None}, "levels": {"base": "0", "normal": "300"}}
    kpis = [
        {"key": "revenue", "weight": "0.5", **linear},
        {"key": "margin", "weight": "0.25", "value": "revenue / 2", **linear},
        {"key": "calls", "weight": "0.25", **linear},
    ]
    said = {"facts": {"revenue": "300", "calls": "300"}, "inputs": {"fund": "100"}}
    world.publish(plan_with(kpis=kpis, examples=[{"name": "normal", **said, "expect": {"total": "87.50"}}]))
    one, two, three = (world.member(name) for name in ("E1", "E2", "E3"))
    for name in ("E1", "E2", "E3"):
        world.fact(name, "300")
    world.fact("E1", "n/a", "margin", kind="word")
    world.fact("E1", "n/a", "calls", kind="word")
    world.fact("E1", "n/a", "calls", kind="word", day="2026-03-20")
    world.fact("E2", "30", "calls")
    world.fact("E2", "n/a", "calls", kind="word", day="2026-03-20")
    world.fact("E3", "n/a", "calls", kind="word", day="2026-02-20")
    found = world.computed()
    assert participant(found[one])["not_applicable"] == dict.fromkeys(("calls", "margin"), "n/a was observed")
    assert participant(found[one])["facts"] == {"revenue": "300"}
    assert (found[one].total_minor, found[two].total_minor, found[three].total_minor) == (10000, None, None)
    assert "not_applicable" not in participant(found[two])
    assert "not_applicable" not in participant(found[three]), "February is another period"


def test_what_did_not_apply_earlier_in_the_year_is_no_part_of_the_year(world: World) -> None:
    calls = {"key": "calls", "weight": "0.5", "levels": {"base": "0", "normal": "10"}}
    facts = {**PLAN["facts"], "year": {"of": "revenue", "window": "year_to_date"}}
    said = {"inputs": {"fund": "100"}, "facts": {"revenue": "300", "calls": "10"}, "prior": {"facts": {"revenue": []}}}
    march = {"period": {"start": "2026-03-01", "end": "2026-04-01"}}
    parts = {
        "kpis": [{**PLAN["kpis"][0], "weight": "0.5"}, calls, {"key": "so_far", "value": "year"}],
        "components": [{"key": "bonus", "amount": "fund * coefficient + so_far.actual / 100"}],
        "examples": [{"name": "normal", **march, **said, "expect": {"total": "103.00"}}],
    }
    world.publish(plan_with(facts=facts, **parts))
    world.member("E1")
    world.fact("E1", "n/a", "revenue", day="2026-01-10", kind="word")
    world.fact("E1", "100", "revenue", day="2026-02-10")
    world.fact("E1", "300")
    world.fact("E1", "10", "calls")
    assert only(world.computed()).total_minor == 10400


def test_company_and_team_are_participants_of_their_names(world: World) -> None:
    """Their facts are the company's and the team's."""
    kpis = [
        PLAN["kpis"][0],
        {"key": "profit", "scope": "company", "levels": {"base": "0", "normal": "10"}},
        {"key": "quality", "scope": "team", "levels": {"base": "0", "normal": "10"}},
    ]
    components = [{"key": "bonus", "amount": "fund * coefficient * profit.index * quality.index"}]
    example = {
        "name": "normal",
        "inputs": {"fund": "100"},
        "facts": {"revenue": "300"},
        "group": "north",
        "company": {"facts": {"profit": "10"}},
        "groups": {"north": {"facts": {"quality": "10"}}},
        "expect": {"total": "100.00"},
    }
    world.publish(plan_with(kpis=kpis, components=components, examples=[example]))
    world.person("company")
    world.person("north")
    world.member("E1", team="north")
    world.fact("E1", "300")
    world.fact("company", "5", "profit")
    world.fact("north", "10", "quality")
    assert only(world.computed()).total_minor == 5000
    assert shared(world) == {
        "company": {"facts": {"profit": "5"}},
        "groups": {"north": {"facts": {"quality": "10"}}},
    }
