"""Files of payments over HTTP: the same bytes whenever they are asked for, until somebody whom they name is erased."""

import hashlib
import io
import sqlite3
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from service.access.add_principal import add_key
from service.audit.verify.contents import check_contents
from service.audit.verify.findings import Findings
from service.payments.schemas.mappings import MAPPINGS
from service.store.database import Database
from service.work import Work, carry_out
from tests.service.payments.world import paid, with_pay
from tests.service.periods.world import actor, code
from tests.stores import As

PLAIN = (
    "participant,payroll_id,name,earning_code,amount,currency,plan,component,cost_centre,earned_period,paid_period\r\n"
    """E1,26,Ann Lee,BONUS,3600.00,EUR,sales,bonus,K1,2026-03,2026-03\r
E1,26,Ann Lee,BONUS,0.01,EUR,sales,bonus,K2,2026-03,2026-03\r
E1,26,Ann Lee,COMMISSION,0.50,EUR,sales,deals,,2026-03,2026-03\r
E2,27,Bo Lind,BONUS,900.00,EUR,sales,bonus,,2026-03,2026-03\r
E3,,Cy Moss,,-100.00,EUR,sales,bonus,K9,2026-03,2026-03\r
"""
)
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'payment_file'"
COLUMNS = [{"title": "Id", "field": "participant"}, {"title": "Amount", "field": "amount"}]


def export(as_: As, payment: str, **call: Any) -> Any:
    """The answer to making a file."""
    return as_("payroll").post(f"/v1/payments/{payment}/exports", json=call)


def file(as_: As, made: Any) -> Any:
    """The answer to asking for its bytes."""
    return as_("payroll").get(f"/v1/payments/{made['payment']}/exports/{made['id']}")


def put(as_: As, name: str, **mapping: Any) -> Any:
    """The answer to writing a layout."""
    return as_("payroll").put(f"/v1/export-mappings/{name}", json=mapping)


def changed_files(database: Database) -> list[str]:
    """The files of which the audit says that they are others."""
    findings = Findings()
    with database.reading.connect() as connection:
        check_contents(connection, findings)
    return [each.path for each in findings.shown if each.path.startswith("payment_file/")]


def test_a_file_is_made_once_and_gives_the_same_bytes(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)
    made = export(as_, payment["id"], format="csv")
    assert made.status_code == 201
    first = file(as_, made.json())
    assert (first.content.decode(), first.headers["Content-Type"]) == (PLAIN, "text/csv; charset=utf-8")
    assert first.headers["Content-Disposition"] == f'attachment; filename="payment-{payment["id"]}.csv"'
    assert as_("payroll").put("/v1/participants/E1", json={"name": "Ann Vega"}).status_code == 200
    again = export(as_, payment["id"], format="csv").json()
    assert (again, file(as_, again).content) == (made.json(), first.content)
    manifest = made.json()["manifest"]
    assert manifest["sha256"] == hashlib.sha256(first.content).hexdigest() == made.json()["sha256"]
    assert (manifest["rows"], manifest["totals"], manifest["run"]) == (5, payment["totals"], payment["run"])
    assert (manifest["plans"], manifest["lines_hash"]) == ([{"key": "sales", "hash": "3" * 64}], payment["hash"])
    assert (manifest["paid_from"], manifest["paid_to"], manifest["mapping"]) == ("2026-03-01", "2026-03-31", None)


