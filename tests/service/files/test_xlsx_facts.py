"""Workbooks of facts: what a cell means, and where its problems point."""

import math
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from rules import parse_decimal
from service.files.facts import read_facts
from service.files.tables.xlsx_cells import excel_number, read_numbers
from tests.service.files.cells import shown
from tests.service.files.packages import sheet_xml, text_cell, with_sheet
from tests.service.files.samples import (
    LAYOUT,
    options,
    read_all,
    read_one,
    refusal,
    row_problems,
    row_warnings,
    workbook,
)


def test_every_kind_of_column(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["participant", "fund", "region", "senior", "revenue", "grade", "revenue.normal", "revenue.weight"],
        ["007", 42000, "EMEA", True, 1100000.5, "good", 10, 0.35],
        ["E2", "1.50", 7, "false", "n/a", "n/a", None, None],
    ]
    intake = read_one(workbook(tmp_path, rows))
    assert intake.ids == ["007", "E2"]
    assert shown(intake.inputs) == {"fund": ["42000", "1.50"], "region": ["EMEA", "7"], "senior": [True, False]}
    assert shown(intake.facts) == {"revenue": ["1100000.5", None], "grade": ["good", None]}
    assert intake.levels == {("revenue", "normal"): ["10", None]}
    assert intake.weights == {"revenue": ["0.35", None]}
    assert intake.not_applicable == {"revenue": [None, "n/a in the file"], "grade": [None, "n/a in the file"]}
    assert (intake.problems, intake.warnings) == ({}, {})


@pytest.mark.parametrize(
    ("stored", "meant", "warns"),
    [
        (880000.0000000001, "880000", True),
        (0.1 + 0.2, "0.3", True),
        (0.12, "0.12", False),
        (-1.5, "-1.5", False),
        (0.0, "0", False),
        (-0.0, "0", False),
        (999999999999999.0, "999999999999999", False),
        (1234567890123456.0, "1234567890123460", True),
        (1e17, "100000000000000000", False),
        (1e-13, "0", True),
        (5e-13, "0.000000000001", True),
        (-5e-13, "-0.000000000001", True),
        (0.0000123456789, "0.000012345679", True),
        (1e-12, "0.000000000001", False),
        (1 / 3, "0.333333333333", True),
        (2 / 3, "0.666666666667", True),
        (1.005, "1.005", False),
        (123456789.123456789, "123456789.123457", True),
    ],
)
def test_a_number_is_the_one_excel_shows(stored: float, meant: str, warns: bool) -> None:
    reading = excel_number(stored)
    assert (reading.value, reading.problem) == (meant, None)
    assert (reading.warning is not None) is warns
    assert read_numbers([stored], "point").values == [meant]


@pytest.mark.parametrize("stored", [math.nan, math.inf, -math.inf, 1e18, -1e18, 1e300])
def test_numbers_the_engine_does_not_know(stored: float) -> None:
    reading = excel_number(stored)
    assert reading.value is None
    assert reading.problem is not None
    assert read_numbers([stored], "point").problems == {0: reading.problem}


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_decimal_of_15_digits_survives_the_workbook(number: Decimal) -> None:
    reading = excel_number(float(number))
    assert isinstance(reading.value, str)
    assert Decimal(reading.value) == number
    assert reading.warning is None


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-9e17, max_value=9e17))
def test_every_cell_number_is_one_of_the_engine(stored: float) -> None:
    reading = excel_number(stored)
    assert isinstance(reading.value, str)
    meant = parse_decimal(reading.value)
    column = read_numbers([stored], "point")
    assert (column.values, column.warnings.get(0)) == ([reading.value], reading.warning)
    assert abs(meant - Fraction(stored)) <= max(abs(Fraction(stored)) / (2 * 10**14), Fraction(1, 2 * 10**12))


def test_a_computed_cell_is_its_shown_number_with_a_warning(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["participant", "revenue"],
        ["E1", ("=800000*1.1", 880000.0000000001)],
        ["E2", ("=1+1", 2)],
    ]
    intake = read_one(workbook(tmp_path, rows))
    assert shown(intake.facts) == {"revenue": ["880000", "2"]}
    assert row_warnings(intake) == {0: [("file.excel_rounded", "Sheet1!B2")]}


