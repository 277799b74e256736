"""Opens the accounts of a batch: what earlier periods left in them, as the call sends it."""

from rules.columns import NO_FAULTS, Faults, Number, every_row, merged
from rules.engine.accounts.instalments import read_instalments, still_open
from rules.engine.pay.prior import prior_amounts
from rules.engine.sheet.account import AccountLine
from rules.engine.sheet.sheet import Sheet, flagged
from rules.facts import Raw
from rules.plan import Account, accounts_of
from rules.problems import Problem, pointer

_ZERO = Number.constant(0)


def open_accounts(sheet: Sheet) -> None:
    """Every account of the plan with its opening; formulas read that of a balance by the balance's key."""
    unreadable = _unreadable(sheet)
    unread = read_instalments(sheet)
    for account in accounts_of(sheet.compiled.plan):
        places, unit, code = _measure(sheet, account)
        if account.kind == "instalments":
            opening = _of_instalments(sheet, account, places, unreadable).with_faults(unread[account.owner])
        else:
            opening = _opening(sheet, account, places, unreadable)
        opening = Number(opening.nums, opening.den, merged(unreadable, opening.faults))
        minor = opening.nums if isinstance(opening.nums, list) else [opening.nums] * sheet.size
        sheet.accounts[account.key] = AccountLine(
            account.key, account.kind, account.owner, places, unit, code, minor, opening.faults
        )
        if account.kind == "balance":
            sheet.name(account.key, opening)
    _refuse_unknown(sheet)


def _unreadable(sheet: Sheet) -> Faults:
    """Who has sent no readable `prior` at all: what they owe or are owed is not known, which is not 0."""
    found: dict[int, Problem] = {}
    for row, problems in sheet.row_problems.items():
        for problem in problems:
            if is_about_accounts(problem):
                found.setdefault(row, problem)
    return found


def is_about_accounts(finding: Problem) -> bool:
    """Whether a finding is about what a person carries on from earlier periods, in the plan or not."""
    _, area, *rest = [*finding.path.split("/"), ""]
    return area == "prior" and rest[0] not in ("facts", "paid")


def _measure(sheet: Sheet, account: Account) -> tuple[int, str | None, str | None]:
    """Places, unit and payroll code of an account's line."""
    plan = sheet.compiled.plan
    if account.kind == "balance":
        return sheet.compiled.digits, None, plan.balances[account.key].earning_code
    spec = plan.component(account.owner)
    if spec is None:
        return sheet.compiled.digits, None, None
    return spec.places_in(sheet.compiled.digits), spec.unit, spec.earning_code


def _opening(sheet: Sheet, account: Account, places: int, unreadable: Faults) -> Number:
    """What was sent; nothing sent counts as 0, which a person has to confirm."""
    path = pointer("prior", "balances", account.key)
    raws: list[Raw] = sheet.given.prior_balances.get(account.key) or [None] * sheet.size
    absent = frozenset(row for row, raw in enumerate(raws) if raw is None)
    unread = Problem("balance.opening_assumed", path, f"no opening of {account.key} was sent; it counts as 0")
    column = prior_amounts(raws, path, places, unread)
    for row in absent - unreadable.keys():
        sheet.warn(row, unread)
    if absent:
        column = Number(0, 10**places).chosen(flagged(absent, sheet.size), column)
    below = column.compared("<", _ZERO).rows(sheet.size)
    message = f"the opening of {account.key} is below 0; a balance says by its sign who owes it, and is never negative"
    return column.with_faults(every_row(below, Problem("balance.negative_opening", path, message)))


def _of_instalments(sheet: Sheet, account: Account, places: int, unreadable: Faults) -> Number:
    """What is still to be paid of earlier amounts; a balance that was sent as well must say the same."""
    path = pointer("prior", "balances", account.key)
    mode = sheet.compiled.plan.rounding.mode
    sums = [sum(still_open(entry, mode) for entry in found) for found in sheet.instalments[account.owner]]
    column = Number(sums if sheet.size > 1 else sums[0], 10**places)
    raws: list[Raw] = sheet.given.prior_balances.get(account.key) or [None] * sheet.size
    absent = frozenset(row for row, raw in enumerate(raws) if raw is None)
    listed = sheet.given.prior_instalments.get(account.owner) or [None] * sheet.size
    message = f"no open instalments of {account.owner} were sent; there are taken to be none"
    unread = Problem("balance.opening_assumed", pointer("prior", "instalments", account.owner), message)
    for row in sorted(absent - unreadable.keys()):
        if listed[row] is None:
            sheet.warn(row, unread)
    stated = prior_amounts(raws, path, places, unread)
    message = f"{account.key} is not what the open instalments of {account.owner} add up to; send both as they came out"
    differ = stated.compared("!=", column).rows(sheet.size)
    wrong = every_row(differ, Problem("balance.instalments_differ", path, message)) if differ else NO_FAULTS
    unusable = {row: fault for row, fault in stated.faults.items() if row not in absent}
    return column.with_faults(merged(unusable, wrong))


def _refuse_unknown(sheet: Sheet) -> None:
    message = "the plan keeps no balance of this name; mend the name, or settle what is left in it another way"
    for key, raws in sorted(sheet.given.prior_balances.items()):
        if key not in sheet.accounts:
            sheet.block_givers(raws, Problem("balance.unknown_key", pointer("prior", "balances", key), message))
