"""What a run computes for a slice of its people: the documents it reads, the results, and both again by replay."""

from service.runs.compute.differences import Difference
from service.runs.compute.evaluate import people_at_once
from service.runs.compute.replay import PlanOfRun, Replay, explain, replay
from service.runs.compute.slices import compute_slices
from service.runs.compute.world import COMPANY
from service.runs.repository.known_members import members_of
from service.runs.repository.running import Known, RunningPeriod, RunningPlan, RunningSlice, running_plans
from service.runs.repository.slices import SliceOutcome, store_slice

__all__ = [
    "COMPANY",
    "Difference",
    "Known",
    "PlanOfRun",
    "Replay",
    "RunningPeriod",
    "RunningPlan",
    "RunningSlice",
    "SliceOutcome",
    "compute_slices",
    "explain",
    "members_of",
    "people_at_once",
    "replay",
    "running_plans",
    "store_slice",
]
