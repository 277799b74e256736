"""From actual to index, in the order: curve, floor and cap, missing policy, gates."""

import pytest

from tests.rules.build import kpi, line, one, paying, people, plan


def test_raw_index_is_before_and_index_after_floor_and_cap() -> None:
    document = plan(kpis=[kpi(weight="1", curve={"kind": "linear", "floor": "0.2", "cap": "1.1"})])
    batch = people(document, *({"facts": {"revenue": text}} for text in ("10", "50", "200")))
    shown = [line(batch.result(row)) for row in range(3)]
    assert [(one_line["raw_index"], one_line["index"]) for one_line in shown] == [
        ("0.1", "0.2"), ("0.5", "0.5"), ("2", "1.1"),
    ]  # fmt: skip


def test_a_missing_index_of_zero_is_not_raised_to_the_floor() -> None:
    document = plan(kpis=[kpi(weight="1", missing="zero", curve={"kind": "linear", "floor": "0.5", "cap": None})])
    assert [one(document, facts=facts)["coefficient"] for facts in ({}, {"revenue": "0"})] == ["0", "0.5"]


def test_a_kpi_without_weight_has_an_index_where_it_has_both_levels_or_a_curve() -> None:
    steps = {"kind": "steps", "rows": [{"index": "0"}, {"from": "5", "index": "1"}]}
    document = paying(
        "100 * with_levels.index + 10 * with_curve.index",
        kpis=[
            kpi("with_levels"),
            kpi("with_curve", levels=None, curve=steps),
            kpi("only_normal", levels={"normal": "100"}),
        ],
    )
    result = one(document, facts={"with_levels": "50", "with_curve": "7", "only_normal": "30"})
    assert result["total"] == "60.00"
    assert line(result, "only_normal")["index"] is None
    assert line(result, "only_normal")["normal"] == "100"


PARTS = [
    ("actual", "180000.00"), ("base", "0.00"), ("normal", "100000.00"), ("target", "150000.00"),
    ("raw_index", "1800.00"), ("index", "1500.00"), ("weight", "250.00"), ("weighted_index", "375.00"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "total"), PARTS)
def test_later_formulas_read_every_part_of_a_kpi(name: str, total: str) -> None:
    revenue = kpi("revenue", weight="0.25", levels={"base": "0", "normal": "100", "target": "150"})
    document = paying(f"1000 * revenue.{name}", kpis=[revenue, kpi("quality", weight="0.75")])
    assert one(document, facts={"revenue": "180", "quality": "0"})["total"] == total
