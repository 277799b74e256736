"""An explanation says whose value was read: the company's, the group's, or the plan's default."""

import pytest

from rules.trace import Trace, trace_of, trace_text
from tests.rules.build import Document, kpi, named, paying, people

PLAN = paying(
    "fund * coefficient * part",
    inputs={
        "fund": {"kind": "money", "scope": "company", "title": "Fund of the year"},
        "part": {"kind": "number", "scope": "team", "default": "1"},
    },
    facts={"profit": {"title": "Profit of the group"}},
    kpis=[
        kpi("nps", weight="0.5", scope="team"),
        kpi("result", weight="0.5", scope="company", value="profit / 2"),
    ],
)
AROUND: Document = {
    "company": {"inputs": {"fund": "1000"}, "facts": {"profit": "100"}},
    "groups": {"a/b": {"inputs": {"part": "2"}, "facts": {"nps": "10"}}, "n": {"facts": {"nps": "20"}}},
}


def explained(group: str | None) -> Trace:
    return trace_of(people(PLAN, {"group": group}, {"group": "n"}, **AROUND).sheet, 0)


ORIGINS: list[tuple[str, str | None, str, str, str | None]] = [
    ("of the company", "a/b", "/company/inputs/fund", "given for the company", "1000"),
    ("a fact of the company", "a/b", "/company/facts/profit", "given for the company", "100"),
    ("of the group", "a/b", "/groups/a~1b/inputs/part", "given for group a/b", "2"),
    ("a fact of the group", "a/b", "/groups/a~1b/facts/nps", "given for group a/b", "10"),
    ("the default", "n", "/groups/n/inputs/part", "default of the plan", "1"),
    ("no such group", "x", "/groups/inputs/part", "read from the person's group", None),
]


@pytest.mark.parametrize(("group", "node", "rule", "value"), named(ORIGINS))
def test_every_shared_value_is_a_node_at_its_place_in_the_call(
    group: str, node: str, rule: str, value: str | None
) -> None:
    found = explained(group).nodes[node]
    assert (found.formula, found.value) == (rule, value)


def test_formulas_and_kpis_point_to_it() -> None:
    nodes = explained("a/b").nodes
    assert nodes["/company/inputs/fund"].label == "Fund of the year"
    assert [given.node for given in nodes["/kpis/result/actual"].inputs] == ["/company/facts/profit"]
    assert [given.node for given in nodes["/kpis/nps/actual"].inputs] == ["/groups/a~1b/facts/nps"]


def test_the_text_tells_it_in_one_line() -> None:
    text = trace_text(explained("a/b"))
    assert "Fund of the year = 1000, given for the company  [/company/inputs/fund]" in text
    assert "Profit of the group = 100, given for the company  [/company/facts/profit]" in text
