"""Changes of managers against what is stored: nobody may stand above themselves on any day."""

from collections.abc import Mapping, Sequence

from rules import Problem
from service.participants.changes import CheckedChange
from service.participants.dated import Said, stretches
from service.participants.reporting_lines import LEVELS_MAX, Circle, TooDeep, broken_chains
from service.participants.repository.attributes import Statement
from service.participants.repository.people import external_ids_of
from service.participants.repository.reporting_lines import managers_above
from service.work import Work

_AFTER_ALL = 2**63
"""Above every number that a statement of the store can have."""


def circle_problems(
    work: Work, statements: Sequence[Statement], numbers: Mapping[str, int], changes: Sequence[CheckedChange]
) -> list[Problem]:
    """What would be wrong with chains of managers, each at a row that has a part in it."""
    given = [statement for statement in statements if statement.value.ref_id is not None]
    if not given:
        return []
    starts = {number for each in given for number in (each.number, each.value.ref_id) if number is not None}
    said = managers_above(work, [number for number in starts if number > 0])
    for place, each in enumerate(each for each in statements if each.key == "manager"):
        said.setdefault(each.number, []).append(Said(_AFTER_ALL + place, each.value.ref_id, each.start, each.end))
    managers = {number: stretches(each) for number, each in said.items()}
    found = broken_chains(managers, [each.number for each in given])
    if not found:
        return []
    names = _names(work, numbers, found)
    places = {numbers[change.external_id]: change.place("manager") for change in changes}
    return [_problem(each, names, places) for each in found]


def _names(work: Work, numbers: Mapping[str, int], found: Sequence[Circle | TooDeep]) -> dict[int, str]:
    names = {number: external_id for external_id, number in numbers.items()}
    people = {number for each in found if isinstance(each, Circle) for number in each.people}
    return names | external_ids_of(work, people - names.keys())


def _problem(found: Circle | TooDeep, names: Mapping[int, str], places: Mapping[int, str]) -> Problem:
    if isinstance(found, TooDeep):
        message = f"more than {LEVELS_MAX} managers would stand above this person; mend who reports to whom"
        return Problem("manager.too_deep", places[found.person], message)
    # Somebody who was erased has no id any more.
    chain = [names.get(number, "(erased)") for number in (*found.people, found.people[0])]
    message = (
        f"from {found.day.isoformat()} on the chain of managers would come back to itself:"
        f" {' reports to '.join(chain)}; give one of them another manager"
    )
    place = next((places[number] for number in found.people if number in places), "")
    return Problem("manager.circular", place, message)
