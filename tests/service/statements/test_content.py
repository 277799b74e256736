"""The content of statements: what was stored, with titles; figures beside it; sums and changes by the rules."""

import json
from dataclasses import replace
from typing import Any

import pytest

from service.statements.content import statement_content
from service.statements.given import Adjusted, Carried, GivenStatement
from service.statements.schemas import StatementAnswer
from tests.rules.build import named
from tests.service.statements import samples

EVERY = named(
    [
        ("ordinary", samples.ordinary()),
        ("long", samples.long_one()),
        ("yen", samples.long_one("JPY", 4)),
        ("dinar", samples.long_one("KWD", 3)),
        ("blocked", samples.blocked()),
        ("zero", samples.nothing_earned()),
    ]
)


@pytest.mark.parametrize("given", EVERY)
def test_the_json_has_its_schema_and_holds_only_text_numbers(given: GivenStatement) -> None:
    content = statement_content(given)
    StatementAnswer.model_validate(json.loads(json.dumps(content)))
    assert not list(_floats(content))


def _floats(value: Any) -> Any:
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _floats(part)
    elif isinstance(value, list):
        for part in value:
            yield from _floats(part)


def test_the_matrix_is_that_of_the_handbook() -> None:
    [plan] = statement_content(samples.given(samples.handbook()))["plans"]
    shown = ("key", "raw_index", "index", "floor", "cap", "weighted_index", "money")
    assert [tuple(row[name] for name in shown) for row in plan["kpis"]] == [
        ("revenue", "1.5", "1.5", "0", "2", "0.525", "22050.00"),
        ("margin", "0.75", "0.75", "0", "1.75", "0.1125", "4725.00"),
        ("new_customers", "0.666666666667", "0.666666666667", "0", "2", "0.133333333333", "5600.00"),
        ("overdue", "0.8", "0.8", "0", "1.5", "0.12", "5040.00"),
        ("duration", "-0.333333333333", "0", "0", "1.666666666667", "0", "0.00"),
    ]
    assert (plan["coefficient"], plan["coefficient_exact"]) == ("0.890833333333", "1069/1200")
    assert plan["coefficient_money"] == {"amount": "37415.00", "components": ["kpi_bonus"]}
    assert [row["one_more"]["price"] for row in plan["kpis"]] == ["0.08", "1575.00", "2800.00", "630.00", "0.00"]
    assert [row["one_more"]["step"] for row in plan["kpis"]] == ["1", "1", "1", "-1", "-1"]


def test_the_head_comes_from_what_was_booked() -> None:
    content = statement_content(samples.ordinary())
    assert content["booked_at"] == "2026-04-03T08:15:42Z"
    assert content["plans"][0]["version"] == 3
    assert content["plans"][0]["hash"] == samples.handbook().compiled.hash
    assert [past["period"] for past in content["plans"][0]["history"]][-1] == "2026-02"


def test_results_adjustments_and_corrections_add_up() -> None:
    [sums] = statement_content(samples.ordinary())["totals"]
    assert sums == {
        "currency": "EUR",
        "results": "38415.00",
        "adjustments": "129.50",
        "corrections": "512.40",
        "total": "39056.90",
    }


def test_another_currency_is_never_added() -> None:
    given = samples.given(samples.handbook(), adjustments=(Adjusted(None, "100", "JPY"),))
    totals = {sums["currency"]: sums["total"] for sums in statement_content(given)["totals"]}
    assert totals == {"EUR": "38415.00", "JPY": "100"}


def test_blocked_says_why_and_has_no_amount() -> None:
    content = statement_content(samples.blocked())
    [plan] = content["plans"]
    assert (plan["outcome"], plan["total"], content["totals"]) == ("blocked", None, [])
    assert [problem["code"] for problem in plan["problems"]] == ["fact.missing"]
    assert {row["one_more"]["reason"] for row in plan["kpis"]} == {"blocked"}


def test_zero_says_why_and_which_value_closed_the_gate() -> None:
    content = statement_content(samples.nothing_earned())
    [plan] = content["plans"]
    assert (plan["outcome"], content["totals"][0]["total"]) == ("zero", "0.00")
    assert plan["reasons"]
    assert plan["gates"][0]["read"] == [{"name": "overdue.actual", "value": "31"}]


def test_figures_of_another_result_are_left_out() -> None:
    plan = samples.handbook()
    other = replace(plan, result={**plan.result, "coefficient": "0.9"}, result_hash="5f" * 32)
    [shown] = statement_content(samples.given(other))["plans"]
    assert shown["figures"] == "not_reproduced"
    assert shown["coefficient"] == "0.9"
    assert {(row["cap"], row["money"], row["one_more"]) for row in shown["kpis"]} == {(None, None, None)}


def test_without_figures_the_stored_numbers_still_stand() -> None:
    [shown] = statement_content(samples.given(samples.handbook(figures=None)))["plans"]
    assert (shown["figures"], shown["total"], shown["gates"][0]["read"]) == ("not_reproduced", "38415.00", [])


def test_deferred_pay_is_shown_and_not_in_the_totals() -> None:
    content = statement_content(samples.given(replace(samples.handbook(), is_deferred=True)))
    assert (content["plans"][0]["total"], content["totals"]) == ("38415.00", [])


def test_issued_again_it_shows_old_new_and_difference() -> None:
    first = statement_content(samples.given(samples.handbook()))
    facts = {**samples.HANDBOOK_FACTS, "new_customers": "5"}
    plan = samples.computed(samples.shipped("b2b-sales-manager"), {"inputs": {"fund": "42000"}, "facts": facts})
    carried = (Carried("new", "b2b-sales-manager", "kpi_bonus", "2026-03", "2026-05", "2800.00", "EUR"),)
    again = statement_content(samples.given(plan, revision=2, carried_on=carried, previous=first))
    assert again["changes"] == {
        "revision": 1,
        "lines": [
            {
                "key": ["b2b-sales-manager", "kpi_bonus"],
                "currency": "EUR",
                "old": "37415.00",
                "new": "40215.00",
                "difference": "2800.00",
                "title": "KPI bonus",
            }
        ],
        "totals": [
            {"key": ["total", "EUR"], "currency": "EUR", "old": "38415.00", "new": "41215.00", "difference": "2800.00"}
        ],
    }
    StatementAnswer.model_validate(again)


def test_the_hash_outlives_names_and_reasons_and_nothing_else() -> None:
    given = samples.ordinary()
    content = statement_content(given)
    erased = tuple(replace(line, reason=None) for line in given.adjustments)
    assert statement_content(replace(given, name=None, participant="17", adjustments=erased))["hash"] == content["hash"]
    assert statement_content(replace(given, corrections=()))["hash"] != content["hash"]
    deferred = (replace(given.plans[0], is_deferred=True),)
    assert statement_content(replace(given, plans=deferred))["hash"] != content["hash"]
    more = (*given.adjustments, Adjusted(None, "0.01", "EUR"))
    assert statement_content(replace(given, adjustments=more))["hash"] != content["hash"]
