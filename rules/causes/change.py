"""A change of pay and the steps that make it up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rules.causes.mixture import EVALUATED, Cause
from rules.results import PayLine
from rules.sums import Amounts, add_amounts, amount_texts, difference

CAUSES: tuple[Cause, ...] = (*EVALUATED, "adjustments")
"""The order in which one input is turned into the other."""

Side = Literal["old", "new"]
ComponentAmounts = Mapping[str, Amounts]
"""Component → minor units by currency."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What a person gets: the total with adjustments, and its components; minor units by currency."""

    total: Amounts
    components: ComponentAmounts

    @classmethod
    def of(cls, lines: Iterable[PayLine], adjustments: Amounts) -> "Paid":
        """The sums of the lines of a result, and of the adjustments beside it."""
        lines = list(lines)
        parts = [(line.currency, line.amount_minor) for line in lines]
        components = {
            key: add_amounts((line.currency, line.amount_minor) for line in lines if line.component == key)
            for key in dict.fromkeys(line.component for line in lines)
        }
        return cls(add_amounts([*parts, *adjustments.items()]), components)

    def since(self, before: "Paid") -> "Paid":
        """What came on top of `before`; what is equal is left out."""
        keys = dict.fromkeys([*before.components, *self.components])
        changed = {key: difference(self.components.get(key, {}), before.components.get(key, {})) for key in keys}
        return Paid(difference(self.total, before.total), {key: part for key, part in changed.items() if part})

    def to_json(self) -> dict[str, Any]:
        """The wire shape."""
        return {
            "total": amount_texts(self.total),
            "components": {key: amount_texts(part) for key, part in self.components.items()},
        }


NOTHING = Paid({}, {})


@dataclass(frozen=True, slots=True)
class PayStep:
    """What one cause changed, or several together where their mixture alone could not be computed."""

    name: str
    change: Paid

    def to_json(self) -> dict[str, Any]:
        """The wire shape."""
        return {"name": self.name, **self.change.to_json()}


@dataclass(frozen=True, slots=True)
class PayChange:
    """Old, new and the steps between; they add up to new − old, in total and per component.

    `old` and `new` are None for who is not in that run, and where the result is blocked; `blocked` tells the two
    apart. Where a side is blocked there are no steps.
    """

    old: Paid | None
    new: Paid | None
    steps: tuple[PayStep, ...] = ()
    blocked: tuple[Side, ...] = field(default=())

    @property
    def change(self) -> Paid | None:
        """new − old, where somebody who is not in a run has nothing there; None where a side is blocked."""
        return None if self.blocked else (self.new or NOTHING).since(self.old or NOTHING)

    def to_json(self) -> dict[str, Any]:
        """The wire shape."""
        change = self.change
        return {
            "old": None if self.old is None else self.old.to_json(),
            "new": None if self.new is None else self.new.to_json(),
            "change": None if change is None else change.to_json(),
            "blocked": list(self.blocked),
            "steps": [step.to_json() for step in self.steps],
        }


def together(changes: Sequence[PayChange], before: Amounts, after: Amounts) -> PayChange:
    """The changes of one person by several plans as one, with what stands beside the results: the totals of steps of
    one name added up. Where any of them is blocked there are no steps."""
    sides: tuple[Side, ...] = ("old", "new")
    blocked = tuple(side for side in sides if any(side in change.blocked for change in changes))
    old = None if "old" in blocked else _whole([change.old for change in changes], before)
    new = None if "new" in blocked else _whole([change.new for change in changes], after)
    if blocked:
        return PayChange(old, new, (), blocked)
    names = {step.name for change in changes for step in change.steps}
    steps = [(name, add_amounts(_of_steps(changes, name))) for name in sorted(names, key=_place)]
    steps.append((CAUSES[-1], difference(after, before)))
    shown = ((name, {code: minor for code, minor in total.items() if minor}) for name, total in steps)
    return PayChange(old, new, tuple(PayStep(name, Paid(total, {})) for name, total in shown if total))


def _whole(parts: Iterable[Paid | None], beside: Amounts) -> Paid:
    found = [item for part in parts if part is not None for item in part.total.items()]
    return Paid(add_amounts([*found, *beside.items()]), {})


def _of_steps(changes: Iterable[PayChange], name: str) -> Iterator[tuple[str, int]]:
    for change in changes:
        for step in change.steps:
            if step.name == name:
                yield from step.change.total.items()


def _place(name: str) -> tuple[int, str]:
    """In the order of the causes; several together come where the last of them does."""
    last = name.rsplit(" + ", maxsplit=1)[-1]
    return (CAUSES.index(last) if last in CAUSES else -1, name)
