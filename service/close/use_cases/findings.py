"""What stands against booking a run: results against assignments and the last period, warnings, late facts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from rules import PlanPay, Problem, Variance, VarianceLimits, variances
from service.close.repository.booked import booked_run, deferred_in
from service.close.repository.elsewhere import paid_elsewhere
from service.close.repository.headcount import expected_results
from service.close.repository.runs import (
    RunHead,
    RunRow,
    facts_since,
    newest_finished,
    period_before,
    rows_of_run,
    warned_rows,
)
from service.periods.repository.periods import StoredPeriod
from service.work import Work

SHOWN_MAX: Final = 100
"""How many people each list of the checklist names."""
TO_MEND: Final = frozenset({"missing", "twice", "elsewhere", "blocked"})
"""Findings that are mended, or whose person is deferred by name."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found about a run."""

    variances: tuple[Variance, ...]
    warned: int
    warned_rows: tuple[RunRow, ...]
    late_facts: int
    newest: bool

    def of_kinds(self, kinds: Collection[str]) -> list[Variance]:
        """Those of some kinds."""
        return [each for each in self.variances if each.kind in kinds]


def findings_of(work: Work, head: RunHead, period: StoredPeriod, limits: VarianceLimits) -> Findings:
    """What stands against booking this finished run."""
    warned, rows = warned_rows(work, head.id, SHOWN_MAX)
    expected = expected_results(work, head.id)
    elsewhere = paid_elsewhere(work, head)
    found = variances(_last_pay(work, head), _pay(work, head.id), expected, limits, elsewhere)
    return Findings(
        variances=found,
        warned=warned,
        warned_rows=tuple(rows),
        late_facts=facts_since(work, head, (period.start, period.end)),
        newest=newest_finished(work, head.period_id, head.pay_group, head.kind) == head.id,
    )


def late_facts_problem(count: int) -> Problem:
    """That facts of the period arrived after the run."""
    message = f"{count} facts of this period arrived after the run; start a new run if they should count in it"
    return Problem("close.late_facts", "/run", message)


def _last_pay(work: Work, head: RunHead) -> Iterator[PlanPay]:
    """What the period before paid, without those who were deferred; nothing where none is booked."""
    before = period_before(work, head.period_id)
    booked = None if before is None else booked_run(work, before, head.pay_group)
    if booked is not None:
        deferred = deferred_in(work, booked.request_id)
        for pay in _pay(work, booked.run_id):
            if (pay.participant, pay.plan_key) not in deferred:
                yield pay


def _pay(work: Work, run_id: int) -> Iterator[PlanPay]:
    for row in rows_of_run(work, run_id):
        yield PlanPay(row.participant_id, row.plan_key, row.currency, row.total_minor)
