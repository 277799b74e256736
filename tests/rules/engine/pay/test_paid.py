"""Paid so far this fiscal year: from what the call sends, 0 only where nothing can have been paid before."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rules.compiled import compile_plan
from rules.engine import admit
from rules.engine.pay.paid import nothing_before, paid_so_far, total_paid_so_far
from rules.facts.participants import read_participants
from rules.facts.surroundings import read_surroundings
from rules.period import Period
from tests.rules.build import Document, named, people, plan

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
JANUARY = Period(date(2026, 1, 1), date(2026, 2, 1))
TWO = plan(components=[{"key": "pay", "amount": "1"}, {"key": "extra", "amount": "2"}])


def paid(participant: Document, period: Period | None = MARCH, call: Document | None = None) -> Any:
    """The column of `pay` for one person, as a fraction or as the code of its problem."""
    around = read_surroundings(call or {})
    sheet = admit(compile_plan(TWO), read_participants([{"id": "E1", **participant}], around), period)
    column = paid_so_far(sheet, "pay")
    fault = column.fault(0)
    return column.at(0) if fault is None else fault.code


@pytest.mark.parametrize(
    ("prior", "expected"),
    named(
        [
            ("its own line", {"pay": "100.50"}, Fraction("100.5")),
            ("a JSON number", {"pay": 7}, Fraction(7)),
            ("a correction left less than nothing", {"pay": "-3"}, Fraction(-3)),
            ("what the cap gave back", {"pay": "100", "pay_reserve": "20.25"}, Fraction("120.25")),
            ("later instalments", {"pay": "100", "pay_instalments": "50"}, Fraction(150)),
            ("another line only", {"extra": "5"}, "prior.paid_missing"),
            ("a reserve without its component", {"pay_reserve": "5"}, "prior.paid_missing"),
            ("null", {"pay": None}, "prior.paid_missing"),
            ("half a cent", {"pay": "1.005"}, "prior.too_many_places"),
            ("no number", {"pay": "much"}, "number.not_a_number"),
        ]
    ),
)
def test_what_was_paid(prior: Document, expected: Any) -> None:
    assert paid({"prior": {"paid": prior}}) == expected


def test_nothing_was_paid_before_the_first_period_of_the_fiscal_year() -> None:
    assert paid({}, JANUARY) == 0
    assert paid({}, MARCH) == "prior.paid_missing"
    assert paid({}, MARCH, {"calendar": {"fiscal_year_start": "03-01"}}) == 0
    assert paid({}, JANUARY, {"calendar": {"fiscal_year_start": "03-01"}}) == "prior.paid_missing"
    assert paid({"prior": {"paid": {"pay": "9"}}}, JANUARY) == 9


def test_nor_before_the_first_period_of_an_assignment() -> None:
    assert paid({"assignment": {"from": "2026-03-10"}}) == 0
    assert paid({"assignment": {"from": "2026-03-01"}}) == 0
    assert paid({"assignment": {"from": "2026-02-28"}}) == "prior.paid_missing"


def test_without_a_period_it_must_be_sent() -> None:
    assert paid({}, None) == "prior.paid_missing"
    assert paid({"prior": {"paid": {"pay": "9"}}}, None) == 9


def test_each_person_on_their_own() -> None:
    people = [
        {"id": "E1", "prior": {"paid": {"pay": "1.25"}}},
        {"id": "E2"},
        {"id": "E3", "assignment": {"from": "2026-03-05"}},
    ]
    sheet = admit(compile_plan(TWO), read_participants(people), MARCH)
    column = paid_so_far(sheet, "pay")
    assert [column.at(row) for row in range(3)] == [Fraction("1.25"), None, 0]
    assert [fault.path for fault in column.faults.values()] == ["/prior/paid/pay"]
    assert nothing_before(sheet) == {2}


SENT: list[tuple[str, Document, list[tuple[str, str]]]] = [
    ("a line that is misspelled", {"pay": "1", "pai": "50"}, [("prior.unknown_line", "/prior/paid/pai")]),
    ("a line that nothing reads is checked too", {"extra": "much"}, [("number.not_a_number", "/prior/paid/extra")]),
    ("half a cent", {"extra_reserve": "0.005"}, [("prior.too_many_places", "/prior/paid/extra_reserve")]),
    ("a share of an award has its own places", {"stock": "0.5"}, [("prior.too_many_places", "/prior/paid/stock")]),
    ("all that a result may show", {"pay": "1", "pay_reserve": "1", "pay_instalments": 1, "total_floor": "2",
     "total_reserve": "3", "kept": "-4.00", "stock": "7", "extra": None}, []),
    ("a name without an amount", {"old": None}, []),
]  # fmt: skip


@pytest.mark.parametrize(("prior", "expected"), named(SENT))
def test_every_line_that_is_sent_is_one_of_the_plan_and_an_amount(prior: Document, expected: Any) -> None:
    document = {**TWO, "balances": {"kept": {"sign": "owed_by_person", "take": "1"}}}
    document["components"] = [*TWO["components"], {"key": "stock", "amount": "1", "unit": "shares"}]
    own = {"prior": {"paid": prior, "balances": {"kept": "0"}}}
    batch = people(document, own, {"prior": {"balances": {"kept": "0"}}}, period=MARCH)
    assert [(problem["code"], problem["path"]) for problem in batch.result(0)["problems"]] == expected
    assert batch.result(1)["problems"] == []


def test_the_total_is_the_sum_of_its_lines() -> None:
    prior = {"pay": "10", "pay_reserve": "2", "extra": "3.50", "total_floor": "1", "total_reserve": "0.25"}
    sheet = admit(compile_plan(TWO), read_participants([{"id": "E1", "prior": {"paid": prior}}]), MARCH)
    assert total_paid_so_far(sheet).at(0) == Fraction("16.75")
    del prior["extra"]
    sheet = admit(compile_plan(TWO), read_participants([{"id": "E1", "prior": {"paid": prior}}]), MARCH)
    assert total_paid_so_far(sheet).fault(0) is not None
