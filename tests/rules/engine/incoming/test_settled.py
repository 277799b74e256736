"""Facts as a run reads them: what is joined or listed gives what the observations themselves would."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.engine import settle_facts
from rules.period import Period
from rules.results import result_digest, stored_result, stored_text
from tests.rules.build import compiled, kpi, paying, people

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
RATES = [{"from": "USD", "to": "EUR", "start": "2026-01-01", "end": "2026-05-01", "rate": "0.9"}]


@dataclass(frozen=True)
class Seen:
    """One observation."""

    value: str
    day: str = "2026-03-05"
    time: str | None = None
    source: str = "crm"
    ref: str = "1"
    kind: str = "number"
    currency: str | None = None
    details: str | None = None


def reading(**fact: Any) -> dict[str, Any]:
    """A plan that pays what the fact `sales` says."""
    own = {"sales": {"kind": "number", **fact}}
    return paying("10 * sales.actual", kpis=[kpi("sales", levels=None)], facts=own)


def settled(document: dict[str, Any], *seen: Seen, **others: Any) -> Any:
    """What becomes of the observations of `sales`."""
    observed = {"sales": list(seen)} if seen else {}
    return settle_facts(compiled(document), observed, **others)


@pytest.mark.parametrize(
    ("take", "text"),
    [("sum", "5.75"), ("min", "2"), ("max", "3.75"), ("last", "2"), ("count", "2"), ("distinct", "2")],
)
def test_what_joins_exactly_is_one_value(take: str, text: str) -> None:
    """Of 3.75 and, later, 2."""
    found = settled(reading(take=take), Seen("2", day="2026-03-09", ref="2"), Seen("3.75"))
    assert found == {"sales": text}


@pytest.mark.parametrize("take", ["avg", "median"])
def test_what_may_not_end_stays_a_list_in_the_order_of_its_moments(take: str) -> None:
    """Whatever order it came in."""
    late, early = Seen("2", day="2026-03-09", ref="2"), Seen("3.75", time="09:00:00")
    listed = [
        {"value": "3.75", "date": "2026-03-05", "time": "09:00:00", "source": "crm", "source_id": "1"},
        {"value": "2", "date": "2026-03-09", "source": "crm", "source_id": "2"},
    ]
    assert settled(reading(take=take), late, early) == {"sales": listed}


def test_a_sum_that_no_call_may_send_stays_a_list() -> None:
    """More than 18 digits before the point."""
    found = settled(reading(take="sum"), Seen("999999999999999999"), Seen("1", ref="2"))
    assert isinstance(found["sales"], list)


def test_amounts_in_other_currencies_keep_their_days() -> None:
    """Those in the plan's own join."""
    own = settled(reading(take="sum", money=True), Seen("2", currency="EUR"))
    other = settled(reading(take="sum", money=True), Seen("2", currency="USD"))
    undeclared = settled(reading(take="sum"), Seen("2", currency="EUR"))
    assert own == {"sales": "2"}
    assert other["sales"][0]["currency"] == "USD"
    assert isinstance(undeclared["sales"], list)


def test_rows_keep_their_fields() -> None:
    """Each with its day, source and id."""
    fields = {"amount": {"kind": "number"}}
    document = paying(
        "deals.actual",
        kpis=[kpi("deals", value="sum(sales.amount)", levels=None)],
        facts={"sales": {"kind": "rows", "fields": fields}},
    )
    found = settled(document, Seen('{"amount":"7.50"}', kind="row"))
    assert found == {"sales": [{"amount": "7.50", "date": "2026-03-05", "source": "crm", "id": "1"}]}


def test_judgements_keep_who_judged_and_why() -> None:
    """The source is who judged; the evidence goes along."""
    found = settled(reading(take="avg", raters={"min": 2}), Seen("4", source="E7", details='{"evidence":"seen it"}'))
    assert found["sales"] == [
        {"value": "4", "date": "2026-03-05", "source": "E7", "source_id": "1", "evidence": "seen it"}
    ]


