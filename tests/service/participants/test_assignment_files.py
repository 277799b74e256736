"""Files of assignments over HTTP, on both databases."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from service.web.file_request import XLSX_MEDIA
from tests.service.participants.sending import counts, found, send
from tests.stores import As

PLAN = "b2b-sales-manager"
PEOPLE = "participant,name\nE1,Ann\nE2,Bo\nE3,Cy\n"
HEADER = "participant,plan,effective_from,effective_until,shadow,revenue.normal,revenue.weight,input.fund\n"
ROWS = f"E1,{PLAN},2026-01-01,,,1200000,,1500.50\nE2,{PLAN},2026-01-01,2027-01-01,true,,,900\n"


@pytest.fixture
def payroll(as_: As) -> TestClient:
    """A caller who may write people and read pay, in a store with three people."""
    client = as_("payroll")
    assert counts(send(client, "participants", PEOPLE)) == (True, 3, 0, 0)
    return client


def test_a_preview_saves_nothing_and_saving_does(payroll: TestClient) -> None:
    preview = send(payroll, "assignments", HEADER + ROWS, preview=True)
    assert counts(preview) == (False, 2, 0, 0)
    assert preview.json()["changes"] == [
        {
            "participant": "E1",
            "place": "line 2",
            "status": "created",
            "effective_from": "2026-01-01",
            "words": [
                f"plan {PLAN}",
                "revenue.normal becomes 1200000",
                "input.fund becomes 1500.50",
            ],
        },
        {
            "participant": "E2",
            "place": "line 3",
            "status": "created",
            "effective_from": "2026-01-01",
            "words": [f"plan {PLAN}", "until 2027-01-01", "shadow becomes true", "input.fund becomes 900"],
        },
    ]
    assert payroll.get("/v1/assignments").json()["data"] == []
    assert counts(send(payroll, "assignments", HEADER + ROWS)) == (True, 2, 0, 0)
    first, second = payroll.get("/v1/assignments").json()["data"]
    assert (first["participant"], first["levels"], first["inputs"]) == (
        "E1",
        {"revenue": {"normal": "1200000"}},
        {"fund": "1500.5"},
    )
    assert (second["effective_until"], second["shadow"]) == ("2027-01-01", True)
    assert counts(send(payroll, "assignments", HEADER + ROWS)) == (True, 0, 0, 2)


def test_an_empty_cell_leaves_and_none_takes_away(payroll: TestClient) -> None:
    send(payroll, "assignments", HEADER + ROWS)
    change = HEADER + f"E1,{PLAN},2026-01-01,2026-07-01,,(none),,\nE2,{PLAN},2026-01-01,(none),false,,,\n"
    preview = send(payroll, "assignments", change, preview=True)
    assert [line["words"] for line in preview.json()["changes"]] == [
        [f"plan {PLAN}", "until 2026-07-01", "revenue.normal is taken away"],
        [f"plan {PLAN}", "without an end", "shadow becomes false"],
    ]
    assert counts(send(payroll, "assignments", change)) == (True, 0, 2, 0)
    first, second = payroll.get("/v1/assignments").json()["data"]
    assert (first["effective_until"], first["levels"], first["inputs"]) == ("2026-07-01", {}, {"fund": "1500.5"})
    assert (second["effective_until"], second["shadow"], second["inputs"]) == (None, False, {"fund": "900"})


def test_every_problem_names_its_cell_and_nothing_is_saved(payroll: TestClient) -> None:
    send(payroll, "assignments", HEADER + ROWS)
    rows = [
        f"E9,{PLAN},2026-01-01,,,,,",
        "E3,No Such,2026-01-01,,,,,",
        f"E1,{PLAN},2026-06-01,,,,,",
        f"E3,{PLAN},2026-01-01,2025-01-01,,,,",
        f"E3,{PLAN},2028-01-01,,,many,,",
        f"E3,{PLAN},2029-01-01,,maybe,,40%,",
    ]
    expected = [
        ("file.not_a_number", 'line 6, column "revenue.normal"'),
        ("file.not_a_boolean", 'line 7, column "shadow"'),
        ("file.not_a_number", 'line 7, column "revenue.weight"'),
        ("participant.unknown", 'line 2, column "participant"'),
        ("assignment.plan_key", 'line 3, column "plan"'),
        ("assignment.overlaps", 'line 4, column "effective_from"'),
        ("dates.ends_before_start", 'line 5, column "effective_until"'),
    ]
    text = HEADER + "\n".join(rows) + "\n"
    preview = send(payroll, "assignments", text, preview=True)
    assert sorted(found(preview.json()["problems"])) == sorted(expected)
    refused = send(payroll, "assignments", text)
    assert (refused.status_code, sorted(found(refused.json()["errors"]))) == (422, sorted(expected))
    assert len(payroll.get("/v1/assignments").json()["data"]) == 2


def test_what_the_plan_would_refuse_is_named_at_the_cell(payroll: TestClient) -> None:
    header = "participant,plan,effective_from,input.fund,input.founds,nothing.normal,revenue.weight"
    text = f"{header}\nE1,{PLAN},2026-01-01,much,5,1,0.5\n"
    problems = found(send(payroll, "assignments", text, preview=True).json()["problems"])
    assert {place for _, place in problems} == {
        'line 2, column "input.fund"',
        'line 2, column "input.founds"',
        'line 2, column "nothing.normal"',
        'line 2, column "revenue.weight"',
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_back_unchanged(payroll: TestClient, ending: str) -> None:
    more = "participant,plan,effective_from,revenue.weight,input.code\nE3,not-written-yet,2026-01-01,1/3,+A\n"
    assert counts(send(payroll, "assignments", HEADER + ROWS)) == (True, 2, 0, 0)
    saved = send(payroll, "assignments", more)
    assert counts(saved) == (True, 1, 0, 0)
    out = payroll.get(f"/v1/assignments/export.{ending}", params={"on": "2026-03-31"})
    media = out.headers["Content-Type"].partition(";")[0]
    assert counts(send(payroll, "assignments", out.content, media)) == (True, 0, 0, 3)
    late = payroll.get(f"/v1/assignments/export.{ending}", params={"on": "2027-03-31"})
    assert counts(send(payroll, "assignments", late.content, media)) == (True, 0, 0, 2)


def test_money_stays_away_from_those_who_may_not_read_it(as_: As, payroll: TestClient) -> None:
    send(payroll, "assignments", HEADER + ROWS)
    text = as_("integration").get("/v1/assignments/export.csv", params={"on": "2026-03-31"}).content.decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text)))
    assert "input.fund" not in header
    assert "1500" not in text
    assert counts(send(as_("integration"), "assignments", text.encode())) == (True, 0, 0, 2)


def test_the_template_of_a_plan_has_its_columns(payroll: TestClient) -> None:
    text = payroll.get("/v1/assignments/template.csv", params={"plan": PLAN}).content.decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text)))
    assert header[:5] == ["participant", "plan", "effective_from", "effective_until", "shadow"]
    assert {"revenue.base", "revenue.normal", "revenue.target", "revenue.weight", "input.fund"} <= set(header)
    book = payroll.get("/v1/assignments/template.xlsx")
    answer = send(payroll, "assignments", book.content, XLSX_MEDIA, preview=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "file.no_rows")


def test_the_template_of_a_plan_that_is_not_there(payroll: TestClient) -> None:
    answer = payroll.get("/v1/assignments/template.csv", params={"plan": "no-such"})
    assert (answer.status_code, answer.json()["code"]) == (404, "plan.not_found")
