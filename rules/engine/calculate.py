"""The one path of evaluation: stateless calls, files, examples, and later previews, runs and replays."""

from rules.calendar import Calendar
from rules.compiled import CompiledPlan
from rules.engine.coefficient import coefficient, effective_weights, weighted_index
from rules.engine.components import component
from rules.engine.connect import connect
from rules.engine.eligibility import eligibility
from rules.engine.gates import gate
from rules.engine.index import index, raw_index
from rules.engine.levels import measure_levels
from rules.engine.measure import measure_actual
from rules.engine.receive import receive
from rules.engine.scales import scale
from rules.engine.sheet import Sheet, Step
from rules.engine.total import total
from rules.engine.values import value
from rules.facts import Intake
from rules.period import Period
from rules.problems import CallRefused, Problem

_STEPS: dict[str, Step] = {
    "levels": measure_levels,
    "actual": measure_actual,
    "raw_index": raw_index,
    "index": index,
    "weights": effective_weights,
    "weighted_index": weighted_index,
    "coefficient": coefficient,
    "scale": scale,
    "value": value,
    "gate": gate,
    "component": component,
    "total": total,
}


def evaluate(compiled: CompiledPlan, intake: Intake, period: Period | None = None) -> Sheet:
    """Every value of the plan for one chunk of participants.

    Raises CallRefused when the plan reads the period and the call has none, or one that does not fit.
    """
    return compute(admit(compiled, intake, period))


def admit(compiled: CompiledPlan, intake: Intake, period: Period | None = None) -> Sheet:
    """A sheet with the chunk's cells read into columns and nothing computed yet."""
    check_period(compiled, period, intake.around.calendar)
    [intake] = connect(compiled, [intake])
    sheet = Sheet(compiled, intake.ids, period, intake)
    receive(sheet, intake)
    return sheet


def compute(sheet: Sheet) -> Sheet:
    """Fill an admitted sheet: every node of the plan, once, in its order."""
    eligibility(sheet)
    for node in sheet.compiled.order:
        _STEPS[node.kind](sheet, node.key)
    sheet.arrange()
    return sheet


def check_period(compiled: CompiledPlan, period: Period | None, calendar: Calendar) -> None:
    """Refuse a call whose period the plan cannot use."""
    if period is None:
        if compiled.needs_period:
            message = 'this plan reads the period; give it as {"start": "2026-03-01", "end": "2026-04-01"}'
            raise CallRefused([Problem("period_required", "/period", message)])
        return
    frequency = compiled.plan.frequency
    if not calendar.fits(period, frequency):
        unit = "of the calendar's periods" if calendar.periods else f"whole {frequency.replace('_', '-')}"
        message = f"the period is not one {unit}, which is what this plan is calculated for"
        raise CallRefused([Problem("period.does_not_fit", "/period", message)])
