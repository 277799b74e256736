"""Adjustments as a file: the same request as in JSON, all rows or none, every wrong cell by name."""

from typing import Any

import pytest

from service.adjustments.schemas import ADJUSTMENTS_CSV
from service.store.database import Database
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA
from tests.service.adjustments.test_adjustments import ONE, asked, lines, listed
from tests.service.close.world import ON_PLAN, agree, book, computed, with_people
from tests.service.periods.world import code, move
from tests.stores import As

on_one_database = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
HEADER = "participant,amount,currency,reason,earning_code,plan,component\n"
TWO = HEADER + "E1,-120.50,EUR,paid twice in February,,,\nE2,500,EUR,a prize,0042,sales,bonus\n"


def upload(as_: As, content: str | bytes, media: str = CSV_MEDIA, **query: Any) -> Any:
    """The answer to a file of adjustments of March."""
    asked = {"calendar": "monthly", "period": "2026-03", **query}
    return as_("payroll").post("/v1/adjustments/import", content=content, headers={"Content-Type": media}, params=asked)


def found(problems: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Code and place of each."""
    return [(problem["code"], problem["path"]) for problem in problems]


def test_a_file_is_previewed_asked_for_and_agreed_to(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    preview = upload(as_, TWO, preview=True)
    assert preview.status_code == 200, preview.text
    body = preview.json()
    assert (body["saved"], body["request_id"], body["rows"], body["people"]) == (False, None, 2, 2)
    assert (body["total"], listed(as_)) == ({"EUR": "379.50"}, [])
    made = upload(as_, TWO, note="the contest")
    assert (made.status_code, made.json()["total"]) == (202, {"EUR": "379.50"})
    assert made.headers["Location"] == f"/v1/approvals/{made.json()['request_id']}"
    assert agree(as_, made).status_code == 200
    assert lines(database) == [("adjustment", -12050), ("adjustment", 50000)]
    second = listed(as_)[1]
    assert (second["earning_code"], second["plan"], second["component"]) == ("0042", "sales", "bonus")


@on_one_database
def test_it_is_the_request_that_the_same_rows_in_json_make(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    in_json = asked(as_, ONE, expires_on="2099-01-01").json()["request_id"]
    row = HEADER + "E1,-120.5,EUR,paid twice in February,,,\n"
    by_file = upload(as_, row, expires_on="2099-01-01").json()["request_id"]
    hashes = {as_("approver").get(f"/v1/approvals/{each}").json()["content_hash"] for each in (in_json, by_file)}
    assert len(hashes) == 1


@on_one_database
def test_every_wrong_cell_is_named_and_nothing_is_asked(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    rows = [
        "E1,1,EUR,good,,,",
        "E9,1,EUR,nobody,,,",
        "E1,0,EUR,nothing,,,",
        "E1,1.001,EUR,places,,,",
        "E1,1,XXQ,currency,,,",
        "E1,1,euro,currency,,,",
        "E1,1,EUR,,,,",
        "E1,1k,EUR,number,,,",
        f"E1,1,EUR,component,,,{'x' * 49}",
    ]
    text = HEADER + "\n".join(rows) + "\n"
    expected = [
        ("adjustment.unknown_participant", 'line 3, column "participant"'),
        ("adjustment.zero", 'line 4, column "amount"'),
        ("amount.too_many_places", 'line 5, column "amount"'),
        ("currency.unknown", 'line 6, column "currency"'),
        ("request.bad_value", 'line 7, column "currency"'),
        ("file.empty_cell", 'line 8, column "reason"'),
        ("file.not_a_number", 'line 9, column "amount"'),
        ("request.bad_value", 'line 10, column "component"'),
    ]
    preview = upload(as_, text, preview=True).json()
    assert (preview["valid"], sorted(found(preview["problems"]))) == (False, sorted(expected))
    refused = upload(as_, text)
    assert (refused.status_code, sorted(found(refused.json()["errors"]))) == (422, sorted(expected))
    assert listed(as_) == []


@on_one_database
def test_a_file_is_asked_for_once_per_idempotency_key(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    headers = {"Content-Type": CSV_MEDIA, "Idempotency-Key": "march"}
    address = "/v1/adjustments/import?calendar=monthly&period=2026-03"
    first, again = (as_("payroll").post(address, content=TWO, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert len(listed(as_)) == 2


@on_one_database
def test_what_holds_for_the_whole_file(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2", "E-1001", "E-1002")
    for preview in (True, False):
        assert code(upload(as_, TWO, preview=preview, period="2031-01")) == (404, "period.not_found")
        over = upload(as_, TWO, preview=preview, expires_on="2020-01-01")
        assert (over.status_code, found(over.json()["errors"])) == (
            422,
            [("adjustment.expires_in_the_past", "query expires_on")],
        )
    for kind, media in (("csv", CSV_MEDIA), ("xlsx", XLSX_MEDIA)):
        template = as_("payroll").get(f"/v1/adjustments/template.{kind}")
        assert code(upload(as_, template.content, media)) == (422, "file.no_rows")
    assert code(upload(as_, HEADER + "E1,1,EUR,much,,,\n" * 10_001)) == (422, "file.too_many_rows")
    assert listed(as_) == []
    described = ADJUSTMENTS_CSV.values()
    assert [upload(as_, text).status_code for text in described] == [202] * len(described)
    book(as_, computed(database, dict.fromkeys(("E1", "E2", "E-1001", "E-1002"), ON_PLAN)))
    move(as_, "lock")
    for preview in (True, False):
        assert code(upload(as_, TWO, preview=preview)) == (409, "period.wrong_state")


@on_one_database
def test_a_row_that_stands_twice_is_warned_of(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    row = "E1,10,EUR,a prize,,,\n"
    for preview in (True, False):
        answer = upload(as_, HEADER + row + "E1,10,EUR,another,,,\n" + row, preview=preview).json()
        assert (answer["valid"], answer["total"]) == (True, {"EUR": "30.00"})
        assert found(answer["warnings"]) == [("adjustment.same_row", "line 4")]
        assert answer["warnings_count"] == 1
