"""Takes in one chunk of participants: raw cells become columns, and what does not fit the plan blocks its row."""

from collections.abc import Sequence
from fractions import Fraction

from rules.columns import Column, Number, every_row
from rules.engine.blend import Wanted, blended_input, take_of
from rules.engine.blend_levels import blend_levels
from rules.engine.cost_centres import read_cost_centres
from rules.engine.inforce import receive_time
from rules.engine.levels import absent_level, level_refusal
from rules.engine.opening import open_accounts
from rules.engine.payee import receive_pay
from rules.engine.receive_facts import receive_facts
from rules.engine.shared import receive_shared_facts
from rules.engine.sharing import Sharing, sharing
from rules.engine.sheet import Sheet
from rules.engine.stretches import receive_segments
from rules.facts import Intake, Raw, flag_column, number_column, out_of_range, ratio_column, word_column
from rules.facts.cells import Refuse
from rules.numbers import plain_text
from rules.plan import BooleanInput, CategoryInput, Input, MoneyInput
from rules.problems import Problem, pointer


def receive(sheet: Sheet, intake: Intake) -> None:
    """Fill the sheet with inputs, facts, levels and weights; nothing here raises for a participant's data.

    Names are taken in their own order, so that a person's problems stand in one order in whatever company they come.
    """
    for row, found in intake.problems.items():
        sheet.row_problems.setdefault(row, []).extend(found)
    for row, found in intake.warnings.items():
        sheet.row_warnings.setdefault(row, []).extend(found)
    receive_time(sheet, intake)
    receive_segments(sheet, intake)
    sheet.sharing = {scope: sharing(intake, scope) for scope in sheet.compiled.shared_scopes}
    _inputs(sheet, intake)
    _facts(sheet, intake)
    receive_shared_facts(sheet)
    _levels(sheet, intake)
    _weights(sheet, intake)
    _not_applicable(sheet, intake)
    open_accounts(sheet)
    read_cost_centres(sheet)
    for key, table in sheet.compiled.tables.items():
        sheet.environment[key] = table
    if sheet.period is not None:
        for name, value in intake.around.calendar.names(sheet.period, sheet.compiled.plan.frequency).items():
            sheet.name(name, Number.constant(value))
    receive_pay(sheet)


def refusing(*parts: object) -> Refuse:
    """Problems at one place of a participant's data."""
    path = pointer(*parts)
    return lambda code, message: Problem(code, path, message)


def _inputs(sheet: Sheet, intake: Intake) -> None:
    declared = sheet.compiled.plan.inputs
    _refuse_unknown(sheet, "inputs", intake.inputs, frozenset(declared))
    for key, spec in declared.items():
        if spec.scope == "personal":
            column = _blended(sheet, spec, key, intake.inputs.get(key))
        else:
            _refuse_personal(sheet, "input.not_personal", pointer("inputs", key), intake.inputs.get(key))
            column = _shared_input(spec, key, sheet.sharing[spec.scope])
        for row, fault in column.faults.items():
            sheet.block(row, fault)
        sheet.environment[key] = column


def _blended(sheet: Sheet, spec: Input, key: str, raws: list[Raw] | None) -> Column:
    """A personal input; where a person's segments say it, what they make together."""
    own = _input(spec, raws, key, sheet.size)
    if not sheet.stretches or sheet.compiled.plan.segments == "separate":
        return own
    wanted = Wanted(
        pointer("inputs", key), lambda cells, size: _input(spec, cells, key, size), "input.missing", take_of(spec)
    )
    return blended_input(sheet, key, own, raws, wanted)


def _shared_input(spec: Input, key: str, shared: Sharing) -> Column:
    return shared.column(lambda entry: entry.inputs.get(key), lambda raws, size: _input(spec, raws, key, size))


def _refuse_personal(sheet: Sheet, code: str, path: str, given: Sequence[Raw] | None) -> None:
    """A value that the plan reads from the company or the group must not be passed over in silence."""
    if given is None:
        return
    problem = Problem(code, path, "the plan reads this from the company or the group of the person; give it there")
    for row, raw in enumerate(given):
        if raw is not None:
            sheet.block(row, problem)


def _input(spec: Input, given: Sequence[Raw] | None, key: str, size: int) -> Column:
    refuse = refusing("inputs", key)
    missing = refuse("input.missing", f"input {key} is required; give it a value, or declare a default in the plan")
    raws: Sequence[Raw] = given if given is not None else [None] * size
    if spec.default is not None:
        default = plain_text(spec.default) if isinstance(spec.default, Fraction) else spec.default
        raws = [default if raw is None else raw for raw in raws]
    match spec:
        case BooleanInput():
            return flag_column(raws, missing, refuse)
        case CategoryInput(values=values):
            return word_column(raws, values, missing, refuse)
    column = number_column(raws, missing, refuse)
    return column.with_faults(
        out_of_range(column, spec.min, spec.max, size, lambda: refuse("input.out_of_range", _range_message(spec, key)))
    )


