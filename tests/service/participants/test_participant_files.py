"""Files of people over HTTP, on both databases: preview, all or nothing, and the way out and back in."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from service.web.file_request import CSV_MEDIA, XLSX_MEDIA
from tests.service.files.samples import workbook
from tests.service.participants.sending import counts, found, send
from tests.stores import As

IMPORT = "/v1/participants/import"
HEADER = "participant,name,effective_from,fund,fte,team,manager,currency\n"
PEOPLE = HEADER + "E1,Ann,2026-01-01,1500,1,North,,EUR\nE2,Bo,2026-01-01,1200.50,0.8,North,E1,EUR\n"


def test_a_preview_saves_nothing_and_saving_does(as_: As) -> None:
    client = as_("payroll")
    preview = send(client, "participants", PEOPLE, preview=True)
    assert counts(preview) == (False, 2, 0, 0)
    assert preview.json()["changes"][1] == {
        "participant": "E2",
        "place": "line 3",
        "status": "created",
        "effective_from": "2026-01-01",
        "words": [
            "name becomes Bo",
            "fund becomes 1200.50",
            "fte becomes 0.8",
            "team becomes North",
            "manager becomes E1",
            "currency becomes EUR",
        ],
    }
    assert client.get("/v1/participants/E1").status_code == 404
    assert counts(send(client, "participants", PEOPLE)) == (True, 2, 0, 0)
    shown = client.get("/v1/participants/E2", params={"on": "2026-02-01"}).json()
    assert shown["attributes"] == {"fund": "1200.5", "fte": "0.8", "team": "North", "manager": "E1", "currency": "EUR"}
    assert counts(send(client, "participants", PEOPLE)) == (True, 0, 0, 2)


def test_an_empty_cell_leaves_and_none_takes_away(as_: As) -> None:
    client = as_("payroll")
    send(client, "participants", PEOPLE)
    change = "participant,name,effective_from,team,manager,fund\nE2,(none),2026-06-01,,(none),1300\n"
    preview = send(client, "participants", change, preview=True).json()
    assert preview["changes"][0]["words"] == [
        "name is taken away",
        "fund becomes 1300",
        "manager is taken away",
    ]
    assert counts(send(client, "participants", change)) == (True, 0, 1, 0)
    after = client.get("/v1/participants/E2", params={"on": "2026-06-01"}).json()
    assert (after["name"], after["attributes"]) == (
        None,
        {"fund": "1300", "fte": "0.8", "team": "North", "currency": "EUR"},
    )
    before = client.get("/v1/participants/E2", params={"on": "2026-05-31"}).json()
    assert before["attributes"]["manager"] == "E1"


def test_every_problem_names_its_cell_and_nothing_is_saved(as_: As) -> None:
    client = as_("payroll")
    rows = [
        "E1,Ann,2026-01-01,-5,1,North,E2,EUR",
        "E2,Bo,2026-01-01,1200,1.5,North,E1,EUR",
        "E3,Cy,2026-01-01,12k,1,North,E9,EUR",
        "E4,Di,2026-01-01,1,1,North,E9,euro",
        "a/b,Ed,2026-01-01,1,1,North,,EUR",
        "E5,Fi,2026-01-01,1,1,North,E6,EUR",
        "E6,Gus,2026-01-01,1,1,North,E5,EUR",
    ]
    text = HEADER + "\n".join(rows) + "\n"
    expected = [
        ("file.not_a_number", 'line 4, column "fund"'),
        ("attribute.out_of_range", 'line 2, column "fund"'),
        ("attribute.out_of_range", 'line 3, column "fte"'),
        ("attribute.currency", 'line 5, column "currency"'),
        ("participant.id", 'line 6, column "participant"'),
        ("manager.circular", 'line 7, column "manager"'),
    ]
    preview = send(client, "participants", text, preview=True)
    assert preview.status_code == 200
    assert sorted(found(preview.json()["problems"])) == sorted(expected)
    assert (preview.json()["valid"], preview.json()["problems_count"]) == (False, 6)
    refused = send(client, "participants", text)
    assert refused.status_code == 422
    assert sorted(found(refused.json()["errors"])) == sorted(expected)
    assert client.get("/v1/participants").json()["data"] == []


def test_an_unknown_manager_is_named_at_the_cell(as_: As) -> None:
    answer = send(as_("payroll"), "participants", HEADER + "E1,Ann,2026-01-01,1,1,North,E9,EUR\n", preview=True)
    assert found(answer.json()["problems"]) == [("participant.unknown", 'line 2, column "manager"')]


def test_a_file_is_saved_once_per_idempotency_key(as_: As) -> None:
    client = as_("payroll")
    headers = {"Content-Type": CSV_MEDIA, "Idempotency-Key": "march"}
    first = client.post(IMPORT, content=PEOPLE, headers=headers)
    again = client.post(IMPORT, content=PEOPLE, headers=headers)
    assert counts(first) == counts(again) == (True, 2, 0, 0)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = client.post(IMPORT, content=PEOPLE + "E3,,,,,,,\n", headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_body")


def test_the_same_file_under_another_key_changes_nothing(as_: As) -> None:
    client = as_("payroll")
    for key, came in (("first", (True, 2, 0, 0)), ("second", (True, 0, 0, 2))):
        headers = {"Content-Type": CSV_MEDIA, "Idempotency-Key": key}
        assert counts(client.post(IMPORT, content=PEOPLE, headers=headers)) == came


def test_a_workbook_with_its_warnings(as_: As, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["participant", "name", "fund"], [1001, "Ann", 880000.0000000001], ["007", "Bo", 5]]
    content = workbook(tmp_path, rows).read_bytes()
    answer = send(as_("payroll"), "participants", content, XLSX_MEDIA, preview=True, effective_from="2026-01-01")
    assert counts(answer) == (False, 2, 0, 0)
    assert found(answer.json()["warnings"]) == [("file.numeric_id", "Sheet1!A2"), ("file.excel_rounded", "Sheet1!C2")]


@pytest.mark.parametrize(
    ("content", "media", "code"),
    [
        (b"participant,salery\nE1,5\n", CSV_MEDIA, "file.unknown_column"),
        (b"name\nAnn\n", CSV_MEDIA, "file.missing_column"),
        (b"participant,name\n", CSV_MEDIA, "file.no_rows"),
        (b"PK\x03\x04 and so on", CSV_MEDIA, "file.not_csv"),
        (b"participant,name\nE1,Ann\n", XLSX_MEDIA, "file.not_xlsx"),
        ("participant,name\nE1,Zoë\n".encode("cp1252"), CSV_MEDIA, "file.encoding"),
    ],
)
def test_files_that_cannot_be_used_as_a_whole(as_: As, content: bytes, media: str, code: str) -> None:
    for preview in (True, False):
        answer = send(as_("payroll"), "participants", content, media, preview=preview)
        assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_workbook_that_unpacks_to_too_much_is_refused(as_: As, tmp_path: Path) -> None:
    path = workbook(tmp_path, [["participant", "name"], ["E1", "Ann"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/big.bin", b"\0" * (51 << 20))
    assert path.stat().st_size < 1 << 20
    answer = send(as_("payroll"), "participants", path.read_bytes(), XLSX_MEDIA)
    assert (answer.status_code, answer.json()["code"]) == (422, "file.inflates_too_large")


def test_options_that_make_no_sense(as_: As) -> None:
    answer = send(as_("payroll"), "participants", PEOPLE, effective_from="31.12.2026")
    assert (answer.status_code, found(answer.json()["errors"])) == (
        422,
        [("request.bad_value", "query effective_from")],
    )


def test_what_goes_out_comes_back_unchanged(as_: As) -> None:
    client = as_("payroll")
    tricky = (
        HEADER + "E1,=1+1,2026-01-01,1500,1,-,,EUR\n".replace(",-,", ",'-,") + "'+E2,(x),2026-01-01,,0.8,'(none),E1,\n"
    )
    assert counts(send(client, "participants", tricky)) == (True, 2, 0, 0)
    assert client.get("/v1/participants/E1", params={"on": "2026-02-01"}).json()["attributes"]["team"] == "-"
    for query in ({}, {"decimal": "comma"}):
        text = client.get("/v1/participants/export.csv", params={"on": "2026-03-31", **query})
        assert text.headers["Content-Disposition"] == 'attachment; filename="participants-2026-03-31.csv"'
        assert counts(send(client, "participants", text.content)) == (True, 0, 0, 2)
        rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig")), delimiter=";" if query else ","))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    book = client.get("/v1/participants/export.xlsx", params={"on": "2026-03-31"})
    assert book.headers["Content-Type"] == XLSX_MEDIA
    assert counts(send(client, "participants", book.content, XLSX_MEDIA)) == (True, 0, 0, 2)


def test_pay_stays_away_from_those_who_may_not_read_it(as_: As) -> None:
    send(as_("payroll"), "participants", PEOPLE)
    text = as_("integration").get("/v1/participants/export.csv", params={"on": "2026-03-31"}).text
    assert "1200" not in text
    assert text.splitlines()[0].lstrip("\ufeff").split(",")[:6] == [
        "participant",
        "name",
        "email",
        "payroll_id",
        "effective_from",
        "fte",
    ]
    assert counts(send(as_("integration"), "participants", text.encode())) == (True, 0, 0, 2)


def test_who_may_not_write_cannot_import(as_: As) -> None:
    answer = send(as_("analyst"), "participants", PEOPLE)
    assert (answer.status_code, answer.json()["code"]) == (403, "key.scope_missing")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_is_a_file_without_rows(as_: As, ending: str) -> None:
    client = as_("payroll")
    template = client.get(f"/v1/participants/template.{ending}")
    media = template.headers["Content-Type"].partition(";")[0]
    answer = send(client, "participants", template.content, media, preview=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "file.no_rows")
