"""What people of one call have from each other, put into their own rows before anything is computed."""

from collections.abc import Sequence
from dataclasses import replace

from rules.compiled import CompiledPlan
from rules.engine.inherit import inherit
from rules.engine.shared import check_shared
from rules.facts import Intake


def connect(compiled: CompiledPlan, chunks: Sequence[Intake]) -> list[Intake]:
    """The chunks of one call, with everybody's inherited inputs; how the call is cut never matters.

    Chunks that were connected before, together with the rest of their call, stay as they are. Raises CallRefused where
    the company or a group gives what the plan does not read from there.
    """
    if not chunks or all(chunk.is_connected for chunk in chunks):
        return list(chunks)
    check_shared(compiled, chunks[0].around)
    if not compiled.inherited:
        return list(chunks)
    connected = [
        replace(
            chunk,
            inputs=dict(chunk.inputs),
            problems={row: list(found) for row, found in chunk.problems.items()},
            warnings={row: list(found) for row, found in chunk.warnings.items()},
            is_connected=True,
        )
        for chunk in chunks
    ]
    inherit(compiled.inherited, connected)
    return connected
