"""What a run computes for a slice of its people: the documents it reads, the results, and both again by replay."""

from service.runs.repository.known_members import members_of
from service.runs.repository.running import Known, RunningPeriod, RunningPlan, RunningSlice, running_plans
from service.runs.repository.slices import SliceOutcome, store_slice

__all__ = [
    "Known",
    "RunningPeriod",
    "RunningPlan",
    "RunningSlice",
    "SliceOutcome",
    "members_of",
    "running_plans",
    "store_slice",
]
