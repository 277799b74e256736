"""What a chunk of people contributes to a value over many people: parts of chunks add up to the part of all.

Values are whole numbers of 10^-12: a value that crosses from one person to others is rounded to 12 places first, so
that sums are exact, and equal values are equal for everybody.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

PLACES = 12
"""Decimal places of a value that crosses from one person to others."""

Group = str | None
"""What people are counted together by; None: all people are one group."""


@dataclass(slots=True)
class Sums:
    """Per group the sum, the number of people in it, and how many further members are blocked. `unplaced` counts the
    blocked people of whom it is not known which group is theirs: it may be any."""

    sums: Counter[Group] = field(default_factory=Counter)
    people: Counter[Group] = field(default_factory=Counter)
    blocked: Counter[Group] = field(default_factory=Counter)
    unplaced: int = 0

    def add(self, group: Group, values: Sequence[int]) -> None:
        """Count these people in."""
        self.sums[group] += sum(values)
        self.people[group] += len(values)

    def block(self, group: Group) -> None:
        """Count a member whose value is not known."""
        self.blocked[group] += 1

    def merge(self, other: "Sums") -> None:
        """Take in what another chunk gathered."""
        for mine, theirs in ((self.sums, other.sums), (self.people, other.people), (self.blocked, other.blocked)):
            for group, count in theirs.items():
                mine[group] += count
        self.unplaced += other.unplaced


@dataclass(slots=True)
class Values(Sums):
    """As Sums, and per group how many people have each value."""

    counts: dict[Group, Counter[int]] = field(default_factory=dict)

    def add(self, group: Group, values: Sequence[int]) -> None:
        """Count these people in."""
        Sums.add(self, group, values)
        self.counts.setdefault(group, Counter()).update(values)

    def merge(self, other: Sums) -> None:
        """Take in what another chunk gathered."""
        assert isinstance(other, Values)
        Sums.merge(self, other)
        for group, theirs in other.counts.items():
            self.counts.setdefault(group, Counter()).update(theirs)

    def ranks(self, group: Group) -> dict[int, int]:
        """Rank by value: 1 for the largest; equal values share the better rank, as in 1, 2, 2, 4."""
        values, counts = self._descending(group)
        return dict(zip(values, accumulate(counts[:-1], initial=1), strict=True)) if values else {}

    def cumulative(self, group: Group) -> dict[int, tuple[int, int]]:
        """By value the sum of all larger values, and the same with everybody of this value."""
        values, counts = self._descending(group)
        through = list(accumulate(value * count for value, count in zip(values, counts, strict=True)))
        return dict(zip(values, zip([0, *through[:-1]], through, strict=True), strict=True))

    def _descending(self, group: Group) -> tuple[list[int], list[int]]:
        counts = self.counts.get(group, Counter())
        values = sorted(counts, reverse=True)
        return values, [counts[value] for value in values]


@dataclass(slots=True)
class Reports:
    """Everybody with the id of the manager, the group and the value; None where the value is not known. People in
    `outside` are not in the plan and count nothing; they only stand in the chain."""

    ids: list[str] = field(default_factory=list)
    managers: list[str | None] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    values: list[int | None] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)

    def add(self, id_: str, manager: str | None, group: Group, value: int | None) -> None:
        """Take in one person."""
        self.ids.append(id_)
        self.managers.append(manager)
        self.groups.append(group)
        self.values.append(value)

    def merge(self, other: "Reports") -> None:
        """Take in what another chunk gathered."""
        self.ids += other.ids
        self.managers += other.managers
        self.groups += other.groups
        self.values += other.values
        self.outside |= other.outside

    def people(self) -> Iterator[tuple[int, str, Group, int | None]]:
        """Row, id, group and value of everybody."""
        return zip(range(len(self.ids)), self.ids, self.groups, self.values, strict=True)
