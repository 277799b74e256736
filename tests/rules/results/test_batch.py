"""Results: a row for everybody, numbers only as text, in one shape."""

from datetime import date
from typing import Any

import pytest

from rules.facts import Intake
from rules.period import Period
from rules.problems import Problem
from rules.results import calculate
from tests.rules.build import codes, compiled, kpi, one, paying, people, plan

DOCUMENT = plan(
    inputs={"fund": {"kind": "money"}, "staff": {"kind": "boolean", "default": True},
            "region": {"kind": "category", "values": ["EMEA"], "default": "EMEA"}},
    eligibility=[{"key": "on_staff", "when": "staff"}],
    kpis=[kpi(weight="1")],
    ratings={"bands": [{"grade": "B", "payout": "1/3"}, {"grade": "A", "from": "1", "payout": "1"}]},
    scales={"size": {"of": "fund", "bands": [{"grade": "S"}]}},
    values={"third": "coefficient / 3", "high": "coefficient > 1", "where": "region"},
    gates=[{"key": "half", "when": "coefficient >= 1", "scope": "bonus", "otherwise": {"factor": "1/2"}}],
    components=[{"key": "bonus", "amount": "fund * coefficient"}, {"key": "flat", "amount": "10"}],
    limits={"total_cap": "fund", "total_floor": "20"},
)  # fmt: skip

KEYS = [
    "id", "outcome", "reasons", "kpis", "coefficient", "rating", "payout", "scales", "gates", "values",
    "components", "pools", "balances", "instalments", "total", "payee", "warnings", "problems", "segments", "trace",
]  # fmt: skip

PEOPLE: list[dict[str, Any]] = [
    {"inputs": {"fund": "100"}, "facts": {"revenue": "50"}},
    {"inputs": {"fund": "100", "staff": False}},
    {"inputs": {"fund": "100"}},
    {"inputs": {"fund": "5"}, "facts": {"revenue": "100"}},
]


def texts_only(value: object) -> bool:
    """No numbers but as text; true, false and null may stand."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and texts_only(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(texts_only, value))
    return value is None or isinstance(value, str | bool)


def test_every_row_has_the_same_shape_and_numbers_are_text() -> None:
    results = people(DOCUMENT, *PEOPLE).results()
    assert [list(result) for result in results] == [KEYS] * 4
    assert all(map(texts_only, results))
    assert [result["outcome"] for result in results] == ["paid", "zero", "blocked", "paid"]
    assert [result["id"] for result in results] == ["E1", "E2", "E3", "E4"]


def test_a_paid_result() -> None:
    result = people(DOCUMENT, *PEOPLE).result(0)
    assert (result["coefficient"], result["rating"], result["payout"]) == ("0.5", "B", "0.333333333333")
    assert result["scales"] == {"size": {"grade": "S", "payout": None}}
    assert result["values"] == {"third": "0.166666666667", "high": False, "where": "EMEA"}
    assert result["gates"] == [{"key": "half", "passed": False, "effect": {"factor": "0.5"}, "enforced": True}]
    amounts = {shown["key"]: shown["amount"] for shown in result["components"]}
    assert amounts == {"bonus": "25.00", "flat": "10.00"}
    assert (result["total"], result["balances"], result["trace"]) == ("35.00", {}, None)


def test_a_blocked_result_shows_what_could_be_computed_and_no_total() -> None:
    result = people(DOCUMENT, *PEOPLE).result(2)
    assert (result["total"], result["coefficient"], result["values"]["third"], result["rating"]) == (None,) * 4
    assert result["values"]["where"] == "EMEA"
    assert result["gates"] == [{"key": "half", "passed": None, "effect": None, "enforced": True}]
    assert result["components"][1]["gross"] == "10.00"
    assert codes(result["problems"]) == ["fact.missing"]


def test_a_summary_says_the_same_in_short() -> None:
    batch = people(DOCUMENT, *PEOPLE)
    for row in range(batch.size):
        full, short = batch.result(row), batch.summary(row)
        amounts = [{"key": shown["key"], "amount": shown["amount"]} for shown in full["components"]]
        assert short == {name: amounts if name == "components" else full[name] for name in short}
        assert list(short) == [name for name in KEYS if name in short]


@pytest.mark.parametrize(
    "parts", [{"components": [{"key": "pay", "amount": "5"}], "limits": {"total_floor": "20"}}, {"values": {"x": "1"}}]
)
def test_a_summary_of_smaller_plans(parts: dict[str, Any]) -> None:
    batch = people(plan(**parts), {})
    assert (batch.summary(0)["total"], batch.summary(0)["rating"]) == (batch.result(0)["total"], None)
    amounts = [(shown["key"], shown["amount"]) for shown in batch.summary(0)["components"]]
    assert amounts == [(shown["key"], shown["amount"]) for shown in batch.result(0)["components"]]


def test_a_result_does_not_depend_on_which_row_is_asked_for_first() -> None:
    forth, back = people(DOCUMENT, *PEOPLE), people(DOCUMENT, *PEOPLE)
    last_first = [back.result(row) for row in (3, 2, 1, 0)]
    assert last_first[::-1] == forth.results()


def test_warnings_and_problems_of_the_reader_reach_the_result() -> None:
    strange = Problem("file.rounded", "Sheet1!C7", "rounded to 12 places")
    broken = Problem("file.text", "Sheet1!C8", "text in a number column")
    intake = Intake(["E1", "E2"], warnings={0: [strange]}, problems={1: [broken]})
    batch = calculate(compiled(paying("1")), intake)
    assert batch.result(0)["warnings"] == [strange.to_json()]
    assert (batch.result(1)["outcome"], batch.result(1)["problems"]) == ("blocked", [broken.to_json()])


def test_a_period_may_be_given() -> None:
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    assert calculate(compiled(paying("period.days")), Intake(["E1"]), march).result(0)["total"] == "31.00"


def test_money_has_the_currency_s_digits_everywhere() -> None:
    document = paying("1.23456", currency="KWD")
    result = one(document)
    assert (result["total"], result["components"][0]["gross"]) == ("1.235", "1.235")
    assert people(document, {}).totals().to_json()["amount"] == "1.235"
