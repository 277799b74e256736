"""People who leave: what they get by the reason, and who is still employed on the day of payment."""

from datetime import date
from typing import Any

import pytest

from rules.period import Period
from tests.rules.build import Document, Result, paying, people

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
RULES = {
    "default": "pro_rata",
    "reasons": {"resigned": "forfeit", "retired": "full", "notice": "if_employed_on_pay_date"},
}


def plan(**leavers: Any) -> Document:
    return paying("3100", pay={"prorate": True}, proration={"basis": "calendar_days", "leavers": leavers})


def left(to: str, reason: str | None = None, pay_date: str | None = "2026-04-15", **more: Any) -> Result:
    assignment = {"to": to, **more} | ({} if reason is None else {"reason": reason})
    around = {} if pay_date is None else {"pay_date": pay_date}
    return people(plan(**RULES), {"assignment": assignment}, period=MARCH, **around).result(0)


@pytest.mark.parametrize(
    ("to", "reason", "total"),
    [
        ("2026-03-11", None, "1000.00"),
        ("2026-03-11", "dismissed", "1000.00"),
        ("2026-03-11", "resigned", "0.00"),
        ("2026-04-01", "resigned", "0.00"),
        ("2026-04-02", "resigned", "3100.00"),
        ("2026-03-11", "retired", "3100.00"),
        ("2026-03-11", "notice", "0.00"),
        ("2026-04-15", "notice", "0.00"),
        ("2026-04-16", "notice", "3100.00"),
    ],
)
def test_the_reason_decides_what_a_leaver_gets(to: str, reason: str | None, total: str) -> None:
    result = left(to, reason)
    assert result["total"] == total
    forfeits = [f"leaver_forfeits:{reason}"] if total == "0.00" else []
    assert [found["code"] for found in result["reasons"]] == forfeits


def test_absences_still_count_for_who_is_paid_in_full() -> None:
    absence = {"start": "2026-03-02", "end": "2026-03-12"}
    assert left("2026-03-16", "retired", absences=[absence])["total"] == "2100.00"


def test_a_default_that_forfeits_is_named() -> None:
    document = plan(default="forfeit", reasons={"retired": "pro_rata"})
    results = people(
        document,
        {"assignment": {"to": "2026-03-11"}},
        {"assignment": {"to": "2026-03-11", "reason": "moved away"}},
        {"assignment": {"to": "2026-03-11", "reason": "retired"}},
        {"assignment": {"from": "2026-03-22"}},
        period=MARCH,
    ).results()
    assert [result["total"] for result in results] == ["0.00", "0.00", "1000.00", "1000.00"]
    assert [[reason["code"] for reason in result["reasons"]] for result in results[:2]] == [
        ["leaver_forfeits:default"],
        ["leaver_forfeits:moved away"],
    ]


def test_without_the_day_of_payment_nobody_can_say_who_is_employed_then() -> None:
    result = left("2026-03-11", "notice", pay_date=None)
    assert (result["outcome"], result["total"]) == ("blocked", None)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [("pay_date.missing", "/pay_date")]
    assert left("2026-03-11", "retired", pay_date=None)["total"] == "3100.00"


def test_who_was_never_there_in_the_period_is_not_asked_for_a_reason() -> None:
    result = left("2026-03-01", "resigned")
    assert [reason["code"] for reason in result["reasons"]] == ["not_in_force"]


def test_a_forfeited_bonus_is_zero_even_where_facts_are_missing() -> None:
    document = {**plan(**RULES), "kpis": [{"key": "sold", "weight": "1", "levels": {"base": "0", "normal": "1"}}]}
    person = {"assignment": {"to": "2026-03-11", "reason": "resigned"}}
    assert people(document, person, period=MARCH).result(0)["outcome"] == "zero"
    assert people(document, {}, period=MARCH).result(0)["outcome"] == "blocked"


FUND = {
    **paying("fund", inputs={"fund": {"kind": "money"}}, pay={"prorate": True}),
    "proration": {"basis": "calendar_days", "leavers": {"default": "full"}},
}


@pytest.mark.parametrize("segments", ["blend", "separate"])
@pytest.mark.parametrize(
    ("first_end", "own", "total"),
    [
        ("2026-03-11", None, "6200.00"),
        ("2026-03-11", "3100", "6200.00"),
        # Until the person left the own value held again, and goes on: 6200 for 5 days and 3100 for 26.
        ("2026-03-06", "3100", "3600.00"),
    ],
)
def test_who_is_paid_in_full_goes_on_as_on_the_last_day(
    segments: str, first_end: str, own: str | None, total: str
) -> None:
    person: Document = {
        "assignment": {"to": "2026-03-11"},
        "segments": [{"start": "2026-03-01", "end": first_end, "inputs": {"fund": "6200"}}],
        "inputs": {} if own is None else {"fund": own},
    }
    result = people({**FUND, "segments": segments}, person, period=MARCH).result(0)
    assert (result["problems"], result["total"]) == ([], total)
