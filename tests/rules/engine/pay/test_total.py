"""The total: its gates, floor and cap, spread back over the lines so that they always add up to the cent."""

from decimal import Decimal
from typing import Any

import pytest

from tests.rules.build import codes, named, one, paid, people, plan

Result = dict[str, Any]


def lines(limits: dict[str, Any] | None = None, /, **amounts: str) -> dict[str, Any]:
    """A plan with these lines; `limits` of the total, floor 0 unless they say otherwise."""
    parts = {} if limits is None else {"limits": limits}
    return plan(components=[{"key": key, "amount": amount} for key, amount in amounts.items()], **parts)


def closed(effect: dict[str, str], key: str = "stop") -> dict[str, Any]:
    return {"key": key, "when": "0 > 1", "scope": "total", "otherwise": effect}


def amounts(result: Result) -> dict[str, str]:
    return {shown["key"]: shown["amount"] for shown in result["components"]}


def adds_up(result: Result) -> bool:
    """Σ amounts = total, and gross = gated + prorated + withheld + amount on every line."""
    shown = [{name: Decimal(text) for name, text in line.items() if isinstance(text, str) and name not in
              {"key", "earning_code"}} for line in result["components"]]  # fmt: skip
    own = all(line["gross"] == line["gated"] + line["prorated"] + line["withheld"] + line["amount"] for line in shown)
    return own and sum(line["amount"] for line in shown) == Decimal(result["total"])


FACTORED: list[tuple[str, dict[str, str], str, dict[str, str], str]] = [
    # the case, the lines, the factor, the final lines, the total
    ("everything", {"a": "100", "b": "50"}, "0", {"a": "0.00", "b": "0.00"}, "0.00"),
    ("half", {"a": "100", "b": "50"}, "0.5", {"a": "50.00", "b": "25.00"}, "75.00"),
    (
        "an odd cent goes to the first key, wherever it stands",
        {"b": "0.05", "a": "0.05"},
        "0.5",
        {"b": "0.02", "a": "0.03"},
        "0.05",
    ),
    (
        "two odd cents",
        {"c": "10.01", "b": "10.01", "a": "10.01"},
        "1/3",
        {"c": "3.33", "b": "3.34", "a": "3.34"},
        "10.01",
    ),
    ("the larger remainder first", {"a": "0.03", "b": "0.05"}, "1/4", {"a": "0.01", "b": "0.01"}, "0.02"),
    ("a negative line is scaled too", {"a": "100.01", "b": "-50"}, "0.5", {"a": "50.01", "b": "-25.00"}, "25.01"),
    ("a sum of 0 of lines that are not", {"a": "0.01", "b": "-0.01"}, "0.5", {"a": "0.01", "b": "-0.01"}, "0.00"),
    ("half a cent in all rounds half up", {"a": "0.01"}, "0.5", {"a": "0.01"}, "0.01"),
]


@pytest.mark.parametrize(("given", "factor", "final", "total"), named(FACTORED))
def test_a_factor_on_the_total_scales_every_line_and_foots(
    given: dict[str, str], factor: str, final: dict[str, str], total: str
) -> None:
    document = {**lines(**given), "gates": [closed({"factor": factor})]}
    result = one(document)
    assert (amounts(result), result["total"]) == (final, total)
    assert adds_up(result)
    assert all(paid(result, key)["withheld"] == "0.00" for key in given)


CAPPED: list[tuple[str, dict[str, str], str, dict[str, str]]] = [
    # the case, the lines, the cap, the final lines
    ("in proportion", {"a": "300", "b": "100"}, "200", {"a": "150.00", "b": "50.00"}),
    ("it does not bind", {"a": "300", "b": "100"}, "400", {"a": "300.00", "b": "100.00"}),
    ("an odd cent by key", {"b": "10.01", "a": "10.01"}, "20.01", {"b": "10.00", "a": "10.01"}),
    (
        "negative lines give nothing",
        {"a": "10.01", "b": "10.01", "c": "-0.01"},
        "20",
        {"a": "10.01", "b": "10.00", "c": "-0.01"},
    ),
    ("thirds", {"a": "100", "b": "100", "c": "100"}, "100", {"a": "33.34", "b": "33.33", "c": "33.33"}),
    ("a cap of 0", {"a": "1", "b": "2"}, "0", {"a": "0.00", "b": "0.00"}),
    ("a cap is rounded like an amount", {"a": "100"}, "33.335", {"a": "33.34"}),
    ("a cap of 0 leaves what others owe", {"a": "10", "b": "-5"}, "0", {"a": "5.00", "b": "-5.00"}),
]

