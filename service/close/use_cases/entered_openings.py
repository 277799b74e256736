"""Opening values as somebody enters them, checked against who is there and what a number can be."""

from collections.abc import Mapping, Sequence
from typing import Any

from rules import NumberRefused, Problem, amount_problem, mantissa_and_scale
from service.close.repository.openings import Opening
from service.participants.file_bodies import Place
from service.participants.repository.people import people_called
from service.work import Work


def entered_openings(
    work: Work, said: Sequence[Mapping[str, Any]], place: Place
) -> tuple[list[Opening], list[Problem]]:
    """The values that can be asked for, and everything that is wrong with the others, at its `place`."""
    people = people_called(work, {row["participant"] for row in said})
    rows: list[Opening] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, ...], int] = {}
    for index, row in enumerate(said):
        first = seen.setdefault((row["participant"], row["plan"], row["kind"], row["key"]), index)
        if first != index:
            message = f"given already at {place(first, '')}; give it once"
            problems.append(Problem("opening.named_twice", place(index, ""), message))
        person = people.get(row["participant"])
        if person is None:
            message = "there is no participant of this id; GET /v1/participants lists them"
            problems.append(Problem("opening.unknown_participant", place(index, "participant"), message))
            continue
        try:
            mantissa, scale = mantissa_and_scale(row["value"])
        except NumberRefused as refused:
            problems.append(amount_problem(refused, place(index, "value")))
            continue
        rows.append(Opening(person.number, row["plan"], row["kind"], row["key"], mantissa, scale))
    return rows, problems
