"""Adjustments as somebody enters them, checked against who is there and what an amount can be."""

from collections.abc import Mapping, Sequence
from typing import Any

from rules import NumberRefused, Problem, amount_problem, minor_units
from service.adjustments.repository import NewAdjustment
from service.participants.file_bodies import Place
from service.participants.repository.people import people_called
from service.work import Work


def entered_rows(
    work: Work, said: Sequence[Mapping[str, Any]], place: Place
) -> tuple[list[NewAdjustment], list[Problem]]:
    """The adjustments that can be asked for, and everything that is wrong with the others, at its `place`."""
    people = people_called(work, {row["participant"] for row in said})
    rows: list[NewAdjustment] = []
    problems: list[Problem] = []
    for index, row in enumerate(said):
        person = people.get(row["participant"])
        if person is None:
            message = "there is no participant of this id; GET /v1/participants lists them"
            problems.append(Problem("adjustment.unknown_participant", place(index, "participant"), message))
        try:
            minor = minor_units(row["amount"], row["currency"])
        except NumberRefused as refused:
            field = "currency" if refused.code == "currency.unknown" else "amount"
            problems.append(amount_problem(refused, place(index, field)))
            continue
        if minor == 0:
            message = "an adjustment of 0 pays nothing; leave it out"
            problems.append(Problem("adjustment.zero", place(index, "amount"), message))
        if person is not None:
            more = {key: row[key] for key in ("earning_code", "component")}
            rows.append(
                NewAdjustment(person.number, minor, row["currency"], row["reason"], **more, plan_key=row["plan"])
            )
    return rows, problems
