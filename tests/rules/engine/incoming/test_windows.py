"""Facts over other periods in a plan, and what a component has paid so far."""

from typing import Any

import pytest

from rules import CallRefused, check_plan
from rules.period import Period, parse_period
from tests.rules.build import codes, kpi, line, named, one, paid, people, plan, refusals

MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})
JANUARY = parse_period({"start": "2026-01-01", "end": "2026-02-01"})
HISTORY = [{"value": "10", "date": "2026-02-05"}, {"value": "20", "date": "2026-01-05"}]
FACTS: dict[str, Any] = {
    "sales": {"take": "sum", "empty": "zero"},
    "sales_ytd": {"of": "sales", "window": "year_to_date"},
    "best": {"of": "sales", "window": {"last": 2}, "take": "max"},
    "calls": {"of": "sales", "window": "year_to_date", "take": "count", "empty": "zero"},
}


def looking(value: str, **parts: Any) -> dict[str, Any]:
    return plan(facts=FACTS, kpis=[kpi("k", value=value, levels=None)], **parts)


def actual(value: str, month: Period = MARCH, **person: Any) -> str | None:
    found: str | None = line(one(looking(value), period=month, **person), "k")["actual"]
    return found


def test_windows_are_read_like_any_fact() -> None:
    person: dict[str, Any] = {"facts": {"sales": ["1", "2"]}, "prior": {"facts": {"sales": HISTORY}}}
    assert actual("sales_ytd - sales", **person) == "30"
    assert actual("best", **person) == "20"
    assert actual("calls", **person) == "4"


def test_a_newcomer_and_the_first_period_need_no_history() -> None:
    assert actual("sales_ytd", facts={"sales": "5"}) is None
    assert actual("sales_ytd", facts={"sales": "5"}, assignment={"from": "2026-03-01"}) == "5"
    assert actual("sales_ytd", facts={"sales": "5"}, assignment={"from": "2026-02-28"}) is None
    assert actual("sales_ytd", JANUARY, facts={"sales": "5"}) == "5"


def test_nothing_in_the_window_is_what_the_window_says() -> None:
    nothing: dict[str, Any] = {"facts": {"sales": []}, "prior": {"facts": {"sales": []}}}
    assert actual("calls", **nothing) == "0"
    assert actual("sales_ytd", **nothing) is None


def test_a_kpi_may_be_the_window() -> None:
    document = plan(facts=FACTS, kpis=[kpi("sales_ytd", weight="1", levels={"base": "0", "normal": "66"})])
    result = one(document, period=MARCH, facts={"sales": "3"}, prior={"facts": {"sales": HISTORY}})
    assert (line(result, "sales_ytd")["actual"], result["coefficient"]) == ("33", "0.5")


def test_policies_for_missing_data_hold_for_history_too() -> None:
    document = plan(facts=FACTS, kpis=[kpi("sales_ytd", weight="1", missing="zero")])
    result = one(document, period=MARCH, facts={"sales": "3"})
    assert (line(result, "sales_ytd")["state"], result["coefficient"]) == ("missing", "0")


def test_people_without_history_are_blocked_alone() -> None:
    document = plan(facts=FACTS, kpis=[kpi("sales_ytd", weight="1")])
    batch = people(
        document,
        {"facts": {"sales": "3"}},
        {"facts": {"sales": "3"}, "prior": {"facts": {"sales": HISTORY}}},
        {"facts": {"sales_ytd": "50"}},
        {"facts": {"sales": [{"value": "1", "date": "2026-02-01"}]}, "prior": {"facts": {"sales": []}}},
        period=MARCH,
    )
    assert [result["coefficient"] for result in batch.results()] == [None, "0.33", "0.5", "0.01"]
    assert codes(batch.result(0)["problems"]) == ["fact.missing"]


def test_windows_of_words() -> None:
    facts = {
        "mood": {"kind": "category", "values": ["good", "poor"]},
        "last_mood": {"of": "mood", "window": "previous"},
        "moods": {"of": "mood", "window": "year_to_date", "take": "distinct"},
    }
    document = plan(facts=facts, kpis=[{"key": "last_mood"}, {"key": "moods"}])
    prior = {"facts": {"mood": [{"value": "poor", "date": "2026-02-05"}, {"value": "good", "date": "2026-02-04"}]}}
    result = one(document, period=MARCH, facts={"mood": ["good"]}, prior=prior)
    assert [entry["actual"] for entry in result["kpis"]] == ["poor", "2"]


DEALS: dict[str, Any] = {
    "deals": {"kind": "rows", "empty": "zero", "fields": {"amount": {"kind": "number"}}},
    "deals_ytd": {"of": "deals", "window": "year_to_date", "empty": "zero"},
}


