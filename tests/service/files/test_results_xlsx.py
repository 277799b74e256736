"""Results as a workbook, read back with a spreadsheet reader."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from service.files.refused import FileRefused
from service.files.results import open_results_writer, xlsx_file
from service.files.tables.spreadsheets import is_exact
from service.files.tables.xlsx_cells import excel_number
from tests.service.files.result_samples import HEAD, TOTALS, finding, result


def written(folder: Path, results: list[dict[str, Any]]) -> Path:
    path = folder / "results.xlsx"
    with open_results_writer(path, HEAD) as writer:
        writer.write(results)
        writer.finish(TOTALS)
    return path


def rows_of(path: Path, sheet: str = "Results") -> list[list[Any]]:
    with CalamineWorkbook.from_path(path) as book:
        return book.get_sheet_by_name(sheet).to_python()


def sheet_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def test_amounts_are_numbers_and_everything_else_is_text(tmp_path: Path) -> None:
    paid = result(
        "007", [("kpi_bonus", "1234.50"), ("growth", "-12.00")], "1222.50", coefficient="0.890833333333", rating="A+"
    )
    blocked = result(
        "E2", [("kpi_bonus", None)], outcome="blocked", problems=[finding("fact.missing", "send it", "/facts/x")]
    )
    header, first, second = rows_of(written(tmp_path, [paid, blocked]))
    assert header[:9] == ["participant", "outcome", "reasons", "coefficient", "rating", *HEAD.components, "total"]
    assert first == ["007", "paid", "", 0.890833333333, "A+", 1234.5, -12.0, "", 1222.5, "EUR", "", ""]
    assert second == ["E2", "blocked", "", "", "", "", "", "", "", "EUR", "fact.missing (/facts/x): send it", ""]


def test_the_layout_helps_the_reader(tmp_path: Path) -> None:
    path = written(tmp_path, [result("E1", [("growth", "5.00")], "5.00")])
    xml = sheet_xml(path)
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2"' in xml
    assert '<autoFilter ref="A1:L2"/>' in xml
    assert xml.count("<col ") >= 5
    with zipfile.ZipFile(path) as package:
        styles = package.read("xl/styles.xml").decode()
    assert 'formatCode="#,##0.00"' in styles or 'numFmtId="4"' in styles


def test_the_summary_names_plan_engine_and_totals(tmp_path: Path) -> None:
    summary = dict(map(tuple, rows_of(written(tmp_path, []), "Summary")))
    assert summary["Plan key"] == "sales"
    assert summary["Plan hash"] == "ab12"
    assert summary["Plan version"] == ""
    assert (summary["Engine"], summary["Currency"]) == ("1.2.3", "EUR")
    assert (summary["People paid"], summary["People blocked"], summary["Total amount"]) == ("1", "0", "1234.50")


def test_nothing_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    hostile = ["=1+1", "{=1+1}", "http://example.com/x", "mailto:a@example.com", "internal:Results!A1", "1e5", "007"]
    path = written(tmp_path, [result(text, rating=text) for text in hostile])
    assert [row[0] for row in rows_of(path)[1:]] == hostile
    assert [row[4] for row in rows_of(path)[1:]] == hostile
    assert "<f>" not in sheet_xml(path)
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "externalLink" in name or "sheet1.xml.rels" in name]


def test_amounts_a_spreadsheet_cannot_hold_stay_text(tmp_path: Path) -> None:
    exact, beyond = "9999999999999.99", "99999999999999.99"
    rows = rows_of(written(tmp_path, [result("E1", [("growth", exact)], beyond, coefficient="1069.123456789012")]))
    assert rows[1][3] == "1069.123456789012"
    assert rows[1][6] == 9999999999999.99
    assert rows[1][8] == beyond


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3).filter(lambda number: is_exact(f"{number:f}")))
def test_the_digits_of_an_exact_number_survive(number: Decimal) -> None:
    # What XlsxWriter puts into the file is the float's first 16 digits.
    stored = float(f"{float(f'{number:f}'):.16G}")
    assert Decimal(str(excel_number(stored).value)) == number


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        ("0.00", True),
        ("-123456789012.345", True),
        ("1234567890123.456", False),
        ("0.000000000001", True),
        ("1/3", False),
        ("", False),
    ],
)
def test_which_numbers_are_exact(number: str, exact: bool) -> None:
    assert is_exact(number) is exact


def test_long_texts_are_cut_visibly(tmp_path: Path) -> None:
    problems = [finding("fact.missing", "m" * 500, f"/facts/{n}") for n in range(100)]
    text = rows_of(written(tmp_path, [result("E1", outcome="blocked", problems=problems)]))[1][10]
    assert len(text) == 32_767
    assert text.endswith("(cut; the JSON output has all of it)")


def test_more_people_than_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "_ROWS_MAX", 3)
    assert len(rows_of(written(tmp_path, [result("E")] * 3))) == 4
    with pytest.raises(FileRefused) as refused:
        written(tmp_path, [result("E")] * 4)
    assert refused.value.problems[0].code == "file.too_many_rows"


def test_the_file_is_what_a_spreadsheet_expects(tmp_path: Path) -> None:
    xml = sheet_xml(written(tmp_path, [result("E1", [("growth", "5.10")], "5.10")]))
    assert re.search(r'<c r="G2" s="\d+"><v>5\.1</v></c>', xml)
