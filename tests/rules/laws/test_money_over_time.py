"""Money over time: whatever a sequence of periods brings, accounts add up and no cent is lost or paid twice."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import compile_plan, display
from rules.engine import Sheet, evaluate
from rules.facts.participants import read_participants
from rules.period import Period
from rules.results import ResultBatch
from rules.trace import trace_of
from tests.rules.build import Document, Result, plan
from tests.rules.laws.recomputed import dangling
from tests.rules.laws.recomputed_accounts import RecomputedOverTime

MONTHS = [Period(date(2026, month, 1), date(2026, month + 1, 1)) for month in range(10, 12)]
MONTHS += [Period(date(2026, 12, 1), date(2027, 1, 1))]
MONTHS += [Period(date(2027, month, 1), date(2027, month + 1, 1)) for month in range(1, 4)]
AMOUNTS = st.decimals(min_value=-300, max_value=1500, places=3).map(str)
CAPS = st.sampled_from(["100", "250.005", "x / 2 if x > 0 else 0", "0", "2000"])
PARTS = ("gated", "prorated", "withheld", "amount")


@st.composite
def caps(draw: st.DrawFn) -> Any:
    if draw(st.booleans()):
        return None
    return {"amount": draw(CAPS), "per": draw(st.sampled_from(["period", "year"])), "carry": draw(st.booleans())}


@st.composite
def plans(draw: st.DrawFn) -> Document:
    """Two lines with caps, or one of them in instalments; a draw, a holdback, and what reads both."""
    limits: Document = {"total_floor": draw(st.sampled_from([None, "0", "50"]))}
    a: Document = {"key": "a", "amount": "x"}
    b: Document = {"key": "b", "amount": "x / 3"}
    if draw(st.booleans()):
        a["instalments"] = draw(st.integers(2, 4))
    else:
        a["cap"], b["cap"], limits["total_cap"] = draw(caps()), draw(caps()), draw(caps())
    lines = [{name: part for name, part in line.items() if part is not None} for line in (a, b)]
    return plan(
        inputs={"x": {"kind": "number"}},
        components=lines,
        limits={name: part for name, part in limits.items() if part is not None or name == "total_floor"},
        rounding={"mode": draw(st.sampled_from(["half_up", "half_even", "down", "up"]))},
        balances={
            "draw": {"sign": "owed_by_person", "kind": "draw", "until": "2027-01-15",
                     "add": "max(90 - earned, 0) / 3", "take": "max(earned - 90, 0) / 7"},
            "kept": {"sign": "owed_to_person", "add": "max(earned, 0) * 0.07", "take": "kept / 2 + draw.taken / 9"},
        },
    )  # fmt: skip


def walked(document: Document, amounts: list[str]) -> list[tuple[Sheet, Result]]:
    """The periods one after the other, each with what the one before left."""
    compiled = compile_plan(document)
    nothing = {line["key"]: "0" for line in document["components"]}
    left: Document = {"balances": {}, "paid": nothing, "instalments": {}}
    found: list[tuple[Sheet, Result]] = []
    for period, amount in zip(MONTHS, amounts, strict=False):
        if period.start.month == 1:
            left["paid"] = nothing
        person = {"id": "E1", "inputs": {"x": amount}, "prior": left}
        sheet = evaluate(compiled, read_participants([person]), period)
        result = ResultBatch(sheet).result(0)
        found.append((sheet, result))
        paid = {key: Fraction(text) for key, text in left["paid"].items()}
        for line in result["components"]:
            paid[line["key"]] = paid.get(line["key"], Fraction(0)) + Fraction(line["amount"])
        left = {
            "balances": {key: balance["closing"] for key, balance in result["balances"].items()},
            "paid": {key: display(total) for key, total in paid.items()},
            "instalments": result["instalments"],
        }
    return found


@given(plans(), st.lists(AMOUNTS, min_size=2, max_size=6))
@settings(max_examples=20, deadline=None)
def test_accounts_add_up_after_any_sequence_of_periods(document: Document, amounts: list[str]) -> None:
    before: dict[str, str] = {}
    for sheet, result in walked(document, ["0", *amounts]):
        assert result["problems"] == []
        lines = result["components"]
        assert sum(Fraction(line["amount"]) for line in lines) == Fraction(result["total"])
        for line in lines:
            assert sum(Fraction(line[part]) for part in PARTS) == Fraction(line["gross"])
        for key, balance in result["balances"].items():
            opening, added, taken, closing = (Fraction(text) for text in balance.values())
            assert closing == opening + added - taken
            assert opening == Fraction(before.get(key, "0"))
            assert key.endswith("_instalments") or (closing >= 0 and added >= 0 and 0 <= taken <= opening)
        before = {key: balance["closing"] for key, balance in result["balances"].items()}
        again = RecomputedOverTime(document, trace_of(sheet, 0), 2)
        assert dangling(again.trace) == set()
        assert again.differences() == {}


@given(plans(), st.lists(AMOUNTS, min_size=2, max_size=6))
@settings(max_examples=20, deadline=None)
def test_what_is_earned_is_paid_or_still_held(document: Document, amounts: list[str]) -> None:
    """What carrying caps and instalments withhold is paid in later periods, or is still held after the last."""
    results = [result for _, result in walked(document, ["0", *amounts])]
    for key in results[-1]["balances"]:
        moved = [result["balances"][key] for result in results]
        given_back = [line for result in results for line in result["components"] if line["key"] == key]
        if not key.endswith(("_reserve", "_instalments")):
            continue
        put_off = sum(Fraction(balance["added"]) for balance in moved)
        assert put_off - sum(Fraction(line["amount"]) for line in given_back) == Fraction(moved[-1]["closing"])


@given(st.lists(AMOUNTS, min_size=3, max_size=6), st.lists(st.integers(0, 900), min_size=2, max_size=4), st.booleans())
@settings(max_examples=15, deadline=None)
def test_over_a_year_a_higher_cap_never_pays_less(amounts: list[str], limits: list[int], carry: bool) -> None:
    sums = []
    for limit in sorted(limits):
        cap = {"amount": str(limit), "per": "year", "carry": carry}
        document = plan(
            inputs={"x": {"kind": "number"}},
            components=[{"key": "a", "amount": "max(x, 0)", "cap": cap}],
            limits={"total_floor": None},
        )
        results = [result for _, result in walked(document, ["0", *amounts])]
        sums.append(sum(Fraction(result["total"]) for result in results))
    assert sums == sorted(sums)
