"""Examples over several periods: what one period leaves is what the next one starts from."""

from typing import Any

import pytest

from rules.examples import ExampleRun, run_examples
from tests.rules.build import compiled, kpi, named, paying

MONTHS = [f"2026-{month:02}-01" for month in range(1, 13)] + ["2027-01-01", "2027-02-01"]


def run(document: dict[str, Any], *periods: dict[str, Any], **example: Any) -> ExampleRun:
    """The one example of the plan."""
    [ran] = run_examples(compiled({**document, "examples": [{"name": "one", "periods": list(periods), **example}]}))
    return ran


def month(number: int, **parts: Any) -> dict[str, Any]:
    """A period: the month of 2026 with this number, 13 for the next January."""
    return {"period": {"start": MONTHS[number - 1], "end": MONTHS[number]}, **parts}


def priors(ran: ExampleRun, row: int = 0) -> list[Any]:
    """With what past a person came into each period."""
    return [scene.people[row].get("prior") for scene in ran.scenes]


SUMMED = {"facts": {"revenue": {"take": "sum", "empty": "zero"}}}
PAYING = paying("revenue.actual", kpis=[kpi("revenue", missing="carry_last")], **SUMMED)


def test_every_period_has_its_own_expectation() -> None:
    ran = run(PAYING, month(1, facts={"revenue": "5"}, expect={"total": "5"}), month(2, expect={"total": "6"}))
    [difference] = ran.report.differences
    assert difference.path == "/examples/0/periods/1/expect/total"
    assert difference.actual == "5.00"


HISTORIES: list[tuple[str, list[Any], list[Any]]] = [
    ("plain", ["5", "7"], [{"value": "5", "date": "2026-01-31"}, {"value": "7", "date": "2026-02-28"}]),
    ("missing", ["5", None], [{"value": "5", "date": "2026-01-31"}]),
    ("nothing received", [[], "7"], [{"value": "7", "date": "2026-02-28"}]),
    (
        "observations",
        [["1", {"value": "2", "date": "2026-01-05"}], "7"],
        [
            {"value": "1", "date": "2026-01-31"},
            {"value": "2", "date": "2026-01-05"},
            {"value": "7", "date": "2026-02-28"},
        ],
    ),
]


@pytest.mark.parametrize(("given", "history"), named(HISTORIES))
def test_facts_become_history_with_their_days(given: list[Any], history: list[Any]) -> None:
    periods = [month(number, facts={"revenue": raw}) for number, raw in enumerate(given, start=1)]
    ran = run(PAYING, *periods, month(3, facts={"revenue": "0"}, expect={"total": "0"}))
    assert priors(ran)[0] is None
    assert priors(ran)[2]["facts"] == {"revenue": history}


def test_periods_without_dates_know_the_period_just_before() -> None:
    ran = run(
        PAYING,
        {"facts": {"revenue": "5"}, "expect": {"total": "5"}},
        {"facts": {"revenue": "7"}, "expect": {"total": "7"}},
        {"expect": {"total": "7"}},
    )
    assert ran.report.differences == ()
    assert [prior["facts"] for prior in priors(ran)[1:]] == [{"revenue": "5"}, {"revenue": "7"}]


def test_amounts_paid_start_again_with_the_fiscal_year() -> None:
    periods = [month(number, facts={"revenue": "1.5"}, expect={"total": "1.50"}) for number in (2, 3, 4, 5)]
    ran = run(PAYING, *periods, calendar={"fiscal_year_start": "04-01"})
    assert [prior and prior["paid"] for prior in priors(ran)] == [None, {"pay": "1.5"}, {"pay": "0"}, {"pay": "1.5"}]


def test_a_blocked_person_is_not_paid() -> None:
    document = paying("revenue.actual", kpis=[kpi("revenue")])
    ran = run(document, month(1, expect={"outcome": "blocked"}), month(2, facts={"revenue": "1"}))
    assert priors(ran)[1]["paid"] == {"pay": "0"}


