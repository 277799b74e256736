"""Examples run as a call would: with levels, weights, history and periods, and without ever raising."""

from typing import Any

import pytest

from rules.check import check_plan
from rules.examples import ExampleRun, run_examples
from rules.facts import SURROUNDING_KEYS
from rules.plan import Surroundings
from tests.rules.build import compiled, kpi, named, paying, plan

MARCH = {"start": "2026-03-01", "end": "2026-04-01"}


def run(document: dict[str, Any], **example: Any) -> ExampleRun:
    """The one example of the plan."""
    [ran] = run_examples(compiled({**document, "examples": [{"name": "one", **example}]}))
    return ran


CARRYING = paying("revenue.actual", kpis=[kpi("revenue", missing="carry_last")])
TWO = plan(
    kpis=[kpi("a", weight="1/2", missing="reweight"), kpi("b", weight="1/2")],
    facts={"a": {"take": "sum"}},
    personal=["levels", "weights"],
    components=[{"key": "pay", "amount": "100 * coefficient"}],
)
SITUATIONS = [
    ("personal levels", TWO, {"facts": {"a": "50", "b": "50"}, "levels": {"a": {"normal": "50"}}}, "75.00"),
    ("personal weights", TWO, {"facts": {"a": "50", "b": "0"}, "weights": {"a": "1/3", "b": "2/3"}}, "16.67"),
    ("not applicable", TWO, {"facts": {"a": "50"}, "not_applicable": {"b": "no territory"}}, "50.00"),
    ("observations", TWO, {"facts": {"a": ["10", {"value": "20", "date": "2026-03-05"}], "b": "0"}}, "15.00"),
    ("missing as null", TWO, {"facts": {"a": None, "b": "50"}}, "50.00"),
    ("the period before", CARRYING, {"prior": {"facts": {"revenue": "7"}}}, "7.00"),
    ("the period", paying("period.days"), {"period": MARCH}, "31.00"),
]


@pytest.mark.parametrize(("document", "situation", "total"), named(SITUATIONS))
def test_a_situation_is_calculated(document: dict[str, Any], situation: dict[str, Any], total: str) -> None:
    ran = run(document, **situation, expect={"total": total})
    assert ran.report.differences == ()
    [scene] = ran.scenes
    assert scene.batch.size == 1


def test_examples_keep_their_order_and_their_own_periods() -> None:
    examples: list[dict[str, Any]] = [
        {"name": "March", "period": MARCH, "expect": {"total": "31"}},
        {"name": "April", "period": {"start": "2026-04-01", "end": "2026-05-01"}, "expect": {"total": "31"}},
    ]
    runs = run_examples(compiled(paying("period.days", examples=examples)))
    assert [(ran.report.name, ran.report.passed) for ran in runs] == [("March", True), ("April", False)]
    assert runs[1].report.to_json() == {
        "name": "April",
        "passed": False,
        "differences": [
            {"path": "/examples/1/expect/total", "expected": "31", "actual": "30.00", "paste": "30.00"},
        ],
    }


@pytest.mark.parametrize(
    ("period", "code"),
    [(None, "period_required"), ({"start": "2026-03-02", "end": "2026-04-02"}, "period.does_not_fit")],
)
def test_an_example_that_cannot_be_calculated_has_failed(period: dict[str, str] | None, code: str) -> None:
    given = {} if period is None else {"period": period}
    ran = run(paying("period.days"), **given, expect={"total": "31"})
    assert not ran.report.passed
    assert ran.scenes == ()
    [difference] = ran.report.differences
    assert difference.path == "/examples/0/period"
    assert isinstance(difference.actual, str)
    assert difference.actual.startswith(f"{code}: ")
    assert difference.paste is None


def test_a_plan_without_examples_has_no_runs() -> None:
    assert run_examples(compiled(paying("1"))) == []


TOGETHER = paying("salary * coefficient", kpis=[kpi("revenue", weight="1")], inputs={"salary": {"kind": "money"}})


