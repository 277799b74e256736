"""A population evaluated one chunk after the other, up to each point where people need each other.

Wholes are what all people together gave at the end of the stages so far: for each stage one per value over many
people, in the plan's order. With those of all stages a chunk can be finished by itself. A chunk begins anew for every
stage, so that only one is in memory, and nothing but parts and wholes has to be kept in between.
"""

from collections.abc import Mapping, Sequence

from rules.compiled import CompiledPlan, Stage
from rules.engine.calculate import admit, finish, take_steps
from rules.engine.kpis.eligibility import eligibility
from rules.engine.over_people import gather, settle
from rules.engine.sheet.sheet import Sheet
from rules.facts import Intake
from rules.period import Period
from rules.population import (
    Place,
    Pots,
    Reports,
    Sums,
    Values,
    Whole,
    frozen_pots,
    frozen_reports,
    frozen_sums,
    frozen_values,
    merge_wholes,
)

Wholes = Sequence[Sequence[Whole]]


def barriers(compiled: CompiledPlan) -> int:
    """At the end of how many stages people need each other."""
    return sum(bool(stage.over_people) for stage in compiled.stages)


def parts_after(compiled: CompiledPlan, intake: Intake, period: Period | None, wholes: Wholes) -> list[Whole]:
    """What a chunk contributes at the end of the first stage of which there are no wholes yet.

    The people of a call that have inputs or credits from each other are to be connected before. Raises CallRefused as
    `evaluate` does.
    """
    sheet = admit(compiled, intake, period)
    stage = _advance(sheet, wholes)
    assert stage is not None, "all stages are settled"
    return [gather(sheet, node) for node in stage.over_people]


def wholes_of(parts: Sequence[Sequence[Whole]]) -> list[Whole]:
    """The wholes of a stage from the parts of its chunks, in their order. Parts are taken in and changed."""
    return [merge_wholes(list(of_chunks)) for of_chunks in zip(*parts, strict=True)]


def evaluate_part(compiled: CompiledPlan, intake: Intake, period: Period | None, wholes: Wholes) -> Sheet:
    """Every value of the plan for one chunk of a population whose wholes are all known."""
    sheet = admit(compiled, intake, period)
    stage = _advance(sheet, wholes)
    assert stage is None, "some stage is not settled"
    finish(sheet)
    return sheet


def evaluate_frozen(
    compiled: CompiledPlan, intakes: tuple[Intake, Intake | None], period: Period | None, wholes: tuple[Wholes, Wholes]
) -> Sheet:
    """Every value of people whose facts changed, against a population as it was booked.

    `intakes` are these people now, and those of them who were booked as they were then, None where nobody was; `wholes`
    those of everybody as booked, and of everybody now. Nobody's change counts for another: it never matters who else is
    in the chunk. Who is as booked gets exactly what was booked. Where a group was never settled, that of now counts.
    """
    sheet = admit(compiled, intakes[0], period)
    was = None if intakes[1] is None else admit(compiled, intakes[1], period)
    for each in (sheet, was):
        if each is not None:
            eligibility(each)
    booked, now = (_filled(compiled, each) for each in wholes)
    for number, stage in enumerate(compiled.stages):
        take_steps(sheet, stage)
        if was is not None:
            take_steps(was, stage)
        for place, node in enumerate(stage.over_people):
            own = gather(sheet, node)
            if was is not None:
                gather(was, node)
                settle(was, node, booked[number][place])
            settle(sheet, node, _frozen(booked[number][place], now[number][place], own, (sheet, was, node.key)))
    finish(sheet)
    return sheet


def _frozen(booked: Whole, now: Whole, own: Whole, people: tuple[Sheet, Sheet | None, str]) -> Whole:
    sheet, was, key = people
    if isinstance(booked, Pots):
        assert isinstance(now, Pots)
        assert isinstance(own, Pots)
        return frozen_pots(booked, now, own)
    if isinstance(booked, Reports):
        assert isinstance(now, Reports)
        return frozen_reports(booked, now)
    if isinstance(booked, Values):
        assert isinstance(now, Values)
        return frozen_values(booked, now, _places(was, key), _places(sheet, key))
    assert isinstance(now, Sums)
    return frozen_sums(booked, now, are_shared=sheet.people_calls[key].call.function == "share")


def _places(sheet: Sheet | None, key: str) -> Mapping[str, Place]:
    """Group and value of those of whom both are known, by id."""
    if sheet is None:
        return {}
    line = sheet.people_calls[key]
    rows = zip(sheet.ids, line.rows(), strict=True)
    return {id_: place for row, (id_, place) in enumerate(rows) if row not in line.x.faults}


def _advance(sheet: Sheet, wholes: Wholes) -> Stage | None:
    """Fill a sheet as far as wholes are known; the stage at whose end they are not, None at the end of the plan."""
    eligibility(sheet)
    waiting = iter(wholes)
    for stage in sheet.compiled.stages:
        take_steps(sheet, stage)
        if not stage.over_people:
            continue
        settled = next(waiting, None)
        if settled is None:
            return stage
        for node in stage.over_people:
            gather(sheet, node)
        for node, whole in zip(stage.over_people, settled, strict=True):
            settle(sheet, node, whole)
    return None


def _filled(compiled: CompiledPlan, wholes: Wholes) -> list[Sequence[Whole]]:
    """The wholes by the number of the stage; none for one at whose end nobody needs another."""
    waiting = iter(wholes)
    return [next(waiting) if stage.over_people else () for stage in compiled.stages]
