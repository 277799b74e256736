"""Nodes of what goes from period to period: openings, what is added and taken, closings, and the total after them."""

from collections.abc import Sequence

from rules.engine import AccountLine, ComponentLine, blocking_problem, part_of
from rules.numbers import money_text
from rules.plan import TOTAL_RESERVE, line_titles
from rules.trace.node import Input
from rules.trace.total_nodes import NOT_IN_PLAN, effects_of_total, last_raise, sum_of_lines
from rules.trace.writer import NodeWriter

FREE = "/limits/free"
"""The node of what the cap of the total still lets through."""


def openings(write: NodeWriter) -> None:
    """What every account held before; nothing moves for a person who is not in the plan."""
    conditions = write.conditions_not_met()
    for key, account in write.sheet.accounts.items():
        id_ = f"/balances/{key}/opening"
        stated = Input("opening", None, write.text(account, account.opening, account.opening_faults))
        write.money(id_, f"{_title(write, key)}: opening", stated.value, _opening_rule(account), [stated], is_sum=True)
        if conditions:
            held = Input("opening", id_, stated.value)
            label = f"{_title(write, key)}: closing"
            write.money(f"/balances/{key}/closing", label, stated.value, "opening; nothing moves", [held], is_sum=True)


def added(write: NodeWriter, key: str) -> None:
    """What goes into a balance."""
    account, until = write.sheet.accounts[key], write.plan.balances[key].until
    period = write.sheet.period
    if until is not None and period is not None and period.start >= until:
        given = [Input("start of the period", None, period.start.isoformat())]
        _moved(write, account, "added", f"nothing is added from {until.isoformat()} on", given)
        return
    _moved(write, account, "added", "add, rounded", [_formula(write, key, "add")])


def taken(write: NodeWriter, key: str) -> None:
    """What comes out of a balance."""
    account = write.sheet.accounts[key]
    _moved(
        write,
        account,
        "taken",
        "take, rounded, at most the opening",
        [_formula(write, key, "take"), _part(write, account)],
    )


def closing(write: NodeWriter, key: str) -> None:
    """What a balance carries on, and the line that it is on a payslip."""
    if write.conditions_not_met():
        return
    account = write.sheet.accounts[key]
    _close(write, account)
    rule = "added - taken" if write.plan.balances[key].sign == "owed_by_person" else "taken - added"
    _line(write, account, rule, [_part(write, account, "added"), _part(write, account, "taken")])


def earned(write: NodeWriter, _: str) -> None:
    """What reserves and instalments pay, and all that is earned before balances."""
    if write.conditions_not_met():
        return
    for account in write.sheet.accounts.values():
        if account.kind in ("reserve", "total_reserve"):
            _reserve(write, account)
        elif account.kind == "instalments":
            _instalments(write, account)
    last_raise(write)
    if any(account.kind == "balance" for account in write.sheet.accounts.values()):
        write.money(
            "/earned",
            "earned before balances",
            write.named("earned").value,
            "sum of the lines",
            write.lines,
            is_sum=True,
        )


def payable(write: NodeWriter, _: str) -> None:
    """The total after balances."""
    if write.conditions_not_met():
        for account in write.sheet.accounts.values():
            if account.kind == "balance":
                _line(write, account, NOT_IN_PLAN, write.conditions_not_met(), amount=money_text(0, account.places))
        sum_of_lines(write, 0, None)
        return
    sum_of_lines(write, write.sheet.total[write.row], blocking_problem(write.sheet, write.row))


def _reserve(write: NodeWriter, account: AccountLine) -> None:
    """What a cap withheld and what it gives back: from the room that the lines, and earlier reserves, leave."""
    own = f"/components/{account.owner}"
    if account.key == TOTAL_RESERVE:
        before = [Input(line.key, f"/components/{line.key}/before_total", None) for line in write.sheet.payable]
        _moved(write, account, "added", "what the cap of the total takes", [*before, *effects_of_total(write)])
        room = []
    else:
        line = write.sheet.components[account.owner]
        parts = [Input(name, f"{own}/{name}", write.amount(amounts, line))
                 for name, amounts in (("before_cap", line.before_cap), ("before_total", line.limited))]  # fmt: skip
        _moved(write, account, "added", "before the cap - after it", parts)
        cap = next(given for given in write.nodes[f"{own}/before_total"].inputs if given.name == "cap")
        room = [cap, _larger(write, line)]
    if account.unit is None and write.sheet.total_room:
        _free(write)
        earlier = [one for one in write.sheet.accounts.values() if f"/balances/{one.key}/taken" in write.nodes]
        room.append(Input("room of the total", FREE, write.nodes[FREE].value))
        room += [Input(one.key, f"/balances/{one.key}/taken", write.text(one, one.taken))
                 for one in earlier if one.kind == "reserve" and one.unit is None]  # fmt: skip
    _moved(write, account, "taken", "opening, as far as there is room", [_part(write, account), *room])
    _close(write, account)
    if account.pay[write.row]:
        _line(write, account, "given back", [_part(write, account, "taken")])


