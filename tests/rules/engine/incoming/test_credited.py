"""Shared credits: parts that foot for any shares, and problems for exactly the people named."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.engine import admit, compute
from rules.engine.incoming.connect import connect
from rules.facts import Intake, read_surroundings
from rules.facts.participants import read_participants
from rules.numbers import plain_text
from rules.period import parse_period
from rules.results import calculate_chunks
from rules.trace import trace_of, trace_text
from tests.rules.build import Document, codes, compiled, kpi, line, named, paying, people, refusals, sheet

SALES = paying(
    "sales.actual",
    facts={"sales": {"take": "sum"}, "grade": {"kind": "category", "values": ["a"]}, "price": {},
           "net": {"take": "sum"}},
    kpis=[kpi("sales", levels=None), kpi("net", levels=None, scope="company", missing="zero")],
)  # fmt: skip
DEALS = paying(
    "sum(deals.amount * deals.part) + sum(deals.fee)",
    facts={
        "deals": {
            "kind": "rows",
            "fields": {"amount": {"kind": "number"}, "part": {"kind": "number"}, "fee": {"kind": "number"}},
            "split": ["amount", "fee"],
            "empty": "zero",
        }
    },
)
MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})


def shared(shares: Document, value: str = "100", **parts: Any) -> Document:
    return {"fact": "sales", "value": value, "shares": shares, **parts}


def test_each_gets_an_observation_of_the_own_part() -> None:
    batch = people(
        SALES,
        {"facts": {"sales": ["10", {"value": "5", "date": "2026-03-01"}]}},
        {"facts": {"sales": "7"}},
        {},
        {"facts": {"sales": "1"}},
        credits=[shared({"E1": "0.5", "E2": "0.3", "E3": "0.2"}), shared({"E3": "1/3", "E1": "2/3"}, "-0.01")],
    )
    assert [line(result, "sales")["actual"] for result in batch.results()] == [
        "64.993333333333", "37", "19.996666666667", "1",
    ]  # fmt: skip


def test_a_credit_in_another_currency_comes_at_the_rate_of_its_day() -> None:
    document = paying("sales.actual", facts={"sales": {"take": "sum", "money": True}}, kpis=[kpi("sales", levels=None)])
    credit = shared({"E1": "0.6", "E2": "0.4"}, currency="USD", date="2026-03-05")
    rates = [{"from": "USD", "to": "EUR", "date": "2026-03-05", "rate": "0.9"}]
    batch = people(document, {}, {}, period=MARCH, credits=[credit], rates=rates)
    assert [result["total"] for result in batch.results()] == ["54.00", "36.00"]
    plain = people(SALES, {}, {}, credits=[credit], rates=rates)
    assert codes(plain.result(0)["problems"]) == ["fact.not_money"]
    fields = {"amount": {"kind": "money"}}
    row = {"fact": "deals", "fields": {"amount": "100"}, "shares": {"E1": "1/3", "E2": "2/3"}, "currency": "USD"}
    deals = paying("sum(deals.amount)", facts={"deals": {"kind": "rows", "fields": fields}})
    rows = people(deals, {}, {}, period=MARCH, credits=[{**row, "date": "2026-03-05"}], rates=rates)
    assert [result["total"] for result in rows.results()] == ["30.00", "60.00"]


BAD: list[tuple[str, Document, tuple[str, str]]] = [
    ("shares that do not add up", shared({"E1": "0.5", "E2": "0.4"}), ("credit.sum", "/credits/0/shares")),
    (
        "somebody who is not there",
        shared({"E1": "0.5", "E2": "0.4", "E9": "0.1"}),
        ("credit.unknown_person", "/credits/0/shares"),
    ),
    ("no number", shared({"E1": "0.5", "E2": "0.5"}, "lots"), ("fact.not_a_number", "/credits/0/value")),
    (
        "an unknown fact",
        {**shared({"E1": "0.5", "E2": "0.5"}), "fact": "visits"},
        ("credit.unknown_fact", "/credits/0/fact"),
    ),
    (
        "a fact that takes the last value",
        {**shared({"E1": "0.5", "E2": "0.5"}), "fact": "price"},
        ("credit.not_shareable", "/credits/0/fact"),
    ),
    ("a word", {**shared({"E1": "0.5", "E2": "0.5"}), "fact": "grade"}, ("credit.not_shareable", "/credits/0/fact")),
    (
        "a fact of the company",
        {**shared({"E1": "0.5", "E2": "0.5"}), "fact": "net"},
        ("credit.not_shareable", "/credits/0/fact"),
    ),
    (
        "fields for a number",
        shared({"E1": "0.5", "E2": "0.5"}, fields={"amount": "1"}),
        ("credit.value", "/credits/0"),
    ),
    ("a correction of nothing", shared({"E1": "0.5", "E2": "0.5"}, revision=1), ("credit.source_id", "/credits/0")),
    ("a day that is none", shared({"E1": "0.5", "E2": "0.5"}, date=20260303), ("fact.date", "/credits/0/date")),
    ("outside the period", shared({"E1": "0.5", "E2": "0.5"}, date="2026-04-01"),
     ("fact.outside_period", "/facts/sales")),
]  # fmt: skip


@pytest.mark.parametrize(("credit", "problem"), named(BAD))
def test_what_is_wrong_blocks_exactly_the_people_named(credit: Document, problem: tuple[str, str]) -> None:
    own: Document = {"facts": {"sales": ["1"]}}
    batch = people(SALES, own, own, own, period=MARCH, credits=[credit])
    found = [[(one["code"], one["path"]) for one in result["problems"]] for result in batch.results()]
    assert found == [[problem], [problem], []]


def test_what_could_not_be_read_stays_a_problem() -> None:
    batch = people(SALES, {"facts": {"sales": True}}, credits=[shared({"E1": 1})])
    assert codes(batch.result(0)["problems"]) == ["fact.observation_shape"]


@pytest.mark.parametrize("revision", [None, 1])
def test_what_a_person_brings_is_not_shared_out_again(revision: int | None) -> None:
    own: Document = {"value": "100", "source_id": "7", "date": "2026-03-02"}
    own = own if revision is None else {**own, "revision": revision}
    batch = people(SALES, {"facts": {"sales": [own]}}, {}, credits=[shared({"E1": "0.5", "E2": "0.5"}, source_id="7")])
    assert [codes(result["problems"]) for result in batch.results()] == [["credit.own_observation"]] * 2


def test_a_correction_replaces_what_a_person_brought() -> None:
    own = {"value": "100", "source_id": "7", "revision": 1}
    credit = shared({"E1": "0.5", "E2": "0.5"}, "80", source_id="7", revision=2)
    batch = people(SALES, {"facts": {"sales": [own]}}, {}, credits=[credit])
    assert [result["total"] for result in batch.results()] == ["40.00", "40.00"]


YEAR = {"of": "sales", "window": "year_to_date"}


def test_a_correction_replaces_the_shares_of_an_earlier_period() -> None:
    document = paying("year.actual", facts={"sales": {"take": "sum"}, "year": YEAR}, kpis=[kpi("year", levels=None)])
    of_february = [{"value": part, "source_id": "d1", "date": "2026-02-05"} for part in ("60", "40")]
    credit = shared({"E1": "0.6", "E2": "0.4"}, "80", source_id="d1", revision=1, date="2026-03-03")
    everybody: list[Document] = [{"prior": {"facts": {"sales": [seen]}}} for seen in of_february]
    batch = people(document, *everybody, period=MARCH, credits=[credit])
    assert [result["total"] for result in batch.results()] == ["48.00", "32.00"]


def test_a_correction_replaces_the_shared_row_of_an_earlier_period() -> None:
    fields = {"amount": {"kind": "number"}}
    facts = {"deals": {"kind": "rows", "fields": fields, "empty": "zero"},
             "year": {"of": "deals", "window": "year_to_date"}}  # fmt: skip
    before = [{"amount": "60", "id": "d1", "date": "2026-02-05"}]
    credit = {"fact": "deals", "fields": {"amount": "80"}, "shares": {"E1": "1"}, "source_id": "d1", "revision": 1}
    person = {"prior": {"facts": {"deals": before}}}
    batch = people(paying("sum(year.amount)", facts=facts), person, period=MARCH, credits=[credit])
    assert batch.result(0)["total"] == "80.00"


def test_rows_are_split_in_the_fields_that_the_plan_names() -> None:
    own = {"amount": "10", "part": "0.5", "fee": "1", "id": "own"}
    fields = {"amount": "100", "part": "0.5", "fee": "3"}
    credit = {"fact": "deals", "fields": fields, "shares": {"E1": "2/3", "E2": "1/3"}, "source_id": "7"}
    document = {**DEALS, "values": {"amount": "sum(deals.amount)", "part": "sum(deals.part)", "fee": "sum(deals.fee)"}}
    batch = people(document, {"facts": {"deals": [own]}}, {}, {"facts": {"deals": []}}, credits=[credit])

    assert [result["values"] for result in batch.results()] == [
        {"amount": "76.666666666667", "part": "1", "fee": "3"},
        {"amount": "33.333333333333", "part": "0.5", "fee": "1"},
        {"amount": "0", "part": "0", "fee": "0"},
    ]


def test_a_shared_row_needs_its_fields() -> None:
    credit = {"fact": "deals", "fields": {"amount": "1", "part": "1"}, "shares": {"E1": 1}}
    assert codes(people(DEALS, {}, credits=[credit]).result(0)["problems"]) == ["fact.field_missing"]
    credit = {"fact": "deals", "fields": {"amount": "much", "part": "1", "fee": "1"}, "shares": {"E1": 1}}
    [problem] = people(DEALS, {}, credits=[credit]).result(0)["problems"]
    assert (problem["code"], problem["path"]) == ("fact.not_a_number", "/credits/0/fields/amount")


def test_only_number_fields_are_split() -> None:
    fields = {"amount": {"kind": "number"}, "new": {"kind": "boolean"}}
    document = paying("1", facts={"deals": {"kind": "rows", "fields": fields, "split": ["amount", "new", "amount"]}})
    assert refusals(document) == {
        "/facts/deals/split/1": "plan.unknown_name",
        "/facts/deals/split/2": "plan.duplicate_entry",
    }


def test_an_explanation_counts_the_shares() -> None:
    found = people(SALES, {"facts": {"sales": "7"}}, {}, credits=[shared({"E1": "0.5", "E2": "0.5"})]).sheet
    assert "sales = 57, own observations and 1 shared with others  [/facts/sales]" in trace_text(trace_of(found, 0))
    assert "shared with others" not in trace_text(trace_of(sheet(SALES, {"facts": {"sales": "7"}}), 0))


@pytest.mark.parametrize("inherits", [True, False])
def test_chunks_of_a_call_share_credits_and_managers(inherits: bool) -> None:
    part: Document = {"kind": "number", "inherit": "manager"} if inherits else {"kind": "number", "default": "2"}
    document = paying("sales.actual * part", inputs={"part": part},
                      facts={"sales": {"take": "sum"}}, kpis=[kpi("sales", levels=None)])  # fmt: skip
    everybody = [{"id": "E1", "inputs": {"part": "2"}}, *({"id": f"E{n}", "manager": "E1"} for n in (2, 3))]
    around = read_surroundings({"credits": [shared({"E1": "0.5", "E2": "0.25", "E3": "0.25"})]})
    intake = read_participants(everybody, around)
    batches = [list(calculate_chunks(compiled(document), intake.parts(rows))) for rows in (1, 2, 3)]

    totals = [[result["total"] for batch in found for result in batch.results()] for found in batches]
    assert totals == [["100.00", "50.00", "50.00"]] * 3
    assert [len(found) for found in batches] == [3, 2, 1]


def test_chunks_of_other_calls_are_computed_as_they_come() -> None:
    taken: list[int] = []

    def coming() -> Iterator[Intake]:
        for number in range(3):
            taken.append(number)
            yield read_participants([{"id": str(number), "facts": {"sales": "1"}}])

    next(calculate_chunks(compiled(SALES), coming()))
    assert taken == [0]


@st.composite
def _shares(draw: st.DrawFn) -> list[str]:
    """Any shares: decimals of up to 12 places, or fractions with one denominator."""
    if draw(st.booleans()):
        weights = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
        return [f"{weight}/{sum(weights)}" for weight in weights]
    cuts = sorted(draw(st.sets(st.integers(1, 10**12 - 1), max_size=4)))
    return [plain_text(Fraction(high - low, 10**12)) for low, high in zip([0, *cuts], [*cuts, 10**12], strict=True)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(-(10**29), 10**29), _shares()), min_size=1, max_size=4), st.integers(1, 4))
def test_parts_foot_exactly_for_any_shares_and_any_cut(whole: list[tuple[int, list[str]]], rows_max: int) -> None:
    plan = compiled(SALES)
    credits = [
        shared({f"E{n}": part for n, part in enumerate(parts)}, plain_text(Fraction(value, 10**12)))
        for value, parts in whole
    ]
    everybody = [{"id": f"E{n}", "facts": {"sales": []}} for n in range(5)]
    around = read_surroundings({"credits": credits})
    chunks = connect(plan, list(read_participants(everybody, around).parts(rows_max)))
    actuals = [
        found.kpis["sales"].actual.at(row)
        for found in (compute([admit(plan, chunk)])[0] for chunk in chunks)
        for row in range(found.size)
    ]
    assert sum(value for value in actuals if isinstance(value, Fraction)) == sum(
        Fraction(value, 10**12) for value, _ in whole
    )
