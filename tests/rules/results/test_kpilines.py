"""The KPI matrix of a person as text: what does not exist or could not be computed is null."""

from tests.rules.build import kpi, line, one, people, plan

FULL = kpi("revenue", weight="1/3", levels={"base": "0", "normal": "3", "target": "4"})


def test_a_full_line() -> None:
    result = one(plan(kpis=[FULL, kpi("quality", weight="2/3")]), facts={"revenue": "5", "quality": "0"})
    assert line(result) == {
        "key": "revenue", "actual": "5", "base": "0", "normal": "3", "target": "4", "raw_index": "1.666666666667",
        "index": "1.333333333333", "weight": "0.333333333333", "weighted_index": "0.444444444444",
        "plan_weight": "1/3", "state": "measured",
    }  # fmt: skip


def test_lines_stand_in_the_plan_s_order() -> None:
    result = one(plan(kpis=[kpi("b"), kpi("a"), kpi("c")]))
    assert [shown["key"] for shown in result["kpis"]] == ["b", "a", "c"]


def test_everybody_has_the_same_lines() -> None:
    batch = people(plan(kpis=[FULL, kpi("quality", weight="2/3")]), {}, {"facts": {"revenue": "5"}}, {"facts": {}})
    assert [len(result["kpis"]) for result in batch.results()] == [2, 2, 2]
    assert [line(result)["state"] for result in batch.results()] == ["missing", "measured", "missing"]


def test_states_say_why_an_actual_is_null() -> None:
    document = plan(kpis=[kpi("revenue", missing="carry_last")])
    batch = people(
        document,
        {"facts": {"revenue": "1"}},
        {},
        {"not_applicable": {"revenue": "leave"}},
        {"facts": {"revenue": "many"}},
        {"prior": {"facts": {"revenue": "7"}}},
    )
    shown = [line(result) for result in batch.results()]
    assert [(one_line["state"], one_line["actual"]) for one_line in shown] == [
        ("measured", "1"), ("missing", None), ("not_applicable", None), ("problem", None), ("carried", "7"),
    ]  # fmt: skip


def test_a_plan_without_kpis_has_no_lines() -> None:
    assert [result["kpis"] for result in people(plan(values={"x": "1"}), {}, {}).results()] == [[], []]