def _free(write: NodeWriter) -> None:
    """What the lines, before any of them is paid in parts, leave of the cap of the total: those before gates and cap of
    the total where they are more than after them."""
    if FREE in write.nodes:
        return
    cap = next(given for given in effects_of_total(write) if given.name == "total_cap")
    before = write.sheet.total_before[write.row]
    after = sum((line.whole or line.final)[write.row] for line in write.sheet.payable)
    used = max(before, after)
    lines = [
        _before_total(write, line) if before > after else _after_total(write, line) for line in write.sheet.payable
    ]
    left = money_text(write.sheet.total_room[write.row] - used, write.sheet.compiled.digits)
    write.money(FREE, "what the lines leave of the cap of the total", left, "cap - lines", [cap, *lines])


def _before_total(write: NodeWriter, line: ComponentLine) -> Input:
    """A line before the total; one that claims from a pool is what the pool pays of it."""
    if line.pooled is not None:
        return Input(line.key, None, write.amount(line.pooled, line))
    return Input(line.key, f"/components/{line.key}/before_total", write.amount(line.limited, line))


def _after_total(write: NodeWriter, line: ComponentLine) -> Input:
    id_ = f"/components/{line.key}" + ("/whole" if line.whole else "")
    return Input(line.key, id_, write.amount(line.whole or line.final, line))


def _larger(write: NodeWriter, line: ComponentLine) -> Input:
    """The amount that has the room of a cap first: the line before the total, or after it if that is more."""
    id_, amounts = f"/components/{line.key}/before_total", line.limited
    if line.final[write.row] > line.limited[write.row]:
        id_, amounts = f"/components/{line.key}", line.final
    return Input("amount", id_, write.amount(amounts, line))


def _instalments(write: NodeWriter, account: AccountLine) -> None:
    """What is put off, and the next part of every amount that was."""
    own, line = f"/components/{account.owner}", write.sheet.components[account.owner]
    parts = [Input("whole", f"{own}/whole", write.amount(line.whole, line)),
             Input("amount", own, write.amount(line.final, line))]  # fmt: skip
    _moved(write, account, "added", "whole - first part", parts)
    mode, open_parts = write.plan.rounding.mode, write.sheet.instalments[account.owner][write.row]
    due = [
        Input(f"part {entry.paid + 1} of {entry.parts} of {money_text(entry.amount, account.places)}", None,
              money_text(part_of(entry, entry.paid + 1, mode), account.places))
        for entry in open_parts
    ]  # fmt: skip
    _moved(write, account, "taken", "the next part of every open amount", due)
    _close(write, account)
    if account.pay[write.row]:
        _line(write, account, "parts that are due", [_part(write, account, "taken")])


def _formula(write: NodeWriter, key: str, part: str) -> Input:
    id_ = f"/balances/{key}/{part}"
    column = write.sheet.notes[id_]
    write.formula(id_, f"{_title(write, key)}: {part}, unrounded", column)
    return Input(part, id_, column.text(write.row))


def _moved(write: NodeWriter, account: AccountLine, change: str, rule: str, inputs: Sequence[Input]) -> None:
    amount = write.text(account, getattr(account, change))
    label = f"{_title(write, account.key)}: {change}"
    # Only the formulas of a balance give what is not rounded yet; caps are rounded where they are compared.
    is_sum = account.kind == "instalments"
    id_ = f"/balances/{account.key}/{change}"
    write.money(id_, label, amount, rule, inputs, places=account.places, is_sum=is_sum)


def _close(write: NodeWriter, account: AccountLine) -> None:
    parts = [_part(write, account, name) for name in ("opening", "added", "taken")]
    closings = [account.closing(row) for row in range(write.sheet.size)]
    label = f"{_title(write, account.key)}: closing"
    amount = write.text(account, closings)
    write.money(f"/balances/{account.key}/closing", label, amount, "opening + added - taken", parts, is_sum=True)


def _line(
    write: NodeWriter, account: AccountLine, rule: str, inputs: Sequence[Input], *, amount: str | None = None
) -> None:
    """The account as a line of pay; one of an award is in no total."""
    id_, shown = f"/components/{account.key}", amount or write.text(account, account.pay)
    write.money(id_, f"{_title(write, account.key)}: amount", shown, rule, inputs, is_sum=True)
    if account.unit is None:
        write.lines.append(Input(account.key, id_, shown))


def _part(write: NodeWriter, account: AccountLine, name: str = "opening") -> Input:
    faults = account.opening_faults if name == "opening" else account.faults
    return Input(name, f"/balances/{account.key}/{name}", write.text(account, getattr(account, name), faults))


def _opening_rule(account: AccountLine) -> str:
    return "what is open of earlier amounts" if account.kind == "instalments" else "what earlier periods left"


def _title(write: NodeWriter, key: str) -> str:
    return line_titles(write.plan)[key]
