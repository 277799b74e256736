"""Inputs that people have from their managers: the nearest value up the chain, wherever the call was cut."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from rules.facts import Intake, Raw
from rules.facts.hierarchy import CIRCULAR, Hierarchy, hierarchy
from rules.problems import Problem

_NOT_IN_CALL = Problem(
    "manager.not_in_call",
    "/manager",
    "the chain of managers ends at somebody who is not in the call, so nothing was inherited; confirm it, or send that "
    "manager too",
)


def inherit(keys: Collection[str], chunks: Sequence[Intake]) -> None:
    """Fill the columns of these inputs from above, note who gave each value, and block the people of circles."""
    ids = [id_ for chunk in chunks for id_ in chunk.ids]
    managers: list[str | None] = _together(chunks, lambda chunk: chunk.ties.get("manager"))
    chain = hierarchy(ids, managers)
    for row in sorted(chain.circular):
        _note(chunks, row, CIRCULAR, lambda chunk: chunk.problems)
    lacking = {row for key in keys for row in _inherit(key, chunks, ids, chain)}
    tops = chain.tops()
    for row in sorted(row for row in lacking if managers[tops[row]] is not None):
        _note(chunks, row, _NOT_IN_CALL, lambda chunk: chunk.warnings)


def _inherit(key: str, chunks: Sequence[Intake], ids: Sequence[str], chain: Hierarchy) -> list[int]:
    """One input; the rows that have it neither of their own nor from above."""
    own: list[Raw] = _together(chunks, lambda chunk: chunk.inputs.get(key))
    sources = chain.nearest([raw is not None for raw in own])
    filled = [raw if source is None else own[source] for raw, source in zip(own, sources, strict=True)]
    for row in chain.circular:
        if filled[row] is None:
            filled[row] = CIRCULAR
    givers = [None if source is None or source == row else ids[source] for row, source in enumerate(sources)]
    start = 0
    for chunk in chunks:
        end = start + len(chunk.ids)
        chunk.inputs[key], chunk.givers[key] = filled[start:end], givers[start:end]
        start = end
    return [row for row, raw in enumerate(filled) if raw is None]


def _together(chunks: Sequence[Intake], column: Callable[[Intake], list[Any] | None]) -> list[Any]:
    """One column over all chunks."""
    found: list[Any] = []
    for chunk in chunks:
        cells = column(chunk)
        found += cells if cells is not None else [None] * len(chunk.ids)
    return found


def _note(
    chunks: Sequence[Intake], row: int, finding: Problem, where: Callable[[Intake], dict[int, list[Problem]]]
) -> None:
    for chunk in chunks:
        if row < len(chunk.ids):
            where(chunk).setdefault(row, []).append(finding)
            return
        row -= len(chunk.ids)
