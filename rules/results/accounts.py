"""What goes from period to period: balances, the lines they are on a payslip, and amounts still paid in parts."""

from typing import Any

from rules.engine import AccountLine, Sheet, is_about_accounts
from rules.numbers import money_text
from rules.problems import Problem

_NO_STAGES = ("gated", "prorated", "withheld")
_CHANGES = ("added", "taken", "closing")


def account_lines(sheet: Sheet, row: int, *, ineligible: bool, blocked: bool) -> list[dict[str, Any]]:
    """One line per balance, and per reserve or instalments that pay something in this period."""
    shown: list[dict[str, Any]] = []
    for account in sheet.accounts.values():
        amount = account_amount(account, row, ineligible=ineligible)
        if account.kind != "balance" and (blocked or amount is None or account.pay[row] == 0 or ineligible):
            continue
        line = {"key": account.key, "earning_code": account.earning_code, "unit": account.unit, "gross": amount}
        line |= dict.fromkeys(_NO_STAGES, None if amount is None else money_text(0, account.places))
        shown.append(line | {"amount": amount, "lines": [], "reasons": []})
    return shown


def account_amount(account: AccountLine, row: int, *, ineligible: bool) -> str | None:
    """What an account does to pay; None where that could not be computed."""
    if ineligible:
        return money_text(0, account.places)
    return None if row in account.faults else money_text(account.pay[row], account.places)


def balances(sheet: Sheet, row: int, *, ineligible: bool, blocked: bool) -> dict[str, dict[str, str | None]]:
    """Opening, changes and closing of every account. Nothing moves for a person who is not in the plan; for one who
    is blocked, or whose opening cannot be read, there is no closing, so that nobody carries it on."""
    shown: dict[str, dict[str, str | None]] = {}
    for key, account in sheet.accounts.items():
        opening = None if row in account.opening_faults else account.opening[row]
        changes: list[int | None] = [None, None, None]
        if ineligible:
            changes = [0, 0, opening]
        elif not blocked:
            changes = [account.added[row], account.taken[row], account.closing(row)]
        amounts = dict(zip(("opening", *_CHANGES), (opening, *changes), strict=True))
        shown[key] = {
            name: None if amount is None else money_text(amount, account.places) for name, amount in amounts.items()
        }
    return shown


def carried_findings(sheet: Sheet, row: int) -> list[Problem]:
    """What is to be looked at in what a person who is not in the plan carries on all the same: openings that were not
    sent, that cannot be read, or of accounts that the plan does not keep. They block nobody who is not in the plan."""
    noted = sheet.row_problems.get(row, []) + sheet.row_warnings.get(row, [])
    found = [finding for finding in noted if is_about_accounts(finding)]
    found += [fault for account in sheet.accounts.values() if (fault := account.opening_faults.get(row)) is not None]
    return list({(finding.code, finding.path): finding for finding in found}.values())


def instalments(sheet: Sheet, row: int, *, ineligible: bool, blocked: bool) -> dict[str, list[dict[str, Any]]]:
    """What is still to be paid in parts after this period; nothing for a person who is blocked."""
    if blocked:
        return {}
    left = sheet.instalments if ineligible else sheet.instalments_left
    return {
        key: [
            {"amount": money_text(entry.amount, sheet.places_of(key)), "parts": entry.parts, "paid": entry.paid}
            for entry in entries[row]
        ]
        for key, entries in left.items()
        if entries[row]
    }
