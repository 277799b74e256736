"""What stands above the results of one run."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules import CompiledPlan

_FLOOR_LINE = "total_floor"


@dataclass(frozen=True, slots=True)
class ResultsHead:
    """`plan` is `{"key", "version", "hash"}`; `components` names every component a result may carry, in plan order
    (with `total_floor` if the plan can add that line), because a table needs its columns before its rows."""

    plan: Mapping[str, object]
    engine: str
    currency: str
    components: tuple[str, ...]


def head_of(compiled: CompiledPlan, engine: str, version: int | None = None) -> ResultsHead:
    """The head for results of this plan. `version` is None for a plan that no store gave a number."""
    components = [component.key for component in compiled.plan.components]
    if compiled.plan.limits.total_floor is not None:
        components.append(_FLOOR_LINE)
    plan = {"key": compiled.plan.key, "version": version, "hash": compiled.hash}
    return ResultsHead(plan, engine, compiled.plan.currency, tuple(components))
