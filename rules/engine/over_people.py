"""The end of a stage: the parts of all chunks are put together, and every chunk reads what it gives its own people."""

from collections.abc import Sequence

from rules.compiled import Node
from rules.engine.kpis.eligibility import eligibility
from rules.engine.people.people_calls import gather_people_call, settle_people_call
from rules.engine.people.pools import StandIn, blocked_in_pool, gather_pool, parts_at_normal, settle_pool
from rules.engine.receive import receive
from rules.engine.sheet.sheet import Sheet
from rules.engine.steps import STEPS
from rules.population import Pots, Whole, merge_wholes


def meet(sheets: Sequence[Sheet], node: Node) -> None:
    """Compute a value that needs everybody: a call over many people, or a pool."""
    whole = merge_wholes([gather(sheet, node) for sheet in sheets])
    for sheet in sheets:
        settle(sheet, node, whole)


def gather(sheet: Sheet, node: Node) -> Whole:
    """What the people of a chunk contribute; everything that the value needs is computed by then."""
    if node.kind == "people_call":
        return gather_people_call(sheet, node.key)
    return gather_pool(sheet, node.key, _stand_ins(sheet, node.key))


def settle(sheet: Sheet, node: Node, whole: Whole) -> None:
    """Write everybody's own value into a chunk that has contributed."""
    if isinstance(whole, Pots):
        settle_pool(sheet, node.key, whole)
    else:
        settle_people_call(sheet, node.key, whole)


def _stand_ins(sheet: Sheet, key: str) -> dict[int, StandIn]:
    """The parts of blocked people in a pool that keeps their shares back, as if they had been at normal."""
    rows = blocked_in_pool(sheet, key) if key in sheet.compiled.reserving_pools else []
    if not rows:
        return {}
    intake = sheet.given.only(rows)
    imagined = Sheet(sheet.compiled, intake.ids, sheet.period, intake, at_normal=True)
    receive(imagined, intake)
    eligibility(imagined)
    needed = sheet.compiled.reserving_pools[key]
    for node in sorted(needed, key=lambda needed_node: needed_node.kind != "levels"):
        STEPS[node.kind](imagined, node.key)
    members = parts_at_normal(imagined, key)
    return {row: member for row, member in zip(rows, members, strict=True) if member is not None}
