"""Who reports to whom over time: no chain of managers may come back to itself on any day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.participants.dated import Stretch, within

LEVELS_MAX: Final = 100
"""Managers above one person at most; a longer chain is a mistake, and everything that follows chains stays quick."""

Managers = Mapping[int, Sequence[Stretch[int]]]
"""The manager of each person over time; who is not in it has none."""


@dataclass(frozen=True, slots=True)
class Circle:
    """People of whom each reports to the next and the last to the first, from this day on."""

    people: tuple[int, ...]
    day: date


@dataclass(frozen=True, slots=True)
class TooDeep:
    """A person with more managers above than there may be, from this day on."""

    person: int
    day: date


def broken_chains(managers: Managers, changed: Iterable[int]) -> list[Circle | TooDeep]:
    """What is wrong with the chains above people whose manager changes; each circle is told once.

    Where all was right before, every new circle holds somebody who changes, so that nobody else need be looked at.
    """
    walker = _Walker(managers)
    for person in changed:
        walker.walk(person)
    return walker.found


class _Walker:
    """Follows the chains upwards; the days of a chain get fewer wherever somebody on it has several managers."""

    def __init__(self, managers: Managers) -> None:
        self.managers = managers
        self.found: list[Circle | TooDeep] = []
        self.told: set[frozenset[int]] = set()

    def walk(self, person: int) -> None:
        """Every chain above a person, on all days."""
        self._walk([person], date.min, None)

    def _walk(self, chain: list[int], start: date, end: date | None) -> None:
        for step in within(self.managers.get(chain[-1], ()), start, end):
            if step.value in chain:
                self._tell(chain[chain.index(step.value) :], step.start)
            elif len(chain) > LEVELS_MAX:
                self._tell_depth(chain[0], step.start)
            else:
                self._walk([*chain, step.value], step.start, step.end)

    def _tell(self, people: list[int], day: date) -> None:
        if frozenset(people) not in self.told:
            self.told.add(frozenset(people))
            self.found.append(Circle(tuple(people), day))

    def _tell_depth(self, person: int, day: date) -> None:
        if frozenset([-person]) not in self.told:
            self.told.add(frozenset([-person]))
            self.found.append(TooDeep(person, day))
