"""Nodes of what turns a coefficient into money: scales, values, gates, components, the total."""

from rules.engine import FLOOR_LINE, ScaleLine, blocking_problem, lines_on
from rules.numbers import money_text
from rules.plan import ClaimPool, cap_formula
from rules.problems import Problem
from rules.trace.node import Input, TraceNode
from rules.trace.row_nodes import gross_of_rows
from rules.trace.writer import NodeWriter

_NOT_IN_PLAN = "nothing, as the person is not in the plan"
_BAND_RULE = "band reached; its lower end is included unless it says above"


def scale(write: NodeWriter, key: str) -> None:
    """A band and the payout factor it carries."""
    line, ratings = write.sheet.scales[key], write.plan.ratings
    if key == "rating" and ratings is not None:
        looked_up = Input("coefficient", "/coefficient", line.of.text(write.row))
        _band(write, line, "/rating", "/payout", looked_up)
        return
    id_ = f"/scales/{key}"
    write.formula(f"{id_}/of", f"{key}: value looked up", line.of)
    _band(write, line, id_, f"{id_}/payout", Input("value", f"{id_}/of", line.of.text(write.row)))


def _band(write: NodeWriter, line: ScaleLine, id_: str, payout_id: str, looked_up: Input) -> None:
    bands = write.sheet.compiled.bands[line.key]
    rounding = None if bands.places is None else f"{bands.places} places before the band is chosen"
    write.rule(id_, line.key, line.grade, _BAND_RULE, [looked_up], rounding=rounding)
    if line.payout is not None:
        rule = "factor of the band" if bands.line is None else "straight line between the bands"
        grade = Input(line.key, id_, line.grade.text(write.row))
        write.rule(payout_id, f"{line.key}: payout", line.payout, rule, [grade, looked_up])


def value(write: NodeWriter, key: str) -> None:
    """A named value."""
    write.formula(f"/values/{key}", key, write.sheet.values[key], is_step=True)


def gate(write: NodeWriter, key: str) -> None:
    """A gate's condition and, where it is closed, its effect."""
    line = write.sheet.gates[key]
    label = next(gate.label for gate in write.plan.gates if gate.key == key)
    write.formula(f"/gates/{key}", label if line.enforced else f"{label} (advisory)", line.passed)
    if line.passed.at(write.row) is False:
        for name, column in (("factor", line.factor), ("cap", line.cap)):
            if column is not None:
                write.formula(f"/gates/{key}/{name}", f"{label}: {name}", column)


def component(write: NodeWriter, key: str) -> None:
    """A payable line up to its own limits."""
    line, spec = write.sheet.components[key], write.plan.component(key)
    assert spec is not None
    id_ = f"/components/{key}"
    if line.rows is None:
        gross = f"{spec.label}: gross" + (", unrounded" if write.step_rounding() is None else "")
        write.formula(f"{id_}/gross", gross, line.exact, source=f"{id_}/amount", is_step=True)
    else:
        gross_of_rows(write, key, line.rows)
    inputs = [Input("gross", f"{id_}/gross", line.exact.text(write.row))]
    inputs += [write.gate_input(gate.key) for gate in lines_on(write.sheet, key)]
    if spec.prorate:
        inputs.append(Input("proration", "/proration", write.sheet.proration.text(write.row)))
    limits = {"floor": spec.floor, "cap": cap_formula(spec.cap)}
    inputs += limit_inputs(write, id_, spec.label, [name for name, text in limits.items() if text is not None])
    label = f"{spec.label}: before effects of the total"
    rule = "gross, then gates, then " + ("proration, then " if spec.prorate else "") + "floor and cap"
    write.money(f"{id_}/before_total", label, write.amount(line.limited, line), rule, inputs, places=line.places)
    if line.unit is not None:
        _award(write, key)


def total(write: NodeWriter, _: str) -> None:
    """Each line after the effects of the total, and the sum; nothing for a person who is not eligible."""
    limits = write.plan.limits
    named = {"total_floor": limits.total_floor, "total_cap": cap_formula(limits.total_cap)}
    effects = [write.gate_input(gate.key) for gate in lines_on(write.sheet, "total")]
    effects += limit_inputs(write, "/limits", "", [name for name, text in named.items() if text is not None])
    conditions = write.conditions_not_met()
    if conditions:
        finals = [_nothing(write, line.key, conditions) for line in write.sheet.payable]
        _sum(write, finals or conditions, 0, None)
        return
    finals = [_final(write, line.key, effects) for line in write.sheet.payable]
    problem = blocking_problem(write.sheet, write.row)
    if write.sheet.raised[write.row] and problem is None:
        finals.append(_raise(write, effects))
    _sum(write, finals, write.sheet.total[write.row], problem)


def _sum(write: NodeWriter, inputs: list[Input], minor: int, problem: Problem | None) -> None:
    """The total; a person with a problem anywhere has none, even where the lines could be computed."""
    amount = None if problem is not None else money_text(minor, write.sheet.compiled.digits)
    shown = None if problem is None else problem.to_json()
    rule = "sum of the components"
    write.nodes["/total"] = TraceNode("/total", "total", rule, tuple(inputs), amount, amount, problem=shown)


def _nothing(write: NodeWriter, key: str, conditions: list[Input]) -> Input:
    """The line of a person who is not in the plan."""
    spec = write.plan.component(key)
    assert spec is not None
    amount = money_text(0, write.sheet.compiled.digits)
    write.money(f"/components/{key}", f"{spec.label}: amount", amount, _NOT_IN_PLAN, conditions)
    return Input(key, f"/components/{key}", amount)


def _award(write: NodeWriter, key: str) -> None:
    """The final amount of a line that is no money: nothing of the total acts on it."""
    line, spec = write.sheet.components[key], write.plan.component(key)
    assert spec is not None
    conditions = write.conditions_not_met()
    amount = money_text(0, line.places) if conditions else write.amount(line.final, line)
    rule = _NOT_IN_PLAN if conditions else f"as before; nothing of the total acts on {line.unit}, which are no money"
    inputs = conditions or [Input("before_total", f"/components/{key}/before_total", amount)]
    write.money(f"/components/{key}", f"{spec.label}: amount", amount, rule, inputs, places=line.places)


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
    line, spec = write.sheet.components[key], write.plan.component(key)
    assert spec is not None
    changed = line.final[write.row] != line.before_total[write.row]
    before = [Input("before_total", f"/components/{key}/before_total", write.amount(line.limited, line))]
    before += _pool_of_claim(write, key) if line.pooled is not None else []
    # What could not be decided about the total leaves every line undecided.
    amount = None if write.row in write.sheet.total_faults else write.amount(line.final, line)
    rule = _final_rule(pooled=line.pooled is not None, changed=changed)
    inputs = [*before, *effects] if changed else before
    write.money(f"/components/{key}", f"{spec.label}: amount", amount, rule, inputs)
    return Input(key, f"/components/{key}", amount)


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


def _raise(write: NodeWriter, effects: list[Input]) -> Input:
    id_ = f"/components/{FLOOR_LINE}"
    raised = money_text(write.sheet.raised[write.row], write.sheet.compiled.digits)
    is_cut = write.sheet.raised[write.row] != write.sheet.raised_gross[write.row]
    rule = "floor − sum of the lines" + (", less its share of what the cap of the total takes" if is_cut else "")
    write.money(id_, "raise to the floor of the total", raised, rule, effects)
    return Input(FLOOR_LINE, id_, raised)
