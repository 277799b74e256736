"""A run beside a spreadsheet: whose pay differs, why as far as that is known, and what both add up to."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from service.comparison.schemas import PARALLEL_CSV
from service.comparison.use_cases.parallel import Here, causes_of
from service.comparison.use_cases.spreadsheet import Paid
from service.store.database import Database
from service.store.tables import AccessLog
from service.web.file_request import CSV_MEDIA, XLSX_MEDIA
from tests.service.comparison.stored_runs import book, stored_run
from tests.service.comparison.test_comparisons import PLAN, says
from tests.service.files.samples import workbook
from tests.service.participants.calls import person, put, read
from tests.service.participants.test_reach import link
from tests.service.periods.world import code, with_months
from tests.service.plans.steps import published
from tests.stores import As

on_one_database = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
HEADER = "participant,amount\n"


@pytest.fixture
def run(as_: As, database: Database) -> str:
    """A gets 50.00, B 10.00, M is blocked, Z gets nothing; C is in no run. M is above A; the manager's name is M."""
    with_months(as_)
    published(as_, PLAN)
    people_there = [person("A", manager="M"), person("B"), person("M"), person("C"), person("Z")]
    link(database, "manager", put(database, *people_there).numbers["M"])
    people = {"A": says("100", "50"), "B": says("10", "100"), "M": says("10", None), "Z": says("10", "0")}
    return stored_run(database, people)


def beside(
    as_: As, run: str, content: str | bytes, role: str = "payroll", place: str = "2026-03/all", **more: Any
) -> Any:
    """The answer to a file."""
    headers = {"Content-Type": more.pop("media", CSV_MEDIA)}
    address = f"/v1/periods/monthly/{place}/parallel"
    return as_(role).post(address, content=content, headers=headers, params={"run": run, **more})


def causes(answer: Any) -> dict[str, list[str]]:
    """Why, by participant."""
    assert answer.status_code == 200, answer.text
    return {one["participant"]: one["causes"] for one in answer.json()["data"]}


def test_differences_by_person_and_in_total(as_: As, database: Database, run: str) -> None:
    answer = beside(as_, run, HEADER + "A,54.25\nC,7\nM,3\n")
    assert causes(answer) == {
        "A": ["amount_differs"],
        "B": ["missing_there"],
        "M": ["blocked_here"],
        "C": ["missing_here"],
    }
    body = answer.json()
    assert (body["people"], body["same"], body["differing"]) == (5, 1, 4)
    assert body["causes"]["missing_there"] == 1
    assert body["totals"] == {
        "here": {"EUR": "60.00"},
        "there": {"EUR": "64.25"},
        "difference": {"EUR": "-4.25"},
    }
    first = body["data"][0]
    assert (first["here"], first["there"], first["difference"]) == (
        {"EUR": "50.00"},
        {"EUR": "54.25"},
        {"EUR": "-4.25"},
    )
    assert first["components"] == [{"component": "bonus", "here": {"EUR": "50.00"}, "there": None, "difference": None}]
    blocked = next(one for one in body["data"] if one["participant"] == "M")
    assert (blocked["here"], blocked["difference"]) == (None, None)
    assert [finding["code"] for finding in blocked["findings"]] == ["fact.missing"]


@on_one_database
def test_who_is_paid_the_same_is_only_counted(as_: As, run: str) -> None:
    answer = beside(as_, run, HEADER + "A,50\nB,10.00\nZ,0\n")
    assert causes(answer) == {"M": ["missing_there", "blocked_here"]}
    assert (answer.json()["same"], answer.json()["totals"]["difference"]) == (3, {})


@on_one_database
def test_components_cents_and_currencies(as_: As, run: str) -> None:
    header = "participant,component,amount\n"
    answer = beside(as_, run, header + "A,bonus,40\nA,growth,10\nB,bonus,10\n")
    assert causes(answer)["A"] == ["components_differ"]
    assert "B" not in causes(answer)
    shown = answer.json()["data"][0]["components"]
    assert [(one["component"], one["there"], one["difference"]) for one in shown] == [
        ("bonus", {"EUR": "40.00"}, {"EUR": "10.00"}),
        ("growth", {"EUR": "10.00"}, {"EUR": "-10.00"}),
    ]
    cents = beside(as_, run, HEADER + "A,50.01\nB,10.02\nZ,-0.01\n")
    assert causes(cents)["A"] == causes(cents)["Z"] == ["rounding_differs"]
    assert causes(cents)["B"] == ["amount_differs"]
    answer = beside(as_, run, "participant,amount,currency\nA,50,USD\nB,10,EUR\n")
    assert causes(answer)["A"] == ["currency_differs"]
    assert answer.json()["data"][0]["difference"] == {"EUR": "50.00", "USD": "-50.00"}


