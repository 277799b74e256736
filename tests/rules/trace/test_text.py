"""The explanation as text: the tree from the total down, each value in full once."""

import re
from datetime import date
from typing import Any

import pytest

from rules.period import Period
from rules.trace import TraceNode, trace_of, trace_text
from rules.trace.node import Input, Trace
from tests.rules.build import kpi, paying, people, plan, trace

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))

BANDS = {"bands": [{"grade": "D"}, {"grade": "A", "from": "0.7"}]}


def lines_of(text: str) -> list[str]:
    """The lines without what draws the tree."""
    return [line.lstrip("│├└─ ") for line in text.splitlines()]


def test_the_whole_tree_of_a_small_plan() -> None:
    document = paying("fund * coefficient", kpis=[kpi(weight="1")], inputs={"fund": {"kind": "money"}})
    text = trace_text(trace(document, inputs={"fund": "300"}, facts={"revenue": "50"}))
    assert text.startswith(
        "total = 150.00  [/total]\n"
        "│  sum of the components\n"
        "└─ pay: amount = 150.00  [/components/pay]\n"
        "   │  as before, no gate, floor or cap of the total changes it\n"
        "   │  rounded: 2 places, half up\n"
        "   └─ pay: before effects of the total = 150.00  [/components/pay/before_total]\n"
        "      │  gross, then gates, then floor and cap\n"
        "      │  rounded: 2 places, half up\n"
        "      └─ pay: gross, unrounded = 150  [/components/pay/gross]\n"
        "         │  fund * coefficient\n"
        "         ├─ fund = 300 (given)\n"
        "         └─ coefficient = 0.5  [/coefficient]\n"
        "            │  sum of the weighted indices\n"
        "            └─ revenue: weighted index = 0.5  [/kpis/revenue/weighted_index]\n"
        "               │  weight * index\n"
        "               ├─ revenue: weight = 1, weight of the plan  [/kpis/revenue/weight]\n"
        "               └─ revenue: index = 0.5  [/kpis/revenue/index]\n"
    )
    assert "read by nothing above" not in text
    assert "total floor" not in text


def test_a_floor_of_the_total_that_the_plan_says_is_shown() -> None:
    text = trace_text(trace(paying("100", limits={"total_floor": "20"})))
    assert "total floor = 20  [/limits/total_floor]\n" in text


def test_each_node_stands_in_full_once_and_none_is_left_out() -> None:
    document = paying(
        "max(fund * coefficient, floor_pay)",
        kpis=[kpi("a", weight="0.5"), kpi("b", weight="0.5", value="a * 2")],
        inputs={"fund": {"kind": "money"}},
        ratings=BANDS,
        values={"floor_pay": "a.actual + b.actual", "unread": "a.actual * 3"},
        gates=[{"key": "g", "when": "a.actual > 1000", "otherwise": {"factor": "0.5"}}],
    )
    explained = trace(document, inputs={"fund": "100"}, facts={"a": "60"})
    text = trace_text(explained)
    for node in explained.nodes.values():
        mentions = [line for line in text.splitlines() if line.endswith(f"[{node.id}]")]
        assert len([line for line in mentions if ", see above  [" not in line]) == 1, node.id
    assert "a: actual = 60, see above  [/kpis/a/actual]" in text
    assert "unread = 180  [/values/unread]" in text.partition("read by nothing above")[2]


def test_values_that_do_not_end_carry_their_fraction() -> None:
    text = trace_text(trace(paying("fund / 3", inputs={"fund": {"kind": "money"}}), inputs={"fund": "1"}))
    assert "pay: gross, unrounded = 0.333333333333 (exactly 1/3)  [/components/pay/gross]" in text
    assert "pay: amount = 0.33  [" in text


