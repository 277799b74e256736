"""Facts of a chunk into columns: plain values at once, lists of observations through the plan's aggregation."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from rules.columns import Column, Number
from rules.compiled import FactSpec
from rules.facts import Raw, number_column, word_column
from rules.facts.aggregate import aggregate, count_words
from rules.facts.cells import Refuse
from rules.facts.judgements import check_judgements, mean_index, middle_word
from rules.facts.moments import is_day
from rules.facts.revisions import ObservationRefused
from rules.period import Period
from rules.problems import Problem


def fact_column(
    raws: Sequence[Raw] | None, spec: FactSpec, path: str, size: int, period: Period | None = None
) -> Column:
    """One value per row; rows without one carry the fault `fact.missing`, those dated outside `period` a problem."""
    missing = missing_fact(path)

    def refuse(code: str, message: str) -> Problem:
        return Problem(code.replace("number.", "fact.", 1).replace("category.", "fact.", 1), path, message)

    if raws is None:
        raws = [None] * size
    if spec.is_judged:
        raws = [raw if raw is None or isinstance(raw, list | Problem) else [raw] for raw in raws]
    if any(type(raw) is list for raw in raws):
        column = _joined(raws, spec, missing, refuse)
        column.faults = {**column.faults, **_outside(raws, period, path)}
        return column
    if spec.words is not None:
        return word_column(raws, spec.words, missing, refuse)
    return number_column(raws, missing, refuse)


def _outside(raws: Sequence[Raw], period: Period | None, path: str) -> dict[int, Problem]:
    """The rows with an observation of another period: adding it up here would pay it a second time."""
    if period is None:
        return {}
    start, end = period.start.isoformat(), period.end.isoformat()
    message = "an observation is dated outside the period of the call; send only those from its start to before its end"
    problem = Problem("fact.outside_period", path, message)
    found: dict[int, Problem] = {}
    for row, raw in enumerate(raws):
        days = [seen.get("date") for seen in raw if isinstance(seen, dict)] if isinstance(raw, list) else []
        if any(isinstance(day, str) and is_day(day) and not start <= day < end for day in days):
            found[row] = problem
    return found


@lru_cache(maxsize=4096)
def missing_fact(path: str) -> Problem:
    """The problem of a row that nothing was received for; made once per fact, as most rows never need it."""
    key = path.rsplit("/", 1)[-1]
    message = f"no value of {key} was received; send it, or mark the KPI as not applicable"
    return Problem("fact.missing", path, message)


def _joined(raws: Sequence[Raw], spec: FactSpec, missing: Problem, refuse: Refuse) -> Column:
    joined: list[Fraction | str | None] = []
    faults: dict[int, Problem] = {}
    for row, raw in enumerate(raws):
        value: Fraction | str | None = None
        if isinstance(raw, list):
            try:
                value = _one(raw, spec, missing.path)
            except ObservationRefused as refused:
                faults[row] = refused.problem
        elif raw is not None:
            value = _single(raw, spec, row, faults, (missing, refuse))
        if value is None:
            faults.setdefault(row, missing)
        joined.append(value)
    if spec.words is not None:
        texts: list[Raw] = [value if isinstance(value, str) else None for value in joined]
        column = word_column(texts, spec.words, missing, refuse)
        column.faults = {**column.faults, **faults}
        return column
    numbers = [value if isinstance(value, Fraction) else Fraction(0) for value in joined]
    return Number.of_row_fractions(numbers, faults)


def _one(observations: list[object], spec: FactSpec, path: str) -> Fraction | str | None:
    if not observations and spec.empty_is_zero and spec.words is None:
        return Fraction(0)
    if not observations:
        return None
    if spec.is_judged:
        check_judgements(observations, spec.raters_min, needs_evidence=spec.needs_evidence, path=path)
    if spec.indices is not None:
        return mean_index(observations, spec.indices, path)
    if spec.words is not None and spec.take == "median":
        return middle_word(observations, spec.words, path)
    if spec.counted is not None:
        return count_words(observations, spec.counted, spec.take, path)
    return aggregate(observations, spec.take, path, of_words=spec.words is not None)


def _single(
    raw: Raw, spec: FactSpec, row: int, faults: dict[int, Problem], told: tuple[Problem, Refuse]
) -> Fraction | str | None:
    """A plain value among lists: it is the aggregate already."""
    column = number_column([raw], *told) if spec.words is None else word_column([raw], spec.words, *told)
    fault = column.fault(0)
    if fault is not None:
        faults[row] = fault
    return column.at(0)
