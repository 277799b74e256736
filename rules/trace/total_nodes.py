"""Nodes of the total: the lines after its gates and limits, awards beside them, and the sum."""

from collections.abc import Sequence

from rules.columns import Number
from rules.engine import FLOOR_LINE, ComponentLine, blocking_problem, lines_on
from rules.numbers import money_text
from rules.plan import ClaimPool, cap_formula
from rules.problems import Problem
from rules.trace.node import Input, TraceNode
from rules.trace.writer import NodeWriter

NOT_IN_PLAN = "nothing, as the person is not in the plan"


def total(write: NodeWriter, _: str) -> None:
    """Each line after the effects of the total; the sum as well where no balance comes after it."""
    effects = effects_of_total(write)
    conditions = write.conditions_not_met()
    if conditions:
        write.lines += [_nothing(write, line.key, conditions) for line in write.sheet.payable] or conditions
    else:
        write.lines += [_final(write, line.key, effects) for line in write.sheet.payable]
    problem = blocking_problem(write.sheet, write.row)
    if write.sheet.raised[write.row] and problem is None and not conditions and not write.sheet.floor_comes_last:
        write.lines.append(_raise(write, effects))
    if not write.sheet.accounts:
        sum_of_lines(write, 0 if conditions else write.sheet.total[write.row], None if conditions else problem)


def effects_of_total(write: NodeWriter) -> list[Input]:
    """The gates, the floor and the cap that act on the sum; a floor that comes last acts on what is paid."""
    limits = write.plan.limits
    floor = None if write.sheet.floor_comes_last else limits.total_floor
    named = {"total_floor": floor, "total_cap": cap_formula(limits.total_cap)}
    effects = [write.gate_input(gate.key) for gate in lines_on(write.sheet, "total")]
    return effects + limit_inputs(write, "/limits", "", [name for name, text in named.items() if text is not None])


def sum_of_lines(write: NodeWriter, minor: int, problem: Problem | None) -> None:
    """The total; a person with a problem anywhere has none, even where the lines could be computed."""
    amount = None if problem is not None else money_text(minor, write.sheet.compiled.digits)
    shown = None if problem is None else problem.to_json()
    rule = "sum of the components"
    write.nodes["/total"] = TraceNode("/total", "total", rule, tuple(write.lines), amount, amount, problem=shown)


def _nothing(write: NodeWriter, key: str, conditions: list[Input]) -> Input:
    """The line of a person who is not in the plan."""
    spec = write.plan.component(key)
    assert spec is not None
    amount = money_text(0, write.sheet.compiled.digits)
    write.money(f"/components/{key}", f"{spec.label}: amount", amount, NOT_IN_PLAN, conditions)
    return Input(key, f"/components/{key}", amount)


def award(write: NodeWriter, key: str) -> None:
    """The final amount of a line that is no money: nothing of the total acts on it."""
    line, spec = write.sheet.components[key], write.plan.component(key)
    assert spec is not None
    conditions = write.conditions_not_met()
    shown = write.amount(line.whole or line.final, line)
    amount = money_text(0, line.places) if conditions else shown
    rule = NOT_IN_PLAN if conditions else f"as before; nothing of the total acts on {line.unit}, which are no money"
    inputs = conditions or [Input("before_total", f"/components/{key}/before_total", amount)]
    _amount(write, line, Input(rule, None, amount), inputs)


def _amount(write: NodeWriter, line: ComponentLine, given: Input, inputs: Sequence[Input]) -> Input:
    """A line's amount by the rule that `given` names; where it is paid in instalments, the whole and its first part."""
    id_, spec = f"/components/{line.key}", write.plan.component(line.key)
    assert spec is not None
    label = f"{spec.label}: amount"
    if not line.whole or write.conditions_not_met():
        write.money(id_, label, given.value, given.name, inputs, places=line.places)
        return Input(line.key, id_, given.value)
    write.money(f"{id_}/whole", f"{spec.label}: whole amount", given.value, given.name, inputs, places=line.places)
    first = None if given.value is None else write.amount(line.final, line)
    rule = f"the first of {spec.instalments} parts"
    write.money(id_, label, first, rule, [Input("whole", f"{id_}/whole", given.value)], places=line.places)
    return Input(line.key, id_, first)