def test_ids_in_number_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["revenue", "participant"], [5, 7], [6, "007"]]
    intake = read_one(workbook(tmp_path, rows))
    assert intake.ids == ["7", "007"]
    assert row_warnings(intake) == {0: [("file.numeric_id", "Sheet1!B2")]}
    for bad in (7.5, 1e15, True, -math.pi):
        assert refusal(workbook(tmp_path, [["participant", "revenue"], ["E1", 5], [bad, 5]])) == [
            ("file.bad_id", "Sheet1!A3")
        ]
    assert refusal(workbook(tmp_path, [["participant"], [7], ["7"]])) == [("file.duplicate_participant", "Sheet1!A3")]
    assert refusal(workbook(tmp_path, [["participant", "fund"], ["E1", 5], [None, 5]])) == [
        ("file.empty_id", "Sheet1!A3")
    ]


def test_cells_that_are_not_what_the_column_holds(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("My data")
    page.write_row(0, 0, ["participant", "revenue", "region", "senior"])
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, name in enumerate(("E1", "E2", "E3", "E4"), start=1):
        page.write_string(row, 0, name)
    page.write_datetime(1, 1, date(2026, 3, 1), day)
    page.write_datetime(1, 2, date(2026, 3, 1), day)
    page.write_boolean(2, 1, True)
    page.write_boolean(2, 2, True)
    page.write_number(2, 3, 1)
    page.write_string(3, 1, "12 %")
    page.write_number(3, 2, 1.5)
    page.write_datetime(3, 3, date(2026, 3, 1), day)
    page.write_string(4, 1, "1,234")
    book.close()
    assert row_problems(read_one(path)) == {
        0: [("file.date_cell", "'My data'!B2"), ("file.date_cell", "'My data'!C2")],
        1: [
            ("file.not_a_number", "'My data'!B3"),
            ("file.not_a_word", "'My data'!C3"),
            ("file.not_a_boolean", "'My data'!D3"),
        ],
        2: [
            ("file.not_a_number", "'My data'!B4"),
            ("file.not_a_word", "'My data'!C4"),
            ("file.date_cell", "'My data'!D4"),
        ],
        3: [("file.ambiguous_number", "'My data'!B5")],
    }


def test_text_cells_follow_the_declared_mark(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["participant", "revenue"], ["E1", "12,5"], ["E2", 12.5]])
    assert read_one(path, options(decimal="comma")).facts == {"revenue": ["12.5", "12.5"]}
    assert row_problems(read_one(path)) == {0: [("file.not_a_number", "Sheet1!B2")]}


def test_errors_and_formulas_without_a_result_are_not_missing(tmp_path: Path) -> None:
    cells = [
        '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="B3"><f>A1</f></c>',
        '<c r="B4"><f>A1</f><v></v></c>',
        '<c r="B5"><f>A1</f><v/></c>',
        '<c r="B6" t="str"><f>A1</f><v></v></c>',
        '<c r="B7"/>',
        '<c r="B8" t="str"><f>A1</f></c>',
        '<c r="B9" t="e"><v>#N/A</v></c>',
        '<c r="B10"><f t="shared" si="0"/><v>5</v></c>',
    ]
    rows = "".join(f'<row r="{n}">{text_cell(f"A{n}", f"E{n}")}{cell}</row>' for n, cell in enumerate(cells, start=2))
    intake = read_one(with_sheet(tmp_path, sheet_xml(rows)))
    without_value = "file.formula_without_value"
    failed = ["file.error_cell", *[without_value] * 3, None, None, without_value, "file.error_cell"]
    assert shown(intake.facts) == {"revenue": [*failed, "5"]}
    assert row_problems(intake) == {
        0: [("file.error_cell", "Sheet1!B2")],
        1: [(without_value, "Sheet1!B3")],
        2: [(without_value, "Sheet1!B4")],
        3: [(without_value, "Sheet1!B5")],
        6: [(without_value, "Sheet1!B8")],
        7: [("file.error_cell", "Sheet1!B9")],
    }


def test_an_id_that_is_an_error_refuses_the_file(tmp_path: Path) -> None:
    rows = '<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'
    assert refusal(with_sheet(tmp_path, sheet_xml(rows))) == [("file.error_cell", "Sheet1!A2")]


def test_a_table_may_stand_anywhere_and_end_in_blank_rows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [],
        [],
        [None, None, "participant", "revenue", None],
        [],
        [None, None, "E1", "abc", None],
        [None, None, "", " ", None],
        [],
        [None, None, "E2", 5, None],
        [None, None, None, None, ""],
    ]
    intake = read_one(workbook(tmp_path, rows))
    assert intake.ids == ["E1", "E2"]
    assert row_problems(intake) == {0: [("file.not_a_number", "Sheet1!D5")]}