def test_what_a_period_says_of_its_past_wins() -> None:
    ran = run(
        PAYING,
        month(1, facts={"revenue": "5"}),
        month(2, prior={"facts": {"revenue": "8"}, "paid": {"pay": "100"}}, expect={"total": "8"}),
        month(3, facts={"revenue": "1"}),
        prior={"facts": {"revenue": "3"}, "paid": {"pay": "40"}},
    )
    assert ran.report.differences == ()
    first, second, third = priors(ran)
    assert first == {"facts": {"revenue": "3"}, "paid": {"pay": "40"}}
    assert (second["facts"], second["paid"]) == ({"revenue": "8"}, {"pay": "100"})
    assert third["facts"] == {"revenue": [{"value": "8", "date": "2026-01-31"}]}
    assert third["paid"] == {"pay": "108"}


def test_what_the_example_says_holds_for_its_periods() -> None:
    document = paying("fund * part", inputs={"fund": {"kind": "money"}, "part": {"kind": "number"}})
    ran = run(
        document,
        month(1, inputs={"part": "0.5"}, expect={"total": "50"}),
        month(2, inputs={"fund": "10"}, expect={"total": "20"}),
        inputs={"fund": "100", "part": "2"},
    )
    assert ran.report.differences == ()


def test_people_go_through_the_periods_each_with_their_own_past() -> None:
    def people(*facts: str | None) -> list[dict[str, Any]]:
        return [
            {"id": f"E{number}", "facts": {"revenue": fact}, "expect": {"total": "1"}}
            for number, fact in enumerate(facts, start=1)
        ]

    ran = run(PAYING, month(1, participants=people("1", "2")), month(2, participants=people(None, None)))
    assert [difference.path for difference in ran.report.differences] == [
        "/examples/0/periods/0/participants/1/expect/total",
        "/examples/0/periods/1/participants/1/expect/total",
    ]
    assert priors(ran, row=1)[1]["facts"] == {"revenue": [{"value": "2", "date": "2026-01-31"}]}


def test_people_named_once_are_in_every_period_that_names_nobody() -> None:
    document = paying("fund", inputs={"fund": {"kind": "money"}})
    ran = run(
        document,
        month(1),
        month(2, participants=[{"id": "E2", "expect": {"total": "9"}}]),
        participants=[{"id": "E1", "inputs": {"fund": "1"}}, {"id": "E2", "inputs": {"fund": "9"}}],
    )
    assert ran.report.differences == ()
    assert [scene.batch.sheet.ids for scene in ran.scenes] == [["E1", "E2"], ["E2"]]


def test_nothing_is_calculated_after_a_period_that_is_refused() -> None:
    ran = run(
        paying("period.days"),
        month(1, expect={"total": "31"}),
        {"period": {"start": "2026-02-01", "end": "2026-02-09"}, "expect": {"total": "8"}},
        month(3, expect={"total": "0"}),
    )
    [difference] = ran.report.differences
    assert difference.path == "/examples/0/periods/1/period"
    assert len(ran.scenes) == 1


SHARED = paying(
    "firm.actual + unit.actual",
    kpis=[kpi("firm", scope="company", missing="carry_last"), kpi("unit", scope="team", missing="carry_last")],
)


def test_facts_of_company_and_groups_become_their_history() -> None:
    ran = run(
        SHARED,
        month(1, company={"facts": {"firm": "5"}}, expect={"total": "6"}),
        month(2, groups={"north": {"facts": {"unit": "2"}}}, expect={"total": "7"}),
        month(3, company={"facts": {"firm": None}}),
        month(4, company={"prior": {"facts": {"firm": "9"}}}, groups={"north": {"facts": {"unit": "1"}}}),
        groups={"north": {"prior": {"facts": {"unit": "1"}}}},
        group="north",
    )
    assert ran.report.differences == ()
    north = ran.scenes[3].around.groups["north"]
    assert north.prior_facts["unit"] == [{"value": "1", "date": "2025-12-31"}, {"value": "2", "date": "2026-02-28"}]
    assert ran.scenes[3].around.company.prior_facts["firm"] == "9"
