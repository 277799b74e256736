"""No text of anybody becomes a formula in a spreadsheet, in no field of no file; numbers stay numbers."""

import csv
import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from service.payments.formats import FileRefused, PaidLine, written_file
from service.payments.schemas.mappings import FORMATS_OF, Mapping
from tests.service.payments.formats.samples import ANN, HEAD, line, mapping

OWN = "A CSV file of one's own"
STARTS = ["=", "+", "-", "@", "\t", "\r"]
FIELDS = ["participant", "payroll_id", "name", "earning_code", "plan", "component", "cost_centre"]
CURRENCIES = {"adp": "USD", "gusto": "USD"}


def with_text(field: str, text: str, currency: str = "EUR") -> PaidLine:
    """A line with this in one of its texts."""
    of_person = {"participant": "external_id", "payroll_id": "payroll_id", "name": "name"}
    changed: dict[str, Any] = {of_person.get(field, field): text}
    person = replace(ANN, **changed) if field in of_person else ANN
    one = line(1, person, 1, currency=currency)
    return one if field in of_person else replace(one, **changed)


def attacked(start: str, field: str, currency: str = "EUR") -> PaidLine:
    """A line with a formula in one of its texts."""
    return with_text(field, f"{start}HYPERLINK(1)", currency)


def written(lines: list[PaidLine], how: Mapping) -> bytes | None:
    """The file; None where a text was refused."""
    try:
        return written_file(lines, how, FORMATS_OF[how.kind][0], HEAD).content
    except FileRefused as refused:
        codes = {problem.code for problem in refused.problems}
        return None if codes & {"export.text", "export.no_code", "export.no_name"} else b""


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_csv_file_holds_no_formula(start: str, field: str) -> None:
    how = mapping(OWN, columns=[{"title": "T", "field": field}, {"title": "A", "field": "amount"}])
    content = written([attacked(start, field)], how)
    if field != "name":
        assert content is None
        return
    assert content is not None
    (cell, amount) = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";"))[1]
    assert (cell[0] == "'" or start in "\t\r", cell[0] in STARTS, amount) == (True, False, "0,01")


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("title", ["ADP Paydata", "Gusto", "DATEV LODAS", "SAP infotype 0015"])
@pytest.mark.parametrize("field", ["payroll_id", "name", "cost_centre", "earning_code"])
def test_files_of_programs_hold_no_formula(start: str, title: str, field: str) -> None:
    kind = mapping(title).kind
    shown = {"adp": {"temp_dept": True}, "datev_lodas": {"cost_centre": True}}
    content = written([attacked(start, field, CURRENCIES.get(kind, "EUR"))], mapping(title, **shown.get(kind, {})))
    assert content != b""
    assert b"HYPERLINK" not in (content or b"")


@pytest.mark.parametrize("start", STARTS)
def test_fixed_texts_of_a_mapping_are_no_formulas(start: str) -> None:
    for columns in ([{"title": f"{start}1", "field": "amount"}], [{"title": "T", "constant": f"{start}1"}]):
        with pytest.raises(ValidationError):
            mapping(OWN, columns=columns)
    with pytest.raises(ValidationError):
        mapping(OWN, codes={"BONUS": f"{start}1"})


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers() -> None:
    how = mapping(OWN, columns=[{"title": f, "field": f, "optional": True} for f in [*FIELDS, "amount", "line"]])
    lines = [replace(attacked("=", field), number=n) for n, field in enumerate(FIELDS, start=1)]
    file = written_file([*lines, replace(lines[0], minor=10**17)], how, "xlsx", HEAD)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.content)).get_sheet_by_index(0).to_python()
    for number, field in enumerate(FIELDS):
        assert rows[number + 1][number] == "=HYPERLINK(1)", field
        assert rows[number + 1][-2:] == [0.01, number + 1]
    assert rows[-1][-2] == "1000000000000000.00"
    with zipfile.ZipFile(io.BytesIO(file.content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert file == written_file([*lines, replace(lines[0], minor=10**17)], how, "xlsx", HEAD)


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=12), field=st.sampled_from(FIELDS))
def test_whatever_is_written_starts_like_no_formula(text: str, field: str) -> None:
    how = mapping(OWN, columns=[{"title": "T", "field": field}], encoding="utf-8")
    content = written([with_text(field, text)], how)
    if content is None:
        return
    (cell,) = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";"))[1]
    assert not cell.startswith(tuple(STARTS))
    assert field == "name" or cell == text
