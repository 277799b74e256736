"""Outcomes: who is paid, who gets zero and why, and who is blocked by which problems."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rules.columns import Faults
from rules.engine.kpis.eligibility import shut_out
from rules.engine.kpis.gates import faults_of
from rules.engine.sheet.sheet import Sheet
from rules.engine.sheet.timeline import Parts
from rules.problems import Problem

FINDINGS_MAX = 100
"""Problems, or warnings, of one person that are listed; one more says how many there are besides."""

OutcomeName = Literal["paid", "zero", "blocked"]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Rows that are not simply paid: `ineligible` with the keys of the conditions, `blocked` with every problem.

    `paid_elsewhere` get something in their own currency although their lines add up to 0 in the plan's.
    """

    ineligible: dict[int, list[str]]
    blocked: dict[int, list[Problem]]
    totals: list[int]
    paid_elsewhere: frozenset[int] = frozenset()

    def of(self, row: int) -> OutcomeName:
        """The outcome of one participant."""
        if row in self.blocked:
            return "blocked"
        if row in self.ineligible:
            return "zero"
        return "paid" if self.totals[row] != 0 or row in self.paid_elsewhere else "zero"


def outcomes(sheet: Sheet) -> Outcomes:
    """Not eligible beats blocked, blocked beats zero."""
    ineligible = shut_out(sheet)
    found: dict[int, list[Problem]] = {row: list(problems) for row, problems in sheet.row_problems.items()}
    for faults in _blocking(sheet):
        for row, fault in faults.items():
            found.setdefault(row, []).append(fault)
    if sheet.parts is not None:
        _as_their_segments(sheet, sheet.parts, ineligible, found)
    blocked = {row: listed(_distinct(problems)) for row, problems in found.items() if row not in ineligible}
    return Outcomes(ineligible, blocked, sheet.total)


def _as_their_segments(
    sheet: Sheet, parts: Parts, ineligible: dict[int, list[str]], found: dict[int, list[Problem]]
) -> None:
    """People whose segments were evaluated one by one: one that is blocked blocks the person, and only who is in the
    plan in none of them is not eligible."""
    theirs = outcomes(parts.sheet)
    for row, places in parts.rows.items():
        own = [problem for problem in sheet.row_problems.get(row, []) if problem.path.startswith("/segments")]
        own += [sheet.total_faults[row]] if row in sheet.total_faults else []
        found[row] = own + [problem for place in places for problem in theirs.blocked.get(place, [])]
        if not found[row]:
            del found[row]
        ineligible.pop(row, None)
        shut = [theirs.ineligible.get(place) for place in places]
        if row not in found and all(keys is not None for keys in shut):
            ineligible[row] = list(dict.fromkeys(key for keys in shut if keys is not None for key in keys))


def listed(findings: list[Problem]) -> list[Problem]:
    """The first findings of one person: whoever sends thousands of unknown keys gets no answer of thousands."""
    if len(findings) <= FINDINGS_MAX:
        return findings
    message = f"{len(findings) - FINDINGS_MAX:,} more findings of this person are not listed; mend these first"
    return [*findings[:FINDINGS_MAX], Problem("participant.more_findings", "", message)]


def blocking_problem(sheet: Sheet, row: int) -> Problem | None:
    """The first of the problems that block one row; None where nothing does."""
    if sheet.parts is not None and row in sheet.parts.rows:
        return next(iter(outcomes(sheet).blocked.get(row, [])), None)
    noted = sheet.row_problems.get(row)
    if noted:
        return noted[0]
    return next((faults[row] for faults in _blocking(sheet) if row in faults), None)


def _blocking(sheet: Sheet) -> Iterator[Faults]:
    """Faults of weighted KPIs (where they count), enforced gates, components and limits."""
    for condition in sheet.eligibility.values():
        yield condition.faults
    for key in sheet.compiled.weights:
        line = sheet.kpis[key]
        assert line.index is not None
        assert line.weighted_index is not None
        yield {row: fault for row, fault in line.index.faults.items() if row not in line.excluded}
        yield line.weighted_index.faults
    for gate in sheet.gates.values():
        if gate.enforced:
            yield faults_of(gate)
    for component in sheet.components.values():
        yield component.limit_faults
    for account in sheet.accounts.values():
        yield account.faults
    yield sheet.total_faults


def _distinct(problems: list[Problem]) -> list[Problem]:
    seen: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.code, problem.path), problem)
    return list(seen.values())
