"""Who reports to whom among the participants of one call: circles, depth, sums up the chain and the nearest giver."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rules.problems import Problem

CIRCULAR = Problem(
    "manager.circular",
    "/manager",
    "the chain of managers comes back to itself; mend who reports to whom for one of the people in the circle",
)
_TOP = -1
_IN_CIRCLE = -2


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Managers as row numbers of the call.

    `managers` has one entry per row: the row of the manager, None at the end of a chain (nobody named, or somebody who
    is not in the call). `circular` are the rows in a circle and those below one; nobody stands above them. `order` are
    all other rows, managers before the people who report to them.
    """

    managers: tuple[int | None, ...]
    order: tuple[int, ...]
    circular: frozenset[int]

    def sums(self, values: Sequence[int]) -> list[int]:
        """Each row's own value plus those of everybody below; rows of circles keep their own."""
        summed = list(values)
        for row in reversed(self.order):
            manager = self.managers[row]
            if manager is not None:
                summed[manager] += summed[row]
        return summed

    def with_all_above(self, rows: Collection[int]) -> frozenset[int]:
        """These rows and every manager above one of them; a circle is followed once around."""
        found = set(rows)
        for row in rows:
            above = self.managers[row]
            while above is not None and above not in found:
                found.add(above)
                above = self.managers[above]
        return frozenset(found)

    def nearest(self, is_given: Sequence[bool]) -> list[int | None]:
        """For each row the nearest row at or above it that gives a value; None where nobody does, and in circles."""
        found: list[int | None] = [None] * len(self.managers)
        for row in self.order:
            manager = self.managers[row]
            if is_given[row]:
                found[row] = row
            elif manager is not None:
                found[row] = found[manager]
        return found

    def tops(self) -> list[int]:
        """For each row the row at the end of its chain; rows of circles have themselves."""
        found = list(range(len(self.managers)))
        for row in self.order:
            manager = self.managers[row]
            if manager is not None:
                found[row] = found[manager]
        return found


def hierarchy(ids: Sequence[str], managers: Sequence[str | None]) -> Hierarchy:
    """The hierarchy of a call: `ids` of its participants and the id of each one's manager, in the same order."""
    rows = {id_: row for row, id_ in enumerate(ids)}
    above = tuple(None if manager is None else rows.get(manager) for manager in managers)
    depths = _depths(above)
    order = sorted((row for row, depth in enumerate(depths) if depth >= 0), key=depths.__getitem__)
    circular = frozenset(row for row, depth in enumerate(depths) if depth == _IN_CIRCLE)
    return Hierarchy(above, tuple(order), circular)


def _depths(managers: Sequence[int | None]) -> list[int]:
    """How many managers stand above each row; each row is walked over once."""
    depths: list[int | None] = [None] * len(managers)
    for start in range(len(managers)):
        chain: list[int] = []
        walked: set[int] = set()
        row: int | None = start
        while row is not None and depths[row] is None and row not in walked:
            walked.add(row)
            chain.append(row)
            row = managers[row]
        # Where the walk ended: above the top, at a row known from before, or at a row of this very chain.
        end = _TOP if row is None else depths[row]
        known = _IN_CIRCLE if end is None else end
        for below in reversed(chain):
            known = known if known == _IN_CIRCLE else known + 1
            depths[below] = known
    return [depth for depth in depths if depth is not None]
