"""Recomputed − booked as a reversal and a new line per component: never a rounded difference, never an edit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from rules.plan import CorrectionPay
from rules.problems import Problem
from rules.results import PayLine

_BLOCKED = Problem(
    "correction.blocked",
    "",
    "this person's pay cannot be recomputed, so nothing is carried; mend what blocks the result, then correct again",
)
P = TypeVar("P")
"""What names a period: its number, its days, anything."""

_Place = tuple[str, str, str | None]
"""Component, currency and payroll code: what is taken back is taken back where it was paid."""


@dataclass(frozen=True, slots=True)
class CarriedLine(Generic[P]):
    """One line of a correction: earned in one period, paid in another (or the same), in minor units."""

    component: str
    kind: Literal["reversal", "new"]
    amount_minor: int
    currency: str
    earning_code: str | None
    earned: P
    paid: P


@dataclass(frozen=True, slots=True)
class Correction(Generic[P]):
    """The lines of one person, plan and original period; with a problem there are none."""

    lines: tuple[CarriedLine[P], ...] = ()
    problems: tuple[Problem, ...] = ()


def paid_period(earned: P, open_period: P, pay: CorrectionPay) -> P:
    """In which period a correction is paid: the open one (`carry`), or the one that was wrong (`original`)."""
    return open_period if pay == "carry" else earned


def carried_lines(
    booked: Iterable[PayLine | CarriedLine[P]],
    recomputed: Iterable[PayLine] | None,
    *,
    earned: P,
    paid: P,
) -> Correction[P]:
    """What mends the booked pay of one person by one plan in one period.

    `booked` are the lines of the booked result and of all corrections of it so far (none for somebody who was
    deferred), `recomputed` those of the new result, None where it is blocked. What stands is taken back whole, and
    what should stand is paid whole; a component that stays as it is gives no line. However often this is repeated,
    booked and carried lines add up to what was recomputed last.
    """
    if recomputed is None:
        return Correction(problems=(_BLOCKED,))
    standing, right = _sums(booked), _sums(recomputed)
    lines: list[CarriedLine[P]] = []
    for place in sorted(standing.keys() | right.keys(), key=_order):
        was, is_ = standing[place], right[place]
        if was == is_:
            continue
        component, currency, code = place
        if was:
            lines.append(CarriedLine(component, "reversal", -was, currency, code, earned, paid))
        if is_:
            lines.append(CarriedLine(component, "new", is_, currency, code, earned, paid))
    return Correction(tuple(sorted(lines, key=lambda line: (line.component, line.kind == "new"))))


def _sums(lines: Iterable[PayLine | CarriedLine[P]]) -> Counter[_Place]:
    sums: Counter[_Place] = Counter()
    for line in lines:
        sums[line.component, line.currency, line.earning_code] += line.amount_minor
    return sums


def _order(place: _Place) -> tuple[str, str, str]:
    component, currency, code = place
    return component, currency, code or ""
