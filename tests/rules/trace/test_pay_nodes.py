"""Nodes of scales, values, gates, components and the total."""

from typing import Any

from rules.trace import trace_text
from rules.trace.node import Input
from tests.rules.build import kpi, paying, plan, trace

X: dict[str, Any] = {"x": {"kind": "number"}}
PAYOUTS = [{"grade": "B", "payout": "0.5"}, {"grade": "A", "from": "1", "payout": "1"}]


def test_a_band_names_the_number_it_was_found_by_and_how_that_was_rounded() -> None:
    document = plan(inputs=X, coefficient="x", ratings={"bands": PAYOUTS, "round_before_band": 1}, values={"v": "1"})
    nodes = trace(document, inputs={"x": "0.96"}).nodes
    assert (nodes["/rating"].value, nodes["/rating"].rounding) == ("A", "1 places before the band is chosen")
    assert nodes["/rating"].inputs == (Input("coefficient", "/coefficient", "0.96"),)
    assert (nodes["/payout"].value, nodes["/payout"].formula) == ("1", "factor of the band")
    assert nodes["/payout"].inputs[0] == Input("rating", "/rating", "A")


def test_an_interpolated_payout_says_so() -> None:
    document = plan(inputs=X, coefficient="x", ratings={"bands": PAYOUTS, "interpolate": True}, values={"v": "1"})
    assert trace(document, inputs={"x": "1"}).nodes["/payout"].formula == "straight line between the bands"


def test_a_scale_of_any_formula_has_the_number_its_grade_and_its_factor() -> None:
    document = paying("size.payout", inputs=X, scales={"size": {"of": "x * 2", "bands": PAYOUTS}})
    nodes = trace(document, inputs={"x": "0.5"}).nodes
    assert [nodes[id_].value for id_ in ("/scales/size/of", "/scales/size", "/scales/size/payout")] == ["1", "A", "1"]
    assert nodes["/components/pay/gross"].inputs == (Input("size.payout", "/scales/size/payout", "1"),)


def test_values_carry_their_formula_branches_and_table_rows() -> None:
    document = plan(
        inputs=X, values={"v": "step(x, t) if x > 1 else 0", "yes": "v > 5"},
        tables={"t": {"kind": "step", "rows": [{"value": "1"}, {"from": "3", "value": "10"}]}},
    )  # fmt: skip
    nodes = trace(document, inputs={"x": "4"}).nodes
    assert (nodes["/values/v"].formula, nodes["/values/v"].value) == ("step(x, t) if x > 1 else 0", "10")
    assert nodes["/values/v"].table_row == ({"table": "t", "function": "step", "x": "4", "row": 1},)
    assert nodes["/values/v"].branch_taken == ({"position": len("step(x, t) if "), "taken": "if"},)
    assert [given.name for given in nodes["/values/v"].inputs] == ["x"]
    assert (nodes["/values/yes"].value, nodes["/values/yes"].exact) == ("true", None)


def test_a_gate_shows_its_effect_only_where_it_is_closed() -> None:
    gates = [{"key": "g", "when": "x > 1", "scope": "pay", "otherwise": {"factor": "x / 2"}, "title": "More than one"},
             {"key": "h", "when": "x > 1", "otherwise": {"cap": "100"}, "mode": "advisory"}]  # fmt: skip
    document = paying("10", inputs=X, gates=gates)
    closed, open_ = trace(document, inputs={"x": "1"}).nodes, trace(document, inputs={"x": "2"}).nodes
    assert (closed["/gates/g"].label, closed["/gates/g"].value) == ("More than one", "false")
    assert (closed["/gates/g/factor"].value, closed["/gates/g/factor"].formula) == ("0.5", "x / 2")
    assert (closed["/gates/h"].label, closed["/gates/h/cap"].value) == ("h (advisory)", "100")
    assert "/gates/g/factor" not in open_
    assert Input("gate g", "/gates/g", "false") in closed["/components/pay/before_total"].inputs
    assert [given.name for given in closed["/components/pay"].inputs] == ["before_total"]


