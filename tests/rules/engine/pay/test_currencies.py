"""Money in several currencies: facts at the rate of their day, pay in the currency of the person."""

from typing import Any

import pytest

from rules import CallRefused, trace_of
from rules.period import parse_period
from tests.rules.build import codes, kpi, line, named, people, plan
from tests.rules.laws.recomputed import Recomputed, dangling

MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})
RATES = [
    {"from": "USD", "to": "EUR", "date": "2026-03-05", "rate": "0.9"},
    {"from": "USD", "to": "EUR", "date": "2026-03-06", "rate": "0.8"},
    {"from": "GBP", "to": "EUR", "start": "2026-01-01", "end": "2027-01-01", "rate": "1.25"},
]
SALES = plan(facts={"sales": {"take": "sum", "money": True}}, kpis=[kpi("sales", weight="1")])


def sold(value: str, currency: str | None = None, day: str | None = "2026-03-05") -> dict[str, Any]:
    parts = {"value": value, "currency": currency, "date": day}
    return {name: part for name, part in parts.items() if part is not None}


def test_observations_convert_at_their_own_day_unrounded() -> None:
    facts = {"sales": [sold("10", "USD"), sold("10", "USD", "2026-03-06"), sold("0.01", "GBP"), sold("3"), "4"]}
    result = people(SALES, {"facts": facts}, period=MARCH, rates=RATES).result(0)
    assert line(result, "sales")["actual"] == "24.0125"


def test_amounts_in_plan_currency_need_no_rate() -> None:
    result = people(SALES, {"facts": {"sales": [sold("10", "EUR", None)]}}, period=MARCH).result(0)
    assert line(result, "sales")["actual"] == "10"


PROBLEMS: list[tuple[str, Any, str]] = [
    ("no rate for the day", sold("1", "USD", "2026-03-07"), "no_rate"),
    ("no rate for the pair", sold("1", "CHF"), "no_rate"),
    ("no day", sold("1", "USD", None), "fact.no_date"),
    ("a day of no month", sold("1", "USD", "2026-02-30"), "fact.date"),
    ("no currency at all", sold("1", "dollars"), "fact.currency"),
    ("no number", sold("many", "USD"), "fact.not_a_number"),
]


@pytest.mark.parametrize(("seen", "code"), named(PROBLEMS))
def test_what_cannot_be_converted_blocks_that_person(seen: Any, code: str) -> None:
    batch = people(SALES, {"facts": {"sales": [seen]}}, {"facts": {"sales": "5"}}, period=MARCH, rates=RATES)
    assert [codes(result["problems"]) for result in batch.results()] == [[code], []]


def test_what_is_no_money_has_no_currency() -> None:
    document = plan(facts={"calls": {"take": "sum"}}, kpis=[kpi("calls", weight="1")])
    result = people(document, {"facts": {"calls": [sold("1", "EUR")]}}, period=MARCH, rates=RATES).result(0)
    assert codes(result["problems"]) == ["fact.not_money"]


def test_the_money_of_a_row_converts_and_nothing_else() -> None:
    fields = {"amount": {"kind": "money"}, "cost": {"kind": "money"}, "units": {"kind": "number"}}
    document = plan(
        facts={"deals": {"kind": "rows", "fields": fields}},
        components=[{"key": "pay", "amount": "sum(deals.amount - deals.cost + deals.units) + sum(deals.before)"}],
    )
    deals = [
        {"amount": "10", "cost": "5", "units": "1", "date": "2026-03-05", "currency": "USD"},
        {"amount": "7", "cost": "1", "units": "1", "date": "2026-03-06"},
    ]
    batch = people(document, {"facts": {"deals": deals}}, {"facts": {"deals": deals[:1]}}, period=MARCH, rates=RATES)
    assert [result["total"] for result in batch.results()] == ["21.50", "5.50"]


def test_history_and_the_company_convert_too() -> None:
    facts = {"sales": {"take": "sum", "money": True}, "year": {"of": "sales", "window": "year_to_date"}}
    document = plan(facts=facts, kpis=[kpi("year", weight="1", scope="company")])
    company = {"facts": {"sales": [sold("10", "USD")]}, "prior": {"facts": {"sales": [sold("4", "GBP", "2026-01-09")]}}}
    result = people(document, {}, period=MARCH, rates=RATES, company=company).result(0)
    assert line(result, "year")["actual"] == "14"


def test_two_rates_for_a_day_refuse_the_call() -> None:
    with pytest.raises(CallRefused):
        people(SALES, {}, period=MARCH, rates=[RATES[0], RATES[0]])


# --- pay in the currency of the person --------------------------------------------------------------------------------

