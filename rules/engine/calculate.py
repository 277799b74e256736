"""The one path of evaluation: stateless calls, files, examples, and later previews, runs and replays."""

from collections.abc import Sequence
from functools import partial

from rules.calendar import Calendar
from rules.compiled import CompiledPlan, Stage
from rules.engine.incoming.connect import connect
from rules.engine.kpis.eligibility import eligibility
from rules.engine.over_people import meet
from rules.engine.receive import receive
from rules.engine.separate import separate
from rules.engine.sheet.sheet import Sheet
from rules.engine.steps import STEPS
from rules.facts import Intake
from rules.period import Period
from rules.problems import CallRefused, Problem


def evaluate(compiled: CompiledPlan, intake: Intake, period: Period | None = None) -> Sheet:
    """Every value of the plan for one chunk of participants.

    Raises CallRefused when the plan reads the period and the call has none, or one that does not fit.
    """
    return compute([admit(compiled, intake, period)])[0]


def admit(compiled: CompiledPlan, intake: Intake, period: Period | None = None) -> Sheet:
    """A sheet with the chunk's cells read into columns and nothing computed yet."""
    check_period(compiled, period, intake.around.calendar)
    [intake] = connect(compiled, [intake])
    sheet = Sheet(compiled, intake.ids, period, intake)
    receive(sheet, intake)
    return sheet


def compute(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Fill admitted sheets, the chunks of one population: every node of the plan, once per chunk, in its order.

    Within a stage a chunk needs no other. At its end the parts of all chunks are put together, and each chunk reads
    its own people's values from the whole; so it never matters how a population is cut.
    """
    for sheet in sheets:
        eligibility(sheet)
    for stage in sheets[0].compiled.stages:
        for sheet in sheets:
            take_steps(sheet, stage)
        for node in stage.over_people:
            meet(sheets, node)
    for sheet in sheets:
        finish(sheet)
    return sheets


def take_steps(sheet: Sheet, stage: Stage) -> None:
    """Everything of a stage for which a chunk needs no other."""
    for node in stage.nodes:
        STEPS[node.kind](sheet, node.key)


def finish(sheet: Sheet) -> None:
    """What comes after the last stage."""
    sheet.arrange()
    separate(sheet, partial(_again, sheet))


def _again(sheet: Sheet, intake: Intake) -> Sheet:
    """The same plan in the same period for the segments of some of its people."""
    return evaluate(sheet.compiled, intake, sheet.period)


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