def test_rows_over_other_periods() -> None:
    document = plan(
        facts=DEALS,
        values={"before": "sum(deals_ytd.amount) - sum(deals.amount)"},
        tables={"tiers": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "100", "rate": "0.2"}]}},
        components=[{"key": "pay", "per": "deals", "amount": "tier(deals.amount, tiers, so_far + deals.before)"}],
    )
    document["values"]["so_far"] = document["values"].pop("before")
    prior = {"facts": {"deals": [{"amount": "60", "date": "2026-01-09"}, {"amount": "90", "date": "2025-12-09"}]}}
    result = one(document, period=MARCH, facts={"deals": [{"amount": "30"}, {"amount": "50"}]}, prior=prior)
    assert [entry["amount"] for entry in paid(result)["lines"]] == ["3.00", "9.00"]
    assert (
        one(document, period=MARCH, facts={"deals": [{"amount": "1"}]})["problems"][0]["path"] == "/prior/facts/deals"
    )


def test_carrying_looks_only_at_the_period_just_before() -> None:
    document = plan(facts={"sales": {"take": "sum"}}, kpis=[kpi("sales", weight="1", missing="carry_last")])
    result = one(document, period=MARCH, prior={"facts": {"sales": HISTORY}})
    assert (line(result, "sales")["actual"], codes(result["warnings"])) == ("10", ["kpi.carried", "fact.suspect_low"])


def test_company_figures_have_history_too() -> None:
    document = plan(facts=FACTS, kpis=[kpi("sales_ytd", weight="1", scope="company")])
    company = {"facts": {"sales": "3"}, "prior": {"facts": {"sales": HISTORY}}}
    assert people(document, {}, period=MARCH, company=company).result(0)["coefficient"] == "0.33"
    [problem] = people(document, {}, period=MARCH, company={"facts": {"sales": "3"}}).result(0)["problems"]
    assert (problem["code"], problem["path"]) == ("fact.missing", "/company/prior/facts/sales")


def test_a_plan_that_looks_back_needs_the_period() -> None:
    with pytest.raises(CallRefused):
        one(looking("sales_ytd"), facts={"sales": "5"})


# --- paid so far ------------------------------------------------------------------------------------------------------

TRUE_UP = plan(
    facts=FACTS,
    kpis=[kpi("sales_ytd")],
    components=[{"key": "pay", "amount": "sales_ytd.actual * 0.1 - pay.paid"}],
    limits={"total_floor": None},
)


def test_a_true_up_is_what_is_due_less_what_was_paid() -> None:
    facts = {"facts": {"sales": "3"}}
    result = one(TRUE_UP, period=MARCH, **facts, prior={"facts": {"sales": HISTORY}, "paid": {"pay": "4.00"}})
    assert result["total"] == "-0.70"
    result = one(TRUE_UP, period=MARCH, **facts, prior={"facts": {"sales": HISTORY}})
    assert codes(result["problems"]) == ["prior.paid_missing"]
    assert one(TRUE_UP, period=JANUARY, **facts)["total"] == "0.30"


def test_other_lines_may_read_it_and_it_is_no_circle() -> None:
    components = [{"key": "pay", "amount": "100"}, {"key": "rest", "amount": "300 - pay - pay.paid - rest.paid"}]
    result = one(plan(components=components), period=MARCH, prior={"paid": {"pay": "50", "rest": "7"}})
    assert paid(result, "rest")["amount"] == "143.00"


REFUSED: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("a window of a window", {"w": {"of": "sales_ytd", "window": "previous"}}, {"/facts/w/of": "plan.unknown_name"}),
    ("no period", {"w": {"of": "sales", "window": {"last": 0}}}, {"/facts/w/window/last": "plan.window"}),
    ("too many periods", {"w": {"of": "sales", "window": {"last": 1001}}}, {"/facts/w/window/last": "plan.window"}),
    ("a take of rows", {**DEALS, "w": {"of": "deals", "window": "previous", "take": "sum"}},
     {"/facts/w/take": "plan.window_take"}),
    ("a sum of words", {"m": {"kind": "category"}, "w": {"of": "m", "window": "previous", "take": "sum"}},
     {"/facts/w/take": "plan.window_take"}),
    ("a word that is 0", {"m": {"kind": "category"}, "w": {"of": "m", "window": "previous", "empty": "zero"}},
     {"/facts/w/empty": "plan.fact_empty"}),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), named(REFUSED))
def test_what_a_window_may_not_say(facts: dict[str, Any], expected: dict[str, str]) -> None:
    assert refusals(plan(facts=FACTS | facts, values={"one": "1"})) == expected


def test_an_example_walks_through_the_year() -> None:
    months = [("2026-01", "2026-02", "10"), ("2026-02", "2026-03", "20"), ("2026-03", "2026-04", "3")]
    periods = [
        {
            "period": {"start": f"{start}-01", "end": f"{end}-01"},
            "facts": {"sales": sold},
            "expect": {"total": str(int(sold) / 10)},
        }
        for start, end, sold in months
    ]
    report = check_plan({**TRUE_UP, "examples": [{"name": "months", "periods": periods}]})
    assert [example.differences for example in report.examples] == [()]
