"""Long files: one row an observation."""

from datetime import date, time, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from service.files.facts import FactsOptions
from tests.service.files.samples import (
    csv_file,
    files_of_at_most,
    options,
    read_all,
    read_one,
    refusal,
    row_problems,
    row_warnings,
    workbook,
)

HEADER = "participant,key,date,value,source_id,revision\n"


def observed(intake_facts: dict[str, list[Any]], key: str) -> list[Any]:
    """The values of the observations of one fact, person by person."""
    return [None if cell is None else [seen["value"] for seen in cell] for cell in intake_facts[key]]


def test_rows_are_gathered_by_person_in_the_order_of_ids(tmp_path: Path) -> None:
    rows = "E2,revenue,2026-03-02,7,,\nE10,revenue,2026-03-01,1.50,d1,\nE2,revenue,2026-03-01,5,,\nE2,fund,,100,,\n"
    intake = read_one(csv_file(tmp_path, HEADER + rows))
    assert intake.ids == ["E10", "E2"]
    assert intake.inputs == {"fund": [None, "100"]}
    source = "file:facts.csv"
    assert intake.facts == {
        "revenue": [
            [{"value": "1.50", "source": source, "date": "2026-03-01", "source_id": "d1", "revision": 0}],
            [
                {"value": "5", "source": source, "date": "2026-03-01"},
                {"value": "7", "source": source, "date": "2026-03-02"},
            ],
        ]
    }


def test_every_kind_of_key(tmp_path: Path) -> None:
    rows = [
        "E1,senior,,true,,",
        "E1,region,,EMEA,,",
        "E1,grade,2026-03-31,good,,",
        "E1,revenue.normal,,1000,,",
        "E1,revenue.weight,,0.5,,",
        "E1,prior.revenue,2026-02-28,9,,",
        "E1,margin,,n/a,,",
        "E1,revenue,,,,",
    ]
    intake = read_one(csv_file(tmp_path, HEADER + "\n".join(rows)))
    assert intake.inputs == {"senior": [True], "region": ["EMEA"]}
    assert observed(intake.facts, "grade") == [["good"]]
    assert "revenue" not in intake.facts
    assert intake.levels == {("revenue", "normal"): ["1000"]}
    assert intake.weights == {"revenue": ["0.5"]}
    assert observed(intake.prior_facts, "revenue") == [["9"]]
    assert intake.not_applicable == {"margin": ["n/a in the file"]}
    assert intake.problems == {}


def test_a_person_with_nothing_but_empty_cells_is_still_there(tmp_path: Path) -> None:
    intake = read_one(csv_file(tmp_path, HEADER + "E1,revenue,2026-03-01,,,\n"))
    assert (intake.ids, intake.facts) == (["E1"], {})


def test_the_highest_revision_of_a_source_id_counts(tmp_path: Path) -> None:
    rows = [
        "E1,revenue,2026-03-01,5,d1,1",
        "E1,revenue,2026-03-09,7,d1,3",
        "E1,revenue,2026-03-02,6,d1,2",
        "E1,revenue,2026-03-02,1,d2,",
        "E1,profit,2026-03-01,3,d1,1",
        "E1,grade,2026-03-01,bad,,1",
        "E1,grade,2026-03-01,good,,2",
        "E1,grade,2026-03-02,fair,,1",
    ]
    for order in (rows, rows[::-1]):
        intake = read_one(csv_file(tmp_path, HEADER + "\n".join(order)))
        assert observed(intake.facts, "revenue") == [["1", "7"]]
        assert observed(intake.facts, "profit") == [["3"]]
        assert observed(intake.facts, "grade") == [["good", "fair"]]


def test_the_order_of_rows_means_nothing(tmp_path: Path) -> None:
    rows = ["E2,revenue,2026-03-01,5,b,", "E1,fund,,1,,", "E2,revenue,2026-03-01,6,a,", "E1,revenue,,3,,"]
    intakes = [read_one(csv_file(tmp_path, HEADER + "\n".join(order))) for order in permutations(rows)]
    assert all(intake == intakes[0] for intake in intakes)


def test_bad_cells_block_their_person(tmp_path: Path) -> None:
    rows = [
        "E1,revenue,31.03.2026,5,,",
        "E1,revenue,2026-02-30,6,,",
        "E1,revenue,2026-W01-1,7,,",
        "E2,revenue,2026-03-01,12%,,",
        "E3,revenue,2026-03-01,5,d1,one",
        "E4,revenue,n/a,5,,",
        "E5,profit,,n/a,,",
    ]
    intake = read_one(csv_file(tmp_path, HEADER + "\n".join(rows)))
    assert row_problems(intake) == {
        0: [("file.not_a_date", f'line {line}, column "date"') for line in (2, 3, 4)],
        1: [("file.not_a_number", 'line 5, column "value"')],
        2: [("file.bad_revision", 'line 6, column "revision"')],
        3: [("file.not_a_date", 'line 7, column "date"')],
        4: [("file.not_applicable_here", 'line 8, column "value"')],
    }


@pytest.mark.parametrize("revision", ["-1", "1.5", "n/a", "9" * 18 + ".5", "+1"])
def test_a_revision_is_a_whole_number(tmp_path: Path, revision: str) -> None:
    intake = read_one(csv_file(tmp_path, HEADER + f"E1,revenue,,5,d1,{revision}\n"))
    assert row_problems(intake) == {0: [("file.bad_revision", 'line 2, column "revision"')]}


