"""What a sheet notes of values that people have together: calls over many people, and pots that are shared."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.columns import Faults, Number
from rules.compiled import people_call_id
from rules.formula import PeopleCall
from rules.population import Group, Pots, Reports, Sums


@dataclass(slots=True)
class PeopleCallLine:
    """One call over many people. `x` is what everybody contributes, `values` the same in units of 10^-12; `groups` has
    the group of every row, None where the call has no grouping. `value` is what the row reads of `part`, the whole;
    `before` the cumulative sum without the row's own value, `people_below` how many a `team_sum` counts."""

    call: PeopleCall
    x: Number
    values: list[int]
    groups: list[str | None] | None
    part: Sums | Reports | None = None
    value: Number = field(default_factory=lambda: Number.constant(0))
    before: Number | None = None
    people_below: list[int] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The id of the value in explanations, and its place in problems."""
        return people_call_id(self.call.name)

    def rows(self) -> Iterator[tuple[Group, int]]:
        """Group and value of every row."""
        groups = self.groups or [None] * len(self.values)
        return zip(groups, self.values, strict=True)


@dataclass(slots=True)
class PoolLine:
    """One pool: what its formulas give per row, by the name of the formula; the share, in minor units; the pots."""

    key: str
    parts: dict[str, Number]
    groups: list[str | None] | None
    pots: Pots | None = None
    shares: list[int] = field(default_factory=list)
    faults: Faults = field(default_factory=dict)
