"""Opening values as a file: the same request as in JSON, all rows or none, every wrong cell by name."""

from typing import Any

import pytest

from service.close.schemas import OPENINGS_CSV
from service.store.database import Database
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA
from tests.service.close.test_openings import DRAW, asked, counting
from tests.service.close.world import agree
from tests.service.participants.calls import person, put
from tests.service.periods.world import code, with_months
from tests.stores import As

on_one_database = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
HEADER = "participant,plan,kind,key,value\n"


@pytest.fixture(autouse=True)
def _somebody(as_: As, database: Database) -> None:
    with_months(as_)
    put(database, person("E1"), person("E-1001"))


def upload(as_: As, content: str | bytes, media: str = CSV_MEDIA, **query: Any) -> Any:
    """The answer to a file of values before July."""
    params = {"calendar": "monthly", "before": "2026-07", **query}
    return as_("payroll").post("/v1/openings/import", content=content, headers={"Content-Type": media}, params=params)


def found(problems: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Code and place of each."""
    return [(problem["code"], problem["path"]) for problem in problems]


def test_a_file_is_previewed_asked_for_and_agreed_to(as_: As, database: Database) -> None:
    text = HEADER + "E1,sales,balance,draw,1250.50\nE1,sales,paid,bonus,-6480\n"
    preview = upload(as_, text, preview=True)
    assert (preview.status_code, preview.json()["valid"], preview.json()["people"]) == (200, True, 1)
    made = upload(as_, text)
    assert (made.status_code, made.json()["saved"], made.json()["rows"]) == (202, True, 2)
    assert counting(database) == []
    assert agree(as_, made).status_code == 200
    assert counting(database) == [("balance", "draw", 12505, 1), ("paid", "bonus", -6480, 0)]


@on_one_database
def test_it_is_the_request_that_the_same_rows_in_json_make(as_: As) -> None:
    in_json = asked(as_, DRAW).json()["request_id"]
    by_file = upload(as_, HEADER + "E1,sales,balance,draw,1250.5\n").json()["request_id"]
    hashes = {as_("approver").get(f"/v1/approvals/{each}").json()["content_hash"] for each in (in_json, by_file)}
    assert len(hashes) == 1


@on_one_database
def test_every_wrong_cell_is_named(as_: As) -> None:
    rows = [
        "E1,sales,balance,draw,1",
        "E1,sales,balance,draw,2",
        "E9,sales,balance,draw,1",
        "E1,sales,owed,draw,1",
        "E1,sales,paid,bonus,a",
        "E1,sales,paid,,1",
    ]
    text = HEADER + "\n".join(rows) + "\n"
    expected = [
        ("file.empty_cell", 'line 7, column "key"'),
        ("file.not_a_number", 'line 6, column "value"'),
        ("opening.named_twice", "line 3"),
        ("opening.unknown_participant", 'line 4, column "participant"'),
        ("request.bad_value", 'line 5, column "kind"'),
    ]
    preview = upload(as_, text, preview=True).json()
    assert (preview["valid"], sorted(found(preview["problems"]))) == (False, expected)
    refused = upload(as_, text)
    assert (refused.status_code, sorted(found(refused.json()["errors"]))) == (422, expected)
    [twice] = [each["message"] for each in preview["problems"] if each["code"] == "opening.named_twice"]
    assert "line 2" in twice


@on_one_database
def test_what_holds_for_the_whole_file(as_: As) -> None:
    for preview in (True, False):
        answer = upload(as_, HEADER + "E1,sales,balance,draw,1\n", preview=preview, before="2031-01")
        assert code(answer) == (404, "period.not_found")
    for kind, media in (("csv", CSV_MEDIA), ("xlsx", XLSX_MEDIA)):
        template = as_("payroll").get(f"/v1/openings/template.{kind}")
        assert code(upload(as_, template.content, media)) == (422, "file.no_rows")
    for text in OPENINGS_CSV.values():
        assert upload(as_, text).status_code == 202
    headers = {"Content-Type": CSV_MEDIA, "Idempotency-Key": "once"}
    address = "/v1/openings/import?calendar=monthly&before=2026-07"
    row = HEADER + "E1,sales,balance,draw,1\n"
    first, again = (as_("payroll").post(address, content=row, headers=headers) for _ in range(2))
    assert (first.status_code, again.json()) == (202, first.json())