def test_only_facts_may_come_more_than_once(tmp_path: Path) -> None:
    rows = ["E1,fund,2026-03-01,5,,", "E1,fund,2026-03-02,6,,", "E2,revenue,2026-03-01,5,,", "E2,revenue,,n/a,,"]
    intake = read_one(csv_file(tmp_path, HEADER + "\n".join(rows)))
    assert row_problems(intake) == {0: [("file.several_values", "line 3")], 1: [("file.several_values", "line 4")]}
    assert (intake.inputs, intake.facts) == ({}, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADER, [("file.no_rows", "")]),
        ("participant,key,value\nE1,fund,5\n", [("file.missing_column", "line 1, cell 1")]),
        ("participant,key,date,value,note\n", [("file.unknown_column", "line 1, cell 5")]),
        ("participant,key,date,value,key\n", [("file.duplicate_column", "line 1, cell 5")]),
        (
            HEADER + "E1,revenu,,5,,\nE1,x.y,,5,,\nE2,revenu,,6,,\n",
            [("file.unknown_key", f'line {n}, column "key"') for n in (2, 3)],
        ),
        (HEADER + "E1,,,5,,\n", [("file.unknown_key", 'line 2, column "key"')]),
        (HEADER + ",revenue,,5,,\n", [("file.empty_id", 'line 2, column "participant"')]),
        (
            HEADER + "E1,revenue,2026-03-01,5,,\nE2,revenue,2026-03-01,5,,\nE1,revenue,2026-03-01,6,,\n",
            [("file.duplicate_row", "line 4")],
        ),
        (HEADER + "E1,revenue,,5,d1,1\nE1,revenue,,5,d1,1\n", [("file.duplicate_row", "line 3")]),
        (HEADER + "E1,fund,,5,,\nE1,fund,,5,,\n", [("file.duplicate_row", "line 3")]),
    ],
)
def test_files_that_are_refused_as_a_whole(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    for chunk_rows in (1, 100):
        assert refusal(csv_file(tmp_path, text), options(chunk_rows)) == expected


def test_unknown_keys_may_be_ignored(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER + "E1,calls,,5,,\nE1,revenue,,6,,\n")
    assert list(read_one(path, options(ignore_unknown=True)).facts) == ["revenue"]


def test_facts_outside_the_period_are_left_out(tmp_path: Path) -> None:
    rows = [
        f"E1,revenue,{day},{value},,"
        for value, day in enumerate(("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", ""))
    ]
    rows += ["E2,revenue,2026-02-01,9,,", "E2,prior.revenue,2026-02-01,9,,"]
    path = csv_file(tmp_path, HEADER + "\n".join(rows))
    march = read_one(path, FactsOptions(period=(date(2026, 3, 1), date(2026, 4, 1))))
    assert march.ids == ["E1", "E2"]
    assert observed(march.facts, "revenue") == [["4", "1", "2"], None]
    assert observed(march.prior_facts, "revenue") == [None, ["9"]]
    assert observed(read_one(path).facts, "revenue") == [["4", "0", "1", "2", "3"], ["9"]]


def test_people_come_in_chunks(tmp_path: Path) -> None:
    rows = [f"E{person},{key},,{person},," for key in ("revenue", "fund") for person in range(5)]
    path = csv_file(tmp_path, HEADER + "\n".join(rows))
    assert [intake.ids for intake in read_all(path, options(2))] == [["E0", "E1"], ["E2", "E3"], ["E4"]]
    assert [intake.inputs["fund"] for intake in read_all(path, options(2))] == [["0", "1"], ["2", "3"], ["4"]]


def test_a_long_workbook(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["participant", "key", "date", "value", "source_id", "revision"],
        [7, "revenue", "2026-03-01", 880000.0000000001, 12, 1],
        [7, "senior", None, True, None, None],
        [7, "fund", None, "1,5", None, None],
    ]
    intake = read_one(workbook(tmp_path, rows))
    assert intake.ids == ["7"]
    assert intake.inputs == {"senior": [True]}
    assert intake.facts["revenue"] == [
        [{"value": "880000", "source": "file:facts.xlsx", "date": "2026-03-01", "source_id": "12", "revision": 1}]
    ]
    assert row_warnings(intake) == {0: [("file.numeric_id", "Sheet1!A2"), ("file.excel_rounded", "Sheet1!D2")]}
    assert row_problems(intake) == {0: [("file.not_a_number", "Sheet1!D4")]}


def test_dates_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Sheet1")
    day, moment = (book.add_format({"num_format": pattern}) for pattern in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
    page.write_row(0, 0, ["participant", "key", "date", "value"])
    dates = (("E1", date(2026, 3, 1), day), ("E2", time(10, 30), moment), ("E3", timedelta(days=46082.5), moment))
    for row, (name, when, pattern) in enumerate(dates, start=1):
        page.write_row(row, 0, [name, "revenue"])
        page.write_datetime(row, 2, when, pattern)
        page.write_number(row, 3, row)
    page.write_row(4, 0, ["E4", "revenue", 46082, 4])
    book.close()
    intake = read_one(path)
    assert intake.facts["revenue"][0] == [{"value": "1", "source": "file:facts.xlsx", "date": "2026-03-01"}]
    assert row_problems(intake) == {row: [("file.not_a_date", f"Sheet1!C{row + 2}")] for row in (1, 2, 3)}


def test_no_room_for_temporary_data_is_a_refusal(tmp_path: Path) -> None:
    rows = "".join(f"E{row:0199d},revenue,2026-03-01,{row},{row},1\n" for row in range(60_000))
    path = csv_file(tmp_path, HEADER + rows)
    with files_of_at_most(4096):
        assert refusal(path, options(10_000)) == [("file.no_room", "")]