def test_a_value_that_ends_late_is_whole() -> None:
    text = trace_text(trace(paying("fund / 4096", inputs={"fund": {"kind": "money"}}), inputs={"fund": "1"}))
    assert "= 0.000244140625  [/components/pay/gross]" in text


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("fund if fund > 5 else 0", ["fund > 5 holds, so: fund"]),
        ("0 if fund > 50 else fund * 2", ["fund > 50 does not hold, so: fund * 2"]),
        ("(1 if fund > 50 else 2) + (3 if fund < 50 else 4)", [
            "fund > 50 does not hold, so: 2", "fund < 50 holds, so: 3"]),
        ("1 if fund > 50 else 2 if (fund > 20) else 3", [
            "fund > 50 does not hold, so: 2 if (fund > 20) else 3", "fund > 20 does not hold, so: 3"]),
        ("  0\n  if fund\t> 50\n  else fund", ["fund > 50 does not hold, so: fund"]),
        ("1 if (2 if fund > 50 else 3) > 2 else 4", [
            "fund > 50 does not hold, so: 3", "(2 if fund > 50 else 3) > 2 holds, so: 1"]),
    ],
)  # fmt: skip
def test_branches_that_were_taken(formula: str, said: list[str]) -> None:
    text = trace_text(trace(paying(formula, inputs={"fund": {"kind": "money"}}), inputs={"fund": "10"}))
    assert sorted(line for line in lines_of(text) if "hold" in line) == sorted(said)
    assert " ".join(formula.split()) in lines_of(text)


TABLES = {
    "tiers": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "100", "rate": "0.2", "flat": "7"}]},
    "open": {"kind": "marginal", "rows": [{"rate": "0.1"}, {"from": "100", "rate": "0.2"}]},
    "steps": {"kind": "step", "rows": [{"value": "1"}, {"from": "100", "value": "2"}]},
    "line": {"kind": "points", "points": [{"at": "0", "value": "0"}, {"at": "200", "value": "20"}]},
}


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("tier(x, tiers)", ["tier(150, tiers)", "from 0: 100 at 0.1 gives 10", "from 100: 50 at 0.2 gives 10",
                            "from 100: reaching it gives 7"]),
        ("tier(x, tiers, 150)", ["tier(150, tiers) after 150 counted before", "from 100: 150 at 0.2 gives 30"]),
        ("tier(x - 100, open)", ["tier(50, open)", "first tier: 50 at 0.1 gives 5"]),
        ("step(x, steps)", ["step(150, steps) reaches row 2"]),
        ("step(x - 100, steps)", ["step(50, steps) reaches row 1"]),
        ("interpolate(x, line)", ["interpolate(150, line) has reached point 1"]),
        ("interpolate(x - 200, line)", ["interpolate(-50, line) lies before the first point"]),
        ("interpolate(x * 2, line)", ["interpolate(300, line) has reached point 2"]),
    ],
)  # fmt: skip
def test_table_rows_that_were_used(formula: str, said: list[str]) -> None:
    document = paying(formula, inputs={"x": {"kind": "number"}}, tables=TABLES)
    text = trace_text(trace(document, inputs={"x": "150"}))
    lines = lines_of(text)
    start = lines.index(formula) + 1
    assert lines[start : start + len(said)] == said


def test_a_problem_stands_at_the_top_and_where_it_began() -> None:
    document = paying("fund * coefficient", kpis=[kpi(weight="1")], inputs={"fund": {"kind": "money"}})
    text = trace_text(trace(document, inputs={"fund": "300"}))
    lines = lines_of(text)
    places = [lines[place - 2] for place, line in enumerate(lines) if line.startswith("problem fact.missing: ")]
    assert places == ["total = no value  [/total]", "revenue: actual = no value  [/kpis/revenue/actual]"]
    assert "revenue = no value" in lines
    assert "rounded: " not in text


def test_a_closed_gate_shows_its_effect_below_it() -> None:
    gates = [{"key": "g", "when": "x > 5", "otherwise": {"factor": "part"}}]
    inputs = {"x": {"kind": "number"}, "part": {"kind": "number"}}
    closed = trace_text(trace(paying("100", gates=gates, inputs=inputs), inputs={"x": "1", "part": "0.5"}))
    assert lines_of(closed)[lines_of(closed).index("g = false  [/gates/g]") :][:4] == [
        "g = false  [/gates/g]",
        "x > 5",
        "x = 1 (given)",
        "g: factor = 0.5, part  [/gates/g/factor]",
    ]
    assert "pay: amount = 50.00" in closed


def test_conditions_come_first_and_say_if_one_is_not_met() -> None:
    document = paying(
        "100",
        inputs={"months": {"kind": "number"}},
        eligibility=[{"key": "past_probation", "title": "Past probation", "when": "months >= 3"}],
    )
    met = trace_text(trace(document, inputs={"months": "5"}))
    assert met.startswith("Conditions to be in the plan:\nPast probation = true  [/eligibility/past_probation]\n")
    assert "Not all are met" not in met
    outside = trace_text(trace(document, inputs={"months": "2"}))
    head, _, tree = outside.partition("\n\n")
    assert head.endswith("Not all are met, so the outcome is zero, whatever follows.")
    assert tree.startswith("total = ")