BELOW_ZERO: list[tuple[str, dict[str, str], str, dict[str, str]]] = [
    (
        "a cap below what the negative lines leave takes no more than there is",
        {"a": "10", "b": "-5"},
        "-20",
        {"a": "0.00", "b": "-5.00"},
    ),
    ("nothing positive to take from", {"a": "-5", "b": "0"}, "-20", {"a": "-5.00", "b": "0.00"}),
]


@pytest.mark.parametrize(("given", "cap", "final"), named(CAPPED))
@pytest.mark.parametrize("by_gate", [False, True], ids=["limit", "gate"])
def test_what_a_cap_of_the_total_takes_is_spread_over_the_positive_lines(
    given: dict[str, str], cap: str, final: dict[str, str], by_gate: bool
) -> None:
    if by_gate:
        document = {**lines({"total_floor": None}, **given), "gates": [closed({"cap": cap})]}
    else:
        document = lines({"total_floor": None, "total_cap": cap}, **given)
    result = one(document)
    assert amounts(result) == final
    assert adds_up(result)
    taken = sum(Decimal(paid(result, key)["gross"]) - Decimal(amount) for key, amount in final.items())
    gated, withheld = ("gated", "withheld") if by_gate else ("withheld", "gated")
    assert sum(Decimal(paid(result, key)[gated]) for key in given) == taken
    assert all(paid(result, key)[withheld] == "0.00" for key in given)


@pytest.mark.parametrize(("given", "cap", "final"), named(BELOW_ZERO))
def test_a_gate_may_cap_below_zero(given: dict[str, str], cap: str, final: dict[str, str]) -> None:
    result = one({**lines({"total_floor": None}, **given), "gates": [closed({"cap": cap})]})
    assert amounts(result) == final
    assert adds_up(result)


def test_total_gates_count_as_gated_and_total_caps_as_withheld() -> None:
    document = {**lines({"total_cap": "60"}, a="100", b="100"), "gates": [closed({"factor": "0.5"})]}
    result = one(document)
    shown = paid(result, "a")
    assert (shown["gross"], shown["gated"], shown["withheld"], shown["amount"]) == ("100.00", "50.00", "20.00", "30.00")
    assert codes(shown["reasons"]) == ["gate_closed:stop", "total_capped"]


def test_on_the_total_as_everywhere_the_smallest_factor_then_the_smallest_cap() -> None:
    gates = [closed({"factor": "0.5"}, "a"), closed({"cap": "90"}, "b"), closed({"factor": "0.4"}, "c"),
             closed({"cap": "70"}, "d")]  # fmt: skip
    assert one({**lines(x="100", y="100"), "gates": gates})["total"] == "70.00"
    assert one({**lines(x="50", y="100"), "gates": gates})["total"] == "60.00"


# --- the floor --------------------------------------------------------------------------------------------


def test_a_raise_by_the_floor_is_a_line_of_its_own_with_its_own_earning_code() -> None:
    document = lines({"total_floor": "100", "total_floor_earning_code": "BON9"}, a="30", b="20")
    result = one(document)
    assert amounts(result) == {"a": "30.00", "b": "20.00", "total_floor": "50.00"}
    assert result["components"][-1] == {
        "key": "total_floor", "earning_code": "BON9", "unit": None, "gross": "50.00", "gated": "0.00",
        "prorated": "0.00", "withheld": "0.00", "amount": "50.00", "lines": [], "reasons": [], "cost_centres": [],
    }  # fmt: skip
    assert adds_up(result)


def test_without_a_raise_there_is_no_such_line() -> None:
    assert amounts(one(lines({"total_floor": "50"}, a="30", b="20"))) == {"a": "30.00", "b": "20.00"}


def test_the_floor_of_the_total_is_zero_unless_the_plan_says_otherwise() -> None:
    result = one(lines(a="30", b="-100"))
    assert (amounts(result), result["total"]) == ({"a": "30.00", "b": "-100.00", "total_floor": "70.00"}, "0.00")
    assert (result["outcome"], codes(result["reasons"])) == ("zero", ["raised_to_floor"])