def test_several_people_are_one_call_and_each_has_its_own_expectation() -> None:
    ran = run(
        TOGETHER,
        inputs={"salary": "1000"},
        participants=[
            {"id": "E1", "facts": {"revenue": "50"}, "expect": {"total": "500"}},
            {"id": "E2", "facts": {"revenue": "50"}, "inputs": {"salary": "600"}, "expect": {"total": "301"}},
            {"id": "E3", "expect": {"problems": ["fact.missing"]}},
            {"id": "E4", "facts": {"revenue": "100"}},
        ],
    )
    [scene] = ran.scenes
    assert scene.batch.sheet.ids == ["E1", "E2", "E3", "E4"]
    [difference] = ran.report.differences
    assert difference.path == "/examples/0/participants/1/expect/total"
    assert difference.paste == "300.00"


def test_a_refused_call_of_several_people_is_told_at_its_place() -> None:
    people = [{"id": "E1", "expect": {"total": "0"}}, {"id": "E2", "expect": {"total": "0"}}]
    ran = run(paying("period.days"), participants=people)
    assert [difference.path for difference in ran.report.differences] == ["/examples/0/period"]


def test_what_a_call_says_around_its_people_is_carried() -> None:
    around = {"calendar": {"fiscal_year_start": "04-01"}, "pay_date": "2026-04-15"}
    ran = run(paying("period.index"), period=MARCH, **around, expect={"total": "12"})
    assert ran.report.differences == ()
    [scene] = ran.scenes
    assert str(scene.around.pay_date) == "2026-04-15"


def test_examples_can_say_whatever_a_call_says_around_its_people() -> None:
    assert set(SURROUNDING_KEYS) <= set(Surroundings.model_fields)


def test_the_gates_of_everybody_count_as_tested() -> None:
    document = paying(
        "1",
        kpis=[kpi("revenue")],
        gates=[{"key": "enough", "when": "revenue.actual > 1", "scope": "pay", "otherwise": {"factor": "0"}}],
    )
    people = [
        {"id": "E1", "facts": {"revenue": "1"}},
        {"id": "E2", "facts": {"revenue": "2"}, "expect": {"total": "1"}},
    ]
    report = check_plan({**document, "examples": [{"name": "both", "participants": people}]})
    assert "lint.untested_gate" not in {warning.code for warning in report.warnings}


RATES = [{"from": "EUR", "to": "USD", "date": "2026-03-31", "rate": "1.5"}]
PAID: dict[str, Any] = {"currency": "USD", "rates": RATES, "period": MARCH}
PAYEES: list[tuple[str, dict[str, Any], Any, list[str]]] = [
    ("right", PAID, {"currency": "USD", "rate": "1.5", "components": {"pay": "15"}, "total": "15"}, []),
    ("wrong", PAID, {"currency": "CHF", "rate": "1", "components": {"pay": "1", "tips": "1"}, "total": "1"},
     ["/currency", "/rate", "/total", "/components/pay", "/components/tips"]),
    ("none expected", PAID, None, [""]),
    ("none there", {"period": MARCH}, {"total": "15"}, [""]),
    ("none at all", {"period": MARCH}, None, []),
]  # fmt: skip


@pytest.mark.parametrize(("situation", "payee", "paths"), named(PAYEES))
def test_pay_in_another_currency_is_compared(situation: dict[str, Any], payee: Any, paths: list[str]) -> None:
    ran = run(paying("10"), **situation, expect={"payee": payee})
    assert [difference.path for difference in ran.report.differences] == [
        f"/examples/0/expect/payee{path}" for path in paths
    ]


def test_shares_of_pools_are_compared() -> None:
    document = paying("pot", pools={"pot": {"amount": "90", "weight": "part"}}, inputs={"part": {"kind": "number"}})
    ran = run(
        document,
        participants=[
            {"id": "E1", "inputs": {"part": "2"}, "expect": {"pools": {"pot": "60"}}},
            {"id": "E2", "inputs": {"part": "1"}, "expect": {"pools": {"pot": "31", "jar": "1"}}},
        ],
    )
    place = "/examples/0/participants/1/expect/pools"
    assert [difference.path for difference in ran.report.differences] == [f"{place}/pot", f"{place}/jar"]
