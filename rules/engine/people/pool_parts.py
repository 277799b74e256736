"""What each person's formulas give a pool, in whole units of money and of weight."""

from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Number, every_row, merged
from rules.engine.sheet.sheet import Sheet
from rules.plan import ClaimPool, Pool, WeightPool
from rules.population import PLACES, Member
from rules.problems import Problem, pointer

_ZERO = Number.constant(0)


@dataclass(slots=True)
class Parts:
    """What the pool's formulas give: the columns by name; per row the pot in minor units of money, the weight (of a
    claim: the claim in minor units), and the bounds in units of the pool."""

    columns: dict[str, Number]
    amounts: list[int]
    weights: list[int]
    lows: list[int] | None
    highs: list[int] | None
    faults: dict[int, Problem]

    def member(self, id_: str, row: int) -> Member:
        """The row's part in its pot."""
        low = 0 if self.lows is None else self.lows[row]
        return Member(id_, self.weights[row], low, None if self.highs is None else self.highs[row])


def parts_of(sheet: Sheet, key: str, pool: Pool) -> Parts:
    """The parts of this sheet's people; the rows in `faults` have none."""
    return _claims(sheet, key, pool) if isinstance(pool, ClaimPool) else _weights(sheet, key, pool)


def _weights(sheet: Sheet, key: str, pool: WeightPool) -> Parts:
    names = [name for name in ("amount", "weight", "min", "max") if getattr(pool, name) is not None]
    columns = {name: sheet.number(f"/pools/{key}/{name}") for name in names}
    amount, weight = columns["amount"], columns["weight"]
    low, high = columns.get("min"), columns.get("max")
    refused = {
        "pool.negative_pot": ("amount", amount.compared("<", _ZERO), "a pot cannot be negative; mend its formula"),
        "pool.negative_weight": (
            "weight",
            weight.compared("<", _ZERO),
            "a weight cannot be negative; mend its formula",
        ),
    }
    if low is not None and high is not None:
        message = "the smallest share is above the largest; mend the formulas"
        refused["pool.min_above_max"] = ("min", low.compared(">", high), message)
    faults = merged({}, amount.faults)
    for column in (weight, low, high):
        faults = faults if column is None else merged(faults, column.faults)
    for code, (name, wrong, message) in refused.items():
        problem = Problem(code, pointer("pools", key, name), message)
        faults = merged(faults, every_row(wrong.rows(sheet.size), problem))
    return Parts(
        columns,
        amounts=sheet.money(amount),
        weights=_listed(weight.in_units(PLACES), sheet.size),
        lows=None if low is None else _whole_units(sheet, pool, low.greater(_ZERO), up=True),
        highs=None if high is None else _whole_units(sheet, pool, high.greater(_ZERO), up=False),
        faults=dict(faults),
    )


def _claims(sheet: Sheet, key: str, pool: ClaimPool) -> Parts:
    """A claim is its own weight and its own largest share; negative claims (reversals) take no part."""
    fund, line = sheet.number(f"/pools/{key}/fund"), sheet.components[pool.claims]
    steps = unit_of(sheet, pool)
    claims = [max(amount, 0) for amount in line.limited]
    negative = fund.compared("<", _ZERO)
    problem = Problem("pool.negative_pot", pointer("pools", key, "fund"), "a fund cannot be negative; mend its formula")
    faults = merged(merged(fund.faults, line.limit_faults), every_row(negative.rows(sheet.size), problem))
    return Parts({"fund": fund}, sheet.money(fund), claims, None, [claim // steps for claim in claims], dict(faults))


def unit_of(sheet: Sheet, pool: Pool) -> int:
    """The pool's smallest share in minor units of the currency; the plan check makes sure that it is whole."""
    return 1 if pool.unit is None else int(pool.unit * 10**sheet.compiled.digits)


def _whole_units(sheet: Sheet, pool: Pool, column: Number, *, up: bool) -> list[int]:
    """A bound in whole units inside it: the least number not below a minimum, the largest not above a maximum."""
    scaled = column * Number.constant(Fraction(10**sheet.compiled.digits, unit_of(sheet, pool)))
    floored = -((-scaled).floor()) if up else scaled.floor()
    return _listed(floored.nums, sheet.size)


def _listed(units: int | list[int], size: int) -> list[int]:
    return units if isinstance(units, list) else [units] * size
