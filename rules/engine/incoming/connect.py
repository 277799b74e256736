"""What people of one call have from each other, put into their own rows before anything is computed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rules.compiled import CompiledPlan
from rules.engine.incoming.credited import share_out
from rules.engine.incoming.inherit import inherit
from rules.engine.incoming.shared import check_shared
from rules.facts import Intake


def connected(compiled: CompiledPlan, chunks: Iterable[Intake]) -> Iterator[Intake]:
    """The chunks of one call as they come; all are taken in before the first only where people need each other."""
    waiting = iter(chunks)
    for first in waiting:
        if has_ties(compiled, first):
            yield from connect(compiled, [first, *waiting])
        else:
            yield first


def has_ties(compiled: CompiledPlan, intake: Intake) -> bool:
    """Whether people have something from each other: inputs from managers, or shares of the call's credits."""
    return bool(compiled.inherited or intake.around.credits)


def connect(compiled: CompiledPlan, chunks: Sequence[Intake]) -> list[Intake]:
    """The chunks of one call with inherited inputs and shares of credits; how the call is cut never matters.

    Chunks that were connected before, together with the rest of their call, stay as they are. Raises CallRefused where
    the company or a group gives what the plan does not read from there.
    """
    if not chunks or all(chunk.is_connected for chunk in chunks):
        return list(chunks)
    check_shared(compiled, chunks[0].around)
    if not has_ties(compiled, chunks[0]):
        return list(chunks)
    credits = chunks[0].around.credits
    connected = [
        replace(
            chunk,
            inputs=dict(chunk.inputs),
            facts={key: list(cells) for key, cells in chunk.facts.items()} if credits else chunk.facts,
            problems={row: list(found) for row, found in chunk.problems.items()},
            warnings={row: list(found) for row, found in chunk.warnings.items()},
            is_connected=True,
        )
        for chunk in chunks
    ]
    if compiled.inherited:
        inherit(compiled.inherited, connected)
    share_out(compiled, credits, connected)
    return connected
