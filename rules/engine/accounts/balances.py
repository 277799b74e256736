"""Balances: what each adds and takes in this period, and the total after them."""

from rules.columns import NO_FAULTS, Faults, Number, every_row, merged
from rules.engine.accounts.instalments import split
from rules.engine.accounts.reserves import release
from rules.engine.pay.components import too_large
from rules.engine.pay.total import raise_to_floor
from rules.engine.sheet.sheet import Sheet
from rules.problems import Problem, pointer

_ZERO = Number.constant(0)


def earned(sheet: Sheet, _: str) -> None:
    """What the period pays before balances: the lines after all that acts on them and on the total, with the next
    instalments and what reserves give back, and what a floor of the total adds to all of it."""
    release(sheet)
    for account in sheet.accounts.values():
        if account.kind == "instalments":
            split(sheet, account.owner)
    columns = [line.final for line in sheet.payable]
    columns += [line.pay for line in sheet.accounts.values() if line.kind != "balance" and line.unit is None]
    paid = [sum(row) for row in zip(*columns, strict=True)] or [0] * sheet.size
    raise_to_floor(sheet, paid)
    sheet.earned = [amount + more for amount, more in zip(paid, sheet.raised, strict=True)]
    faults = merged(sheet.total_faults, too_large(sheet.earned, "/total"))
    for account in sheet.accounts.values():
        if account.kind != "balance":
            faults = merged(faults, account.faults)
    sheet.name("earned", _column(sheet, sheet.earned, faults))


def added(sheet: Sheet, key: str) -> None:
    """What goes into a balance, rounded; nothing any more from a period that starts on its last day or later."""
    account, until = sheet.accounts[key], sheet.compiled.plan.balances[key].until
    if until is not None and sheet.period is not None and sheet.period.start >= until:
        account.added = [0] * sheet.size
        faults = NO_FAULTS
    else:
        account.added, faults = _amounts(sheet, f"/balances/{key}/add")
    account.faults = merged(account.faults, faults)
    sheet.name(f"{key}.added", _column(sheet, account.added, faults))


def taken(sheet: Sheet, key: str) -> None:
    """What comes out of a balance, rounded, and no more than it held at the opening."""
    account = sheet.accounts[key]
    amounts, faults = _amounts(sheet, f"/balances/{key}/take")
    account.taken = [min(amount, max(opening, 0)) for amount, opening in zip(amounts, account.opening, strict=True)]
    faults = merged(account.faults, faults)
    account.faults = faults
    sheet.name(f"{key}.taken", _column(sheet, account.taken, faults))


def closing(sheet: Sheet, key: str) -> None:
    """What a balance carries on, and what its change does to pay."""
    account = sheet.accounts[key]
    change = [more - less for more, less in zip(account.added, account.taken, strict=True)]
    owes = sheet.compiled.plan.balances[key].sign == "owed_by_person"
    account.pay = change if owes else [-amount for amount in change]
    closings = [account.closing(row) for row in range(sheet.size)]
    account.faults = merged(account.faults, too_large(closings, pointer("balances", key)))
    sheet.name(f"{key}.closing", _column(sheet, closings, account.faults))


def payable(sheet: Sheet, _: str) -> None:
    """The total: what was earned, and what balances add to it and take from it."""
    columns = [sheet.earned] + [line.pay for line in sheet.accounts.values() if line.kind == "balance"]
    sheet.total = [sum(row) for row in zip(*columns, strict=True)]
    sheet.total_faults = merged(sheet.total_faults, too_large(sheet.total, "/total"))


def _amounts(sheet: Sheet, id_: str) -> tuple[list[int], Faults]:
    """A formula of a balance as money; its sign says who owes, so no amount is below 0."""
    column = sheet.number(id_)
    below = column.compared("<", _ZERO).rows(sheet.size)
    message = "a balance adds and takes amounts of 0 or more; write max(…, 0) where the formula may fall below"
    faults = merged(column.faults, every_row(below, Problem("balance.negative", id_, message)))
    amounts = sheet.money(column)
    return amounts, merged(faults, too_large(amounts, id_))


def _column(sheet: Sheet, amounts: list[int], faults: Faults) -> Number:
    return Number(amounts if sheet.size > 1 else amounts[0], 10**sheet.compiled.digits, faults)
