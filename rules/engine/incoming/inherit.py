"""Inputs that people have from their managers: the nearest value up the chain, wherever the call was cut."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from rules.facts import Intake, Raw
from rules.facts.hierarchy import CIRCULAR, Hierarchy, hierarchy
from rules.problems import Problem, pointer

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
    in_parts = frozenset(_said_by_segments(key, chunks))
    nearest = chain.nearest([raw is not None or row in in_parts for row, raw in enumerate(own)])
    sources = [_source(row, own, nearest, chain) for row in range(len(own))]
    filled = list(own)
    for row, source in enumerate(sources):
        if source is not None and source != row:
            filled[row] = _changing(key) if source in in_parts else own[source]
        elif row in chain.circular and own[row] is None:
            filled[row] = CIRCULAR
    givers = [None if source is None or source == row else ids[source] for row, source in enumerate(sources)]
    start = 0
    for chunk in chunks:
        end = start + len(chunk.ids)
        chunk.inputs[key], chunk.givers[key] = filled[start:end], givers[start:end]
        start = end
    return [row for row, raw in enumerate(filled) if raw is None and row not in in_parts]


def _source(row: int, own: Sequence[Raw], nearest: Sequence[int | None], chain: Hierarchy) -> int | None:
    """Whose value a row has: who says the input in segments only has the rest of the period from above."""
    manager = chain.managers[row]
    if own[row] is None and nearest[row] == row:
        return None if manager is None else nearest[manager]
    return nearest[row]


def _changing(key: str) -> Problem:
    message = f"the manager's {key} changes within the period, so it cannot be taken over; give the person an own value"
    return Problem("input.inherited_change", pointer("inputs", key), message)


def _said_by_segments(key: str, chunks: Sequence[Intake]) -> Iterator[int]:
    """The rows whose segments, if they have a usable form at all, say this input."""
    given: list[Any] = _together(chunks, lambda chunk: chunk.details.get("segments"))
    for row, segments in enumerate(given):
        parts = (
            [part.get("inputs") for part in segments if isinstance(part, dict)] if isinstance(segments, list) else []
        )
        if any(isinstance(inputs, dict) and inputs.get(key) is not None for inputs in parts):
            yield row


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