def test_merged_cells_with_a_value_are_refused(tmp_path: Path) -> None:
    def merged(ref: str, name: str = "E1") -> Path:
        rows = f'<row r="2">{text_cell("A2", name)}<c r="B2"><v>5</v></c></row><row r="9">{text_cell("A9", "E2")}</row>'
        return with_sheet(tmp_path, sheet_xml(rows, f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'))

    assert refusal(merged("B2:B3")) == [("file.merged_cells", "Sheet1!B2")]
    assert refusal(merged("A1:B1")) == [("file.merged_cells", "Sheet1!A1")]
    assert read_one(merged("A20:B30")).ids == ["E1", "E2"]
    assert read_one(merged("A4:B5")).ids == ["E1", "E2"]
    assert read_one(merged("B2:B2")).ids == ["E1", "E2"]


def test_sheets(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, person in (("Hidden", "H"), ("Mar<h> & 'co' 1", "M"), ("April", "A")):
        page = book.add_worksheet(name)
        page.write_column(0, 0, ["participant", person, person if name == "April" else None])
    book.get_worksheet_by_name("April").activate()
    book.get_worksheet_by_name("Hidden").hide()
    book.close()
    assert read_one(path).ids == ["M"]
    assert read_one(path, options(sheet="Hidden")).ids == ["H"]
    assert refusal(path, options(sheet="April")) == [("file.duplicate_participant", "April!A3")]
    assert refusal(path, options(sheet="May")) == [("file.no_such_sheet", "")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], [("file.empty", "")]),
        ([["", " "]], [("file.empty", "")]),
        ([["name", "revenue"], ["E1", 5]], [("file.missing_column", "Sheet1!A1")]),
        ([["participant", "revenue"]], [("file.no_rows", "")]),
        ([["participant", "revenu"], ["E1", 5]], [("file.unknown_column", "Sheet1!B1")]),
        ([["participant", 2026], ["E1", 5]], [("file.unknown_column", "Sheet1!B1")]),
        ([["participant", "revenue", "revenue"], ["E1", 5, 6]], [("file.duplicate_column", "Sheet1!C1")]),
        ([["participant", None, "revenue"], ["E1", 5, 6]], [("file.unnamed_column", "Sheet1!B2")]),
        ([["participant", "revenue"], ["E1", 5], ["E2", 5], ["E1", 6]], [("file.duplicate_participant", "Sheet1!A4")]),
    ],
)
def test_sheets_that_are_refused_as_a_whole(
    tmp_path: Path, rows: list[list[Any]], expected: list[tuple[str, str]]
) -> None:
    assert refusal(workbook(tmp_path, rows)) == expected


def test_chunks_and_progress(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["participant", "revenue"], *([f"E{row}", row] for row in range(5))]
    path = workbook(tmp_path, rows)
    assert [part.facts["revenue"] for part in read_all(path, options(2))] == [["0", "1"], ["2", "3"], ["4"]]
    seen: list[tuple[int, int]] = []
    assert list(read_facts(path, LAYOUT, options(2), lambda done, total: seen.append((done, total))))
    assert seen == [(3, 6), (5, 6), (6, 6)]


def test_cells_without_a_reference_follow_one_another(tmp_path: Path) -> None:
    texts = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("E1", "n/a"))
    rows = f"<row>{texts}</row><row>{texts.replace('E1', 'E2').replace('n/a', 'x')}</row>"
    broken = '<row><c t="inlineStr"><is><t>E3</t></is></c><c t="e"><v>#N/A</v></c></row>'
    intake = read_one(with_sheet(tmp_path, sheet_xml(rows + broken)))
    assert intake.ids == ["E1", "E2", "E3"]
    assert intake.not_applicable == {"revenue": ["n/a in the file", None, None]}
    assert row_problems(intake) == {1: [("file.not_a_number", "Sheet1!B3")], 2: [("file.error_cell", "Sheet1!B4")]}


def test_prefixed_xml_is_read_the_same(tmp_path: Path) -> None:
    xml = sheet_xml(f'<row r="2">{text_cell("A2", "E1")}<c r="B2" t="e"><v>#N/A</v></c></row>')
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")
    assert row_problems(read_one(with_sheet(tmp_path, prefixed))) == {0: [("file.error_cell", "Sheet1!B2")]}
