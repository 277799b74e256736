"""What is said of a percent sign: 2 % is 0.02 of an input or a weight, but 2 of a KPI that is measured in percent."""

from dataclasses import replace
from pathlib import Path

import pytest

from rules import compile_plan
from service.cli.facts_source import layout_of
from service.files.facts import read_facts
from tests.rules.build import plan
from tests.service.files.samples import LAYOUT, csv_file

IN_PERCENT = replace(LAYOUT, percents=frozenset({"revenue"}))


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("fund", "0.02 for 2 %"),
        ("margin.weight", "0.02 for 2 %"),
        ("cost_centre.north", "0.02 for 2 %"),
        ("revenue", "12 for 12 %"),
        ("revenue.normal", "12 for 12 %"),
        ("prior.revenue", "12 for 12 %"),
        ("profit", "in the unit in which the plan measures it"),
        ("margin.normal", "in the unit in which the plan measures it"),
    ],
)
def test_the_advice_is_that_of_what_the_column_is_for(tmp_path: Path, name: str, advice: str) -> None:
    wide = csv_file(tmp_path, f"participant,{name}\nE1,2 %\n", "wide.csv")
    long = csv_file(tmp_path, f"participant,key,date,value\nE1,{name},,2 %\n", "long.csv")
    for path in (wide, long):
        [intake] = read_facts(path, IN_PERCENT)
        [[problem]] = intake.problems.values()
        assert problem.code == "file.not_a_number"
        assert problem.message.startswith("a percent sign; ")
        assert advice in problem.message


def test_a_plan_says_what_is_measured_in_percent() -> None:
    kpis = [
        {"key": "margin", "unit": "%"},
        {"key": "quality", "unit": "%", "value": "audited"},
        {"key": "held", "unit": "%", "value": "sold / market * 100"},
        {"key": "sales", "unit": "EUR"},
    ]
    facts = {key: {"take": "last"} for key in ("audited", "sold", "market")}
    names = layout_of(compile_plan(plan(kpis=kpis, facts=facts))).percents
    assert names == {"margin", "quality", "audited", "held"}