def limit_inputs(write: NodeWriter, owner: str, label: str, names: list[str]) -> list[Input]:
    """Floors and caps as what an amount read; of a cap per year what is left of it."""
    inputs: list[Input] = []
    for name in names:
        id_ = f"{owner}/{name}"
        column = write.sheet.notes[id_]
        write.formula(id_, f"{label}: {name}" if label else name.replace("_", " "), column)
        given = Input(name, id_, column.text(write.row))
        inputs.append(_room(write, owner, label, given) if "cap" in name else given)
    return inputs


def _room(write: NodeWriter, owner: str, label: str, cap: Input) -> Input:
    """What a cap per year leaves; a cap of the period is all there is."""
    room = write.sheet.notes.get(f"{owner}/room")
    if room is None:
        return cap
    paid = write.given("paid", write.sheet.notes[f"{owner}/paid"])
    named = f"{label}: room under the cap" if label else "room under the cap of the total"
    write.rule(f"{owner}/room", named, room, "cap - paid so far this fiscal year, not below 0", [cap, paid])
    return Input(cap.name, f"{owner}/room", room.text(write.row))


def _final(write: NodeWriter, key: str, effects: list[Input]) -> Input:
    line = write.sheet.components[key]
    after = line.whole or line.final
    changed = after[write.row] != line.before_total[write.row]
    before = [Input("before_total", f"/components/{key}/before_total", write.amount(line.limited, line))]
    before += _pool_of_claim(write, key) if line.pooled is not None else []
    # What could not be decided about the total leaves every line undecided.
    amount = None if write.row in write.sheet.total_faults else write.amount(after, line)
    rule = _final_rule(pooled=line.pooled is not None, changed=changed)
    return _amount(write, line, Input(rule, None, amount), [*before, *effects] if changed else before)


def _final_rule(*, pooled: bool, changed: bool) -> str:
    if pooled:
        return "the claim's share of its pool" + (", cut by gates and limits of the total" if changed else "")
    if changed:
        return "share of the total after its gates and limits"
    return "as before, no gate, floor or cap of the total changes it"


def _pool_of_claim(write: NodeWriter, claim: str) -> list[Input]:
    """The pool that shares out a claim, with the person's share."""
    pools = write.plan.pools.items()
    key = next(key for key, pool in pools if isinstance(pool, ClaimPool) and pool.claims == claim)
    shares = write.sheet.pools[key].shares
    return [Input(key, f"/pools/{key}", money_text(shares[write.row], write.sheet.compiled.digits))]


def last_raise(write: NodeWriter) -> None:
    """The floor of the total where it acts on what reserves and instalments pay too."""
    if write.plan.limits.total_floor is None or not write.sheet.floor_comes_last:
        return
    [floor] = limit_inputs(write, "/limits", "", ["total_floor"])
    raised = write.sheet.raised[write.row]
    if not raised or blocking_problem(write.sheet, write.row) is not None:
        return
    least, rule = floor, "floor - what is paid without it"
    if write.sheet.total_room and write.sheet.total_room[write.row] < write.sheet.money(_floor(write))[write.row]:
        least = next(given for given in effects_of_total(write) if given.name == "total_cap")
        rule = "what the cap of the total, which is below its floor, leaves"
    id_, shown = f"/components/{FLOOR_LINE}", money_text(raised, write.sheet.compiled.digits)
    write.money(id_, "raise to the floor of the total", shown, rule, [least, *write.lines])
    write.lines.append(Input(FLOOR_LINE, id_, shown))


def _floor(write: NodeWriter) -> Number:
    column = write.sheet.notes["/limits/total_floor"]
    assert isinstance(column, Number)
    return column


def _raise(write: NodeWriter, effects: list[Input]) -> Input:
    id_ = f"/components/{FLOOR_LINE}"
    raised = money_text(write.sheet.raised[write.row], write.sheet.compiled.digits)
    is_cut = write.sheet.raised[write.row] != write.sheet.raised_gross[write.row]
    rule = "floor − sum of the lines" + (", less its share of what the cap of the total takes" if is_cut else "")
    write.money(id_, "raise to the floor of the total", raised, rule, effects)
    return Input(FLOOR_LINE, id_, raised)
