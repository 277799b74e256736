"""Pools: everybody's part in a pot, and the share of the person once all parts are known."""

from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Number, every_row, merged
from rules.engine.kpis.eligibility import shut_out
from rules.engine.people.people_calls import NO_GROUP, NOT_COUNTED, depends_on_blocked, groups_of
from rules.engine.sheet.sheet import Sheet
from rules.engine.sheet.together import PoolLine
from rules.formula import TEAM
from rules.numbers import money_text
from rules.plan import ClaimPool, Pool, WeightPool
from rules.population import PLACES, Member, Pot, Pots
from rules.problems import Problem, pointer

_ZERO = Number.constant(0)


def gather_pool(sheet: Sheet, key: str, stand_in: dict[int, Member] | None = None) -> Pots:
    """The parts of this sheet's people in their pots; `stand_in` are parts for blocked people whose share is kept."""
    pool = sheet.compiled.plan.pools[key]
    parts = _parts(sheet, key, pool)
    line = sheet.pools[key] = PoolLine(key, parts.columns, groups_of(sheet, pool.by))
    line.faults = parts.faults
    outside = shut_out(sheet)
    pots = Pots(pool.remainder, limited=isinstance(pool, ClaimPool))
    for row, id_ in enumerate(sheet.ids):
        group = None if line.groups is None else line.groups[row]
        if row in outside or (line.groups is not None and group is None):
            continue
        pot = pots.pot(group)
        if row in line.faults or row in sheet.row_problems:
            _add_blocked(pot, pool, id_, (stand_in or {}).get(row))
        else:
            pot.members.append(parts.member(id_, row))
            pot.amounts.add(parts.amounts[row])
    return pots


def blocked_in_pool(sheet: Sheet, key: str) -> list[int]:
    """The rows in the plan whose part in a pool is not known."""
    faults = _parts(sheet, key, sheet.compiled.plan.pools[key]).faults
    return sorted((faults.keys() | sheet.row_problems.keys()) - shut_out(sheet).keys())


def parts_at_normal(imagined: Sheet, key: str) -> list[Member | None]:
    """The parts of people imagined to be at normal; None where even so something is missing."""
    parts = _parts(imagined, key, imagined.compiled.plan.pools[key])
    return [None if row in parts.faults else parts.member(id_, row) for row, id_ in enumerate(imagined.ids)]


def _add_blocked(pot: Pot, pool: Pool, id_: str, stand_in: Member | None) -> None:
    if pool.blocked == "exclude":
        pot.left_out += 1
    elif pool.blocked == "reserve" and stand_in is not None:
        pot.members.append(stand_in)
        pot.reserved.add(id_)
    else:
        pot.blocked += 1


@dataclass(slots=True)
class Parts:
    """What the pool's formulas give: the columns by name, and per row whole units."""

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


def _parts(sheet: Sheet, key: str, pool: Pool) -> Parts:
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
        amounts=_in_units(sheet, pool, amount),
        weights=_listed(weight.in_units(PLACES), sheet.size),
        lows=None if low is None else _whole_units(sheet, pool, low.greater(_ZERO), up=True),
        highs=None if high is None else _whole_units(sheet, pool, high.greater(_ZERO), up=False),
        faults=dict(faults),
    )


