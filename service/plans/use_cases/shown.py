"""Plans as answers show them: numbers of rows as text, moments in UTC, hashes for content."""

from service.plans.repository.drafts import Draft
from service.plans.repository.steps import Step
from service.plans.repository.versions import Version
from service.web.moments import moment_text

Shown = dict[str, object]


def shown_draft(draft: Draft) -> Shown:
    """A draft without its document."""
    return {
        "key": draft.plan_key,
        "hash": draft.content_hash,
        "author_id": str(draft.author_id),
        "changed_at": moment_text(draft.changed_at),
    }


def shown_version(version: Version) -> Shown:
    """A version without its document."""
    return {
        "key": version.plan_key,
        "number": version.number,
        "hash": version.content_hash,
        "state": version.state,
        "effective_from": version.effective_from,
        "effective_until": version.effective_until,
        "author_id": str(version.author_id),
        "submitted_at": moment_text(version.submitted_at),
        "approval_request_id": str(version.request_id),
    }


def shown_step(step: Step) -> Shown:
    """One thing that happened to a version."""
    return {
        "number": step.number,
        "state": step.state,
        "by_id": str(step.by_id),
        "at": moment_text(step.at),
        "effective_from": step.effective_from,
        "effective_until": step.effective_until,
    }
