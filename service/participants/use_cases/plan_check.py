"""Personal levels, weights and inputs against the plan: the engine itself says what it would refuse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from rules import CompiledPlan, Period, Plan, Problem, calculate, compile_plan, parse_plan, read_participants
from service.catalog import catalog_keys, catalog_text
from service.files.exact_json import loads
from service.participants.personal import Personal, Place, is_number
from service.participants.repository.assignments import Revision
from service.participants.repository.plan_documents import StoredPlan, living_versions
from service.work import Work

_PUBLISHED: Final = "published"
_PARTS: Final = frozenset({"levels", "weights", "inputs"})
_NOBODY: Final = "nobody"
# A whole period of every length begins on this day, which is a Monday too.
_FIRST_DAY: Final = date(2018, 1, 1)
_PERIOD_ENDS: Final[Mapping[str, date]] = {
    "week": date(2018, 1, 8),
    "quarter": date(2018, 4, 1),
    "half_year": date(2018, 7, 1),
    "year": date(2019, 1, 1),
}
_MONTH_END: Final = date(2018, 2, 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An assignment that is to be written, and where its row stands."""

    revision: Revision
    place: Place


def checked_by_plans(work: Work, wanted: Sequence[Wanted]) -> tuple[list[Wanted], list[Problem]]:
    """The assignments, each with what is money in it, and what their plans would refuse.

    Counts the version that is published for days of the assignment; else the newest one that waits; else a shipped
    plan. Of a plan that there is not yet nothing is known: every number is taken for money.
    """
    versions = living_versions(work, {each.revision.plan_key for each in wanted})
    rows_of: dict[str | None, list[int]] = {}
    for row, each in enumerate(wanted):
        rows_of.setdefault(_document(each.revision, versions), []).append(row)
    found, problems = list(wanted), []
    for document, rows in rows_of.items():
        compiled = None if document is None else compile_plan(parse_plan(loads(document.encode())))
        for row in rows:
            found[row] = _with_money(wanted[row], None if compiled is None else compiled.plan)
        if compiled is not None:
            problems += _refused(compiled, [wanted[row] for row in rows])
    return found, problems


def _document(revision: Revision, versions: Sequence[StoredPlan]) -> str | None:
    start, end = revision.start.isoformat(), None if revision.end is None else revision.end.isoformat()
    own = [version for version in versions if version.plan_key == revision.plan_key]
    in_force = [version for version in own if version.state == _PUBLISHED and version.meets(start, end)]
    chosen = in_force or own
    if chosen:
        return chosen[-1].document
    return catalog_text(revision.plan_key) if revision.plan_key in catalog_keys() else None


def _with_money(wanted: Wanted, plan: Plan | None) -> Wanted:
    inputs = wanted.revision.personal.inputs
    if plan is None:
        money = [key for key, value in inputs.items() if not isinstance(value, bool) and is_number(value)]
    else:
        money = [key for key in inputs if key in plan.inputs and plan.inputs[key].kind == "money"]
    personal = replace(wanted.revision.personal, money=tuple(sorted(money)))
    return replace(wanted, revision=replace(wanted.revision, personal=personal))


def _refused(compiled: CompiledPlan, wanted: Sequence[Wanted]) -> list[Problem]:
    """What the engine finds wrong with what these people bring; what it misses of everybody does not count."""
    people = [_participant(str(row), each.revision.personal) for row, each in enumerate(wanted)]
    batch = calculate(compiled, read_participants([*people, {"id": _NOBODY}]), _period(compiled.plan))
    always = {(found["code"], found["path"]) for found in _findings(batch.result(len(wanted)))}
    return [
        Problem(found["code"], each.place(*_parts(found["path"])), found["message"])
        for row, each in enumerate(wanted)
        for found in _findings(batch.result(row))
        if (found["code"], found["path"]) not in always
    ]


def _findings(result: Mapping[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = result["problems"]
    return [each for each in found if _parts(each["path"])[:1] and _parts(each["path"])[0] in _PARTS]


def _participant(id_: str, personal: Personal) -> dict[str, object]:
    levels = {kpi: dict(each) for kpi, each in personal.levels.items()}
    return {"id": id_, "inputs": dict(personal.inputs), "levels": levels, "weights": dict(personal.weights)}


def _period(plan: Plan) -> Period:
    return Period(_FIRST_DAY, _PERIOD_ENDS.get(plan.frequency, _MONTH_END))


def _parts(path: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]
