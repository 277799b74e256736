"""What a decision does, by kind of request: each resource that asks for approvals says it here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from service.periods.use_cases.unlock import apply_decision as decide_period_unlock
from service.periods.use_cases.unlock import describe_request as describe_period_unlock
from service.plans.use_cases.decide import apply_decision as decide_plan_version
from service.plans.use_cases.decide import describe_request as describe_plan_version
from service.principals.use_cases.role_changes import apply_role_change, describe_role_change
from service.two_person import Decision
from service.work import Work


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of request: what will change if it is approved, and what a yes or no does."""

    describe: Callable[[Work, int], dict[str, object]]
    apply: Callable[[Work, Decision], None]


SUBJECTS: Final[Mapping[str, Subject]] = {
    "period_unlock": Subject(describe_period_unlock, decide_period_unlock),
    "plan_version": Subject(describe_plan_version, decide_plan_version),
    "role_change": Subject(describe_role_change, apply_role_change),
}
"""Every kind that can be asked for."""