def _range_message(spec: Input, key: str) -> str:
    low = getattr(spec, "min", None)
    high = getattr(spec, "max", None)
    bounds = [f"at least {plain_text(low)}"] if low is not None else []
    bounds += [f"at most {plain_text(high)}"] if high is not None else []
    money = " (the plan may set another `min`)" if isinstance(spec, MoneyInput) and not spec.says("min") else ""
    return f"input {key} must be {' and '.join(bounds)}{money}"


def _facts(sheet: Sheet, intake: Intake) -> None:
    personal = sheet.compiled.facts_in["personal"]
    for area, given in (("facts", intake.facts), ("prior/facts", intake.prior_facts)):
        _refuse_unknown(sheet, area, given, sheet.compiled.fact_keys)
        for key in sheet.compiled.facts.keys() - personal:
            _refuse_personal(sheet, "fact.not_personal", pointer(*area.split("/"), key), given.get(key))
    receive_facts(sheet, intake)


def _levels(sheet: Sheet, intake: Intake) -> None:
    for (key, level), raws in sorted(intake.levels.items()):
        given = [row for row, raw in enumerate(raws) if raw is not None]
        refusal = level_refusal(sheet.compiled.plan, key, level)
        if refusal is None:
            column = number_column(raws, absent_level(key, level), refusing("levels", key, level))
            for row in given:
                if (fault := column.fault(row)) is not None:
                    sheet.block(row, fault)
            sheet.levels[key, level] = column
        else:
            for row in given:
                sheet.block(row, refusal)
    if sheet.compiled.plan.segments == "blend":
        blend_levels(sheet)


def _weights(sheet: Sheet, intake: Intake) -> None:
    """Personal weights replace all of a person's weights at once, so that they can add up to exactly 1."""
    given = {key: raws for key, raws in sorted(intake.weights.items()) if any(raw is not None for raw in raws)}
    plan_weights = sheet.compiled.weights
    if not given:
        return
    rows = sorted({row for raws in given.values() for row, raw in enumerate(raws) if raw is not None})
    for row in rows:
        for key, raws in given.items():
            if raws[row] is not None and key not in plan_weights:
                path = pointer("weights", key)
                sheet.block(row, Problem("weights.unknown_kpi", path, f"the plan has no weighted KPI {key}"))
        if "weights" not in sheet.compiled.plan.personal:
            message = "this plan does not let weights be personal"
            sheet.block(row, Problem("weights.not_personal", "/weights", message))
    total = Number.constant(0)
    for key, weight in plan_weights.items():
        raws = given.get(key) or [None] * sheet.size
        filled = [plain_text(weight) if raw is None else raw for raw in raws]
        column = ratio_column(filled, refusing("weights", key))
        positive = Problem("weights.not_positive", pointer("weights", key), "a weight must be above 0")
        low = column.compared("<=", Number.constant(0))
        column = column.with_faults(every_row(low.rows(sheet.size), positive))
        for row, fault in column.faults.items():
            sheet.block(row, fault)
        sheet.weights[key] = column
        total = total + column
    whole = total.compared("==", Number.constant(1))
    for row in rows:
        if whole.at(row) is False:
            message = "the weights of the person, with those of the plan for the rest, must add up to exactly 1"
            sheet.block(row, Problem("weights.sum", "/weights", message))


def _not_applicable(sheet: Sheet, intake: Intake) -> None:
    kpis = {kpi.key for kpi in sheet.compiled.plan.kpis}
    for key, reasons in sorted(intake.not_applicable.items()):
        path = pointer("not_applicable", key)
        rows = [row for row, reason in enumerate(reasons) if reason is not None]
        if key not in kpis:
            for row in rows:
                sheet.block(row, Problem("not_applicable.unknown_kpi", path, f"the plan has no KPI {key}"))
            continue
        sheet.not_applicable[key] = {
            row: Problem("kpi.not_applicable", path, f"{key} does not apply: {reasons[row]}") for row in rows
        }


def _refuse_unknown(sheet: Sheet, area: str, given: dict[str, list[Raw]], known: frozenset[str]) -> None:
    for key, raws in sorted(given.items()):
        if key in known:
            continue
        what = area.rsplit("/", 1)[-1].removesuffix("s")
        message = f"the plan knows no {what} of this name; mend the name, or declare it in the plan"
        problem = Problem(f"{what}.unknown_key", pointer(*area.split("/"), key), message)
        for row, raw in enumerate(raws):
            if raw is not None:
                sheet.block(row, problem)
