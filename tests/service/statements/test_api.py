"""Statements over HTTP: who sees which, in which shape, before and after they are published."""

import io
from typing import Any

import pytest
from fastapi import FastAPI
from pypdf import PdfReader
from sqlmodel import col, select

from service.statements.schemas import StatementAnswer, StatementList, StatementsPublished
from service.store.database import Database
from service.store.tables import AccessLog, Person, PrincipalName, PrincipalParticipant, StatementIssue
from service.work import Work
from tests.service.close.world import BETTER, BLOCKED, ON_PLAN, book, computed, with_people
from tests.service.participants.calls import person, put, read, write
from tests.service.periods.world import move
from tests.stores import As

MARCH = "/v1/statements/monthly/2026-03"


def booked_march(as_: As, database: Database) -> None:
    """E1 on plan and E2 better, booked for March."""
    with_people(as_, database, "E1", "E2")
    book(as_, computed(database, {"E1": ON_PLAN, "E2": BETTER}))


def is_participant(database: Database, role: str, external_id: str) -> None:
    """The person of this role is this participant."""

    def link(work: Work) -> None:
        number = work.session.exec(select(Person.participant_id).where(col(Person.external_id) == external_id)).one()
        named = select(PrincipalName.principal_id).where(col(PrincipalName.name) == f"the {role}")
        work.add(PrincipalParticipant(principal_id=work.session.exec(named).one(), participant_id=number))
        work.changed("principal.linked", f"participant/{number}")

    write(database, link)


def publish(as_: As, **said: str) -> Any:
    """What the payroll is answered."""
    body = {"calendar": "monthly", "period": "2026-03", **said}
    return as_("payroll").post("/v1/statements/publish", json=body)


def test_a_statement_says_what_was_booked(as_: As, database: Database) -> None:
    booked_march(as_, database)
    answer = as_("payroll").get(f"{MARCH}/E2")
    assert answer.status_code == 200, answer.text
    statement = answer.json()
    StatementAnswer.model_validate(statement)
    [plan] = statement["plans"]
    assert (plan["key"], plan["version"], plan["total"], plan["figures"]) == ("sales", 1, "1380.00", "complete")
    assert [row["one_more"]["price"] for row in plan["kpis"]] == ["0.03", "40.00"]
    assert [row["money"] for row in plan["kpis"]] == ["900.00", "480.00"]
    assert statement["totals"][0]["total"] == "1380.00"
    assert (statement["revision"], statement["changes"]) == (1, None)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_company_s_name_heads_it(as_: As, stored_app: FastAPI, database: Database) -> None:
    booked_march(as_, database)
    assert as_("payroll").get(f"{MARCH}/E2").json()["company"] == ""
    put(database, person("company") | {"name": "Nordlicht"}, person("acme") | {"name": "Acme"})
    assert as_("payroll").get(f"{MARCH}/E2").json()["company"] == "Nordlicht"
    stored_app.state.company = "acme"
    assert as_("payroll").get(f"{MARCH}/E2").json()["company"] == "Acme"


@pytest.mark.parametrize(
    ("asked", "accept", "media"),
    [
        ("", "*/*", "application/json"),
        ("", "text/html,application/xhtml+xml", "text/html; charset=utf-8"),
        ("", "application/pdf;q=0.9", "application/pdf"),
        ("?format=html", "application/pdf", "text/html; charset=utf-8"),
        ("?format=pdf", "*/*", "application/pdf"),
        ("?format=json", "text/html", "application/json"),
    ],
)
def test_its_shape_is_what_was_asked_for(as_: As, database: Database, asked: str, accept: str, media: str) -> None:
    booked_march(as_, database)
    answers = [as_("payroll").get(f"{MARCH}/E1{asked}", headers={"Accept": accept}) for _ in range(2)]
    assert [answer.headers["Content-Type"] for answer in answers] == [media, media]
    assert answers[0].content == answers[1].content
    if media == "application/pdf":
        assert "1 080.00" in PdfReader(io.BytesIO(answers[0].content)).pages[0].extract_text().replace("\xa0", " ")