@on_one_database
def test_every_wrong_cell_is_named(as_: As, run: str) -> None:
    rows = ["A,,50,", "A,,50,", "B,bonus,1,", "B,,9,", "C,,1.001,", "M,,x,", "Z,,1,XXQ", ",,1,"]
    answer = beside(as_, run, "participant,component,amount,currency\n" + "\n".join(rows) + "\n")
    assert answer.status_code == 422
    assert sorted((each["code"], each["path"]) for each in answer.json()["errors"]) == [
        ("amount.too_many_places", 'line 6, column "amount"'),
        ("currency.unknown", 'line 8, column "currency"'),
        ("file.empty_id", 'line 9, column "participant"'),
        ("file.not_a_number", 'line 7, column "amount"'),
        ("parallel.mixed_rows", 'line 5, column "component"'),
        ("parallel.named_twice", "line 3"),
    ]


def test_causes_where_nothing_is_paid_on_one_side() -> None:
    here = Here({"EUR": 5}, {"bonus": {"EUR": 5}}, ["EUR"], [])
    assert causes_of(here, Paid({"EUR": 5}, None)) == []
    assert causes_of(here, Paid({"EUR": 4}, {"bonus": {"EUR": 4}})) == ["rounding_differs"]
    assert causes_of(here, Paid({}, None)) == ["amount_differs"]
    assert causes_of(Here({}, {}, ["EUR"], []), None) == []
    assert causes_of(here, None) == ["missing_there"]
    assert causes_of(None, Paid({}, None)) == ["missing_here"]


def test_only_a_finished_run_of_this_place(as_: As, database: Database, run: str) -> None:
    text = HEADER + "A,50\n"
    assert code(beside(as_, "99", text)) == (404, "run.not_found")
    assert code(beside(as_, run, text, place="2026-04/all")) == (404, "run.not_found")
    assert code(beside(as_, run, text, place="2026-03/sales")) == (404, "run.not_found")
    assert code(beside(as_, run, text, place="2031-01/all")) == (404, "period.not_found")
    assert beside(as_, "x", text).status_code == 422


def test_everybody_sees_as_far_as_their_reach_and_it_is_written_down(as_: As, database: Database, run: str) -> None:
    text = HEADER + "A,54\nB,54\n"
    assert code(beside(as_, run, text, role="manager")) == (404, "run.not_found"), "nobody agreed to it yet"
    book(database, run, "2026-03")
    team = beside(as_, run, text, role="manager")
    assert causes(team)["A"] == ["amount_differs"]
    assert causes(team)["B"] == ["missing_here"]
    assert team.json()["totals"]["here"] == {"EUR": "50.00"}
    assert team.json()["people"] == 3, "A and M of the run, B of the file"
    assert beside(as_, run, text, role="integration").status_code == 403
    preview = stored_run(database, {"A": says("100", "50")}, kind="preview")
    assert code(beside(as_, preview, text, role="manager")) == (404, "run.not_found")
    assert causes(beside(as_, preview, text))["A"] == ["amount_differs"]
    nobody = stored_run(database, {"B": says("100", "50")}, period="2026-02")
    book(database, nobody, "2026-02")
    unclear = beside(as_, nobody, text, role="manager", place="2026-02/all")
    assert [(each["code"], each["path"]) for each in unclear.json()["errors"]] == [
        ("parallel.no_currency", f'line {line}, column "amount"') for line in (2, 3)
    ]

    def logged(work: Any) -> list[tuple[str, str]]:
        query = select(AccessLog).order_by(col(AccessLog.id))
        return [(row.operation, row.subject) for row in work.session.exec(query)]

    assert read(database, logged)[0] == ("compare_with_spreadsheet", f"run/{run}/parallel")


@on_one_database
def test_a_workbook(as_: As, run: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["participant", "amount"], ["A", 50], ["B", 10.5]]
    answer = beside(as_, run, workbook(tmp_path, rows).read_bytes(), media=XLSX_MEDIA)
    assert causes(answer)["B"] == ["amount_differs"]
    assert [beside(as_, run, text).status_code for text in PARALLEL_CSV.values()] == [200] * len(PARALLEL_CSV)
    assert code(beside(as_, run, HEADER + "A,1\n" * 10_001)) == (422, "file.too_many_rows")