def test_personal_levels_and_what_was_not_given() -> None:
    document = paying("coefficient", kpis=[kpi(weight="1")])
    text = trace_text(trace(document, facts={"revenue": "50"}, levels={"revenue": {"normal": "200"}}))
    assert "revenue: normal = 200, personal level  [/kpis/revenue/normal]" in text


def test_a_chain_longer_than_python_recurses() -> None:
    nodes = {}
    for index in range(3000):
        below = Input(f"v{index + 1}", f"/values/v{index + 1}", "1")
        id_ = f"/values/v{index}"
        nodes[id_] = TraceNode(id_, f"v{index}", f"v{index + 1} + 1", (below,), "1", "1")
    nodes["/values/v3000"] = TraceNode("/values/v3000", "v3000", "1", (), "1", "1")
    text = trace_text(Trace("E1", "/values/v0", nodes))
    assert len(re.findall(r"\[/values/v\d+\]$", text, re.MULTILINE)) == 3001


def test_a_plan_without_components() -> None:
    text = trace_text(trace(plan(values={"seen": "1 + 1"})))
    assert text.startswith("total = 0.00  [/total]\n")
    assert "seen = 2  [/values/seen]" in text


def test_the_effect_of_a_closed_gate_stands_under_it_also_where_its_condition_is_a_bare_input() -> None:
    document = paying(
        "100",
        inputs={"fine": {"kind": "boolean"}},
        gates=[{"key": "g", "when": "fine", "otherwise": {"factor": "0.5"}}],
    )
    text = trace_text(trace(document, inputs={"fine": False}))
    assert "g: factor = 0.5  [/gates/g/factor]" in text.partition("read by nothing above")[0]


def test_a_gross_that_is_rounded_as_a_step_is_not_called_unrounded() -> None:
    document = paying("fund / 3", inputs={"fund": {"kind": "money"}}, rounding={"mode": "half_up", "steps": "2"})
    assert "pay: gross = 0.33  [/components/pay/gross]" in trace_text(trace(document, inputs={"fund": "1"}))


def test_a_raise_to_the_floor_that_the_cap_cuts_says_so() -> None:
    inputs = {"least": {"kind": "money"}}
    document = paying("10", inputs=inputs, limits={"total_floor": "least", "total_cap": "40"})
    rule = "floor − sum of the lines"
    cut = f"{rule}, less its share of what the cap of the total takes"
    for least, said in (("30", rule), ("50", cut)):
        assert trace(document, inputs={"least": least}).nodes["/components/total_floor"].formula == said


def test_what_is_counted_is_not_called_given() -> None:
    rows: dict[str, Any] = {"kind": "rows", "fields": {"amount": {"kind": "number"}}, "empty": "zero"}
    document = plan(
        inputs={"w": {"kind": "number"}},
        facts={"deals": rows},
        values={"month": "period.month + w", "place": "rank(w)"},
        pools={"pot": {"amount": "100", "weight": "w"}},
        components=[
            {"key": "pay", "amount": "pot + place + month"},
            {"key": "each", "per": "deals", "amount": "deals.amount + deals.before"},
        ],
    )
    deals = [{"amount": "1", "date": "2026-03-02"}]
    batch = people(document, {"inputs": {"w": "2"}, "facts": {"deals": deals}}, period=MARCH)
    found = lines_of(trace_text(trace_of(batch.sheet, 0)))
    assert {
        "people counted = 1 (counted)", "members = 1 (counted)", "sum of weights = 2 (counted)",
        "period.month = 3 (counted)", "deals.before = 0 (counted)", "deals.amount = 1 (given)", "w = 2 (given)",
    } <= set(found)  # fmt: skip


def test_pay_in_another_currency_is_a_tree_of_its_own() -> None:
    rates = [{"from": "EUR", "to": "USD", "start": "2026-03-01", "end": "2026-04-01", "rate": "1.1"}]
    batch = people(paying("100"), {"currency": "USD"}, period=MARCH, rates=rates)
    _, _, after = trace_text(trace_of(batch.sheet, 0)).partition("\nWhat is paid in the person's own currency:\n")
    assert after.startswith("total in USD = 110.00  [/payee/total]\n")
    assert "pay: amount = 100.00, see above  [/components/pay]" in after
    assert "read by nothing" not in after
