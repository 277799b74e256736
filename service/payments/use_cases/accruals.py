"""What an open period will probably cost, for finance."""

from collections.abc import Iterator
from typing import Final

from rules import Problem, parts_of, pay_lines, sums_by
from service.close.repository.booked import BookedLine, booked_lines
from service.errors import NotFound
from service.payments.formats.csv_text import csv_bytes
from service.payments.formats.lines import amount_of
from service.payments.repository.accruals import FinishedRun, newest_runs, results_with_pay
from service.periods.repository.periods import StoredPeriod, period_of_id
from service.periods.use_cases.reading import the_period
from service.work import Work

HEADER: Final = (
    *("pay_group", "run", "run_kind", "plan", "component", "cost_centre", "earned_period", "currency"),
    "amount",
)
_Key = tuple[str, str, str, int, str]
"""Plan, component, cost centre, earned period, currency."""


def accruals_of(work: Work, calendar: str, key: str) -> bytes:
    """CSV with a row for each plan, component, cost centre, earned period and currency of every pay group.

    Amounts are those of the group's newest finished run, with what corrections and adjustments bring to the period.
    Raises NotFound, also while no run has finished.
    """
    period = the_period(work, calendar, key)
    runs = newest_runs(work, period.id)
    if not runs:
        message = "No run of this period has finished; start one with POST /v1/runs."
        raise NotFound(Problem("accrual.not_found", "path period", message))
    rows = [HEADER, *(row for run in runs for row in _rows(work, period, run))]
    return csv_bytes(rows, ",", "utf-8")


def _rows(work: Work, period: StoredPeriod, run: FinishedRun) -> Iterator[tuple[str, ...]]:
    sums = sums_by([*_of_results(work, period.id, run.run_id), *_beside(work, period.id, run.pay_group)])
    periods = {period.id: period.key}
    for (plan, component, centre, earned, currency), minor in sorted(sums.items()):
        if earned not in periods:
            periods[earned] = period_of_id(work, earned).key
        amount = amount_of(minor, currency)
        yield run.pay_group, str(run.run_id), run.kind, plan, component, centre, periods[earned], currency, amount


def _of_results(work: Work, period_id: int, run_id: int) -> Iterator[tuple[_Key, int]]:
    for plan, currency, result in results_with_pay(work, run_id):
        centres = {line["key"]: line.get("cost_centres") or () for line in result["components"]}
        for line in pay_lines(result, currency) or ():
            given = [(part["key"], part["amount"]) for part in centres.get(line.component, ())]
            # Only lines in the plan's own currency are split.
            parts = parts_of(line.amount_minor, line.currency, given) if given and result["payee"] is None else None
            for centre, minor in parts or (("", line.amount_minor),):
                yield (plan, line.component, centre, period_id, line.currency), minor


def _beside(work: Work, period_id: int, pay_group: str) -> Iterator[tuple[_Key, int]]:
    """What corrections carried into the period, and adjustments."""
    for line in booked_lines(work, period_id, pay_group):
        if not _is_of_result(line):
            key = (line.plan_key or "", line.component or "", "", line.earned_period_id, line.currency)
            yield key, line.amount_minor


def _is_of_result(line: BookedLine) -> bool:
    return line.origin.startswith("result/")
