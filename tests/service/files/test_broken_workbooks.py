"""Files that call themselves .xlsx: each is refused with a reason, quickly and in little memory."""

import random
import struct
import zipfile
from pathlib import Path

import pytest

from service.files.refused import FileRefused
from tests.service.files.packages import SHEET, sheet_xml, text_cell, with_parts, with_sheet
from tests.service.files.samples import csv_file, options, read_all, refusal, workbook

BROKEN = [("file.broken_workbook", "")]
PERSON = f'<row r="2">{text_cell("A2", "E1")}<c r="B2"><v>5</v></c></row>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.not_xlsx"),
        (b"participant,revenue\nE1,5\n", "file.not_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.not_xlsx"),
        (b"PK\x03\x04" + b"\0" * 100, "file.broken_workbook"),
        (b"PK", "file.broken_workbook"),
        (b"PK\x05\x06" + b"\0" * 18, "file.not_xlsx"),
    ],
)
def test_other_files_under_the_name_of_a_workbook(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(csv_file(tmp_path, content, "facts.xlsx")) == [(code, "")]


def test_a_packed_file_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    assert refusal(path) == [("file.not_xlsx", "")]


def test_a_truncated_workbook(tmp_path: Path) -> None:
    content = workbook(tmp_path, [["participant", "revenue"], ["E1", 5]]).read_bytes()
    for length in (10, len(content) // 2, len(content) - 30):
        assert refusal(csv_file(tmp_path, content[:length], "cut.xlsx")) == BROKEN


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<worksheet",
        sheet_xml(PERSON)[:-20],
        sheet_xml('<row r="2"><c r="A0"><v>1</v></c></row>'),
        sheet_xml('<row r="2"><c r="a2"><v>1</v></c></row>'),
        sheet_xml('<row r="2"><c r="ZZZ2"><v>1</v></c></row>'),
        sheet_xml('<row r="2"><c r="A9999999"><v>1</v></c></row>'),
        sheet_xml('<row r="2"><c r="AAAAAAAA99999999999"><v>1</v></c></row>'),
        sheet_xml('<row r="x"><c><v>1</v></c></row>'),
        sheet_xml('<row r="2"><c r="A2" t="s"><v>99999</v></c></row>'),
        sheet_xml('<row r="2"><c r="A2" t="b"><v>2</v></c></row>'),
        sheet_xml(PERSON, before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
    ],
)
def test_a_damaged_sheet(tmp_path: Path, xml: str) -> None:
    assert refusal(with_sheet(tmp_path, xml)) == BROKEN


def test_a_workbook_with_parts_missing_or_twice(tmp_path: Path) -> None:
    assert refusal(with_parts(tmp_path, {}, without=(SHEET,))) == BROKEN
    assert refusal(with_parts(tmp_path, {}, without=("xl/workbook.xml",))) == [("file.not_xlsx", "")]
    assert refusal(with_parts(tmp_path, {"xl/Workbook.xml": "<workbook/>"})) == BROKEN
    assert refusal(with_parts(tmp_path, {"xl/workbook.xml": "<workbook/>"})) == [("file.no_such_sheet", "")]


def test_one_stray_cell_in_the_last_corner_asks_for_no_memory(tmp_path: Path) -> None:
    xml = sheet_xml(PERSON + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refusal(with_sheet(tmp_path, xml)) == [("file.stray_cells", "Sheet1!XFD1048576")]
    styled = sheet_xml(PERSON + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    (intake,) = read_all(with_sheet(tmp_path, styled))
    assert intake.ids == ["E1"]


def test_a_bomb_is_refused_by_what_it_unpacks_to(tmp_path: Path) -> None:
    path = with_parts(tmp_path, {"xl/media/zeros.bin": b"\0" * (3 << 20)})
    assert path.stat().st_size < 20_000
    assert refusal(path, options(inflated_max=2 << 20)) == [("file.inflates_too_large", "")]
    assert read_all(path, options(inflated_max=4 << 20))


def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path) -> None:
    path = with_parts(tmp_path, {"xl/media/zeros.bin": b"\0" * (3 << 20)})
    content = path.read_bytes()
    honest, lie = struct.pack("<I", 3 << 20), struct.pack("<I", 100)
    assert content.count(honest) == 2
    path.write_bytes(content.replace(honest, lie))
    assert refusal(path, options(inflated_max=2 << 20)) == [("file.inflates_too_large", "")]
    assert refusal(path) == BROKEN


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["participant"], ["E1"]])
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)
    assert refusal(path) == BROKEN


def test_random_damage_is_always_a_refusal(tmp_path: Path) -> None:
    content = workbook(
        tmp_path, [["participant", "revenue"], *([f"E{row}", row * 1.1] for row in range(20))]
    ).read_bytes()
    refused = 0
    for seed in range(300):
        chance = random.Random(seed)
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = csv_file(tmp_path, bytes(damaged), "damaged.xlsx")
        try:
            read_all(path)
        except FileRefused:
            refused += 1
    assert refused > 200


def test_random_damage_inside_the_sheet_is_refused_or_harmless(tmp_path: Path) -> None:
    xml = sheet_xml(
        "".join(f'<row r="{n}">{text_cell(f"A{n}", f"E{n}")}<c r="B{n}"><v>{n}</v></c></row>' for n in range(2, 9))
    )
    read = 0
    for seed in range(60):
        chance = random.Random(seed)
        damaged = bytearray(xml.encode())
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'<>"/=rctv019AZ &')
        try:
            intakes = read_all(with_parts(tmp_path, {SHEET: bytes(damaged)}))
        except FileRefused:
            continue
        read += 1
        for intake in intakes:
            assert all(len(column) == len(intake.ids) for column in intake.facts.values())
    assert read > 0
