"""Amounts that are paid in parts: equal ones, rounded the plan's way, of which the last takes what is left."""

from typing import Any

from rules.columns import Faults
from rules.engine.sheet.account import Instalment
from rules.engine.sheet.sheet import Sheet
from rules.numbers import ROUNDINGS, NumberRefused, RoundingMode, mantissa_and_scale
from rules.plan import PARTS_MAX
from rules.problems import Problem, pointer

_KEYS = frozenset({"amount", "parts", "paid"})


def part_of(entry: Instalment, number: int, mode: RoundingMode) -> int:
    """The part that is paid as number so and so, from 1: rounded amount / parts, the last one what is left.

    No part goes beyond what is left, which rounding up, or half up of very small amounts, would otherwise do.
    """
    equal = ROUNDINGS[mode](abs(entry.amount), entry.parts)
    before = min(equal * (number - 1), abs(entry.amount))
    through = abs(entry.amount) if number == entry.parts else min(equal * number, abs(entry.amount))
    return through - before if entry.amount >= 0 else before - through


def still_open(entry: Instalment, mode: RoundingMode) -> int:
    """What is left to be paid of an amount."""
    paid = min(ROUNDINGS[mode](abs(entry.amount), entry.parts) * entry.paid, abs(entry.amount))
    return entry.amount - paid if entry.amount >= 0 else entry.amount + paid


def split(sheet: Sheet, key: str) -> None:
    """Pay the first part of a component's amount, and the next part of each amount that is still open."""
    line, spec = sheet.components[key], sheet.compiled.plan.component(key)
    assert spec is not None
    assert spec.instalments is not None
    account, mode = sheet.instalment_account(key), sheet.compiled.plan.rounding.mode
    line.whole = line.final
    line.final = [part_of(Instalment(amount, spec.instalments, 0), 1, mode) for amount in line.whole]
    account.added = [whole - first for whole, first in zip(line.whole, line.final, strict=True)]
    account.taken = [sum(part_of(entry, entry.paid + 1, mode) for entry in found) for found in sheet.instalments[key]]
    account.pay = account.taken
    sheet.instalments_left[key] = [
        [*_moved_on(found), *([Instalment(amount, spec.instalments, 1)] if amount else [])]
        for found, amount in zip(sheet.instalments[key], line.whole, strict=True)
    ]


def _moved_on(found: list[Instalment]) -> list[Instalment]:
    """The amounts that are still open after their next part was paid."""
    return [entry._replace(paid=entry.paid + 1) for entry in found if entry.paid + 1 < entry.parts]


def read_instalments(sheet: Sheet) -> dict[str, Faults]:
    """Take in what earlier periods have left to pay; an entry that cannot be read blocks its person.

    Returns by component who has sent entries that cannot be read, as what is open is not known for them.
    """
    unread: dict[str, Faults] = {}
    for component in sheet.compiled.plan.components:
        if component.instalments is not None:
            raws = sheet.given.prior_instalments.get(component.key) or [None] * sheet.size
            found = [_read(sheet, component.key, raw) for raw in raws]
            unread[component.key] = {row: entry for row, entry in enumerate(found) if isinstance(entry, Problem)}
            sheet.instalments[component.key] = [[] if isinstance(entries, Problem) else entries for entries in found]
    message = "the plan pays no component of this name in instalments; settle what is left another way"
    for key, raws in sorted(sheet.given.prior_instalments.items()):
        if key not in sheet.instalments:
            sheet.block_givers(raws, Problem("instalments.unknown_key", pointer("prior", "instalments", key), message))
    return unread


def _read(sheet: Sheet, key: str, raw: Any) -> list[Instalment] | Problem:
    if raw is None:
        return []
    found: list[Instalment] = []
    for entry in raw if isinstance(raw, list) else [None]:
        try:
            found.append(_entry(entry, sheet.places_of(key)))
        except NumberRefused:
            path = pointer("prior", "instalments", key)
            message = (
                'open instalments are a list such as [{"amount": "1000.00", "parts": 4, "paid": 1}]: an amount as it '
                "was stated, parts from 2, and fewer of them paid"
            )
            return Problem("instalments.shape", path, message)
    return found


def _entry(given: Any, places: int) -> Instalment:
    """One entry; NumberRefused for anything that is none."""
    if not isinstance(given, dict) or given.keys() != _KEYS:
        raise NumberRefused("instalments.shape", "")
    amount, parts, paid = (
        _whole(given[name], digits) for name, digits in (("amount", places), ("parts", 0), ("paid", 0))
    )
    if not 1 <= paid < parts <= PARTS_MAX:
        raise NumberRefused("instalments.shape", "")
    return Instalment(amount, parts, paid)


def _whole(given: object, places: int) -> int:
    mantissa, scale = mantissa_and_scale(given)
    if scale > places:
        raise NumberRefused("number.too_many_places", "")
    return int(mantissa * 10 ** (places - scale))
