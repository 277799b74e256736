"""The results of one chunk: a row per participant, always, in the shape that leaves the engine."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from rules.columns import Column
from rules.compiled import CompiledPlan
from rules.engine import (
    GateLine,
    Outcomes,
    PoolLine,
    ScaleLine,
    Sheet,
    Wholes,
    admit,
    compute,
    connected,
    evaluate,
    evaluate_frozen,
    evaluate_part,
    has_ties,
    listed,
    outcomes,
)
from rules.facts import Intake
from rules.numbers import display, money_text
from rules.period import Period
from rules.problems import Problem
from rules.results.accounts import balances, carried_findings, instalments
from rules.results.components import component_amounts, component_lines
from rules.results.exact import exact_columns, exact_lines, exact_number
from rules.results.kpilines import Line, kpi_lines
from rules.results.payee import payee_amounts, payee_json
from rules.results.reasons import ineligible_reasons, zero_reasons
from rules.results.segments import SegmentResults
from rules.results.suspects import warnings_of
from rules.results.totals import Totals


def calculate(compiled: CompiledPlan, intake: Intake, period: Period | None = None) -> "ResultBatch":
    """Evaluate a plan for one chunk of participants; raises CallRefused only for what is wrong with the call."""
    return ResultBatch(evaluate(compiled, intake, period))


def calculate_chunks(
    compiled: CompiledPlan, chunks: Iterable[Intake], period: Period | None = None
) -> Iterator["ResultBatch"]:
    """The results of one population that comes in chunks, chunk by chunk; how it is cut never matters.

    Chunks of a plan whose people depend on each other, or of a call with credits, are all taken in before the first
    result comes out; those of any other plan are computed one at a time. Raises CallRefused as `calculate` does.
    """
    chunks = connected(compiled, chunks)
    if compiled.reads_others:
        sheets = [admit(compiled, intake, period) for intake in chunks]
        yield from map(ResultBatch, compute(sheets) if sheets else ())
    else:
        for intake in chunks:
            yield calculate(compiled, intake, period)


def calculate_part(compiled: CompiledPlan, intake: Intake, period: Period | None, wholes: Wholes) -> "ResultBatch":
    """The results of one chunk of a population whose wholes are all known; raises CallRefused as `calculate` does."""
    return ResultBatch(evaluate_part(compiled, intake, period, wholes))


def calculate_frozen(
    compiled: CompiledPlan, intakes: tuple[Intake, Intake | None], period: Period | None, wholes: tuple[Wholes, Wholes]
) -> "ResultBatch":
    """The results of people whose facts changed against a population as it was booked: see `evaluate_frozen`."""
    return ResultBatch(evaluate_frozen(compiled, intakes, period, wholes))


def needs_everybody(compiled: CompiledPlan, chunk: Intake) -> bool:
    """Whether a chunk cannot be computed without the others of its call."""
    return bool(compiled.reads_others) or has_ties(compiled, chunk)


class ResultBatch:
    """Results by row number. Numbers are text: exact where they end within 12 places, money with all its digits."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def size(self) -> int:
        """Number of participants."""
        return self.sheet.size

    @cached_property
    def outcomes(self) -> Outcomes:
        """Who is paid, zero or blocked. Lines that add up to 0 and do not in the payee's currency, where each is
        rounded by itself, are paid."""
        found = outcomes(self.sheet)
        zero = (row for row in self.sheet.payees if found.of(row) == "zero" and row not in found.ineligible)
        return replace(found, paid_elsewhere=frozenset(row for row in zero if self._payee_minor(row) != 0))

    @cached_property
    def _kpis(self) -> list[list[Line]]:
        return kpi_lines(self.sheet)

    @cached_property
    def warned(self) -> dict[int, list[Problem]]:
        """What looks wrong, by row, before it is known who is paid; `warnings` says what is shown."""
        return warnings_of(self.sheet)

    @cached_property
    def _coefficients(self) -> list[str | None]:
        coefficient = self.sheet.coefficient
        return [None] * self.size if coefficient is None else coefficient.texts(self.size)

    @property
    def rating(self) -> ScaleLine | None:
        """The scale of the coefficient; a scale that only is called `rating` is not it."""
        return self.sheet.scales["rating"] if self.sheet.compiled.plan.ratings is not None else None

    def results(self) -> list[dict[str, Any]]:
        """All rows, in the order of the participants."""
        return [self.result(row) for row in range(self.size)]

    def result(self, row: int) -> dict[str, Any]:
        """One participant's result; `trace` is left to `trace_of`."""
        sheet, outcome = self.sheet, self.outcomes.of(row)
        ineligible, blocked = row in self.outcomes.ineligible, outcome == "blocked"
        rating = self.rating
        result: dict[str, Any] = {
            "id": sheet.ids[row],
            "outcome": outcome,
            "reasons": [reason.to_json() for reason in self.reasons(row)],
            "kpis": self._kpis[row],
            "coefficient": self._coefficients[row],
            "rating": None if rating is None else rating.grade.at(row),
            "payout": None if rating is None or rating.payout is None else rating.payout.text(row),
            "scales": self._scales(row),
            "gates": [gate_json(line, row) for line in sheet.gates.values()],
            "values": {key: value_shown(column, row) for key, column in sheet.values.items()},
            "components": component_lines(sheet, row, ineligible=ineligible, blocked=blocked),
            "pools": {key: self.share(line, row) for key, line in sheet.pools.items()},
            "balances": balances(sheet, row, ineligible=ineligible, blocked=blocked),
            "instalments": instalments(sheet, row, ineligible=ineligible, blocked=blocked),
            "total": self._total(row),
            "payee": None,
            "warnings": [warning.to_json() for warning in self.warnings(row)],
            "problems": [problem.to_json() for problem in self.outcomes.blocked.get(row, [])],
            "segments": [],
            "trace": None,
        }
        if self._segments is not None:
            result = self._segments.laid_over(result, row)
        if row in sheet.payees and result["total"] is not None:
            result["payee"] = payee_json(sheet, row, result["components"])
        return result

    def exact(self, row: int, result: dict[str, Any]) -> dict[str, str]:
        """The reduced fractions of the numbers of this row's result that are shown rounded, by their place in it."""
        if self._segments is not None and self._segments.holds(row):
            found = self._segments.exact(row, result)
        else:
            found = dict(self.exact_rows.get(row, {}))
            found.update(exact_lines(self.sheet, row, result["components"]))
        if result["payee"] is not None:
            found.update(exact_number(self.sheet.payees[row].rate, "/payee/rate"))
        return found

    @cached_property
    def exact_rows(self) -> dict[int, dict[str, str]]:
        """By row the reduced fractions of columns that are shown rounded, by their place; lines are not in it."""
        return exact_columns(self.sheet)

    def summary(self, row: int) -> dict[str, Any]:
        """What a table of people shows: the result without its KPI lines, gates, values and stages."""
        outcome = self.outcomes.of(row)
        ineligible, blocked = row in self.outcomes.ineligible, outcome == "blocked"
        apart = self._segments is not None and self._segments.holds(row)
        rating = None if apart else self.rating
        return {
            "id": self.sheet.ids[row],
            "outcome": outcome,
            "reasons": [reason.to_json() for reason in self.reasons(row)],
            "coefficient": None if apart else self._coefficients[row],
            "rating": None if rating is None else rating.grade.at(row),
            "components": component_amounts(self.sheet, row, ineligible=ineligible, blocked=blocked),
            "balances": balances(self.sheet, row, ineligible=ineligible, blocked=blocked),
            "total": self._total(row),
            "payee": self.result(row)["payee"] if row in self.sheet.payees else None,
            "warnings": [warning.to_json() for warning in self.warnings(row)],
            "problems": [problem.to_json() for problem in self.outcomes.blocked.get(row, [])],
        }

    @cached_property
    def _segments(self) -> SegmentResults | None:
        """The results of segments that were evaluated one by one."""
        parts = self.sheet.parts
        return None if parts is None else SegmentResults(parts, ResultBatch(parts.sheet))

    def share(self, line: PoolLine, row: int) -> str | None:
        """What a person has of a pool; None where that could not be computed."""
        return None if row in line.faults else money_text(line.shares[row], self.sheet.compiled.digits)

    def reasons(self, row: int) -> list[Problem]:
        """Why a zero is zero; empty for everybody else."""
        if self._segments is not None and self._segments.holds(row):
            return self._segments.reasons(row) if self.outcomes.of(row) == "zero" else []
        if row in self.outcomes.ineligible:
            return ineligible_reasons(self.sheet, row, self.outcomes.ineligible[row])
        return zero_reasons(self.sheet, row) if self.outcomes.of(row) == "zero" else []

    def warnings(self, row: int) -> list[Problem]:
        """Data that looks wrong although it computes; for a person who is not eligible only what is wrong with the
        balances and instalments that go on."""
        if self._segments is not None and self._segments.holds(row):
            return listed(self._segments.warnings(row))
        if row in self.outcomes.ineligible:
            return listed(carried_findings(self.sheet, row))
        found = self.warned.get(row, [])
        if self.outcomes.of(row) == "blocked":
            found = [warning for warning in found if warning.code != "value.unavailable"]
        return listed(found)

    def total_minor(self, row: int) -> int:
        """The total in minor units; a person who is not eligible gets 0. Meaningless for a blocked row."""
        return 0 if row in self.outcomes.ineligible else self.sheet.total[row]

    def _total(self, row: int) -> str | None:
        return None if row in self.outcomes.blocked else money_text(self.total_minor(row), self.sheet.compiled.digits)

    def totals(self) -> Totals:
        """Counts and the amount; blocked people are never in it."""
        names = [self.outcomes.of(row) for row in range(self.size)]
        amount = sum(self.total_minor(row) for row, name in enumerate(names) if name != "blocked")
        return Totals(
            self.sheet.compiled.digits,
            names.count("paid"),
            names.count("zero"),
            names.count("blocked"),
            amount,
            by_currency=self._by_currency(),
        )

    def _payee_minor(self, row: int) -> int:
        lines = component_lines(self.sheet, row, ineligible=False, blocked=False)
        return sum(payee_amounts(self.sheet, row, lines).values())

    def _by_currency(self) -> dict[str, int]:
        """What is paid in each currency, in its own minor units; blocked people are never in it."""
        plan = self.sheet.compiled.plan.currency
        found: dict[str, int] = defaultdict(int)
        for row in range(self.size):
            if row in self.outcomes.blocked:
                continue
            currency, amount = plan, self.total_minor(row)
            if row in self.sheet.payees:
                lines = self.result(row)["components"]
                currency = self.sheet.payees[row].currency
                amount = sum(payee_amounts(self.sheet, row, lines).values())
            found[currency] += amount
        return found

    def _scales(self, row: int) -> dict[str, dict[str, str | None]]:
        keys = self.sheet.compiled.plan.scales
        return {
            key: {
                "grade": self.sheet.scales[key].grade.at(row),
                "payout": None if (payout := self.sheet.scales[key].payout) is None else payout.text(row),
            }
            for key in keys
        }


def gate_json(line: GateLine, row: int) -> dict[str, Any]:
    """A gate of one person, and what it means where it is closed."""
    passed = line.passed.at(row)
    effect: dict[str, str | None] | None = None
    if passed is False:
        name, column = ("factor", line.factor) if line.factor is not None else ("cap", line.cap)
        value = None if column is None else column.at(row)
        effect = {name: None if value is None else display(value)}
    return {"key": line.key, "passed": passed, "effect": effect, "enforced": line.enforced}


def value_shown(column: Column, row: int) -> str | bool | None:
    """A named value of one person: a number or a word as text, or yes or no."""
    value = column.at(row)
    return value if isinstance(value, bool) or value is None else column.text(row)
