"""Nodes of a KPI, from its levels to its weighted index, and of the coefficient."""

from rules.columns import Column, Number
from rules.engine import Blend, KpiLine, lines_on
from rules.numbers import plain_text
from rules.plan import LEVELS
from rules.problems import pointer
from rules.trace.blends import AVERAGE_RULE, blend_parts
from rules.trace.node import Input
from rules.trace.wording import anchor_of, curve_rule, limit_reads, limit_rule, measured_rule
from rules.trace.writer import NodeWriter


def levels(write: NodeWriter, key: str) -> None:
    """Base, normal and target, each the plan's or the person's own."""
    line = write.sheet.kpis[key]
    for level in LEVELS:
        column = getattr(line, level)
        if column is None:
            continue
        id_, label = f"/kpis/{key}/{level}", f"{write.kpi(key).label}: {level}"
        personal, blend = write.sheet.levels.get((key, level)), write.blend_at(pointer("levels", key, level))
        if blend is not None:
            write.rule(id_, label, column, AVERAGE_RULE, blend_parts(blend) + _planned(write, id_, label, blend))
        elif personal is None or personal.at(write.row) is None:
            if write.sheet.has_formula(id_):
                write.formula(id_, label, column)
        else:
            write.rule(id_, label, column, "personal level", [write.given(f"{key}.{level}", personal)])


def _planned(write: NodeWriter, id_: str, label: str, blend: Blend) -> list[Input]:
    """The plan's own level, where it stands in for some of the segments."""
    if not blend.rest:
        return []
    column = write.sheet.notes[id_]
    write.formula(f"{id_}/plan", f"{label} of the plan", column, source=id_)
    return [Input(f"{plain_text(blend.rest)} by the plan", f"{id_}/plan", column.text(write.row))]


def actual(write: NodeWriter, key: str) -> None:
    """What was measured."""
    line, id_ = write.sheet.kpis[key], f"/kpis/{key}/actual"
    label, scope = f"{write.kpi(key).label}: actual", write.kpi(key).scope
    if write.row in line.carried:
        write.rule(id_, label, line.actual, "carried from the period before, as nothing was measured")
    elif write.kpi(key).value is not None:
        write.formula(id_, label, line.actual, is_step=True, measured=scope)
    elif scope == "personal":
        write.rule(id_, label, line.actual, measured_rule(write.plan, key), [write.named(key)])
    else:
        write.rule(id_, label, line.actual, measured_rule(write.plan, key), [write.shared_fact(key, scope)])


def raw_index(write: NodeWriter, key: str) -> None:
    """The index before floor and cap."""
    line, id_ = write.sheet.kpis[key], f"/kpis/{key}/raw_index"
    assert line.raw_index is not None
    label = f"{write.kpi(key).label}: raw index"
    if write.sheet.has_formula(id_):
        write.formula(id_, label, line.raw_index, own=_levels_of(line), is_step=True)
        return
    rule, reads = curve_rule(write.kpi(key))
    anchor = anchor_of(write.kpi(key), line, write.row)
    rule = rule if anchor is None else f"{rule}, which means: {anchor}"
    write.rule(id_, label, line.raw_index, rule, write.kpi_inputs(line, reads), is_step=True)


def index(write: NodeWriter, key: str) -> None:
    """The index after floor, cap, missing policy and gates."""
    line, kpi = write.sheet.kpis[key], write.kpi(key)
    assert line.index is not None
    inputs = write.kpi_inputs(line, ("raw_index", *limit_reads(kpi)))
    inputs += [write.gate_input(gate.key) for gate in lines_on(write.sheet, key)]
    has_target = line.target is not None and write.is_given(line.target)
    rule = limit_rule(kpi, line, write.row, has_target=has_target)
    write.rule(f"/kpis/{key}/index", f"{kpi.label}: index", line.index, rule, inputs, is_step=True)


def weights(write: NodeWriter, _: str) -> None:
    """Effective weights: the plan's or the person's, over the sum of those that count."""
    planned = write.sheet.compiled.weights
    shared = any(write.row in write.sheet.kpis[key].excluded for key in planned)
    for key, constant in planned.items():
        line, personal = write.sheet.kpis[key], write.sheet.weights.get(key)
        assert line.weight is not None
        is_own = personal is not None and personal.at(write.row) != constant
        own = "weight of the person" if is_own else "weight of the plan"
        rule = f"{own} / sum of the weights that count" if shared else own
        given = write.given(own, Number.constant(constant) if personal is None else personal)
        write.rule(f"/kpis/{key}/weight", f"{write.kpi(key).label}: weight", line.weight, rule, [given])


def weighted_index(write: NodeWriter, key: str) -> None:
    """Weight × index."""
    line = write.sheet.kpis[key]
    assert line.weighted_index is not None
    excluded = write.row in line.excluded
    reads = ("weight",) if excluded else ("weight", "index")
    rule = "does not count for this person" if excluded else "weight * index"
    label = f"{write.kpi(key).label}: weighted index"
    inputs = write.kpi_inputs(line, reads)
    write.rule(f"/kpis/{key}/weighted_index", label, line.weighted_index, rule, inputs, is_step=True)


def coefficient(write: NodeWriter, _: str) -> None:
    """The performance coefficient."""
    column = write.sheet.coefficient
    assert column is not None
    if write.sheet.has_formula("/coefficient"):
        write.formula("/coefficient", "coefficient", column, is_step=True)
        return
    inputs: list[Input] = []
    for key in write.sheet.compiled.weights:
        weighted = write.sheet.kpis[key].weighted_index
        assert weighted is not None
        shown = weighted.text(write.row)
        inputs.append(Input(f"{key}.weighted_index", f"/kpis/{key}/weighted_index", shown))
    write.rule("/coefficient", "coefficient", column, "sum of the weighted indices", inputs, is_step=True)


def _levels_of(line: KpiLine) -> dict[str, Column]:
    return {name: column for name in ("actual", *LEVELS) if (column := getattr(line, name)) is not None}
