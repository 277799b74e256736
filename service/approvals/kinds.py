"""What a decision does, by kind of request: each resource that asks for approvals says it here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from rules import Problem
from service.adjustments.use_cases.adjusting import describe_adjustments
from service.close.use_cases.booking import apply_booking, describe_booking, without_people
from service.close.use_cases.opening import apply_openings, describe_openings
from service.disputes.use_cases import apply_adjustment
from service.errors import Conflict
from service.periods.use_cases.unlock import apply_decision as decide_period_unlock
from service.periods.use_cases.unlock import describe_request as describe_period_unlock
from service.plans.use_cases.decide import apply_decision as decide_plan_version
from service.plans.use_cases.decide import describe_request as describe_plan_version
from service.principals.use_cases.role_changes import apply_role_change, describe_role_change, without_names
from service.two_person import Decision
from service.work import Work


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of request: what will change if it is approved, and what a yes or no does.

    `without_names` is what of that those see who may not read who acts (`access:read`).
    """

    describe: Callable[[Work, int], dict[str, object]]
    apply: Callable[[Work, Decision], None]
    without_names: Callable[[Mapping[str, object]], dict[str, object]] = dict


SUBJECTS: Final[Mapping[str, Subject]] = {
    "adjustment": Subject(describe_adjustments, apply_adjustment),
    "opening": Subject(describe_openings, apply_openings),
    "period_unlock": Subject(describe_period_unlock, decide_period_unlock),
    "plan_version": Subject(describe_plan_version, decide_plan_version),
    "role_change": Subject(describe_role_change, apply_role_change, without_names),
    "run": Subject(describe_booking, apply_booking, without_people),
}
"""Every kind that can be asked for."""


def subject_of(kind: str) -> Subject:
    """What a decision on this kind does; raises Conflict for a kind that the store knows and nothing here acts upon."""
    subject = SUBJECTS.get(kind)
    if subject is None:
        message = "Nothing here acts upon this kind of request, so it cannot be decided; it stays as it is."
        raise Conflict(Problem("approval.without_effect", "path id", message))
    return subject
