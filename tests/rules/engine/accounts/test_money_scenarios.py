"""Agreements about money over time, each as a sequence of periods whose balances add up."""

from itertools import pairwise
from typing import Any

import pytest

from rules import compile_plan
from rules.examples import run_examples
from tests.rules.build import Document, named, people, plan

SALES: Document = {"kpis": [{"key": "sales"}]}
COMMISSION: Document = {"key": "commission", "amount": "sales.actual * 0.1"}


def kept(balance: Document) -> Document:
    """A commission that may be negative, and one balance."""
    return plan(**SALES, components=[COMMISSION], limits={"total_floor": None}, balances={"draw": balance})


def draw(**parts: Any) -> Document:
    """A recoverable draw up to 1000 a month; `parts` are what is agreed otherwise."""
    own = {"sign": "owed_by_person", "kind": "draw", "until": "2026-12-31",
           "add": "max(1000 - earned, 0)", "take": "max(earned - 1000, 0)"}  # fmt: skip
    return plan(**SALES, components=[COMMISSION], balances={"draw": {**own, **parts}})


# Sales of January, February, …; what is paid; the closing balance.
SCENARIOS: list[tuple[str, Document, list[tuple[str, str, str]]]] = [
    ("a recoverable draw", draw(),
     [("5000", "1000", "500"), ("14000", "1000", "100"), ("15000", "1400", "0")]),
    ("recovery that begins in March", draw(take="max(earned - 1000, 0) if period.month >= 3 else 0"),
     [("5000", "1000", "500"), ("20000", "2000", "500"), ("20000", "1500", "0")]),
    ("partial recovery: half of what lies above", draw(take="max(earned - 1000, 0) / 2"),
     [("5000", "1000", "500"), ("14000", "1200", "300"), ("20000", "1700", "0")]),
    ("a maximum recovery per period", draw(take="min(max(earned - 1000, 0), 150)"),
     [("5000", "1000", "500"), ("20000", "1850", "350"), ("20000", "1850", "200")]),
    ("a draw that ends: no advance from February on", draw(until="2026-02-01"),
     [("5000", "1000", "500"), ("5000", "500", "500"), ("20000", "1500", "0")]),
    ("a draw of which half is forgiven", draw(add="max(1000 - earned, 0) / 2"),
     [("5000", "750", "250"), ("12000", "1000", "50"), ("20000", "1950", "0")]),
    ("a holdback released in March", kept({
        "sign": "owed_to_person", "kind": "holdback", "add": "earned * 0.1",
        "take": "draw if period.month == 3 else 0"}),
     [("5000", "450", "50"), ("10000", "900", "150"), ("10000", "1050", "100")]),
    ("a net negative gets 0 and catches up", kept({
        "sign": "owed_by_person", "kind": "carry_over", "add": "max(0 - earned, 0)", "take": "max(earned, 0)"}),
     [("-5000", "0", "500"), ("3000", "0", "200"), ("6000", "400", "0")]),
    ("a malus pool of which a third is paid out each period", kept({
        "sign": "owed_to_person", "kind": "malus", "add": "max(earned, 0)",
        "take": "draw / 3 + max(0 - earned, 0)"}),
     [("9000", "0", "900"), ("3000", "300", "900"), ("-3000", "300", "300")]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "months"), named(SCENARIOS))
def test_a_sequence_of_periods(document: Document, months: list[tuple[str, str, str]]) -> None:
    periods = [
        {"period": {"start": f"2026-0{month}-01", "end": f"2026-0{month + 1}-01"}, "facts": {"sales": sales},
         "expect": {"total": total, "balances": {"draw": closing}}}
        for month, (sales, total, closing) in enumerate(months, start=1)
    ]  # fmt: skip
    [run] = run_examples(compile_plan({**document, "examples": [{"name": "months", "periods": periods}]}))
    assert run.report.differences == ()
    results = [scene.batch.result(0)["balances"]["draw"] for scene in run.scenes]
    assert all(before["closing"] == after["opening"] for before, after in pairwise(results))


def test_a_guarantee_or_a_draw_that_is_not_recovered_is_a_component() -> None:
    document = plan(**SALES, components=[COMMISSION, {"key": "guarantee", "amount": "max(1000 - commission, 0)"}])
    batch = people(document, *({"facts": {"sales": sales}} for sales in ("4000", "15000")))
    assert [result["total"] for result in batch.results()] == ["1000.00", "1500.00"]


EVERYTHING = plan(
    inputs={"x": {"kind": "number"}},
    components=[
        {"key": "a", "amount": "x", "cap": {"amount": "100", "carry": True}},
        {"key": "b", "amount": "x / 3"},
        {"key": "stock", "amount": "x", "unit": "shares", "instalments": 2},
    ],
    limits={"total_cap": {"amount": "120", "per": "year", "carry": True}},
    balances={"kept": {"sign": "owed_to_person", "add": "max(earned, 0) / 7", "take": "kept / 2"}},
)
SENT: list[Document] = [
    {"inputs": {"x": "150"}, "prior": {"paid": {"a": "10", "b": "5"}, "balances": {"kept": "9", "a_reserve": "3"}}},
    {"inputs": {"x": "10"},
     "prior": {"paid": {"a": "10", "b": "5"}, "balances": {"a_reserve": "50", "total_reserve": "9"}}},
    {"inputs": {"x": "10"}, "prior": {"paid": {"a": "10"}}},
    {"inputs": {"x": "-5"}, "prior": {"paid": {"a": "0", "b": "0"}, "balances": {"kept": "-1", "other": "3"}}},
    {"inputs": {"x": "1"}, "cost_centres": {"A": "0.3"}, "prior": {"paid": {"a": "0", "b": "0"},
     "instalments": {"stock": [{"amount": "7", "parts": 3, "paid": 1}], "none": []}}},
    {"inputs": {"x": "9"}, "prior": {"paid": {"a": "0", "b": "0"}, "instalments": {"stock": [{}]}}},
]  # fmt: skip


def test_everybody_is_computed_as_if_alone() -> None:
    together = people(EVERYTHING, *SENT).results()
    alone = [
        people(EVERYTHING, {"id": f"E{number}", **person}).result(0) for number, person in enumerate(SENT, start=1)
    ]
    assert together == alone
    assert [result["outcome"] for result in together] == ["paid", "paid", "blocked", "blocked", "blocked", "blocked"]
