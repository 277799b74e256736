"""Payable lines: gross, gates, floor and cap, one rounding, and a line that always adds up."""

from typing import Any

import pytest

from tests.rules.build import codes, named, one, paid, paying, people, plan, refusals, stages

LIMITED: list[tuple[str, str, dict[str, str], tuple[str, str, str]]] = [
    # the case, the amount, the limits, gross, withheld and amount
    ("no limits", "500", {}, ("500.00", "0.00", "500.00")),
    ("a cap takes", "500", {"cap": "300"}, ("500.00", "200.00", "300.00")),
    ("a cap that does not bind", "500", {"cap": "500"}, ("500.00", "0.00", "500.00")),
    ("a floor adds, which is negative withheld", "500", {"floor": "600"}, ("500.00", "-100.00", "600.00")),
    ("a floor that does not bind", "500", {"floor": "500"}, ("500.00", "0.00", "500.00")),
    ("cap beats floor", "500", {"floor": "400", "cap": "300"}, ("500.00", "200.00", "300.00")),
    ("cap beats floor from below", "100", {"floor": "400", "cap": "300"}, ("100.00", "-200.00", "300.00")),
    ("no floor unless it says so", "-500", {}, ("-500.00", "0.00", "-500.00")),
    ("a floor of 0", "-500", {"floor": "0"}, ("-500.00", "-500.00", "0.00")),
    ("limits are formulas", "500", {"cap": "x * 100 + 50"}, ("500.00", "350.00", "150.00")),
    ("limits meet the unrounded amount", "10.006", {"cap": "10.004"}, ("10.01", "0.01", "10.00")),
    ("a cap of half a cent rounds like every amount", "10", {"cap": "0.005"}, ("10.00", "9.99", "0.01")),
]


def limited(amount: str, own: dict[str, str], **parts: Any) -> dict[str, Any]:
    return paying(amount, pay=own, inputs={"x": {"kind": "number", "default": "1"}}, **parts)


@pytest.mark.parametrize(("amount", "own", "shown"), named(LIMITED))
def test_limits_of_a_line(amount: str, own: dict[str, str], shown: tuple[str, str, str]) -> None:
    if "cap" in own and "floor" in own:
        # As constants they would be refused in this order; here the floor is only known per person.
        own = {**own, "floor": f"{own['floor']} * x"}
    document = limited(amount, own, limits={"total_floor": None})
    gross, gated, prorated, withheld, final = stages(one(document))
    assert (gross, withheld, final) == shown
    assert (gated, prorated) == ("0.00", "0.00")


def test_constant_limits_in_the_wrong_order_are_a_typing_error() -> None:
    assert refusals(limited("1", {"floor": "400", "cap": "300"})) == {"/components/0/cap": "plan.limits_order"}


def test_inside_a_line_gates_come_before_limits() -> None:
    half = {"key": "half", "when": "x > 1", "scope": "pay", "otherwise": {"factor": "0.5"}}
    document = limited("1000", {"cap": "400", "floor": "300"}, gates=[half])
    assert stages(one(document)) == ("1000.00", "500.00", "0.00", "100.00", "400.00")
    document["gates"][0]["otherwise"] = {"factor": "0.1"}
    assert stages(one(document)) == ("1000.00", "900.00", "0.00", "-200.00", "300.00")


def test_a_floor_pays_although_the_gate_is_closed() -> None:
    closed = {"key": "closed", "when": "x > 1", "scope": "pay", "otherwise": {"factor": "0"}}
    result = one(limited("1000", {"floor": "50"}, gates=[closed]))
    assert stages(result) == ("1000.00", "1000.00", "0.00", "-50.00", "50.00")
    assert codes(paid(result)["reasons"]) == ["gate_closed:closed", "raised_to_floor"]


ROUNDED = [
    # mode, currency, amount, paid
    ("half_up", "EUR", "0.005", "0.01"),
    ("half_up", "EUR", "0.004999999999", "0.00"),
    ("half_up", "EUR", "-0.005", "-0.01"),
    ("half_even", "EUR", "0.005", "0.00"),
    ("half_even", "EUR", "0.015", "0.02"),
    ("half_even", "EUR", "-0.005", "0.00"),
    ("down", "EUR", "0.019", "0.01"),
    ("down", "EUR", "-0.019", "-0.01"),
    ("up", "EUR", "0.011", "0.02"),
    ("up", "EUR", "-0.011", "-0.02"),
    ("half_up", "JPY", "100.5", "101"),
    ("half_even", "JPY", "100.5", "100"),
    ("half_up", "JPY", "-0.4", "0"),
    ("half_up", "KWD", "0.0005", "0.001"),
    ("down", "KWD", "1.9999", "1.999"),
    ("half_up", "CLF", "0.00005", "0.0001"),
]