def test_a_line_goes_from_gross_through_its_limits_to_its_amount() -> None:
    document = paying("x / 3", pay={"title": "Bonus", "cap": "x * 2", "floor": "1"}, inputs=X)
    nodes = trace(document, inputs={"x": "10"}).nodes
    gross, before, final = (nodes[f"/components/pay{part}"] for part in ("/gross", "/before_total", ""))
    assert (gross.label, gross.value, gross.exact) == ("Bonus: gross, unrounded", "3.333333333333", "10/3")
    assert (before.value, before.rounding) == ("3.33", "2 places, half up")
    assert [(given.name, given.value) for given in before.inputs] == [
        ("gross", "3.333333333333"), ("floor", "1"), ("cap", "20"),
    ]  # fmt: skip
    assert (nodes["/components/pay/cap"].label, nodes["/components/pay/cap"].formula) == ("Bonus: cap", "x * 2")
    assert (final.value, [given.node for given in final.inputs]) == ("3.33", ["/components/pay/before_total"])


def test_a_gross_amount_that_is_a_rounded_step_says_so() -> None:
    document = paying("x / 3", inputs=X, rounding={"mode": "half_up", "steps": 4})
    gross = trace(document, inputs={"x": "10"}).nodes["/components/pay/gross"]
    assert (gross.label, gross.value, gross.rounding) == ("pay: gross", "3.3333", "4 places, half up")


def test_what_acts_on_the_total_is_an_input_of_every_line_it_changed() -> None:
    document = paying("100", inputs=X, limits={"total_cap": "x * 10"})
    cut, whole = trace(document, inputs={"x": "5"}).nodes, trace(document, inputs={"x": "50"}).nodes
    assert cut["/components/pay"].value == "50.00"
    assert [given.node for given in cut["/components/pay"].inputs] == [
        "/components/pay/before_total", "/limits/total_floor", "/limits/total_cap",
    ]  # fmt: skip
    assert cut["/components/pay"].formula == "share of the total after its gates and limits"
    assert [given.name for given in whole["/components/pay"].inputs] == ["before_total"]


def test_a_raise_to_the_floor_is_a_node_of_its_own() -> None:
    document = paying("10", limits={"total_floor": "25"})
    nodes = trace(document).nodes
    assert (nodes["/components/total_floor"].value, nodes["/total"].value) == ("15.00", "25.00")
    assert nodes["/components/total_floor"].formula == "floor − sum of the lines"
    assert [given.node for given in nodes["/total"].inputs] == ["/components/pay", "/components/total_floor"]


def test_a_raise_that_a_cap_cut_again_says_so() -> None:
    document = paying("10", inputs=X, limits={"total_floor": "25 * x", "total_cap": "20"})
    node = trace(document, inputs={"x": "1"}).nodes["/components/total_floor"]
    assert (node.value, "cap of the total" in (node.formula or "")) == ("12.00", True)


def test_a_line_named_in_a_formula_is_its_amount_before_effects_of_the_total() -> None:
    lines = [{"key": "a", "amount": "10"}, {"key": "b", "amount": "a * 2"}]
    document = plan(components=lines, limits={"total_cap": "6"})
    assert trace(document).nodes["/components/b/gross"].inputs == (Input("a", "/components/a/before_total", "10"),)


def test_a_problem_stands_on_the_node_where_it_arose_and_on_all_that_read_it() -> None:
    document = paying("v + 1", inputs=X, values={"v": "1 / x"}, kpis=[kpi()])
    nodes = trace(document, inputs={"x": "0"}).nodes
    for id_ in ("/values/v", "/components/pay/gross", "/total"):
        problem = nodes[id_].problem
        assert problem is not None
        assert (problem["code"], problem["path"]) == ("calc.division_by_zero", "/values/v")
    assert nodes["/components/pay"].value is None


def test_a_problem_that_reaches_a_line_through_another_line_is_told_where_it_began() -> None:
    lines = [{"key": "a", "amount": "1 / x"}, {"key": "b", "amount": "a * 2"}]
    text = trace_text(trace(plan(inputs=X, components=lines), inputs={"x": "0"}))
    told = [line for line in text.splitlines() if "calc.division_by_zero" in line]
    assert len(told) == len(["at the line that divides", "at the total"])
