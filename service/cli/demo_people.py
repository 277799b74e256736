"""The people of the sample company, with what is true of them and what they are assigned to."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Final

from rules import pointer
from service.cli.demo_plan import FROM, person_called
from service.cli.samples import FACTS, sample_files
from service.participants.assignment_changes import AssignmentChange
from service.participants.changes import ParticipantChange
from service.participants.use_cases.assigning import upsert_assignments
from service.participants.use_cases.upsert import upsert_participants
from service.store.database import Database
from service.work import Work, carry_out

_HEADS: Final = {"EMEA": "E001", "APAC": "E004"}
_NO_REGION: Final = "EMEA"


def load_people(database: Database, plan_key: str) -> int:
    """Everybody of the sample facts, assigned to the plan: how many."""
    rows = list(csv.DictReader(io.StringIO(sample_files()[FACTS].decode())))
    people = [
        ParticipantChange(row["participant"], _place(number), attributes=_attributes(row), effective_from=FROM)
        for number, row in enumerate(rows)
    ]
    assignments = [
        AssignmentChange(_assignment(row, plan_key), lambda *parts, row=number: pointer("assignments", row, *parts))
        for number, row in enumerate(rows)
    ]

    def load(work: Work) -> None:
        upsert_participants(work, people)
        upsert_assignments(work, assignments)

    carry_out(database, person_called(database, "admin"), load)
    return len(rows)


def _place(number: int) -> Callable[[str], str]:
    return lambda key: pointer("participants", number, key)


def _attributes(row: dict[str, str]) -> dict[str, object]:
    region = row["region"] or _NO_REGION
    given: dict[str, object] = {"region": region, "team": f"sales {region}", "currency": "EUR", "status": "active"}
    head = _HEADS[region]
    return given if row["participant"] == head else {**given, "manager": head}


def _assignment(row: dict[str, str], plan_key: str) -> dict[str, object]:
    given: dict[str, object] = {"participant": row["participant"], "plan": plan_key, "effective_from": FROM}
    given["inputs"] = dict(_given(row, "fund", "region"))
    normal = dict(_given(row, "revenue.normal"))
    return {**given, "levels": {"revenue": {"normal": normal["revenue.normal"]}}} if normal else given


def _given(row: dict[str, str], *columns: str) -> Iterator[tuple[str, object]]:
    return ((column, row[column]) for column in columns if row[column])