PAY = plan(
    inputs={"fund": {"kind": "money"}},
    components=[{"key": "bonus", "amount": "fund / 3"}, {"key": "extra", "amount": "fund / 7", "cap": "5"},
                {"key": "days", "amount": "2", "unit": "days"}],
    limits={"total_floor": "12"},
)  # fmt: skip
OUT = [
    {"from": "EUR", "to": "USD", "date": "2026-03-31", "rate": "1.085"},
    {"from": "EUR", "to": "USD", "date": "2026-03-01", "rate": "1.1"},
    {"from": "EUR", "to": "JPY", "date": "2026-03-31", "rate": "160.5"},
]


def paid_in(currency: str | None, fund: str = "100", document: Any = PAY, **around: Any) -> Any:
    person = {"inputs": {"fund": fund}, "currency": currency}
    return people(document, person, period=MARCH, rates=OUT, **around).result(0)


def test_every_line_is_converted_and_rounded_by_itself() -> None:
    result = paid_in("USD")
    assert result["total"] == "38.33"
    assert result["payee"] == {
        "currency": "USD",
        "rate": "1.085",
        "components": [{"key": "bonus", "amount": "36.16"}, {"key": "extra", "amount": "5.43"}],
        "total": "41.59",
    }


def test_amounts_have_the_digits_of_their_currency_and_the_floors_line_is_one() -> None:
    result = paid_in("JPY", fund="21")
    assert [line["amount"] for line in result["payee"]["components"]] == ["1124", "482", "321"]
    assert result["payee"]["total"] == "1927"


def test_who_is_paid_in_plan_currency_needs_no_rate() -> None:
    assert paid_in(None)["payee"] is None
    assert paid_in("EUR")["payee"] is None


def test_the_plan_names_the_day_of_the_rate() -> None:
    first = {**PAY, "rate_date": "period_start"}
    assert paid_in("USD", document=first)["payee"]["rate"] == "1.1"
    later = {**PAY, "rate_date": "payment_date"}
    assert paid_in("USD", document=later, pay_date="2026-03-01")["payee"]["rate"] == "1.1"
    assert codes(paid_in("USD", document=later)["problems"]) == ["pay_date.missing"]
    assert codes(paid_in("USD", document=later, pay_date="2026-04-15")["problems"]) == ["no_rate"]


def test_without_a_rate_only_that_person_is_blocked() -> None:
    persons = [{"inputs": {"fund": "100"}, "currency": currency} for currency in ("CHF", "euro", "USD", None)]
    batch = people(PAY, *persons, period=MARCH, rates=OUT)
    assert [codes(result["problems"]) for result in batch.results()] == [["no_rate"], ["payee.currency"], [], []]
    assert batch.result(0)["payee"] is None
    assert codes(people(PAY, persons[2], rates=OUT).result(0)["problems"]) == ["no_rate"]


def test_totals_stand_in_every_currency() -> None:
    persons = [{"inputs": {"fund": "100"}, "currency": currency} for currency in ("USD", None, "USD", "CHF", "JPY")]
    whole = people(PAY, *persons, period=MARCH, rates=OUT).totals()
    expected = {"EUR": "38.33", "JPY": "6152", "USD": "83.18"}
    assert whole.to_json()["by_currency"] == expected
    first, second = (people(PAY, *part, period=MARCH, rates=OUT).totals() for part in (persons[:2], persons[2:]))
    assert first + second == whole


def test_lines_that_add_up_to_0_in_the_plan_and_not_for_the_payee_are_paid() -> None:
    amounts = {"a": "0.01", "b": "0.01", "c": "-0.02"}
    document = plan(components=[{"key": key, "amount": amount} for key, amount in amounts.items()])
    for rate, outcome, total in (("0.6", "paid", "0.01"), ("1", "zero", "0.00")):
        rates = [{"from": "EUR", "to": "USD", "date": "2026-03-31", "rate": rate}]
        batch = people(document, {"currency": "USD"}, {}, period=MARCH, rates=rates)
        result = batch.result(0)
        assert (result["total"], result["outcome"], result["payee"]["total"]) == ("0.00", outcome, total)
        assert bool(result["reasons"]) == (outcome == "zero")
        assert batch.result(1)["outcome"] == "zero"
        assert batch.totals().to_json()["by_currency"] == {"EUR": "0.00", "USD": total}


def test_the_explanation_ends_in_the_persons_currency() -> None:
    batch = people(
        PAY, {"inputs": {"fund": "100"}, "currency": "USD"}, {"inputs": {"fund": "1"}}, period=MARCH, rates=OUT
    )
    nodes = trace_of(batch.sheet, 0).nodes
    assert (nodes["/payee/total"].value, nodes["/payee/bonus"].inputs[0].node) == ("41.59", "/components/bonus")
    assert "/payee/total" not in trace_of(batch.sheet, 1).nodes
    again = Recomputed(PAY, trace_of(batch.sheet, 0), 2)
    assert dangling(again.trace) == set()
    assert again.differences() == {}
