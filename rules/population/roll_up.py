"""What everybody below a person adds up to, through the chain of managers."""

from collections import Counter
from dataclasses import dataclass

from rules.facts.hierarchy import Hierarchy, hierarchy
from rules.population.gathered import Group, Reports


@dataclass(frozen=True, slots=True)
class RollUp:
    """By id: `below` is the sum over everybody who reports to the person, directly or through others, `people` how many
    they are.

    `waiting` are the people with a blocked person below them, `circular` those in or below a circle of managers.
    `is_flat` says that nobody reports to anybody.
    """

    below: dict[str, int]
    people: dict[str, int]
    waiting: frozenset[str]
    circular: frozenset[str]
    is_flat: bool


def roll_up(reports: Reports) -> RollUp:
    """The sums of a whole population; people in another group than the one above them do not count for that one."""
    chain = hierarchy(reports.ids, reports.managers)
    own = [0 if value is None else value for value in reports.values]
    counts = [int(id_ not in reports.outside) for id_ in reports.ids]
    below, people = (_below(chain, reports.groups, counted) for counted in (own, counts))
    blocked = {row for row, value in enumerate(reports.values) if value is None}
    above = {manager for row in blocked if (manager := chain.managers[row]) is not None}
    waiting = chain.with_all_above(above)
    ids = reports.ids
    return RollUp(
        below=dict(zip(ids, below, strict=True)),
        people=dict(zip(ids, people, strict=True)),
        waiting=frozenset(ids[row] for row in waiting),
        circular=frozenset(ids[row] for row in chain.circular),
        is_flat=all(manager is None for manager in chain.managers),
    )


def _below(chain: Hierarchy, groups: list[Group], own: list[int]) -> list[int]:
    if len(set(groups)) > 1:
        return _by_group(chain, groups, own)
    return [whole - mine for whole, mine in zip(chain.sums(own), own, strict=True)]


def _by_group(chain: Hierarchy, groups: list[Group], own: list[int]) -> list[int]:
    """For each row the sum over those below it that are in its own group."""
    sums: list[Counter[Group]] = [Counter() for _ in own]
    found = [0] * len(own)
    for row in reversed(chain.order):
        found[row] = sums[row][groups[row]]
        manager = chain.managers[row]
        if manager is None:
            continue
        above = sums[manager]
        for group, value in sums[row].items():
            above[group] += value
        above[groups[row]] += own[row]
        sums[row] = Counter()
    return found
