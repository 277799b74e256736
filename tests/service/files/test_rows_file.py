"""Files with the rows of one fact: every line goes to its person, exactly as a call would send it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules import Intake
from service.files.facts import RowsSource, RowsStore, open_rows
from service.files.refused import FileRefused
from service.files.tables.opened import TableOptions
from tests.service.files.samples import csv_file, row_problems, row_warnings, workbook

FIELDS: Any = {"amount": "number", "product": "word", "fresh": "boolean"}
MARCH = (date(2026, 3, 1), date(2026, 4, 1))
HEAD = "participant,date,id,amount,product,fresh"


@contextmanager
def opened(path: Path, fact: str = "deals", *, ignore_unknown: bool = False) -> Iterator[RowsStore]:
    with open_rows(RowsSource(fact, path, FIELDS, ignore_unknown), TableOptions(), MARCH) as store:
        yield store


def put(path: Path, *ids: str, fact: str = "deals") -> Intake:
    """These people with their rows."""
    intake = Intake(list(ids))
    with opened(path, fact) as store:
        store.put_to(intake)
    return intake


def refusal(path: Path, **how: Any) -> list[tuple[str, str]]:
    def read() -> None:
        with opened(path, **how) as store:
            store.put_to(Intake(["E1"]))
            store.check()

    with pytest.raises(FileRefused) as refused:
        read()
    return [(problem.code, problem.path) for problem in refused.value.problems]


def test_every_line_is_a_row_of_its_person(tmp_path: Path) -> None:
    lines = ["E1,2026-03-05,d1,10.50,X,true", "E2,,,3,Y,false", "E1,2026-03-04,d2,-1,Y,FALSE"]
    intake = put(csv_file(tmp_path, "\n".join([HEAD, *lines, ""]), "deals.csv"), "E2", "E1", "E3")
    source = {"source": "file:deals.csv"}
    assert intake.facts == {
        "deals": [
            [{**source, "amount": "3", "product": "Y", "fresh": False}],
            [
                {**source, "date": "2026-03-05", "id": "d1", "amount": "10.50", "product": "X", "fresh": True},
                {**source, "date": "2026-03-04", "id": "d2", "amount": "-1", "product": "Y", "fresh": False},
            ],
            [],
        ]
    }
    assert (intake.problems, intake.warnings) == ({}, {})


def test_lines_outside_the_period_are_left_out_and_need_not_be_right(tmp_path: Path) -> None:
    lines = ["E1,2026-02-28,,much,X,true", "E1,2026-03-31,,1,X,true", "E1,2026-04-01,,2,X,true"]
    intake = put(csv_file(tmp_path, "\n".join([HEAD, *lines, ""])), "E1")
    assert [row["amount"] for row in intake.facts["deals"][0]] == ["1"]  # type: ignore[index,union-attr]
    assert intake.problems == {}


def test_a_row_that_a_correction_moved_out_of_the_period_does_not_count(tmp_path: Path) -> None:
    head = "participant,date,id,revision,amount,product,fresh"
    lines = [
        "E1,2026-03-05,d1,,1,X,true",
        "E1,2026-04-02,d1,1,much,X,true",
        "E1,2026-03-06,d2,2,2,X,true",
        "E1,2026-04-02,d2,1,2,X,true",
        "E1,2026-04-03,,7,2,X,true",
        "E9,2026-04-03,d9,1,2,X,true",
    ]
    path = csv_file(tmp_path, "\n".join([head, *lines, ""]))
    intake = put(path, "E1")
    assert [row["id"] for row in intake.facts["deals"][0]] == ["d2"]  # type: ignore[index,union-attr]
    assert intake.problems == {}
    with opened(path) as store:
        store.put_to(Intake(["E1"]))
        store.check()


def test_rows_of_earlier_periods_are_history_whatever_their_dates(tmp_path: Path) -> None:
    intake = put(csv_file(tmp_path, f"{HEAD}\nE1,2026-02-28,,7,X,true\n"), "E1", fact="prior.deals")
    assert [row["amount"] for row in intake.prior_facts["deals"][0]] == ["7"]  # type: ignore[index,union-attr]
    assert intake.facts == {}


def test_a_bad_cell_blocks_its_person_and_names_file_and_cell(tmp_path: Path) -> None:
    lines = ["E1,2026-03-05,,much,X,true", "E2,05.03.2026,,1,X,true", "E3,,,n/a,X,maybe", "E4,,,1,X,true"]
    intake = put(csv_file(tmp_path, "\n".join([HEAD, *lines, ""]), "deals.csv"), "E1", "E2", "E3", "E4")
    assert row_problems(intake) == {
        0: [("file.not_a_number", 'deals.csv: line 2, column "amount"')],
        1: [("file.not_a_date", 'deals.csv: line 3, column "date"')],
        2: [
            ("file.not_applicable_here", 'deals.csv: line 4, column "amount"'),
            ("file.not_a_boolean", 'deals.csv: line 4, column "fresh"'),
        ],
    }
    assert [type(cell).__name__ for cell in intake.facts["deals"]] == ["Problem", "Problem", "Problem", "list"]


def test_a_bad_word_and_an_empty_cell_name_their_line(tmp_path: Path) -> None:
    lines = ["E1,2026-03-05,,1,New,true", "E2,2026-03-05,,,new,true", "E3,2026-03-05,,1,new,true"]
    path = csv_file(tmp_path, "\n".join([HEAD, *lines, ""]), "deals.csv")
    source = RowsSource("deals", path, FIELDS, words={"product": ("new", "old")})
    intake = Intake(["E1", "E2", "E3"])
    with open_rows(source, TableOptions(), MARCH) as store:
        store.put_to(intake)
    assert row_problems(intake) == {
        0: [("fact.unknown_word", 'deals.csv: line 2, column "product"')],
        1: [("fact.field_missing", 'deals.csv: line 3, column "amount"')],
    }
    assert intake.problems[0][0].message == 'not one of the declared words; use one of "new", "old"'


def test_ids_in_number_cells_are_taken_with_a_warning(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["participant", "id", "amount", "product", "fresh"], ["E1", 7, 10, "X", True]]
    intake = put(workbook(tmp_path, rows, "deals.xlsx"), "E1")
    assert [row["id"] for row in intake.facts["deals"][0]] == ["7"]  # type: ignore[index,union-attr]
    [[(_, place)]] = row_warnings(intake).values()
    assert place == "deals.xlsx: Sheet1!B2"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("participant,amount,product", [("file.missing_column", "line 1, cell 1")]),
        (f"{HEAD},colour", [("file.unknown_column", "line 1, cell 7")]),
        (f"{HEAD},id", [("file.duplicate_column", "line 1, cell 7")]),
    ],
)
def test_a_header_that_is_not_of_the_fact(tmp_path: Path, head: str, found: list[tuple[str, str]]) -> None:
    assert refusal(csv_file(tmp_path, f"{head}\n")) == found


def test_columns_that_nobody_knows_can_be_passed_over(tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"{HEAD},colour\nE1,,,1,X,true,red\n")
    with opened(path, ignore_unknown=True) as store:
        intake = Intake(["E1"])
        store.put_to(intake)
    assert [sorted(row) for row in intake.facts["deals"][0]] == [  # type: ignore[union-attr]
        ["amount", "fresh", "product", "source"]
    ]


def test_lines_of_nobody_are_refused_at_the_end(tmp_path: Path) -> None:
    lines = ["E9,,,1,X,true", "E1,,,1,X,true", "E8,,,1,X,true", "E9,,,2,X,true"]
    assert refusal(csv_file(tmp_path, "\n".join([HEAD, *lines, ""]))) == [
        ("file.unknown_participant", 'line 2, column "participant"'),
        ("file.unknown_participant", 'line 4, column "participant"'),
    ]
