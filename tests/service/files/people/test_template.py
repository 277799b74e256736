"""Templates: they name every column, help while typing, and are read as files without rows."""

import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from service.files.people import ASSIGNMENTS, PARTICIPANTS, PeopleShape, write_csv_template, write_xlsx_template
from tests.service.files.people.samples import found, people, refusal, values

SHAPES = pytest.mark.parametrize("shape", [PARTICIPANTS, ASSIGNMENTS], ids=lambda shape: shape.what)


def xlsx_template(folder: Path, shape: PeopleShape, plans: tuple[str, ...] = ()) -> Path:
    stream = io.BytesIO()
    write_xlsx_template(stream, shape, list(shape.columns.values()), plans)
    path = folder / "template.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def csv_template(folder: Path, shape: PeopleShape) -> Path:
    stream = io.BytesIO()
    write_csv_template(stream, list(shape.columns.values()))
    path = folder / "template.csv"
    path.write_bytes(stream.getvalue())
    return path


@SHAPES
def test_an_untouched_template_has_no_rows(tmp_path: Path, shape: PeopleShape) -> None:
    assert found(refusal(csv_template(tmp_path, shape), shape)) == [("file.no_rows", "")]
    assert found(refusal(xlsx_template(tmp_path, shape), shape)) == [("file.no_rows", "")]


def test_the_example_is_right_for_somebody_else(tmp_path: Path) -> None:
    text = csv_template(tmp_path, PARTICIPANTS).read_text("utf-8").replace("(example)", "E1")
    assert values(people(tmp_path, text)) == {
        "E1": {name: column.example for name, column in PARTICIPANTS.columns.items() if name != "participant"}
    }


@SHAPES
def test_the_workbook_explains_every_column(tmp_path: Path, shape: PeopleShape) -> None:
    book = CalamineWorkbook.from_path(xlsx_template(tmp_path, shape))
    assert book.sheet_names == [shape.sheet, "Explanations", "Lists"]
    explained = book.get_sheet_by_name("Explanations").to_python()
    assert [row[0] for row in explained[1 : len(shape.columns) + 1]] == list(shape.columns)
    assert all(row[1] and row[2] for row in explained[1 : len(shape.columns) + 1])


def test_cells_are_checked_while_somebody_types(tmp_path: Path) -> None:
    with zipfile.ZipFile(xlsx_template(tmp_path, ASSIGNMENTS, plans=("b2b", "spiff"))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        comments = package.read("xl/comments1.xml").decode()
    assert sheet.count("<dataValidation ") == 4
    assert '<dataValidation type="list"' in sheet
    assert "Lists!$B$1:$B$2" in sheet
    assert '<dataValidation type="date"' in sheet
    assert "takes it away" in comments
