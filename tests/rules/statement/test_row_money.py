"""The money of each row: the lines that read the coefficient, shared out by weighted index to the cent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.statement.row_money import coefficient_lines, row_money
from tests.rules.build import Document, compiled, kpi, one, paying, people, plan

_PAIR = [kpi("calls", weight="0.4"), kpi("deals", weight="0.6")]


def shares(document: Document, **facts: str) -> dict[str, str]:
    """The money of the rows of one participant."""
    found = row_money(people(document, {"facts": facts}), 0)
    return {} if found is None else dict(found.parts)


def test_rows_share_by_weighted_index() -> None:
    assert shares(paying("1000 * coefficient", kpis=_PAIR), calls="100", deals="50") == {
        "calls": "400.00",
        "deals": "300.00",
    }


def test_what_does_not_divide_evenly_foots_to_the_cent() -> None:
    thirds = [kpi(key, weight="1/3") for key in ("a", "b", "c")]
    batch = people(paying("100 * coefficient", kpis=thirds), {"facts": dict.fromkeys("abc", "100")})
    found = row_money(batch, 0)
    assert found is not None
    assert (found.lines, found.amount) == (("pay",), "100.00")
    assert found.parts == {"a": "33.34", "b": "33.33", "c": "33.33"}


def test_a_row_under_base_gets_nothing_and_the_others_share_all() -> None:
    assert shares(paying("1000 * coefficient", kpis=_PAIR), calls="-5", deals="50")["calls"] == "0.00"


def test_only_lines_that_read_the_coefficient_count() -> None:
    document = plan(
        kpis=_PAIR,
        ratings={"bands": [{"grade": "B"}, {"grade": "A", "from": "0.5"}]},
        values={"half": "coefficient / 2"},
        components=[
            {"key": "by_value", "amount": "100 * half"},
            {"key": "by_rating", "amount": '10 if rating == "A" else 0'},
            {"key": "apart", "amount": "deals.actual * 3"},
            {"key": "days", "amount": "coefficient * 2", "unit": "days", "places": 1},
        ],
    )
    assert coefficient_lines(compiled(document)) == ("by_value", "by_rating")
    assert shares(document, calls="100", deals="100") == {"calls": "24.00", "deals": "36.00"}


def test_no_share_without_a_coefficient_of_weights() -> None:
    assert shares(paying("1000 * coefficient", kpis=_PAIR, coefficient="0.5"), calls="1", deals="1") == {}
    assert shares(paying("1000 * coefficient", kpis=_PAIR), calls="0", deals="0") == {}
    assert shares(paying("1000 * coefficient", kpis=_PAIR), calls="50") == {}
    assert shares(paying("1000", kpis=_PAIR), calls="50", deals="50") == {}


@settings(max_examples=40, deadline=None)
@given(st.integers(-300, 300), st.integers(-300, 300), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_rows_always_add_up_to_the_line(calls: int, deals: int, currency: str) -> None:
    pair = [kpi(line["key"], weight=line["weight"], curve={"kind": "linear", "floor": None}) for line in _PAIR]
    document = {**paying("777.77 * coefficient", kpis=pair, limits={"total_floor": None}), "currency": currency}
    facts = {"calls": str(calls), "deals": str(deals)}
    found = shares(document, **facts)
    total = int(one(document, facts=facts)["total"].replace(".", ""))
    assert not found or sum(int(money.replace(".", "")) for money in found.values()) == total
