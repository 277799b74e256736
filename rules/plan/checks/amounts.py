"""Components, gates, limits and rounding: parameters that fit together."""

from collections.abc import Iterator

from rules.numbers.exact import PLACES_MAX
from rules.plan.components import Component
from rules.plan.limits import cap_formula
from rules.plan.plan import Plan
from rules.plan.time import Balance
from rules.plan.values import constant
from rules.problems import Problem, pointer

_INSTALMENTS_MIN = 2
PARTS_MAX = 1200
"""Most instalments of one amount: a hundred years of months."""


def check_amounts(plan: Plan) -> Iterator[Problem]:
    """Everything that shapes money."""
    for index, component in enumerate(plan.components):
        yield from _check_component(component, pointer("components", index))
    yield from _check_gates(plan)
    limits = plan.limits
    yield from _check_limits(limits.total_floor, cap_formula(limits.total_cap), "/limits/total_cap")
    if plan.rounding.steps is not None and plan.rounding.steps > PLACES_MAX:
        yield Problem("plan.places", "/rounding/steps", f"At most {PLACES_MAX} decimal places are kept.")
    for key, pool in plan.pools.items():
        if pool.unit is not None and pool.unit <= 0:
            yield Problem("plan.unit", pointer("pools", key, "unit"), "The unit of a share is above 0.")
    for key, balance in plan.balances.items():
        yield from _check_balance(balance, pointer("balances", key))


def _check_component(component: Component, path: str) -> Iterator[Problem]:
    yield from _check_limits(component.floor, cap_formula(component.cap), f"{path}/cap")
    if component.unit is None and component.places is not None:
        message = 'A line without "unit" has the decimals of the currency; leave "places" out, or say what is counted.'
        yield Problem("plan.unit_places", path, message)
    if component.places is not None and component.places > PLACES_MAX:
        yield Problem("plan.places", f"{path}/places", f"At most {PLACES_MAX} decimal places are kept.")
    if component.instalments is not None and not _INSTALMENTS_MIN <= component.instalments <= PARTS_MAX:
        message = f"Instalments are {_INSTALMENTS_MIN} to {PARTS_MAX}; leave the key out for one."
        yield Problem("plan.instalments", f"{path}/instalments", message)


def _check_balance(balance: Balance, path: str) -> Iterator[Problem]:
    if not (balance.says("add") or balance.says("take")):
        yield Problem("plan.missing_key", path, 'A balance needs "add", "take" or both.')
    if balance.kind == "draw" and balance.until is None:
        message = 'A draw must end: say "until" when the last advance was paid, or give the balance another kind.'
        yield Problem("plan.draw_end", path, message)
    for name in ("add", "take"):
        amount = constant(getattr(balance, name))
        if amount is not None and amount < 0:
            message = 'A balance adds and takes amounts of 0 or more; move the amount to the other of "add" and "take".'
            yield Problem("plan.negative_balance", f"{path}/{name}", message)


def _check_gates(plan: Plan) -> Iterator[Problem]:
    for index, gate in enumerate(plan.gates):
        path = pointer("gates", index, "otherwise")
        if (gate.otherwise.factor is None) == (gate.otherwise.cap is None):
            yield Problem("plan.gate_effect", path, 'A closed gate has one effect: give "factor" or "cap", not both.')
        factor = constant(gate.otherwise.factor)
        if factor is not None and not 0 <= factor <= 1:
            yield Problem("plan.gate_factor", f"{path}/factor", "The factor of a gate lies between 0 and 1.")


def _check_limits(floor: str | None, cap: str | None, path: str) -> Iterator[Problem]:
    low, high = constant(floor), constant(cap)
    if high is not None and high < 0:
        yield Problem("plan.negative_cap", path, "A cap is not below 0; for a line that takes money write a formula.")
        return
    if low is not None and high is not None and low > high:
        yield Problem("plan.limits_order", path, "The cap is below the floor; exchange them.")
