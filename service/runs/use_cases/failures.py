"""Why runs fail, by the codes that their steps keep."""

from typing import Final

from rules import Problem

FAULT: Final = "run.fault"
LOST: Final = "run.worker_lost"
NOBODY: Final = "run.nobody"
LOCKED: Final = "run.period_locked"
_TOLD: Final = {
    FAULT: "something failed inside the service while this run was computed; tell whoever runs it, and retry",
    LOST: "the worker ended again and again while it computed this run; look at its memory and its log, and retry",
    NOBODY: "nobody of this pay group is in the run's plans in this period; assign people, and start another run",
    LOCKED: "the period was approved or locked while this run was computed; reopen or unlock it, and retry",
}
_OTHERWISE: Final = "a plan of this run cannot be computed by this release; mend the plan, and start another run"


def failure_shown(code: str | None) -> dict[str, object] | None:
    """What a run says of its failure."""
    return None if code is None else Problem(code, "", _TOLD.get(code, _OTHERWISE)).to_json()