@pytest.mark.parametrize(("mode", "currency", "amount", "shown"), ROUNDED)
def test_an_amount_is_rounded_once_to_the_currency_s_minor_unit(
    mode: str, currency: str, amount: str, shown: str
) -> None:
    document = paying(amount, currency=currency, rounding={"mode": mode}, limits={"total_floor": None})
    assert (paid(one(document))["amount"], one(document)["total"]) == (shown, shown)
    assert people(document, {}, {}).result(1)["total"] == shown


def test_half_up_is_the_default() -> None:
    assert one(paying("2.675"))["total"] == "2.68"
    assert one(paying("2.675"))["total"] == one(paying("2.675", rounding={"mode": "half_up"}))["total"]


def test_round_in_a_formula_is_half_up_whatever_the_plan_says() -> None:
    for mode in ("half_even", "down", "up"):
        assert one(paying("round(2.5) + round(0.125, 2)", rounding={"mode": mode}))["total"] == "3.13"


def test_nothing_is_rounded_on_the_way() -> None:
    assert one(paying("third * 3", values={"third": "100 / 3"}))["total"] == "100.00"
    assert one(paying("1 / 3 + 1 / 3 + 1 / 3"))["total"] == "1.00"


def test_a_name_of_a_line_is_its_rounded_amount_before_effects_of_the_total() -> None:
    document = plan(
        components=[
            {"key": "second", "amount": "first * 100"},
            {"key": "first", "amount": "0.004 + 0.996 * 2", "cap": "1.995"},
        ],
        limits={"total_cap": "100"},
    )
    result = one(document)
    assert [shown["gross"] for shown in result["components"]] == ["200.00", "2.00"]
    assert result["total"] == "100.00"


def test_lines_stand_in_the_plan_s_order_and_are_computed_in_any() -> None:
    document = plan(
        components=[{"key": "a", "amount": "b + 1"}, {"key": "b", "amount": "c + 1"}, {"key": "c", "amount": "1"}]
    )
    result = one(document)
    assert [(shown["key"], shown["amount"]) for shown in result["components"]] == [
        ("a", "3.00"), ("b", "2.00"), ("c", "1.00"),
    ]  # fmt: skip
    turned = {**document, "components": document["components"][::-1]}
    assert one(turned)["total"] == result["total"] == "6.00"


def test_lines_that_need_each_other_are_refused() -> None:
    document = plan(components=[{"key": "a", "amount": "b"}, {"key": "b", "amount": "a"}])
    assert list(refusals(document).values()) == ["plan.cycle"]
    own_cap = plan(components=[{"key": "a", "amount": "1", "cap": "a * 2"}])
    assert refusals(own_cap) == {"/components/0": "plan.cycle"}


def test_a_line_with_a_problem_shows_what_could_be_computed() -> None:
    document = plan(
        inputs={"x": {"kind": "number"}},
        components=[
            {"key": "fine", "amount": "10"}, {"key": "broken", "amount": "1 / x"},
            {"key": "uncapped", "amount": "10", "cap": "1 / x"},
        ],
    )  # fmt: skip
    result = one(document, inputs={"x": "0"})
    assert (result["outcome"], result["total"]) == ("blocked", None)
    assert [(shown["gross"], shown["amount"]) for shown in result["components"]] == [
        ("10.00", None), (None, None), ("10.00", None),
    ]  # fmt: skip
    assert [p["path"] for p in result["problems"]] == ["/components/broken/amount", "/components/uncapped/cap"]


@pytest.mark.parametrize(
    ("amount", "outcome"),
    [
        ("92233720368547758.07", "paid"),
        ("92233720368547758.08", "blocked"),
        ("-92233720368547758.07", "paid"),
        ("-92233720368547758.08", "blocked"),
    ],
)
def test_an_amount_beyond_64_bits_of_cents_is_a_typed_problem(amount: str, outcome: str) -> None:
    document = paying("x * 1", inputs={"x": {"kind": "number"}}, limits={"total_floor": None})
    batch = people(document, {"inputs": {"x": amount}}, {"inputs": {"x": "1"}})
    result = batch.result(0)
    assert result["outcome"] == outcome
    assert codes(result["problems"]) == ([] if outcome == "paid" else ["money.too_large"])
    assert batch.result(1)["total"] == "1.00"


def test_a_gross_amount_must_fit_as_well_even_if_a_cap_cuts_it() -> None:
    result = one(
        paying("x * 1000", pay={"cap": "5"}, inputs={"x": {"kind": "number"}}), inputs={"x": "99999999999999999"}
    )
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("money.too_large", "/components/pay/amount")]


def test_a_total_must_fit_as_well() -> None:
    most = "92233720368547758.07"
    document = plan(components=[{"key": "a", "amount": most}, {"key": "b", "amount": "0.01"}])
    result = one(document)
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("money.too_large", "/total")]
    assert (result["total"], people(document, {}).totals().to_json()["amount"]) == (None, "0.00")
