"""A curve of one's own: a formula over actual, levels and inputs."""

import pytest

from tests.rules.build import codes, column, kpi, line, one, plan, refusals

CAUTIOUS = kpi(weight="1", levels={"base": "50", "normal": "100", "target": "200"},
               curve={"kind": "formula", "formula": "(actual - base) / (normal - base) if actual > base else 0",
                      "cap": "target"})  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "raw_index", "index"), [("40", "0", "0"), ("75", "0.5", "0.5"), ("100", "1", "1"), ("300", "5", "3")]
)
def test_the_formula_is_the_raw_index_and_the_cap_its_value_at_target(actual: str, raw_index: str, index: str) -> None:
    result = one(plan(kpis=[CAUTIOUS]), facts={"revenue": actual})
    assert (line(result)["raw_index"], line(result)["index"]) == (raw_index, index)


def test_it_has_neither_floor_nor_cap_unless_it_says_so() -> None:
    free = kpi(weight="1", levels=None, curve={"kind": "formula", "formula": "actual - 5"})
    assert [r["coefficient"] for r in column(plan(kpis=[free]), "revenue", ["0", "99"])] == ["-5", "94"]


def test_it_reads_inputs_of_the_person() -> None:
    own = kpi(weight="1", levels=None, curve={"kind": "formula", "formula": "actual / quota"})
    document = plan(kpis=[own], inputs={"quota": {"kind": "number"}})
    assert one(document, facts={"revenue": "3"}, inputs={"quota": "4"})["coefficient"] == "0.75"
    divided = one(document, facts={"revenue": "3"}, inputs={"quota": "0"})
    assert codes(divided["problems"]) == ["calc.division_by_zero"]


def test_a_level_that_the_kpi_does_not_have_is_an_unknown_name() -> None:
    own = kpi(weight="1", levels={"normal": "100"}, curve={"kind": "formula", "formula": "actual / base"})
    assert refusals(plan(kpis=[own])) == {"/kpis/0/curve/formula": "formula.unknown_name"}
