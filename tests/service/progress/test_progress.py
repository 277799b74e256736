"""Somebody's progress over stored runs: booked ones first, on one scale, and only for those who may see it."""

from typing import Any

import pytest
from sqlmodel import select

from service.store.database import Database
from service.store.tables import AccessLog
from tests.service.comparison.stored_runs import book, stored_run
from tests.service.comparison.test_comparisons import PLAN, says
from tests.service.participants.calls import person, put, read
from tests.service.participants.test_reach import link
from tests.service.periods.world import with_months
from tests.service.plans.steps import published
from tests.stores import As

HARDER = {
    **PLAN,
    "kpis": [{"key": "revenue", "weight": "1", "levels": {"base": "0", "normal": "200"}}],
    "examples": [
        {"name": "at normal", "inputs": {"fund": "100"}, "facts": {"revenue": "200"}, "expect": {"total": "100"}}
    ],
}


@pytest.fixture
def world(as_: As, database: Database) -> dict[str, int]:
    """M above A; B apart; months, and the plan in force."""
    with_months(as_)
    published(as_, PLAN)
    return put(database, person("A", manager="M"), person("B"), person("M")).numbers


def month(database: Database, key: str, revenue: str | None, **more: Any) -> str:
    """A finished final run of a month in which A has this revenue."""
    return stored_run(database, {"A": says("100", revenue)}, period=key, **more)


def asked(as_: As, name: str = "A", until: str = "2026-04", role: str = "payroll", **more: Any) -> Any:
    """The answer about somebody."""
    return as_(role).get(f"/v1/participants/{name}/progress", params={"calendar": "monthly", "until": until, **more})


def moves(answer: Any) -> list[tuple[str, str | None, str | None, str | None]]:
    """Period, value, change and label of the coefficient in the one plan."""
    assert answer.status_code == 200, answer.text
    [plan] = answer.json()["plans"]
    found = [(one["period"], one["coefficient"]) for one in plan["periods"]]
    return [(key, one["value"], one["change"], one["label"]) for key, one in found]


def test_months_in_a_row(as_: As, database: Database, world: dict[str, int]) -> None:
    for key, revenue in (("2026-02", "80"), ("2026-03", "90"), ("2026-04", "60")):
        month(database, key, revenue)
    answer = asked(as_)
    assert moves(answer) == [
        ("2026-02", "0.8", None, None),
        ("2026-03", "0.9", "0.1", "progress"),
        ("2026-04", "0.6", "-0.3", "regression"),
    ]
    assert moves(asked(as_, band="0.1"))[1][3] == "stable"
    assert [key for key, *_ in moves(asked(as_, until="2026-03"))] == ["2026-02", "2026-03"]
    assert [key for key, *_ in moves(asked(as_, periods=2))] == ["2026-03", "2026-04"]


def test_a_harder_matrix_is_no_regression(as_: As, database: Database, world: dict[str, int]) -> None:
    month(database, "2026-02", "100")
    published(as_, HARDER, "2026-03-01")
    month(database, "2026-03", "120")
    assert moves(asked(as_, until="2026-03"))[1] == ("2026-03", "0.6", "0.1", "progress")
    [plan] = asked(as_, until="2026-03").json()["plans"]
    assert plan["periods"][1]["coefficient"]["scale_changed"]
    assert plan["periods"][1]["kpis"][0]["actual_before"] == "100"


def test_what_is_booked_counts_and_else_what_was_computed_last(
    as_: As, database: Database, world: dict[str, int]
) -> None:
    month(database, "2026-03", "40")
    first = month(database, "2026-03", "50")
    assert moves(asked(as_))[0][1] == "0.5"
    book(database, first, "2026-03")
    month(database, "2026-03", "60")
    [plan] = asked(as_).json()["plans"]
    assert [(one["run_id"], one["is_booked"]) for one in plan["periods"]] == [(first, True), (None, False)]
    assert moves(asked(as_))[0][1] == "0.5"


def test_previews_and_blocked_results_are_no_progress(as_: As, database: Database, world: dict[str, int]) -> None:
    month(database, "2026-02", "70")
    month(database, "2026-03", None)
    month(database, "2026-04", "70", kind="preview")
    assert [value for _, value, *_ in moves(asked(as_))] == ["0.7", None, None]


def test_a_manager_sees_the_team_and_a_participant_only_himself(
    as_: As, database: Database, world: dict[str, int]
) -> None:
    link(database, "manager", world["M"])
    link(database, "participant", world["A"])
    run = stored_run(database, {"A": says("100", "50"), "B": says("100", "50")})
    for role in ("manager", "participant"):
        assert asked(as_, role=role).json()["code"] == "progress.not_found", "nobody agreed to it yet"
    book(database, run, "2026-03")
    for role in ("manager", "participant"):
        assert asked(as_, role=role).status_code == 200
        assert asked(as_, "B", role=role).json()["code"] == "progress.not_found"


def test_what_is_not_there_is_not_found(as_: As, database: Database, world: dict[str, int]) -> None:
    assert asked(as_).json()["code"] == "progress.not_found"
    assert asked(as_, "nobody").json()["code"] == "progress.not_found"
    assert asked(as_, until="2031-01").status_code == 404
    assert asked(as_, band="-1").status_code == 422


def test_every_look_is_written_down(as_: As, database: Database, world: dict[str, int]) -> None:
    month(database, "2026-03", "50")
    asked(as_)
    columns = select(AccessLog.operation, AccessLog.subject, AccessLog.people)
    rows = read(database, lambda work: [tuple(row) for row in work.session.exec(columns)])
    assert rows == [("get_participant_progress", f"progress/{world['A']}", 1)]
