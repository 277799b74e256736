"""Workbooks that no spreadsheet program would write."""

import zipfile
from pathlib import Path

from tests.service.files.samples import workbook

SHEET = "xl/worksheets/sheet1.xml"


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    """A sheet with these rows of XML under the usual header."""
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    header = f'<row r="1">{text_cell("A1", "participant")}{text_cell("B1", "revenue")}</row>'
    return f"{before}{start}{header}{rows}</sheetData>{after}</worksheet>"


def text_cell(reference: str, text: str) -> str:
    """A cell that carries its text itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_parts(folder: Path, parts: dict[str, str | bytes], without: tuple[str, ...] = ()) -> Path:
    """A sound workbook with some of its parts replaced or left out."""
    sound = workbook(folder, [["participant", "revenue"], ["E1", 5]], "sound.xlsx")
    path = folder / "facts.xlsx"
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        names = [name for name in source.namelist() if name not in parts and name not in without]
        for name in names:
            target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def with_sheet(folder: Path, xml: str) -> Path:
    """A workbook whose only sheet is this XML."""
    return with_parts(folder, {SHEET: xml})