def test_a_floor_of_null_lets_a_total_be_negative_and_paid() -> None:
    batch = people(lines({"total_floor": None}, a="30", b="-100"), {}, {})
    assert (batch.result(0)["outcome"], batch.result(0)["total"]) == ("paid", "-70.00")
    amounts = {"amount": "-140.00", "by_currency": {"EUR": "-140.00"}}
    assert batch.totals().to_json() == {"paid": 2, "zero": 0, "blocked": 0, **amounts}


def test_a_floor_may_be_a_formula_and_negative() -> None:
    document = lines({"total_floor": "-x"}, a="-100")
    document["inputs"] = {"x": {"kind": "number"}}
    batch = people(document, {"inputs": {"x": "60"}}, {"inputs": {"x": "200"}})
    assert [batch.result(row)["total"] for row in (0, 1)] == ["-60.00", "-100.00"]
    assert amounts(batch.result(0)) == {"a": "-100.00", "total_floor": "40.00"}
    assert amounts(batch.result(1)) == {"a": "-100.00"}


def test_a_closed_gate_on_the_total_does_not_reach_the_floor() -> None:
    document = {**lines({"total_floor": "10"}, a="100"), "gates": [closed({"factor": "0"})]}
    result = one(document)
    assert amounts(result) == {"a": "0.00", "total_floor": "10.00"}
    assert result["outcome"] == "paid"
    assert adds_up(result)


CROSSED = [
    ("a sum below both", "50", {"a": "40.00", "total_floor": "40.00"}),
    ("a sum between cap and floor", "90", {"a": "72.00", "total_floor": "8.00"}),
    ("a sum above both", "500", {"a": "80.00"}),
]


@pytest.mark.parametrize(("amount", "final"), named(CROSSED))
def test_cap_beats_floor_on_the_total_too(amount: str, final: dict[str, str]) -> None:
    document = lines({"total_floor": "100 * x", "total_cap": "80"}, a=amount)
    document["inputs"] = {"x": {"kind": "number", "default": "1"}}
    result = one(document)
    assert (amounts(result), result["total"]) == (final, "80.00")
    assert adds_up(result)


# --- who is touched ---------------------------------------------------------------------------------------


def test_effects_reach_only_the_people_they_concern() -> None:
    document = lines({"total_floor": "10", "total_cap": "100"}, a="x", b="x")
    document["inputs"] = {"x": {"kind": "number"}}
    document["gates"] = [{"key": "stop", "when": "x != 20", "otherwise": {"factor": "0.5"}}]
    batch = people(document, *({"inputs": {"x": text}} for text in ("1", "20", "30", "90")))
    assert [result["total"] for result in batch.results()] == ["10.00", "20.00", "60.00", "100.00"]
    assert [amounts(result)["a"] for result in batch.results()] == ["1.00", "10.00", "30.00", "50.00"]
    assert all(adds_up(result) for result in batch.results())


@pytest.mark.parametrize("limits", [{"total_cap": "1 / x"}, {"total_floor": "1 / x"}])
def test_a_limit_that_cannot_be_computed_blocks_its_person(limits: dict[str, str]) -> None:
    document = lines(limits, a="5")
    document["inputs"] = {"x": {"kind": "number"}}
    batch = people(document, {"inputs": {"x": "0"}}, {"inputs": {"x": "0.2"}})
    key = next(iter(limits))
    assert [(p["code"], p["path"]) for p in batch.result(0)["problems"]] == [
        ("calc.division_by_zero", f"/limits/{key}")
    ]
    assert batch.result(1)["total"] == "5.00"


def test_a_plan_without_lines_pays_nothing_and_says_so() -> None:
    result = one(plan(values={"x": "1"}))
    assert (result["total"], result["outcome"], codes(result["reasons"])) == ("0.00", "zero", ["nothing_payable"])


MODES = [("half_up", "0.02", "0.01"), ("half_even", "0.01", "0.01"), ("down", "0.01", "0.01"), ("up", "0.02", "0.01")]


@pytest.mark.parametrize(("mode", "first", "second"), MODES)
def test_a_factored_total_is_rounded_the_plan_s_way_before_it_is_spread(mode: str, first: str, second: str) -> None:
    document = {**lines(a="0.05", b="0.05"), "gates": [closed({"factor": "0.25"})], "rounding": {"mode": mode}}
    result = one(document)
    assert amounts(result) == {"a": first, "b": second}
    assert adds_up(result)
