"""Pools: everybody's part in a pot, and the share of the person once all parts are known."""

from collections.abc import Iterator, Mapping

from rules.columns import Number, merged
from rules.engine.kpis.eligibility import shut_out
from rules.engine.people.people_calls import NO_GROUP, NOT_COUNTED, depends_on_blocked, groups_of
from rules.engine.people.pool_parts import parts_of, unit_of
from rules.engine.sheet.sheet import Sheet
from rules.engine.sheet.together import PoolLine
from rules.formula import TEAM
from rules.numbers import money_text
from rules.plan import ClaimPool, Pool
from rules.population import Member, Pot, Pots
from rules.problems import Problem, pointer

StandIn = tuple[Member, int]
"""A part that is only imagined, with the size of the pot as that person's formula gives it."""


def gather_pool(sheet: Sheet, key: str, stand_ins: Mapping[int, StandIn]) -> Pots:
    """The parts of this sheet's people in their pots; `stand_ins` are parts for blocked people whose share is kept."""
    pool = sheet.compiled.plan.pools[key]
    parts = parts_of(sheet, key, pool)
    line = sheet.pools[key] = PoolLine(key, parts.columns, groups_of(sheet, pool.by))
    line.faults = parts.faults
    outside = shut_out(sheet)
    pots = Pots(pool.remainder, unit_of(sheet, pool), isinstance(pool, ClaimPool))
    for row, id_ in enumerate(sheet.ids):
        group = None if line.groups is None else line.groups[row]
        if row in outside:
            continue
        if line.groups is not None and group is None:
            # Whose pot it would be is not known, so nobody's is complete, unless the plan does without blocked people.
            pots.unplaced += pool.blocked == "block"
        elif row in line.faults or row in sheet.row_problems:
            _add_blocked(pots.pot(group), pool, id_, stand_ins.get(row))
        else:
            pots.pot(group).add(parts.member(id_, row), parts.amounts[row])
    return pots


def blocked_in_pool(sheet: Sheet, key: str) -> list[int]:
    """The rows in the plan whose part in a pool is not known."""
    faults = parts_of(sheet, key, sheet.compiled.plan.pools[key]).faults
    return sorted((faults.keys() | sheet.row_problems.keys()) - shut_out(sheet).keys())


def parts_at_normal(imagined: Sheet, key: str) -> list[StandIn | None]:
    """The parts of people imagined to be at normal; None where even so something is missing."""
    parts = parts_of(imagined, key, imagined.compiled.plan.pools[key])
    return [
        None if row in parts.faults else (parts.member(id_, row), parts.amounts[row])
        for row, id_ in enumerate(imagined.ids)
    ]


def _add_blocked(pot: Pot, pool: Pool, id_: str, stand_in: StandIn | None) -> None:
    if pool.blocked == "exclude":
        pot.left_out += 1
    elif pool.blocked == "reserve" and stand_in is not None:
        pot.add(*stand_in)
        pot.reserved.add(id_)
    else:
        pot.blocked += 1


def settle_pool(sheet: Sheet, key: str, pots: Pots) -> None:
    """Write everybody's own share, now that all parts are known."""
    pool, line, outcome = sheet.compiled.plan.pools[key], sheet.pools[key], pots.outcome
    line.pots = pots
    line.shares = [outcome.by_id[id_] for id_ in sheet.ids]
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
    told = {group: _told(sheet, path, pots, group) for group in pots.by_group}
    warned = {group: list(_warnings(sheet, path, pots, group)) for group in pots.by_group}
    for row in range(sheet.size):
        group = None if line.groups is None else line.groups[row]
        if row in found:
            continue
        if line.groups is not None and group is None:
            found[row] = NO_GROUP if pool.by == TEAM else _unplaced(sheet, pool, row)
            continue
        problem = told.get(group)
        if problem is not None:
            found[row] = problem
        elif row not in line.faults:
            for warning in warned[group]:
                sheet.warn(row, warning)
    return found


def _unplaced(sheet: Sheet, pool: Pool, row: int) -> Problem:
    """Why it is not known which pot is the row's."""
    assert pool.by is not None
    fault = sheet.environment[pool.by].faults.get(row)  # type: ignore[union-attr]
    assert fault is not None
    return fault


def _told(sheet: Sheet, path: str, pots: Pots, group: str | None) -> Problem | None:
    match pots.outcome.trouble.get(group):
        case "blocked":
            return depends_on_blocked(path)
        case "amount_differs":
            message = "members of one pot name different amounts; let its formula read company, team or summed values"
            return Problem("pool.amount_differs", f"{path}/amount", message)
        case "empty":
            message = "there is money in the pot and nobody has a weight in it; mend the weights, or set the pot to 0"
            return Problem("pool_empty", f"{path}/weight", message)
        case "minima":
            lacking = money_text(pots.outcome.missing[group], sheet.compiled.digits)
            message = "the smallest shares add up to more than the pot; lower them, or raise the pot by what is missing"
            return Problem("pool.minima_exceed_pot", f"{path}/min", message, numbers={"missing": lacking})
    return None


def _warnings(sheet: Sheet, path: str, pots: Pots, group: str | None) -> Iterator[Problem]:
    pot, left = pots.by_group[group], pots.outcome.left.get(group)
    if pot.left_out:
        message = "a blocked member was left out, and the pot was shared among the others; confirm it"
        yield Problem("pool.member_left_out", path, message)
    if pot.reserved:
        message = "a blocked member's share, as if at normal, is kept back unpaid; confirm it"
        yield Problem("pool.share_reserved", path, message)
    if left:
        message = "the shares leave some of the pot: all are at their largest, or less than a unit is left; confirm it"
        yield Problem("pool.left_over", path, message, numbers={"left": money_text(left, sheet.compiled.digits)})
