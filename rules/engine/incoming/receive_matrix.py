"""What a person brings to the KPI matrix: own levels, own weights, and KPIs that do not apply."""

from rules.columns import Number, every_row
from rules.engine.incoming.refusals import refusing
from rules.engine.kpis.blend_levels import blend_levels
from rules.engine.kpis.levels import absent_level, level_refusal
from rules.engine.sheet.sheet import Sheet
from rules.facts import Intake, number_column, ratio_column
from rules.numbers import plain_text
from rules.problems import Problem, pointer


def receive_matrix(sheet: Sheet, intake: Intake) -> None:
    """Levels, weights and what does not apply; each checked as the plan's own are."""
    _levels(sheet, intake)
    _weights(sheet, intake)
    _not_applicable(sheet, intake)


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
