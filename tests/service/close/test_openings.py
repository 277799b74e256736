"""Opening values count once a second person agreed to them, for runs that begin after that."""

from typing import Any

from sqlalchemy import text

from service.store.database import Database
from tests.service.close.world import ON_PLAN, agree, book, computed, with_people
from tests.service.participants.calls import person, put
from tests.service.periods.world import code, with_months
from tests.service.plans.steps import decide
from tests.stores import As

DRAW = {"participant": "E1", "plan": "sales", "kind": "balance", "key": "draw", "value": "1250.5"}


def asked(as_: As, *values: dict[str, Any], before: str = "2026-07") -> Any:
    """The answer to asking for these values before July."""
    body = {"calendar": "monthly", "before": before, "values": list(values)}
    return as_("payroll").post("/v1/openings", json=body)


def counting(database: Database) -> list[Any]:
    """What counts, as it is stored."""
    query = (
        "SELECT kind, key, mantissa, scale FROM opening_value v JOIN opening_effect e ON e.request_id = v.request_id"
        " ORDER BY v.seq"
    )
    with database.reading.begin() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_values_count_once_somebody_agreed(as_: As, database: Database) -> None:
    with_months(as_)
    put(database, person("E1"))
    first = asked(as_, DRAW, {**DRAW, "kind": "paid", "key": "bonus", "value": 6480})
    assert (first.status_code, first.json()["rows"], first.json()["people"]) == (202, 2, 1)
    assert counting(database) == []
    decide(as_, asked(as_, DRAW).json()["request_id"], "refuse", reason="no")
    assert agree(as_, first).status_code == 200
    assert counting(database) == [("balance", "draw", 12505, 1), ("paid", "bonus", 6480, 0)]


def test_every_wrong_value_is_named(as_: As, database: Database) -> None:
    with_months(as_)
    put(database, person("E1"))
    problems = asked(as_, DRAW, DRAW, {**DRAW, "participant": "E9"}, {**DRAW, "key": "x", "value": "a"}).json()[
        "errors"
    ]
    assert [each["path"] for each in problems] == ["/values/1", "/values/2/participant", "/values/3/value"]
    unknown = {"calendar": "monthly", "before": "2031-07", "values": [DRAW]}
    assert code(as_("payroll").post("/v1/openings", json=unknown)) == (404, "period.not_found")


def test_who_was_booked_before_starts_no_more(as_: As, database: Database) -> None:
    """The values would take the place of everything that was booked, also of balances that they do not name."""
    with_people(as_, database, "E1", "E2")
    waiting = asked(as_, DRAW)
    assert waiting.status_code == 202
    late = [{"participant": "E2", "plan": "sales", "reason": "came late"}]
    book(as_, computed(database, {"E1": ON_PLAN}), deferrals=late)
    refused = asked(as_, DRAW, {**DRAW, "participant": "E2"}, before="2026-04")
    assert code(refused) == (409, "opening.after_booking")
    assert ["E1, plan sales: booked for 2026-03" in each["message"] for each in refused.json()["errors"]] == [True]
    address = "/v1/openings/import?calendar=monthly&before=2026-07&preview=true"
    table = "participant,plan,kind,key,value\nE1,sales,balance,draw,1\n"
    assert code(as_("payroll").post(address, content=table, headers={"Content-Type": "text/csv"})) == code(refused)
    assert code(agree(as_, waiting)) == (409, "opening.after_booking")
    assert counting(database) == []
    for start in (
        asked(as_, DRAW, before="2026-03"),
        asked(as_, {**DRAW, "participant": "E2"}, {**DRAW, "plan": "other"}),
    ):
        assert agree(as_, start).status_code == 200
    assert len(counting(database)) == 3