def test_nothing_is_a_zero_only_where_everything_is_known_to_be_there() -> None:
    """An empty list for a complete fact that counts nothing as zero."""
    assert settled(reading(empty="zero"), complete={"sales"}) == {"sales": []}
    assert settled(reading(empty="zero")) == {}
    assert settled(reading(), complete={"sales"}) == {}
    assert settled(reading(empty="zero"), Seen("2"), complete={"sales"}) == {"sales": "2"}


def test_what_a_window_looks_at_keeps_its_days() -> None:
    """Joined it could not be counted over several periods."""
    facts = {"sales": {"take": "sum"}, "ytd": {"of": "sales", "window": "year_to_date", "take": "count"}}
    document = paying("year.actual", kpis=[kpi("year", value="ytd + sales", levels=None)], facts=facts)
    assert isinstance(settle_facts(compiled(document), {"sales": [Seen("2")]})["sales"], list)


KINDS: list[dict[str, Any]] = [
    *({"kind": "number", "take": take, "empty": empty, "money": money}
      for take in ("sum", "count", "avg", "min", "max", "last", "median", "distinct")
      for empty, money in (("missing", True), ("zero", False))),
    *({"kind": "category", "values": ["low", "mid", "top"], "take": take}
      for take in ("last", "count", "distinct", "median")),
]  # fmt: skip

_DECIMALS = st.decimals("-1000", "1000", places=2, allow_nan=False).map(lambda number: f"{number:f}")
_SEEN = st.builds(
    Seen,
    value=st.one_of(_DECIMALS, st.sampled_from(["low", "top", "odd", "5"])),
    day=st.sampled_from(["2026-03-01", "2026-03-15", "2026-03-31"]),
    time=st.sampled_from([None, "00:00:00", "08:30:00"]),
    source=st.sampled_from(["crm", "file:a"]),
    kind=st.sampled_from(["number", "word"]),
    currency=st.sampled_from([None, None, None, "EUR", "USD", "GBP"]),
)


def _consistent(seen: list[Seen]) -> list[Seen]:
    """With ids that differ, and the kind that the value has."""
    return [
        Seen(each.value, each.day, each.time, each.source, str(place), _kind(each.value), each.currency)
        for place, each in enumerate(seen)
    ]


def _kind(value: str) -> str:
    return "word" if value[-1].isalpha() else "number"


def _as_sent(seen: Seen) -> dict[str, Any]:
    """One observation as a call without a store would send it."""
    sent = {"value": seen.value, "date": seen.day, "source": seen.source, "source_id": seen.ref, "revision": 3}
    return sent | {"time": seen.time} | ({} if seen.currency is None else {"currency": seen.currency})


def _measured(fact: str, gives_word: bool) -> str:
    return f"1 if {fact} == 'top' else 2" if gives_word else fact


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KINDS), st.lists(_SEEN, min_size=1, max_size=5).map(_consistent), st.booleans(), st.randoms())
def test_settled_facts_calculate_as_the_observations_do(
    fact: dict[str, Any], seen: list[Seen], windowed: bool, random: Any
) -> None:
    """Whatever is taken of them, in whatever order they came, in whatever currency and with whatever words."""
    gives_word = fact["kind"] == "category" and fact["take"] in ("last", "median")
    kpis = [kpi("now", value=_measured("sales", gives_word), levels=None)]
    facts = {"sales": fact}
    if windowed:
        facts["year"] = {"of": "sales", "window": "year_to_date"}
        kpis.append(kpi("so_far", value=_measured("year", gives_word), levels=None))
    document = paying("10 * now.actual", kpis=kpis, facts=facts)
    raw = [_as_sent(each) for each in seen]
    random.shuffle(raw)
    history: dict[str, Any] = {"prior": {"facts": {"sales": []}}} if windowed else {}
    joined = settle_facts(compiled(document), {"sales": seen})
    batch = people(
        document, {"facts": {"sales": raw}, **history}, {"facts": joined, **history}, period=MARCH, rates=RATES
    )
    raw_digest, joined_digest = (result_digest(stored_text(stored_result(batch, row))) for row in (0, 1))
    assert raw_digest == joined_digest
