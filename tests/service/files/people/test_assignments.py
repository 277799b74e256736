"""Files of assignments: who is in which plan from when to when, with personal levels, weights and inputs."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.files.people import ASSIGNMENTS, read_people
from service.files.tables.opened import TableOptions
from tests.service.files.people.samples import assignments, excel_file, found, refusal, values, wrong
from tests.service.files.samples import csv_file


def test_every_column(tmp_path: Path) -> None:
    text = (
        "participant,plan,effective_from,effective_until,shadow,revenue.base,revenue.normal,revenue.target,"
        "revenue.weight,input.quota,input.region,input.senior\n"
        "007,b2b,2026-01-01,2027-01-01,TRUE,1,2.50,3,0.4,1000,EMEA,true\n"
        "E2,b2b,2026-01-01,(none),,(none),,,,,(none),\n"
    )
    assert values(assignments(tmp_path, text)) == {
        "007": {
            "plan": "b2b",
            "effective_from": "2026-01-01",
            "effective_until": "2027-01-01",
            "shadow": True,
            "revenue.base": "1",
            "revenue.normal": "2.50",
            "revenue.target": "3",
            "revenue.weight": "0.4",
            "input.quota": "1000",
            "input.region": "EMEA",
            "input.senior": True,
        },
        "E2": {
            "plan": "b2b",
            "effective_from": "2026-01-01",
            "effective_until": None,
            "revenue.base": None,
            "input.region": None,
        },
    }


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("5", "5"),
        ("0,5", "0.5"),
        ("-3", "-3"),
        ("A+", "A+"),
        ("2x", "2x"),
        ("false", False),
        ("level-2", "level-2"),
        ("'=SUM", "=SUM"),
    ],
)
def test_an_input_is_a_number_a_flag_or_a_word(tmp_path: Path, cell: str, meant: str | bool) -> None:
    text = f"participant;plan;effective_from;input.x\nE1;b2b;2026-01-01;{cell}\n"
    assert values(assignments(tmp_path, text))["E1"]["input.x"] == meant


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234", "file.ambiguous_number"),
        ("1.234,50", "file.not_a_number"),
        ("12 000", "file.not_a_number"),
        ("20%", "file.not_a_number"),
        ("-", "file.dash"),
        ("n/a", "file.dash"),
        ("#DIV/0!", "file.error_cell"),
    ],
)
def test_a_number_that_cannot_be_read_is_no_word(tmp_path: Path, cell: str, code: str) -> None:
    text = f"participant;plan;effective_from;input.x\nE1;b2b;2026-01-01;{cell}\n"
    assert wrong(assignments(tmp_path, text)) == [(code, 'line 2, column "input.x"')]


def test_a_weight_may_be_a_fraction(tmp_path: Path) -> None:
    text = "participant,plan,effective_from,revenue.weight\nE1,b2b,2026-01-01,1/3\n"
    assert values(assignments(tmp_path, text))["E1"]["revenue.weight"] == "1/3"


def test_every_assignment_names_its_plan_and_first_day(tmp_path: Path) -> None:
    file = assignments(tmp_path, "participant,plan,effective_from\nE1,,2026-01-01\nE2,b2b,\n")
    assert wrong(file) == [
        ("file.empty_cell", 'line 2, column "plan"'),
        ("file.no_first_day", 'line 3, column "effective_from"'),
    ]
    assert found(refusal(csv_file(tmp_path, "participant,effective_from\nE1,2026-01-01\n"), ASSIGNMENTS)) == [
        ("file.missing_column", "line 1, cell 1")
    ]


def test_one_day_for_all(tmp_path: Path) -> None:
    file = assignments(tmp_path, "participant,plan\nE1,b2b\nE1,spiff\n", date(2026, 4, 1))
    assert wrong(file) == []
    assert [dict(row.values) for row in file.rows] == [
        {"plan": "b2b", "effective_from": "2026-04-01"},
        {"plan": "spiff", "effective_from": "2026-04-01"},
    ]


def test_one_assignment_twice_names_both_places(tmp_path: Path) -> None:
    text = "participant,plan,effective_from\nE1,b2b,2026-01-01\nE1,b2b,2026-07-01\nE1,b2b,2026-01-01\n"
    (problem,) = assignments(tmp_path, text).problems.listed
    assert (problem.code, problem.path) == ("file.duplicate_assignment", "line 4")
    assert "line 2" in problem.message


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("revenue.norml", "revenue.normal"),
        ("Revenue.Normal", "revenue.normal"),
        ("inputs.quota", "input.quota"),
        ("effective_to", "effective_from"),
        ("effective_untill", "effective_until"),
        ("Plan", "plan"),
    ],
)
def test_unknown_columns_name_the_nearest(tmp_path: Path, name: str, advice: str) -> None:
    text = f"participant,plan,{name}\nE1,b2b,x\n" if name != "Plan" else "participant,Plan\nE1,x\n"
    problem = refusal(csv_file(tmp_path, text), ASSIGNMENTS)[0]
    assert problem.code == "file.unknown_column"
    assert problem.message.endswith(f'did you mean "{advice}"?')


@pytest.mark.parametrize("name", ["xyzzy", "revenue.xyzzy", "Ö.normal", f"{'x' * 49}.normal", "a__b.normal", "input."])
def test_names_that_are_no_columns(tmp_path: Path, name: str) -> None:
    (problem,) = refusal(csv_file(tmp_path, f"participant,plan,{name}\nE1,b2b,x\n"), ASSIGNMENTS)
    assert problem.code == "file.unknown_column"


def test_a_percent_sign_in_a_level_is_in_the_unit_of_the_plan(tmp_path: Path) -> None:
    text = "participant,plan,effective_from,margin.normal,margin.weight\nE1,b2b,2026-01-01,22%,40%\n"
    level, weight = (problem.message for problem in assignments(tmp_path, text).problems.listed)
    assert "unit in which the plan measures" in level
    assert "0.8 for 80 %" in weight


def test_a_workbook_as_excel_writes_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [
            "participant",
            "plan",
            "effective_from",
            "effective_until",
            "shadow",
            "revenue.weight",
            "input.quota",
            "input.x",
        ],
        ["007", "b2b", date(2026, 1, 1), date(2027, 1, 1), True, 0.4, 1000],
        ["E2", "b2b", date(2026, 1, 1), "(none)", "false", None, True],
        ["E3", "b2b", date(2026, 1, 1), None, None, None, None, date(2026, 1, 1)],
    ]
    path = excel_file(tmp_path, rows, {2: "dd.mm.yyyy", 3: "dd.mm.yyyy", 5: "0%", 7: "dd.mm.yyyy"})
    file = read_people(path, ASSIGNMENTS, TableOptions())
    assert wrong(file) == [("file.date_cell", "Sheet1!H4")]
    assert [dict(row.values) for row in file.rows][:2] == [
        {
            "plan": "b2b",
            "effective_from": "2026-01-01",
            "effective_until": "2027-01-01",
            "shadow": True,
            "revenue.weight": "0.4",
            "input.quota": "1000",
        },
        {"plan": "b2b", "effective_from": "2026-01-01", "effective_until": None, "shadow": False, "input.quota": True},
    ]
