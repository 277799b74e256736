"""What people share adds up again from an explanation too: company and group, managers, credits, several raters."""

from fractions import Fraction
from typing import Any

import pytest

from rules.trace import trace_of
from tests.rules.build import Document, kpi, named, paying, people
from tests.rules.laws.recomputed import Recomputed, dangling

SCALE = {"kind": "scale", "values": {"poor": "0", "good": "1/3"}}
WORD: Document = {"kind": "category", "values": ["poor", "good"]}

CASES: list[tuple[str, Document, list[Document], Document]] = [
    (
        "company and group",
        paying(
            "fund * part * coefficient",
            inputs={
                "fund": {"kind": "money", "scope": "company"},
                "part": {"kind": "number", "scope": "team", "default": "1"},
            },
            facts={"profit": {"take": "sum"}},
            kpis=[
                kpi("nps", weight="2/3", scope="team"),
                kpi("result", weight="1/3", scope="company", value="profit / 7"),
            ],
        ),
        [{"group": "n/1"}, {"group": "s"}, {"group": "?"}],
        {
            "company": {"inputs": {"fund": "1000"}, "facts": {"profit": ["100", "11"]}},
            "groups": {"n/1": {"inputs": {"part": "1.25"}, "facts": {"nps": "77"}}, "s": {"facts": {"nps": "10"}}},
        },
    ),
    (
        "managers",
        paying("fund", inputs={"fund": {"kind": "money", "inherit": "manager"}}),
        [{"inputs": {"fund": "12.34"}}, {"manager": "E1"}, {"manager": "E2"}],
        {},
    ),
    (
        "credits",
        paying("sales.actual", facts={"sales": {"take": "sum"}}, kpis=[kpi("sales", levels=None)]),
        [{"facts": {"sales": ["1.005"]}}, {}],
        {"credits": [{"fact": "sales", "value": "100", "shares": {"E1": "2/3", "E2": "1/3"}}]},
    ),
    (
        "raters",
        paying(
            "1000 * coefficient",
            facts={"manner": {**WORD, "take": "avg"}, "tone": {**WORD, "take": "median"}},
            kpis=[kpi(key, weight="1/2", curve=SCALE, levels=None) for key in ("manner", "tone")],
        ),
        [{"facts": {"manner": ["poor", "good", "good"], "tone": ["poor", "good"]}}],
        {},
    ),
]


@pytest.mark.parametrize(("plan", "everybody", "around"), named(CASES))
def test_every_node_follows_from_its_inputs(plan: Document, everybody: list[Document], around: dict[str, Any]) -> None:
    batch = people(plan, *everybody, **around)
    for row in range(batch.size):
        again = Recomputed(plan, trace_of(batch.sheet, row), 2)
        assert dangling(again.trace) == set()
        assert again.differences() == {}
        if batch.outcomes.of(row) != "blocked":
            assert again.number("/total") == Fraction(batch.total_minor(row), 100)
