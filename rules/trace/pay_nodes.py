"""Nodes of what turns a coefficient into money: scales, values, gates, components."""

from rules.engine import ScaleLine, lines_on
from rules.plan import cap_formula
from rules.trace.node import Input
from rules.trace.row_nodes import gross_of_rows
from rules.trace.total_nodes import award, limit_inputs
from rules.trace.writer import NodeWriter

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
    if spec.floor is not None:
        inputs += limit_inputs(write, id_, spec.label, ["floor"])
    if line.before_cap:
        label, rule = f"{spec.label}: before its cap", "gross, then gates, then proration, then floor"
        write.money(f"{id_}/before_cap", label, write.amount(line.before_cap, line), rule, inputs, places=line.places)
    if cap_formula(spec.cap) is not None:
        inputs = [*inputs, *limit_inputs(write, id_, spec.label, ["cap"])]
    label = f"{spec.label}: before effects of the total"
    rule = "gross, then gates, then " + ("proration, then " if spec.prorate else "") + "floor and cap"
    write.money(f"{id_}/before_total", label, write.amount(line.limited, line), rule, inputs, places=line.places)
    if line.unit is not None:
        award(write, key)
