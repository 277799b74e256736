"""Time in force: from when to when each person was in the plan, and the share of the period that this is."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from rules.calendar import Calendar, Counting, Span, common, left_of, next_day
from rules.columns import Number, every_row
from rules.engine.sheet.sheet import Sheet
from rules.engine.sheet.timeline import InForce, Stretch
from rules.facts import Intake
from rules.facts.assignment import Absence, Assignment, read_assignment
from rules.period import Period
from rules.plan import Proration
from rules.problems import Problem

_ONE = Number.constant(1)


def receive_time(sheet: Sheet, intake: Intake) -> None:
    """Name `proration`, `period.days_in_force` and `period.tenure`; note who was not in the plan at all."""
    given = intake.details.get("assignment") or [None] * sheet.size
    parts: list[Stretch | None] = intake.details.get("stretch") or [None] * sheet.size
    rows = [row for row in range(sheet.size) if given[row] is not None or parts[row] is not None]
    sheet.environment["proration"] = _ONE
    if sheet.period is None:
        message = "time in force is counted in a period; give the call one"
        for row in rows:
            sheet.block(row, Problem("assignment.needs_period", "/assignment", message))
        return
    clock = _Clock(sheet, sheet.period)
    for row in rows:
        clock.take(row, {} if given[row] is None else given[row], parts[row])
    clock.name_columns()


def counting_of(sheet: Sheet) -> Counting:
    """How the plan counts days, by the calendar of the call."""
    proration = sheet.compiled.plan.proration
    return Counting("calendar_days" if proration is None else proration.basis, sheet.given.around.calendar)


class _Clock:
    """Counts the time in force of one batch."""

    def __init__(self, sheet: Sheet, period: Period) -> None:
        self.sheet = sheet
        self.period = period
        self.calendar: Calendar = sheet.given.around.calendar
        self.proration: Proration | None = sheet.compiled.plan.proration
        self.counting = counting_of(sheet)
        # What counts in months still has days in force: those of the calendar.
        self.days = Counting("calendar_days", self.calendar) if self.counting.basis == "months" else self.counting
        self.whole = self.counting.counted([(period.start, period.end)])

    def take(self, row: int, given: Any, part: Stretch | None) -> None:
        """Read one person's assignment, or the part of it in a segment; what is wrong with it blocks the person."""
        assignment, problems = read_assignment(given)
        problems = problems or list(self._kind_problems(assignment))
        for problem in problems:
            self.sheet.block(row, problem)
        if problems:
            return
        spans: tuple[Span, ...] = ()
        start = max(assignment.start or self.period.start, self.period.start)
        end = min(assignment.end or self.period.end, self.period.end)
        if start >= end:
            message = "the time in the plan and the period have no day in common"
            self.sheet.outside[row] = Problem("not_in_force", "/assignment", message)
        else:
            if assignment.end is not None and self._full_pay(row, assignment, assignment.end):
                end = self.period.end
            spans = self._spans(assignment, (start, end))
        if part is not None:
            spans = tuple(common(part.span, spans))
        counted = self.counting.counted(spans)
        self.sheet.force[row] = InForce(assignment, (start, end), spans, counted, self.whole)

    def _kind_problems(self, assignment: Assignment) -> Iterator[Problem]:
        kinds = {} if self.proration is None else self.proration.absences
        for absence in self._in_period(assignment):
            if kinds and absence.kind is not None and absence.kind not in kinds:
                message = f"the plan lists the kinds of absence: {', '.join(sorted(kinds))}; take one of them"
                yield Problem("assignment.unknown_absence", f"{absence.path}/kind", message)

    def _in_period(self, assignment: Assignment) -> list[Absence]:
        return [one for one in assignment.absences if one.start < self.period.end and one.end > self.period.start]

    def _spans(self, assignment: Assignment, within: Span) -> tuple[Span, ...]:
        start, end = within
        starts_here = assignment.start is not None and assignment.start >= self.period.start
        if starts_here and self.proration is not None and not self.proration.count_start:
            start = next_day(start)
        kinds = {} if self.proration is None else self.proration.absences
        away = [one.span for one in self._in_period(assignment) if kinds.get(one.kind or "") != "counted"]
        return left_of((start, end), away)

    def _full_pay(self, row: int, assignment: Assignment, end: date) -> bool:
        """Whether a person with a last day counts to the period's end; notes who forfeits and who cannot be judged."""
        rule = "pro_rata" if self.proration is None else self.proration.leavers.rule(assignment.reason)
        has_left = end <= self.period.end
        if rule == "if_employed_on_pay_date":
            pay_date = self.sheet.given.around.pay_date
            if pay_date is None:
                message = (
                    "this plan pays people who leave only if they are still employed on the day of payment; send it"
                )
                self.sheet.block(row, Problem("pay_date.missing", "/pay_date", message))
            elif end <= pay_date:
                self._forfeit(row, assignment, "not employed any more on the day of payment")
        elif rule == "forfeit" and has_left:
            self._forfeit(row, assignment, "left in the period, and the plan pays nothing then")
        return rule == "full" and has_left

    def _forfeit(self, row: int, assignment: Assignment, message: str) -> None:
        reason = assignment.reason or "default"
        self.sheet.outside[row] = Problem(f"leaver_forfeits:{reason}", "/assignment/to", message)

    def name_columns(self) -> None:
        """Put the columns under the names that formulas read."""
        sheet, force = self.sheet, self.sheet.force
        whole_days = self.days.counted([(self.period.start, self.period.end)])
        if not force:
            sheet.name("period.days_in_force", Number.constant(whole_days))
        else:
            days = [self._days_of(force[row]) if row in force else whole_days for row in range(sheet.size)]
            sheet.name("period.days_in_force", Number.of_row_fractions(days))
            if self.proration is not None:
                sheet.environment["proration"] = self._shares()
        if "period.tenure" in sheet.compiled.names_read:
            sheet.name("period.tenure", self._tenure())

    def _days_of(self, force: InForce) -> Fraction:
        return force.counted if self.days is self.counting else self.days.counted(force.spans)

    def _shares(self) -> Number:
        force = self.sheet.force
        if self.whole == 0:
            message = "the period has no day that counts, so no share of it can be in force; look at the calendar"
            problem = Problem("proration.nothing_to_count", "/calendar", message)
            return Number(1, 1, every_row(force, problem))
        rows = range(self.sheet.size)
        return Number.of_row_fractions(
            [force[row].counted / self.whole if row in force else Fraction(1) for row in rows]
        )

    def _tenure(self) -> Number:
        periods = []
        faults: dict[int, Problem] = {}
        for row in range(self.sheet.size):
            start = self.sheet.force[row].assignment.start if row in self.sheet.force else None
            since = None if start is None else self.calendar.periods_since(self.period, start)
            periods.append(Fraction(0 if since is None else since))
            if start is None:
                message = "this plan counts the periods since a person joined; give the assignment with its from"
                faults[row] = Problem("assignment.from_missing", "/assignment/from", message)
            elif since is None:
                message = "the calendar does not list the period in which the person joined; list earlier periods too"
                faults[row] = Problem("calendar.too_short", "/calendar/periods", message)
        return Number.of_row_fractions(periods, faults)
