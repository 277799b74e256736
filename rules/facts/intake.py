"""Raw columns of one chunk of participants, exactly as a call or a file delivered them: nothing is parsed yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rules.facts.raw import Raw
from rules.facts.surroundings import Surroundings
from rules.problems import Problem

_Key = TypeVar("_Key")
_Cell = TypeVar("_Cell")


@dataclass(slots=True)
class Intake:
    """Columns keyed by name; every list has one entry per participant, in the order of `ids`.

    `levels` is keyed by (KPI, "base" | "normal" | "target"). `not_applicable` holds the reason, or None where the KPI
    applies. `prior_paid` is keyed by component, `prior_balances` by balance, and
    `prior_instalments`, lists of open amounts, by component. `ties` holds texts that connect a person
    to others ("group", "manager"), `details` JSON values that one step reads as a whole ("assignment", "segments"). A
    row with an entry in `problems` is blocked by it; `warnings` are carried into the result. `around` is what the call
    says once for everybody.

    `is_connected` says that what people have from each other is in the columns already: `givers` are then the ids of
    the managers whose inputs were inherited, and `credited` counts the shares of credits among a fact's observations.
    """

    ids: list[str]
    inputs: dict[str, list[Raw]] = field(default_factory=dict)
    facts: dict[str, list[Raw]] = field(default_factory=dict)
    levels: dict[tuple[str, str], list[Raw]] = field(default_factory=dict)
    weights: dict[str, list[Raw]] = field(default_factory=dict)
    not_applicable: dict[str, list[str | None]] = field(default_factory=dict)
    prior_facts: dict[str, list[Raw]] = field(default_factory=dict)
    prior_paid: dict[str, list[Raw]] = field(default_factory=dict)
    prior_balances: dict[str, list[Raw]] = field(default_factory=dict)
    prior_instalments: dict[str, list[Any]] = field(default_factory=dict)
    ties: dict[str, list[str | None]] = field(default_factory=dict)
    details: dict[str, list[Any]] = field(default_factory=dict)
    problems: dict[int, list[Problem]] = field(default_factory=dict)
    warnings: dict[int, list[Problem]] = field(default_factory=dict)
    givers: dict[str, list[str | None]] = field(default_factory=dict)
    credited: dict[str, list[int]] = field(default_factory=dict)
    is_connected: bool = False
    around: Surroundings = field(default_factory=Surroundings)

    def parts(self, rows_max: int) -> Iterator["Intake"]:
        """The same participants in their order, in chunks of at most so many."""
        if len(self.ids) <= rows_max:
            yield self
            return
        for start in range(0, len(self.ids), rows_max):
            yield self.only(range(start, min(start + rows_max, len(self.ids))))

    def only(self, rows: Sequence[int]) -> "Intake":
        """The participants of these rows, in this order."""
        return Intake(
            ids=_taken(self.ids, rows),
            inputs=_cut(self.inputs, rows),
            facts=_cut(self.facts, rows),
            levels=_cut(self.levels, rows),
            weights=_cut(self.weights, rows),
            not_applicable=_cut(self.not_applicable, rows),
            prior_facts=_cut(self.prior_facts, rows),
            prior_paid=_cut(self.prior_paid, rows),
            prior_balances=_cut(self.prior_balances, rows),
            prior_instalments=_cut(self.prior_instalments, rows),
            ties=_cut(self.ties, rows),
            details=_cut(self.details, rows),
            problems=_moved(self.problems, rows),
            warnings=_moved(self.warnings, rows),
            givers=_cut(self.givers, rows),
            credited=_cut(self.credited, rows),
            is_connected=self.is_connected,
            around=self.around,
        )


def _cut(columns: Mapping[_Key, list[_Cell]], rows: Sequence[int]) -> dict[_Key, list[_Cell]]:
    return {key: _taken(column, rows) for key, column in columns.items()}


def _taken(column: list[_Cell], rows: Sequence[int]) -> list[_Cell]:
    if isinstance(rows, range):
        return column[rows.start : rows.stop]
    return [column[row] for row in rows]


def _moved(found: Mapping[int, list[Problem]], rows: Sequence[int]) -> dict[int, list[Problem]]:
    if isinstance(rows, range):
        return {row - rows.start: problems for row, problems in found.items() if row in rows}
    return {place: found[row] for place, row in enumerate(rows) if row in found}
