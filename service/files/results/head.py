"""What stands above the results of one run."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResultsHead:
    """`plan` is `{"key", "version", "hash"}`; `components` names every component a result may carry, in plan order
    (with `total_floor` if the plan can add that line), because a table needs its columns before its rows."""

    plan: Mapping[str, object]
    engine: str
    currency: str
    components: tuple[str, ...]
