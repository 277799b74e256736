"""What the decision of a second person does to a version, and what that person should see before."""

from rules import compare_documents
from service.files.exact_json import loads
from service.plans.repository.steps import add_step
from service.plans.repository.versions import Version, in_force, text_of, version_of_request
from service.plans.use_cases.found import lock, unknown_plan
from service.plans.use_cases.publish import effects_on
from service.two_person import Decision
from service.work import Work


def apply_decision(work: Work, decision: Decision) -> None:
    """The version of the decided request becomes approved or refused."""
    version = _version(work, decision.request_id)
    lock(work, version.plan_key)
    add_step(work, version, decision.verdict, decision=decision)
    subject = f"plan/{version.plan_key}/{version.number}"
    work.changed(f"plan.{decision.verdict}", subject, after=version.content_hash)


def describe_request(work: Work, request_id: int) -> dict[str, object]:
    """What will change: the days, what makes room, and every difference from what is in force on the first day."""
    version = _version(work, request_id)
    now_in_force = in_force(work, [version.plan_key], version.effective_from).get(version.plan_key)
    effects = effects_on(work, version)
    return {
        "plan_key": version.plan_key,
        "number": version.number,
        "hash": version.content_hash,
        "state": version.state,
        "effective_from": version.effective_from,
        "effective_until": version.effective_until,
        "compared_with": None if now_in_force is None else now_in_force.number,
        "changes": _changes(work, now_in_force, version),
        "cuts": [window.number for window in effects.cut],
        "retires": [window.number for window in effects.retired],
        "overlaps": [window.number for window in effects.overlapping],
    }


def _changes(work: Work, before: Version | None, after: Version) -> list[dict[str, object]]:
    if before is None:
        return []
    documents = [loads(text_of(work, version.id).encode()) for version in (before, after)]
    return [change.to_json() for change in compare_documents(*documents)]


def _version(work: Work, request_id: int) -> Version:
    version = version_of_request(work, request_id)
    if version is None:
        raise unknown_plan()
    return version
