"""Inputs into columns: personal ones with what changed within the period, those of the company and of groups."""

from collections.abc import Sequence
from fractions import Fraction

from rules.columns import Column
from rules.engine.incoming.refusals import refuse_personal, refuse_unknown, refusing
from rules.engine.sheet.sharing import Sharing
from rules.engine.sheet.sheet import Sheet
from rules.engine.time.blend import Wanted, blended_input, take_of
from rules.facts import Intake, Raw, flag_column, number_column, out_of_range, word_column
from rules.numbers import plain_text
from rules.plan import BooleanInput, CategoryInput, Input, MoneyInput
from rules.problems import pointer


def receive_inputs(sheet: Sheet, intake: Intake) -> None:
    """Every declared input of every person; what is missing or out of its range blocks the person."""
    declared = sheet.compiled.plan.inputs
    refuse_unknown(sheet, "inputs", intake.inputs, frozenset(declared))
    for key, spec in declared.items():
        if spec.scope == "personal":
            column = _blended(sheet, spec, key, intake.inputs.get(key))
        else:
            refuse_personal(sheet, "input.not_personal", pointer("inputs", key), intake.inputs.get(key))
            column = _shared_input(spec, key, sheet.sharing[spec.scope])
        for row, fault in column.faults.items():
            sheet.block(row, fault)
        sheet.environment[key] = column


def _blended(sheet: Sheet, spec: Input, key: str, raws: list[Raw] | None) -> Column:
    """A personal input; where a person's segments say it, what they make together."""
    own = _input(spec, raws, key, sheet.size)
    if not sheet.stretches or sheet.compiled.plan.segments == "separate":
        return own
    wanted = Wanted(
        pointer("inputs", key), lambda cells, size: _input(spec, cells, key, size), "input.missing", take_of(spec)
    )
    return blended_input(sheet, key, own, raws, wanted)


def _shared_input(spec: Input, key: str, shared: Sharing) -> Column:
    return shared.column(lambda entry: entry.inputs.get(key), lambda raws, size: _input(spec, raws, key, size))


def _input(spec: Input, given: Sequence[Raw] | None, key: str, size: int) -> Column:
    refuse = refusing("inputs", key)
    missing = refuse("input.missing", f"input {key} is required; give it a value, or declare a default in the plan")
    raws: Sequence[Raw] = given if given is not None else [None] * size
    if spec.default is not None:
        default = plain_text(spec.default) if isinstance(spec.default, Fraction) else spec.default
        raws = [default if raw is None else raw for raw in raws]
    match spec:
        case BooleanInput():
            return flag_column(raws, missing, refuse)
        case CategoryInput(values=values):
            return word_column(raws, values, missing, refuse)
    column = number_column(raws, missing, refuse)
    return column.with_faults(
        out_of_range(column, spec.min, spec.max, size, lambda: refuse("input.out_of_range", _range_message(spec, key)))
    )


def _range_message(spec: Input, key: str) -> str:
    low = getattr(spec, "min", None)
    high = getattr(spec, "max", None)
    bounds = [f"at least {plain_text(low)}"] if low is not None else []
    bounds += [f"at most {plain_text(high)}"] if high is not None else []
    money = " (the plan may set another `min`)" if isinstance(spec, MoneyInput) and not spec.says("min") else ""
    return f"input {key} must be {' and '.join(bounds)}{money}"