def _claims(sheet: Sheet, key: str, pool: ClaimPool) -> Parts:
    """A claim is its own weight and its own largest share; negative claims (reversals) take no part."""
    fund, line = sheet.number(f"/pools/{key}/fund"), sheet.components[pool.claims]
    steps = _unit_in_minor(sheet, pool)
    claims = [max(amount, 0) // steps for amount in line.limited]
    negative = fund.compared("<", _ZERO)
    problem = Problem("pool.negative_pot", pointer("pools", key, "fund"), "a fund cannot be negative; mend its formula")
    faults = merged(merged(fund.faults, line.limit_faults), every_row(negative.rows(sheet.size), problem))
    funds = _in_units(sheet, pool, fund)
    return Parts({"fund": fund}, funds, claims, None, claims, dict(faults))


def settle_pool(sheet: Sheet, key: str, pots: Pots) -> None:
    """Write everybody's own share, now that all parts are known."""
    pool, line, outcome = sheet.compiled.plan.pools[key], sheet.pools[key], pots.outcome
    line.pots = pots
    steps = _unit_in_minor(sheet, pool)
    line.shares = [outcome.by_id[id_] * steps for id_ in sheet.ids]
    line.faults = {**_problems(sheet, line, pool, pots), **line.faults}
    unit = 10**sheet.compiled.digits
    shares = line.shares if sheet.size > 1 else line.shares[0]
    sheet.name(key, Number(shares, unit, line.faults))
    if isinstance(pool, ClaimPool):
        _pay_claims(sheet, key, pool, line)


def _pay_claims(sheet: Sheet, key: str, pool: ClaimPool, line: PoolLine) -> None:
    """A claim is paid as its share; if some other line pays the share, the claim itself pays nothing."""
    claim = sheet.components[pool.claims]
    paid_elsewhere = key in sheet.compiled.paid_pools
    claim.pooled = [
        amount if amount < 0 else (0 if paid_elsewhere else share)
        for amount, share in zip(claim.limited, line.shares, strict=True)
    ]
    claim.final = claim.after_total_gates = claim.pooled
    claim.limit_faults = merged(claim.limit_faults, line.faults)


def _problems(sheet: Sheet, line: PoolLine, pool: Pool, pots: Pots) -> dict[int, Problem]:
    """Who cannot be given a share, and why; warnings for those whose pot has somebody left out or kept back."""
    found: dict[int, Problem] = dict.fromkeys(shut_out(sheet), NOT_COUNTED)
    path = pointer("pools", line.key)
    told = {group: _told(sheet, pool, path, pots, group) for group in pots.by_group}
    for row in range(sheet.size):
        group = None if line.groups is None else line.groups[row]
        if row in found:
            continue
        if line.groups is not None and group is None:
            if pool.by == TEAM:
                found[row] = NO_GROUP
            continue
        problem = told.get(group)
        if problem is not None:
            found[row] = problem
        elif (warning := _warning(pots.by_group[group], path)) is not None and row not in line.faults:
            sheet.warn(row, warning)
    return found


def _told(sheet: Sheet, pool: Pool, path: str, pots: Pots, group: str | None) -> Problem | None:
    match pots.outcome.trouble.get(group):
        case "blocked":
            return depends_on_blocked(path)
        case "amount_differs":
            message = "members of one pot name different amounts; let its formula read company, team or summed values"
            return Problem("pool.amount_differs", f"{path}/amount", message)
        case "empty":
            return Problem("pool_empty", f"{path}/weight", "there is money in the pot and nobody has a weight in it")
        case "minima":
            lacking = money_text(pots.outcome.missing[group] * _unit_in_minor(sheet, pool), sheet.compiled.digits)
            message = "the smallest shares add up to more than the pot; lower them, or raise the pot by what is missing"
            return Problem("pool.minima_exceed_pot", f"{path}/min", message, numbers={"missing": lacking})
    return None


def _warning(pot: Pot, path: str) -> Problem | None:
    if pot.left_out:
        message = "a blocked member was left out, and the pot was shared among the others; confirm it"
        return Problem("pool.member_left_out", path, message)
    if pot.reserved:
        message = "a blocked member's share, as if at normal, is kept back unpaid; confirm it"
        return Problem("pool.share_reserved", path, message)
    return None


# --- units ------------------------------------------------------------------------------------------------


def _unit_in_minor(sheet: Sheet, pool: Pool) -> int:
    """The pool's smallest share in minor units of the currency; the plan check makes sure that it is whole."""
    return 1 if pool.unit is None else int(pool.unit * 10**sheet.compiled.digits)


def _scaled(sheet: Sheet, pool: Pool, column: Number) -> Number:
    per_unit = Fraction(10**sheet.compiled.digits, _unit_in_minor(sheet, pool))
    return column * Number.constant(per_unit)


def _in_units(sheet: Sheet, pool: Pool, column: Number) -> list[int]:
    """Rounded the plan's way."""
    units = _scaled(sheet, pool, column).in_units(0, sheet.compiled.plan.rounding.mode)
    return _listed(units, sheet.size)


def _whole_units(sheet: Sheet, pool: Pool, column: Number, *, up: bool) -> list[int]:
    """A bound in whole units inside it: the least number not below a minimum, the largest not above a maximum."""
    scaled = _scaled(sheet, pool, column)
    floored = -((-scaled).floor()) if up else scaled.floor()
    return _listed(floored.nums, sheet.size)


def _listed(units: int | list[int], size: int) -> list[int]:
    return units if isinstance(units, list) else [units] * size
