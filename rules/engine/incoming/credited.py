"""Credits shared out: each person named gets an observation, or a row, of their own part; the parts foot exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.compiled import CompiledPlan
from rules.facts import Intake, Raw
from rules.facts.credits import Credit
from rules.facts.revisions import FIRST, ROW_ID, ObservationRefused, identity_of, revision_of
from rules.numbers import NumberRefused, parse_decimal
from rules.problems import Problem, pointer

_Observation = dict[str, Any]
_Places = Mapping[str, tuple[Intake, int]]
"""Everybody's chunk and row."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is shared: the observation, and the names of its numbers that are multiplied by the share."""

    whole: _Observation
    split: Sequence[str]


def share_out(compiled: CompiledPlan, credits: Sequence[Credit], chunks: Sequence[Intake]) -> None:
    """Add to the facts of the people named; what is wrong with a credit blocks those of them who are in the call."""
    places = {id_: (chunk, row) for chunk in chunks for row, id_ in enumerate(chunk.ids)}
    for credit in credits:
        part = _part_for(compiled, credit, places)
        for id_ in credit.shares:
            if id_ not in places:
                continue
            chunk, row = places[id_]
            if isinstance(part, Problem):
                _refuse(compiled, chunk, credit.fact, row, part)
            else:
                values = {name: part.whole[name] * credit.shares[id_] for name in part.split}
                _observe(chunk, credit.fact, row, {**part.whole, **values})


def _part_for(compiled: CompiledPlan, credit: Credit, places: _Places) -> _Part | Problem:
    """What is shared, unless the credit or one of the people named cannot take it."""
    part = credit.problem or _part(compiled, credit)
    if isinstance(part, Problem):
        return part
    if not credit.shares.keys() <= places.keys():
        message = "a share names somebody who is not in the call; send everybody who shares it, or mend the id"
        return Problem("credit.unknown_person", f"{credit.path}/shares", message)
    if _is_overtaken(compiled, credit, places):
        message = (
            "somebody who shares this has an observation of their own with the same source id and no earlier revision; "
            "send only one of them"
        )
        return Problem("credit.own_observation", credit.path, message)
    return part


def _is_overtaken(compiled: CompiledPlan, credit: Credit, places: _Places) -> bool:
    """Whether an observation that somebody brings stands for the same thing: counting both would pay it twice.

    What a credit corrects, in this period or an earlier one, it replaces.
    """
    if not credit.where.get("source_id"):
        return False
    identity, revision = identity_of(credit.where, "source_id"), revision_of(credit.where, credit.path)
    id_name = ROW_ID if credit.fact in compiled.rows else "source_id"
    for chunk, row in (places[id_] for id_ in credit.shares):
        own = chunk.facts[credit.fact][row] if credit.fact in chunk.facts else None
        for seen in own if isinstance(own, list) else ():
            if isinstance(seen, dict) and identity_of(seen, id_name) == identity and _revision(seen) >= revision:
                return True
    return False


def _revision(seen: _Observation) -> int:
    """The revision of what a person brings; one that cannot be read is told where observations are read."""
    try:
        return revision_of(seen, "")
    except ObservationRefused:
        return FIRST


def _refuse(compiled: CompiledPlan, chunk: Intake, fact: str, row: int, problem: Problem) -> None:
    """Block one person; who has nothing else of the fact is not told that it is missing as well."""
    chunk.problems.setdefault(row, []).append(problem)
    if fact in compiled.rows or fact in compiled.facts_in["personal"]:
        cells = _cells(chunk, fact)
        if cells[row] is None:
            cells[row] = problem


def _observe(chunk: Intake, fact: str, row: int, observation: _Observation) -> None:
    cells = _cells(chunk, fact)
    own = cells[row]
    if fact not in chunk.credited:
        chunk.credited[fact] = [0] * len(chunk.ids)
    chunk.credited[fact][row] += 1
    if own is None:
        cells[row] = [observation]
    elif isinstance(own, list):
        cells[row] = [*own, observation]
    elif not isinstance(own, Problem):
        cells[row] = [own, observation]


def _cells(chunk: Intake, fact: str) -> list[Raw]:
    if fact not in chunk.facts:
        chunk.facts[fact] = [None] * len(chunk.ids)
    return chunk.facts[fact]


def _part(compiled: CompiledPlan, credit: Credit) -> _Part | Problem:
    """The observation that is shared, its shared numbers exact; or why the plan cannot take it."""
    key, path = credit.fact, credit.path
    if key not in compiled.fact_keys:
        message = "the plan knows no fact of this name; mend the name, or declare it in the plan"
        return Problem("credit.unknown_fact", f"{path}/fact", message)
    rows = compiled.rows.get(key)
    if rows is not None:
        labels = {"id" if name == "source_id" else name: given for name, given in credit.where.items()}
        return _exact({**credit.content, **labels}, rows.split_fields, path + "/fields")
    if compiled.facts[key].take != "sum" or key not in compiled.facts_in["personal"]:
        message = "only a number fact of people with take: sum, or a fact of rows, can be shared; declare it so"
        return Problem("credit.not_shareable", f"{path}/fact", message)
    if credit.content.keys() != {"value"}:
        return Problem("credit.value", path, 'give what is shared as "value"; fields are for facts of rows')
    return _exact({**credit.content, **credit.where}, ("value",), path)


def _exact(observation: _Observation, split: Sequence[str], path: str) -> _Part | Problem:
    """A row may lack a field here: reading it will say so."""
    exact: _Observation = {}
    for name in split:
        if observation.get(name) is not None:
            try:
                exact[name] = parse_decimal(observation[name])
            except NumberRefused as refused:
                return Problem(refused.code.replace("number.", "fact.", 1), path + pointer(name), refused.message)
    return _Part({**observation, **exact}, tuple(exact))
