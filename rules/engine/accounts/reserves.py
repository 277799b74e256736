"""Reserves: what a cap withholds is kept, and the same cap gives it back where later periods leave room."""

from rules.engine.sheet.account import AccountLine
from rules.engine.sheet.sheet import Sheet


def release(sheet: Sheet) -> None:
    """Move every reserve: what its cap withheld goes in, what fits under it comes out.

    The amount of the period has the room first. A reserve is money that was earned before: gates do not reach it, and
    together with all else it stays within the cap of the total. Nor does a gate or cap of the total make room for it by
    what it takes: the room is what the amount before these, or after them if that is more, leaves.
    """
    free = _free_of_total(sheet)
    for account in sheet.accounts.values():
        if account.kind == "reserve":
            line = sheet.components[account.owner]
            account.added = [before - after for before, after in zip(line.before_cap, line.limited, strict=True)]
            used = map(max, line.limited, line.final)
            left = [room - amount for room, amount in zip(line.room, used, strict=True)]
            _give_back(account, left, free if account.unit is None else None)
        elif account.kind == "total_reserve":
            account.added = sheet.total_withheld
            assert free is not None
            _give_back(account, list(free), None)


def _free_of_total(sheet: Sheet) -> list[int] | None:
    """What the cap of the total still lets through per row; None where there is no such cap."""
    if not sheet.total_room:
        return None
    used = map(max, sheet.total_before, sheet.total)
    return [room - amount for room, amount in zip(sheet.total_room, used, strict=True)]


def _give_back(account: AccountLine, left: list[int], free: list[int] | None) -> None:
    """The opening as far as there is room; what is given back takes room of the total (`free`, changed in place)."""
    account.taken = [max(min(opening, room), 0) for opening, room in zip(account.opening, left, strict=True)]
    if free is not None:
        account.taken = [max(min(taken, room), 0) for taken, room in zip(account.taken, free, strict=True)]
        free[:] = [room - taken for room, taken in zip(free, account.taken, strict=True)]
    account.pay = account.taken
