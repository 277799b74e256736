"""Gates: conditions that scale or cap a KPI's index, a component or the total; shown whether passed or not."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, line, named, one, paid, paying, people, plan, refusals, stages


def gate(key: str = "stop", **parts: Any) -> dict[str, Any]:
    """A gate that is closed where `open_` is false; scope `pay` unless said otherwise."""
    return {"key": key, "when": "open_gate", "scope": "pay", "otherwise": {"factor": "0"}, **parts}


def gated(*gates: dict[str, Any], amount: str = "1000", **parts: Any) -> dict[str, Any]:
    """A plan that pays `amount` behind these gates."""
    inputs = {"open_gate": {"kind": "boolean", "default": False}, "x": {"kind": "number", "default": "0"}}
    return paying(amount, inputs=inputs, gates=list(gates), **parts)


def test_an_open_gate_takes_nothing_and_is_shown_as_passed() -> None:
    result = one(gated(gate()), inputs={"open_gate": True})
    assert stages(result) == ("1000.00", "0.00", "0.00", "0.00", "1000.00")
    assert result["gates"] == [{"key": "stop", "passed": True, "effect": None, "enforced": True}]


CLOSED: list[tuple[str, list[dict[str, Any]], str, str]] = [
    # the case, the gates, gated, amount
    ("factor 0", [gate()], "1000.00", "0.00"),
    ("a factor", [gate(otherwise={"factor": "0.25"})], "750.00", "250.00"),
    ("a factor of 1 takes nothing", [gate(otherwise={"factor": "1"})], "0.00", "1000.00"),
    ("a cap", [gate(otherwise={"cap": "400"})], "600.00", "400.00"),
    ("a cap that does not bind", [gate(otherwise={"cap": "4000"})], "0.00", "1000.00"),
    ("the smallest factor, not the product", [gate("a", otherwise={"factor": "0.5"}),
                                              gate("b", otherwise={"factor": "0.4"})], "600.00", "400.00"),
    ("the smallest cap", [gate("a", otherwise={"cap": "500"}),
                          gate("b", otherwise={"cap": "300"})], "700.00", "300.00"),
    ("first the factor, then the cap", [gate("a", otherwise={"cap": "400"}),
                                        gate("b", otherwise={"factor": "0.5"})], "600.00", "400.00"),
    ("a cap above the factored amount", [gate("a", otherwise={"cap": "600"}),
                                         gate("b", otherwise={"factor": "0.5"})], "500.00", "500.00"),
    ("an open gate beside a closed one", [gate("a", when="1 > 0"), gate("b", otherwise={"factor": "0.5"})],
     "500.00", "500.00"),
    ("effects are formulas", [gate(otherwise={"factor": "(1 + x) / 4"})], "750.00", "250.00"),
]  # fmt: skip


@pytest.mark.parametrize(("gates", "taken", "amount"), named(CLOSED))
def test_a_closed_gate_on_a_component(gates: list[dict[str, Any]], taken: str, amount: str) -> None:
    result = one(gated(*gates))
    assert stages(result) == ("1000.00", taken, "0.00", "0.00", amount)


def test_a_closed_gate_shows_its_effect_and_is_the_reason() -> None:
    result = one(gated(gate(title="No open complaints"), gate("limit", otherwise={"cap": "400"})))
    assert [(shown["passed"], shown["effect"]) for shown in result["gates"]] == [
        (False, {"factor": "0"}), (False, {"cap": "400"}),
    ]  # fmt: skip
    assert (result["outcome"], codes(result["reasons"])) == ("zero", ["gate_closed:stop"])
    assert "No open complaints" in result["reasons"][0]["message"]
    assert codes(paid(result)["reasons"]) == ["gate_closed:stop"]


@pytest.mark.parametrize("scope", ["pay", "total"])
def test_a_cap_above_what_the_factors_leave_is_no_reason(scope: str) -> None:
    half, limit = gate("half", scope=scope, otherwise={"factor": "0.5"}), gate("limit", scope=scope)
    for cap, reasons in (("499.99", ["gate_closed:half", "gate_closed:limit"]), ("500", ["gate_closed:half"])):
        result = one(gated(half, {**limit, "otherwise": {"cap": cap}}))
        assert codes(paid(result)["reasons"]) == reasons


def test_a_gate_that_takes_nothing_is_no_reason() -> None:
    result = one(gated(gate("full", otherwise={"factor": "1"}), gate("half", otherwise={"factor": "0.5"})))
    assert codes(paid(result)["reasons"]) == ["gate_closed:half"]


def test_scopes_compound() -> None:
    half = {"otherwise": {"factor": "0.5"}}
    document = gated(
        gate("on_kpi", scope="revenue", **half), gate("on_pay", scope="pay", **half),
        gate("on_total", scope="total", **half), amount="1000 * coefficient", kpis=[kpi(weight="1")],
    )  # fmt: skip
    result = one(document, facts={"revenue": "100"})
    assert (line(result)["index"], result["coefficient"]) == ("0.5", "0.5")
    assert stages(result) == ("500.00", "375.00", "0.00", "0.00", "125.00")
    assert result["total"] == "125.00"


def test_one_gate_may_act_on_several_scopes_at_once() -> None:
    document = gated(gate(scope=["pay", "total"], otherwise={"factor": "0.5"}))
    assert stages(one(document)) == ("1000.00", "750.00", "0.00", "0.00", "250.00")


def test_a_gate_without_a_scope_acts_on_the_total() -> None:
    document = gated({"key": "stop", "when": "open_gate", "otherwise": {"factor": "0"}})
    result = one(document)
    assert (stages(result), result["total"]) == (("1000.00", "1000.00", "0.00", "0.00", "0.00"), "0.00")


# --- on a KPI ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("effect", "index", "total"),
    [({"factor": "0.5"}, "0.6", "600.00"), ({"cap": "0.8"}, "0.8", "800.00"), ({"cap": "2"}, "1.2", "1200.00")],
)
def test_a_gate_on_a_kpi_acts_on_its_index_and_everything_later_reads_that(
    effect: dict[str, str], index: str, total: str
) -> None:
    document = gated(
        gate(scope="revenue", otherwise=effect), amount="1000 * revenue.index", kpis=[kpi(weight="1")]
    )  # fmt: skip
    result = one(document, facts={"revenue": "120"})
    assert (line(result)["raw_index"], line(result)["index"], result["coefficient"]) == ("1.2", index, index)
    assert result["total"] == total


def test_a_kpi_gate_acts_after_floor_and_cap_and_on_a_missing_index_of_zero() -> None:
    capped = kpi(weight="1", levels={"base": "0", "normal": "100", "target": "110"}, missing="zero")
    document = gated(gate(scope="revenue", otherwise={"factor": "0.5"}), kpis=[capped])
    assert line(one(document, facts={"revenue": "200"}))["index"] == "0.55"
    assert line(one(document, facts={}))["index"] == "0"


@pytest.mark.parametrize("condition", ["revenue.index > 0", "revenue.weighted_index > 0", "coefficient > 0"])
def test_a_kpi_gate_may_not_read_its_own_index(condition: str) -> None:
    document = plan(kpis=[kpi(weight="1")], gates=[gate(when=condition, scope="revenue")])
    assert list(refusals(document).values()) == ["plan.cycle"]


def test_but_its_own_raw_index_and_the_index_of_others() -> None:
    document = plan(
        kpis=[kpi("revenue", weight="1/2"), kpi("quality", weight="1/2")],
        gates=[gate(when="revenue.raw_index >= 0.5 and quality.index >= 0.8", scope="revenue")],
    )
    assert one(document, facts={"revenue": "50", "quality": "80"})["coefficient"] == "0.65"
    assert one(document, facts={"revenue": "49", "quality": "80"})["coefficient"] == "0.4"


# --- decisions are exact ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("actual", "passed"), [("80", True), ("79.999999999999", False), ("80.000000000001", True)])
def test_exactly_the_threshold_opens_and_a_hair_under_it_does_not(actual: str, passed: bool) -> None:
    document = plan(kpis=[kpi(weight="1")], gates=[gate(when="revenue.index >= 0.8", scope="total")])
    assert one(document, facts={"revenue": actual})["gates"][0]["passed"] is passed


def test_each_person_has_their_own_gate() -> None:
    batch = people(gated(gate(otherwise={"factor": "0.5"})), {}, {"inputs": {"open_gate": True}}, {})
    assert [result["total"] for result in batch.results()] == ["500.00", "1000.00", "500.00"]


# --- what is wrong with a gate ----------------------------------------------------------------------------


@pytest.mark.parametrize("x", ["-0.000000000001", "1.000000000001"])
def test_a_factor_outside_zero_to_one_blocks_where_the_gate_is_closed(x: str) -> None:
    document = gated(gate(otherwise={"factor": "x"}))
    batch = people(document, {"inputs": {"x": x}}, {"inputs": {"x": x, "open_gate": True}}, {"inputs": {"x": "1"}})
    [problem] = batch.result(0)["problems"]
    assert (problem["code"], problem["path"]) == ("gate.factor_out_of_range", "/gates/stop/factor")
    assert [batch.result(row)["total"] for row in range(3)] == [None, "1000.00", "1000.00"]


@pytest.mark.parametrize("scope", ["revenue", "pay", "total"])
@pytest.mark.parametrize("effect", ["factor", "cap"])
def test_an_effect_is_read_only_where_the_gate_is_closed(scope: str, effect: str) -> None:
    document = gated(
        gate(scope=scope, otherwise={effect: "1 / x"}), amount="1000 * coefficient", kpis=[kpi(weight="1")]
    )
    batch = people(
        document, {"facts": {"revenue": "100"}}, {"facts": {"revenue": "100"}, "inputs": {"open_gate": True}}
    )
    assert codes(batch.result(0)["problems"]) == ["calc.division_by_zero"]
    assert (batch.result(1)["total"], batch.result(1)["problems"]) == ("1000.00", [])


@pytest.mark.parametrize("scope", ["revenue", "pay", "total"])
def test_an_enforced_gate_that_cannot_be_decided_blocks(scope: str) -> None:
    document = gated(gate(scope=scope, when="1 / x > 0"), kpis=[kpi(weight="1")])
    result = one(document, facts={"revenue": "100"})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("calc.division_by_zero", "/gates/stop")]
    assert result["gates"][0] == {"key": "stop", "passed": None, "effect": None, "enforced": True}


def test_a_closed_gate_does_not_hide_a_problem() -> None:
    for scope in ("pay", "total"):
        result = one(gated(gate(scope=scope), amount="1 / x"))
        assert (result["outcome"], codes(result["problems"])) == ("blocked", ["calc.division_by_zero"])
    on_kpi = gated(gate(scope="revenue"), kpis=[kpi(weight="1")])
    assert codes(one(on_kpi, facts={})["problems"]) == ["fact.missing"]


# --- advisory ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", ["revenue", "pay", "total"])
def test_an_advisory_gate_shows_its_effect_and_does_not_apply_it(scope: str) -> None:
    document = gated(
        gate(scope=scope, mode="advisory", otherwise={"factor": "0.5"}), amount="1000 * coefficient",
        kpis=[kpi(weight="1")],
    )  # fmt: skip
    result = one(document, facts={"revenue": "100"})
    assert (result["total"], result["reasons"], paid(result)["reasons"]) == ("1000.00", [], [])
    assert result["gates"] == [{"key": "stop", "passed": False, "effect": {"factor": "0.5"}, "enforced": False}]


def test_an_advisory_gate_that_faults_is_null_with_a_warning_and_blocks_nobody() -> None:
    document = gated(gate(mode="advisory", when="revenue.actual > 5"), kpis=[kpi()])
    batch = people(document, {"facts": {}}, {"facts": {"revenue": "100"}})
    result = batch.result(0)
    assert (result["outcome"], result["total"], result["problems"]) == ("paid", "1000.00", [])
    assert result["gates"][0]["passed"] is None
    assert [(w["code"], w["path"]) for w in result["warnings"]] == [("gate.undecided", "/gates/stop")]
    assert batch.result(1)["warnings"] == []


def test_an_advisory_effect_that_cannot_be_computed_is_shown_as_nothing() -> None:
    result = one(gated(gate(mode="advisory", otherwise={"cap": "1 / x"})))
    assert (result["total"], result["gates"][0]["effect"]) == ("1000.00", {"cap": None})


# --- the document -----------------------------------------------------------------------------------------

REFUSED: list[tuple[str, list[dict[str, Any]], str, str]] = [
    ("two gates of one name", [gate(), gate()], "/gates/1/key", "plan.duplicate_key"),
    ("a constant factor over 1", [gate(otherwise={"factor": "1.5"})], "/gates/0/otherwise/factor", "plan.gate_factor"),
    ("factor and cap at once", [gate(otherwise={"factor": "1", "cap": "2"})], "/gates/0/otherwise", "plan.gate_effect"),
    ("no effect", [gate(otherwise={})], "/gates/0/otherwise", "plan.gate_effect"),
    ("a scope that is nothing", [gate(scope="pays")], "/gates/0/scope", "plan.unknown_name"),
    ("a condition that is a number", [gate(when="x")], "/gates/0/when", "formula.wrong_kind"),
]


@pytest.mark.parametrize(("gates", "path", "code"), named(REFUSED))
def test_a_gate_that_cannot_be_meant_is_refused(gates: list[dict[str, Any]], path: str, code: str) -> None:
    assert refusals(gated(*gates)) == {path: code}
