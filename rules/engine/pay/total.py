"""The total: gates, floor and cap on the sum, spread back over the components so that they always add up to it."""

from fractions import Fraction

from rules.columns import Number, merged
from rules.engine.kpis.gates import faults_of, lines_on, smallest_factor
from rules.engine.pay.components import too_large
from rules.engine.pay.paid import FLOOR_LINE
from rules.engine.pay.room import total_cap_in_force
from rules.engine.sheet.sheet import Sheet
from rules.numbers import ROUNDINGS, allocate


def total(sheet: Sheet, _: str) -> None:
    """Sum the components and apply what acts on the total."""
    lines = sheet.payable
    amounts = [sum(row) for row in zip(*(line.before_total for line in lines), strict=True)] or [0] * sheet.size
    for line in lines:
        sheet.total_faults = merged(sheet.total_faults, line.limit_faults)
    sheet.total_before = list(amounts)
    _TotalEffects(sheet).apply(amounts)
    sheet.total = amounts
    sheet.total_faults = merged(sheet.total_faults, too_large(amounts, "/total"))


def raise_to_floor(sheet: Sheet, paid: list[int]) -> None:
    """Raise what a period pays to the floor of the total, where reserves or instalments decide how much that is.

    `paid` are the lines as they are paid now: first parts, parts that are due, and what reserves give back. The cap of
    the total wins over the floor here too.
    """
    if sheet.compiled.plan.limits.total_floor is None or not sheet.floor_comes_last:
        return
    floor = sheet.notes["/limits/total_floor"]
    assert isinstance(floor, Number)
    least = sheet.money(floor)
    if sheet.total_room:
        least = [min(pair) for pair in zip(least, sheet.total_room, strict=True)]
    for row, (amount, low) in enumerate(zip(paid, least, strict=True)):
        if amount < low and row not in sheet.total_faults:
            sheet.raised[row] = sheet.raised_gross[row] = low - amount


class _TotalEffects:
    """Per row, only where something acts: most people meet no gate, floor or cap of the total."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.lines = sheet.payable
        self.keys = [line.key for line in self.lines]
        self.unit = 10**sheet.compiled.digits
        limits = sheet.compiled.plan.limits
        self.factor = smallest_factor(sheet, "total")
        self.gate_caps = [line for line in lines_on(sheet, "total") if line.cap is not None]
        self.floor = None if limits.total_floor is None else sheet.number("/limits/total_floor")
        self.cap = total_cap_in_force(sheet)

    def apply(self, amounts: list[int]) -> None:
        """Change the components' final amounts and `amounts`, the totals, in place."""
        self._collect_faults()
        if self.sheet.floor_comes_last:
            self.floor = None
        self.sheet.raised, self.sheet.raised_gross = [0] * self.sheet.size, [0] * self.sheet.size
        self.sheet.total_withheld = [0] * self.sheet.size
        self.sheet.total_room = [] if self.cap is None else self.sheet.money(self.cap)
        summed = Number(amounts if self.sheet.size > 1 else amounts[0], self.unit)
        touched = self._touched(summed)
        if not touched:
            return
        for line in self.lines:
            line.final, line.after_total_gates = list(line.before_total), list(line.before_total)
        for row in touched:
            amounts[row] = self._settle(row, amounts[row])

    def _collect_faults(self) -> None:
        faults = self.sheet.total_faults
        for column in (self.factor, self.floor, self.cap):
            faults = faults if column is None else merged(faults, column.faults)
        for line in lines_on(self.sheet, "total"):
            faults = merged(faults, faults_of(line))
        self.sheet.total_faults = faults

    def _touched(self, summed: Number) -> list[int]:
        one, rows = Number.constant(1), set[int]()
        flags = [] if self.factor is None else [self.factor.compared("<", one)]
        flags += [line.passed.negated() for line in self.gate_caps]
        flags += [] if self.floor is None else [summed.compared("<", self.floor)]
        flags += [] if self.cap is None else [summed.compared(">", self.cap)]
        for flag in flags:
            rows.update(flag.rows(self.sheet.size))
        if self.floor is not None and self.cap is not None:
            # A floor above the cap acts through the cap, also where the sum lies between the two.
            rows.update(self.cap.compared("<", self.floor).rows(self.sheet.size))
        return sorted(row for row in rows if row not in self.sheet.total_faults)

    def _settle(self, row: int, amount: int) -> int:
        amount = self._through_gates(row, amount)
        for line in self.lines:
            line.after_total_gates[row] = line.final[row]
        floor = None if self.floor is None else self._minor(self.floor, row)
        if floor is not None and amount < floor:
            self.sheet.raised[row] = self.sheet.raised_gross[row] = floor - amount
            amount = floor
        cap = None if self.cap is None else self._minor(self.cap, row)
        if cap is None or amount <= cap:
            return amount
        left = self._cut_to(row, amount, cap)
        self.sheet.total_withheld[row] = amount - left
        return left

    def _through_gates(self, row: int, amount: int) -> int:
        factor = None if self.factor is None else self.factor.at(row)
        if factor is not None and factor < 1:
            shares = [factor * line.final[row] for line in self.lines]
            scaled = self._round(factor * amount)
            amount = self._share(row, scaled, shares)
        caps = [
            self._minor(line.cap, row)
            for line in self.gate_caps
            if line.cap is not None and line.passed.at(row) is False
        ]
        return self._cut_to(row, amount, min(caps)) if caps and amount > min(caps) else amount

    def _cut_to(self, row: int, amount: int, cap: int) -> int:
        """What a cap takes is taken from the positive lines in proportion, and never more than they hold."""
        parts = [line.final[row] for line in self.lines] + [self.sheet.raised[row]]
        positive = sum(part for part in parts if part > 0)
        if positive == 0:
            return amount
        cap = max(cap, amount - positive)
        taken = Fraction(amount - cap, positive)
        return self._share(row, cap, [part - taken * part if part > 0 else Fraction(part) for part in parts])

    def _share(self, row: int, amount: int, shares: list[Fraction]) -> int:
        ties = [*self.keys, FLOOR_LINE][: len(shares)]
        parts = allocate(amount, shares, ties)
        for line, part in zip(self.lines, parts, strict=False):
            line.final[row] = part
        if len(shares) > len(self.keys):
            self.sheet.raised[row] = parts[-1]
        return amount

    def _minor(self, column: Number, row: int) -> int:
        value = column.at(row)
        assert value is not None
        return self._round(value * self.unit)

    def _round(self, value: Fraction) -> int:
        mode = self.sheet.compiled.plan.rounding.mode
        return ROUNDINGS[mode](value.numerator, value.denominator)