def test_participants_see_what_was_published(as_: As, database: Database) -> None:
    booked_march(as_, database)
    is_participant(database, "participant", "E1")
    employee = as_("participant")
    assert employee.get(f"{MARCH}/E1").status_code == 404
    published = publish(as_).json()
    StatementsPublished.model_validate(published)
    assert (published["revision"], published["published"], published["unchanged"]) == (1, 2, 0)
    shown = employee.get(f"{MARCH}/E1")
    assert shown.status_code == 200
    foreign, unknown = employee.get(f"{MARCH}/E2"), employee.get(f"{MARCH}/E9")
    assert (foreign.status_code, foreign.json()["code"]) == (unknown.status_code, unknown.json()["code"])
    assert foreign.status_code == 404
    [issue] = employee.get("/v1/statements").json()["data"]
    assert (issue["participant"], issue["hash"]) == ("E1", shown.json()["hash"])


def test_a_manager_sees_the_team_of_the_last_day(as_: As, database: Database) -> None:
    booked_march(as_, database)
    put(database, person("M1"))
    is_participant(database, "manager", "M1")
    manager = as_("manager")
    assert manager.get(f"{MARCH}/E1").status_code == 404
    put(database, person("E1", since="2026-03-31", manager="M1"))
    assert manager.get(f"{MARCH}/E1").status_code == 200
    publish(as_)
    assert [issue["participant"] for issue in manager.get("/v1/statements?participant=E1").json()["data"]] == ["E1"]
    assert manager.get("/v1/statements?participant=E2").json()["data"] == []
    put(database, person("E1", since="2026-03-31", manager="E2"))
    assert manager.get(f"{MARCH}/E1").status_code == 404


def test_every_reading_is_in_the_log(as_: As, database: Database) -> None:
    booked_march(as_, database)
    as_("payroll").get(f"{MARCH}/E1")
    as_("payroll").get(f"{MARCH}/E9")
    logged = read(
        database,
        lambda work: [
            (row.operation, row.people)
            for row in work.session.exec(select(AccessLog)).all()
            if row.operation == "get_statement"
        ],
    )
    assert logged == [("get_statement", 1)]


def test_hashes_of_what_is_published_are_those_of_the_statements(as_: As, database: Database) -> None:
    booked_march(as_, database)
    publish(as_)
    shown = {as_("payroll").get(f"{MARCH}/{name}").json()["hash"] for name in ("E1", "E2")}
    issued = read(database, lambda work: set(work.session.exec(select(StatementIssue.content_hash)).all()))
    assert shown == issued


def test_publishing_again_changes_nothing(as_: As, database: Database) -> None:
    booked_march(as_, database)
    first = publish(as_).json()
    assert publish(as_).json() == first
    assert len(as_("payroll").get("/v1/statements").json()["data"]) == 2


