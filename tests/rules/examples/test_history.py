"""Examples over several periods whose facts look at other periods: the sequence hands on what they need."""

from typing import Any

from rules.examples import ExampleRun, run_examples
from tests.rules.build import compiled, kpi, paying

SUMMED: dict[str, Any] = {"take": "sum", "empty": "zero"}


def run(document: dict[str, Any], *periods: dict[str, Any], **example: Any) -> ExampleRun:
    """The one example of the plan."""
    [ran] = run_examples(compiled({**document, "examples": [{"name": "one", "periods": list(periods), **example}]}))
    return ran


def month(number: int, facts: dict[str, Any], expect: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A month of 2026."""
    period = {"start": f"2026-{number:02}-01", "end": f"2026-{number + 1:02}-01"}
    return {"period": period, "facts": facts, "expect": expect, **parts}


def window(how: Any, **parts: Any) -> dict[str, Any]:
    """A plan that pays what a window over revenue measures."""
    facts = {"revenue": SUMMED, "seen": {"of": "revenue", "window": how, "take": "sum"}}
    return paying("over.actual", kpis=[kpi("over", value="seen")], facts=facts, **parts)


def revenue(value: Any) -> dict[str, Any]:
    return {"revenue": value}


def test_the_year_to_date_starts_with_the_fiscal_year() -> None:
    ran = run(
        window("year_to_date"),
        month(2, revenue("5"), {"problems": ["fact.missing"]}),
        month(3, revenue("7"), {"total": "12"}),
        month(4, revenue(["1", "2"]), {"total": "3"}),
        month(5, revenue([]), {"total": "3"}),
        calendar={"fiscal_year_start": "04-01"},
    )
    assert [(d.path, d.actual) for d in ran.report.differences] == []


def test_previous_and_last_periods() -> None:
    def months(*totals: str | None) -> list[dict[str, Any]]:
        given = zip(("5", "7", "9", "0"), totals, strict=True)
        return [month(n, revenue(value), {"total": total}) for n, (value, total) in enumerate(given, start=1)]

    before = run(window("previous"), *months(None, "5", "7", "9"))
    assert before.report.differences == ()
    earlier = [{"value": "2", "date": "2025-12-31"}, {"value": "1", "date": "2025-11-30"}]
    last = run(window({"last": 2}), *months("3", "7", "12", "16"), prior={"facts": {"revenue": earlier}})
    assert last.report.differences == ()


def test_carry_last_looks_at_the_period_just_before_only() -> None:
    document = paying("revenue.actual", kpis=[kpi("revenue", missing="carry_last")], facts={"revenue": {"take": "sum"}})
    ran = run(
        document,
        month(1, revenue("5"), {"total": "5"}),
        month(2, revenue("7"), {"total": "7"}),
        month(3, {}, {"total": "7"}),
        month(4, {}, {"outcome": "blocked"}),
    )
    assert ran.report.differences == ()


def test_rows_of_earlier_periods_are_history_too() -> None:
    facts = {
        "deals": {"kind": "rows", "empty": "zero", "fields": {"amount": {"kind": "number"}}},
        "year": {"of": "deals", "window": "year_to_date"},
    }
    document = paying("sold.actual", kpis=[kpi("sold", value="sum(year.amount)")], facts=facts)
    ran = run(
        document,
        month(1, {"deals": [{"amount": "5"}, {"amount": "1", "date": "2026-01-07"}]}, {"total": "6"}),
        month(2, {"deals": []}, {"total": "6"}),
        month(3, {"deals": [{"amount": "10"}]}, {"total": "16"}),
    )
    assert ran.report.differences == ()


def test_true_up_counts_what_was_paid() -> None:
    facts = {"revenue": SUMMED, "year": {"of": "revenue", "window": "year_to_date", "take": "sum"}}
    document = paying("0.1 * whole.actual - pay.paid", kpis=[kpi("whole", value="year")], facts=facts)
    ran = run(
        document,
        month(1, revenue("100"), {"total": "10"}),
        month(2, revenue("50"), {"total": "5"}),
        month(3, revenue("25"), {"total": "2.50"}),
    )
    assert ran.report.differences == ()


def test_shares_of_credits_are_history_too() -> None:
    credit = {"fact": "revenue", "value": "10", "date": "2026-01-05", "shares": {"E1": "0.7", "E2": "0.3"}}

    def people(*totals: str) -> list[dict[str, Any]]:
        return [{"id": f"E{n}", "expect": {"total": total}} for n, total in enumerate(totals, start=1)]

    dates = [{"start": f"2026-0{n}-01", "end": f"2026-0{n + 1}-01"} for n in (1, 2)]
    ran = run(
        window("year_to_date"),
        {"period": dates[0], "credits": [credit], "participants": people("7", "3")},
        {"period": dates[1], "facts": revenue("1"), "participants": people("8", "4")},
    )
    assert ran.report.differences == ()


def test_company_windows_look_at_the_history_of_the_company() -> None:
    facts = {"profit": SUMMED, "year": {"of": "profit", "window": "year_to_date", "take": "sum"}}
    document = paying("firm.actual", kpis=[kpi("firm", value="year", scope="company")], facts=facts)
    ran = run(
        document,
        month(1, {}, {"total": "5"}, company={"facts": {"profit": "5"}}),
        month(2, {}, {"total": "7"}, company={"facts": {"profit": "2"}}),
    )
    assert ran.report.differences == ()
