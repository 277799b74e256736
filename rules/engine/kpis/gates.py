"""Gates: conditions that scale or cap a KPI's index, a component, or the total."""

from rules.columns import Faults, Flag, Number, every_row, merged, only_where
from rules.engine.sheet.sheet import GateLine, Sheet
from rules.problems import Problem, pointer

_ZERO, _ONE = Number.constant(0), Number.constant(1)


def gate(sheet: Sheet, key: str) -> None:
    """Whether the gate is open, and what it means where it is not."""
    spec = sheet.compiled.gates[key]
    passed = sheet.flag(f"/gates/{key}")
    factor = cap = None
    if spec.otherwise.factor is not None:
        factor = sheet.number(f"/gates/{key}/factor")
        message = "a gate's factor must lie between 0 and 1"
        problem = Problem("gate.factor_out_of_range", pointer("gates", key, "factor"), message)
        outside = factor.compared("<", _ZERO).either(factor.compared(">", _ONE))
        factor = factor.with_faults(every_row(outside.rows(sheet.size), problem))
    if spec.otherwise.cap is not None:
        cap = sheet.number(f"/gates/{key}/cap")
    sheet.gates[key] = GateLine(key, passed, factor, cap, enforced=spec.mode == "enforce")
    if spec.mode == "advisory":
        _warn_of_faults(sheet, key, passed)


def gated(sheet: Sheet, scope: str, value: Number) -> Number:
    """`value` after the enforced gates on this scope: times the smallest factor, then at most the smallest cap."""
    factor = smallest_factor(sheet, scope)
    if factor is not None:
        value = value * factor
    for line in lines_on(sheet, scope):
        if line.cap is not None:
            # The cap is read only where the gate is closed, so what is wrong with it elsewhere does not count.
            value = value.chosen(line.passed, value.lesser(line.cap))
    return value


def smallest_factor(sheet: Sheet, scope: str) -> Number | None:
    """The smallest factor of the closed gates on this scope, 1 where all are open; None without factor gates."""
    smallest: Number | None = None
    for line in lines_on(sheet, scope):
        if line.factor is not None:
            effect = _ONE.chosen(line.passed, line.factor)
            smallest = effect if smallest is None else smallest.lesser(effect)
    return smallest


def lines_on(sheet: Sheet, scope: str) -> list[GateLine]:
    """The enforced gates that act on a scope."""
    return [sheet.gates[key] for key in sheet.compiled.gates_on.get(scope, ())]


def faults_of(line: GateLine) -> Faults:
    """The rows in which a gate cannot act: undecided, or closed without a usable effect."""
    effect = line.factor if line.cap is None else line.cap
    assert effect is not None
    return merged(line.passed.faults, only_where(effect.faults, line.passed.marks, wanted=False))


def _warn_of_faults(sheet: Sheet, key: str, passed: Flag) -> None:
    for row, fault in passed.faults.items():
        message = f"the advisory gate {key} could not be decided: {fault.message}"
        sheet.warn(row, Problem("gate.undecided", pointer("gates", key), message))
