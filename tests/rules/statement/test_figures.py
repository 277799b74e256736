"""What a statement shows beside a result, from one evaluation that also gives the result itself."""

from typing import Any

import pytest

from rules.facts import read_surroundings
from rules.facts.participants import read_participants
from rules.statement import Figures, RowMoney, statement_figures
from tests.rules.build import Document, compiled, kpi, named, one, paying


def figures(document: Document, **person: Any) -> Figures:
    """The figures of one participant."""
    found = statement_figures(compiled(document), read_participants([{"id": "E1", **person}], read_surroundings({})))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("parts", "floor", "cap"),
    named(
        [
            ("at target by default", {"levels": {"base": "0", "normal": "100", "target": "150"}}, "0", "1.5"),
            ("no target, no cap", {}, "0", None),
            ("numbers", {"curve": {"kind": "linear", "floor": "-0.5", "cap": "1.2"}}, "-0.5", "1.2"),
            ("none at all", {"curve": {"kind": "linear", "floor": None, "cap": None}}, None, None),
            (
                "two slopes end by themselves",
                {
                    "curve": {"kind": "two_slope", "max": "1.4"},
                    "levels": {"base": "0", "normal": "100", "target": "150"},
                },
                "0",
                "1.4",
            ),
        ]
    ),
)
def test_cuts_are_the_floor_and_cap_of_the_index(parts: Document, floor: str | None, cap: str | None) -> None:
    document = paying("100 * coefficient", kpis=[kpi(weight="1", **parts)])
    line = figures(document, facts={"revenue": "50"}).kpis["revenue"]
    assert (line.floor, line.cap) == (floor, cap)


def test_a_person_s_own_target_moves_the_cut() -> None:
    target = {"base": "0", "normal": "100", "target": "150"}
    document = paying("100 * coefficient", kpis=[kpi(weight="1", levels=target)], personal=["levels"])
    own = figures(document, facts={"revenue": "50"}, levels={"revenue": {"target": "300"}})
    assert own.kpis["revenue"].cap == "3"


def test_gates_tell_what_their_conditions_read() -> None:
    gate = {"key": "discipline", "when": "revenue.actual >= 10 and warned == 0", "scope": "total"}
    document = paying(
        "100 * coefficient",
        kpis=[kpi(weight="1")],
        inputs={"warned": {"kind": "number", "default": "0"}},
        gates=[{**gate, "otherwise": {"factor": "0"}}],
    )
    assert figures(document, facts={"revenue": "50"}).gates == {
        "discipline": (("revenue.actual", "50"), ("warned", "0"))
    }


def test_the_result_is_the_ordinary_one() -> None:
    document = paying("100 * coefficient", kpis=[kpi(weight="1")])
    found = figures(document, facts={"revenue": "50"})
    shown = {key: value for key, value in one(document, facts={"revenue": "50"}).items() if key not in ("id", "trace")}
    assert found.result == {**shown, "exact": {}}
    assert found.kpis["revenue"].money == "50.00"
    assert found.earned == RowMoney({"revenue": "50.00"}, ("pay",), "50.00")


def test_there_are_none_where_pay_depends_on_others() -> None:
    document = paying("total(revenue.actual)", kpis=[kpi(weight="1")])
    intake = read_participants([{"id": "E1", "facts": {"revenue": "5"}}], read_surroundings({}))
    assert statement_figures(compiled(document), intake) is None
