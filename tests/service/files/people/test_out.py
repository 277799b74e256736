"""People going out: what is written is read back as it was, from text files and from workbooks."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.files.people import (
    ASSIGNMENTS,
    PARTICIPANTS,
    PeopleColumn,
    PeopleCsv,
    PeopleShape,
    PeopleXlsx,
    Value,
    read_people,
)
from service.files.tables.opened import TableOptions
from tests.service.files.people.samples import values

TEXT = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=" '=+-@(none)/#"), min_size=1, max_size=12
).filter(lambda text: text == text.strip() and text.isprintable() and len(text.strip("'")) > 0)
NUMBER = st.decimals(min_value=0, max_value=10**12, places=2).map(lambda number: f"{number:f}")
DAY = st.dates(min_value=date(1, 1, 1)).map(date.isoformat)


def columns_of(shape: PeopleShape, *keyed: str) -> list[PeopleColumn]:
    found = [shape.column(name) for name in (*shape.columns, *keyed)]
    return [column for column in found if column is not None]


def csv_of(columns: Sequence[PeopleColumn], rows: list[Mapping[str, Value]], **how: Any) -> bytes:
    stream = io.BytesIO()
    out = PeopleCsv(stream, columns, **how)
    out.write(rows)
    out.finish()
    return stream.getvalue()


def xlsx_of(name: str, columns: Sequence[PeopleColumn], rows: list[Mapping[str, Value]]) -> bytes:
    stream = io.BytesIO()
    out = PeopleXlsx(stream, name, columns)
    try:
        out.write(rows)
        out.finish()
    finally:
        out.release()
    return stream.getvalue()


def read_back(folder: Path, shape: PeopleShape, content: bytes, ending: str) -> dict[str, dict[str, Any]]:
    path = folder / f"people.{ending}"
    path.write_bytes(content)
    return values(read_people(path, shape, TableOptions()))


ANNA: dict[str, Value] = {
    "participant": "007",
    "name": "=HYPERLINK(1)",
    "email": "anna@x.test",
    "payroll_id": "000123",
    "effective_from": "2026-01-01",
    "salary": "4200.50",
    "fund": "123456789012345678",
    "fte": "0.8",
    "team": "-",
    "manager": "001",
    "currency": "EUR",
    "region": "(none)",
    "status": "#N/A",
    "legal_entity": "1001",
    "pay_group": '\'t Hooft, "Söhne"; Co',
}


def without_id(row: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in row.items() if name != "participant"}


@pytest.mark.parametrize("decimal", ["point", "comma"])
def test_participants_as_csv(tmp_path: Path, decimal: str) -> None:
    content = csv_of(columns_of(PARTICIPANTS), [ANNA, {"participant": "+1"}], decimal=decimal)
    assert content.startswith("\ufeffparticipant".encode())
    assert b"'=HYPERLINK" in content
    assert read_back(tmp_path, PARTICIPANTS, content, "csv") == {"007": without_id(ANNA), "+1": {}}


def test_participants_as_a_workbook(tmp_path: Path) -> None:
    content = xlsx_of("Participants", columns_of(PARTICIPANTS), [ANNA, {"participant": "+1"}])
    found = read_back(tmp_path, PARTICIPANTS, content, "xlsx")
    assert found == {"007": {**without_id(ANNA), "salary": "4200.5"}, "+1": {}}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_assignments(tmp_path: Path, ending: str) -> None:
    columns = columns_of(ASSIGNMENTS, "revenue.normal", "revenue.weight", "input.quota", "input.code", "input.senior")
    row: dict[str, Value] = {
        "participant": "007",
        "plan": "b2b",
        "effective_from": "2026-01-01",
        "shadow": True,
        "revenue.normal": "1000000.5",
        "revenue.weight": "0.35",
        "input.quota": "-12.5",
        "input.code": "007",
        "input.senior": False,
    }
    content = csv_of(columns, [row]) if ending == "csv" else xlsx_of("Assignments", columns, [row])
    assert read_back(tmp_path, ASSIGNMENTS, content, ending) == {"007": without_id(row)}


ROWS = st.lists(
    st.fixed_dictionaries(
        {"participant": TEXT.filter(lambda text: text.lower() != "(example)")},
        optional={"name": TEXT, "team": TEXT, "manager": TEXT, "fund": NUMBER, "effective_from": DAY},
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row["participant"],
)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from(["csv", "xlsx"]))
def test_whatever_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Mapping[str, Value]], ending: str
) -> None:
    columns = columns_of(PARTICIPANTS)
    content = csv_of(columns, rows) if ending == "csv" else xlsx_of("Participants", columns, rows)
    path = tmp_path_factory.mktemp("out") / f"people.{ending}"
    path.write_bytes(content)
    file = read_people(path, PARTICIPANTS, TableOptions(), date(2026, 1, 1))
    found = {row.participant: dict(row.values) for row in file.rows}
    assert file.problems.listed == []
    for row in rows:
        kept = found[str(row["participant"])]
        for name, value in without_id(row).items():
            same = _shortest(str(value)) == _shortest(str(kept[name])) if name == "fund" else value == kept[name]
            assert same, (name, value, kept[name])


def _shortest(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