def test_nothing_is_published_before_it_is_booked(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    computed(database, {"E1": ON_PLAN})
    answer = publish(as_)
    assert (answer.status_code, answer.json()["code"]) == (409, "statement.not_booked")
    assert as_("payroll").get(f"{MARCH}/E1").status_code == 404


def test_after_an_unlock_it_shows_old_new_and_difference(as_: As, database: Database) -> None:
    booked_march(as_, database)
    publish(as_)
    assert as_("payroll").post("/v1/periods/monthly/2026-03/all/reopen").status_code == 200
    book(as_, computed(database, {"E1": ON_PLAN, "E2": ON_PLAN}))
    assert (publish(as_).json()["published"], publish(as_).json()["unchanged"]) == (1, 1)
    again = as_("payroll").get(f"{MARCH}/E2").json()
    assert again["revision"] == 2
    [line] = again["changes"]["lines"]
    assert (line["title"], line["old"], line["new"], line["difference"]) == ("Bonus", "1380.00", "1080.00", "-300.00")
    first = as_("payroll").get(f"{MARCH}/E2?revision=1").json()
    assert (first["plans"][0]["total"], first["changes"]) == ("1380.00", None)
    is_participant(database, "participant", "E1")
    assert as_("participant").get(f"{MARCH}/E1").json()["revision"] == 1


def test_who_moved_to_another_pay_group_reads_the_one_that_pays(as_: As, database: Database) -> None:
    booked_march(as_, database)
    is_participant(database, "participant", "E2")
    publish(as_)
    put(database, person("E2", pay_group="north"))
    employee, payroll = as_("participant"), as_("payroll")
    assert payroll.post("/v1/periods/monthly/2026-03/all/lock").status_code == 200
    book(as_, computed(database, {"E1": ON_PLAN}, kind="correction"), into="2026-04")
    book(as_, computed(database, {"E2": ON_PLAN}, group="north"), group="north")

    def shown(reader: Any, query: str = "") -> tuple[str, int, str]:
        answer = reader.get(f"{MARCH}/E2{query}")
        assert answer.status_code == 200, answer.text
        said = answer.json()
        return said["pay_group"], said["revision"], said["plans"][0]["total"]

    assert shown(payroll) == ("north", 1, "1080.00")
    assert shown(employee) == ("all", 1, "1380.00"), "north is not published, nor is what `all` took back"
    assert publish(as_, pay_group="north").json()["published"] == 1
    assert shown(employee) == ("north", 1, "1080.00")
    assert payroll.post("/v1/periods/monthly/2026-03/north/lock").status_code == 200
    better = computed(database, {"E2": BETTER}, group="north", kind="correction")
    book(as_, better, group="north", into="2026-04")
    assert publish(as_, pay_group="north").json()["published"] == 1
    assert shown(employee) == ("north", 2, "1380.00")
    assert shown(employee, "?pay_group=all") == ("all", 1, "1380.00"), "its second revision is not published"
    assert publish(as_).status_code == 200
    assert shown(employee)[0] == "north", "also where `all` was published later"
    assert shown(employee, "?pay_group=all")[:2] == ("all", 2)
    assert employee.get(f"{MARCH}/E2?pay_group=south").status_code == 404


def test_the_history_is_of_the_periods_before(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    for period, facts in (("2026-01", BETTER), ("2026-02", ON_PLAN), ("2026-03", BETTER)):
        book(as_, computed(database, {"E1": facts}, period=period), period=period)
    [plan] = as_("payroll").get(f"{MARCH}/E1").json()["plans"]
    assert [(past["period"], past["total"]) for past in plan["history"]] == [
        ("2026-01", "1380.00"),
        ("2026-02", "1080.00"),
    ]


def test_somebody_deferred_is_told_so(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    run = computed(database, {"E1": ON_PLAN, "E2": BLOCKED})
    book(as_, run, deferrals=[{"participant": "E2", "plan": "sales", "reason": "The feed was dead"}])
    shown = as_("payroll").get(f"{MARCH}/E2").json()
    [plan] = shown["plans"]
    assert (plan["outcome"], plan["is_deferred"], shown["totals"]) == ("blocked", True, [])
    assert "Nothing can be paid yet" in as_("payroll").get(f"{MARCH}/E2?format=html").text


def test_who_is_deferred_by_a_correction_is_told_what_was_paid(as_: As, database: Database) -> None:
    booked_march(as_, database)
    publish(as_)
    first = as_("payroll").get(f"{MARCH}/E2").json()
    assert move(as_, "lock").json()["state"] == "locked"
    run = computed(database, {"E1": BETTER, "E2": ON_PLAN}, kind="correction")
    book(as_, run, into="2026-04", deferrals=[{"participant": "E2", "plan": "sales", "reason": "The deal is disputed"}])
    assert (publish(as_).json()["published"], publish(as_).json()["unchanged"]) == (1, 1)
    assert as_("payroll").get(f"{MARCH}/E1").json()["plans"][0]["total"] == "1380.00"
    again = as_("payroll").get(f"{MARCH}/E2?revision=2").json()
    [plan] = again["plans"]
    assert (plan["is_deferred"], plan["total"], again["totals"]) == (False, "1380.00", first["totals"])


def test_the_list_goes_page_by_page(as_: As, database: Database) -> None:
    booked_march(as_, database)
    publish(as_)
    first = as_("payroll").get("/v1/statements?limit=1").json()
    StatementList.model_validate(first)
    second = as_("payroll").get("/v1/statements", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert (first["has_more"], second["has_more"]) == (True, False)
    assert {page["data"][0]["participant"] for page in (first, second)} == {"E1", "E2"}


def test_after_erasure_the_statement_is_gone_and_the_others_stay(as_: As, database: Database) -> None:
    booked_march(as_, database)
    publish(as_)
    assert as_("admin").post("/v1/participants/E1/erase", json={"reason": "asked for it"}).status_code == 204
    assert as_("payroll").get(f"{MARCH}/E1").status_code == 404
    assert as_("payroll").get(f"{MARCH}/E2").status_code == 200
    assert {issue["participant"] for issue in as_("payroll").get("/v1/statements").json()["data"]} == {None, "E2"}