def test_whoever_is_erased_takes_the_bytes_along_and_leaves_the_hash(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)
    made = export(as_, payment["id"], format="csv").json()
    assert as_("admin").post("/v1/participants/E2/erase", json={"reason": "asked for"}).status_code == 204
    gone = file(as_, made)
    assert code(gone) == (410, "export.erased")
    assert made["sha256"] in gone.json()["detail"]
    (kept,) = as_("approver").get(f"/v1/payments/{payment['id']}/exports").json()["data"]
    assert (kept["erased"], kept["sha256"], kept["manifest"]) == (True, made["sha256"], made["manifest"])
    assert export(as_, payment["id"], format="csv").json()["erased"]
    people = [line["participant"] for line in as_("payroll").get(f"/v1/payments/{payment['id']}/lines").json()["data"]]
    assert people == ["E1", "E1", "E1", None, "E3"]


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_bytes_that_somebody_changed_are_not_sent(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    made = export(as_, paid(as_)["id"], format="csv").json()
    assert changed_files(database) == []
    with sqlite3.connect(str(database.url.database)) as connection:
        for (name,) in connection.execute(TRIGGERS).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE payment_file SET content = CAST(replace(content, '900.00', '990.00') AS BLOB)")
    assert code(file(as_, made)) == (409, "export.changed")
    assert changed_files(database) == [f"payment_file/{made['id']}"]


def test_layouts_have_versions_and_files_keep_theirs(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)
    first = put(as_, "house", kind="table", columns=COLUMNS).json()
    assert (first["version"], put(as_, "house", kind="table", columns=COLUMNS).json()) == (1, first)
    one = export(as_, payment["id"], format="csv", mapping="house").json()
    assert put(as_, "house", kind="table", columns=COLUMNS, delimiter=";", decimal="comma").json()["version"] == 2
    two = export(as_, payment["id"], format="csv", mapping="house").json()
    assert [made["mapping"] for made in (one, two)] == [{"name": "house", "version": n} for n in (1, 2)]
    assert file(as_, one).text.splitlines()[:2] == ["Id,Amount", "E1,3600.00"]
    assert file(as_, two).text.splitlines()[:2] == ["Id;Amount", "E1;3600,00"]
    assert export(as_, payment["id"], format="csv", mapping="house", version=1).json() == one
    book = file(as_, export(as_, payment["id"], format="xlsx", mapping="house").json())
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert rows[:2] == [["Id", "Amount"], ["E1", 3600.0]]
    listed = as_("approver").get("/v1/export-mappings").json()["data"]
    assert [(each["name"], each["version"]) for each in listed] == [("house", 2)]
    assert as_("approver").get("/v1/export-mappings/house", params={"version": 1}).json() == first


def test_what_payroll_needs_is_told_by_person_and_field(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)
    put(as_, "lodas", **MAPPINGS["DATEV LODAS"])
    refused = export(as_, payment["id"], format="datev_lodas", mapping="lodas")
    assert refused.status_code == 422
    assert [(each["code"], each["path"]) for each in refused.json()["errors"]] == [
        ("export.no_code", "/participants/E1/lines/3/code"),
        ("export.no_code", "/participants/E3/lines/5/code"),
        ("export.no_payroll_id", "/participants/E3/payroll_id"),
    ]
    assert as_("payroll").get(f"/v1/payments/{payment['id']}/exports").json()["data"] == []


def test_calls_that_do_not_fit(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)["id"]
    assert code(export(as_, payment, format="adp")) == (422, "export.other_mapping")
    assert code(export(as_, payment, format="csv", mapping="none")) == (404, "export_mapping.not_found")
    assert code(export(as_, "99", format="csv")) == (404, "payment.not_found")
    assert code(as_("payroll").get(f"/v1/payments/{payment}/exports/9")) == (404, "export.not_found")


def test_every_example_is_a_layout_and_others_are_refused(as_: As) -> None:
    for number, example in enumerate(MAPPINGS.values()):
        assert put(as_, f"l{number}", **example).status_code == 200
    refused = [
        (put(as_, "x", kind="fax"), "/kind"),
        (put(as_, "x"), "/kind"),
        (put(as_, "x", kind=["adp"]), "/kind"),
        (put(as_, "x", kind="table", columns=[{"title": "T"}]), "/columns/0"),
        (put(as_, "x", kind="table", columns=[{"title": "=1", "field": "amount"}]), "/columns/0/title"),
        (put(as_, "x", kind="adp", colour="red", **{"company_code": "A", "batch_id": "B", "codes": {}}), "/colour"),
    ]
    for answer, path in refused:
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, path)
    assert as_("payroll").put("/v1/export-mappings/BAD", json=MAPPINGS["Gusto"]).status_code == 422


def test_who_may_not_read_pay_gets_neither_lines_nor_files(as_: As, database: Database) -> None:
    with_pay(as_, database, "lock")
    payment = paid(as_)
    made = export(as_, payment["id"], format="csv").json()

    def narrow(work: Work) -> str:
        _, text = add_key(work, work.actor.principal_id, ["payments:read"])
        return text

    key = {"Authorization": f"Bearer {carry_out(database, actor(database, 'the payroll'), narrow)}"}
    for place in (f"/v1/payments/{payment['id']}/lines", f"/v1/payments/{payment['id']}/exports/{made['id']}"):
        assert code(as_("payroll").get(place, headers=key)) == (403, "key.scope_missing")
    assert as_("payroll").get(f"/v1/payments/{payment['id']}", headers=key).status_code == 200
