"""A run beside a spreadsheet: whose pay differs and why, as far as that is known, and what both add up to."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from rules import Problem, add_amounts, amount_texts, difference, is_by_rounding, pay_lines
from service.access.scopes import Reach
from service.comparison.repository.amounts import Seen, counted, people_after
from service.comparison.repository.lines import StoredPay, pay_of_people
from service.comparison.repository.runs import ComparedRun, finished_run
from service.comparison.use_cases.everybody import Shown
from service.comparison.use_cases.sides import side_shown
from service.comparison.use_cases.spreadsheet import Amounts, Paid, Spreadsheet
from service.errors import NotFound, RequestRefused
from service.participants.repository.people import external_ids_of
from service.participants.use_cases.imports import SentTable
from service.participants.use_cases.sight import Sight
from service.periods.use_cases.reading import the_period
from service.work import Work

LISTED_MAX: Final = 10_000
_AT_ONCE: Final = 1_000
_CAUSES: Final = (
    "missing_here",
    "missing_there",
    "blocked_here",
    "currency_differs",
    "rounding_differs",
    "amount_differs",
    "components_differ",
)


@dataclass(frozen=True, slots=True)
class Here:
    """What a run pays one person; `total` is None where a result is blocked. `findings` say why it is so or zero."""

    total: Amounts | None
    components: Mapping[str, Amounts]
    currencies: Sequence[str]
    findings: Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class _Tally:
    """Whose pay differs: the first ones in full, all by cause; and what the spreadsheet adds up to."""

    listed: list[dict[str, Any]] = field(default_factory=list)
    differing: int = 0
    same: int = 0
    causes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_CAUSES, 0))
    there: list[tuple[str, int]] = field(default_factory=list)

    def add(self, participant: str | None, here: Here | None, there: Paid | None) -> None:
        """One more person, of whom at least one side says something."""
        if there is not None:
            self.there.extend(there.total.items())
        causes = causes_of(here, there)
        if not causes:
            self.same += 1
            return
        self.differing += 1
        for cause in causes:
            self.causes[cause] += 1
        if len(self.listed) < LISTED_MAX:
            self.listed.append(_person(participant, here, there, causes))


def compare_with_file(work: Work, sight: Sight, place: tuple[str, str, str], number: int, sent: SentTable) -> Shown:
    """Everybody of a run whom the caller sees, beside everybody of a file.

    Raises NotFound for a period or a run, FileRefused, and RequestRefused with every cell that is wrong.
    """
    run = _the_run(work, sight, place, number)
    sheet = Spreadsheet(sent)
    seen = Seen(sight.pay, sight.me)
    counts = counted(work, run, (run,), seen)
    tally, in_run = _Tally(), 0
    met: set[str] = set()
    for participant, here in _paid_here(work, run, seen):
        in_run += 1
        there = None if participant is None else sheet.paid(participant, here.currencies)
        if participant is not None and there is not None:
            met.add(participant)
        tally.add(participant, here, there)
    known = sorted({one.currency for one in counts})
    for participant in sheet.people:
        if participant not in met:
            tally.add(participant, None, sheet.paid(participant, known))
    if sheet.file.problems:
        raise RequestRefused(sheet.file.problems.listed)
    ours = add_amounts((one.currency, one.minor) for one in counts if one.outcome != "blocked")
    theirs = add_amounts(tally.there)
    answer = {
        "run": side_shown(run),
        "people": tally.same + tally.differing,
        "same": tally.same,
        "differing": tally.differing,
        "causes": tally.causes,
        "totals": {**_both(ours, theirs), "difference": amount_texts(difference(ours, theirs))},
        "data": tally.listed,
        "warnings": [warning.to_json() for warning in sheet.file.warnings.listed],
    }
    return Shown(answer, f"run/{run.id}/parallel", in_run)


def causes_of(here: Here | None, there: Paid | None) -> list[str]:
    """Why the two sides are not the same, as far as that is known; nothing where they are."""
    found = []
    if there is None:
        if here is not None and (here.total is None or any(here.total.values())):
            found.append("missing_there")
    elif here is None:
        found.append("missing_here")
    if here is not None and here.total is None:
        found.append("blocked_here")
    if here is not None and here.total is not None and there is not None:
        found += _amount_causes(here.total, here.components, there)
    return found


def _amount_causes(total: Amounts, components: Mapping[str, Amounts], there: Paid) -> list[str]:
    change = difference(total, there.total)
    if change:
        paid = [{currency for currency, minor in side.items() if minor} for side in (total, there.total)]
        if paid[0] != paid[1] and all(paid):
            return ["currency_differs"]
        return ["rounding_differs" if is_by_rounding(change, max(len(components), 1)) else "amount_differs"]
    if there.components is None:
        return []
    keys = components.keys() | there.components.keys()
    same = all(not difference(components.get(key, {}), there.components.get(key, {})) for key in keys)
    return [] if same else ["components_differ"]


def _the_run(work: Work, sight: Sight, place: tuple[str, str, str], number: int) -> ComparedRun:
    """The run of this number, of this period and pay group, as far as the caller may look into it.

    Who does not see everybody's pay sees what is booked: the rest may still change.
    """
    the_period(work, place[0], place[1])
    run = finished_run(work, number)
    if (
        run is None
        or (run.calendar, run.period, run.pay_group) != place
        or not (run.is_booked or sight.pay is Reach.EVERYBODY)
    ):
        message = "There is no such run of this period and pay group that is finished; GET /v1/runs lists them."
        raise NotFound(Problem("run.not_found", "query run", message))
    return run


def _paid_here(work: Work, run: ComparedRun, seen: Seen) -> Iterator[tuple[str | None, Here]]:
    """Everybody whom the caller sees with what the run pays them, in the order of their numbers."""
    after = 0
    while people := people_after(work, (run,), seen, after, _AT_ONCE):
        names = external_ids_of(work, people)
        for number, results in groupby(pay_of_people(work, run, people), attrgetter("participant_id")):
            yield names.get(number), _here(list(results))
        after = people[-1]


def _here(results: Sequence[StoredPay]) -> Here:
    lines: list[tuple[str, str, int]] = []
    findings: list[Mapping[str, Any]] = []
    is_blocked = False
    for result in results:
        document: dict[str, Any] = json.loads(result.document, parse_float=Decimal)
        paid = pay_lines(document, result.currency)
        is_blocked = is_blocked or paid is None
        findings += document["problems"] + document["reasons"]
        lines += [(line.component, line.currency, line.amount_minor) for line in paid or ()]
    components = {
        key: add_amounts((currency, minor) for name, currency, minor in lines if name == key)
        for key in sorted({name for name, _, _ in lines})
    }
    total = None if is_blocked else add_amounts((currency, minor) for _, currency, minor in lines)
    return Here(total, components, sorted({result.currency for result in results}), findings)


def _person(participant: str | None, here: Here | None, there: Paid | None, causes: Sequence[str]) -> dict[str, Any]:
    ours = None if here is None else here.total
    theirs = None if there is None else there.total
    return {
        "participant": participant,
        "causes": list(causes),
        **_both(ours, theirs),
        "difference": None if ours is None or theirs is None else amount_texts(difference(ours, theirs)),
        "components": _components(here, there),
        "findings": [] if here is None else list(here.findings),
    }


def _components(here: Here | None, there: Paid | None) -> list[dict[str, Any]]:
    """Every component with what is known of it on both sides."""
    ours = {} if here is None else here.components
    theirs = {} if there is None or there.components is None else there.components
    is_split = there is not None and there.components is not None
    lines = []
    for key in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(key, {}), theirs.get(key, {}) if is_split else None
        change = None if other is None else amount_texts(difference(mine, other))
        lines.append({"component": key, **_both(mine, other), "difference": change})
    return lines


def _both(here: Amounts | None, there: Amounts | None) -> dict[str, Any]:
    return {
        "here": None if here is None else amount_texts(here),
        "there": None if there is None else amount_texts(there),
    }
