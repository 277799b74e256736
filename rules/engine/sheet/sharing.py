"""Inputs and facts of the company or of groups as columns: read once per company or group, spread over its people."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass

from rules.columns import Column, Faults, gathered
from rules.facts import Intake, Raw, SharedData
from rules.plan import SharedScope
from rules.problems import Problem, pointer

ANY = 0
"""The entry of a person who has none: it is never looked at, as the row has a fault."""
NO_GROUP = Problem(
    "group.missing", "/group", 'the plan reads data of the person\'s group; give its id, such as "group": "north"'
)
UNKNOWN_GROUP = Problem(
    "group.unknown", "/group", "the call has no group of this id; add it under groups, or mend the id"
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """One scope: `entries` are the company, or the groups of these people, and `places` where the call says them.

    `rows` holds each person's entry; a person without one has a fault in `outside`, and any entry.
    """

    entries: tuple[SharedData, ...]
    places: tuple[str, ...]
    rows: tuple[int, ...]
    outside: Faults

    def place(self, row: int) -> str:
        """Where the call says the data of one person's company or group; a pointer."""
        return "/groups" if row in self.outside else self.places[self.rows[row]]

    def entry(self, row: int) -> SharedData:
        """The data of one person's company or group."""
        return self.entries[self.rows[row]]

    def column(self, cell: Callable[[SharedData], Raw], read: Callable[[Sequence[Raw], int], Column]) -> Column:
        """What `read` makes of one raw cell per entry, with a row per person; problems say whose data is wrong."""
        column = read([cell(entry) for entry in self.entries], len(self.entries))
        column.faults = {entry: fault.under(self.places[entry]) for entry, fault in column.faults.items()}
        spread = gathered(column, self.rows)
        if self.outside:
            spread.faults = {**spread.faults, **self.outside}
        return spread


def sharing(intake: Intake, scope: SharedScope) -> Sharing:
    """The company of a chunk, or the groups of its people."""
    size = len(intake.ids)
    if scope == "company":
        return Sharing((intake.around.company,), ("/company",), (0,) * size, {})
    named = intake.ties.get("group") or [None] * size
    known = sorted({group for group in named if group is not None and group in intake.around.groups})
    if not known:
        return Sharing((SharedData(),), ("",), (ANY,) * size, dict(_outside(named, ())))
    entries: dict[str | None, int] = {group: entry for entry, group in enumerate(known)}
    return Sharing(
        entries=tuple(intake.around.groups[group] for group in known),
        places=tuple(pointer("groups", group) for group in known),
        rows=tuple(entries.get(group, ANY) for group in named),
        outside=dict(_outside(named, entries)),
    )


def _outside(named: Sequence[str | None], known: Container[str | None]) -> Iterator[tuple[int, Problem]]:
    for row, group in enumerate(named):
        if group not in known:
            yield row, NO_GROUP if group is None else UNKNOWN_GROUP
