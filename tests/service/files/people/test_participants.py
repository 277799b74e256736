"""Files of participants: what each cell means, what is left as it is, and where problems point."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.files.people import ASSIGNMENTS, PARTICIPANTS, read_people
from service.files.people import read as reading
from service.files.tables.opened import TableOptions
from tests.service.files.people.samples import excel_file, found, people, refusal, values, wrong
from tests.service.files.samples import csv_file, workbook

JANUARY = date(2026, 1, 1)


def test_every_column_of_a_text_file(tmp_path: Path) -> None:
    text = (
        "participant,name,email,payroll_id,effective_from,salary,fund,fte,team,manager,currency,region,status,"
        "legal_entity,pay_group\n"
        "007,Anna Bond,anna@x.test,000123,2026-01-01,4200.50,1500,0.8,North,001,EUR,EMEA,active,ACME GmbH,sales\n"
    )
    assert values(people(tmp_path, text)) == {
        "007": {
            "name": "Anna Bond",
            "email": "anna@x.test",
            "payroll_id": "000123",
            "effective_from": "2026-01-01",
            "salary": "4200.50",
            "fund": "1500",
            "fte": "0.8",
            "team": "North",
            "manager": "001",
            "currency": "EUR",
            "region": "EMEA",
            "status": "active",
            "legal_entity": "ACME GmbH",
            "pay_group": "sales",
        }
    }


def test_an_empty_cell_is_left_and_none_takes_away(tmp_path: Path) -> None:
    text = (
        "participant,effective_from,fund,team,manager,email\nE1,2026-01-01,,(none),(None),\nE2,2026-01-01,(none),,,\n"
    )
    assert values(people(tmp_path, text)) == {
        "E1": {"effective_from": "2026-01-01", "team": None, "manager": None},
        "E2": {"effective_from": "2026-01-01", "fund": None},
    }


@pytest.mark.parametrize("dash", ["-", "–", "—", "−", "n/a", "N/A"])
@pytest.mark.parametrize("column", ["fund", "team", "manager", "email", "effective_from"])
def test_a_dash_is_not_guessed_at(tmp_path: Path, dash: str, column: str) -> None:
    file = people(tmp_path, f"participant,{column}\nE1,{dash}\n", JANUARY)
    assert wrong(file) == [("file.dash", f'line 2, column "{column}"')]
    assert [row.is_broken for row in file.rows] == [True]


def test_what_cannot_be_taken_away(tmp_path: Path) -> None:
    file = people(tmp_path, "participant,effective_from,fund\nE1,(none),5\n")
    assert wrong(file) == [("file.cannot_be_taken_away", 'line 2, column "effective_from"')]


def test_who_has_dated_values_needs_a_day(tmp_path: Path) -> None:
    text = "participant,name,team,effective_from\nE1,Anna,,\nE2,,North,\nE3,,North,2026-05-01\n"
    assert wrong(people(tmp_path, text)) == [("file.no_first_day", 'line 3, column "effective_from"')]
    given = values(people(tmp_path, text, JANUARY))
    assert [row.get("effective_from") for row in given.values()] == [None, "2026-01-01", "2026-05-01"]
    assert wrong(people(tmp_path, "participant,team\nE1,North\n")) == [("file.no_first_day", "line 2")]


def test_problems_name_every_cell(tmp_path: Path) -> None:
    rows = "E1,01.02.2026,42k,80%,North\nE2,2026-02-01,1,1,#N/A\n,2026-02-01,1,1,x\n"
    text = f"participant,effective_from,fund,fte,team\n{rows}"
    assert wrong(people(tmp_path, text)) == [
        ("file.not_a_date", 'line 2, column "effective_from"'),
        ("file.not_a_number", 'line 2, column "fund"'),
        ("file.not_a_number", 'line 2, column "fte"'),
        ("file.error_cell", 'line 3, column "team"'),
        ("file.empty_id", 'line 4, column "participant"'),
    ]


def test_a_percent_sign_says_how_to_write_the_share(tmp_path: Path) -> None:
    (problem,) = people(tmp_path, "participant,fte\nE1,80%\n", JANUARY).problems.listed
    assert problem.message == "a percent sign; write a share of 1: 0.8 for 80 %"


@pytest.mark.parametrize(
    ("text", "decimal", "fund"),
    [
        ("participant;fund\nE1;42000,50\n", None, "42000.50"),
        ("participant;fund\nE1;42000.50\n", None, "42000.50"),
        ("participant\tfund\nE1\t42000,50\n", "comma", "42000.50"),
        ('participant,fund\nE1,"42000,50"\n', "comma", "42000.50"),
        ("participant;fund\nE1;1,234\n", None, "file.ambiguous_number"),
        ('participant,fund\nE1,"1,234"\n', None, "file.ambiguous_number"),
        ("participant;fund\nE1;1,234\n", "comma", "1.234"),
        ("participant;fund\nE1;1.234,50\n", "comma", "file.not_a_number"),
    ],
)
def test_decimal_marks_are_never_guessed(tmp_path: Path, text: str, decimal: str | None, fund: str) -> None:
    file = people(tmp_path, text, JANUARY, decimal=decimal)
    assert [row.values.get("fund") for row in file.rows] == [None if fund.startswith("file.") else fund]
    assert wrong(file) == ([(fund, 'line 2, column "fund"')] if fund.startswith("file.") else [])


def test_old_code_pages_by_option(tmp_path: Path) -> None:
    file = people(tmp_path, "participant;name\nE1;Иван\n".encode("cp1251"), encoding="cp1251")
    assert values(file) == {"E1": {"name": "Иван"}}


def test_two_rows_of_one_person_name_both_places(tmp_path: Path) -> None:
    file = people(tmp_path, "participant,name\nE1,Anna\nE2,Boris\n\nE1,Anne\n")
    (problem,) = file.problems.listed
    assert (problem.code, problem.path) == ("file.duplicate_participant", "line 5")
    assert "line 2" in problem.message


def test_two_rows_of_one_person_in_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["participant", "name"], ["E1", "Anna"], ["E1", "Anne"]])
    (problem,) = read_people(path, PARTICIPANTS, TableOptions()).problems.listed
    assert (problem.path, "Sheet1!A2" in problem.message) == ("Sheet1!A3", True)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("Salary", "salary"),
        ("SALARY", "salary"),
        ("pay group", "pay_group"),
        ("Pay-Group", "pay_group"),
        ("e-mail", "email"),
        ("currecny", "currency"),
        ("legalentity", "legal_entity"),
    ],
)
def test_unknown_columns_name_the_nearest(tmp_path: Path, name: str, advice: str) -> None:
    (problem,) = refusal(csv_file(tmp_path, f"participant,{name}\nE1,x\n"))
    assert (problem.code, problem.path) == ("file.unknown_column", "line 1, cell 2")
    assert problem.message.endswith(f'did you mean "{advice}"?')


def test_a_column_like_no_other_lists_them_all(tmp_path: Path) -> None:
    (problem,) = refusal(workbook(tmp_path, [["participant", "xyzzy"], ["E1", 5]]))
    assert problem.path == "Sheet1!B1"
    assert "the columns are participant, name, email" in problem.message


def test_the_other_sort_of_file_is_recognised(tmp_path: Path) -> None:
    (problem,) = refusal(csv_file(tmp_path, "participant,plan,effective_from\nE1,b2b,2026-01-01\n"))
    assert problem.message.endswith("it is one of files of assignments (--of assignments)")
    problem = refusal(csv_file(tmp_path, "participant,salary\nE1,5\n"), ASSIGNMENTS)[0]
    assert problem.message.endswith("it is one of files of participants (--of participants)")


def test_headers_that_cannot_be_used(tmp_path: Path) -> None:
    assert found(refusal(csv_file(tmp_path, "id,name\nE1,Anna\n"))) == [("file.missing_column", "line 1")]
    assert found(refusal(csv_file(tmp_path, "participant,name,name\nE1,a,b\n"))) == [
        ("file.duplicate_column", "line 1, cell 3")
    ]
    assert found(refusal(csv_file(tmp_path, "participant,name\n"))) == [("file.no_rows", "")]
    assert found(refusal(csv_file(tmp_path, "participant,name,\nE1,Anna,x\n"))) == [
        ("file.unnamed_column", 'line 2, column ""')
    ]
    assert found(refusal(csv_file(tmp_path, "participant,name\nE1,Anna,x\n"))) == [("file.ragged_row", "line 2")]


def test_a_workbook_as_excel_writes_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["participant", "name", "payroll_id", "effective_from", "salary", "fte", "manager", "legal_entity"],
        ["007", "Anna", "000123", date(2026, 1, 1), 4200.5, 0.8, "001", 1001],
        [1002, "Boris", None, date(2026, 2, 28), 880000.0000000001, 1, 7, "North"],
    ]
    path = excel_file(tmp_path, rows, {3: "dd.mm.yyyy", 4: "#,##0.00", 5: "0%"})
    file = read_people(path, PARTICIPANTS, TableOptions())
    assert values(file) == {
        "007": {
            "name": "Anna",
            "payroll_id": "000123",
            "effective_from": "2026-01-01",
            "salary": "4200.5",
            "fte": "0.8",
            "manager": "001",
            "legal_entity": "1001",
        },
        "1002": {
            "name": "Boris",
            "effective_from": "2026-02-28",
            "salary": "880000",
            "fte": "1",
            "manager": "7",
            "legal_entity": "North",
        },
    }
    assert found(file.warnings.listed) == [
        ("file.numeric_id", "Sheet1!A3"),
        ("file.excel_rounded", "Sheet1!E3"),
        ("file.numeric_id", "Sheet1!G3"),
    ]


def test_wrong_cells_of_a_workbook(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["participant", "effective_from", "salary", "fte", "team", "email"],
        ["E1", 46023, date(2026, 1, 1), "80%", True, "anna\n@x.test"],
        ["E2", "31.12.2026", "4,200.50", "(none)", 1.5, None],
    ]
    path = excel_file(tmp_path, rows, {2: "dd.mm.yyyy"}, sheet="People 2026")
    assert wrong(read_people(path, PARTICIPANTS, TableOptions())) == [
        ("file.not_a_date", "'People 2026'!B2"),
        ("file.date_cell", "'People 2026'!C2"),
        ("file.not_a_number", "'People 2026'!D2"),
        ("file.not_a_word", "'People 2026'!E2"),
        ("file.not_a_word", "'People 2026'!F2"),
        ("file.not_a_date", "'People 2026'!B3"),
        ("file.not_a_number", "'People 2026'!C3"),
        ("file.not_a_word", "'People 2026'!E3"),
    ]


def test_the_example_of_the_template_is_passed_over(tmp_path: Path) -> None:
    file = people(tmp_path, "participant,name\n(example),Anna\nE1,Boris\n(Example),x\n")
    assert values(file) == {"E1": {"name": "Boris"}}
    assert found(file.warnings.listed) == [
        ("file.example_row", 'line 2, column "participant"'),
        ("file.example_row", 'line 4, column "participant"'),
    ]
    assert found(refusal(csv_file(tmp_path, "participant,name\n(example),Anna\n"))) == [("file.no_rows", "")]


def test_problems_are_counted_beyond_those_listed(tmp_path: Path) -> None:
    file = people(tmp_path, "participant,fund\n" + "".join(f"E{n},x\n" for n in range(1_500)), JANUARY)
    assert (file.problems.count, len(file.problems.listed)) == (1_500, 1_000)


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ROWS_MAX", 2)
    assert found(refusal(csv_file(tmp_path, "participant,name\nE1,a\nE2,b\nE3,c\n"))) == [("file.too_many_rows", "")]


def test_places_of_a_row_for_those_who_check_later(tmp_path: Path) -> None:
    file = people(tmp_path, "participant,manager\nE1,E2\n", JANUARY)
    (row,) = file.rows
    assert file.place(row, "manager") == 'line 2, column "manager"'
    assert file.place(row, "salary", "manager") == 'line 2, column "manager"'
    assert file.place(row, "salary") == "line 2"
