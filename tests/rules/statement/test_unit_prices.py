"""What one more unit pays: the ordinary calculation with an actual that is one unit better, minus pay now."""

from typing import Any

import pytest

from rules.facts import read_surroundings
from rules.facts.participants import read_participants
from rules.statement.unit_prices import UnitPrice, unit_prices
from tests.rules.build import Document, compiled, kpi, named, one, paying, plan

_LEVELS = {"base": "0", "normal": "100", "target": "200"}


def prices(document: Document, **person: Any) -> dict[str, UnitPrice]:
    """The prices of one participant by KPI."""
    intake = read_participants([{"id": "E1", **person}], read_surroundings({}))
    return {price.key: price for price in unit_prices(compiled(document), intake)}


def paid_for(document: Document, key: str = "revenue", **facts: str) -> UnitPrice:
    """The price of one KPI for somebody with these facts."""
    return prices(document, facts=facts)[key]


def test_a_linear_kpi_pays_the_same_for_every_unit() -> None:
    document = paying("1000 * coefficient", kpis=[kpi(weight="1", levels=_LEVELS)])
    assert paid_for(document, revenue="50") == UnitPrice("revenue", "1", "10.00")


def test_less_is_better_asks_for_one_unit_less() -> None:
    levels = {"base": "60", "normal": "45", "target": "35"}
    document = paying("1500 * coefficient", kpis=[kpi("duration", weight="1", levels=levels)])
    assert paid_for(document, "duration", duration="52") == UnitPrice("duration", "-1", "100.00")


@pytest.mark.parametrize(
    ("actual", "price"),
    named(
        [
            ("far under base", "-10", "0.00"),
            ("the unit reaches base", "-1", "0.00"),
            ("at base", "0", "10.00"),
            ("the unit reaches the cap", "199", "10.00"),
            ("half a unit is left", "199.5", "5.00"),
            ("at the cap", "200", "0.00"),
        ]
    ),
)
def test_floor_and_cap_end_what_a_unit_pays(actual: str, price: str) -> None:
    document = paying("1000 * coefficient", kpis=[kpi(weight="1", levels=_LEVELS)])
    assert paid_for(document, revenue=actual).price == price


def test_a_band_that_the_unit_reaches_is_in_its_price() -> None:
    bands = {"bands": [{"grade": "B"}, {"grade": "A", "from": "1"}]}
    document = paying('500 if rating == "A" else 100', kpis=[kpi(weight="1", levels=_LEVELS)], ratings=bands)
    assert paid_for(document, revenue="99").price == "400.00"
    assert paid_for(document, revenue="98").price == "0.00"


def test_the_price_is_the_difference_of_two_rounded_totals() -> None:
    document = paying("1 * coefficient", kpis=[kpi(weight="1", levels={"base": "0", "normal": "1000"})])
    # 0.0140 pays 0.01 and 0.0150 pays 0.02; 0.0150 to 0.0160 changes nothing.
    assert paid_for(document, revenue="14").price == "0.01"
    assert paid_for(document, revenue="15").price == "0.00"


def test_every_kpi_has_its_own_row_and_touches_no_other() -> None:
    pair = [kpi("calls", weight="0.25", levels=_LEVELS), kpi("deals", weight="0.75", levels=_LEVELS)]
    document = paying("1000 * coefficient", kpis=pair)
    found = prices(document, facts={"calls": "10", "deals": "10"})
    assert [price.price for price in found.values()] == ["2.50", "7.50"]


def test_a_computed_actual_gets_its_unit_too() -> None:
    margin = kpi("margin", weight="1", value="profit / revenue * 100", levels={"base": "18", "normal": "22"})
    document = paying("400 * coefficient", kpis=[margin], facts={"profit": {}, "revenue": {}})
    assert paid_for(document, "margin", profit="20", revenue="100").price == "100.00"


@pytest.mark.parametrize(
    ("currency", "price"), [("EUR", "3.33"), ("JPY", "3"), ("KWD", "3.333")], ids=["EUR", "JPY", "KWD"]
)
def test_a_price_has_the_digits_of_its_currency(currency: str, price: str) -> None:
    document = paying("1000 * coefficient", kpis=[kpi(weight="1", levels={"base": "0", "normal": "300"})])
    assert paid_for({**document, "currency": currency}, revenue="0").price == price


def test_the_price_is_what_the_calculation_pays_for_that_fact() -> None:
    """Where an actual is a fact of its own, the price is the difference of two ordinary calculations."""
    document = paying(
        "1000 * coefficient + deals.actual * 7",
        kpis=[kpi("calls", weight="0.4", levels=_LEVELS), kpi("deals", weight="0.6", levels=_LEVELS)],
        pay={"cap": "900"},
    )
    now, more = (one(document, facts={"calls": "81", "deals": deals})["total"] for deals in ("70", "71"))
    price = prices(document, facts={"calls": "81", "deals": "70"})["deals"].price
    assert price == f"{(int(more.replace('.', '')) - int(now.replace('.', ''))) / 100:.2f}"


@pytest.mark.parametrize(
    ("curve", "direction", "step"),
    named(
        [
            ("higher by default", {"kind": "points", "points": [{"at": "0", "index": "0"}]}, None, "1"),
            ("the plan says lower", {"kind": "points", "points": [{"at": "0", "index": "1"}]}, "lower", "-1"),
            ("normal over actual", {"kind": "ratio", "form": "normal/actual"}, None, "-1"),
            ("two minus the ratio", {"kind": "ratio", "form": "2-actual/normal"}, None, "-1"),
            ("actual over normal", {"kind": "ratio", "form": "actual/normal"}, None, "1"),
        ]
    ),
)
def test_without_base_the_curve_or_the_plan_says_what_better_is(
    curve: Document, direction: str | None, step: str
) -> None:
    levels = {"normal": "10"} if curve["kind"] == "ratio" else None
    document = paying("100 * coefficient", kpis=[kpi(weight="1", levels=levels, curve=curve, direction=direction)])
    assert paid_for(document, revenue="5").step == step


@pytest.mark.parametrize(
    ("document", "person", "reason"),
    named(
        [
            ("blocked", paying("100 * coefficient", kpis=[kpi(weight="1")]), {}, "blocked"),
            (
                "no actual",
                paying("100 * coefficient", kpis=[kpi(weight="0.5", missing="zero"), kpi("calls", weight="0.5")]),
                {"facts": {"calls": "5"}},
                "no_actual",
            ),
            (
                "a word",
                paying(
                    "100 * coefficient",
                    kpis=[kpi(weight="1", levels=None, curve={"kind": "scale", "values": {"good": "1"}})],
                    facts={"revenue": {"kind": "category", "take": "last", "values": ["good"]}},
                ),
                {"facts": {"revenue": "good"}},
                "word",
            ),
            (
                "others",
                paying("total(revenue.actual)", kpis=[kpi(weight="1")]),
                {"facts": {"revenue": "5"}},
                "depends_on_others",
            ),
            (
                "not computed",
                paying("100 / (6 - revenue.actual)", kpis=[kpi(weight="1")]),
                {"facts": {"revenue": "5"}},
                "not_computed",
            ),
        ]
    ),
)
def test_where_there_is_no_price_it_says_why(document: Document, person: Document, reason: str) -> None:
    price = prices(document, **person)["revenue"]
    assert (price.price, price.reason) == (None, reason)


def test_a_plan_without_kpis_has_no_prices() -> None:
    assert prices(plan(components=[{"key": "pay", "amount": "5"}])) == {}
