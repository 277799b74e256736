"""Inputs: bounds in order, defaults inside them, codes once."""

from collections.abc import Iterator

from rules.plan.inputs import BooleanInput, CategoryInput, MoneyInput, NumberInput
from rules.plan.plan import Plan
from rules.problems import Problem, pointer


def check_inputs(plan: Plan) -> Iterator[Problem]:
    """Every declared input."""
    for key, declared in plan.inputs.items():
        path = pointer("inputs", key)
        if declared.inherit is not None and declared.scope != "personal":
            message = 'Only a personal input is inherited; leave out "inherit", or the scope.'
            yield Problem("plan.input_inherit", f"{path}/inherit", message)
        if declared.take == "average" and isinstance(declared, CategoryInput | BooleanInput):
            message = 'Only numbers have an average; take "end" or "start".'
            yield Problem("plan.input_take", f"{path}/take", message)
        if isinstance(declared, CategoryInput):
            yield from _check_codes(declared, path)
        elif not isinstance(declared, BooleanInput):
            yield from _check_bounds(declared, path)


def _check_codes(declared: CategoryInput, path: str) -> Iterator[Problem]:
    if len(set(declared.values)) < len(declared.values):
        yield Problem("plan.duplicate_entry", f"{path}/values", "A code stands twice in this list; keep one.")
    if declared.default is not None and declared.default not in declared.values:
        yield Problem("plan.input_default", f"{path}/default", 'The default must be one of the codes in "values".')


def _check_bounds(declared: MoneyInput | NumberInput, path: str) -> Iterator[Problem]:
    low, high, default = declared.min, declared.max, declared.default
    if low is not None and high is not None and low > high:
        yield Problem("plan.input_range", f"{path}/max", 'The largest value is below the smallest ("min").')
    if default is not None and ((low is not None and default < low) or (high is not None and default > high)):
        hint = ""
        if isinstance(declared, MoneyInput) and not declared.says("min"):
            hint = ' Money starts at 0 unless "min" says otherwise.'
        yield Problem("plan.input_default", f"{path}/default", f"The default must lie between min and max.{hint}")
